"""A set of repetitions: attempts in, repetitions with verdicts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exercises.body import BOTH_SIDES, Body, Side
from exercises.counting import Attempt
from exercises.exercise_set import Correction, SetProgress
from exercises.judging import is_better, is_sparse, judge, turn_to
from exercises.movement import SIDE_VIEW, Check, Kind, Movement, Sides, Substitute
from exercises.quantities import Timing
from exercises.readings import Readings
from exercises.report import AttemptResult, HeldSpan, HoldResult, RepResult, SetVerdict
from exercises.scoring import Score, SpineFault, score_reps
from exercises.side_counter import SideCounter
from exercises.verdict import Form, Result, Verdict, form_of
from vision.view import View


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

    @property
    def clean(self) -> bool:
        """Without a fault, and judged in what the movement is about."""
        return form_of(self.verdicts) is Form.CLEAN

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
    """Counts and judges the repetitions of one set, on one side, on both together, or on each.

    `side` restricts a movement that counts its sides apart to one of them. The movement must have a signal.
    """

    def __init__(self, movement: Movement, side: Side | None) -> None:
        assert movement.signal is not None
        self.movement = movement
        self.reps: list[Rep] = []
        self.attempts: list[AttemptResult] = []
        self.last_rep: RepResult | None = None
        self._own_best: dict[str, float] = {}
        each = BOTH_SIDES if side is None else (side,)
        self._counters = [SideCounter(movement, s) for s in (each if movement.sides.apart else (None,))]
        self._substitutes = {
            substitute.otherwise: SideCounter(_as_movement(substitute, movement), None)
            for substitute in movement.substitutes
        }
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
        """How far the signal is towards the effort end, 0..1; None when it is not seen."""
        return None if self._shown.progress is None else min(max(self._shown.progress, 0.0), 1.0)

    @property
    def value(self) -> float | None:
        """The signal, in its own unit; None when it is not seen."""
        return self._shown.value

    @property
    def clean_reps(self) -> int:
        """Repetitions that are clean."""
        return sum(rep.clean for rep in self.reps)

    def per_side(self) -> dict[str, int]:
        """Repetitions counted on each side."""
        return {side.value: sum(rep.side is side for rep in self.reps) for side in BOTH_SIDES}

    def hold_s(self, time_s: float) -> float | None:
        """The time at the top so far, for repetitions that are short holds; None for others."""
        if self.movement.kind is not Kind.HOLD_REPS:
            return None
        return self._shown.reps.top_so_far_s(time_s)

    @property
    def sides_done(self) -> set[Side | None]:
        """The sides that repetitions were done on; None stands for both together."""
        return {rep.side for rep in self.reps}

    def describe(self, time_s: float) -> SetProgress:
        """How far the set is; repetitions that only wait to be judged count already."""
        counted = len(self.reps) + self.pending
        return SetProgress(
            attempts=counted + len(self.attempts),
            reps=counted,
            clean_reps=self.clean_reps,
            sides=self.per_side() if self.movement.sides.apart else None,
            progress=self.progress,
            hold_s=self.hold_s(time_s),
        )

    def leave(self, time_s: float, reason: str) -> list[Correction]:
        """End whatever is under way, because the person left the position or was lost. Repetitions that were
        back at rest and only waited to be judged count; gives what was wrong with them.
        """
        done = []
        for counter in self._counters:
            attempt = counter.reps.finish() if counter.reps.returned else None
            if attempt is not None:
                done += self._take(counter, attempt)
            counter.pause()
        for counter in self._substitutes.values():
            counter.pause()
        return self._corrections(done)

    def miss(self, time_s: float) -> None:
        """Take a frame in which nobody was found."""
        for counter in (*self._counters, *self._substitutes.values()):
            counter.miss(time_s)

    def unseen_since(self, since_s: float) -> None:
        """Do nothing: what is under way may go on for a while, and `leave` ends it."""

    def update(
        self, body: Body, time_s: float, sides: tuple[Side, ...], view: View, leaving: bool
    ) -> list[Correction]:
        """Take one frame in position; gives what was wrong with the repetitions that it completes.

        An attempt that falls short while the person is `leaving` the position is dropped, because it was the
        way out.
        """
        done = []
        for counter in self._counters:
            attempt = counter.update(body, time_s, sides if counter.side is None else (counter.side,))
            if attempt is not None and (attempt.reached or not leaving):
                done += self._take(counter, attempt)
        for reason, counter in self._substitutes.items():
            self._take_substitute(counter, counter.update(body, time_s, sides), reason)
        self._shown = max(self._counters, key=lambda c: (c.active, c.progress or 0.0))
        return self._corrections(done)

    def finish(self) -> None:
        """End the set: complete what can be completed, and judge all by the best repetition of the set."""
        for counter in self._counters:
            attempt = counter.reps.finish()
            if attempt is not None:
                self._take(counter, attempt)
        for reason, counter in self._substitutes.items():
            self._take_substitute(counter, counter.reps.finish(), reason)
        self.reps.sort(key=lambda rep: rep.attempt.start_s)
        for rep in self.reps:
            rep.again = self._same_side_as_before(rep.attempt.start_s, rep.side)
            rep.verdicts = self._judge(rep)

    def take_back(self) -> bool:
        """Take back the last repetition, which the person says was not one: it stays as an attempt. False
        before the first.
        """
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
        """How to turn where most judgements are withheld from this view; else, and in mid-attempt, None."""
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
            summary = replace(check.reads.summarise(check, verdicts), main=self._is_main(check))
            found.append(SetVerdict.over(check, summary, faulty))
        return found

    def score(self) -> Score | None:
        """The score of the set, None where too little was judged."""
        tempo_ids = self._tempo_checks()
        found = [verdict for rep in self.reps for verdict in rep.verdicts]
        verdicts = [verdict for verdict in found if verdict.check not in tempo_ids]
        tempo = [verdict for verdict in found if verdict.check in tempo_ids]
        lowering_s = [s for rep in self.reps if (s := rep.attempt.lowering_s) is not None]
        if self.movement.kind is Kind.FLOW or any(is_sparse(rep.readings.times_s) for rep in self.reps):
            lowering_s = []  # checks judge the pace of a flow; too few pictures tell no tempo
        begun = len(self.reps) + len(self.attempts)
        return score_reps(verdicts, len(self.reps), begun, lowering_s, tempo, list(self._spine_faults()))

    def _tempo_checks(self) -> frozenset[str]:
        """Checks of how quickly it is done: not those it is about, as the hold is of a squeeze; none where
        there are no others.
        """
        checks = self.movement.checks
        timed = {check.id for check in checks if isinstance(check.reads, Timing) and not self._is_main(check)}
        return frozenset(timed if len(timed) < len(checks) else ())

    def _spine_faults(self) -> Iterator[SpineFault]:
        for at, check in enumerate(self.movement.checks):
            verdicts = [rep.verdicts[at] for rep in self.reps]
            judged = [verdict for verdict in verdicts if verdict.result is not Result.NOT_JUDGED]
            faulty = [verdict for verdict in judged if verdict.result is Result.FAULT]
            if faulty and check.id in self.movement.spine_checks:
                yield SpineFault.of(check.why, check.limit, faulty, len(faulty) / len(judged))

    def _is_main(self, check: Check) -> bool:
        return check.id in self.movement.main_checks

    def hold(self) -> HoldResult | None:
        """Time held, for repetitions that are short holds; None for others."""
        if self.movement.kind is not Kind.HOLD_REPS:
            return None
        held_s = [rep.attempt.top_pause_s for rep in self.reps]
        spans = tuple(HeldSpan(r.attempt.top_start_s, r.attempt.top_end_s, r.side) for r in self.reps)
        return HoldResult(sum(held_s), max(held_s, default=0.0), spans=spans)

    def _corrections(self, done: list[Rep]) -> list[Correction]:
        """What was wrong with repetitions that are just done."""
        if done:
            self.last_rep = done[-1].result(len(self.reps))
        return [Correction(self._faults(rep), rep.side) for rep in done]

    def _faults(self, rep: Rep) -> list[Check]:
        faulty = {verdict.check for verdict in rep.verdicts if verdict.result is Result.FAULT}
        return sorted((c for c in self.movement.checks if c.id in faulty), key=lambda c: c.priority)

    def _take(self, counter: SideCounter, attempt: Attempt) -> list[Rep]:
        """Keep an attempt with the reason why it does not count, or as a repetition, which is given back."""
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
        rep.verdicts = self._judge(rep)
        self.reps.append(rep)
        self._forget_twins()
        return [rep]

    def _take_substitute(self, counter: SideCounter, attempt: Attempt | None, reason: str) -> None:
        """Keep an attempt at the movement that was done another way."""
        if attempt is not None and counter.shows_all(attempt, counter.readings(attempt)):
            self.attempts.append(AttemptResult(attempt.start_s, attempt.peak_s, attempt.end_s, None, reason))

    def _forget_twins(self) -> None:
        """Drop attempts during a repetition of the other side where sides take turns: they were the same
        limb, taken for the other.
        """
        if self.movement.sides is Sides.ALTERNATING:
            self.attempts = [
                one for one in self.attempts if not any(_are_twins(one, rep) for rep in self.reps[-2:])
            ]

    def _same_side_as_before(self, start_s: float, side: Side | None) -> bool:
        """Whether the attempt that began last before `start_s`, counted or not, was on the same side."""
        begun = [(rep.attempt.start_s, rep.side) for rep in self.reps]
        begun += [(attempt.start_s, attempt.side) for attempt in self.attempts]
        before = max((one for one in begun if one[0] < start_s), key=lambda one: one[0], default=None)
        return before is not None and side is not None and before[1] is side

    def _widest_shoulders(self, rep: Rep) -> float:
        """The widest shoulders of this and the other repetitions seen side-on, as a ratio: a person who is
        turned away from the camera shows it in some of them only.
        """
        side_on = [r.readings.shoulder_ratio for r in self.reps if r.readings.view in SIDE_VIEW]
        return max([rep.readings.shoulder_ratio, *side_on])

    def _judge(self, rep: Rep) -> tuple[Verdict, ...]:
        verdicts = []
        readings = replace(rep.readings, shoulder_ratio=self._widest_shoulders(rep))
        for check in self.movement.checks:
            best = self._own_best.get(check.id)
            verdict = judge(check, rep.attempt, readings, best, rep.again)
            verdict = replace(verdict, main=self._is_main(check))
            if verdict.value is not None and is_better(check.limit, verdict.value, best):
                self._own_best[check.id] = verdict.value
            verdicts.append(verdict)
        return tuple(verdicts)


def _as_movement(substitute: Substitute, movement: Movement) -> Movement:
    return replace(
        movement, signal=substitute.signal, requirements=substitute.requirements, substitutes=(), checks=()
    )


def _are_twins(attempt: AttemptResult, rep: Rep) -> bool:
    """Whether most of an attempt was during a repetition of the other side."""
    start_s, end_s = attempt.start_s, attempt.end_s or attempt.peak_s
    shared_s = min(end_s, rep.attempt.last_s) - max(start_s, rep.attempt.start_s)
    return rep.side is not attempt.side and shared_s > (end_s - start_s) / 2
