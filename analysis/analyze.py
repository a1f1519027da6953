"""From a recording, or its saved track, to report, table, page and annotated video.

One job reads the recording once: decoding runs ahead in a thread, poses are found on the calling thread, and
coaching, drawing and encoding follow in a third. With several jobs the recording is split in time
(`analysis.parts`), the poses are coached in order, and the video is drawn in a second reading. Nothing that
grows with the length of the recording is kept in memory but what the report needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from analysis import outputs
from analysis.annotate import AnnotatedVideo, OverlayLog
from analysis.executor import Executor, Stopped
from analysis.outputs import SetContent
from analysis.overlay import overlay_of
from analysis.parts import (
    WHOLE,
    DrawPart,
    EstimatePart,
    Part,
    Reading,
    draw_in_parts,
    never,
    poses_in_one_pass,
    poses_in_parts,
    split,
)
from analysis.pictures import key_pictures
from analysis.progress import NoProgress, Progress
from analysis.recording import (
    duration_s,
    frame_size_px,
    nobody_in,
    plumb_of,
    reading_as_source,
    reading_of,
    reading_warnings,
    source_facts,
)
from exercises.any_movement import ANY_ID
from exercises.body import Side
from exercises.catalogue import find
from exercises.coach import Coach
from exercises.movement import Movement
from exercises.report import SetRecognition, SetReport
from exercises.strictness import Strictness
from vision.draw import Overlay
from vision.errors import BacklineError
from vision.frames import MAX_FPS, VideoFile
from vision.models import DEFAULT_MODEL
from vision.pose import Frame, Pose
from vision.track import Track, TrackBuilder

_SWITCH_S: Final = 0.0001


class UnsuitableError(BacklineError):
    """What was asked for does not go together."""


class NoPersonError(BacklineError):
    """Nobody was found in the whole recording."""


@dataclass(frozen=True, slots=True)
class Job:
    """One recording and what to make of it.

    A job has a `video`, a `track` or both: the poses are then taken from the track, and the video serves for
    pictures. `movement` is the id of the movement, None where it is to be recognised. `out` is the folder to
    write to. `max_fps` None reads every frame. `save_track` is the file to keep the poses in, None where they
    are not kept. `strictness` is how form is judged.
    """

    movement: str | None
    out: Path
    video: Path | None = None
    track: Path | None = None
    side: Side | None = None
    model: str | Path = DEFAULT_MODEL
    max_fps: float | None = MAX_FPS
    with_video: bool = True
    save_track: Path | None = None
    strictness: Strictness = Strictness.USUAL

    @property
    def subject(self) -> outputs.Subject:
        """The recording and movement that the folder of the results belongs to."""
        return outputs.Subject(recording_name(self.video, self.track), self.movement)


@dataclass(slots=True)
class Analysis:
    """The results of a job.

    `report` is what report.json holds; `files` are the files written, with the folder of the pictures as one
    of them; `problems` say what could not be done.
    """

    report: SetReport
    files: list[Path] = field(default_factory=list)
    problems: list[BacklineError] = field(default_factory=list)


def recording_name(video: Path | None, track: Path | None) -> str:
    """The file name that a recording goes by: its own, else the one that its track was saved from.

    Raises TrackError when the name has to be read from a file that is no track.
    """
    if video is not None:
        return _text(video.name)
    assert track is not None
    source = Track.load(track).source or {}
    return str(source.get("file") or _text(track.name))


def _text(name: str) -> str:
    """A file name as text, even where its bytes are no valid text."""
    return os.fsencode(name).decode("utf-8", "replace")


def analyze(
    job: Job,
    progress: Progress | None = None,
    stopped: Stopped = never,
    workers: Executor | None = None,
) -> Analysis:
    """Analyse one recording; with workers it is split in time over them.

    The analysis ends when `stopped` says so, and what was seen until then becomes a report marked as partial.
    A file that cannot be written becomes a problem of the analysis; the others are written all the same.

    Raises BacklineError when there is nothing to analyse or nowhere to write to.
    """
    assert job.movement is not None
    movement = suitable_movement(job.movement, job.side)
    with open_inputs(job) as (track, video):
        return analyze_set(job, movement, track, video, progress, stopped, workers)


@contextmanager
def _take_turns_sooner() -> Iterator[None]:
    """Let threads take turns sooner, so that finding poses does not wait for drawing."""
    usual_s = sys.getswitchinterval()
    if usual_s <= _SWITCH_S:  # the process is set so, or another analysis set it and will set it back
        yield
        return
    sys.setswitchinterval(_SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual_s)


@contextmanager
def open_inputs(job: Job) -> Iterator[tuple[Track | None, VideoFile | None]]:
    """Open the track and the video that the job takes its poses and pictures from; None where it has none.

    Raises BacklineError when either cannot be used. Until they are closed, the threads of this process take
    turns sooner (`sys.setswitchinterval`).
    """
    with ExitStack() as stack:
        stack.enter_context(_take_turns_sooner())
        track = Track.load(job.track) if job.track is not None else None
        video = stack.enter_context(VideoFile(job.video, job.max_fps)) if job.video is not None else None
        if video is None and track is None:
            raise UnsuitableError(
                "There is nothing to analyse: give a recording, or a saved track with --track."
            )
        if track is not None and video is not None:
            _check_belongs(track, video)
        yield track, video


def analyze_set(
    job: Job,
    movement: Movement,
    track: Track | None,
    video: VideoFile | None,
    progress: Progress | None = None,
    stopped: Stopped = never,
    workers: Executor | None = None,
    part: Part = WHOLE,
    recognition: SetRecognition | None = None,
) -> Analysis:
    """Analyse one set as `analyze` does, of a movement that is known.

    With a `part` the track covers this stretch of the video; `recognition` goes into the report.
    """
    outputs.prepare_folder(job.out, job.subject)
    with ExitStack() as stack:
        scratch = stack.enter_context(outputs.scratch_folder(job.out))
        run = _Run(
            job,
            movement,
            track,
            video,
            scratch,
            progress or NoProgress(),
            stopped,
            workers,
            part,
            recognition,
        )
        stack.callback(run.close)
        return run.all()


def suitable_movement(movement_id: str, side: Side | None) -> Movement:
    """The movement, if `side` makes sense for it. Raises UnknownMovementError or UnsuitableError."""
    if movement_id == ANY_ID:
        raise UnsuitableError(
            "What repeats is only known at the end: record the set, and count it with"
            " `backline analyze set.mp4 --movement any`."
        )
    return counted_on(find(movement_id), side)


def counted_on(movement: Movement, side: Side | None) -> Movement:
    """The movement, if `side` makes sense for it. Raises UnsuitableError."""
    if side is not None and not movement.sides.apart:
        raise UnsuitableError(f"{movement.name} is not counted side by side: leave out --side {side}.")
    return movement


def _check_belongs(track: Track, video: VideoFile) -> None:
    """Raise UnsuitableError when the track cannot be of this recording."""
    if track.frame_size_px != video.size_px:
        sizes = "the track is of {}x{} pixels and {} has {}x{}".format(
            *track.frame_size_px, video.path, *video.size_px
        )
        raise UnsuitableError(f"The track is of another recording ({sizes}): give the one it was saved from.")


class _Run:
    """One analysis under way."""

    def __init__(
        self,
        job: Job,
        movement: Movement,
        track: Track | None,
        video: VideoFile | None,
        scratch: Path,
        progress: Progress,
        stopped: Stopped,
        workers: Executor | None,
        part: Part,
        recognition: SetRecognition | None,
    ) -> None:
        self._job, self._movement, self._recognition = job, movement, recognition
        self._track, self._video = track, video
        self._scratch, self._progress, self._stopped = scratch, progress, stopped
        self._size_px = frame_size_px(track, video)
        self._duration_s = duration_s(track, video)
        self._plumb = plumb_of(track, video)
        coach = Coach(movement, self._size_px, job.side, self._plumb, job.strictness)
        self._follower = _Follower(job, coach, self._size_px, OverlayLog(scratch / "overlays"))
        end_s = self._duration_s if part.end_s is None else part.end_s
        self._parts = split(end_s, workers.count, part) if video and workers else [part]
        self._workers = workers if len(self._parts) > 1 else None

    def close(self) -> None:
        """Close the files that are open."""
        self._follower.log.close()

    def all(self) -> Analysis:
        """Follow the person, then write every result."""
        draws = self._video is not None and self._job.with_video
        one_pass = self._track is None and self._workers is None
        annotated = self._annotated_video() if draws and one_pass else None
        reading = self._follow(annotated)
        report = self._report(reading)
        content = SetContent(
            report,
            pictures=cache(lambda: self._pictures(report)),
            save_track=self._saving_track(report, reading),
            write_video=self._writing_video(annotated, draws and reading.complete),
        )
        save_track = self._job.save_track
        elsewhere = {} if save_track is None else {outputs.TRACK: save_track}
        files, problems = outputs.write_set(self._job.out, content, elsewhere)
        if reading.complete and not self._follower.seen:
            problems.append(NoPersonError(nobody_in(self._job.subject.file)))
        return Analysis(report, files, problems)

    # -- following the person ------------------------------------------------------------------------------

    def _follow(self, annotated: AnnotatedVideo | None) -> Reading:
        if self._track is not None:
            return self._follow_track(self._track)
        if self._workers is not None:
            return self._follow_parts(self._workers)
        return self._follow_video(annotated)

    def _follow_video(self, annotated: AnnotatedVideo | None) -> Reading:
        """Follow the person in one pass; another thread coaches, draws and encodes what was found."""

        def after(frame: Frame, pose: Pose | None) -> None:
            overlay = self._follower.take(frame.time_s, pose)
            if annotated is not None:
                annotated.write(frame, overlay)

        self._progress.begin("Analysing", self._duration_s)
        with_outline = self._movement.needs_outline
        return poses_in_one_pass(
            self._require_video(), self._job.model, with_outline, after, self._stopped, self._progress.reach
        )

    def _follow_parts(self, workers: Executor) -> Reading:
        job, video = self._job, self._require_video()
        self._progress.begin("Finding the poses", self._duration_s)
        outline = self._movement.needs_outline
        tasks = [EstimatePart(video.path, part, job.max_fps, job.model, outline) for part in self._parts]
        return poses_in_parts(workers, tasks, self._follower.take, self._stopped, self._progress.reach)

    def _follow_track(self, track: Track) -> Reading:
        self._progress.begin("Analysing", self._duration_s)
        for time_s, pose in track:
            if self._stopped():
                return Reading(complete=False)
            self._follower.take(time_s, pose)
            self._progress.reach(time_s)
        return reading_of(track)

    # -- what is written -----------------------------------------------------------------------------------

    def _report(self, reading: Reading) -> SetReport:
        facts = source_facts(self._job.subject.file, self._track, self._video, self._follower.last_s)
        source = {**facts, "frames": self._follower.frames}
        coached = self._follower.coach.finish(source, partial=not reading.complete)
        warnings = (*coached.warnings, *reading_warnings(reading))
        return replace(coached, recognition=self._recognition, warnings=warnings)

    def _saving_track(self, report: SetReport, reading: Reading) -> Callable[[Path], None] | None:
        """The function that saves the poses, None where they are not to be kept."""
        poses = self._follower.poses
        if poses is None:
            return None
        poses.source = {**asdict(report.source), **reading_as_source(reading, self._plumb)}
        return lambda path: poses.build().save(path)

    def _writing_video(self, annotated: AnnotatedVideo | None, draws: bool) -> Callable[[Path], None] | None:
        """The function that completes or draws the annotated video, None where there is to be no video."""
        if annotated is not None:
            return lambda _: annotated.complete()
        return self._draw if draws else None

    def _annotated_video(self) -> AnnotatedVideo:
        video = self._require_video()
        fps = min(video.fps, self._job.max_fps or video.fps)
        return AnnotatedVideo(self._job.out / outputs.VIDEO, video.size_px, fps)

    def _draw(self, path: Path) -> None:
        """Draw the annotated video in a second reading, in parts when there are workers."""
        log = self._follower.log
        if log.error is not None:
            raise log.error
        video, max_fps = self._require_video(), self._job.max_fps
        tasks = [
            DrawPart(
                video.path,
                part,
                max_fps,
                log.path,
                log.start_of(part.start_s),
                self._scratch / f"{number}.mp4",
            )
            for number, part in enumerate(self._parts)
        ]
        self._progress.begin("Drawing the video", self._duration_s)
        if self._workers is not None:
            draw_in_parts(self._workers, tasks, path, self._stopped, self._progress.reach)
        else:
            replace(tasks[0], target=path).run(self._progress.reach, self._stopped)

    def _pictures(self, report: SetReport) -> dict[str, bytes]:
        if self._video is None:
            return {}
        return key_pictures(report, self._movement, self._video, self._follower.log)

    def _require_video(self) -> VideoFile:
        assert self._video is not None
        return self._video


class _Follower:
    """Does what is done with every pose, wherever the pose comes from."""

    def __init__(self, job: Job, coach: Coach, size_px: tuple[int, int], log: OverlayLog) -> None:
        self.coach = coach
        self.log = log
        self.poses = TrackBuilder(size_px, coach.movement.needs_outline) if job.save_track else None
        self.frames = 0
        self.seen = 0
        self.last_s = 0.0

    def take(self, time_s: float, pose: Pose | None) -> Overlay:
        """Coach one frame, keep what is needed later, and give what is to be drawn on it."""
        overlay = overlay_of(self.coach.update(pose, time_s), self.coach.movement, pose)
        self.log.append(overlay, time_s)
        if self.poses is not None:
            self.poses.append(time_s, pose)
        self.frames += 1
        self.seen += pose is not None
        self.last_s = time_s
        return overlay
