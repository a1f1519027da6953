"""Poses kept small lead to the same report."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.outcomes import Outcome, coach_poses, outcomes_from_poses, save_poses
from tests.benchmarks.written import outcome, performed, reported
from tests.figures import a_set
from tests.figures import performed as poses_of
from vision.pose import OUTLINE_STATIONS
from vision.track import Track


def kept(track: Track, tmp_path: Path, movement: str = "bridge") -> Outcome:
    one = outcome(performed([]), coach_poses(track, movement), movement)
    save_poses([Outcome(one.take, {**one.truth, "frames": [1, 2, 3]}, one.report, track)], tmp_path)
    (again,) = outcomes_from_poses(tmp_path)
    return again


@pytest.fixture
def bridges() -> Track:
    return replace(deepcopy(poses_of("bridge", tuple(a_set("bridge", 2)))), outline=None)


def test_a_kept_set_is_counted_as_before(bridges: Track, tmp_path: Path) -> None:
    again = kept(bridges, tmp_path)

    assert again.report.reps == coach_poses(bridges, "bridge").reps == 2
    assert again.take == outcome(performed([]), reported()).take


def test_kept_poses_are_off_by_no_more_than_their_step(bridges: Track, tmp_path: Path) -> None:
    again = kept(bridges, tmp_path).track

    assert np.abs(again.landmarks_px - bridges.landmarks_px).max() <= 0.051
    assert np.abs(again.visibility - bridges.visibility).max() <= 0.5 / 255 + 1e-6
    assert np.abs(again.time_s - bridges.time_s).max() <= 1e-6


def test_frames_without_a_person_stay_so(bridges: Track, tmp_path: Path) -> None:
    bridges.landmarks_px[3:5] = np.nan

    assert np.isnan(kept(bridges, tmp_path).track.landmarks_px[3:5]).all()


def test_outlines_are_kept_where_they_were_read(bridges: Track, tmp_path: Path) -> None:
    outline = np.full((len(bridges), 2, OUTLINE_STATIONS), 0.15, np.float32)
    outline[:4] = np.nan
    bridges.outline = outline

    again = kept(bridges, tmp_path).track.outline

    assert again is not None
    assert np.isnan(again[:4]).all()
    assert np.abs(again[4:] - 0.15).max() <= 1 / 4096


def test_sets_with_and_without_outline_lie_in_one_file(bridges: Track, tmp_path: Path) -> None:
    with_outline = Track(
        bridges.time_s,
        bridges.landmarks_px,
        bridges.visibility,
        bridges.frame_size_px,
        np.full((len(bridges), 2, OUTLINE_STATIONS), 0.1, np.float32),
    )
    report = coach_poses(bridges, "bridge")
    takes = [outcome(performed([]), report, name=name).take for name in ("a", "b", "c")]
    tracks = (bridges, with_outline, bridges)
    truths = ({"rep_list": [], "hold": None},) * 3

    save_poses([Outcome(*one) for one in zip(takes, truths, (report,) * 3, tracks, strict=True)], tmp_path)

    again = list(outcomes_from_poses(tmp_path))
    assert [one.take.name for one in again] == ["a", "b", "c"]
    assert [one.track.outline is None for one in again] == [True, False, True]


def test_the_true_frames_are_not_kept(bridges: Track, tmp_path: Path) -> None:
    assert "frames" not in kept(bridges, tmp_path).truth


def test_the_same_poses_give_the_same_bytes(bridges: Track, tmp_path: Path) -> None:
    kept(bridges, tmp_path / "first")
    kept(bridges, tmp_path / "second")

    first, second = (tmp_path / name / "bridge.npz" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
