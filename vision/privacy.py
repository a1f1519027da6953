"""Nothing leaves the machine: MediaPipe is kept from reporting its use over the network."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

ALLOW_UPLOADS: Final = "BACKLINE_ALLOW_METRICS"

_CLOSED_PORT: Final = "http://127.0.0.1:9"
_BLOCKED: Final[dict[str, str | None]] = {
    **dict.fromkeys(("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), _CLOSED_PORT),
    **dict.fromkeys(("no_proxy", "NO_PROXY")),  # exceptions to the proxy would let it through
}

_LOCK: Final = threading.RLock()  # a discarded estimator may end its block in the middle of a step here
_before: dict[str, str | None] = {}
_holders = 0


@contextmanager
def block_uploads() -> Iterator[None]:
    """Keep MediaPipe from reporting its use over the network, in this process and those that it starts.

    MediaPipe uploads through libcurl, which obeys the proxy variables; a proxy that nobody listens at stops
    it before a packet leaves the machine. It reads them at each upload: after a minute of use, and while a
    landmarker closes (measured with MediaPipe 1.2.2; nothing follows after that). So `PoseEstimator` blocks
    for as long as its networks are loaded, and whoever else asks for these variables in the meantime finds
    them too: Python's `urllib` and `requests`, and processes started then.

    Blocks may overlap, in several threads too. When the last one ends, the variables are what they were
    before the first, apart from those that somebody else has set since.

    A program that finds poses in threads encloses all its work in one: while other threads run, libraries
    that read variables may stumble over their change.

    It does nothing for a person who wants to report and sets BACKLINE_ALLOW_METRICS=1.
    """
    global _holders
    if os.environ.get(ALLOW_UPLOADS) == "1":
        yield
        return
    with _LOCK:
        _holders += 1
        if _holders == 1:
            _before.update({name: os.environ.get(name) for name in _BLOCKED})
            for name, value in _BLOCKED.items():
                _set(name, value)
    try:
        yield
    finally:
        with _LOCK:
            _holders -= 1
            if _holders == 0:
                for name, value in _BLOCKED.items():
                    if os.environ.get(name) == value:
                        _set(name, _before[name])


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
