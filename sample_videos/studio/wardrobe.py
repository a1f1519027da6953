"""Dresses a body: skin, hair, shirt, trousers and shoes as layers over the mesh."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Body
from sample_videos.studio.geometry import Array

Colour = tuple[float, float, float]
"""Linear red, green, blue in 0..1."""


class Material(IntEnum):
    """What a surface is made of; the renderer gives each its texture."""

    SKIN = 0
    SHIRT = 1
    TROUSERS = 2
    SHOES = 3
    HAIR = 4
    EYE_WHITE = 5
    LIPS = 6
    BROWS = 7
    IRIS = 8
    FLOOR = 9
    WALL = 10
    TRIM = 11
    PICTURE = 12
    MAT = 13
    METAL = 14
    RUBBER = 15
    PADDING = 16
    WOOD = 17
    PLANT = 18
    ACCENT = 19


@dataclass(frozen=True, slots=True)
class Outfit:
    """Clothes, skin and hair.

    `sleeves` runs from 0 (none) over 0.5 (short) to 1 (long), `legs` likewise; `looseness_m` is how far the
    shirt stands off the skin.
    """

    skin: Colour
    shirt: Colour
    trousers: Colour
    shoes: Colour = (0.55, 0.55, 0.56)
    hair: Colour = (0.03, 0.02, 0.014)
    sleeves: float = 0.5
    legs: float = 1.0
    looseness_m: float = 0.013
    bun: bool = False

    def colours(self) -> dict[Material, Colour]:
        """The colours of a dressed person's materials."""
        red, green, blue = self.skin
        return {
            Material.SKIN: self.skin,
            Material.SHIRT: self.shirt,
            Material.TROUSERS: self.trousers,
            Material.SHOES: self.shoes,
            Material.HAIR: self.hair,
            Material.EYE_WHITE: (0.75, 0.74, 0.72),
            Material.LIPS: (red * 0.85, green * 0.6, blue * 0.6),
            Material.BROWS: (0.06, 0.04, 0.03),
            Material.IRIS: (0.03, 0.02, 0.015),
        }


@dataclass(frozen=True, slots=True)
class Surface:
    """A dressed body in its rest pose, ready to be skinned and drawn.

    `points`, `normals` (V, 3) and `weights` (V, B); `triangles` (T, 3) with their `materials` (T). `inside`
    (V) is positive where cloth covers and falls below 0 at its edge; the renderer cuts it there.
    """

    points: Array
    normals: Array
    weights: NDArray[np.float32]
    triangles: NDArray[np.int64]
    materials: NDArray[np.int64]
    inside: Array


_TIGHTS = "helper-tights"  # a second skin in the mesh, made for fitting clothes
_EYES = ("helper-l-eye", "helper-r-eye")
_SHOE_TOP_M = 0.13
_SMOOTHING_ROUNDS = 6
_HEM_M = 0.05  # beyond its edge the cloth is smoothed as well, or the edge would fray


@lru_cache(maxsize=8)
def dress(body: Body, outfit: Outfit) -> Surface:
    """Put an outfit on a body; since that takes most of a second, it is kept for the person's next film."""
    return _Tailor(body, outfit).surface()


class _Tailor:
    def __init__(self, body: Body, outfit: Outfit) -> None:
        self.body, self.outfit = body, outfit
        self.normals = _point_normals(body)
        self.x, self.y, self.z = body.points.T
        self.hip_m = body.joint("upperleg01.L")[1]
        self.neck = body.joint("neck01")
        self.shirt, self.trousers, self.shoes = self._shirt(), self._trousers(), _SHOE_TOP_M - self.y
        self.points = self._smoothed_cloth()
        self.covered = self._covered()
        self.head = body.follows("head", "jaw", "neck03")
        self.layers: dict[tuple[int, Material], int] = {}
        self.layer_points: list[Array] = []
        self.sources: list[int] = []
        self.inside: list[float] = []
        self.polygons: list[list[int]] = []
        self.materials: list[Material] = []

    def surface(self) -> Surface:
        for group, polygon in zip(self.body.groups, self.body.polygons, strict=True):
            if group == "body":
                self._lay_skin(polygon)
            elif group == _TIGHTS:
                self._lay_clothes(polygon)
            elif group in _EYES:
                self._lay_eye(polygon)
        points, sources = np.array(self.layer_points), np.array(self.sources)
        triangles, materials = _triangles(self.polygons, self.materials)
        surface = Surface(
            points,
            self.normals[sources],
            self.body.weights[sources],
            triangles,
            materials,
            np.array(self.inside),
        )
        return self._with_bun(surface) if self.outfit.bun else surface

    # --- what covers what -------------------------------------------------------------------------------

    def _collar_distance(self) -> Array:
        return np.asarray(np.hypot(self.x, self.z - self.neck[2] * 0.5))

    def _shirt(self) -> Array:
        """How far each point lies inside the shirt: positive well inside it, 0 at its edges."""
        hand = self.body.follows("wrist", "finger", "metacarpal")
        lower_arm = self.body.follows("upperarm02", "lowerarm") + hand
        whole_arm = self.body.follows("upperarm01") + lower_arm
        sleeves = self.outfit.sleeves
        sleeved = 0.3 - hand if sleeves > 0.75 else 0.75 - lower_arm if sleeves > 0.25 else 0.35 - whole_arm
        collar = np.maximum(self._collar_distance() - 0.085, self.neck[1] - 0.045 - self.y)
        return _least(self.y - (self.hip_m - 0.065), 0.1 * sleeved, collar, self.neck[1] + 0.02 - self.y)

    def _trousers(self) -> Array:
        arm = self.body.follows("wrist", "finger", "metacarpal", "lowerarm", "upperarm")
        knee_m = self.body.joint("lowerleg01.L")[1]
        end_m = 0.13 if self.outfit.legs > 0.75 else knee_m + (0.06 if self.outfit.legs > 0.25 else 0.2)
        return _least(self.hip_m + 0.07 - self.y, self.y - end_m, 0.1 - arm)

    def _covered(self) -> NDArray[np.bool_]:
        """The skin well inside the clothes, which would shine through in deep bends."""
        arm = self.body.follows("upperarm02", "lowerarm", "wrist", "finger", "metacarpal")
        if self.outfit.sleeves <= 0.25:
            arm = arm + 2 * self.body.follows("upperarm01", "clavicle", "shoulder01")
        collar = (self.y > self.neck[1] - 0.07) & (self._collar_distance() < 0.10)
        under_shirt = (self.shirt > 0) & (self.y > self.hip_m - 0.04) & (arm < 0.55) & ~collar
        return np.asarray(under_shirt | (self.trousers > 0.02) | (self.y < 0.10))

    def _smoothed_cloth(self) -> Array:
        """The points of the cloth, which bridges the small hollows of a body."""
        neighbours: dict[int, set[int]] = defaultdict(set)
        for group, polygon in zip(self.body.groups, self.body.polygons, strict=True):
            if group == _TIGHTS:
                for a, b in zip(polygon, polygon[1:] + polygon[:1], strict=True):
                    neighbours[a].add(b)
                    neighbours[b].add(a)
        cloth = [number for number in neighbours if max(self.shirt[number], self.shoes[number]) > -_HEM_M]
        around = [list(neighbours[number]) for number in cloth]
        points = self.body.points.copy()
        for _ in range(_SMOOTHING_ROUNDS):
            means = np.array([points[near].mean(axis=0) for near in around])
            points[cloth] = (points[cloth] + means) / 2
        return np.asarray(points)

    # --- layers -----------------------------------------------------------------------------------------

    def _lay_skin(self, polygon: list[int]) -> None:
        if not self.covered[polygon].all():
            material = self._skin_material(polygon)
            self._lay(polygon, material, 0.010 if material is Material.HAIR else 0.0)

    def _skin_material(self, polygon: list[int]) -> Material:
        centre = self.points[polygon].mean(axis=0) - [0, *self.body.joint("head")[1:]]
        aside, up, forward = abs(centre[0]), centre[1], centre[2]
        hairline = -0.03 + np.clip((forward + 0.02) / 0.10, 0, 1) * 0.125
        ear = aside > 0.069 and -0.03 < forward < 0.03 and up < 0.06
        if self.head[polygon].mean() > 0.6 and up > hairline and not ear:
            return Material.HAIR
        if 0.052 < up < 0.062 and forward > 0.075 and 0.012 < aside < 0.05:
            return Material.BROWS
        if -0.036 < up < -0.018 and forward > 0.085 and aside < 0.025:
            return Material.LIPS
        return Material.SKIN

    def _lay_clothes(self, polygon: list[int]) -> None:
        loose_m = self.outfit.looseness_m
        for worn, material, off_m in (
            (self.shoes, Material.SHOES, 0.012),
            (self.trousers, Material.TROUSERS, 0.004 if self.outfit.legs > 0.75 else 0.012),
            (self.shirt, Material.SHIRT, loose_m),
        ):
            if worn[polygon].max() > 0:
                self._lay(polygon, material, off_m, worn)

    def _lay_eye(self, polygon: list[int]) -> None:
        centre = self.points[polygon].mean(axis=0)
        eye = self.body.joint("eye.L" if centre[0] > 0 else "eye.R")
        in_iris = np.hypot(*(centre - eye)[:2]) < 0.006 and centre[2] > eye[2]
        self._lay(polygon, Material.IRIS if in_iris else Material.EYE_WHITE, 0.0)

    def _lay(self, polygon: list[int], material: Material, off_m: float, worn: Array | None = None) -> None:
        self.polygons.append([self._layer_point(number, off_m, material, worn) for number in polygon])
        self.materials.append(material)

    def _layer_point(self, number: int, off_m: float, material: Material, worn: Array | None) -> int:
        key = (number, material if worn is not None or off_m else Material.SKIN)
        if key not in self.layers:
            point = self.points[number] + self.normals[number] * off_m
            point[1] = max(point[1], 0.0)
            self.layers[key] = len(self.layer_points)
            self.layer_points.append(point)
            self.sources.append(number)
            self.inside.append(1.0 if worn is None else float(worn[number]))
        return self.layers[key]

    def _with_bun(self, surface: Surface) -> Surface:
        centre = self.body.joint("head") + np.array([0, 0.10, -0.125])
        points, normals, triangles = ellipsoid(centre, np.array([0.043, 0.043, 0.036]))
        weights = np.zeros((len(points), surface.weights.shape[1]), np.float32)
        weights[:, self.body.bone("head")] = 1
        return Surface(
            np.concatenate([surface.points, points]),
            np.concatenate([surface.normals, normals]),
            np.concatenate([surface.weights, weights]),
            np.concatenate([surface.triangles, triangles + len(surface.points)]),
            np.concatenate([surface.materials, np.full(len(triangles), Material.HAIR)]),
            np.concatenate([surface.inside, np.ones(len(points))]),
        )


def ellipsoid(centre: Array, radii: Array, rings: int = 14) -> tuple[Array, Array, NDArray[np.int64]]:
    """The points, normals and triangles of an ellipsoid."""
    latitude, longitude = np.meshgrid(
        np.linspace(-np.pi / 2, np.pi / 2, rings), np.linspace(0, 2 * np.pi, 2 * rings), indexing="ij"
    )
    normals = np.stack(
        [np.cos(latitude) * np.cos(longitude), np.sin(latitude), np.cos(latitude) * np.sin(longitude)],
        axis=-1,
    ).reshape(-1, 3)
    numbers = np.arange(rings * 2 * rings).reshape(rings, 2 * rings)
    a, b, c, d = numbers[:-1, :-1], numbers[1:, :-1], numbers[1:, 1:], numbers[:-1, 1:]
    triangles = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)]
    )
    return centre + normals * radii, normals, triangles


def _least(*fields: Array) -> Array:
    return np.asarray(np.minimum.reduce(fields))


def _point_normals(body: Body) -> Array:
    surfaces = zip(body.groups, body.polygons, strict=True)
    polygons = [polygon for group, polygon in surfaces if group in ("body", _TIGHTS, *_EYES)]
    first, second, third, last = (body.points[[polygon[i] for polygon in polygons]] for i in (0, 1, 2, -1))
    of_polygons = np.cross(third - first, last - second)
    normals = np.zeros_like(body.points)
    np.add.at(normals, np.concatenate(polygons), np.repeat(of_polygons, [*map(len, polygons)], axis=0))
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9))


def _triangles(
    polygons: list[list[int]], materials: list[Material]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    fans = [
        ((polygon[0], polygon[i], polygon[i + 1]), material)
        for polygon, material in zip(polygons, materials, strict=True)
        for i in range(1, len(polygon) - 1)
    ]
    corners, kinds = zip(*fans, strict=True)
    return np.array(corners), np.array(kinds)
