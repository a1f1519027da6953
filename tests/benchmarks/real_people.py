"""Folders of real people as the benchmark reads them: figures saved as photos, frames and tracks."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.real_people.coaching import Coached, coach_sample
from benchmarks.real_people.figures import CheckRow, Figures, figures
from benchmarks.real_people.folders import Sample, samples
from benchmarks.real_people.labels import (
    Form,
)
from benchmarks.real_people.readings import Rendered
from exercises.verdict import Result
from tests.exercises.coaching import filmed
from tests.figures import Beat
from vision.pose import LANDMARK_COUNT, OUTLINE_STATIONS
from vision.track import Track

PIKED = (("pike", 1.0),)
SAGGING = (("sag", 1.0),)


def plank(*dials: tuple[str, float]) -> Track:
    """A plank of the figure, with these faults in full in its last frame."""
    return filmed("plank", Beat(1.0, dials=dials))


def save_photos(folder: Path, shows: str, *tracks: Track | None, rows: Sequence[dict[str, str]] = ()) -> None:
    """Save the last pose of each track as a photo; None is a photo in which nobody was found."""
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    nobody = np.full((LANDMARK_COUNT, 2), np.nan, np.float32)
    np.savez(
        folder / "photos" / f"{shows}.npz",
        ids=np.array([f"{shows}_{at}" for at in range(len(tracks))]),
        frame_size_px=np.array([(1280, 720)] * len(tracks)),
        landmarks_px=np.stack([nobody if track is None else track.landmarks_px[-1] for track in tracks]),
        visibility=np.stack(
            [np.zeros(LANDMARK_COUNT) if track is None else track.visibility[-1] for track in tracks]
        ),
        found=np.array([track is not None for track in tracks]),
        outline=np.full((len(tracks), 2, OUTLINE_STATIONS), np.nan, np.float32),
    )
    if rows:
        save_csv(folder / "labels.csv", ("id", "shows", "label", "usable", "form_by_eye"), rows)


def save_csv(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def save_frames(folder: Path, **poses: Track) -> None:
    """Save twenty frames of each label."""
    labels = [label for label in poses for _ in range(20)]
    np.savez(
        folder / "plank_frames.npz",
        landmarks_px=np.stack([poses[label].landmarks_px[-1] for label in labels]),
        visibility=np.stack([poses[label].visibility[-1] for label in labels]),
        label=np.array(labels),
        source=np.array(["gym"] * len(labels)),
        frame_size_px=np.array((1280, 720)),
    )


def save_track(folder: Path, name: str, track: Track) -> None:
    (folder / "tracks").mkdir(parents=True, exist_ok=True)
    track.save(folder / "tracks" / f"{name}.npz")


def found(folder: Path, tracks: Path | None = None) -> list[Sample]:
    return list(samples(folder, tracks))


def the_only(folder: Path) -> Coached:
    (sample,) = found(folder)
    return coach_sample(sample)


def results(coached: Coached) -> dict[str, Result | None]:
    return {one.check: one.result for one in coached.judged}


def figured(folder: Path, rendered: Rendered | None = None) -> Figures:
    with ThreadPoolExecutor(1) as workers:
        return figures(found(folder), rendered or {}, workers)


def row(figures: Figures, check: str, form: Form) -> CheckRow:
    (one,) = [one for one in figures.checks if (one.check, one.form) == (check, form)]
    return one
