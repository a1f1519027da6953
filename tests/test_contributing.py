"""The worked example of CONTRIBUTING.md works."""

import re
from pathlib import Path
from typing import Any

import pytest

from exercises.catalogue import rows
from exercises.coach import Coach
from exercises.movement import Movement
from exercises.report import SetReport
from tests import figures
from tests.exercises.coaching import counts, faults
from tests.figures import Beat, a_set, performed, rep, rest

GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"


@pytest.fixture(scope="module")
def examples() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def band_row(examples: list[str], monkeypatch: pytest.MonkeyPatch) -> Movement:
    """The declaration, read where the guide puts it, with a figure that performs it."""
    monkeypatch.setattr(figures, "MANNERS", dict(figures.MANNERS))
    declaration, figure = examples
    exec(figure, dict(vars(figures)))
    names: dict[str, Any] = dict(vars(rows))
    exec(declaration, names)
    movement: Movement = names["BAND_ROW"]
    return movement


def coached(movement: Movement, beats: list[Beat]) -> SetReport:
    track = performed(movement.id, tuple(beats))
    coach = Coach(movement, track.frame_size_px)
    for time_s, pose in track:
        coach.update(pose, time_s)
    return coach.finish()


def test_the_declaration_is_short(examples: list[str]) -> None:
    assert len(examples[0].splitlines()) <= 40


def test_repetitions_are_counted_and_found_clean(band_row: Movement) -> None:
    report = coached(band_row, a_set("band_row", 3))

    assert counts(report) == (3, 3)
    assert faults(report) == {}


def test_its_faults_are_found(band_row: Movement) -> None:
    beats = [*rest(), *rep("band_row", top=0.68), *rep("band_row"), *rep("band_row", rocking=1), *rest()]
    report = coached(band_row, beats)

    assert counts(report) == (3, 3)
    assert faults(report) == {"top_range": (1,), "trunk_rocking": (3,)}


def test_a_half_repetition_is_an_attempt(band_row: Movement) -> None:
    report = coached(band_row, [*a_set("band_row", 2), *rep("band_row", top=0.45), *rest()])

    assert counts(report) == (3, 2)
