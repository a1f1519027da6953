"""A posture in an anatomist's terms, and the blend of two, at one moment or over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from sample_videos.studio.geometry import Array

Value = float | Array
"""Of one posture, or (T,) of as many: then all values of these postures are."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm. `pitch` and `out` are those of `geometry.direction`, in the world.

    `retraction_deg` draws the shoulder back, `shrug_deg` lifts it, both seen from the rib cage; `palm_deg`
    turns the forearm along its axis; `wrist_deg` bends the hand back; `grip` closes the fingers, 0 open to 1.
    """

    upper_pitch_deg: Value = 4.0
    upper_out_deg: Value = 6.0
    fore_pitch_deg: Value = 16.0
    fore_out_deg: Value = 3.0
    retraction_deg: Value = 0.0
    shrug_deg: Value = 0.0
    palm_deg: Value = 0.0
    wrist_deg: Value = 0.0
    grip: Value = 0.45


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg. Pitches are those of `geometry.direction`; a positive `foot_pitch_deg` lifts the heel."""

    thigh_pitch_deg: Value = 4.0
    thigh_out_deg: Value = 5.0
    shank_pitch_deg: Value = -4.0
    shank_out_deg: Value = 3.0
    foot_pitch_deg: Value = 0.0
    toes_out_deg: Value = 8.0


@dataclass(frozen=True, slots=True)
class Posture:
    """The whole body.

    `trunk_deg` is the lean of the line from hips to shoulders: 0 upright, 90 level and face down, -90 on the
    back. `flexion_deg` bends the spine between pelvis and shoulders without changing that line. `head_deg` is
    the lean of the head, `neck_deg` pushes it forward without leaning it; `head_side_deg` leans it to the
    right and `head_turn_deg` turns it to the left. `side_deg` leans the trunk to the left, `twist_deg` turns
    the shoulders to the left, `hips_turn_deg` the pelvis, about the trunk. `roll_deg` rolls the body over to
    its right. `feet_shanks` moves planted feet away from the body, in lengths of the shank. `level` (0..1)
    tilts the body until hands and feet both touch the floor. `heading_deg` turns the whole body to its left,
    where it stands, and `forward_m` and `aside_m` (to the left) say where that is. Planted hands and feet are
    held by the share `held`, which is 0 while they go elsewhere.
    """

    trunk_deg: Value = 0.0
    flexion_deg: Value = 0.0
    head_deg: Value = 0.0
    neck_deg: Value = 0.0
    head_side_deg: Value = 0.0
    head_turn_deg: Value = 0.0
    side_deg: Value = 0.0
    twist_deg: Value = 0.0
    hips_turn_deg: Value = 0.0
    roll_deg: Value = 0.0
    feet_shanks: Value = 0.0
    level: Value = 0.0
    heading_deg: Value = 0.0
    forward_m: Value = 0.0
    aside_m: Value = 0.0
    held: Value = 1.0
    left_arm: Arm = field(default_factory=Arm)
    right_arm: Arm = field(default_factory=Arm)
    left_leg: Leg = field(default_factory=Leg)
    right_leg: Leg = field(default_factory=Leg)

    @classmethod
    def of(cls, *, arm: Arm | None = None, leg: Leg | None = None, **angles: Value) -> Posture:
        """A posture whose left and right limbs are alike."""
        arm, leg = arm or Arm(), leg or Leg()
        return cls(left_arm=arm, right_arm=arm, left_leg=leg, right_leg=leg, **angles)


def blend(a: Posture, b: Posture, share: Value) -> Posture:
    """Blend from `a` at 0 to `b` at 1, angle by angle; beyond 1 it goes on in the same direction."""
    return combined((a, b), (1 - share, share))


def combined(postures: Sequence[Posture], weights: Sequence[Value]) -> Posture:
    """The posture whose every angle is the weighted sum of those of the postures; weights come to 1."""
    mixed: Posture = _merged(
        postures, lambda values: sum(weight * value for weight, value in zip(weights, values, strict=True))
    )
    return mixed


def joined(postures: Sequence[Posture]) -> Posture:
    """Postures over time, one after the other."""
    whole: Posture = _merged(postures, np.concatenate)
    return whole


def _merged(parts: Sequence[Any], merge: Callable[[list[Value]], Value]) -> Any:
    first = parts[0]
    if isinstance(first, (Posture, Arm, Leg)):
        names = [part.name for part in fields(first)]
        return type(first)(**{name: _merged([getattr(p, name) for p in parts], merge) for name in names})
    return merge([*parts])


def shifted(posture: Posture, changes: Mapping[str, Value]) -> Posture:
    """The posture with angles changed: by name, by `arm.name` for one arm, by `arms.name` for both."""
    for path, amount in changes.items():
        limb, _, angle = path.rpartition(".")
        for part in _BOTH.get(limb, (limb,)):
            posture = _shift(posture, part, angle, amount)
    return posture


def mirrored(posture: Posture) -> Posture:
    """The posture with left and right exchanged."""
    turned = {name: -getattr(posture, name) for name in _SIDEWAYS}
    return replace(
        posture,
        left_arm=posture.right_arm,
        right_arm=posture.left_arm,
        left_leg=posture.right_leg,
        right_leg=posture.left_leg,
        **turned,
    )


def mirrored_changes(changes: Mapping[str, float]) -> dict[str, float]:
    """The changes that do to the mirrored posture what these do to the posture."""
    return {_mirrored_path(path): -by if path in _SIDEWAYS else by for path, by in changes.items()}


def _mirrored_path(path: str) -> str:
    side, _, rest = path.partition("_")
    return f"{_OTHER[side]}_{rest}" if side in _OTHER else path


_SIDEWAYS = (
    "head_side_deg",
    "head_turn_deg",
    "side_deg",
    "twist_deg",
    "hips_turn_deg",
    "roll_deg",
    "heading_deg",
    "aside_m",
)
_OTHER = {"left": "right", "right": "left"}
_BOTH = {"arms": ("left_arm", "right_arm"), "legs": ("left_leg", "right_leg")}


def _shift(posture: Posture, part: str, angle: str, amount: Value) -> Posture:
    if not part:
        return replace(posture, **{angle: getattr(posture, angle) + amount})
    limb: Any = getattr(posture, part)
    return replace(posture, **{part: replace(limb, **{angle: getattr(limb, angle) + amount})})
