"""One long recording, split in time over worker processes: poses first, then the annotated video.

Each worker follows the person for half a second before its part begins, so that the tracker and the lock on
the person are settled. The result is one track, in order, and one video, joined without encoding again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from analysis.annotate import Behind, annotate, read_overlays
from analysis.executor import Executor, Failed, Finished, Send, Stopped
from vision.background import ahead
from vision.estimate import PoseEstimator
from vision.frames import LostSpan, VideoFile
from vision.pose import Frame, Pose
from vision.track import Track, TrackBuilder
from vision.video_writer import VideoWriter, concatenate

WARM_UP_S: Final = 0.5  # measured: landmarks then agree with those of an unbroken run as well as after 1 s
COACHING_RATIO: Final = 0.02  # measured: coaching takes so much of the time that finding poses takes
SHORTEST_PART_S: Final = 8.0  # guess: starting a process costs more than a shorter part saves
_BATCH: Final = 60  # measured: frames coached in a row take half the time of those coached one by one

Told = Callable[[float], None]


@dataclass(slots=True)
class Reading:
    """How a recording was read: what was missing in it, and whether its end was reached."""

    lost: list[LostSpan] = field(default_factory=list)
    other_person_s: float = 0.0
    complete: bool = True
    dark_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a recording; `end_s` is None for its end."""

    start_s: float
    end_s: float | None


WHOLE: Final = Part(0.0, None)


def split(end_s: float | None, count: int, whole: Part = WHOLE) -> list[Part]:
    """Split a stretch into at most `count` parts.

    Each part takes a little longer than the one before it, warming up included, because its poses wait until
    the poses before them have been coached. A short stretch, or one of unknown end, is left whole.
    """
    lasts_s = 0.0 if end_s is None else end_s - whole.start_s
    parts = max(1, min(count, int(lasts_s / SHORTEST_PART_S)))
    shares = [1 + COACHING_RATIO * i for i in range(parts)]
    share_s = (lasts_s + WARM_UP_S * (parts - 1)) / sum(shares)
    ends = [whole.start_s + share_s * sum(shares[:i]) - WARM_UP_S * (i - 1) for i in range(1, parts)]
    return [Part(start, end) for start, end in zip([whole.start_s, *ends], [*ends, whole.end_s], strict=True)]


def poses_in_one_pass(
    video: VideoFile,
    model: str | Path,
    with_outline: bool,
    after: Callable[[Frame, Pose | None], None],
    stopped: Stopped,
    told: Told,
) -> Reading:
    """Find the pose in each frame; `after` gets frame and pose, in order, in a thread of its own."""
    with (
        PoseEstimator(model, with_outline) as estimator,
        closing(estimator.follow(iter(video))) as found,
        closing(Behind[tuple[Frame, Pose | None]](lambda seen: after(*seen))) as behind,
    ):
        complete = True
        for frame, pose in found:
            if stopped():
                complete = False
                break
            behind.put((frame, pose))
            told(frame.time_s)
        behind.finish()
        return Reading(video.lost, estimator.other_person_s, complete, estimator.dark_s)


def poses_in_parts(
    workers: Executor,
    tasks: list[EstimatePart],
    take: Callable[[float, Pose | None], object],
    stopped: Stopped,
    told: Told,
) -> Reading:
    """Find the poses of all parts at once; `take` gets them in order of time."""
    reading = Reading(complete=False)
    for found in poses_in_order(workers, tasks, stopped, told):
        if isinstance(found, Reading):
            reading = found
        else:
            take(*found)
    return reading


@dataclass(frozen=True, slots=True)
class EstimatePart:
    """Finds the poses of a part. It sends tracks of a few frames each; the result is a Reading."""

    video: Path
    part: Part
    max_fps: float | None
    model: str | Path
    with_outline: bool

    def run(self, send: Send, stopped: Stopped) -> Reading:
        """See `analysis.executor.Task`."""
        warm_up_from_s = max(0.0, self.part.start_s - WARM_UP_S)
        with (
            VideoFile(self.video, self.max_fps, start_s=warm_up_from_s, end_s=self.part.end_s) as video,
            PoseEstimator(self.model, self.with_outline) as estimator,
        ):
            batch = TrackBuilder(video.size_px)
            complete = True
            other_before_s = dark_before_s = 0.0
            # Nothing is read ahead: there is no core to spare for it (measured: 3.5 % less time so).
            for frame in video:
                if stopped():
                    complete = False
                    break
                pose = estimator.estimate(frame)
                if frame.time_s < self.part.start_s:
                    other_before_s, dark_before_s = estimator.other_person_s, estimator.dark_s
                    continue
                batch.append(frame.time_s, pose)
                if len(batch) == _BATCH:
                    send(batch.build())
                    batch = TrackBuilder(video.size_px)
            send(batch.build())
            lost = [span for span in video.lost if span.end_s > self.part.start_s]
            other_s = estimator.other_person_s - other_before_s
            return Reading(lost, other_s, complete, estimator.dark_s - dark_before_s)


@dataclass(frozen=True, slots=True)
class DrawPart:
    """Draws and encodes a part. It sends the times of frames drawn; the result says whether all were."""

    video: Path
    part: Part
    max_fps: float | None
    overlays: Path
    overlays_start: int
    target: Path

    def run(self, send: Send, stopped: Stopped) -> bool:
        """See `analysis.executor.Task`."""
        with (
            VideoFile(self.video, self.max_fps, start_s=self.part.start_s, end_s=self.part.end_s) as video,
            closing(ahead(iter(video))) as frames,
        ):
            with VideoWriter(self.target, video.size_px, min(video.fps, self.max_fps or video.fps)) as writer:
                return annotate(
                    frames, read_overlays(self.overlays, self.overlays_start), writer, send, stopped
                )


def poses_in_order(
    workers: Executor, tasks: list[EstimatePart], stopped: Stopped, told: Told
) -> Iterator[tuple[float, Pose | None] | Reading]:
    """Give the poses of all parts in order of time, and at last how the whole was read.

    After an interruption it gives the poses up to the first gap. `told` gets the seconds done.
    """
    waiting: list[deque[Track]] = [deque() for _ in tasks]
    readings: list[Reading | None] = [None] * len(tasks)
    done_s = [0.0] * len(tasks)
    current = 0
    for number, message in workers.run(tasks, stopped):
        if isinstance(message, Failed):
            raise message.error
        if isinstance(message, Finished):
            readings[number] = message.result
        elif len(message):
            waiting[number].append(message)
            done_s[number] = message.time_s[-1] - tasks[number].part.start_s
            told(sum(done_s))
        while current < len(tasks):
            while waiting[current]:
                yield from waiting[current].popleft()
            reading = readings[current]
            if reading is None or not reading.complete:
                break
            current += 1
    yield _whole(readings[: current + 1])


def _whole(readings: list[Reading | None]) -> Reading:
    whole = Reading()
    for reading in readings:
        if reading is None:  # the part was never begun
            whole.complete = False
            break
        whole.complete &= reading.complete
        whole.other_person_s += reading.other_person_s
        whole.dark_s += reading.dark_s
        for span in reading.lost:
            _add_span(whole.lost, span)
    return whole


def _add_span(lost: list[LostSpan], span: LostSpan) -> None:
    """Add a span; a span that was cut in two between parts becomes one again."""
    if lost and span.start_s <= lost[-1].end_s:
        lost[-1] = LostSpan(lost[-1].start_s, max(lost[-1].end_s, span.end_s), lost[-1].reason)
    else:
        lost.append(span)


def draw_in_parts(workers: Executor, tasks: list[DrawPart], path: Path, stopped: Stopped, told: Told) -> bool:
    """Draw all parts and join them to the video at `path`; False when an interruption cut it short."""
    whole = [False] * len(tasks)
    done_s = [0.0] * len(tasks)
    for number, message in workers.run(tasks, stopped):
        if isinstance(message, Failed):
            raise message.error
        if isinstance(message, Finished):
            whole[number] = message.result
        else:
            done_s[number] = message - tasks[number].part.start_s
            told(sum(done_s))
    unbroken = next((i for i, complete in enumerate(whole) if not complete), len(tasks) - 1) + 1
    drawn: list[str | Path] = [task.target for task in tasks[:unbroken] if task.target.exists()]
    if drawn:
        concatenate(drawn, path)
    return all(whole)


def never() -> bool:
    """Say that nobody interrupts the work."""
    return False
