"""From a recording, or its saved track, to report, table, page and annotated video.

One job reads the recording once: decoding runs ahead in a thread, poses are found on the calling thread, and
coaching, drawing and encoding follow in a third. With several jobs the recording is split in time
(`analysis.parts`), the poses are coached in order, and the video is drawn in a second reading. Nothing that
grows with the length of the recording is kept in memory but what the report needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from analysis import outputs
from analysis.annotate import AnnotatedVideo, OverlayLog
from analysis.executor import Executor, Stopped
from analysis.outputs import OutputError
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
from analysis.progress import NoProgress, Progress
from exercises.any_movement import ANY_ID
from exercises.body import BOTH_SIDES, Side
from exercises.catalogue import find
from exercises.coach import Coach
from exercises.movement import Check, HoldCheck, Movement
from exercises.strictness import Strictness
from reports.key_moments import KeyMoment, key_moments
from reports.report_page import write_report_page
from reports.tables import write_reps_csv
from vision.draw import Overlay, key_picture
from vision.errors import BacklineError
from vision.frames import MAX_FPS, LostSpan, VideoFile
from vision.geometry import PlumbLine
from vision.models import DEFAULT_MODEL
from vision.plumb import plumb_line
from vision.pose import Frame, Pose
from vision.track import Track, TrackBuilder

_PATIENCE_S: Final = 0.5  # of somebody else in the picture before it is worth a warning
_SWITCH_S: Final = 0.0001


class UnsuitableError(BacklineError):
    """What was asked for does not go together."""


class NoPersonError(BacklineError):
    """Nobody was found in the whole recording."""


@dataclass(frozen=True, slots=True)
class Job:
    """One recording and what to make of it.

    `video`, `track` or both: with a track the poses are taken from it and the video serves for pictures.
    `movement` is its id, None where it is to be recognised. `out` is the folder to write to. `max_fps` None
    reads every frame. `save_track` is the file to keep the poses in. `strictness` is how form is judged.
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
        """What the folder of the results belongs to."""
        return outputs.Subject(recording_name(self.video, self.track), self.movement)


@dataclass(slots=True)
class Analysis:
    """What came of a job.

    `report` is the content of report.json; `files` are those written; `problems` say what could not be done.
    """

    report: dict[str, Any]
    files: list[Path] = field(default_factory=list)
    problems: list[BacklineError] = field(default_factory=list)


def recording_name(video: Path | None, track: Path | None) -> str:
    """The file name that a recording goes by: its own, else the one its track was saved from.

    Raises TrackError when it has to be read from a track that is none.
    """
    if video is not None:
        return _text(video.name)
    assert track is not None
    source = Track.load(track).source or {}
    return str(source.get("file") or _text(track.name))


def _text(name: str) -> str:
    """A file name whose bytes are no text, as text."""
    return os.fsencode(name).decode("utf-8", "replace")


def analyze(
    job: Job,
    progress: Progress | None = None,
    stopped: Stopped = never,
    workers: Executor | None = None,
) -> Analysis:
    """Analyse one recording, with workers split in time over them.

    When `stopped` says so the analysis ends there, and what was seen becomes a report marked as partial. A
    file that cannot be written is a problem of the analysis and leaves the others alone.

    Raises BacklineError when there is nothing to analyse or nowhere to write to.
    """
    assert job.movement is not None
    movement = suitable_movement(job.movement, job.side)
    with opened(job) as (track, video):
        return analyze_set(job, movement, track, video, progress, stopped, workers)


@contextmanager
def _take_turns_sooner() -> Iterator[None]:
    """The thread that finds poses must not wait for the one that draws."""
    usual_s = sys.getswitchinterval()
    if usual_s <= _SWITCH_S:  # of its own, or another analysis set it and will set it back
        yield
        return
    sys.setswitchinterval(_SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(usual_s)


@contextmanager
def opened(job: Job) -> Iterator[tuple[Track | None, VideoFile | None]]:
    """What the job takes its poses and pictures from. Raises BacklineError when it cannot be used.

    Meanwhile the threads of this process take turns sooner (`sys.setswitchinterval`).
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
    recognition: dict[str, Any] | None = None,
) -> Analysis:
    """Analyse one set, as `analyze`. With a `part` the track is of this stretch of the video; `recognition`
    goes into the report.
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
        recognition: dict[str, Any] | None,
    ) -> None:
        self._job, self._movement, self._recognition = job, movement, recognition
        self._track, self._video = track, video
        self._scratch, self._progress, self._stopped = scratch, progress, stopped
        self._size_px = _frame_size_px(track, video)
        self._duration_s = duration_s(track, video)
        self._plumb = plumb_of(track, video)
        coach = Coach(movement, self._size_px, job.side, self._plumb, job.strictness)
        self._follower = _Follower(job, coach, self._size_px, OverlayLog(scratch / "overlays"))
        end_s = self._duration_s if part.end_s is None else part.end_s
        self._parts = split(end_s, workers.count, part) if video and workers else [part]
        self._workers = workers if len(self._parts) > 1 else None
        self._files: list[Path] = []
        self._problems: list[BacklineError] = []

    def close(self) -> None:
        """Let go of what is open."""
        self._follower.log.close()

    def all(self) -> Analysis:
        """Do it all."""
        draws = self._video is not None and self._job.with_video
        one_pass = self._track is None and self._workers is None
        annotated = self._annotated_video() if draws and one_pass else None
        reading = self._follow(annotated)
        report = self._report(reading)
        self._write(outputs.REPORT, lambda path: outputs.write_report(path, report))
        self._write(outputs.REPS, lambda path: _write_reps(path, report))
        self._save_track(report, reading)
        if annotated is not None:
            self._finish_video(annotated)
        self._write(outputs.PAGE, lambda path: write_report_page(path, report, self._pictures(report)))
        if draws and annotated is None and reading.complete:
            self._write(outputs.VIDEO, self._draw)
        if reading.complete and not self._follower.seen:
            self._problems.append(NoPersonError(nobody_in(report["source"]["file"])))
        return Analysis(report, self._files, self._problems)

    # -- following the person ------------------------------------------------------------------------------

    def _follow(self, annotated: AnnotatedVideo | None) -> Reading:
        if self._track is not None:
            return self._follow_track(self._track)
        if self._workers is not None:
            return self._follow_parts(self._workers)
        return self._follow_video(annotated)

    def _follow_video(self, annotated: AnnotatedVideo | None) -> Reading:
        """One pass: what follows a pose happens in another thread, up to the encoded picture."""

        def after(frame: Frame, pose: Pose | None) -> None:
            overlay = self._follower.take(frame.time_s, pose)
            if annotated is not None:
                annotated.write(frame, overlay)

        self._progress.begin("Analysing", self._duration_s)
        with_outline = self._movement.needs_outline
        return poses_in_one_pass(
            self._opened_video(), self._job.model, with_outline, after, self._stopped, self._progress.reach
        )

    def _follow_parts(self, workers: Executor) -> Reading:
        job, video = self._job, self._opened_video()
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

    def _report(self, reading: Reading) -> dict[str, Any]:
        found = self._follower.coach.finish(self._source(), partial=not reading.complete)
        report = replace(found, recognition=self._recognition).to_dict()
        report["warnings"] += reading_warnings(reading)
        return report

    def _source(self) -> dict[str, Any]:
        saved = (self._track.source if self._track else None) or {}
        video = self._video
        fps = video.fps if video else usual_fps(self._track)
        return {
            "file": self._job.subject.file,
            "duration_s": saved.get("duration_s", rounded(self._duration_s or self._follower.last_s)),
            "fps": saved.get("fps", rounded(fps)),
            "frames": self._follower.frames,
        }

    def _save_track(self, report: dict[str, Any], reading: Reading) -> None:
        path, poses = self._job.save_track, self._follower.poses
        if path is None or poses is None:
            return
        poses.source = {**report["source"], **reading_as_source(reading, self._plumb)}
        self._try(path, lambda: poses.build().save(path))

    def _annotated_video(self) -> AnnotatedVideo:
        video = self._opened_video()
        fps = min(video.fps, self._job.max_fps or video.fps)
        return AnnotatedVideo(self._job.out / outputs.VIDEO, video.size_px, fps)

    def _finish_video(self, annotated: AnnotatedVideo) -> None:
        annotated.close()
        if annotated.error is not None:
            self._problems.append(annotated.error)
        elif (path := self._job.out / outputs.VIDEO).exists():
            self._files.append(path)

    def _draw(self, path: Path) -> None:
        """The annotated video in a second reading, in parts when there are workers."""
        log = self._follower.log
        if log.error is not None:
            raise log.error
        video, max_fps = self._opened_video(), self._job.max_fps
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

    def _pictures(self, report: dict[str, Any]) -> dict[str, bytes]:
        if self._video is None:
            return {}
        found: dict[str, bytes] = {}
        for moment in key_moments(report):
            with suppress(BacklineError):  # a damaged stretch: the page does without the picture
                frame = self._video.frame_at(moment.time_s)
                if (overlay := self._follower.log.at(frame.time_s)) is not None:
                    found[moment.key] = key_picture(frame.image_rgb, self._of_moment(overlay, moment, report))
        return found

    def _of_moment(self, overlay: Overlay, moment: KeyMoment, report: dict[str, Any]) -> Overlay:
        """The overlay as the key picture of a fault, or of the same moment done well, shows it."""
        checks: list[Check | HoldCheck] = [*self._movement.checks, *self._movement.hold_checks]
        check = next(check for check in checks if check.id == moment.check)
        of_rep = [rep["side"] for rep in report["rep_list"] if rep["index"] == moment.rep_index]
        side = next(filter(None, of_rep), report["side"])
        sides = (Side(side),) if side else BOTH_SIDES
        joints = frozenset(joint.landmark(side) for joint in check.shows for side in sides)
        fault = moment.kind == "fault"
        shows_back = getattr(check, "shows_back", False)
        return replace(
            overlay,
            highlight=joints if fault else frozenset(),
            back_state=("fault" if fault else "ok") if shows_back else None,
        )

    def _write(self, name: str, write: Any) -> None:
        path = self._job.out / name
        self._try(path, lambda: write(path))

    def _try(self, path: Path, write: Any) -> None:
        """Write one file; what goes wrong is kept, so that the others are written all the same."""
        try:
            write()
        except OSError as error:
            self._problems.append(OutputError(outputs.why_not_written(path, error)))
        except BacklineError as error:
            self._problems.append(error)
        else:
            self._files.append(path)

    def _opened_video(self) -> VideoFile:
        assert self._video is not None
        return self._video


class _Follower:
    """What is done with every pose, wherever it comes from."""

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


def _frame_size_px(track: Track | None, video: VideoFile | None) -> tuple[int, int]:
    if track is not None:
        return track.frame_size_px
    assert video is not None
    return video.size_px


def plumb_of(track: Track | None, video: VideoFile | None) -> PlumbLine | None:
    """How upright things are tilted, by what was saved or by the first picture; None when neither tells."""
    if track is not None:
        saved = (track.source or {}).get("plumb_deg")
        return PlumbLine(*saved) if saved else None
    assert video is not None
    with suppress(BacklineError):  # a recording damaged at its start
        return plumb_line(video.frame_at(0.0).image_rgb)
    return None


def duration_s(track: Track | None, video: VideoFile | None) -> float | None:
    """How long a recording is, None when unknown."""
    if video is not None:
        return video.duration_s
    return float(track.time_s[-1]) if track is not None and len(track) else None


def usual_fps(track: Track | None) -> float | None:
    """Frames a second of a track, None when it does not tell."""
    if track is None or len(track) < 2:
        return None
    return 1 / float(np.median(np.diff(track.time_s)))


def rounded(value: float | None) -> float | None:
    """To a thousandth; None stays None."""
    return None if value is None else round(value, 3)


def _write_reps(path: Path, report: dict[str, Any]) -> None:
    with outputs.whole_file(path) as partial:
        write_reps_csv(partial, report)


def reading_as_source(reading: Reading, plumb: PlumbLine | None) -> dict[str, Any]:
    """How the recording was read and how upright things are tilted in it, as a saved track keeps it."""
    return {
        "plumb_deg": [plumb.roll_deg, plumb.convergence_deg] if plumb else None,
        "lost": [[span.start_s, span.end_s, span.reason] for span in reading.lost],
        "other_person_s": reading.other_person_s,
        "complete": reading.complete,
    }


def reading_of(track: Track) -> Reading:
    """How the recording of a track was read, by what was saved with it."""
    source = track.source or {}
    lost = [LostSpan(*span) for span in source.get("lost", [])]
    return Reading(lost, float(source.get("other_person_s", 0.0)), bool(source.get("complete", True)))


def reading_warnings(reading: Reading) -> list[str]:
    """What there is to say of how a recording was read."""
    found = [
        f"Nothing could be seen from {span.start_s:.1f} to {span.end_s:.1f} s: {span.reason}."
        for span in reading.lost
    ]
    if reading.other_person_s > _PATIENCE_S:
        found.append(
            f"Somebody else was in the picture for {reading.other_person_s:.1f} s and was left out;"
            " have only one person in the picture."
        )
    return found


def nobody_in(file: str) -> str:
    """What to say of a recording without a person."""
    return f"Nobody was found in {file}: film the whole body in good light, the camera upright and still."
