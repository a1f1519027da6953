"""What lies in a folder of real people, as samples that can be coached.

    photos/CLASS.npz   ids (n,), frame_size_px (n, 2), landmarks_px (n, 33, 2), visibility (n, 33),
                       found (n,) and outline (n, 2, 41)
    labels.csv         of the photos: id, label, usable ("no" leaves it out) and form_by_eye
    plank_frames.npz   landmarks_px (n, 33, 2), visibility (n, 33), label (n,), source (n,) and
                       frame_size_px (2,)
    tracks/NAME.npz    saved tracks, named MOVEMENT_LABEL, with "oblique" in the name where seen so
    truth.csv          recordings, as benchmarks/truth.py reads it; visible_faults says what is wrong

Each part may be missing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.counting import found_track
from benchmarks.real_people.labels import (
    FRAME_LABELS,
    TRUE_REPS,
    UNSAID,
    Half,
    Label,
    clip_label,
    half_of,
    movement_of_class,
    movement_of_track,
    photo_label,
    track_label,
)
from benchmarks.truth import read_truth
from exercises.catalogue import MOVEMENTS
from vision.errors import BacklineError
from vision.models import DEFAULT_MODEL
from vision.pose import LANDMARK_COUNT
from vision.track import Track

STILL_S: Final = 3.0
_STILL_FPS: Final = 15
_EACH: Final = 10
"""Of the frames of a recording, one of so many is coached; the readings are those of all of them."""

PHOTOS: Final = "photos"
_SIDE_ON: Final = ("side", "floor-side")


class FolderError(BacklineError):
    """A folder holds no real people that can be read."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One person, in one pose or over a set.

    `source` is photos, who recorded the frames, or from where a track or clip was filmed. `movement` is None
    for a pose that the catalogue lacks. `half` is None where the repetitions are split between both. A
    `still` is one pose held for 3 s; where it is not `coached`, only its readings are wanted. `reps` is the
    true number, None where nobody said it.
    """

    name: str
    source: str
    shows: str
    movement: str | None
    label: Label
    half: Half | None
    track: Track
    still: bool = False
    coached: bool = True
    reps: int | None = None


def samples(folder: Path, tracks: Path | None) -> Iterator[Sample]:
    """Give everything that a folder holds; poses of recordings are kept in `tracks` unless it is None.

    Raises FolderError where there is nothing to read, LabelError for a name that shows no movement, and
    TruthError or TrackError for files that cannot be read.
    """
    parts = [folder / name for name in ("photos", "plank_frames.npz", "tracks", "truth.csv")]
    if not any(part.exists() for part in parts):
        names = ", ".join(part.name for part in parts)
        raise FolderError(f"{folder} holds no real people: it needs at least one of {names}.")
    photos, frames, saved, truth = parts
    if photos.exists():
        yield from _photos(folder)
    if frames.exists():
        yield from _frames(frames)
    for path in sorted(saved.glob("*.npz")):
        yield _saved(path)
    if truth.exists():
        yield from _clips(folder, tracks)


def held_still(
    landmarks_px: NDArray[np.float32],
    visibility: NDArray[np.float32],
    frame_size_px: tuple[int, int],
    outline: NDArray[np.float32] | None = None,
) -> Track:
    """One pose, shown for 3 s. `landmarks_px` (33, 2), `visibility` (33,), `outline` (2, 41) or None."""
    times_s = np.arange(round(STILL_S * _STILL_FPS)) / _STILL_FPS

    def shown(array: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.repeat(array[None].astype(np.float32), len(times_s), axis=0)

    return Track(
        times_s,
        shown(landmarks_px),
        shown(visibility),
        frame_size_px,
        None if outline is None else shown(outline),
    )


def _photos(folder: Path) -> Iterator[Sample]:
    said = _labels(folder / "labels.csv")
    for path in sorted((folder / "photos").glob("*.npz")):
        movement, photos = movement_of_class(path.stem), _arrays(path)
        for at, id_ in enumerate(photos["ids"].tolist()):
            row = said.get(id_, {})
            if row.get("usable") == "no":
                continue
            landmarks_px = photos["landmarks_px"][at] if photos["found"][at] else _nobody()
            track = held_still(
                landmarks_px,
                photos["visibility"][at],
                _size(photos["frame_size_px"][at]),
                photos["outline"][at],
            )
            label = photo_label(row.get("label") or "", row.get("form_by_eye") or "")
            yield Sample(id_, PHOTOS, path.stem, movement, label, half_of(id_), track, still=True)


def _labels(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _frames(path: Path) -> Iterator[Sample]:
    """Neighbouring frames are nearly the same, so each recording is split in the middle."""
    frames = _arrays(path)
    size_px = _size(frames["frame_size_px"])
    kinds = list(zip(frames["source"].tolist(), frames["label"].tolist(), strict=True))
    for kind in sorted(set(kinds)):
        source, letter = kind
        of_kind = [at for at, one in enumerate(kinds) if one == kind]
        for nth, at in enumerate(of_kind):
            half = Half.TUNING if nth < len(of_kind) / 2 else Half.CHECKING
            track = held_still(frames["landmarks_px"][at], frames["visibility"][at], size_px)
            label = FRAME_LABELS.get(letter, UNSAID)
            yield Sample(
                f"{path.stem} {at}",
                f"frames of {source}",
                "plank",
                "plank",
                label,
                half,
                track,
                still=True,
                coached=nth % _EACH == 0,
            )


def _saved(path: Path) -> Sample:
    movement, track = movement_of_track(path.stem), Track.load(path)
    half = half_of(path.stem) if MOVEMENTS[movement].kind.is_hold else None
    label, reps = track_label(path.stem), TRUE_REPS.get(path.stem)
    source = f"tracks, {'oblique' if 'oblique' in path.stem else 'side-on'}"
    return Sample(path.stem, source, movement, movement, label, half, track, reps=reps)


def _clips(folder: Path, tracks: Path | None) -> Iterator[Sample]:
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as file:
        faults = [row.get("visible_faults") or "" for row in csv.DictReader(file)]
    for clip, visible in zip(read_truth(folder), faults, strict=True):
        movement = MOVEMENTS.get(clip.movement)
        if movement is None:
            continue
        track = found_track(clip.path, DEFAULT_MODEL, False, movement.needs_outline, tracks)
        name, label = clip.path.stem, clip_label(visible, clip.sure)
        source = f"clips, {'side-on' if clip.view in _SIDE_ON else 'not side-on'}"
        yield Sample(name, source, movement.id, movement.id, label, half_of(name), track, reps=clip.reps)


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with np.load(path, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except (OSError, ValueError) as error:
        raise FolderError(f"{path} cannot be read ({error}): put an .npz of that name there.") from error


def _nobody() -> NDArray[np.float32]:
    return np.full((LANDMARK_COUNT, 2), np.nan, np.float32)


def _size(size_px: NDArray[np.int64]) -> tuple[int, int]:
    width, height = size_px.tolist()
    return width, height
