"""Threads beside the one that finds poses."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import Final, TypeVar

_GIVE_WAY: Final = 10  # niceness has 19 steps; half of them is enough to let others go first

T = TypeVar("T")


def in_background(name: str, work: Callable[[], None]) -> threading.Thread:
    """Start `work` in a thread that gives way to the one that finds poses.

    Finding poses takes most of the time, so whatever is decoded, drawn or encoded meanwhile must not take its
    core. Only Linux gives each thread a priority of its own; elsewhere all are equal.
    """

    def run() -> None:
        if sys.platform == "linux":
            os.nice(_GIVE_WAY)
        work()

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def ahead(items: Iterator[T], depth: int = 4) -> Generator[T]:
    """Run an iterator in a thread of its own, at most `depth` items ahead, and hand its items on in order.

    Decoding then overlaps with what the caller does. An error in the iterator is raised here, after the items
    before it. Closing this generator (or leaving the loop) stops the thread.
    """
    handed: queue.Queue[tuple[T | None, BaseException | None]] = queue.Queue(depth)
    stop = threading.Event()

    def work() -> None:
        error: BaseException | None = None
        try:
            for item in items:
                handed.put((item, None))
                if stop.is_set():
                    break
        except BaseException as caught:
            error = caught
        handed.put((None, error or StopIteration()))

    thread = in_background("frames-ahead", work)
    try:
        while True:
            item, error = handed.get()
            if isinstance(error, StopIteration):
                return
            if error is not None:
                raise error
            yield item  # type: ignore[misc]
    finally:
        stop.set()
        while thread.is_alive():
            with suppress(queue.Empty):
                handed.get(timeout=0.02)
        thread.join()
