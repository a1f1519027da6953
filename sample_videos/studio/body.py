"""The human body: MakeHuman's mesh, shaped by a few dials, with its skeleton and skinning weights."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.geometry import Array
from sample_videos.studio.libraries import body_data

_DECIMETRE_M = 0.1


@dataclass(frozen=True, slots=True)
class Shape:
    """What a body looks like. `muscle`, `weight` and `height` run from -1 (least) over 0 (average) to 1."""

    sex: str
    age: str = "young"
    origin: str = "caucasian"
    muscle: float = 0.0
    weight: float = 0.0
    height: float = 0.0

    def targets(self) -> dict[str, float]:
        """The names of the morph targets, with the share of each."""
        weights = {f"macrodetails/{self.origin}-{self.sex}-{self.age}": 1.0}
        for (muscle, muscle_share), (fat, fat_share) in product(_steps(self.muscle), _steps(self.weight)):
            share = muscle_share * fat_share
            build = f"{self.sex}-{self.age}-{muscle}muscle-{fat}weight"
            weights[f"macrodetails/universal-{build}"] = share
            if self.height:
                end = "max" if self.height > 0 else "min"
                weights[f"macrodetails/height/{build}-{end}height"] = share * abs(self.height)
        return weights


def _steps(dial: float) -> list[tuple[str, float]]:
    end = "max" if dial > 0 else "min"
    steps = [("average", 1 - abs(dial)), (end, abs(dial))]
    return [(name, share) for name, share in steps if share > 0]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Points (V, 3) and polygons as lists of point numbers, with the group each polygon belongs to."""

    points: Array
    polygons: list[list[int]]
    groups: list[str]


class Body:
    """A shaped body in its rest pose, standing on the floor: metres, y up, facing +z, left at +x.

    `heads` and `tails` (B, 3) are the ends of the bones, `parents` (B) their parents (-1 for the root), and
    `weights` (V, B) say how much each point of the mesh follows each bone. `skin` are the numbers of the
    points that are the body's own.
    """

    def __init__(self, shape: Shape) -> None:
        data = body_data()
        mesh = _read_obj(data / "3dobjs" / "base.obj")
        points = mesh.points
        for name, share in shape.targets().items():
            points = points + share * _read_target(data / "targets" / f"{name}.target.gz", len(points))
        points *= _DECIMETRE_M
        cubes = _joint_cubes(mesh, points)
        floor = cubes["joint-ground"][1]
        self.points = points - [0, floor, 0]
        self.polygons, self.groups = mesh.polygons, mesh.groups
        skin = zip(mesh.groups, mesh.polygons, strict=True)
        self.skin = np.unique([number for group, polygon in skin if group == "body" for number in polygon])
        self.cubes = {name: centre - [0, floor, 0] for name, centre in cubes.items()}
        self._build_skeleton(json.loads((data / "rigs/standard/rig.default.json").read_text()))
        skinning = json.loads((data / "rigs/standard/weights.default.json").read_text())
        self.weights = self._read_weights(skinning["weights"])

    def bone(self, name: str) -> int:
        """The number of the bone with this name."""
        return self._numbers[name]

    def joint(self, name: str) -> Array:
        """The place (3,) where the bone of this name begins in the rest pose."""
        return np.asarray(self.heads[self._numbers[name]])

    def follows(self, *prefixes: str) -> Array:
        """(V,) how much each point follows the bones whose names begin like this, 0..1."""
        numbers = [number for name, number in self._numbers.items() if name.startswith(prefixes)]
        return np.asarray(self.weights[:, numbers].sum(axis=1), dtype=float)

    def _build_skeleton(self, rig: dict[str, Any]) -> None:
        rig = rig.get("bones", rig)
        self.names = _parents_first(rig)
        self._numbers = {name: number for number, name in enumerate(self.names)}
        parents = [rig[name].get("parent") for name in self.names]
        self.parents = [self._numbers[parent] if parent else -1 for parent in parents]
        self.heads = np.array([self._place(rig[name]["head"]) for name in self.names])
        self.tails = np.array([self._place(rig[name]["tail"]) for name in self.names])

    def _place(self, end: dict[str, Any]) -> Array:
        match end["strategy"]:
            case "CUBE":
                return np.asarray(self.cubes[end["cube_name"]])
            case "VERTEX":
                return np.asarray(self.points[end["vertex_index"]])
            case _:
                return np.asarray(self.points[end["vertex_indices"]].mean(axis=0))

    def _read_weights(self, table: dict[str, list[list[float]]]) -> NDArray[np.float32]:
        weights = np.zeros((len(self.points), len(self.names)), np.float32)
        for name, entries in table.items():
            if name in self._numbers and entries:
                points, shares = np.array(entries).T
                weights[points.astype(int), self._numbers[name]] = shares
        weights[weights.sum(axis=1) == 0, 0] = 1
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))


@cache
def body_of(shape: Shape) -> Body:
    """The body of this shape, built once; nobody may change it."""
    return Body(shape)


def _parents_first(rig: dict[str, Any]) -> list[str]:
    ordered: list[str] = []
    waiting = list(rig)
    while waiting:
        ready = [name for name in waiting if not rig[name].get("parent") or rig[name]["parent"] in ordered]
        ordered += ready
        waiting = [name for name in waiting if name not in ready]
    return ordered


def _read_obj(path: Path) -> Mesh:
    points: list[list[float]] = []
    polygons: list[list[int]] = []
    groups: list[str] = []
    group = ""
    for line in path.read_text().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            points.append([float(number) for number in rest.split()[:3]])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            polygons.append([int(corner.split("/")[0]) - 1 for corner in rest.split()])
            groups.append(group)
    return Mesh(np.array(points), polygons, groups)


def _read_target(path: Path, point_count: int) -> Array:
    shift = np.zeros((point_count, 3))
    with gzip.open(path, "rt") as lines:
        for line in lines:
            fields = line.split()
            if len(fields) == 4 and not fields[0].startswith("#"):
                shift[int(fields[0])] = [float(number) for number in fields[1:]]
    return shift


def _joint_cubes(mesh: Mesh, points: Array) -> dict[str, Array]:
    """The centres of the little cubes by which the mesh marks its joints, by name."""
    corners: dict[str, set[int]] = {}
    for group, polygon in zip(mesh.groups, mesh.polygons, strict=True):
        if group.startswith("joint-"):
            corners.setdefault(group, set()).update(polygon)
    return {group: points[sorted(numbers)].mean(axis=0) for group, numbers in corners.items()}
