"""Tasks to try executors with, and an executor that needs no process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.executor import Send, Stopped, Task, perform
from analysis.outputs import OutputError


class InProcess:
    """An executor that does one task after the other, here and now."""

    count = 2

    def run(self, tasks: Sequence[Task], stopped: Stopped) -> Iterator[tuple[int, Any]]:
        for number, task in enumerate(tasks):
            if stopped():
                return
            messages: list[Any] = []
            messages.append(perform(task, messages.append, stopped))
            yield from ((number, message) for message in messages)


class Squares:
    """Squares a number after so many messages, or fails as told."""

    def __init__(self, number: float, then: str = "") -> None:
        self.number, self.then = number, then

    def run(self, send: Send, stopped: Stopped) -> float:
        send("working")
        match self.then:
            case "refuse":
                raise OutputError("no room")
            case "err":
                raise KeyError("a fault")
            case "exit":
                os._exit(9)
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "be killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "tell":
                for step in range(20):
                    send(step)
        while self.then == "wait" and not stopped():
            time.sleep(0.01)
        return self.number**2
