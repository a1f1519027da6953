"""Simple bodies as triangles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sample_videos.studio.geometry import Array, X, Y, unit
from sample_videos.studio.wardrobe import Material, ellipsoid


@dataclass(frozen=True, slots=True)
class Solid:
    """Triangles one after another: corners and their normals, both (3 T, 3), all of one material."""

    corners: Array
    normals: Array
    material: Material


def quad(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, normal: ArrayLike, material: Material
) -> Solid:
    """A flat four-sided face."""
    corners = np.array([a, b, c, a, c, d], float)
    return Solid(corners, np.tile(unit(normal), (6, 1)), material)


def box(low: ArrayLike, high: ArrayLike, material: Material) -> Solid:
    """A box between two opposite corners."""
    low, high = np.asarray(low, float), np.asarray(high, float)
    corners: list[Array] = []
    normals: list[Array] = []
    for axis in range(3):
        u, v = (np.eye(3)[(axis + k) % 3] * (high - low) for k in (1, 2))
        for outward, start in ((-1.0, low), (1.0, low + np.eye(3)[axis] * (high - low))):
            corners += [start, start + u, start + u + v, start, start + u + v, start + v]
            normals += [np.eye(3)[axis] * outward] * 6
    return Solid(np.array(corners), np.array(normals), material)


def cylinder(start: ArrayLike, end: ArrayLike, radius_m: float, material: Material, sides: int = 28) -> Solid:
    """A closed cylinder around the line from `start` to `end`."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    axis = unit(end - start)
    u = unit(np.cross(axis, Y if abs(axis[1]) < 0.9 else X))
    v = np.cross(axis, u)
    turns = np.linspace(0, 2 * np.pi, sides + 1)
    rim = np.outer(np.cos(turns), u) + np.outer(np.sin(turns), v)
    corners: list[Array] = []
    normals: list[Array] = []
    for a, b in pairwise(rim):
        corners += [start + a * radius_m, end + a * radius_m, end + b * radius_m]
        corners += [start + a * radius_m, end + b * radius_m, start + b * radius_m]
        normals += [a, a, b, a, b, b]
        for centre, outward in ((start, -axis), (end, axis)):
            corners += [centre, centre + a * radius_m, centre + b * radius_m]
            normals += [outward] * 3
    return Solid(np.array(corners), np.array(normals), material)


def ball(centre: ArrayLike, radii: ArrayLike, material: Material) -> Solid:
    """An ellipsoid."""
    points, normals, triangles = ellipsoid(np.asarray(centre, float), np.asarray(radii, float) * np.ones(3))
    return Solid(points[triangles.ravel()], normals[triangles.ravel()], material)


def corners_of(solids: list[Solid]) -> tuple[Array, Array, NDArray[np.float64]]:
    """All corners, normals and material numbers of some solids, one after another."""
    if not solids:
        return np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0)
    kinds = [np.full(len(solid.corners), float(solid.material)) for solid in solids]
    corners = np.concatenate([solid.corners for solid in solids])
    return corners, np.concatenate([solid.normals for solid in solids]), np.concatenate(kinds)
