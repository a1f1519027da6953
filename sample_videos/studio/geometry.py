"""Vectors, rotations and two-bone chains. Angles in degrees, rotations as 3 x 3 matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

X, Y, Z = np.eye(3)


def unit(vector: ArrayLike) -> Array:
    """The vector at length 1."""
    vector = np.asarray(vector, float)
    return np.asarray(vector / np.linalg.norm(vector))


def rotation(axis: ArrayLike, angle_deg: float) -> Array:
    """Rotation about an axis through the origin, right-handed."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(angle_deg)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def axes(along: ArrayLike, hinge: ArrayLike) -> Array:
    """Right-handed axes as columns: the first along a bone, the second as near to its hinge as can be."""
    first = unit(along)
    hinge = np.asarray(hinge, float)
    second = unit(hinge - first * (hinge @ first))
    return np.stack([first, second, np.cross(first, second)], axis=1)


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
