"""Recordings of which nobody said what is trained in them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.analyze import Job, NoPersonError, UnsuitableError, suitable_movement
from analysis.sets import analyze_recording
from exercises.strictness import Strictness
from tests.exercises.coaching import unseen
from tests.figures import Beat, a_set, performed
from tests.schema import report_in
from tests.ui.command_line import backline, complaint


def kept(path: Path, movement: str, *beats: Beat) -> Path:
    performed(movement, tuple(beats), fps=15.0).save(path)
    return path


@pytest.fixture(scope="module")
def two_sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Deadlifts, half a minute later bridges."""
    first, second = (performed(m, tuple(a_set(m, 3)), fps=15.0) for m in ("deadlift", "bridge"))
    arrays = {
        name: np.concatenate([getattr(first, name), getattr(second, name)])
        for name in ("landmarks_px", "visibility", "outline")
    }
    time_s = np.concatenate([first.time_s, second.time_s + first.time_s[-1] + 30.0])
    path = tmp_path_factory.mktemp("tracks") / "evening.npz"
    track = replace(first, time_s=time_s, **arrays)
    track.source = {"file": "evening.mp4", "lost": [[46.0, 46.5, "the data is damaged"]]}
    track.save(path)
    return path


@pytest.fixture(scope="module")
def nothing_known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody who lifts half-way."""
    return kept(tmp_path_factory.mktemp("tracks") / "half.npz", "deadlift", *a_set("deadlift", 3, top=0.5))


# --- sets -------------------------------------------------------------------------------------------------


def test_each_set_gets_a_report_in_a_folder_of_its_own(two_sets: Path, tmp_path: Path) -> None:
    analyses = analyze_recording(Job(None, tmp_path, track=two_sets))

    assert [analysis.report.movement for analysis in analyses] == ["deadlift", "bridge"]
    assert [analysis.report.reps for analysis in analyses] == [3, 3]
    for folder, analysis in zip(("set-1-deadlift", "set-2-bridge"), analyses, strict=True):
        assert report_in(tmp_path / folder / "report.json") == analysis.report.to_dict()
        assert (tmp_path / folder / "report.html").exists()


def test_the_report_says_which_set_it_is_and_how_sure(two_sets: Path, tmp_path: Path) -> None:
    first, second = (a.report.recognition for a in analyze_recording(Job(None, tmp_path, track=two_sets)))

    assert (first.set, second.set, first.of) == (1, 2, 2)
    assert first.start_s < first.end_s <= second.start_s < second.end_s
    assert 0.5 < first.sure <= 1
    assert first.guesses[0].movement == "deadlift"


def test_the_list_of_sets_lies_beside_them(two_sets: Path, tmp_path: Path) -> None:
    analyze_recording(Job(None, tmp_path, track=two_sets))

    listed = json.loads((tmp_path / "sets.json").read_text())
    assert listed["source"]["file"] == "evening.mp4"
    assert [one["folder"] for one in listed["sets"]] == ["set-1-deadlift", "set-2-bridge"]


def test_times_are_those_of_the_whole_recording(two_sets: Path, tmp_path: Path) -> None:
    second = analyze_recording(Job(None, tmp_path, track=two_sets))[1].report

    assert second.rep_list[0].start_s > second.recognition.start_s > 30


def test_every_set_is_judged_as_it_was_asked_for(two_sets: Path, tmp_path: Path) -> None:
    analyses = analyze_recording(Job(None, tmp_path, track=two_sets, strictness=Strictness.LENIENT))

    assert [analysis.report.strictness for analysis in analyses] == ["lenient", "lenient"]


def test_what_was_lost_is_told_where_it_was(two_sets: Path, tmp_path: Path) -> None:
    first, second = (a.report.warnings for a in analyze_recording(Job(None, tmp_path, track=two_sets)))

    assert first == ()
    assert second == ("Nothing could be seen from 46.0 to 46.5 s: the data is damaged.",)


def test_the_same_recording_again_renews_its_folder(two_sets: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert backline("analyze", "--track", two_sets, cwd=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "backline-out").iterdir()] == ["evening"]


def test_an_interruption_ends_it_before_the_next_set(two_sets: Path, tmp_path: Path) -> None:
    asked = iter([False] * 100)

    analyses = analyze_recording(Job(None, tmp_path, track=two_sets), stopped=lambda: next(asked, True))

    assert [analysis.report.partial for analysis in analyses] == [True]


@pytest.mark.slow
def test_a_recording_is_recognised_and_drawn(set_clip: Path, tmp_path: Path) -> None:
    (analysis,) = analyze_recording(
        Job(None, tmp_path, set_clip, model="lite", save_track=tmp_path / "track.npz")
    )

    assert analysis.problems == []
    assert analysis.report.movement == "bent_over_barbell_row"
    assert (tmp_path / "set-1-bent_over_barbell_row" / "annotated.mp4").exists()
    again = analyze_recording(Job(None, tmp_path / "again", track=tmp_path / "track.npz"))
    assert [one.report for one in again] == [analysis.report]


# --- the command ------------------------------------------------------------------------------------------


def test_the_command_says_what_it_was_taken_for(two_sets: Path, tmp_path: Path) -> None:
    result = backline("analyze", "--track", two_sets, cwd=tmp_path)

    assert result.returncode == 0
    assert "Recognised as deadlift, " in result.stdout
    assert "Recognised as bridge, " in result.stdout


def test_the_second_guess_is_said(tmp_path: Path) -> None:
    track = kept(tmp_path / "row.npz", "one_arm_dumbbell_row", *a_set("one_arm_dumbbell_row", 4))

    shown = " ".join(backline("analyze", "--track", track, cwd=tmp_path).stdout.split())

    assert "sure; the second guess is bent-over barbell row." in shown


def test_all_sets_for_machines(two_sets: Path, tmp_path: Path) -> None:
    reports = json.loads(backline("analyze", "--track", two_sets, "--json", cwd=tmp_path).stdout)

    assert [report["movement"] for report in reports] == ["deadlift", "bridge"]


def test_nothing_known_is_said_with_the_nearest_guesses(nothing_known: Path, tmp_path: Path) -> None:
    said = complaint(backline("analyze", "--track", nothing_known, cwd=tmp_path))

    assert said.startswith("No movement was recognised in half.npz; nearest came deadlift")
    assert said.endswith("name it with --movement, or count whatever repeats with --movement any.")


def test_a_side_needs_a_movement(two_sets: Path, tmp_path: Path) -> None:
    assert "name it" in complaint(backline("analyze", "--track", two_sets, "--side", "left", cwd=tmp_path))


def test_nobody_in_the_recording_is_said_first(tmp_path: Path) -> None:
    track = unseen(performed("deadlift", (Beat(2.0),), fps=15.0), 0.0, 9.0)
    track.save(tmp_path / "empty.npz")

    with pytest.raises(NoPersonError):
        analyze_recording(Job(None, tmp_path / "out", track=tmp_path / "empty.npz"))


# --- any movement -----------------------------------------------------------------------------------------


def test_whatever_repeats_is_counted_without_a_word_on_form(nothing_known: Path, tmp_path: Path) -> None:
    result = backline("analyze", "--track", nothing_known, "--movement", "any", cwd=tmp_path)

    assert result.returncode == 0
    assert "3 repetitions counted, form not judged." in result.stdout
    assert "fault" not in result.stdout.lower()
    report = report_in(tmp_path / "backline-out/half/report.json")
    assert (report["movement"], report["score"], report["verdicts"]) == ("any", None, [])


def test_nothing_that_repeats_is_one_sentence(tmp_path: Path) -> None:
    track = kept(tmp_path / "still.npz", "deadlift", Beat(8.0, ready=0))

    said = complaint(backline("analyze", "--track", track, "--movement", "any", cwd=tmp_path))

    assert said.startswith("Nothing was seen that repeats")


def test_live_it_cannot_be_counted() -> None:
    with pytest.raises(UnsuitableError, match="only known at the end: record the set"):
        suitable_movement("any", None)
