"""Several recordings, one after the other or in a process each; a bad one does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.analyze import Analysis, Job
from analysis.executor import Executor, Failed, Finished, Send, Stopped
from analysis.progress import NoProgress, Progress
from analysis.sets import analyze_recording
from vision.errors import BacklineError

ProgressOf = Callable[[str], Progress]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job.

    It has an analysis of each set, or the error that made that impossible; a job that was not begun has
    neither.
    """

    job: Job
    analyses: Sequence[Analysis] = ()
    error: BacklineError | None = None


def analyze_all(
    jobs: Sequence[Job], workers: Executor | None, progress_of: ProgressOf, stopped: Stopped
) -> list[Outcome]:
    """Analyse recordings, one after the other in this process or shared out among workers.

    A single recording is split in time over the workers. Once `stopped` says so, recordings under way are
    completed as partial and the rest are not begun. `progress_of` gives, for a file name, the Progress that
    is told how far that recording is.
    """
    if workers is not None and len(jobs) > 1:
        return _side_by_side(jobs, workers, progress_of, stopped)
    outcomes = []
    for job in jobs:
        if stopped():
            outcomes.append(Outcome(job))
            continue
        progress = progress_of(job.subject.file)
        try:
            outcomes.append(Outcome(job, analyze_recording(job, progress, stopped, workers)))
        except BacklineError as error:
            outcomes.append(Outcome(job, error=error))
        progress.end()
    return outcomes


@dataclass(frozen=True, slots=True)
class AnalyzeFile:
    """Analyses a whole recording in a worker; the result is an Analysis of each set.

    It sends the calls on Progress: (what, total_s) where a stretch of work begins, and the seconds done.
    """

    job: Job

    def run(self, send: Send, stopped: Stopped) -> list[Analysis]:
        """See `analysis.executor.Task`."""
        return analyze_recording(self.job, _Sent(send), stopped)


class _Sent(NoProgress):
    def __init__(self, send: Send) -> None:
        self._send = send
        self._last_s = 0.0

    def begin(self, what: str, total_s: float | None) -> None:
        self._last_s = 0.0
        self._send((what, total_s))

    def reach(self, done_s: float) -> None:
        if done_s - self._last_s >= 1.0:
            self._last_s = done_s
            self._send(done_s)


def _side_by_side(
    jobs: Sequence[Job], workers: Executor, progress_of: ProgressOf, stopped: Stopped
) -> list[Outcome]:
    outcomes = [Outcome(job) for job in jobs]
    shown = [progress_of(job.subject.file) for job in jobs]
    for number, message in workers.run([AnalyzeFile(job) for job in jobs], stopped):
        if isinstance(message, Finished):
            outcomes[number] = Outcome(jobs[number], message.result)
            shown[number].end()
        elif isinstance(message, Failed):
            if not isinstance(message.error, BacklineError):
                raise message.error
            outcomes[number] = Outcome(jobs[number], error=message.error)
            shown[number].end()
        else:
            _show(shown[number], message)
    return outcomes


def _show(progress: Progress, message: Any) -> None:
    if isinstance(message, tuple):
        progress.begin(*message)
    else:
        progress.reach(message)
