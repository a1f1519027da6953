"""Sets that end because the person leaves, and repetitions that they take back."""

from __future__ import annotations

import pytest

from exercises.catalogue import find
from exercises.coach import Coach, CoachState
from exercises.observer import FORGOTTEN_S
from tests.exercises.coaching import REPEATED, coached, counts, filmed
from tests.figures import a_set, rest
from vision.track import Track


def seen_and_gone(movement: str, track: Track, gone_s: float = FORGOTTEN_S + 2) -> tuple[Coach, CoachState]:
    """The coach and its last state, the person being away for so long after the track."""
    coach = Coach(find(movement), track.frame_size_px)
    time_s = 0.0
    for time_s, pose in track:
        state = coach.update(pose, time_s)
    for frame in range(round(gone_s * 15)):
        state = coach.update(None, time_s + (frame + 1) / 15)
    return coach, state


@pytest.mark.parametrize("movement", REPEATED)
def test_a_repetition_that_is_back_counts_although_one_leaves_at_once(movement: str) -> None:
    track = filmed(movement, *a_set(movement, 3)[:-1], *rest(0.6))

    coach, state = seen_and_gone(movement, track)

    assert state.reps == 3
    assert counts(coach.finish()) == (3, 3)


def test_half_a_repetition_does_not_count_when_one_leaves_in_it() -> None:
    track = filmed("deadlift", *a_set("deadlift", 3)[:-3])  # left at the top of the last one

    _, state = seen_and_gone("deadlift", track)

    assert state.reps == 2


def test_what_is_taken_back_stays_as_an_attempt() -> None:
    track = filmed("pull_up", *a_set("pull_up", 3))
    coach = Coach(find("pull_up"), track.frame_size_px)
    for time_s, pose in track:
        state = coach.update(pose, time_s)
    done = state.reps

    assert coach.take_back()
    report = coach.finish()

    assert (done, counts(report)) == (3, (3, 2))
    assert report.attempt_list[0].reason == "taken back by hand"


def test_there_is_nothing_to_take_back_before_the_first() -> None:
    assert not Coach(find("pull_up"), (640, 480)).take_back()
    assert not Coach(find("plank"), (640, 480)).take_back()


def test_taking_one_back_does_not_change_the_next() -> None:
    whole = filmed("pull_up", *a_set("pull_up", 3))
    coach = Coach(find("pull_up"), whole.frame_size_px)
    taken = False
    for time_s, pose in whole:
        state = coach.update(pose, time_s)
        if state.last_rep is not None and not taken:
            taken = coach.take_back()
    usual = coached(whole, "pull_up").rep_list

    kept = coach.finish().rep_list

    assert [rep.peak_s for rep in kept] == [rep.peak_s for rep in usual[1:]]
