"""All figures of real people, each with the number of samples it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Final, TypeVar

import numpy as np

from benchmarks.accuracy.statistics import Share
from benchmarks.real_people.coaching import Coached, Judged, coach_sample, readings_of, runs
from benchmarks.real_people.folders import PHOTOS, Sample
from benchmarks.real_people.labels import Form, Half
from benchmarks.real_people.readings import Rendered
from exercises.catalogue import MOVEMENTS
from exercises.movement import Check, HoldCheck
from exercises.verdict import Result

_REASONS: Final = 3
_LARGE_CHUNK: Final = 32  # a worker takes so many samples at once, so that handing over costs little

_ONE = TypeVar("_ONE")
_KEY = TypeVar("_KEY", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The 5th, 50th and 95th percentile of n readings."""

    n: int
    low: float
    median: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> Percentiles | None:
        """The percentiles of these values, None when there are no values."""
        return Percentiles(len(values), *np.percentile(values, (5, 50, 95)).tolist()) if values else None


@dataclass(frozen=True, slots=True)
class Positions:
    """How many of n samples were seen, were taken to be in position, and had the clock running."""

    n: int
    seen: int
    in_position: int
    running: int


@dataclass(frozen=True, slots=True)
class PositionRow:
    """Samples of one movement that are labelled alike.

    `halves` holds each half, and under None the samples whose repetitions are split between both.
    `held_share` is the mean share of the time that the clock ran, None for repetitions. `true` is the number
    of repetitions known, `reps` of those counted, and `attempts` of what else was begun; all three are None
    for holds and stills. `faulted` is how many samples were called at least one fault, None where nothing was
    judged. `notice` is what people were told most who were not in position or whose clock stood.
    """

    movement: str
    source: str
    shows: str
    label: str
    halves: Mapping[Half | None, Positions]
    held_share: float | None
    true: int | None
    reps: int | None
    attempts: int | None
    faulted: int | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How often a check came to which result."""

    ok: int
    fault: int
    withheld: int

    @property
    def n(self) -> int:
        """The number of all verdicts."""
        return self.ok + self.fault + self.withheld


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check on people of one source and form.

    `halves` are the verdicts of each half. `reasons` are the commonest reasons for not judging, with how
    often each was given. `rendered` are readings of rendered people in the same form, or in good form where
    nobody labelled the form.
    """

    movement: str
    check: str
    source: str
    form: Form
    halves: Mapping[Half, Verdicts]
    reasons: tuple[tuple[str, int], ...]
    readings: Percentiles | None
    rendered: Percentiles | None

    @property
    def n(self) -> int:
        """The number of verdicts in both halves, judged or not."""
        return sum(half.n for half in self.halves.values())

    @property
    def judged(self) -> bool:
        """Whether any of it was judged."""
        return any(half.ok or half.fault for half in self.halves.values())


@dataclass(frozen=True, slots=True)
class Confused:
    """A hold that photos of other poses were offered to: the share of each class that had its clock run."""

    movement: str
    ran: Share
    classes: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is published."""

    samples: int
    positions: list[PositionRow]
    checks: list[CheckRow]
    confused: list[Confused]
    sets: list[Coached] = field(default_factory=list)


def figures(samples: Iterable[Sample], rendered: Rendered, workers: Executor) -> Figures:
    """Coach all samples, and offer the photos to every hold that they do not show."""
    samples = list(samples)
    own = [one for one in samples if one.movement is not None]
    coached = list(workers.map(coach_sample, (one for one in own if one.coached), chunksize=_LARGE_CHUNK))
    read = workers.map(readings_of, (one for one in own if not one.coached), chunksize=_LARGE_CHUNK)
    judged = [one for sample in coached for one in sample.judged]
    judged += [one for readings in read for one in readings]
    return Figures(
        samples=len(samples),
        positions=_position_rows(coached),
        checks=_checks(judged, rendered),
        confused=_confused([one for one in samples if one.source == PHOTOS], workers),
        sets=[one for one in coached if not one.still],
    )


def _position_rows(coached: Iterable[Coached]) -> list[PositionRow]:
    groups = _grouped(((one.movement, one.source, one.shows, one.label), one) for one in coached)
    ordered = sorted(groups, key=lambda key: (_order(key[0]), *key[1:]))
    return [_position_row(*key, groups[key]) for key in ordered]


def _position_row(movement: str, source: str, shows: str, label: str, group: list[Coached]) -> PositionRow:
    is_hold = MOVEMENTS[movement].kind.is_hold
    of_reps = not is_hold and not group[0].still
    shares = [one.held_share for one in group if one.held_share is not None]
    true = [one.true_reps for one in group if one.true_reps is not None]
    told = Counter(
        one.notice for one in group if one.notice and not (one.running if is_hold else one.in_position)
    )
    return PositionRow(
        movement=movement,
        source=source,
        shows=shows,
        label=label,
        halves={half: _positions(one for one in group if one.half is half) for half in (*Half, None)},
        held_share=float(np.mean(shares)) if shares else None,
        true=sum(true) if of_reps and true else None,
        reps=sum(one.reps for one in group) if of_reps else None,
        attempts=sum(one.attempts for one in group) if of_reps else None,
        faulted=sum(bool(one.faults) for one in group) if is_hold or of_reps else None,
        notice=told.most_common(1)[0][0] if told else None,
    )


def _positions(group: Iterable[Coached]) -> Positions:
    group = list(group)
    return Positions(
        n=len(group),
        seen=sum(one.seen for one in group),
        in_position=sum(one.in_position for one in group),
        running=sum(one.running for one in group),
    )


def _checks(judged: Iterable[Judged], rendered: Rendered) -> list[CheckRow]:
    groups = _grouped(((one.movement, one.check, one.source, one.form), one) for one in judged)
    forms = list(Form)
    ordered = sorted(groups, key=lambda key: (_order(key[0], key[1]), key[2], forms.index(key[3])))
    rows = (_check(*key, groups[key], rendered) for key in ordered)
    return [row for row in rows if row.readings or row.form is not Form.UNSAID or row.judged]


def _check(
    movement: str, check: str, source: str, form: Form, group: list[Judged], rendered: Rendered
) -> CheckRow:
    reasons = Counter(one.reason for one in group if one.reason is not None)
    like = Form.FAULTY if form is Form.FAULTY else Form.GOOD
    return CheckRow(
        movement,
        check,
        source,
        form,
        {half: _verdicts(one for one in group if one.half is half) for half in Half},
        tuple(reasons.most_common(_REASONS)),
        Percentiles.of([one.value for one in group if one.value is not None]),
        Percentiles.of(rendered.get((movement, check, like), [])),
    )


def _verdicts(judged: Iterable[Judged]) -> Verdicts:
    results = Counter(one.result for one in judged)
    return Verdicts(results[Result.OK], results[Result.FAULT], results[Result.NOT_JUDGED])


def _confused(photos: list[Sample], workers: Executor) -> list[Confused]:
    holds = [movement.id for movement in MOVEMENTS.values() if movement.kind.is_hold]
    offers = [(hold, one) for hold in holds for one in photos if one.movement != hold]
    ran = workers.map(
        runs, [one.track for _, one in offers], [hold for hold, _ in offers], chunksize=_LARGE_CHUNK
    )
    groups = _grouped((hold, (one.shows, result)) for (hold, one), result in zip(offers, ran, strict=True))
    return [_confusion(hold, groups[hold]) for hold in holds if hold in groups]


def _confusion(hold: str, offered: list[tuple[str, bool]]) -> Confused:
    by_class = _grouped(offered)
    shares = {shows: Share.that(ran) for shows, ran in by_class.items()}
    wrong = sorted((item for item in shares.items() if item[1].hits), key=lambda item: -item[1].hits)
    return Confused(hold, Share.that(ran for _, ran in offered), tuple(wrong))


def _grouped(pairs: Iterable[tuple[_KEY, _ONE]]) -> dict[_KEY, list[_ONE]]:
    groups: dict[_KEY, list[_ONE]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return groups


def _order(movement: str, check: str | None = None) -> tuple[int, int]:
    """A sort key that puts movements and checks in the order of the catalogue."""
    checks: list[Check | HoldCheck] = [*MOVEMENTS[movement].checks, *MOVEMENTS[movement].hold_checks]
    at = [one.id for one in checks].index(check) if check else 0
    return list(MOVEMENTS).index(movement), at
