"""Reports of tracks and recordings for programs that go on with them: nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from analysis.analyze import NoPersonError
from analysis.recording import nobody_in, plumb_of, reading_of, reading_warnings, source_facts
from analysis.sets import UnknownSetError, nothing_recognised, part_of, set_recognition
from exercises.body import Side
from exercises.coach import Coach
from exercises.movement import Movement
from exercises.recognition import Recognition
from exercises.report import SetRecognition, SetReport
from exercises.strictness import Strictness
from vision.track import Track

NAMELESS: Final = "track"


def report_track(
    track: Track,
    movement: Movement,
    side: Side | None = None,
    strictness: Strictness = Strictness.USUAL,
    recognition: SetRecognition | None = None,
) -> SetReport:
    """The report of a track as one set of a movement, as an analysis of its recording would write it.

    What the track's source tells of the recording (its name, how the camera leans, what was lost) is used.
    """
    coach = Coach(movement, track.frame_size_px, side, plumb_of(track, None), strictness)
    for time_s, pose in track:
        coach.update(pose, time_s)
    last_s = float(track.time_s[-1]) if len(track) else 0.0
    reading = reading_of(track)
    report = coach.finish(
        {**source_facts(file_of(track), track, None, last_s), "frames": len(track)},
        partial=not reading.complete,
    )
    warnings = (*report.warnings, *reading_warnings(reading))
    return replace(report, warnings=warnings, recognition=recognition)


def report_sets(
    track: Track, found: Recognition, strictness: Strictness = Strictness.USUAL
) -> list[SetReport]:
    """The report of each set that was recognised in a track, in order of time.

    Raises UnknownSetError when no set was recognised.
    """
    if not found.sets:
        raise UnknownSetError(nothing_recognised(file_of(track), found))
    return [
        report_track(
            part_of(track, one),
            one.movement,
            strictness=strictness,
            recognition=set_recognition(found, number),
        )
        for number, one in enumerate(found.sets, 1)
    ]


def file_of(track: Track) -> str:
    """The name of the recording that a track is of."""
    return str((track.source or {}).get("file") or NAMELESS)


def require_person(track: Track) -> None:
    """Raise NoPersonError when there is nobody in the track."""
    if not any(pose is not None for _, pose in track):
        raise NoPersonError(nobody_in(file_of(track)))
