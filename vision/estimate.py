"""From a frame to the pose of the person in it. The only module that knows MediaPipe."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from vision.errors import ModelError
from vision.libraries import require_libraries
from vision.models import DEFAULT_MODEL, model_path
from vision.outline import torso_outline
from vision.pose import Frame, Pose

ALLOW_METRICS = "BACKLINE_ALLOW_METRICS"
_CLOSED_PORT = "http://127.0.0.1:9"
_NOTICE = re.compile(rb"INFO: |[IW]\d{4} |WARNING: (All log messages|Logging) before ")
_STDERR = threading.Lock()


class PoseEstimator:
    """Finds the pose of one person in each frame of a recording or a stream.

    `model` is `full` (default), `lite` or the path of a MediaPipe `.task` bundle; `with_outline` adds the
    outline of the torso to each pose, at 2-3 ms a frame. Frames must come in order of time. One estimator
    serves one recording in one thread; use it as a context manager or call `close`.

    Raises LibraryError when the system lacks a library, ModelError when the model cannot be used.

        with PoseEstimator("lite") as estimator:
            for frame in video:
                pose = estimator.estimate(frame)
    """

    def __init__(self, model: str | Path = DEFAULT_MODEL, with_outline: bool = False) -> None:
        self.with_outline = with_outline
        self._quiet = False
        self._last_ms = -1
        self._landmarker = _create_landmarker(model_path(model), with_outline)
        self._close = weakref.finalize(self, _release, self._landmarker)

    def estimate(self, frame: Frame) -> Pose | None:
        """The pose in this frame, None when nobody is found."""
        result = self._detect(frame.image_rgb, self._next_ms(frame.time_s))
        if not result.pose_landmarks:
            return None
        return _pose(result, frame.size_px)

    def close(self) -> None:
        """Free the model. Calling it again does nothing."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next_ms(self, time_s: float) -> int:
        """MediaPipe takes whole milliseconds and refuses one twice."""
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        return self._last_ms

    def _detect(self, image_rgb: NDArray[np.uint8], time_ms: int) -> Any:
        image = _mediapipe_image(image_rgb)
        if self._quiet:
            return self._landmarker.detect_for_video(image, time_ms)
        with _without_notices():  # the last of its notices comes with the first person
            result = self._landmarker.detect_for_video(image, time_ms)
        self._quiet = bool(result.pose_landmarks)
        return result


def block_metrics_upload() -> None:
    """Keep MediaPipe from reporting its use over the network, in this process, from now on.

    It uploads through libcurl, which obeys the proxy variables; a proxy that nobody listens at stops it
    before a packet leaves the machine. Exceptions to the proxy would let it through, so they are dropped too.
    A person who wants to report sets BACKLINE_ALLOW_METRICS=1.
    """
    if os.environ.get(ALLOW_METRICS) == "1":
        return
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        os.environ[name] = _CLOSED_PORT
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)


def _create_landmarker(path: Path, with_outline: bool) -> Any:
    require_libraries()
    block_metrics_upload()
    with _without_notices():
        from mediapipe.tasks.python import BaseOptions
        from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

        options = PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(path)),
            running_mode=RunningMode.VIDEO,
            output_segmentation_masks=with_outline,
        )
        try:
            return PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"MediaPipe cannot load the model {path}: use lite or full.") from error


def _release(landmarker: Any) -> None:
    try:
        landmarker.close()
    except RuntimeError:  # the process is ending and its threads are gone
        landmarker._handle = None  # else MediaPipe tries again, and prints a traceback


def _mediapipe_image(image_rgb: NDArray[np.uint8]) -> Any:
    from mediapipe import Image, ImageFormat

    # MediaPipe takes the pointer and ignores the strides: a padded or sliced array would arrive sheared, and
    # nobody would be found in it.
    return Image(ImageFormat.SRGB, np.ascontiguousarray(image_rgb))


def _pose(result: Any, size_px: tuple[int, int]) -> Pose:
    points = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks[0]], dtype=np.float32)
    landmarks_px = points[:, :2] * np.array(size_px, dtype=np.float32)
    outline = None
    if result.segmentation_masks:
        outline = torso_outline(result.segmentation_masks[0].numpy_view()[..., 0], landmarks_px)
    if outline is not None and np.isnan(outline).all():
        outline = None
    return Pose(landmarks_px, points[:, 2].copy(), outline)


@contextmanager
def _without_notices() -> Iterator[None]:
    """Hold back what native code writes to stderr and pass on all but its notices."""
    with _STDERR, tempfile.TemporaryFile() as held:
        try:
            stderr = os.dup(2)
        except OSError:  # started without one
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
