"""How far landmarks and angles lie from the true joints.

Joints are compared where the program would use them: they must be seen well enough to be counted on and, from
the side, lie on the side of the body that the program measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.outcomes import Outcome
from benchmarks.accuracy.statistics import Spread
from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, Side
from vision.geometry import joint_angle_deg
from vision.pose import Landmark

JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
_CHAINS: Final = {
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
}
TRUNK: Final = "trunk inclination"
ANGLES: Final = (*_CHAINS, TRUNK)
_LONGEST_TORSO: Final = 95.0  # a high percentile over a set, as leaning towards the camera shortens it

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LandmarkError:
    """How far one joint is found from its true place, from one view.

    Distances are those of single frames. `offset_torsos` is the part that stays the same throughout a set
    (MediaPipe means another point of the joint than the skeleton does), as its median over sets.
    `scatter_torsos` is what is left without it.
    """

    view: str
    joint: str
    distance_px: Spread
    distance_torsos: Spread
    offset_torsos: float
    scatter_torsos: Spread


@dataclass(frozen=True, slots=True)
class AngleError:
    """How far one angle is found from the angle between the true joints in the picture, from one view.

    `bias_deg` is the median of found minus true. `in_space_deg` is the error against the true angle of the
    body instead, which a single camera sees only when it stands square to it.
    """

    view: str
    angle: str
    error_deg: Spread
    bias_deg: float
    in_space_deg: Spread


def pose_errors(outcomes: Iterable[Outcome]) -> tuple[list[LandmarkError], list[AngleError]]:
    """Errors by view and joint, and by view and angle."""
    offsets: dict[tuple[str, str], list[_Offsets]] = defaultdict(list)
    turns: dict[tuple[str, str], list[Array]] = defaultdict(list)
    for outcome in outcomes:
        frames = _Frames(outcome)
        for joint in JOINTS:
            offsets[outcome.take.view, joint] += frames.offsets(joint)
        for angle in ANGLES:
            turns[outcome.take.view, angle].append(frames.turns_deg(angle))
    landmarks = [_landmark_error(view, joint, found) for (view, joint), found in offsets.items() if found]
    angles = []
    for (view, angle), found in turns.items():
        seen, in_space = np.concatenate(found, axis=1)
        if len(seen):
            angles.append(
                AngleError(view, angle, Spread.of(seen), float(np.median(seen)), Spread.of(in_space))
            )
    return landmarks, angles


@dataclass(frozen=True, slots=True)
class _Offsets:
    """The way from the true joint to its landmark in one set, (N, 2) along and across the trunk."""

    torsos: Array
    torso_px: float


def _landmark_error(view: str, joint: str, found: list[_Offsets]) -> LandmarkError:
    torsos = [np.linalg.norm(one.torsos, axis=1) for one in found]
    pixels = [lengths * one.torso_px for lengths, one in zip(torsos, found, strict=True)]
    means = [one.torsos.mean(axis=0) for one in found]
    left = [np.linalg.norm(one.torsos - mean, axis=1) for one, mean in zip(found, means, strict=True)]
    return LandmarkError(
        view,
        joint,
        Spread.of(np.concatenate(pixels)),
        Spread.of(np.concatenate(torsos)),
        float(np.median([np.linalg.norm(mean) for mean in means])),
        Spread.of(np.concatenate(left)),
    )


class _Frames:
    """The frames of a set that have both a truth and a pose."""

    def __init__(self, outcome: Outcome) -> None:
        track, truth = outcome.track, outcome.truth["frames"]
        self._sides = _measured_sides(outcome)
        rows = []
        for frame in truth:
            row = int(np.abs(track.time_s - frame["time_s"]).argmin())
            near = abs(track.time_s[row] - frame["time_s"]) < 0.5 / outcome.take.fps
            if near and not np.isnan(track.landmarks_px[row]).any():
                rows.append((row, frame))
        self._truth = [frame for _, frame in rows]
        at = [row for row, _ in rows]
        self._found = track.landmarks_px[at].astype(np.float64)
        self._visible = track.visibility[at] >= COUNTED_VISIBILITY
        hips, shoulders = (self._true_middle(joint) for joint in ("hip", "shoulder"))
        trunk = shoulders - hips
        lengths = np.linalg.norm(trunk, axis=1, keepdims=True)
        self._torso_px = float(np.percentile(lengths, _LONGEST_TORSO)) if len(lengths) else 1.0
        self._along = trunk / np.maximum(lengths, 1e-9)

    def offsets(self, joint: str) -> Iterator[_Offsets]:
        """Give the offsets from truth to landmark, for each side that counts."""
        for side in self._sides:
            landmark = _landmark(side, joint)
            seen = self._visible[:, landmark]
            if seen.any():
                error = (self._found[:, landmark] - self._true(side, joint))[seen] / self._torso_px
                along = self._along[seen]
                across = np.stack([-along[:, 1], along[:, 0]], axis=1)
                parts = np.stack([(error * along).sum(axis=1), (error * across).sum(axis=1)], axis=1)
                yield _Offsets(parts, self._torso_px)

    def turns_deg(self, angle: str) -> Array:
        """Found minus true angle, (2, N): first against the true one in the picture, then in space."""
        if angle == TRUNK:
            return self._trunk_turns_deg()
        turns = [np.zeros((2, 0))]
        for side in self._sides:
            rows = np.flatnonzero(self._visible[:, [_landmark(side, j) for j in _CHAINS[angle]]].all(axis=1))
            found, seen = (
                self._angles_deg(places, rows, angle)
                for places in (self._landmarks(side), self._joints(side))
            )
            known = [self._truth[row]["angles_deg"].get(f"{side.value}_{angle}", nan) for row in rows]
            turns.append(np.array([found - seen, found - np.array(known, np.float64)]))
        return np.concatenate(turns, axis=1)

    def _angles_deg(self, places: dict[str, Array], rows: NDArray[np.intp], angle: str) -> Array:
        start, middle, end = (places[joint][rows] for joint in _CHAINS[angle])
        triples = zip(start.tolist(), middle.tolist(), end.tolist(), strict=True)
        return np.array([joint_angle_deg(*map(tuple, triple)) for triple in triples], np.float64)

    def _landmarks(self, side: Side) -> dict[str, Array]:
        return {joint: self._found[:, _landmark(side, joint)] for joint in JOINTS}

    def _joints(self, side: Side) -> dict[str, Array]:
        return {joint: self._true(side, joint) for joint in JOINTS}

    def _trunk_turns_deg(self) -> Array:
        hips, shoulders = (
            self._found[:, [_landmark(side, joint) for side in BOTH_SIDES]].mean(axis=1)
            for joint in ("hip", "shoulder")
        )
        found = _inclination_deg(shoulders - hips)
        seen = _inclination_deg(self._true_middle("shoulder") - self._true_middle("hip"))
        known = np.array([frame["trunk_inclination_deg"] for frame in self._truth], np.float64)
        return np.array([found - seen, found - known])

    def _true(self, side: Side, joint: str) -> Array:
        places = [frame["joints_px"][f"{side.value}_{joint}"] for frame in self._truth]
        return np.array(places, np.float64).reshape(-1, 2)

    def _true_middle(self, joint: str) -> Array:
        return (self._true(Side.LEFT, joint) + self._true(Side.RIGHT, joint)) / 2


def _inclination_deg(trunk: Array) -> Array:
    lengths = np.maximum(np.linalg.norm(trunk, axis=1), 1e-9)
    return np.asarray(np.degrees(np.arccos(-trunk[:, 1] / lengths)))


def _landmark(side: Side, joint: str) -> Landmark:
    return Landmark[f"{side.name}_{joint.upper()}"]


def _measured_sides(outcome: Outcome) -> tuple[Side, ...]:
    """The side that was measured when the camera stood at the side; else both sides."""
    if "side" not in outcome.take.view:
        return BOTH_SIDES
    sides = [outcome.report.side, *(rep.side for rep in outcome.report.rep_list)]
    named = [side for side in sides if side is not None]
    return (Side(max(set(named), key=named.count)),) if named else BOTH_SIDES
