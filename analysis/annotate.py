"""The annotated video: overlays drawn on the frames they belong to, and encoded."""

from __future__ import annotations

import errno
import os
import pickle
import queue
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from vision.background import in_background
from vision.draw import Overlay, draw_overlay
from vision.errors import BacklineError
from vision.pose import Frame
from vision.video_writer import VideoWriter

T = TypeVar("T")
_SAME_FRAME_S = 1e-4
_TELL_EVERY = 15


class OverlayLog:
    """The overlays of a recording in order of time, on disk: an hour of them does not fit the memory budget.

    A full disk ends the log and not the analysis: `error` then says what happened, and no overlay is found.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.error: OSError | None = None
        self._times_s = array("d")
        self._starts = array("q")
        self._end = 0
        self._file = path.open("w+b", buffering=0)  # a full disk must show at once

    def append(self, overlay: Overlay, time_s: float) -> None:
        """Add the overlay of the frame at `time_s`; times must rise."""
        if self.error is not None:
            return
        entry = pickle.dumps((time_s, overlay), pickle.HIGHEST_PROTOCOL)
        try:
            if self._file.write(entry) < len(entry):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            self.error = error
            return
        self._starts.append(self._end)
        self._times_s.append(time_s)
        self._end += len(entry)

    def at(self, time_s: float) -> Overlay | None:
        """The overlay nearest in time, None when the log is empty."""
        if self.error is not None or not self._times_s:
            return None
        after = min(bisect_left(self._times_s, time_s), len(self._times_s) - 1)
        nearest = min((max(after - 1, 0), after), key=lambda i: abs(self._times_s[i] - time_s))
        _, overlay = next(read_overlays(self.path, self._starts[nearest]))
        return overlay

    def start_of(self, time_s: float) -> int:
        """The place in the file of the first overlay at or after `time_s`, as `read_overlays` takes it."""
        after = bisect_left(self._times_s, time_s - _SAME_FRAME_S)
        return self._starts[after] if after < len(self._starts) else self._end

    def close(self) -> None:
        """Close the file; it is not removed."""
        self._file.close()


def read_overlays(path: Path, start: int = 0) -> Iterator[tuple[float, Overlay]]:
    """Give the times and overlays of a log, from the place `start` in the file on."""
    with path.open("rb") as file:
        file.seek(start)
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


def annotate(
    frames: Iterable[Frame],
    overlays: Iterator[tuple[float, Overlay]],
    writer: VideoWriter,
    drawn: Callable[[float], None],
    stopped: Callable[[], bool],
) -> bool:
    """Draw and encode frames with the overlays of their times; `drawn` is told of a time now and then.

    A frame whose time has no overlay of its own takes the one before it. Returns False when `stopped` ended
    it early.
    """
    current, upcoming = Overlay(), next(overlays, None)
    for count, frame in enumerate(frames):
        if stopped():
            return False
        while upcoming is not None and upcoming[0] <= frame.time_s + _SAME_FRAME_S:
            current, upcoming = upcoming[1], next(overlays, None)
        writer.write(draw_overlay(frame.image_rgb, current), frame.time_s)
        if count % _TELL_EVERY == 0:
            drawn(frame.time_s)
    return True


class Behind(Generic[T]):
    """Runs `work` on items in a thread of its own, in order, at most `depth` items behind.

    An error in `work` is raised by the next `put` or by `finish`.
    """

    def __init__(self, work: Callable[[T], None], depth: int = 8) -> None:
        self._work = work
        self._items: queue.Queue[T | None] = queue.Queue(depth)
        self._error: BaseException | None = None
        self._thread = in_background("behind", self._run)

    def put(self, item: T) -> None:
        """Hand over an item; this waits while `depth` items are waiting."""
        self._raise_error()
        self._items.put(item)

    def finish(self) -> None:
        """Wait until all items are done."""
        self.close()
        self._raise_error()

    def close(self) -> None:
        """Let the waiting items be done and end the thread; an error in them is not raised."""
        if self._thread.is_alive():
            self._items.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (item := self._items.get()) is not None:
            if self._error is None:
                try:
                    self._work(item)
                except BaseException as error:
                    self._error = error

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error


class AnnotatedVideo:
    """Writes frames with their overlays as long as it can; a full disk costs the video, not the analysis.

    `error` is why there is no video, None when there is one.
    """

    def __init__(self, path: Path, size_px: tuple[int, int], fps: float) -> None:
        self.error: BacklineError | None = None
        self._writer: VideoWriter | None = None
        try:
            self._writer = VideoWriter(path, size_px, fps)
        except BacklineError as error:
            self.error = error

    def write(self, frame: Frame, overlay: Overlay) -> None:
        """Draw on the frame's own image and encode it."""
        self._try(lambda writer: writer.write(draw_overlay(frame.image_rgb, overlay), frame.time_s))

    def complete(self) -> None:
        """End the video, if it has a frame. Raises BacklineError when a problem has cost the video."""
        self._try(VideoWriter.close)
        if self.error is not None:
            raise self.error

    def _try(self, step: Callable[[VideoWriter], None]) -> None:
        if self._writer is None:
            return
        try:
            step(self._writer)
        except BacklineError as error:
            self.error, self._writer = error, None
