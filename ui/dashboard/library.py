"""The search in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from exercises.catalogue import all_movements
from exercises.movement import Movement

CONDITIONS: Final[Mapping[str, str]] = {
    "Herniated disc: without bending forward": "flexion",
    "Spinal stenosis: without arching back": "extension",
    "Nothing that turns the spine": "rotation",
    "Nothing that loads the spine": "loaded",
}
"""What somebody may have to leave out, and what that asks of the spine (`Movement.spinal_load`)."""

_LEVELS: Final = ("beginner", "intermediate", "advanced")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; None or "" lets anything pass. `condition` is a key of CONDITIONS."""

    words: str = ""
    muscle: str | None = None
    level: str | None = None
    equipment: str | None = None
    view: str | None = None
    condition: str | None = None


def search(wanted: Wanted, among: Iterable[Movement] | None = None) -> list[Movement]:
    """The movements that match all that is wanted, in the order of `among`; None searches all movements."""
    among = all_movements().values() if among is None else among
    return [movement for movement in among if _suits(movement, wanted)]


def muscles() -> list[str]:
    """The muscles that some movement trains or uses, in alphabetical order."""
    return sorted({muscle for movement in all_movements().values() for muscle in _muscles(movement)})


def levels() -> list[str]:
    """The levels that occur, from the easiest to the hardest."""
    known = {movement.level for movement in all_movements().values()}
    return sorted(known, key=lambda level: (_LEVELS.index(level) if level in _LEVELS else -1, level))


def equipment() -> list[str]:
    """NO_EQUIPMENT, then the equipment that some movement needs, in alphabetical order."""
    needed = {thing for movement in all_movements().values() for thing in movement.equipment}
    return [NO_EQUIPMENT, *sorted(needed)]


def views() -> list[str]:
    """The views from which some movement is best seen, in alphabetical order."""
    return sorted({movement.best_view.value for movement in all_movements().values()})


NO_EQUIPMENT: Final = "nothing"


def _suits(movement: Movement, wanted: Wanted) -> bool:
    return (
        _is_named(movement, wanted.words)
        and (wanted.muscle is None or wanted.muscle in _muscles(movement))
        and (wanted.level is None or wanted.level == movement.level)
        and (wanted.equipment is None or wanted.equipment in (movement.equipment or (NO_EQUIPMENT,)))
        and (wanted.view is None or wanted.view == movement.best_view)
        and (wanted.condition is None or CONDITIONS[wanted.condition] not in movement.spinal_load)
    )


def _is_named(movement: Movement, words: str) -> bool:
    text = " ".join((movement.name, movement.id, *movement.variants, *_muscles(movement))).lower()
    return all(word in text for word in words.lower().split())


def _muscles(movement: Movement) -> tuple[str, ...]:
    return movement.muscles + movement.assisting
