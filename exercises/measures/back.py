"""The shape of the back, from the outline of the person."""

from __future__ import annotations

from collections.abc import Callable
from math import nan

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Body, Joint, Side
from exercises.measures.measure import TRUNK, Measure
from exercises.measures.trunk import UPRIGHT_DEG, trunk_inclination
from vision.pose import OUTLINE_STATIONS

# The outline is read between 5 and 65 % of the way from hip to shoulder, because the seat lies below that and
# the shoulder blade and the upper arm lie above. On rendered people its quadratic coefficient told 50 degrees
# of spinal flexion from a flat back with an AUC of 0.99; the largest distance from the chord reached only
# 0.88 (`measured`).
_STATIONS = np.linspace(0, 1, OUTLINE_STATIONS)
BACK_SPAN = slice(2, 27)
# How high it stands over the chord is read from 50 to 80 %, where a rounded upper back rises most, and its
# bend from 5 to 80 %: real lifters, whose hips sit higher in their outline than those of rendered people,
# show their rounding above 65 %, too (`measured`: without a station between, 15 flat lifts of one lifter read
# up to 0.24 and 5 rounded ones from 0.19; with them 0.09 and 0.16).
_RISE_SPAN, _BEND_SPAN = slice(20, 33), slice(2, 33)
_BEND_SHARE = 0.5  # measured: of 0, 0.25, 0.5 and 1 the one that parts flat real lifts from rounded best
_LEAST_SEEN = 0.8  # guess: the share of the stations in a span that must be seen
# Measured on two cats: tracks that were saved earlier lack the stations where the line from hip to shoulder
# runs below the belly. With 40 % left their curve reads up to 0.4 less than it is, and still counts.
_LEAST_SEEN_ARCHED = 0.4  # measured: the share of the stations that must be seen on all fours
ARM_AHEAD_SHARE = 1.15  # guess: share of the way from hip to shoulder; an elbow beyond clears the back
ARM_AWAY_TORSOS = 0.1  # measured: nearer than 0, the upper arm enters the outline of rendered rowers
BENT_DEG = 35.0  # measured: seat and shoulder blades, not the spine, shape the outline when more upright


def _quadratic_fit(stations: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights, (n,), whose product with the heights at n stations is the curvature of the best parabola.

    The curvature is minus the quadratic coefficient of the parabola.
    """
    return np.asarray(-np.linalg.pinv(np.vander(stations, 3))[0])


_FULL_FIT = _quadratic_fit(_STATIONS[BACK_SPAN])
_FITS = {BACK_SPAN.stop: _FULL_FIT, _BEND_SPAN.stop: _quadratic_fit(_STATIONS[_BEND_SPAN])}


def back_row(body: Body, least_seen: float = _LEAST_SEEN) -> int | None:
    """The row of the outline that shows the back: 0 or 1.

    None means that the shape of the back cannot be read: there is no outline, less than `least_seen` of it
    (a share, 0..1) was seen, the person's facing is unknown, the trunk is almost upright, or an arm beside
    the trunk shapes the outline.
    """
    if body.outline is None or not body.facing or not trunk_inclination.of(body, Side.LEFT) >= BENT_DEG:
        return None
    row = 0 if body.facing > 0 else 1
    if not _arms_hang(body, row):
        return None
    return row if _enough(np.isfinite(body.outline[row][BACK_SPAN]), least_seen) else None


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


def _curve(least_seen: float) -> Callable[[Body, Side], float]:
    """Curvature of the back's outline: negative for a hollow back, positive for a rounded one."""

    def curve(body: Body, _: Side) -> float:
        row = back_row(body, least_seen)
        return nan if row is None or body.outline is None else _bend(body.outline[row], BACK_SPAN, least_seen)

    return curve


def _back_rise(body: Body, _: Side) -> float:
    """How high the back of somebody bent over stands over the line from hip to shoulder, and how bent it is,
    in one number.
    """
    row = back_row(body)
    if row is None or body.outline is None:
        return nan
    return _height(body.outline[row]) + _BEND_SHARE * _bend(body.outline[row], _BEND_SPAN)


def _standing_height(body: Body, _: Side) -> float:
    if body.outline is None or not body.facing or not trunk_inclination.of(body, Side.LEFT) < UPRIGHT_DEG:
        return nan
    return _height(body.outline[0 if body.facing > 0 else 1])


def _height(outline: NDArray[np.float32]) -> float:
    """Mean over the upper back, in chord lengths; not-a-number where too little of it is seen."""
    heights = outline[_RISE_SPAN]
    found = np.isfinite(heights)
    return float(heights[found].mean()) if _enough(found) else nan


def _bend(outline: NDArray[np.float32], span: slice, least_seen: float = _LEAST_SEEN) -> float:
    """Minus the quadratic coefficient, not-a-number where too little is seen."""
    heights = outline[span]
    found = np.isfinite(heights)
    if found.all():
        return float(_FITS[span.stop] @ heights)
    if not _enough(found, least_seen):
        return nan
    return float(_quadratic_fit(_STATIONS[span][found]) @ heights[found])


def _enough(found: NDArray[np.bool_], least_seen: float = _LEAST_SEEN) -> bool:
    return bool(found.mean() >= least_seen)


back_curve = Measure(
    "back_curve",
    "Curve of the back's outline",
    "",
    TRUNK,
    _curve(_LEAST_SEEN),
    reads_outline=True,
    sided=False,
    definition=(
        "How much the outline of the back is curved between hips and shoulders, as a plain number: the "
        "curvature of the parabola laid along it, in lengths of the trunk. It is positive for a rounded "
        "back, near 0 for a flat one and negative for a hollow one."
    ),
)
arched_curve = Measure(
    "arched_curve",
    "Curve of the back's outline on all fours",
    "",
    TRUNK,
    _curve(_LEAST_SEEN_ARCHED),
    reads_outline=True,
    sided=False,
    definition=(
        "How much the outline of the back is curved, as a plain number: positive for a rounded back and "
        "negative for a hollow one, also where only two fifths of the outline are seen, as over a belly that "
        "is drawn up."
    ),
)
back_rise = Measure(
    "back_rise",
    "Rise of the back's outline",
    "",
    TRUNK,
    _back_rise,
    reads_outline=True,
    sided=False,
    definition=(
        "How high the outline of the upper back stands over the line from the middle of the hips to the "
        "middle of the shoulders, in lengths of that line, plus half the curvature of the parabola laid "
        "along the outline, as a plain number. Both grow with a rounded back. It is read while bent over, "
        "with the arms hanging."
    ),
)
standing_height = Measure(
    "standing_back_height",
    "Height of the standing back's outline",
    "",
    TRUNK,
    _standing_height,
    reads_outline=True,
    sided=False,
    definition=(
        "How far the outline of the upper back lies behind the line from the middle of the hips to the "
        "middle of the shoulders, as a plain number in lengths of that line, while upright. It tells the "
        "build and the clothes of the person."
    ),
)
