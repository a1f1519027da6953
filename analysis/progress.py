"""How far long work is, for whoever wants to see it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Where somebody may see how far the work on one recording is."""

    def begin(self, what: str, total_s: float | None) -> None:
        """A stretch of work begins; `total_s` is how much of it there is, None when unknown."""

    def reach(self, done_s: float) -> None:
        """So much of the stretch is done."""

    def end(self) -> None:
        """The work is over."""


class NoProgress:
    """Nobody looks."""

    def begin(self, what: str, total_s: float | None) -> None:
        """See Progress."""

    def reach(self, done_s: float) -> None:
        """See Progress."""

    def end(self) -> None:
        """See Progress."""
