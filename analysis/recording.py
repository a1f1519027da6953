"""What is known of a recording besides the person in it: size, length, tilt, and how it was read.

A saved track knows all this too, where it stands in for the recording.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

import numpy as np

from analysis.parts import Reading
from vision.errors import BacklineError
from vision.frames import LostSpan, VideoFile
from vision.geometry import PlumbLine
from vision.plumb import plumb_line
from vision.track import Track

_PATIENCE_S: Final = 0.5  # somebody else in the picture for longer is worth a warning
_DARK_S: Final = 1.0  # guess: a light that is switched on sooner costs nothing


def frame_size_px(track: Track | None, video: VideoFile | None) -> tuple[int, int]:
    """Width and height of the pictures that the poses lie in."""
    if track is not None:
        return track.frame_size_px
    assert video is not None
    return video.size_px


def plumb_of(track: Track | None, video: VideoFile | None) -> PlumbLine | None:
    """How upright things are tilted, by what was saved or by the first picture; None when neither tells."""
    if track is not None:
        saved = (track.source or {}).get("plumb_deg")
        return PlumbLine(*saved) if saved else None
    assert video is not None
    with suppress(BacklineError):  # the recording may be damaged at its start
        return plumb_line(video.frame_at(0.0).image_rgb)
    return None


def duration_s(track: Track | None, video: VideoFile | None) -> float | None:
    """The length of a recording in seconds, None when unknown."""
    if video is not None:
        return video.duration_s
    return float(track.time_s[-1]) if track is not None and len(track) else None


def source_facts(file: str, track: Track | None, video: VideoFile | None, last_s: float) -> dict[str, Any]:
    """What the report says of the recording apart from what was seen in it.

    `last_s` is the last frame's time, which tells the length where nothing else does.
    """
    saved = (track.source if track else None) or {}
    fps = video.fps if video else _usual_fps(track)
    return {
        "file": file,
        "duration_s": saved.get("duration_s", _round(duration_s(track, video) or last_s)),
        "fps": saved.get("fps", _round(fps)),
    }


def reading_as_source(reading: Reading, plumb: PlumbLine | None) -> dict[str, Any]:
    """How the recording was read and how upright things are tilted in it, as a saved track keeps it."""
    return {
        "plumb_deg": [plumb.roll_deg, plumb.convergence_deg] if plumb else None,
        "lost": [[span.start_s, span.end_s, span.reason] for span in reading.lost],
        "other_person_s": reading.other_person_s,
        "complete": reading.complete,
    } | ({"dark_s": round(reading.dark_s, 3)} if reading.dark_s else {})


def reading_of(track: Track) -> Reading:
    """How the recording was read from which a track was saved."""
    source = track.source or {}
    lost = [LostSpan(*span) for span in source.get("lost", [])]
    return Reading(
        lost,
        float(source.get("other_person_s", 0.0)),
        bool(source.get("complete", True)),
        float(source.get("dark_s", 0.0)),
    )


def reading_warnings(reading: Reading) -> list[str]:
    """A sentence about each stretch that could not be read, about somebody else in the picture, and about
    the dark.
    """
    found = [
        f"Nothing could be seen from {span.start_s:.1f} to {span.end_s:.1f} s: {span.reason}."
        for span in reading.lost
    ]
    if reading.other_person_s > _PATIENCE_S:
        found.append(
            f"Somebody else was in the picture for {reading.other_person_s:.1f} s and was left out;"
            " have only one person in the picture."
        )
    return found + dark_warnings(reading.dark_s)


def dark_warnings(dark_s: float) -> list[str]:
    """A sentence where it was dark for so long that it matters."""
    if dark_s <= _DARK_S:
        return []
    return [
        f"It was dark for {dark_s:.0f} s, so joints were seen less surely:"
        " switch on a lamp or open the curtains."
    ]


def nobody_in(file: str) -> str:
    """The sentence about a recording without a person."""
    return f"Nobody was found in {file}: film the whole body in good light, the camera upright and still."


def _usual_fps(track: Track | None) -> float | None:
    if track is None or len(track) < 2:
        return None
    return 1 / float(np.median(np.diff(track.time_s)))


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
