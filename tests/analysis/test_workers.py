"""Worker processes: what is handed to them, how they answer and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from analysis.outputs import OutputError
from analysis.parts import never
from analysis.workers import Failed, Finished, Workers, begun
from tests.ui.command_line import ENVIRONMENT


class _Squares:
    """Squares a number in a worker, or fails as told."""

    def __init__(self, number: float, then: str = "") -> None:
        self.number, self.then = number, then

    def run(self, send, stopped):
        send("working")
        if self.then == "refuse":
            raise OutputError("no room")
        if self.then == "die":
            os._exit(9)
        while self.then == "wait" and not stopped():
            time.sleep(0.01)
        return self.number**2


def test_workers_give_every_result_with_its_number():
    with Workers(2) as workers:
        messages = list(workers.run([_Squares(n) for n in range(5)], never))
    assert {n: m.result for n, m in messages if isinstance(m, Finished)} == {0: 0, 1: 1, 2: 4, 3: 9, 4: 16}
    assert sum(message == "working" for _, message in messages) == 5


def test_an_error_in_a_worker_arrives_as_it_was():
    with Workers(1) as workers:
        messages = dict(workers.run([_Squares(1, "refuse")], never))
    assert isinstance(messages[0], Failed)
    assert (type(messages[0].error), str(messages[0].error)) == (OutputError, "no room")


def test_a_worker_that_is_killed_is_told():
    with Workers(1) as workers:
        messages = dict(workers.run([_Squares(1, "die")], never))
    assert "was ended from outside" in str(messages[0].error)


def test_workers_start_while_a_page_is_drawn(tmp_path):
    page = tmp_path / "page.py"
    page.write_text("raise SystemExit(1)")  # no worker is to run it
    with _drawn_over_and_over(page):
        for number in range(3):
            with Workers(2) as workers:
                messages = dict(workers.run([_Squares(number)], never))
            assert messages[0].result == number**2


@contextmanager
def _drawn_over_and_over(page: Path) -> Iterator[None]:
    """As a Streamlit server does it: each run of a page, in a thread, puts its own main module in place."""
    main, usual_s = sys.modules["__main__"], sys.getswitchinterval()
    done = threading.Event()
    drawn = ModuleType("__main__")

    def draw() -> None:
        nonlocal drawn
        while not done.is_set():
            drawn = ModuleType("__main__")
            drawn.__file__ = str(page)
            sys.modules["__main__"] = drawn

    thread = threading.Thread(target=draw)
    sys.setswitchinterval(1e-6)  # it gets its turn between any two steps of whoever starts workers
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        sys.setswitchinterval(usual_s)
        last, sys.modules["__main__"] = sys.modules["__main__"], main
    assert last is drawn  # nobody else puts one there


def test_workers_import_what_their_starter_does(tmp_path, monkeypatch):
    (tmp_path / "somewhere_else.py").write_text(
        "class Task:\n    def run(self, send, stopped):\n        return __file__\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from somewhere_else import Task

    with Workers(1) as workers:
        messages = dict(workers.run([Task()], never))
    assert messages[0].result == str(tmp_path / "somewhere_else.py")


def test_what_lies_in_the_folder_of_today_is_not_taken_for_the_program(tmp_path, monkeypatch):
    (tmp_path / "ui.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    with Workers(1) as workers:
        messages = dict(workers.run([_Squares(3)], never))
    assert messages[0].result == 9


def test_workers_end_with_a_starter_that_is_killed():
    starter = subprocess.Popen(
        [sys.executable, "-c", _STARTS_WORKERS],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == "working\n"
    starter.kill()
    rest, _ = starter.communicate(timeout=30.0)  # ends once nobody holds it open, so no worker either
    assert rest == ""


_STARTS_WORKERS = """
from tests.analysis.test_workers import _Squares
from analysis.workers import Workers
with Workers(2) as workers:
    for _, message in workers.run([_Squares(3, "wait")], lambda: False):
        print(message, flush=True)
"""


def test_the_same_workers_take_on_more_after_they_were_stopped():
    with Workers(1) as workers:
        assert list(workers.run([_Squares(2)], lambda: True)) == []
        messages = dict(workers.run([_Squares(3)], never))
    assert messages[0].result == 9


def test_workers_that_are_still_loading_do_not_hold_up_the_end():
    workers = Workers(2)
    with workers:
        pass
    assert [process.returncode for process in workers._processes] == [-signal.SIGTERM] * 2


def test_one_process_needs_no_worker():
    with begun(1) as workers:
        assert workers is None


def test_workers_end_what_they_do_when_stopped():
    asked = iter([False, False, False])
    with Workers(1) as workers:
        tasks = [_Squares(3, "wait"), _Squares(4)]
        results = [
            m.result for _, m in workers.run(tasks, lambda: next(asked, True)) if isinstance(m, Finished)
        ]
    assert results == [9]  # the second one did not begin
