"""How far long work is, for whoever wants to see it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Shows somebody how far the work on one recording is."""

    def begin(self, what: str, total_s: float | None) -> None:
        """A stretch of work begins; `total_s` is the media time in it in seconds, None when unknown."""

    def reach(self, done_s: float) -> None:
        """`done_s` seconds of the stretch are done."""

    def end(self) -> None:
        """The work is over."""


class NoProgress:
    """A Progress that nobody looks at."""

    def begin(self, what: str, total_s: float | None) -> None:
        """See Progress."""

    def reach(self, done_s: float) -> None:
        """See Progress."""

    def end(self) -> None:
        """See Progress."""
