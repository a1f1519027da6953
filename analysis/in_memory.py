"""Reports of tracks and recordings with nothing written: for programs that go on with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from analysis.analyze import (
    NoPersonError,
    duration_s,
    nobody_in,
    plumb_of,
    reading_of,
    reading_warnings,
    rounded,
    usual_fps,
)
from analysis.sets import UnknownSetError, nothing_recognised, part_of, recognition_facts
from exercises.body import Side
from exercises.coach import coach_track
from exercises.movement import Movement
from exercises.recognition import Recognition
from exercises.report import SetReport
from exercises.strictness import Strictness
from vision.track import Track

NAMELESS: Final = "track"


def report_of(
    track: Track,
    movement: Movement,
    side: Side | None = None,
    strictness: Strictness = Strictness.USUAL,
    recognition: dict[str, Any] | None = None,
) -> SetReport:
    """The report of a track as one set of a movement, as an analysis of its recording would write it.

    What the track's source tells of the recording (its name, how the camera leans, what was lost) is used.
    """
    reading = reading_of(track)
    found = coach_track(track, movement, side, plumb_of(track, None), strictness)
    seen = {name: found.source[name] for name in ("pose_coverage", "camera_tilt_deg")}
    return replace(
        found,
        source={**_source(track), **seen},
        warnings=(*found.warnings, *reading_warnings(reading)),
        partial=not reading.complete,
        recognition=recognition,
    )


def reports_of_sets(
    track: Track, found: Recognition, strictness: Strictness = Strictness.USUAL
) -> list[SetReport]:
    """The report of each set that was recognised in a track, in order of time.

    Raises UnknownSetError when there is none.
    """
    if not found.sets:
        raise UnknownSetError(nothing_recognised(file_of(track), found))
    return [
        report_of(
            part_of(track, one),
            one.movement,
            strictness=strictness,
            recognition=recognition_facts(found, number),
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


def _source(track: Track) -> dict[str, Any]:
    saved = track.source or {}
    return {
        "file": file_of(track),
        "duration_s": rounded(saved.get("duration_s", duration_s(track, None))),
        "fps": rounded(saved.get("fps", usual_fps(track))),
        "frames": len(track),
    }
