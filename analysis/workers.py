"""Worker processes for long work: each takes a task, says how it goes, and takes the next."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Final, Protocol

from vision.errors import BacklineError

Send = Callable[[Any], None]
Stopped = Callable[[], bool]

_LOOK_UP_S: Final = 0.2
_STOP: Final = b""  # where a pickled task would be: the one under way is to come to an end


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
        self._pipes: list[Connection] = []
        self._processes: list[subprocess.Popen[bytes]] = []
        for _ in range(count):
            ours, theirs = Pipe()
            self._processes.append(_started(theirs))
            theirs.close()
            self._pipes.append(ours)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()  # what it was to do is done, or nobody wants it any more
        for process, pipe in zip(self._processes, self._pipes, strict=True):
            process.wait()
            pipe.close()

    def run(self, tasks: Sequence[Task], stopped: Stopped) -> Iterator[tuple[int, Any]]:
        """Share the tasks out; gives (number of the task, message), the last of each Finished or Failed.

        Once `stopped` says so, tasks under way come to an end and no further one begins.
        """
        waiting = deque(enumerate(tasks))
        busy: dict[Connection, int] = {}
        idle = list(self._pipes)
        told_to_stop = False
        while True:
            if not told_to_stop and stopped():
                told_to_stop = True
                waiting.clear()
                for pipe in busy:
                    with suppress(OSError):  # as below
                        pipe.send_bytes(_STOP)
            while waiting and idle:
                pipe = idle.pop()
                number, task = waiting.popleft()
                busy[pipe] = number
                with suppress(OSError):  # it has ended; receiving says so
                    pipe.send_bytes(pickle.dumps(task))
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


def _started(pipe: Connection) -> subprocess.Popen[bytes]:
    """A process that serves this end of a pipe. It is not one of `multiprocessing`, which would load there
    again what is run as a script here: in a Streamlit server the page that happens to be drawn.
    """
    environment = {
        # Each has one core to itself; a pool of threads would spin on the others (measured: 2 % of CPU time).
        "OPENCV_FOR_THREADS_NUM": "1",
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    code = f"from analysis.workers import serve; serve({pipe.fileno()})"
    with _no_interrupts():
        return subprocess.Popen(
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.DEVNULL,
            env=environment,
            pass_fds=[pipe.fileno()],
        )


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """A worker inherits that it does not hear Ctrl-C: while it loads it would complain of it."""
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


def serve(pipe_number: int) -> None:
    """What a worker process does: the tasks that come through a pipe, until whoever started it has ended.

    Args:
        pipe_number: the file descriptor of its end of the pipe.
    """
    pipe = Connection(pipe_number)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(pipe, tasks, stop), daemon=True).start()
    import analysis.parts  # noqa: F401  # loads slowly, and now there is time
    from vision.estimate import load_mediapipe

    with suppress(BacklineError):  # told by the task that needs it
        load_mediapipe()

    while True:
        last = _done(tasks.get(), pipe.send, stop.is_set)
        with suppress(OSError):  # nobody listens any more
            pipe.send(last)


def _listen(pipe: Connection, tasks: SimpleQueue[bytes], stop: threading.Event) -> None:
    while True:
        try:
            message = pipe.recv_bytes()
        except (EOFError, OSError):
            os._exit(1)  # nobody waits for what is under way
        if message == _STOP:
            stop.set()
        else:
            stop.clear()
            tasks.put(message)


def _done(pickled: bytes, send: Send, stopped: Stopped) -> Finished | Failed:
    try:
        task: Task = pickle.loads(pickled)
        return Finished(task.run(send, stopped))
    except BacklineError as error:
        return Failed(error)
    except Exception:
        return Failed(RuntimeError(f"in a worker process:\n{traceback.format_exc()}"))
