"""From the readings of a repetition to verdicts: ok, fault, or not judged with the reason and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite, nan

import numpy as np
from numpy.typing import NDArray

from exercises.body import JUDGED_VISIBILITY
from exercises.counting import Attempt
from exercises.measures.back import BENT_DEG
from exercises.measures.measure import Measure
from exercises.movement import (
    SIDE_VIEW,
    ChangeWhile,
    Check,
    Direction,
    HoldCheck,
    How,
    Limit,
    Order,
    Ratio,
    Statistic,
    Timing,
    Window,
)
from vision.view import View, squarely_side_on

_NEAR_START_S = 0.1  # guess
_MOMENT_S = 0.3  # guess: the arms still hang, and the back is already as it will be
_NEAR_PEAK_S = 0.1  # guess: a quick repetition is at its top for a frame or two only

TOO_CLOSE = "too close to call"
COMPARE = "Compare the key frames yourself, or record one repetition with your best form first"
SHOW_THEM = "Move the camera so that the joints stay in the picture and nothing hides them"

Array = NDArray[np.float64]


class Result(StrEnum):
    """What a judgement came to."""

    OK = "ok"
    FAULT = "fault"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement.

    `value` and `limit` are in `unit`; `reason` says why for a fault and why not for a judgement withheld,
    then with `remedy`, what the person can do about it. `at_s` is the moment that shows it best.
    """

    check: str
    label: str
    result: Result
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    reason: str | None = None
    remedy: str | None = None
    cue: str | None = None
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """What was measured during a repetition, from a second of rest before it to its end.

    `times_s` (N,); `values` and `visibility` hold (N,) for each measure, not-a-number where it could not be
    taken. `shoulder_ratio` is the shoulder width over the torso length while upright, or before the
    repetition where the trunk stays bent; 0 when exactly side-on.
    """

    times_s: Array
    values: dict[str, Array]
    visibility: dict[str, Array]
    view: View
    shoulder_ratio: float

    def within(self, window: Window, attempt: Attempt) -> NDArray[np.bool_]:
        """Which samples lie in a window of the repetition."""
        end_s = attempt.end_s if attempt.end_s is not None else float(self.times_s[-1])
        start_s, stop_s = {
            Window.REST: (-np.inf, attempt.start_s + _NEAR_START_S),
            Window.LIFTING: (attempt.start_s, attempt.top_start_s),
            Window.TOP: (
                min(attempt.top_start_s, attempt.peak_s - _NEAR_PEAK_S),
                max(attempt.top_end_s, attempt.peak_s + _NEAR_PEAK_S),
            ),
            Window.LOWERING: (attempt.top_end_s, end_s),
            Window.WORK: (attempt.start_s, end_s),
            Window.WHOLE: (attempt.start_s - _MOMENT_S, end_s),
            Window.REST_AND_WORK: (-np.inf, end_s),
        }[window]
        return (self.times_s >= start_s) & (self.times_s <= stop_s)

    def change(self, reads: ChangeWhile, attempt: Attempt) -> tuple[float, float, float]:
        """As `value`, for a change during another measure's rise."""
        lift = self.times_s <= attempt.top_start_s
        usable = self._usable(reads.measure, JUDGED_VISIBILITY) & self._usable(
            reads.rising, JUDGED_VISIBILITY
        )
        share = float(usable[lift].mean()) if lift.any() else 0.0
        at = np.flatnonzero(lift & usable)
        if len(at) == 0 or share < reads.least_seen:
            return nan, nan, share
        rising = _without_odd_frames(self.values[reads.rising.name][at])
        values = _without_odd_frames(self.values[reads.measure.name][at])
        lowest = int(rising.argmin())
        part = rising[lowest] + reads.share * (rising[-1] - rising[lowest])
        risen = lowest + int(np.argmax(rising[lowest:] >= part))
        return float(values[risen] - values[lowest]), float(self.times_s[at[risen]]), share

    def value(
        self, reads: Statistic, attempt: Attempt, least_visibility: float = JUDGED_VISIBILITY
    ) -> tuple[float, float, float]:
        """The statistic, the time that shows it best, and the share of the window's frames it was seen in.

        Not-a-number where too little was seen.
        """
        if reads.also is not None:
            both = (replace(reads, measure=one, also=None) for one in (reads.measure, reads.also))
            return max((self.value(one, attempt, least_visibility) for one in both), key=_nearness_to_zero)
        wanted = self.within(reads.window, attempt)
        usable = self._usable(reads.measure, least_visibility)
        share = float(usable[wanted].mean()) if wanted.any() else 0.0
        chosen = wanted & usable
        if not chosen.any() or share < reads.least_seen:
            return nan, nan, share
        values, times_s = self.values[reads.measure.name][chosen], self.times_s[chosen]
        if reads.how in (How.RISE, How.FALL, How.CHANGE):
            start = self._near_start(reads.measure, attempt, usable)
            if not isfinite(start):
                return nan, nan, share
            value = _reduced(values, reads.how) - start
            value = -value if reads.how is How.FALL else value
            nearest = start + (-value if reads.how is How.FALL else value)
        else:
            value = _reduced(values, reads.how)
            nearest = float(values.max()) if reads.how is How.SPAN else value
        if reads.against is not None:
            value -= self._lowest(reads.against, attempt, least_visibility)
        return value, float(times_s[np.abs(values - nearest).argmin()]), share

    def direction(self, reads: Direction, attempt: Attempt) -> tuple[float, float, float]:
        """As `value`, for the loop that two measures make."""
        wanted = self.within(Window.WORK, attempt)
        usable = self._usable(reads.rising, JUDGED_VISIBILITY) & self._usable(reads.across, JUDGED_VISIBILITY)
        share = float(usable[wanted].mean()) if wanted.any() else 0.0
        if share < reads.least_seen:
            return nan, nan, share
        y, x = (self.values[measure.name][wanted & usable] for measure in (reads.rising, reads.across))
        box = float(np.ptp(x) * np.ptp(y))
        area = float(y @ np.roll(x, -1) - np.roll(y, -1) @ x) / 2
        return (area / box if box > 0 else 0.0), attempt.peak_s, share

    def joints_seen(self, reads: Statistic | ChangeWhile | Direction, attempt: Attempt) -> float:
        """Share of the frames that matter in which the joints were seen, whether or not that told the
        value.
        """
        window = reads.window if isinstance(reads, Statistic) else Window.LIFTING
        measure = reads.across if isinstance(reads, Direction) else reads.measure
        seen = self.visibility[measure.name][self.within(window, attempt)] >= JUDGED_VISIBILITY
        return float(seen.mean()) if len(seen) else 0.0

    def required(self, reads: Statistic | Ratio, attempt: Attempt, least_visibility: float) -> float:
        """The value that a requirement is held against, not-a-number where too little was seen."""
        if isinstance(reads, Statistic):
            return self.value(reads, attempt, least_visibility)[0]
        over, under = (self.value(part, attempt, least_visibility)[0] for part in (reads.over, reads.under))
        return over / under if under > 0 else nan

    def _usable(self, measure: Measure, least_visibility: float) -> NDArray[np.bool_]:
        seen = self.visibility[measure.name] >= least_visibility
        return np.asarray(seen & np.isfinite(self.values[measure.name]))

    def _lowest(self, measure: Measure, attempt: Attempt, least_visibility: float) -> float:
        chosen = self.within(Window.REST_AND_WORK, attempt) & self._usable(measure, least_visibility)
        return _reduced(self.values[measure.name][chosen], How.LOWEST) if chosen.any() else nan

    def _near_start(self, measure: Measure, attempt: Attempt, usable: NDArray[np.bool_]) -> float:
        chosen = usable & (np.abs(self.times_s - attempt.start_s) <= _NEAR_START_S)
        return float(np.median(self.values[measure.name][chosen])) if chosen.any() else nan


def judge(
    check: Check, attempt: Attempt, readings: Readings, own_best: float | None, again: bool = False
) -> Verdict:
    """Judge one repetition by one check. `own_best` is the best value of this check in the set so far,
    `again` says that the repetition before was on the same side.
    """
    verdict = Verdict(check.id, check.label, Result.NOT_JUDGED, unit=check.reads.unit)
    if isinstance(check.reads, Order):
        verdict = replace(verdict, at_s=attempt.peak_s, value=float(again), limit=check.limit.nearest(1.0))
        if again:
            return replace(verdict, result=Result.FAULT, reason=check.why, cue=check.cue)
        return replace(verdict, result=Result.OK)
    if isinstance(check.reads, Timing):
        value, at_s = getattr(attempt, check.reads.value), attempt.peak_s
        if value is None:
            return replace(
                verdict, reason="the return was not seen", remedy="Record until you are back at rest"
            )
    else:
        if readings.view not in check.views:
            return replace(
                verdict, reason=f"seen from the {_spoken(readings.view)}", remedy=turn_to(check.views)
            )
        if check.shows_back and not squarely_side_on(readings.shoulder_ratio, readings.view):
            return replace(verdict, reason="seen more than 15° off side-on", remedy=turn_to(check.views))
        if isinstance(check.reads, ChangeWhile):
            value, at_s, share = readings.change(check.reads, attempt)
        elif isinstance(check.reads, Direction):
            value, at_s, share = readings.direction(check.reads, attempt)
        else:
            value, at_s, share = readings.value(check.reads, attempt)
        if not isfinite(value):
            return _hidden(verdict, check, share, readings.joints_seen(check.reads, attempt))
    verdict = replace(verdict, value=round(value, 3), limit=check.limit.nearest(value), at_s=at_s)
    if isinstance(check.reads, Direction):
        return _either_way(verdict, check)
    if check.limit.broken(value):
        return replace(verdict, result=Result.FAULT, reason=check.why, cue=check.cue)
    if check.own_best is not None and own_best is not None:
        own_limit = limit_from_best(check, own_best)
        if own_limit.broken(value):
            return replace(
                verdict,
                result=Result.FAULT,
                limit=round(own_limit.nearest(value), 3),
                reason=f"{check.why}, against your own best repetition",
                cue=check.cue,
            )
    if within_doubt(check, value):
        return replace(verdict, reason=TOO_CLOSE, remedy=COMPARE)
    return replace(verdict, result=Result.OK)


def both_ways(check: Check, verdicts: Sequence[Verdict]) -> Verdict:
    """Of a set that goes round: a fault when it went in one direction only."""
    told = [verdict for verdict in verdicts if verdict.result is Result.OK]
    if len(told) < 2 or 2 * len(told) < len(verdicts):
        return summary(check, [verdict for verdict in verdicts if verdict.result is not Result.OK])
    if len({(verdict.value or 0.0) > 0 for verdict in told}) == 2:
        return told[-1]
    return replace(told[-1], result=Result.FAULT, reason=check.why, cue=check.cue)


def _either_way(verdict: Verdict, check: Check) -> Verdict:
    """Of one cycle only whether its direction can be told."""
    if check.limit.met(abs(verdict.value or 0.0)):
        return replace(verdict, result=Result.OK)
    return replace(verdict, reason="its direction could not be told", remedy="Make rounder circles")


def turn_to(views: frozenset[View]) -> str:
    """What to do to be seen in one of these views."""
    if views <= SIDE_VIEW:
        return "Turn side-on to the camera"
    if views <= SIDE_VIEW | {View.OBLIQUE}:
        return "Turn half or fully side-on to the camera"
    if View.SIDE not in views:
        return "Face the camera or turn your back to it"
    return "Turn so that the camera sees you from the side or from the front"


def limit_from_best(check: Check, own_best: float) -> Limit:
    """The limit that somebody's best repetition sets to the others."""
    assert check.own_best is not None
    if check.limit.above is None:
        return Limit(below=min(own_best, check.best if check.best is not None else inf) - check.own_best)
    return Limit(above=max(own_best, check.best if check.best is not None else -inf) + check.own_best)


def better(limit: Limit, value: float, than: float | None) -> bool:
    """Whether `value` is better form than another."""
    return than is None or limit.excess(value) < limit.excess(than)


def within_doubt(check: Check | HoldCheck, value: float) -> bool:
    """Whether the value is on the good side, but not far enough to prove good form."""
    limit = check.limit
    if not check.doubt:
        return False
    if limit.above is not None and value > limit.above - check.doubt:
        return True
    return limit.below is not None and value < limit.below + check.doubt


def _hidden(verdict: Verdict, check: Check, share: float, joints_seen: float) -> Verdict:
    """Why there is no value: `share` of the frames gave one, `joints_seen` is the share that showed the
    joints.
    """
    assert isinstance(check.reads, Statistic | ChangeWhile | Direction)
    if check.shows_back and share > 0 and share >= check.reads.least_seen:
        return replace(
            verdict,
            reason="the outline of your back was not seen while you stood",
            remedy="Turn side-on, stand tall between repetitions, and stand out from the background",
        )
    if check.shows_back:
        return replace(
            verdict,
            reason="the outline of the bent back was not seen (it is read from"
            f" {BENT_DEG:.0f}° from upright on)",
            remedy="Turn side-on, wear fitted clothes, and stand out from the background",
        )
    if share == 0 and joints_seen >= check.reads.least_seen:
        return replace(
            verdict,
            reason="which way you face could not be told",
            remedy="Turn side-on, with your face and your feet in the picture",
        )
    measure = check.reads.across if isinstance(check.reads, Direction) else check.reads.measure
    joints = " and ".join(joint.name.lower() for joint in measure.joints or measure.other_joints)
    return replace(
        verdict,
        reason=f"{joints} seen in {share:.0%} of the frames that matter",
        remedy=SHOW_THEM,
    )


def _spoken(view: View) -> str:
    return {View.OBLIQUE: "oblique side", View.UNKNOWN: "unknown side", View.FLOOR_SIDE: "side"}.get(
        view, view.value
    )


def _nearness_to_zero(read: tuple[float, float, float]) -> float:
    """Of a value with its time and share; a value that was not seen is the furthest."""
    return -abs(read[0]) if isfinite(read[0]) else -inf


def _without_odd_frames(values: Array) -> Array:
    """Each value replaced by the median of itself and its two neighbours on either side."""
    padded = np.pad(values, 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1))


def _reduced(values: Array, how: How) -> float:
    if how in (How.MEDIAN, How.CHANGE):
        return float(np.median(values))
    if how in (How.SPAN, How.MIDDLE):
        low, high = np.percentile(values, (10, 90))
        return float(high - low if how is How.SPAN else (high + low) / 2)
    if how is How.HIGH:
        return float(np.percentile(values, 75))
    return float(np.percentile(values, 90 if how in (How.HIGHEST, How.RISE) else 10))


def summary(check: Check, verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict for the whole set: the worst fault if there is one, else the worst ok, else why not
    judged.
    """
    for wanted in (Result.FAULT, Result.OK):
        found = [verdict for verdict in verdicts if verdict.result is wanted]
        if found:
            return max(found, key=lambda verdict: check.limit.excess(verdict.value or 0.0))
    if verdicts:
        return verdicts[-1]
    return Verdict(
        check.id,
        check.label,
        Result.NOT_JUDGED,
        unit=check.reads.unit,
        reason="there was no repetition to judge",
        remedy="Check that the movement is the one you named, and go from rest to the top and back",
    )
