"""How strictly form is judged: the limits of a movement's checks moved by the error of their reading."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Final

from exercises.movement import Limit, Movement


class Strictness(StrEnum):
    """How strictly form is judged. The published accuracy is that of `usual`."""

    LENIENT = "lenient"  # every limit one grey band further out
    USUAL = "usual"
    STRICT = "strict"  # every limit one grey band further in


_OUTWARDS: Final = {Strictness.LENIENT: 1, Strictness.USUAL: 0, Strictness.STRICT: -1}


def at_strictness(movement: Movement, strictness: Strictness) -> Movement:
    """The movement with its checks held to wider or tighter limits; usual gives the movement itself.

    Only form is concerned: what counts, position, requirements and the held side, stays as it is. So do the
    band in which a check is too close to call, and how much it may fall short of the best repetition.
    """
    if strictness is Strictness.USUAL:
        return movement
    bands = _OUTWARDS[strictness]
    return replace(
        movement,
        checks=tuple(replace(check, limit=_move(check.limit, bands)) for check in movement.checks),
        hold_checks=tuple(replace(check, limit=_move(check.limit, bands)) for check in movement.hold_checks),
    )


def _move(limit: Limit, bands: int) -> Limit:
    """The limit moved outwards by `bands` grey bands, or left alone where its two ends would cross."""
    step = bands * limit.grey
    above = None if limit.above is None else limit.above + step
    below = None if limit.below is None else limit.below - step
    if above is not None and below is not None and above <= below:
        return limit
    return replace(limit, above=above, below=below)
