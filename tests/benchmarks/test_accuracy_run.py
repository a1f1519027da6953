"""How the program is run on test people and on recordings."""

import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from analysis.workers import Workers
from benchmarks.accuracy import cache, run
from benchmarks.accuracy.run import Progress, outcome_of, real_outcomes
from benchmarks.accuracy.takes import takes
from sample_videos.studio.script import Script
from tests.benchmarks.conftest import Studio
from tests.benchmarks.written import empty_track
from vision.errors import BacklineError

pytestmark = pytest.mark.usefixtures("library_versions")


@pytest.fixture
def poses_at_hand(monkeypatch: pytest.MonkeyPatch, studio: Studio) -> None:
    def found(recording: Path, folder: Path, *_: Any) -> Path:
        empty_track(folder / "track.npz")
        return folder / "track.npz"

    monkeypatch.setattr(run, "poses", found)


@pytest.mark.usefixtures("poses_at_hand")
def test_an_outcome_has_the_truth_and_what_the_command_line_reports(tmp_path: Path) -> None:
    test_take = takes("tuning")[0]

    outcome = outcome_of(test_take, tmp_path)

    assert outcome.take == test_take.info
    assert outcome.truth == {"name": test_take.name}
    assert (outcome.report.movement, outcome.report.reps) == (test_take.info.movement, 0)
    assert len(outcome.track) == outcome.report.source.frames == 20


class Done:
    """A task that is done at once."""

    def __init__(self, result: int) -> None:
        self.result = result

    def run(self, send: Any, stopped: Any) -> int:
        return self.result


def test_progress_is_told_with_the_time_left() -> None:
    told: list[Progress] = []

    results = sorted(run._shared_out([Done(n) for n in range(3)], 2, told.append))

    assert results == [0, 1, 2]
    assert [(step.done, step.of) for step in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[0].left_s > told[-1].left_s == 0


class Endless:
    """A task that is never done with what it makes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, send: Any, stopped: Any) -> None:
        with cache._made_aside(self.folder):
            send("begun")
            time.sleep(60)


def test_who_ends_early_finds_nothing_half_made(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Workers(1) as workers:
        for _, message in workers.run([run._Tidy(Endless(tmp_path))], lambda: False):
            assert message == "begun" and list(tmp_path.iterdir())
            raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_without_sets_there_is_nothing_to_wait_for() -> None:
    assert list(run._shared_out([], 2, None)) == []


def test_a_folder_without_a_known_movement_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_text("file,movement,reps,hold_s,confidence\na.mp4,juggling,3,,high\n")

    with pytest.raises(BacklineError, match="no recording of a known movement"):
        next(real_outcomes(tmp_path, tmp_path / "kept"))


@pytest.mark.slow
def test_somebody_is_drawn_and_seen_and_both_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    for package in ("anny", "moderngl"):
        if not find_spec(package):
            pytest.skip(f"{package} is not installed")
    row = takes("tuning")[0]
    short = Script(row.take.script.motion, row.take.script.reps[:1], lead_in_s=0.6)
    row = replace(row, take=replace(row.take, script=short))

    first = outcome_of(row, tmp_path)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = outcome_of(row, tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept
    assert first.report == again.report
    assert first.report.source.pose_coverage == 1
    assert first.report.attempts == len(first.truth["rep_list"]) == 1
