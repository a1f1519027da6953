"""What every executor promises; a new one takes its place in `executor` below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analysis.analyze import Job
from analysis.batch import analyze_all
from analysis.executor import Executor, Failed, Finished
from analysis.outputs import OutputError
from analysis.parts import never
from analysis.progress import NoProgress
from analysis.workers import Workers
from tests.analysis.executors import InProcess, Squares
from tests.figures import a_set, performed


@pytest.fixture(params=["processes", "in process"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "in process":
        yield InProcess()
        return
    with Workers(2) as workers:
        yield workers


def _by_task(messages: list[tuple[int, Any]]) -> dict[int, list[Any]]:
    return {number: [m for n, m in messages if n == number] for number, _ in messages}


def test_it_says_how_many_tasks_it_does_at_once(executor):
    assert executor.count >= 1


def test_every_task_is_done_once_and_its_result_bears_its_number(executor):
    messages = list(executor.run([Squares(n) for n in range(5)], never))
    ends = [(n, message.result) for n, message in messages if isinstance(message, Finished)]
    assert sorted(ends) == [(0, 0), (1, 1), (2, 4), (3, 9), (4, 16)]
    assert sum(message == "working" for _, message in messages) == 5


def test_messages_of_a_task_come_in_order_and_its_end_comes_last(executor):
    told = _by_task(list(executor.run([Squares(2, "tell"), Squares(3, "tell")], never)))
    assert told == {
        0: ["working", *range(20), Finished(4)],
        1: ["working", *range(20), Finished(9)],
    }


def test_without_tasks_there_are_no_messages(executor):
    assert list(executor.run([], never)) == []


def test_an_error_for_people_arrives_as_it_was_and_leaves_the_others_alone(executor):
    ends = dict(executor.run([Squares(1, "refuse"), Squares(2)], never))
    assert isinstance(ends[0], Failed)
    assert (type(ends[0].error), str(ends[0].error)) == (OutputError, "no room")
    assert ends[1] == Finished(4)


def test_a_fault_of_a_task_arrives_with_its_traceback(executor):
    [end] = [m for _, m in executor.run([Squares(1, "err")], never) if isinstance(m, Failed)]
    assert type(end.error) is RuntimeError
    assert 'raise KeyError("a fault")' in str(end.error)


def test_what_was_stopped_before_it_began_has_no_message(executor):
    assert list(executor.run([Squares(2)], lambda: True)) == []


def test_a_task_under_way_hears_that_it_should_stop_and_gives_what_it_has(executor):
    asked = iter([False, False, False])
    tasks = [Squares(3, "wait"), Squares(5, "wait"), Squares(4)]
    messages = executor.run(tasks, lambda: next(asked, True))
    results = {n: m.result for n, m in messages if isinstance(m, Finished)}
    assert results.items() <= {0: 9, 1: 25}.items()
    assert 0 in results


def test_it_takes_on_more_after_it_was_stopped(executor):
    list(executor.run([Squares(2)], lambda: True))
    assert dict(executor.run([Squares(3)], never))[0] == Finished(9)


def test_nothing_is_heard_of_tasks_that_were_given_up(executor):
    asked = iter([False] * 3)
    for _ in executor.run([Squares(3, "wait"), Squares(3, "tell")], lambda: next(asked, True)):
        break
    told = _by_task(list(executor.run([Squares(2), Squares(4)], never)))
    assert told == {0: ["working", Finished(4)], 1: ["working", Finished(16)]}


def test_recordings_are_shared_out_over_any_executor(executor, tmp_path):
    track = tmp_path / "three.npz"
    performed("deadlift", tuple(a_set("deadlift", 3))).save(track)
    jobs = [Job("deadlift", tmp_path / name, track=track) for name in ("one", "two")]
    outcomes = analyze_all(
        [*jobs, Job("deadlift", tmp_path / "no", tmp_path / "no.mp4")],
        executor,
        lambda _: NoProgress(),
        never,
    )
    assert [len(outcome.analyses) for outcome in outcomes] == [1, 1, 0]
