"""What a body does, as numbers read off its posed bones; the sizes of faults are differences of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.geometry import Array, X, Y, Z, angle_deg, rotation, unit
from sample_videos.studio.posture import Posture, shifted
from sample_videos.studio.rig import SPINE, Rig, Skeleton
from sample_videos.studio.script import Fit, Motion

JOINTS: Final = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
SIDES: Final = {"left": "L", "right": "R"}

Joints = dict[str, Array]


def joints_m(body: Body, skeleton: Skeleton) -> Joints:
    """The twelve joints (..., 3) in the world, named as in `left_shoulder`."""
    return {
        f"{side}_{joint}": skeleton.place(body.bone(f"{bone}.{letter}"))
        for joint, bone in JOINTS.items()
        for side, letter in SIDES.items()
    }


def trunk_inclination_deg(joints: Joints) -> float:
    """The lean of the line from mid hips to mid shoulders: 0 upright, 90 level, in degrees."""
    return angle_deg(_trunk(joints), np.zeros(3), Y)


def spine_flexion_deg(body: Body, skeleton: Skeleton) -> float:
    """The turn of the top bone of the spine against the pelvis; 0 is the body's own neutral back."""
    pelvis, chest = (skeleton.rotations[body.bone(name)] for name in ("root", SPINE[-1]))
    relative = pelvis.T @ chest
    return float(np.degrees(np.arctan2(relative[2, 1], relative[2, 2])))


def _trunk_lean_deg(joints: Joints) -> float:
    """The lean of the same line, positive forward."""
    trunk = _trunk(joints)
    return float(np.degrees(np.arctan2(trunk[2], trunk[1])))


def _off_line_deg(end: str) -> Callable[[Joints], float]:
    """Make a measure of how far the body bends at the hips from a straight line.

    It is positive with the hips in front of the line (an arch, a sag) and negative with the hips behind it (a
    low bridge, a pike).
    """

    def measure(joints: Joints) -> float:
        shoulder, hip, far = (_middle(joints, name) for name in ("shoulder", "hip", end))
        forward = np.cross(joints["left_hip"] - joints["right_hip"], shoulder - hip)
        return float(np.copysign(180 - angle_deg(shoulder, hip, far), forward @ (2 * hip - shoulder - far)))

    return measure


def _working_elbow_deg(joints: Joints) -> float:
    return _angle("right", "shoulder", "elbow", "wrist")(joints)


def _angle(side: str, a: str, joint: str, b: str) -> Callable[[Joints], float]:
    return lambda joints: angle_deg(*(joints[f"{side}_{name}"] for name in (a, joint, b)))


def _elbow_difference_deg(joints: Joints) -> float:
    left, right = (_angle(side, "shoulder", "elbow", "wrist")(joints) for side in SIDES)
    return left - right


def _elbow_flare_deg(joints: Joints) -> float:
    """The angle of the upper arm out of the plane in which the person is seen from the side."""
    upper = unit(joints["right_elbow"] - joints["right_shoulder"])
    return float(np.degrees(np.arcsin(-upper[0])))


def _arm_raise_difference_deg(joints: Joints) -> float:
    """How much further the left upper arm is raised from hanging than the right one."""
    left, right = (
        angle_deg(joints[f"{side}_elbow"] - joints[f"{side}_shoulder"], np.zeros(3), -Y) for side in SIDES
    )
    return left - right


def _upper_arm_deg(joints: Joints) -> float:
    """The angle of the upper arm from upright; positive with the elbow in front of the shoulder."""
    upper = _middle(joints, "elbow") - _middle(joints, "shoulder")
    return float(np.degrees(np.arctan2(upper[2], -upper[1])))


def _pull_line_torso(joints: Joints) -> float:
    """The place of the right hand between the shoulder (0) and the hip (1)."""
    trunk = -_trunk(joints)
    return float((joints["right_wrist"] - _middle(joints, "shoulder")) @ trunk / (trunk @ trunk))


def _elevation_deg(side: str, start: str, end: str) -> Callable[[Joints], float]:
    """Make a measure of a limb's angle over level, which is beyond 90 where the limb points past upright."""

    def measure(joints: Joints) -> float:
        limb = joints[f"{side}_{end}"] - joints[f"{side}_{start}"]
        return float(np.degrees(np.arcsin(unit(limb)[1])))

    return measure


def _higher_torso(one: str, other: str) -> Callable[[Joints], float]:
    """Make a measure of how much higher one joint is than another."""
    return lambda joints: float((joints[one] - joints[other]) @ Y) / _torso_m(joints)


def _head_turns(body: Body, skeleton: Skeleton) -> Array:
    """The head's turn against the chest."""
    chest, head = (skeleton.rotations[body.bone(name)] for name in (SPINE[-1], "head"))
    return np.asarray(chest.T @ head)


def _head_roll_deg(body: Body, skeleton: Skeleton) -> float:
    """How far the head leans to the left."""
    up = _head_turns(body, skeleton)[:, 1]
    return float(np.degrees(np.arctan2(up[0], np.hypot(up[1], up[2]))))


def _head_back_deg(body: Body, skeleton: Skeleton) -> float:
    """How far the face looks up."""
    return float(np.degrees(np.arcsin(_head_turns(body, skeleton)[1, 2])))


def _torso_m(joints: Joints) -> float:
    return float(np.linalg.norm(_trunk(joints)))


def _trunk(joints: Joints) -> Array:
    return np.asarray(_middle(joints, "shoulder") - _middle(joints, "hip"))


def _middle(joints: Joints, name: str) -> Array:
    return np.asarray((joints[f"left_{name}"] + joints[f"right_{name}"]) / 2)


def _in_torsos(start: str, end: str, axis: Array) -> Callable[[Joints], float]:
    """Make a measure of how far one joint lies from another along an axis."""
    return lambda joints: float((_middle(joints, end) - _middle(joints, start)) @ axis) / _torso_m(joints)


def _of_joints(measure: Callable[[Joints], float]) -> Callable[[Body, Skeleton], float]:
    return lambda body, skeleton: measure(joints_m(body, skeleton))


def _head_drop_deg(body: Body, skeleton: Skeleton) -> float:
    """The angle from the trunk's line, carried on, to the line shoulders-head; positive with a low head."""
    joints = joints_m(body, skeleton)
    head = skeleton.places[body.bone("head")] - _middle(joints, "shoulder")
    return float(np.degrees(np.arctan2(head[2], head[1]))) - _trunk_lean_deg(joints)


def _chin_forward_torso(body: Body, skeleton: Skeleton) -> float:
    """How far the eyes are in front of the line from hips to shoulders carried on."""
    joints = joints_m(body, skeleton)
    eyes = (skeleton.places[body.bone("eye.L")] + skeleton.places[body.bone("eye.R")]) / 2
    forward = unit(np.cross(joints["left_hip"] - joints["right_hip"], _trunk(joints)))
    return float((eyes - _middle(joints, "hip")) @ forward) / _torso_m(joints)


def _shrug_torso(body: Body, skeleton: Skeleton) -> float:
    """How near the shoulders are to the head, along the trunk; less negative is higher."""
    joints = joints_m(body, skeleton)
    head = skeleton.places[body.bone("head")] - _middle(joints, "shoulder")
    return -float(head @ unit(_trunk(joints))) / _torso_m(joints)


def _hip_difference_deg(joints: Joints) -> float:
    left, right = (_angle(side, "shoulder", "hip", "knee")(joints) for side in SIDES)
    return left - right


def _hip_extension_deg(joints: Joints) -> float:
    """The angle of the right thigh behind the line of the trunk, carried on."""
    thigh = joints["right_knee"] - joints["right_hip"]
    return -_trunk_lean_deg(joints) - float(np.degrees(np.arctan2(thigh[2], -thigh[1])))


def _trunk_twist_deg(joints: Joints) -> float:
    """The turn of the line of the shoulders against that of the hips, about the trunk."""
    trunk = unit(_trunk(joints))
    across = [
        line - trunk * (line @ trunk)
        for line in (joints[f"left_{name}"] - joints[f"right_{name}"] for name in ("hip", "shoulder"))
    ]
    return angle_deg(across[0], np.zeros(3), across[1])


def _upper_arm_elevation_deg(joints: Joints) -> float:
    upper = unit(joints["right_elbow"] - joints["right_shoulder"])
    return float(np.degrees(np.arcsin(upper[1])))


def _elbows_behind_deg(joints: Joints) -> float:
    """The angle of the right upper arm behind the line across the shoulders."""
    upper = unit(joints["right_elbow"] - joints["right_shoulder"])
    return float(np.degrees(np.arcsin(-upper[2])))


def _side_line_deg(joints: Joints) -> float:
    """How far the body bends sideways at the hips, seen from the front.

    It is positive with the hips towards the right side.
    """
    shoulder, hip, ankle = (_middle(joints, name) for name in ("shoulder", "hip", "ankle"))
    along = unit(shoulder - ankle)
    right = joints["right_hip"] - joints["left_hip"]
    right = unit(right - along * (right @ along))
    leans = (np.arctan2(part @ right, part @ along) for part in (hip - ankle, shoulder - hip))
    legs, trunk = np.degrees(list(leans))
    return float(legs - trunk)


def _head_tilt_deg(body: Body, skeleton: Skeleton) -> float:
    """The tilt of the line between the ears, seen from the front; positive towards the right shoulder."""
    left = skeleton.rotations[body.bone("head")][:, 0]
    return float(np.degrees(np.arctan2(left[1], left[0])))


def _face(body: Body, skeleton: Skeleton) -> Array:
    """The direction in which the face looks, with the tilt to the side taken back."""
    back = rotation(Z, -_head_tilt_deg(body, skeleton))
    return np.asarray(back @ skeleton.rotations[body.bone("head")][:, 2])


def _head_turn_deg(body: Body, skeleton: Skeleton) -> float:
    """The turn of the face from straight ahead; positive to the right."""
    face = _face(body, skeleton)
    return float(np.degrees(np.arctan2(-face[0], face[2])))


def _face_down_deg(body: Body, skeleton: Skeleton) -> float:
    return float(np.degrees(np.arcsin(-_face(body, skeleton)[1])))


def _working_shrug_torso(body: Body, skeleton: Skeleton) -> float:
    """How near the right shoulder is to the head, along the trunk; less negative is higher."""
    joints = joints_m(body, skeleton)
    head = skeleton.places[body.bone("head")] - joints["right_shoulder"]
    return -float(head @ unit(_trunk(joints))) / _torso_m(joints)


def _other_foot_up_torso(joints: Joints) -> float:
    return float((joints["left_ankle"] - joints["left_hip"]) @ Y) / _torso_m(joints)


def _knee_past_toes_torso(joints: Joints) -> float:
    """How far the left knee is ahead of the ankle."""
    return float((joints["left_knee"] - joints["left_ankle"]) @ Z) / _torso_m(joints)


MEASURES: Final[dict[str, Callable[[Body, Skeleton], float]]] = {
    "spine_flexion_deg": spine_flexion_deg,
    "trunk_inclination_deg": _of_joints(trunk_inclination_deg),
    "trunk_lean_deg": _of_joints(_trunk_lean_deg),
    "hip_line_deg": _of_joints(_off_line_deg("knee")),
    "body_line_deg": _of_joints(_off_line_deg("ankle")),
    "knee_angle_deg": _of_joints(_angle("right", "hip", "knee", "ankle")),
    "elbow_angle_deg": _of_joints(_working_elbow_deg),
    "elbow_difference_deg": _of_joints(_elbow_difference_deg),
    "elbow_flare_deg": _of_joints(_elbow_flare_deg),
    "upper_arm_deg": _of_joints(_upper_arm_deg),
    "arm_raise_difference_deg": _of_joints(_arm_raise_difference_deg),
    "head_drop_deg": _head_drop_deg,
    "chin_forward_torso": _chin_forward_torso,
    "shrug_torso": _shrug_torso,
    "shoulder_tilt_torso": _of_joints(_higher_torso("left_shoulder", "right_shoulder")),
    "hip_tilt_torso": _of_joints(_higher_torso("left_hip", "right_hip")),
    "hands_forward_torso": _of_joints(_in_torsos("shoulder", "wrist", Z)),
    "elbows_up_torso": _of_joints(_in_torsos("shoulder", "elbow", Y)),
    "hips_forward_torso": _of_joints(_in_torsos("wrist", "hip", Z)),
    "hands_height_torso": _of_joints(_in_torsos("ankle", "wrist", Y)),
    "leg_height_deg": _of_joints(_elevation_deg("right", "hip", "knee")),
    "arm_height_deg": _of_joints(_elevation_deg("left", "shoulder", "elbow")),
    "hands_uneven_torso": _of_joints(_higher_torso("left_wrist", "right_wrist")),
    "elbow_height_torso": _of_joints(_higher_torso("right_elbow", "right_shoulder")),
    "shoulders_aside_torso": _of_joints(_in_torsos("hip", "shoulder", X)),
    "hips_off_knees_torso": _of_joints(_in_torsos("knee", "hip", Z)),
    "hand_height_torso": _of_joints(_in_torsos("shoulder", "wrist", Y)),
    "head_roll_deg": _head_roll_deg,
    "head_back_deg": _head_back_deg,
    "hands_up_torso": _of_joints(_in_torsos("hip", "wrist", Y)),
    "feet_up_torso": _of_joints(_in_torsos("hip", "ankle", Y)),
    "hips_over_shoulders_torso": _of_joints(_in_torsos("shoulder", "hip", Y)),
    "other_foot_up_torso": _of_joints(_other_foot_up_torso),
    "knee_past_toes_torso": _of_joints(_knee_past_toes_torso),
    "hip_angle_deg": _of_joints(_angle("right", "shoulder", "hip", "knee")),
    "hip_difference_deg": _of_joints(_hip_difference_deg),
    "hip_extension_deg": _of_joints(_hip_extension_deg),
    "trunk_twist_deg": _of_joints(_trunk_twist_deg),
    "upper_arm_elevation_deg": _of_joints(_upper_arm_elevation_deg),
    "elbows_behind_deg": _of_joints(_elbows_behind_deg),
    "side_line_deg": _of_joints(_side_line_deg),
    "head_tilt_deg": _head_tilt_deg,
    "head_turn_deg": _head_turn_deg,
    "face_down_deg": _face_down_deg,
    "working_shrug_torso": _working_shrug_torso,
    "pull_line_torso": _of_joints(_pull_line_torso),
}
"""By name; in degrees or in lengths of the torso, as the name ends. Where only one side is read, it is
the person's right one, which works in one-sided movements."""


def fitted(motion: Motion, rig: Rig) -> Motion:
    """The motion in good form on this body, since somebody who lies on a fat back lies higher."""
    fit = motion.fit
    if fit is None:
        return motion
    size, step = 0.0, _FIRST_STEP
    off = _off(fit, rig, motion.effort)
    for _ in range(_FIT_ROUNDS):
        size += step
        last, off = off, _off(fit, rig, _fit_by(motion.effort, fit, size))
        if abs(off) < _FIT_TO or off == last:
            break
        step *= off / (last - off)
    effort = _fit_by(motion.effort, fit, size)
    return replace(motion, effort=effort, rest=effort if motion.rest == motion.effort else motion.rest)


_FIRST_STEP, _FIT_ROUNDS, _FIT_TO = 4.0, 8, 0.05


def _off(fit: Fit, rig: Rig, posture: Posture) -> float:
    return MEASURES[fit.measure](rig.body, rig.pose(posture)) - fit.wanted


def _fit_by(posture: Posture, fit: Fit, size: float) -> Posture:
    return shifted(posture, {path: gain * size for path, gain in fit.by.items()})
