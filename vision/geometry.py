"""Angles and distances between points in the image plane.

Points are (x, y) in pixels, x to the right and y down, so that an angle does not change with the shape of the
frame. (On coordinates normalised by width and height a true 90 degrees can read 59 at 16:9.)
Not-a-number in an argument gives not-a-number, and so does a line without length.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, nan, radians, sin

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlumbLine:
    """How upright things are tilted in a picture: positive when the lower end is further right.

    `roll_deg` is the tilt in the middle of the picture; `convergence_deg` is by how much more they are
    tilted at the right edge than at the left one.
    """

    roll_deg: float = 0.0
    convergence_deg: float = 0.0

    def tilt_deg(self, x_share: float) -> float:
        """Tilt in degrees at a place across the picture: 0 is its left edge, 1 its right one."""
        return self.roll_deg + self.convergence_deg * (min(max(x_share, 0.0), 1.0) - 0.5)


def turned(points_px: NDArray[np.float64], by_deg: float) -> NDArray[np.float64]:
    """Points (..., 2) turned about the picture's top left corner.

    What was tilted by `by_deg` then stands upright.
    """
    cosine, sine = cos(radians(by_deg)), sin(radians(by_deg))
    upright: NDArray[np.float64] = points_px @ np.array([[cosine, sine], [-sine, cosine]])
    return upright


def midpoint(a: Point, b: Point) -> Point:
    """The point half-way between `a` and `b`."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def distance_px(a: Point, b: Point) -> float:
    """Length of the line from `a` to `b`."""
    return hypot(b[0] - a[0], b[1] - a[1])


def joint_angle_deg(a: Point, joint: Point, b: Point) -> float:
    """Interior angle at `joint` between the lines to `a` and `b`, 0..180."""
    ux, uy = a[0] - joint[0], a[1] - joint[1]
    vx, vy = b[0] - joint[0], b[1] - joint[1]
    lengths = hypot(ux, uy) * hypot(vx, vy)
    if not lengths > 0:
        return nan
    return degrees(acos(max(-1.0, min(1.0, (ux * vx + uy * vy) / lengths))))


def triangle_angle_deg(side_a: float, side_b: float, opposite: float) -> float:
    """Angle between two sides of a triangle, 0..180, from all three lengths by the law of cosines.

    `opposite` is the length of the side that lies opposite the angle.
    """
    if not (side_a > 0 and side_b > 0 and opposite >= 0):
        return nan
    cosine = (side_a**2 + side_b**2 - opposite**2) / (2 * side_a * side_b)
    return degrees(acos(max(-1.0, min(1.0, cosine))))


def offset_from_line_deg(start: Point, middle: Point, end: Point, positive_side: Point) -> float:
    """How far a chain start-middle-end bends away from straight, in degrees.

    A straight chain gives 0. It is positive where `middle` lies towards `positive_side` (a direction in the
    image) and negative on the other side.
    """
    bend = 180.0 - joint_angle_deg(start, middle, end)
    along = along_fraction(middle, start, end)
    foot_x, foot_y = start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])
    towards = (middle[0] - foot_x) * positive_side[0] + (middle[1] - foot_y) * positive_side[1]
    return bend if towards >= 0 else -bend


def inclination_deg(base: Point, tip: Point) -> float:
    """Angle of the line base-tip from upright: 0 with the tip straight above, 90 level, 180 upside down."""
    return degrees(atan2(abs(tip[0] - base[0]), base[1] - tip[1]))


def along_fraction(point: Point, start: Point, end: Point) -> float:
    """The share of the way start-end at which `point` falls on it: 0 at the start, 1 at the end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length_squared = dx * dx + dy * dy
    if not length_squared > 0:
        return nan
    return ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length_squared
