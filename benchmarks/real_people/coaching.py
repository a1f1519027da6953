"""What the coach of today says of a sample, check by check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final

from benchmarks.real_people.folders import Sample
from benchmarks.real_people.labels import Form, Half, half_of_rep
from benchmarks.real_people.readings import still_readings
from exercises.catalogue import MOVEMENTS
from exercises.coach import Coach, CoachState
from exercises.movement import Movement
from exercises.report import SetReport
from exercises.verdict import Result, Verdict
from vision.track import Track

RUNS_SHARE: Final = 0.5
"""Of its time that a clock must have run to count as running: for a still it is nearly all or none."""

_NOT_TAKEN: Final = "the position was not taken"


@dataclass(frozen=True, slots=True)
class Judged:
    """One check on one still or hold, or on one repetition.

    `result` is None where only the reading is known, as for single frames and for repetitions in a still.
    `reason` says why the check was not judged. `value` is None where nothing was read.
    """

    movement: str
    check: str
    source: str
    form: Form
    half: Half
    result: Result | None
    reason: str | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Coached:
    """One sample with what the coach made of it.

    `notice` is the notice that was shown most while the person was not in position or the clock stood.
    `held_share` is the share (0..1) of its time that the clock ran, None for repetitions. `attempts` counts
    attempts that became no repetition. `faults` says how often each check was called a fault.
    """

    name: str
    source: str
    half: Half | None
    shows: str
    movement: str
    label: str
    still: bool
    true_reps: int | None
    seen: bool
    in_position: bool
    notice: str | None
    held_share: float | None
    held_s: float | None
    reps: int
    attempts: int
    faults: dict[str, int]
    judged: tuple[Judged, ...]

    @property
    def running(self) -> bool:
        """Whether the clock ran for most of the time."""
        return self.held_share is not None and self.held_share >= RUNS_SHARE


def coach_sample(sample: Sample) -> Coached:
    """Coach a sample as its own movement."""
    assert sample.movement is not None
    movement = MOVEMENTS[sample.movement]
    states, report = _coach(sample.track, movement)
    held_s = _held_s(report, movement)
    in_position = any(state.phase != "waiting" for state in states)
    told = Counter(state.notice for state in states if state.notice is not None)
    notice = told.most_common(1)[0][0] if told else None
    faults = Counter(v.check for one in _verdicts(report, movement) for v in one if v.result == Result.FAULT)
    return Coached(
        name=sample.name,
        source=sample.source,
        half=sample.half,
        shows=sample.shows,
        movement=movement.id,
        label=sample.label.words,
        still=sample.still,
        true_reps=sample.reps,
        seen=any(pose is not None for _, pose in sample.track),
        in_position=in_position,
        notice=notice,
        held_share=None if held_s is None else held_s / _duration_s(sample.track),
        held_s=held_s,
        reps=report.reps,
        attempts=len(report.attempt_list),
        faults=dict(sorted(faults.items())),
        judged=tuple(_judgements(sample, movement, report, in_position, notice)),
    )


def readings_of(sample: Sample) -> list[Judged]:
    """The readings of a still that is not coached, check by check."""
    assert sample.movement is not None
    readings = still_readings(sample.track, sample.movement)
    return [_read(sample, check, value, in_position=True) for check, value in readings.items()]


def runs(track: Track, movement: str) -> bool:
    """Whether the clock of a hold runs for this track."""
    hold = MOVEMENTS[movement]
    held_s = _held_s(_coach(track, hold)[1], hold)
    return held_s is not None and held_s >= RUNS_SHARE * _duration_s(track)


def _judgements(
    sample: Sample, movement: Movement, report: SetReport, in_position: bool, notice: str | None
) -> Iterator[Judged]:
    if sample.still:
        readings = still_readings(sample.track, movement.id)
        if not movement.kind.is_hold:
            yield from (_read(sample, check, value, in_position) for check, value in readings.items())
            return
        for verdict in _verdicts(report, movement)[0]:
            judged = _judged(sample, verdict, sample.half, notice)
            if verdict.check in readings:
                read = _read(sample, verdict.check, readings[verdict.check], in_position)
                judged = replace(judged, value=read.value)
            yield judged
        return
    for index, verdicts in enumerate(_verdicts(report, movement)):
        for verdict in verdicts:
            yield _judged(sample, verdict, sample.half or half_of_rep(index), notice)
    if not movement.kind.is_hold:
        yield from _not_counted(sample, movement, report)


def _not_counted(sample: Sample, movement: Movement, report: SetReport) -> Iterator[Judged]:
    """Give the checks of repetitions that were missed, with what an attempt says of itself as the reason."""
    reasons = [attempt.reason for attempt in report.attempt_list]
    for nth, index in enumerate(range(report.reps, sample.reps or 0)):
        reason = f"not counted: {reasons[nth]}" if nth < len(reasons) else "not counted, without a word"
        for check in movement.checks:
            missed = Verdict(check.id, check.label, Result.NOT_JUDGED, reason=reason)
            yield _judged(sample, missed, sample.half or half_of_rep(index), None)


def _judged(sample: Sample, verdict: Verdict, half: Half | None, notice: str | None) -> Judged:
    assert sample.movement is not None and half is not None
    reason = verdict.reason if verdict.result == Result.NOT_JUDGED else None
    if reason == _NOT_TAKEN and notice is not None:
        reason = f"not in position: {notice}"
    return Judged(
        movement=sample.movement,
        check=verdict.check,
        source=sample.source,
        form=sample.label.of(verdict.check),
        half=half,
        result=Result(verdict.result),
        reason=None if reason is None else without_numbers(reason),
        value=verdict.value,
    )


def _read(sample: Sample, check: str, value: float, in_position: bool) -> Judged:
    """Make a reading without a result, and without a value for an unlabelled person out of position.

    Such a person may be doing something else.
    """
    assert sample.movement is not None and sample.half is not None
    form = sample.label.of(check)
    read = value if isfinite(value) and (in_position or form is not Form.UNSAID) else None
    return Judged(sample.movement, check, sample.source, form, sample.half, None, None, read)


def without_numbers(reason: str) -> str:
    """A reason without its numbers, so that equal reasons are counted together."""
    return re.sub(r" \(.*?\)", "", re.sub(r"\d+ ?% of the frames that matter", "too few frames", reason))


def _duration_s(track: Track) -> float:
    return float(track.time_s[-1] - track.time_s[0]) if len(track) > 1 else 1.0


# --- all that is known of a report -----------------------------------------------------------------------


def _coach(track: Track, movement: Movement) -> tuple[list[CoachState], SetReport]:
    coach = Coach(movement, track.frame_size_px)
    states = [coach.update(pose, time_s) for time_s, pose in track]
    return states, coach.finish()


def _verdicts(report: SetReport, movement: Movement) -> list[Sequence[Verdict]]:
    """The verdicts of each repetition; a hold has only one group of them."""
    if movement.kind.is_hold:
        return [report.verdicts]
    return [rep.verdicts for rep in report.rep_list]


def _held_s(report: SetReport, movement: Movement) -> float | None:
    return report.hold.total_s if report.hold and movement.kind.is_hold else None
