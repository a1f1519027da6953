"""What is true of recordings of real people: the file `truth.csv` beside them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

SAME_MOVEMENT = {"bent_over_row": "bent_over_barbell_row", "glute_bridge": "bridge"}


@dataclass(frozen=True)
class Clip:
    """A recording and what is true of it; `view` is empty where nobody said it."""

    path: Path
    movement: str
    reps: int | None
    hold_s: float | None
    sure: bool
    view: str = ""


def read_truth(folder: Path) -> list[Clip]:
    """The clips of a folder, in the order of its truth.csv."""
    with (folder / "truth.csv").open(newline="") as file:
        return [
            Clip(
                path=folder / row["file"],
                movement=SAME_MOVEMENT.get(row["movement"], row["movement"]),
                reps=int(row["reps"]) if row["reps"] else None,
                hold_s=float(row["hold_s"]) if row["hold_s"] and ";" not in row["hold_s"] else None,
                sure=row["confidence"] == "high",
                view=row.get("view") or "",
            )
            for row in csv.DictReader(file)
        ]
