"""One thing to say at a time."""

from __future__ import annotations

SHOWN_S = 3.0  # guess: long enough to hear or read it once
SAME_AGAIN_S = 10.0  # guess: a coach does not repeat himself on every repetition
BETWEEN_S = 2.5  # guess: shortest time from one cue to the next


class CueSpeaker:
    """Chooses the cue of the moment. All times are media time, so a recording and a live set say the same."""

    def __init__(self) -> None:
        self._cue: str | None = None
        self._said_s = -BETWEEN_S
        self._last: dict[str, float] = {}

    def offer(self, time_s: float, cues: list[str]) -> str | None:
        """Say the first of `cues` that was not said lately, unless something was said just now; gives the
        cue that was said, or None.
        """
        if time_s - self._said_s < BETWEEN_S:
            return None
        for cue in cues:
            if time_s - self._last.get(cue, -SAME_AGAIN_S) >= SAME_AGAIN_S:
                self._cue, self._said_s = cue, time_s
                self._last[cue] = time_s
                return cue
        return None

    def current(self, time_s: float) -> str | None:
        """The cue to show now, or None."""
        return self._cue if self._cue is not None and time_s - self._said_s < SHOWN_S else None
