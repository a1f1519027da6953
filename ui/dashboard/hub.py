"""The live sessions of this process: each has its own worker thread, pose estimator and coach."""

from __future__ import annotations

import json
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from analysis.coaching import LiveCoaching
from analysis.live_set import SetFolders
from exercises.strictness import Strictness
from ui.dashboard import preferences
from ui.dashboard.defaults import MOST_SESSIONS
from vision.errors import BacklineError
from vision.estimate import PoseEstimator
from vision.pose import Frame

KEPT_S: Final = 60.0  # guess: a reloaded page or a broken connection is back by then
_STAMP: Final = struct.Struct("<d")  # the capture time in milliseconds stands before the JPEG
_LARGEST_PX: Final = 1920 * 1080


class FullError(BacklineError):
    """As many people train already as this machine is set to coach at a time."""


class FrameError(BacklineError):
    """A browser sent something that is not a frame."""


class LiveSession:
    """One person's live coaching, from the page's first camera picture until it is left for good.

    Frames come by `frame`, from one connection at a time. The estimator lives in the worker thread. It is
    made by `warm_up` or the first frame, and closed by `close`. `connection` is the one that sends frames.
    When it is lost it is None, and `left_s` is the time of the loss on the monotonic clock.
    """

    def __init__(self, coaching: LiveCoaching, model: str) -> None:
        self.coaching = coaching
        self.connection: object | None = None
        self.left_s: float | None = None
        self._model = model
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._estimator: PoseEstimator | None = None
        self._first_ms: float | None = None
        self._last_s = -1.0
        self._index = 0

    def warm_up(self) -> None:
        """Load the model in the worker thread, before the first frame comes."""
        self._worker.submit(self._load)

    def frame(self, message: bytes) -> Future[str]:
        """Coach a frame in the worker thread, and give the future of the JSON to send back.

        `message` is the capture time in milliseconds as a little-endian double, followed by a JPEG. The
        future raises FrameError when that cannot be read.
        """
        return self._worker.submit(self._answer, message)

    def do(self, action: Callable[[LiveCoaching], None]) -> None:
        """Let a wish of the person reach the coach between two frames."""
        with self._lock:
            action(self.coaching)

    def close(self) -> None:
        """End the set, write it, and free the estimator."""
        self._worker.submit(self._end)
        self._worker.shutdown(wait=True)

    def _end(self) -> None:
        with self._lock:
            self.coaching.end_set()
        if self._estimator is not None:
            self._estimator.close()
            self._estimator = None

    def _load(self) -> PoseEstimator:
        if self._estimator is None:
            self._estimator = PoseEstimator(self._model, with_outline=True)
        return self._estimator

    def _answer(self, message: bytes) -> str:
        began_s = time.perf_counter()
        captured_ms, image_rgb = _unpack(message)
        if self._first_ms is None:
            self._first_ms = captured_ms
        time_s = (captured_ms - self._first_ms) / 1000
        if time_s <= self._last_s:  # the same picture came twice, or a clock was set back
            return json.dumps({"at": captured_ms, "skipped": True})
        self._last_s = time_s
        frame = Frame(image_rgb, time_s, self._index)
        self._index += 1
        pose = self._load().estimate(frame)
        with self._lock:
            shown = self.coaching.take(frame, pose)
        shown["at"] = captured_ms
        shown["time_s"] = round(time_s, 3)
        shown["size"] = frame.size_px
        shown["took_ms"] = round(1000 * (time.perf_counter() - began_s), 1)
        return json.dumps(shown, allow_nan=False)


class Hub:
    """The live sessions by their ids, at most `most` at a time. `HUB` is the one of this process.

    A session that lost its connection is kept for `kept_s` seconds.
    """

    def __init__(self, most: int = MOST_SESSIONS, kept_s: float = KEPT_S) -> None:
        self.most, self.kept_s = most, kept_s
        self._wishes: dict[str, tuple[str, str | None, Strictness]] = {}
        self._sessions: dict[str, LiveSession] = {}
        self._lock = threading.Lock()

    def choose(
        self,
        session_id: str,
        movement: str,
        side: str | None,
        strictness: Strictness = Strictness.USUAL,
    ) -> None:
        """Note which movement a page wants to train, on which side (None for both), and how strictly judged.

        A session that is under way changes to it.
        """
        with self._lock:
            self._wishes[session_id] = (movement, side, strictness)
            session = self._sessions.get(session_id)
        if session is not None:
            session.do(lambda coaching: coaching.choose(movement, side, strictness))

    def known(self, session_id: str) -> bool:
        """Whether a page of this process has chosen a movement under this id."""
        return session_id in self._wishes

    def session(self, session_id: str) -> LiveSession | None:
        """The live session of a page; None before its camera first ran and after the session was ended."""
        with self._lock:
            return self._sessions.get(session_id)

    def connect(self, session_id: str, connection: object) -> LiveSession:
        """Begin the session of a page that is `known`, or go on with it.

        Raises FullError when too many sessions are under way.
        """
        self.end_left()
        with self._lock:
            session = self._sessions.get(session_id)
            if session is None:
                gone = self._make_room()
                session = self._sessions[session_id] = self._begin(session_id)
                session.warm_up()
            else:
                gone = None
            session.connection, session.left_s = connection, None
        if gone is not None:
            gone.close()
        return session

    def disconnect(self, session_id: str, connection: object) -> None:
        """Note that a connection is gone. Its session is kept for a while, because the page may come back."""
        with self._lock:
            session = self._sessions.get(session_id)
            if session is not None and session.connection is connection:
                session.connection, session.left_s = None, time.monotonic()

    def end_left(self) -> None:
        """End the sessions that nobody came back to in time."""
        now_s = time.monotonic()
        with self._lock:
            over = [
                session_id
                for session_id, session in self._sessions.items()
                if session.left_s is not None and now_s - session.left_s >= self.kept_s
            ]
            gone = [self._sessions.pop(session_id) for session_id in over]
        for session in gone:
            session.close()

    def close(self) -> None:
        """End all sessions."""
        with self._lock:
            gone = list(self._sessions.values())
            self._sessions.clear()
        for session in gone:
            session.close()

    def _begin(self, session_id: str) -> LiveSession:
        chosen = preferences.load()
        movement, side, strictness = self._wishes[session_id]
        root = Path(chosen.folder) / time.strftime("live-%Y-%m-%d-%H%M%S")
        folders = SetFolders(root, "browser camera")
        return LiveSession(LiveCoaching(movement, folders, side, strictness), chosen.model)

    def _make_room(self) -> LiveSession | None:
        """Drop the session that was left first if all places are taken, and give it; None if a place is free.

        Raises FullError when all places are taken and no session was left.
        """
        if len(self._sessions) < self.most:
            return None
        left = [(s.left_s, session_id) for session_id, s in self._sessions.items() if s.left_s is not None]
        if not left:
            raise FullError(
                f"{self.most} live {'session is' if self.most == 1 else 'sessions are'} running, which is as"
                " many as this machine is set to coach: close the Live page in another tab, or start with"
                " `backline serve --sessions` and a higher number."
            )
        return self._sessions.pop(min(left)[1])


HUB = Hub()


def _unpack(message: bytes) -> tuple[float, Any]:
    """The capture time in milliseconds and the picture, (height, width, 3) uint8 RGB."""
    image = None
    if len(message) > _STAMP.size:
        coded = np.frombuffer(message, np.uint8, offset=_STAMP.size)
        image = cv2.imdecode(coded, cv2.IMREAD_COLOR_RGB)
    if image is None or image.shape[0] * image.shape[1] > _LARGEST_PX:
        raise FrameError("The browser sent a picture that cannot be read: reload the page.")
    stamp_ms = float(_STAMP.unpack_from(message)[0])
    if not np.isfinite(stamp_ms):
        raise FrameError("The browser sent a picture without a time: reload the page.")
    return stamp_ms, image
