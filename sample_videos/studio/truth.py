"""What is true in every frame: joints, landmarks, angles, the shape of the spine; and in every repetition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sample_videos.studio.body import Body
from sample_videos.studio.camera import Camera
from sample_videos.studio.geometry import Array, angle_deg
from sample_videos.studio.measures import (
    MEASURES,
    SIDES,
    joints_m,
    spine_flexion_deg,
    trunk_inclination_deg,
)
from sample_videos.studio.posture import Posture
from sample_videos.studio.rig import SPINE, Rig, Skeleton
from sample_videos.studio.script import Motion, RepTruth, Script

_CHAINS: Final = {
    "elbow": ("shoulder", "elbow", "wrist"),
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "body_line": ("shoulder", "hip", "ankle"),
}


def angles_deg(joints: dict[str, Array]) -> dict[str, float]:
    """Interior joint angles, 0..180: the true ones from joints in the world, the seen ones from pixels."""
    return {
        f"{side}_{name}": angle_deg(*(joints[f"{side}_{joint}"] for joint in chain))
        for name, chain in _CHAINS.items()
        for side in SIDES
    }


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


def true_size(rig: Rig, motion: Motion, dials: Mapping[str, float], name: str) -> float:
    """How far a dial really moves its measure, beside the other dials.

    It is read at rest, half-way up or at the effort, whichever shows it best. It is the dial's own number
    where that is the truth (seconds, shares of the way).
    """
    size_of = motion.dial(name).size_of
    if size_of is None:
        return dials[name]
    without = {other: size for other, size in dials.items() if other != name}
    return max(
        abs(_measured(rig, size_of, posture) - _measured(rig, size_of, plain))
        for posture, plain in zip(motion.moments(dials), motion.moments(without), strict=True)
    )


def _measured(rig: Rig, measure: str, posture: Posture) -> float:
    return MEASURES[measure](rig.body, rig.pose(posture))


def hold(script: Script, rig: Rig) -> dict[str, Any] | None:
    """The times at which a position was held, and its faults, which are full from `peak_s` to `leave_s`.

    Where it is taken more than once, `spans` has each time: when it was begun, held from `peak_s` to
    `leave_s`, and left for good. Repetitions have no hold: None.
    """
    if not script.motion.is_hold:
        return None
    faulty = [_timed(script, rig, rep) for rep in script.rep_truth if rep.rep.dials]
    whole = {"start_s": round(script.start_s, 3), "end_s": round(script.end_s, 3), "fault_list": faulty}
    if not script.motion.holds:
        return whole
    times = ("start_s", "peak_s", "leave_s", "end_s")
    spans = [{n: round(getattr(rep, n), 3) for n in times} | _side(script, rep) for rep in script.rep_truth]
    return whole | {"spans": spans}


def rep_list(script: Script, rig: Rig) -> list[dict[str, Any]]:
    """Every repetition with its times and faults; the list is empty for a held position."""
    if script.motion.is_hold:
        return []
    return [{"index": index, **_timed(script, rig, rep)} for index, rep in enumerate(script.rep_truth, 1)]


def _timed(script: Script, rig: Rig, rep: RepTruth) -> dict[str, Any]:
    times = {name: round(getattr(rep, name), 3) for name in ("start_s", "peak_s", "leave_s", "end_s")}
    return {
        **times,
        **_side(script, rep),
        "faults": [_fault(script.motion, rig, rep, name) for name in rep.rep.dials],
    }


def _side(script: Script, rep: RepTruth) -> dict[str, str]:
    """The side that a repetition is on, where it has one."""
    return {"side": "left" if rep.turned else "right"} if script.motion.alternates else {}


def _fault(motion: Motion, rig: Rig, rep: RepTruth, name: str) -> dict[str, Any]:
    dial = motion.dial(name)
    return {
        "check": dial.check,
        "dial": name,
        "size": rep.rep.dials[name],
        "unit": dial.unit,
        "size_of": dial.size_of,
        "true_size": round(true_size(rig, motion, rep.rep.dials, name), 3),
        "fine": dial.fine,
        "fault": dial.fault,
    }


def _rounded(place: Array) -> list[float]:
    return [round(float(value), 1) for value in place]
