"""Films a take: video beside truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from sample_videos.studio.body import Shape, body_of
from sample_videos.studio.camera import Viewpoint
from sample_videos.studio.equipment import Joints, Maker
from sample_videos.studio.geometry import Array
from sample_videos.studio.measures import fitted
from sample_videos.studio.renderer import Image, Lens, Renderer
from sample_videos.studio.rig import Rig, Skeleton
from sample_videos.studio.rooms import Room
from sample_videos.studio.script import Script
from sample_videos.studio.solids import Solid
from sample_videos.studio.truth import frame_truth, hold, rep_list
from sample_videos.studio.wardrobe import Outfit, dress

TRUTH_STRIDE = 3
"""One frame in so many is kept in truth.json; between them joints move smoothly."""

_EXPOSURES = 3
# With more threads, or with frames that depend on later ones, x264 makes other bytes of the same pictures.
_ENCODER = {"preset": "slow", "crf": "25", "threads": "1", "bf": "0"}


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to film."""

    name: str
    shape: Shape
    outfit: Outfit


@dataclass(frozen=True, slots=True)
class Take:
    """One set to be filmed, with all that decides its pictures.

    `shutter` is the share of a frame's time for which it is exposed, 0..1: what moves is blurred, and each
    picture takes three times as long to draw.
    """

    script: Script
    person: Person
    room: Room
    viewpoint: Viewpoint
    size_px: tuple[int, int] = (640, 480)
    fps: int = 30
    seed: int = 0
    name: str = "take"
    about: str = ""
    shutter: float = 0.0

    @property
    def frame_times_s(self) -> Array:
        """The time of every frame."""
        return np.arange(int(self.script.duration_s * self.fps) + 1) / self.fps


class Stage:
    """A take made ready: the body on its rig, and its posture at any moment."""

    def __init__(self, take: Take) -> None:
        self.take = take
        self.body = body_of(take.person.shape)
        self.rig = Rig(self.body, take.script.motion.ground)
        self.camera = take.viewpoint.camera(take.size_px)
        # The first posture decides where things stand, and where hands and feet are held.
        self._first = self.rig.pose(take.script.motion.rest)
        self.script = take.script.of(fitted(take.script.motion, self.rig))

    def skeletons(self, times_s: Array) -> Skeleton:
        """The posed bones at moments (T,), which rise."""
        return self.rig.pose(self.script.posture(times_s))

    def skeleton(self, time_s: float) -> Skeleton:
        """The posed bones at a moment."""
        return self.skeletons(np.array([time_s]))[0]

    def fixed_equipment(self) -> list[Solid]:
        """What stands where the body was at the start."""
        return self._solids(self.script.motion.equipment.fixed, self._first)

    def moving_equipment(self, skeleton: Skeleton) -> list[Solid]:
        """What the body moves."""
        return self._solids(self.script.motion.equipment.moving, skeleton)

    def _solids(self, makers: tuple[Maker, ...], skeleton: Skeleton) -> list[Solid]:
        now, start = (self._joints(s) for s in (skeleton, self._first))
        return [solid for maker in makers for solid in maker(now, start)]

    def _joints(self, skeleton: Skeleton) -> Joints:
        return lambda name: np.asarray(skeleton.places[self.body.bone(name)])


def pictures(take: Take, times_s: Array | None = None) -> Iterator[tuple[Image, dict[str, Any]]]:
    """Give the picture and truth of every frame, or of the moments asked for, which rise."""
    stage = Stage(take)
    outfit, room = take.person.outfit, take.room
    colours = {int(kind): colour for kind, colour in {**outfit.colours(), **room.colours()}.items()}
    lens = Lens(take.seed)
    with Renderer(stage.camera, room, dress(stage.body, outfit), colours) as renderer:
        renderer.furnish(stage.fixed_equipment())
        for time_s in (take.frame_times_s if times_s is None else times_s).tolist():
            image = _exposed(stage, renderer, time_s)
            truth = frame_truth(stage.body, stage.skeleton(time_s), stage.camera, time_s)
            yield lens.develop(image), truth


def _exposed(stage: Stage, renderer: Renderer, time_s: float) -> Image:
    """The picture over the time that the shutter is open: half of it before, half after the moment."""
    half_s = stage.take.shutter / stage.take.fps / 2
    moments_s = np.linspace(time_s - half_s, time_s + half_s, _EXPOSURES if half_s else 1).tolist()
    skeletons = [stage.skeleton(moment_s) for moment_s in moments_s]
    images = [renderer.draw(stage.rig, s, stage.moving_equipment(s)) for s in skeletons]
    return images[0] if len(images) == 1 else np.asarray(np.mean(images, axis=0).round(), np.uint8)


def film(take: Take, folder: Path) -> Path:
    """Write NAME.mp4 and NAME.truth.json into the folder, and return the video's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{take.name}.mp4"
    frames: list[dict[str, Any]] = []
    with _VideoFile(path, take.size_px, take.fps) as video:
        for image, truth in pictures(take):
            video.write(image)
            frames.append(truth)
    write_truth(take, frames, folder / f"{take.name}.truth.json")
    return path


def film_truth(take: Take, folder: Path) -> Path:
    """Write only NAME.truth.json, without drawing a picture, and return its path."""
    stage = Stage(take)
    times_s = take.frame_times_s
    skeletons = stage.skeletons(times_s)
    frames = [
        frame_truth(stage.body, skeletons[frame], stage.camera, time_s)
        for frame, time_s in enumerate(times_s.tolist())
    ]
    return write_truth(take, frames, folder / f"{take.name}.truth.json")


def write_truth(take: Take, frames: list[dict[str, Any]], path: Path) -> Path:
    """The truth about a take as JSON, one line a frame."""
    stage = Stage(take)
    head = {
        "schema_version": 1,
        "name": take.name,
        "about": take.about,
        "movement": take.script.motion.movement,
        "person": take.person.name,
        "size_px": list(take.size_px),
        "fps": take.fps,
        "duration_s": round(take.script.duration_s, 3),
        "camera": {"azimuth_deg": take.viewpoint.azimuth_deg, "distance_m": take.viewpoint.distance_m},
        "rep_list": rep_list(stage.script, stage.rig),
        "hold": hold(stage.script, stage.rig),
    }
    kept = frames[::TRUTH_STRIDE]
    lines = ",\n".join(json.dumps(frame, separators=(",", ":")) for frame in kept)
    path.write_text(json.dumps(head, indent=1)[:-2] + ',\n "frames": [\n' + lines + "\n]}\n")
    return path


class _VideoFile:
    """H.264 in mp4, as small as a careful encoder makes it."""

    def __init__(self, path: Path, size_px: tuple[int, int], fps: int) -> None:
        import av

        self._container = av.open(str(path), "w", options={"movflags": "+faststart"})
        self._stream = self._container.add_stream("libx264", rate=Fraction(fps), options=_ENCODER)
        self._stream.width, self._stream.height = size_px
        self._stream.pix_fmt = "yuv420p"

    def __enter__(self) -> _VideoFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.mux(self._stream.encode())
        self._container.close()

    def write(self, image: Image) -> None:
        from av import VideoFrame

        self._container.mux(self._stream.encode(VideoFrame.from_ndarray(image, format="rgb24")))
