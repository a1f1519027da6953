"""The worked example of CONTRIBUTING.md works."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exercises.catalogue import MOVEMENTS, pulls
from exercises.coach import coach_track
from exercises.movement import Movement
from exercises.report import SetReport
from sample_videos.studio.cast import PEOPLE, ROOMS, TUNING_CAMERAS
from sample_videos.studio.film import Take
from sample_videos.studio.motions import pulls as pull_motions
from sample_videos.studio.script import RANGE, Motion, Script
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import counts, faults

GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"
NAME = "STRAIGHT_ARM_PULLDOWN"
LINES = 45


@pytest.fixture(scope="module")
def examples() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def movement(examples: list[str]) -> Movement:
    """The declaration of the example, read where the guide puts it."""
    return defined(examples[0], pulls)


@pytest.fixture(scope="module")
def motion(examples: list[str]) -> Motion:
    """The motion of the example, read in the same way."""
    return defined(examples[1], pull_motions)


def defined(example: str, module: Any) -> Any:
    names = dict(vars(module))
    exec(example, names)
    return names[NAME]


def coached(movement: Movement, motion: Motion, *dials_of_reps: dict[str, float]) -> SetReport:
    reps = tuple(replace(motion.pace, dials=dials) for dials in dials_of_reps)
    camera = TUNING_CAMERAS[movement.best_view][0]
    take = Take(Script(motion, reps, lead_in_s=2.0), PEOPLE["ben"], ROOMS["study"], camera, fps=15)
    track = make_track(take, noisy=True)
    return coach_track(track, movement)


def test_the_example_is_short_and_no_movement_of_the_catalogue(
    examples: list[str], movement: Movement, motion: Motion
) -> None:
    assert sum(len(example.splitlines()) for example in examples) <= LINES
    assert movement.id == motion.movement and movement.id not in MOVEMENTS


def test_repetitions_are_counted_and_found_clean(movement: Movement, motion: Motion) -> None:
    report = coached(movement, motion, {}, {}, {})

    assert counts(report) == (3, 3)
    assert faults(report) == {}


def test_its_fault_is_found(movement: Movement, motion: Motion) -> None:
    report = coached(movement, motion, {}, {"rocking_deg": 20.0}, {})

    assert counts(report) == (3, 3)
    assert faults(report) == {"trunk_rocking": (2,)}


def test_a_half_repetition_is_an_attempt(movement: Movement, motion: Motion) -> None:
    report = coached(movement, motion, {}, {RANGE: 0.5}, {})

    assert counts(report) == (3, 2)
