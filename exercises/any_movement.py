"""Any movement that repeats: a declaration written from a recording, for the coach to count by.

Nothing is known of such a movement except that its cycles are alike. A posture is where the joints lie
relative to the hips. The direction in which postures vary most is the signal. The path that alike cycles take
is the position: whatever leaves it, such as sitting down or scratching one's head, is not counted. Form is
not judged, because nobody said what it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exercises.body import Body, Joint, Side
from exercises.counting import Attempt, RepCounter
from exercises.measures.measure import Measure
from exercises.movement import Condition, Dose, Kind, Limit, Movement, Signal
from exercises.postures import PLACES, Postures, places_of, postures_of, weigh
from vision.errors import BacklineError
from vision.geometry import PlumbLine
from vision.track import Track
from vision.view import View

Array = NDArray[np.float64]

ANY_ID: Final = "any"
_ANKLES: Final = [2 * i + 1 for i, (joint, _) in enumerate(PLACES) if joint is Joint.ANKLE]
_WINDOWS_S: Final = (
    6.0,
    12.0,
    24.0,
)  # guess: two slow cycles need the longest; the shortest has room for little else
_DIRECTIONS: Final = 2  # guess: how many are tried in a window, those in which postures vary most
_ENDS: Final = (5, 95)  # percentiles, so that one odd frame is not taken for an end
_LEAST_SIZE: Final = 0.12  # guess: size of a cycle in torso lengths, all joints together; less is swaying
_HALF: Final = 12  # samples of a cycle each way
_ALIKE: Final = 0.5  # guess: a cycle laid over an alike one covers this share of the larger of the two
_RETURNED: Final = 0.75  # guess: share of a cycle's size; a lone one ends no further from where it began
_ELSEWHERE: Final = 0.5  # guess: share of a cycle's size; around it postures are on average no further off
_LIES, _STANDS = 0.35, 1.0  # guess: how far ankles are below the hips, in torso lengths; a leg has 1.6
_OFF_PATH: Final = 1.0  # guess: share of a cycle's size; a person further off does something else
_RETRACED: Final = 0.5  # guess: share of the way there that the way back of a lone cycle covers
_SHORTEST_S: Final = 0.6  # guess: fidgeting is quicker


class NothingRepeatsError(BacklineError):
    """No movement was found that repeats."""


def movement_in(track: Track, plumb: PlumbLine | None = None) -> Movement:
    """The movement that repeats in a track, declared so that a coach can count it.

    `plumb` says how upright things are tilted in the pictures; with None the camera is taken to stand level.
    Raises NothingRepeatsError when nothing in the track repeats.
    """
    postures = postures_of(track, plumb)
    found = max(_kinds_of_cycles(postures), key=lambda cycles: cycles.evidence, default=None)
    if found is None:
        raise NothingRepeatsError(
            "Nothing was seen that repeats: film two repetitions or more, from rest to rest, the whole body"
            " in the picture."
        )
    return _declare(found, postures.weights)


# --- cycles in a recording ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cycles:
    """Cycles that are alike.

    `paths` (N, 24, 28) holds the postures of each, there and back; `spans_s` says when each was done.
    """

    paths: Array
    spans_s: tuple[tuple[float, float], ...]

    @property
    def path(self) -> Array:
        """The median of the paths, (24, 28)."""
        return np.asarray(np.median(self.paths, axis=0))

    @property
    def size(self) -> float:
        """How far the joints go from the middle of the cycle, in torso lengths."""
        return _size(self.path)

    @property
    def evidence(self) -> tuple[bool, float]:
        """What cycles are chosen by: several come before a single one, then the most motion wins."""
        lasted_s = sum(end_s - start_s for start_s, end_s in self.spans_s)
        return len(self.paths) > 1, lasted_s * self.size**2


def _kinds_of_cycles(postures: Postures) -> Iterator[_Cycles]:
    """Every kind of cycle that there is."""
    whole = np.isfinite(postures.places).all(axis=1)
    for window in _windows(postures.time_s):
        seen = window & whole
        if seen.sum() < 0.5 * window.sum() or seen.sum() < 2 * _HALF:
            continue
        for direction in _directions(postures.places[seen]):
            cycles = _largest_group(postures, _attempts(postures, direction, seen))
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
    """The directions in which postures vary most; a landmark thrown off for a moment has no say."""
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
        progress = 1 - progress  # a recording begins and ends at rest
    counter, found = RepCounter(_SHORTEST_S), []
    for time_s, value in zip(postures.time_s.tolist(), progress.tolist(), strict=True):
        if np.isfinite(value):
            found.append(counter.update(time_s, value))
    found.append(counter.finish())
    return [one for one in found if one is not None and one.reached and one.end_s is not None]


def _largest_group(postures: Postures, attempts: list[Attempt]) -> _Cycles | None:
    """The largest group of cycles that are alike, None when there is no cycle."""
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


def _distance(a: Array, b: Array) -> float:
    return float(np.sqrt(((a - b) ** 2).sum(axis=1).mean()))


def _size(path: Array) -> float:
    return _distance(path, path.mean(axis=0))


def _is_all(cycles: _Cycles, postures: Postures) -> bool:
    """Whether a single cycle is all that the recording shows: it goes back the way it came, is not lying down
    and getting up, and nothing else is done before and after.
    """
    path, size = cycles.path, cycles.size
    ((start_s, end_s),) = cycles.spans_s
    there, back = path[:_HALF], path[_HALF:][::-1]
    retraced = _coverage(there - there.mean(axis=0), back - back.mean(axis=0)) >= _RETRACED
    returned = _distance(path[:1], path[-1:]) <= _RETURNED * size
    outside = (postures.time_s < start_s) | (postures.time_s > end_s)
    others = postures.places[outside & np.isfinite(postures.places).all(axis=1)]
    drop = path[:, _ANKLES].max(axis=1)
    gets_up = drop.min() < _LIES < _STANDS < drop.max()
    elsewhere = np.mean([_distance_from_path(path, places) for places in others] or [0.0])
    return bool(retraced and returned and not gets_up and elsewhere <= _ELSEWHERE * size)


def _distance_from_path(path: Array, places: Array) -> float:
    """How far a posture lies from the nearest one of a path, in torso lengths."""
    return float(np.sqrt(((path - places) ** 2).sum(axis=1)).min())


def _coverage(a: Array, b: Array) -> float:
    """Share of the larger of two paths that the other one covers."""
    return float((a * b).sum() / max((a * a).sum(), (b * b).sum()))


# --- the declaration ----------------------------------------------------------------------------------------


def _declare(cycles: _Cycles, weights: Array) -> Movement:
    path, size = cycles.path, cycles.size
    direction = _directions(cycles.paths.reshape(-1, path.shape[1]))[0]
    along = path @ direction
    rest, effort = float(np.mean(along[[0, -1]])), float(along[_HALF - 1])
    if effort < rest:
        direction, rest, effort = -direction, -rest, -effort

    def way(body: Body, _: Side) -> float:
        return float(weigh(places_of(body), weights) @ direction) - rest

    def off_path(body: Body, _: Side) -> float:
        return _distance_from_path(path, weigh(places_of(body), weights)) / size

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
