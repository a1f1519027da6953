"""Coaching in front of a camera: a window with the same coach and the same overlay as a recording gets.

Poses are found in the picture as the camera gives it; only what is shown is mirrored. When the program is
slower than the camera, it skips pictures, so that it always shows the present.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from analysis.live_set import LiveSet, SetFolders
from vision.errors import BacklineError
from vision.libraries import require_libraries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from exercises.report import SetReport
    from vision.draw import Overlay
    from vision.estimate import PoseEstimator
    from vision.geometry import PlumbLine
    from vision.pose import Frame, Pose

_WINDOW: Final = "Backline"
_KEYS: Final = "space: start or stop, n: next set, m: movement, q: quit"
_QUIT: Final = (ord("q"), ord("Q"), 27)
_PATIENCE_S: Final = 0.05
_WINDOW_HEIGHT_PX: Final = 720
_INTERRUPTED: Final = 130


class DisplayError(BacklineError):
    """There is nowhere to open a window."""


def run_live(
    camera: str,
    movement: str | None,
    side: str | None,
    model: str,
    out: Path | None,
    strictness: str = "usual",
) -> int:
    """Coach until the person quits; write a folder for each set and give the exit code.

    `camera` is an index or a name. `movement` is an id, None for the first of the catalogue. `side` is left,
    right, or None for both. `model` is lite, full or a path. `out` is the folder for the sets, None for a new
    one. `strictness` is lenient, usual or strict. The exit code is 0, or 130 after Ctrl-C. Raises
    BacklineError (DisplayError without a display) when coaching cannot begin or go on.
    """
    require_libraries(window=True)
    # Qt complains about missing fonts that it does not need, because ours are drawn on the picture.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    _require_display()
    from analysis import outputs
    from analysis.analyze import suitable_movement
    from exercises.body import Side
    from exercises.catalogue import all_movements
    from ui.progress import Interrupt
    from vision.camera import Camera
    from vision.estimate import PoseEstimator

    first = suitable_movement(movement or next(iter(all_movements())), Side(side) if side else None)
    root = out or outputs.DEFAULT_ROOT / time.strftime("live-%Y-%m-%d-%H%M%S")
    outputs.require_writable(root)
    with Camera(camera) as source, PoseEstimator(model, with_outline=True) as estimator:
        name = f"camera {source.index}"
        session = KeyboardSession(
            list(all_movements()), first.id, source.size_px, root, name, side, strictness
        )
        try:
            with Interrupt() as interrupted, Newest(source) as newest:
                _show_until_quit(session, estimator, newest, interrupted)
        finally:
            session.end_set()
            _tell(session)
    return _INTERRUPTED if interrupted() else 0


def _show_until_quit(
    session: KeyboardSession, estimator: PoseEstimator, newest: Newest, interrupted: Callable[[], bool]
) -> None:
    import cv2

    try:
        cv2.namedWindow(_WINDOW, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
        cv2.resizeWindow(_WINDOW, *_window_size(session.size_px))
    except cv2.error as error:
        raise DisplayError(
            "This OpenCV cannot open windows: `backline doctor` says which packages are in the way."
        ) from error
    try:
        while not (interrupted() or session.over):
            frame = newest.take(_PATIENCE_S)
            if frame is not None:
                shown = session.see(frame, estimator.estimate(frame))
                cv2.imshow(_WINDOW, cv2.cvtColor(shown, cv2.COLOR_RGB2BGR))
                cv2.setWindowTitle(_WINDOW, session.title)
            session.press(cv2.waitKey(1) & 0xFF)
            if frame is not None and cv2.getWindowProperty(_WINDOW, cv2.WND_PROP_VISIBLE) < 1:
                return  # the window was closed with the mouse
    finally:
        with suppress(cv2.error):
            cv2.destroyAllWindows()


def _window_size(size_px: tuple[int, int]) -> tuple[int, int]:
    """The (width, height) of the window in pixels, large enough to be read from where one trains."""
    scale = _WINDOW_HEIGHT_PX / size_px[1]
    return round(size_px[0] * scale), _WINDOW_HEIGHT_PX


class KeyboardSession:
    """Sets done one after the other in front of a camera, driven by frames and keys. It knows no window.

    `movements` are the ids that the keys 1 to 9 and m choose from. `size_px` is (width, height) of the
    camera's pictures. `side` and `strictness` are as for LiveSet. Sets are written to folders under `root`.
    """

    def __init__(
        self,
        movements: Sequence[str],
        movement: str,
        size_px: tuple[int, int],
        root: Path,
        camera: str,
        side: str | None = None,
        strictness: str = "usual",
    ) -> None:
        self.over = False
        self.size_px = size_px
        self._folders = SetFolders(root, camera)
        self._movements = movements
        self._side, self._strictness = side, strictness
        self._running = False
        self._plumb: PlumbLine | None = None
        self._looked = False
        self._last: Overlay | None = None
        self._set = self._new_set(movement)

    @property
    def saved(self) -> list[tuple[SetReport, list[Path]]]:
        """The reports of the sets so far, with their files."""
        return self._folders.saved

    @property
    def problems(self) -> list[BacklineError]:
        """An error for each thing that could not be written."""
        return self._folders.problems

    @property
    def title(self) -> str:
        """The title of the window: the movement and the keys."""
        return f"{self._set.movement.name} · {_KEYS}"

    @property
    def movement(self) -> str:
        """The id of the movement that is coached."""
        return self._set.movement.id

    @property
    def running(self) -> bool:
        """Whether the coach counts and judges; False while it is stopped."""
        return self._running

    def see(self, frame: Frame, pose: Pose | None) -> NDArray[np.uint8]:
        """Take a frame with its pose, None when nobody was found, and give the picture to show.

        The picture is (height, width, 3) uint8 RGB, mirrored.
        """
        import numpy as np

        from vision.draw import draw_overlay

        if not self._looked:
            self._look(frame.image_rgb)
        overlay = self._coach(frame.time_s, pose) if self._running else self._at_rest(pose)
        shown = np.ascontiguousarray(frame.image_rgb[:, ::-1])
        return draw_overlay(shown, overlay.mirrored(shown.shape[1]))

    def press(self, key: int) -> None:
        """Do what a key asks for. `key` is its character code; keys without a meaning do nothing."""
        if key in _QUIT:
            self.over = True
        elif key == ord(" "):
            self._running = not self._running
        elif key in (ord("n"), ord("N")):
            self._begin(self.movement)
        elif key in (ord("m"), ord("M")):
            here = self._movements.index(self.movement)
            self._begin(self._movements[(here + 1) % len(self._movements)])
        elif ord("1") <= key <= ord("9") and key - ord("1") < len(self._movements):
            self._begin(self._movements[key - ord("1")])

    def end_set(self) -> None:
        """Write the set under way, if anything was done in it, and begin a new one."""
        self._folders.write(self._set)
        self._set = self._new_set(self.movement)

    def _begin(self, movement: str) -> None:
        self.end_set()
        self._set = self._new_set(movement)

    def _look(self, image_rgb: NDArray[np.uint8]) -> None:
        """Read from the first picture how the camera leans."""
        from vision.plumb import plumb_line

        self._plumb, self._looked = plumb_line(image_rgb), True
        self._set = self._new_set(self.movement)

    def _new_set(self, movement: str) -> LiveSet:
        self._last = None
        return LiveSet(movement, self.size_px, self._side, self._plumb, self._strictness)

    def _coach(self, time_s: float, pose: Pose | None) -> Overlay:
        from analysis.overlay import overlay_of

        self._last = overlay_of(self._set.take(time_s, pose), self._set.movement, pose)
        return self._last

    def _at_rest(self, pose: Pose | None) -> Overlay:
        from vision.draw import Overlay

        overlay = self._last or Overlay(headline="0", label="reps")
        return replace(
            overlay,
            landmarks_px=None if pose is None else pose.landmarks_px,
            visibility=None if pose is None else pose.visibility,
            highlight=frozenset(),
            phase=self._set.movement.name,
            progress=None,
            cue=None,
            notice=f"Stopped. {_KEYS[0].upper()}{_KEYS[1:]}",
        )


@dataclass(slots=True)
class Newest:
    """Reads frames in a thread and keeps only the newest one, so that a slow taker never falls behind."""

    frames: Iterable[Frame]
    _frame: Frame | None = None
    _error: BaseException | None = None
    _ended: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Newest:
        self._thread = threading.Thread(target=self._read, name="camera", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        if self._thread is not None:
            self._thread.join(timeout=2.0)  # a camera that hangs must not keep the program

    def take(self, timeout_s: float) -> Frame | None:
        """The newest frame not taken yet; None when no new frame came within `timeout_s` seconds.

        Raises whatever the reading of frames raised.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._frame is not None or self._error is not None, timeout_s)
            frame, self._frame = self._frame, None
            if frame is None and self._error is not None:
                raise self._error
            return frame

    def _read(self) -> None:
        try:
            for frame in self.frames:
                if self._ended:
                    return
                with self._changed:
                    self._frame = frame
                    self._changed.notify()
        except Exception as error:
            with self._changed:
                self._error = error
                self._changed.notify()


def _tell(session: KeyboardSession) -> None:
    from ui.commands import Screen
    from ui.terminal import print_report

    for report, files in session.saved:
        print_report(report, Screen(), files)
    if not session.saved:
        print("No set was done, so nothing was written.", file=sys.stderr)
    for problem in session.problems:
        print(problem, file=sys.stderr)


def _require_display() -> None:
    """Raise DisplayError when a window would end the process instead of opening."""
    if not sys.platform.startswith("linux"):
        return
    if not os.environ.get("DISPLAY"):
        raise DisplayError(
            "There is no display to open a window on (DISPLAY is not set): run `backline live` on a desktop,"
            " or analyse a recording with `backline analyze`."
        )
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(None)
    if not display:
        raise DisplayError(
            f"The display {os.environ['DISPLAY']} cannot be opened: run `backline live` on a desktop,"
            " or analyse a recording with `backline analyze`."
        )
    x11.XCloseDisplay(ctypes.c_void_p(display))
