"""One smoothed pose, ready to be measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from math import exp, nan

import numpy as np
from numpy.typing import NDArray

from vision.geometry import Point, distance_px, midpoint, turned
from vision.pose import Landmark

COUNTED_VISIBILITY = 0.3  # measured: hidden far-side joints of real side-on sets lie at 0.02-0.25
JUDGED_VISIBILITY = 0.5  # literature: the confidence MediaPipe itself uses by default
FRAME_MARGIN = 0.08  # guess: share of the frame; the network invents a joint that lies further outside
SHOULDER_WIDTH_TO_TORSO = 1.25  # measured: shoulder-hip over shoulder-shoulder, standing, front view
RAISED_ARMS_WIDEN = 1.3  # measured: real sets from front or back read 0.56-0.60 hanging, 0.8 standing
_WIDEST = 2.0  # a torso that points at the camera has no length
_REFERENCE_FALL_S = 4.0  # guess: how slowly a reference length forgets a longer one
_REFERENCE_RISE_S = 0.4  # guess: a landmark thrown off for a frame or two must not stretch an arm


class Side(StrEnum):
    """The person's own left and right."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


BOTH_SIDES = (Side.LEFT, Side.RIGHT)


class Joint(IntEnum):
    """A joint that exists on both sides; its value is the left landmark, the right one follows it."""

    EYE = Landmark.LEFT_EYE
    EAR = Landmark.LEFT_EAR
    MOUTH = Landmark.MOUTH_LEFT
    SHOULDER = Landmark.LEFT_SHOULDER
    ELBOW = Landmark.LEFT_ELBOW
    WRIST = Landmark.LEFT_WRIST
    HIP = Landmark.LEFT_HIP
    KNEE = Landmark.LEFT_KNEE
    ANKLE = Landmark.LEFT_ANKLE
    HEEL = Landmark.LEFT_HEEL
    TOE = Landmark.LEFT_FOOT_INDEX

    def landmark(self, side: Side) -> Landmark:
        """The landmark of this joint on `side`."""
        first = int(self)
        if side is Side.LEFT:
            return Landmark(first)
        return Landmark(first + (3 if self is Joint.EYE else 1))


_INDEX = {(joint, side): int(joint.landmark(side)) for joint in Joint for side in BOTH_SIDES}
_LEFT_AND_RIGHT = {joint: (_INDEX[joint, Side.LEFT], _INDEX[joint, Side.RIGHT]) for joint in Joint}


def landmarks_of(joints: Iterable[Joint], side: Side) -> tuple[int, ...]:
    """The landmarks of these joints on `side`."""
    return tuple(_INDEX[joint, side] for joint in joints)


class Reference:
    """A body length: it follows longer readings and forgets slowly, as a bent or turned limb looks too short.

    `px` is the length in pixels, not-a-number before the first reading.
    """

    __slots__ = ("px",)

    def __init__(self, px: float = nan) -> None:
        self.px = px

    def update(self, seen_px: float, dt_s: float) -> None:
        """Take in a reading, `dt_s` seconds after the last; not-a-number leaves the length as it is."""
        if not seen_px > 0:
            return
        if not self.px > 0:
            self.px = seen_px
            return
        time_constant_s = _REFERENCE_RISE_S if seen_px > self.px else _REFERENCE_FALL_S
        self.px += (1 - exp(-dt_s / time_constant_s)) * (seen_px - self.px)


@dataclass(slots=True)
class Proportions:
    """Lengths of this person's torso and arms in pixels, learnt as they move."""

    torso: Reference = field(default_factory=Reference)
    upper_arm: dict[Side, Reference] = field(default_factory=lambda: {s: Reference() for s in BOTH_SIDES})
    forearm: dict[Side, Reference] = field(default_factory=lambda: {s: Reference() for s in BOTH_SIDES})

    def copy(self) -> Proportions:
        """The same lengths, to learn on without changing these."""
        return Proportions(
            Reference(self.torso.px),
            {side: Reference(self.upper_arm[side].px) for side in BOTH_SIDES},
            {side: Reference(self.forearm[side].px) for side in BOTH_SIDES},
        )

    def update(self, body: Body, dt_s: float) -> None:
        """Learn from one more pose, `dt_s` seconds after the last."""
        self.torso.update(body.torso_now_px, dt_s)
        for side in BOTH_SIDES:
            self.upper_arm[side].update(body.length_px(Joint.SHOULDER, Joint.ELBOW, side), dt_s)
            self.forearm[side].update(body.length_px(Joint.ELBOW, Joint.WRIST, side), dt_s)


class Body:
    """One pose with what its measures need.

    `picture_px` are the landmarks (33, 2) where they lie in the picture. `points` are the same turned about
    the picture's corner by `tilt_deg`, so that they stand upright although the camera leans. `facing` is +1
    when the person looks towards the right edge of the picture, -1 towards the left, 0 unknown; `faces_right`
    says how far to the right nose and feet point, in torso lengths. `seen` says how surely each landmark is
    seen, 0..1, and is 0 for one outside the picture. `outline` is the pose's outline (2, 41) or None.
    `shoulder_width_px` is the distance between the shoulders as seen, `torso_seen_px` that from the middle of
    the hips to that of the shoulders. `torso_now_px` is the length of the torso as well as this one picture
    tells: somebody who bends towards the camera shows a short torso but wide shoulders, so the longer of the
    two readings is taken.
    """

    __slots__ = (
        "faces_right",
        "facing",
        "hips",
        "outline",
        "picture_px",
        "points",
        "proportions",
        "seen",
        "shoulder_width_px",
        "shoulders",
        "torso_now_px",
        "torso_seen_px",
    )

    def __init__(
        self,
        landmarks_px: NDArray[np.float64],
        visibility: NDArray[np.float32],
        frame_size_px: tuple[int, int],
        proportions: Proportions,
        outline: NDArray[np.float32] | None = None,
        tilt_deg: float = 0.0,
    ) -> None:
        self.picture_px = landmarks_px
        in_picture = _points(landmarks_px)
        self.points = _points(turned(landmarks_px, tilt_deg)) if tilt_deg else in_picture
        self.seen = _visibility_inside(visibility.tolist(), in_picture, frame_size_px)
        self.proportions = proportions
        self.outline = outline
        self.facing, self.faces_right = 0, 0.0
        self.shoulders = self.middle(Joint.SHOULDER)
        self.hips = self.middle(Joint.HIP)
        self.shoulder_width_px = distance_px(
            self.at(Joint.SHOULDER, Side.LEFT), self.at(Joint.SHOULDER, Side.RIGHT)
        )
        self.torso_seen_px = distance_px(self.shoulders, self.hips)
        self.torso_now_px = max(self.torso_seen_px, SHOULDER_WIDTH_TO_TORSO * self.shoulder_width_px)

    @property
    def nose(self) -> Point:
        """Where the nose is, (x, y) in pixels."""
        return self.points[Landmark.NOSE]

    def at(self, joint: Joint, side: Side) -> Point:
        """Where the joint is, (x, y) in pixels."""
        return self.points[_INDEX[joint, side]]

    def middle(self, joint: Joint) -> Point:
        """The point between the left and the right joint, (x, y) in pixels."""
        left, right = _LEFT_AND_RIGHT[joint]
        return midpoint(self.points[left], self.points[right])

    def visibility(self, joint: Joint, side: Side) -> float:
        """How surely the joint is seen, 0..1."""
        return self.seen[_INDEX[joint, side]]

    def length_px(self, a: Joint, b: Joint, side: Side) -> float:
        """Distance between two joints of one side, not-a-number when either is hidden."""
        if min(self.visibility(a, side), self.visibility(b, side)) < COUNTED_VISIBILITY:
            return nan
        return distance_px(self.at(a, side), self.at(b, side))

    @property
    def shoulder_ratio(self) -> float:
        """Shoulder width over torso length as seen, 0 when exactly side-on, at most 2.

        With the arms overhead the shoulders come closer; the ratio is then what it would be with them down.
        """
        ratio = min(self.shoulder_width_px / max(self.torso_seen_px, 1.0), _WIDEST)
        return ratio * RAISED_ARMS_WIDEN if self._arms_overhead else ratio

    @property
    def _arms_overhead(self) -> bool:
        """Whether somebody upright has both hands above the eyes. The hands of somebody who lies on their
        back and holds a knee are above the eyes, too, and do not count.
        """
        upright = self.hips[1] - self.shoulders[1] > self.torso_seen_px / 2
        return upright and all(
            self.at(Joint.WRIST, side)[1] < self.at(Joint.EYE, side)[1] for side in BOTH_SIDES
        )

    @property
    def torso_px(self) -> float:
        """Length of the torso learnt so far, not-a-number before; the unit for distances on this body."""
        return self.proportions.torso.px


def _points(landmarks_px: NDArray[np.float64]) -> list[Point]:
    return [(x, y) for x, y in landmarks_px.tolist()]


def _visibility_inside(
    visibility: list[float], points: list[Point], frame_size_px: tuple[int, int]
) -> list[float]:
    """Visibility, 0 for what lies outside the picture."""
    width, height = frame_size_px
    left, right = -FRAME_MARGIN * width, (1 + FRAME_MARGIN) * width
    top, bottom = -FRAME_MARGIN * height, (1 + FRAME_MARGIN) * height
    return [
        v if left <= x <= right and top <= y <= bottom else 0.0
        for v, (x, y) in zip(visibility, points, strict=True)
    ]
