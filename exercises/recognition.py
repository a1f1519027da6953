"""Which movements of the catalogue a recording holds, and from when to when.

The catalogue itself is the classifier. Every movement's coach looks at the whole recording; what it counts or
times are bouts. A bout is the better proof of its movement the more of the posture's motion its signal
explains (of a hold, the stiller it is), the fewer attempts failed, the more of its position was seen and
kept, and the better its form. Bouts are taken from the best to the worst that is good enough, where a longer
one comes sooner; whatever overlaps one that was taken is dropped. Those taken are the sets.

Movements that no pose tells apart say so themselves (`Movement.looks_like`), and the one that they look like
stands for them all. Those that differ in posture but not in what is counted say how in
`Movement.recognised_by`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from exercises.bouts import REST_S, SIDES_CHANGED_S, Bout, Candidate, candidates_in, overlap_s
from exercises.catalogue import all_movements
from exercises.explanation import Explanation
from exercises.movement import Kind, Movement
from vision.geometry import PlumbLine
from vision.track import Track

_FPS: Final = 15.0  # measured: counts are the same at 15, 30 and 60 frames a second
_SLIGHT_HOLD_S: Final = 5.0  # guess: no stretch of the article is shorter than 15 s
LEAST_EVIDENCE: Final = 0.3  # measured: bouts of wrong movements reach 0.2 where the right one is not known
_UNHEARD_OF: Final = 0.05  # guess: evidence for a movement that the catalogue lacks
_MARGIN_S: Final = 3.0  # kept before and after a set, because a coach needs to see some of the rest


@dataclass(frozen=True, slots=True)
class Guess:
    """A movement that a stretch may be; `evidence` 0..1 is how well it explains what was seen."""

    movement: Movement
    evidence: float


@dataclass(frozen=True, slots=True)
class FoundSet:
    """One set of a recording in media time, with some rest around it. The best guess comes first."""

    start_s: float
    end_s: float
    guesses: tuple[Guess, ...]

    @property
    def movement(self) -> Movement:
        """What it most likely is."""
        return self.guesses[0].movement

    @property
    def sureness(self) -> float:
        """How sure the best guess is, 0..1: below 0.5 where the second is as good, near 1 without one."""
        best, *others = (guess.evidence for guess in self.guesses)
        return best / (best + max(others, default=0.0) + _UNHEARD_OF)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The sets of a recording in order of time, and the movements that came nearest (two at most), for a
    recording without sets.
    """

    sets: tuple[FoundSet, ...]
    nearest: tuple[Movement, ...]


def lookalikes(movement: Movement) -> list[Movement]:
    """The other known movements that no pose tells from this one."""
    return [other for other in all_movements().values() if other.looks_like == movement.id]


def recognise(track: Track, plumb: PlumbLine | None = None) -> Recognition:
    """Find the sets in a track; `plumb` is as for Coach."""
    track = _thin(track)
    movements = [movement for movement in all_movements().values() if movement.looks_like is None]
    explanation = Explanation(track, plumb, movements)
    candidates = candidates_in(track, [one for one in movements if explanation.near(one)], plumb)
    return _choose(track, explanation, candidates)


def _choose(track: Track, explanation: Explanation, candidates: Sequence[Candidate]) -> Recognition:
    sets: list[_Set] = []
    left = [bout for one in candidates for bout in one.bouts]
    while left:
        bout = max(left, key=explanation.rank)
        left.remove(bout)
        if explanation.of(bout) < LEAST_EVIDENCE or _on_the_way(bout, [taken for taken, _ in sets]):
            continue
        bout, guesses = _explain_best(bout, candidates, explanation)
        sets.append((bout, guesses))
        left = [part for other in left for part in other.without(bout)]
    asked_something = [one for one in candidates if one.movement.kind is not Kind.TIMED]
    nearest = sorted(asked_something, key=explanation.nearness, reverse=True)
    return Recognition(_set_apart(_merge(sets), track), tuple(one.movement for one in nearest[:2]))


_Set = tuple[Bout, tuple[Guess, ...]]


def _on_the_way(bout: Bout, taken: Sequence[Bout]) -> bool:
    """Whether a bout only takes or leaves the position of a set: a row begins and ends as a deadlift."""
    slight = bout.lasted_s < _SLIGHT_HOLD_S if bout.candidate.is_hold else len(bout.spans_s) == 1
    return slight and any(-overlap_s(bout.whole_s, one.whole_s) <= REST_S for one in taken)


def _explain_best(taken: Bout, candidates: Iterable[Candidate], explanation: Explanation) -> _Set:
    """The bout that explains a taken one best, and guesses, by how much of it they explain and how well."""
    found = []
    for one in candidates:
        parts = [part for bout in one.bouts if (part := bout.within(taken)) is not None]
        explained = [
            (explanation.of(part) * min(part.lasted_s / taken.lasted_s, 1.0), part) for part in parts
        ]
        if explained:
            found.append(max(explained, key=lambda pair: pair[0]))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return found[0][1], tuple(Guess(bout.candidate.movement, share) for share, bout in found)


def _merge(sets: Sequence[_Set]) -> list[_Set]:
    """Stretches of one movement that follow one another without a long rest are one set."""
    merged: list[_Set] = []
    for bout, guesses in sorted(sets, key=lambda one: one[0].start_s):
        last = merged[-1][0] if merged else None
        rest_s = SIDES_CHANGED_S if bout.candidate.is_hold else REST_S
        if last is not None and last.candidate is bout.candidate and bout.start_s - last.end_s <= rest_s:
            longer = max((merged[-1], (bout, guesses)), key=lambda one: one[0].lasted_s)[1]
            merged[-1] = (replace(last, spans_s=(*last.spans_s, *bout.spans_s)), longer)
        else:
            merged.append((bout, guesses))
    return merged


def _set_apart(sets: Sequence[_Set], track: Track) -> tuple[FoundSet, ...]:
    """Sets in order, each with the rest around it, as far as it does not belong to the next one."""
    ordered = sorted(sets, key=lambda one: one[0].start_s)
    first_s, last_s = (float(track.time_s[0]), float(track.time_s[-1])) if len(track) else (0.0, 0.0)
    ends = [first_s, *((a[0].end_s + b[0].start_s) / 2 for a, b in pairwise(ordered)), last_s]
    return tuple(
        FoundSet(max(bout.start_s - _MARGIN_S, before_s), min(bout.end_s + _MARGIN_S, after_s), guesses)
        for (bout, guesses), before_s, after_s in zip(ordered, ends, ends[1:], strict=False)
    )


def _thin(track: Track) -> Track:
    """The track with only as many frames as counting needs."""
    kept, last = [], -np.inf
    for i, time_s in enumerate(track.time_s.tolist()):
        if time_s - last >= 1 / _FPS - 1e-3:
            kept.append(i)
            last = time_s
    return track.frames(np.array(kept, int))
