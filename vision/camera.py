"""The pictures of a camera, as they come. No other module opens a camera."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.errors import CameraError
from vision.pose import Frame


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this machine. `path` is its device file, None on systems that have no such file."""

    index: int
    name: str
    path: str | None


class Camera:
    """Pictures of a camera as they come, with the time since the first one.

    `camera` is an index (0 is the first) or a name, of which a part is enough. Times come from the capture
    clock of this machine; a slow reader misses pictures, it does not fall behind. Images are not mirrored.

    Raises CameraError when there is no such camera, when it is busy, or when it stops giving pictures.
    """

    def __init__(self, camera: int | str = 0) -> None:
        self.index = _camera_index(camera)
        self._capture = _opened_capture(self.index)
        self._first_image = self._read()
        if self._first_image is None:
            self.close()
            raise CameraError(_camera_gives_nothing(self.index))
        self.size_px = self._first_image.shape[1], self._first_image.shape[0]

    def __enter__(self) -> Camera:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the camera go, so that other programs may use it."""
        self._capture.release()

    def __iter__(self) -> Iterator[Frame]:
        start_s: float | None = None
        last_s = -1.0
        index = 0
        while True:
            image = self._read()
            now_s = time.monotonic()
            if image is None:
                raise CameraError(
                    f"Camera {self.index} stopped giving pictures after {max(last_s, 0):.1f} s;"
                    " check its cable and start again."
                )
            start_s = now_s if start_s is None else start_s
            if now_s - start_s > last_s:
                last_s = now_s - start_s
                yield Frame(image, last_s, index)
            index += 1

    def _read(self) -> NDArray[np.uint8] | None:
        ok, image_bgr = self._capture.read()
        if not ok or image_bgr is None:
            return None
        image: NDArray[np.uint8] = np.ascontiguousarray(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB), np.uint8)
        return image


def list_cameras() -> list[CameraInfo]:
    """The cameras of this machine, sorted by index; empty when it has no camera."""
    platform: str = sys.platform
    if platform.startswith("linux"):
        return _linux_cameras(Path("/sys/class/video4linux"))
    return [CameraInfo(i, f"camera {i}", None) for i in range(4) if _answers(i)]


def _linux_cameras(devices: Path) -> list[CameraInfo]:
    cameras = []
    for device in devices.glob("video*"):
        number = device.name.removeprefix("video")
        # A webcam has further nodes for metadata; only node 0 gives pictures.
        if number.isdigit() and _text(device / "index") in ("", "0"):
            name = _text(device / "name") or f"camera {number}"
            cameras.append(CameraInfo(int(number), name, f"/dev/{device.name}"))
    return sorted(cameras, key=lambda camera: camera.index)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _answers(index: int) -> bool:
    capture = _quiet_capture(index)
    try:
        return bool(capture.isOpened())
    finally:
        capture.release()


def _camera_index(camera: int | str) -> int:
    if isinstance(camera, int) or camera.isdigit():
        return int(camera)
    cameras = list_cameras()
    for info in cameras:
        if camera.casefold() in info.name.casefold() or camera == info.path:
            return info.index
    raise CameraError(f"There is no camera named {camera!r}; {_known_cameras(cameras)}.")


def _known_cameras(cameras: list[CameraInfo]) -> str:
    if not cameras:
        return "this machine shows none, so plug one in, or analyse a recorded set instead"
    return "choose one of " + ", ".join(f"{c.index} ({c.name})" for c in cameras)


def _opened_capture(index: int) -> cv2.VideoCapture:
    capture = _quiet_capture(index)
    if capture.isOpened():
        # A buffer would hand out old pictures, which are no use to somebody who is lifting now.
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        return capture
    capture.release()
    cameras = list_cameras()
    known = next((c for c in cameras if c.index == index), None)
    if known is None:
        raise CameraError(f"There is no camera {index}; {_known_cameras(cameras)}.")
    if known.path and not os.access(known.path, os.R_OK | os.W_OK):
        raise CameraError(
            f"Camera {index} ({known.name}) may not be used by this user; add the user to the group 'video'"
            " and log in again."
        )
    raise CameraError(_camera_gives_nothing(index))


def _camera_gives_nothing(index: int) -> str:
    return (
        f"Camera {index} gives no picture; close other programs that use it (browser, video call), unplug it"
        " and plug it in again, or choose another camera."
    )


def _quiet_capture(index: int) -> cv2.VideoCapture:
    """Open a capture without OpenCV's own warnings on stderr; the person gets a CameraError instead."""
    logging: Any = cv2.utils.logging
    level = logging.setLogLevel(logging.LOG_LEVEL_SILENT)
    try:
        return cv2.VideoCapture(index)
    finally:
        logging.setLogLevel(level)
