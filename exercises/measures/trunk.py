"""The trunk and the line of the body; heights of shoulders and hips."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, atan2, degrees, hypot, nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import TRUNK, UP, Measure, below_other, height_px, left_over_right, over_other
from vision.geometry import offset_from_line_deg

UPRIGHT_DEG = 25.0  # guess: a trunk nearer the vertical counts as standing
SHOULDERS_TO_HIPS = 1.7  # measured: shoulder width over hip width of the landmarks


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


def _middle_body_line(body: Body, _: Side) -> float:
    return offset_from_line_deg(body.shoulders, body.hips, body.middle(Joint.ANKLE), UP)


def _hang_offset(body: Body, _: Side) -> float:
    return (body.hips[0] - body.middle(Joint.WRIST)[0]) / body.torso_px


def _sway(body: Body, _: Side) -> float:
    return (body.shoulders[0] - body.hips[0]) / body.torso_px


def _trunk_twist(body: Body, _: Side) -> float:
    """How much further apart the shoulders look than hips of that turn would have them: 0 for a trunk that
    is turned as one, from whichever side.
    """
    across = (abs(body.at(j, Side.LEFT)[0] - body.at(j, Side.RIGHT)[0]) for j in (Joint.SHOULDER, Joint.HIP))
    shoulders, hips = across
    return (shoulders - SHOULDERS_TO_HIPS * hips) / body.torso_px


def _shoulder_width(body: Body, _: Side) -> float:
    return body.shoulder_width_px / body.torso_px


def _shoulder_sunk(body: Body, side: Side) -> float:
    """How much nearer to the head, along the trunk, this shoulder is than the other."""
    dx, dy = body.shoulders[0] - body.hips[0], body.shoulders[1] - body.hips[1]
    length_px = hypot(dx, dy)
    if not length_px > 0:
        return nan
    own, other = body.at(Joint.SHOULDER, side), body.at(Joint.SHOULDER, side.other)
    return ((own[0] - other[0]) * dx + (own[1] - other[1]) * dy) / length_px / body.torso_px


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
# whichever side works, and although the far ankle is guessed
middle_body_line = Measure(
    "middle_body_line_deg",
    "Hips over the shoulder-ankle line, mean of both sides",
    "°",
    TRUNK,
    _middle_body_line,
)
middle_line = Measure(
    "middle_line_deg",
    "Hips over the shoulder-ankle line, seen from the front",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    _middle_body_line,
)
trunk_twist = Measure("trunk_twist_torso", "Shoulders turned against the hips", "torso", TRUNK, _trunk_twist)
shoulder_width = Measure(
    "shoulder_width_torso", "Distance between the shoulders", "torso", (Joint.SHOULDER,), _shoulder_width
)
shoulder_sunk = Measure(
    "shoulder_sunk_torso", "Shoulder nearer to the head than the other", "torso", TRUNK, _shoulder_sunk
)
shoulder_under_other = Measure(
    "shoulder_under_other_torso",
    "Shoulder below the other",
    "torso",
    (Joint.SHOULDER,),
    below_other(Joint.SHOULDER),
    both_sides=True,
)
hips_over_shoulders = Measure(
    "hips_over_shoulders_torso",
    "Hips over shoulders",
    "torso",
    TRUNK,
    lambda body, _: (body.shoulders[1] - body.hips[1]) / body.torso_px,
)
shoulder_height = Measure(
    "shoulder_height_px", "Shoulder height", "px", (Joint.SHOULDER,), height_px(Joint.SHOULDER)
)
hip_height = Measure("hip_height_px", "Hip height", "px", (Joint.HIP,), height_px(Joint.HIP))
shoulder_over_other = Measure(
    "shoulder_over_other_torso",
    "Shoulder over the other one",
    "torso",
    (Joint.SHOULDER,),
    over_other(Joint.SHOULDER),
    both_sides=True,
)
hip_over_other = Measure(
    "hip_over_other_torso",
    "Hip over the other one",
    "torso",
    (Joint.HIP,),
    over_other(Joint.HIP),
    both_sides=True,
)
hip_tilt = Measure("hip_tilt_torso", "Left hip over right", "torso", (Joint.HIP,), left_over_right(Joint.HIP))
trunk_sway = Measure("trunk_sway_torso", "Shoulders beside the hips", "torso", TRUNK, _sway)
hip_along = Measure(
    "hip_along_torso", "Hips along the floor", "torso", (Joint.HIP,), lambda b, _: b.hips[0] / b.torso_px
)
hang_offset = Measure(
    "hang_offset_torso",
    "Hips beside the hands",
    "torso",
    (Joint.WRIST, Joint.HIP),
    _hang_offset,
    both_sides=True,
)
