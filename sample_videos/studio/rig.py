"""Takes postures on: from angles to the rotations and places of all bones, on the ground or at a bar.

Everything is solved for one posture, or for all postures of a track at once: `...` in a shape stands for
nothing or for T.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Body
from sample_videos.studio.geometry import (
    Array,
    X,
    Y,
    Z,
    axes,
    bent_chain,
    column,
    direction,
    length,
    rotation,
    unit,
)
from sample_videos.studio.posture import Arm, Leg, Posture, Value

SPINE: Final = ("spine05", "spine04", "spine03", "spine02", "spine01")
FLEXION_SHARES: Final = (0.10, 0.22, 0.26, 0.24, 0.18)
"""Of the flexion between pelvis and shoulders, in the five bones of the spine from below: most of it in the
lower chest and the upper loins, as rounding under a load looks."""

_TRUNK = ("root", *SPINE)
_BENT = np.cumsum([0.0, *FLEXION_SHARES])  # shares of the flexion up to each bone of the trunk

_PELVIS_SHARE = (
    0.52  # the pelvis takes this share of the flexion back, so that the line hips-shoulders keeps its lean
)
_NECK = ("neck01", "neck02", "neck03", "head")
_HEAD_SHARES = np.array([0.3, 0.6, 0.85, 1.0])  # shares of the head's turns, by bones of the neck from below
_PUSHED = np.array([1.0, 1.0, 1.0, 0.0])
_FOREARM = ("lowerarm01", "lowerarm02", "wrist")
_PALM_SHARES = np.array([0.35, 0.75, 1.0])  # shares of the palm's turn, by bones of forearm and hand
_FINGERS = tuple(f"finger{finger}-{joint}" for finger in "2345" for joint in "123")
_FIST_DEG = np.tile([65.0, 140.0, 190.0], 4)  # how far each of these curls
_LIMBS = ("clavicle", "upperarm01", "upperarm02", *_FOREARM, *_FINGERS,
          "upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot")  # fmt: skip
_TURNED = (*_TRUNK, *_NECK, *(f"{bone}.{side}" for side in "LR" for bone in _LIMBS))
"""The bones that a posture speaks of."""

_OUTWARD = {"L": 1.0, "R": -1.0}
_LEAST_BEND = 0.03  # an elbow whose bend has a smaller sine does not show its hinge
_LEAST_CURL = 0.05  # a finger whose curl has a smaller sine does not show its hinge
_CONTACT_STRIDE = 7
_TILTS = 5  # so many tilts bring a body level


class Hold(Enum):
    """How hands or feet are held in place.

    PLANTED ones stay where they are at the start; GRIPPED ones stay as far apart as at the start, and level.
    """

    PLANTED = "planted"
    GRIPPED = "gripped"


@dataclass(frozen=True, slots=True)
class Ground:
    """How the body meets the world.

    The mean of `anchor` joints stays over one spot. Its height is `anchor_height_m`, or such that the lowest
    point of the body touches the floor. `hands` and `feet` are held as said; `bench_hand` ("L" or "R") is
    planted alone, as high as the knee of its side.
    """

    anchor: tuple[str, ...] = ("foot.L", "foot.R")
    anchor_height_m: float | None = None
    hands: Hold | None = None
    feet: Hold | None = None
    bench_hand: str | None = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The rotation (..., B, 3, 3) of each bone from its rest pose, and its beginning (..., B, 3)."""

    rotations: Array
    places: Array

    def __getitem__(self, moment: int | slice) -> Skeleton:
        """The skeleton at one moment, or the skeletons at some moments, of a track."""
        return Skeleton(self.rotations[moment], self.places[moment])

    def place(self, bone: int) -> Array:
        """The place (..., 3) where a bone begins."""
        return np.asarray(self.places[..., bone, :])


@dataclass(slots=True)
class _Limb:
    bones: tuple[str, str, str]  # first, second, end
    upper_m: float
    lower_m: float


class Skin:
    """Points (V, 3) that follow the bones by their weights (V, B).

    The sum goes bone by bone, each with the points that it carries and at all moments at once. One matrix
    product would be slower, since most weights are 0.
    """

    def __init__(self, body: Body, points: Array, weights: NDArray[np.float32]) -> None:
        self._count = len(points)
        self._parts = []  # bone; numbers of the points that follow it; offset and weight of each (N, 4)
        carriers = _carriers(body)
        for carrier in np.unique(carriers[weights.any(axis=0)]):
            bone = body.bone(_TURNED[carrier])
            shares = weights[:, carriers == carrier].sum(axis=1, dtype=float)
            numbers = np.flatnonzero(shares)
            followers = np.column_stack([points - body.heads[bone], np.ones(self._count)]) * shares[:, None]
            self._parts.append((bone, numbers, followers[numbers]))

    def places_m(self, skeleton: Skeleton) -> Array:
        """The places of the points, (..., V, 3)."""
        return np.stack([self.coordinates_m(skeleton, axis) for axis in range(3)], axis=-1)

    def coordinates_m(self, skeleton: Skeleton, axis: int) -> Array:
        """How far the points are along one axis of the world, (..., V)."""
        turns, starts = skeleton.rotations[..., axis, :], column(skeleton.places[..., axis])
        motion = np.concatenate([turns, starts], axis=-1)
        places = np.zeros((self._count, *motion.shape[:-2]))
        for bone, numbers, followers in self._parts:
            places[numbers] += followers @ motion[..., bone, :].T
        return np.moveaxis(places, 0, -1)


class Rig:
    """A body that can take postures on. It remembers where hands and feet were in the first one."""

    def __init__(self, body: Body, ground: Ground) -> None:
        self.body, self.ground = body, ground
        self._rest = {side: self._rest_directions(side) for side in "LR"}
        self._arms = {side: self._limb("upperarm01", "lowerarm01", "wrist", side) for side in "LR"}
        self._legs = {side: self._limb("upperleg01", "lowerleg01", "foot", side) for side in "LR"}
        self._parents = np.array(body.parents)
        self._generations = _generations(body.parents)
        self._bone_vectors = body.heads - body.heads[self._parents]
        self._contact = _contact_of(body, with_legs=ground.feet is not Hold.PLANTED)
        self._knuckles = {side: self._finger_hinges(side) for side in "LR"}
        self._carriers = _carriers(body)
        self._start: dict[str, Array] | None = None

    def pose(self, posture: Posture) -> Skeleton:
        """All bones for a posture, or for postures over time, placed in the world."""
        turns = self._turns(posture)
        skeleton = self._place(turns, posture)
        if self._start is None:
            self._start = self._held_places(skeleton)
        if self._hold(turns, skeleton, posture):
            skeleton = self._solve(turns, skeleton.place(0))
        return _moved(skeleton, posture)

    def skin(self, skeleton: Skeleton, points: Array, weights: NDArray[np.float32]) -> tuple[Array, Array]:
        """Points (V, 3) that follow the bones, and the blended rotations (V, 3, 3) for their normals."""
        shifts = skeleton.places - np.einsum("bij,bj->bi", skeleton.rotations, self.body.heads)
        bones = np.concatenate([skeleton.rotations.reshape(-1, 9), shifts], axis=1).astype(np.float32)
        blended = weights @ bones
        rotations = blended[:, :9].reshape(-1, 3, 3)
        moved = np.einsum("vij,vj->vi", rotations, points) + blended[:, 9:]
        return np.asarray(moved, float), np.asarray(rotations, float)

    # --- angles to rotations ----------------------------------------------------------------------------

    def _turns(self, posture: Posture) -> dict[str, Array]:
        """The world rotation (..., 3, 3) of every turned bone; the other bones follow their parents."""
        turns = _turn_trunk(posture)
        turns |= _turn_head(posture, turns["spine01"])
        for side, arm, leg in (
            ("L", posture.left_arm, posture.left_leg),
            ("R", posture.right_arm, posture.right_leg),
        ):
            self._turn_arm(turns, side, arm)
            self._turn_leg(turns, side, leg)
        if np.any(posture.roll_deg):
            roll = rotation(Z, posture.roll_deg)
            turns = {bone: roll @ turn for bone, turn in turns.items()}
        return turns

    def _turn_arm(self, turns: dict[str, Array], side: str, arm: Arm) -> None:
        outward = _OUTWARD[side]
        girdle = rotation(Z, outward * arm.shrug_deg) @ rotation(Y, outward * arm.retraction_deg)
        turns[f"clavicle.{side}"] = turns["spine01"] @ girdle
        upper = direction(arm.upper_pitch_deg, arm.upper_out_deg, outward)
        fore = direction(arm.fore_pitch_deg, arm.fore_out_deg, outward)
        self._set_arm(turns, side, arm, upper, fore)

    def _set_arm(self, turns: dict[str, Array], side: str, arm: Arm, upper: Array, fore: Array) -> None:
        rest = self._rest[side]
        hinge = np.cross(upper, fore)
        hinge = unit(np.where(column(length(hinge)) < _LEAST_BEND, -X, hinge))
        upper_turn = axes(upper, hinge) @ axes(rest["upper"], rest["hinge"]).T
        fore_turn = axes(fore, hinge) @ axes(rest["fore"], rest["hinge"]).T
        turns[f"upperarm01.{side}"] = turns[f"upperarm02.{side}"] = upper_turn
        palm_deg = _OUTWARD[side] * _PALM_SHARES * column(arm.palm_deg)
        forearm = rotation(fore[..., None, :], palm_deg) @ fore_turn[..., None, :, :]
        turns |= _named(_FOREARM, forearm, side)
        hand = turns[f"wrist.{side}"]
        straight = _shortest_turn(hand @ rest["hand"], fore) @ hand
        turns[f"wrist.{side}"] = hand = rotation(hinge, -arm.wrist_deg) @ straight
        curls = rotation(self._knuckles[side], _FIST_DEG * column(arm.grip))
        turns |= _named(_FINGERS, hand[..., None, :, :] @ curls, side)

    def _finger_hinges(self, side: str) -> Array:
        """The axes (12, 3) about which the bones of the fingers curl, from their slight bend at rest."""
        first, last = (
            np.array([self._bone_direction(f"finger{finger}-{joint}.{side}") for finger in "2345"])
            for joint in "13"
        )
        hinges = np.cross(first, last)
        hinges = np.where(column(length(hinges)) > _LEAST_CURL, hinges, self._rest[side]["knuckles"])
        return np.repeat(unit(hinges), 3, axis=0)

    def _turn_leg(self, turns: dict[str, Array], side: str, leg: Leg) -> None:
        outward = _OUTWARD[side]
        thigh = direction(leg.thigh_pitch_deg, leg.thigh_out_deg, outward)
        shank = direction(leg.shank_pitch_deg, leg.shank_out_deg, outward)
        self._set_leg(turns, side, thigh, shank)
        turns[f"foot.{side}"] = rotation(Y, outward * leg.toes_out_deg) @ rotation(X, leg.foot_pitch_deg)

    def _set_leg(self, turns: dict[str, Array], side: str, thigh: Array, shank: Array) -> None:
        rest = self._rest[side]
        thigh_turn = axes(thigh, _knee_hinge(thigh)) @ axes(rest["thigh"], X).T
        shank_turn = axes(shank, _knee_hinge(shank)) @ axes(rest["shank"], X).T
        turns[f"upperleg01.{side}"] = turns[f"upperleg02.{side}"] = thigh_turn
        turns[f"lowerleg01.{side}"] = turns[f"lowerleg02.{side}"] = shank_turn

    # --- rotations to places ----------------------------------------------------------------------------

    def _solve(self, turns: dict[str, Array], root: Array) -> Skeleton:
        """All bones, with the first of them beginning at `root` (..., 3)."""
        rotations = np.stack([turns[bone] for bone in _TURNED], axis=-3)[..., self._carriers, :, :]
        arms = np.einsum("...bij,bj->...bi", rotations[..., self._parents, :, :], self._bone_vectors)
        places = np.empty_like(arms)
        places[..., 0, :] = root
        for generation in self._generations:
            parents = self._parents[generation]
            places[..., generation, :] = places[..., parents, :] + arms[..., generation, :]
        return Skeleton(rotations, places)

    def _place(self, turns: dict[str, Array], posture: Posture) -> Skeleton:
        skeleton = self._solve(turns, np.zeros(3))
        if np.any(posture.level):
            skeleton = self._level(turns, skeleton, posture)
        root = -self._middle(skeleton, self.ground.anchor)
        if self.ground.anchor_height_m is None:
            root[..., 1] = -self._contact.coordinates_m(skeleton, 1).min(axis=-1)
        else:
            root[..., 1] += self.ground.anchor_height_m
        return Skeleton(skeleton.rotations, skeleton.places + root[..., None, :])

    def _level(self, turns: dict[str, Array], skeleton: Skeleton, posture: Posture) -> Skeleton:
        """Tilt the body until both its halves rest on the floor: front and rear, or left and right."""
        across, up, ahead = (self._contact.coordinates_m(skeleton, axis) for axis in range(3))
        on_side = column(posture.roll_deg) != 0
        along = np.where(on_side, across, ahead)
        tilt_deg = np.where(np.asarray(posture.level) > 0, _levelling_deg(along, up), 0.0)
        tilt = rotation(np.where(on_side, -Z, X), posture.level * tilt_deg)
        for name in turns:
            turns[name] = tilt @ turns[name]
        return self._solve(turns, np.zeros(3))

    def _middle(self, skeleton: Skeleton, joints: tuple[str, ...]) -> Array:
        return np.asarray(np.mean([self._joint(skeleton, name) for name in joints], axis=0))

    def _joint(self, skeleton: Skeleton, name: str) -> Array:
        return skeleton.place(self.body.bone(name))

    # --- held hands and feet ----------------------------------------------------------------------------

    def _hold(self, turns: dict[str, Array], skeleton: Skeleton, posture: Posture) -> bool:
        """Turn the limbs that are held so that they reach; return whether there are any."""
        for side, arm in (("L", posture.left_arm), ("R", posture.right_arm)):
            planted = side == self.ground.bench_hand
            if self.ground.hands is None and not planted:
                continue
            hold = Hold.PLANTED if planted else self.ground.hands
            target = self._target(skeleton, "wrist", side, hold, posture.held)
            upper, fore = self._reach(skeleton, self._arms[side], target)
            self._set_arm(turns, side, arm, upper, fore)
        for side in "LR" if self.ground.feet is not None else "":
            target = self._target(skeleton, "foot", side, self.ground.feet, posture.held)
            away_m = column(posture.feet_shanks) * self._legs[side].lower_m
            self._set_leg(turns, side, *self._reach(skeleton, self._legs[side], target + away_m * Z))
        return any((self.ground.hands, self.ground.feet, self.ground.bench_hand))

    def _held_places(self, skeleton: Skeleton) -> dict[str, Array]:
        """The places (3,) where the ends of the limbs are at first."""
        first = skeleton if skeleton.places.ndim == 2 else skeleton[0]
        places = {name: self._joint(first, name).copy() for name in _ENDS}
        for side in "LR":
            if self.ground.feet is Hold.PLANTED:
                places[f"foot.{side}"][1] = self.body.joint(f"foot.{side}")[1]
            if self.ground.bench_hand == side:
                places[f"wrist.{side}"][1] = self._joint(first, f"lowerleg01.{side}")[1]
        return places

    def _target(self, skeleton: Skeleton, end: str, side: str, hold: Hold | None, share: Value) -> Array:
        """The place for the end of a limb; a planted one stays by `share` and is free by the rest of it."""
        assert self._start is not None
        start = self._start[f"{end}.{side}"]
        if hold is Hold.PLANTED:
            free = self._joint(skeleton, f"{end}.{side}")
            return np.asarray(free + column(share) * (start - free))
        level = self._middle(skeleton, (f"{end}.L", f"{end}.R"))
        level[..., 0] = start[0]
        return level

    def _reach(self, skeleton: Skeleton, limb: _Limb, target: Array) -> tuple[Array, Array]:
        """The directions of two bones that bring a limb's end to a target, bent the way it is bent now."""
        first, second, end = (self._joint(skeleton, name) for name in limb.bones)
        bend = second - (first + end) / 2
        middle, end = bent_chain(first, target, limb.upper_m, limb.lower_m, bend)
        return unit(middle - first), unit(end - middle)

    # --- the rest pose ----------------------------------------------------------------------------------

    def _rest_directions(self, side: str) -> dict[str, Array]:
        joint = self.body.joint
        shoulder, elbow, wrist = (joint(f"{name}.{side}") for name in ("upperarm01", "lowerarm01", "wrist"))
        hip, knee, ankle = (joint(f"{name}.{side}") for name in ("upperleg01", "lowerleg01", "foot"))
        return {
            "upper": unit(elbow - shoulder),
            "fore": unit(wrist - elbow),
            "hinge": unit(np.cross(elbow - shoulder, wrist - elbow)),
            "thigh": unit(knee - hip),
            "shank": unit(ankle - knee),
            "hand": unit(joint(f"finger3-1.{side}") - wrist),
            "knuckles": unit(joint(f"finger5-1.{side}") - joint(f"finger2-1.{side}")),
        }

    def _limb(self, first: str, second: str, end: str, side: str) -> _Limb:
        bones = (f"{first}.{side}", f"{second}.{side}", f"{end}.{side}")
        start, middle, last = (self.body.joint(name) for name in bones)
        return _Limb(bones, float(np.linalg.norm(middle - start)), float(np.linalg.norm(last - middle)))

    def _bone_direction(self, name: str) -> Array:
        number = self.body.bone(name)
        return unit(self.body.tails[number] - self.body.heads[number])


_ENDS = ("wrist.L", "wrist.R", "foot.L", "foot.R")


@cache
def _contact_of(body: Body, with_legs: bool) -> Skin:
    """Some points of the skin on all parts that the body may rest on."""
    used = body.skin
    if not with_legs:
        used = used[body.follows("upperleg", "lowerleg", "foot", "toe")[used] < 0.5]
    used = used[::_CONTACT_STRIDE]
    return Skin(body, body.points[used], body.weights[used])


def _turn_trunk(posture: Posture) -> dict[str, Array]:
    """The rotations of the pelvis and the bones of the spine."""
    leans_deg = column(posture.trunk_deg) + (_BENT - _PELVIS_SHARE) * column(posture.flexion_deg)
    twists_deg = column(posture.hips_turn_deg) + _BENT * column(posture.twist_deg - posture.hips_turn_deg)
    upright = rotation(X, leans_deg) @ rotation(Y, twists_deg)
    aside = rotation(Z, -posture.side_deg)
    return _named(_TRUNK, aside[..., None, :, :] @ upright)


def _turn_head(posture: Posture, chest: Array) -> dict[str, Array]:
    """The rotations of the bones of the neck, and of the head."""
    chest_deg = posture.trunk_deg + (1 - _PELVIS_SHARE) * posture.flexion_deg
    nods_deg = _HEAD_SHARES * column(posture.head_deg - chest_deg) + _PUSHED * column(posture.neck_deg)
    tilt = rotation(Z, _HEAD_SHARES * column(posture.head_side_deg))
    turn = rotation(Y, _HEAD_SHARES * column(posture.head_turn_deg))
    return _named(_NECK, chest[..., None, :, :] @ tilt @ turn @ rotation(X, nods_deg))


def _named(bones: tuple[str, ...], turns: Array, side: str = "") -> dict[str, Array]:
    """The rotations (..., N, 3, 3) of N bones, each by the name of its bone."""
    names = [f"{bone}.{side}" for bone in bones] if side else bones
    return dict(zip(names, np.moveaxis(turns, -3, 0), strict=True))


def _levelling_deg(along: Array, up: Array) -> Array:
    """The angles (...) to tilt points (..., V) by, so that both their halves are equally low."""
    behind = along < 0
    tilt_deg = np.zeros(along.shape[:-1])
    for _ in range(_TILTS):
        sine, cosine = np.sin(np.radians(column(tilt_deg))), np.cos(np.radians(column(tilt_deg)))
        height = cosine * up - sine * along
        lowest = [np.where(half, height, np.inf).argmin(axis=-1, keepdims=True) for half in (~behind, behind)]
        ahead = cosine * along + sine * up
        (front_m, rear_m), (front_up_m, rear_up_m) = (
            [np.take_along_axis(part, number, axis=-1)[..., 0] for number in lowest]
            for part in (ahead, height)
        )
        tilt_deg += np.degrees(np.arctan2(front_up_m - rear_up_m, front_m - rear_m))
    return tilt_deg


def _moved(skeleton: Skeleton, posture: Posture) -> Skeleton:
    """The skeleton turned and moved to where the person stands."""
    if not (np.any(posture.heading_deg) or np.any(posture.forward_m) or np.any(posture.aside_m)):
        return skeleton
    turn = rotation(Y, posture.heading_deg)
    place = column(posture.aside_m) * X + column(posture.forward_m) * Z
    places = skeleton.places @ np.swapaxes(turn, -1, -2) + place[..., None, :]
    return Skeleton(turn[..., None, :, :] @ skeleton.rotations, places)


def _carriers(body: Body) -> NDArray[np.int64]:
    """The turned bone that carries each bone, (B,): itself, or its nearest forebear among them."""
    carriers: list[int] = []
    for name, parent in zip(body.names, body.parents, strict=True):
        carriers.append(_TURNED.index(name) if name in _TURNED else carriers[parent])
    return np.array(carriers)


def _generations(parents: list[int]) -> list[NDArray[np.int64]]:
    """Groups of bones that can be placed together: children of the root, then their children, and so on."""
    depths = [0] * len(parents)
    for number, parent in enumerate(parents):
        depths[number] = depths[parent] + 1 if parent >= 0 else 0
    return [np.flatnonzero(np.array(depths) == depth) for depth in range(1, max(depths) + 1)]


def _knee_hinge(bone: Array) -> Array:
    """The axis of a knee, which is sideways whichever way the bone points."""
    return np.where(np.abs(bone[..., :1]) < 0.9, X, Z)


def _shortest_turn(current: Array, wanted: Array) -> Array:
    hinge = np.cross(current, wanted)
    sine = length(hinge)
    turn_deg = np.degrees(np.arctan2(sine, np.vecdot(current, wanted)))
    there = sine < 1e-6
    return rotation(np.where(column(there), X, hinge), np.where(there, 0.0, turn_deg))
