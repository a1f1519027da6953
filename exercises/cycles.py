"""Counting cycles of a movement that goes on without a rest: to and fro, or round and round.

No level is asked for, only turning points. A turn is where the signal has gone back by a share of how far it
usually goes: the phase is 0 at the lower turn, one half at the upper one, and a cycle is complete at the next
lower turn. So a drift of the whole posture, a small or a one-sided cycle does not matter. A person who begins
at the upper end is counted upside down, from upper turn to upper turn.

    ───╮      ╭──╮      ╭──╮          upper turns
        ╲    ╱    ╲    ╱    ╲
         ╰──╯      ╰──╯      ╰──      lower turns; from one to the next lies a cycle
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from statistics import median

import numpy as np

from exercises.counting import LONGEST_S, Attempt, Phase, measure_attempt

FIRST_TURN = 0.25  # guess: share of the usual range; going back by less is no turn
TURN_SHARE = 0.3  # guess: share of this person's own range
TURN_BOUNDS = (0.15, 0.5)  # guess: shares of the usual range; a turn stays between them
LEAST_SIZE = 0.6  # guess: share of the usual range; a smaller cycle is only an attempt
RETURNED = 0.6  # guess: share of the way back; the next cycle may begin at another height
SETTLED_S = 0.6  # guess: the last cycle is over once the signal has not gone lower for this long
_REMEMBERED = 5
_LEAD_S = 4.0  # guess: a signal that takes longer to rise by a turn is drifting
_STILL = 0.05  # guess: share of the usual range; less is standing still


class CycleCounter:
    """Turns progress over time into cycles. Feed it every frame in which the signal is seen.

    Cycles quicker than `shortest_s` are noise.
    """

    def __init__(self, shortest_s: float) -> None:
        self._shortest_s = shortest_s
        self._sizes: deque[float] = deque(maxlen=_REMEMBERED)
        self._trace: deque[tuple[float, float]] = deque()
        self._low = self._high = (0.0, 0.0)
        self._rising = self._falling = False
        self._upside_down = False

    @property
    def active(self) -> bool:
        """Whether a cycle is under way."""
        return self._rising or self._falling

    @property
    def phase(self) -> Phase:
        """Moving, or ready before the first cycle and after the last."""
        return Phase.MOVING if self.active else Phase.REST

    @property
    def returned(self) -> bool:
        """Whether the cycle under way has been to the upper turn and back, and only waits for the next."""
        return self._falling and self._low[1] <= self._high[1] - RETURNED * (self._high[1] - self._bottom)

    @property
    def attempt_start_s(self) -> float | None:
        """When the cycle under way began, None at rest."""
        return self._trace[0][0] if self.active and self._trace else None

    def top_so_far_s(self, _: float) -> float:
        """Always 0, because nothing is held in a cycle."""
        return 0.0

    def learn(self, attempt: Attempt) -> None:
        """Take in a cycle that counted."""
        self._sizes.append(abs(attempt.peak - attempt.rest))

    def update(self, time_s: float, progress: float) -> Attempt | None:
        """Take one reading; gives the cycle that it completes, or None."""
        progress = -progress if self._upside_down else progress
        if not self._trace:
            self._low = self._high = (time_s, progress)
        self._trace.append((time_s, progress))
        if not self.active:
            self._at_rest(time_s, progress)
            return None
        if self._rising:
            if progress > self._high[1]:
                self._high = (time_s, progress)
            elif progress < self._high[1] - self._turn:
                self._rising, self._falling, self._low = False, True, (time_s, progress)
            if time_s - self._trace[0][0] > LONGEST_S:
                self.abandon()
            return None
        if progress < self._low[1] - (_STILL if self.returned else 0.0):
            self._low = (time_s, progress)
        if progress > self._low[1] + self._turn:
            return self._close(then_rising=True)
        if time_s - self._low[0] > SETTLED_S and self.returned:
            return self._close(then_rising=False)
        return None

    def abandon(self) -> None:
        """Forget the cycle under way: the person left the position or was lost."""
        self._trace.clear()
        self._rising = self._falling = False

    def finish(self) -> Attempt | None:
        """End the recording; gives the cycle under way if it has come back, else None."""
        return self._close(then_rising=False) if self.returned else None

    @property
    def _turn(self) -> float:
        """How far the signal must go back to make a turn."""
        if not self._sizes:
            return FIRST_TURN
        return min(max(TURN_SHARE * median(self._sizes), TURN_BOUNDS[0]), TURN_BOUNDS[1])

    @property
    def _bottom(self) -> float:
        """Where the cycle under way began."""
        return min(progress for at_s, progress in self._trace if at_s <= self._high[0])

    def _at_rest(self, time_s: float, progress: float) -> None:
        while self._trace[0][0] < time_s - _LEAD_S:
            self._trace.popleft()
        lowest_s, lowest = min(self._trace, key=lambda at: at[1])
        if progress < max(at[1] for at in self._trace) - self._turn:
            self._upside_down = not self._upside_down
            self._trace = deque((at_s, -value) for at_s, value in self._trace)
            lowest_s, lowest = min(self._trace, key=lambda at: at[1])
            progress = -progress
        if progress > lowest + self._turn:
            self._rising, self._high = True, (time_s, progress)
            while self._trace[0][0] < lowest_s:
                self._trace.popleft()

    def _close(self, then_rising: bool) -> Attempt | None:
        kept = [at for at in self._trace if at[0] <= self._low[0]]
        after = [at for at in self._trace if at[0] >= self._low[0]]
        times_s, progress = np.array(kept).T
        attempt = measure_attempt(times_s, progress, float(progress.min()) + LEAST_SIZE, returned=True)
        self._trace = deque(after)
        self._rising, self._falling = then_rising, False
        self._high = self._low = after[-1]
        if attempt.end_s is None or attempt.end_s - attempt.start_s < self._shortest_s:
            return None
        if self._upside_down:
            return replace(attempt, rest=-attempt.rest, peak=-attempt.peak, enter=-attempt.enter)
        return attempt
