"""What stretches read of neck, trunk and knees, against bodies whose every bone is known; how holds end."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from exercises.body import Body, Proportions, Side
from exercises.measures.head import face_down, head_turn, head_turned_off
from exercises.measures.legs import hip_extension, knee_bend
from exercises.measures.measure import Measure
from exercises.measures.trunk import shoulder_sunk, trunk_twist
from exercises.report import SetReport
from sample_videos.studio.body import body_of
from sample_videos.studio.camera import Viewpoint
from sample_videos.studio.cast import PEOPLE
from sample_videos.studio.landmarks import LandmarkRig
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Rig
from sample_videos.studio.script import Rep, Script
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached, faults
from tests.sample_videos.people import film_set

SIZE_PX = (640, 480)
FRONT, RIGHT_SIDE = 0.0, 90.0


@cache
def _ben() -> Rig:
    return Rig(body_of(PEOPLE["ben"].shape), Ground())


def seen(posture: Posture, azimuth_deg: float) -> Body:
    """The posture as a far camera shows it."""
    camera = Viewpoint(azimuth_deg, 12.0, 1.2, 1.2, field_of_view_deg=12).camera(SIZE_PX)
    places = LandmarkRig(_ben().body).places_m(_ben().pose(posture))
    proportions = Proportions()
    body = Body(camera.project(places), np.full(33, 0.99, np.float32), SIZE_PX, proportions)
    proportions.update(body, 1.0)
    body.facing = 1
    return body


def reads(measure: Measure, posture: Posture, azimuth_deg: float, side: Side = Side.RIGHT) -> float:
    return measure.of(seen(posture, azimuth_deg), side)


class TestFace:
    @pytest.mark.parametrize("turn_deg", [-45, -20, 0, 20, 45])
    @pytest.mark.parametrize("down_deg", [0, 35])
    def test_the_turn_to_a_side_is_that_of_the_head(self, turn_deg: float, down_deg: float) -> None:
        posture = Posture.of(head_turn_deg=-turn_deg, head_deg=down_deg)

        assert reads(head_turn, posture, FRONT) == pytest.approx(turn_deg, abs=10)
        assert reads(head_turn, posture, FRONT, Side.LEFT) == pytest.approx(-turn_deg, abs=10)
        assert reads(head_turned_off, posture, FRONT) == pytest.approx(abs(turn_deg), abs=10)

    @pytest.mark.parametrize("turn_deg", [0, 40])
    @pytest.mark.parametrize("tilt_deg", [0, 30])
    def test_a_lowered_face_reads_lower_turned_or_tilted_or_not(
        self, turn_deg: float, tilt_deg: float
    ) -> None:
        level = Posture.of(head_turn_deg=turn_deg, head_side_deg=tilt_deg)
        lowered = replace(level, head_deg=30)

        more = reads(face_down, lowered, FRONT) - reads(face_down, level, FRONT)

        assert more == pytest.approx(30, abs=10)


class TestTrunk:
    def test_somebody_turned_as_one_is_not_twisted(self) -> None:
        for heading_deg in (0, 20, 40):
            assert abs(reads(trunk_twist, Posture.of(heading_deg=heading_deg), RIGHT_SIDE)) < 0.12

    @pytest.mark.parametrize("twist_deg", [-25, 25])
    def test_turned_shoulders_over_still_hips_are(self, twist_deg: float) -> None:
        assert reads(trunk_twist, Posture.of(twist_deg=twist_deg), RIGHT_SIDE) > 0.2

    def test_the_shoulder_that_is_drawn_to_the_ear_is_told_from_the_other(self) -> None:
        straight = Posture.of()
        shrugged = replace(straight, right_arm=replace(straight.right_arm, shrug_deg=20))

        assert abs(reads(shoulder_sunk, straight, FRONT)) < 0.02
        assert reads(shoulder_sunk, shrugged, FRONT) > 0.06
        assert reads(shoulder_sunk, shrugged, FRONT, Side.LEFT) < -0.06


class TestView:
    def test_hands_that_hold_a_knee_are_not_overhead(self) -> None:
        """Lying on the back they are above the eyes in the picture; that makes no shoulders look closer."""
        holding = MOTIONS["double_knee_to_chest"].effort
        resting = replace(holding, left_arm=Arm(74, 22, 90, 10), right_arm=Arm(74, 22, 90, 10))

        ratios = [seen(posture, RIGHT_SIDE - 15).shoulder_ratio for posture in (holding, resting)]

        assert ratios[0] == pytest.approx(ratios[1], abs=0.02)


class TestLegs:
    @pytest.mark.parametrize("bend_deg", [-12, 0, 20])
    def test_a_knee_pushed_through_is_told_from_a_soft_one(self, bend_deg: float) -> None:
        leg = Leg(thigh_pitch_deg=bend_deg / 2, shank_pitch_deg=-bend_deg / 2, thigh_out_deg=0)

        assert reads(knee_bend, Posture.of(leg=leg), RIGHT_SIDE) == pytest.approx(bend_deg, abs=3)

    @pytest.mark.parametrize("trunk_deg", [-10, 0, 15])
    def test_leaning_forward_takes_extension_from_the_hip(self, trunk_deg: float) -> None:
        posture = Posture.of(trunk_deg=trunk_deg, leg=Leg(thigh_pitch_deg=-20))

        assert reads(hip_extension, posture, RIGHT_SIDE) == pytest.approx(20 - trunk_deg, abs=8)


class TestBouncing:
    def test_it_goes_to_and_fro_about_the_posture_by_its_size(self) -> None:
        motion = MOTIONS["standing_forward_bend"]
        script = Script(motion, (Rep(1.0, 4.0, 1.0, 0.5, {"bounce_deg": 14.0}),), sway_deg=0)
        (rep,) = script.rep_truth

        leans_deg = script.still(np.arange(rep.peak_s + 0.5, rep.leave_s, 0.02)).trunk_deg

        assert np.ptp(leans_deg) == pytest.approx(14.0, abs=0.5)
        assert leans_deg.mean() == pytest.approx(motion.effort.trunk_deg, abs=1.0)

    def test_the_clock_stands_while_it_lasts(self) -> None:
        """It is seen after a while, and seen to be over after two seconds: told then, from when it was."""
        motion = MOTIONS["standing_forward_bend"]
        reps = tuple(Rep(1.0, 4.0, 1.0, 4.0, dials) for dials in ({}, {"bounce_deg": 20.0}, {}))
        take = film_set("standing_forward_bend", {})
        report = coached(
            make_track(replace(take, script=Script(motion, reps, seed=1)), noisy=True), motion.movement
        )

        truth = Script(motion, reps, seed=1).rep_truth[1]
        assert report.hold is not None
        (pause,) = report.hold.pauses
        assert pause.reason == "the trunk bounces"
        assert (pause.start_s, pause.end_s) == (
            pytest.approx(truth.peak_s, abs=0.5),
            pytest.approx(truth.leave_s, abs=0.5),
        )


class TestRolling:
    """On the foam roller, where too little movement stops the clock."""

    @pytest.mark.parametrize(("from_s", "until_s"), [(8.0, 99.0), (0.0, 10.0)])
    def test_time_without_rolling_does_not_count(self, from_s: float, until_s: float) -> None:
        track = make_track(film_set("foam_rolling", *[{}] * 5), noisy=True)
        landmarks_px = track.landmarks_px.copy()
        still = (track.time_s >= from_s) & (track.time_s < until_s)
        landmarks_px[still] = landmarks_px[np.flatnonzero(still)[0]]

        report = coached(replace(track, landmarks_px=landmarks_px), "foam_rolling")

        assert report.hold is not None
        assert report.hold.total_s == pytest.approx(float((~still).mean() * track.time_s[-1]), abs=1.5)


def held(movement: str, lowering_s: float) -> SetReport:
    """A stretch that is held once on each side, and left at this pace."""
    take = film_set(movement, {}, {})
    reps = tuple(replace(rep, lowering_s=lowering_s) for rep in take.script.reps)
    script = Script(take.script.motion, reps, lead_in_s=2.0, seed=1)
    return coached(make_track(replace(take, script=script), noisy=True), movement)


def test_looking_ahead_a_little_past_the_camera_is_no_levator_stretch() -> None:
    movement = "levator_scapulae_stretch"
    motion = MOTIONS[movement]
    past = replace(motion, rest=replace(motion.rest, head_turn_deg=-14))
    take = film_set(movement, {}, {})
    script = Script(past, take.script.reps, lead_in_s=4.0, seed=1)

    report = coached(make_track(replace(take, script=script), noisy=True), movement)

    assert faults(report) == {}


class TestTheEndOfAHold:
    def test_going_down_at_the_end_is_no_fault(self) -> None:
        assert faults(held("side_plank", lowering_s=1.4)) == {}

    def test_sinking_slowly_is(self) -> None:
        assert "hips_drop" in faults(held("side_plank", lowering_s=8.0))
