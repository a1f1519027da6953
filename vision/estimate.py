"""From a frame to the pose of the person in it. No other module knows MediaPipe."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.background import ahead
from vision.errors import ModelError
from vision.libraries import require_libraries
from vision.light import lighten
from vision.models import DEFAULT_MODEL, model_path
from vision.outline import torso_outline
from vision.person import Box, PersonLock, most_likely_meant, only_inside, same_place
from vision.pose import Frame, Pose
from vision.privacy import block_uploads
from vision.view import facing_evidence

MOST_PEOPLE = 3  # guess: so many people are looked at before one is chosen
# measured: the mask costs 1.4 ms a frame at 640x480 and 15 at 1080p, since MediaPipe enlarges it to the
# picture; below 480 nothing is gained. Shrinking by whole numbers costs 0.1 ms, by others 1.5 ms.
MASKED_SHORT_SIDE_PX = 360
_NOTICE = re.compile(rb"INFO: |[IW]\d{4} |WARNING: (All log messages|Logging) before ")
_STDERR = threading.Lock()


class PoseEstimator:
    """Finds the pose of one and the same person in each frame of a recording or a stream.

    Among several people the largest and most central one is chosen at the start; somebody who walks through
    does not take over (see `vision.person`).

    The network treats left and right differently: it finds more of a person who is half hidden when they
    face one way than the other. It is therefore always shown people facing the left edge, so that a mirrored
    recording gives mirrored poses.

    `model` is `full` (default), `lite` or the path of a MediaPipe `.task` bundle; `with_outline` adds the
    outline of the torso to each pose, at 2-3 ms a frame. Frames must come in order of time. One estimator
    serves one recording in one thread; use it as a context manager or call `close`.

    While its networks are loaded, which ends with `close`, the proxy variables of the process point nowhere,
    so that MediaPipe cannot report its use: see `vision.privacy.block_uploads`.

    Raises LibraryError when the system lacks a library, ModelError when the model cannot be used.

        with PoseEstimator("lite") as estimator:
            for frame, pose in estimator.follow(iter(video)):
                ...
    """

    def __init__(self, model: str | Path = DEFAULT_MODEL, with_outline: bool = False) -> None:
        self._path, self._with_outline = model_path(model), with_outline
        self._lock = PersonLock()
        self._crowd: _Crowd | None = _Crowd(self._path)
        self._network = _Network(self._path, with_outline)
        self._last_s: float | None = None
        self.dark_s = 0.0
        """For how long it was dark, in seconds so far."""

    @property
    def other_person_s(self) -> float:
        """How long somebody else drew the attention while the person was still there, in seconds so far."""
        return self._lock.other_person_s

    def estimate(self, frame: Frame) -> Pose | None:
        """The person's pose in this frame, None when the person is not found in it."""
        return self._pose_in(frame, self._network.picture(frame))

    def follow(self, frames: Iterator[Frame]) -> Generator[tuple[Frame, Pose | None]]:
        """Give each frame with the pose that `estimate` finds in it, None where it finds nobody.

        Frames are taken, and made ready for the network, ahead in a thread of its own, which ends when the
        generator is closed. An error in `frames` is raised after the frames before it.
        """

        def made_ready(frame: Frame) -> tuple[Frame, _Picture]:
            return frame, self._network.picture(frame)

        with closing(ahead(map(made_ready, frames))) as ready:
            for frame, picture in ready:
                yield frame, self._pose_in(frame, picture)

    def close(self) -> None:
        """Free the models. Calling it again does nothing."""
        self._network.close()
        if self._crowd is not None:
            self._crowd.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pose_in(self, frame: Frame, picture: _Picture) -> Pose | None:
        if picture.dark and self._last_s is not None:
            self.dark_s += frame.time_s - self._last_s
        self._last_s = frame.time_s
        around = None if self._network.is_loaded else self._look_around(frame)
        if around is not None:
            self._load_for(around)
        pose = self._find(frame, picture)
        if pose is not None and self._lock.is_open(frame.time_s):
            pose = self._begin_with(pose, around or self._look_around(frame), frame, picture)
        elif around is not None:
            self._network.load(mirrored=False)  # the mirrored look does not find whoever was seen
        return pose if self._lock.keeps(pose, frame.time_s) else None

    def _load_for(self, around: _Around) -> None:
        """Load the network that looks at the most likely person the way it will look later."""
        self._network.load(bool(around.seen) and around.faces_right(around.meant()))

    def _find(self, frame: Frame, picture: _Picture) -> Pose | None:
        box = self._lock.search_box
        if box is not None or picture.mirrored != self._network.mirrored:
            picture = self._network.picture(frame, box)
        return self._network.find(frame, picture)

    def _begin_with(self, found: Pose, around: _Around, frame: Frame, picture: _Picture) -> Pose | None:
        """Choose the person to follow and how to look at them; None when `found` is somebody else."""
        meant = around.meant(found)
        if not same_place(found, meant):
            self._lock.follow(meant, frame.time_s)
            return None
        if around.faces_right(meant) == self._network.mirrored:
            return found
        self._network.load(mirrored=not self._network.mirrored)
        return self._find(frame, picture)

    def _look_around(self, frame: Frame) -> _Around:
        """Find everybody in the frame, which takes 0.15 s and 75 MB: do it only to choose a person."""
        crowd, self._crowd = self._crowd or _Crowd(self._path), None
        with closing(crowd):
            return crowd.around(frame)


class _Crowd:
    """A landmarker for all the people in a picture."""

    def __init__(self, path: Path) -> None:
        self._landmarker, self.close = _create_landmarker(self, path, with_outline=False, most=MOST_PEOPLE)

    def around(self, frame: Frame) -> _Around:
        """The people in the frame, and those in its mirror image."""
        lighter = lighten(frame.image_rgb)
        image_rgb = frame.image_rgb if lighter is None else lighter
        with _without_notices():
            seen = self._landmarker.detect(_mediapipe_image(image_rgb))
            mirrored = self._landmarker.detect(_mediapipe_image(image_rgb[:, ::-1]))
        width_px, _ = frame.size_px
        return _Around(
            frame.size_px,
            _poses(seen, frame.size_px),
            [pose.mirrored(width_px) for pose in _poses(mirrored, frame.size_px)],
        )


@dataclass(frozen=True, slots=True)
class _Around:
    """The people found in a picture of this size and in its mirror image, all in the picture's own pixels."""

    size_px: tuple[int, int]
    seen: list[Pose]
    seen_mirrored: list[Pose]

    def meant(self, *found: Pose) -> Pose:
        """The pose of whoever is most likely to train, among those around and `found`."""
        return most_likely_meant([*found, *self.seen], self.size_px)

    def faces_right(self, meant: Pose) -> bool:
        """Whether this person faces the right edge, judged by the picture and its mirror image together."""
        evidence = sum(
            facing_evidence(min(poses, key=lambda pose: _apart_px(pose, meant)))
            for poses in (self.seen, self.seen_mirrored)
            if poses
        )
        return evidence > 0


@dataclass(frozen=True, slots=True)
class _Picture:
    """A frame in the form in which a network is shown it."""

    image: Any
    mirrored: bool
    dark: bool


class _Network:
    """A landmarker in VIDEO mode, fed in order of time; `mirrored` shows it the mirror image of each
    frame.
    """

    def __init__(self, path: Path, with_outline: bool) -> None:
        self.mirrored = False
        self._path, self._with_outline = path, with_outline
        self._landmarker: Any = None
        self._free: Callable[[], object] = lambda: None

    @property
    def is_loaded(self) -> bool:
        """Whether the landmarker can be asked."""
        return self._landmarker is not None

    def load(self, mirrored: bool) -> None:
        """Load the landmarker anew, unless it already looks that way."""
        if self._landmarker is not None and mirrored == self.mirrored:
            return
        self._free()
        self.mirrored, self._quiet, self._last_ms = mirrored, False, -1
        self._landmarker, self._free = _create_landmarker(self, self._path, self._with_outline)

    def close(self) -> None:
        """Free the landmarker. Calling it again does nothing."""
        self._free()

    def picture(self, frame: Frame, box: Box | None = None) -> _Picture:
        """What the network is shown of the frame: all of it, or only what lies within a box.

        Any thread may call it.
        """
        lighter = lighten(frame.image_rgb)
        image_rgb = frame.image_rgb if lighter is None else lighter
        if box is not None:
            image_rgb = only_inside(image_rgb, box)
        if self._with_outline:
            image_rgb = _shrunk(image_rgb)
        mirrored = self.mirrored  # another thread may change it meanwhile
        if mirrored:
            image_rgb = np.asarray(cv2.flip(image_rgb, 1), dtype=np.uint8)
        return _Picture(_mediapipe_image(image_rgb), mirrored, dark=lighter is not None)

    def find(self, frame: Frame, picture: _Picture) -> Pose | None:
        """The pose in the picture, in pixels of the frame."""
        with nullcontext() if self._quiet else _without_notices():
            result = self._landmarker.detect_for_video(picture.image, self._next_ms(frame.time_s))
        # MediaPipe writes the last of its notices when it finds the first person.
        self._quiet = self._quiet or bool(result.pose_landmarks)
        poses = _poses(result, frame.size_px)
        if not poses:
            return None
        return poses[0].mirrored(frame.size_px[0]) if self.mirrored else poses[0]

    def _next_ms(self, time_s: float) -> int:
        """The next time stamp: MediaPipe takes whole milliseconds and refuses the same one twice."""
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        return self._last_ms


def load_mediapipe() -> None:
    """Import MediaPipe now, which takes 0.1 s, and not with the first estimator.

    Raises LibraryError when the system lacks a library.
    """
    require_libraries()
    with block_uploads(), _without_notices(), _without_unused():
        import mediapipe.tasks.python.vision  # noqa: F401


def _create_landmarker(
    owner: object, path: Path, with_outline: bool, most: int | None = None
) -> tuple[Any, Callable[[], object]]:
    """Make a landmarker, and the function that frees it.

    It finds one person in a video, or with `most` that many people in a picture. It is freed with its owner
    at the latest, and uploads are blocked until then.
    """
    load_mediapipe()
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    with _without_notices(), ExitStack() as block:
        block.enter_context(block_uploads())
        options = PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(path)),
            running_mode=RunningMode.IMAGE if most else RunningMode.VIDEO,
            num_poses=most or 1,
            # A small person beside a large one counts less.
            min_pose_detection_confidence=0.3 if most else 0.5,
            output_segmentation_masks=with_outline,
        )
        try:
            landmarker = PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"MediaPipe cannot load the model {path}: use lite or full.") from error
        return landmarker, weakref.finalize(owner, _release, landmarker, block.pop_all())


def _release(landmarker: Any, block: ExitStack) -> None:
    with block:
        try:
            landmarker.close()
        except RuntimeError:  # the process is ending, and its threads are gone
            landmarker._handle = None  # otherwise MediaPipe tries again and prints a traceback


def _mediapipe_image(image_rgb: NDArray[np.uint8]) -> Any:
    from mediapipe import Image, ImageFormat

    # MediaPipe takes the pointer and ignores the strides: a padded or sliced array would arrive sheared, and
    # nobody would be found in it.
    return Image(ImageFormat.SRGB, np.ascontiguousarray(image_rgb))


def _shrunk(image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = image_rgb.shape[:2]
    times = min(width, height) // MASKED_SHORT_SIDE_PX
    if times <= 1:
        return image_rgb
    size_px = width // times, height // times
    return np.asarray(cv2.resize(image_rgb, size_px, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _apart_px(one: Pose, other: Pose) -> float:
    return float(np.abs(one.landmarks_px - other.landmarks_px).mean())


def _poses(result: Any, size_px: tuple[int, int]) -> list[Pose]:
    masks = result.segmentation_masks or [None] * len(result.pose_landmarks)
    return [_pose(found, mask, size_px) for found, mask in zip(result.pose_landmarks, masks, strict=True)]


def _pose(found: Any, mask: Any, size_px: tuple[int, int]) -> Pose:
    points = np.array([(p.x, p.y, p.visibility) for p in found], dtype=np.float32)
    landmarks_px = points[:, :2] * np.array(size_px, dtype=np.float32)
    if mask is None:
        return Pose(landmarks_px, points[:, 2].copy())

    def outline() -> NDArray[np.float32] | None:
        mask_px = mask.numpy_view()[..., 0]
        found = torso_outline(mask_px, points[:, :2] * np.array(mask_px.shape[::-1], dtype=np.float32))
        return None if np.isnan(found).all() else found

    return Pose(landmarks_px, points[:, 2].copy(), outline)


@contextmanager
def _without_unused() -> Iterator[None]:
    """Spare MediaPipe two imports that only its drawing helpers and its sound tasks use.

    Matplotlib takes two thirds of MediaPipe's own import (measured: 0.37 of 0.5 s in each process), and
    sounddevice asks for microphones.
    """
    names = ("matplotlib", "matplotlib.pyplot", "sounddevice")
    unused = {name: ModuleType(name) for name in names if name not in sys.modules}
    sys.modules.update(unused)
    try:
        yield
    finally:
        for name in unused:
            del sys.modules[name]


@contextmanager
def _without_notices() -> Iterator[None]:
    """Hold back what native code writes to stderr and pass on all but its notices."""
    with _STDERR, tempfile.TemporaryFile() as held:
        try:
            stderr = os.dup(2)
        except OSError:  # the process was started without stderr
            yield
            return
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            held.seek(0)
            os.write(stderr, b"".join(line for line in held if not _NOTICE.match(line)))
            os.close(stderr)
