"""The sample sets that come with the program, and what each shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exercises.catalogue import MOVEMENTS
from sample_videos import FOLDER


@dataclass(frozen=True, slots=True)
class Sample:
    """A recording of a rendered person; `movement` is the id, `about` says what happens in it."""

    video: Path
    movement: str
    about: str


@cache
def samples(folder: Path = FOLDER) -> tuple[Sample, ...]:
    """Those whose truth lies beside them and whose movement is known, in order of their names."""
    found = []
    for video in sorted(folder.glob("*.mp4")):
        try:
            truth = json.loads(video.with_name(f"{video.stem}.truth.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if truth["movement"] in MOVEMENTS:
            found.append(Sample(video, truth["movement"], truth["about"]))
    return tuple(found)


def sample_of(movement_id: str) -> Sample | None:
    """The set that shows a movement: the one named after it, else the first of it."""
    own = [sample for sample in samples() if sample.movement == movement_id]
    named = [sample for sample in own if sample.video.stem == movement_id]
    return next(iter(named or own), None)
