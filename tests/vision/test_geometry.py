"""Angles in the image plane: the same however the picture is turned, moved, scaled or mirrored."""

from __future__ import annotations

from math import cos, isnan, nan, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision.geometry import (
    Point,
    along_fraction,
    distance_px,
    inclination_deg,
    joint_angle_deg,
    midpoint,
    offset_from_line_deg,
    triangle_angle_deg,
)

UP = (0.0, -1.0)
pixels = st.floats(-2000, 2000)
points = st.tuples(pixels, pixels)
degrees = st.floats(0, 360)
lengths = st.floats(10, 500)


def polar(origin: Point, angle_deg: float, length: float) -> Point:
    return origin[0] + length * cos(radians(angle_deg)), origin[1] + length * sin(radians(angle_deg))


class TestJointAngle:
    @given(points, degrees, st.floats(0, 180), lengths, lengths)
    def test_it_is_the_angle_between_two_limbs_of_any_length_in_any_direction(
        self, joint: Point, turn_deg: float, bend_deg: float, a: float, b: float
    ) -> None:
        read = joint_angle_deg(polar(joint, turn_deg, a), joint, polar(joint, turn_deg + bend_deg, b))

        assert read == pytest.approx(bend_deg, abs=0.01)

    @pytest.mark.parametrize("width_to_height", [16 / 9, 4 / 3, 9 / 16])
    def test_taken_on_shares_of_the_picture_it_would_be_wrong(self, width_to_height: float) -> None:
        """A right angle on the diagonal: the reason why points are in pixels."""
        a, joint, b = (100.0, 100.0), (200.0, 200.0), (300.0, 100.0)

        shares = [(x / (1000 * width_to_height), y / 1000) for x, y in (a, joint, b)]

        assert joint_angle_deg(a, joint, b) == pytest.approx(90)
        assert abs(joint_angle_deg(shares[0], shares[1], shares[2]) - 90) > 15

    @given(points, points)
    def test_it_does_not_matter_which_limb_is_named_first(self, a: Point, b: Point) -> None:
        joint = (3000.0, 3000.0)

        assert joint_angle_deg(a, joint, b) == pytest.approx(joint_angle_deg(b, joint, a))

    def test_a_limb_of_no_length_has_no_angle(self) -> None:
        assert isnan(joint_angle_deg((1.0, 1.0), (1.0, 1.0), (5.0, 5.0)))


class TestTriangle:
    @given(lengths, lengths, st.floats(0, 180))
    def test_it_undoes_the_law_of_cosines(self, a: float, b: float, angle_deg: float) -> None:
        opposite = distance_px(polar((0, 0), 0, a), polar((0, 0), angle_deg, b))

        assert triangle_angle_deg(a, b, opposite) == pytest.approx(angle_deg, abs=0.01)

    def test_what_is_too_far_apart_is_straight(self) -> None:
        assert triangle_angle_deg(3.0, 4.0, 8.0) == 180.0

    def test_what_is_too_near_is_folded(self) -> None:
        assert triangle_angle_deg(3.0, 5.0, 1.0) == 0.0


class TestOffsetFromLine:
    def test_a_straight_chain_has_none(self) -> None:
        assert offset_from_line_deg((0, 0), (5, 5), (9, 9), UP) == pytest.approx(0.0, abs=1e-4)

    def test_the_side_tells_the_sign(self) -> None:
        assert offset_from_line_deg((0, 0), (10, -1), (20, 0), UP) == pytest.approx(11.4, abs=0.1)
        assert offset_from_line_deg((0, 0), (10, 1), (20, 0), UP) == pytest.approx(-11.4, abs=0.1)

    @given(points, points, points)
    def test_a_mirror_leaves_it_alone(self, start: Point, middle: Point, end: Point) -> None:
        chain = [start, middle, end]

        usual = offset_from_line_deg(*chain, UP)
        mirrored = offset_from_line_deg(*((-x, y) for x, y in chain), UP)

        assert mirrored == pytest.approx(usual, nan_ok=True) or abs(usual) == pytest.approx(180)

    @given(points, st.floats(5, 100), st.floats(5, 100), st.floats(-60, 60))
    def test_it_does_not_depend_on_which_end_is_named_first(
        self, middle: Point, a: float, b: float, bend_deg: float
    ) -> None:
        start, end = polar(middle, 180, a), polar(middle, bend_deg, b)

        assert offset_from_line_deg(start, middle, end, UP) == pytest.approx(
            offset_from_line_deg(end, middle, start, UP), abs=1e-6
        )


class TestInclination:
    @pytest.mark.parametrize(
        ("tip", "expected"),
        [((0, -5), 0), ((5, -5), 45), ((5, 0), 90), ((-5, 0), 90), ((5, 5), 135), ((0, 5), 180)],
    )
    def test_it_is_counted_from_upright(self, tip: Point, expected: float) -> None:
        assert inclination_deg((0, 0), tip) == pytest.approx(expected)


class TestLines:
    @given(points, points, st.floats(-2, 3))
    def test_the_share_along_a_line(self, start: Point, end: Point, share: float) -> None:
        if distance_px(start, end) < 1:
            return
        on_line = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])

        assert along_fraction(on_line, start, end) == pytest.approx(share, abs=1e-6)

    def test_beside_the_line_only_the_way_along_it_counts(self) -> None:
        assert along_fraction((5.0, 99.0), (0.0, 0.0), (10.0, 0.0)) == pytest.approx(0.5)

    def test_a_line_of_no_length_has_no_shares(self) -> None:
        assert isnan(along_fraction((1, 1), (5, 5), (5, 5)))

    @given(points, points)
    def test_the_midpoint_is_as_far_from_both(self, a: Point, b: Point) -> None:
        assert distance_px(a, midpoint(a, b)) == pytest.approx(distance_px(b, midpoint(a, b)), abs=1e-6)


@pytest.mark.parametrize(
    "read",
    [
        lambda p: joint_angle_deg(p, (1, 1), (2, 0)),
        lambda p: joint_angle_deg((0, 0), p, (2, 0)),
        lambda p: triangle_angle_deg(1, 1, p[0]),
        lambda p: triangle_angle_deg(p[0], 1, 1),
        lambda p: offset_from_line_deg((0, 0), p, (2, 0), UP),
        lambda p: inclination_deg((0, 0), p),
        lambda p: along_fraction(p, (0, 0), (1, 1)),
        lambda p: along_fraction((0, 0), p, (1, 1)),
        lambda p: distance_px(p, (0, 0)),
    ],
)
def test_not_a_number_in_not_a_number_out(read: object) -> None:
    assert isnan(read((nan, nan)))  # type: ignore[operator]
