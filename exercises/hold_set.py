"""A hold: the clock, its pauses, and what was wrong while it stood."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isfinite

from exercises.body import COUNTED_VISIBILITY, Body, Side
from exercises.holding import HoldTimer
from exercises.judging import SHOW_THEM, TOO_CLOSE, Result, Verdict, turn_to, within_doubt
from exercises.movement import HoldCheck, Movement
from exercises.reading import read
from exercises.report import HoldResult, SetVerdict
from exercises.scoring import Score, score_hold
from vision.view import View

FAULT_S = 1.0  # guess: a fault this long in all is a fault of the hold; less is a correction
LEAST_JUDGED_S = 1.0  # guess: seen for less, a check says nothing of the hold
SAMPLED_S = 0.2  # guess: posture changes slowly; keeps an hour of holding small
LOOK = "Look at your line from shoulders to ankles in the video yourself"
NOT_IN_POSITION = "left the position"
UNSEEN = "not seen"


@dataclass(slots=True)
class _Watch:
    """One check over the time of the hold."""

    check: HoldCheck
    broken: bool = False
    value: float | None = None
    judged_s: float = 0.0
    faulty_s: float = 0.0
    blind_reason: str = "the position was not taken"
    remedy: str = "Take the position and hold it"
    samples: list[tuple[float, float, bool]] = field(default_factory=list)

    def update(self, body: Body, time_s: float, dt_s: float, sides: tuple[Side, ...], view: View) -> None:
        value, visibility = read(self.check.measure, body, sides)
        if view not in self.check.views or visibility < COUNTED_VISIBILITY or not isfinite(value):
            self.value = None
            if view not in self.check.views:
                self.blind_reason, self.remedy = "wrong view", turn_to(self.check.views)
            else:
                self.blind_reason, self.remedy = "its joints were not seen", SHOW_THEM
            return
        self.value = value
        limit = self.check.limit
        self.broken = not limit.met(value) if self.broken else limit.broken(value)
        self.judged_s += dt_s
        self.faulty_s += dt_s if self.broken else 0.0
        if not self.samples or time_s - self.samples[-1][0] >= SAMPLED_S:
            self.samples.append((time_s, value, self.broken))

    def verdict(self) -> Verdict:
        check = self.check
        blank = Verdict(check.id, check.label, Result.NOT_JUDGED, unit=check.measure.unit)
        if self.judged_s < LEAST_JUDGED_S or not self.samples:
            return replace(blank, reason=self.blind_reason, remedy=self.remedy)
        faulty = self.faulty_s >= FAULT_S
        at_s, value = self._worst([sample for sample in self.samples if sample[2] or not faulty])
        verdict = replace(blank, value=round(value, 3), limit=check.limit.nearest(value), at_s=at_s)
        if faulty:
            reason = f"{check.why}, for {self.faulty_s:.1f} s"
            return replace(verdict, result=Result.FAULT, reason=reason, cue=check.cue)
        if within_doubt(check, value):
            return replace(verdict, reason=TOO_CLOSE, remedy=LOOK)
        return replace(verdict, result=Result.OK)

    def _worst(self, samples: list[tuple[float, float, bool]]) -> tuple[float, float]:
        """Time and value of the ninth decile towards bad form: one odd frame is not shown as the hold."""
        samples = samples or self.samples
        ranked = sorted(samples, key=lambda sample: self.check.limit.excess(sample[1]))
        time_s, value, _ = ranked[int(0.9 * (len(ranked) - 1))]
        return time_s, value


class HoldSet:
    """Times and judges one hold."""

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self.timer = HoldTimer()
        self.in_position_s = 0.0
        self._watches = [_Watch(check) for check in movement.hold_checks]
        self._last_s: float | None = None
        self._left = False

    @property
    def active(self) -> bool:
        """Whether the clock runs."""
        return self.timer.running

    @property
    def phase(self) -> str:
        """holding, paused, or ready before the clock first ran."""
        if self.timer.running:
            return "holding"
        return "paused" if self.timer.streaks else "ready"

    @property
    def value(self) -> float | None:
        """The measure of the first check; None when it is not seen."""
        return self._watches[0].value

    def update(self, body: Body, time_s: float, sides: tuple[Side, ...], view: View) -> None:
        """Take one frame in position."""
        dt_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        self.in_position_s += dt_s
        for watch in self._watches:
            watch.update(body, time_s, dt_s, sides, view)
        self.timer.update(time_s, self._broken())
        self._left = self._left and not self.timer.running

    def unseen_since(self, since_s: float) -> None:
        """The person was not seen from then on."""
        self._last_s, self._left = None, True
        self.timer.interrupt(since_s, UNSEEN)

    def away(self, time_s: float, reason: str) -> None:
        """The person is not in position, or not seen."""
        self._last_s, self._left = None, True
        self.timer.update(time_s, reason)

    def faults(self) -> list[HoldCheck]:
        """What is wrong just now, the most important first."""
        return sorted(
            (w.check for w in self._watches if w.broken and w.value is not None), key=lambda c: c.priority
        )

    def notice(self, view: View) -> str | None:
        """Why the clock does not run, and what to do where it is the view; None while it runs."""
        if self.timer.running:
            return None
        blocking = self._blocking()
        if blocking is not None and blocking.value is None and view not in blocking.check.views:
            return turn_to(blocking.check.views)
        return self._broken() or self.timer.pause_reason

    def finish(self) -> None:
        """The set is over."""
        self.timer.finish()

    def set_verdicts(self) -> list[SetVerdict]:
        """Each check over the whole hold."""
        return [SetVerdict(watch.verdict(), watch.check.priority) for watch in self._watches]

    def hold(self) -> HoldResult:
        """Time in good position; a last pause in which the person left for good is the end of the hold."""
        pauses, streaks = self.timer.pauses, self.timer.streaks
        if self._left and pauses and streaks[-1][1] <= pauses[-1].start_s:
            pauses = pauses[:-1]
        return HoldResult(self.timer.total_s, self.timer.longest_s, tuple(self.timer.streaks), tuple(pauses))

    def score(self) -> Score | None:
        """The score of the hold, None where too little was judged."""
        verdicts = [watch.verdict() for watch in self._watches]
        return score_hold(verdicts, self.timer.total_s, self.in_position_s)

    def _broken(self) -> str | None:
        """Why the clock must not run, None when it may."""
        blocking = self._blocking()
        if blocking is None:
            return None
        if blocking.value is None:
            return f"{blocking.check.label.lower()}: {blocking.blind_reason}"
        return blocking.check.why

    def _blocking(self) -> _Watch | None:
        """The most important check that keeps the clock from running."""
        for watch in sorted(self._watches, key=lambda w: w.check.priority):
            if watch.check.pauses and (watch.value is None or watch.broken):
                return watch
        return None
