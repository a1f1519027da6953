"""Timing a hold: the clock runs only while the position is good, and every pause has its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

STEADY_S = 0.3  # guess: the position must be good, or broken, this long before the clock follows


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch without credit, in media time; `end_s` is None while it lasts."""

    start_s: float
    end_s: float | None
    reason: str


class HoldTimer:
    """Times how long the position is good. Feed it every frame.

    A change counts from the moment it began, once it has lasted `STEADY_S`: a flicker neither stops the clock
    nor starts it.
    """

    def __init__(self) -> None:
        self.running = False
        self.pauses: list[Pause] = []
        self.streaks: list[tuple[float, float]] = []
        self._since_s: float | None = None
        self._last_s = 0.0
        self._changed_s: float | None = None
        self._began_s = 0.0
        self._change_reason: str | None = None

    @property
    def streak_s(self) -> float:
        """Length of the unbroken stretch under way, 0 while paused."""
        return self._last_s - self._since_s if self.running and self._since_s is not None else 0.0

    @property
    def total_s(self) -> float:
        """All time in good position."""
        return sum(end - start for start, end in self.streaks) + self.streak_s

    @property
    def longest_s(self) -> float:
        """The longest unbroken stretch."""
        return max([end - start for start, end in self.streaks] + [self.streak_s], default=0.0)

    @property
    def pause_reason(self) -> str | None:
        """Why the clock stands, None while it runs and before it first ran."""
        if self.running or not self.pauses or self.pauses[-1].end_s is not None:
            return None
        return self.pauses[-1].reason

    def update(self, time_s: float, broken: str | None, since_s: float | None = None) -> None:
        """Take one frame. `broken` is the reason why the position is not good, None when it is good; it has
        been so since `since_s`, or only since this frame where that is None.
        """
        good = broken is None
        if good == self.running:
            self._changed_s = None
        elif self._changed_s is None:
            self._changed_s, self._change_reason = time_s, broken
            self._began_s = time_s if since_s is None else max(since_s, self._settled_s)
        if self._changed_s is not None and time_s - self._changed_s >= STEADY_S:
            self._change(self._began_s)
        self._last_s = time_s

    def interrupt(self, since_s: float, reason: str) -> None:
        """Stop the clock at `since_s`: nothing is known of the time after it, so no credit is given."""
        if self.running and self._since_s is not None:
            self.streaks.append((self._since_s, since_s))
            self.pauses.append(Pause(since_s, None, reason))
            self.running = False
        self._changed_s = None

    def finish(self) -> None:
        """End the set: close the stretch or the pause that is open."""
        if self.running and self._since_s is not None:
            self.streaks.append((self._since_s, self._last_s))
        self.running = False
        self._close_pause(self._last_s)

    @property
    def _settled_s(self) -> float:
        """When the clock last started or stopped: no change can have begun before that."""
        if self.running and self._since_s is not None:
            return self._since_s
        return self.streaks[-1][1] if self.streaks else 0.0

    def _change(self, since_s: float) -> None:
        if not self.running:
            self._close_pause(since_s)
            self._since_s = since_s
        elif self._since_s is not None and since_s > self._since_s:
            self.streaks.append((self._since_s, since_s))
            self.pauses.append(Pause(since_s, None, self._change_reason or ""))
        elif self.pauses:  # the streak turns out to have no length, so the pause before it goes on
            self.pauses.append(replace(self.pauses.pop(), end_s=None))
        self.running = not self.running
        self._changed_s = None

    def _close_pause(self, end_s: float) -> None:
        if self.pauses and self.pauses[-1].end_s is None:
            last = self.pauses.pop()
            self.pauses.append(Pause(last.start_s, end_s, last.reason))
