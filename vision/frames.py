"""The pictures of a recording. No other module opens one to read its pictures.

A recording is read with PyAV, so that every picture carries its own presentation time: variable frame rates,
rotation and pixel shape stored in the file are honoured, and a damaged stretch costs that stretch only.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import av
import av.logging
import cv2
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vision.errors import VideoError
from vision.pose import Frame
from vision.thinning import Thinning

# FFmpeg reports damage to stderr by itself; here it is reported through `VideoFile.lost` and `VideoError`.
av.logging.set_level(None)
av.logging.set_libav_level(av.logging.PANIC)

MAX_FPS: Final = 30.0
MAX_SIDE_PX: Final = 1920
"""Longest side handed on. Pose networks look at 256 px, so scaling 4K and 8K down costs nothing. (guess)"""
MIN_SIDE_PX: Final = 32
"""Shortest side in which a person could be made out at all. (guess)"""

_SQUARE_PIXEL_SLACK: Final = 0.01  # 1 % of stretch turns an angle by 0.3 degrees at most
_PLAUSIBLE_FPS: Final = (1.0, 480.0)
_DECODER_THREADS: Final = 4  # each holds pictures of its own, so more cost memory on 8K and save no time
_SILENT_GAP_S: Final = 0.5  # no camera pauses that long between two pictures by itself
_UNREAD_END_S: Final = 0.5
_UNREAD_END_WITH_SOUND_S: Final = 2.0
_UNREADABLE_READS: Final = 100  # so many failures in a row end the attempt to read the rest of a file
_DECODER_DELAY: Final = 24  # so many pictures may come out between an error and the gap that it leaves
_PLAYLISTS: Final = {"hls", "dash", "concat", "sdp", "tty", "lrc", "subtitles"}


@dataclass(frozen=True, slots=True)
class LostSpan:
    """A stretch of a recording without usable pictures, in seconds from its start."""

    start_s: float
    end_s: float
    reason: str


class VideoFile:
    """The pictures of a recording with their presentation times.

        with VideoFile("set.mp4") as video:
            for frame in video:
                ...

    Frames are upright, with square pixels, and at most 1920 px on the long side: larger pictures (4K, 8K) are
    scaled down while decoding, and `size_px` and every landmark found are in the pixels handed on.
    `source_size_px` is the upright size before that. Times count from the start of the video stream and rise
    strictly. Memory does not grow with the length of the recording.

    Above about `max_fps` frames are thinned on a fixed grid of times: 60 fps gives every second frame, 50 fps
    too, 24, 25 and 29.97 fps give all. The grid belongs to the recording, so that a span picks the same
    frames as the whole does. `max_fps=None` reads every frame.

    `start_s` (included) and `end_s` (not included) read only a span; its times stay those of the recording.
    Frame indices inside a span that does not begin at the start are found from time and average rate.

    Iterating again starts again. Attributes known at once: `path`, `size_px` (width, height),
    `source_size_px`, `fps` (average of the source), `duration_s` (None when the file does not say). Filled
    while iterating: `last_time_s` (of the last picture read, None before the first), `lost` (damaged or
    missing stretches; the pictures after one, up to the next key frame, may be smeared).

    Raises VideoError when the file cannot be opened or shows no picture a person could be seen in.
    """

    def __init__(
        self,
        path: str | Path,
        max_fps: float | None = MAX_FPS,
        *,
        start_s: float = 0.0,
        end_s: float | None = None,
    ) -> None:
        self.path = Path(path)
        self.last_time_s: float | None = None
        self.lost: list[LostSpan] = []
        self._start_s = start_s
        self._end_s = math.inf if end_s is None else end_s
        self._container, self._stream = _open(self.path)
        try:
            self._read_facts()
        except BaseException:
            self._container.close()
            raise
        self._thinning = Thinning(self.fps, max_fps)

    def __enter__(self) -> VideoFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Attributes stay readable."""
        self._container.close()

    def __iter__(self) -> Iterator[Frame]:
        self.last_time_s, self.lost = None, []
        thinning = self._thinning.restarted()
        before = 2 * thinning.step_s  # the frame that a grid cell keeps may lie before the span
        for picture in self._pictures(self._start_s - before):
            if picture.time_s >= self._end_s:
                return
            keep = thinning.keeps(picture.time_s)
            if picture.time_s < self._start_s:
                continue
            self.last_time_s = picture.time_s
            if keep:
                yield self._frame(picture)

    def frame_at(self, time_s: float) -> Frame:
        """The frame nearest in time, whether thinning keeps it or not. An iteration under way goes on."""
        with VideoFile(self.path, None) as other:
            nearest: _Picture | None = None
            for picture in other._pictures(time_s - 2 / self.fps):
                if nearest is None or abs(picture.time_s - time_s) < abs(nearest.time_s - time_s):
                    nearest = picture
                if picture.time_s >= time_s:
                    break
            if nearest is None:
                raise VideoError(
                    f"{self.path} has no readable picture at {time_s:.2f} s; choose another moment."
                )
            return other._frame(nearest)

    def _read_facts(self) -> None:
        stream, container = self._stream, self._container
        first = next(_decoded(container, stream, _Damage()), None)
        if first is None:
            raise VideoError(f"{self.path} holds no pictures that can be decoded; record or export it again.")
        width, height = _square_pixel_size(first, stream)
        self._turn = _Turn.of(first)
        self.source_size_px = self._turn.size_px(width, height)
        if min(self.source_size_px) < MIN_SIDE_PX:
            raise VideoError(
                f"{self.path} is {width}x{height} pixels, too small to see a person;"
                f" give a recording of at least {MIN_SIDE_PX} pixels on its short side."
            )
        scale = min(1.0, MAX_SIDE_PX / max(width, height))
        self._decoded_size = round(width * scale), round(height * scale)
        self.size_px = self._turn.size_px(*self._decoded_size)
        self._reformatter = VideoReformatter()
        self.fps = _average_fps(container, stream)
        self.duration_s = _duration_s(container, stream)
        self._time_base = float(stream.time_base or 1 / 90_000)
        # AVI stores no presentation times, and FFmpeg's guess is wrong for codecs that reorder pictures.
        self._stamp = "dts" if container.format.name == "avi" else "pts"
        first_stamp: int = getattr(first, self._stamp) or 0
        start = stream.start_time if self._stamp == "pts" else None
        self._origin = first_stamp if start is None else min(start, first_stamp)
        # If only the whole file's duration is known, sound may go on after the last picture.
        known = bool(stream.duration) or len(container.streams) == 1
        self._unread_end_s = _UNREAD_END_S if known else _UNREAD_END_WITH_SOUND_S

    def _pictures(self, from_s: float) -> Iterator[_Picture]:
        """Give decoded pictures in strictly rising time from `from_s` or before; note what was lost."""
        damage = _Damage()
        decoded, index = self._sought(from_s, damage)
        usual_step_s = 1 / self.fps
        last_s, due_s = -math.inf, 0.0 if index == 0 else math.inf
        for frame in decoded:
            time_s = self._time_s(frame, index)
            if frame.is_corrupt:
                damage.note()
            elif time_s > last_s:
                self._note_gap(due_s, time_s, damage)
                due_s = time_s + min(time_s - last_s, usual_step_s)
                last_s = time_s
                damage.picture()
                yield _Picture(frame, time_s, index)
            index += 1
        if self.duration_s is not None and self.duration_s - due_s > self._unread_end_s:
            self._note_lost(due_s, self.duration_s, "the rest of the file cannot be read")

    def _sought(self, from_s: float, damage: _Damage) -> tuple[Iterator[VideoFrame], int]:
        """A decoder placed so that its first picture is no later than `from_s`, and that picture's index."""
        for back_s in (0.0, 2.0, 10.0, 60.0):
            if from_s - back_s <= 0:
                break
            self._seek(from_s - back_s)
            decoded = _decoded(self._container, self._stream, damage)
            first = next(decoded, None)
            if first is None or getattr(first, self._stamp) is None:
                continue
            first_s = self._time_s(first, 0)
            if first_s <= from_s:
                return chain([first], decoded), round(first_s * self.fps)
        self._seek(None)
        return _decoded(self._container, self._stream, damage), 0

    def _seek(self, time_s: float | None) -> None:
        pts = self._origin + (int(time_s / self._time_base) if time_s is not None else -(1 << 20))
        try:
            self._container.seek(pts, stream=self._stream)
        except av.FFmpegError:
            self._container.close()
            self._container, self._stream = _open(self.path)
        else:
            self._stream.codec_context.flush_buffers()

    def _time_s(self, frame: VideoFrame, index: int) -> float:
        stamp: int | None = getattr(frame, self._stamp)
        if stamp is None:  # raw streams carry no times
            return index / self.fps
        return (stamp - self._origin) * self._time_base

    def _note_gap(self, due_s: float, time_s: float, damage: _Damage) -> None:
        if damage.lately and time_s - due_s > 0.5 / self.fps:
            self._note_lost(due_s, time_s, "the data is damaged")
        elif time_s - due_s > _SILENT_GAP_S:
            self._note_lost(due_s, time_s, "there are no pictures")

    def _note_lost(self, start_s: float, end_s: float, reason: str) -> None:
        start_s, end_s = max(start_s, self._start_s), min(end_s, self._end_s)
        if start_s < end_s:
            self.lost.append(LostSpan(start_s, end_s, reason))

    def _frame(self, picture: _Picture) -> Frame:
        width, height = self._decoded_size
        try:
            rgb = self._reformatter.reformat(
                picture.frame, width, height, "rgb24", interpolation=Interpolation.BILINEAR, threads=1
            )
        except (av.FFmpegError, ValueError) as error:
            raise VideoError(
                f"{self.path} has a picture at {picture.time_s:.2f} s that cannot be converted to RGB"
                f" ({picture.frame.format.name}); export it as H.264."
            ) from error
        image = self._turn.apply(np.asarray(rgb.to_ndarray(), np.uint8))
        return Frame(image, picture.time_s, picture.index)


@dataclass(frozen=True, slots=True)
class _Picture:
    frame: VideoFrame
    time_s: float
    index: int


class _Damage:
    """Remembers whether a fault in the data was met lately: its gap shows some pictures later."""

    def __init__(self) -> None:
        self._pictures_left = 0

    def note(self) -> None:
        self._pictures_left = _DECODER_DELAY

    def picture(self) -> None:
        self._pictures_left -= 1

    @property
    def lately(self) -> bool:
        return self._pictures_left > 0


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a stored picture is brought upright: swap rows and columns, then mirror left-right or up-down."""

    transpose: bool
    mirror_x: bool
    mirror_y: bool

    @staticmethod
    def of(frame: VideoFrame) -> _Turn:
        """The quarter turn nearest to the display matrix, which sends (x, y) to (a x + c y, b x + d y)."""
        matrix: Any = frame.side_data.get("DISPLAYMATRIX")
        if matrix is None:
            return _Turn(False, False, False)
        a, b, _, c, d = np.frombuffer(bytes(matrix), np.int32)[:5].tolist()
        if abs(b) > abs(a):
            return _Turn(True, c < 0, b < 0)
        return _Turn(False, a < 0, d < 0)

    def size_px(self, width: int, height: int) -> tuple[int, int]:
        return (height, width) if self.transpose else (width, height)

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        turned: Any = cv2.transpose(image) if self.transpose else image
        if self.mirror_x or self.mirror_y:
            turned = cv2.flip(turned, -1 if self.mirror_x and self.mirror_y else int(self.mirror_x))
        return np.ascontiguousarray(turned, np.uint8)


def _open(path: Path) -> tuple[InputContainer, VideoStream]:
    _check_file(path)
    try:
        container = av.open(
            f"file:{path}", "r", options={"protocol_whitelist": "file"}, metadata_errors="replace"
        )
    except (av.FFmpegError, ValueError) as error:
        raise VideoError(_why_not_opened(path)) from error
    try:
        return container, _video_stream(path, container)
    except BaseException:
        container.close()
        raise


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise VideoError(f"{path} is a folder, not a recording; give the path of a video file.")
        if not path.exists():
            raise VideoError(f"{path} does not exist; check the path and its spelling.")
        if not path.is_file():
            raise VideoError(f"{path} is not a regular file; give the path of a video file.")
        with path.open("rb") as file:
            if not file.read(1):
                raise VideoError(f"{path} is empty (0 bytes); copy or record it again.")
    except PermissionError as error:
        raise VideoError(f"{path} may not be read by this user; change its permissions.") from error
    except OSError as error:
        raise VideoError(f"{path} cannot be read ({error.strerror}); copy it to another place.") from error


def _why_not_opened(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(64)
    if start[4:8] == b"ftyp":
        return (
            f"{path} cannot be opened: its index (moov) is missing, so it was probably cut off while"
            " recording or copying; copy it again or repair it."
        )
    return _no_video(path)


def _no_video(path: Path) -> str:
    return f"{path} is not a video that FFmpeg can read; give an mp4, mov, mkv, webm or avi file."


def _video_stream(path: Path, container: InputContainer) -> VideoStream:
    format_names = set(container.format.name.split(","))
    if format_names & _PLAYLISTS:
        raise VideoError(_no_video(path))
    if "image2" in format_names or any(name.endswith("_pipe") for name in format_names):
        raise VideoError(f"{path} is a single picture; give a recording.")
    streams = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not streams:
        what = "only sound" if container.streams.audio else "no video stream"
        raise VideoError(f"{path} holds {what} and no pictures; give a recording with video.")
    stream = streams[0]
    if stream.codec_context is None:
        raise VideoError(f"{path} uses a video codec that FFmpeg cannot decode; export it as H.264.")
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = min(_DECODER_THREADS, os.cpu_count() or 1)
    return stream


def _decoded(container: InputContainer, stream: VideoStream, damage: _Damage) -> Iterator[VideoFrame]:
    """Give the pictures in the decoder's order; damage is noted, and decoding goes on after it."""
    packets = container.demux(stream)
    unreadable = 0
    while unreadable < _UNREADABLE_READS:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.FFmpegError:
            damage.note()
            unreadable += 1
            packets = container.demux(stream)
            continue
        unreadable = 0
        try:
            pictures = packet.decode()
        except av.FFmpegError:
            damage.note()
            continue
        yield from pictures


def _square_pixel_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """The stored size, widened or narrowed so that pixels are square, which angles need."""
    aspect = float(stream.sample_aspect_ratio or 1)
    if not 0.1 < aspect < 10 or abs(aspect - 1) < _SQUARE_PIXEL_SLACK:
        return frame.width, frame.height
    return round(frame.width * aspect), frame.height


def _average_fps(container: InputContainer, stream: VideoStream) -> float:
    """The container's average rate where it is plausible, else that of the first packets' times.

    Recordings made in a browser often declare 1000 fps or nothing.
    """
    for rate in (stream.average_rate, stream.guessed_rate):
        if rate and _PLAUSIBLE_FPS[0] <= rate <= _PLAUSIBLE_FPS[1]:
            return float(rate)
    with suppress(av.FFmpegError):
        container.seek(0)
        pts = sorted(p.pts for p in islice(container.demux(stream), 200) if p.pts is not None)
        steps = np.diff(np.array(pts, float)) * float(stream.time_base or 0)
        if len(steps) and (step := float(np.median(steps))) > 0:
            return 1 / step
    return MAX_FPS


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None
