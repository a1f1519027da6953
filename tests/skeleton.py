"""The figure's body: limbs of given lengths, posed by directions and angles, as landmarks in space.

Axes in metres: x forward, y up, z to the figure's right. Pairs are left, right, as in landmarks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vision.pose import LANDMARK_COUNT

Array = NDArray[np.float64]

TORSO_M, UPPER_ARM_M, FOREARM_M, THIGH_M, SHANK_M = 0.50, 0.30, 0.26, 0.43, 0.43
SHOULDERS_M, HIPS_M, ANKLE_M = 0.40, 0.22, 0.08
LEG, ARM = (THIGH_M, SHANK_M), (UPPER_ARM_M, FOREARM_M)
LEFT_RIGHT = np.array([-1.0, 1.0])
_PIN = {"shoulders": 11, "wrists": 15, "hips": 23, "ankles": 27}


@dataclass
class Limb:
    """A limb: where its far end lies from the near one, and how the joint between is bent and points."""

    towards: Array
    angle_deg: ArrayLike
    joint_points: Array


@dataclass
class Posture:
    """A posture: angles in degrees, positive forward; each part is given over time, or once for all times."""

    trunk_deg: ArrayLike
    legs: Limb
    arms: Limb
    pinned: str  # the joints whose middle stays at
    at: tuple[float, float]  # x and y
    head_deg: ArrayLike = 0.0
    toes_down_deg: ArrayLike = 0.0
    shoulders: ArrayLike = 0.0  # (T, 2, 3) from their usual place: ahead, along the trunk, out
    chin_m: ArrayLike = 0.0
    sway_deg: ArrayLike = 0.0


def spread(x: ArrayLike, y: ArrayLike, out: ArrayLike = 0.0) -> Array:
    """The same direction on both sides, mirrored; each part a number, (T, 1) or (T, 2)."""
    parts = np.broadcast_arrays(np.atleast_2d(x), np.atleast_2d(y), np.atleast_2d(out) * LEFT_RIGHT)
    return np.stack(parts, axis=-1)


def between(start: ArrayLike, end: ArrayLike, share: Array) -> Array:
    """The values between `start` and `end` by `share`, (T, 1) or (T, 2)."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    return np.asarray(start + (end - start) * (share[..., None] if start.ndim == 3 else share))


def reach_m(lengths_m: tuple[float, float], angle_deg: ArrayLike) -> Array:
    """The distance between the ends of two segments, in metres."""
    a, b = lengths_m
    return np.asarray(np.sqrt(a * a + b * b - 2 * a * b * np.cos(np.radians(angle_deg))))


def reaching(x: ArrayLike, y: ArrayLike, lengths_m: tuple[float, float], joint_points: Array) -> Limb:
    """The limb whose far end is (x, y) away, or as near to it as it gets."""
    a, b = lengths_m
    reach = np.clip(np.hypot(x, y), abs(a - b) + 0.01, a + b - 1e-4)
    return Limb(spread(x, y), np.degrees(np.arccos((a * a + b * b - reach**2) / (2 * a * b))), joint_points)


def joints(posture: Posture, arm_share: float = 1.0) -> Array:
    """The joints in metres, (T, 33, 3); `arm_share` shortens the arms."""
    along, ahead = _axes(posture.trunk_deg)
    up, face = _axes(posture.head_deg)
    foot_up, foot_ahead = _axes(posture.toes_down_deg)
    out = np.array([[0, 0, -1.0], [0, 0, 1.0]])
    shift = np.asarray(posture.shoulders, float) + np.zeros((1, 2, 3))
    neck = TORSO_M * along
    shoulder = (
        neck + shift[..., :1] * ahead + shift[..., 1:2] * along + (shift[..., 2:] + SHOULDERS_M / 2) * out
    )
    hip = HIPS_M / 2 * out[None]
    elbow, wrist = _bent(shoulder, posture.arms, (UPPER_ARM_M * arm_share, FOREARM_M * arm_share))
    knee, ankle = _bent(hip, posture.legs, LEG)
    skull = neck + 0.22 * up + _over_time(posture.chin_m)[:, None, None] * face
    finger = _unit(wrist - elbow)

    points = np.zeros((max(map(len, (shoulder, wrist, ankle, skull))), LANDMARK_COUNT, 3))
    points[:, 0] = (skull + 0.11 * face - 0.01 * up)[:, 0]
    for nth, aside_m in enumerate((0.018, 0.033, 0.048)):
        points[:, [1 + nth, 4 + nth]] = skull + 0.085 * face + 0.03 * up + aside_m * out
    for first, pair in (
        (7, skull + 0.075 * out),
        (9, skull + 0.09 * face - 0.045 * up + 0.025 * out),
        (11, shoulder),
        (13, elbow),
        (15, wrist),
        (17, wrist + 0.08 * finger + 0.03 * out),
        (19, wrist + 0.09 * finger + 0.01 * out),
        (21, wrist + 0.05 * finger - 0.02 * out),
        (23, hip),
        (25, knee),
        (27, ankle),
        (29, ankle - 0.05 * foot_ahead - 0.06 * foot_up),
        (31, ankle + 0.14 * foot_ahead - 0.07 * foot_up),
    ):
        points[:, first : first + 2] = pair
    pin = _PIN[posture.pinned]
    points += [*posture.at, 0.0] - points[:, pin : pin + 2].mean(axis=1, keepdims=True) * [1, 1, 0]
    sway = np.tan(np.radians(_over_time(posture.sway_deg)))[:, None]
    points[..., 2] += sway * (posture.at[1] - points[..., 1])
    return points


def blended(start: Posture, end: Posture, share: Array, arm_share: float = 1.0) -> Array:
    """The joints on the way from one posture to another; `share` (T,)."""

    def mixed(a: ArrayLike, b: ArrayLike, dims: int) -> Array:
        a, b = (np.asarray(v, float).reshape(-1, *np.shape(v)[1:dims]) for v in (a, b))
        return np.asarray(a + (b - a) * share.reshape(-1, *[1] * (dims - 1)))

    def limb(a: Limb, b: Limb) -> Limb:
        angle = mixed(np.atleast_2d(a.angle_deg), np.atleast_2d(b.angle_deg), 2)
        return Limb(mixed(a.towards, b.towards, 3), angle, mixed(a.joint_points, b.joint_points, 3))

    def over_time(name: str) -> Array:
        return mixed(_over_time(getattr(start, name)), _over_time(getattr(end, name)), 1)

    names = ("trunk_deg", "head_deg", "toes_down_deg", "chin_m", "sway_deg")
    points = joints(
        Posture(
            pinned="hips",
            at=(0, 0),
            legs=limb(start.legs, end.legs),
            arms=limb(start.arms, end.arms),
            shoulders=np.asarray(end.shoulders) * share[:, None, None],
            **{name: over_time(name) for name in names},
        ),
        arm_share,
    )
    hips = [joints(posture)[:, 23:25].mean(axis=1) for posture in (start, end)]
    return np.asarray(points + mixed(hips[0], hips[1], 2)[:, None] * [1, 1, 0])


def _bent(start: Array, limb: Limb, lengths_m: tuple[float, float]) -> tuple[Array, Array]:
    """The places of the middle joint and of the far end of a limb."""
    a, b = lengths_m
    reach = reach_m(lengths_m, limb.angle_deg)
    cosine = np.clip((a * a + reach * reach - b * b) / (2 * a * reach), -1, 1)[..., None]
    towards = _unit(limb.towards)
    aside = limb.joint_points - (limb.joint_points * towards).sum(-1, keepdims=True) * towards
    middle = start + a * (cosine * towards + np.sqrt(1 - cosine * cosine) * _unit(aside))
    return middle, start + reach[..., None] * towards


def _unit(vectors: Array) -> Array:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _over_time(values: ArrayLike) -> Array:
    return np.asarray(values, float).reshape(-1)


def _axes(inclination_deg: ArrayLike) -> tuple[Array, Array]:
    """Two axes (T, 1, 3): along something that leans forward from upright, and ahead of it."""
    angle = np.radians(_over_time(inclination_deg))[:, None]
    sine, cosine, none = np.sin(angle), np.cos(angle), 0 * angle
    return np.stack([sine, cosine, none], -1), np.stack([cosine, -sine, none], -1)
