"""The outline of the torso is measured in chord lengths, whatever the size, place and angle of the person."""

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from vision.outline import REACH_RATIO, torso_outline
from vision.pose import OUTLINE_STATIONS, Landmark

Array = NDArray[np.float32]


def landmarks(hip_px: tuple[float, float], shoulder_px: tuple[float, float]) -> Array:
    points = np.full((33, 2), np.nan, dtype=np.float32)
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = hip_px
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = shoulder_px
    return points


def upright_box(left_px: int, right_px: int) -> Array:
    """A person from x=200-left to x=200+right in a frame of 400x300."""
    mask = np.zeros((300, 400), dtype=np.float32)
    mask[40:260, 200 - left_px : 200 + right_px + 1] = 1.0
    return mask


UPRIGHT = landmarks(hip_px=(200, 220), shoulder_px=(200, 100))  # chord 120 px, pointing up


def test_row_0_is_the_left_of_the_way_from_hip_to_shoulder() -> None:
    outline = torso_outline(upright_box(left_px=30, right_px=50), UPRIGHT)

    assert outline.shape == (2, OUTLINE_STATIONS)
    assert outline.dtype == np.float32
    np.testing.assert_allclose(outline[0], 30.5 / 120, atol=0.003)
    np.testing.assert_allclose(outline[1], 50.5 / 120, atol=0.003)


def test_stations_run_from_hip_to_shoulder() -> None:
    mask = upright_box(left_px=30, right_px=30)
    mask[200:260, 160:200] = 1.0  # wider at the hip, on the left

    outline = torso_outline(mask, UPRIGHT)

    assert outline[0, 0] == pytest.approx(40.5 / 120, abs=0.003)
    assert outline[0, -1] == pytest.approx(30.5 / 120, abs=0.003)


def test_the_edge_is_found_between_pixels() -> None:
    mask = upright_box(left_px=30, right_px=30)
    mask[:, 170] = 0.8  # the edge lies 0.375 of a pixel further out than this column

    outline = torso_outline(mask, UPRIGHT)

    np.testing.assert_allclose(outline[0], 30.375 / 120, atol=0.003)


def test_mirroring_the_picture_swaps_the_sides() -> None:
    mask = upright_box(left_px=30, right_px=50)
    mirrored_px = UPRIGHT * np.float32([-1, 1]) + np.float32([399, 0])

    mirrored = torso_outline(np.ascontiguousarray(mask[:, ::-1]), mirrored_px)

    np.testing.assert_allclose(mirrored[::-1], torso_outline(mask, UPRIGHT), atol=1e-4)


def disc(radius_px: float, x_px: float, y_px: float) -> Array:
    y, x = np.mgrid[0:480, 0:640]
    return (np.hypot(x - x_px, y - y_px) <= radius_px).astype(np.float32)


@given(
    angle_deg=st.floats(0, 360),
    chord_px=st.floats(60, 160),
    x_px=st.floats(250, 390),
    y_px=st.floats(200, 280),
)
def test_a_disc_has_one_outline_at_every_place_size_and_angle(
    angle_deg: float, chord_px: float, x_px: float, y_px: float
) -> None:
    half = chord_px / 2 * np.array([math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))])
    points = landmarks((x_px - half[0], y_px - half[1]), (x_px + half[0], y_px + half[1]))
    along = np.linspace(-0.5, 0.5, OUTLINE_STATIONS)

    outline = torso_outline(disc(0.55 * chord_px, x_px, y_px), points)

    pixel = 1.5 / chord_px
    np.testing.assert_allclose(outline, np.tile(np.sqrt(0.55**2 - along**2), (2, 1)), atol=2 * pixel)


def test_where_the_chord_is_off_the_person_nothing_is_measured() -> None:
    mask = upright_box(left_px=30, right_px=30)
    mask[:150] = 0.0

    outline = torso_outline(mask, UPRIGHT)

    above = np.linspace(220, 100, OUTLINE_STATIONS) < 149
    assert np.isnan(outline[:, above]).all()
    assert np.isfinite(outline[:, ~above][:, :-1]).all()


def test_under_a_back_that_is_rounded_up_its_far_edge_is_found() -> None:
    mask = upright_box(left_px=50, right_px=-20)  # the chord passes the person by

    outline = torso_outline(mask, UPRIGHT)

    np.testing.assert_allclose(outline[0], 50.5 / 120, atol=0.003)
    assert np.isnan(outline[1]).all()


def test_something_further_away_is_not_the_torso() -> None:
    assert np.isnan(torso_outline(upright_box(left_px=60, right_px=-40), UPRIGHT)).all()


def test_an_edge_beyond_reach_is_no_edge_of_the_torso() -> None:
    outline = torso_outline(upright_box(left_px=30, right_px=int(REACH_RATIO * 120) + 2), UPRIGHT)

    assert np.isfinite(outline[0]).all()
    assert np.isnan(outline[1]).all()


def test_a_person_cut_off_by_the_frame_has_no_edge_there() -> None:
    mask = upright_box(left_px=30, right_px=30)[:, 180:]  # the left edge now lies outside

    outline = torso_outline(np.ascontiguousarray(mask), UPRIGHT - np.float32([180, 0]))

    assert np.isnan(outline[0]).all()
    np.testing.assert_allclose(outline[1], 30.5 / 120, atol=0.003)


@pytest.mark.parametrize(
    "points",
    [landmarks((200, 200), (205, 200)), np.full((33, 2), np.nan, dtype=np.float32)],
    ids=["chord of 5 px", "no landmarks"],
)
def test_without_a_usable_chord_nothing_is_measured(points: Array) -> None:
    assert np.isnan(torso_outline(upright_box(30, 30), points)).all()


def test_measuring_takes_a_fraction_of_a_frame() -> None:
    mask = np.zeros((1080, 1920), dtype=np.float32)
    mask[200:900, 800:1100] = 1.0
    points = landmarks((950, 800), (950, 400))

    def seconds() -> float:
        start = time.perf_counter()
        torso_outline(mask, points)
        return time.perf_counter() - start

    assert sorted(seconds() for _ in range(50))[5] < 0.0005
