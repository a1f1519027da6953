"""Worker processes for long work: each takes a task, says how it goes, and takes the next."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType, TracebackType
from typing import Any, Final, Protocol

from vision.errors import BacklineError

Send = Callable[[Any], None]
Stopped = Callable[[], bool]

_LOOK_UP_S: Final = 0.2


class WorkerError(BacklineError):
    """A worker process ended in the middle of its task."""


class Task(Protocol):
    """Something a worker does. It travels to the worker, so it holds plain data."""

    def run(self, send: Send, stopped: Stopped) -> Any:
        """Do it; `send` passes on what there is so far, `stopped` says that it should come to an end."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last message of a task that ended well."""

    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The last message of a task that did not."""

    error: Exception


class Workers:
    """`count` processes that live as long as the `with` block. They begin to load what they need at once."""

    def __init__(self, count: int) -> None:
        self.count = count
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        self._pipes: list[Connection] = []
        self._processes: list[SpawnProcess] = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._stop), daemon=True)
            with _no_main_module(), _no_interrupts():
                process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()  # what it was to do is done, or nobody wants it any more
        for process, pipe in zip(self._processes, self._pipes, strict=True):
            process.join()
            pipe.close()

    def run(self, tasks: Sequence[Task], stopped: Stopped) -> Iterator[tuple[int, Any]]:
        """Share the tasks out; gives (number of the task, message), the last of each Finished or Failed.

        Once `stopped` says so, tasks under way come to an end and no further one begins.
        """
        self._stop.clear()
        waiting = deque(enumerate(tasks))
        busy: dict[Connection, int] = {}
        idle = list(self._pipes)
        while True:
            if stopped():
                self._stop.set()
                waiting.clear()
            while waiting and idle:
                pipe = idle.pop()
                number, task = waiting.popleft()
                busy[pipe] = number
                with suppress(OSError):  # it has ended; receiving says so
                    pipe.send(task)
            if not busy:
                return
            for ready in wait(list(busy), timeout=_LOOK_UP_S):
                assert isinstance(ready, Connection)
                pipe, number, message = ready, busy[ready], _received(ready)
                if isinstance(message, Finished | Failed):
                    del busy[pipe]
                    if not (isinstance(message, Failed) and isinstance(message.error, WorkerError)):
                        idle.append(pipe)
                yield number, message


def begun(most: int) -> AbstractContextManager[Workers | None]:
    """At most so many workers, one for each core; None where that leaves one, which helps nobody."""
    count = min(most, os.cpu_count() or 1)
    return Workers(count) if count > 1 else nullcontext()


@contextmanager
def _no_main_module() -> Iterator[None]:
    """What is run as a script is nothing to a worker, which would load it again: in a Streamlit server the
    page that happens to be drawn.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """A worker inherits that it does not hear Ctrl-C: while it loads it would complain of it."""
    if sys.platform == "win32":
        yield
        return
    heard_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard_before)


def _received(pipe: Connection) -> Any:
    try:
        return pipe.recv()
    except (EOFError, ConnectionError):
        return Failed(WorkerError("A worker process was ended from outside; start again with fewer --jobs."))


def _serve(pipe: Connection, stop: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; whoever started us decides
    # Each has one core to itself; a pool of threads would spin on the others (measured: 2 % of CPU time).
    os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
    import ui.parts  # noqa: F401  # loads slowly, and now there is time
    from vision.estimate import load_mediapipe

    with suppress(BacklineError):  # told by the task that needs it
        load_mediapipe()

    while True:
        try:
            task: Task = pipe.recv()
        except EOFError:
            return
        try:
            last: Finished | Failed = Finished(task.run(pipe.send, stop.is_set))
        except BacklineError as error:
            last = Failed(error)
        except Exception:
            last = Failed(RuntimeError(f"in a worker process:\n{traceback.format_exc()}"))
        try:
            pipe.send(last)
        except OSError:  # nobody listens any more
            return
