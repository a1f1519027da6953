"""What is published of the program's accuracy still holds: the poses that it rests on are coached again."""

from __future__ import annotations

import re

import pytest

from benchmarks.accuracy.baseline import BASELINE, POSES, Baseline, baseline_of
from benchmarks.accuracy.figures import Figures, figures
from benchmarks.accuracy.outcomes import outcomes_from_poses
from benchmarks.accuracy.table import PAGE, README
from benchmarks.accuracy.targets import State, targets
from exercises.catalogue import MOVEMENTS


@pytest.fixture(scope="module")
def today() -> Figures:
    return figures(outcomes_from_poses(POSES))


@pytest.fixture(scope="module")
def published() -> Baseline:
    return Baseline.load(BASELINE)


def test_no_figure_is_worse_by_more_than_its_slack(today: Figures, published: Baseline) -> None:
    assert published.complaints(baseline_of(today)) == []


@pytest.mark.parametrize("page", [README, PAGE], ids=lambda page: page.name)
def test_what_a_page_says_is_met_is_met(page, today: Figures) -> None:
    text = page.read_text(encoding="utf-8")
    table = text.partition("<!-- targets -->")[2].partition("<!-- /targets -->")[0]
    said = re.findall(rf"^\| (.*?) \|.*\| {State.MET.value} \|$", table, re.MULTILINE)

    met = {target.name for target in targets(today) if target.state is State.MET}
    assert said
    assert set(said) - met == set()


def test_the_kept_sets_are_those_that_are_reported_on(today: Figures) -> None:
    assert {one.take.cast for one in today.scored} == {"reporting"}
    assert {one.take.movement for one in today.scored} == set(MOVEMENTS)


def test_every_figure_of_the_baseline_rests_on_something(published: Baseline) -> None:
    assert all(one.of > 0 and one.slack >= 0 for one in published.figures.values())


def test_the_kept_poses_are_small() -> None:
    assert sum(path.stat().st_size for path in POSES.glob("*.npz")) <= 5_000_000
