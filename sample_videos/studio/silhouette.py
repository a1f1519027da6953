"""The shape that a dressed body covers in the picture, without drawing it: what a perfect mask would show."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Shape, body_of
from sample_videos.studio.camera import Camera
from sample_videos.studio.geometry import Array
from sample_videos.studio.rig import Skeleton, Skin
from sample_videos.studio.wardrobe import Outfit, Surface, dress

_LEFT_OUT: Final = ("head", "jaw", "eye", "oris", "orbicularis", "levator", "special", "temporalis",
                    "risorius", "tongue", "oculi", "finger", "metacarpal", "toe")  # fmt: skip
"""Bones whose skin is never beside the back, and half of all points."""


class Silhouette:
    """Which part of the picture a dressed body covers.

    The triangles that face the camera cover it; of their edges only those count that no second such triangle
    shares. Summed up along every row with their direction, they give how many layers of the body lie over a
    pixel.
    """

    def __init__(self, shape: Shape, outfit: Outfit) -> None:
        surface = dress(body_of(shape), outfit)
        kept = _kept(shape, surface)
        used, corners = np.unique(surface.triangles[kept], return_inverse=True)
        self._skin = Skin(body_of(shape), surface.points[used], surface.weights[used])
        self._triangles = corners.reshape(-1, 3)
        self._edges, self._left, self._right = _edges(self._triangles)

    def mask(self, skeleton: Skeleton, camera: Camera) -> NDArray[np.float32]:
        """(H, W) the share of each pixel that the body covers, without head, hands and toes."""
        seen = camera.project(self._skin.places_m(skeleton))
        faces = np.append(_turn(*(seen[self._triangles[:, corner]] for corner in range(3))) < 0, False)
        counts = faces[self._left].astype(int) - faces[self._right]
        at = np.flatnonzero(counts)
        starts, ends = seen[self._edges[at, 0]], seen[self._edges[at, 1]]
        return _filled(starts, ends, counts[at], camera.size_px)


silhouette_of = cache(Silhouette)
"""Made once for each dressed body: it takes a second, and asks for nothing but the two."""


def _kept(shape: Shape, surface: Surface) -> NDArray[np.bool_]:
    """The triangles that are worn and may lie beside the back."""
    body = body_of(shape)
    bones = [number for number, name in enumerate(body.names) if name.startswith(_LEFT_OUT)]
    beside = surface.weights[:, bones].sum(axis=1) < 0.5
    return np.asarray((beside & (surface.inside > 0))[surface.triangles].all(axis=1))


def _edges(
    triangles: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every edge once (E, 2), the triangle that goes along it and the one that goes against it; where there
    is none, the number after the last triangle.
    """
    directed = np.concatenate([triangles[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))])
    owners = np.tile(np.arange(len(triangles)), 3)
    along = directed[:, 0] < directed[:, 1]
    edges, numbers = np.unique(np.sort(directed, axis=1), axis=0, return_inverse=True)
    left, right = (np.full(len(edges), len(triangles)) for _ in range(2))
    left[numbers[along]] = owners[along]
    right[numbers[~along]] = owners[~along]
    return edges, left, right


def _turn(a: Array, b: Array, c: Array) -> Array:
    """Twice the area of triangles in the picture; negative where they face the camera."""
    ab, ac = b - a, c - a
    return np.asarray(ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])


def _filled(
    starts: Array, ends: Array, counts: NDArray[np.int64], size_px: tuple[int, int]
) -> NDArray[np.float32]:
    """What lies between directed edges: a piece of an edge within a row covers all that is right of it."""
    width, height = size_px
    low, high = np.minimum(starts[:, 1], ends[:, 1]), np.maximum(starts[:, 1], ends[:, 1])
    rows_crossed = np.floor(high).astype(int) - np.floor(low).astype(int) + 1
    edge = np.repeat(np.arange(len(starts)), rows_crossed)
    row = (
        np.floor(low).astype(int)[edge]
        + np.arange(len(edge))
        - np.repeat(np.cumsum(rows_crossed) - rows_crossed, rows_crossed)
    )
    top, bottom = np.maximum(low[edge], row), np.minimum(high[edge], row + 1)
    run = ends - starts
    slope = run[:, 0] / np.where(run[:, 1] == 0, 1.0, run[:, 1])
    x = starts[edge, 0] + slope[edge] * ((top + bottom) / 2 - starts[edge, 1])
    cover = (bottom - top) * np.sign(run[edge, 1]) * counts[edge]
    inside = (row >= 0) & (row < height)
    mask = np.zeros((height, width), np.float32)
    if not inside.any():
        return mask
    x, row, cover = np.clip(x[inside], 0, width - 1e-3), row[inside], cover[inside]
    column = np.floor(x).astype(int)
    share = x - column
    left, top_row = int(column.min()), int(row.min())
    shape = (int(row.max()) - top_row + 1, int(column.max()) - left + 2)
    at = (row - top_row) * shape[1] + column - left
    table = np.bincount(at, cover * (1 - share), shape[0] * shape[1])
    table += np.bincount(at + 1, cover * share, shape[0] * shape[1])
    layers = np.abs(np.cumsum(table.reshape(shape), axis=1))
    part = mask[top_row : top_row + shape[0], left : left + shape[1]]
    part[:] = np.minimum(layers, 1)[:, : part.shape[1]]
    return mask
