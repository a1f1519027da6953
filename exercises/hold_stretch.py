"""Which part of the time in position a hold is judged by: not the way in, and not the way out.

Readings wait until the clock says what they belong to. While it runs they are the hold's, and so is what it
stood for when it runs again. What comes before it first runs is the way in, and a fault that it never runs
after is the way out, unless that was a fault of the hold: near its limit for `LEAVING_S`, or of any size for
`PASSING_S`. Who is in position for `LEAST_STAY_S` without a clock that runs is judged by all of that time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from exercises.judging import TOO_CLOSE, within_doubt
from exercises.movement import HoldCheck, Limit
from exercises.verdict import Result, Verdict

FAULT_S = 1.0  # guess: a fault this long in all is a fault of the hold; less is a correction
LEAST_JUDGED_S = 1.0  # guess: seen for less, a check says nothing of the hold
LEAVING_S = 1.5  # guess: near its limit for less, a fault that never recovers is how the position is left
PASSING_S = 5.0  # measured: real people are in place for 3.4 s before the clock runs, and 3.3 s after
LEAST_STAY_S = 2.0  # measured: who moves instead of holding passes through the position for 1.5 s
FAR_GREYS = 6.0  # measured: lying after a side plank 6 grey bands past the limit; 3 of 4 sagging planks less
SAMPLED_S = 0.2  # guess: posture changes slowly; keeps an hour of holding small
LOOK = "Look at it in the video yourself"

Sample = tuple[float, float, bool]  # time in seconds, value, whether it was a fault


@dataclass(frozen=True, slots=True)
class Reading:
    """What one check read in one frame that stands for `dt_s`."""

    time_s: float
    dt_s: float
    value: float
    broken: bool


@dataclass(slots=True)
class Tally:
    """How long one check was judged and found faulty, with a sample every `SAMPLED_S`."""

    judged_s: float = 0.0
    faulty_s: float = 0.0
    last_faulty_s: float = 0.0
    samples: list[Sample] = field(default_factory=list)

    def take(self, reading: Reading) -> None:
        """Count one reading."""
        self.judged_s += reading.dt_s
        self.faulty_s += reading.dt_s if reading.broken else 0.0
        self.last_faulty_s = self.last_faulty_s + reading.dt_s if reading.broken else 0.0
        if not self.samples or reading.time_s - self.samples[-1][0] >= SAMPLED_S:
            self.samples.append((reading.time_s, reading.value, reading.broken))

    @property
    def faulty_share(self) -> float:
        """In how much of what was judged it was faulty, 0..1; 0 where nothing was."""
        return self.faulty_s / self.judged_s if self.judged_s else 0.0

    def forget_last(self) -> None:
        """The position is left: what went wrong only just before counts for nothing."""
        if 0 < self.last_faulty_s < LEAVING_S:
            self.faulty_s -= self.last_faulty_s
            while self.samples and self.samples[-1][2]:
                self.samples.pop()
        self.last_faulty_s = 0.0


@dataclass(slots=True)
class Record:
    """What one check read: what is the hold's, and what still waits."""

    held: Tally = field(default_factory=Tally)
    waiting: list[Reading] = field(default_factory=list)

    def take(self, reading: Reading, now: bool) -> None:
        """Count one reading, at once or once it is known what it belongs to."""
        if now:
            self.held.take(reading)
        else:
            self.waiting.append(reading)

    def withdraw(self, time_s: float) -> None:
        """Forget the reading of this moment, if it waits."""
        if self.waiting and self.waiting[-1].time_s == time_s:
            self.waiting.pop()

    def waiting_fault_s(self, until_s: float) -> float:
        """How long what waits was faulty before `until_s`."""
        return sum(one.dt_s for one in self.waiting if one.broken and one.time_s < until_s)

    def settle(self, held: bool, until_s: float) -> None:
        """Count what waits as the hold's where it was `held`, until `until_s`, and forget the rest."""
        for reading in self.waiting:
            if held and reading.time_s < until_s:
                self.held.take(reading)
        self.waiting.clear()


def is_far(limit: Limit, value: float) -> bool:
    """Whether a value is so far past the limit that it is another posture rather than a fault of this one."""
    return limit.excess(value) > FAR_GREYS * limit.grey


def judge_hold(check: HoldCheck, found: Tally, where: str, unseen: str, remedy: str) -> Verdict:
    """The verdict on what was held; `where` names the side, `unseen` and `remedy` serve where it was not."""
    blank = Verdict(check.id, check.label, Result.NOT_JUDGED, unit=check.unit)
    if found.judged_s < LEAST_JUDGED_S or not found.samples:
        return replace(blank, reason=unseen, remedy=remedy)
    faulty = found.faulty_s >= FAULT_S
    alike = [sample for sample in found.samples if sample[2] is faulty]
    at_s, value = _worst(check.limit, alike or found.samples)
    verdict = replace(blank, value=round(value, 3), limit=check.limit.nearest(value), at_s=at_s)
    if faulty:
        reason = f"{check.why}, for {found.faulty_s:.1f} s{where}"
        return replace(verdict, result=Result.FAULT, reason=reason, cue=check.cue)
    if within_doubt(check, value):
        return replace(verdict, reason=TOO_CLOSE, remedy=LOOK)
    return replace(verdict, result=Result.OK)


def _worst(limit: Limit, samples: list[Sample]) -> tuple[float, float]:
    """Time and value of the ninth decile towards bad form: one odd frame is not shown as the hold."""
    ranked = sorted(samples, key=lambda sample: limit.excess(sample[1]))
    time_s, value, _ = ranked[int(0.9 * (len(ranked) - 1))]
    return time_s, value
