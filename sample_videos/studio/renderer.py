"""Draws a dressed body in a room: OpenGL through EGL, in software where there is no graphics card."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.camera import Camera, light_matrix
from sample_videos.studio.geometry import Array, Y, unit
from sample_videos.studio.libraries import StudioError, require
from sample_videos.studio.rig import Skeleton
from sample_videos.studio.rooms import Room
from sample_videos.studio.solids import Solid, corners_of
from sample_videos.studio.wardrobe import Colour, Surface

if TYPE_CHECKING:
    from sample_videos.studio.rig import Rig

Image = NDArray[np.uint8]

_SHADERS = Path(__file__).parent / "shaders"
_SHADOW_PX = 1024
_ATTRIBUTES = ("position", "normal", "rest", "material", "inside"), "3f 3f 3f 1f 1f"
_SHADOW_ATTRIBUTES = ("position", "inside"), "3f 28x 1f"
_CONTACT_HEIGHT_M = 0.4  # as in scene.frag, a higher or further joint does not darken the floor
_CONTACT_REACH_M = 0.5
_MARGIN_PX = 14
_STRIDE = 5
_LAMP_TARGET = np.array([0.0, 0.6, 0.0])
_SAMPLES = 4
_SLACK_PX = 64  # the grain is one sheet, shifted at random from frame to frame
_CONTACTS = (
    "foot.L", "foot.R", "toe3-1.L", "toe3-1.R", "root", "spine02", "spine01", "head",
    "wrist.L", "wrist.R", "lowerarm01.L", "lowerarm01.R",
)  # fmt: skip


class Renderer:
    """Pictures of one person in one room from one camera. A context manager; frees OpenGL at its end."""

    def __init__(self, camera: Camera, room: Room, surface: Surface, colours: dict[int, Colour]) -> None:
        self._camera, self._room, self._surface = camera, room, surface
        self._context = open_gl()
        self._scene = self._program("scene.vert", "scene.frag")
        self._shadow = self._program("shadow.vert", "shadow.frag")
        self._shadow_map = self._context.depth_texture((_SHADOW_PX, _SHADOW_PX))
        self._shadow_map.compare_func = "<="
        self._shadow_buffer = self._context.framebuffer(depth_attachment=self._shadow_map)
        size = camera.size_px
        self._canvas = self._context.framebuffer(
            [self._context.renderbuffer(size, samples=_SAMPLES)],
            self._context.depth_renderbuffer(size, samples=_SAMPLES),
        )
        self._picture = self._context.framebuffer([self._context.renderbuffer(size)])
        self._corners, self._uses = _corners_by_material(surface)
        self._corner_numbers = self._context.buffer(self._uses.astype(np.uint32).tobytes())
        self._baked = self._context.texture(size, 3, alignment=1)
        self._set_constants(colours)
        self.furnish([])

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.release()

    def furnish(self, solids: list[Solid]) -> None:
        """Put up what stands still in front of the wall."""
        self._furniture = self._mesh([*self._room.solids(self._camera), *solids])
        self._last_region = (0, 0, *self._camera.size_px)
        self._bake()

    def draw(self, rig: Rig, skeleton: Skeleton, moving: list[Solid]) -> Image:
        """The picture (height, width, 3) uint8, red first.

        Only that part is drawn anew which the person, what moves with them, and their shadows can have
        changed since the last picture. That halves the work.
        """
        points, turns = rig.skin(skeleton, self._surface.points, self._surface.weights)
        person = self._person(points, turns)
        movers = [(person, self._corner_numbers), *([(self._mesh(moving), None)] if moving else [])]
        meshes = [*movers, (self._furniture, None)]  # what hides behind the first is not painted
        contacts = self._contacts(rig, skeleton)
        self._render(self._shadow, self._shadow_buffer, meshes)
        self._shadow_map.use(0)
        self._baked.use(1)
        solid_points = [points[::_STRIDE], *(solid.corners for solid in moving)]
        self._canvas.scissor = self._changed(np.concatenate(solid_points), contacts)
        self._render(self._scene, self._canvas, meshes)
        self._context.copy_framebuffer(self._picture, self._canvas)
        for mesh, _ in movers:
            mesh.release()
        width, height = self._camera.size_px
        pixels = np.frombuffer(self._picture.read(components=3, alignment=1), np.uint8)
        return np.asarray(pixels.reshape(height, width, 3)[::-1])

    def _bake(self) -> None:
        """Paint floor and walls once: their textures are most of the work of a picture."""
        size = self._camera.size_px
        target = self._context.framebuffer([self._baked], self._context.depth_renderbuffer(size))
        self._scene["baking"].value = True
        self._render(self._scene, target, [(self._furniture, None)])
        self._scene["baking"].value = False
        target.release()

    def _render(self, program: Any, target: Any, meshes: list[tuple[Any, Any]]) -> None:
        target.use()
        target.clear(0.5, 0.5, 0.5)
        names, layout = _ATTRIBUTES if "normal" in program else _SHADOW_ATTRIBUTES
        context = self._context
        for mesh, numbers in meshes:
            # The faces of the person that are turned away are hidden, and would be half of the work.
            context.enable_only(context.DEPTH_TEST | (context.CULL_FACE if numbers else context.NOTHING))
            array = context.vertex_array(program, [(mesh, layout, *names)], numbers)
            array.render()
            array.release()

    def _mesh(self, solids: list[Solid]) -> Any:
        corners, normals, kinds = corners_of(solids)
        return self._buffer(corners, normals, corners, kinds, np.ones(len(corners)))

    def _person(self, points: Array, turns: Array) -> Any:
        surface = self._surface
        normals = np.einsum("vij,vj->vi", turns, surface.normals)
        numbers, kinds = self._corners
        rest, inside = surface.points[numbers], surface.inside[numbers]
        return self._buffer(points[numbers], normals[numbers], rest, kinds, inside)

    def _buffer(self, points: Array, normals: Array, rest: Array, kinds: Array, inside: Array) -> Any:
        columns = [points, normals, rest, kinds[:, None], inside[:, None]]
        table = np.concatenate(columns, axis=1, dtype=np.float32)
        return self._context.buffer(table.tobytes())

    def _program(self, vertex: str, fragment: str) -> Any:
        sources = ((_SHADERS / name).read_text() for name in (vertex, fragment))
        return self._context.program(*sources)

    def _set_constants(self, colours: dict[int, Colour]) -> None:
        camera, scene = self._camera, self._scene
        lamp = self._room.lamp(camera)
        light = light_matrix(lamp, _LAMP_TARGET, half_width_m=2.2, far_m=12)
        table = np.zeros((20, 3), np.float32)
        for material, colour in colours.items():
            table[int(material)] = colour
        for program in (scene, self._shadow):
            program["lamp"].write(_gl(light))
        scene["camera"].write(_gl(camera.projection_matrix() @ camera.view_matrix()))
        scene["eye"].value = tuple(camera.position)
        scene["lamp_direction"].value = tuple(unit(lamp - _LAMP_TARGET))
        scene["fill_direction"].value = tuple(unit(-camera.ahead - 0.9 * camera.right + 0.3 * Y))
        scene["brightness"].value = self._room.brightness
        scene["colours"].write(table.tobytes())
        scene["floor_kind"].value = int(self._room.floor)
        scene["shadow_map"].value = 0
        scene["baked"].value = 1

    def _contacts(self, rig: Rig, skeleton: Skeleton) -> Array:
        """Tell the shader which joints are near the floor and darken it, and return them."""
        joints = np.array([skeleton.places[rig.body.bone(name)] for name in _CONTACTS])
        low = joints[joints[:, 1] < _CONTACT_HEIGHT_M]
        table = np.zeros((24, 3), np.float32)
        table[: len(low)] = low
        self._scene["contacts"].write(table.tobytes())
        self._scene["contact_count"].value = len(low)
        return low

    def _changed(self, points: Array, contacts: Array) -> tuple[int, int, int, int]:
        """The part that may differ from the last picture: left, bottom, width and height in pixels."""
        corners = np.array([(x, 0, z) for x in (-1, 1) for z in (-1, 1)]) * _CONTACT_REACH_M
        shaded = (contacts[:, None] * [1, 0, 1] + corners).reshape(-1, 3)
        x, y = self._camera.project(np.concatenate([points, self._shadows(points), shaded])).T
        width, height = self._camera.size_px
        left, right = np.clip([x.min() - _MARGIN_PX, x.max() + _MARGIN_PX], 0, width).astype(int).tolist()
        top, bottom = np.clip([y.min() - _MARGIN_PX, y.max() + _MARGIN_PX], 0, height).astype(int).tolist()
        region = (left, height - bottom, right, height - top)
        low = np.minimum(region[:2], self._last_region[:2]).tolist()
        high = np.maximum(region[2:], self._last_region[2:]).tolist()
        self._last_region = region
        return low[0], low[1], high[0] - low[0], high[1] - low[1]

    def _shadows(self, points: Array) -> Array:
        """The places where the shadows of points fall, on the floor or on the wall."""
        away = unit(self._camera.ahead * [1, 0, 1])
        ray = _LAMP_TARGET - self._room.lamp(self._camera)
        to_floor = points[:, 1] / -ray[1]
        to_wall = (self._room.wall_m - points @ away) / (ray @ away)
        return np.asarray(points + np.minimum(to_floor, to_wall)[:, None] * ray)


def _corners_by_material(surface: Surface) -> tuple[tuple[NDArray[np.int64], Array], NDArray[np.int64]]:
    """Each pairing of a point with a material once, and the pairings that the triangles use."""
    pairs = np.stack([surface.triangles.ravel(), np.repeat(surface.materials, 3)], axis=1)
    unique, uses = np.unique(pairs, axis=0, return_inverse=True)
    return (unique[:, 0], unique[:, 1].astype(float)), uses.ravel()


def open_gl() -> Any:
    """Make an OpenGL context without a screen. Raises StudioError where this machine cannot."""
    require("moderngl")
    import moderngl

    create: Any = moderngl.create_context  # its type hints know no backend
    try:
        context = create(standalone=True, backend="egl")
    except Exception as error:
        raise StudioError(
            "The studio cannot draw without OpenGL: sudo apt-get install -y libegl1 libgl1-mesa-dri"
        ) from error
    context.enable(moderngl.DEPTH_TEST)
    return context


def _gl(matrix: Array) -> bytes:
    return matrix.T.astype(np.float32).tobytes()


class Lens:
    """What a phone's camera does to a picture: a little blur, and grain that changes with every frame."""

    def __init__(self, seed: int, blur_px: float = 0.5, grain: float = 1.5) -> None:
        self._random = np.random.default_rng(seed)
        self._blur_px, self._grain = blur_px, grain
        self._noise: NDArray[np.int16] | None = None

    def develop(self, image: Image) -> Image:
        """The picture with blur and grain; `grain` is its standard deviation in grey levels."""
        if self._noise is None:
            height, width, _ = image.shape
            noise = self._random.normal(0, self._grain, (height + _SLACK_PX, width + _SLACK_PX, 3))
            self._noise = np.round(noise).astype(np.int16)
        y, x = self._random.integers(0, _SLACK_PX, 2)
        grain = self._noise[y : y + image.shape[0], x : x + image.shape[1]]
        soft = cv2.GaussianBlur(image, (0, 0), self._blur_px)
        return np.asarray(np.clip(soft + grain, 0, 255).astype(np.uint8))
