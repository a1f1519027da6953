"""The shape of the back, from the outline of the person."""

from __future__ import annotations

from math import nan

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Body, Joint, Side
from exercises.measures.measure import TRUNK, Measure
from exercises.measures.trunk import trunk_inclination
from vision.pose import OUTLINE_STATIONS

# The outline between 5 and 65 % of the way from hip to shoulder: below lies the seat, above the shoulder
# blade and the upper arm. Its quadratic coefficient told 50 degrees of spinal flexion from a flat back on
# rendered people with an AUC of 0.99; the largest distance from the chord only 0.88 (`measured`).
_STATIONS = np.linspace(0, 1, OUTLINE_STATIONS)
BACK_SPAN = slice(2, 27)
_LEAST_SEEN = 0.8  # guess: of the stations between
ARM_AHEAD_SHARE = 1.15  # guess: of the way from hips to shoulders; an elbow beyond is not beside the back
ARM_AWAY_TORSOS = 0.25  # measured: nearer than that, the upper arm enters the outline of rendered rowers
BENT_DEG = 35.0  # measured: nearer upright the seat and the shoulder blades make the outline, not the spine


def _quadratic_fit(stations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that turn heights at these stations into minus the quadratic coefficient of the best
    parabola.
    """
    return np.asarray(-np.linalg.pinv(np.vander(stations, 3))[0])


_FULL_FIT = _quadratic_fit(_STATIONS[BACK_SPAN])


def back_row(body: Body) -> int | None:
    """The row of the outline that shows the back. None where its shape cannot be read: near upright, and
    while an arm is pulled up beside the trunk, when the outline is that of the arm.
    """
    if body.outline is None or not body.facing or not trunk_inclination.of(body, Side.LEFT) >= BENT_DEG:
        return None
    row = 0 if body.facing > 0 else 1
    if not _arms_hang(body, row):
        return None
    heights = body.outline[row][BACK_SPAN]
    return row if np.count_nonzero(np.isfinite(heights)) >= _LEAST_SEEN * len(heights) else None


def _arms_hang(body: Body, back: int) -> bool:
    """Whether both elbows are on the belly's side of the line from hips to shoulders, well away from it, or
    ahead of it.
    """
    along_x, along_y = body.shoulders[0] - body.hips[0], body.shoulders[1] - body.hips[1]
    length_px = body.torso_seen_px
    to_belly = 1.0 if back == 1 else -1.0
    for side in BOTH_SIDES:
        x, y = body.at(Joint.ELBOW, side)
        ahead_px = ((x - body.hips[0]) * along_x + (y - body.hips[1]) * along_y) / length_px
        if ahead_px >= ARM_AHEAD_SHARE * length_px:
            continue
        off_px = ((x - body.hips[0]) * along_y - (y - body.hips[1]) * along_x) / length_px
        if not to_belly * off_px >= ARM_AWAY_TORSOS * length_px:  # an elbow that is not there, too
            return False
    return True


def _back_curve(body: Body, _: Side) -> float:
    """Curvature of the back's outline: negative for a hollow back, positive for a rounded one."""
    row = back_row(body)
    if row is None or body.outline is None:
        return nan
    heights = body.outline[row][BACK_SPAN]
    found = np.isfinite(heights)
    if found.all():
        return float(_FULL_FIT @ heights)
    return float(_quadratic_fit(_STATIONS[BACK_SPAN][found]) @ heights[found])


back_curve = Measure(
    "back_curve",
    "Curve of the back's outline",
    "",
    TRUNK,
    _back_curve,
    reads_outline=True,
    sided=False,
    definition=(
        "How much the outline of the back is curved between hips and shoulders, as a plain number: the "
        "curvature of the parabola laid along it, in lengths of the trunk. It is positive for a rounded "
        "back, near 0 for a flat one and negative for a hollow one."
    ),
)
