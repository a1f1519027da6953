"""How well movements are recognised where nobody named them.

    python -m benchmarks.recognition [FOLDER] [--model lite] [--jobs 2] [--tracks DIR]

Without a folder: the kept poses of the reporting set, found by MediaPipe in rendered people (see
`benchmarks.accuracy`), and the landmarks of the studio's people in good form for every movement of the
catalogue. With one: its recordings, of which `truth.csv` says what they show, as for `benchmarks.counting`.

A recording is right when exactly one set is found in it, of its movement or of the one that this looks like.
Recordings of movements that the catalogue lacks are right when nothing is found in them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.baseline import POSES
from benchmarks.accuracy.outcomes import kept_takes
from benchmarks.counting import KIN, found_track
from benchmarks.truth import Clip, read_truth
from exercises.catalogue import MOVEMENTS
from exercises.recognition import recognise
from vision.geometry import PlumbLine
from vision.models import DEFAULT_MODEL
from vision.track import Track

NOTHING = "nothing"
SEVERAL = "several sets"
PERSONS = ("ben", "mara", "joseph", "irene")


@dataclass(frozen=True)
class Recognised:
    """What a recording shows and what it was taken for; `second` is the second guess, "" without one."""

    name: str
    truth: str
    taken_for: str
    second: str = ""
    sure: float = 0.0

    @property
    def known(self) -> bool:
        """Whether the catalogue has the movement that the recording shows."""
        return self.truth in MOVEMENTS

    @property
    def right(self) -> bool:
        """Whether it was taken for what it is, or for what looks the same."""
        if not self.known:
            return self.taken_for == NOTHING
        return self.taken_for == (MOVEMENTS[self.truth].looks_like or self.truth)


def recognise_clip(name: str, truth: str, track: Track) -> Recognised:
    """Recognise the movement of a track whose true movement is `truth`."""
    plumb_deg = (track.source or {}).get("plumb_deg")
    sets = recognise(track, PlumbLine(*plumb_deg) if plumb_deg else None).sets
    if len(sets) != 1:
        return Recognised(name, truth, SEVERAL if sets else NOTHING)
    second = sets[0].guesses[1].movement.id if len(sets[0].guesses) > 1 else ""
    return Recognised(name, truth, sets[0].movement.id, second, sets[0].sureness)


def main() -> None:
    """Recognise the recordings, or the kept poses, and print what they were taken for."""
    options = _options()
    if options.folder is not None:
        clips = read_truth(options.folder)
        with ProcessPoolExecutor(options.jobs) as workers:
            jobs = [workers.submit(_clip, clip, options.model, options.tracks) for clip in clips]
            print_table("Recordings", [job.result() for job in jobs])
        return
    with ProcessPoolExecutor(options.jobs) as workers:
        jobs = [workers.submit(recognise_clip, *one) for one in _kept()]
        print_table("Kept poses of rendered people", [job.result() for job in jobs])
        jobs = [workers.submit(_studio, movement, person) for movement in MOVEMENTS for person in PERSONS]
        print_table("Landmarks of the studio's people", [job.result() for job in jobs])


def print_table(title: str, found: Iterable[Recognised]) -> None:
    """Print for each movement what it was taken for, the shares that are right, and each mistake."""
    found = list(found)
    print(f"\n{title}")
    for truth in sorted({one.truth for one in found}):
        group = [one for one in found if one.truth == truth]
        taken = Counter(one.taken_for for one in group).most_common()
        right = sum(one.right for one in group)
        print(f"  {truth:28}{right:4} of {len(group):3}   {', '.join(f'{n} {id_}' for id_, n in taken)}")
    for of, group in (
        ("of the catalogue", [one for one in found if one.known]),
        ("of other movements", [one for one in found if not one.known]),
    ):
        if group:
            right = sum(one.right for one in group)
            print(f"  {of}: {right} of {len(group)} right, {right / len(group):.1%}")
    for one in found:
        if (one.taken_for, one.truth) in KIN:
            print(f"  {one.name}: {one.taken_for}, which no pose tells from {one.truth}")
        elif not one.right:
            second = f", second guess {one.second}" if one.second else ""
            print(f"  {one.name}: {one.taken_for} instead of {one.truth}{second}")


def _kept() -> Iterator[tuple[str, str, Track]]:
    for take, _, track in kept_takes(POSES):
        yield take.name, take.movement, track


def _studio(movement: str, person: str) -> Recognised:
    from sample_videos.studio.tracks import make_track
    from tests.sample_videos.people import film_set

    reps = 1 if MOVEMENTS[movement].signal is None else 3
    take = film_set(movement, *[{}] * reps, person=person)
    track = make_track(take, noisy=True, with_outline=MOVEMENTS[movement].needs_outline)
    return recognise_clip(f"{movement} by {person}", movement, track)


def _clip(clip: Clip, model: str, tracks: Path | None) -> Recognised:
    return recognise_clip(clip.path.name, clip.movement, found_track(clip.path, model, False, True, tracks))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tracks", type=Path, help="folder to keep poses in between runs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
