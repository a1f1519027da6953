"""Matches repetitions of the report with those of the truth, and tells what each judgement should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

import numpy as np

from benchmarks.accuracy.outcomes import Outcome, TakeInfo
from exercises.catalogue import find
from exercises.judging import limit_from_best
from exercises.movement import Check, HoldCheck, Kind, Limit
from exercises.report import RepResult
from exercises.verdict import Result, Verdict
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import Dial

RANGE: Final = "range"
"""The check that a repetition goes all the way. It is made in two ways: by not counting what goes only half
the way, and by a fault of one of `TO_THE_END`, which for some movements is a check of its own as well."""

TO_THE_END: Final = frozenset({"top_range", "lockout", "hips_low"})
NOT_COUNTED = "not counted"
NOT_YET_RUN = "the clock had not run yet"
NO_CHECK = "there is no such check"
_SHORTEST_S = 1.0  # guess: a shorter good stretch of a hold is not worth a judgement
_WAY_S = 0.5  # guess: a fault may show best on the way into it or out of it
_MOSTLY = 0.5  # the clock must stand for this share of a stretch for its fault to count as found

Json = Mapping[str, Any]


class Form(StrEnum):
    """What is true of one repetition and one check."""

    GOOD = "good"  # no larger than what is still good form
    BETWEEN = "between"  # a coach may say so or not
    FAULTY = "faulty"  # a coach would call it out


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as it was performed, with its `size` in `unit`.

    It is good form up to `fine`, and a coach calls it out from `called_from`. `brings` are the checks that
    it shows up in as well: a shoulder that is lifted alone is also lifted.
    """

    check: str
    dial: str
    size: float
    unit: str
    fine: float
    called_from: float
    brings: frozenset[str] = frozenset()

    @staticmethod
    def of(truth: Json, movement: str) -> Fault:
        """The fault that a truth.json of this movement tells of.

        Its size is measured on the skeleton, unless the dial is itself the truth. The dial of today says
        which sizes are good form and which a coach calls.
        """
        measured = truth.get("true_size")
        check = RANGE if truth["check"] == "top_range" else truth["check"]
        size = float(truth["size"] if measured is None else measured)
        dials, dial = MOTIONS[movement].dials, truth["dial"]
        sizes = (dials[dial].fine, dials[dial].fault) if dial in dials else (truth["fine"], truth["fault"])
        fine, called_from = map(float, sizes)
        brings = frozenset(dials[name].check for name in dials[dial].brings) if dial in dials else frozenset()
        return Fault(check, dial, size, truth["unit"], fine, called_from, brings)

    @property
    def form(self) -> Form:
        """Whether the fault is good form, something between, or what a coach would call out."""
        if self.size >= self.called_from:
            return Form.FAULTY
        return Form.GOOD if self.size <= self.fine else Form.BETWEEN


@dataclass(frozen=True, slots=True)
class Judged:
    """One check on one repetition, or on one stretch of a hold.

    `faults` are all faults that it was performed with. `result` is "ok", "fault" or "not_judged"; only the
    last has a `reason`. `excess` is how far the measured value lies past the limit, in the unit of the check,
    None where nothing was measured.
    """

    take: TakeInfo
    check: str
    faults: tuple[Fault, ...]
    result: str
    reason: str | None = None
    excess: float | None = None

    @property
    def form(self) -> Form:
        """What is true as far as this check is concerned; nobody is wrong about what another fault brings."""
        brought = any(self.check in fault.brings and fault.form is not Form.GOOD for fault in self.faults)
        own = worst(fault.form for fault in self.faults if fault.check == self.check)
        return worst([own, Form.BETWEEN]) if brought else own

    @property
    def has_other_faults(self) -> bool:
        """Whether a fault of another check is beyond good form."""
        return any(fault.form is not Form.GOOD for fault in self.faults if fault.check != self.check)

    @property
    def wrong(self) -> bool:
        """Whether a coach would say the opposite of the result."""
        return (self.form, self.result) in ((Form.GOOD, "fault"), (Form.FAULTY, "ok"))

    def size(self, dial: str) -> float:
        """The size of the fault that a dial makes, 0 where there is no such fault."""
        return max((fault.size for fault in self.faults if fault.dial == dial), default=0.0)


def worst(forms: Iterable[Form]) -> Form:
    """The worst of several forms; good when there are no forms."""
    order = list(Form)
    return max(forms, key=order.index, default=Form.GOOD)


class Matched:
    """The report of a set of repetitions beside its truth, repetition by repetition."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.true: list[Json] = list(outcome.truth["rep_list"])
        self.counted: Sequence[RepResult] = outcome.report.rep_list
        self._pairs = _pairs(self.true, self.counted)

    def found(self, index: int) -> RepResult | None:
        """The reported repetition that is number `index` of the truth, None when it was not counted."""
        at = self._pairs.get(index)
        return None if at is None else self.counted[at]

    @cached_property
    def faults(self) -> list[tuple[Fault, ...]]:
        """The faults of each true repetition."""
        movement = self.outcome.take.movement
        return [tuple(Fault.of(fault, movement) for fault in rep["faults"]) for rep in self.true]

    @property
    def must_count(self) -> int:
        """The number of repetitions that went all the way."""
        return sum(self._range(index) is Form.GOOD for index in range(len(self.true)))

    @property
    def miscounted(self) -> int:
        """The number of repetitions missed and repetitions invented, together.

        A repetition that goes half the way may be left out, or be counted with that fault. Either is right
        where only a coach could say how far it went.
        """
        wrong = len(self.counted) - len(self._pairs)
        for index in range(len(self.true)):
            rep, form = self.found(index), self._range(index)
            missed = rep is None and form is Form.GOOD
            wrong += missed or (rep is not None and form is Form.FAULTY and not _called(rep, TO_THE_END))
        return wrong

    def judgements(self) -> Iterator[Judged]:
        """Give every check on every true repetition."""
        movement = find(self.outcome.take.movement)
        for index, faults in enumerate(self.faults):
            rep, form = self.found(index), self._range(index)
            yield Judged(self.outcome.take, RANGE, faults, *self._range_result(index))
            if rep is None and form is not Form.GOOD:
                continue  # it is rightly no repetition, so there is nothing to judge
            verdicts = {verdict.check: verdict for verdict in rep.verdicts} if rep else {}
            for check in movement.checks:
                if check.id in TO_THE_END and (form is not Form.GOOD or check.id == "top_range"):
                    continue  # this check says the same as the range
                verdict = verdicts.get(check.id)
                if verdict is None:
                    yield Judged(self.outcome.take, check.id, faults, "not_judged", NOT_COUNTED)
                    continue
                value = verdict.value
                excess = None if value is None else self._limit(check).excess(value)
                yield Judged(self.outcome.take, check.id, faults, verdict.result, verdict.reason, excess)
            yield from _unjudged(self.outcome.take, faults)

    def _limit(self, check: Check) -> Limit:
        """The limit that a value is held against: its own, or one set by the person's best repetition."""
        if check.own_best is None:
            return check.limit
        values = [
            verdict.value
            for rep in self.counted
            for verdict in rep.verdicts
            if verdict.check == check.id and verdict.value is not None
        ]
        return limit_from_best(check, min(values, key=check.limit.excess))

    def _range_result(self, index: int) -> tuple[str, str | None]:
        rep, truth = self.found(index), self.true[index]
        if rep is not None:
            half = _called(rep, {"top_range"} if self._range(index) is Form.GOOD else TO_THE_END)
            return ("fault" if half else "ok"), None
        if self._range(index) is not Form.GOOD:
            return "fault", None
        for attempt in self.outcome.report.attempt_list:
            told = attempt.reason.startswith("not far enough")
            if told and truth["start_s"] <= attempt.peak_s <= truth["end_s"]:
                return "fault", None
        return "not_judged", NOT_COUNTED

    def _range(self, index: int) -> Form:
        return worst(fault.form for fault in self.faults[index] if fault.check == RANGE)


def _called(rep: RepResult, checks: Set[str]) -> bool:
    return any(verdict.check in checks and verdict.result is Result.FAULT for verdict in rep.verdicts)


def _pairs(true: Sequence[Json], counted: Sequence[RepResult]) -> dict[int, int]:
    """Map each true repetition to the counted one, by index; pairs that share most time go first."""
    shared = [
        (_overlap_s(rep["start_s"], rep["end_s"], got.start_s, got.end_s or got.peak_s), i, j)
        for i, rep in enumerate(true)
        for j, got in enumerate(counted)
    ]
    pairs: dict[int, int] = {}
    for overlap_s, i, j in sorted(shared, key=lambda one: (-one[0], one[1:])):
        if overlap_s > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _overlap_s(start_s: float, end_s: float, other_start_s: float, other_end_s: float) -> float:
    return max(0.0, min(end_s, other_end_s) - max(start_s, other_start_s))


# --- holds ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a hold that is the same throughout."""

    start_s: float
    end_s: float
    faults: tuple[Fault, ...] = ()


class MatchedHold:
    """The report of a hold beside its truth, second by second."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._truth: Json = outcome.truth["hold"]
        assert outcome.report.hold is not None
        self._hold = outcome.report.hold
        self._checks = find(outcome.take.movement).hold_checks
        self._stopping = frozenset(check.id for check in self._checks if check.pauses)

    def stretches(self) -> list[Stretch]:
        """The stretches in which a fault is full, and the good ones between.

        Where a position is taken several times, each time is a stretch.
        """
        if "spans" in self._truth:
            return self._taken_anew()
        found, clear_s = [], self._truth["start_s"]
        for part in (*self._truth["fault_list"], None):
            until_s = self._truth["end_s"] if part is None else part["start_s"]
            if until_s - clear_s >= _SHORTEST_S:
                found.append(Stretch(clear_s, until_s))
            if part is not None:
                faults = tuple(self._faults(part))
                on_the_way = all(self._dial(fault).half_way for fault in faults)
                start_s, end_s = ("start_s", "peak_s") if on_the_way else ("peak_s", "leave_s")
                found.append(Stretch(part[start_s], part[end_s], faults))
                clear_s = part["peak_s" if on_the_way else "end_s"]
        return found

    def _taken_anew(self) -> list[Stretch]:
        faulty = {part["peak_s"]: tuple(self._faults(part)) for part in self._truth["fault_list"]}
        return [
            Stretch(span["peak_s"], span["leave_s"], faulty.get(span["peak_s"], ()))
            for span in self._truth["spans"]
        ]

    def _whole_s(self) -> tuple[float, float]:
        """Seconds for which the position was held: at least without the ways there and back, at most with."""
        if "spans" not in self._truth:
            whole_s = self._truth["end_s"] - self._truth["start_s"]
            return whole_s, whole_s
        spans = self._truth["spans"]
        return (
            sum(span["leave_s"] - span["peak_s"] for span in spans),
            sum(span["end_s"] - span["start_s"] for span in spans),
        )

    def _faults(self, part: Json) -> Iterator[Fault]:
        return (Fault.of(fault, self.outcome.take.movement) for fault in part["faults"])

    def true_hold_s(self) -> tuple[float, float]:
        """Seconds in good position, at least and at most.

        The least leaves out all time in which a fault that stops the clock is too large to be good form. The
        most leaves out only the time in which a coach would call it out.
        """
        least_s, most_s = self._whole_s()
        for part in self._truth["fault_list"]:
            faults = [fault for fault in self._faults(part) if fault.check in self._stopping]
            least_s -= max((self._beyond_s(part, fault, fault.fine) for fault in faults), default=0.0)
            most_s -= max((self._beyond_s(part, fault, fault.called_from) for fault in faults), default=0.0)
        return least_s, most_s

    def _dial(self, fault: Fault) -> Dial:
        dial: Dial = MOTIONS[self.outcome.take.movement].dials[fault.dial]
        return dial

    def _beyond_s(self, part: Json, fault: Fault, limit: float) -> float:
        """Seconds for which a fault is larger than `limit`; it comes and goes as smoothly as limbs move.

        A fault on the way into the position ends with that way. A bounce comes and goes at once. Where the
        position is taken anew for a fault, the way there and back counts half: that lies between the two of
        `_whole_s`.
        """
        if fault.size <= limit:
            return 0.0
        dial = self._dial(fault)
        held_s = float(part["leave_s"] - part["peak_s"])
        there_s, back_s = float(part["peak_s"] - part["start_s"]), float(part["end_s"] - part["leave_s"])
        share = np.linspace(0, 1, 201)
        if dial.swinging:
            return held_s + ((there_s + back_s) / 2 if "spans" in self._truth else 0.0)
        if dial.half_way:
            return float(np.mean(np.sin(np.pi * share) ** 2 > limit / fault.size) * there_s)
        moved = share**3 * (share * (share * 6 - 15) + 10)
        left = 1 - float(np.interp(limit / fault.size, moved, share))
        return held_s + left * (there_s + back_s)

    @property
    def unclear(self) -> bool:
        """Whether a stretch is neither good form nor a fault, so that nobody can tell the true time."""
        return any(
            fault.form is Form.BETWEEN and fault.check in self._stopping
            for stretch in self.stretches()
            for fault in stretch.faults
        )

    @property
    def held_s(self) -> float:
        """Seconds for which the clock ran."""
        return self._hold.total_s

    @property
    def unclear_s(self) -> float:
        """Seconds of the time held in which the program says that it is too close to call."""
        return self._hold.unclear_s

    def error_s(self) -> float:
        """Timed minus true seconds; the true time lies half-way between the least and the most.

        Time that the program says is too close to call may be good or not.
        """
        true_s = sum(self.true_hold_s()) / 2
        return min(max(true_s, self.held_s - self.unclear_s), self.held_s) - true_s

    def paused_share(self, stretch: Stretch, reason: str | None = None) -> float:
        """The share of a stretch in which the clock stood; with `reason`, only where it stood for that."""
        length_s = stretch.end_s - stretch.start_s
        if reason is None:
            spans = [(span.start_s, span.end_s) for span in self._hold.spans]
            return 1 - sum(_overlap_s(stretch.start_s, stretch.end_s, *span) for span in spans) / length_s
        pauses = [pause for pause in self._hold.pauses if pause.reason == reason]
        spans = [(pause.start_s, pause.end_s) for pause in pauses]
        return sum(_overlap_s(stretch.start_s, stretch.end_s, *span) for span in spans) / length_s

    def called_out(self, stretch: Stretch) -> bool:
        """Whether a coach would stop the clock there."""
        return any(f.form is Form.FAULTY and f.check in self._stopping for f in stretch.faults)

    def is_good(self, stretch: Stretch) -> bool:
        """Whether the clock should run there."""
        return all(f.form is Form.GOOD for f in stretch.faults if f.check in self._stopping)

    def judgements(self) -> Iterator[Judged]:
        """Give every check on every stretch; one that stops no clock is judged over the whole hold."""
        stretches, take = self.stretches(), self.outcome.take
        verdicts = {verdict.check: verdict for verdict in self.outcome.report.verdicts}
        for check in self._checks:
            verdict = verdicts[check.id]
            if check.pauses:
                for stretch in stretches:
                    yield Judged(take, check.id, stretch.faults, *self._result(check, stretch, verdict))
                continue
            faults = tuple(fault for stretch in stretches for fault in stretch.faults)
            value = verdict.value
            excess = None if value is None else check.limit.excess(value)
            yield Judged(take, check.id, faults, verdict.result, verdict.reason, excess)
        for stretch in stretches:
            yield from _unjudged(take, stretch.faults)

    def _result(self, check: HoldCheck, stretch: Stretch, verdict: Verdict) -> tuple[str, str | None]:
        """What the program said of a stretch.

        The clock names the first reason for which it stands, and no reason before it first ran. The verdict
        names the moment that shows the fault best.
        """
        if self.paused_share(stretch, check.why) >= _MOSTLY:
            return "fault", check.why
        at_s = verdict.at_s if verdict.result is Result.FAULT else None
        shown = at_s is not None and stretch.start_s - _WAY_S <= at_s <= stretch.end_s + _WAY_S
        if shown and self.paused_share(stretch) >= _MOSTLY:
            return "fault", check.why
        blind = {pause.reason for pause in self._hold.pauses} - {other.why for other in self._checks}
        for reason in sorted(blind):
            if self.paused_share(stretch, reason) >= _MOSTLY:
                return "not_judged", reason
        started_s = min((span.start_s for span in self._hold.spans), default=np.inf)
        if started_s >= stretch.end_s:  # a clock that has not run yet does not say why
            return ("not_judged", NOT_YET_RUN) if at_s is not None else (verdict.result, verdict.reason)
        if verdict.result is Result.NOT_JUDGED:  # the clock ran on, and nothing was said
            return "not_judged", verdict.reason
        return "ok", None


def _unjudged(take: TakeInfo, faults: tuple[Fault, ...]) -> Iterator[Judged]:
    """Give the faults for which the program has no check."""
    movement = find(take.movement)
    known = {RANGE, *(check.id for check in movement.checks), *(check.id for check in movement.hold_checks)}
    for check in dict.fromkeys(fault.check for fault in faults if fault.check not in known):
        yield Judged(take, check, faults, "not_judged", NO_CHECK)


def judgements(outcome: Outcome) -> Iterator[Judged]:
    """Give every judgement on a set whose truth is known."""
    if find(outcome.take.movement).kind is Kind.HOLD:
        yield from MatchedHold(outcome).judgements()
    else:
        yield from Matched(outcome).judgements()
