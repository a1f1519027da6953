"""Vectors, rotations and two-bone chains: one, or as many as the dimensions before the last say.

Angles in degrees, rotations as 3 x 3 matrices.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

X, Y, Z = np.eye(3)
_UNTURNED = np.eye(3)
_ACROSS = -np.cross(_UNTURNED[:, None], _UNTURNED)
"""(3, 3, 3): the matrices that take a vector to its vector product with each axis."""


def column(values: ArrayLike) -> Array:
    """The values (...) as (..., 1), to stand beside vectors."""
    return np.asarray(values, float)[..., None]


def length(vectors: ArrayLike) -> Array:
    """The lengths (...) of vectors (..., 3)."""
    return np.asarray(np.sqrt(np.vecdot(vectors, vectors)))


def unit(vectors: ArrayLike) -> Array:
    """The vectors (..., 3) at length 1."""
    vectors = np.asarray(vectors, float)
    return np.asarray(vectors / column(length(vectors)))


def rotation(axis: ArrayLike, angle_deg: ArrayLike) -> Array:
    """The rotations (..., 3, 3) by angles (...) about axes (..., 3) through the origin, right-handed."""
    axis, angle = unit(axis), column(column(np.radians(angle_deg)))
    along = axis[..., :, None] * axis[..., None, :]
    across = np.tensordot(axis, _ACROSS, 1)
    return np.asarray(along + np.cos(angle) * (_UNTURNED - along) + np.sin(angle) * across)


def axes(along: Array, hinge: Array) -> Array:
    """Right-handed axes (..., 3, 3) as columns: the first along a bone, the second nearest to its hinge."""
    first = unit(along)
    second = unit(hinge - first * column(np.vecdot(hinge, first)))
    return np.stack([first, second, np.cross(first, second)], axis=-1)


def direction(pitch_deg: ArrayLike, out_deg: ArrayLike, outward: float) -> Array:
    """The direction (..., 3) of a limb: straight down at pitch 0, forward at 90, overhead at 180.

    `out_deg` lifts it away from the middle of the body; `outward` is +1 for the left side, -1 for the right.
    """
    pitch, out = np.radians(pitch_deg), np.radians(out_deg)
    aside, level = outward * np.sin(out), np.cos(out)
    return np.stack([aside, -np.cos(pitch) * level, np.sin(pitch) * level], axis=-1)


def bent_chain(
    start: Array, end: Array, upper_m: float, lower_m: float, towards: Array
) -> tuple[Array, Array]:
    """The middle joints and the ends (..., 3) of chains of two bones from `start` to `end`, bent towards a
    direction.

    An end out of reach is pulled in to just short of the stretched chain.
    """
    reach = end - start
    distance = np.clip(length(reach), abs(upper_m - lower_m) + 1e-4, 0.999 * (upper_m + lower_m))
    along = unit(reach)
    upper_along = (upper_m**2 + distance**2 - lower_m**2) / (2 * distance)
    upper_aside = np.sqrt(np.maximum(upper_m**2 - upper_along**2, 0))
    aside = unit(towards - along * column(np.vecdot(towards, along)))
    middle = start + column(upper_along) * along + column(upper_aside) * aside
    return middle, start + column(distance) * along


def angle_deg(a: Array, joint: Array, b: Array) -> float:
    """The interior angle at `joint`, 0..180, in space or in the picture."""
    cosine = unit(a - joint) @ unit(b - joint)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
