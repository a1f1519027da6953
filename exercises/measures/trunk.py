"""The trunk and the line of the body; heights of shoulders and hips."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, atan2, degrees, hypot, nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import TRUNK, UP, Measure, below_other, height_px, left_over_right, over_other
from vision.geometry import offset_from_line_deg

UPRIGHT_DEG = 25.0  # guess: a trunk nearer the vertical counts as standing
SHOULDERS_TO_HIPS = 1.7  # measured: the width of the shoulders over that of the hips, between the landmarks


def _trunk_inclination(body: Body, _: Side) -> float:
    """The angle of the trunk from upright, in degrees, 0..180.

    It is read from the height of the torso over its length, which is the same from every side.
    """
    length_px = body.torso_now_px
    if not length_px > 0:  # `not` also catches not-a-number
        return nan
    upright = (body.hips[1] - body.shoulders[1]) / length_px
    return degrees(acos(max(-1.0, min(1.0, upright))))


def _side_lean(body: Body, _: Side) -> float:
    """The lean of the trunk across the picture, in degrees: positive to the right edge.

    It is meant for somebody seen from the front or the back.
    """
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
    """How much further apart the shoulders look than hips turned the same way would have them, in torso
    lengths.

    It is 0 for a trunk that is turned as one, from whichever side it is seen.
    """
    across = (abs(body.at(j, Side.LEFT)[0] - body.at(j, Side.RIGHT)[0]) for j in (Joint.SHOULDER, Joint.HIP))
    shoulders, hips = across
    return (shoulders - SHOULDERS_TO_HIPS * hips) / body.torso_px


def _shoulder_width(body: Body, _: Side) -> float:
    return body.shoulder_width_px / body.torso_px


def _shoulder_sunk(body: Body, side: Side) -> float:
    """How much nearer to the head, along the trunk, this shoulder is than the other, in torso lengths."""
    dx, dy = body.shoulders[0] - body.hips[0], body.shoulders[1] - body.hips[1]
    length_px = hypot(dx, dy)
    if not length_px > 0:
        return nan
    own, other = body.at(Joint.SHOULDER, side), body.at(Joint.SHOULDER, side.other)
    return ((own[0] - other[0]) * dx + (own[1] - other[1]) * dy) / length_px / body.torso_px


trunk_inclination = Measure(
    "trunk_inclination_deg",
    "Trunk from upright",
    "°",
    TRUNK,
    _trunk_inclination,
    sided=False,
    definition=(
        "The angle of the trunk, from the middle of the hips to the middle of the shoulders, from "
        "upright, in degrees: 0 upright, 90 level, 180 head down. It follows from the height of the "
        "trunk over its length, so it is the same from every side."
    ),
)
side_lean = Measure(
    "side_lean_deg",
    "Trunk lean to the side",
    "°",
    TRUNK,
    _side_lean,
    sided=False,
    definition=(
        "The angle of the trunk from upright across the picture, in degrees: positive when the shoulders "
        "are nearer to the right edge of the picture than the hips."
    ),
)
trunk_lean = Measure(
    "trunk_lean_deg",
    "Trunk lean, forward positive",
    "°",
    TRUNK,
    _trunk_lean,
    sided=False,
    definition=(
        "The angle of the trunk from upright, in degrees: positive when it leans to where the person "
        "faces, negative when it leans back."
    ),
)
hip_line = Measure(
    "hip_line_deg",
    "Hips over the shoulder-knee line",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _bend_at_hip(Joint.KNEE),
    definition=(
        "How far the line from shoulder over hip to knee bends at the hip, in degrees: 0 straight, "
        "positive when the hip is above the line from shoulder to knee, negative when it sags below it."
    ),
)
body_line = Measure(
    "body_line_deg",
    "Hips over the shoulder-ankle line",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    _bend_at_hip(Joint.ANKLE),
    definition=(
        "How far the line from shoulder over hip to ankle bends at the hip, in degrees: 0 straight, "
        "positive when the hip is above the line from shoulder to ankle, negative when it sags below it."
    ),
)
# Unlike `body_line` it is the same whichever side works, and it is read although the far ankle is a guess.
middle_body_line = Measure(
    "middle_body_line_deg",
    "Hips over the shoulder-ankle line, mean of both sides",
    "°",
    TRUNK,
    _middle_body_line,
    sided=False,
    definition=(
        "How far the line of the body bends at the hips, taken through the middles of shoulders, hips "
        "and ankles, in degrees: 0 straight, positive when the hips are above the line. The ankles need "
        "not be seen."
    ),
)
middle_line = Measure(
    "middle_line_deg",
    "Hips over the shoulder-ankle line, seen from the front",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    _middle_body_line,
    sided=False,
    definition=(
        "How far the line of the body bends at the hips, taken through the middles of shoulders, hips "
        "and ankles, in degrees: 0 straight, positive when the hips are above the line. Shoulder, hip "
        "and ankle must be seen."
    ),
)
trunk_twist = Measure(
    "trunk_twist_torso",
    "Shoulders turned against the hips",
    "torso",
    TRUNK,
    _trunk_twist,
    sided=False,
    definition=(
        "How much further apart the shoulders look, across the picture, than hips turned the same way "
        "would have them, in torso lengths. It is about 0 for a trunk that is turned as one and positive "
        "when the shoulders face the camera more than the hips do."
    ),
)
shoulder_width = Measure(
    "shoulder_width_torso",
    "Distance between the shoulders",
    "torso",
    (Joint.SHOULDER,),
    _shoulder_width,
    sided=False,
    definition=(
        "The straight distance between the shoulders as seen, in torso lengths, never negative. It "
        "shrinks as the person turns side-on."
    ),
)
shoulder_sunk = Measure(
    "shoulder_sunk_torso",
    "Shoulder nearer to the head than the other",
    "torso",
    TRUNK,
    _shoulder_sunk,
    definition=(
        "How much nearer to the head this shoulder is than the other one, along the line of the trunk, "
        "in torso lengths: positive when this shoulder is the nearer one."
    ),
)
shoulder_under_other = Measure(
    "shoulder_under_other_torso",
    "Shoulder below the other",
    "torso",
    (Joint.SHOULDER,),
    below_other(Joint.SHOULDER),
    both_sides=True,
    definition=(
        "How much lower this shoulder is than the other one, in torso lengths: positive when this "
        "shoulder is the lower one."
    ),
)
hips_over_shoulders = Measure(
    "hips_over_shoulders_torso",
    "Hips over shoulders",
    "torso",
    TRUNK,
    lambda body, _: (body.shoulders[1] - body.hips[1]) / body.torso_px,
    sided=False,
    definition=(
        "How much higher the middle of the hips is than the middle of the shoulders, in torso lengths: "
        "positive when the hips are the higher ones."
    ),
)
shoulder_height = Measure(
    "shoulder_height_px",
    "Shoulder height",
    "px",
    (Joint.SHOULDER,),
    height_px(Joint.SHOULDER),
    definition=(
        "How high the shoulder is in the picture, in pixels, growing upwards. It is counted from the top "
        "edge of the picture, so only how far it travels means anything."
    ),
)
hip_height = Measure(
    "hip_height_px",
    "Hip height",
    "px",
    (Joint.HIP,),
    height_px(Joint.HIP),
    definition=(
        "How high the hip is in the picture, in pixels, growing upwards. It is counted from the top edge "
        "of the picture, so only how far it travels means anything."
    ),
)
shoulder_over_other = Measure(
    "shoulder_over_other_torso",
    "Shoulder over the other one",
    "torso",
    (Joint.SHOULDER,),
    over_other(Joint.SHOULDER),
    both_sides=True,
    definition=(
        "How much higher this shoulder is than the other one, in torso lengths: positive when this "
        "shoulder is the higher one."
    ),
)
hip_over_other = Measure(
    "hip_over_other_torso",
    "Hip over the other one",
    "torso",
    (Joint.HIP,),
    over_other(Joint.HIP),
    both_sides=True,
    definition=(
        "How much higher this hip is than the other one, in torso lengths: positive when this hip is the "
        "higher one."
    ),
)
hip_tilt = Measure(
    "hip_tilt_torso",
    "Left hip over right",
    "torso",
    (Joint.HIP,),
    left_over_right(Joint.HIP),
    sided=False,
    definition=(
        "How much higher the left hip is than the right one, in torso lengths: positive when the left "
        "one is higher, whichever side is asked for."
    ),
)
trunk_sway = Measure(
    "trunk_sway_torso",
    "Shoulders beside the hips",
    "torso",
    TRUNK,
    _sway,
    sided=False,
    definition=(
        "How far the middle of the shoulders lies beside the middle of the hips, level across the "
        "picture, in torso lengths: positive towards the right edge of the picture."
    ),
)
hip_along = Measure(
    "hip_along_torso",
    "Hips along the floor",
    "torso",
    (Joint.HIP,),
    lambda b, _: b.hips[0] / b.torso_px,
    sided=False,
    definition=(
        "Where the hips are across the picture, counted from its left edge, in torso lengths, growing to "
        "the right. Only how far they travel means anything."
    ),
)
hang_offset = Measure(
    "hang_offset_torso",
    "Hips beside the hands",
    "torso",
    (Joint.WRIST, Joint.HIP),
    _hang_offset,
    both_sides=True,
    sided=False,
    definition=(
        "How far the middle of the hips lies beside the middle of the hands, level across the picture, "
        "in torso lengths: positive towards the right edge of the picture."
    ),
)
