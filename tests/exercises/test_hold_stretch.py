"""A hold is judged while it is held: not on the way into the position, and not on the way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from exercises.coach import CoachState
from exercises.report import SetReport
from exercises.verdict import Result
from tests.exercises.coaching import filmed, of, unseen, watched
from tests.figures import Beat, walk_in, walk_out
from vision.track import Track

SAGS, LIES, LOOKS_DOWN = "sag", "lies", "head_drop"


def beat(seconds: float, doing: str | None = None) -> Beat:
    """Hold a plank well, or with a fault; who lies has put the hips on the floor."""
    size = 2.3 if doing == LIES else 1.0
    dial = SAGS if doing == LIES else doing
    return Beat(seconds, dials=((dial, size),) if dial else ())


def planked(*beats: Beat) -> SetReport:
    return of("plank", *beats)


def faults(report: SetReport) -> set[str]:
    return {verdict.check for verdict in report.verdicts if verdict.result is Result.FAULT}


def pauses(report: SetReport) -> list[str]:
    assert report.hold is not None
    return [pause.reason for pause in report.hold.pauses]


@pytest.mark.parametrize("doing", [SAGS, LIES])
def test_what_was_wrong_before_the_clock_first_ran_was_the_way_in(doing: str) -> None:
    report = planked(beat(3.0, doing), beat(8.0))

    assert faults(report) == set()
    assert report.score == 100


def test_a_fault_at_the_start_that_lasts_is_one_of_the_hold() -> None:
    assert faults(planked(beat(7.0, SAGS), beat(8.0))) == {"hips_sag"}


def test_lying_down_ends_the_hold_although_the_position_looks_taken() -> None:
    report = planked(beat(8.0), beat(3.5, LIES))

    assert faults(report) == set()
    assert pauses(report) == []
    assert report.score == 100


@pytest.mark.parametrize("seconds", [2.5, 4.0, 10.0])
def test_who_sags_and_then_collapses_is_told_of_the_sagging(seconds: float) -> None:
    report = planked(beat(8.0), beat(seconds, SAGS), beat(0.3, LIES), beat(2.0, LIES), *walk_out("plank"))

    assert faults(report) == {"hips_sag"}


def test_a_sag_of_any_size_is_told_when_it_lasts() -> None:
    assert faults(planked(beat(8.0), beat(7.0, LIES))) == {"hips_sag"}


def test_who_puts_the_hips_down_and_lifts_them_again_is_told() -> None:
    report = planked(beat(8.0), beat(3.0, LIES), beat(8.0))

    assert faults(report) == {"hips_sag"}
    assert pauses(report) == ["hips sagging"]


def test_a_hold_that_is_never_good_is_judged_all_the_same() -> None:
    assert faults(planked(*walk_in("plank"), beat(3.0, SAGS), *walk_out("plank"))) == {"hips_sag"}


def test_what_does_not_stop_the_clock_is_not_called_out_on_the_way_in() -> None:
    both = replace(beat(3.0), dials=((SAGS, 1.0), (LOOKS_DOWN, 1.0)))
    report, states = watched(filmed("plank", both, beat(8.0)), "plank")

    assert faults(report) == set()
    assert cues(states) == {"Lift your hips into line"}


def test_a_hold_that_is_lost_from_sight_for_a_while_is_judged_in_both_parts() -> None:
    track: Track = unseen(filmed("plank", beat(8.0), beat(4.0, LOOKS_DOWN), beat(6.0)), 5.0, 7.0)

    assert faults(watched(track, "plank")[0]) == {"head_drop"}


def cues(states: list[CoachState]) -> set[str]:
    def said() -> Iterator[str]:
        for state in states:
            if state.cue is not None:
                yield state.cue

    return set(said())
