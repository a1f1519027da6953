"""What the program made of a set whose truth is known; kept small, so that figures follow without a picture.

`save_poses` keeps the poses and the truth of many sets; `outcomes_from_poses` has the coach of today look at
them again, in seconds, where drawing the people and finding their poses takes most of an hour.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from exercises.catalogue import find
from exercises.coach import coach_track
from exercises.report import SetReport
from vision.geometry import PlumbLine
from vision.track import Track

_PX, _SEEN, _CHORD = 10, 255, 4096
"""Steps to a pixel, to full visibility and to a torso length in kept poses: finer than poses are exact."""

_NOTHING: Final = -32768
_SOURCE: Final = ("file", "duration_s", "fps", "frames", "pose_coverage", "plumb_deg")

IN_DEPTH: Final = (
    "bent_over_barbell_row",
    "one_arm_dumbbell_row",
    "deadlift",
    "pull_up",
    "lat_pulldown",
    "bridge",
    "plank",
    "scapular_squeeze",
)
"""One or two of each kind, measured closely enough to say how large a fault has to be to be found."""


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """Who did what, where, and how it was filmed.

    `cast` is "tuning" or "reporting". `condition` names what is out of the usual, as in "yaw 30", "far",
    "dim light", "loose clothes" or "15 fps", else "usual". `view` is where the camera was meant to stand
    ("side", "front", ...) and `azimuth_off_deg` how far it is turned away from the best view of the movement.
    """

    name: str
    cast: str
    movement: str
    person: str
    room: str
    condition: str
    view: str
    azimuth_off_deg: float
    distance_m: float
    roll_deg: float
    size_px: tuple[int, int]
    fps: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One set: its truth (the content of truth.json), what the program reported, and the poses as the
    estimator found them. Kept poses have no `frames` in their truth.
    """

    take: TakeInfo
    truth: dict[str, Any]
    report: SetReport
    track: Track


def coach_poses(track: Track, movement: str) -> SetReport:
    """The report on the poses of a set, as the command line would write it."""
    plumb_deg = (track.source or {}).get("plumb_deg")
    plumb = PlumbLine(*plumb_deg) if plumb_deg else None
    return coach_track(track, find(movement), plumb=plumb)


# --- kept poses -------------------------------------------------------------------------------------------


def save_poses(outcomes: Iterable[Outcome], folder: Path) -> None:
    """Write MOVEMENT.npz for each movement: poses in steps far below their error, and the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    by_movement: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_movement.setdefault(outcome.take.movement, []).append(outcome)
    for movement, group in by_movement.items():
        _save(sorted(group, key=lambda outcome: outcome.take.name), folder / f"{movement}.npz")


def outcomes_from_poses(folder: Path) -> Iterator[Outcome]:
    """The kept sets with what the coach of today reports on them."""
    for take, truth, track in kept_takes(folder):
        yield Outcome(take, truth, coach_poses(track, take.movement), track)


def kept_takes(folder: Path) -> Iterator[tuple[TakeInfo, dict[str, Any], Track]]:
    """Give each kept set: what it is, its truth and its poses."""
    for path in sorted(folder.glob("*.npz")):
        yield from _load(path)


def _save(group: list[Outcome], path: Path) -> None:
    heads = [_head(outcome) for outcome in group]
    tracks = [outcome.track for outcome in group]
    outlines = [track.outline for track in tracks if track.outline is not None]
    np.savez_compressed(
        path,
        heads=np.frombuffer(json.dumps(heads, separators=(",", ":")).encode(), np.uint8),
        lengths=np.array([len(track) for track in tracks]),
        has_outline=np.array([track.outline is not None for track in tracks]),
        time_us=np.concatenate([_steps(np.round(track.time_s * 1e6).astype(np.int64)) for track in tracks]),
        landmarks=np.concatenate([_steps(_coarse(track.landmarks_px, _PX)) for track in tracks]),
        visibility=np.concatenate([np.round(track.visibility * _SEEN).astype(np.uint8) for track in tracks]),
        outline=np.concatenate([_steps(_coarse(o, _CHORD)) for o in outlines]) if outlines else np.zeros(0),
    )


def _load(path: Path) -> Iterator[tuple[TakeInfo, dict[str, Any], Track]]:
    with np.load(path, allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    ends = np.cumsum([0, *arrays["lengths"]])
    outline_ends = np.cumsum([0, *(arrays["lengths"] * arrays["has_outline"])])
    heads = json.loads(arrays["heads"].tobytes())
    for head, rows, rows_of_outline in zip(heads, pairwise(ends), pairwise(outline_ends), strict=True):
        take = TakeInfo(**{**head["take"], "size_px": tuple(head["take"]["size_px"])})
        now, its_outline = slice(*rows), arrays["outline"][slice(*rows_of_outline)]
        track = Track(
            _summed(arrays["time_us"][now]) / 1e6,
            _fine(_summed(arrays["landmarks"][now]), _PX),
            arrays["visibility"][now].astype(np.float32) / _SEEN,
            tuple(head["frame_size_px"]),
            _fine(_summed(its_outline), _CHORD) if len(its_outline) else None,
            head["source"],
        )
        yield take, head["truth"], track


def _head(outcome: Outcome) -> dict[str, Any]:
    """Everything about an outcome apart from its arrays."""
    return {
        "take": asdict(outcome.take),
        "truth": {key: value for key, value in outcome.truth.items() if key != "frames"},
        "frame_size_px": outcome.track.frame_size_px,
        "source": {key: value for key, value in (outcome.track.source or {}).items() if key in _SOURCE},
    }


def _coarse(values: NDArray[np.float32], steps: int) -> NDArray[np.int16]:
    """The values in whole steps; not-a-number gets a number of its own."""
    kept = np.clip(np.round(values * steps), _NOTHING + 1, 32767)
    return np.where(np.isfinite(values), kept, _NOTHING).astype(np.int16)


def _fine(kept: NDArray[np.int16], steps: int) -> NDArray[np.float32]:
    return np.where(kept == _NOTHING, np.nan, kept / steps).astype(np.float32)


def _steps(values: NDArray[Any]) -> NDArray[Any]:
    """Changes from frame to frame, which compress well; one too large for the type wraps round twice."""
    return np.diff(values, axis=0, prepend=np.zeros_like(values[:1]))


def _summed(steps: NDArray[Any]) -> NDArray[Any]:
    return np.cumsum(steps, axis=0, dtype=steps.dtype)
