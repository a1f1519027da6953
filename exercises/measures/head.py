"""Head and shoulders."""

from __future__ import annotations

from functools import partial
from math import atan2, degrees, hypot, nan

from exercises.body import BOTH_SIDES, Body, Joint, Side
from exercises.measures.measure import TRUNK, UP, Measure, above
from vision.geometry import along_fraction, midpoint, offset_from_line_deg


def _head_drop(body: Body, side: Side) -> float:
    """Between the line hip-shoulder carried on and the line shoulder-ear; positive when the ear is below."""
    hip, shoulder, ear = (body.at(joint, side) for joint in (Joint.HIP, Joint.SHOULDER, Joint.EAR))
    return offset_from_line_deg(hip, shoulder, ear, UP)


def _neck_length(body: Body, side: Side) -> float:
    """From shoulder to ear along the trunk."""
    dx, dy = body.shoulders[0] - body.hips[0], body.shoulders[1] - body.hips[1]
    length_px = hypot(dx, dy)
    if not length_px > 0:
        return nan
    ear, shoulder = body.at(Joint.EAR, side), body.at(Joint.SHOULDER, side)
    return ((ear[0] - shoulder[0]) * dx + (ear[1] - shoulder[1]) * dy) / length_px / body.torso_px


def _chin_over_hands(body: Body, side: Side) -> float:
    return (body.at(Joint.WRIST, side)[1] - body.middle(Joint.MOUTH)[1]) / body.torso_px


def _shoulder_tilt(body: Body, _: Side) -> float:
    """Height of the left shoulder over the right one."""
    left, right = body.at(Joint.SHOULDER, Side.LEFT), body.at(Joint.SHOULDER, Side.RIGHT)
    return (right[1] - left[1]) / body.torso_px


def _head_roll(body: Body, _: Side) -> float:
    """The line of the ears against that of the shoulders; only where both are seen from the front or back."""
    return _lower_deg(body, Joint.EAR) - _lower_deg(body, Joint.SHOULDER)


def _lower_deg(body: Body, joint: Joint) -> float:
    """How far the left one is lower than the right one, as an angle; the same from the front and the back."""
    left, right = body.at(joint, Side.LEFT), body.at(joint, Side.RIGHT)
    return degrees(atan2(left[1] - right[1], abs(left[0] - right[0])))


def _shoulder_retraction(body: Body, _: Side) -> float:
    """How far the shoulders are drawn back: behind the line hip-ear, and closer together, in torso lengths.

    Seen obliquely the first part moves, seen from the front or the back the second; both grow with the
    squeeze.
    """
    ears = body.middle(Joint.EAR)
    share = along_fraction(body.shoulders, body.hips, ears)
    on_line_x = body.hips[0] + share * (ears[0] - body.hips[0])
    set_back = -body.facing * (body.shoulders[0] - on_line_x) / body.torso_px
    return set_back - body.shoulder_width_px / body.torso_px


def _chin_forward(body: Body, _: Side) -> float:
    if not body.facing:
        return nan
    ears, nose = body.middle(Joint.EAR), body.points[0]
    return body.facing * (midpoint(ears, nose)[0] - body.hips[0]) / body.torso_px


head_drop = Measure(
    "head_drop_deg",
    "Head below the line of the back",
    "°",
    (Joint.HIP, Joint.SHOULDER, Joint.EAR),
    _head_drop,
)
neck_length = Measure("neck_length_torso", "Shoulder to ear", "torso", (Joint.EAR, *TRUNK), _neck_length)
left_ear_over_shoulder, right_ear_over_shoulder = (
    Measure(
        f"{side}_ear_over_shoulder_torso",
        f"{side.capitalize()} ear over shoulder",
        "torso",
        (Joint.EAR, Joint.SHOULDER),
        partial(lambda side, body, _: above(Joint.EAR, Joint.SHOULDER)(body, side), side),
        both_sides=True,
    )
    for side in BOTH_SIDES
)
chin_over_hands = Measure(
    "chin_over_hands_torso", "Chin over hands", "torso", (Joint.WRIST, Joint.MOUTH), _chin_over_hands
)
chin_forward = Measure(
    "chin_forward_torso", "Chin in front of the hips", "torso", (Joint.EAR, Joint.HIP), _chin_forward
)
shoulder_tilt = Measure(
    "shoulder_tilt_torso",
    "Left shoulder over right",
    "torso",
    (Joint.SHOULDER,),
    _shoulder_tilt,
    both_sides=True,
)
head_roll = Measure(
    "head_roll_deg",
    "Head leaning to the left",
    "°",
    (Joint.EAR, Joint.SHOULDER),
    _head_roll,
    both_sides=True,
)
head_tilt = Measure(
    "head_tilt_deg",
    "Head leaning to this side",
    "°",
    (Joint.EAR, Joint.SHOULDER),
    lambda body, side: _head_roll(body, side) if side is Side.LEFT else -_head_roll(body, side),
    both_sides=True,
)
shoulder_retraction = Measure(
    "shoulder_retraction_torso",
    "Shoulders drawn back",
    "torso",
    (Joint.EAR, *TRUNK),
    _shoulder_retraction,
)
