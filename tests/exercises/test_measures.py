"""What is read from a body: in degrees and torso lengths, whatever the picture."""

from __future__ import annotations

from dataclasses import fields, replace
from math import cos, hypot, isfinite, radians, sin, tan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Body, Joint, Proportions, Side
from exercises.measures import MEASURES, arms, back, head, legs, support, trunk
from exercises.measures.arms import (
    elbow_angle,
    elbow_bend,
    hand_over_shoulder,
    pull_line,
    upper_arm_inclination,
)
from exercises.measures.back import arched_curve, back_curve, back_rise, standing_height
from exercises.measures.head import chin_over_hands, head_drop, shoulder_retraction
from exercises.measures.legs import hip_angle, knee_angle, leg_upright
from exercises.measures.measure import Measure
from exercises.measures.trunk import body_line, hip_line, trunk_inclination, trunk_lean
from tests.exercises.coaching import EXCHANGED, filmed, parted_while_bent, watched
from tests.figures import FLAT, ROUNDED, Beat, Camera, a_set, rest
from vision.pose import OUTLINE_STATIONS, Pose

Points = NDArray[np.float64]

EVERY = list(MEASURES.values())
IN_PIXELS = {measure.name for measure in EVERY if measure.unit == "px"}
SIGNED_BY_SIDE = {
    "shoulder_tilt_torso",
    "hip_tilt_torso",
    "trunk_sway_torso",
    "hands_across_torso",
    "hang_offset_torso",
    "head_roll_deg",
    "side_lean_deg",
}
PLACES = {"hip_along_torso"}  # where in the picture: only how far it travels means anything
TWINS = {
    head.left_ear_over_shoulder: head.right_ear_over_shoulder,
    head.right_ear_over_shoulder: head.left_ear_over_shoulder,
}
SIZE_PX = (1280, 720)

every_measure = pytest.mark.parametrize("measure", EVERY, ids=lambda measure: measure.name)
every_measure_of_posture = pytest.mark.parametrize(
    "measure", [one for one in EVERY if one.name not in PLACES], ids=lambda measure: measure.name
)


def body(
    points: Points,
    facing: int = 1,
    outline: NDArray[np.float32] | None = None,
    size_px: tuple[int, int] = SIZE_PX,
) -> Body:
    """A body that was seen like this long enough to know its lengths."""
    proportions = Proportions()
    made = Body(points, np.full(33, 0.99, np.float32), size_px, proportions, outline)
    proportions.update(made, 1.0)
    made.facing = facing
    return made


def figure(movement: str, yaw_deg: float = 0.0, progress: float = 0.0, **dials: float) -> Points:
    """The landmarks of a figure that holds still there."""
    beat = Beat(0.5, progress, dials=tuple(dials.items()))
    track = filmed(movement, beat, camera=Camera(yaw_deg), noise=0.0)
    return np.asarray(track.landmarks_px[-1], float)


def arm(upper_px: float, forearm_px: float, turn_deg: float, bend_deg: float) -> Points:
    """A body whose left arm lies in the image plane, its elbow at `bend_deg`."""
    points, shoulder = figure("deadlift"), np.array([640.0, 500.0])
    there, on = radians(turn_deg), radians(turn_deg + 180 - bend_deg)
    elbow = shoulder + upper_px * np.array([cos(there), sin(there)])
    points[Joint.SHOULDER], points[Joint.ELBOW] = shoulder, elbow
    points[Joint.WRIST] = elbow + forearm_px * np.array([cos(on), sin(on)])
    return points


class TestAngles:
    @pytest.mark.parametrize("size_px", [(1920, 1080), (640, 480), (720, 1280)])
    def test_a_right_angle_reads_ninety_in_every_shape_of_picture(self, size_px: tuple[int, int]) -> None:
        points = np.zeros((33, 2))
        points[[Joint.SHOULDER, Joint.HIP, Joint.KNEE]] = (300, 100), (300, 300), (500, 300)

        read = hip_angle.of(Body(points, np.ones(33, np.float32), size_px, Proportions()), Side.LEFT)

        assert read == pytest.approx(90.0)

    @given(st.floats(40, 200), st.floats(40, 200), st.floats(0, 360), st.floats(20, 160))
    def test_the_elbow_from_the_reach_is_the_elbow_of_an_arm_in_the_image_plane(
        self, upper_px: float, forearm_px: float, turn_deg: float, bend_deg: float
    ) -> None:
        seen = body(arm(upper_px, forearm_px, turn_deg, bend_deg), size_px=(1500, 1500))

        assert elbow_angle.of(seen, Side.LEFT) == pytest.approx(bend_deg, abs=0.01)

    @pytest.mark.parametrize(
        ("reach_deg", "elbow_deg", "bend_deg"), [(80, 150, 80), (125, 150, 150), (150, 120, 150)]
    )
    def test_a_long_arm_is_believed_by_its_elbow_and_a_bent_one_by_its_reach(
        self, reach_deg: float, elbow_deg: float, bend_deg: float
    ) -> None:
        known = body(arm(100.0, 100.0, 30.0, reach_deg))
        points = arm(100.0, 100.0, 30.0, reach_deg)
        half_px, middle = np.subtract(points[Joint.WRIST], points[Joint.SHOULDER]) / 2, points[Joint.SHOULDER]
        across = np.array([-half_px[1], half_px[0]]) / tan(radians(elbow_deg / 2))
        points[Joint.ELBOW] = middle + half_px + across

        read = Body(points, np.ones(33, np.float32), SIZE_PX, known.proportions)

        assert elbow_bend.of(read, Side.LEFT) == pytest.approx(bend_deg, abs=0.5)

    def test_the_elbow_needs_no_elbow_once_the_arm_is_known(self) -> None:
        points = arm(100.0, 90.0, 30.0, 75.0)
        known = body(points)
        astray = points.copy()
        astray[Joint.ELBOW] += (40, -25)

        read = Body(astray, np.ones(33, np.float32), SIZE_PX, known.proportions)

        assert elbow_angle.of(read, Side.LEFT) == pytest.approx(75.0, abs=0.01)

    @pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
    def test_leaning_forward_is_positive_whichever_way_they_face(self, yaw_deg: float) -> None:
        facing = 1 if yaw_deg == 0 else -1

        bent = body(figure("bent_over_barbell_row", yaw_deg), facing)
        upright = body(figure("deadlift", yaw_deg, progress=1.0, lean_back=1), facing)

        assert trunk_lean.of(bent, Side.LEFT) == pytest.approx(65, abs=2)
        assert trunk_lean.of(upright, Side.LEFT) == pytest.approx(-31, abs=2)

    @pytest.mark.parametrize("yaw_deg", [0.0, 20.0, 45.0, 90.0, -90.0])
    def test_the_inclination_of_the_trunk_bears_every_view(self, yaw_deg: float) -> None:
        read = trunk_inclination.of(body(figure("bent_over_barbell_row", yaw_deg)), Side.LEFT)

        assert read == pytest.approx(65, abs=12)

    def test_without_knowing_which_way_they_face_forward_is_unknown(self) -> None:
        unknown = body(figure("deadlift"), facing=0)

        assert np.isnan(trunk_lean.of(unknown, Side.LEFT))


class TestWhatTheFigureShows:
    """Each measure where the figure's own angles are known, seen from the side it faces the right edge."""

    @pytest.mark.parametrize(
        ("measure", "movement", "progress", "dials", "expected", "within"),
        [
            (knee_angle, "bent_over_barbell_row", 0.0, {}, 155, 2),
            (knee_angle, "bent_over_barbell_row", 0.0, {"knees_locked": 1}, 180, 2),
            (hip_angle, "deadlift", 1.0, {}, 175, 4),
            (elbow_angle, "deadlift", 0.0, {}, 174, 3),
            (leg_upright, "deadlift", 1.0, {}, 1.0, 0.02),
            (leg_upright, "plank", 0.0, {}, 0.17, 0.03),
            (hip_line, "bridge", 1.0, {"hips_low": 2 / 9}, 0, 3),
            (hip_line, "bridge", 0.0, {}, -55, 5),
            (body_line, "plank", 0.0, {}, 0, 3),
            (body_line, "plank", 0.0, {"sag": 1}, -16, 3),
            (body_line, "plank", 0.0, {"pike": 1}, 29, 4),
            (head_drop, "plank", 0.0, {"head_drop": 1}, 65, 8),
            (upper_arm_inclination, "plank", 0.0, {}, 0, 4),
            (hand_over_shoulder, "deadlift", 1.0, {}, -1.1, 0.1),
            (hand_over_shoulder, "pull_up", 0.0, {}, 1.1, 0.1),
            (chin_over_hands, "pull_up", 1.0, {}, 0.0, 0.1),
            (pull_line, "one_arm_dumbbell_row", 1.0, {}, 0.6, 0.1),
            (pull_line, "one_arm_dumbbell_row", 1.0, {"to_chest": 1}, 0.13, 0.1),
        ],
        ids=lambda value: value.name if isinstance(value, Measure) else None,
    )
    def test_it_reads(
        self,
        measure: Measure,
        movement: str,
        progress: float,
        dials: dict[str, float],
        expected: float,
        within: float,
    ) -> None:
        points = figure(movement, progress=progress, **dials)

        assert measure.of(body(points), Side.RIGHT) == pytest.approx(expected, abs=within)

    @pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, -90.0, 135.0])
    def test_drawing_the_shoulders_back_grows_from_every_view(self, yaw_deg: float) -> None:
        facing = int(np.sign(round(cos(radians(yaw_deg)), 3)))
        at_rest, squeezed = (
            shoulder_retraction.of(body(figure("scapular_squeeze", yaw_deg, progress), facing), Side.LEFT)
            for progress in (0.0, 1.0)
        )

        assert squeezed - at_rest > 0.06


class TestInvariance:
    """Measures of a row, which has nothing straight, upright or level that might hide a dependence."""

    POINTS = figure("bent_over_barbell_row", yaw_deg=12.0, progress=0.6)

    @every_measure_of_posture
    @given(scale=st.floats(0.2, 4.0), x=st.floats(0, 5000), y=st.floats(0, 5000))
    @settings(max_examples=10)
    def test_neither_size_nor_place_matters(self, measure: Measure, scale: float, x: float, y: float) -> None:
        for side in BOTH_SIDES:
            usual = measure.of(body(self.POINTS), side) * (scale if measure.name in IN_PIXELS else 1)
            moved = measure.of(body(self.POINTS * scale + (x, y), size_px=(10000, 10000)), side)
            if measure.name in IN_PIXELS:
                usual -= y
            assert moved == pytest.approx(usual, rel=1e-4, abs=1e-4, nan_ok=True)

    @every_measure_of_posture
    def test_a_mirror_exchanges_the_sides_and_nothing_else(self, measure: Measure) -> None:
        mirrored = self.POINTS[EXCHANGED] * (-1, 1) + (SIZE_PX[0], 0)

        for side in BOTH_SIDES:
            usual = measure.of(body(self.POINTS, facing=1), side)
            swapped = TWINS.get(measure, measure).of(body(mirrored, facing=-1), side.other)
            if measure.name in SIGNED_BY_SIDE:
                swapped = -swapped
            assert swapped == pytest.approx(usual, abs=1e-6, nan_ok=True)

    @pytest.mark.parametrize("measure", [elbow_angle, hip_angle, knee_angle, pull_line], ids=lambda m: m.name)
    @given(st.floats(0, 360))
    def test_the_angle_of_a_joint_does_not_turn_with_the_camera(self, measure: Measure, roll: float) -> None:
        c, s = cos(radians(roll)), sin(radians(roll))

        rolled = body((self.POINTS - 400) @ np.array([[c, s], [-s, c]]) + 400)

        upright = measure.of(body(self.POINTS), Side.LEFT)
        assert measure.of(rolled, Side.LEFT) == pytest.approx(upright, abs=1e-6)

    @every_measure
    def test_nothing_fails_on_a_body_that_has_no_size(self, measure: Measure) -> None:
        for points in (np.zeros((33, 2)), np.full((33, 2), np.nan)):
            value = measure.of(body(points), Side.LEFT)
            assert isinstance(value, float)
            assert not isfinite(value) or abs(value) <= 180


class TestRegistry:
    def test_no_two_measures_share_a_name(self) -> None:
        declared = {
            id(found)
            for module in (arms, back, head, legs, support, trunk)
            for found in vars(module).values()
            if isinstance(found, Measure)
        }

        assert len(declared) == len(MEASURES)

    @every_measure
    def test_it_differs_between_the_sides_where_it_says_so(self, measure: Measure) -> None:
        wry = figure("one_arm_dumbbell_row", yaw_deg=40.0, progress=0.7)
        wry += np.random.default_rng(3).normal(0.0, 6.0, wry.shape)
        bent = body(wry, outline=np.full((2, OUTLINE_STATIONS), 0.2, np.float32))
        bent.proportions.upper_arm[Side.LEFT].px *= 1.2
        bent.proportions.upper_arm[Side.RIGHT].px *= 1.3
        left, right = (measure.of(bent, side) for side in BOTH_SIDES)

        assert (left != pytest.approx(right, abs=1e-6, nan_ok=True)) is measure.sided


class TestVisibility:
    @every_measure
    def test_the_least_sure_joint_counts(self, measure: Measure) -> None:
        for joint in measure.joints:
            visibility = np.full(33, 0.9, np.float32)
            visibility[joint.landmark(Side.LEFT)] = 0.2
            seen = Body(figure("deadlift"), visibility, SIZE_PX, Proportions())

            assert measure.visibility(seen, Side.LEFT) == pytest.approx(0.2)
            other = measure.visibility(seen, Side.RIGHT)
            assert other == pytest.approx(0.2 if measure.both_sides else 0.9)

    def test_a_joint_outside_the_picture_is_not_seen(self) -> None:
        points = figure("deadlift")
        points[Joint.WRIST.landmark(Side.LEFT)] = (-200, 300)

        assert elbow_angle.visibility(body(points), Side.LEFT) == 0.0

    @every_measure
    def test_it_says_what_it_is(self, measure: Measure) -> None:
        assert measure.joints
        assert measure.label[0].isupper()
        assert measure.unit in ("°", "px", "torso", "")
        assert all(getattr(measure, field.name) is not None for field in fields(measure))


class TestBack:
    """The outline of the back over the chord from hip to shoulder."""

    STATION = np.linspace(0, 1, OUTLINE_STATIONS)

    def outlined(self, curve: float, facing: int = 1, tilt: float = 0.0) -> Body:
        back = 0.18 + curve * self.STATION * (1 - self.STATION) + tilt * self.STATION
        belly = np.full(OUTLINE_STATIONS, 0.2)
        sides = [back, belly] if facing > 0 else [belly, back]
        points = figure("deadlift", 0.0 if facing > 0 else 180.0)
        return body(points, facing, np.stack(sides).astype(np.float32))

    @given(st.floats(-0.5, 1.2), st.sampled_from([1, -1]), st.floats(-0.2, 0.2))
    def test_a_parabola_reads_its_curvature(self, curve: float, facing: int, tilt: float) -> None:
        assert back_curve.of(self.outlined(curve, facing, tilt), Side.LEFT) == pytest.approx(curve, abs=1e-4)

    @given(st.floats(-0.5, 1.2), st.sampled_from([1, -1]))
    def test_the_rise_is_the_height_of_the_upper_back_and_half_its_curvature(
        self, curve: float, facing: int
    ) -> None:
        upper = self.STATION[20:33]
        height = 0.18 + curve * float((upper * (1 - upper)).mean())

        read = back_rise.of(self.outlined(curve, facing), Side.LEFT)

        assert read == pytest.approx(height + curve / 2, abs=1e-4)

    def test_the_height_of_the_standing_back_is_read_upright_alone(self) -> None:
        bent, outline = self.outlined(0.0), self.outlined(0.0).outline
        upright = body(figure("deadlift", progress=1.0), 1, outline)

        assert np.isnan(standing_height.of(bent, Side.LEFT))
        assert np.isnan(back_rise.of(upright, Side.LEFT))
        assert standing_height.of(upright, Side.LEFT) == pytest.approx(0.18, abs=1e-6)

    @pytest.mark.parametrize(("rounded", "curve"), [(0.0, FLAT), (1.0, ROUNDED)])
    def test_the_figure_shows_flat_and_round(self, rounded: float, curve: float) -> None:
        track = filmed("deadlift", Beat(0.5, dials=(("rounded", rounded),)), noise=0.0)
        pose = track.pose(len(track) - 1)
        assert isinstance(pose, Pose)

        shown = body(pose.landmarks_px.astype(float), 1, pose.outline)

        assert back_curve.of(shown, Side.LEFT) == pytest.approx(curve, abs=0.01)

    def test_a_few_stations_hidden_by_an_arm_do_not_matter(self) -> None:
        seen = self.outlined(0.7)
        assert seen.outline is not None
        seen.outline[0, 10:14] = np.nan

        assert back_curve.of(seen, Side.LEFT) == pytest.approx(0.7, abs=0.01)

    def test_too_many_hidden_is_not_read(self) -> None:
        seen = self.outlined(0.7)
        assert seen.outline is not None
        seen.outline[0, 5:20] = np.nan

        assert np.isnan(back_curve.of(seen, Side.LEFT))

    def test_a_back_that_is_rounded_up_is_read_from_two_fifths_of_it(self) -> None:
        seen = self.outlined(0.7)
        assert seen.outline is not None
        seen.outline[0, 7:22] = np.nan

        assert np.isnan(back_curve.of(seen, Side.LEFT))
        assert arched_curve.of(seen, Side.LEFT) == pytest.approx(0.7, abs=0.01)

    def test_upright_the_outline_says_nothing_of_the_spine(self) -> None:
        outline = self.outlined(0.7).outline

        assert np.isnan(back_curve.of(body(figure("deadlift", progress=1.0), 1, outline), Side.LEFT))

    def test_without_an_outline_or_a_facing_nothing_is_read(self) -> None:
        seen = self.outlined(0.7)
        outline, seen.outline = seen.outline, None

        assert np.isnan(back_curve.of(seen, Side.LEFT))
        assert np.isnan(back_curve.of(body(figure("deadlift"), 0, outline), Side.LEFT))

    def test_it_is_shown_while_the_arms_hang_and_not_while_they_make_the_outline(self) -> None:
        row = "bent_over_barbell_row"
        states = watched(filmed(row, *a_set(row, 3)), row)[1]

        def shown(phase: str) -> list[bool]:
            return [state.back_row is not None for state in states if state.phase == phase]

        assert np.mean(shown("ready")) > 0.9
        assert not any(shown("top"))

    def test_it_is_shown_though_the_shoulders_part_while_the_back_is_bent(self) -> None:
        lifts = [*rest(1), Beat(1.0, 1.0), Beat(1.0, 1.0), Beat(1.0), *rest(5)]
        states = watched(parted_while_bent(filmed("deadlift", *lifts)), "deadlift")[1]

        assert all(state.back_row is not None for state in states if state.time_s > 5)

    def test_it_is_not_shown_long_after_anybody_stood_square_to_it(self) -> None:
        lifts = [*rest(1), Beat(1.0, 1.0), Beat(1.0, 1.0), Beat(1.0), *rest(16)]
        states = watched(parted_while_bent(filmed("deadlift", *lifts)), "deadlift")[1]

        assert states[-1].back_row is None


class TestLengths:
    def test_an_arm_that_bends_out_of_the_picture_keeps_its_length(self) -> None:
        long, short = figure("pull_up", 90.0), figure("pull_up", 90.0, progress=1.0)
        proportions = Proportions()
        for points in [long] * 30 + [short] * 30:
            proportions.update(Body(points, np.ones(33, np.float32), SIZE_PX, proportions), 1 / 30)

        known = proportions.upper_arm[Side.LEFT].px
        shown = hypot(*(short[Joint.ELBOW] - short[Joint.SHOULDER]))
        assert known > 0.9 * hypot(*(long[Joint.ELBOW] - long[Joint.SHOULDER]))
        assert known >= shown

    def test_one_landmark_thrown_off_does_not_stretch_it(self) -> None:
        points = figure("deadlift")
        proportions = Proportions()
        for frame in range(60):
            odd = points.copy()
            odd[Joint.WRIST.landmark(Side.LEFT)] += (300, 0) if frame == 50 else (0, 0)
            proportions.update(Body(odd, np.ones(33, np.float32), SIZE_PX, proportions), 1 / 30)
            if frame == 49:
                before_px = proportions.forearm[Side.LEFT].px

        assert proportions.forearm[Side.LEFT].px < 1.4 * before_px

    def test_somebody_bent_towards_the_camera_has_not_shrunk(self) -> None:
        upright = body(figure("deadlift", 90.0, progress=1.0)).torso_px
        bent = body(figure("deadlift", 90.0)).torso_px

        assert bent == pytest.approx(upright, rel=0.15)


def test_every_measure_has_a_name_of_its_own() -> None:
    names = [measure.name for measure in EVERY]

    assert len(names) == len(set(names))
    assert all(replace(measure) == measure for measure in EVERY)
