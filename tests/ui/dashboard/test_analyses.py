"""Recordings handed in, and what is said of them meanwhile; results found again."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from email.message import Message
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from starlette.applications import Starlette

from analysis import outputs
from analysis.analyze import Job, UnsuitableError
from analysis.executor import Failed, WorkerCrashedError, WorkerKilledError
from reports.key_moments import key_moments
from tests.reports import sample_report
from tests.ui.dashboard.preferring import settings_in
from ui.dashboard import finished
from ui.dashboard.analyses import State, Work, keep_upload


def work(**changes: object) -> Work:
    made = Work(Job("deadlift", Path("out"), Path("set.mp4")))
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_before_its_turn_a_recording_waits() -> None:
    assert work().words(now_s=5.0) == "Waiting…"


def test_time_left_follows_from_the_pace_so_far() -> None:
    running = work(state=State.RUNNING, what="Analysing", done_s=5.0, total_s=20.0, began_s=100.0)

    assert running.share == 0.25
    assert running.words(now_s=110.0) == "Analysing, about 30 s left"


def test_nothing_is_said_of_the_time_left_before_anything_is_known() -> None:
    running = work(state=State.RUNNING, what="Analysing", done_s=0.5, total_s=20.0, began_s=100.0)

    assert running.words(now_s=100.5) == "Analysing…"
    assert work(state=State.RUNNING, what="Analysing", done_s=9.0).words(now_s=50.0) == "Analysing…"


def test_an_upload_keeps_its_name_and_its_bytes(tmp_path: Path) -> None:
    path = keep_upload("../../my set.mp4", BytesIO(b"bytes"), tmp_path)

    assert path.name == "my set.mp4"
    assert path.parent.parent == tmp_path
    assert path.read_bytes() == b"bytes"


def test_an_empty_upload_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnsuitableError, match="empty"):
        keep_upload("set.mp4", BytesIO(b""), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_is_ended_from_outside_is_said_and_the_next_recording_goes_on() -> None:
    ended = work()

    ended.end(Failed(WorkerKilledError("gone")))

    assert ended.state is State.FAILED
    assert "ended from outside, perhaps for want of memory" in ended.problem


def test_a_worker_that_broke_off_by_itself_is_called_a_fault_and_the_terminal_says_how(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ended = work()

    ended.end(Failed(WorkerCrashedError("ended by itself (exit code 9)")))

    assert ended.state is State.FAILED
    assert "broke off by itself, a fault" in ended.problem
    assert "from outside" not in ended.problem
    assert "exit code 9" in capsys.readouterr().err


def test_a_problem_calls_the_recording_by_the_name_that_it_came_with(tmp_path: Path) -> None:
    made = Work(Job("deadlift", Path("out"), tmp_path / ".upload-x" / "set.mp4"))

    made.end(Failed(UnsuitableError(f"{tmp_path}/.upload-x/set.mp4 has no picture.")))

    assert made.problem == "set.mp4 has no picture."


# --- results ----------------------------------------------------------------------------------------------


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sets"
    for name, value in settings_in(tmp_path / "home", folder).items():
        monkeypatch.setenv(name, value)
    for name, report in (("monday", sample_report.deadlift()), ("friday", sample_report.plank())):
        (folder / name).mkdir(parents=True)
        outputs.write_report(folder / name / outputs.REPORT, report)
    return folder


def test_results_are_found_whoever_made_them(sets: Path) -> None:
    assert {one.name for one in finished.finished_sets(sets)} == {"monday", "friday"}


def test_each_set_of_a_recording_or_session_of_several_is_a_result(sets: Path) -> None:
    for folder in ("evening/set-1-deadlift", "evening/set-2-plank", "evening/scratch"):
        (sets / folder).mkdir(parents=True)
        outputs.write_report(sets / folder / outputs.REPORT, sample_report.deadlift())

    assert {one.name for one in finished.finished_sets(sets)} == {
        "monday",
        "friday",
        "evening/set-1-deadlift",
        "evening/set-2-plank",
    }
    assert finished.finished_set(sets, "evening/set-2-plank") is not None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema_version": 2}', "no JSON"])
def test_what_is_no_result_is_left_out(sets: Path, content: str) -> None:
    (sets / "other").mkdir()
    (sets / "other" / outputs.REPORT).write_text(content)

    assert {one.name for one in finished.finished_sets(sets)} == {"monday", "friday"}


def test_a_result_that_is_made_again_is_read_again(sets: Path) -> None:
    first = finished.finished_set(sets, "monday")
    path = sets / "monday" / outputs.REPORT
    path.write_text(json.dumps(sample_report.deadlift().to_dict() | {"reps": 99}))
    os.utime(path, (1e9, 1e9))

    again = finished.finished_set(sets, "monday")

    assert first is not None and again is not None
    assert (first.report.reps != 99, again.report.reps) == (True, 99)


@pytest.fixture
def pictures(sets: Path) -> dict[str, bytes]:
    """Key pictures lie in the folder of Monday's set."""
    report = sample_report.deadlift()
    made = {moment.key: b"jpeg " + moment.key.encode() for moment in key_moments(report)}
    outputs.write_set(sets / "monday", outputs.SetContent(report, lambda: made))
    return made


def test_a_result_shows_its_picture_files(
    sets: Path, get: Callable[..., Answer], pictures: dict[str, bytes]
) -> None:
    result = finished.finished_set(sets, "monday")

    assert result is not None
    assert {key: get(address)[1] for key, address in result.pictures.items()} == pictures
    assert [result.body().count(f'src="{address}"') for address in result.pictures.values()] == [1] * 4


def test_a_set_within_a_folder_shows_its_pictures_too(
    sets: Path, get: Callable[..., Answer], pictures: dict[str, bytes]
) -> None:
    (sets / "monday").rename(sets / "friday" / "set-1-deadlift")
    result = finished.finished_set(sets, "friday/set-1-deadlift")

    assert result is not None
    assert {key: get(address)[1] for key, address in result.pictures.items()} == pictures


def test_a_result_without_picture_files_shows_none(sets: Path) -> None:
    result = finished.finished_set(sets, "monday")

    assert result is not None
    assert (result.pictures, result.body().count("<img")) == ({}, 0)


def test_without_its_video_a_result_shows_its_curve_all_the_same(sets: Path) -> None:
    result = finished.finished_set(sets, "monday")

    assert result is not None
    assert "<video" not in result.body()
    assert "<svg" in result.body()


Answer = tuple[int, bytes, Message]


@pytest.fixture(scope="module")
def get() -> Iterator[Callable[..., Answer]]:
    """Asks a real server for a path, as it stands."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=finished.routes()), port=0, log_level="error"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()

    def ask(path: str, **headers: str) -> Answer:
        connection = HTTPConnection(*listening.getsockname(), timeout=10)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(), response.headers

    yield ask
    server.should_exit = True
    thread.join(10)


def test_a_file_is_served_in_parts_so_that_a_video_can_be_moved_in(
    sets: Path, get: Callable[..., Answer]
) -> None:
    (sets / "monday" / outputs.VIDEO).write_bytes(b"0123456789")

    status, content, headers = get("/sets/monday/annotated.mp4", Range="bytes=2-5")

    assert (status, content) == (206, b"2345")
    assert headers["content-type"] == "video/mp4"


def test_a_download_is_named_after_its_set(sets: Path, get: Callable[..., Answer]) -> None:
    _, _, headers = get("/sets/monday/report.json?download")

    assert 'filename="monday-report.json"' in headers["content-disposition"]


def test_a_set_within_a_folder_is_served_too(sets: Path, get: Callable[..., Answer]) -> None:
    folder = sets / "evening" / "set-1-deadlift"
    folder.mkdir(parents=True)
    outputs.write_report(folder / outputs.REPORT, sample_report.deadlift())

    status, _, headers = get("/sets/evening/set-1-deadlift/report.json?download")

    assert status == 200
    assert 'filename="evening-set-1-deadlift-report.json"' in headers["content-disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/sets/monday/other.txt",
        "/sets/monday/..%2Fsecret.txt",
        "/sets/..%2F../report.json",
        "/sets/%2E%2E/report.json",
        "/sets/../report.json",
        "/sets/.hidden/report.json",
        "/sets/nobody/report.json",
        "/sets/monday/../report.json",
        "/sets/monday/.hidden/report.json",
        "/sets//report.json",
        "/sets/a/b/c/report.json",
        "/sets/monday/pictures/other.jpg",
        "/sets/monday/pictures/report.json",
        "/sets/monday/pictures/..%2Ffault-secret-1.jpg",
        "/sets/monday/pictures/../fault-secret-1.jpg",
        "/sets/monday/fault-secret-1.jpg",
        "/sets/monday/pictures/pictures/fault-secret-1.jpg",
        "/sets/.hidden/pictures/fault-secret-1.jpg",
        "/sets/pictures/fault-secret-1.jpg",
        "/sets//pictures/fault-secret-1.jpg",
        "/sets/..%2Fpictures/fault-secret-1.jpg",
        f"/sets/{5000 * 'a'}/report.json",
    ],
)
def test_nothing_but_files_of_results_is_served(sets: Path, get: Callable[..., Answer], path: str) -> None:
    for place in (sets / "monday" / "other.txt", sets.parent / "report.json", sets / "secret.txt"):
        place.write_text("secret")
    (sets / ".hidden").mkdir()
    (sets / ".hidden" / outputs.REPORT).write_text("secret")
    secret = Path("pictures", "fault-secret-1.jpg")
    for folder in (sets, sets.parent, sets / ".hidden", sets / "monday" / "pictures"):
        (folder / secret).parent.mkdir(parents=True)
        (folder / secret).write_text("secret")
    (sets / "monday" / secret.name).write_text("secret")
    for name in ("other.jpg", "report.json"):
        (sets / "monday" / "pictures" / name).write_text("secret")

    assert get(path)[0] == 404
