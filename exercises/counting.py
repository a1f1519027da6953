"""Counting repetitions on one signal.

The signal arrives as progress: 0 at the usual rest of the movement, 1 at its usual effort. Two limits with a
wide gap between them make an attempt; both follow the person's own range within bounds, so that a stiff or
short-armed person is counted and a half repetition is not.

        progress
    1 ─            ╭──╮          effort reached: the attempt can become a repetition
        enter ┄┄┄┄╱┄┄┄┄╲┄┄┄┄┄
        exit  ┄┄┄╱┄┄┄┄┄┄╲┄┄┄┄    back at rest: the attempt is over
    0 ─ ────────╯        ╰────
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from statistics import median

import numpy as np
from numpy.typing import NDArray

FIRST_ENTER = 0.6  # measured: lowest peak of a full repetition on real sets 0.68, half repetitions reach 0.5
FIRST_EXIT = 0.45  # measured: a lifter seen obliquely from behind starts at 0.37
ENTER_BOUNDS = (0.6, 0.8)  # guess: a person's own range may ask for more than FIRST_ENTER, never for less
EXIT_BOUNDS = (0.25, 0.5)  # measured: real lifters return to 0.0-0.3, the second dip of a double dip to 0.5
ENTER_SHARE = 0.65  # guess: share of the person's own range
EXIT_SHARE = 0.45  # measured: share of the person's own range; lifters who never stretch out come back to 0.4
LEAST_ATTEMPT = 0.35  # guess: anything smaller is fidgeting, not an attempt
AT_REST_S = 0.2  # measured: a stray landmark looks like rest for up to 0.17 s, a quick lifter rests longer
LONGEST_S = 90.0  # guess: a person who takes longer has stopped
_REMEMBERED = 5
_LEAD_S = 1.0  # rest that is kept before an attempt, to find where it began
_SETTLED_S = 0.3  # guess: the return is over once the signal has not gone lower for this long
_SETTLED_STEP = 0.02  # guess: share of the range; less is noise
_AT_END = 0.08  # share of the range: a value this near to an end is at the end
TOP = 0.12  # guess: share of the range; a value this near to the peak is at the top
HELD_TOP = 0.5  # measured: a squeeze that is held wavers by a third of its range, on rendered people
_MOVING_PER_S = 0.15  # guess: share of the range per second; slower is standing still
_WAVERS_PER_S = 0.3  # measured: a hold wavers faster than 0.15; 0.3 times rendered squeezes to 0.2 s
_STILL_S = 0.09  # guess: how far to look ahead for stillness; off the grid of 10, 20 and 30 fps
_ODD_S = 0.07  # guess: a landmark thrown off for a frame is no top; off the grid of 10, 20 and 30 fps
_HALF_BACK = 0.5  # guess: a short attempt is over once it has come back by this share of its rise
_UNDER_WAY = 0.15  # only for the phase that is shown
_LOWERED = 0.3  # only for the phase that is shown
_LONGEST_LAST_TOP_S = 4.0  # guess: standing longer at the end of a recording is resting, not a repetition
_RETURNED_AT_CUT = 0.5  # guess: share of the peak; a recording cut below it has shown the return


class Phase(StrEnum):
    """Where in a repetition the person is."""

    REST = "ready"
    LIFTING = "lifting"
    TOP = "top"
    LOWERING = "lowering"
    MOVING = "moving"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A cycle that was begun. `end_s` is None when the return was not seen; `reached` tells whether it got to
    the top, `complete` whether it also came back.

    Times are media time in seconds. `rest`, `peak` and `enter` are progress: where it began, its highest,
    and what it needed to reach the top.
    """

    start_s: float
    top_start_s: float
    peak_s: float
    top_end_s: float
    end_s: float | None
    rest: float
    peak: float
    enter: float
    reached: bool
    complete: bool

    @property
    def last_s(self) -> float:
        """The end, or the last moment at the top where the return was not seen."""
        return self.end_s if self.end_s is not None else self.top_end_s

    @property
    def whole_s(self) -> float | None:
        """Time from the start to the end, None when the return was not seen."""
        return None if self.end_s is None else self.end_s - self.start_s

    @property
    def lifting_s(self) -> float:
        """Time from the start to the top."""
        return self.top_start_s - self.start_s

    @property
    def top_pause_s(self) -> float:
        """Time at the top."""
        return self.top_end_s - self.top_start_s

    @property
    def lowering_s(self) -> float | None:
        """Time from the top back to rest, None when the return was not seen."""
        return None if self.end_s is None else self.end_s - self.top_end_s


class OwnRange:
    """The ends that this person reaches, learnt from their repetitions."""

    def __init__(self) -> None:
        self._rests: deque[float] = deque(maxlen=_REMEMBERED)
        self._peaks: deque[float] = deque(maxlen=_REMEMBERED)

    def learn(self, attempt: Attempt) -> None:
        """Take in a repetition that counted."""
        self._rests.append(attempt.rest)
        self._peaks.append(attempt.peak)

    @property
    def enter(self) -> float:
        """Progress at which an attempt has reached the effort end."""
        return self._share(ENTER_SHARE, FIRST_ENTER, ENTER_BOUNDS)

    @property
    def exit(self) -> float:
        """Progress at which an attempt is back at rest."""
        return self._share(EXIT_SHARE, FIRST_EXIT, EXIT_BOUNDS)

    def _share(self, share: float, first: float, bounds: tuple[float, float]) -> float:
        if not self._peaks:
            return first
        rest, peak = median(self._rests), median(self._peaks)
        return min(max(rest + share * (peak - rest), bounds[0]), bounds[1])


class RepCounter:
    """Turns progress over time into attempts. Feed it every frame in which the signal is seen.

    Cycles quicker than `shortest_s` are noise, and a rise of progress by less than `least` is fidgeting. The
    top is whatever lies within `top` of the peak, as a share of the range.
    """

    def __init__(self, shortest_s: float, top: float = TOP, least: float = LEAST_ATTEMPT) -> None:
        self._shortest_s, self._top, self._least = shortest_s, top, least
        self.range = OwnRange()
        self.phase = Phase.REST
        self.began_at_effort = False
        self._first = True
        self._rested = False
        self._active = False
        self._now_s = self._low_s = 0.0
        self._back_s = np.inf
        self._low = np.inf
        self._peak = -np.inf
        self._rest = 0.0
        self._trace: deque[tuple[float, float]] = deque()

    @property
    def active(self) -> bool:
        """Whether an attempt is under way."""
        return self._active

    def learn(self, attempt: Attempt) -> None:
        """Take in a repetition that counted."""
        self.range.learn(attempt)

    @property
    def returned(self) -> bool:
        """Whether the attempt under way has been to the top and back: only its last moments are open."""
        return self._active and self._peak >= self.range.enter and self._now_s - self._back_s >= AT_REST_S

    @property
    def attempt_start_s(self) -> float | None:
        """When the attempt under way began, None at rest."""
        return self._trace[0][0] if self._active else None

    def top_so_far_s(self, time_s: float) -> float:
        """How long the attempt under way has been at its top, 0 while it is not there."""
        if not self._active or self.phase is not Phase.TOP:
            return 0.0
        top = self._peak - self._top * max(self._peak, 0.5)
        since_s = next((at_s for at_s, progress in self._trace if progress >= top), time_s)
        return time_s - since_s

    def update(self, time_s: float, progress: float) -> Attempt | None:
        """Take one reading; gives the attempt that it completes, or None."""
        self._trace.append((time_s, progress))
        self._now_s = time_s
        if self._active:
            return self._during(time_s, progress)
        self._at_rest(time_s, progress)
        return None

    def abandon(self) -> None:
        """Forget the attempt under way: the person left the position or was lost."""
        self._restart()
        self._trace.clear()
        self._first = self._rested = False

    def finish(self) -> Attempt | None:
        """End the recording; gives the attempt under way if it has reached the top, else None.

        The attempt is complete when it was on its way back. A recording that began at the effort end has
        shown one return without its lift, so there the attempt is complete without a return, too.
        """
        if not self._active or not self._peak >= self.range.enter:
            return None
        now_s, progress = self._trace[-1]
        attempt = self._measure(returned=progress <= self._peak * _RETURNED_AT_CUT)
        makes_up = self.began_at_effort and now_s - attempt.top_start_s <= _LONGEST_LAST_TOP_S
        self.abandon()
        return replace(attempt, complete=attempt.complete or makes_up)

    def _at_rest(self, time_s: float, progress: float) -> None:
        while self._trace and self._trace[0][0] < time_s - _LEAD_S:
            self._trace.popleft()
        if not self._rested:
            self._rested = progress <= self.range.exit
            if self._first:
                self.began_at_effort, self._first = progress >= FIRST_ENTER, False
            if not self._rested:
                self.phase = Phase.TOP if progress >= self.range.enter else Phase.LOWERING
                return
        self._rest = max(min(at[1] for at in self._trace), 0.0)
        self.phase = Phase.LIFTING if progress > self._rest + _UNDER_WAY else Phase.REST
        if progress > min(self.range.exit + _AT_END, self._rest + self._least):
            self._active, self._peak, self._low, self._back_s = True, progress, np.inf, np.inf
            self.phase = Phase.LIFTING

    def _during(self, time_s: float, progress: float) -> Attempt | None:
        if progress > self._peak:
            self._peak = progress
        if progress > self._return:
            if time_s - self._back_s >= AT_REST_S:
                return self._close()
            self._back_s, self._low = np.inf, np.inf
            self._name_phase(progress)
            if time_s - self._trace[0][0] > LONGEST_S:
                self.abandon()
            return None
        self.phase = Phase.REST
        self._back_s = min(self._back_s, time_s)
        if progress < self._low - _SETTLED_STEP:
            self._low, self._low_s = progress, time_s
        rising = progress > self._low + 2 * _SETTLED_STEP
        if time_s - self._back_s < AT_REST_S or (not rising and time_s - self._low_s < _SETTLED_S):
            return None
        return self._close()

    @property
    def _return(self) -> float:
        """Progress at which the attempt under way is over: at rest, and half-way back from a short one."""
        return min(self.range.exit, self._rest + _HALF_BACK * (self._peak - self._rest))

    def _name_phase(self, progress: float) -> None:
        if self._peak < self.range.enter and progress > self._peak - _UNDER_WAY:
            self.phase = Phase.LIFTING
        elif progress >= max(self.range.enter, self._peak - _LOWERED):
            self.phase = Phase.TOP
        else:
            self.phase = Phase.LOWERING

    def _close(self) -> Attempt | None:
        attempt = self._measure(returned=True)
        self._restart()
        lasted_s = attempt.last_s - attempt.start_s
        if attempt.peak - max(attempt.rest, 0.0) < self._least or lasted_s < self._shortest_s:
            return None
        return attempt

    def _restart(self) -> None:
        last = self._trace[-1] if self._trace else None
        self._active, self._peak = False, -np.inf
        self.phase = Phase.REST
        self._trace.clear()
        if last is not None:
            self._trace.append(last)

    def _measure(self, returned: bool) -> Attempt:
        times_s, progress = np.array(self._trace).T
        return measure_attempt(times_s, progress, self.range.enter, returned, self._top)


def measure_attempt(
    times_s: NDArray[np.float64],
    progress: NDArray[np.float64],
    enter: float,
    returned: bool,
    top_share: float = TOP,
) -> Attempt:
    """Where an attempt began, peaked and ended, from its trace.

    `times_s` and `progress` are (N,), not empty. `returned` says whether the return is in them; without it
    `end_s` is None. `top_share` is the share of the range within which a value is at the top.
    """
    peak_at = int(progress.argmax())
    peak = float(progress[peak_at])
    rest = float(progress[: peak_at + 1].min())
    held = _held_peak(times_s, progress)
    top = np.flatnonzero(progress >= held - top_share * (held - rest))
    start_at = _last_at_or_below(progress[: top[0] + 1], rest + _AT_END * (peak - rest))
    moving = (_MOVING_PER_S if top_share == TOP else _WAVERS_PER_S) * (peak - rest)
    end_s = None
    if returned:
        after = progress[top[-1] :]
        end_at = int(top[-1] + np.argmax(after <= after.min() + _AT_END * (peak - after.min())))
        end_s = float(times_s[_until_still(times_s, -progress, end_at, len(progress) - 1, moving)])
    return Attempt(
        start_s=float(times_s[_until_still(times_s, -progress, start_at, 0, moving)]),
        top_start_s=float(times_s[_until_still(times_s, progress, top[0], peak_at, moving)]),
        peak_s=float(times_s[peak_at]),
        top_end_s=float(times_s[_until_still(times_s, progress, top[-1], peak_at, moving)]),
        end_s=end_s,
        rest=rest,
        peak=peak,
        enter=enter,
        reached=peak >= enter,
        complete=returned,
    )


def _held_peak(times_s: NDArray[np.float64], progress: NDArray[np.float64]) -> float:
    """The highest progress that lasts, in all, longer than one odd frame."""
    step_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else inf
    longer = min(1 + int(_ODD_S / step_s), len(progress))
    return float(np.partition(progress, -longer)[-longer])


def _until_still(
    times_s: NDArray[np.float64], values: NDArray[np.float64], at: int, last: int, moving_per_s: float
) -> int:
    """The index at which the value stops rising, on the way from index `at` towards `last`."""
    step = 1 if last > at else -1
    while at != last:
        ahead = at
        while ahead != last and abs(times_s[ahead] - times_s[at]) < _STILL_S:
            ahead += step
        passed_s = abs(times_s[ahead] - times_s[at])
        if not passed_s or (values[ahead] - values[at]) / passed_s < moving_per_s:
            break
        at += step
    return at


def _last_at_or_below(values: NDArray[np.float64], limit: float) -> int:
    at = np.flatnonzero(values <= limit)
    return int(at[-1]) if len(at) else 0
