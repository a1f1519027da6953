"""What long work is handed to: processes of this machine today (`analysis.workers`), a cluster some day."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vision.errors import BacklineError

Send = Callable[[Any], None]
"""Passes a message on to whoever runs the tasks. It can be pickled, and is neither Finished nor Failed."""
Stopped = Callable[[], bool]
"""Says whether to come to an end; once it said so it goes on saying so."""


class WorkerError(BacklineError):
    """The worker was lost in the middle of a task, or before it."""


class WorkerKilledError(WorkerError):
    """The worker was ended from outside."""


class WorkerCrashedError(WorkerError):
    """The worker ended by itself, which is a fault of the program or of a library."""


class Task(Protocol):
    """Something to do elsewhere. It is pickled on its way there, so it holds plain data."""

    def run(self, send: Send, stopped: Stopped) -> Any:
        """Do it; `send` passes on what there is so far, `stopped` says that it should come to an end.

        A task that is stopped gives a result all the same: what it has so far. It looks often enough to end
        within seconds. The result can be pickled.
        """


@dataclass(frozen=True, slots=True)
class Finished:
    """The last message of a task that ended well, with what its `run` gave."""

    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The last message of a task that failed.

    `error` is the BacklineError that the task raised, as it was; a RuntimeError whose text holds the
    traceback of any other error; or a WorkerError when whoever did the task was lost.
    """

    error: Exception


class Executor(Protocol):
    """Does tasks, some of them at the same time. It can `run` again and again, one run at a time."""

    @property
    def count(self) -> int:
        """How many tasks it does at the same time, 1 or more; work is split into so many parts."""

    def run(self, tasks: Sequence[Task], stopped: Stopped) -> Iterator[tuple[int, Any]]:
        """Give (number of the task, message) as they come, until all tasks are done.

        - Tasks begin in their order. No task is done twice, not even one whose worker was lost.
        - Messages of one task come in the order in which it sent them, none is left out, and the last of them
          is its only Finished or Failed. Those of several tasks come mixed.
        - One task that fails leaves the others alone. Nothing that a task raises is raised here.
        - `stopped` is asked here, in the thread of the caller, several times a second while it waits for
          messages. Once it says so, no further task begins, and those under way are told by their own
          `stopped`. A task that did not begin has no message.
        - Whoever leaves the iterator early gives up the tasks under way: they are told to come to an end, and
          nothing of them is heard in the next run.
        """


def perform(task: Task, send: Send, stopped: Stopped) -> Finished | Failed:
    """Do the task, and give its last message."""
    try:
        return Finished(task.run(send, stopped))
    except BacklineError as error:
        return Failed(error)
    except Exception:
        return Failed(RuntimeError(f"in a worker:\n{traceback.format_exc()}"))
