"""An executor of processes of this machine: each takes a task, says how it goes, and takes the next."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Final

from analysis.executor import (
    Failed,
    Finished,
    Send,
    Stopped,
    Task,
    WorkerCrashedError,
    WorkerError,
    WorkerKilledError,
    perform,
)
from vision.errors import BacklineError

_LOOK_UP_S: Final = 0.2
_STOP: Final = b""  # sent in place of a pickled task, it asks the task under way to come to an end


# A process ends itself with these signals by a fault; nobody else sends them.
_CRASHES: Final = {
    signal.SIGABRT,
    signal.SIGBUS,
    signal.SIGFPE,
    signal.SIGILL,
    signal.SIGSEGV,
    signal.SIGSYS,
    signal.SIGTRAP,
}


class Workers:
    """An `Executor` with `count` processes that live as long as the `with` block.

    They begin to load what they need at once. A process that is lost is not replaced.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pipes: list[Connection] = []
        self._processes: list[subprocess.Popen[bytes]] = []
        for _ in range(count):
            ours, theirs = Pipe()
            self._processes.append(_start(theirs))
            theirs.close()
            self._pipes.append(ours)
        self._able = list(self._pipes)
        self._given_up: list[Connection] = []
        self._loss: WorkerError | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.terminate()  # its task is done, or nobody wants the result any more
        for process, pipe in zip(self._processes, self._pipes, strict=True):
            process.wait()
            pipe.close()

    def run(self, tasks: Sequence[Task], stopped: Stopped) -> Iterator[tuple[int, Any]]:
        """Share the tasks out; see `analysis.executor.Executor.run`.

        Once all processes are lost, the remaining tasks fail as the last one did.
        """
        self._forget_given_up()
        waiting = deque(enumerate(tasks))
        busy: dict[Connection, int] = {}
        told_to_stop = False
        try:
            while True:
                if not told_to_stop and stopped():
                    told_to_stop = True
                    waiting.clear()
                    _tell_to_stop(busy)
                while waiting and (idle := [pipe for pipe in self._able if pipe not in busy]):
                    number, task = waiting.popleft()
                    busy[idle[-1]] = number
                    with suppress(OSError):  # the process has ended, as receiving will say
                        idle[-1].send_bytes(pickle.dumps(task))
                if not busy:
                    break
                for ready in wait(list(busy), timeout=_LOOK_UP_S):
                    assert isinstance(ready, Connection)
                    number, message = busy[ready], self._receive(ready)
                    if isinstance(message, Finished | Failed):
                        del busy[ready]
                    yield number, message
            for number, _ in waiting:
                assert self._loss is not None
                yield number, Failed(self._loss)
        finally:
            _tell_to_stop(busy)
            self._given_up = list(busy)

    def _receive(self, pipe: Connection) -> Any:
        try:
            return pipe.recv()
        except (EOFError, ConnectionError):
            self._able.remove(pipe)
            self._loss = _describe_loss(self._processes[self._pipes.index(pipe)].wait())
            return Failed(self._loss)

    def _forget_given_up(self) -> None:
        for pipe in self._given_up:
            while not isinstance(self._receive(pipe), Finished | Failed):
                pass
        self._given_up = []


def start_workers(most: int) -> AbstractContextManager[Workers | None]:
    """Workers, one for each core but at most `most`; None where a single one is left, which is no gain."""
    count = min(most, os.cpu_count() or 1)
    return Workers(count) if count > 1 else nullcontext()


def _start(pipe: Connection) -> subprocess.Popen[bytes]:
    """Start a process that serves this end of a pipe.

    It is not a process of `multiprocessing`, which would load again what is run as a script here: in a
    Streamlit server that is the page that happens to be drawn.
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
    """Have new workers ignore Ctrl-C, which they inherit: one that still loads would print a traceback."""
    heard_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard_before)


def _tell_to_stop(pipes: Iterable[Connection]) -> None:
    for pipe in pipes:
        with suppress(OSError):  # the process has ended, or nobody waits for it any more
            pipe.send_bytes(_STOP)


def _describe_loss(exit_code: int) -> WorkerError:
    """The error for a lost worker; `exit_code` is as `subprocess` gives it, negative for a signal."""
    if exit_code < 0 and -exit_code not in _CRASHES:
        return WorkerKilledError(
            f"A worker process was ended from outside ({_signal_name(-exit_code)}), perhaps for want of"
            " memory: start again with fewer --jobs."
        )
    how = f"exit code {exit_code}" if exit_code >= 0 else _signal_name(-exit_code)
    return WorkerCrashedError(
        f"A worker process ended by itself in the middle of its work ({how}), a fault of the program:"
        " start again without --jobs, and report what it printed if that fails too."
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"


def serve(pipe_number: int) -> None:
    """Do the tasks that come through a pipe, until whoever started this worker process has ended.

    Args:
        pipe_number: the file descriptor of its end of the pipe.
    """
    pipe = Connection(pipe_number)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(pipe, tasks, stop), daemon=True).start()
    import analysis.parts  # noqa: F401  # loads slowly, and now there is time
    from vision.estimate import load_mediapipe
    from vision.privacy import block_uploads

    with block_uploads():
        with suppress(BacklineError):  # the task that needs it will say so
            load_mediapipe()
        while True:
            last = perform(_Pickled(tasks.get()), pipe.send, stop.is_set)
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


@dataclass(frozen=True, slots=True)
class _Pickled:
    """A task as it arrives; a task that cannot be read fails like one that cannot be done."""

    task: bytes

    def run(self, send: Send, stopped: Stopped) -> Any:
        return pickle.loads(self.task).run(send, stopped)
