"""Runs the program on test people, or on recordings, as a user runs it."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, Final

from analysis.analyze import Job, analyze
from analysis.executor import Failed, Finished, Send, Stopped, Task
from analysis.workers import Workers
from benchmarks.accuracy.cache import fetch_film, poses
from benchmarks.accuracy.outcomes import Outcome, TakeInfo
from benchmarks.accuracy.takes import USUAL, TestTake, takes
from benchmarks.truth import Clip, TruthError, read_truth
from exercises.catalogue import MOVEMENTS, find
from vision.frames import VideoFile
from vision.models import DEFAULT_MODEL
from vision.track import Track

_DRAWING_THREADS: Final = "LP_NUM_THREADS"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sets of all (`of`) are done; `left_s` is how long the others will take at that pace."""

    done: int
    of: int
    left_s: float


Told = Callable[[Progress], None]


def outcome_of(test_take: TestTake, cache: Path, model: str | Path = DEFAULT_MODEL) -> Outcome:
    """Film a set, or take it from the cache, and have the program report on it."""
    video, truth = fetch_film(test_take.take, cache)
    return _report_on(test_take.info, video, json.loads(truth.read_text()), cache, model)


def outcomes(
    test_takes: Sequence[TestTake],
    cache: Path,
    jobs: int | None = None,
    model: str | Path = DEFAULT_MODEL,
    told: Told | None = None,
) -> Iterator[Outcome]:
    """Give the outcome of each set, in the order in which the sets are done.

    `jobs` processes share the work, one for each core where it is None. Ending early, with Ctrl-C or by
    closing the iterator, loses only the sets under way.
    """
    return _shared_out([_OnTestTake(one.info.cast, one.name, cache, model) for one in test_takes], jobs, told)


def real_outcomes(
    folder: Path,
    cache: Path,
    jobs: int | None = None,
    model: str | Path = DEFAULT_MODEL,
    told: Told | None = None,
) -> Iterator[Outcome]:
    """Give the outcome of each recording in a folder with a truth.csv, as `outcomes` does for sets.

    A truth holds `reps` and `hold_s`, None where nobody was sure. Movements that the catalogue lacks are left
    out.

    Raises TruthError when nothing is left.
    """
    clips = [clip for clip in read_truth(folder) if clip.movement in MOVEMENTS]
    if not clips:
        raise TruthError(
            f"{folder / 'truth.csv'} names no recording of a known movement: its column `movement` takes"
            f" {', '.join(sorted(MOVEMENTS))}."
        )
    return _shared_out([_OnRecording(clip, cache, model) for clip in clips], jobs, told)


def _shared_out(tasks: Sequence[Task], jobs: int | None, told: Told | None) -> Iterator[Outcome]:
    started_s, done = monotonic(), 0
    with Workers(min(jobs or os.cpu_count() or 1, len(tasks)) or 1) as workers:
        for _, message in workers.run([_Tidy(task) for task in tasks], lambda: False):
            if isinstance(message, Failed):
                raise message.error
            assert isinstance(message, Finished)
            done += 1
            if told is not None:
                left_s = (monotonic() - started_s) / done * (len(tasks) - done)
                told(Progress(done, len(tasks), left_s))
            yield message.result


@dataclass(frozen=True, slots=True)
class _Tidy:
    """A task that clears away what it was making when its process is told to end."""

    task: Task

    def run(self, send: Send, stopped: Stopped) -> Any:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        os.environ.setdefault(_DRAWING_THREADS, "1")  # the processes share the cores already
        return self.task.run(send, stopped)


@dataclass(frozen=True, slots=True)
class _OnTestTake:
    """The task of one set, which goes to a worker by name, since its motion cannot be pickled."""

    cast: str
    name: str
    cache: Path
    model: str | Path

    def run(self, send: Send, stopped: Stopped) -> Outcome:
        test_take = next(one for one in takes(self.cast) if one.name == self.name)
        return outcome_of(test_take, self.cache, self.model)


@dataclass(frozen=True, slots=True)
class _OnRecording:
    clip: Clip
    cache: Path
    model: str | Path

    def run(self, send: Send, stopped: Stopped) -> Outcome:
        clip = self.clip
        truth = {"reps": clip.reps if clip.sure else None, "hold_s": clip.hold_s if clip.sure else None}
        return _report_on(_info(clip), clip.path, truth, self.cache, self.model)


def _info(clip: Clip) -> TakeInfo:
    """What is known of a recording; how far its camera stood from the best view is not."""
    with VideoFile(clip.path) as video:
        size_px, fps = video.size_px, video.fps
    name, movement = clip.path.name, clip.movement
    return TakeInfo(name, "real", movement, "", "", USUAL, clip.view, nan, nan, nan, size_px, fps)


def _report_on(info: TakeInfo, video: Path, truth: dict[str, Any], cache: Path, model: str | Path) -> Outcome:
    """The report that the command line would write, on poses from the cache or found now."""
    with_outline = find(info.movement).needs_outline
    with TemporaryDirectory() as folder:
        out = Path(folder)

        def find_poses(target: Path) -> None:
            analyze(
                Job(info.movement, out / "found", video, model=model, with_video=False, save_track=target)
            )

        track = poses(video, cache, find_poses, with_outline, model)
        report = analyze(Job(info.movement, out / "report", track=track, with_video=False)).report
    return Outcome(info, truth, report, Track.load(track))
