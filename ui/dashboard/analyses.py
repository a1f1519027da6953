"""Recordings that are being analysed, for all pages of this server.

They are analysed one after another, in a process of their own, so that neither a rerun nor a closed tab ends
the work. Finished results lie in the folder of the results.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from analysis import outputs
from analysis.analyze import Job, UnsuitableError
from analysis.batch import AnalyzeFile
from analysis.executor import Failed, Finished, WorkerCrashedError, WorkerError
from analysis.parts import never
from analysis.workers import Workers
from reports.wording import duration
from vision.errors import BacklineError

_UPLOADS = ".upload-"
_TOO_SOON_S = 1.0  # the time left cannot be told before


class State(StrEnum):
    """How far the analysis of a recording is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Work:
    """One recording that was handed in.

    `upload` is the uploaded file, None when the recording was on this machine already. `what` says what is
    being done. `problem` is a sentence when something went wrong, else "". `done_s` of `total_s` seconds of
    media time are done in the present stretch of work; `total_s` is None when unknown. `began_s` is when the
    stretch began, by the clock of `Analyses`.
    """

    job: Job
    upload: Path | None = None
    state: State = State.WAITING
    what: str = "Waiting"
    problem: str = ""
    done_s: float = 0.0
    total_s: float | None = None
    began_s: float = 0.0

    @property
    def file(self) -> str:
        """The name of the recording."""
        return self.job.subject.file

    @property
    def share(self) -> float:
        """How much of the present stretch of work is done, 0..1; 0 while that is unknown."""
        return min(self.done_s / self.total_s, 1.0) if self.total_s else 0.0

    def end(self, last: Finished | Failed) -> None:
        """Note that the analysis is over, and how it ended."""
        if isinstance(last, Failed):
            self.problem, self.state = self._in_its_words(_sentence(last.error)), State.FAILED
        else:
            problems = " ".join(str(problem) for one in last.result for problem in one.problems)
            self.problem, self.state = self._in_its_words(problems), State.DONE

    def words(self, now_s: float) -> str:
        """What is being done and about how long it still takes; `now_s` is of the same clock as `began_s`."""
        if self.state is not State.RUNNING or not self.share:
            return f"{self.what}…"
        left_s = (now_s - self.began_s) * (1 - self.share) / self.share
        known = now_s - self.began_s >= _TOO_SOON_S
        return f"{self.what}, about {duration(max(left_s, 1.0))} left" if known else f"{self.what}…"

    def _in_its_words(self, sentence: str) -> str:
        """The sentence with the path of the recording replaced by the name it was handed in under."""
        return sentence.replace(str(self.job.video), self.file)


class Analyses:
    """The recordings handed in since the server began. It is safe to use from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._all: list[Work] = []
        self._thread: threading.Thread | None = None

    def hand_in(self, job: Job, upload: Path | None = None) -> Work:
        """Analyse a recording as soon as those before it are done, and then delete `upload` with its folder.

        Raises OutputError when the folder of the result cannot be written to.
        """
        outputs.prepare_folder(job.out, job.subject)
        work = Work(job, upload)
        with self._lock:
            self._all.append(work)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work_off, daemon=True)
                self._thread.start()
        return work

    def under_way(self) -> list[Work]:
        """The recordings that wait or are being analysed, in the order they were handed in."""
        with self._lock:
            return [work for work in self._all if work.state in (State.WAITING, State.RUNNING)]

    def failed(self) -> list[Work]:
        """The recordings with a problem that nobody has taken note of."""
        with self._lock:
            return [work for work in self._all if work.problem]

    def note(self, work: Work) -> None:
        """Clear the problem of a recording, because somebody has read it."""
        work.problem = ""

    def folders(self) -> set[Path]:
        """The folders of the results under way."""
        return {work.job.out for work in self.under_way()}

    def _work_off(self) -> None:
        while (work := self._next()) is not None:
            try:
                last = self._analyze(work)
            except Exception as error:
                last = Failed(error)
            if work.upload is not None:
                shutil.rmtree(work.upload.parent, ignore_errors=True)
            work.end(last)

    def _analyze(self, work: Work) -> Finished | Failed:
        """Analyse in a process of its own, so that its memory is given back when it is done."""
        with Workers(1) as workers:
            for _, message in workers.run([AnalyzeFile(work.job)], never):
                match message:
                    case Finished() | Failed():
                        return message
                    case (str(what), float() | None as total_s):
                        work.what, work.total_s, work.done_s = what, total_s, 0.0
                        work.began_s = self._clock()
                    case float(done_s):
                        work.done_s = done_s
        raise AssertionError("a worker said nothing")

    def _next(self) -> Work | None:
        with self._lock:
            work = next((work for work in self._all if work.state is State.WAITING), None)
            if work is None:
                self._thread = None
            else:
                work.state, work.what, work.began_s = State.RUNNING, "Getting ready", self._clock()
            return work


def keep_upload(name: str, content: BinaryIO, root: Path) -> Path:
    """Write an uploaded recording to a new folder within `root` and give its path, which keeps the name.

    Raises OutputError when it cannot be written, UnsuitableError when it is empty.
    """
    name = Path(name).name or "set"
    outputs.require_writable(root)
    folder = Path(tempfile.mkdtemp(prefix=_UPLOADS, dir=root))
    path = folder / name
    try:
        with outputs.whole_file(path) as partial, partial.open("wb") as file:
            shutil.copyfileobj(content, file)
        if not path.stat().st_size:
            raise UnsuitableError(f"{name} is empty: upload the recording itself.")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return path


def _sentence(error: Exception) -> str:
    if isinstance(error, WorkerCrashedError):  # its sentence names options that a page lacks
        print(error, file=sys.stderr)
        return (
            "The analysis broke off by itself, a fault of the program or of this recording; the terminal that"
            " Backline was started in has more."
        )
    if isinstance(error, WorkerError):
        return "The analysis was ended from outside, perhaps for want of memory; hand the recording in again."
    if isinstance(error, BacklineError):
        return str(error)
    print(error, file=sys.stderr)
    return (
        "The analysis ended with a fault of the program; the terminal that Backline was started in has more."
    )


ANALYSES = Analyses()
