"""Sets in front of a camera: keys, what is shown, what is written, and a window that is really opened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from exercises.catalogue import MOVEMENTS
from exercises.coach import Coach
from tests.figures import a_set, performed
from tests.schema import report_in
from tests.ui.command_line import ENVIRONMENT, backline, complaint
from ui.live import KeyboardSession, Newest
from vision.pose import Frame

IDS = list(MOVEMENTS)
SPACE, NEXT, MOVEMENT, QUIT = (ord(key) for key in " nmq")


def session(tmp_path: Path, size_px=(640, 480), movement="deadlift") -> KeyboardSession:
    return KeyboardSession(IDS, movement, size_px, tmp_path, "camera 0")


def show(live: KeyboardSession, track, from_s: float = 0.0) -> list[np.ndarray]:
    """Play a track to the session, beginning at `from_s` of the camera's time."""
    width, height = track.frame_size_px
    return [
        live.see(Frame(np.full((height, width, 3), 90, np.uint8), from_s + time_s, index), pose)
        for index, (time_s, pose) in enumerate(track)
    ]


@pytest.fixture(scope="module")
def three():
    return performed("deadlift", tuple(a_set("deadlift", 3)))


def test_nothing_is_coached_before_the_start(tmp_path, three):
    live = session(tmp_path, three.frame_size_px)
    show(live, three)
    live.end_set()
    assert live.saved == []
    assert os.listdir(tmp_path) == []


def test_a_live_set_is_coached_as_a_recorded_one(tmp_path, three):
    live = session(tmp_path, three.frame_size_px)
    live.press(SPACE)
    show(live, three, from_s=100.0)
    live.end_set()
    report, files = live.saved[0]
    coach = Coach(MOVEMENTS["deadlift"], three.frame_size_px)
    for time_s, pose in three:
        coach.update(pose, time_s)
    recorded = coach.finish()
    for key in ("attempts", "reps", "clean_reps", "score", "view"):
        assert getattr(report, key) == getattr(recorded, key), key
    assert _results(report) == _results(recorded)
    assert report.rep_list[0].start_s == pytest.approx(recorded.rep_list[0].start_s, abs=0.002)
    assert [file.name for file in files] == ["report.json", "reps.csv", "report.html"]
    assert report_in(files[0]) == report.to_dict()


def test_every_live_set_is_judged_as_it_was_asked_for(tmp_path, three):
    live = KeyboardSession(IDS, "deadlift", three.frame_size_px, tmp_path, "camera 0", strictness="strict")
    live.press(SPACE)
    for turn in range(2):
        show(live, three, from_s=100.0 * turn)
        live.press(NEXT)
    assert [report.strictness for report, _ in live.saved] == ["strict", "strict"]


def test_the_next_set_begins_at_none(tmp_path, three):
    live = session(tmp_path, three.frame_size_px)
    live.press(SPACE)
    show(live, three)
    live.press(NEXT)
    show(live, three, from_s=50.0)
    live.end_set()
    assert [report.reps for report, _ in live.saved] == [3, 3]
    assert sorted(os.listdir(tmp_path)) == ["set-1-deadlift", "set-2-deadlift"]


def test_keys_choose_the_movement_and_write_the_set_before(tmp_path, three):
    live = session(tmp_path, three.frame_size_px)
    live.press(SPACE)
    show(live, three)
    live.press(ord("1"))
    assert live.movement == IDS[0]
    assert live.running
    live.press(MOVEMENT)
    assert live.movement == IDS[1]
    live.press(ord("9"))  # there may be fewer
    assert live.movement == (IDS[8] if len(IDS) > 8 else IDS[1])
    assert [report.movement for report, _ in live.saved] == ["deadlift"]


def test_quitting_and_keys_that_mean_nothing(tmp_path):
    live = session(tmp_path)
    live.press(255)  # no key
    live.press(ord("x"))
    assert not live.over
    live.press(QUIT)
    assert live.over


def test_the_person_is_shown_mirrored_and_the_words_are_not(tmp_path, three):
    live = session(tmp_path, three.frame_size_px)
    width, height = three.frame_size_px
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 8] = 255
    shown = live.see(Frame(image, 0.0, 0), None)
    assert shown[height // 2, -10].min() > 200
    assert shown[height // 2, 10].max() < 50
    pose = three.pose(10)
    drawn = live.see(Frame(np.zeros_like(image), 0.1, 1), pose)
    blank = live.see(Frame(np.zeros_like(image), 0.2, 2), None)
    _, columns = np.nonzero((drawn != blank).any(axis=2))
    joints_x = width - 1 - pose.landmarks_px[pose.visibility > 0.5, 0]
    assert joints_x.min() - 30 < columns.min()
    assert columns.max() < joints_x.max() + 30


def test_a_slow_taker_gets_the_newest_frame_and_no_backlog():
    def camera():
        for number in range(100):
            time.sleep(0.005)
            yield number
        time.sleep(10)

    taken = []
    with Newest(camera()) as newest:
        while not taken or taken[-1] < 99:
            frame = newest.take(0.5)
            assert frame is not None
            taken.append(frame)
            time.sleep(0.05)
    assert taken == sorted(set(taken))
    assert len(taken) < 40


def test_no_frame_in_time_is_none_and_a_lost_camera_is_raised():
    go_on = threading.Event()

    def camera():
        go_on.wait()
        raise ConnectionError("unplugged")
        yield

    with Newest(camera()) as newest:
        assert newest.take(0.01) is None
        go_on.set()
        with pytest.raises(ConnectionError):
            newest.take(1.0)


def _results(report) -> list[list[str]]:
    return [[verdict.result for verdict in rep.verdicts] for rep in report.rep_list]


# --- the command ------------------------------------------------------------------------------------------


def test_without_a_display_it_says_so():
    without = {name: value for name, value in ENVIRONMENT.items() if "DISPLAY" not in name}
    result = subprocess.run(
        [sys.executable, "-m", "ui.cli", "live"], env=without, capture_output=True, text=True
    )
    assert "There is no display to open a window on" in complaint(result)


def test_a_display_that_does_not_answer_is_named():
    elsewhere = {**ENVIRONMENT, "DISPLAY": ":987"}
    result = subprocess.run(
        [sys.executable, "-m", "ui.cli", "live"], env=elsewhere, capture_output=True, text=True
    )
    assert "The display :987 cannot be opened" in complaint(result)


@pytest.fixture(scope="module")
def display():
    """A screen that nobody sees."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb here")
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as number:
        yield f":{number.readline().strip()}"
    screen.terminate()
    screen.wait()


def test_without_a_camera_it_says_so(display, tmp_path, monkeypatch):
    if list(Path("/dev").glob("video*")):
        pytest.skip("this machine has a camera")
    monkeypatch.setitem(ENVIRONMENT, "DISPLAY", display)
    assert "There is no camera 0" in complaint(backline("live", cwd=tmp_path))


_WITH_A_CAMERA = """
import sys
import time
import cv2
from vision.frames import VideoFile


class Camera:
    '''Plays a recording once, at its own pace, then gives nothing any more.'''

    def __init__(self, index):
        with VideoFile(sys.argv[1]) as video:
            self.images = [frame.image_rgb[..., ::-1].copy() for frame in video]

    def isOpened(self):
        return True

    def set(self, name, value):
        return True

    def read(self):
        time.sleep(1 / 30)
        return (True, self.images.pop(0)) if self.images else (False, None)

    def release(self):
        pass


cv2.VideoCapture = Camera
from ui.cli import main

sys.exit(main(["live", "--movement", "deadlift", "--model", "lite", *sys.argv[2:]]))
"""


def test_a_window_opens_and_a_camera_that_stops_is_told(display, short_clip, tmp_path, monkeypatch):
    monkeypatch.setitem(ENVIRONMENT, "DISPLAY", display)
    script = [sys.executable, "-c", _WITH_A_CAMERA, str(short_clip), "--out", str(tmp_path / "out")]
    result = subprocess.run(script, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert result.returncode == 2, result.stderr
    assert "Camera 0 stopped giving pictures" in result.stderr
    assert "No set was done, so nothing was written." in result.stderr
    assert "Traceback" not in result.stderr
