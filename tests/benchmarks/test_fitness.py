"""The statistics of rendered against real footage, on tracks whose noise is known."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.fitness import (
    LEAST_FOUND,
    Clip,
    Figures,
    Measured,
    as_text,
    in_words,
    near_side,
    parts_of,
    share_found,
    torso_length_px,
    view_from,
)
from vision.pose import LANDMARK_COUNT, Landmark
from vision.track import Track

TORSO_PX = 100.0
FPS = 30
NOISE_TORSOS = 0.01
WRIST = Landmark.LEFT_WRIST


def a_track(seconds: float = 20.0, noise: float = 0.0, fps: int = FPS) -> Track:
    """Somebody who stands still, the left side turned to the camera; `noise` in torso lengths."""
    count = int(seconds * fps)
    places = np.full((count, LANDMARK_COUNT, 2), 300.0)
    places[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] += TORSO_PX
    places += np.random.default_rng(1).normal(0, noise * TORSO_PX, places.shape)
    visibility = np.full((count, LANDMARK_COUNT), 0.9, np.float32)
    visibility[:, [Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST]] = 0.2
    return Track(np.arange(count) / fps, places.astype(np.float32), visibility, (640, 480))


def moved(track: Track, landmark: Landmark, by_torsos: NDArray[np.float64]) -> Track:
    track.landmarks_px[:, landmark, 0] += (by_torsos * TORSO_PX).astype(np.float32)
    return track


def the_wrist(track: Track) -> Figures:
    return parts_of(track, sideways=True)["wrist", "near"]


def test_a_still_body_without_noise_has_none() -> None:
    figures = the_wrist(a_track())

    assert figures.noise == pytest.approx(0, abs=1e-6)
    assert figures.jump == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("fps", [15, 30])
def test_noise_is_given_in_torso_lengths(fps: int) -> None:
    # the median of a few noisy samples follows the noise a little: of 5 to 11 samples it leaves 0.8 to 1.0
    assert the_wrist(a_track(noise=NOISE_TORSOS, fps=fps)).noise == pytest.approx(NOISE_TORSOS, rel=0.2)


def test_steady_movement_is_no_noise() -> None:
    track = a_track()

    assert the_wrist(moved(track, WRIST, 0.2 * track.time_s)).noise == pytest.approx(0, abs=1e-6)


def test_noise_is_taken_while_the_joint_is_slow() -> None:
    track = a_track(noise=NOISE_TORSOS)
    shaken = np.where(track.time_s > 10, np.sin(track.time_s * 40), 0) + 2.0 * np.maximum(
        track.time_s - 10, 0
    )

    assert the_wrist(moved(track, WRIST, shaken)).noise == pytest.approx(NOISE_TORSOS, rel=0.25)


def test_a_landmark_that_leaps_now_and_then_shows_in_its_jumps() -> None:
    track = a_track()
    leaps = np.zeros(len(track))
    leaps[20::40] = 0.5

    assert the_wrist(moved(track, WRIST, leaps)).jump == pytest.approx(0.5, rel=0.01)


def test_the_near_side_is_the_one_whose_limbs_are_seen() -> None:
    track = a_track()

    assert near_side(track) == "LEFT"
    assert parts_of(track, sideways=True)["wrist", "far"].visibility == pytest.approx(0.2)


def test_from_the_front_both_sides_are_one() -> None:
    parts = parts_of(a_track(), sideways=False)

    assert {side for _, side in parts} == {"both"}
    assert parts["wrist", "both"].visibility == pytest.approx((0.9 + 0.2) / 2)


def test_frames_without_a_pose_are_left_out() -> None:
    track = a_track(noise=NOISE_TORSOS)
    track.landmarks_px[100:130] = np.nan
    track.visibility[100:130] = 0

    assert torso_length_px(track) == pytest.approx(TORSO_PX, rel=0.02)
    assert the_wrist(track).noise == pytest.approx(NOISE_TORSOS, rel=0.2)
    assert the_wrist(track).visibility == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("azimuth_deg", "view"),
    [
        (0, "front"),
        (-10, "front"),
        (94, "side"),
        (270, "side"),
        (262, "side"),
        (186, "back"),
        (315, "oblique"),
    ],
)
def test_the_view_follows_from_the_camera(azimuth_deg: float, view: str) -> None:
    assert view_from(azimuth_deg) == view


def test_differences_are_said_in_words() -> None:
    real = dict.fromkeys((("hip", "near"), ("knee", "far"), ("ear", "near")), Figures(0.01, 0.1, 0.9))
    rendered = {
        ("hip", "near"): Figures(0.011, 0.05, 0.9),
        ("knee", "far"): Figures(0.002, 0.05, 0.5),
        ("ear", "near"): Figures(0.03, 0.05, 0.9),
    }

    words = " ".join(in_words(rendered, real))

    assert "its jumps are 2.0 times as large" in words
    assert "within a factor of 1.5: near hip." in words
    assert "Steadier rendered than real: far knee." in words
    assert "Less steady rendered than real: near ear." in words
    assert "Less visible rendered than real, by more than 0.15: far knee." in words


def clip_of(tmp_path: Path, name: str, found: float, noise: float) -> Measured:
    clip = Clip(tmp_path / f"{name}.mp4", "deadlift", "side")
    return Measured(clip, 100, found, parts_of(a_track(noise=noise), sideways=True))


def test_the_tables_hold_rendered_against_real(tmp_path: Path) -> None:
    rendered = [clip_of(tmp_path, "ours", 1.0, 0.01)]
    real = [clip_of(tmp_path, "theirs", 0.9, 0.02), clip_of(tmp_path, "others", 0.8, 0.02)]

    text = as_text(rendered, real)

    assert "| all |  | 100 | 100.00% |" in text
    assert "85.0% of the frames of the 2 real clips" in text
    row = next(line for line in text.splitlines() if line.startswith("| `deadlift` | side | 2 |"))
    assert float(row.split("|")[-2]) == pytest.approx(0.5, abs=0.01)


def test_long_clips_count_for_more_in_the_share_of_frames(tmp_path: Path) -> None:
    short = Measured(Clip(tmp_path / "short.mp4", "plank", "side"), 10, 0.0, {})
    long = Measured(Clip(tmp_path / "long.mp4", "plank", "side"), 990, 1.0, {})

    assert share_found([short, long]) == pytest.approx(LEAST_FOUND)
