"""Raw poses become bodies that can be measured: smoothing, proportions, side, facing and view."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import exp, inf, isfinite, isnan, nan

import numpy as np

from exercises.body import BOTH_SIDES, JUDGED_VISIBILITY, Body, Joint, Proportions, Side, landmarks_of
from exercises.leg_keeper import LegKeeper
from exercises.measures.legs import leg_upright
from exercises.measures.trunk import UPRIGHT_DEG, trunk_inclination
from vision.geometry import PlumbLine, distance_px
from vision.pose import Pose
from vision.smooth import OneEuro
from vision.view import SIDE_BELOW, View, view_of

BRIDGED_S = 0.5  # guess: a pose missing for less is bridged, for more the person counts as not seen
FORGOTTEN_S = 3.0  # guess: whatever was under way is over when the person is unseen for longer
WALKED_TORSOS = 0.3  # guess: the whole body shifts by this much within half a second only when walking
_WALK_WINDOW_S = 0.5
_EVIDENCE_S = 1.0  # guess: time constant of what is known about side, facing and view
_UPRIGHT_KNOWN_S = 10.0  # guess: a lifter pauses less between two lifts; after more they may have turned
FACING_TORSOS = 0.1  # guess: from the front nose and feet stray by less
_LYING_DEG = 60.0  # guess: trunk from upright; past it a person lies, unless the legs carry the trunk
_UPRIGHT_LEGS = 0.6  # guess: hip above ankle over the length of the leg; legs below it carry no trunk
_STANDS, _LIES = 0.7, 0.5  # guess: height over length of thigh and of shank: 45 and 30 degrees
_LEAST_TORSO_SEEN = 0.5  # guess: visibility of the torso's best joint
_LIMBS_AWAY_TORSOS = 0.2  # guess: limbs less far away are in line with the trunk
_BELLY_JOINTS = (Joint.ELBOW, Joint.WRIST, Joint.KNEE)
_TORSO = [joint.landmark(side) for joint in (Joint.SHOULDER, Joint.HIP) for side in BOTH_SIDES]
_SIDED_JOINTS = (Joint.ELBOW, Joint.WRIST, Joint.HIP, Joint.KNEE, Joint.ANKLE)
_RIGHT_AND_LEFT = tuple(
    zip(*(landmarks_of(_SIDED_JOINTS, side) for side in (Side.RIGHT, Side.LEFT)), strict=True)
)


@dataclass(slots=True)
class Stance:
    """How the person stands to the camera, from the evidence so far.

    `right_seen_better` is how much more surely the right side is seen than the left, -1..1. `faces_right` is
    how far nose and feet point to the right edge of the picture, and `left_minus_right` how far the left
    shoulder lies to the right of the right one, both in torso lengths. `shoulder_ratio` is that of Body.
    `upright_ratio` is the same as read while upright, `upright_ago_s` how long ago that was, infinity where
    it never was. `evidence_s` is how long the person was seen, 0 before the first pose.
    """

    right_seen_better: float = 0.0
    faces_right: float = 0.0
    shoulder_ratio: float = 0.0
    left_minus_right: float = 0.0
    evidence_s: float = 0.0
    upright_ratio: float = 0.0
    upright_ago_s: float = inf

    def copy(self) -> Stance:
        """The same, to learn on without changing this one."""
        return Stance(
            self.right_seen_better,
            self.faces_right,
            self.shoulder_ratio,
            self.left_minus_right,
            self.evidence_s,
            self.upright_ratio,
            self.upright_ago_s,
        )

    def update(self, body: Body, dt_s: float) -> None:
        """Take in one more pose, `dt_s` seconds after the last."""
        first = self.evidence_s == 0
        weight = 1.0 if first else max(1 - exp(-dt_s / _EVIDENCE_S), dt_s / (self.evidence_s + dt_s))
        left, right = body.at(Joint.SHOULDER, Side.LEFT), body.at(Joint.SHOULDER, Side.RIGHT)
        seen = body.seen
        better = sum([seen[right] - seen[left] for right, left in _RIGHT_AND_LEFT])
        seen_better = better / len(_SIDED_JOINTS)
        left_minus_right = (left[0] - right[0]) / max(body.torso_seen_px, 1.0)
        self.right_seen_better = _towards(self.right_seen_better, seen_better, weight)
        self.faces_right = _towards(self.faces_right, _facing_evidence(body), weight)
        self.shoulder_ratio = _towards(self.shoulder_ratio, body.shoulder_ratio, weight)
        self.left_minus_right = _towards(self.left_minus_right, left_minus_right, weight)
        self.evidence_s += dt_s if not first else 1e-3
        self._learn_upright(body, weight, dt_s)

    def _learn_upright(self, body: Body, weight: float, dt_s: float) -> None:
        self.upright_ago_s += dt_s
        if trunk_inclination.of(body, Side.LEFT) < UPRIGHT_DEG and isfinite(body.shoulder_ratio):
            known = self.upright_ago_s <= _UPRIGHT_KNOWN_S
            self.upright_ratio = _towards(self.upright_ratio, body.shoulder_ratio, weight if known else 1.0)
            self.upright_ago_s = 0.0

    @property
    def facing(self) -> int:
        """+1 towards the right edge of the picture, -1 towards the left, 0 unknown."""
        return 0 if abs(self.faces_right) < FACING_TORSOS else (1 if self.faces_right > 0 else -1)

    @property
    def near_side(self) -> Side:
        """The side nearer the camera: better seen, or else the one that the facing puts in front."""
        evidence = self.right_seen_better + (0.1 * self.facing)
        return Side.RIGHT if evidence > 0 else Side.LEFT

    @property
    def turned_ratio(self) -> float:
        """The shoulder ratio that tells how far the person is turned: as read while upright, unless that is
        long ago, because bending over parts the shoulders as turning away does.
        """
        return self.upright_ratio if self.upright_ago_s <= _UPRIGHT_KNOWN_S else self.shoulder_ratio

    @property
    def side_on(self) -> bool:
        """Whether one side of the body hides the other."""
        return self.shoulder_ratio < SIDE_BELOW

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides to read: the nearer one where it hides the other, else both."""
        return (self.near_side,) if self.side_on else BOTH_SIDES

    def view(self, on_floor: bool) -> View:
        """The view of the camera on somebody who is on the floor, or not; unknown before the first pose."""
        if self.evidence_s == 0:
            return View.UNKNOWN
        return view_of(self.shoulder_ratio, self.left_minus_right, on_floor, self.faces_right)


def _towards(known: float, value: float, weight: float) -> float:
    """What is known, moved towards a new value by `weight` 0..1; unchanged where that is not-a-number."""
    return known + weight * (value - known) if isfinite(value) else known


def _facing_evidence(body: Body) -> float:
    """Positive when the person faces the right edge: by nose, feet, and a trunk leaning forward over the
    feet. For somebody on the floor the limbs tell, which are on the belly's side of the trunk.
    """
    torso_px = max(body.torso_px, 1.0)
    lies = _lies(body)
    below = _limbs_below_trunk(body) / torso_px if lies else 0.0
    if abs(below) > _LIMBS_AWAY_TORSOS:
        return below if body.shoulders[0] > body.hips[0] else -below
    evidence = (body.nose[0] - _middle_x(body, Joint.EAR)) / torso_px
    for side in BOTH_SIDES:
        behind, ahead = (Joint.ANKLE, Joint.KNEE) if _kneels(body, side) else (Joint.HEEL, Joint.TOE)
        forward = (body.at(ahead, side)[0] - body.at(behind, side)[0]) / torso_px
        if body.visibility(ahead, side) >= JUDGED_VISIBILITY and isfinite(forward):
            evidence += forward
    if not lies and trunk_inclination.of(body, Side.LEFT) > 30:
        evidence += (body.shoulders[0] - body.hips[0]) / torso_px
    return evidence


def _middle_x(body: Body, joint: Joint) -> float:
    """How far across the picture the joint is, in pixels: the middle of both, or the one that is seen."""
    left, right = (body.at(joint, side)[0] for side in BOTH_SIDES)
    if isnan(left) or isnan(right):
        return right if isnan(left) else left
    return (left + right) / 2


def _kneels(body: Body, side: Side) -> bool:
    """Whether the thigh stands and the shank lies: then the toes point back, or nowhere."""
    hip, knee, ankle = body.at(Joint.HIP, side), body.at(Joint.KNEE, side), body.at(Joint.ANKLE, side)
    thigh_stands = knee[1] - hip[1] > distance_px(hip, knee) * _STANDS
    return thigh_stands and abs(ankle[1] - knee[1]) < distance_px(knee, ankle) * _LIES


def _limbs_below_trunk(body: Body) -> float:
    """How far elbows, hands and knees are below the trunk on average, in pixels."""
    middle_y = (body.shoulders[1] + body.hips[1]) / 2
    return sum(body.middle(joint)[1] - middle_y for joint in _BELLY_JOINTS) / len(_BELLY_JOINTS)


def _lies(body: Body) -> bool:
    """Whether the trunk is level and the legs do not carry it."""
    if not trunk_inclination.of(body, Side.LEFT) >= _LYING_DEG:
        return False
    legs = [leg_upright.of(body, side) for side in BOTH_SIDES]
    return max((leg for leg in legs if isfinite(leg)), default=nan) < _UPRIGHT_LEGS


class Observer:
    """Keeps what is known about the person from frame to frame. `stance` and `proportions` belong to the last
    frame; the next one replaces them and does not change them.

    `plumb` says how the camera leans, None that it stands level; `tilt_deg` is the lean where the person was
    first seen, None before.
    """

    def __init__(self, frame_size_px: tuple[int, int], plumb: PlumbLine | None = None) -> None:
        self.stance = Stance()
        self.proportions = Proportions()
        self.last_seen_s: float | None = None
        self.tilt_deg: float | None = None
        self._plumb = plumb or PlumbLine()
        self._frame_size_px = frame_size_px
        self._filter = OneEuro()
        self._legs = LegKeeper()
        self._path: deque[tuple[float, float, float, float]] = deque()

    def observe(self, pose: Pose | None, time_s: float) -> Body | None:
        """The smoothed body, None when nobody is seen in this frame."""
        if pose is None or not _sees_torso(pose):
            return None
        away_s = time_s - self.last_seen_s if self.last_seen_s is not None else 0.0
        if away_s > BRIDGED_S:
            self._filter.reset()
            self._path.clear()
        if away_s > FORGOTTEN_S:
            self.stance, self.proportions = Stance(), Proportions()
        self.last_seen_s = time_s
        dt_s = min(away_s, BRIDGED_S)
        if self.tilt_deg is None:
            self.tilt_deg = self._plumb.tilt_deg(_middle_x_px(pose) / self._frame_size_px[0])
        torso_px = self.proportions.torso.px or 0.0
        seen_px = pose.landmarks_px
        if self.stance.side_on:
            seen_px = self._legs.update(seen_px, time_s, torso_px)
        smooth_px = self._filter.update(seen_px, time_s, torso_px)
        seen = np.where(np.isnan(pose.landmarks_px[:, 0]), np.float32(0), pose.visibility)
        self.stance, self.proportions = self.stance.copy(), self.proportions.copy()
        body = Body(
            smooth_px, seen, self._frame_size_px, self.proportions, pose.outline, tilt_deg=self.tilt_deg
        )
        self.proportions.update(body, dt_s)
        self.stance.update(body, dt_s)
        if self.stance.side_on and not _lies(body):
            body.lose_hidden_shins()
        body.facing, body.faces_right = self.stance.facing, self.stance.faces_right
        self._path.append((time_s, body.hips[0], body.shoulders[0], body.middle(Joint.ANKLE)[0]))
        while self._path[0][0] < time_s - _WALK_WINDOW_S:
            self._path.popleft()
        return body

    @property
    def walking(self) -> bool:
        """Whether feet, hips and shoulders all travel the same way."""
        if len(self._path) < 2:
            return False
        first, last = self._path[0], self._path[-1]
        shifts = [
            (b - a) / max(self.proportions.torso.px, 1.0) for a, b in zip(first[1:], last[1:], strict=True)
        ]
        return all(shift > WALKED_TORSOS for shift in shifts) or all(
            shift < -WALKED_TORSOS for shift in shifts
        )


def _middle_x_px(pose: Pose) -> float:
    xs_px = pose.landmarks_px[_TORSO, 0]
    return float(xs_px[np.isfinite(xs_px)].mean())


def _sees_torso(pose: Pose) -> bool:
    seen, points_px = pose.visibility, pose.landmarks_px
    return any(
        seen[landmark] >= _LEAST_TORSO_SEEN and isfinite(points_px[landmark, 0]) for landmark in _TORSO
    )
