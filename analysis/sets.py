"""A recording whose movements nobody named: its poses are found, its sets recognised, and each analysed.

All poses are kept in memory meanwhile, 0.7 kB a frame, which is 75 MB for an hour.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from analysis import outputs
from analysis.analyze import (
    Analysis,
    Job,
    NoPersonError,
    UnsuitableError,
    analyze,
    analyze_set,
    open_inputs,
)
from analysis.executor import Executor, Stopped
from analysis.parts import EstimatePart, Part, never, poses_in_one_pass, poses_in_parts, split
from analysis.progress import NoProgress, Progress
from analysis.recording import duration_s, nobody_in, plumb_of, reading_as_source
from exercises.any_movement import ANY_ID, movement_in
from exercises.recognition import FoundSet, Recognition, lookalikes, recognise
from exercises.report import MovementGuess, SetRecognition
from reports.wording import movement_noun
from vision.errors import BacklineError
from vision.frames import MAX_FPS, VideoFile
from vision.track import Track, TrackBuilder

_GUESSES: Final = 3


class UnknownSetError(BacklineError):
    """Nothing in a recording was recognised."""


def analyze_recording(
    job: Job,
    progress: Progress | None = None,
    stopped: Stopped = never,
    workers: Executor | None = None,
) -> list[Analysis]:
    """Analyse a recording: as the movement that was named, as any movement, or each set as what it is.

    With workers the recording is split in time over them.

    Raises BacklineError when there is nothing to analyse, nothing was recognised, or there is nowhere to
    write to.
    """
    if job.movement is not None and job.movement != ANY_ID:
        return [analyze(job, progress, stopped, workers)]
    if job.side is not None:
        raise UnsuitableError(f"--side {job.side} needs a movement that is counted side by side: name it.")
    progress = progress or NoProgress()
    with open_inputs(job) as (track, video):
        outputs.prepare_folder(job.out, job.subject)
        if track is None:
            assert video is not None
            track = find_poses(
                video, job.subject.file, job.model, True, job.max_fps, progress, stopped, workers
            )
            if job.save_track is not None:
                track.save(job.save_track)
        if not any(pose is not None for _, pose in track):
            raise NoPersonError(nobody_in(job.subject.file))
        whole = bool((track.source or {}).get("complete", True))
        stopped = stopped if whole else never  # after a stop, the poses seen so far are still analysed
        if job.movement == ANY_ID:
            movement = movement_in(track, plumb_of(track, video))
            job = replace(job, save_track=None)
            return [analyze_set(job, movement, track, video, progress, stopped, workers)]
        progress.begin("Recognising", None)
        found = recognise(track, plumb_of(track, video))
        return analyze_sets(job, found, track, video, progress, stopped, workers)


def find_poses(
    video: VideoFile,
    file: str,
    model: str | Path,
    with_outline: bool,
    max_fps: float | None = MAX_FPS,
    progress: Progress | None = None,
    stopped: Stopped = never,
    workers: Executor | None = None,
) -> Track:
    """Find the poses of a recording, which goes by the name `file`.

    The track's source says how it was read. `max_fps` is what the video was opened with. Outlines are found
    where a movement may need them.
    """
    progress = progress or NoProgress()
    plumb, lasts_s = plumb_of(None, video), duration_s(None, video)
    builder = TrackBuilder(video.size_px, with_outline)
    parts = split(lasts_s, workers.count if workers else 1)
    progress.begin("Finding the poses", lasts_s)
    if workers is None or len(parts) == 1:
        reading = poses_in_one_pass(
            video,
            model,
            with_outline,
            lambda frame, pose: builder.append(frame.time_s, pose),
            stopped,
            progress.reach,
        )
    else:
        tasks = [EstimatePart(video.path, part, max_fps, model, with_outline) for part in parts]
        reading = poses_in_parts(workers, tasks, builder.append, stopped, progress.reach)
    builder.source = {
        "file": file,
        "duration_s": lasts_s,
        "fps": video.fps,
        "frames": len(builder),
        **reading_as_source(reading, plumb),
    }
    return builder.build()


def analyze_sets(
    job: Job,
    found: Recognition,
    track: Track,
    video: VideoFile | None,
    progress: Progress | None = None,
    stopped: Stopped = never,
    workers: Executor | None = None,
) -> list[Analysis]:
    """Analyse each set that was recognised in a track, in a folder of its own, and list them in `sets.json`.

    Raises UnknownSetError when nothing was recognised, and BacklineError when there is nowhere to write to.
    """
    facts = [set_recognition(found, number) for number in range(1, len(found.sets) + 1)]
    folders = [f"set-{number}-{one.movement.id}" for number, one in enumerate(found.sets, 1)]
    listed = [{"folder": folder, **asdict(fact)} for folder, fact in zip(folders, facts, strict=True)]
    overview = {"movement": None, "source": {"file": job.subject.file}, "sets": listed}
    if found.sets or job.save_track is not None:
        outputs.write_json(job.out / outputs.SETS, overview)
    if not found.sets:
        raise UnknownSetError(nothing_recognised(job.subject.file, found))
    analyses = []
    for one, folder, fact in zip(found.sets, folders, facts, strict=True):
        if stopped():
            break
        its_job = replace(job, movement=one.movement.id, out=job.out / folder, save_track=None)
        part = Part(one.start_s, None if one.end_s >= track.time_s[-1] else one.end_s)
        its_track = part_of(track, one)
        analyses.append(
            analyze_set(its_job, one.movement, its_track, video, progress, stopped, workers, part, fact)
        )
    return analyses


def part_of(track: Track, one: FoundSet) -> Track:
    """The track of one set, with what was lost in it."""
    first, last = track.time_s.searchsorted([one.start_s, one.end_s])
    end = len(track) if one.end_s >= track.time_s[-1] else int(last)
    part = track.frames(slice(int(first), end))
    source = track.source or {}
    lost = [span for span in source.get("lost", []) if span[1] > one.start_s and span[0] < one.end_s]
    part.source = {**source, "lost": lost}
    return part


def set_recognition(found: Recognition, number: int) -> SetRecognition:
    """What the report says of how the set with this number, from 1 on, was recognised."""
    one = found.sets[number - 1]
    return SetRecognition(
        set=number,
        of=len(found.sets),
        start_s=round(one.start_s, 3),
        end_s=round(one.end_s, 3),
        sure=round(one.sureness, 2),
        guesses=tuple(
            MovementGuess(guess.movement.id, guess.movement.name, round(guess.evidence, 2))
            for guess in one.guesses[:_GUESSES]
        ),
        looks_like=tuple(other.id for other in lookalikes(one.movement)),
    )


def nothing_recognised(file: str, found: Recognition) -> str:
    """The sentence about a recording in which no set was recognised."""
    near = [movement_noun(movement.name, 1) for movement in found.nearest]
    nearest = f"; nearest came {' and '.join(near)}" if near else ""
    return (
        f"No movement was recognised in {file}{nearest}: name it with --movement, or count whatever"
        " repeats with --movement any."
    )
