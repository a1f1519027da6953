"""The shape that a dressed body covers in the picture, without drawing it: what a perfect mask would show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Shape, body_of
from sample_videos.studio.camera import Camera
from sample_videos.studio.geometry import Array
from sample_videos.studio.rig import Skeleton, Skin
from sample_videos.studio.wardrobe import Outfit, Surface, dress

Window = tuple[int, int, int, int]
"""Left and top of a part of the picture, and the column and row after its last; in pixels."""

_AT_ONCE: Final = 64  # the places of so many postures are worked out together

_LEFT_OUT: Final = ("head", "jaw", "eye", "oris", "orbicularis", "levator", "special", "temporalis",
                    "risorius", "tongue", "oculi", "finger", "metacarpal", "toe")  # fmt: skip
"""Bones whose skin is never beside the back, and half of all points."""


class Silhouette:
    """The part of the picture that a dressed body covers.

    The triangles that face the camera cover it; only those of their edges count that no second such triangle
    shares. Summed up along every row with their direction, they give how many layers of the body lie over a
    pixel.
    """

    def __init__(self, shape: Shape, outfit: Outfit) -> None:
        surface = dress(body_of(shape), outfit)
        kept = _kept(shape, surface)
        used, corners = np.unique(surface.triangles[kept], return_inverse=True)
        self._skin = Skin(body_of(shape), surface.points[used], surface.weights[used])
        triangles = corners.reshape(-1, 3)
        self._corners = np.ascontiguousarray(triangles.T)
        self._edges, self._left, self._right = _edges(triangles)

    def mask(self, skeleton: Skeleton, camera: Camera) -> NDArray[np.float32]:
        """The share (0..1) of each pixel that the body covers, (H, W), without head, hands and toes."""
        seen = camera.project(self._skin.places_m(skeleton))
        return self._mask(seen, camera.size_px, (0, 0, *camera.size_px))

    def masks(
        self, skeletons: Skeleton, camera: Camera, windows: Iterable[Window]
    ) -> Iterator[NDArray[np.float32]]:
        """Give the masks of a track, each correct within its window of the picture."""
        for number, window in enumerate(windows):
            if number % _AT_ONCE == 0:
                seen = camera.project(self._skin.places_m(skeletons[number : number + _AT_ONCE]))
            yield self._mask(seen[number % _AT_ONCE], camera.size_px, window)

    def _mask(self, seen: Array, size_px: tuple[int, int], window: Window) -> NDArray[np.float32]:
        x, y = (seen[:, axis][self._corners] for axis in range(2))
        faces = np.append(_turns(x, y) < 0, False).astype(np.int8)
        counts = faces[self._left] - faces[self._right]
        at = np.flatnonzero(counts)
        starts, ends = seen[self._edges[at, 0]], seen[self._edges[at, 1]]
        left, top, right, bottom = window
        corner, part_px = np.array([left, top]), (right - left, bottom - top)
        mask = np.zeros(size_px[::-1], np.float32)
        mask[top:bottom, left:right] = _filled(starts - corner, ends - corner, counts[at], part_px)
        return mask


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
    """Each edge once (E, 2), with the triangle that goes along it and the triangle that goes against it.

    Where there is no such triangle, its number is the one after the last triangle's.
    """
    directed = np.concatenate([triangles[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))])
    owners = np.tile(np.arange(len(triangles)), 3)
    along = directed[:, 0] < directed[:, 1]
    edges, numbers = np.unique(np.sort(directed, axis=1), axis=0, return_inverse=True)
    left, right = (np.full(len(edges), len(triangles)) for _ in range(2))
    left[numbers[along]] = owners[along]
    right[numbers[~along]] = owners[~along]
    return edges, left, right


def _turns(x: Array, y: Array) -> Array:
    """Twice the area of triangles with corners (3, N) in the picture; negative if they face the camera."""
    (ab_x, ac_x), (ab_y, ac_y) = x[1:] - x[0], y[1:] - y[0]
    return np.asarray(ab_x * ac_y - ab_y * ac_x)


def _filled(starts: Array, ends: Array, counts: NDArray[np.int64], size_px: tuple[int, int]) -> Array:
    """Fill the area between directed edges: a piece of an edge in a row covers all that is right of it."""
    width, height = size_px
    low = np.clip(np.minimum(starts[:, 1], ends[:, 1]), 0, height)
    high = np.clip(np.maximum(starts[:, 1], ends[:, 1]), 0, height)
    first_row = np.floor(low).astype(int)
    rows_crossed = np.where(high > low, np.ceil(high).astype(int) - first_row, 0)
    edge = np.repeat(np.arange(len(starts)), rows_crossed)
    row = np.arange(len(edge)) + np.repeat(first_row - np.cumsum(rows_crossed) + rows_crossed, rows_crossed)
    top, bottom = np.maximum(low[edge], row), np.minimum(high[edge], row + 1)
    run = ends - starts
    slope = run[:, 0] / np.where(run[:, 1] == 0, 1.0, run[:, 1])
    x = np.clip(starts[edge, 0] + slope[edge] * ((top + bottom) / 2 - starts[edge, 1]), 0, width)
    cover = (bottom - top) * (np.sign(run[:, 1]) * counts)[edge]
    column = np.floor(x).astype(int)
    share = x - column
    columns = width + 2  # what lies right of the picture goes into the last two
    at = row * columns + column
    table = np.bincount(at, cover * (1 - share), height * columns)
    table += np.bincount(at + 1, cover * share, height * columns)
    layers = np.abs(np.cumsum(table.reshape(height, columns)[:, :width], axis=1))
    return np.minimum(layers, 1)
