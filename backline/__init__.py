"""Backline as a library: `import backline as bl`.

    track = bl.Track.from_keypoints(xy, confidence, time_s, size_px, layout="coco17")
    report = bl.coach(track, "deadlift")
    (report,) = bl.analyze("set.mp4", "deadlift")
    table = bl.measures(track, ["elbow_angle_deg", "trunk_inclination_deg"])

You may describe a movement of your own as a `bl.Movement` and hand it over in place of an id. A package may
also register it under an entry point of the group `backline.movements`.

Each name is imported when it is first used, so that `import backline` itself costs nothing. Importing changes
nothing in the process. Looking for poses changes one thing: MediaPipe may not send its metrics (see
`analyze`). Errors that a person can put right are raised as `BacklineError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from backline.library import analyze as analyze
    from backline.library import coach as coach
    from backline.library import measures as measures
    from backline.library import movements as movements
    from backline.version import __version__ as __version__
    from exercises.body import Body as Body
    from exercises.body import Joint as Joint
    from exercises.body import Side as Side
    from exercises.evidence import Source as Source
    from exercises.measures import MEASURES as MEASURES
    from exercises.measures.measure import Measure as Measure
    from exercises.movement import ANY_VIEW as ANY_VIEW
    from exercises.movement import FACING_VIEW as FACING_VIEW
    from exercises.movement import SIDE_VIEW as SIDE_VIEW
    from exercises.movement import Check as Check
    from exercises.movement import Condition as Condition
    from exercises.movement import Dose as Dose
    from exercises.movement import HoldCheck as HoldCheck
    from exercises.movement import Kind as Kind
    from exercises.movement import Limit as Limit
    from exercises.movement import Movement as Movement
    from exercises.movement import Requirement as Requirement
    from exercises.movement import Sides as Sides
    from exercises.movement import Signal as Signal
    from exercises.movement import Travel as Travel
    from exercises.movement import Window as Window
    from exercises.quantities import ChangeWhile as ChangeWhile
    from exercises.quantities import Direction as Direction
    from exercises.quantities import How as How
    from exercises.quantities import Order as Order
    from exercises.quantities import Ratio as Ratio
    from exercises.quantities import Statistic as Statistic
    from exercises.quantities import Timing as Timing
    from exercises.report import RepResult as RepResult
    from exercises.report import SetReport as SetReport
    from exercises.strictness import Strictness as Strictness
    from exercises.verdict import Result as Result
    from exercises.verdict import Verdict as Verdict
    from vision.errors import BacklineError as BacklineError
    from vision.errors import BacklineWarning as BacklineWarning
    from vision.pose import Landmark as Landmark
    from vision.pose import Pose as Pose
    from vision.track import Track as Track
    from vision.view import View as View

_HOMES: Final = {
    "backline.library": ("analyze", "coach", "measures", "movements"),
    "backline.version": ("__version__",),
    "exercises.body": ("Body", "Joint", "Side"),
    "exercises.evidence": ("Source",),
    "exercises.measures": ("MEASURES",),
    "exercises.measures.measure": ("Measure",),
    "exercises.movement": (
        "ANY_VIEW",
        "FACING_VIEW",
        "SIDE_VIEW",
        "Check",
        "Condition",
        "Dose",
        "HoldCheck",
        "Kind",
        "Limit",
        "Movement",
        "Requirement",
        "Sides",
        "Signal",
        "Travel",
        "Window",
    ),
    "exercises.quantities": ("ChangeWhile", "Direction", "How", "Order", "Ratio", "Statistic", "Timing"),
    "exercises.report": ("RepResult", "SetReport"),
    "exercises.strictness": ("Strictness",),
    "exercises.verdict": ("Result", "Verdict"),
    "vision.errors": ("BacklineError", "BacklineWarning"),
    "vision.pose": ("Landmark", "Pose"),
    "vision.track": ("Track",),
    "vision.view": ("View",),
}
_HOME: Final = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
