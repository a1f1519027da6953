"""Videos that browsers and phones play: H.264 in mp4, with the true time of every picture."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final

import av
import av.logging
import cv2
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vision.errors import VideoError

av.logging.set_level(None)
av.logging.set_libav_level(av.logging.PANIC)

MAX_SIDE_PX: Final = 1280
"""Longest side written: as sharp as a phone shows it, and cheap to encode. (measured)"""

_TICKS_PER_S: Final = 90_000
_TIME_BASE: Final = Fraction(1, _TICKS_PER_S)
_MP4: Final = {"movflags": "+faststart", "movie_timescale": str(_TICKS_PER_S)}
# Measured on a real set at 852x480 (CPU per frame, bit rate, both at crf 27): ultrafast 2.5 ms, 1.5 Mbit/s;
# superfast 3.1 ms, 0.7 Mbit/s; veryfast 3.7 ms, 0.4 Mbit/s. One thread keeps up several times
# over, and more would take time from finding poses. Without B-pictures, packets come in the order of their
# times, so that parts can be joined.
_X264: Final = {"preset": "superfast", "crf": "25", "bf": "0", "g": "60", "threads": "1"}
_BT601: Final = 6  # the matrix of OpenCV's conversion, six times as fast as FFmpeg's
_BT709: Final = 1
_LIMITED_RANGE: Final = 1


class VideoWriter:
    """Writes pictures to an mp4 (H.264, yuv420p), each shown from its own time.

        with VideoWriter("annotated.mp4", video.size_px, video.fps) as writer:
            for frame in video:
                writer.write(frame.image_rgb, frame.time_s)

    `size_px` is the width and height of the pictures given; larger ones than 1280 px are scaled down, and an
    odd last row or column is left out, so `written_size_px` may differ. `fps` is only a hint to the encoder:
    times may be as irregular as they are.

    The file gets its name when it is complete; an older file of that name stays until then. When the `with`
    block ends by an error or Ctrl-C, what was written so far is completed and kept; without a single picture
    there is no file.

    Raises VideoError when the file cannot be written or the disk is full; what was begun is then removed.
    """

    def __init__(self, path: str | Path, size_px: tuple[int, int], fps: float = 30.0) -> None:
        self.path = Path(path)
        self.size_px = size_px
        self.written_size_px = _written_size(size_px)
        self.frames_written = 0
        self._last_tick = -1
        self._partial = _Partial(self.path)
        self._stream = _add_stream(self._partial.container, self.written_size_px, fps)

    def __enter__(self) -> VideoWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except VideoError:
            if error is None:
                raise

    def write(self, image_rgb: NDArray[np.uint8], time_s: float) -> None:
        """Add a picture, (height, width, 3) uint8, to be shown from `time_s` on. Times must rise."""
        height, width = image_rgb.shape[:2]
        if (width, height) != self.size_px:
            raise ValueError(f"picture is {width}x{height}, the video was opened for {self.size_px}")
        tick = round(time_s * _TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"time {time_s} s does not come after {self._last_tick / _TICKS_PER_S} s")
        frame = _yuv_frame(image_rgb, self.written_size_px)
        frame.pts, frame.time_base = tick, _TIME_BASE
        self._partial.mux(self._stream.encode(frame))
        self._last_tick = tick
        self.frames_written += 1

    def close(self) -> None:
        """Complete the file and give it its name. Doing so twice is harmless."""
        if not self._partial.is_open:
            return
        if self.frames_written == 0:
            self._partial.discard()
            return
        try:
            self._partial.mux(self._stream.encode())
            self._partial.complete()
        except BaseException:
            self._partial.discard()
            raise


def concatenate(parts: Sequence[str | Path], path: str | Path) -> None:
    """Join videos written by `VideoWriter` for one picture size into one, without encoding again.

    Times are kept as they are, so each part must begin after the one before it ends. The parts stay.

    Raises VideoError when a part cannot be read, differs in size, or the result cannot be written.
    """
    if not parts:
        raise VideoError("There are no parts to join; write at least one video first.")
    partial = _Partial(Path(path))
    try:
        stream: VideoStream | None = None
        last_tick: int | None = None
        for part in parts:
            with _open_part(Path(part)) as container:
                source = container.streams.video[0]
                if stream is None:
                    stream = partial.container.add_stream_from_template(source)
                    stream.time_base = source.time_base
                _check_joins(Path(part), source, stream)
                for packet in container.demux(source):
                    if packet.dts is None:  # an empty packet ends each file
                        continue
                    if last_tick is not None and packet.dts <= last_tick:
                        raise VideoError(f"{part} begins before the last part ends; join parts in order.")
                    last_tick = packet.dts
                    packet.stream = stream
                    partial.mux([packet])
        partial.complete()
    except BaseException:
        partial.discard()
        raise


class _Partial:
    """An mp4 that is written beside its final place, under another name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(f".{path.name}.part")
        if path.is_dir():
            raise VideoError(f"{path} is a folder; give the name of the video file to write.")
        try:
            # FFmpeg opens the file only with the first picture; the person should know now if it cannot.
            self._beside.open("wb").close()
            self.container: OutputContainer = av.open(
                f"file:{self._beside}", "w", format="mp4", options=dict(_MP4)
            )
        except OSError as error:
            raise VideoError(_why_not_written(path, error)) from error
        self.is_open = True

    def mux(self, packets: Iterable[Packet[VideoStream]]) -> None:
        try:
            for packet in packets:
                self.container.mux(packet)
        except (av.FFmpegError, OSError) as error:
            self.discard()
            raise VideoError(_why_not_written(self._path, error)) from error

    def complete(self) -> None:
        try:
            self.container.close()
            self._beside.replace(self._path)
            self.is_open = False
        except (av.FFmpegError, OSError) as error:
            self.discard()
            raise VideoError(_why_not_written(self._path, error)) from error

    def discard(self) -> None:
        if self.is_open:
            self.is_open = False
            try:
                self.container.close()
            except (av.FFmpegError, OSError):
                pass  # the file is thrown away in any case
            self._beside.unlink(missing_ok=True)


def _why_not_written(path: Path, error: Exception) -> str:
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{path} cannot be written because the disk is full; free some space or choose another folder."
    if isinstance(error, FileNotFoundError):
        return f"{path} cannot be written because its folder does not exist; make it or choose another one."
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"{path} cannot be written ({reason}); choose another folder."


def _add_stream(container: OutputContainer, size_px: tuple[int, int], fps: float) -> VideoStream:
    rate = Fraction(fps).limit_denominator(1001)
    stream: VideoStream = container.add_stream("libx264", rate=rate, options=dict(_X264))
    context = stream.codec_context
    context.width, context.height = size_px
    context.pix_fmt = "yuv420p"
    context.time_base = _TIME_BASE
    context.colorspace, context.color_range = _BT601, _LIMITED_RANGE
    context.color_primaries, context.color_trc = _BT709, _BT709
    return stream


def _written_size(size_px: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, MAX_SIDE_PX / max(size_px))
    width, height = (round(side * scale) // 2 * 2 for side in size_px)
    if min(width, height) < 2:
        raise VideoError(f"A video of {size_px[0]}x{size_px[1]} pixels cannot be written; it is too small.")
    return width, height


def _yuv_frame(image_rgb: NDArray[np.uint8], size_px: tuple[int, int]) -> VideoFrame:
    width, height = size_px
    if max(image_rgb.shape[:2]) > MAX_SIDE_PX:
        image = cv2.resize(image_rgb, size_px, interpolation=cv2.INTER_AREA)
    else:
        image = np.ascontiguousarray(image_rgb[:height, :width])
    yuv = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), np.uint8)
    frame = VideoFrame.from_ndarray(yuv, "yuv420p")
    frame.colorspace, frame.color_range = _BT601, _LIMITED_RANGE
    return frame


def _open_part(path: Path) -> av.container.InputContainer:
    try:
        container = av.open(f"file:{path}", "r")
    except (av.FFmpegError, OSError) as error:
        raise VideoError(f"{path} cannot be read as a part of the video; write it again.") from error
    if not container.streams.video:
        container.close()
        raise VideoError(f"{path} holds no pictures to join; write it again.")
    return container


def _check_joins(path: Path, source: VideoStream, stream: VideoStream) -> None:
    first, this = (stream.width, stream.height), (source.width, source.height)
    if this != first:
        raise VideoError(
            f"{path} is {this[0]}x{this[1]} and the part before it {first[0]}x{first[1]} pixels;"
            " write all parts for one size."
        )
