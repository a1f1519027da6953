"""All movements. Each file holds one family, and each movement is one declaration in it.

Installed packages may add movements: see `exercises.catalogue.plug_ins`.
"""

from __future__ import annotations

from difflib import get_close_matches

import exercises.catalogue.alternating_rows as alternating_rows
import exercises.catalogue.core as core
import exercises.catalogue.floor as floor
import exercises.catalogue.hinges as hinges
import exercises.catalogue.mobility as mobility
import exercises.catalogue.posture as posture
import exercises.catalogue.pulls as pulls
import exercises.catalogue.rows as rows
import exercises.catalogue.stretches as stretches
import exercises.catalogue.supported_rows as supported_rows
from exercises.catalogue.plug_ins import movements_of_plug_ins
from exercises.movement import Movement
from vision.errors import BacklineError

MOVEMENTS: dict[str, Movement] = {
    movement.id: movement
    for family in (
        rows,
        supported_rows,
        alternating_rows,
        hinges,
        pulls,
        floor,
        core,
        posture,
        mobility,
        stretches,
    )
    for movement in family.MOVEMENTS
}


def all_movements() -> dict[str, Movement]:
    """The movements of the catalogue by their ids, followed by those that installed packages add.

    A BacklineWarning is given, once, about each package that cannot add its movements.
    """
    return {**MOVEMENTS, **movements_of_plug_ins(frozenset(MOVEMENTS))}


class UnknownMovementError(BacklineError):
    """No movement has this id."""


def find(movement_id: str) -> Movement:
    """The movement with this id, of the catalogue or of an installed package.

    Spaces, hyphens and capitals do not matter.

    Raises UnknownMovementError with the nearest ids.
    """
    wanted = movement_id.strip().lower().replace(" ", "_").replace("-", "_")
    if wanted in MOVEMENTS:  # spares a look through the installed packages
        return MOVEMENTS[wanted]
    known = all_movements()
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(sorted(known))}."
    raise UnknownMovementError(f"There is no movement {movement_id!r}: {hint}")
