"""Any movement that repeats: a declaration written from a recording, for the coach to count by.

Nothing is known of such a movement but that its cycles are alike. A posture is where the joints are about the
hips. The direction in which postures vary most is the signal, and the path that alike cycles take is the
position: what leaves it, as sitting down or scratching one's head does, is not counted. Form is not judged,
for nobody said what it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, JUDGED_VISIBILITY, Body, Joint, Side
from exercises.counting import Attempt, RepCounter
from exercises.measures.measure import Measure
from exercises.movement import Condition, Dose, Kind, Limit, Movement, Signal
from exercises.observer import Observer
from vision.errors import BacklineError
from vision.geometry import PlumbLine
from vision.track import Track
from vision.view import View

Array = NDArray[np.float64]

ANY_ID: Final = "any"
STEP_S: Final = 0.1  # guess: fine enough for the quickest repetition, which takes 0.75 s
_JOINTS: Final = (
    Joint.EAR,
    Joint.SHOULDER,
    Joint.ELBOW,
    Joint.WRIST,
    Joint.HIP,
    Joint.KNEE,
    Joint.ANKLE,
)
_PLACES: Final = tuple((joint, side) for joint in _JOINTS for side in BOTH_SIDES)
_ANKLES: Final = [2 * i + 1 for i, (joint, _) in enumerate(_PLACES) if joint is Joint.ANKLE]
_WINDOWS_S: Final = (
    6.0,
    12.0,
    24.0,
)  # guess: two slow cycles need the longest, the shortest holds little else
_DIRECTIONS: Final = 2  # guess: in which postures vary most within a window
_ENDS: Final = (5, 95)  # percentiles: one odd frame is no end
_LEAST_SIZE: Final = 0.12  # guess: of a cycle in torso lengths, all joints together; less is swaying
_HALF: Final = 12  # samples of a cycle each way
_ALIKE: Final = 0.5  # guess: a cycle laid over an alike one covers this share of the larger of the two
_RETURNED: Final = 0.75  # guess: of its size; a cycle that is alone ends no further from where it began
_ELSEWHERE: Final = 0.5  # guess: likewise, how far off its path one is before and after, on the average
_LIES, _STANDS = 0.35, 1.0  # guess: ankles below the hips, in torso lengths; a leg has 1.6
_OFF_PATH: Final = 1.0  # guess: of its size; further off one does something else
_RETRACED: Final = 0.5  # guess: likewise, the way back of a cycle that is alone over its way there
_BRIDGED_S: Final = 1.0  # guess: unseen for less, postures are taken to have gone straight on
_SHORTEST_S: Final = 0.6  # guess: fidgeting is quicker


class NothingRepeatsError(BacklineError):
    """No movement was found that repeats."""


@dataclass(frozen=True, slots=True)
class Postures:
    """The postures of a recording of T moments, `STEP_S` apart.

    `places` is (T, 28): where the joints are about the hips, in torso lengths, each times its weight;
    not-a-number where nobody was seen. `weights` (28,) are 0..1, by how surely a joint is seen.
    """

    time_s: Array
    places: Array
    weights: Array


def postures_of(track: Track, plumb: PlumbLine | None = None) -> Postures:
    """The postures in a track; `plumb` as the coach takes it."""
    observer = Observer(track.frame_size_px, plumb)
    seen_s, places, seen = [], [], []
    for at_s, pose in track:
        body = observer.observe(pose, at_s)
        if body is not None and isfinite(body.hips[0]) and isfinite(body.torso_px):
            seen_s.append(at_s)
            places.append(_places(body))
            seen.append([body.visibility(joint, side) for joint, side in _PLACES])
    if not seen:
        nobody = np.empty((0, 2 * len(_PLACES)))
        return Postures(np.empty(0), nobody, np.zeros(nobody.shape[1]))
    surely = (np.median(seen, axis=0) - COUNTED_VISIBILITY) / (JUDGED_VISIBILITY - COUNTED_VISIBILITY)
    weights = np.repeat(np.clip(surely, 0.0, 1.0), 2)
    time_s = np.arange(seen_s[0], seen_s[-1] + 1e-9, STEP_S)
    grid = _steady(_on_grid(np.array(seen_s), np.array(places), time_s))
    return Postures(time_s, _weighted(grid, weights), weights)


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


def _weighted(places: Array, weights: Array) -> Array:
    """Places times their weight; a joint that has none need not be there."""
    return np.where((weights > 0) | np.isnan(places).all(axis=-1, keepdims=True), places, 0.0) * weights


def _steady(grid: Array) -> Array:
    """Without landmarks that are thrown off for one moment."""
    padded = np.pad(grid, ((1, 1), (0, 0)), mode="edge")
    return np.asarray(np.median([padded[:-2], padded[1:-1], padded[2:]], axis=0))


def movement_in(track: Track, plumb: PlumbLine | None = None) -> Movement:
    """The movement that repeats in a track, declared so that a coach can count it.

    Raises NothingRepeatsError when there is none.
    """
    postures = postures_of(track, plumb)
    found = max(_found(postures), key=lambda cycles: cycles.evidence, default=None)
    if found is None:
        raise NothingRepeatsError(
            "Nothing was seen that repeats: film two repetitions or more, from rest to rest, the whole body"
            " in the picture."
        )
    return _declared(found, postures.weights)


# --- cycles in a recording ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cycles:
    """Alike cycles: (N, 24, 28) postures of each, there and back, and when they were done."""

    paths: Array
    spans_s: tuple[tuple[float, float], ...]

    @property
    def path(self) -> Array:
        """The postures one goes through, on the average."""
        return np.asarray(np.median(self.paths, axis=0))

    @property
    def size(self) -> float:
        """How far the joints go from the middle of the cycle, in torso lengths."""
        return _size(self.path)

    @property
    def evidence(self) -> tuple[bool, float]:
        """What to choose by: several cycles before one, then the most motion."""
        lasted_s = sum(end_s - start_s for start_s, end_s in self.spans_s)
        return len(self.paths) > 1, lasted_s * self.size**2


def _found(postures: Postures) -> Iterator[_Cycles]:
    """Every kind of cycle that there is."""
    whole = np.isfinite(postures.places).all(axis=1)
    for window in _windows(postures.time_s):
        seen = window & whole
        if seen.sum() < 0.5 * window.sum() or seen.sum() < 2 * _HALF:
            continue
        for direction in _directions(postures.places[seen]):
            cycles = _alike(postures, _attempts(postures, direction, seen))
            if cycles is not None and cycles.size >= _LEAST_SIZE:
                if len(cycles.paths) > 1 or _is_all(cycles, postures):
                    yield cycles


def _windows(time_s: Array) -> Iterator[NDArray[np.bool_]]:
    """The whole recording, and stretches of it that overlap by half."""
    yield np.ones(len(time_s), bool)
    for length_s in _WINDOWS_S:
        for start_s in np.arange(time_s[0], time_s[-1] - length_s / 2, length_s / 2) if len(time_s) else ():
            yield (time_s >= start_s) & (time_s < start_s + length_s)


def _directions(places: Array) -> Array:
    """In which postures vary most; a landmark thrown off for a moment has no say."""
    kept = np.clip(places, *np.percentile(places, _ENDS, axis=0))
    return np.asarray(np.linalg.svd(kept - kept.mean(axis=0), full_matrices=False)[2][:_DIRECTIONS])


def _attempts(postures: Postures, direction: Array, seen: NDArray[np.bool_]) -> list[Attempt]:
    """Full cycles along a direction, in all of the recording."""
    along = postures.places @ direction
    low, high = np.percentile(along[seen], _ENDS)
    if not high > low:
        return []
    progress = (along - low) / (high - low)
    if np.concatenate([progress[seen][: _HALF // 2], progress[seen][-_HALF // 2 :]]).mean() > 0.5:
        progress = 1 - progress  # one begins and ends at rest
    counter, found = RepCounter(_SHORTEST_S), []
    for time_s, value in zip(postures.time_s.tolist(), progress.tolist(), strict=True):
        if np.isfinite(value):
            found.append(counter.update(time_s, value))
    found.append(counter.finish())
    return [one for one in found if one is not None and one.reached and one.end_s is not None]


def _alike(postures: Postures, attempts: list[Attempt]) -> _Cycles | None:
    """The largest group of cycles that are alike, None without any."""
    kept = [(path, one) for one in attempts if np.isfinite(path := _path(postures, one)).all()]
    if not kept:
        return None
    paths = np.array([path for path, _ in kept])
    shapes = (paths - paths.mean(axis=1, keepdims=True)).reshape(len(paths), -1)
    products = shapes @ shapes.T
    squares = np.diag(products)
    alike = products >= _ALIKE * np.maximum(squares[:, None], squares[None, :])
    group = alike[np.argmax(alike.sum(axis=1))]
    spans_s = tuple(
        (one.start_s, one.end_s or one.top_end_s)
        for (_, one), is_in in zip(kept, group, strict=True)
        if is_in
    )
    return _Cycles(paths[group], spans_s)


def _path(postures: Postures, attempt: Attempt) -> Array:
    """The postures of an attempt, as many on the way there as on the way back."""
    end_s = attempt.end_s or attempt.top_end_s
    wanted_s = np.concatenate(
        [
            np.linspace(attempt.start_s, attempt.peak_s, _HALF),
            np.linspace(attempt.peak_s, end_s, _HALF),
        ]
    )
    at = np.clip(np.searchsorted(postures.time_s, wanted_s), 0, len(postures.time_s) - 1)
    return postures.places[at]


def _apart(a: Array, b: Array) -> float:
    return float(np.sqrt(((a - b) ** 2).sum(axis=1).mean()))


def _size(path: Array) -> float:
    return _apart(path, path.mean(axis=0))


def _is_all(cycles: _Cycles, postures: Postures) -> bool:
    """Whether a single cycle is all that the recording shows: it goes back the way it came, is not lying down
    and getting up, and nothing else is done before and after.
    """
    path, size = cycles.path, cycles.size
    ((start_s, end_s),) = cycles.spans_s
    there, back = path[:_HALF], path[_HALF:][::-1]
    retraced = _covered(there - there.mean(axis=0), back - back.mean(axis=0)) >= _RETRACED
    returned = _apart(path[:1], path[-1:]) <= _RETURNED * size
    outside = (postures.time_s < start_s) | (postures.time_s > end_s)
    others = postures.places[outside & np.isfinite(postures.places).all(axis=1)]
    drop = path[:, _ANKLES].max(axis=1)
    gets_up = drop.min() < _LIES < _STANDS < drop.max()
    elsewhere = np.mean([_off(path, places) for places in others] or [0.0])
    return bool(retraced and returned and not gets_up and elsewhere <= _ELSEWHERE * size)


def _off(path: Array, places: Array) -> float:
    """How far a posture lies from the nearest one of a path, in torso lengths."""
    return float(np.sqrt(((path - places) ** 2).sum(axis=1)).min())


def _covered(a: Array, b: Array) -> float:
    """Share of the larger of two paths that the other one covers."""
    return float((a * b).sum() / max((a * a).sum(), (b * b).sum()))


# --- the declaration ----------------------------------------------------------------------------------------


def _places(body: Body) -> Array:
    points = np.array([body.at(joint, side) for joint, side in _PLACES])
    return np.asarray((points - body.hips) / body.torso_px).ravel()


def _declared(cycles: _Cycles, weights: Array) -> Movement:
    path, size = cycles.path, cycles.size
    direction = _directions(cycles.paths.reshape(-1, path.shape[1]))[0]
    along = path @ direction
    rest, effort = float(np.mean(along[[0, -1]])), float(along[_HALF - 1])
    if effort < rest:
        direction, rest, effort = -direction, -rest, -effort

    def way(body: Body, _: Side) -> float:
        return float(_weighted(_places(body), weights) @ direction) - rest

    def off_path(body: Body, _: Side) -> float:
        return _off(path, _weighted(_places(body), weights)) / size

    trunk = (Joint.SHOULDER, Joint.HIP)
    return Movement(
        id=ANY_ID,
        name="Repetition",
        kind=Kind.REPS,
        description="Whatever repeats: counted, with its tempo. Form is not judged.",
        setup="Begin and end at rest, and do nothing else in between.",
        camera="The whole body in the picture, from where the movement shows best.",
        best_view=View.SIDE,
        level="",
        muscles=(),
        equipment=(),
        spinal_load=frozenset(),
        dose=Dose(),
        position=(
            Condition(
                Measure("off_path", "Off the path", "", trunk, off_path),
                Limit(above=_OFF_PATH),
                "Something else",
            ),
        ),
        signal=Signal(
            Measure("way_torso", "Way from rest, all joints together", "torso", trunk, way),
            rest=0.0,
            effort=effort - rest,
            shortest_s=_SHORTEST_S,
        ),
    )
