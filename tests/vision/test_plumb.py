"""The plumb line is read from upright edges behind the person."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vision.geometry import PlumbLine, turned
from vision.plumb import plumb_line

SIZE_PX = 640, 480


def room(roll_deg: float, doors: int = 4, convergence_deg: float = 0.0) -> np.ndarray:
    """A wall with dark door frames that lean as they do for a camera that leans."""
    width, height = SIZE_PX
    image = np.full((height, width, 3), 190, np.uint8)
    for x in np.linspace(60, width - 60, doors):
        tilt = np.radians(roll_deg + convergence_deg * (x / width - 0.5))
        reach = 200 * np.tan(tilt)
        ends = [(round(x - reach), 40), (round(x + reach), 440)]
        cv2.line(image, *ends, (60, 50, 40), 14, cv2.LINE_AA)
    return image


@settings(max_examples=15, deadline=None)
@given(roll_deg=st.floats(-10, 10))
def test_door_frames_tell_how_far_the_camera_leans(roll_deg: float) -> None:
    found = plumb_line(room(roll_deg))

    assert found is not None
    assert found.roll_deg == pytest.approx(roll_deg, abs=0.5)


@pytest.mark.parametrize("convergence_deg", [-12.0, 8.0])
def test_edges_that_run_together_are_no_roll(convergence_deg: float) -> None:
    found = plumb_line(room(2.0, doors=7, convergence_deg=convergence_deg))

    assert found is not None
    assert found.tilt_deg(0.5) == pytest.approx(2.0, abs=0.6)
    assert found.tilt_deg(0.9) == pytest.approx(2.0 + 0.4 * convergence_deg, abs=1.0)


def test_a_mirrored_picture_leans_the_other_way_by_exactly_as_much() -> None:
    image = room(4.0, convergence_deg=5.0)

    found, mirrored = plumb_line(image), plumb_line(np.ascontiguousarray(image[:, ::-1]))

    assert found is not None and mirrored is not None
    assert mirrored.roll_deg == pytest.approx(-found.roll_deg, abs=0.05)
    assert mirrored.convergence_deg == pytest.approx(found.convergence_deg, abs=0.1)


def test_a_plain_wall_says_nothing() -> None:
    assert plumb_line(np.full((480, 640, 3), 128, np.uint8)) is None


def test_one_edge_is_not_enough() -> None:
    assert plumb_line(room(6.0, doors=1)) is None


def test_noise_says_nothing() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)

    assert plumb_line(noise) is None


def test_edges_that_disagree_say_nothing() -> None:
    halves = np.hstack([room(-11.0)[:, :320], room(11.0)[:, 320:]])
    crossed = np.maximum(halves // 2, room(0.0, doors=9) // 2)

    found = plumb_line(crossed)

    assert found is None or abs(found.roll_deg) < 1


@given(by_deg=st.floats(-15, 15))
def test_turning_makes_upright_what_was_tilted(by_deg: float) -> None:
    tilted = np.array([[np.sin(np.radians(by_deg)), np.cos(np.radians(by_deg))]])

    assert turned(tilted, by_deg) == pytest.approx(np.array([[0.0, 1.0]]), abs=1e-12)


def test_outside_the_picture_the_tilt_is_that_of_its_edge() -> None:
    line = PlumbLine(1.0, 10.0)

    assert line.tilt_deg(-3.0) == line.tilt_deg(0.0) == -4.0
