"""The sample sets that lie in `sample_videos/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sample_videos.studio.camera import Viewpoint
from sample_videos.studio.cast import PEOPLE, ROOMS
from sample_videos.studio.equipment import Equipment, mat
from sample_videos.studio.film import Take
from sample_videos.studio.motions.floor import BRIDGE, KNEELING, ON_ALL_FOURS, PLANK
from sample_videos.studio.motions.hinges import DEADLIFT
from sample_videos.studio.motions.posture import SCAPULAR_SQUEEZE
from sample_videos.studio.motions.pulls import LAT_PULLDOWN, PULL_UP
from sample_videos.studio.motions.rows import BENT_OVER_BARBELL_ROW, ONE_ARM_DUMBBELL_ROW
from sample_videos.studio.script import RANGE, Motion, Rep, Script, Step

SAMPLES: dict[str, Callable[[], Take]] = {}
"""By name, made only when asked for."""


def _sample(make: Callable[[], Take]) -> Callable[[], Take]:
    """Enter a take among the samples under its function's name, described by its docstring."""

    def named() -> Take:
        return replace(make(), name=make.__name__, about=make.__doc__ or "")

    SAMPLES[make.__name__] = named
    return named


def _take(
    motion: Motion,
    reps: tuple[Rep, ...],
    person: str,
    room: str,
    viewpoint: Viewpoint,
    seed: int,
    size_px: tuple[int, int] = (640, 480),
    fps: int = 30,
    **script: Any,
) -> Take:
    timed = Script(motion, reps, seed=seed, **script)
    return Take(timed, PEOPLE[person], ROOMS[room], viewpoint, size_px, fps, seed)


_ROUND = {"rounding_deg": 50.0}
_SIDE = Viewpoint(90, 3.3, 0.95, 0.72, 0.12)
_TALL = Viewpoint(90, 3.9, 1.0, 0.96, 0.1)
_FLOOR = Viewpoint(90, 3.1, 0.75, 0.36, 0.15)
_FLOOR_LONG = Viewpoint(90, 3.5, 0.75, 0.55, 0.75)
_STANDING_WITH_BAR = DEADLIFT.effort


@_sample
def bent_over_barbell_row() -> Take:
    """Five rows; the back is flat in the first two and the last, rounded in the third and fourth."""
    reps = (
        Rep(0.95, 0.35, 1.05, 0.30),
        Rep(0.80, 0.30, 0.95, 0.45),
        Rep(0.78, 0.28, 0.92, 0.70, _ROUND),
        Rep(0.82, 0.25, 0.90, 0.50, _ROUND),
        Rep(1.00, 0.30, 1.00, 0.80),
    )
    return _take(BENT_OVER_BARBELL_ROW, reps, "ben", "study", _SIDE, seed=3)


@_sample
def deadlift() -> Take:
    """Three deadlifts; the last one leaves the floor with a rounded back."""
    reps = (
        Rep(1.45, 0.60, 1.35, 0.30),
        Rep(1.35, 0.50, 1.25, 0.70),
        Rep(1.65, 0.60, 1.30, 0.90, {"rounding_deg": 55.0}),
    )
    return _take(DEADLIFT, reps, "joseph", "gym", _TALL, seed=4)


@_sample
def bridge() -> Take:
    """Five bridges; in the third and fifth the hips stay 15 degrees below the line."""
    low = {"hips_low_deg": 15.0}
    reps = (
        Rep(1.10, 1.40, 1.90, 0.30),
        Rep(1.00, 1.30, 1.80, 0.30),
        Rep(1.00, 1.30, 1.80, 0.30, low),
        Rep(1.05, 1.30, 1.85, 0.30),
        Rep(0.95, 1.20, 1.75, 0.40, low),
    )
    return _take(BRIDGE, reps, "mara", "flat", _FLOOR, seed=5)


@_sample
def plank() -> Take:
    """A plank of twenty seconds; the hips sag for five of them, then the person gets up."""
    reps = (Rep(1.0, 5.0, 1.0, 7.0, {"sag_deg": 15.0}), Rep(0.1, 6.0, 0.1, 0.1))
    after = (Step(ON_ALL_FOURS, 1.2), Step(KNEELING, 1.1, 1.2))
    return _take(PLANK, reps, "lena", "flat", _FLOOR_LONG, seed=6, fps=15, lead_in_s=0.0, after=after)


@_sample
def pull_up() -> Take:
    """Four pull-ups from behind; the third goes only half-way."""
    reps = (
        Rep(1.00, 0.30, 1.20, 0.30),
        Rep(1.05, 0.30, 1.15, 0.50),
        Rep(0.85, 0.25, 0.95, 0.50, {RANGE: 0.5}),
        Rep(1.25, 0.30, 1.30, 0.70),
    )
    viewpoint = Viewpoint(180, 4.3, 1.35, 1.38, 0.0)
    return _take(PULL_UP, reps, "kenji", "garage", viewpoint, seed=7, size_px=(480, 640))


@_sample
def lat_pulldown() -> Take:
    """Four lat pulldowns from the front, all clean."""
    reps = (
        Rep(1.00, 0.35, 1.25, 0.30),
        Rep(0.95, 0.30, 1.20, 0.35),
        Rep(0.95, 0.30, 1.15, 0.40),
        Rep(1.10, 0.35, 1.40, 0.50),
    )
    viewpoint = Viewpoint(0, 3.6, 1.15, 0.95, 0.0)
    return _take(LAT_PULLDOWN, reps, "amina", "gym", viewpoint, seed=8)


@_sample
def one_arm_dumbbell_row() -> Take:
    """Five one-arm rows with the right arm; the fourth stops half-way."""
    reps = (
        Rep(0.95, 0.35, 1.10, 0.30),
        Rep(0.85, 0.30, 1.00, 0.45),
        Rep(0.85, 0.30, 1.00, 0.45),
        Rep(0.90, 0.30, 1.00, 0.45, {RANGE: 0.45}),
        Rep(1.05, 0.35, 1.15, 0.60),
    )
    return _take(ONE_ARM_DUMBBELL_ROW, reps, "otto", "garage", _SIDE, seed=9)


@_sample
def scapular_squeeze() -> Take:
    """Three scapular squeezes seen obliquely; the second is let go after two seconds."""
    reps = (
        Rep(0.90, 5.4, 0.90, 1.2),
        Rep(0.80, 2.0, 0.80, 1.6, {"let_go_early_s": 3.0}),
        Rep(0.90, 5.4, 0.90, 1.4),
    )
    viewpoint = Viewpoint(45, 3.1, 1.25, 0.9, 0.0)
    return _take(
        SCAPULAR_SQUEEZE,
        reps,
        "irene",
        "study",
        viewpoint,
        seed=10,
        fps=15,
        lead_in_s=2.0,
    )


# --- clean sets, with other people in other places ----------------------------------------------------------


@_sample
def row_clean() -> Take:
    """Four clean rows seen from the left; the person bends down to them and stands up afterwards."""
    reps = (
        Rep(0.90, 0.30, 1.05, 0.30),
        Rep(0.84, 0.26, 0.96, 0.35),
        Rep(0.88, 0.24, 1.02, 0.55),
        Rep(1.02, 0.34, 1.12, 0.40),
    )
    viewpoint = Viewpoint(270, 3.7, 1.05, 0.88, 0.15)
    before, after = (Step(_STANDING_WITH_BAR, 0.0, 0.8),), (Step(_STANDING_WITH_BAR, 1.5, 0.5),)
    return _take(
        BENT_OVER_BARBELL_ROW, reps, "lena", "garage", viewpoint, 21, fps=24, before=before, after=after
    )


@_sample
def deadlift_clean() -> Take:
    """Three clean deadlifts seen from the left, each a little slower than the one before."""
    reps = (
        Rep(1.30, 0.55, 1.35, 0.30),
        Rep(1.42, 0.70, 1.30, 0.60),
        Rep(1.60, 0.75, 1.45, 0.85),
    )
    viewpoint = Viewpoint(277, 3.9, 1.1, 0.86, 0.1)
    return _take(DEADLIFT, reps, "amina", "study", viewpoint, seed=22, fps=24)


@_sample
def bridge_clean() -> Take:
    """Four clean bridges seen from the left, each held for a breath."""
    reps = (
        Rep(1.15, 1.60, 1.60, 0.30),
        Rep(1.05, 1.45, 1.50, 0.40),
        Rep(1.10, 1.50, 1.70, 0.60),
        Rep(1.25, 1.80, 1.80, 0.45),
    )
    viewpoint = Viewpoint(268, 2.9, 0.7, 0.34, 0.2)
    return _take(BRIDGE, reps, "irene", "gym", viewpoint, seed=23, fps=24)


@_sample
def plank_clean() -> Take:
    """A plank of fourteen seconds in good form; the person kneels down to it and gets up afterwards."""
    before = (Step(KNEELING, 0.0, 0.8), Step(ON_ALL_FOURS, 1.2, 0.1))
    after = (Step(ON_ALL_FOURS, 1.1, 0.1), Step(KNEELING, 1.2, 0.6))
    motion = replace(PLANK, equipment=Equipment(fixed=(mat(0.42, -0.75, 1.45),)))
    viewpoint = Viewpoint(262, 3.7, 0.85, 0.55, 0.75)
    return _take(
        motion,
        (Rep(0.1, 13.0, 0.1, 0.1),),
        "otto",
        "garage",
        viewpoint,
        seed=24,
        fps=15,
        lead_in_s=0.0,
        before=before,
        after=after,
    )


@_sample
def pull_up_clean() -> Take:
    """Four clean pull-ups from behind, the last one slow."""
    reps = (
        Rep(0.95, 0.30, 1.15, 0.30),
        Rep(1.00, 0.30, 1.10, 0.45),
        Rep(1.10, 0.25, 1.15, 0.60),
        Rep(1.45, 0.30, 1.35, 0.75),
    )
    viewpoint = Viewpoint(186, 4.7, 1.45, 1.21, 0.0)
    return _take(PULL_UP, reps, "joseph", "gym", viewpoint, seed=25, size_px=(480, 640), fps=24)


@_sample
def one_arm_row_clean() -> Take:
    """Four clean one-arm rows with the right arm."""
    reps = (
        Rep(1.00, 0.35, 1.10, 0.30),
        Rep(0.90, 0.30, 1.05, 0.40),
        Rep(0.95, 0.35, 1.00, 0.50),
        Rep(1.05, 0.30, 1.20, 0.45),
    )
    viewpoint = Viewpoint(86, 3.0, 1.0, 0.66, 0.12)
    return _take(ONE_ARM_DUMBBELL_ROW, reps, "mara", "study", viewpoint, seed=26, fps=24)


@_sample
def squeeze_clean() -> Take:
    """Three scapular squeezes seen obliquely from the left, each held for more than five seconds."""
    reps = (
        Rep(0.75, 5.3, 0.70, 0.4),
        Rep(0.70, 5.5, 0.70, 0.9),
        Rep(0.80, 5.3, 0.75, 1.1),
    )
    viewpoint = Viewpoint(315, 3.3, 1.3, 0.9, 0.0)
    return _take(SCAPULAR_SQUEEZE, reps, "ben", "flat", viewpoint, seed=27, fps=15, lead_in_s=1.4)


# --- several faults in one set ------------------------------------------------------------------------------


@_sample
def row_three_faults() -> Take:
    """Six rows; rounded back in the second, rising trunk in the fourth, half-way in the sixth."""
    reps = (
        Rep(0.95, 0.30, 1.00, 0.30),
        Rep(0.85, 0.30, 0.95, 0.70, _ROUND),
        Rep(0.90, 0.28, 1.00, 0.70),
        Rep(0.80, 0.25, 0.95, 0.45, {"trunk_rise_deg": 20.0}),
        Rep(0.92, 0.30, 1.05, 0.50),
        Rep(0.95, 0.25, 0.95, 0.60, {RANGE: 0.45}),
    )
    viewpoint = Viewpoint(94, 3.6, 0.9, 0.78, 0.15)
    return _take(BENT_OVER_BARBELL_ROW, reps, "kenji", "flat", viewpoint, seed=28)
