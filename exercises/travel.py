"""How much somebody moved during the last seconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from exercises.judging import is_sparse
from exercises.movement import Travel

_STEP_S = 0.25  # guess: over less time, the wavering of a landmark looks like speed


class TravelMeter:
    """Tells how much a measure travelled during the last seconds, for as long as `travel` says."""

    def __init__(self, travel: Travel) -> None:
        self._travel = travel
        self._kept: deque[tuple[float, float]] = deque()

    def clear(self) -> None:
        """Forget everything, because what happens until the next reading is not known."""
        self._kept.clear()

    def update(self, time_s: float, value: float) -> float | None:
        """Take one reading; gives how far the measure went and came back (going one way only is no travel),
        or its change per second. It is None until readings reach back far enough.
        """
        self._kept.append((time_s, value))
        while len(self._kept) > 1 and time_s - self._kept[1][0] >= self._travel.over_s - 1e-6:
            self._kept.popleft()
        if time_s - self._kept[0][0] < self._travel.over_s - 1e-6:
            return None
        return self._travel_of(*np.array(self._kept).T)

    @property
    def sparse(self) -> bool:
        """Whether there are too few readings a second to tell it."""
        return is_sparse([time_s for time_s, _ in self._kept])

    def began_s(self, too_much: Callable[[float], bool]) -> float:
        """When the travel began that is now too much. The shortest last stretch that alone is too much is
        followed back to the start of its way there and back.
        """
        times_s, values = np.array(self._kept).T
        spans = range(len(times_s) - 1, 0, -1)
        first = next((at for at in spans if too_much(self._travel_of(times_s[at:], values[at:]))), 0)
        steps = np.diff(values)
        way = steps[first]
        for towards in (way, -way):
            while first > 0 and steps[first - 1] * towards > 0:
                first -= 1
        return float(times_s[first])

    def still_since_s(self, within: float) -> float:
        """Since when all readings lie in a span of `within`; for a speed, since the first that is kept."""
        times_s, values = np.array(self._kept)[::-1].T
        if self._travel.per_s:
            return float(times_s[-1])
        spans = np.maximum.accumulate(values) - np.minimum.accumulate(values)
        return float(times_s[np.flatnonzero(spans <= within)[-1]])

    def _travel_of(self, times_s: NDArray[np.float64], values: NDArray[np.float64]) -> float:
        if not self._travel.per_s:
            rise = (values - np.minimum.accumulate(values)).max()
            fall = (np.maximum.accumulate(values) - values).max()
            return float(min(rise, fall))
        later = np.interp(times_s + _STEP_S, times_s, values)[times_s + _STEP_S <= times_s[-1]]
        return float(np.percentile(np.abs(later - values[: len(later)]) / _STEP_S, 90)) if len(later) else 0.0
