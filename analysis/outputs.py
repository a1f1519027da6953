"""Where results go: a folder for each recording, and files that are whole or not there.

Nobody else's file is ever replaced, nor the result of another recording: a folder belongs to the recording
and the movement that its `report.json` names, or to the sets of a recording that its `sets.json` lists.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from vision.errors import BacklineError

DEFAULT_ROOT: Final = Path("backline-out")
REPORT: Final = "report.json"
REPS: Final = "reps.csv"
PAGE: Final = "report.html"
VIDEO: Final = "annotated.mp4"
TRACK: Final = "track.npz"
SETS: Final = "sets.json"
NAMES: Final = (REPORT, REPS, PAGE, VIDEO, TRACK, SETS)


class OutputError(BacklineError):
    """A result cannot be written where it should go."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a folder holds the result of: a recording (its file name) and a movement (its id), or the folders
    of the sets that were recognised in it (None).
    """

    file: str
    movement: str | None


def default_folder(
    stem: str, subject: Subject, taken: Collection[Path] = (), root: Path = DEFAULT_ROOT
) -> Path:
    """`backline-out/<stem>`, or with a number behind it where that belongs to something else.

    `taken` are folders of other recordings of the same call. An earlier result of the same subject is
    renewed.
    """
    for number in count(1):
        folder = root / (stem if number == 1 else f"{stem}-{number}")
        if folder not in taken and _occupied(folder, subject) is None:
            return folder
    raise AssertionError


def prepare_folder(folder: Path, subject: Subject) -> None:
    """Make the folder and find out, before any work is done, whether it can be written to.

    Raises OutputError when it cannot, or when something else lies there under the names of our files.
    """
    if occupied := _occupied(folder, subject):
        raise OutputError(f"{folder} {occupied}; choose another folder with --out.")
    require_writable(folder)


def require_writable(folder: Path) -> None:
    """Make the folder if need be, and raise OutputError when nothing can be written to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0")
    except OSError as error:
        raise OutputError(why_not_written(folder, error)) from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` when the block ends well and vanishes when it does not."""
    partial = path.with_name(f".{path.name}.part")
    try:
        yield partial
        os.replace(partial, path)
    except OSError as error:
        raise OutputError(why_not_written(path, error)) from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """A folder for what is only needed meanwhile, inside `folder`, where there is room for a video."""
    try:
        scratch = Path(tempfile.mkdtemp(prefix=".backline-", dir=folder))
    except OSError as error:
        raise OutputError(why_not_written(folder, error)) from error
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_report(path: Path, report: Mapping[str, Any]) -> None:
    """Write `report.json` or `sets.json`. Raises OutputError."""
    with whole_file(path) as partial:
        partial.write_text(report_text(report) + "\n", encoding="utf-8")


def report_text(report: Mapping[str, Any] | list[Any]) -> str:
    """JSON that every reader takes: numbers that are none are left to `null` by the report itself."""
    return json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False)


def why_not_written(path: Path, error: OSError) -> str:
    """One sentence for a path that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{path} cannot be written because the disk is full; free some space or choose another folder."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path} cannot be used because a file stands where a folder should be; choose another folder."
    return f"{path} cannot be written ({error.strerror or error}); choose another folder with --out."


def _occupied(folder: Path, subject: Subject) -> str | None:
    """Why the results of `subject` must not go to `folder`, None when they may."""
    try:
        found = [name for name in NAMES if (folder / name).exists()]
    except OSError:  # may not be looked into; preparing it says so
        return None
    if not found:
        return None
    held = _subject_of(folder / REPORT) or _subject_of(folder / SETS)
    if held is None:
        return f"holds a file {found[0]} that is not ours"
    return None if held == subject else f"holds the result of {held.file} ({held.movement or 'sets'})"


def _subject_of(report: Path) -> Subject | None:
    try:
        held = json.loads(report.read_text(encoding="utf-8"))
        return Subject(held["source"]["file"], held["movement"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
