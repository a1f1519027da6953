"""The command: what it turns down, and what it says about recordings of real people."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.accuracy import evaluate as command
from benchmarks.accuracy.evaluate import STUDIO_COMMAND, EvaluateError, Wish, evaluate
from benchmarks.accuracy.outcomes import save_poses
from benchmarks.accuracy.recordings import count_recording, print_recordings
from benchmarks.accuracy.statistics import Share
from exercises.catalogue import UnknownMovementError
from tests.benchmarks.written import counted, held, outcome, performed, reported

QUIET = Console(file=io.StringIO())


def test_a_folder_without_truth_is_turned_down(tmp_path: Path) -> None:
    with pytest.raises(EvaluateError, match=r"There is no truth\.csv in .*: put one beside the recordings"):
        evaluate(Wish(tmp_path), QUIET)


def test_a_truth_that_lacks_columns_is_turned_down(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_text("file,movement,reps\n")

    with pytest.raises(EvaluateError, match=r"truth\.csv lacks hold_s, confidence: its first line names"):
        evaluate(Wish(tmp_path), QUIET)


def test_kept_poses_are_coached_without_the_studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    monkeypatch.setattr(command, "POSES", tmp_path)
    screen = io.StringIO()
    save_poses([outcome(performed([], []), reported())], tmp_path)

    evaluate(Wish(kept=True), Console(file=screen, width=120))

    assert "1 sets of 1 people (somebody): 2 repetitions" in screen.getvalue()


def test_without_kept_poses_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "POSES", tmp_path)

    with pytest.raises(EvaluateError, match="No poses are kept"):
        evaluate(Wish(kept=True), QUIET)


def test_without_the_studio_its_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)

    with pytest.raises(EvaluateError, match="anny and moderngl") as raised:
        evaluate(Wish(), QUIET)

    assert STUDIO_COMMAND in str(raised.value)


def test_an_unknown_movement_is_said_at_once() -> None:
    with pytest.raises(UnknownMovementError, match="handstand"):
        evaluate(Wish(only=("handstand",)), QUIET)


@pytest.mark.parametrize("wish", [{"cast": "tuning"}, {"model": "lite"}])
def test_only_the_reporting_set_is_published(wish: dict[str, str]) -> None:
    with pytest.raises(EvaluateError, match="Only the reporting set"):
        evaluate(Wish(write=True, **wish), QUIET)


# --- recordings


def test_a_recording_is_held_against_what_was_counted_by_eye() -> None:
    report = reported(counted(0), counted(1, hips_low="not_judged"))

    one = count_recording(outcome({"reps": 3, "hold_s": None}, report))

    assert (one.reps, one.counted, one.timed_s) == (3, 2, None)
    assert one.withheld == Share(1, 10)


def test_recordings_are_listed_with_the_figures_of_each_movement() -> None:
    screen = io.StringIO()
    bridges = outcome({"reps": 2, "hold_s": None}, reported(counted(0), counted(1)), name="bridges.mp4")
    plank = outcome({"reps": None, "hold_s": 9.0}, held([(0, 8.6)], []), "plank", name="plank.mp4")

    print_recordings([bridges, plank], Console(file=screen, width=120))

    lines = {line.split()[0]: line.split() for line in screen.getvalue().splitlines() if line.split()}
    assert lines["bridges.mp4"] == ["bridges.mp4", "bridge", "2", "2", "–", "–", "0", "%"]
    assert lines["plank.mp4"] == ["plank.mp4", "plank", "–", "0", "9.0", "s", "8.6", "s", "0", "%"]
    assert "0.40 s" in " ".join(lines["plank"])
    assert lines["all"][:4] == ["all", "2", "100", "%"]
