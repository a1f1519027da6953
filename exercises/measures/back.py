"""The shape of the back, from the outline of the person."""

from __future__ import annotations

from math import nan

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Body, Joint, Side
from exercises.measures.measure import TRUNK, Measure
from exercises.measures.trunk import trunk_inclination
from vision.pose import OUTLINE_STATIONS

# The outline is read between 5 and 65 % of the way from hip to shoulder, because the seat lies below that and
# the shoulder blade and the upper arm lie above. On rendered people its quadratic coefficient told 50 degrees
# of spinal flexion from a flat back with an AUC of 0.99; the largest distance from the chord reached only
# 0.88 (`measured`).
_STATIONS = np.linspace(0, 1, OUTLINE_STATIONS)
BACK_SPAN = slice(2, 27)
_LEAST_SEEN = 0.8  # guess: the share of the stations in BACK_SPAN that must be seen
ARM_AHEAD_SHARE = 1.15  # guess: share of the way from hip to shoulder; an elbow beyond clears the back
ARM_AWAY_TORSOS = 0.25  # measured: a nearer upper arm enters the outline of the back on rendered rowers
BENT_DEG = 35.0  # measured: seat and shoulder blades, not the spine, shape the outline when more upright


def _quadratic_fit(stations: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights, (n,), whose product with the heights at n stations is the curvature of the best parabola.

    The curvature is minus the quadratic coefficient of the parabola.
    """
    return np.asarray(-np.linalg.pinv(np.vander(stations, 3))[0])


_FULL_FIT = _quadratic_fit(_STATIONS[BACK_SPAN])


def back_row(body: Body) -> int | None:
    """The row of the outline that shows the back: 0 or 1.

    None means that the shape of the back cannot be read: there is no outline, too little of it was seen, the
    person's facing is unknown, the trunk is almost upright, or an arm beside the trunk shapes the outline.
    """
    if body.outline is None or not body.facing or not trunk_inclination.of(body, Side.LEFT) >= BENT_DEG:
        return None
    row = 0 if body.facing > 0 else 1
    if not _arms_hang(body, row):
        return None
    heights = body.outline[row][BACK_SPAN]
    return row if np.count_nonzero(np.isfinite(heights)) >= _LEAST_SEEN * len(heights) else None


def _arms_hang(body: Body, back: int) -> bool:
    """Whether each elbow is clear of the back: well out on the belly's side of the trunk, or beyond the
    shoulders.
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
        if not to_belly * off_px >= ARM_AWAY_TORSOS * length_px:  # `not` also catches not-a-number
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
