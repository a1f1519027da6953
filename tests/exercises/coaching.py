"""Tracks for the coach, changes to them that must not matter, and what the coach reports."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import cos, pi
from typing import Any

import numpy as np

from exercises.body import Side
from exercises.catalogue import MOVEMENTS, find
from exercises.coach import Coach, CoachState
from exercises.movement import Kind
from exercises.report import RepResult, SetReport
from exercises.verdict import Verdict
from tests.figures import MANNERS, Beat, Camera, performed
from vision.pose import Landmark
from vision.track import Track

FIGURED = [movement for movement in MOVEMENTS if movement in MANNERS]
"""Those that the figure can perform. The studio's people perform all."""
REPEATED = [movement for movement in FIGURED if MOVEMENTS[movement].kind is not Kind.HOLD]
EXCHANGED = [
    Landmark[name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")]
    for name in Landmark.__members__
]


def coached(track: Track, movement: str, side: Side | None = None) -> SetReport:
    """The report of a recording."""
    return watched(track, movement, side)[0]


def watched(track: Track, movement: str, side: Side | None = None) -> tuple[SetReport, list[CoachState]]:
    """The report, and the state of the coach after every frame."""
    coach = Coach(find(movement), track.frame_size_px, side)
    states = [coach.update(pose, time_s) for time_s, pose in track]
    return coach.finish({"file": "set.npz"}), states


def of(movement: str, *beats: Beat, **recording: Any) -> SetReport:
    """The report of a figure that does these beats; `recording` is what else `performed` takes."""
    return coached(filmed(movement, *beats, **recording), movement)


def filmed(movement: str, *beats: Beat, **recording: Any) -> Track:
    """The track of a figure that does these beats."""
    return performed(movement, tuple(beats), **{"camera": Camera(), "fps": 15.0, **recording})


def counts(report: SetReport) -> tuple[int, int]:
    """The numbers of attempts and of repetitions."""
    return len(report.rep_list) + len(report.attempt_list), len(report.rep_list)


def judgements(report: SetReport) -> list[dict[str, str]]:
    """The result of each check by its id, for every repetition; a hold has them once."""
    if report.kind is Kind.HOLD:
        return [{v.check: v.result.value for v in report.verdicts}]
    return [{verdict.check: verdict.result.value for verdict in rep.verdicts} for rep in report.rep_list]


def faults(report: SetReport) -> dict[str, tuple[int, ...]]:
    """The checks that found a fault, each with the numbers of its repetitions."""
    return {v.check: v.reps for v in report.verdicts if v.result == "fault"}


def verdict_of(rep: RepResult, check: str) -> Verdict:
    """The verdict of a check on a repetition."""
    return next(verdict for verdict in rep.verdicts if verdict.check == check)


def mirrored(track: Track) -> Track:
    """The track as a mirror shows it, with left and right exchanged."""
    landmarks_px = track.landmarks_px[:, EXCHANGED].copy()
    landmarks_px[..., 0] = track.frame_size_px[0] - landmarks_px[..., 0]
    outline = None if track.outline is None else track.outline[:, ::-1]
    return replace(
        track, landmarks_px=landmarks_px, visibility=track.visibility[:, EXCHANGED], outline=outline
    )


def parted_while_bent(track: Track) -> Track:
    """With the shoulders apart along the trunk while it is bent over, as a rounded back shows them."""
    points = track.landmarks_px.copy()
    shoulders = points[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    trunk = shoulders - points[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    bent = -trunk[:, 1] < 0.7 * np.hypot(*trunk.T)
    points[bent, Landmark.LEFT_SHOULDER] += 0.12 * trunk[bent]
    points[bent, Landmark.RIGHT_SHOULDER] -= 0.12 * trunk[bent]
    return replace(track, landmarks_px=points)


def placed(
    track: Track,
    scale: float = 1.0,
    shift_px: tuple[float, float] = (0, 0),
    size_px: tuple[int, int] | None = None,
) -> Track:
    """The same person scaled about the middle of the picture, shifted, and in a picture of another size."""
    size_px = size_px or track.frame_size_px
    middle, new_middle = np.array(track.frame_size_px) / 2, np.array(size_px) / 2
    landmarks_px = (track.landmarks_px - middle) * scale + new_middle + shift_px
    return replace(track, landmarks_px=landmarks_px.astype(np.float32), frame_size_px=size_px)


def frames_of(track: Track, kept: np.ndarray[Any, Any]) -> Track:
    """The track of some of the frames."""
    outline = None if track.outline is None else track.outline[kept]
    return replace(
        track,
        time_s=track.time_s[kept],
        landmarks_px=track.landmarks_px[kept],
        visibility=track.visibility[kept],
        outline=outline,
    )


def dropping(track: Track, share: float, seed: int = 0) -> Track:
    """The track with this share of its frames missing, here and there."""
    return frames_of(track, np.random.default_rng(seed).random(len(track)) >= share)


def from_second(track: Track, start_s: float) -> Track:
    """The track as if the recording had begun later."""
    return frames_of(track, track.time_s >= start_s)


def unseen(track: Track, start_s: float, end_s: float) -> Track:
    """The track as if nobody had been found between these times."""
    landmarks_px = track.landmarks_px.copy()
    landmarks_px[(track.time_s >= start_s) & (track.time_s < end_s)] = np.nan
    return replace(track, landmarks_px=landmarks_px)


def hiding(track: Track, *landmarks: Landmark) -> Track:
    """The track with joints that something hides all the time."""
    visibility = track.visibility.copy()
    visibility[:, list(landmarks)] = 0.1
    return replace(track, visibility=visibility)


@cache
def at_progress(movement: str, progress: float) -> float:
    """How far the figure must go for the coach to read this progress."""
    signal = find(movement).signal
    assert signal is not None
    states = watched(filmed(movement, Beat(2.0), Beat(12.0, 1.0), noise=0.0), movement)[1]
    read = [state.signal or 0.0 for state in states if state.time_s >= 2.0]
    shown = [signal.progress(value, read[0] if signal.from_neutral else 0.0) for value in read]
    nearest = min(range(len(shown)), key=lambda i: abs(shown[i] - progress))
    return (1 - cos(pi * nearest / len(shown))) / 2
