"""Bouts: repetitions, or stretches of a hold, that follow one another, as one movement's coach finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from exercises.coach import Coach
from exercises.hold_set import NOT_IN_POSITION, UNSEEN
from exercises.movement import Kind, Movement, Sides
from exercises.observation import Observation
from exercises.report import CoachedSet
from exercises.verdict import Result
from vision.geometry import PlumbLine
from vision.track import Track

Span = tuple[float, float]

REST_S: Final = 10.0  # guess: rest between repetitions; a person who pauses longer begins another set
SIDES_CHANGED_S: Final = 20.0  # guess: longest rest between a stretch on one side and one on the other
LEAST_HOLD_S: Final = 2.0  # guess: a position that is only passed through takes less
_LEAST_TIMED_S: Final = 6.0  # guess: the article asks for 30 to 60 s of rolling
_FEWEST_CYCLES: Final = 3  # guess: a flow takes its size from the person, so a single cycle may be anything
_FEWEST_IN_TURN: Final = 2  # guess: fewer repetitions do not show whether sides take turns
_POINTS: Final = {Result.OK: 1.0, Result.FAULT: 0.0, Result.NOT_JUDGED: 0.5}  # guess


@dataclass(frozen=True, slots=True)
class Bout:
    """Repetitions, or stretches of a hold, that follow one another."""

    candidate: Candidate
    spans_s: tuple[Span, ...]

    @property
    def start_s(self) -> float:
        """When it began, in media time."""
        return self.spans_s[0][0]

    @property
    def end_s(self) -> float:
        """When it ended, in media time."""
        return max(end_s for _, end_s in self.spans_s)

    @property
    def lasted_s(self) -> float:
        """How long the person moved or held, without the rests."""
        return length_s(self.spans_s)

    @property
    def held_s(self) -> Sequence[Span]:
        """When a hold was good, or when it was held at all where it never was good."""
        hold = self.candidate.report.hold
        assert hold is not None
        well = [
            (span.start_s, span.end_s)
            for span in hold.spans
            if overlap_s((span.start_s, span.end_s), self.whole_s) > 0
            and span.end_s - span.start_s >= LEAST_HOLD_S
        ]
        return well or self.spans_s

    def within(self, other: Bout) -> Bout | None:
        """The part of it that falls into another one, None where no part does."""
        return self._of([span for span in self.spans_s if overlap_s(span, other.whole_s) > 0])

    def without(self, other: Bout) -> list[Bout]:
        """What is left of it before and after another one."""
        before = [span for span in self.spans_s if span[1] <= other.start_s]
        after = [span for span in self.spans_s if span[0] >= other.end_s]
        return [part for spans in (before, after) if (part := self._of(spans)) is not None]

    @property
    def whole_s(self) -> Span:
        """When it began and ended, in media time."""
        return self.start_s, self.end_s

    def _of(self, spans: list[Span]) -> Bout | None:
        return replace(self, spans_s=tuple(spans)) if spans else None


class Candidate:
    """A recording as the coach of one movement sees it."""

    def __init__(self, movement: Movement, report: CoachedSet) -> None:
        self.movement, self.report = movement, report
        self.is_hold = movement.kind.is_hold
        rest_s = SIDES_CHANGED_S if self.is_hold else REST_S
        spans = _group(_spans(report), rest_s)
        self.bouts = [Bout(self, together) for together in spans if self._enough(together)]

    def _enough(self, spans: tuple[Span, ...]) -> bool:
        """Whether the spans are enough to be a bout of this movement."""
        if self.movement.kind is Kind.FLOW:
            return len(spans) >= _FEWEST_CYCLES
        return self.movement.kind is not Kind.TIMED or length_s(spans) >= _LEAST_TIMED_S

    def failed(self, bout: Bout) -> int:
        """How many attempts within a bout did not count, on the sides that have repetitions in it."""
        done = {rep.side for rep in self.report.reps if bout.start_s <= rep.peak_s <= bout.end_s}
        return sum(
            attempt.side in done and bout.start_s <= attempt.peak_s <= bout.end_s
            for attempt in self.report.attempts
        )

    def one_sided(self, bout: Bout) -> bool:
        """Whether a movement whose sides take turns was done on one side alone, often enough to tell."""
        sides = [rep.side for rep in self.report.reps if bout.start_s <= rep.peak_s <= bout.end_s]
        return (
            self.movement.sides is Sides.ALTERNATING
            and len(sides) >= _FEWEST_IN_TURN
            and len(set(sides)) == 1
        )

    def form(self, whole_s: Span) -> float:
        """How good the judgements within a span of time were, 0..1; one that was withheld is half good. A
        hold is judged over all of it, whatever the span.
        """
        verdicts = [
            verdict
            for rep in self.report.reps
            if whole_s[0] <= rep.peak_s <= whole_s[1]
            for verdict in rep.verdicts
        ] or list(self.report.verdicts)
        points = sum(_POINTS[verdict.result] for verdict in verdicts)
        return (points + 1) / (len(verdicts) + 1)


def candidates_in(track: Track, movements: Sequence[Movement], plumb: PlumbLine | None) -> list[Candidate]:
    """Coach a track as each of these movements; it is observed once for all of them.

    `plumb` is as for Coach.
    """
    observation = Observation(track.frame_size_px, plumb)
    coaches = [Coach(movement, track.frame_size_px) for movement in movements]
    for time_s, pose in track:
        for moment in observation.update(pose, time_s):
            for coach in coaches:
                coach.take(moment)
    for moment in observation.finish():
        for coach in coaches:
            coach.take(moment)
    return [Candidate(coach.movement, coach.end()) for coach in coaches]


def _spans(report: CoachedSet) -> list[Span]:
    """When there were repetitions, when a position was held, well or badly, or when a timed movement was
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
        *((p.start_s, p.end_s) for p in pauses if p.end_s is not None),
    ]
    return [span for span in _join(sorted(held)) if span[1] - span[0] >= LEAST_HOLD_S]


def _join(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start_s, end_s in spans:
        if joined and start_s <= joined[-1][1] + 1e-6:
            joined[-1] = (joined[-1][0], max(end_s, joined[-1][1]))
        else:
            joined.append((start_s, end_s))
    return joined


def _group(spans: Sequence[Span], rest_s: float) -> list[tuple[Span, ...]]:
    """Spans with no long rest between them."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span[0] - max(end_s for _, end_s in groups[-1]) <= rest_s:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [tuple(group) for group in groups]


def length_s(spans: Sequence[Span]) -> float:
    """How long spans last together; time that several of them share counts once."""
    return sum(end_s - start_s for start_s, end_s in _join(sorted(spans)))


def overlap_s(a: Span, b: Span) -> float:
    """How long two spans overlap; the time between them, as a negative number, where they do not."""
    return min(a[1], b[1]) - max(a[0], b[0])
