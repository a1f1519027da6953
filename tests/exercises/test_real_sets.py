"""Recordings of real people: counted as what they are, as nothing else, and recognised."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.outcomes import IN_DEPTH
from benchmarks.counting import KIN, coach, found_track
from benchmarks.recognition import Recognised, recognise_clip
from benchmarks.truth import Clip, read_truth
from exercises.any_movement import movement_in
from exercises.catalogue import MOVEMENTS
from exercises.coach import coach_track
from tests.exercises.coaching import mirrored
from vision.track import Track

pytestmark = pytest.mark.slow

WANTED_EXACT, WANTED_ERROR, WANTED_RECOGNISED = 0.9, 0.05, 0.85
COUNTED = [movement for movement in IN_DEPTH if not MOVEMENTS[movement].kind.is_hold]
UNKNOWN_TO_THE_CATALOGUE = ("squat", "push_up", "biceps_curl")
TAKEN_FOR_THEIR_KIN = {("deadlift", "romanian_deadlift")}  # docs/limits.md says which


@cache  # takes minutes; all of this file runs in one process
def poses(path: Path) -> Track:
    return found_track(path, "full", mirrored=False, with_outline=True, tracks=None)


@pytest.fixture
def clips(real_sets: Path) -> list[Clip]:
    """The recordings that counting was tuned on. Those numbered from 200 on came later and are not counted as
    well yet; `python -m benchmarks.counting` says how well.
    """
    return [clip for clip in read_truth(real_sets) if int(clip.path.name[:3]) < 200]


def test_repetitions_are_counted(clips: list[Clip]) -> None:
    of = [clip for clip in clips if clip.movement in COUNTED and clip.sure and clip.reps]
    true = np.array([clip.reps for clip in of])
    errors = np.array([abs(coach(poses(c.path), c.movement).reps - (c.reps or 0)) for c in of])

    assert errors.max() <= 1
    assert np.mean(errors == 0) >= WANTED_EXACT
    assert np.mean(errors / true) <= WANTED_ERROR


@pytest.mark.parametrize("movement", COUNTED)
def test_another_movement_is_not_counted(movement: str, clips: list[Clip]) -> None:
    others = [clip for clip in clips if clip.movement != movement and (movement, clip.movement) not in KIN]
    counted = {clip.path.name: coach(poses(clip.path), movement).reps for clip in others}

    assert {name: reps for name, reps in counted.items() if reps > 1} == {}


def test_movements_outside_the_catalogue_are_counted_as_any(clips: list[Clip]) -> None:
    unknown = [clip for clip in clips if clip.movement in UNKNOWN_TO_THE_CATALOGUE]
    assert unknown
    for clip in unknown:
        for seen in (poses(clip.path), mirrored(poses(clip.path))):
            assert coach_track(seen, movement_in(seen)).reps == clip.reps, clip.path.name


def test_sets_are_recognised_and_what_the_catalogue_lacks_is_not(clips: list[Clip]) -> None:
    found = [recognise_clip(clip.path.name, clip.movement, poses(clip.path)) for clip in clips]

    assert share_right([one for one in found if one.known]) >= WANTED_RECOGNISED
    wrong = {(one.taken_for, one.truth) for one in found if not one.known and not one.right}
    assert wrong <= TAKEN_FOR_THEIR_KIN


def share_right(found: list[Recognised]) -> float:
    return sum(one.right for one in found) / len(found)
