"""What looks like a movement and is another one is not counted as it; the reason says what it was."""

from dataclasses import replace

import pytest

from exercises.catalogue import find
from exercises.coach import coach_track
from exercises.measures.trunk import trunk_inclination
from exercises.movement import FACING_VIEW, Limit, Requirement, Window
from exercises.quantities import How, Statistic
from exercises.report import SetReport
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.posture import shifted
from sample_videos.studio.script import Motion
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached, filmed, mirrored, of
from tests.figures import a_set
from tests.sample_videos.people import film_set
from vision.pose import Landmark

SOFT_KNEES = {"legs.thigh_pitch_deg": -37.0, "legs.shank_pitch_deg": 21.0}
"""From the bend of a deadlift to that of a Romanian one, 20 degrees: shanks upright, hips back."""

ARMS_FORWARD = {"arms.upper_pitch_deg": 85.0, "arms.fore_pitch_deg": 85.0}
"""From arms that hang to where a kettlebell is swung."""

DEADLIFT = MOTIONS["deadlift"]
ROMANIAN = replace(DEADLIFT, rest=shifted(DEADLIFT.rest, SOFT_KNEES))
WIDE = replace(
    DEADLIFT,
    rest=shifted(DEADLIFT.rest, {"trunk_deg": -20, "legs.thigh_out_deg": 34, "legs.shank_out_deg": 9}),
    effort=shifted(DEADLIFT.effort, {"legs.thigh_out_deg": 20, "legs.shank_out_deg": 25}),
)
SQUAT = replace(
    DEADLIFT,
    rest=shifted(DEADLIFT.rest, {"trunk_deg": -52, "legs.thigh_pitch_deg": 25, "legs.shank_pitch_deg": -15}),
)
SWING = replace(DEADLIFT, effort=shifted(DEADLIFT.effort, ARMS_FORWARD))
SIDE_AND_FRONT = [
    ("ben", 0),
    ("mara", 45),
    ("joseph", 80),
    ("irene", 90),
    ("ben", 225),
    ("mara", 270),
    ("irene", 315),
]
REPS = [{}] * 3


def as_deadlift(motion: Motion, person: str, azimuth_deg: float) -> SetReport:
    take = film_set("deadlift", *REPS, person=person, azimuth_deg=azimuth_deg)
    done = replace(take, script=take.script.of(motion))
    return coached(make_track(done, noisy=True, with_outline=True), "deadlift")


def reasons(report: SetReport) -> set[str]:
    return {attempt.reason for attempt in report.attempt_list}


class TestDeadlift:
    @pytest.mark.parametrize(("person", "azimuth_deg"), SIDE_AND_FRONT)
    def test_the_hips_tell_a_romanian_one(self, person: str, azimuth_deg: float) -> None:
        report = as_deadlift(ROMANIAN, person, azimuth_deg)
        assert not report.rep_list
        assert reasons(report) == {"the hips hardly went down, as in a Romanian deadlift"}

    @pytest.mark.parametrize(("person", "azimuth_deg"), [*SIDE_AND_FRONT, ("joseph", 180)])
    def test_it_is_counted_from_everywhere(self, person: str, azimuth_deg: float) -> None:
        assert as_deadlift(DEADLIFT, person, azimuth_deg).reps == len(REPS)

    def test_a_wide_stance_is_one_as_well(self) -> None:
        assert as_deadlift(WIDE, "mara", 90).reps == len(REPS)

    def test_a_weight_that_is_swung_up_is_none(self) -> None:
        report = as_deadlift(SWING, "ben", 90)
        assert not report.rep_list
        assert reasons(report) == {"the hands did not hang down at the top"}


class TestSquattedDeadlift:
    SQUATTED = "you squat it: push the hips back"

    def test_each_is_an_attempt_that_says_so(self) -> None:
        track = filmed("deadlift", *a_set("deadlift", 4, squatted=1.0))

        for seen in (track, mirrored(track), track.frames(slice(None, None, 2))):
            report = coached(seen, "deadlift")
            assert report.reps == 0
            assert [attempt.reason for attempt in report.attempt_list] == [self.SQUATTED] * 4

    @pytest.mark.parametrize("fps", [10.0, 30.0])
    def test_it_is_so_at_any_frame_rate(self, fps: float) -> None:
        report = of("deadlift", *a_set("deadlift", 3, squatted=1.0), fps=fps)
        assert [attempt.reason for attempt in report.attempt_list] == [self.SQUATTED] * 3

    @pytest.mark.parametrize("squatted", [0.0, 0.2, 0.4])
    def test_bent_knees_make_no_squat_of_a_deadlift(self, squatted: float) -> None:
        report = of("deadlift", *a_set("deadlift", 3, squatted=squatted))
        assert (report.reps, report.attempts) == (3, 3)

    def test_it_is_told_among_good_ones(self) -> None:
        good, squatted = a_set("deadlift", 2), a_set("deadlift", 2, squatted=1.0)
        report = of("deadlift", *good, *squatted, *good)

        assert [attempt.reason for attempt in report.attempt_list] == [self.SQUATTED] * 2

    @pytest.mark.parametrize(("person", "azimuth_deg"), [("ben", 90), ("mara", 270)])
    def test_rendered_people_who_squat_it_are_told_too(self, person: str, azimuth_deg: float) -> None:
        report = as_deadlift(SQUAT, person, azimuth_deg)
        assert report.reps == 0
        assert reasons(report) == {self.SQUATTED}

    def test_what_is_not_seen_is_no_attempt(self) -> None:
        track = filmed("deadlift", *a_set("deadlift", 3, squatted=1.0))
        visibility = track.visibility.copy()
        visibility[:, [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = 0.1

        assert not coached(replace(track, visibility=visibility), "deadlift").attempt_list


class TestGorillaRow:
    def test_a_trunk_that_goes_up_and_down_makes_it_no_row(self) -> None:
        swung = coached(make_track(film_set("gorilla_row", *[{"trunk_rise_deg": 45.0}] * 4)), "gorilla_row")
        assert not swung.reps
        assert "the trunk went up or down, so it was no row" in {a.reason for a in swung.attempt_list}

    def test_a_trunk_that_rises_a_little_is_a_fault_of_a_row(self) -> None:
        risen = coached(make_track(film_set("gorilla_row", *[{"trunk_rise_deg": 15.0}] * 4)), "gorilla_row")
        assert risen.reps == 4


NEVER_SHOWN = Requirement(
    Statistic(trunk_inclination, Window.TOP, How.MEDIAN), Limit(below=180), "the trunk did not lean"
)
"""What no set shows."""

ALWAYS_SHOWN = replace(NEVER_SHOWN, limit=Limit(above=180))
"""What every set shows."""


class TestRequirement:
    def counted(self, required: Requirement) -> int:
        movement = replace(find("deadlift"), requirements=(required,))
        track = filmed("deadlift", *a_set("deadlift", 2))
        return coach_track(track, movement).reps

    def test_what_does_not_show_it_is_not_counted(self) -> None:
        assert self.counted(NEVER_SHOWN) == 0

    def test_it_is_asked_from_its_views_alone(self) -> None:
        assert self.counted(replace(NEVER_SHOWN, views=FACING_VIEW)) == 2

    def test_something_else_will_do_instead(self) -> None:
        assert self.counted(replace(NEVER_SHOWN, instead=ALWAYS_SHOWN)) == 2
        assert self.counted(replace(NEVER_SHOWN, instead=NEVER_SHOWN)) == 0

    def test_what_would_do_instead_has_views_of_its_own(self) -> None:
        assert self.counted(replace(NEVER_SHOWN, instead=replace(ALWAYS_SHOWN, views=FACING_VIEW))) == 0
