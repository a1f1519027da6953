"""How well each movement explains what was seen of a recording."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exercises.body import COUNTED_VISIBILITY, Body, Side
from exercises.bouts import LEAST_HOLD_S, Bout, Candidate, Span, length_s
from exercises.movement import Condition, Kind, Movement
from exercises.observer import Observer
from exercises.postures import Postures, PosturesBuilder
from exercises.readings import read
from vision.geometry import PlumbLine
from vision.track import Track

Array = NDArray[np.float64]

_LOOKED_AT_S: Final = 0.5  # guess: postures change slowly, so looks this far apart rule out most movements
_LEAST_IN_POSITION: Final = 2  # moments
_STILL_TORSOS: Final = 0.2  # guess: travel of the joint that moves most; a row moves the hands twice as far
_STILL_FOR_S: Final = 3.0  # guess: no movement of the catalogue repeats so slowly that it looks still so long
_MOST_OF_THE_TIME: Final = 75  # guess: percentile; the rest is taking the position and leaving it
_TIMED: Final = 0.5  # guess: the most that a timed movement explains; whatever else fits is the better guess
_OUT_OF_CHARACTER: Final = 0.3  # guess: a factor for each sign that a bout does not show
_LONE_EXPLAINS: Final = 0.5  # guess: share of the motion; a lone repetition explaining less may be anything
_BINS: Final = 8  # of the signal
_FEWEST: Final = 10  # fewer moments do not tell how motion goes with a signal


class Explanation:
    """The postures of a recording, and how well they fit each of some movements.

    `plumb` is as for Coach.
    """

    def __init__(self, track: Track, plumb: PlumbLine | None, movements: Sequence[Movement]) -> None:
        self._in_position: dict[str, list[bool]] = {movement.id: [] for movement in movements}
        self._looked_s: list[float] = []
        self._shown: dict[str, list[float]] = {movement.id: [] for movement in movements}
        self._signs: dict[str, list[list[float]]] = {m.id: [] for m in movements if m.recognised_by}
        self._postures = self._look(track, plumb, movements)
        self._whole = np.isfinite(self._postures.places).all(axis=1)

    def near(self, movement: Movement) -> bool:
        """Whether the position of a movement was taken at all."""
        return sum(self._in_position[movement.id]) >= _LEAST_IN_POSITION

    def nearness(self, candidate: Candidate) -> tuple[float, int, int]:
        """What movements are ordered by when not one of them is convincing."""
        best = max(map(self.of, candidate.bouts), default=0.0)
        return best, len(candidate.report.attempts), sum(self._in_position[candidate.movement.id])

    def rank(self, bout: Bout) -> float:
        """How early a bout is chosen: by its evidence, less where that rests on a single repetition or a
        short hold, and more the longer the bout lasted.
        """
        amount = bout.lasted_s / LEAST_HOLD_S if bout.candidate.is_hold else len(bout.spans_s)
        return self.of(bout) * float(np.sqrt(bout.lasted_s)) * amount / (amount + 1)

    def of(self, bout: Bout) -> float:
        """How well a movement explains a bout, 0..1."""
        candidate = bout.candidate
        done = len(bout.spans_s) / (len(bout.spans_s) + candidate.failed(bout))
        explained = self._stillness(bout) if candidate.is_hold else self._share_explained(bout)
        if not candidate.is_hold and len(bout.spans_s) == 1 and explained < _LONE_EXPLAINS:
            return 0.0
        if candidate.movement.kind is Kind.TIMED:
            explained = min(explained, _TIMED)
        fitting = np.sqrt(candidate.form(bout.whole_s) * self._share_shown(bout))
        kept = self._share_kept(bout)
        return float(explained * done * fitting * kept * _OUT_OF_CHARACTER ** self._missing_signs(bout))

    def _share_explained(self, bout: Bout) -> float:
        """Share of the posture's motion that goes with the signal."""
        trace = bout.candidate.report.trace
        read = [
            (time_s, value)
            for time_s, value in zip(trace.time_s, trace.value, strict=True)
            if value is not None
        ]
        at = self._at([bout.whole_s])
        if len(read) < _FEWEST or at.sum() < _FEWEST:
            return 0.0
        signal = np.interp(self._postures.time_s[at], *np.array(read).T)
        places = self._postures.places[at]
        bins = np.digitize(signal, np.quantile(signal, np.linspace(0, 1, _BINS + 1)[1:-1]))
        if bout.candidate.movement.kind is Kind.FLOW:  # what goes round comes back another way
            bins += _BINS * (np.gradient(signal) > 0)
        left = sum(_spread(places[bins == number]) for number in np.unique(bins))
        return max(1 - left / max(_spread(places), 1e-9), 0.0)

    def _stillness(self, bout: Bout) -> float:
        """1 where no joint moves during a hold; taking and leaving the position, and shifting in it now and
        then, have no say.
        """
        held = [self._postures.places[self._at([part])] for span in bout.held_s for part in _parts(span)]
        strayed = [_strays(places) for places in held if len(places)]
        if not strayed:
            return 0.0
        wavering = np.percentile(np.concatenate(strayed), _MOST_OF_THE_TIME)
        share = length_s(bout.held_s) / bout.lasted_s
        return float(np.sqrt(min(share, 1.0)) / (1 + (wavering / _STILL_TORSOS) ** 2))

    def _share_shown(self, bout: Bout) -> float:
        """Share of the position that was seen and not taken on trust."""
        shown = np.array(self._shown[bout.candidate.movement.id])[self._looks(bout)]
        return float(shown.mean()) if len(shown) else 0.0

    def _share_kept(self, bout: Bout) -> float:
        """Share of the time in which nothing spoke against the position."""
        kept = np.array(self._in_position[bout.candidate.movement.id])[self._looks(bout)]
        return float(kept.mean()) if len(kept) else 0.0

    def _looks(self, bout: Bout) -> NDArray[np.bool_]:
        looked_s = np.array(self._looked_s)
        margin_s = _LOOKED_AT_S  # a bout may lie between two looks
        return np.asarray((looked_s >= bout.start_s - margin_s) & (looked_s <= bout.end_s + margin_s))

    def _missing_signs(self, bout: Bout) -> int:
        """How many signs of a movement do not show in a bout."""
        lacking = int(bout.candidate.one_sided(bout))
        signs = bout.candidate.movement.recognised_by
        if not signs:
            return lacking
        values = np.array(self._signs[bout.candidate.movement.id])[self._looks(bout)]
        for sign, shown in zip(signs, values.T, strict=True):
            known = shown[np.isfinite(shown)]
            lacking += bool(len(known)) and not sign.limit.met(float(np.median(known)))
        return lacking

    def _at(self, spans: Sequence[Span]) -> NDArray[np.bool_]:
        time_s = self._postures.time_s
        within = [(time_s >= start_s) & (time_s <= end_s) for start_s, end_s in spans]
        return np.asarray(np.any(within, axis=0) & self._whole)

    def _look(self, track: Track, plumb: PlumbLine | None, movements: Sequence[Movement]) -> Postures:
        """Look at the positions now and then; gives the postures in between as well."""
        observer, postures = Observer(track.frame_size_px, plumb), PosturesBuilder()
        next_s = -np.inf
        for time_s, pose in track:
            body = observer.observe(pose, time_s)
            if body is None:
                continue
            postures.add(body, time_s)
            if time_s >= next_s:
                next_s = time_s + _LOOKED_AT_S
                self._looked_s.append(time_s)
                for movement in movements:
                    self._look_for(movement, body, observer.stance.sides)
        return postures.build()

    def _look_for(self, movement: Movement, body: Body, sides: tuple[Side, ...]) -> None:
        values = [_value(condition, body, sides) for condition in movement.position]
        self._shown[movement.id].append(float(np.isfinite(values).mean()) if values else 1.0)
        broken = any(
            condition.limit.broken(value) for condition, value in zip(movement.position, values, strict=True)
        )
        self._in_position[movement.id].append(not broken)
        if movement.recognised_by:
            values = [sign.measure.of(body, sides[0]) for sign in movement.recognised_by]
            self._signs[movement.id].append(values)


def _value(condition: Condition, body: Body, sides: tuple[Side, ...]) -> float:
    value, visibility = read(condition.measure, body, sides)
    return value if visibility >= COUNTED_VISIBILITY else np.nan


def _parts(span: Span) -> list[Span]:
    """A span cut into equal parts of a few seconds."""
    count = max(round((span[1] - span[0]) / _STILL_FOR_S), 1)
    ends = np.linspace(*span, count + 1).tolist()
    return list(pairwise(ends))


def _strays(places: Array) -> Array:
    """How far the joint that strays most is from its usual place, at each moment."""
    off = (places - np.median(places, axis=0)).reshape(len(places), -1, 2)
    return np.asarray(np.hypot(off[..., 0], off[..., 1]).max(axis=1))


def _spread(places: Array) -> float:
    """Sum of the squared distances from the middle."""
    return float(((places - places.mean(axis=0)) ** 2).sum()) if len(places) else 0.0
