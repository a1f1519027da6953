"""A set of repetitions: attempts in, repetitions with verdicts out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from math import exp, isfinite, nan
from statistics import fmean

import numpy as np

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, JUDGED_VISIBILITY, Body, Side
from exercises.counting import HELD_TOP, TOP, Attempt, RepCounter
from exercises.cycles import CycleCounter
from exercises.judging import Readings, Result, Verdict, better, both_ways, judge, summary, turn_to
from exercises.measures.measure import Measure
from exercises.movement import (
    SIDE_VIEW,
    ChangeWhile,
    Direction,
    Kind,
    Movement,
    Order,
    Ratio,
    Requirement,
    Sides,
    Signal,
    Statistic,
    Timing,
)
from exercises.observer import FORGOTTEN_S
from exercises.reading import Recorder, read
from exercises.report import AttemptResult, HeldSpan, HoldResult, RepResult, SetVerdict
from exercises.scoring import Score, score_reps
from vision.view import View

Reads = Statistic | Ratio | ChangeWhile | Direction | Timing | Order

NEUTRAL_S = 1.0  # guess: of standing still, for movements measured against the person's own neutral
NEUTRAL_FOLLOWS_S = 5.0  # guess: slower than a squeeze, faster than slumping
NEUTRAL_STRAY = 0.5  # guess: of the signal's usual range; more within that second is movement, not noise


@dataclass(slots=True)
class Rep:
    """A repetition with what was read during it, so that it can be judged again once the set's best is
    known.
    """

    attempt: Attempt
    readings: Readings
    side: Side | None
    rom_deg: float | None
    again: bool = False
    verdicts: tuple[Verdict, ...] = ()
    clean: bool = True

    def judged(self, verdicts: tuple[Verdict, ...]) -> None:
        """Take what was found of its form; it is clean without a fault."""
        self.verdicts = verdicts
        self.clean = all(verdict.result is not Result.FAULT for verdict in verdicts)

    def result(self, index: int, before: Rep | None = None) -> RepResult:
        """The repetition for the report; `before` is the one before it on the same side."""
        attempt = self.attempt
        rested_s = (
            attempt.start_s - before.attempt.end_s if before and before.attempt.end_s is not None else None
        )
        return RepResult(
            index=index,
            side=self.side,
            start_s=attempt.start_s,
            peak_s=attempt.peak_s,
            end_s=attempt.end_s,
            rom_deg=self.rom_deg,
            lifting_s=attempt.lifting_s,
            top_pause_s=attempt.top_pause_s,
            lowering_s=attempt.lowering_s,
            bottom_pause_s=None if rested_s is None else max(rested_s, 0.0),
            verdicts=self.verdicts,
        )


class RepSet:
    """Counts and judges the repetitions of one set, on one side, on both together, or on each."""

    def __init__(self, movement: Movement, side: Side | None) -> None:
        assert movement.signal is not None
        self.movement = movement
        self.reps: list[Rep] = []
        self.attempts: list[AttemptResult] = []
        self._own_best: dict[str, float] = {}
        each = BOTH_SIDES if side is None else (side,)
        self._counters = [_Counter(movement, s) for s in (each if movement.sides.apart else (None,))]
        self._shown = self._counters[0]

    @property
    def active(self) -> bool:
        """Whether an attempt is under way."""
        return any(counter.active for counter in self._counters)

    @property
    def pending(self) -> int:
        """Repetitions that are back at rest and only wait to be judged."""
        return sum(counter.reps.returned for counter in self._counters)

    @property
    def phase(self) -> str:
        """Where in a repetition the person is."""
        return self._shown.reps.phase.value

    @property
    def progress(self) -> float | None:
        """Towards the effort end, 0..1; None when it is not seen."""
        return None if self._shown.progress is None else min(max(self._shown.progress, 0.0), 1.0)

    @property
    def value(self) -> float | None:
        """The signal, in its own unit; None when it is not seen."""
        return self._shown.value

    @property
    def clean_reps(self) -> int:
        """Repetitions without a fault."""
        return sum(rep.clean for rep in self.reps)

    def per_side(self) -> dict[str, int]:
        """Repetitions counted on each side."""
        return {side.value: sum(rep.side is side for rep in self.reps) for side in BOTH_SIDES}

    def hold_s(self, time_s: float) -> float | None:
        """For repetitions that are short holds, the time at the top so far."""
        if self.movement.kind is not Kind.HOLD_REPS:
            return None
        return self._shown.reps.top_so_far_s(time_s)

    def pause(self) -> list[Rep]:
        """The person left the position or was lost: whatever was under way is over; gives the repetitions
        that were back at rest and had only to be judged.
        """
        done = []
        for counter in self._counters:
            attempt = counter.reps.finish() if counter.reps.returned else None
            if attempt is not None:
                done += self._take(counter, attempt)
            counter.pause()
        return done

    def miss(self, time_s: float) -> None:
        """Nobody was found in this frame."""
        for counter in self._counters:
            counter.miss(time_s)

    def update(self, body: Body, time_s: float, sides: tuple[Side, ...], leaving: bool = False) -> list[Rep]:
        """Take one frame in position; gives the repetitions that it completes.

        What falls short while the person is `leaving` the position was the way out of it, and no attempt.
        """
        done = []
        for counter in self._counters:
            attempt = counter.update(body, time_s, sides if counter.side is None else (counter.side,))
            if attempt is not None and (attempt.reached or not leaving):
                done += self._take(counter, attempt)
        self._shown = max(self._counters, key=lambda c: (c.active, c.progress or 0.0))
        return done

    def finish(self) -> None:
        """The set is over: complete what can be completed, and judge all by the best repetition of the
        set.
        """
        for counter in self._counters:
            attempt = counter.reps.finish()
            if attempt is not None:
                self._take(counter, attempt)
        self.reps.sort(key=lambda rep: rep.attempt.start_s)
        for rep in self.reps:
            rep.again = self._same_side_as_before(rep.attempt.start_s, rep.side)
            rep.judged(self._judge(rep))

    def take_back(self) -> bool:
        """The last repetition was none, says the person: it stays as an attempt. False when there is none."""
        if not self.reps:
            return False
        rep = self.reps.pop()
        attempt = rep.attempt
        self.attempts.append(
            AttemptResult(attempt.start_s, attempt.peak_s, attempt.end_s, rep.side, "taken back by hand")
        )
        return True

    def results(self) -> tuple[RepResult, ...]:
        """The repetitions so far."""
        last: dict[Side | None, Rep] = {}
        results = []
        for index, rep in enumerate(self.reps, 1):
            results.append(rep.result(index, last.get(rep.side)))
            last[rep.side] = rep
        return tuple(results)

    def notice(self, view: View) -> str | None:
        """What to do where most judgements are withheld from this view; None in mid-attempt."""
        withheld = [check for check in self.movement.checks if view not in check.views]
        if self.active or view is View.UNKNOWN or 2 * len(withheld) <= len(self.movement.checks):
            return None
        return turn_to(withheld[0].views)

    def set_verdicts(self) -> list[SetVerdict]:
        """Each check over the whole set."""
        found = []
        for at, check in enumerate(self.movement.checks):
            verdicts = [rep.verdicts[at] for rep in self.reps]
            faulty = tuple(i for i, verdict in enumerate(verdicts, 1) if verdict.result is Result.FAULT)
            whole = both_ways if isinstance(check.reads, Direction) else summary
            found.append(SetVerdict(whole(check, verdicts), check.priority, faulty))
        return found

    def score(self) -> Score | None:
        """The score of the set, None where too little was judged."""
        verdicts = [verdict for rep in self.reps for verdict in rep.verdicts]
        lowering_s = [s for rep in self.reps if (s := rep.attempt.lowering_s) is not None]
        if self.movement.kind is Kind.FLOW:
            lowering_s = []  # both halves are the same there; checks judge the pace
        return score_reps(verdicts, len(self.reps), len(self.reps) + len(self.attempts), lowering_s)

    def hold(self) -> HoldResult | None:
        """Time held, for repetitions that are short holds."""
        if self.movement.kind is not Kind.HOLD_REPS:
            return None
        held_s = [rep.attempt.top_pause_s for rep in self.reps]
        spans = tuple(HeldSpan(r.attempt.top_start_s, r.attempt.top_end_s, r.side) for r in self.reps)
        return HoldResult(sum(held_s), max(held_s, default=0.0), spans)

    def _take(self, counter: _Counter, attempt: Attempt) -> list[Rep]:
        """A repetition, or an attempt that was none and why."""
        readings = counter.readings(attempt)
        reason = counter.why_not(attempt, readings)
        if reason is not None:
            self.attempts.append(
                AttemptResult(attempt.start_s, attempt.peak_s, attempt.end_s, counter.side, reason)
            )
            self._forget_twins()
            return []
        counter.reps.learn(attempt)
        again = self._same_side_as_before(attempt.start_s, counter.side)
        rep = Rep(attempt, readings, counter.side, counter.rom_deg(attempt), again)
        rep.judged(self._judge(rep))
        self.reps.append(rep)
        self._forget_twins()
        return [rep]

    def _forget_twins(self) -> None:
        """Of sides that take turns: an attempt during a repetition of the other side was the same limb, taken
        for the other.
        """
        if self.movement.sides is Sides.ALTERNATING:
            self.attempts = [
                one for one in self.attempts if not any(_twins(one, rep) for rep in self.reps[-2:])
            ]

    def _same_side_as_before(self, start_s: float, side: Side | None) -> bool:
        """Whether what was begun last before, counted or not, was on the same side."""
        begun = [(rep.attempt.start_s, rep.side) for rep in self.reps]
        begun += [(attempt.start_s, attempt.side) for attempt in self.attempts]
        before = max((one for one in begun if one[0] < start_s), key=lambda one: one[0], default=None)
        return before is not None and side is not None and before[1] is side

    def _turned(self, rep: Rep) -> float:
        """The widest shoulders of this and the other repetitions seen side-on, as a ratio: who is turned away
        from the camera shows it in some of them only.
        """
        side_on = [r.readings.shoulder_ratio for r in self.reps if r.readings.view in SIDE_VIEW]
        return max([rep.readings.shoulder_ratio, *side_on])

    def _judge(self, rep: Rep) -> tuple[Verdict, ...]:
        verdicts = []
        readings = replace(rep.readings, shoulder_ratio=self._turned(rep))
        for check in self.movement.checks:
            verdict = judge(check, rep.attempt, readings, self._own_best.get(check.id), rep.again)
            if verdict.value is not None and better(check.limit, verdict.value, self._own_best.get(check.id)):
                self._own_best[check.id] = verdict.value
            verdicts.append(verdict)
        return tuple(verdicts)


class _Counter:
    """Counts on one side, or on both together (side None), and keeps what was read meanwhile."""

    def __init__(self, movement: Movement, side: Side | None) -> None:
        assert movement.signal is not None
        self.side = side
        self.reps = _counter(movement.signal, movement.kind)
        self.value: float | None = None
        self.progress: float | None = None
        self._seen_s = 0.0
        self._movement = movement
        self._signal = movement.signal
        self._neutral = nan if movement.signal.from_neutral else 0.0
        self._neutral_torso_px = 1.0
        self._average = _Average(movement.signal.averaged_s)
        self._still: deque[tuple[float, float]] = deque()
        self._recorder = Recorder(_measures_read(movement))
        others = _measures_of([r.reads for r in movement.requirements if r.of_other_side])
        self._other = Recorder(others) if others and side is not None else None

    @property
    def active(self) -> bool:
        return self.reps.active

    def pause(self) -> None:
        self.reps.abandon()
        self._average.clear()
        self._still.clear()
        if self._signal.from_neutral:
            self._neutral = nan
        self._recorder.clear()
        if self._other is not None:
            self._other.clear()
        self.progress = None

    def update(self, body: Body, time_s: float, sides: tuple[Side, ...]) -> Attempt | None:
        value, visibility = read(self._signal.measure, body, sides)
        seen = visibility >= COUNTED_VISIBILITY and isfinite(value)
        self._record(body, time_s, sides)
        if not seen:
            self.value = self.progress = None
            if time_s - self._seen_s > FORGOTTEN_S:
                self.reps.abandon()
            return None
        self._seen_s = time_s
        if self._signal.from_neutral and isfinite(
            self._neutral
        ):  # a shrug makes the torso longer and must not change the unit
            value *= body.torso_px / self._neutral_torso_px
        self.value = self._average.update(time_s, value)
        if self._signal.from_neutral:
            self._learn_neutral(time_s, self.value, body.torso_px)
            if not isfinite(self._neutral):
                return None
        self.progress = self._signal.progress(self.value, self._neutral)
        # an average over a span tells of the middle of that span
        return self.reps.update(time_s - self._signal.averaged_s / 2, self.progress)

    def miss(self, time_s: float) -> None:
        """Nobody was found in this frame."""
        for recorder in (self._recorder, self._other):
            if recorder is not None:
                recorder.miss(time_s)

    def _record(self, body: Body, time_s: float, sides: tuple[Side, ...]) -> None:
        started_s = self.reps.attempt_start_s
        keep_from_s = time_s if started_s is None else started_s
        self._recorder.add(body, time_s, sides, keep_from_s)
        if self._other is not None and self.side is not None:
            self._other.add(body, time_s, (self.side.other,), keep_from_s)

    def readings(self, attempt: Attempt) -> Readings:
        return self._recorder.readings(attempt.start_s, _end_s(attempt), self._movement.on_floor)

    def why_not(self, attempt: Attempt, readings: Readings) -> str | None:
        """Why an attempt is no repetition, None when it is one."""
        if not attempt.reached:
            measure = self._signal.measure
            reached, needed = (
                f"{self._in_units(p):.3g}{measure.unit}" for p in (attempt.peak, attempt.enter)
            )
            return f"not far enough: {measure.label.lower()} {reached}, needs {needed}"
        if not attempt.complete:
            return "the recording ended before you were back"
        for requirement in self._movement.requirements:
            if readings.view in requirement.views and not self._shows(requirement, attempt, readings):
                return requirement.otherwise
        return None

    def _shows(self, required: Requirement, attempt: Attempt, readings: Readings) -> bool:
        instead = required.instead
        if instead is not None and readings.view in instead.views and self._shows(instead, attempt, readings):
            return True
        source, least_visibility = readings, JUDGED_VISIBILITY
        if required.of_other_side:
            if self._other is None:
                return True
            source = self._other.readings(attempt.start_s, _end_s(attempt), self._movement.on_floor)
            least_visibility = 0.0
        value = source.required(required.reads, attempt, least_visibility)
        return not isfinite(value) or required.limit.met(value)

    def rom_deg(self, attempt: Attempt) -> float | None:
        """Range of motion on the signal, None when that is no angle."""
        if self._signal.measure.unit != "°":
            return None
        return abs(self._in_units(attempt.peak) - self._in_units(attempt.rest))

    def _in_units(self, progress: float) -> float:
        return self._neutral + self._signal.rest + progress * (self._signal.effort - self._signal.rest)

    def _learn_neutral(self, time_s: float, value: float, torso_px: float) -> None:
        """The person's neutral is where the signal first stays for a second, and later at rest below that.

        A slow change of posture is followed; who began in mid-squeeze has shown no neutral yet.
        """
        last_s = self._still[-1][0] if self._still else time_s
        self._still.append((time_s, value))
        if time_s - self._still[0][0] < NEUTRAL_S:
            return
        if isfinite(self._neutral):
            progress = self._signal.progress(value, self._neutral)
            if not self.reps.active and abs(progress) < NEUTRAL_STRAY / 2:
                self._neutral += (1 - exp(-(time_s - last_s) / NEUTRAL_FOLLOWS_S)) * (value - self._neutral)
            if progress > -NEUTRAL_STRAY:
                self._still.popleft()
                return
        low, middle, high = np.percentile([value for _, value in self._still], (10, 50, 90))
        if high - low <= NEUTRAL_STRAY * abs(self._signal.effort - self._signal.rest):
            if not isfinite(self._neutral):
                self._neutral_torso_px = torso_px
            self._neutral = float(middle)
        while time_s - self._still[0][0] >= NEUTRAL_S:
            self._still.popleft()


def _counter(signal: Signal, kind: Kind) -> RepCounter | CycleCounter:
    if kind is Kind.FLOW:
        return CycleCounter(signal.shortest_s)
    return RepCounter(signal.shortest_s, HELD_TOP if kind is Kind.HOLD_REPS else TOP, signal.least_attempt)


class _Average:
    """The mean of the last `span_s` seconds."""

    def __init__(self, span_s: float) -> None:
        self._span_s = span_s
        self._kept: deque[tuple[float, float]] = deque()

    def clear(self) -> None:
        self._kept.clear()

    def update(self, time_s: float, value: float) -> float:
        self._kept.append((time_s, value))
        while self._kept[0][0] < time_s - self._span_s:
            self._kept.popleft()
        return fmean(kept for _, kept in self._kept)


def _twins(attempt: AttemptResult, rep: Rep) -> bool:
    """Whether most of an attempt was during a repetition of the other side."""
    start_s, end_s = attempt.start_s, attempt.end_s or attempt.peak_s
    shared_s = min(end_s, _end_s(rep.attempt)) - max(start_s, rep.attempt.start_s)
    return rep.side is not attempt.side and shared_s > (end_s - start_s) / 2


def _end_s(attempt: Attempt) -> float:
    return attempt.end_s if attempt.end_s is not None else attempt.top_end_s


def _measures_read(movement: Movement) -> tuple[Measure, ...]:
    """Every measure that a check or requirement needs, once."""
    required = [part for r in movement.requirements for part in (r, r.instead) if part is not None]
    return _measures_of([*(c.reads for c in movement.checks), *(r.reads for r in required)])


def _measures_of(reads: list[Reads]) -> tuple[Measure, ...]:
    found: dict[str, Measure] = {}
    for one in reads:
        found |= {measure.name: measure for measure in _needed(one)}
    return tuple(found.values())


def _needed(reads: Reads) -> tuple[Measure, ...]:
    match reads:
        case Statistic(measure=measure, also=also, against=against):
            return tuple(one for one in (measure, also, against) if one is not None)
        case ChangeWhile(measure=measure, rising=rising):
            return measure, rising
        case Direction(rising=rising, across=across):
            return rising, across
        case Ratio(over=over, under=under):
            return over.measure, under.measure
    return ()
