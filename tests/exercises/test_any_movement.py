"""Whatever repeats is counted, in alike cycles; what else somebody does is not."""

import re

import pytest

from exercises.any_movement import NothingRepeatsError, movement_in
from exercises.coach import coach_track
from exercises.report import SetReport
from tests.exercises.coaching import counts, filmed, mirrored, placed, unseen
from tests.figures import MANNERS, Beat, a_set, rep, walk_in, walk_out
from vision.track import Track

REPEATED = [movement for movement in MANNERS if movement not in ("plank", "scapular_squeeze")]


def counted(track: Track) -> SetReport:
    return coach_track(track, movement_in(track))


@pytest.mark.parametrize("movement", REPEATED)
def test_what_repeats_is_counted_though_nobody_said_what_it_is(movement: str) -> None:
    assert counts(counted(filmed(movement, *a_set(movement, 4)))) == (4, 4)


@pytest.mark.parametrize("movement", REPEATED)
def test_a_mirror_changes_nothing(movement: str) -> None:
    assert counts(counted(mirrored(filmed(movement, *a_set(movement, 4))))) == (4, 4)


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
def test_the_frame_rate_changes_nothing(fps: float) -> None:
    assert counts(counted(filmed("bridge", *a_set("bridge", 4), fps=fps))) == (4, 4)


def test_size_and_place_in_the_picture_change_nothing() -> None:
    track = filmed("bent_over_barbell_row", *a_set("bent_over_barbell_row", 4))

    assert counts(counted(placed(track, scale=0.5, shift_px=(150, 60)))) == (4, 4)


def test_nothing_is_said_about_form() -> None:
    report = counted(filmed("deadlift", *a_set("deadlift", 3, rounded=1.0, hips_first=1.0)))

    assert report.verdicts == () and report.score is None
    assert all(rep.verdicts == () for rep in report.rep_list)


def test_the_tempo_of_each_repetition_is_measured() -> None:
    track = filmed("bent_over_barbell_row", *a_set("bent_over_barbell_row", 3, lift_s=2.0, lower_s=1.0))

    for done in counted(track).rep_list:
        assert done.lifting_s == pytest.approx(2.0, abs=0.5)
        assert done.lowering_s == pytest.approx(1.0, abs=0.4)


def test_half_a_cycle_is_not_counted() -> None:
    row = "bent_over_barbell_row"
    beats = [*a_set(row, 3), *rep(row, top=0.5), *a_set(row, 2)]

    assert counted(filmed(row, *beats)).reps == 5


def test_a_single_cycle_that_is_all_there_is_counts() -> None:
    assert counts(counted(filmed("deadlift", *a_set("deadlift", 1)))) == (1, 1)


# --- what is no cycle -------------------------------------------------------------------------------------


def about(far_m: float = 3.0) -> list[Beat]:
    """Beats of walking to and fro."""
    there = Beat(5.0, ready=0, along_m=far_m, turn_deg=-8)
    turned = Beat(0.6, ready=0, along_m=far_m, turn_deg=172)
    back = Beat(5.0, ready=0, along_m=-far_m, turn_deg=172)
    return [Beat(0.01, ready=0, along_m=-far_m, turn_deg=-8), there, turned, back]


def reps_in(*beats: Beat, movement: str = "deadlift") -> int:
    try:
        return counted(filmed(movement, *beats)).reps
    except NothingRepeatsError:
        return 0


def test_walking_about_is_not_counted() -> None:
    assert reps_in(*about(), *about()) == 0


def test_walking_about_before_and_after_a_set_is_not_counted_with_it() -> None:
    assert reps_in(*about(), *a_set("pull_up", 4), *about(), movement="pull_up") == 4


@pytest.mark.parametrize("movement", ["bent_over_barbell_row", "lat_pulldown", "bridge"])
def test_taking_and_leaving_the_position_is_not_counted(movement: str) -> None:
    beats = (*walk_in(movement), *a_set(movement, 4), *walk_out(movement))

    assert reps_in(*beats, movement=movement) == 4


def test_standing_still_is_nothing_that_repeats() -> None:
    with pytest.raises(NothingRepeatsError, match=re.escape("film two repetitions or more")):
        movement_in(filmed("deadlift", Beat(10.0, ready=0)))


def test_lying_down_and_getting_up_is_no_repetition() -> None:
    down, up = Beat(2.5, ready=1), Beat(2.5, ready=0)
    stand = Beat(3.0, ready=0)

    assert reps_in(stand, down, Beat(5.0), up, stand, movement="bridge") == 0


def test_a_recording_without_anybody_says_the_same() -> None:
    track = unseen(filmed("deadlift", Beat(2.0)), 0.0, 9.0)

    with pytest.raises(NothingRepeatsError):
        movement_in(track)
