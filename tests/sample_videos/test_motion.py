"""A body that moves stays a body: bones keep their length, hands and feet their place, and truth its time."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sample_videos.studio.camera import Camera, Viewpoint
from sample_videos.studio.film import Stage, film_truth
from sample_videos.studio.measures import JOINTS, joints_m
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import RANGE
from sample_videos.studio.tracks import make_track
from tests.sample_videos.people import film_set

each_movement = pytest.mark.parametrize("movement", MOTIONS)
MOMENTS_S = np.arange(0, 5, 0.15)
STILL_M = 0.004
BONES = (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
PLANTED = {
    "bent_over_barbell_row": ("ankle",),
    "deadlift": ("ankle",),
    "pull_up": ("wrist",),
    "bridge": ("ankle",),
}


def joints_over_time(movement: str) -> dict[str, Any]:
    stage = Stage(film_set(movement, {}, {}))
    return joints_m(stage.body, stage.skeletons(MOMENTS_S))


def truth_of(tmp_path: Path, movement: str, *dials_of_reps: dict[str, float]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(film_truth(film_set(movement, *dials_of_reps), tmp_path).read_text())
    return content


@each_movement
def test_a_moment_is_posed_the_same_alone_and_in_a_track(movement: str) -> None:
    stage = Stage(film_set(movement, {}, {}))
    track = stage.skeletons(MOMENTS_S)

    for moment in range(0, len(MOMENTS_S), 11):
        alone = stage.skeleton(MOMENTS_S[moment])
        np.testing.assert_allclose(track[moment].places, alone.places, atol=1e-9)
        np.testing.assert_allclose(track[moment].rotations, alone.rotations, atol=1e-9)


@each_movement
def test_bones_keep_their_length(movement: str) -> None:
    joints = joints_over_time(movement)

    for start, end in BONES:
        for side in ("left", "right"):
            lengths_m = np.linalg.norm(joints[f"{side}_{start}"] - joints[f"{side}_{end}"], axis=1)
            assert np.ptp(lengths_m) < 0.001, f"{side} {start}-{end}"


@pytest.mark.parametrize(("movement", "ends"), PLANTED.items())
def test_hands_and_feet_stay_where_they_are_planted(movement: str, ends: tuple[str, ...]) -> None:
    joints = joints_over_time(movement)

    for end in ends:
        for side in ("left", "right"):
            assert np.ptp(joints[f"{side}_{end}"], axis=0).max() < STILL_M


def test_the_supporting_hand_of_a_one_arm_row_stays_on_the_bench() -> None:
    assert np.ptp(joints_over_time("one_arm_dumbbell_row")["left_wrist"], axis=0).max() < 2 * STILL_M


@each_movement
def test_nobody_sinks_into_the_floor(movement: str) -> None:
    joints = joints_over_time(movement)

    assert min(places[:, 1].min() for places in joints.values()) > 0


def test_the_rig_has_the_joints_that_truth_names() -> None:
    stage = Stage(film_set("deadlift", {}))

    assert {name.split("_")[1] for name in joints_m(stage.body, stage.skeleton(0.0))} == set(JOINTS)


def test_repetitions_last_from_rest_to_rest(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, "bent_over_barbell_row", {}, {"trunk_rise_deg": 12.0})
    times_s = np.array([frame["time_s"] for frame in truth["frames"]])
    elbow_deg = np.array([frame["angles_deg"]["right_elbow"] for frame in truth["frames"]])
    at_rest_deg, at_effort_deg = elbow_deg.max(), elbow_deg.min()

    for rep in truth["rep_list"]:
        during = (times_s >= rep["start_s"]) & (times_s <= rep["end_s"])
        at_top = (times_s >= rep["peak_s"]) & (times_s <= rep["leave_s"])
        assert elbow_deg[at_top].max() < at_effort_deg + 3
        assert elbow_deg[during].argmin() > 0
        for edge in ("start_s", "end_s"):
            assert np.interp(rep[edge], times_s, elbow_deg) > at_rest_deg - 3


def test_truth_gives_each_fault_its_size_as_measured_and_as_a_coach_sees_it(tmp_path: Path) -> None:
    truth = truth_of(tmp_path, "deadlift", {"rounding_deg": 20.0, RANGE: 0.3}, {})

    rounded, short = truth["rep_list"][0]["faults"]
    assert (rounded["check"], rounded["size_of"], rounded["fine"], rounded["fault"]) == (
        "flat_back",
        "spine_flexion_deg",
        10,
        30,
    )
    assert rounded["true_size"] == pytest.approx(20, abs=0.5)
    assert (short["check"], short["true_size"], short["size_of"]) == ("range", 0.3, None)
    assert truth["rep_list"][1]["faults"] == []


def test_the_hips_lead_in_the_middle_of_the_lift_only(tmp_path: Path) -> None:
    clean, hips_first = (truth_of(tmp_path, "deadlift", dials) for dials in ({}, {"hips_first_deg": 25.0}))
    (rep,) = clean["rep_list"]
    middle_s = (rep["start_s"] + rep["peak_s"]) / 2

    def trunk_deg(truth: dict[str, Any], at_s: float) -> float:
        times_s = [frame["time_s"] for frame in truth["frames"]]
        return float(np.interp(at_s, times_s, [frame["trunk_inclination_deg"] for frame in truth["frames"]]))

    assert trunk_deg(hips_first, middle_s) - trunk_deg(clean, middle_s) == pytest.approx(25, abs=3)
    for edge in ("start_s", "peak_s"):
        assert trunk_deg(hips_first, rep[edge]) == pytest.approx(trunk_deg(clean, rep[edge]), abs=2)


def test_a_camera_shows_points_where_they_are() -> None:
    camera = Viewpoint(90, 3.0, 1.0, 1.0, field_of_view_deg=90).camera((400, 300))

    assert camera.project([0, 1, 0]) == pytest.approx((200, 150))
    assert camera.project([0, 1, 1]) == pytest.approx((250, 150)), (
        "in front of the person, seen from the right"
    )
    assert camera.project([0, 2, 0]) == pytest.approx((200, 100)), "above"
    assert camera.depth([0, 1, 0]) == pytest.approx(3.0)


def test_a_rolled_camera_turns_the_picture_about_its_middle() -> None:
    level, rolled = (Camera((0, 1, 3), (0, 1, 0), 60, (400, 300), roll) for roll in (0.0, 90.0))

    (x, y), (rolled_x, rolled_y) = level.project([0.3, 1.2, 0]), rolled.project([0.3, 1.2, 0])

    assert np.hypot(x - 200, y - 150) == pytest.approx(np.hypot(rolled_x - 200, rolled_y - 150))
    assert abs(
        np.degrees(np.arctan2(rolled_y - 150, rolled_x - 200) - np.arctan2(y - 150, x - 200))
    ) % 180 == (pytest.approx(90))


def test_the_same_seed_gives_the_same_track_and_another_one_does_not() -> None:
    first, again, other = (
        make_track(film_set("bent_over_barbell_row", {}, seed=seed), fps=5, noisy=True) for seed in (1, 1, 2)
    )

    assert np.array_equal(first.landmarks_px, again.landmarks_px)
    assert not np.array_equal(first.landmarks_px, other.landmarks_px)


def test_without_noise_landmarks_are_the_joints_that_truth_tells(tmp_path: Path) -> None:
    take = film_set("deadlift", {})
    track = make_track(take)
    truth = json.loads(film_truth(take, tmp_path).read_text())

    for frame in truth["frames"]:
        row = int(np.abs(track.time_s - frame["time_s"]).argmin())
        assert track.landmarks_px[row, 12] == pytest.approx(frame["joints_px"]["right_shoulder"], abs=0.1)
