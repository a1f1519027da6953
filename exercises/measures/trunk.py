"""The trunk and the line of the body; heights of shoulders and hips."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, atan2, degrees, nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import TRUNK, UP, Measure, height_px
from vision.geometry import offset_from_line_deg


def _trunk_inclination(body: Body, _: Side) -> float:
    """From the vertical height of the torso against its length, which holds from every side."""
    length_px = body.torso_now_px
    if not length_px > 0:  # not-a-number, too
        return nan
    upright = (body.hips[1] - body.shoulders[1]) / length_px
    return degrees(acos(max(-1.0, min(1.0, upright))))


def _side_lean(body: Body, _: Side) -> float:
    """In the picture of somebody seen from the front or the back; positive to the right edge."""
    return degrees(atan2(body.shoulders[0] - body.hips[0], body.hips[1] - body.shoulders[1]))


def _trunk_lean(body: Body, _: Side) -> float:
    if not body.facing:
        return nan
    forward = body.facing * (body.shoulders[0] - body.hips[0])
    return degrees(atan2(forward, body.hips[1] - body.shoulders[1]))


def _bend_at_hip(end: Joint) -> Callable[[Body, Side], float]:
    return lambda body, side: offset_from_line_deg(
        body.at(Joint.SHOULDER, side), body.at(Joint.HIP, side), body.at(end, side), UP
    )


def _hang_offset(body: Body, _: Side) -> float:
    return (body.hips[0] - body.middle(Joint.WRIST)[0]) / body.torso_px


trunk_inclination = Measure("trunk_inclination_deg", "Trunk from upright", "°", TRUNK, _trunk_inclination)
side_lean = Measure("side_lean_deg", "Trunk lean to the side", "°", TRUNK, _side_lean)
trunk_lean = Measure("trunk_lean_deg", "Trunk lean, forward positive", "°", TRUNK, _trunk_lean)
hip_line = Measure(
    "hip_line_deg",
    "Hips over the shoulder-knee line",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _bend_at_hip(Joint.KNEE),
)
body_line = Measure(
    "body_line_deg",
    "Hips over the shoulder-ankle line",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    _bend_at_hip(Joint.ANKLE),
)
shoulder_height = Measure(
    "shoulder_height_px", "Shoulder height", "px", (Joint.SHOULDER,), height_px(Joint.SHOULDER)
)
hip_height = Measure("hip_height_px", "Hip height", "px", (Joint.HIP,), height_px(Joint.HIP))
hang_offset = Measure(
    "hang_offset_torso",
    "Hips beside the hands",
    "torso",
    (Joint.WRIST, Joint.HIP),
    _hang_offset,
    both_sides=True,
)
