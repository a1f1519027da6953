"""Movements that installed packages add to the catalogue.

A package names them in its pyproject.toml, under an entry point of the group `backline.movements`. The entry
point loads one Movement or several:

    [project.entry-points."backline.movements"]
    gym = "my_gym.movements:SQUAT"

A broken package only loses its own movements; all others stay.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from exercises.movement import Movement
from vision.errors import BacklineWarning

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "backline.movements"
_ID: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_RESERVED: Final = ("any",)  # the id under which whatever repeats is counted


@cache
def movements_of_plug_ins(taken: frozenset[str]) -> dict[str, Movement]:
    """The movements that installed packages add, by id. `taken` holds the ids that are in use.

    Installed packages are looked through once. A BacklineWarning is given for each entry point or movement
    that cannot be added, but only in the program's first process.
    """
    # Imported late, like multiprocessing below: together they take a tenth of the catalogue's time.
    from importlib.metadata import entry_points

    found: dict[str, Movement] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (_package(entry), entry.name)):
        try:
            movements = _loaded(entry)
        except Exception as error:  # somebody else's code may raise anything
            _warn(
                f"The movements of {_named(entry)} cannot be used ({type(error).__name__}: {error}): update"
                " or uninstall that package."
            )
            continue
        for movement in movements:
            if (reason := _why_not(movement.id, {*taken, *found})) is not None:
                _warn(f"The movement {movement.id!r} of {_named(entry)} is left out: {reason}.")
            else:
                found[movement.id] = movement
    return found


def _loaded(entry: EntryPoint) -> list[Movement]:
    loaded = entry.load()
    movements = list(loaded) if isinstance(loaded, Iterable) else [loaded]
    for movement in movements:
        if not isinstance(movement, Movement):
            raise TypeError(f"{entry.value} is to give Movements and gives {movement!r:.80}")
    return movements


def _why_not(movement_id: str, taken: Collection[str]) -> str | None:
    """The reason why no movement may be added under this id; None when one may."""
    if movement_id in taken or movement_id in _RESERVED:
        return "there is one of that id already, so give it another"
    if not _ID.fullmatch(movement_id):
        return "an id is made of small letters, digits and single underscores, so give it another"
    return None


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else ""


def _named(entry: EntryPoint) -> str:
    package = _package(entry)
    return f"the plug-in {entry.name!r}" + (f" (package {package})" if package else "")


def _warn(sentence: str) -> None:
    from multiprocessing import parent_process

    if parent_process() is None:
        warnings.warn(sentence, BacklineWarning, stacklevel=4)
