"""The functions of the library, which `backline` offers under the same names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from exercises.any_movement import ANY_ID, movement_in
from exercises.body import BOTH_SIDES, JUDGED_VISIBILITY, Body, Side
from exercises.catalogue import all_movements, find
from exercises.measures import MEASURES
from exercises.measures.measure import Measure
from exercises.movement import Movement
from exercises.observer import Observer
from exercises.report import SetReport
from exercises.strictness import Strictness
from vision.errors import BacklineError
from vision.libraries import require_libraries
from vision.models import DEFAULT_MODEL
from vision.track import Track

if TYPE_CHECKING:
    import pandas as pd

    from analysis.analyze import Analysis, Job
    from vision.frames import VideoFile

_Column = Callable[[Body], float]
_Choice = TypeVar("_Choice", bound=StrEnum)


class UnknownMeasureError(BacklineError):
    """No measure has this name."""


def movements() -> dict[str, Movement]:
    """All movements by their ids: those of the catalogue, followed by those of installed packages.

    A BacklineWarning is given about packages whose movements cannot be used.
    """
    return all_movements()


def coach(
    track: Track,
    movement: str | Movement,
    side: Side | str | None = None,
    strictness: Strictness | str = Strictness.USUAL,
) -> SetReport:
    """Count and judge a track as one set of a movement.

    `movement` is an id (see `movements`), "any" for whatever repeats, or a Movement. `side` is "left" or
    "right" for a movement that is counted side by side; None counts both. `strictness` is "lenient", "usual"
    or "strict".

    The camera is taken to stand level unless the track's source says how it leans. A track that Backline made
    itself says so.

    Raises BacklineError when there is no such movement or strictness, when `side` makes no sense for the
    movement, or when the movement is "any" and nothing repeats.
    """
    require_libraries()
    from analysis.in_memory import report_track

    if not isinstance(track, Track):
        raise BacklineError(
            f"A Track is coached, and this is {type(track).__name__}: make one with Track.from_keypoints, or"
            " read a saved one with Track.load."
        )
    side = _side(side)
    return report_track(
        track, _wanted(movement, side, track), side, _one_of(Strictness, strictness, "strictness")
    )


def analyze(
    recording: str | os.PathLike[str],
    movement: str | Movement | None = None,
    side: Side | str | None = None,
    strictness: Strictness | str = Strictness.USUAL,
    *,
    model: str | os.PathLike[str] = DEFAULT_MODEL,
    out: str | os.PathLike[str] | None = None,
) -> list[SetReport]:
    """Find the poses in a recording and give the report of each set, in order of time.

    `movement` is an id, "any" for whatever repeats, or a Movement; there is one report then. With None the
    sets are recognised. `side` and `strictness` are as for `coach`; `side` needs a movement. `model` is
    "full", "lite" or the path of a pose model.

    Files are written only when `out` names a folder. It then gets what `backline analyze` writes: report,
    table, page and annotated video. Each recognised set gets a folder of its own in it.

    All poses are kept in memory meanwhile, which takes 0.7 kB a frame. MediaPipe, which finds them, reports
    its use over the network by default. Backline stops that for the whole process by environment variables,
    unless BACKLINE_ALLOW_METRICS=1 is set.

    Raises BacklineError when the recording cannot be read, nobody was found in it, nothing was recognised, or
    something could not be written. Everything that can be written is written before that last error.
    """
    require_libraries()
    from analysis.analyze import Job, UnsuitableError
    from analysis.in_memory import require_person
    from analysis.outputs import prepare_folder
    from analysis.sets import find_poses
    from vision.frames import VideoFile

    side, strictness = _side(side), _one_of(Strictness, strictness, "strictness")
    if movement is None and side is not None:
        raise UnsuitableError(f"The side {side} needs a movement that is counted side by side: name it.")
    named = None if movement in (None, ANY_ID) else _wanted(movement, side)
    folder, model = Path(out or "."), model if isinstance(model, str) else Path(model)
    asked_id = named.id if named else None if movement is None else ANY_ID
    job = Job(asked_id, folder, Path(recording), side=side, model=model, strictness=strictness)
    if out is not None:
        prepare_folder(folder, job.subject)
    with VideoFile(Path(recording)) as video:
        track = find_poses(video, job.subject.file, model, named is None or named.needs_outline)
        require_person(track)
        pictures = video if out is not None else None
        if movement is None:
            return _each_set(job, track, pictures)
        return [_one_set(job, named or _wanted(ANY_ID, side, track), track, pictures)]


def measures(track: Track, names: Iterable[str]) -> pd.DataFrame:
    """Measures of a track as a table with one row for each frame.

    `names` are names of `bl.MEASURES`, or a single name. The first column is `time_s`, in seconds. Each name
    in turn then gives two columns, `left_...` and `right_...` (the person's own sides), or a single column
    when the measure is the same number on either side.

    Values are in the measure's unit and are read from the smoothed body that the coach sees. A value is
    not-a-number when nobody was found in the frame, when a joint that the measure needs was seen by less than
    0.5, or when the measure cannot be told.

    Raises UnknownMeasureError, which names the nearest measures, when there is no measure of a name.
    """
    require_libraries()
    import pandas as pd

    from analysis.recording import plumb_of

    names = [names] if isinstance(names, str) else names
    columns = {name: column for wanted in names for name, column in _columns(_measure(wanted)).items()}
    observer = Observer(track.frame_size_px, plumb_of(track, None))
    rows = []
    for time_s, pose in track:
        body = observer.observe(pose, time_s)
        values = [nan if body is None else column(body) for column in columns.values()]
        rows.append([time_s, *values])
    return pd.DataFrame(rows, columns=["time_s", *columns], dtype=float)


def _each_set(job: Job, track: Track, pictures: VideoFile | None) -> list[SetReport]:
    """The report of each set that is recognised in a track. With `pictures` the files are written as well."""
    from analysis.in_memory import report_sets
    from analysis.recording import plumb_of
    from analysis.sets import analyze_sets
    from exercises.recognition import recognise

    found = recognise(track, plumb_of(track, None))
    if pictures is None:
        return report_sets(track, found, job.strictness)
    return _reports(analyze_sets(job, found, track, pictures))


def _one_set(job: Job, movement: Movement, track: Track, pictures: VideoFile | None) -> SetReport:
    """The report of a track as one set. With `pictures` the files are written as well."""
    from analysis.analyze import analyze_set
    from analysis.in_memory import report_track

    if pictures is None:
        return report_track(track, movement, job.side, job.strictness)
    (report,) = _reports([analyze_set(job, movement, track, pictures)])
    return report


def _reports(analyses: list[Analysis]) -> list[SetReport]:
    """The reports that were written. Raises the first problem in writing, if there was one."""
    for analysis in analyses:
        for problem in analysis.problems:
            raise problem
    return [analysis.report for analysis in analyses]


def _wanted(movement: str | Movement, side: Side | None, track: Track | None = None) -> Movement:
    """The movement that was asked for. With a track, "any" gives whatever repeats in it."""
    from analysis.analyze import counted_on
    from analysis.recording import plumb_of

    if isinstance(movement, Movement):
        return counted_on(movement, side)
    if not isinstance(movement, str):
        raise BacklineError(
            f"A movement is an id or a Movement, and this is {movement!r}: give one of these."
        )
    if track is not None and movement == ANY_ID:
        return counted_on(movement_in(track, plumb_of(track, None)), side)
    return counted_on(find(movement), side)


def _side(side: Side | str | None) -> Side | None:
    return None if side is None else _one_of(Side, side, "side")


def _one_of(kind: type[_Choice], value: str, what: str) -> _Choice:
    try:
        return kind(value)
    except ValueError:
        choices = " or ".join(repr(one.value) for one in kind)
        raise BacklineError(f"There is no {what} {value!r}: give {choices}.") from None


def _measure(name: str) -> Measure:
    if name in MEASURES:
        return MEASURES[name]
    near = get_close_matches(name, MEASURES, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "backline.MEASURES has all of them."
    raise UnknownMeasureError(f"There is no measure {name!r}: {hint}")


def _columns(measure: Measure) -> dict[str, _Column]:
    """The columns of a measure: their names, and how each is read."""
    if not measure.sided:
        return {measure.name: partial(_read_either, measure)}
    return {f"{side}_{measure.name}": partial(_read, measure, side) for side in BOTH_SIDES}


def _read_either(measure: Measure, body: Body) -> float:
    return _read(measure, max(BOTH_SIDES, key=lambda side: measure.visibility(body, side)), body)


def _read(measure: Measure, side: Side, body: Body) -> float:
    return measure.of(body, side) if measure.visibility(body, side) >= JUDGED_VISIBILITY else nan
