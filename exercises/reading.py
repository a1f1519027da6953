"""Reading measures from bodies, and keeping them for as long as a repetition may need them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, JUDGED_VISIBILITY, Body, Side
from exercises.judging import Readings
from exercises.measures.measure import Measure
from exercises.measures.trunk import UPRIGHT_DEG, trunk_inclination
from exercises.movement import Travel
from vision.view import view_of

LEAD_S = 1.0  # of rest kept before a repetition
_STEP_S = 0.25  # guess: over less, what a landmark wavers looks like speed


def read(measure: Measure, body: Body, sides: tuple[Side, ...]) -> tuple[float, float]:
    """Value and visibility of a measure, over one side or both.

    Of two sides the mean is taken, each weighted by how surely it is seen, so that a side that hides fades
    out instead of dropping out. Not-a-number and 0 where it cannot be taken.
    """
    if measure.both_sides or len(sides) == 1:
        return measure.of(body, sides[0]), measure.visibility(body, sides[0])
    total = weights = best = 0.0
    for side in sides:
        visibility = measure.visibility(body, side)
        weight = min(
            max((visibility - COUNTED_VISIBILITY) / (JUDGED_VISIBILITY - COUNTED_VISIBILITY), 0.0), 1.0
        )
        if weight == 0.0:
            continue
        value = measure.of(body, side)
        if isfinite(value):
            total, weights, best = total + weight * value, weights + weight, max(best, visibility)
    return (total / weights, best) if weights else (nan, 0.0)


class Lately:
    """How much a reading travelled within the last seconds: None until it was read for so long."""

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self._kept: deque[tuple[float, float]] = deque()

    def clear(self) -> None:
        """Forget everything: what lies between is not known."""
        self._kept.clear()

    def update(self, time_s: float, value: float) -> float | None:
        """Take one reading; gives how far it went and came back (going one way only is no travel), or the
        change per second.
        """
        self._kept.append((time_s, value))
        while len(self._kept) > 1 and time_s - self._kept[1][0] >= self._travel.over_s - 1e-6:
            self._kept.popleft()
        if time_s - self._kept[0][0] < self._travel.over_s - 1e-6:
            return None
        return self._travelled(*np.array(self._kept).T)

    def began_s(self, too_much: Callable[[float], bool]) -> float:
        """From when on it travelled too much: before the last stretch that alone is too much it went there
        one way, and back another.
        """
        times_s, values = np.array(self._kept).T
        spans = range(len(times_s) - 1, 0, -1)
        first = next((at for at in spans if too_much(self._travelled(times_s[at:], values[at:]))), 0)
        steps = np.diff(values)
        way = steps[first]
        for towards in (way, -way):
            while first > 0 and steps[first - 1] * towards > 0:
                first -= 1
        return float(times_s[first])

    def still_since_s(self, within: float) -> float:
        """From when on all of it lay within so much; of a speed, as far back as it is looked at."""
        times_s, values = np.array(self._kept)[::-1].T
        if self._travel.per_s:
            return float(times_s[-1])
        spans = np.maximum.accumulate(values) - np.minimum.accumulate(values)
        return float(times_s[np.flatnonzero(spans <= within)[-1]])

    def _travelled(self, times_s: NDArray[np.float64], values: NDArray[np.float64]) -> float:
        if not self._travel.per_s:
            rise = (values - np.minimum.accumulate(values)).max()
            fall = (np.maximum.accumulate(values) - values).max()
            return float(min(rise, fall))
        later = np.interp(times_s + _STEP_S, times_s, values)[times_s + _STEP_S <= times_s[-1]]
        return float(np.percentile(np.abs(later - values[: len(later)]) / _STEP_S, 90)) if len(later) else 0.0


class Recorder:
    """Keeps the readings of some measures, from a second before the repetition under way."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self._measures = measures
        self._times_s: deque[float] = deque()
        self._values: deque[list[float]] = deque()
        self._visibility: deque[list[float]] = deque()
        self._stance: deque[tuple[float, float, float, bool]] = deque()

    def clear(self) -> None:
        """Forget everything."""
        for column in (self._times_s, self._values, self._visibility, self._stance):
            column.clear()

    def add(self, body: Body, time_s: float, sides: tuple[Side, ...], keep_from_s: float) -> None:
        """Take one frame's readings and drop what lies more than a second before `keep_from_s`."""
        readings = [read(measure, body, sides) for measure in self._measures]
        self._times_s.append(time_s)
        self._values.append([value for value, _ in readings])
        self._visibility.append([visibility for _, visibility in readings])
        self._stance.append(_stance(body))
        while self._times_s[0] < keep_from_s - LEAD_S:
            for column in (self._times_s, self._values, self._visibility, self._stance):
                column.popleft()

    def miss(self, time_s: float) -> None:
        """A frame in which nobody was found: what was to be seen in it counts as unseen."""
        if self._times_s:
            self._times_s.append(time_s)
            self._values.append([nan] * len(self._measures))
            self._visibility.append([0.0] * len(self._measures))
            self._stance.append(self._stance[-1])

    def readings(self, start_s: float, end_s: float, on_floor: bool) -> Readings:
        """What was read from a second before `start_s` until `end_s`, and the view in that time."""
        times_s = np.array(self._times_s)
        kept = (times_s >= start_s - LEAD_S) & (times_s <= end_s + 1e-9)
        values, visibility = np.array(self._values)[kept], np.array(self._visibility)[kept]
        stance = np.array(self._stance)[kept]
        before = times_s[kept] <= start_s  # what the movement itself does to the shoulders is no turn
        seen = stance[before] if before.any() else stance
        ratio, left_minus_right, faces_right = np.median(seen[:, :3], axis=0)
        upright = stance[stance[:, 3] > 0]  # bending over parts the shoulders as turning away does
        return Readings(
            times_s[kept],
            {measure.name: values[:, i] for i, measure in enumerate(self._measures)},
            {measure.name: visibility[:, i] for i, measure in enumerate(self._measures)},
            view_of(float(ratio), float(left_minus_right), on_floor, float(faces_right)),
            float(np.median(upright[:, 0]) if len(upright) else ratio),
        )


def _stance(body: Body) -> tuple[float, float, float, bool]:
    torso_px = max(body.torso_seen_px, 1.0)
    left, right = (body.points[11 + (side is Side.RIGHT)] for side in BOTH_SIDES)
    upright = trunk_inclination.of(body, Side.LEFT) < UPRIGHT_DEG
    return body.shoulder_ratio, (left[0] - right[0]) / torso_px, body.faces_right, upright
