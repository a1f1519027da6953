"""Small drawings of the movements, and of where the camera goes, made from the studio's own figures.

Each is an SVG whose inks are `currentColor` and one accent, so it stands on a light or a dark page alike. The
other end of a movement is a faint shape behind the one that is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from exercises.catalogue import MOVEMENTS
from sample_videos.studio.body import Body, Shape, body_of
from sample_videos.studio.equipment import Joints, Maker, mat
from sample_videos.studio.geometry import Array, X, Y, rotation, unit
from sample_videos.studio.measures import fitted
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Rig, Skeleton, Skin
from sample_videos.studio.script import Motion
from sample_videos.studio.solids import Solid, cylinder, quad
from sample_videos.studio.wardrobe import Material, Outfit, Surface, dress
from vision.view import View

Mask = NDArray[np.uint8]
Triangles = tuple[Array, NDArray[np.int64]]
"""Corners (T, 3, 3) in the world, and the material (T) of each triangle."""

SIZE: Final = (1200, 900)
"""Width and height of the raster and of the drawing's coordinates."""

_MARGIN: Final = 60
_GAP: Final = 9  # keeps what lies in front apart from what lies behind it
_FOLD_M: Final = 0.05  # a larger step in depth is drawn as such a gap
_TOLERANCE: Final = 1.6  # an outline may be off by so much, which keeps the files small
_SMALLEST: Final = 260  # specks of a smaller area are left out
_LONGEST_M: Final = 0.1
_NOTHING_M: Final = 100.0
_BEHIND_M: Final = 2.0  # equipment stands behind the person, or plates would hide the hands
_RISE_DEG: Final = 30.0
_NEAR_M: Final = 0.3  # what is further from the person, such as a cable, may leave the drawing
_ACCENT: Final = "#2a7fd4"

_FIGURE = Shape("male", muscle=0.25, height=0.1)
_OUTFIT = Outfit((0, 0, 0), (0, 0, 0), (0, 0, 0), looseness_m=0.006)
_AZIMUTHS_DEG = {View.SIDE: 78, View.FLOOR_SIDE: 80, View.FRONT: 8, View.BACK: 176, View.OBLIQUE: 45}
_RAISED_DEG = 6.0  # the eye stands a little above the floor, so that a mat is an area


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour of the drawing and how dense it lies."""

    colour: str
    opacity: float


_TONES = {
    Material.SKIN: Ink("currentColor", 0.56),
    Material.HAIR: Ink("currentColor", 0.84),
    Material.SHIRT: Ink(_ACCENT, 1.0),
    Material.TROUSERS: Ink("currentColor", 0.84),
    Material.SHOES: Ink("currentColor", 0.56),
    Material.MAT: Ink("currentColor", 0.14),
    Material.METAL: Ink("currentColor", 0.36),
}
_SAME_TONE = {
    Material.EYE_WHITE: Material.SKIN,
    Material.LIPS: Material.SKIN,
    Material.BROWS: Material.SKIN,
    Material.IRIS: Material.SKIN,
    Material.RUBBER: Material.METAL,
    Material.PADDING: Material.METAL,
    Material.WOOD: Material.METAL,
    Material.PLANT: Material.METAL,
}
_GHOST = Ink("currentColor", 0.2)
_GROUND = Ink("currentColor", 0.25)
_SIGHT = Ink(_ACCENT, 0.16)
_CAMERA = Ink(_ACCENT, 1.0)
_AT_NIGHT: Final = (  # a drawing that stands alone, as a picture, has no page whose ink it could take
    "<style>@media (prefers-color-scheme: dark) { svg:root { color: #e9eef4 } }</style>"
)
_PLAIN_SHIRT = Ink("currentColor", 0.42)  # the accent belongs to the camera


def draw_all(folder: Path) -> list[Path]:
    """Write the drawing of every movement and of every place of the camera; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {name: movement_drawing(motion) for name, motion in MOTIONS.items()}
    drawings |= {f"camera-{view}": camera_drawing(view) for view in CAMERA_PLACES}
    paths = []
    for name, svg in drawings.items():
        path = folder / f"{name}.svg"
        path.write_text(svg, encoding="utf-8")
        paths.append(path)
    return paths


# --- movements --------------------------------------------------------------------------------------------


def movement_drawing(motion: Motion) -> str:
    """The movement at one end, over a faint shape of the other, seen from where it is best seen."""
    movement = MOVEMENTS.get(motion.movement)
    view = movement.best_view if movement else View.SIDE
    body = body_of(_FIGURE)
    rig = Rig(body, motion.ground)
    start = rig.pose(motion.rest)  # first: where hands and feet are then, they stay
    motion = fitted(motion, rig)
    start = rig.pose(motion.rest)
    skeletons = [rig.pose(posture) for posture in _postures(motion)]
    name = movement.name if movement else motion.movement.replace("_", " ").capitalize()

    person = _Person(body, dress(body, _OUTFIT))
    figures = [person.triangles(skeleton) for skeleton in skeletons]
    moving = [_equipment(motion.equipment.moving, body, skeleton, start) for skeleton in skeletons]
    fixed = _equipment(motion.equipment.fixed, body, start, start)

    eye = _Eye.towards(_AZIMUTHS_DEG[view], _RAISED_DEG, figures, moving)
    picture = eye.picture(figures[0], _behind(eye, _joined(moving[0], fixed)))
    svg = _Svg(name)
    if Material.MAT not in fixed[1]:
        svg.add(_GROUND, _ground(eye, figures))
    ghosts = [
        _covered(eye.picture(figure, _behind(eye, things)))
        for figure, things in zip(figures[1:], moving[1:], strict=True)
    ]
    if ghosts:
        svg.add(_GHOST, np.bitwise_or.reduce(ghosts) & ~_grown(_covered(picture), _GAP))
    svg.add_picture(picture)
    return svg.text()


def _postures(motion: Motion) -> list[Posture]:
    """The posture to draw, and the others that the movement passes through."""
    if motion.is_hold:
        return [motion.effort]
    ends = [motion.rest, motion.effort] if _begins_bent(motion) else [motion.effort, motion.rest]
    return [*ends, *(motion.circle or ())]


def _begins_bent(motion: Motion) -> bool:
    """Whether it rises from bent to tall: the tall posture would hide the part that tells what it is."""
    lean_deg, end_deg = (abs(posture.trunk_deg) for posture in (motion.rest, motion.effort))
    return lean_deg - end_deg > _RISE_DEG and end_deg < 45


class _Person:
    """A dressed body that gives its triangles in any posture."""

    def __init__(self, body: Body, surface: Surface) -> None:
        self._skin = Skin(body, surface.points, surface.weights)
        worn = (surface.inside > 0)[surface.triangles].all(axis=1)
        self._corners, self._materials = surface.triangles[worn], surface.materials[worn]

    def triangles(self, skeleton: Skeleton) -> Triangles:
        return self._skin.places_m(skeleton)[self._corners], self._materials


def _equipment(makers: tuple[Maker, ...], body: Body, now: Skeleton, start: Skeleton) -> Triangles:
    def joints(skeleton: Skeleton) -> Joints:
        return lambda name: np.asarray(skeleton.places[body.bone(name)])

    return _triangles([solid for maker in makers for solid in maker(joints(now), joints(start))])


def _triangles(solids: list[Solid]) -> Triangles:
    corners = [solid.corners.reshape(-1, 3, 3) for solid in solids]
    materials = [np.full(len(part), int(solid.material)) for part, solid in zip(corners, solids, strict=True)]
    return _cut_small(
        (np.concatenate([np.zeros((0, 3, 3)), *corners]), np.concatenate([np.zeros(0, int), *materials]))
    )


def _cut_small(triangles: Triangles) -> Triangles:
    """Cut the surface into triangles without long edges, so that each has about one depth."""
    corners, kinds = triangles
    while True:
        sides = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2)
        long = sides.max(axis=1, initial=0.0) > _LONGEST_M
        if not long.any():
            return corners, kinds
        first = sides[long].argmax(axis=1)
        a, b, c = (
            np.take_along_axis(corners[long], ((first + k) % 3)[:, None, None], 1)[:, 0] for k in range(3)
        )
        halves = [np.stack([a, (a + b) / 2, c], axis=1), np.stack([(a + b) / 2, b, c], axis=1)]
        corners = np.concatenate([corners[~long], *halves])
        kinds = np.concatenate([kinds[~long], kinds[long], kinds[long]])


def _joined(*parts: Triangles) -> Triangles:
    return np.concatenate([corners for corners, _ in parts]), np.concatenate([kinds for _, kinds in parts])


def _behind(eye: _Eye, things: Triangles) -> Triangles:
    return things[0] + _BEHIND_M * eye.ahead, things[1]


def _ground(eye: _Eye, figures: list[Triangles]) -> Mask:
    """The mask of a line on the floor, a little longer than the person."""
    across = np.concatenate([eye.flat(corners) for corners, _ in figures]).reshape(-1, 2)
    mask = _empty()
    level = eye.flat(np.zeros(3))[1]
    left, right = across[:, 0].min() - 40, across[:, 0].max() + 40
    _fill(mask, np.array([[left, level], [right, level], [right, level + 5], [left, level + 5]]), 1)
    return mask


# --- where the camera goes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CameraPlace:
    """A camera on a tripod around somebody: its direction as in `camera.Viewpoint`, and its height.

    The drawing shows both from `looked_from_deg`, a direction too.
    """

    azimuth_deg: float
    height_m: float
    posture: Posture
    on_floor: bool = False
    looked_from_deg: float = 22.0


_STANDING = Posture.of(arm=Arm(2, 12, 10, 8), leg=Leg(2, 6, -2, 4))
CAMERA_PLACES: Final = {
    View.SIDE: CameraPlace(90, 1.0, _STANDING),
    View.FRONT: CameraPlace(0, 1.1, _STANDING),
    View.BACK: CameraPlace(180, 1.1, _STANDING),
    View.OBLIQUE: CameraPlace(45, 1.1, _STANDING),
    View.FLOOR_SIDE: CameraPlace(90, 0.6, MOTIONS["plank"].rest, on_floor=True, looked_from_deg=55.0),
}
_LOOKED_DOWN_DEG = 34.0
_MAT = mat(0.4, -1.0, 1.0)
_DISTANCE_M = 2.3  # shorter than in a room, so that both are large in the drawing


def camera_drawing(view: View) -> str:
    """A person, and a camera on its tripod at the place from where this view is seen."""
    place = CAMERA_PLACES[view]
    body = body_of(_FIGURE)
    figure = _Person(body, dress(body, _OUTFIT)).triangles(Rig(body, Ground()).pose(place.posture))
    middle = figure[0].reshape(-1, 3).mean(axis=0) * [1, 0, 1]
    towards = rotation(Y, -place.azimuth_deg) @ np.array([0, 0, 1])
    stand = middle + towards * _DISTANCE_M
    aside = np.cross(towards, Y)
    lens = stand + place.height_m * Y
    camera = _triangles(_camera(lens, -towards, aside))
    half_m = 1.05 if place.on_floor else 0.6
    sight = np.array([stand, middle + aside * half_m, middle - aside * half_m])

    eye = _Eye.towards(place.looked_from_deg, _LOOKED_DOWN_DEG, [figure, camera])
    svg = _Svg(f"Camera: {view}")
    cone = _empty()
    _fill(cone, eye.flat(sight), 1)
    under = _triangles(_MAT(lambda _: middle, lambda _: middle) if place.on_floor else [])
    picture = eye.picture(figure, camera, _behind(eye, under))
    svg.add(_SIGHT, cone & ~_grown(_covered(picture), _GAP))
    svg.add_picture(picture, {Material.METAL: _CAMERA, Material.SHIRT: _PLAIN_SHIRT})
    return svg.text()


def _camera(lens: Array, ahead: Array, aside: Array) -> list[Solid]:
    """A phone on a tripod."""
    top = lens - 0.1 * Y
    foot = top * [1, 0, 1]
    legs = [
        cylinder(top, foot + rotation(Y, turn_deg) @ ahead * 0.26, 0.016, Material.METAL)
        for turn_deg in (60, 180, 300)
    ]
    corners = [lens + a * 0.075 * aside + b * 0.15 * Y for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    front, rear = corners, [corner - 0.03 * ahead for corner in corners]
    faces = [front, rear] + [[front[i], front[(i + 1) % 4], rear[(i + 1) % 4], rear[i]] for i in range(4)]
    return [*(quad(*face, ahead, Material.METAL) for face in faces), *legs]


# --- from triangles to masks ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Eye:
    """Sees the world in parallel rays, so large that what is to be seen fills the drawing."""

    right: Array
    up: Array
    ahead: Array
    scale: float
    offset: Array

    @classmethod
    def towards(
        cls, azimuth_deg: float, raised_deg: float, whole: list[Triangles], partly: Sequence[Triangles] = ()
    ) -> _Eye:
        """An eye that looks from this direction (as in `camera.Viewpoint`), from so many degrees above.

        The `whole` things fill the drawing; those given as `partly` are seen as far as they are near the
        rest.
        """
        outward = rotation(Y, -azimuth_deg) @ rotation(X, -raised_deg) @ np.array([0, 0, 1])
        ahead = -unit(outward)
        right = unit(np.cross(ahead, Y))
        up = np.cross(right, ahead)
        axes = np.stack([right, -up], axis=1)
        low, high = _bounds(whole, axes)
        if any(len(part[0]) for part in partly):
            wider_low, wider_high = _bounds(partly, axes)
            low, high = (
                np.minimum(low, np.maximum(wider_low, low - _NEAR_M)),
                np.maximum(high, np.minimum(wider_high, high + _NEAR_M)),
            )
        room = np.array(SIZE) - 2 * _MARGIN
        scale = float((room / (high - low)).min())
        return cls(right, up, ahead, scale, np.array(SIZE) / 2 - scale * (low + high) / 2)

    def flat(self, points: Array) -> Array:
        """The places (..., 2) of points (..., 3) in the drawing."""
        return self.scale * np.stack([points @ self.right, -(points @ self.up)], axis=-1) + self.offset

    def picture(self, *parts: Triangles) -> NDArray[np.int8]:
        """The material that is seen at each place, (H, W), or -1 where nothing is.

        There is a gap wherever something hides what is further off.
        """
        corners, kinds = _joined(*parts)
        depth = (corners @ self.ahead).mean(axis=1)
        order = np.argsort(-depth)
        seen = np.full(SIZE[::-1], -1, np.int8)
        depths = np.full(SIZE[::-1], _NOTHING_M, np.float32)
        flat = self.flat(corners)
        for number in order.tolist():
            kind = int(_SAME_TONE.get(Material(int(kinds[number])), kinds[number]))
            _fill(seen, flat[number], kind)
            _fill(depths, flat[number], float(depth[number]))
        # Equipment has flat sides seen at a grazing angle, where a step in depth tells nothing.
        fold_m = np.where(seen < Material.FLOOR, _FOLD_M, _BEHIND_M / 2)
        seen[(depths - cv2.erode(depths, _disc(_GAP)) > fold_m) & (seen >= 0)] = -1
        return seen


def _bounds(parts: Sequence[Triangles], axes: Array) -> tuple[Array, Array]:
    places = np.concatenate([corners.reshape(-1, 3) for corners, _ in parts]) @ axes
    return places.min(axis=0), places.max(axis=0)


_SHIFT = 4  # bits of a pixel


def _fill(mask: NDArray, corners: Array, value: float) -> None:  # type: ignore[type-arg]
    cv2.fillConvexPoly(mask, np.round(corners * (1 << _SHIFT)).astype(np.int32), value, cv2.LINE_8, _SHIFT)


def _empty() -> Mask:
    return np.zeros(SIZE[::-1], np.uint8)


def _covered(picture: NDArray[np.int8]) -> Mask:
    """The mask of all that is seen, with the gaps closed."""
    return cv2.morphologyEx((picture >= 0).astype(np.uint8), cv2.MORPH_CLOSE, _disc(_GAP))


def _grown(mask: Mask, by: int) -> Mask:
    return cv2.dilate(mask, _disc(2 * by + 1))


def _disc(size: int) -> Mask:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))


# --- from masks to SVG ------------------------------------------------------------------------------------


class _Svg:
    """Collects filled outlines."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._paths: list[str] = []

    def add(self, ink: Ink, mask: Mask) -> None:
        outline = _outline(mask)
        if outline:
            self._paths.append(f'<path fill="{ink.colour}" fill-opacity="{ink.opacity:g}" d="{outline}"/>')

    def add_picture(self, picture: NDArray[np.int8], other: dict[Material, Ink] | None = None) -> None:
        inks = _TONES | (other or {})
        by_ink: dict[Ink, list[int]] = {}
        for material, ink in inks.items():
            by_ink.setdefault(ink, []).append(int(material))
        for ink, materials in by_ink.items():
            self.add(ink, np.isin(picture, materials).astype(np.uint8))

    def text(self) -> str:
        width, height = SIZE
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'fill-rule="evenodd"><title>{self._title}</title>\n{_AT_NIGHT}\n'
            + "\n".join(self._paths)
            + "\n</svg>\n"
        )


def _outline(mask: Mask) -> str:
    """The edges of a mask as a path, a little smoothed."""
    smooth = (cv2.GaussianBlur(mask * np.uint8(255), (0, 0), 2.2) > 127).astype(np.uint8)
    contours, _ = cv2.findContours(smooth, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    pieces = [cv2.approxPolyDP(c, _TOLERANCE, True)[:, 0] for c in contours if cv2.contourArea(c) > _SMALLEST]
    return "".join(_path(piece) for piece in pieces if len(piece) > 2)


def _path(points: NDArray[np.int32]) -> str:
    start, *steps = np.diff(points, axis=0, prepend=[[0, 0]]).tolist()
    lines = " ".join(f"{x} {y}" for x, y in steps)
    return f"M{start[0]} {start[1]}l{lines}z".replace(" -", "-")
