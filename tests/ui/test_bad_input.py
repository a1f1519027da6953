"""Whatever is wrong is said in one sentence with exit code 2, and nothing already written is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from fractions import Fraction
from itertools import count
from pathlib import Path

import av
import numpy as np
import pytest

from tests.schema import report_in
from tests.ui.command_line import ENVIRONMENT, ROOT, backline, command, complaint
from tests.ui.conftest import MOVEMENT, remade
from tests.vision.recordings import at_fps, record, record_sound


def analyze(*arguments: str | Path, cwd: Path, before: tuple[str, ...] = ()):
    return backline("analyze", *arguments, "--movement", MOVEMENT, "--model", "lite", cwd=cwd, before=before)


# --- recordings that are none -----------------------------------------------------------------------------


def test_a_missing_file(tmp_path):
    assert complaint(analyze("set.mp4", cwd=tmp_path)) == (
        "set.mp4 does not exist; check the path and its spelling."
    )


def test_an_empty_file(tmp_path):
    (tmp_path / "set.mp4").touch()
    assert "is empty (0 bytes)" in complaint(analyze("set.mp4", cwd=tmp_path))


def test_text_with_the_name_of_a_video(tmp_path):
    (tmp_path / "set.mp4").write_text("Monday: five deadlifts\n" * 50)
    assert "is not a video that FFmpeg can read" in complaint(analyze("set.mp4", cwd=tmp_path))


def test_a_file_that_was_cut_off_before_its_index(tmp_path):
    whole = record(tmp_path / "whole.mp4", at_fps(30, 60)).read_bytes()
    (tmp_path / "set.mp4").write_bytes(whole[: len(whole) // 2])
    assert "cut off while recording or copying" in complaint(analyze("set.mp4", cwd=tmp_path))


def test_sound_without_pictures(tmp_path):
    record_sound(tmp_path / "set.m4a")
    assert "holds only sound" in complaint(analyze("set.m4a", cwd=tmp_path))


@pytest.mark.parametrize("name", ["set.mp4", "set.avi"])
def test_a_video_without_a_single_frame(tmp_path, name):
    with av.open(str(tmp_path / name), "w") as container:
        stream = container.add_stream("mpeg4", rate=Fraction(30))
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        container.start_encoding()
    assert "no pictures" in complaint(analyze(name, cwd=tmp_path))


def test_pictures_of_one_pixel(tmp_path):
    record(
        tmp_path / "set.mkv", at_fps(30, 5), size_px=(1, 1), codec="ffv1", pix_fmt="yuv444p", picture=_black
    )
    assert "is 1x1 pixels, too small to see a person" in complaint(analyze("set.mkv", cwd=tmp_path))


def test_a_folder_instead_of_a_recording(tmp_path):
    assert "is a folder, not a recording" in complaint(analyze(tmp_path, cwd=tmp_path))


def test_nothing_is_left_behind_when_there_is_nothing_to_analyse(tmp_path):
    (tmp_path / "set.mp4").touch()
    analyze("set.mp4", cwd=tmp_path)
    assert os.listdir(tmp_path) == ["set.mp4"]


# --- recordings that can be analysed in part --------------------------------------------------------------


def test_a_file_that_ends_early_is_analysed_as_far_as_it_goes(tmp_path, set_clip):
    whole = _with_index_first(remade(set_clip, tmp_path / "whole.mp4", lambda image: image, 4.0))
    (tmp_path / "set.mp4").write_bytes(whole[: int(0.6 * len(whole))])
    result = analyze("set.mp4", "--json", cwd=tmp_path)
    report = json.loads(result.stdout)
    assert result.returncode == 0
    assert 20 < report["source"]["frames"] < 110
    assert any("Nothing could be seen from" in warning for warning in report["warnings"])


def test_a_damaged_middle_is_left_out_and_said(tmp_path, set_clip):
    clip = remade(set_clip, tmp_path / "whole.mp4", lambda image: image, 4.0, times=2)
    damaged = bytearray(clip.read_bytes())
    middle = slice(int(0.45 * len(damaged)), int(0.55 * len(damaged)))
    damaged[middle] = np.random.default_rng(1).bytes(middle.stop - middle.start)
    (tmp_path / "set.mp4").write_bytes(damaged)
    result = analyze("set.mp4", "--json", cwd=tmp_path)
    report = json.loads(result.stdout)
    assert result.returncode == 0
    lost = [warning for warning in report["warnings"] if "Nothing could be seen from" in warning]
    assert lost
    assert report["source"]["frames"] > 100
    assert report["trace"]["time_s"][-1] > 7.0  # it went on behind the damage


@pytest.mark.slow
def test_8k_is_analysed(tmp_path, set_clip):
    def in_8k(image):
        height = image.shape[0]
        return np.kron(image, np.ones((4320 // height + 1,) * 2 + (1,), np.uint8))[:4320, :7680]

    images = record(
        tmp_path / "set.mp4",
        at_fps(30, 6),
        size_px=(7680, 4320),
        picture=lambda number, width, height: _padded(in_8k(_first_image(set_clip)), width, height),
    )
    result = analyze(images, "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["source"]["pose_coverage"] > 0.5


def test_a_recording_without_a_person_is_reported_and_turned_down(tmp_path):
    record(tmp_path / "set.mp4", at_fps(30, 20))
    assert "Nobody was found in set.mp4" in complaint(analyze("set.mp4", "--json", cwd=tmp_path))
    report = report_in(tmp_path / "backline-out/set/report.json")
    assert report["source"]["pose_coverage"] == 0.0
    assert report["reps"] == 0


@pytest.mark.slow
def test_a_second_person_is_left_out_with_a_warning(tmp_path, set_clip):
    """Somebody comes into the picture and hides the person for a second."""
    numbers = count()

    def with_passer_by(image):
        number = next(numbers)
        side = (image.shape[1] - image.shape[0]) // 2
        person = image[:, max(side, 0) : image.shape[1] - max(side, 0)]
        nobody = np.zeros_like(person)
        hidden, present = 60 <= number < 90, 60 <= number < 110
        return np.hstack([nobody if hidden else person, person[:, ::-1] if present else nobody])

    clip = remade(set_clip, tmp_path / "set.mp4", with_passer_by, seconds=4.5)
    result = analyze(clip, "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert any("Somebody else" in warning for warning in json.loads(result.stdout)["warnings"])


# --- what is asked for ------------------------------------------------------------------------------------


def test_an_unknown_movement_gets_the_nearest_names(tmp_path):
    result = backline("analyze", "set.mp4", "--movement", "dedlift", cwd=tmp_path)
    assert complaint(result) == "There is no movement 'dedlift': did you mean deadlift?"


def test_no_movement_at_all_is_no_mistake_of_its_own(tmp_path):
    assert "set.mp4 does not exist" in complaint(backline("analyze", "set.mp4", cwd=tmp_path))


def test_a_side_where_there_is_none(tmp_path):
    result = backline("analyze", "set.mp4", "--movement", "deadlift", "--side", "left", cwd=tmp_path)
    assert complaint(result) == "Deadlift is not counted side by side: leave out --side left."


def test_a_side_that_nobody_has(tmp_path):
    result = backline("analyze", "set.mp4", "--movement", "deadlift", "--side", "top", cwd=tmp_path)
    assert "'top'" in complaint(result)


def test_an_unknown_model(tmp_path, short_clip):
    result = backline("analyze", short_clip, "--movement", "deadlift", "--model", "fulll", cwd=tmp_path)
    assert complaint(result) == "There is no model `fulll`: did you mean full?"


def test_an_unknown_option(tmp_path):
    assert "--moovement" in complaint(backline("analyze", "set.mp4", "--moovement", "x", cwd=tmp_path))


def test_one_bad_recording_does_not_stop_the_others(tmp_path, short_clip):
    shutil.copy(short_clip, tmp_path / "good.mp4")
    (tmp_path / "bad.mp4").touch()
    for jobs in ("1", "2"):
        result = analyze("bad.mp4", "good.mp4", "--jobs", jobs, "--json", "--no-video", cwd=tmp_path)
        assert "bad.mp4 is empty" in complaint(result)
        assert [report["source"]["file"] for report in json.loads(result.stdout)] == ["good.mp4"]
        assert (tmp_path / "backline-out/good/report.json").exists()


# --- tracks -----------------------------------------------------------------------------------------------


def test_a_track_of_wrong_shapes(tmp_path):
    _save_track(tmp_path / "set.npz", landmarks_px=np.zeros((4, 17, 2), np.float32))
    said = complaint(analyze("--track", "set.npz", cwd=tmp_path))
    assert "landmarks_px has shape (4, 17, 2), needs (4, 33, 2)" in said


def test_a_track_that_lacks_an_array(tmp_path):
    np.savez(tmp_path / "set.npz", time_s=np.arange(3.0))
    assert "lacks landmarks_px, visibility, frame_size_px" in complaint(
        analyze("--track", "set.npz", cwd=tmp_path)
    )


def test_a_track_that_is_a_video(tmp_path, short_clip):
    assert "is not a saved track" in complaint(analyze("--track", short_clip, cwd=tmp_path))


def test_a_track_of_another_recording(tmp_path, short_clip):
    _save_track(tmp_path / "set.npz")
    said = complaint(analyze(short_clip, "--track", "set.npz", cwd=tmp_path))
    assert "The track is of another recording" in said


# --- where results go -------------------------------------------------------------------------------------


def test_a_file_in_place_of_the_folder(tmp_path, short_clip):
    (tmp_path / "out").write_text("mine")
    said = complaint(analyze(short_clip, "--out", "out", cwd=tmp_path))
    assert "out cannot be used because a file stands where a folder should be" in said
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_that_may_not_be_written(tmp_path, short_clip):
    before = _as_somebody_else(tmp_path)
    clip = Path(shutil.copy(short_clip, tmp_path / "set.mp4"))
    clip.chmod(0o644)
    said = complaint(analyze(clip, "--out", tmp_path / "locked/out", cwd=ROOT, before=before))
    assert "cannot be written (Permission denied)" in said


def test_a_recording_that_may_not_be_read(tmp_path, short_clip):
    before = _as_somebody_else(tmp_path)
    shutil.copy(short_clip, tmp_path / "set.mp4")
    (tmp_path / "set.mp4").chmod(0)
    said = complaint(analyze(tmp_path / "set.mp4", cwd=ROOT, before=before))
    assert "may not be read by this user" in said


def test_files_of_somebody_else_are_left_alone(tmp_path, short_clip):
    (tmp_path / "report.html").write_text("mine")
    said = complaint(analyze(short_clip, "--out", tmp_path, cwd=tmp_path))
    assert "holds a file report.html and no report.json that can be read" in said
    assert os.listdir(tmp_path) == ["report.html"]


def test_the_result_of_another_recording_is_left_alone(tmp_path, short_clip):
    shutil.copy(short_clip, tmp_path / "one.mp4")
    shutil.copy(short_clip, tmp_path / "two.mp4")
    assert analyze("one.mp4", "--no-video", "--out", "out", cwd=tmp_path).returncode == 0
    before = (tmp_path / "out/report.json").read_bytes()
    said = complaint(analyze("two.mp4", "--out", "out", cwd=tmp_path))
    assert "holds the result of one.mp4 (bent_over_barbell_row)" in said
    assert (tmp_path / "out/report.json").read_bytes() == before


@pytest.mark.slow
def test_a_full_disk_costs_the_video_and_not_the_report(tmp_path, long_clip):
    """No file may grow beyond 300 kB: less than the video needs, more than the report does."""
    before = ("sh", "-c", 'ulimit -f 600; trap "" XFSZ; exec "$@"', "sh")
    result = analyze(long_clip, "--out", tmp_path / "out", "--json", cwd=tmp_path, before=before)
    assert "annotated.mp4 cannot be written because the disk is full" in complaint(result)
    assert report_in(tmp_path / "out/report.json") == json.loads(result.stdout)
    assert "report.html" in os.listdir(tmp_path / "out")
    assert "annotated.mp4" not in os.listdir(tmp_path / "out")


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_really_full(tmp_path, long_clip):
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", tmp_path])
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        result = analyze(long_clip, "--out", tmp_path / "out", "--json", cwd=ROOT)
        assert result.returncode == 2
        for sentence in result.stderr.splitlines():  # one for each file that did not fit
            assert "cannot be written because the disk is full" in sentence
        assert "annotated.mp4" in result.stderr
        assert report_in(tmp_path / "out/report.json") == json.loads(result.stdout)
        assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]
    finally:
        subprocess.run(["umount", tmp_path], check=True)


# --- Ctrl-C -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_analysis_keeps_what_it_has(tmp_path, long_clip, jobs):
    process = _begun(long_clip, tmp_path / "out", jobs)
    _wait_until(lambda: any(tmp_path.glob("out/.backline-*/overlays")))
    time.sleep(4.0)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
    shown, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said == ""
    assert "The analysis was stopped" in shown
    report = report_in(tmp_path / "out/report.json")
    assert report["partial"] is True
    assert 0 < report["source"]["frames"] < 1400
    assert {"report.html", "reps.csv"} <= set(os.listdir(tmp_path / "out"))
    assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]


@pytest.mark.slow
@pytest.mark.parametrize("after_s", [0.2, 0.3, 0.4, 0.5, 0.6, 0.8])
def test_an_interruption_while_the_workers_load_makes_nobody_complain(tmp_path, long_clip, after_s):
    process = _begun(long_clip, tmp_path / "out", "2")
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert "ended from outside" not in said
    assert "ended by itself" not in said


# --- help for the tests -----------------------------------------------------------------------------------


def _begun(recording: Path, out: Path, jobs: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("analyze", recording, "--movement", MOVEMENT, "--jobs", jobs, "--out", out),
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _black(number: int, width: int, height: int):
    return np.zeros((height, width, 3), np.uint8)


def _padded(image, width: int, height: int):
    padded = np.zeros((height, width, 3), np.uint8)
    padded[: image.shape[0], : image.shape[1]] = image
    return padded


def _first_image(clip: Path):
    from vision.frames import VideoFile

    with VideoFile(clip) as video:
        return next(iter(video)).image_rgb


def _with_index_first(clip: Path) -> bytes:
    data = clip.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    return data


def _save_track(path: Path, **changes: np.ndarray) -> None:
    arrays = {
        "time_s": np.arange(4) / 30,
        "landmarks_px": np.zeros((4, 33, 2), np.float32),
        "visibility": np.ones((4, 33), np.float32),
        "frame_size_px": np.array([640, 480]),
    }
    np.savez(path, **{**arrays, **changes})


def _as_somebody_else(tmp_path: Path) -> tuple[str, ...]:
    """Words that run a command without root's privileges; `tmp_path/locked` is closed to it."""
    (tmp_path / "locked").mkdir(mode=0o555)
    if os.geteuid() != 0:
        return ()
    for folder in (tmp_path, *tmp_path.parents):
        if "pytest" in str(folder):
            folder.chmod(0o755)
    return ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def _wait_until(happened, timeout_s: float = 30.0) -> None:
    end_s = time.monotonic() + timeout_s
    while not happened():
        assert time.monotonic() < end_s, "it did not happen"
        time.sleep(0.05)
