"""Sets that other pose programs have looked at: fewer keypoints, the same counts, and nothing made up."""

from functools import cache

import numpy as np
import pytest

from benchmarks.accuracy.baseline import POSES
from benchmarks.accuracy.outcomes import kept_takes
from exercises.any_movement import movement_in
from exercises.catalogue import MOVEMENTS, find
from exercises.coach import coach_track
from exercises.measures.arms import hand_over_foot
from exercises.observer import Observer
from exercises.recognition import recognise
from exercises.report import SetReport
from tests.exercises.coaching import counts
from tests.keypoints import keypoints_of, reduced
from vision.draw import Overlay, draw_overlay, key_picture
from vision.layouts import Layout
from vision.pose import Landmark
from vision.track import Track

QUICK = ("deadlift", "pull_up", "bent_over_barbell_row", "bird_dog", "plank", "hip_flexor_stretch")
LAYOUTS_WITHOUT: tuple[Layout, ...] = ("coco17", "halpe26")
each_layout = pytest.mark.parametrize("layout", LAYOUTS_WITHOUT)


@cache
def kept_sets() -> list[tuple[str, Track]]:
    """Poses found in rendered sets, without the outline, which no other program gives."""
    return [
        (take.movement, Track(track.time_s, track.landmarks_px, track.visibility, track.frame_size_px))
        for take, _, track in kept_takes(POSES)
    ]


def kept(movement: str, number: int = 0) -> Track:
    return [track for name, track in kept_sets() if name == movement][number]


def found(report: SetReport) -> dict[str, str]:
    return {v.check: v.result.value for v in report.verdicts}


@each_layout
@pytest.mark.parametrize(
    "movement",
    [pytest.param(movement, marks=[] if movement in QUICK else [pytest.mark.slow]) for movement in MOVEMENTS],
)
def test_fewer_keypoints_give_the_same_count_and_no_fault_that_was_none(
    movement: str, layout: Layout
) -> None:
    whole = coach_track(kept(movement), find(movement))
    report = coach_track(reduced(kept(movement), layout), find(movement))

    assert counts(report) == counts(whole)
    for check, result in found(report).items():
        assert result in (found(whole)[check], "not_judged")
    if whole.hold is not None and report.hold is not None:
        assert report.hold.total_s == pytest.approx(whole.hold.total_s, abs=0.1)


def test_feet_that_are_not_there_are_not_judged() -> None:
    movement = find("pendlay_row")
    rows = coach_track(reduced(kept("pendlay_row", 1), "coco17"), movement)
    (check,) = (check for check in movement.checks if hand_over_foot in check.reads.measures)
    (verdict,) = (v for v in rows.verdicts if v.check == check.id)

    assert rows.reps > 0
    assert verdict.result == "not_judged"
    assert verdict.value is None
    assert verdict.reason == "wrist and heel seen in 0% of the frames that matter"
    assert verdict.remedy


def test_a_mouth_that_is_not_there_is_not_judged() -> None:
    report = coach_track(reduced(kept("pull_up"), "coco17"), find("pull_up"))

    assert found(report)["top_range"] == "not_judged"


@each_layout
@pytest.mark.parametrize("movement", ["deadlift", "pull_up", "bridge"])
def test_a_set_is_recognised_by_fewer_keypoints(movement: str, layout: Layout) -> None:
    names = [one.movement.id for one in recognise(reduced(kept(movement), layout)).sets]

    assert names == [one.movement.id for one in recognise(kept(movement)).sets] == [movement]


@each_layout
def test_what_repeats_is_counted_by_fewer_keypoints(layout: Layout) -> None:
    track = kept("deadlift")
    fewer = reduced(track, layout)

    assert counts(coach_track(fewer, movement_in(fewer))) == counts(coach_track(track, movement_in(track)))


@pytest.mark.parametrize("gone", [Landmark.LEFT_ANKLE, Landmark.RIGHT_EAR, Landmark.NOSE])
def test_what_repeats_is_counted_where_a_joint_is_never_found(gone: Landmark) -> None:
    track = kept("deadlift")
    landmarks_px, visibility = track.landmarks_px.copy(), track.visibility.copy()
    landmarks_px[:, gone], visibility[:, gone] = np.nan, 0.0
    fewer = Track(track.time_s, landmarks_px, visibility, track.frame_size_px)

    assert counts(coach_track(fewer, movement_in(fewer))) == counts(coach_track(track, movement_in(track)))


@pytest.mark.parametrize("layout", ["coco17"])
@pytest.mark.parametrize("movement", ["deadlift", "bent_over_barbell_row", "plank"])
def test_keypoints_that_are_lost_now_and_then_spoil_nothing(movement: str, layout: Layout) -> None:
    """Programs lose a keypoint for a frame or some, and at the start not all of them are there yet."""
    track = kept(movement)
    xy, confidence = keypoints_of(track, layout)
    lost = np.random.default_rng(7).random(confidence.shape) < 0.03
    lost[:3] = np.arange(17) % 2 == 0
    xy[lost] = 0.0
    spotty = Track.from_keypoints(xy, confidence, track.time_s, track.frame_size_px, layout)

    report, whole = coach_track(spotty, find(movement)), coach_track(reduced(track, layout), find(movement))

    assert counts(report) == counts(whole)
    assert report.view == whole.view
    if whole.hold is not None and report.hold is not None:
        assert report.hold.total_s == pytest.approx(whole.hold.total_s, abs=0.5)


def test_the_way_somebody_faces_is_told_by_the_one_ear_that_is_found() -> None:
    track = kept("deadlift")
    far = Landmark.LEFT_EAR
    fewer = reduced(track, "coco17")
    fewer.landmarks_px[:, far], fewer.visibility[:, far] = np.nan, 0.0

    facings = []
    for one in (track, fewer):
        observer = Observer(one.frame_size_px)
        bodies = [observer.observe(pose, time_s) for time_s, pose in one]
        facings.append([body.facing for body in bodies if body is not None][-1])

    assert facings[0] == facings[1] != 0


def test_a_body_is_smoothed_and_measured_before_all_of_its_torso_is_found() -> None:
    track = kept("deadlift")
    fewer = reduced(track, "coco17")
    fewer.landmarks_px[:2, Landmark.LEFT_HIP] = np.nan
    fewer.visibility[:2, Landmark.LEFT_HIP] = 0.0

    observer = Observer(fewer.frame_size_px)
    bodies = [observer.observe(pose, time_s) for time_s, pose in fewer.frames(slice(0, 6))]

    assert all(body is not None and np.isfinite(body.shoulders).all() for body in bodies)
    assert bodies[-1] is not None and np.isfinite([*bodies[-1].hips, bodies[-1].torso_px]).all()


@each_layout
def test_a_skeleton_without_all_of_its_joints_is_drawn(layout: Layout) -> None:
    pose = reduced(kept("deadlift"), layout).pose(20)
    assert pose is not None
    image = np.zeros((360, 640, 3), np.uint8)
    overlay = Overlay(pose.landmarks_px, pose.visibility, highlight=frozenset({Landmark.LEFT_HEEL}))

    assert draw_overlay(image, overlay).any()
    assert key_picture(image, overlay)[:2] == b"\xff\xd8"
