"""A hold: its clock, the pauses of the clock, and what was wrong meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf, isfinite

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, Body, Side
from exercises.exercise_set import Correction, SetProgress
from exercises.hold_stretch import LEAST_STAY_S, LEAVING_S, PASSING_S, Reading, Record, is_far, judge_hold
from exercises.holding import HoldTimer, Pause
from exercises.judging import MORE_PICTURES, SHOW_THEM, TOO_FEW, pick_worse, turn_to, within_doubt
from exercises.movement import Condition, HoldCheck, Kind, Movement, Sides
from exercises.readings import loss_of, read
from exercises.report import AttemptResult, HeldSpan, HoldPause, HoldResult, RepResult, SetVerdict
from exercises.scoring import Score, SpineFault, score_hold
from exercises.travel import TravelMeter
from exercises.verdict import Result, Verdict
from vision.view import View

SETTLED_S = 1.0  # guess: time after the clock started; on the way into the position everything travels
UNHELD_S = 0.7  # guess: a landmark that strays for less, or a limb taken for its twin, keeps the side
NOT_IN_POSITION = "left the position"
UNSEEN = "not seen"
OTHER_SIDE = "the other side is held"
NO_SIDE = "neither side is in position"


@dataclass(slots=True)
class _Judgement:
    """One check, judged all the time during the hold."""

    check: HoldCheck
    travel: TravelMeter | None
    broken: bool = False
    since_s: float | None = None  # when it broke, or was last mended; None while it is not seen
    value: float | None = None
    filling: bool = False
    runs: bool = False  # the clock, which a joint that is hidden does not stop, and does not start either
    record: Record = field(default_factory=Record)
    blind_reason: str = "the position was not taken"
    remedy: str = "Take the position and hold it"

    @property
    def stops(self) -> bool:
        """Whether it keeps the clock from running."""
        return self.check.pauses and (self.broken if self.value is not None else not self.filling)

    @property
    def unclear(self) -> bool:
        """Whether the clock may run although the value is too close to call."""
        return self.check.pauses and self.value is not None and within_doubt(self.check, self.value)

    @property
    def far(self) -> bool:
        """Whether what stops the clock is so far off that the hold is over."""
        return self.check.pauses and self.value is not None and is_far(self.check.limit, self.value)

    @property
    def waits_for_the_clock(self) -> bool:
        """Whether it asks for stillness, which means nothing on the way into the position."""
        return self.check.travel is not None and not self.check.pauses

    def update(self, body: Body, time_s: float, dt_s: float, sides: tuple[Side, ...], view: View) -> None:
        read_now, visibility = read(self.check.measure, body, sides)
        loss = loss_of(self.check.measure, body, sides)
        unseen = loss is not None or visibility < COUNTED_VISIBILITY or not isfinite(read_now)
        self.filling = loss is not None and self.runs and view in self.check.views
        if view not in self.check.views or unseen:
            self.interrupt()
            if view not in self.check.views:
                self.blind_reason, self.remedy = "wrong view", turn_to(self.check.views)
            elif loss is not None:
                self.blind_reason, self.remedy = loss.reason, loss.remedy
            else:
                self.blind_reason, self.remedy = "its joints were not seen", SHOW_THEM
            return
        value = read_now if self.travel is None else self.travel.update(time_s, read_now)
        if self.travel is not None and self.travel.sparse:
            self.value, self.since_s, self.filling = None, None, True
            self.blind_reason, self.remedy = TOO_FEW, MORE_PICTURES
            return
        self.value = value
        self.since_s = time_s if self.since_s is None else self.since_s
        if value is None:
            self.filling = True
            self.blind_reason, self.remedy = "it was seen too short", "Keep on for longer"
            return
        limit = self.check.limit
        was_broken = self.broken
        self.broken = not limit.met(value) if was_broken else limit.broken(value)
        if self.broken is not was_broken:
            self.since_s = self._changed_s(time_s)
        self.record.take(Reading(time_s, dt_s, value, self.broken), now=self.check.on_the_way)

    def _changed_s(self, time_s: float) -> float:
        """When the check became broken, or was mended. How much somebody travelled is known only afterwards,
        so the change lies some time back.
        """
        limit = self.check.limit
        if self.travel is None or (limit.above is not None and limit.below is not None):
            return time_s
        if self.broken is (limit.above is not None):
            return self.travel.began_s(limit.broken if self.broken else limit.met)
        return self.travel.still_since_s(limit.nearest(0.0))

    def interrupt(self) -> None:
        """Take note that nothing is read just now."""
        self.value = self.since_s = None
        if self.travel is not None:
            self.travel.clear()

    def withdraw(self, time_s: float) -> None:
        """The clock stands for what is not seen, so what else would stop it counts for nothing."""
        if self.check.pauses:
            self.record.withdraw(time_s)

    def verdict(self, where: str) -> Verdict:
        return judge_hold(self.check, self.record.held, where, self.blind_reason, self.remedy)


class _Clock:
    """Times and judges the hold on one side, or on both together (side None)."""

    def __init__(self, movement: Movement, side: Side | None) -> None:
        self.side = side
        self._movement = movement
        self.timer = HoldTimer()
        self.unclear_s = 0.0
        self.held_s = self._waiting_s = 0.0  # in position, well or not
        self._over_s: float | None = None  # since when the hold looks over, in what waits
        self._ran = self._stays = False  # since the position was taken last
        self.judgements = [
            _Judgement(c, TravelMeter(c.travel) if c.travel else None) for c in movement.hold_checks
        ]
        self._last_s: float | None = None
        self._left = False
        self._turned_s: set[float] = set()  # when pauses began in which the other side was held

    def update(self, body: Body, time_s: float, sides: tuple[Side, ...], view: View) -> None:
        dt_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        for judgement in self.judgements:
            judgement.runs = self.timer.running
            if judgement.waits_for_the_clock and self.timer.streak_s < SETTLED_S:
                judgement.interrupt()
            else:
                judgement.update(body, time_s, dt_s, sides, view)
        self.timer.update(time_s, self.broken(), self._since_s())
        if self.timer.running and any(judgement.unclear for judgement in self.judgements):
            self.unclear_s += dt_s
        self._left = self._left and not self.timer.running
        self._place(time_s, dt_s)

    def _place(self, time_s: float, dt_s: float) -> None:
        """Say what the readings that wait belong to, as soon as that is known."""
        blocking = self.blocking()
        if blocking is not None and blocking.value is None and self.timer.streaks and not self.timer.running:
            for judgement in self.judgements:
                judgement.withdraw(time_s)
        else:
            self._waiting_s += dt_s
        if self._over_s is None and any(judgement.far for judgement in self.judgements):
            self._over_s = time_s
        stays = self._stays or self._waiting_s > PASSING_S
        if blocking is None and self.timer.running:
            self._settle(held=self._ran or stays)
            self._ran = True
        elif stays and not self.timer.running:
            self._settle(held=True)
            self._stays = True

    def _settle(self, held: bool, until_s: float = inf) -> None:
        """Count what waits, or what of it is from before `until_s`, as held, or forget it."""
        for judgement in self.judgements:
            judgement.record.settle(held, until_s)
        self.held_s += self._waiting_s if held else 0.0
        self._waiting_s, self._over_s = 0.0, None

    def unseen_since(self, since_s: float) -> None:
        self._leave()
        self.timer.interrupt(since_s, UNSEEN)

    def away(self, time_s: float, reason: str) -> None:
        self._leave()
        self.timer.update(time_s, reason)
        if reason is OTHER_SIDE and self.timer.pause_reason is not None:
            self._turned_s.add(self.timer.pauses[-1].start_s)

    def _leave(self) -> None:
        self._last_s, self._left = None, True
        self._end_stay()
        for judgement in self.judgements:
            judgement.interrupt()

    def _end_stay(self) -> None:
        """Judge what waits: the fault at the end, or a stay in which the clock never ran."""
        until_s = self._over_s if self._ran and self._over_s is not None else inf
        stopping = (judgement.record for judgement in self.judgements if judgement.check.pauses)
        stood_s = max((record.waiting_fault_s(until_s) for record in stopping), default=0.0)
        if self._ran:
            told = stood_s >= LEAVING_S
            self._left = self._left or (self._waiting_s > 0 and not told)
        else:
            told = (stood_s if self.timer.streaks else self._waiting_s) >= LEAST_STAY_S
        self._settle(told, until_s)
        for judgement in self.judgements:
            judgement.record.held.forget_last()
        self._ran = self._stays = False

    def finish(self) -> None:
        """The set is over."""
        self._end_stay()
        self.timer.finish()

    @property
    def is_held(self) -> bool:
        """Whether this is no longer the way into the position."""
        return self._ran or self._stays

    def broken(self) -> str | None:
        """Why the clock must not run, None when it may."""
        blocking = self.blocking()
        if blocking is None:
            return None
        if blocking.value is None:
            return f"{blocking.check.label.lower()}: {blocking.blind_reason}"
        return blocking.check.why

    def _since_s(self) -> float | None:
        """Since when the position has been good or broken, None where only this frame tells."""
        blocking = self.blocking()
        if blocking is not None:
            return blocking.since_s
        return max(
            (w.since_s for w in self.judgements if w.check.pauses and w.since_s is not None), default=None
        )

    def blocking(self) -> _Judgement | None:
        """The most important check that keeps the clock from running."""
        return next((w for w in sorted(self.judgements, key=lambda w: w.check.priority) if w.stops), None)

    def pauses(self) -> list[Pause]:
        """The pauses, without those to change sides and without the last one if the person left for good."""
        pauses, streaks = self.timer.pauses, self.timer.streaks
        if self._left and pauses and streaks[-1][1] <= pauses[-1].start_s:
            pauses = pauses[:-1]
        return [pause for pause in pauses if pause.start_s not in self._turned_s]

    def verdicts(self) -> list[Verdict]:
        where = f" on the {self.side}" if self.side else ""
        main = self._movement.main_checks
        return [replace(w.verdict(where), main=w.check.id in main) for w in self.judgements]

    def spine_faults(self) -> Iterator[SpineFault]:
        for w, verdict in zip(self.judgements, self.verdicts(), strict=True):
            if verdict.result is Result.FAULT and w.check.id in self._movement.spine_checks:
                yield SpineFault.of(w.check.why, w.check.limit, [verdict], w.record.held.faulty_share)


class HoldSet:
    """Times and judges one hold, or one on each side; `side` restricts the latter to one of them."""

    def __init__(self, movement: Movement, side: Side | None = None) -> None:
        self.movement = movement
        each = BOTH_SIDES if side is None else (side,)
        self._clocks = [_Clock(movement, s) for s in (each if movement.sides.apart else (None,))]
        self._now = self._clocks[0]
        self._held = movement.sides is Sides.BOTH
        self._held_s = 0.0
        self._strays = False
        self.last_rep: RepResult | None = None
        self.attempts: tuple[AttemptResult, ...] = ()
        self.sides_done: set[Side | None] = set()

    @property
    def active(self) -> bool:
        """Whether the clock runs."""
        return self._now.timer.running

    @property
    def side(self) -> Side | None:
        """The side that is held now, None when no side is and when both are held together."""
        return self._now.side if self._held else None

    @property
    def streak_s(self) -> float:
        """Length of the unbroken stretch under way, 0 while paused."""
        return self._now.timer.streak_s

    @property
    def total_s(self) -> float:
        """All time in good position, on both sides."""
        return sum(clock.timer.total_s for clock in self._clocks)

    @property
    def phase(self) -> str:
        """One of holding, paused, and ready, which is before the clock first ran."""
        if self._now.timer.running:
            return "holding"
        return "paused" if self._now.timer.streaks else "ready"

    @property
    def value(self) -> float | None:
        """The measure of the first check; None when it is not seen."""
        return self._now.judgements[0].value

    def per_side_s(self) -> dict[str, float]:
        """Time held on each side; empty when both are held together."""
        return {clock.side.value: clock.timer.total_s for clock in self._clocks if clock.side}

    def describe(self, time_s: float) -> SetProgress:
        """How far the hold is."""
        return SetProgress(
            sides_s=self.per_side_s() or None,
            side=self.side,
            hold_s=self.streak_s,
            hold_total_s=self.total_s,
        )

    def update(
        self, body: Body, time_s: float, sides: tuple[Side, ...], view: View, leaving: bool
    ) -> list[Correction]:
        """Take one frame in position; gives what is wrong in it."""
        if self.movement.sides is Sides.BOTH:
            self._now.update(body, time_s, sides, view)
        else:
            self._update_sides(body, time_s, view)
        return [Correction(self._faults(), self.side)]

    def _update_sides(self, body: Body, time_s: float, view: View) -> None:
        held = [clock for clock in self._clocks if self._is_held(body, clock)]
        self._strays = self._held and not held
        if self._strays and time_s - self._held_s < UNHELD_S:
            return
        if self._strays:
            self._give_up()
        if held:
            self._held, self._held_s = True, time_s
            self._now = self._now if self._now in held else held[0]
        for clock in self._clocks:
            if held and clock is self._now:
                assert clock.side is not None
                clock.update(body, time_s, (clock.side,), view)
            else:
                clock.away(time_s, OTHER_SIDE if held else NO_SIDE)

    def _give_up(self) -> None:
        """Stop the clock where the side was last seen to be held."""
        self._now.timer.interrupt(self._held_s, NO_SIDE)
        self._held = self._strays = False

    def unseen_since(self, since_s: float) -> None:
        """Stop the clock at `since_s`, from when on the person was not seen."""
        for clock in self._clocks:
            clock.unseen_since(since_s)

    def leave(self, time_s: float, reason: str) -> list[Correction]:
        """Take a frame in which the person is out of position or unseen; nothing is corrected in it."""
        for clock in self._clocks:
            clock.away(time_s, reason)
        return []

    def miss(self, time_s: float) -> None:
        """Do nothing: a frame without anybody is bridged, and `unseen_since` ends the hold."""

    def take_back(self) -> bool:
        """Always False, because a hold has no repetition to take back."""
        return False

    def results(self) -> tuple[RepResult, ...]:
        """Always empty, because a hold has no repetitions."""
        return ()

    def _faults(self) -> list[HoldCheck]:
        """What is wrong just now, the most important first."""
        wrong = (
            judgement.check
            for judgement in self._now.judgements
            if judgement.broken and judgement.value is not None
            if judgement.check.pauses or judgement.check.on_the_way or self._now.is_held
        )
        return sorted(wrong, key=lambda check: check.priority)

    def notice(self, view: View) -> str | None:
        """Why the clock does not run, or how to turn where the view is the reason; None while it runs."""
        if self._now.timer.running:
            return None
        if not self._held:
            return self.movement.held[0].otherwise
        blocking = self._now.blocking()
        if blocking is not None and blocking.value is None and view not in blocking.check.views:
            return turn_to(blocking.check.views)
        return self._now.broken() or self._now.timer.pause_reason

    def finish(self) -> None:
        """End the set."""
        if self._strays:
            self._give_up()
        for clock in self._clocks:
            clock.finish()

    def set_verdicts(self) -> list[SetVerdict]:
        """Each check over the whole hold; where two sides are held, the verdict on the worse one."""
        by_side = [clock.verdicts() for clock in self._clocks]
        return [
            SetVerdict.over(check, pick_worse(check, verdicts))
            for check, *verdicts in zip(self.movement.hold_checks, *by_side, strict=True)
        ]

    def hold(self) -> HoldResult:
        """Time in good position; a last pause in which the person left for good is the end of the hold."""
        spans = [HeldSpan(start, end, c.side) for c in self._clocks for start, end in c.timer.streaks]
        pauses = [
            HoldPause(pause.start_s, pause.end_s, pause.reason)
            for clock in self._clocks
            for pause in clock.pauses()
            if pause.end_s is not None
        ]
        return HoldResult(
            total_s=self.total_s,
            longest_s=max(clock.timer.longest_s for clock in self._clocks),
            unclear_s=sum(clock.unclear_s for clock in self._clocks),
            spans=tuple(sorted(spans, key=lambda span: span.start_s)),
            pauses=tuple(sorted(pauses, key=lambda pause: pause.start_s)),
        )

    def score(self) -> Score | None:
        """The score of the hold, None where too little was judged and where form is not judged at all."""
        if self.movement.kind is Kind.TIMED:
            return None
        used = [clock for clock in self._clocks if clock.held_s > 0]
        verdicts = [verdict for clock in used for verdict in clock.verdicts()]
        held_s, unclear_s = sum(c.held_s for c in used), sum(c.unclear_s for c in used)
        spine = [fault for clock in used for fault in clock.spine_faults()]
        return score_hold(verdicts, self.total_s, held_s, unclear_s, spine)

    def _is_held(self, body: Body, clock: _Clock) -> bool:
        """Whether this side is seen to meet what a held side must show."""
        assert clock.side is not None
        holding = self._held and not self._strays and clock is self._now
        return all(_shows(body, clock.side, condition, holding) for condition in self.movement.held)


def _shows(body: Body, side: Side, condition: Condition, holding: bool) -> bool:
    value, visibility = read(condition.measure, body, (side,))
    if visibility < COUNTED_VISIBILITY or not isfinite(value):
        return holding
    return not condition.limit.broken(value) if holding else condition.limit.met(value)
