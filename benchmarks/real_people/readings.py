"""Readings of each check's measure: of one still pose of real people, and of the rendered ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import inf, isfinite, nan
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.accuracy.baseline import POSES
from benchmarks.accuracy.matching import RANGE, Fault, Judged, Matched, MatchedHold, Stretch
from benchmarks.accuracy.matching import Form as RenderedForm
from benchmarks.accuracy.outcomes import Outcome, coach_poses, kept_takes
from benchmarks.real_people.labels import Form
from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, Body, Side
from exercises.catalogue import MOVEMENTS, find
from exercises.measures.measure import Measure
from exercises.movement import HoldCheck, Kind, Movement
from exercises.observer import Observer, Stance
from exercises.quantities import How, Statistic
from exercises.readings import read
from vision.track import Track

_LEVELS: Final = frozenset({How.MEDIAN, How.HIGHEST, How.LOWEST, How.MIDDLE})
"""Statistics that mean the same of one pose as of a repetition; the others are changes."""

_USUAL: Final = "usual"
_FORMS: Final = {RenderedForm.GOOD: Form.GOOD, RenderedForm.FAULTY: Form.FAULTY}

Rendered = dict[tuple[str, str, Form], list[float]]


def still_readings(track: Track, movement_id: str) -> dict[str, float]:
    """What each check reads in the first pose of a track, not-a-number where it is not seen. Checks of
    changes and of time are left out.
    """
    movement = MOVEMENTS[movement_id]
    observer, pose = Observer(track.frame_size_px), track.pose(0)
    body = observer.observe(pose, 0.0)
    measures = dict(_measures(movement))
    if body is None:
        return dict.fromkeys(measures, nan)
    sides = _sides(movement, body, observer.stance)
    return {check: _nearest_to_zero(body, measures[check], sides) for check in measures}


def rendered_readings(folder: Path = POSES) -> Rendered:
    """What each check reads on rendered people as they are usually filmed, by movement, check and form.

    A value for each repetition; of a hold the median over each stretch that is the same throughout.
    """
    found: Rendered = defaultdict(list)
    for take, truth, track in kept_takes(folder):
        if take.condition != _USUAL:
            continue
        outcome = Outcome(take, truth, coach_poses(track, take.movement), track)
        of_hold = find(take.movement).kind is Kind.HOLD
        for check, form, value in _of_hold(outcome) if of_hold else _of_reps(outcome):
            if form in _FORMS and isfinite(value):
                found[take.movement, check, _FORMS[form]].append(value)
    return found


def _measures(movement: Movement) -> Iterator[tuple[str, tuple[Measure, ...]]]:
    for check in movement.hold_checks:
        if check.travel is None:
            yield check.id, (check.measure,)
    for one in movement.checks:
        if isinstance(one.reads, Statistic) and one.reads.how in _LEVELS:
            yield one.id, one.reads.measures


def _sides(movement: Movement, body: Body, stance: Stance) -> tuple[Side, ...]:
    """The sides that the coach would read: of a hold on each side the one that is held."""
    for side in BOTH_SIDES if movement.held else ():
        values = (read(condition.measure, body, (side,))[0] for condition in movement.held)
        if all(c.limit.met(value) for c, value in zip(movement.held, values, strict=True)):
            return (side,)
    return (stance.near_side,) if stance.side_on or movement.sides.apart else BOTH_SIDES


def _nearest_to_zero(body: Body, measures: tuple[Measure, ...], sides: tuple[Side, ...]) -> float:
    values = [_value(body, measure, sides) for measure in measures]
    return min(values, key=lambda value: abs(value) if isfinite(value) else inf)


def _value(body: Body, measure: Measure, sides: tuple[Side, ...]) -> float:
    value, visibility = read(measure, body, sides)
    return value if visibility >= COUNTED_VISIBILITY else nan


# --- rendered people --------------------------------------------------------------------------------------


def _of_reps(outcome: Outcome) -> Iterator[tuple[str, RenderedForm, float]]:
    matched = Matched(outcome)
    for index, faults in enumerate(matched.faults):
        rep = matched.found(index)
        for verdict in rep.verdicts if rep else ():
            if verdict.value is not None:
                yield verdict.check, _form(outcome, verdict.check, faults), verdict.value


def _of_hold(outcome: Outcome) -> Iterator[tuple[str, RenderedForm, float]]:
    stretches = MatchedHold(outcome).stretches()
    for check in find(outcome.take.movement).hold_checks:
        if check.travel is None:
            values = _over_time(outcome.track, find(outcome.take.movement), check)
            for stretch in stretches:
                yield (
                    check.id,
                    _form(outcome, check.id, stretch.faults),
                    _median(outcome.track, values, stretch),
                )


def _form(outcome: Outcome, check: str, faults: tuple[Fault, ...]) -> RenderedForm:
    return Judged(outcome.take, RANGE if check == "top_range" else check, faults, "").form


def _over_time(track: Track, movement: Movement, check: HoldCheck) -> list[float]:
    observer, values = Observer(track.frame_size_px), []
    for time_s, pose in track:
        body = observer.observe(pose, time_s)
        sides = None if body is None else _sides(movement, body, observer.stance)
        values.append(nan if body is None or sides is None else _value(body, check.measure, sides))
    return values


def _median(track: Track, values: list[float], stretch: Stretch) -> float:
    within = (track.time_s >= stretch.start_s) & (track.time_s <= stretch.end_s)
    chosen = np.array(values)[within]
    chosen = chosen[np.isfinite(chosen)]
    return float(np.median(chosen)) if len(chosen) else nan
