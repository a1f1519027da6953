"""Threads beside the one that finds poses."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Final

_GIVE_WAY: Final = 10  # of 19 steps of niceness


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
