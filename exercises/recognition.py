"""Which movements of the catalogue a recording holds, and from when to when.

The catalogue itself is the classifier. Every movement's coach looks at the whole recording; what it counts or
times are bouts. A bout is the better proof of its movement the more of the posture's motion its signal
explains (of a hold, the stiller it is), the fewer attempts failed, the more of its position was seen and
kept, and the better its form. The best bout is taken, and the sooner the longer it is; what overlaps it is
dropped, and so on: what is left are the sets.

Movements that no pose tells apart say so themselves (`Movement.looks_like`) and are answered by the one they
look like. Those that differ in posture but not in what is counted carry it as `Movement.recognised_by`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exercises.any_movement import postures_of
from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, Body, Side
from exercises.catalogue import MOVEMENTS
from exercises.coach import Coach
from exercises.hold_set import NOT_IN_POSITION, UNSEEN
from exercises.judging import Result
from exercises.movement import Condition, Kind, Movement, Sides
from exercises.observer import Observer, Stance
from exercises.reading import read
from exercises.report import CoachedSet
from vision.geometry import PlumbLine
from vision.track import Track

Array = NDArray[np.float64]
Span = tuple[float, float]

_FPS: Final = 15.0  # measured: counts are the same at 15, 30 and 60 frames a second
_LOOKED_AT_S: Final = 0.5  # guess: postures change slowly; enough to rule out what they never come near to
_LEAST_IN_POSITION: Final = 2  # moments
REST_S: Final = 10.0  # guess: between repetitions of a set; who pauses longer begins another
SIDES_CHANGED_S: Final = 20.0  # guess: from a stretch of one side to that of the other
_LEAST_HOLD_S: Final = 2.0  # guess: a position passed through is none that is held
_SLIGHT_HOLD_S: Final = 5.0  # guess: no stretch of the article is shorter than 15 s
_STILL_TORSOS: Final = 0.2  # guess: of the joint that moves most; a row moves the hands by twice as much
_STILL_FOR_S: Final = 3.0  # guess: nothing of the catalogue is repeated as slowly as would look still so long
_MOST_OF_THE_TIME: Final = 75  # guess: percentile; the rest is taking the position and leaving it
_POINTS: Final = {Result.OK: 1.0, Result.FAULT: 0.0, Result.NOT_JUDGED: 0.5}  # guess
_TIMED: Final = 0.5  # guess: whatever else fits is the better guess
_OUT_OF_CHARACTER: Final = 0.3  # guess: for each sign that a bout does not show
_LONE_EXPLAINS: Final = 0.5  # guess: of the motion; a single repetition may be anything
_BINS: Final = 8  # of the signal
_FEWEST: Final = 10  # moments, to say how motion goes with a signal
LEAST_EVIDENCE: Final = 0.3  # measured: bouts of wrong movements reach 0.2 where the right one is not known
_UNHEARD_OF: Final = 0.05  # guess: evidence for a movement that the catalogue lacks
_FEWEST_CYCLES: Final = 3  # guess: of a flow, whose size is the person's own; one may be anything
_FEWEST_IN_TURN: Final = 2  # guess
_LEAST_TIMED_S: Final = 6.0  # guess: the article rolls for 30 to 60 s
_MARGIN_S: Final = 3.0  # kept before and after a set: what a coach needs to see of the rest


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
        """Below 0.5 where the second guess is as good, near 1 where there is none."""
        best, *others = (guess.evidence for guess in self.guesses)
        return best / (best + max(others, default=0.0) + _UNHEARD_OF)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The sets of a recording in order of time, and where there are none what came nearest."""

    sets: tuple[FoundSet, ...]
    nearest: tuple[Movement, ...]


def lookalikes(movement: Movement) -> list[Movement]:
    """The other movements of the catalogue that no pose tells from this one."""
    return [other for other in MOVEMENTS.values() if other.looks_like == movement.id]


def recognise(track: Track, plumb: PlumbLine | None = None) -> Recognition:
    """Find the sets in a track; `plumb` as the coach takes it."""
    track = _thinned(track)
    candidates = [movement for movement in MOVEMENTS.values() if movement.looks_like is None]
    seen = _Seen(track, plumb, candidates)
    return _recognised(
        track, seen, [_Tried(movement, track, plumb) for movement in candidates if seen.near(movement)]
    )


def _recognised(track: Track, seen: _Seen, tried: Sequence[_Tried]) -> Recognition:
    sets: list[_Set] = []
    left = [bout for one in tried for bout in one.bouts]
    while left:
        bout = max(left, key=seen.rank)
        left.remove(bout)
        if seen.evidence(bout) < LEAST_EVIDENCE or _on_the_way(bout, [taken for taken, _ in sets]):
            continue
        bout, guesses = _best(bout, tried, seen)
        sets.append((bout, guesses))
        left = [part for other in left for part in other.without(bout)]
    asked_something = [one for one in tried if one.movement.kind is not Kind.TIMED]
    nearest = sorted(asked_something, key=seen.nearness, reverse=True)
    return Recognition(_apart(_merged(sets), track), tuple(one.movement for one in nearest[:2]))


# --- bouts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bout:
    """Repetitions, or stretches of a hold, that follow one another."""

    tried: _Tried
    spans_s: tuple[Span, ...]

    @property
    def start_s(self) -> float:
        return self.spans_s[0][0]

    @property
    def end_s(self) -> float:
        return max(end_s for _, end_s in self.spans_s)

    @property
    def lasted_s(self) -> float:
        """How long was moved or held, without the rests."""
        return _length_s(self.spans_s)

    @property
    def held_s(self) -> Sequence[Span]:
        """Of a hold, when it was held well, or where it never was, held at all."""
        hold = self.tried.report.hold
        assert hold is not None
        well = [
            (span.start_s, span.end_s)
            for span in hold.spans
            if _overlap_s((span.start_s, span.end_s), self.whole_s) > 0
            and span.end_s - span.start_s >= _LEAST_HOLD_S
        ]
        return well or self.spans_s

    def within(self, other: _Bout) -> _Bout | None:
        """The part of it that falls into another one."""
        return self._of([span for span in self.spans_s if _overlap_s(span, other.whole_s) > 0])

    def without(self, other: _Bout) -> list[_Bout]:
        """What is left of it before and after another one."""
        before = [span for span in self.spans_s if span[1] <= other.start_s]
        after = [span for span in self.spans_s if span[0] >= other.end_s]
        return [part for spans in (before, after) if (part := self._of(spans)) is not None]

    @property
    def whole_s(self) -> Span:
        return self.start_s, self.end_s

    def _of(self, spans: list[Span]) -> _Bout | None:
        return replace(self, spans_s=tuple(spans)) if spans else None


_Set = tuple[_Bout, tuple[Guess, ...]]


class _Tried:
    """A recording as one movement sees it."""

    def __init__(self, movement: Movement, track: Track, plumb: PlumbLine | None) -> None:
        self.movement = movement
        coach = Coach(movement, track.frame_size_px, plumb=plumb)
        for time_s, pose in track:
            coach.update(pose, time_s)
        self.report = coach.end()
        self.is_hold = movement.kind.is_hold
        self._group()

    def _group(self) -> None:
        rest_s = SIDES_CHANGED_S if self.movement.kind.is_hold else REST_S
        spans = _grouped(_spans(self.report), rest_s)
        self.bouts = [_Bout(self, together) for together in spans if self._enough(together)]

    def _enough(self, spans: tuple[Span, ...]) -> bool:
        """Whether that much of it is something at all."""
        if self.movement.kind is Kind.FLOW:
            return len(spans) >= _FEWEST_CYCLES
        return self.movement.kind is not Kind.TIMED or _length_s(spans) >= _LEAST_TIMED_S

    def failed(self, bout: _Bout) -> int:
        """Attempts within a bout that were no repetitions, on the sides that did any."""
        done = {rep.side for rep in self.report.reps if bout.start_s <= rep.peak_s <= bout.end_s}
        return sum(
            attempt.side in done and bout.start_s <= attempt.peak_s <= bout.end_s
            for attempt in self.report.attempts
        )

    def one_sided(self, bout: _Bout) -> bool:
        """Whether what is done on either side in turn was done on one alone, and often enough to tell."""
        sides = [rep.side for rep in self.report.reps if bout.start_s <= rep.peak_s <= bout.end_s]
        return (
            self.movement.sides is Sides.ALTERNATING
            and len(sides) >= _FEWEST_IN_TURN
            and len(set(sides)) == 1
        )

    def form(self, whole_s: Span) -> float:
        """How good the judgements within a span of time were, 0..1; one that was withheld is half good. Those
        of a hold are of all of it.
        """
        verdicts = [
            verdict
            for rep in self.report.reps
            if whole_s[0] <= rep.peak_s <= whole_s[1]
            for verdict in rep.verdicts
        ] or list(self.report.verdicts)
        points = sum(_POINTS[verdict.result] for verdict in verdicts)
        return (points + 1) / (len(verdicts) + 1)


def _spans(report: CoachedSet) -> list[Span]:
    """When there were repetitions, or a position was held, be it well or badly; of what is timed, when it was
    done.
    """
    if not report.movement.kind.is_hold:
        return sorted(
            (rep.start_s, rep.end_s if rep.end_s is not None else rep.peak_s) for rep in report.reps
        )
    if report.hold is None:
        return []
    timed = report.movement.kind is Kind.TIMED
    pauses = [p for p in report.hold.pauses if not timed and p.reason not in (NOT_IN_POSITION, UNSEEN)]
    held = [
        *((span.start_s, span.end_s) for span in report.hold.spans),
        *((pause.start_s, pause.end_s) for pause in pauses),
    ]
    return [span for span in _joined(sorted(held)) if span[1] - span[0] >= _LEAST_HOLD_S]


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start_s, end_s in spans:
        if joined and start_s <= joined[-1][1] + 1e-6:
            joined[-1] = (joined[-1][0], max(end_s, joined[-1][1]))
        else:
            joined.append((start_s, end_s))
    return joined


def _grouped(spans: Sequence[Span], rest_s: float) -> list[tuple[Span, ...]]:
    """Spans with no long rest between them."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span[0] - max(end_s for _, end_s in groups[-1]) <= rest_s:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [tuple(group) for group in groups]


def _length_s(spans: Sequence[Span]) -> float:
    return sum(end_s - start_s for start_s, end_s in _joined(sorted(spans)))


def _overlap_s(a: Span, b: Span) -> float:
    return min(a[1], b[1]) - max(a[0], b[0])


# --- what was seen ----------------------------------------------------------------------------------------


class _Seen:
    """Postures and signs of a recording, apart from any movement."""

    def __init__(self, track: Track, plumb: PlumbLine | None, movements: Sequence[Movement]) -> None:
        self._postures = postures_of(track, plumb)
        self._whole = np.isfinite(self._postures.places).all(axis=1)
        self._in_position: dict[str, list[bool]] = {movement.id: [] for movement in movements}
        self._looked_s: list[float] = []
        self._shown: dict[str, list[float]] = {movement.id: [] for movement in movements}
        self._signs: dict[str, list[list[float]]] = {m.id: [] for m in movements if m.recognised_by}
        self._look(track, plumb, movements)

    def near(self, movement: Movement) -> bool:
        """Whether the position of a movement was taken at all."""
        return sum(self._in_position[movement.id]) >= _LEAST_IN_POSITION

    def nearness(self, tried: _Tried) -> tuple[float, int, int]:
        """What to order movements by of which none is convincing."""
        best = max(map(self.evidence, tried.bouts), default=0.0)
        return best, len(tried.report.attempts), sum(self._in_position[tried.movement.id])

    def rank(self, bout: _Bout) -> float:
        """Evidence, less sure where it rests on little, a single repetition or a short hold; and the more of
        the recording it explains, the better.
        """
        amount = bout.lasted_s / _LEAST_HOLD_S if bout.tried.is_hold else len(bout.spans_s)
        return self.evidence(bout) * float(np.sqrt(bout.lasted_s)) * amount / (amount + 1)

    def evidence(self, bout: _Bout) -> float:
        """How well a movement explains a bout, 0..1."""
        tried = bout.tried
        done = len(bout.spans_s) / (len(bout.spans_s) + tried.failed(bout))
        explained = self._stillness(bout) if tried.is_hold else self._explained(bout)
        if not tried.is_hold and len(bout.spans_s) == 1 and explained < _LONE_EXPLAINS:
            return 0.0
        if tried.movement.kind is Kind.TIMED:
            explained = min(explained, _TIMED)
        fitting = np.sqrt(tried.form(bout.whole_s) * self._position_shown(bout))
        kept = self._position_kept(bout)
        return float(explained * done * fitting * kept * _OUT_OF_CHARACTER ** self._lacking(bout))

    def _explained(self, bout: _Bout) -> float:
        """Share of the posture's motion that goes with the signal."""
        trace = bout.tried.report.trace
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
        if bout.tried.movement.kind is Kind.FLOW:  # what goes round comes back another way
            bins += _BINS * (np.gradient(signal) > 0)
        left = sum(_spread(places[bins == number]) for number in np.unique(bins))
        return max(1 - left / max(_spread(places), 1e-9), 0.0)

    def _stillness(self, bout: _Bout) -> float:
        """1 where no joint moves during a hold; taking and leaving the position, and shifting in it now and
        then, has no say.
        """
        held = [self._postures.places[self._at([part])] for span in bout.held_s for part in _parts(span)]
        strayed = [_strayed(places) for places in held if len(places)]
        if not strayed:
            return 0.0
        wavering = np.percentile(np.concatenate(strayed), _MOST_OF_THE_TIME)
        share = _length_s(bout.held_s) / bout.lasted_s
        return float(np.sqrt(min(share, 1.0)) / (1 + (wavering / _STILL_TORSOS) ** 2))

    def _position_shown(self, bout: _Bout) -> float:
        """Share of the position that was seen and not taken on trust."""
        shown = np.array(self._shown[bout.tried.movement.id])[self._looks(bout)]
        return float(shown.mean()) if len(shown) else 0.0

    def _position_kept(self, bout: _Bout) -> float:
        """Share of the time in which nothing spoke against the position."""
        kept = np.array(self._in_position[bout.tried.movement.id])[self._looks(bout)]
        return float(kept.mean()) if len(kept) else 0.0

    def _looks(self, bout: _Bout) -> NDArray[np.bool_]:
        looked_s = np.array(self._looked_s)
        margin_s = _LOOKED_AT_S  # a bout may lie between two looks
        return np.asarray((looked_s >= bout.start_s - margin_s) & (looked_s <= bout.end_s + margin_s))

    def _lacking(self, bout: _Bout) -> int:
        """How many signs of a movement do not show in a bout."""
        lacking = int(bout.tried.one_sided(bout))
        signs = bout.tried.movement.recognised_by
        if not signs:
            return lacking
        values = np.array(self._signs[bout.tried.movement.id])[self._looks(bout)]
        for sign, shown in zip(signs, values.T, strict=True):
            known = shown[np.isfinite(shown)]
            lacking += bool(len(known)) and not sign.limit.met(float(np.median(known)))
        return lacking

    def _at(self, spans: Sequence[Span]) -> NDArray[np.bool_]:
        time_s = self._postures.time_s
        within = [(time_s >= start_s) & (time_s <= end_s) for start_s, end_s in spans]
        return np.asarray(np.any(within, axis=0) & self._whole)

    def _look(self, track: Track, plumb: PlumbLine | None, movements: Sequence[Movement]) -> None:
        observer = Observer(track.frame_size_px, plumb)
        next_s = -np.inf
        for time_s, pose in track:
            body = observer.observe(pose, time_s)
            if body is None or time_s < next_s:
                continue
            next_s = time_s + _LOOKED_AT_S
            sides = _sides(observer.stance)
            self._looked_s.append(time_s)
            for movement in movements:
                values = [_value(condition, body, sides) for condition in movement.position]
                self._shown[movement.id].append(float(np.isfinite(values).mean()) if values else 1.0)
                broken = any(
                    condition.limit.broken(value)
                    for condition, value in zip(movement.position, values, strict=True)
                )
                self._in_position[movement.id].append(not broken)
                if movement.recognised_by:
                    values = [sign.measure.of(body, sides[0]) for sign in movement.recognised_by]
                    self._signs[movement.id].append(values)


def _sides(stance: Stance) -> tuple[Side, ...]:
    return (stance.near_side,) if stance.side_on else BOTH_SIDES


def _value(condition: Condition, body: Body, sides: tuple[Side, ...]) -> float:
    value, visibility = read(condition.measure, body, sides)
    return value if visibility >= COUNTED_VISIBILITY else np.nan


def _parts(span: Span) -> list[Span]:
    """A span cut into equal parts of a few seconds."""
    count = max(round((span[1] - span[0]) / _STILL_FOR_S), 1)
    ends = np.linspace(*span, count + 1).tolist()
    return list(pairwise(ends))


def _strayed(places: Array) -> Array:
    """For each moment, how far the joint is off that is furthest from where it is most of the time."""
    off = (places - np.median(places, axis=0)).reshape(len(places), -1, 2)
    return np.asarray(np.hypot(off[..., 0], off[..., 1]).max(axis=1))


def _spread(places: Array) -> float:
    """Sum of the squared distances from the middle."""
    return float(((places - places.mean(axis=0)) ** 2).sum()) if len(places) else 0.0


# --- sets -------------------------------------------------------------------------------------------------


def _on_the_way(bout: _Bout, taken: Sequence[_Bout]) -> bool:
    """Whether a bout is but taking or leaving the position of a set: a row begins and ends as a deadlift."""
    slight = bout.lasted_s < _SLIGHT_HOLD_S if bout.tried.is_hold else len(bout.spans_s) == 1
    return slight and any(-_overlap_s(bout.whole_s, one.whole_s) <= REST_S for one in taken)


def _best(taken: _Bout, tried: Iterable[_Tried], seen: _Seen) -> tuple[_Bout, tuple[Guess, ...]]:
    """What explains a bout best, and all that it may be, by how much of it they explain and how well."""
    found = []
    for one in tried:
        parts = [part for bout in one.bouts if (part := bout.within(taken)) is not None]
        explained = [(seen.evidence(part) * min(part.lasted_s / taken.lasted_s, 1.0), part) for part in parts]
        if explained:
            found.append(max(explained, key=lambda pair: pair[0]))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return found[0][1], tuple(Guess(bout.tried.movement, evidence) for evidence, bout in found)


def _merged(sets: Sequence[_Set]) -> list[_Set]:
    """Stretches of one movement that follow one another without a long rest are one set."""
    merged: list[_Set] = []
    for bout, guesses in sorted(sets, key=lambda one: one[0].start_s):
        last = merged[-1][0] if merged else None
        rest_s = SIDES_CHANGED_S if bout.tried.is_hold else REST_S
        if last is not None and last.tried is bout.tried and bout.start_s - last.end_s <= rest_s:
            longer = max((merged[-1], (bout, guesses)), key=lambda one: one[0].lasted_s)[1]
            merged[-1] = (replace(last, spans_s=(*last.spans_s, *bout.spans_s)), longer)
        else:
            merged.append((bout, guesses))
    return merged


def _apart(sets: Sequence[_Set], track: Track) -> tuple[FoundSet, ...]:
    """Sets in order, each with the rest around it, as far as it does not belong to the next one."""
    ordered = sorted(sets, key=lambda one: one[0].start_s)
    first_s, last_s = (float(track.time_s[0]), float(track.time_s[-1])) if len(track) else (0.0, 0.0)
    ends = [first_s, *((a[0].end_s + b[0].start_s) / 2 for a, b in pairwise(ordered)), last_s]
    return tuple(
        FoundSet(max(bout.start_s - _MARGIN_S, before_s), min(bout.end_s + _MARGIN_S, after_s), guesses)
        for (bout, guesses), before_s, after_s in zip(ordered, ends, ends[1:], strict=False)
    )


def _thinned(track: Track) -> Track:
    """As many frames as counting needs."""
    kept, last = [], -np.inf
    for i, time_s in enumerate(track.time_s.tolist()):
        if time_s - last >= 1 / _FPS - 1e-3:
            kept.append(i)
            last = time_s
    return track.frames(np.array(kept, int))
