"""What is true of recordings of real people: the file `truth.csv` beside them.

Its columns are file, movement, reps and hold_s (either of these may be empty), and optionally view and
confidence ("high", or anything else for a truth that nobody is sure of).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from vision.errors import BacklineError

SAME_MOVEMENT = {
    "bent_over_row": "bent_over_barbell_row",
    "glute_bridge": "bridge",
    "seated_cable_row": "band_row",
    "trx_row": "suspension_row",
}
_COLUMNS = ("file", "movement", "reps", "hold_s")


class TruthError(BacklineError):
    """The truth.csv beside recordings cannot be used."""


@dataclass(frozen=True)
class Clip:
    """A recording and what is true of it.

    A number is None where it is not known, and `view` is empty where nobody said it.
    """

    path: Path
    movement: str
    reps: int | None
    hold_s: float | None
    sure: bool
    view: str = ""


def read_truth(folder: Path) -> list[Clip]:
    """The clips of a folder, in the order of its truth.csv. Raises TruthError when it cannot be read."""
    path = folder / "truth.csv"
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise TruthError(f"{path} cannot be read ({error}): put a table of that name there.") from error
    missing = [name for name in _COLUMNS if rows and rows[0].get(name) is None]
    if missing:
        raise TruthError(f"{path} lacks the column {' and '.join(missing)}: it takes {', '.join(_COLUMNS)}.")
    return [_clip(folder, row, path, line) for line, row in enumerate(rows, start=2)]


def _clip(folder: Path, row: dict[str, str], path: Path, line: int) -> Clip:
    try:
        return Clip(
            path=folder / row["file"],
            movement=SAME_MOVEMENT.get(row["movement"], row["movement"]),
            reps=int(row["reps"]) if row["reps"] else None,
            hold_s=float(row["hold_s"]) if row["hold_s"] and ";" not in row["hold_s"] else None,
            sure=row.get("confidence", "high") == "high",
            view=row.get("view") or "",
        )
    except (TypeError, ValueError) as error:
        raise TruthError(f"{path}, line {line}: {error}; reps and hold_s are numbers or empty.") from error
