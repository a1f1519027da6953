"""How the person stands to the camera: view, near side, facing, walking; lost and found."""

from __future__ import annotations

import pytest

from exercises.body import Side
from exercises.catalogue import find
from exercises.coach import Coach
from exercises.observation import Moment, Observation
from exercises.observer import BRIDGED_S, FORGOTTEN_S, Observer
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached, filmed, frames_of, mirrored, unseen, watched
from tests.figures import PACE_M_S, Beat, Camera
from tests.sample_videos.people import film_set
from vision.view import View

STANDING = Beat(1.0, ready=0)


class TestView:
    """A figure as the camera goes round it."""

    @pytest.mark.parametrize(
        ("yaw_deg", "view"),
        [
            (0.0, View.SIDE),
            (15.0, View.SIDE),
            (-15.0, View.SIDE),
            (180.0, View.SIDE),
            (165.0, View.SIDE),
            (40.0, View.OBLIQUE),
            (-40.0, View.OBLIQUE),
            (140.0, View.OBLIQUE),
            (70.0, View.FRONT),
            (90.0, View.FRONT),
            (110.0, View.FRONT),
            (-70.0, View.BACK),
            (-90.0, View.BACK),
            (-110.0, View.BACK),
        ],
    )
    def test_the_view_is_named(self, yaw_deg: float, view: View) -> None:
        _, states = watched(filmed("deadlift", STANDING, camera=Camera(yaw_deg)), "deadlift")

        assert states[-1].view is view

    @pytest.mark.parametrize(
        ("yaw_deg", "side"),
        [(0.0, Side.RIGHT), (20.0, Side.RIGHT), (180.0, Side.LEFT), (160.0, Side.LEFT)],
    )
    def test_the_near_side_is_measured(self, yaw_deg: float, side: Side) -> None:
        assert coached(filmed("deadlift", Beat(2.0), camera=Camera(yaw_deg)), "deadlift").side is side

    @pytest.mark.parametrize("movement", ["bridge", "plank"])
    @pytest.mark.parametrize("yaw_deg", [0.0, 10.0, 180.0])
    def test_lying_is_seen_from_the_floor_side(self, movement: str, yaw_deg: float) -> None:
        assert coached(filmed(movement, Beat(2.0), camera=Camera(yaw_deg)), movement).view is View.FLOOR_SIDE

    @pytest.mark.parametrize("movement", ["bent_over_barbell_row", "one_arm_dumbbell_row", "deadlift"])
    def test_bending_over_is_not_lying(self, movement: str) -> None:
        assert coached(filmed(movement, Beat(2.0)), movement).view is View.SIDE


class TestFacing:
    @pytest.mark.parametrize("facing", [1, -1])
    def test_who_kneels_faces_where_the_knees_are_before_the_feet(self, facing: int) -> None:
        """Their toes point back."""
        track = make_track(film_set("hip_flexor_stretch", {}))
        kneeling = frames_of(track if facing > 0 else mirrored(track), track.time_s < 2.0)
        seen = Observer(track.frame_size_px)
        for time_s, pose in kneeling:
            seen.observe(pose, time_s)

        assert seen.stance.facing == facing


def observer(*beats: Beat, **recording: object) -> Observer:
    """An observer that has seen the figure do these beats."""
    track = filmed("deadlift", *beats, **recording)
    seen = Observer(track.frame_size_px)
    for time_s, pose in track:
        seen.observe(pose, time_s)
    return seen


class TestWalking:
    @pytest.mark.parametrize("far_m", [1.0, -1.0])
    def test_the_whole_body_travels(self, far_m: float) -> None:
        """Facing either way."""
        assert observer(STANDING, Beat(1 / PACE_M_S, ready=0, along_m=far_m)).walking

    def test_standing_and_lifting_are_not_walking(self) -> None:
        assert not observer(STANDING).walking
        assert not observer(Beat(1.0), Beat(0.5, 0.6)).walking

    def test_a_shift_of_the_feet_is_not_walking(self) -> None:
        assert not observer(STANDING, Beat(0.5, ready=0, along_m=0.1)).walking


class TestLostAndFound:
    def test_nobody_is_no_body(self) -> None:
        seen = Observer((1280, 720))

        assert seen.observe(None, 0.0) is None
        assert seen.last_seen_s is None
        assert seen.stance.evidence_s == 0

    def test_after_a_long_time_it_is_somebody_new(self) -> None:
        """Somebody smaller, the other way round."""
        first = filmed("deadlift", Beat(2.0))
        second = filmed("deadlift", Beat(2.0), camera=Camera(172.0, px_per_m=120.0))
        seen = Observer(first.frame_size_px)
        for track, start_s in ((first, 0.0), (second, 2.0 + FORGOTTEN_S + 0.5)):
            for time_s, pose in track:
                body = seen.observe(pose, time_s + start_s)

        assert body is not None
        assert (seen.stance.facing, seen.stance.near_side) == (-1, Side.LEFT)
        assert body.torso_px == pytest.approx(0.5 * 120, rel=0.15)

    def test_found_again_the_body_does_not_drag_behind(self) -> None:
        """Somewhere else after more than a moment: the smoothed pose is where the person is."""
        track = unseen(filmed("deadlift", Beat(2.0), Beat(BRIDGED_S + 0.1, 1.0), Beat(1.0, 1.0)), 2.0, 2.7)
        seen, raw = Observer(track.frame_size_px), None
        for time_s, pose in track:
            body = seen.observe(pose, time_s)
            if time_s >= 2.7 and raw is None and pose is not None and body is not None:
                raw = pose.landmarks_px[15]
                assert body.points[15] == pytest.approx(raw.tolist())

        assert raw is not None


class TestSharedObservation:
    """What was observed once, for several coaches."""

    track = filmed("deadlift", Beat(1.0), Beat(1.5, 1.0), Beat(1.5), Beat(1.0))

    def moments(self) -> list[Moment]:
        observation = Observation(self.track.frame_size_px)
        seen = [moment for time_s, pose in self.track for moment in observation.update(pose, time_s)]
        return seen + observation.finish()

    @pytest.mark.parametrize("movement", ["deadlift", "bent_over_barbell_row", "plank"])
    def test_a_coach_that_is_given_moments_reports_what_it_would_of_the_poses(self, movement: str) -> None:
        coach = Coach(find(movement), self.track.frame_size_px)
        for moment in self.moments():
            coach.take(moment)

        assert coach.finish({"file": "set.npz"}).to_dict() == coached(self.track, movement).to_dict()

    def test_a_moment_stays_as_it_was_when_others_follow(self) -> None:
        observation, known = Observation(self.track.frame_size_px), []
        for time_s, pose in self.track:
            for moment in observation.update(pose, time_s):
                assert moment.body is not None
                known.append((moment, moment.stance.shoulder_ratio, moment.body.torso_px))

        for moment, shoulder_ratio, torso_px in known:
            assert moment.body is not None
            assert (moment.stance.shoulder_ratio, moment.body.torso_px) == (shoulder_ratio, torso_px)
        assert len({torso_px for *_, torso_px in known}) > 10

    def test_there_is_a_moment_for_every_frame_late_or_not(self) -> None:
        assert [moment.time_s for moment in self.moments()] == self.track.time_s.tolist()
