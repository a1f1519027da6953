"""The command line: what it answers, how fast, on which stream, and with which exit code."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.analyze import Job
from analysis.batch import analyze_all
from analysis.parts import never
from analysis.progress import NoProgress
from analysis.workers import Workers
from exercises.strictness import Strictness
from tests.figures import a_set, performed
from tests.schema import report_in
from tests.ui.command_line import ENVIRONMENT, ROOT, backline, command, complaint
from tests.ui.conftest import MOVEMENT
from ui.cli import _with_track_path
from ui.commands import RequestError, sample
from vision.track import Track


@pytest.fixture(scope="module")
def track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three deadlifts."""
    path = tmp_path_factory.mktemp("tracks") / "three.npz"
    performed("deadlift", tuple(a_set("deadlift", 3))).save(path)
    return path


def test_help_names_every_command():
    result = backline("--help")
    assert result.returncode == 0
    for name in ("analyze", "live", "movements", "doctor", "demo"):
        assert name in result.stdout


def test_help_and_version_load_nothing_heavy():
    """0.3 s is the limit for an answer; these would spend it."""
    heavy = ["numpy", "cv2", "av", "mediapipe", "jinja2", "exercises.coach", "vision.frames", "rich.progress"]
    for argument in ("--help", "--version"):
        script = (
            "import sys; from ui.cli import main; main([sys.argv[1]]); "
            f"loaded = [name for name in {heavy} if name in sys.modules]; sys.exit(str(loaded or '') or 0)"
        )
        asked = [sys.executable, "-c", script, argument]
        result = subprocess.run(asked, env=ENVIRONMENT, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr


def test_help_takes_less_than_0_3_seconds_of_computing():
    shortest_s = min(_computing_s("--help") for _ in range(5))
    assert shortest_s < 0.3


def test_the_version():
    assert backline("--version").stdout.startswith("backline ")


def test_movements_for_machines_is_a_list_of_objects_with_ids():
    movements = json.loads(backline("movements", "--json").stdout)
    assert {"deadlift", "plank", "pull_up"} <= {movement["id"] for movement in movements}
    for movement in movements:
        assert movement["kind"] in ("reps", "hold", "hold-reps", "flow", "timed")
        assert movement["checks"]
        assert all(check["limit_source"] and check["evidence"] for check in movement["checks"])


def test_one_movement_for_machines_is_its_object():
    movement = json.loads(backline("movements", "Deadlift", "--json").stdout)
    assert movement["id"] == "deadlift"
    assert movement["needs_outline"] is True


def test_one_movement_in_words():
    shown = backline("movements", "plank").stdout
    assert "Plank" in shown
    assert "Judged" in shown


def test_an_unknown_movement_gets_the_nearest_names():
    assert "did you mean plank" in complaint(backline("movements", "plnk"))


def test_a_track_is_analysed_without_a_video(track, tmp_path):
    result = backline("analyze", "--track", track, "-m", "deadlift", "--out", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert "3 deadlifts counted" in result.stdout
    assert sorted(os.listdir(tmp_path / "out")) == ["report.html", "report.json", "reps.csv"]
    with (tmp_path / "out/reps.csv").open() as file:
        assert [row["index"] for row in csv.DictReader(file)] == ["1", "2", "3"]


def test_json_is_the_report_and_nothing_else(track, tmp_path):
    result = backline("analyze", "--track", track, "-m", "deadlift", "--json", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr == ""
    report = json.loads(result.stdout)
    assert report == report_in(tmp_path / "backline-out/three/report.json")
    assert (report["schema_version"], report["reps"]) == (1, 3)


def test_a_second_analysis_renews_the_first(track, tmp_path):
    for _ in range(2):
        assert backline("analyze", "--track", track, "-m", "deadlift", cwd=tmp_path).returncode == 0
    assert os.listdir(tmp_path / "backline-out") == ["three"]


def test_another_movement_gets_another_folder(track, tmp_path):
    for movement in ("deadlift", "bent_over_barbell_row"):
        backline("analyze", "--track", track, "-m", movement, cwd=tmp_path)
    assert sorted(os.listdir(tmp_path / "backline-out")) == ["three", "three-2"]


def test_the_movement_may_be_spelt_as_people_do(track, tmp_path):
    result = backline("analyze", "--track", track, "-m", "Bent-over barbell row", "--json", cwd=tmp_path)
    assert json.loads(result.stdout)["movement"] == "bent_over_barbell_row"


@pytest.mark.parametrize(("strictness", "said"), [("lenient", "leniently"), ("strict", "strictly")])
def test_strictness_reaches_the_report_the_page_and_the_terminal(track, tmp_path, strictness, said):
    result = backline(
        "analyze", "--track", track, "-m", "deadlift", "-o", "out", "--strictness", strictness, cwd=tmp_path
    )
    assert f"Judged {said}: limits lie" in result.stdout
    assert report_in(tmp_path / "out/report.json")["strictness"] == strictness
    assert f"Judged {said}: limits lie" in (tmp_path / "out/report.html").read_text()


def test_a_strictness_that_there_is_not_is_refused_with_those_there_are(track):
    refused = complaint(backline("analyze", "--track", track, "--strictness", "harsh"))
    assert "'harsh'" in refused
    assert "'lenient', 'usual', 'strict'" in refused


def test_several_recordings_side_by_side_are_judged_alike(track, tmp_path):
    jobs = [Job("deadlift", tmp_path / day, track=track, strictness=Strictness.STRICT) for day in "ab"]
    with Workers(2) as workers:
        outcomes = analyze_all(jobs, workers, lambda _: NoProgress(), never)
    assert [outcome.analyses[0].report.strictness for outcome in outcomes] == ["strict", "strict"]


def test_a_file_name_that_is_no_text(track, tmp_path):
    name = os.fsdecode(b"s\xe9t.npz")
    saved = Track.load(track)
    saved.source = None
    saved.save(tmp_path / name)
    result = backline("analyze", "--track", name, "-m", "deadlift", "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["source"]["file"] == "s\N{REPLACEMENT CHARACTER}t.npz"


@pytest.mark.parametrize("arguments", [("movements", "--json"), ("movements",), ("movements", "plank")])
def test_a_reader_who_has_enough_gets_no_complaint(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        asked = command(*arguments)
        result = subprocess.run(asked, env=ENVIRONMENT, stdout=closed, stderr=subprocess.PIPE, text=True)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["--save-track"], ["--save-track"]),
        (["--save-track", "poses.npz"], ["--save-track-to", "poses.npz"]),
        (["--save-track=poses"], ["--save-track-to", "poses"]),
        (["--save-track", "set.mp4"], ["--save-track", "set.mp4"]),  # the recording, not the track
    ],
)
def test_the_file_for_the_track_may_be_left_out(given, read):
    assert _with_track_path(given) == read


def test_doctor_for_machines():
    result = backline("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.returncode == (0 if found["ok"] else 2)
    assert {"Models", "System libraries"} <= {check["name"] for check in found["checks"]}


def test_the_demo_shows_the_first_sample_named_after_a_movement(tmp_path):
    for name in ("a_person.mp4", "bridge_1.mp4", "plank_1.mp4"):
        (tmp_path / name).touch()
    assert sample(tmp_path) == (tmp_path / "bridge_1.mp4", "bridge")


def test_without_samples_the_demo_says_what_to_do(tmp_path):
    with pytest.raises(RequestError, match="analyse one of your own"):
        sample(tmp_path)


def test_the_demo(tmp_path):
    result = backline("demo", "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert "report.html" in result.stdout
    assert (tmp_path / "out/annotated.mp4").stat().st_size > 10_000


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_recordings_get_a_folder_each(short_clip, tmp_path, jobs):
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "set.mp4").symlink_to(short_clip)
    sets = ("monday/set.mp4", "tuesday/set.mp4")
    result = backline("analyze", *sets, "-m", MOVEMENT, "--model", "lite", "-j", jobs, "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)) == 2
    assert sorted(os.listdir(tmp_path / "backline-out")) == ["set", "set-2"]
    assert (tmp_path / "backline-out/set-2/annotated.mp4").exists()


def _computing_s(*arguments: str) -> float:
    process = subprocess.Popen(command(*arguments), cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime
