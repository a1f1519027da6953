"""Live sessions of one process: who gets one, for how long, and what is left of it."""

from __future__ import annotations

import json
import struct
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from exercises.strictness import Strictness
from ui.dashboard.hub import FrameError, FullError, Hub, LiveSession
from vision.frames import VideoFile


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Preferences and results of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def hub():
    hub = Hub(most=2, kept_s=60.0)
    for session_id in ("one", "two", "three"):
        hub.choose(session_id, "deadlift", None)
    yield hub
    hub.close()


def message(at_ms: float, image: np.ndarray | None = None) -> bytes:
    image = np.full((240, 320, 3), 120, np.uint8) if image is None else image
    return struct.pack("<d", at_ms) + cv2.imencode(".jpg", image)[1].tobytes()


def answer(session: LiveSession, sent: bytes) -> dict:
    return json.loads(session.frame(sent).result(60))


def estimators() -> int:
    return sum(thread.name.startswith("live") for thread in threading.enumerate())


def test_everybody_gets_a_session_of_their_own(hub):
    one, two = hub.connect("one", "socket 1"), hub.connect("two", "socket 2")

    assert one is not two
    assert one.coaching is not two.coaching


def test_more_than_the_set_number_are_refused_with_what_to_do(hub):
    hub.connect("one", "socket 1")
    hub.connect("two", "socket 2")

    with pytest.raises(FullError, match=r"2 live sessions are running.*close the Live page.*--sessions"):
        hub.connect("three", "socket 3")


def test_who_left_makes_room_for_who_is_there(hub):
    hub.connect("one", "socket 1")
    hub.connect("two", "socket 2")
    hub.disconnect("one", "socket 1")

    assert hub.connect("three", "socket 3") is not None
    assert hub.session("one") is None
    assert hub.session("two") is not None


def test_a_connection_that_comes_back_finds_its_session(hub):
    session = hub.connect("one", "socket 1")
    hub.disconnect("one", "socket 1")

    assert hub.connect("one", "socket 2") is session


def test_the_end_of_an_old_connection_does_not_end_the_new_one(hub):
    hub.connect("one", "socket 1")
    session = hub.connect("one", "socket 2")
    hub.disconnect("one", "socket 1")

    assert session.connection == "socket 2"
    assert session.left_s is None


def test_nobody_comes_back_and_the_session_ends_with_its_thread():
    before = estimators()
    hub = Hub(kept_s=0.0)
    hub.choose("one", "deadlift", None)
    session = hub.connect("one", "socket")
    answer(session, message(0.0))
    assert estimators() == before + 1
    hub.disconnect("one", "socket")
    hub.end_left()

    assert hub.session("one") is None
    assert estimators() == before


def test_the_page_chooses_what_is_trained(hub):
    session = hub.connect("one", "socket")
    hub.choose("one", "pull_up", None)

    assert session.coaching.movement.id == "pull_up"
    assert not hub.known("nobody")


def test_the_session_is_judged_as_the_page_wished(hub):
    hub.choose("one", "deadlift", None, Strictness.STRICT)
    coaching = hub.connect("one", "socket").coaching

    assert coaching._strictness is Strictness.STRICT
    hub.choose("one", "deadlift", None, Strictness.LENIENT)
    assert coaching._strictness is Strictness.LENIENT


def test_an_answer_belongs_to_its_frame(hub, set_clip):
    session = hub.connect("one", "socket")
    with VideoFile(set_clip, end_s=0.2) as video:
        images = [frame.image_rgb[..., ::-1] for frame in video]
    answers = [answer(session, message(1e12 + 100.0 * i, image)) for i, image in enumerate(images)]

    assert [each["at"] for each in answers] == [1e12 + 100.0 * i for i in range(len(images))]
    assert [each["time_s"] for each in answers] == pytest.approx([0.1 * i for i in range(len(images))])
    assert answers[-1]["size"] == [640, 480]
    assert len(answers[-1]["landmarks"]) == 33
    assert answers[-1]["stage"] == "setup"


def test_the_same_moment_twice_is_left_out(hub):
    session = hub.connect("one", "socket")
    answer(session, message(1000.0))

    assert answer(session, message(1000.0)) == {"at": 1000.0, "skipped": True}
    assert answer(session, message(900.0))["skipped"]
    assert "skipped" not in answer(session, message(1100.0))


@pytest.mark.parametrize(
    "sent", [b"", b"x", b"x" * 8, struct.pack("<d", 1.0) + b"no picture", message(float("nan"))]
)
def test_what_is_no_frame_is_refused_in_a_sentence(hub, sent):
    session = hub.connect("one", "socket")

    with pytest.raises(FrameError, match="reload the page"):
        answer(session, sent)


def test_a_picture_too_large_to_coach_is_refused(hub):
    session = hub.connect("one", "socket")

    with pytest.raises(FrameError):
        answer(session, message(1.0, np.zeros((2000, 3000, 3), np.uint8)))
