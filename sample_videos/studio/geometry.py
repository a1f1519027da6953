"""Vectors, rotations and two-bone chains. Angles in degrees, rotations as 3 x 3 matrices."""

from __future__ import annotations

from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

X, Y, Z = np.eye(3)


def unit(vector: ArrayLike) -> Array:
    """The vector at length 1."""
    vector = np.asarray(vector, float)
    return np.asarray(vector / sqrt(vector @ vector))


def cross(a: Array, b: Array) -> Array:
    """The vector product of two vectors; many times as fast as numpy's, which is made for many at once."""
    ax, ay, az = a.tolist()
    bx, by, bz = b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def rotation(axis: ArrayLike, angle_deg: float) -> Array:
    """Rotation about an axis through the origin, right-handed."""
    x, y, z = unit(axis).tolist()
    sine, cosine = sin(radians(angle_deg)), cos(radians(angle_deg))
    rest = 1 - cosine
    return np.array(
        [
            [cosine + rest * x * x, rest * x * y - sine * z, rest * x * z + sine * y],
            [rest * x * y + sine * z, cosine + rest * y * y, rest * y * z - sine * x],
            [rest * x * z - sine * y, rest * y * z + sine * x, cosine + rest * z * z],
        ]
    )


def axes(along: ArrayLike, hinge: ArrayLike) -> Array:
    """Right-handed axes as columns: the first along a bone, the second as near to its hinge as can be."""
    first = unit(along)
    hinge = np.asarray(hinge, float)
    second = unit(hinge - first * (hinge @ first))
    return np.stack([first, second, cross(first, second)], axis=1)


def direction(pitch_deg: float, out_deg: float, outward: float) -> Array:
    """Where a limb points: straight down at 0, forward at a pitch of 90, overhead at 180.

    `out_deg` lifts it away from the middle of the body; `outward` is +1 for the left side, -1 for the right.
    """
    pitch, out = np.radians([pitch_deg, out_deg])
    return np.array([outward * np.sin(out), -np.cos(pitch) * np.cos(out), np.sin(pitch) * np.cos(out)])


def bent_chain(
    start: Array, end: Array, upper_m: float, lower_m: float, towards: Array
) -> tuple[Array, Array]:
    """The middle joint and the end of a chain of two bones from `start` to `end`, bent towards a direction.

    An end out of reach is pulled in to just short of the stretched chain.
    """
    reach = end - start
    distance = float(
        np.clip(np.linalg.norm(reach), abs(upper_m - lower_m) + 1e-4, 0.999 * (upper_m + lower_m))
    )
    along = unit(reach)
    upper_along = (upper_m**2 + distance**2 - lower_m**2) / (2 * distance)
    aside = unit(towards - along * (towards @ along))
    middle = start + upper_along * along + np.sqrt(max(upper_m**2 - upper_along**2, 0)) * aside
    return middle, start + distance * along


def angle_deg(a: Array, joint: Array, b: Array) -> float:
    """Interior angle at `joint`, 0..180, in space or in the picture."""
    cosine = unit(a - joint) @ unit(b - joint)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
