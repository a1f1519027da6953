"""The choice of the frames of a fast recording that are looked at."""

from __future__ import annotations

import math
from typing import Final

_SLACK: Final = 1.1  # 30 fps recordings often run at 30.3 or 31 fps; they are not thinned


class Thinning:
    """Keeps the first frame of each cell of a fixed grid of times, for one reading of a recording.

    Cells begin half a source frame before the frames they keep: rounded times then stay in their cell.
    `source_fps` is the average rate of the recording; `max_fps` None keeps every frame. `step_s` is how far
    apart the kept frames lie, 0 when every frame is kept.
    """

    def __init__(self, source_fps: float, max_fps: float | None) -> None:
        self._args = source_fps, max_fps
        every = 1 if max_fps is None else math.ceil(source_fps / (max_fps * _SLACK))
        self._all = every == 1
        # An even pick of the source's frames, unless that falls far below what was asked for.
        grid_fps = source_fps / every
        self._grid_fps = grid_fps if max_fps is None or grid_fps >= 0.7 * max_fps else max_fps
        self._offset = 0.5 * self._grid_fps / source_fps
        self._cell = -1
        self.step_s = 0.0 if self._all else 1 / self._grid_fps

    def restarted(self) -> Thinning:
        """A thinning with the same grid, for another reading."""
        return Thinning(*self._args)

    def keeps(self, time_s: float) -> bool:
        """Whether the frame of this time is kept. It must be asked of every frame, in order of time."""
        cell = math.floor(time_s * self._grid_fps + self._offset)
        first_of_cell = cell > self._cell
        self._cell = cell
        return self._all or first_of_cell
