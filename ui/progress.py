"""Progress bars on stderr for long work, and a Ctrl-C that ends the work without losing what is done."""

from __future__ import annotations

import signal
import sys
from types import FrameType, TracebackType
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)


class Bars:
    """A bar for each recording under way. Nothing shows when `shown` is False or stderr is no terminal."""

    def __init__(self, shown: bool = True) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not (shown and sys.stderr.isatty()),
        )

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def bar(self, name: str) -> Bar:
        """The bar of one recording. It appears when its first stretch of work begins."""
        return Bar(self._progress, name)


class Bar:
    """The bar of one recording; it is an `analysis.progress.Progress`."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress, self._name = progress, name
        self._task: TaskID | None = None

    def begin(self, what: str, total_s: float | None) -> None:
        """Begin a stretch of work; `total_s` is how long it is in media time, None when unknown."""
        self.end()
        self._task = self._progress.add_task(f"{what} {self._name}".replace("[", r"\["), total=total_s)

    def reach(self, done_s: float) -> None:
        """Show that so many seconds of media time are done."""
        if self._task is not None:
            self._progress.update(self._task, completed=done_s)

    def end(self) -> None:
        """Take the bar away."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None


class Interrupt:
    """A context in which the first Ctrl-C is only noted, so that work can end well.

    The second one raises KeyboardInterrupt.
    """

    def __init__(self) -> None:
        self._came = False
        self._before: Any = None

    def __call__(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._came

    def __enter__(self) -> Interrupt:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._came:
            raise KeyboardInterrupt
        self._came = True
