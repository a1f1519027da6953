"""What is true in every frame: joints, landmarks, angles, the shape of the spine; and in every repetition."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.camera import Camera
from sample_videos.studio.geometry import Array, angle_deg
from sample_videos.studio.rig import SPINE, Skeleton
from sample_videos.studio.script import RANGE, RepTruth, Script

JOINTS: Final = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
_SIDES: Final = {"left": "L", "right": "R"}
_CHAINS: Final = {
    "elbow": ("shoulder", "elbow", "wrist"),
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "body_line": ("shoulder", "hip", "ankle"),
}


def joints_m(body: Body, skeleton: Skeleton) -> dict[str, Array]:
    """The twelve joints in the world, named as in `left_shoulder`."""
    return {
        f"{side}_{joint}": skeleton.places[body.bone(f"{bone}.{letter}")]
        for joint, bone in JOINTS.items()
        for side, letter in _SIDES.items()
    }


def angles_deg(joints: dict[str, Array]) -> dict[str, float]:
    """Joint angles, interior, 0..180: true ones from joints in the world, seen ones from joints in pixels."""
    return {
        f"{side}_{name}": angle_deg(*(joints[f"{side}_{joint}"] for joint in chain))
        for name, chain in _CHAINS.items()
        for side in _SIDES
    }


def trunk_inclination_deg(joints: dict[str, Array]) -> float:
    """Lean of the line from the middle of the hips to the middle of the shoulders: 0 upright, 90 level."""
    hips = (joints["left_hip"] + joints["right_hip"]) / 2
    shoulders = (joints["left_shoulder"] + joints["right_shoulder"]) / 2
    trunk = shoulders - hips
    return float(np.degrees(np.arccos(trunk[1] / np.linalg.norm(trunk))))


def spine_flexion_deg(body: Body, skeleton: Skeleton) -> float:
    """Turn of the uppermost bone of the spine against the pelvis; 0 is the body's own neutral back."""
    pelvis, chest = (skeleton.rotations[body.bone(name)] for name in ("root", SPINE[-1]))
    relative = pelvis.T @ chest
    return float(np.degrees(np.arctan2(relative[2, 1], relative[2, 2])))


def frame_truth(body: Body, skeleton: Skeleton, camera: Camera, time_s: float) -> dict[str, Any]:
    """Everything true in one frame, as it goes into truth.json."""
    joints = joints_m(body, skeleton)
    seen = {name: camera.project(place) for name, place in joints.items()}
    spine = [camera.project(skeleton.places[body.bone(name)]) for name in ("root", *SPINE, "neck01")]
    return {
        "time_s": round(time_s, 4),
        "joints_px": {name: _rounded(place) for name, place in seen.items()},
        "spine_px": [_rounded(place) for place in spine],
        "angles_deg": {name: round(value, 1) for name, value in angles_deg(joints).items()},
        "trunk_inclination_deg": round(trunk_inclination_deg(joints), 1),
        "spine_flexion_deg": round(spine_flexion_deg(body, skeleton), 1),
    }


def hold(script: Script) -> dict[str, Any] | None:
    """When a position was held, and its faults, which are full from `peak_s` to `leave_s`."""
    if not script.motion.is_hold:
        return None
    faulty = [_timed(script, rep) for rep in script.rep_truth if rep.rep.dials]
    return {"start_s": round(script.start_s, 3), "end_s": round(script.end_s, 3), "fault_list": faulty}


def rep_list(script: Script) -> list[dict[str, Any]]:
    """Every repetition with its times and faults; none of a held position."""
    if script.motion.is_hold:
        return []
    return [{"index": index, **_timed(script, rep)} for index, rep in enumerate(script.rep_truth, start=1)]


def _timed(script: Script, rep: RepTruth) -> dict[str, Any]:
    times = {name: round(getattr(rep, name), 3) for name in ("start_s", "peak_s", "leave_s", "end_s")}
    return {**times, "faults": _faults(script, rep)}


def _faults(script: Script, rep: RepTruth) -> list[dict[str, Any]]:
    faults = []
    for name, size in rep.rep.dials.items():
        dial = script.motion.dials.get(name)
        check, unit = ("top_range", "share") if name == RANGE or dial is None else (dial.check, dial.unit)
        faults.append({"check": check, "dial": name, "size": size, "unit": unit})
    return faults


def _rounded(place: Array) -> list[float]:
    return [round(float(value), 1) for value in place]
