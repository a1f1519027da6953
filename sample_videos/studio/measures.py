"""What a body does, as numbers read off its posed bones; the sizes of faults are differences of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.geometry import Array, Y, Z, angle_deg, unit
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
    """The twelve joints in the world, named as in `left_shoulder`."""
    return {
        f"{side}_{joint}": skeleton.places[body.bone(f"{bone}.{letter}")]
        for joint, bone in JOINTS.items()
        for side, letter in SIDES.items()
    }


def trunk_inclination_deg(joints: Joints) -> float:
    """Lean of the line from the middle of the hips to the middle of the shoulders: 0 upright, 90 level."""
    return angle_deg(_trunk(joints), np.zeros(3), Y)


def spine_flexion_deg(body: Body, skeleton: Skeleton) -> float:
    """Turn of the uppermost bone of the spine against the pelvis; 0 is the body's own neutral back."""
    pelvis, chest = (skeleton.rotations[body.bone(name)] for name in ("root", SPINE[-1]))
    relative = pelvis.T @ chest
    return float(np.degrees(np.arctan2(relative[2, 1], relative[2, 2])))


def _trunk_lean_deg(joints: Joints) -> float:
    """Of the same line, forward positive."""
    trunk = _trunk(joints)
    return float(np.degrees(np.arctan2(trunk[2], trunk[1])))


def _off_line_deg(end: str) -> Callable[[Joints], float]:
    """How far the body bends at the hips from a straight line: positive with the hips in front of it (an
    arch, a sag), negative behind it (a low bridge, a pike).
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
    """Of the upper arm out of the plane in which the person is seen from the side."""
    upper = unit(joints["right_elbow"] - joints["right_shoulder"])
    return float(np.degrees(np.arcsin(-upper[0])))


def _upper_arm_deg(joints: Joints) -> float:
    """Of the upper arm from upright; positive with the elbow in front of the shoulder."""
    upper = _middle(joints, "elbow") - _middle(joints, "shoulder")
    return float(np.degrees(np.arctan2(upper[2], -upper[1])))


def _pull_line_torso(joints: Joints) -> float:
    """Where the right hand is between the shoulder (0) and the hip (1)."""
    trunk = -_trunk(joints)
    return float((joints["right_wrist"] - _middle(joints, "shoulder")) @ trunk / (trunk @ trunk))


def _torso_m(joints: Joints) -> float:
    return float(np.linalg.norm(_trunk(joints)))


def _trunk(joints: Joints) -> Array:
    return np.asarray(_middle(joints, "shoulder") - _middle(joints, "hip"))


def _middle(joints: Joints, name: str) -> Array:
    return np.asarray((joints[f"left_{name}"] + joints[f"right_{name}"]) / 2)


def _in_torsos(start: str, end: str, axis: Array) -> Callable[[Joints], float]:
    """How far one joint lies from another along an axis."""
    return lambda joints: float((_middle(joints, end) - _middle(joints, start)) @ axis) / _torso_m(joints)


def _shoulder_tilt_torso(joints: Joints) -> float:
    return float((joints["left_shoulder"] - joints["right_shoulder"]) @ Y) / _torso_m(joints)


def _of_joints(measure: Callable[[Joints], float]) -> Callable[[Body, Skeleton], float]:
    return lambda body, skeleton: measure(joints_m(body, skeleton))


def _head_drop_deg(body: Body, skeleton: Skeleton) -> float:
    """Between the line hips-shoulders carried on and the line shoulders-head; positive when it is below."""
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
    "head_drop_deg": _head_drop_deg,
    "chin_forward_torso": _chin_forward_torso,
    "shrug_torso": _shrug_torso,
    "shoulder_tilt_torso": _of_joints(_shoulder_tilt_torso),
    "hands_forward_torso": _of_joints(_in_torsos("shoulder", "wrist", Z)),
    "hips_forward_torso": _of_joints(_in_torsos("wrist", "hip", Z)),
    "pull_line_torso": _of_joints(_pull_line_torso),
}
"""By name; in degrees or in lengths of the torso, as the name ends. Where only one side is read, it is
the person's right one, which works in one-sided movements."""


def fitted(motion: Motion, rig: Rig) -> Motion:
    """The motion in good form on this body: whoever lies on a fat back lies higher."""
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
