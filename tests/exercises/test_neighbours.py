"""What looks like a movement and is another one is not counted as it; the reason says what it was."""

from dataclasses import replace

import pytest

from exercises.report import SetReport
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.posture import shifted
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached
from tests.sample_videos.people import film_set

SOFT_KNEES = {"legs.thigh_pitch_deg": -37.0, "legs.shank_pitch_deg": 21.0}
"""From the bend of a deadlift to that of a Romanian one, 20 degrees: shanks upright, hips back."""

REPS = [{}] * 3


def romanian_deadlift(person: str, azimuth_deg: float) -> SetReport:
    motion = MOTIONS["deadlift"]
    take = film_set("deadlift", *REPS, person=person, azimuth_deg=azimuth_deg)
    hinged = take.script.of(replace(motion, rest=shifted(motion.rest, SOFT_KNEES)))
    return coached(make_track(replace(take, script=hinged), noisy=True, with_outline=True), "deadlift")


def deadlift(person: str, azimuth_deg: float) -> SetReport:
    take = film_set("deadlift", *REPS, person=person, azimuth_deg=azimuth_deg)
    return coached(make_track(take, noisy=True, with_outline=True), "deadlift")


class TestDeadlift:
    @pytest.mark.parametrize("person", ["ben", "mara", "joseph", "irene"])
    @pytest.mark.parametrize("azimuth_deg", [80, 90, 270])
    def test_with_nearly_straight_knees_it_is_a_romanian_one(self, person: str, azimuth_deg: float) -> None:
        report = romanian_deadlift(person, azimuth_deg)
        assert not report.reps
        assert {attempt.reason for attempt in report.attempts} == {
            "the knees hardly bent, as in a Romanian deadlift"
        }

    @pytest.mark.parametrize("azimuth_deg", [0, 180, 45, 90])
    def test_knees_are_not_asked_where_their_bend_does_not_show(self, azimuth_deg: float) -> None:
        assert len(deadlift("ben", azimuth_deg).reps) == len(REPS)


class TestGorillaRow:
    def test_a_trunk_that_goes_up_and_down_makes_it_no_row(self) -> None:
        swung = coached(make_track(film_set("gorilla_row", *[{"trunk_rise_deg": 45.0}] * 4)), "gorilla_row")
        assert not swung.reps
        assert "the trunk went up or down, so it was no row" in {a.reason for a in swung.attempts}

    def test_a_trunk_that_rises_a_little_is_a_fault_of_a_row(self) -> None:
        risen = coached(make_track(film_set("gorilla_row", *[{"trunk_rise_deg": 15.0}] * 4)), "gorilla_row")
        assert len(risen.reps) == 4
