"""The kinds of quantities: each makes one value of a repetition's readings, and says how it is judged.

They follow `exercises.movement.Quantity`, which is all that judging knows of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite, nan

import numpy as np
from numpy.typing import NDArray

from exercises.counting import Attempt
from exercises.judging import SHOW_THEM, hold_to_limit, name_worst
from exercises.measures.measure import Measure
from exercises.movement import Check, Window
from exercises.readings import Readings, RepValue
from exercises.verdict import Result, Verdict

_NEAR_START_S = 0.1  # guess: readings this near to the start tell of the start
_MOMENT_S = 0.3  # guess: so shortly before, the arms still hang and the back is already as it will be
_NEAR_PEAK_S = 0.1  # guess: a quick repetition is at its top for a frame or two only

Array = NDArray[np.float64]
Read = tuple[float, float, float]  # value, the time that shows it best, share of the frames it was seen in


class _PerRepetition:
    """Every repetition is held to the limit, and a set is as good as its worst repetition."""

    __slots__ = ()

    def judge(self, check: Check, read: Verdict, value: float, own_best: float | None) -> Verdict:
        """A fault past the limit or too far from the best repetition, else ok or too close to call."""
        return hold_to_limit(check, read, value, own_best)

    def summarise(self, check: Check, verdicts: Sequence[Verdict]) -> Verdict:
        """The worst verdict."""
        return name_worst(check, verdicts)


class How(StrEnum):
    """How the readings of a window become one value."""

    MEDIAN = "median"
    HIGHEST = "highest"  # 90th percentile: one odd frame decides nothing
    HIGH = "high"  # 75th percentile: most of what was read, but for a part that may be no more of it
    LOWEST = "lowest"  # 10th percentile
    SPAN = "span"
    RISE = "rise"  # highest against the moment the repetition began
    FALL = "fall"  # the moment the repetition began against the lowest
    CHANGE = "change"  # median against the moment the repetition began
    MIDDLE = "middle"  # half-way between the highest and the lowest


@dataclass(frozen=True, slots=True)
class Statistic(_PerRepetition):
    """A measure over a window of the repetition, as one value.

    `least_seen` is the share of the window's frames in which it must have been read. With `also` the same is
    read with a second measure, and the value nearer zero counts: what both show. With `against` the lowest
    reading of another measure, from a second before the repetition to its end, is taken off.
    """

    measure: Measure
    window: Window
    how: How
    least_seen: float = 0.5
    also: Measure | None = None
    against: Measure | None = None

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return self.measure.unit

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What must be read for it."""
        return tuple(one for one in (self.measure, self.also, self.against) if one is not None)

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """The value of one repetition."""
        alike = [one for one in (self.measure, self.also) if one is not None]
        read = max((self._read(one, readings, attempt) for one in alike), key=_nearness_to_zero)
        told = _told(read, self.measure, self.window, self.least_seen, readings, attempt)
        return told if self.against is None else _set_against(told, self.against, readings, attempt)

    def _read(self, measure: Measure, readings: Readings, attempt: Attempt) -> Read:
        wanted = _within(self.window, readings, attempt)
        usable = readings.usable(measure)
        share = float(usable[wanted].mean()) if wanted.any() else 0.0
        chosen = wanted & usable
        if not chosen.any() or share < self.least_seen:
            return nan, nan, share
        values, times_s = readings.values[measure.name][chosen], readings.times_s[chosen]
        if self.how in (How.RISE, How.FALL, How.CHANGE):
            start = _near_start(measure, readings, attempt, usable)
            if not isfinite(start):
                return nan, nan, share
            value = _reduce(values, self.how) - start
            value = -value if self.how is How.FALL else value
            nearest = start + (-value if self.how is How.FALL else value)
        else:
            value = _reduce(values, self.how)
            nearest = float(values.max()) if self.how is How.SPAN else value
        return value, float(times_s[np.abs(values - nearest).argmin()]), share


@dataclass(frozen=True, slots=True)
class Ratio(_PerRepetition):
    """One statistic over another, for lengths in pixels that mean nothing by themselves."""

    over: Statistic
    under: Statistic

    @property
    def unit(self) -> str:
        """Empty, because a ratio has no unit."""
        return ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What must be read for it."""
        return self.over.measures + self.under.measures

    @property
    def window(self) -> Window:
        """That of the upper statistic."""
        return self.over.window

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """The value of one repetition."""
        over, under = self.over.read(readings, attempt), self.under.read(readings, attempt)
        if not isfinite(over.value):
            return over
        return replace(over, value=over.value / under.value) if under.value > 0 else replace(under, value=nan)


@dataclass(frozen=True, slots=True)
class ChangeWhile(_PerRepetition):
    """How a measure changes during the first `share` (0..1) of another one's rise, from its lowest point to
    the top. `least_seen` is as for Statistic.
    """

    measure: Measure
    rising: Measure
    share: float
    least_seen: float = 0.5

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return self.measure.unit

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What must be read for it."""
        return self.measure, self.rising

    @property
    def window(self) -> Window:
        """The way up, with the rest before it."""
        return Window.LIFTING

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """The value of one repetition."""
        return _told(
            self._read(readings, attempt), self.measure, self.window, self.least_seen, readings, attempt
        )

    def _read(self, readings: Readings, attempt: Attempt) -> Read:
        lift = readings.times_s <= attempt.top_start_s
        usable = readings.usable(self.measure) & readings.usable(self.rising)
        share = float(usable[lift].mean()) if lift.any() else 0.0
        at = np.flatnonzero(lift & usable)
        if len(at) == 0 or share < self.least_seen:
            return nan, nan, share
        rising = _without_odd_frames(readings.values[self.rising.name][at])
        values = _without_odd_frames(readings.values[self.measure.name][at])
        lowest = int(rising.argmin())
        part = rising[lowest] + self.share * (rising[-1] - rising[lowest])
        risen = lowest + int(np.argmax(rising[lowest:] >= part))
        return float(values[risen] - values[lowest]), float(readings.times_s[at[risen]]), share


@dataclass(frozen=True, slots=True)
class Direction:
    """The direction in which a cycle goes round: the area of the loop that `rising` makes with `across`, over
    that of the box around it. It is about 0.8 for a circle and 0 for to and fro, and positive when `across`
    is higher on the way up. A set must go in both directions; a cycle whose loop is flatter than the limit
    tells no direction. `least_seen` is as for Statistic.
    """

    rising: Measure
    across: Measure
    least_seen: float = 0.5

    @property
    def unit(self) -> str:
        """Empty, because a direction has no unit."""
        return ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What must be read for it."""
        return self.rising, self.across

    @property
    def window(self) -> Window:
        """All of the cycle."""
        return Window.WORK

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """The value of one cycle."""
        read = self._read(readings, attempt)
        return _told(read, self.across, Window.LIFTING, self.least_seen, readings, attempt)

    def judge(self, check: Check, read: Verdict, value: float, own_best: float | None) -> Verdict:
        """A single cycle is ok where its direction can be told."""
        if check.limit.met(abs(value)):
            return replace(read, result=Result.OK)
        return replace(read, reason="its direction could not be told", remedy="Make rounder circles")

    def summarise(self, check: Check, verdicts: Sequence[Verdict]) -> Verdict:
        """A fault where the set went in one direction only."""
        told = [verdict for verdict in verdicts if verdict.result is Result.OK]
        if len(told) < 2 or 2 * len(told) < len(verdicts):
            return name_worst(check, [verdict for verdict in verdicts if verdict.result is not Result.OK])
        if len({(verdict.value or 0.0) > 0 for verdict in told}) == 2:
            return told[-1]
        return replace(told[-1], result=Result.FAULT, reason=check.why, cue=check.cue)

    def _read(self, readings: Readings, attempt: Attempt) -> Read:
        wanted = _within(self.window, readings, attempt)
        usable = readings.usable(self.rising) & readings.usable(self.across)
        share = float(usable[wanted].mean()) if wanted.any() else 0.0
        if share < self.least_seen:
            return nan, nan, share
        y, x = (readings.values[measure.name][wanted & usable] for measure in (self.rising, self.across))
        box = float(np.ptp(x) * np.ptp(y))
        area = float(y @ np.roll(x, -1) - np.roll(y, -1) @ x) / 2
        return (area / box if box > 0 else 0.0), attempt.peak_s, share


class Timing(_PerRepetition, StrEnum):
    """A duration within a repetition, in seconds: the attempt's property of that name."""

    LIFTING = "lifting_s"
    LOWERING = "lowering_s"
    TOP_PAUSE = "top_pause_s"
    WHOLE = "whole_s"  # from rest to rest, or once round

    @property
    def unit(self) -> str:
        """Seconds."""
        return "s"

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Empty, because the clock tells it."""
        return ()

    @property
    def window(self) -> Window:
        """The part that is timed."""
        parts = {
            Timing.LIFTING: Window.LIFTING,
            Timing.LOWERING: Window.LOWERING,
            Timing.TOP_PAUSE: Window.TOP,
        }
        return parts.get(self, Window.WORK)

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """How long it took; there is no value where the return is needed and was not seen."""
        lasted_s: float | None = getattr(attempt, self.value)
        if lasted_s is None:
            return RepValue(nan, reason="the return was not seen", remedy="Record until you are back at rest")
        return RepValue(lasted_s, attempt.peak_s)


class Order(_PerRepetition, StrEnum):
    """Whether a repetition follows the one before it in the named order: 1 where it does, else 0."""

    SAME_SIDE_AGAIN = "same_side_again"

    @property
    def unit(self) -> str:
        """Empty, because an order has no unit."""
        return ""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Empty, because counting tells it."""
        return ()

    @property
    def window(self) -> Window:
        """All of the repetition."""
        return Window.WORK

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """Whether the repetition before was on the same side."""
        return RepValue(float(again), attempt.peak_s)


def _set_against(told: RepValue, measure: Measure, readings: Readings, attempt: Attempt) -> RepValue:
    """What was read, less the lowest of another measure until then."""
    if not isfinite(told.value):
        return told
    chosen = _within(Window.REST_AND_WORK, readings, attempt) & readings.usable(measure)
    if chosen.any():
        lowest = _reduce(readings.values[measure.name][chosen], How.LOWEST)
        return replace(told, value=told.value - lowest)
    return RepValue(
        nan,
        reason=f"{measure.label[0].lower()}{measure.label[1:]} was not seen",
        remedy=SHOW_THEM,
        lacks_reference=True,
    )


def _told(
    read: Read, measure: Measure, window: Window, least_seen: float, readings: Readings, attempt: Attempt
) -> RepValue:
    """What was read, or why nothing was: its joints were hidden, or were seen and did not tell it."""
    value, at_s, share = read
    if isfinite(value):
        return RepValue(value, at_s)
    seen = readings.joints_seen(measure)[_within(window, readings, attempt)]
    if share == 0 and (float(seen.mean()) if len(seen) else 0.0) >= least_seen:
        return RepValue(
            nan,
            reason="which way you face could not be told",
            remedy="Turn side-on, with your face and your feet in the picture",
        )
    loss = readings.commonest_loss(measure, _within(window, readings, attempt))
    if loss is not None:
        return RepValue(nan, reason=loss.reason, remedy=loss.remedy)
    joints = " and ".join(joint.name.lower() for joint in measure.joints or measure.other_joints)
    return RepValue(nan, reason=f"{joints} seen in {share:.0%} of the frames that matter", remedy=SHOW_THEM)


def _within(window: Window, readings: Readings, attempt: Attempt) -> NDArray[np.bool_]:
    """Which samples lie in a window of the repetition."""
    times_s = readings.times_s
    end_s = attempt.end_s if attempt.end_s is not None else float(times_s[-1])
    start_s, stop_s = {
        Window.REST: (-inf, attempt.start_s + _NEAR_START_S),
        Window.LIFTING: (attempt.start_s, attempt.top_start_s),
        Window.TOP: (
            min(attempt.top_start_s, attempt.peak_s - _NEAR_PEAK_S),
            max(attempt.top_end_s, attempt.peak_s + _NEAR_PEAK_S),
        ),
        Window.LOWERING: (attempt.top_end_s, end_s),
        Window.WORK: (attempt.start_s, end_s),
        Window.WHOLE: (attempt.start_s - _MOMENT_S, end_s),
        Window.REST_AND_WORK: (-inf, end_s),
    }[window]
    return (times_s >= start_s) & (times_s <= stop_s)


def _near_start(measure: Measure, readings: Readings, attempt: Attempt, usable: NDArray[np.bool_]) -> float:
    chosen = usable & (np.abs(readings.times_s - attempt.start_s) <= _NEAR_START_S)
    return float(np.median(readings.values[measure.name][chosen])) if chosen.any() else nan


def _nearness_to_zero(read: Read) -> float:
    """A value that was not seen is the furthest."""
    return -abs(read[0]) if isfinite(read[0]) else -inf


def _without_odd_frames(values: Array) -> Array:
    """Each value replaced by the median of itself and its two neighbours on either side."""
    padded = np.pad(values, 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1))


def _reduce(values: Array, how: How) -> float:
    if how in (How.MEDIAN, How.CHANGE):
        return float(np.median(values))
    if how in (How.SPAN, How.MIDDLE):
        low, high = np.percentile(values, (10, 90))
        return float(high - low if how is How.SPAN else (high + low) / 2)
    if how is How.HIGH:
        return float(np.percentile(values, 75))
    return float(np.percentile(values, 90 if how in (How.HIGHEST, How.RISE) else 10))
