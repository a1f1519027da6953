"""Rooms, and what stands about in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sample_videos.studio.camera import Camera
from sample_videos.studio.geometry import Array, Y, direction, unit
from sample_videos.studio.solids import Solid, ball, box, cylinder, quad
from sample_videos.studio.wardrobe import Colour, Material


class Floor(IntEnum):
    """What the floor is made of."""

    PLANKS = 0
    RUBBER = 1
    CONCRETE = 2


@dataclass(frozen=True, slots=True)
class Room:
    """A plain room: floor, a wall behind the person, and things that stand about.

    `lamp_aside_m` puts the lamp to the right (positive) or left of the camera's view; `brightness` is 1 for a
    well-lit room. `wall_m` is how far behind the person the wall is.
    """

    floor: Floor = Floor.PLANKS
    floor_colour: Colour = (0.36, 0.22, 0.12)
    wall_colour: Colour = (0.60, 0.58, 0.54)
    picture_colour: Colour = (0.08, 0.2, 0.3)
    mat_colour: Colour = (0.10, 0.06, 0.20)
    accent_colour: Colour = (0.25, 0.04, 0.04)
    things: tuple[str, ...] = ("picture",)
    brightness: float = 1.0
    lamp_aside_m: float = 1.6
    wall_m: float = 1.5

    def colours(self) -> dict[Material, Colour]:
        """The colours of the materials in the room."""
        return {
            Material.FLOOR: self.floor_colour,
            Material.WALL: self.wall_colour,
            Material.TRIM: (0.75, 0.75, 0.74),
            Material.PICTURE: self.picture_colour,
            Material.MAT: self.mat_colour,
            Material.METAL: (0.45, 0.45, 0.47),
            Material.RUBBER: (0.03, 0.03, 0.035),
            Material.PADDING: (0.05, 0.05, 0.06),
            Material.WOOD: (0.30, 0.17, 0.08),
            Material.PLANT: (0.05, 0.16, 0.04),
            Material.ACCENT: self.accent_colour,
        }

    def solids(self, camera: Camera) -> list[Solid]:
        """Floor, wall and things, set up for this camera."""
        away = unit(camera.ahead * [1, 0, 1])
        aside = np.cross(away, Y)
        wall = away * self.wall_m

        def at(right_m: float, up_m: float, front_m: float = 0.0) -> Array:
            return np.asarray(wall + aside * right_m + Y * up_m - away * front_m)

        solids = [
            quad((-6, 0, -6), (-6, 0, 6), (6, 0, 6), (6, 0, -6), Y, Material.FLOOR),
            quad(at(-6, 0), at(6, 0), at(6, 3.2), at(-6, 3.2), -away, Material.WALL),
            quad(at(-6, 0, 0.02), at(6, 0, 0.02), at(6, 0.1, 0.02), at(-6, 0.1, 0.02), -away, Material.TRIM),
        ]
        for thing in self.things:
            solids += _THINGS[thing](at, -away)
        return solids

    def lamp(self, camera: Camera) -> Array:
        """The place (3,) of the lamp: above, on the camera's side of the person."""
        towards = -unit(camera.ahead * [1, 0, 1])
        return np.asarray(towards * 2.4 - np.cross(towards, Y) * self.lamp_aside_m + Y * 3.4)


_At = Callable[..., Array]


def _picture(at: _At, facing: Array) -> list[Solid]:
    corners = (at(0.85, 1.15, 0.03), at(1.45, 1.15, 0.03), at(1.45, 1.55, 0.03), at(0.85, 1.55, 0.03))
    return [quad(*corners, facing, Material.PICTURE)]


def _window(at: _At, facing: Array) -> list[Solid]:
    frame = (at(-1.9, 0.9, 0.02), at(-1.0, 0.9, 0.02), at(-1.0, 2.1, 0.02), at(-1.9, 2.1, 0.02))
    panes = [
        quad(
            at(x, y, 0.03),
            at(x + 0.39, y, 0.03),
            at(x + 0.39, y + 0.52, 0.03),
            at(x, y + 0.52, 0.03),
            facing,
            Material.EYE_WHITE,
        )
        for x in (-1.86, -1.43)
        for y in (0.95, 1.52)
    ]
    return [quad(*frame, facing, Material.TRIM), *panes]


def _gym_ball(at: _At, facing: Array) -> list[Solid]:
    return [ball(at(-1.45, 0.3, 0.35), 0.3, Material.ACCENT)]


def _plant(at: _At, facing: Array) -> list[Solid]:
    foot = at(1.65, 0, 0.25)
    leaves = [
        ball(foot + Y * (0.5 + 0.09 * k) + 0.14 * direction(90, turn_deg, 1), (0.1, 0.2, 0.1), Material.PLANT)
        for k, turn_deg in enumerate(np.linspace(0, 290, 5).tolist())
    ]
    return [cylinder(foot, foot + Y * 0.3, 0.14, Material.WOOD), *leaves]


def _rack(at: _At, facing: Array) -> list[Solid]:
    """A dumbbell rack along the wall."""
    solids = []
    for up in (0.35, 0.75):
        solids.append(cylinder(at(0.7, up, 0.2), at(2.0, up, 0.2), 0.03, Material.METAL))
        for x in np.linspace(0.8, 1.9, 6):
            for end in (-0.07, 0.07):
                front = at(x, up + 0.07, 0.2 + end - 0.03), at(x, up + 0.07, 0.2 + end + 0.03)
                solids.append(cylinder(*front, 0.06, Material.RUBBER, 14))
    posts = [cylinder(at(x, 0, 0.2), at(x, 0.8, 0.2), 0.03, Material.METAL) for x in (0.7, 2.0)]
    return solids + posts


def _plyo_box(at: _At, facing: Array) -> list[Solid]:
    corners = np.array([at(-2.0, 0, 0.6), at(-1.4, 0.5, 0.1)])
    return [box(corners.min(axis=0), corners.max(axis=0), Material.WOOD)]


def _mirror_stripe(at: _At, facing: Array) -> list[Solid]:
    corners = (at(-6, 0.75, 0.01), at(6, 0.75, 0.01), at(6, 0.95, 0.01), at(-6, 0.95, 0.01))
    return [quad(*corners, facing, Material.ACCENT)]


_THINGS: dict[str, Callable[[_At, Array], list[Solid]]] = {
    "picture": _picture,
    "window": _window,
    "ball": _gym_ball,
    "plant": _plant,
    "rack": _rack,
    "box": _plyo_box,
    "stripe": _mirror_stripe,
}
