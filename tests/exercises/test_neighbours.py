"""What looks like a movement and is another one is not counted as it; the reason says what it was."""

from dataclasses import replace

import pytest

from exercises.report import SetReport
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.posture import shifted
from sample_videos.studio.script import Motion
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached
from tests.sample_videos.people import film_set

SOFT_KNEES = {"legs.thigh_pitch_deg": -37.0, "legs.shank_pitch_deg": 21.0}
"""From the bend of a deadlift to that of a Romanian one, 20 degrees: shanks upright, hips back."""

ARMS_FORWARD = {"arms.upper_pitch_deg": 85.0, "arms.fore_pitch_deg": 85.0}
"""From arms that hang to where a kettlebell is swung."""

DEADLIFT = MOTIONS["deadlift"]
ROMANIAN = replace(DEADLIFT, rest=shifted(DEADLIFT.rest, SOFT_KNEES))
SWING = replace(DEADLIFT, effort=shifted(DEADLIFT.effort, ARMS_FORWARD))
PERSONS = ("ben", "mara", "joseph", "irene")
REPS = [{}] * 3


def as_deadlift(motion: Motion, person: str, azimuth_deg: float) -> SetReport:
    take = film_set("deadlift", *REPS, person=person, azimuth_deg=azimuth_deg)
    done = replace(take, script=take.script.of(motion))
    return coached(make_track(done, noisy=True, with_outline=True), "deadlift")


def reasons(report: SetReport) -> set[str]:
    return {attempt.reason for attempt in report.attempts}


class TestDeadlift:
    @pytest.mark.parametrize("person", PERSONS)
    @pytest.mark.parametrize("azimuth_deg", [0, 45, 80, 90, 225, 270, 315])
    def test_the_hips_tell_a_romanian_one(self, person: str, azimuth_deg: float) -> None:
        report = as_deadlift(ROMANIAN, person, azimuth_deg)
        assert not report.reps
        assert reasons(report) == {"the hips hardly went down, as in a Romanian deadlift"}

    @pytest.mark.parametrize("person", PERSONS)
    @pytest.mark.parametrize("azimuth_deg", [0, 45, 90, 180, 225, 315])
    def test_it_is_counted_from_everywhere(self, person: str, azimuth_deg: float) -> None:
        assert len(as_deadlift(DEADLIFT, person, azimuth_deg).reps) == len(REPS)

    @pytest.mark.parametrize("person", PERSONS)
    def test_a_weight_that_is_swung_up_is_none(self, person: str) -> None:
        report = as_deadlift(SWING, person, 90)
        assert not report.reps
        assert reasons(report) == {"the hands did not hang down at the top"}


class TestGorillaRow:
    def test_a_trunk_that_goes_up_and_down_makes_it_no_row(self) -> None:
        swung = coached(make_track(film_set("gorilla_row", *[{"trunk_rise_deg": 45.0}] * 4)), "gorilla_row")
        assert not swung.reps
        assert "the trunk went up or down, so it was no row" in {a.reason for a in swung.attempts}

    def test_a_trunk_that_rises_a_little_is_a_fault_of_a_row(self) -> None:
        risen = coached(make_track(film_set("gorilla_row", *[{"trunk_rise_deg": 15.0}] * 4)), "gorilla_row")
        assert len(risen.reps) == 4
