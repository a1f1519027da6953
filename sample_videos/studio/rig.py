"""Takes a posture on: from angles to the rotations and places of all bones, on the ground or at a bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Body
from sample_videos.studio.geometry import Array, X, Y, Z, axes, bent_chain, cross, direction, rotation, unit
from sample_videos.studio.posture import Arm, Leg, Posture

SPINE: Final = ("spine05", "spine04", "spine03", "spine02", "spine01")
FLEXION_SHARES: Final = (0.10, 0.22, 0.26, 0.24, 0.18)
"""Of the flexion between pelvis and shoulders, in the five bones of the spine from below: most of it in the
lower chest and the upper loins, as rounding under a load looks."""

_PELVIS_SHARE = (
    0.52  # of the flexion taken back in the pelvis, so that the line hips-shoulders keeps its lean
)
_NECK = (("neck01", 0.3), ("neck02", 0.6), ("neck03", 0.85), ("head", 1.0))
_OUTWARD = {"L": 1.0, "R": -1.0}
_CURL_DEG = (("1", 65.0), ("2", 140.0), ("3", 190.0))
_LEAST_BEND = 0.03  # sine of the bend of an elbow below which its hinge is not known
_CONTACT_STRIDE = 7


class Hold(Enum):
    """How hands or feet are held in place.

    PLANTED where they are at the start; GRIPPED as far apart as at the start, and level.
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


@dataclass(slots=True)
class Skeleton:
    """Rotation (B, 3, 3) of each bone from its rest pose, and where it begins (B, 3)."""

    rotations: Array
    places: Array


@dataclass(slots=True)
class _Limb:
    bones: tuple[str, str, str]  # first, second, end
    upper_m: float
    lower_m: float


class Skin:
    """Points (V, 3) that follow the bones by their weights (V, B).

    Summed up bone by bone instead of in one matrix product: most weights are 0, and a product takes longer
    to share out among busy processors than to do.
    """

    def __init__(self, body: Body, points: Array, weights: NDArray[np.float32]) -> None:
        numbers, self._bones = np.nonzero(weights)
        shares = weights[numbers, self._bones].astype(float)[:, None]
        self._offsets = (points[numbers] - body.heads[self._bones]) * shares
        self._shares = shares
        self._starts = np.flatnonzero(np.diff(numbers, prepend=-1))

    def places_m(self, skeleton: Skeleton) -> Array:
        """(V, 3) where the points are."""
        turned = np.einsum("nij,nj->ni", skeleton.rotations[self._bones], self._offsets)
        return np.add.reduceat(turned + self._shares * skeleton.places[self._bones], self._starts)

    def heights_m(self, skeleton: Skeleton) -> Array:
        """(V,) only how high they are."""
        turned = (skeleton.rotations[self._bones, 1] * self._offsets).sum(axis=1)
        heights = turned + self._shares[:, 0] * skeleton.places[self._bones, 1]
        return np.asarray(np.add.reduceat(heights, self._starts))


class Rig:
    """A body that can take postures on. Remembers where hands and feet were at the first one."""

    def __init__(self, body: Body, ground: Ground) -> None:
        self.body, self.ground = body, ground
        self._rest = {side: self._rest_directions(side) for side in "LR"}
        self._arms = {side: self._limb("upperarm01", "lowerarm01", "wrist", side) for side in "LR"}
        self._legs = {side: self._limb("upperleg01", "lowerleg01", "foot", side) for side in "LR"}
        self._parents = np.array(body.parents)
        self._generations = _generations(body.parents)
        self._bone_vectors = body.heads - body.heads[self._parents]
        contact = self._contact_numbers()
        self._contact = Skin(body, body.points[contact], body.weights[contact])
        self._fingers = {side: self._finger_bones(side) for side in "LR"}
        self._curls: dict[str, tuple[float, list[Array]]] = dict.fromkeys("LR", (np.nan, []))
        self._turned: tuple[str, ...] = ()
        self._follows = np.zeros(0, int)
        self._start: dict[str, Array] | None = None

    def pose(self, posture: Posture) -> Skeleton:
        """All bones for a posture, placed in the world."""
        turns = self._turns(posture)
        skeleton = self._place(turns, posture.level, along=X if posture.roll_deg else Z)
        if self._start is None:
            self._start = self._held_places(skeleton)
        if self._hold(turns, skeleton, posture):
            skeleton = self._solve(turns, skeleton.places[0])
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
        """World rotation of every bone that a posture speaks of; the others follow their parents."""
        lean_deg = posture.trunk_deg - _PELVIS_SHARE * posture.flexion_deg
        aside = rotation(Z, -posture.side_deg)
        twist_deg = posture.hips_turn_deg
        turns = {"root": aside @ rotation(X, lean_deg) @ rotation(Y, twist_deg)}
        for bone, share in zip(SPINE, FLEXION_SHARES, strict=True):
            lean_deg += share * posture.flexion_deg
            twist_deg += share * (posture.twist_deg - posture.hips_turn_deg)
            turns[bone] = aside @ rotation(X, lean_deg) @ rotation(Y, twist_deg)
        for bone, share in _NECK:
            pushed_deg = posture.neck_deg if bone != "head" else 0.0
            nod = rotation(X, share * (posture.head_deg - lean_deg) + pushed_deg)
            tilt = rotation(Z, share * posture.head_side_deg)
            turn = rotation(Y, share * posture.head_turn_deg)
            turns[bone] = turns["spine01"] @ tilt @ turn @ nod
        chest = turns["spine01"]
        for side, arm, leg in (
            ("L", posture.left_arm, posture.left_leg),
            ("R", posture.right_arm, posture.right_leg),
        ):
            self._turn_arm(turns, side, arm, chest)
            self._turn_leg(turns, side, leg)
        if posture.roll_deg:
            roll = rotation(Z, posture.roll_deg)
            turns = {bone: roll @ turn for bone, turn in turns.items()}
        return turns

    def _turn_arm(self, turns: dict[str, Array], side: str, arm: Arm, chest: Array) -> None:
        outward = _OUTWARD[side]
        girdle = rotation(Z, outward * arm.shrug_deg) @ rotation(Y, outward * arm.retraction_deg)
        turns[f"clavicle.{side}"] = chest @ girdle
        upper = direction(arm.upper_pitch_deg, arm.upper_out_deg, outward)
        fore = direction(arm.fore_pitch_deg, arm.fore_out_deg, outward)
        self._set_arm(turns, side, arm, upper, fore)

    def _set_arm(self, turns: dict[str, Array], side: str, arm: Arm, upper: Array, fore: Array) -> None:
        rest = self._rest[side]
        hinge = cross(upper, fore)
        hinge = -X if np.linalg.norm(hinge) < _LEAST_BEND else unit(hinge)
        upper_turn = axes(upper, hinge) @ axes(rest["upper"], rest["hinge"]).T
        fore_turn = axes(fore, hinge) @ axes(rest["fore"], rest["hinge"]).T
        turns[f"upperarm01.{side}"] = turns[f"upperarm02.{side}"] = upper_turn
        for bone, share in (("lowerarm01", 0.35), ("lowerarm02", 0.75), ("wrist", 1.0)):
            turns[f"{bone}.{side}"] = rotation(fore, share * _OUTWARD[side] * arm.palm_deg) @ fore_turn
        hand = turns[f"wrist.{side}"]
        straight = _shortest_turn(hand @ rest["hand"], fore) @ hand
        turns[f"wrist.{side}"] = hand = rotation(hinge, -arm.wrist_deg) @ straight
        self._curl_fingers(turns, side, hand, arm.grip)

    def _curl_fingers(self, turns: dict[str, Array], side: str, hand: Array, grip: float) -> None:
        if self._curls[side][0] != grip:
            curls = [rotation(hinge, curl_deg * grip) for _, hinge, curl_deg in self._fingers[side]]
            self._curls[side] = grip, curls
        for (bone, _, _), curl in zip(self._fingers[side], self._curls[side][1], strict=True):
            turns[bone] = hand @ curl

    def _finger_bones(self, side: str) -> list[tuple[str, Array, float]]:
        """The bones of the fingers, the axis each curls about, and how far it does in a fist."""
        return [
            (f"finger{finger}-{joint}.{side}", self._finger_hinge(finger, side), curl_deg)
            for finger in "2345"
            for joint, curl_deg in _CURL_DEG
        ]

    def _finger_hinge(self, finger: str, side: str) -> Array:
        """The axis about which a finger curls, from the slight bend it has at rest."""
        first, last = (self._bone_direction(f"finger{finger}-{joint}.{side}") for joint in "13")
        hinge = cross(first, last)
        return unit(hinge) if np.linalg.norm(hinge) > 0.05 else self._rest[side]["knuckles"]

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
        rotations = np.array(list(turns.values()))[self._following(tuple(turns))]
        arms = (rotations[self._parents] @ self._bone_vectors[:, :, None])[:, :, 0]
        places = np.zeros((len(self.body.names), 3))
        places[0] = root
        for generation in self._generations:
            places[generation] = places[self._parents[generation]] + arms[generation]
        return Skeleton(rotations, places)

    def _following(self, turned: tuple[str, ...]) -> NDArray[np.int64]:
        """(B,) which of the turned bones each bone follows: itself or its nearest forebear among them."""
        if turned != self._turned:
            self._turned = turned
            follows: list[int] = []
            for name, parent in zip(self.body.names, self.body.parents, strict=True):
                follows.append(turned.index(name) if name in turned else follows[parent])
            self._follows = np.array(follows)
        return self._follows

    def _place(self, turns: dict[str, Array], level: float, along: Array) -> Skeleton:
        skeleton = self._solve(turns, np.zeros(3))
        if level > 0:
            skeleton = self._level(turns, skeleton, level, along)
        anchor = self._middle(skeleton, self.ground.anchor)
        root = -anchor
        if self.ground.anchor_height_m is None:
            root[1] = -float(self._contact.heights_m(skeleton).min())
        else:
            root[1] += self.ground.anchor_height_m
        return Skeleton(skeleton.rotations, skeleton.places + root)

    def _level(self, turns: dict[str, Array], skeleton: Skeleton, share: float, along: Array) -> Skeleton:
        """Tilt the body until both its halves along an axis rest on the floor."""
        points = self._contact.places_m(skeleton)
        behind = points @ along < 0
        hinge = cross(Y, along)
        tilt_deg = 0.0
        for _ in range(5):
            tilted = points @ rotation(hinge, tilt_deg).T
            front, rear = (half[half[:, 1].argmin()] for half in (tilted[~behind], tilted[behind]))
            tilt_deg += float(np.degrees(np.arctan2(front[1] - rear[1], (front - rear) @ along)))
        tilt = rotation(hinge, share * tilt_deg)
        for name in turns:
            turns[name] = tilt @ turns[name]
        return self._solve(turns, np.zeros(3))

    def _middle(self, skeleton: Skeleton, joints: tuple[str, ...]) -> Array:
        return np.asarray(np.mean([skeleton.places[self.body.bone(name)] for name in joints], axis=0))

    def _contact_numbers(self) -> NDArray[np.int64]:
        """Some points of the skin, of all limbs that the body may rest on."""
        body, skin = self.body, zip(self.body.groups, self.body.polygons, strict=True)
        used = np.unique([number for group, polygon in skin if group == "body" for number in polygon])
        if self.ground.feet is Hold.PLANTED:
            used = used[body.follows("upperleg", "lowerleg", "foot", "toe")[used] < 0.5]
        return np.asarray(used[::_CONTACT_STRIDE])

    # --- held hands and feet ----------------------------------------------------------------------------

    def _hold(self, turns: dict[str, Array], skeleton: Skeleton, posture: Posture) -> bool:
        """Turn the limbs that are held so that they reach; whether there are any."""
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
            away_m = posture.feet_shanks * self._legs[side].lower_m
            self._set_leg(turns, side, *self._reach(skeleton, self._legs[side], target + away_m * Z))
        return any((self.ground.hands, self.ground.feet, self.ground.bench_hand))

    def _held_places(self, skeleton: Skeleton) -> dict[str, Array]:
        places = {name: skeleton.places[self.body.bone(name)].copy() for name in _ENDS}
        for side in "LR":
            if self.ground.feet is Hold.PLANTED:
                places[f"foot.{side}"][1] = self.body.joint(f"foot.{side}")[1]
            if self.ground.bench_hand == side:
                places[f"wrist.{side}"][1] = skeleton.places[self.body.bone(f"lowerleg01.{side}")][1]
        return places

    def _target(self, skeleton: Skeleton, end: str, side: str, hold: Hold | None, share: float) -> Array:
        """Where the end of a limb is to be; if planted, by share between there and where it would be free."""
        assert self._start is not None
        start = self._start[f"{end}.{side}"]
        if hold is Hold.PLANTED:
            free = skeleton.places[self.body.bone(f"{end}.{side}")]
            return np.asarray(free + share * (start - free))
        middle = self._middle(skeleton, (f"{end}.L", f"{end}.R"))
        return np.array([start[0], middle[1], middle[2]])

    def _reach(self, skeleton: Skeleton, limb: _Limb, target: Array) -> tuple[Array, Array]:
        """Directions of the two bones that bring the end of a limb to a target, bent as it is bent now."""
        first, second, end = (skeleton.places[self.body.bone(name)] for name in limb.bones)
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
            "hinge": unit(cross(elbow - shoulder, wrist - elbow)),
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


def _moved(skeleton: Skeleton, posture: Posture) -> Skeleton:
    """Turned and put where the person stands."""
    if not (posture.heading_deg or posture.forward_m or posture.aside_m):
        return skeleton
    turn = rotation(Y, posture.heading_deg)
    place = np.array([posture.aside_m, 0, posture.forward_m])
    return Skeleton(turn @ skeleton.rotations, skeleton.places @ turn.T + place)


def _generations(parents: list[int]) -> list[NDArray[np.int64]]:
    """Bones that can be placed together: children of the root first, then theirs, and so on."""
    depths = [0] * len(parents)
    for number, parent in enumerate(parents):
        depths[number] = depths[parent] + 1 if parent >= 0 else 0
    return [np.flatnonzero(np.array(depths) == depth) for depth in range(1, max(depths) + 1)]


def _knee_hinge(bone: Array) -> Array:
    """Sideways, whichever way the bone points."""
    return X if abs(bone[0]) < 0.9 else Z


def _shortest_turn(current: Array, wanted: Array) -> Array:
    hinge = cross(current, wanted)
    sine = float(np.linalg.norm(hinge))
    if sine < 1e-6:
        return np.eye(3)
    return rotation(hinge, float(np.degrees(np.arctan2(sine, current @ wanted))))
