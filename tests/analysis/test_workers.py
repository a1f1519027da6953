"""Worker processes: what is handed to them, how they answer and how they end."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from analysis.executor import Failed, Finished, WorkerCrashedError, WorkerKilledError
from analysis.parts import never
from analysis.workers import Workers, start_workers
from tests.analysis.executors import Squares
from tests.ui.command_line import ENVIRONMENT


@pytest.mark.parametrize(
    ("how", "kind", "told"),
    [
        ("be killed", WorkerKilledError, r"ended from outside \(SIGKILL\), perhaps for want of memory"),
        ("exit", WorkerCrashedError, r"ended by itself in the middle of its work \(exit code 9\)"),
        ("crash", WorkerCrashedError, r"ended by itself in the middle of its work \(SIGSEGV\)"),
    ],
)
def test_a_worker_that_is_lost_tells_whether_somebody_else_ended_it(how, kind, told):
    with Workers(1) as workers:
        messages = dict(workers.run([Squares(1, how)], never))
    assert type(messages[0].error) is kind
    assert re.search(told, str(messages[0].error))


def test_the_tasks_of_a_worker_that_is_lost_fall_to_the_others_and_are_not_done_twice():
    with Workers(2) as workers:
        messages = list(workers.run([Squares(1, "exit"), *(Squares(n) for n in range(2, 6))], never))
    ends = {n: type(m) for n, m in messages if isinstance(m, Finished | Failed)}
    assert ends == {0: Failed, 1: Finished, 2: Finished, 3: Finished, 4: Finished}
    assert messages.count((0, "working")) == 1


def test_once_all_workers_are_lost_every_task_fails():
    with Workers(1) as workers:
        messages = dict(workers.run([Squares(1, "exit"), Squares(2), Squares(3)], never))
        later = dict(workers.run([Squares(4)], never))
    assert [type(messages[n].error) for n in range(3)] == [WorkerCrashedError] * 3
    assert type(later[0].error) is WorkerCrashedError


def test_workers_start_while_a_page_is_drawn(tmp_path):
    page = tmp_path / "page.py"
    page.write_text("raise SystemExit(1)")  # no worker is to run it
    with _drawn_over_and_over(page):
        for number in range(3):
            with Workers(2) as workers:
                messages = dict(workers.run([Squares(number)], never))
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
        messages = dict(workers.run([Squares(3)], never))
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
from tests.analysis.executors import Squares
from analysis.workers import Workers
with Workers(2) as workers:
    for _, message in workers.run([Squares(3, "wait")], lambda: False):
        print(message, flush=True)
"""


def test_workers_that_are_still_loading_do_not_hold_up_the_end():
    workers = Workers(2)
    with workers:
        pass
    assert [process.returncode for process in workers._processes] == [-signal.SIGTERM] * 2


def test_one_process_needs_no_worker():
    with start_workers(1) as workers:
        assert workers is None


def test_workers_end_what_they_do_when_stopped():
    asked = iter([False, False, False])
    with Workers(1) as workers:
        tasks = [Squares(3, "wait"), Squares(4)]
        results = [
            m.result for _, m in workers.run(tasks, lambda: next(asked, True)) if isinstance(m, Finished)
        ]
    assert results == [9]  # the second one did not begin
