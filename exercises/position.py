"""Whether the person is in the position of the movement: nobody is counted on the way there or back."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from exercises.movement import Condition

LEFT_S = 0.7  # guess: long, so that a repetition may pass the edge of the position

Reader = Callable[[Condition], float]


class PositionGate:
    """Opens as soon as every condition holds, closes once one has failed for `LEFT_S`.

    Opening at once costs nothing: a repetition still has to be seen from rest to rest. `reason` is what to
    tell the person while it is closed, None while it is open.
    """

    def __init__(self, conditions: tuple[Condition, ...]) -> None:
        self._conditions = conditions
        self.open = False
        self.reason: str | None = "Take the starting position"
        self._since_s: float | None = None

    @property
    def leaving(self) -> bool:
        """Whether it is still open although a condition fails just now."""
        return self.open and self._since_s is not None

    def update(self, time_s: float, read: Reader, walking: bool) -> None:
        """Take one frame. `read` gives a condition's value, not-a-number when it is not seen."""
        failing = "Walking" if walking else self._first_failing(read)
        if failing is not None and not self.open:
            self.reason = failing
        if (failing is None) == self.open:
            self._since_s = None
            return
        if self._since_s is None:
            self._since_s = time_s
        if failing is None or time_s - self._since_s >= LEFT_S:
            self.open, self.reason, self._since_s = failing is None, failing, None

    def close(self, reason: str) -> None:
        """Close it at once, for `reason`."""
        self.open, self.reason, self._since_s = False, reason, None

    def _first_failing(self, read: Reader) -> str | None:
        for condition in self._conditions:
            value = read(condition)
            if not isfinite(value):
                continue
            failed = condition.limit.broken(value) if self.open else not condition.limit.met(value)
            if failed:
                return condition.otherwise
        return None
