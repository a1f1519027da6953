"""Postures: where the joints lie relative to the hips, from moment to moment."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, JUDGED_VISIBILITY, Body, Joint
from exercises.observer import Observer
from vision.geometry import PlumbLine
from vision.track import Track

Array = NDArray[np.float64]

STEP_S: Final = 0.1  # guess: fine enough for the quickest repetition, which takes 0.75 s
_BRIDGED_S: Final = 1.0  # guess: a posture that is unseen for less is taken to have gone straight on
JOINTS: Final = (
    Joint.EAR,
    Joint.SHOULDER,
    Joint.ELBOW,
    Joint.WRIST,
    Joint.HIP,
    Joint.KNEE,
    Joint.ANKLE,
)
PLACES: Final = tuple((joint, side) for joint in JOINTS for side in BOTH_SIDES)


@dataclass(frozen=True, slots=True)
class Postures:
    """The postures of a recording of T moments, `STEP_S` apart.

    `time_s` is (T,). `places` is (T, 28): where the joints lie relative to the hips, x and y in torso
    lengths, each times its weight; not-a-number where nobody was seen. `weights` (28,) are 0..1, by how
    surely a joint is seen.
    """

    time_s: Array
    places: Array
    weights: Array


class PosturesBuilder:
    """Gathers postures from body to body."""

    def __init__(self) -> None:
        self._seen_s: list[float] = []
        self._places: list[Array] = []
        self._visibility: list[list[float]] = []

    def add(self, body: Body, time_s: float) -> None:
        """Take one more body; times rise. A body without hips or known size has no posture."""
        if not (isfinite(body.hips[0]) and isfinite(body.torso_px)):
            return
        self._seen_s.append(time_s)
        self._places.append(places_of(body))
        self._visibility.append([body.visibility(joint, side) for joint, side in PLACES])

    def build(self) -> Postures:
        """The postures so far; there are none (T = 0) where no body was taken."""
        if not self._seen_s:
            nobody = np.empty((0, 2 * len(PLACES)))
            return Postures(np.empty(0), nobody, np.zeros(nobody.shape[1]))
        seen = np.median(self._visibility, axis=0)
        surely = (seen - COUNTED_VISIBILITY) / (JUDGED_VISIBILITY - COUNTED_VISIBILITY)
        weights = np.repeat(np.clip(surely, 0.0, 1.0), 2)
        time_s = np.arange(self._seen_s[0], self._seen_s[-1] + 1e-9, STEP_S)
        grid = _steady(_on_grid(np.array(self._seen_s), np.array(self._places), time_s))
        return Postures(time_s, weigh(grid, weights), weights)


def postures_of(track: Track, plumb: PlumbLine | None = None) -> Postures:
    """The postures in a track; `plumb` is as for Coach."""
    observer, builder = Observer(track.frame_size_px, plumb), PosturesBuilder()
    for time_s, pose in track:
        body = observer.observe(pose, time_s)
        if body is not None:
            builder.add(body, time_s)
    return builder.build()


def places_of(body: Body) -> Array:
    """Where the joints of `PLACES` lie relative to the hips, x and y in torso lengths, (28,)."""
    points = np.array([body.at(joint, side) for joint, side in PLACES])
    return np.asarray((points - body.hips) / body.torso_px).ravel()


def _on_grid(seen_s: Array, places: Array, time_s: Array) -> Array:
    """Postures at these times, not-a-number where nobody was seen for long."""
    there = np.isfinite(places)
    grid = np.column_stack(
        [
            np.interp(time_s, seen_s[known], column[known]) if known.any() else np.zeros(len(time_s))
            for column, known in zip(places.T, there.T, strict=True)
        ]
    )
    after = np.minimum(np.searchsorted(seen_s, time_s), len(seen_s) - 1)
    grid[seen_s[after] - seen_s[np.maximum(after - 1, 0)] > _BRIDGED_S] = np.nan
    return grid


def weigh(places: Array, weights: Array) -> Array:
    """Places (..., 28) times their weight (28,); a joint whose weight is 0 need not be seen."""
    return np.where((weights > 0) | np.isnan(places).all(axis=-1, keepdims=True), places, 0.0) * weights


def _steady(grid: Array) -> Array:
    """The grid without landmarks that are thrown off for one moment."""
    padded = np.pad(grid, ((1, 1), (0, 0)), mode="edge")
    return np.asarray(np.median([padded[:-2], padded[1:-1], padded[2:]], axis=0))
