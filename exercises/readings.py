"""Readings of measures, and how they are kept for as long as a repetition may need them.

A *reading* is one measure taken from one body: a value, and how surely its joints were seen. `Readings` are
those of several measures from frame to frame, which a `ReadingsBuffer` gathers. A `Quantity` (see
exercises/quantities.py) makes one value of them for a repetition, and a `RepValue` is what it came to.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, JUDGED_VISIBILITY, Body, Joint, Loss, Side
from exercises.measures.measure import Measure
from exercises.measures.trunk import UPRIGHT_DEG, trunk_inclination
from vision.view import View, view_of

LEAD_S = 1.0  # rest that is kept before a repetition

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read during a repetition, from a second of rest before it to its end.

    `times_s` is (N,). `values` and `visibility` hold (N,) under the name of each measure; a value is
    not-a-number where it could not be taken, and visibility is 0..1. `shoulder_ratio` is the shoulder width
    over the torso length while upright, or before the repetition where the trunk stays bent; 0 when exactly
    side-on. A value whose joints are seen less surely than `least_visibility` does not count, nor does one of
    which `losses`, (N,) under the name of each measure, say that a joint is not where it seems to be.
    """

    times_s: Array
    values: dict[str, Array]
    visibility: dict[str, Array]
    view: View
    shoulder_ratio: float
    least_visibility: float = JUDGED_VISIBILITY
    losses: dict[str, tuple[Loss | None, ...]] = field(default_factory=dict)

    def joints_seen(self, measure: Measure) -> NDArray[np.bool_]:
        """The frames in which the joints of a measure were seen, (N,), whether or not they told its value."""
        seen = np.asarray(self.visibility[measure.name] >= self.least_visibility)
        losses = self.losses.get(measure.name)
        return seen if losses is None else seen & np.array([loss is None for loss in losses], bool)

    def commonest_loss(self, measure: Measure, chosen: NDArray[np.bool_]) -> Loss | None:
        """Why the measure was mostly not seen in the chosen frames (N,), None where nothing but the network's
        own doubt says so.
        """
        losses = [
            loss for loss, taken in zip(self.losses.get(measure.name, ()), chosen, strict=False) if taken
        ]
        known = Counter(loss for loss in losses if loss is not None)
        unseen = np.count_nonzero(~self.joints_seen(measure)[chosen])
        return known.most_common(1)[0][0] if known and 2 * known.total() > unseen else None

    def usable(self, measure: Measure) -> NDArray[np.bool_]:
        """The frames in which a measure has a value that counts, (N,)."""
        return np.asarray(self.joints_seen(measure) & np.isfinite(self.values[measure.name]))


@dataclass(frozen=True, slots=True)
class RepValue:
    """The value of a quantity for one repetition; `at_s` is the moment that shows it best.

    Without a value it is not-a-number, `reason` says why and `remedy` what the person can do about it.
    `lacks_reference` says that the repetition was read, but not what it is held against.
    """

    value: float
    at_s: float = nan
    reason: str | None = None
    remedy: str | None = None
    lacks_reference: bool = False


def read(measure: Measure, body: Body, sides: tuple[Side, ...]) -> tuple[float, float]:
    """Value and visibility of a measure, over one side or both.

    The mean of two sides is taken, each weighted by how surely it is seen, so that a side that hides fades
    out instead of dropping out. The value is not-a-number where it cannot be taken; visibility is 0..1.
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


def loss_of(measure: Measure, body: Body, sides: tuple[Side, ...]) -> Loss | None:
    """Why a measure over one side or both is not to be judged by, None where it is."""
    if not body.losses:
        return None
    read_from = sides[:1] if measure.both_sides else sides
    seen = [side for side in read_from if measure.visibility(body, side) > COUNTED_VISIBILITY]
    losses = [measure.loss(body, side) for side in seen or read_from]
    return next((loss for loss in losses if loss is not None), None)


class ReadingsBuffer:
    """Gathers the readings of some measures, from a second before the repetition under way."""

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        self._measures = measures
        self._times_s: deque[float] = deque()
        self._values: deque[list[float]] = deque()
        self._visibility: deque[list[float]] = deque()
        self._losses: deque[list[Loss | None]] = deque()
        self._stance: deque[tuple[float, float, float, bool]] = deque()
        self._columns: tuple[deque[Any], ...] = (
            self._times_s,
            self._values,
            self._visibility,
            self._losses,
            self._stance,
        )

    def clear(self) -> None:
        """Forget everything."""
        for column in self._columns:
            column.clear()

    def add(self, body: Body, time_s: float, sides: tuple[Side, ...], keep_from_s: float) -> None:
        """Take one frame's readings and drop what lies more than a second before `keep_from_s`."""
        readings = [read(measure, body, sides) for measure in self._measures]
        self._times_s.append(time_s)
        self._values.append([value for value, _ in readings])
        self._visibility.append([visibility for _, visibility in readings])
        self._losses.append([loss_of(measure, body, sides) for measure in self._measures])
        self._stance.append(_stance(body))
        while self._times_s[0] < keep_from_s - LEAD_S:
            for column in self._columns:
                column.popleft()

    def miss(self, time_s: float) -> None:
        """Take a frame in which nobody was found: whatever was to be seen in it counts as unseen."""
        if self._times_s:
            self._times_s.append(time_s)
            self._values.append([nan] * len(self._measures))
            self._visibility.append([0.0] * len(self._measures))
            self._losses.append([None] * len(self._measures))
            self._stance.append(self._stance[-1])

    def readings(self, start_s: float, end_s: float, on_floor: bool) -> Readings:
        """What was read from a second before `start_s` until `end_s`, and the view in that time."""
        times_s = np.array(self._times_s)
        kept = (times_s >= start_s - LEAD_S) & (times_s <= end_s + 1e-9)
        values, visibility = np.array(self._values)[kept], np.array(self._visibility)[kept]
        stance = np.array(self._stance)[kept]
        before = times_s[kept] <= start_s  # what the movement itself does to the shoulders is no turn
        told = np.isfinite(stance).all(axis=1)  # not before shoulders and hips were first seen
        if not told.any():
            told[:] = True
        before &= told
        seen = stance[before if before.any() else told]
        ratio, left_minus_right, faces_right = np.median(seen[:, :3], axis=0)
        upright = stance[told & (stance[:, 3] > 0)]  # bending over parts the shoulders as turning away does
        return Readings(
            times_s[kept],
            {measure.name: values[:, i] for i, measure in enumerate(self._measures)},
            {measure.name: visibility[:, i] for i, measure in enumerate(self._measures)},
            view_of(float(ratio), float(left_minus_right), on_floor, float(faces_right)),
            float(np.median(upright[:, 0]) if len(upright) else ratio),
            losses=self._losses_within(kept),
        )

    def _losses_within(self, kept: NDArray[np.bool_]) -> dict[str, tuple[Loss | None, ...]]:
        """Those of the measures that lost a joint at all."""
        rows = [row for row, taken in zip(self._losses, kept, strict=True) if taken]
        columns = zip(*rows, strict=True)
        named = zip(self._measures, columns, strict=False)
        return {measure.name: losses for measure, losses in named if any(losses)}


def _stance(body: Body) -> tuple[float, float, float, bool]:
    torso_px = max(body.torso_seen_px, 1.0)
    left, right = (body.at(Joint.SHOULDER, side) for side in BOTH_SIDES)
    upright = trunk_inclination.of(body, Side.LEFT) < UPRIGHT_DEG
    return body.shoulder_ratio, (left[0] - right[0]) / torso_px, body.faces_right, upright
