"""Counting on one side of the body, or on both together, and keeping what was read meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from math import exp, isfinite, nan
from statistics import fmean

import numpy as np

from exercises.body import COUNTED_VISIBILITY, Body, Side
from exercises.counting import HELD_TOP, TOP, Attempt, RepCounter
from exercises.cycles import CycleCounter
from exercises.measures.measure import Measure
from exercises.movement import Kind, Movement, Quantity, Requirement, Signal
from exercises.observer import FORGOTTEN_S
from exercises.readings import Readings, ReadingsBuffer, read

NEUTRAL_S = 1.0  # guess: time to stand still, where a movement is measured against the person's neutral
NEUTRAL_FOLLOWS_S = 5.0  # guess: a time constant that is slower than a squeeze and faster than slumping
NEUTRAL_STRAY = 0.5  # guess: share of the usual range; more within NEUTRAL_S is movement, not noise


class SideCounter:
    """Counts on one side, or on both together (side None), and keeps what was read meanwhile.

    `value` is the signal in its own unit and `progress` 0 at its rest and 1 at its effort; both are None
    while the signal is not seen.
    """

    def __init__(self, movement: Movement, side: Side | None) -> None:
        assert movement.signal is not None
        self.side = side
        self.reps = _counter_for(movement.signal, movement.kind)
        self.value: float | None = None
        self.progress: float | None = None
        self._seen_s = 0.0
        self._movement = movement
        self._signal = movement.signal
        self._neutral = nan if movement.signal.from_neutral else 0.0
        self._neutral_torso_px = 1.0
        self._average = _Average(movement.signal.averaged_s)
        self._still: deque[tuple[float, float]] = deque()
        self._buffer = ReadingsBuffer(_measures_read(movement))
        others = _measures_of(r.reads for r in movement.requirements if r.of_other_side)
        self._others_buffer = ReadingsBuffer(others) if others and side is not None else None

    @property
    def active(self) -> bool:
        """Whether an attempt is under way."""
        return self.reps.active

    def pause(self) -> None:
        """Forget the attempt under way, the person's neutral, and what was read so far."""
        self.reps.abandon()
        self._average.clear()
        self._still.clear()
        if self._signal.from_neutral:
            self._neutral = nan
        self._buffer.clear()
        if self._others_buffer is not None:
            self._others_buffer.clear()
        self.progress = None

    def update(self, body: Body, time_s: float, sides: tuple[Side, ...]) -> Attempt | None:
        """Take one frame, read on `sides`; gives the attempt that it completes, or None."""
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
        """Take a frame in which nobody was found."""
        self._buffer.miss(time_s)
        if self._others_buffer is not None:
            self._others_buffer.miss(time_s)

    def _record(self, body: Body, time_s: float, sides: tuple[Side, ...]) -> None:
        started_s = self.reps.attempt_start_s
        keep_from_s = time_s if started_s is None else started_s
        self._buffer.add(body, time_s, sides, keep_from_s)
        if self._others_buffer is not None and self.side is not None:
            self._others_buffer.add(body, time_s, (self.side.other,), keep_from_s)

    def readings(self, attempt: Attempt) -> Readings:
        """What was read during an attempt, and shortly before it."""
        return self._buffer.readings(attempt.start_s, attempt.last_s, self._movement.on_floor)

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
        readings = replace(readings, losses={})  # what is not good enough to judge by may do to count on
        for requirement in self._movement.requirements:
            if readings.view in requirement.views and not self._shows(requirement, attempt, readings):
                return requirement.otherwise
        return None

    def shows_all(self, attempt: Attempt, readings: Readings) -> bool:
        """Whether an attempt came to the top and back, and was seen to meet every requirement."""
        return (
            attempt.reached
            and attempt.complete
            and all(
                required.limit.met(required.reads.read(readings, attempt).value)
                for required in self._movement.requirements
            )
        )

    def _shows(self, required: Requirement, attempt: Attempt, readings: Readings) -> bool:
        instead = required.instead
        if instead is not None and readings.view in instead.views and self._shows(instead, attempt, readings):
            return True
        if required.of_other_side:
            if self._others_buffer is None:
                return True
            others = self._others_buffer.readings(attempt.start_s, attempt.last_s, self._movement.on_floor)
            readings = replace(others, least_visibility=0.0, losses={})
        value = required.reads.read(readings, attempt).value
        return not isfinite(value) or required.limit.met(value)

    def rom_deg(self, attempt: Attempt) -> float | None:
        """Range of motion on the signal, None when the signal is not an angle."""
        if self._signal.measure.unit != "°":
            return None
        return abs(self._in_units(attempt.peak) - self._in_units(attempt.rest))

    def _in_units(self, progress: float) -> float:
        return self._neutral + self._signal.rest + progress * (self._signal.effort - self._signal.rest)

    def _learn_neutral(self, time_s: float, value: float, torso_px: float) -> None:
        """Learn the person's neutral: where the signal first stays for a second, and later any stay below it.

        A slow change of posture is followed. A person who began in mid-squeeze has shown no neutral yet.
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


def _counter_for(signal: Signal, kind: Kind) -> RepCounter | CycleCounter:
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


def _measures_read(movement: Movement) -> tuple[Measure, ...]:
    """Every measure that a check or requirement needs, once."""
    required = [part for r in movement.requirements for part in (r, r.instead) if part is not None]
    return _measures_of([*(c.reads for c in movement.checks), *(r.reads for r in required)])


def _measures_of(quantities: Iterable[Quantity]) -> tuple[Measure, ...]:
    return tuple({measure.name: measure for one in quantities for measure in one.measures}.values())
