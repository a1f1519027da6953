"""What the coach needs from a set, whether counted (exercises/rep_set.py) or held (exercises/hold_set.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from exercises.body import Body, Side
from exercises.movement import Check, HoldCheck
from exercises.report import AttemptResult, HoldResult, RepResult, SetVerdict
from exercises.scoring import Score
from vision.view import View


@dataclass(frozen=True, slots=True)
class Correction:
    """What was found wrong, the most important first; `side` is None where both are meant."""

    faults: Sequence[Check | HoldCheck]
    side: Side | None


@dataclass(frozen=True, slots=True)
class SetProgress:
    """How far a set is, for showing; the fields are those of `CoachState`."""

    attempts: int = 0
    reps: int = 0
    clean_reps: int = 0
    sides: dict[str, int] | None = None
    sides_s: dict[str, float] | None = None
    side: Side | None = None
    progress: float | None = None
    hold_s: float | None = None
    hold_total_s: float | None = None


class ExerciseSet(Protocol):
    """One set of a movement. Times are media time in seconds and rise from call to call."""

    @property
    def active(self) -> bool:
        """Whether a repetition is under way, or the clock runs."""
        ...

    @property
    def phase(self) -> str:
        """Where in a repetition or a hold the person is."""
        ...

    @property
    def value(self) -> float | None:
        """The measure that is counted or timed by, in its own unit; None while it is not seen."""
        ...

    @property
    def last_rep(self) -> RepResult | None:
        """The last repetition as it was first judged, None before the first one and in a hold."""
        ...

    @property
    def attempts(self) -> Sequence[AttemptResult]:
        """Attempts that did not count as repetitions."""
        ...

    @property
    def sides_done(self) -> set[Side | None]:
        """The sides that repetitions were done on; None stands for both together."""
        ...

    def update(
        self, body: Body, time_s: float, sides: tuple[Side, ...], view: View, leaving: bool
    ) -> list[Correction]:
        """Take one frame in position; gives what was found wrong.

        `leaving` says that the position is just being left.
        """
        ...

    def leave(self, time_s: float, reason: str) -> list[Correction]:
        """Take a frame in which the person is out of position or unseen; gives what was found wrong."""
        ...

    def miss(self, time_s: float) -> None:
        """Take a frame in which nobody was found."""
        ...

    def unseen_since(self, since_s: float) -> None:
        """Take note that nobody has been seen since `since_s`, which is too long to bridge."""
        ...

    def take_back(self) -> bool:
        """Take back the last repetition, which the person says was not one; False before the first."""
        ...

    def finish(self) -> None:
        """End the set."""
        ...

    def notice(self, view: View) -> str | None:
        """What keeps the set from being counted, timed or judged just now; None where nothing does."""
        ...

    def describe(self, time_s: float) -> SetProgress:
        """How far the set is at `time_s`."""
        ...

    def results(self) -> tuple[RepResult, ...]:
        """The repetitions so far."""
        ...

    def hold(self) -> HoldResult | None:
        """Time in good position, None where nothing is held."""
        ...

    def set_verdicts(self) -> list[SetVerdict]:
        """Each check over the whole set."""
        ...

    def score(self) -> Score | None:
        """The score, None where too little was judged."""
        ...
