"""How well repetitions are counted on real footage.

    python -m benchmarks.counting FOLDER [--any] [--model lite] [--mirror] [--clips] [--jobs 2] [--tracks DIR]

FOLDER holds recordings and a `truth.csv` with the columns file, movement, reps, hold_s and confidence. Each
clip of a movement in the catalogue is coached as that movement and its count held against the truth; then
each clip is coached as every *other* movement, which must not find repetitions in it. `--mirror` does the
same with the pictures mirrored. `--tracks` keeps the poses between runs. `--any` counts every clip as any
movement instead, those that the catalogue lacks as well.

Figures: exact, share of clips counted exactly; within 1; MRE, mean of |counted - true| / true. They are given
for each movement, averaged over movements so that a frequent one does not decide, and for the clips of two or
more repetitions on their own: many clips hold a single one, where "always one" would do well.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from statistics import fmean

import numpy as np

from benchmarks.truth import Clip, read_truth
from exercises.any_movement import NothingRepeatsError, movement_in
from exercises.catalogue import MOVEMENTS
from exercises.coach import coach_track
from exercises.report import SetReport
from vision.estimate import PoseEstimator
from vision.frames import VideoFile
from vision.models import DEFAULT_MODEL
from vision.pose import Frame
from vision.track import Track, TrackBuilder

# A movement may count these clips although they go by another name: they show the same cycle with help from a
# machine, or with another weight. No pose tells them apart, so they are listed and not held against it.
_HANGING, _PULLING_DOWN = ("pull_up", "chin_up", "assisted_pull_up"), ("lat_pulldown", "band_pulldown")
KIN = {
    *permutations(_HANGING, 2),
    *permutations(_PULLING_DOWN, 2),
    ("pendlay_row", "bent_over_barbell_row"),
    ("t_bar_row", "bent_over_barbell_row"),
    ("dumbbell_row", "bent_over_barbell_row"),
    ("gorilla_row", "one_arm_dumbbell_row"),
    ("neck_roll", "upper_trap_stretch"),  # the clip moves from side to side without a hold
}


@dataclass(frozen=True)
class Counted:
    """What was counted in a clip as its own movement and as all others, or as any movement."""

    clip: Clip
    reps: int
    hold_s: float | None
    others: dict[str, int]
    as_any: bool = False


def main() -> None:
    """Count every clip of the folder and print the figures."""
    options = _options()
    clips = read_truth(options.folder)
    for mirrored in (False, True) if options.mirror else (False,):
        print(f"\n{len(clips)} clips, model {options.model}{', mirrored' if mirrored else ''}")
        with ProcessPoolExecutor(options.jobs) as workers:
            how = count_any if options.any else count
            jobs = [workers.submit(how, clip, options.model, mirrored, options.tracks) for clip in clips]
            print_table([job.result() for job in jobs], options.clips)


def count(clip: Clip, model: str, mirrored: bool, tracks: Path | None) -> Counted:
    """Coach a clip as every movement of the catalogue."""
    seen = {outline: found_track(clip.path, model, mirrored, outline, tracks) for outline in (False, True)}
    reports = {id_: coach(seen[movement.needs_outline], id_) for id_, movement in MOVEMENTS.items()}
    own = reports.pop(clip.movement, None)
    return Counted(
        clip,
        own.reps if own else 0,
        own.hold.total_s if own and own.hold else None,
        {movement: report.reps for movement, report in reports.items() if report.reps},
    )


def count_any(clip: Clip, model: str, mirrored: bool, tracks: Path | None) -> Counted:
    """Count a clip as any movement."""
    track = found_track(clip.path, model, mirrored, True, tracks)
    try:
        reps = coach_track(track, movement_in(track)).reps
    except NothingRepeatsError:
        reps = 0
    return Counted(clip, reps, None, {}, as_any=True)


def coach(track: Track, movement: str) -> SetReport:
    """The report of a track as one movement."""
    return coach_track(track, MOVEMENTS[movement])


def print_table(counted: list[Counted], each_clip: bool) -> None:
    """Print what was found; clips of low confidence are listed and left out of the figures."""
    own = [c for c in counted if c.clip.reps is not None and (c.as_any or _counts(c.clip.movement))]
    if each_clip:
        for c in own:
            sure = "" if c.clip.sure else "  (truth unsure)"
            print(f"  {c.clip.path.name:34} true {c.clip.reps}  counted {c.reps}{sure}")
    scored = [c for c in own if c.clip.sure and c.clip.reps]
    print(f"  {'':28}{'clips':>6}{'exact':>8}{'within 1':>10}{'MRE':>7}")
    by_movement: dict[str, list[Counted]] = defaultdict(list)
    for c in scored:
        by_movement[c.clip.movement].append(c)
    figures = {movement: _figures(group) for movement, group in sorted(by_movement.items())}
    for movement, row in figures.items():
        _print_row(movement, len(by_movement[movement]), row)
    columns = zip(*figures.values(), strict=True)
    _print_row("mean over movements", len(figures), [fmean(column) for column in columns])
    several = [c for c in scored if (c.clip.reps or 0) >= 2]
    _print_row("clips of two or more", len(several), _figures(several))
    _print_row("all clips", len(scored), _figures(scored))
    for c in counted:
        if c.clip.hold_s is not None and c.hold_s is not None:
            print(f"  hold {c.clip.path.name}: true {c.clip.hold_s:.1f} s, timed {c.hold_s:.1f} s")
    if not any(c.as_any for c in counted):
        _print_others(counted)


def _counts(movement: str) -> bool:
    """Whether the catalogue counts the movement; a hold is timed and has no repetitions."""
    return movement in MOVEMENTS and not MOVEMENTS[movement].kind.is_hold


def _print_others(counted: Iterable[Counted]) -> None:
    tried = wrong = 0
    kin = []
    for c in counted:
        for movement in MOVEMENTS:
            if movement == c.clip.movement:
                continue
            reps = c.others.get(movement, 0)
            if (movement, c.clip.movement) in KIN:
                kin.append(f"{c.clip.path.name} as {movement}: {reps}")
                continue
            tried += 1
            if reps > 1:
                wrong += 1
                print(f"  counted {reps} as {movement}: {c.clip.path.name}")
    print(f"  coached as another movement: {tried} pairs, more than one repetition in {wrong}")
    print(f"  not told apart by the pose: {'; '.join(kin)}" if kin else "")


def _figures(group: list[Counted]) -> list[float]:
    errors = np.array([abs(c.reps - (c.clip.reps or 0)) for c in group])
    true = np.array([c.clip.reps for c in group])
    return [float((errors == 0).mean()), float((errors <= 1).mean()), float((errors / true).mean())]


def _print_row(name: str, clips: int, figures: list[float]) -> None:
    exact, within, mre = figures
    print(f"  {name:28}{clips:6}{exact:8.0%}{within:10.0%}{mre:7.3f}")


def found_track(path: Path, model: str, mirrored: bool, with_outline: bool, tracks: Path | None) -> Track:
    """The poses as the program finds them, with or without the outline of the back."""
    kind = f"{model}{'.outline' if with_outline else ''}{'.mirrored' if mirrored else ''}"
    kept = tracks / f"{path.stem}.{kind}.npz" if tracks else None
    if kept is not None and kept.exists():
        return Track.load(kept)
    with VideoFile(path) as video, PoseEstimator(model, with_outline) as estimator:
        builder = TrackBuilder(video.size_px, with_outline)
        for frame in video:
            builder.append(frame.time_s, estimator.estimate(_mirror(frame) if mirrored else frame))
        track = builder.build()
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        track.save(kept)
    return track


def _mirror(frame: Frame) -> Frame:
    return Frame(np.ascontiguousarray(frame.image_rgb[:, ::-1]), frame.time_s, frame.index)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--any", action="store_true", help="count every clip as any movement")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--mirror", action="store_true")
    parser.add_argument("--clips", action="store_true", help="list every clip")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tracks", type=Path, help="folder to keep poses in between runs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
