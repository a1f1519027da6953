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
    """A recording of a rendered person; `movement` is the movement's id, `about` says what happens in it."""

    video: Path
    movement: str
    about: str


@cache
def samples(folder: Path = FOLDER) -> tuple[Sample, ...]:
    """The sample sets in a folder, in order of their names.

    A recording is left out when no file beside it tells its truth, or when its movement is not in the
    catalogue.
    """
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
    """The sample set that shows a movement, None when there is none.

    The set named after the movement is preferred, else the first that shows it is taken.
    """
    own = [sample for sample in samples() if sample.movement == movement_id]
    named = [sample for sample in own if sample.video.stem == movement_id]
    return next(iter(named or own), None)
