"""What an analysis writes, and where: a folder for each set, and files that are whole or not there.

OUTPUTS is the one list of what is written of a set. Nobody else's file is ever replaced, nor the result of
another recording: a folder belongs to the recording and the movement that its `report.json` names, or to the
sets of a recording that its `sets.json` lists.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from exercises.report import ReportError, SetReport
from reports.key_moments import is_picture, key_moments
from vision.errors import BacklineError

DEFAULT_ROOT: Final = Path("backline-out")
REPORT: Final = "report.json"
REPS: Final = "reps.csv"
TRACK: Final = "track.npz"
PICTURES: Final = "pictures"
PAGE: Final = "report.html"
VIDEO: Final = "annotated.mp4"
SETS: Final = "sets.json"


class OutputError(BacklineError):
    """A result cannot be written where it should go."""


# --- what is written --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetContent:
    """The content of the files of a set.

    `pictures` gives JPEG bytes under the keys of `key_moments(report)`. `save_track` and `write_video` write
    to a path, whole or not at all; they are None where there are no poses to keep and no video.
    """

    report: SetReport
    pictures: Callable[[], Mapping[str, bytes]] = dict
    save_track: Callable[[Path], None] | None = None
    write_video: Callable[[Path], None] | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that is written of a set.

    `name` is that of the file (or folder) in the folder of the set. `label` is what a page calls it, "" where
    it is not offered on its own. `about` is what the documentation says of it. `write` takes the path to
    write to, and gives False where the set has nothing of the kind.
    """

    name: str
    label: str
    about: str
    write: Callable[[Path, SetContent], bool]


def write_set(
    folder: Path, content: SetContent, elsewhere: Mapping[str, Path] | None = None
) -> tuple[list[Path], list[BacklineError]]:
    """Write all there is of a set; returns the files written, and the problem with each that could not be.

    `elsewhere` has the paths, by the names of outputs, of those that go somewhere else than to `folder`.
    """
    files: list[Path] = []
    problems: list[BacklineError] = []
    for output in OUTPUTS:
        path = (elsewhere or {}).get(output.name, folder / output.name)
        try:
            if output.write(path, content):
                files.append(path)
        except OSError as error:
            problems.append(OutputError(why_not_written(path, error)))
        except BacklineError as error:
            problems.append(error)
    return files, problems


def write_report(path: Path, report: SetReport) -> None:
    """Write `report.json`. Raises OutputError."""
    write_json(path, report.to_dict())


def read_report(path: Path) -> SetReport:
    """Read a `report.json`. Raises ReportError when it cannot be read or is no report."""
    try:
        text = path.read_text(encoding="utf-8")
        return SetReport.from_dict(json.loads(text, parse_constant=_refuse_constant))
    except (OSError, ValueError) as error:
        raise ReportError(
            f"{path} cannot be read as a report ({error}): analyse the recording again."
        ) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write plain data as JSON. Raises OutputError."""
    with whole_file(path) as partial:
        partial.write_text(json_text(content) + "\n", encoding="utf-8")


def json_text(content: Mapping[str, Any] | list[Any] | None) -> str:
    """The content as JSON that every reader takes; the content must have None in place of not-a-number."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


def _write_report(path: Path, content: SetContent) -> bool:
    write_report(path, content.report)
    return True


def _write_reps(path: Path, content: SetContent) -> bool:
    from reports.tables import write_reps_csv

    with whole_file(path) as partial:
        write_reps_csv(partial, content.report)
    return True


def _write_track(path: Path, content: SetContent) -> bool:
    if content.save_track is None:
        return False
    content.save_track(path)
    return True


def _write_pictures(path: Path, content: SetContent) -> bool:
    """Write the pictures; those of an earlier result go, other files in the folder stay."""
    pictures = content.pictures()
    names = {moment.file: moment.key for moment in key_moments(content.report) if moment.key in pictures}
    ours = [picture for picture in path.glob("*.jpg") if is_picture(picture.name) and picture.is_file()]
    for earlier in ours:
        if earlier.name not in names:
            earlier.unlink()
    if names:
        path.mkdir(exist_ok=True)
    elif ours:
        with suppress(OSError):  # somebody else's files may be in it
            path.rmdir()
    for name, key in names.items():
        with whole_file(path / name) as partial:
            partial.write_bytes(pictures[key])
    return bool(names)


def _write_page(path: Path, content: SetContent) -> bool:
    from reports.report_page import write_report_page

    with whole_file(path) as partial:
        write_report_page(partial, content.report, content.pictures())
    return True


def _write_video(path: Path, content: SetContent) -> bool:
    """Write the video; one of an earlier result goes, as it shows what was judged then."""
    if content.write_video is None:
        path.unlink(missing_ok=True)
        return False
    content.write_video(path)
    return path.exists()  # a recording without a frame makes no video


OUTPUTS: Final = (
    Output(REPORT, "Data (JSON)", "everything that was found, for programs; described below", _write_report),
    Output(REPS, "Table (CSV)", "one row for each repetition, for spreadsheets", _write_reps),
    Output(TRACK, "Poses (track)", "the poses, only with `--save-track`", _write_track),
    Output(
        PICTURES,
        "",
        "a folder with a JPEG of each fault at its worst, and of the same moment done well; left out without"
        " a recording, and where no fault was found",
        _write_pictures,
    ),
    Output(PAGE, "Report", "the same for people, in one file that needs nothing else", _write_page),
    Output(
        VIDEO,
        "Video",
        "the recording with what the coach saw and said; left out with `--no-video`",
        _write_video,
    ),
)
"""In the order of writing: what is soon done first."""


# --- where it is written ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose result a folder holds: that of a recording (its file name) and a movement (its id).

    `movement` is None for a folder that holds the folders of the sets recognised in the recording.
    """

    file: str
    movement: str | None


def default_folder(
    stem: str, subject: Subject, taken: Collection[Path] = (), root: Path = DEFAULT_ROOT
) -> Path:
    """The folder `backline-out/<stem>`, with a number behind it where that belongs to something else.

    `taken` are folders of other recordings of the same call. An earlier result of the same subject is
    renewed.
    """
    for number in count(1):
        folder = root / (stem if number == 1 else f"{stem}-{number}")
        if folder not in taken and _why_occupied(folder, subject) is None:
            return folder
    raise AssertionError


def prepare_folder(folder: Path, subject: Subject) -> None:
    """Make the folder and find out, before any work is done, whether it can be written to.

    Raises OutputError when it cannot, or when something else lies there under the names of our files.
    """
    if occupied := _why_occupied(folder, subject):
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
    """A folder inside `folder`, where there is room for a video; it vanishes at the end of the block."""
    try:
        scratch = Path(tempfile.mkdtemp(prefix=".backline-", dir=folder))
    except OSError as error:
        raise OutputError(why_not_written(folder, error)) from error
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def why_not_written(path: Path, error: OSError) -> str:
    """One sentence for a path that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{path} cannot be written because the disk is full; free some space or choose another folder."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path} cannot be used because a file stands where a folder should be; choose another folder."
    return f"{path} cannot be written ({error.strerror or error}); choose another folder with --out."


def _why_occupied(folder: Path, subject: Subject) -> str | None:
    """Why the results of `subject` must not go to `folder`, None when they may."""
    try:
        found = [path.relative_to(folder) for path in _ours(folder) if path.exists()]
    except OSError:  # preparing the folder says that it may not be looked into
        return None
    if not found:
        return None
    held = _subject_of(folder / REPORT) or _subject_of(folder / SETS)
    if held is None:
        return f"holds a file {found[0]} and no {REPORT} that can be read and says whose it is"
    return None if held == subject else f"holds the result of {held.file} ({held.movement or 'sets'})"


def _ours(folder: Path) -> list[Path]:
    """The files in a folder that we would replace; among pictures only those that are named as ours."""
    pictures = [path for path in (folder / PICTURES).glob("*.jpg") if is_picture(path.name)]
    names = [output.name for output in OUTPUTS if output.name != PICTURES]
    return [*(folder / name for name in (*names, SETS)), *pictures]


def _subject_of(report: Path) -> Subject | None:
    try:
        held = json.loads(report.read_text(encoding="utf-8"))
        return Subject(held["source"]["file"], held["movement"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
