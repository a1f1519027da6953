"""The view from which the camera sees the person, and the way that they face."""

from __future__ import annotations

from math import nan

import pytest

from tests.figures import Beat, Camera, performed
from vision.view import (
    FLOOR_SIDE_BELOW,
    FRONT_ABOVE,
    SIDE_BELOW,
    SQUARELY_BELOW,
    View,
    facing_evidence,
    view_of,
)


class TestNaming:
    @pytest.mark.parametrize(
        ("shoulder_ratio", "left_minus_right", "on_floor", "view"),
        [
            (0.1, 0.05, False, View.SIDE),
            (0.1, 0.05, True, View.FLOOR_SIDE),
            (0.5, 0.5, False, View.OBLIQUE),
            (0.5, 0.5, True, View.OBLIQUE),
            (0.8, 0.8, False, View.FRONT),
            (0.8, -0.8, False, View.BACK),
            (nan, 0.0, False, View.UNKNOWN),
        ],
    )
    def test_by_the_shoulders(
        self, shoulder_ratio: float, left_minus_right: float, on_floor: bool, view: View
    ) -> None:
        assert view_of(shoulder_ratio, left_minus_right, on_floor) is view

    def test_limits_are_in_order(self) -> None:
        assert 0 < SQUARELY_BELOW < SIDE_BELOW < FLOOR_SIDE_BELOW < FRONT_ABOVE < 1


class TestFacing:
    @pytest.mark.parametrize("movement", ["deadlift", "bridge", "plank", "bent_over_barbell_row"])
    @pytest.mark.parametrize("yaw_deg", [0.0, 20.0, -20.0])
    def test_nose_and_feet_tell_which_way_they_face(self, movement: str, yaw_deg: float) -> None:
        right = performed(movement, (Beat(0.5),), Camera(yaw_deg)).pose(5)
        left = performed(movement, (Beat(0.5),), Camera(180.0 - yaw_deg)).pose(5)

        assert right is not None and left is not None
        assert facing_evidence(right) > 0.1
        assert facing_evidence(left) < -0.1

    def test_from_the_front_they_face_neither_way(self) -> None:
        facing = performed("deadlift", (Beat(1.0, ready=0),), Camera(90.0)).pose(5)

        assert facing is not None
        assert abs(facing_evidence(facing)) < 0.15
