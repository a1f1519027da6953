"""Form judged leniently, as usual or strictly: limits move by the error of their reading, no count does."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from exercises.catalogue import MOVEMENTS, find
from exercises.coach import coach_track
from exercises.movement import Check, HoldCheck, Limit, Movement
from exercises.report import SetReport
from exercises.strictness import Strictness, at_strictness
from tests.exercises.coaching import FIGURED, counts, faults, filmed, judgements
from tests.figures import Beat, a_set, rep, rest
from vision.track import Track

DEADLIFT = find("deadlift")

every_movement = pytest.mark.parametrize("movement", MOVEMENTS.values(), ids=lambda movement: movement.id)
each = pytest.mark.parametrize("strictness", Strictness)


def limits(movement: Movement, strictness: Strictness) -> dict[str, Limit]:
    held_to = at_strictness(movement, strictness)
    checks: list[Check | HoldCheck] = [*held_to.checks, *held_to.hold_checks]
    return {check.id: check.limit for check in checks}


def lies_within(inner: Limit, outer: Limit) -> bool:
    above = outer.above is None or (inner.above is not None and inner.above <= outer.above)
    below = outer.below is None or (inner.below is not None and inner.below >= outer.below)
    return above and below


def with_limit(limit: Limit) -> Movement:
    """A movement with one check, which has this limit."""
    return replace(DEADLIFT, checks=(replace(DEADLIFT.checks[0], limit=limit),))


def moved(limit: Limit, strictness: Strictness) -> Limit:
    return at_strictness(with_limit(limit), strictness).checks[0].limit


@every_movement
def test_lenient_limits_contain_the_usual_ones_and_strict_ones_lie_within(movement: Movement) -> None:
    lenient, usual, strict = (limits(movement, strictness) for strictness in Strictness)

    assert lenient.keys() == usual.keys() == strict.keys()
    for check, limit in usual.items():
        assert lies_within(limit, lenient[check]), check
        assert lies_within(strict[check], limit), check
        assert lenient[check] != limit != strict[check], check


@every_movement
@each
def test_nothing_but_the_limits_of_form_is_moved(movement: Movement, strictness: Strictness) -> None:
    held_to = at_strictness(movement, strictness)

    assert replace(held_to, checks=movement.checks, hold_checks=movement.hold_checks) == movement
    for check, usual in zip(
        (*held_to.checks, *held_to.hold_checks), (*movement.checks, *movement.hold_checks), strict=True
    ):
        assert replace(check, limit=usual.limit) == usual
        assert (check.limit.grey, check.limit.evidence) == (usual.limit.grey, usual.limit.evidence)


@every_movement
def test_usual_is_the_movement_itself(movement: Movement) -> None:
    assert at_strictness(movement, Strictness.USUAL) is movement


@pytest.mark.parametrize(
    ("value", "found_by"),
    [
        (19.0, set()),
        (21.0, {Strictness.STRICT}),
        (24.0, {Strictness.STRICT, Strictness.USUAL}),
        (27.0, set(Strictness)),
    ],
)
def test_the_stricter_the_less_it_takes(value: float, found_by: set[Strictness]) -> None:
    limit = Limit(above=20.0, grey=3.0)

    assert {strictness for strictness in Strictness if moved(limit, strictness).broken(value)} == found_by


@each
def test_a_limit_without_a_grey_band_stays(strictness: Strictness) -> None:
    limit = Limit(above=5.0, below=-5.0)

    assert moved(limit, strictness) == limit


def test_two_ends_that_would_cross_stay() -> None:
    narrow = Limit(above=1.0, below=-1.0, grey=1.0)

    assert moved(narrow, Strictness.STRICT) == narrow
    assert moved(narrow, Strictness.LENIENT) == Limit(above=2.0, below=-2.0, grey=1.0)


# --- a set ------------------------------------------------------------------------------------------------


def seen(track: Track, movement: str, strictness: Strictness) -> SetReport:
    return coach_track(track, find(movement), strictness=strictness)


@cache
def coached(movement: str, strictness: Strictness) -> SetReport:
    """A set with a good, a half and a rounded repetition; for a hold, with a pause."""
    if movement == "plank":
        track = filmed(movement, Beat(5.0), Beat(3.0, dials=(("sag", 1.0),)), Beat(4.0))
    else:
        rounded = rep(movement, rounded=1.0, shrug=1.0)
        track = filmed(movement, *a_set(movement, 1), *rep(movement, top=0.4), *rounded, *rest())
    return seen(track, movement, strictness)


@pytest.mark.parametrize("movement", FIGURED)
def test_the_same_is_counted(movement: str) -> None:
    lenient, usual, strict = (coached(movement, strictness) for strictness in Strictness)

    assert counts(lenient) == counts(usual) == counts(strict)
    assert lenient.attempt_list == usual.attempt_list == strict.attempt_list
    for one, another in zip(lenient.rep_list, strict.rep_list, strict=True):
        assert (one.start_s, one.end_s, one.side) == (another.start_s, another.end_s, another.side)


@pytest.mark.parametrize("movement", FIGURED)
def test_a_fault_is_also_one_to_those_who_are_stricter(movement: str) -> None:
    by_strictness = [judgements(coached(movement, strictness)) for strictness in Strictness]

    for milder, stricter in pairwise(by_strictness):
        for one, another in zip(milder, stricter, strict=True):
            assert {c for c in one if one[c] == "fault"} <= {c for c in another if another[c] == "fault"}


def test_a_back_within_the_error_of_its_limit_is_a_fault_strictly_alone() -> None:
    slightly_rounded = filmed("deadlift", *a_set("deadlift", 3, rounded=0.62))
    by_strictness = [seen(slightly_rounded, "deadlift", strictness) for strictness in Strictness]

    assert ["flat_back" in faults(report) for report in by_strictness] == [False, False, True]
    assert [len(report.rep_list) for report in by_strictness] == [3, 3, 3]


@each
def test_the_report_says_how_it_was_judged(strictness: Strictness) -> None:
    assert coached("deadlift", strictness).strictness is strictness
