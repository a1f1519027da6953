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
_EDGE_TORSOS = 0.1  # guess: so near the edge a landmark is still carried on with its limb
FRAME_MARGIN = 0.08  # guess: share of the frame; the network invents a joint that lies further outside
SHOULDER_WIDTH_TO_TORSO = 1.25  # measured: shoulder-hip over shoulder-shoulder, standing, front view
RAISED_ARMS_WIDEN = 1.3  # measured: real sets from front or back read 0.56-0.60 hanging, 0.8 standing
_WIDEST = 2.0  # a torso that points at the camera has no length
_REFERENCE_FALL_S = 4.0  # guess: how slowly a reference length forgets a longer one
_LEG_FALL_S = 20.0  # guess: behind a plate a shin stays short for as long as somebody sets up
_REFERENCE_RISE_S = 0.4  # guess: a landmark thrown off for a frame or two must not stretch an arm
_SHIN_SHARE = 0.75  # measured: behind a plate the shin of real lifters reads 0.47-0.73 of what it stands in
_SHIN_TORSOS = 0.6  # measured: the shortest that real people seen side-on show unhidden is 0.63


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


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a joint is not seen, however sure the network is of it, and what the person can do about it."""

    reason: str
    remedy: str


SHIN_HIDDEN = Loss("shin hidden", "Move the plate or the camera so that the whole shin shows")
_STEP_BACK = "Step back, or move the camera, until it is in the picture"
_OUTSIDE = {
    index: Loss(f"{joint.name.lower()} outside the picture", _STEP_BACK)
    for (joint, _), index in _INDEX.items()
}
_FEET = {side: landmarks_of((Joint.ANKLE, Joint.HEEL, Joint.TOE), side) for side in BOTH_SIDES}


class Reference:
    """A body length: it follows longer readings and forgets slowly, as a bent or turned limb looks too short.

    `px` is the length in pixels, not-a-number before the first reading.
    """

    __slots__ = ("_fall_s", "px")

    def __init__(self, px: float = nan, fall_s: float = _REFERENCE_FALL_S) -> None:
        self.px = px
        self._fall_s = fall_s

    def copy(self) -> Reference:
        """The same length, to learn on without changing this one."""
        return Reference(self.px, self._fall_s)

    def update(self, seen_px: float, dt_s: float) -> None:
        """Take in a reading, `dt_s` seconds after the last; not-a-number leaves the length as it is."""
        if not seen_px > 0:
            return
        if not self.px > 0:
            self.px = seen_px
            return
        time_constant_s = _REFERENCE_RISE_S if seen_px > self.px else self._fall_s
        self.px += (1 - exp(-dt_s / time_constant_s)) * (seen_px - self.px)


def _of_each_side(fall_s: float = _REFERENCE_FALL_S) -> dict[Side, Reference]:
    return {side: Reference(fall_s=fall_s) for side in BOTH_SIDES}


@dataclass(slots=True)
class Proportions:
    """Lengths of this person's torso, arms and legs in pixels, learnt as they move."""

    torso: Reference = field(default_factory=Reference)
    upper_arm: dict[Side, Reference] = field(default_factory=_of_each_side)
    forearm: dict[Side, Reference] = field(default_factory=_of_each_side)
    shin: dict[Side, Reference] = field(default_factory=lambda: _of_each_side(_LEG_FALL_S))

    def copy(self) -> Proportions:
        """The same lengths, to learn on without changing these."""
        limbs = (self.upper_arm, self.forearm, self.shin)
        upper_arm, forearm, shin = [{s: limb[s].copy() for s in BOTH_SIDES} for limb in limbs]
        return Proportions(self.torso.copy(), upper_arm, forearm, shin)

    def update(self, body: Body, dt_s: float) -> None:
        """Learn from one more pose, `dt_s` seconds after the last."""
        self.torso.update(body.torso_now_px, dt_s)
        for limb, a, b in (
            (self.upper_arm, Joint.SHOULDER, Joint.ELBOW),
            (self.forearm, Joint.ELBOW, Joint.WRIST),
            (self.shin, Joint.KNEE, Joint.ANKLE),
        ):
            for side in BOTH_SIDES:
                limb[side].update(body.length_px(a, b, side), dt_s)

    def hides_shin(self, body: Body, side: Side) -> bool:
        """Whether the shin looks shorter than it is, on somebody seen side-on: something stands before it."""
        known_px = self.shin[side].px
        least_px = _SHIN_TORSOS * self.torso.px
        seen_px = distance_px(body.at(Joint.KNEE, side), body.at(Joint.ANKLE, side))
        return seen_px < _SHIN_SHARE * (known_px if known_px > least_px else least_px)


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
    two readings is taken. `losses` are the landmarks that are not to be judged by, with the reason: the
    network is often sure of what lies behind a plate or outside the picture. Counting goes on with them.
    """

    __slots__ = (
        "faces_right",
        "facing",
        "hips",
        "losses",
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
        self.losses = _outside(in_picture, frame_size_px, _EDGE_TORSOS * self.torso_now_px)

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

    def lose_hidden_shins(self) -> None:
        """Note the feet that cannot be where they are said to be, of somebody seen side-on."""
        for side in BOTH_SIDES:
            if self.proportions.hides_shin(self, side):
                self.losses = dict.fromkeys(_FEET[side], SHIN_HIDDEN) | self.losses

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


def _outside(points: list[Point], frame_size_px: tuple[int, int], margin_px: float) -> dict[int, Loss]:
    """The joints further outside the picture than this."""
    right_px, bottom_px = frame_size_px[0] + margin_px, frame_size_px[1] + margin_px
    losses = {}
    for index, loss in _OUTSIDE.items():
        x, y = points[index]
        if x < -margin_px or x > right_px or y < -margin_px or y > bottom_px:
            losses[index] = loss
    return losses


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
