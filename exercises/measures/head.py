"""Head and shoulders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import asin, atan2, cos, degrees, hypot, isnan, nan

from exercises.body import BOTH_SIDES, Body, Joint, Side
from exercises.measures.measure import TRUNK, UP, Measure, above, left_over_right
from vision.geometry import along_fraction, midpoint, offset_from_line_deg
from vision.view import SIDE_BELOW

NOSE_OUT = 0.75  # measured: how far the nose stands out from the ears, over the distance between them
_LEAST_COSINE = 0.3  # a face that looks straight down does not tell its turn


def _head_drop(body: Body, side: Side) -> float:
    """The angle from the line hip-shoulder carried on to the line shoulder-ear, in degrees.

    It is positive when the ear is below the line.
    """
    hip, shoulder, ear = (body.at(joint, side) for joint in (Joint.HIP, Joint.SHOULDER, Joint.EAR))
    return offset_from_line_deg(hip, shoulder, ear, UP)


def _neck_length(body: Body, side: Side) -> float:
    """The distance from shoulder to ear along the trunk, in torso lengths."""
    dx, dy = body.shoulders[0] - body.hips[0], body.shoulders[1] - body.hips[1]
    length_px = hypot(dx, dy)
    if not length_px > 0:
        return nan
    ear, shoulder = body.at(Joint.EAR, side), body.at(Joint.SHOULDER, side)
    return ((ear[0] - shoulder[0]) * dx + (ear[1] - shoulder[1]) * dy) / length_px / body.torso_px


def _chin_over_hands(body: Body, side: Side) -> float:
    return (body.at(Joint.WRIST, side)[1] - body.middle(Joint.MOUTH)[1]) / body.torso_px


def _head_roll(body: Body, _: Side) -> float:
    """The angle between the line of the ears and that of the shoulders, in degrees.

    It is not-a-number when the person is seen from the side.
    """
    if body.shoulder_ratio < SIDE_BELOW:
        return nan
    return _lower_deg(body, Joint.EAR) - _lower_deg(body, Joint.SHOULDER)


def _nose_over_ears(body: Body) -> float:
    """How far the nose is above the line of the ears, over the distance between the ears.

    It is measured at a right angle to that line, so that a head that leans to a side does not seem lower.
    """
    left, right = body.at(Joint.EAR, Side.LEFT), body.at(Joint.EAR, Side.RIGHT)
    along = (left[0] - right[0], left[1] - right[1])
    span_px = hypot(*along)
    if not span_px > 0:
        return nan
    middle, nose = midpoint(left, right), body.nose
    across = along[0] * (nose[1] - middle[1]) - along[1] * (nose[0] - middle[0])
    return (-across if along[0] > 0 else across) / span_px**2


def _lower_deg(body: Body, joint: Joint) -> float:
    """How much lower the left joint is than the right one, as an angle in degrees.

    The angle is the same from the front and from the back.
    """
    left, right = body.at(joint, Side.LEFT), body.at(joint, Side.RIGHT)
    return degrees(atan2(left[1] - right[1], abs(left[0] - right[0])))


def _shoulder_retraction(body: Body, _: Side) -> float:
    """How far the shoulders are behind the line hip-ear, less the distance between them, in torso lengths.

    The first part changes when the person is seen obliquely, the second when seen from the front or the back.
    Both make the number grow with the squeeze.
    """
    ears = body.middle(Joint.EAR)
    share = along_fraction(body.shoulders, body.hips, ears)
    on_line_x = body.hips[0] + share * (ears[0] - body.hips[0])
    set_back = -body.facing * (body.shoulders[0] - on_line_x) / body.torso_px
    return set_back - body.shoulder_width_px / body.torso_px


def _chin_forward(body: Body, _: Side) -> float:
    if not body.facing:
        return nan
    ears, nose = body.middle(Joint.EAR), body.nose
    return body.facing * (midpoint(ears, nose)[0] - body.hips[0]) / body.torso_px


@dataclass(frozen=True, slots=True)
class _Face:
    """How far the face is turned to a side and lowered, in degrees, read from the nose and the ears."""

    turn_deg: float
    down_deg: float


def _face(body: Body, side: Side) -> _Face:
    """The turn of the face towards `side`, and how far it is lowered.

    Neither changes when the head is tilted to a side.

    A turn brings the ears closer together in the picture by its cosine. The nose stands out from the line of
    the ears by a known share of their distance.
    """
    near, far, nose = body.at(Joint.EAR, side), body.at(Joint.EAR, side.other), body.nose
    span_px = hypot(near[0] - far[0], near[1] - far[1])
    if not span_px > 0 or isnan(nose[0]):
        return _Face(nan, nan)
    across = ((near[0] - far[0]) / span_px, (near[1] - far[1]) / span_px)
    middle = midpoint(near, far)
    off = (nose[0] - middle[0], nose[1] - middle[1])
    aside_px = off[0] * across[0] + off[1] * across[1]
    lower_px = abs(across[0]) * off[1] - (across[1] if across[0] > 0 else -across[1]) * off[0]
    turn = atan2(aside_px, NOSE_OUT * span_px)
    down = 0.0
    for _ in range(2):
        sine = lower_px * cos(turn) / (NOSE_OUT * span_px)
        down = asin(max(-1.0, min(1.0, sine)))
        turn = atan2(aside_px, NOSE_OUT * span_px * max(cos(down), _LEAST_COSINE))
    return _Face(degrees(turn), degrees(down))


def _turn_and_drop(body: Body, side: Side) -> float:
    face = _face(body, side)
    return face.turn_deg + face.down_deg


def _hand_before_face(body: Body, side: Side) -> float:
    if not body.facing:
        return nan
    return body.facing * (body.at(Joint.WRIST, side)[0] - body.nose[0]) / body.torso_px


head_drop = Measure(
    "head_drop_deg",
    "Head below the line of the back",
    "°",
    (Joint.HIP, Joint.SHOULDER, Joint.EAR),
    _head_drop,
    definition=(
        "How far the line from shoulder to ear points away from the line from hip to shoulder carried "
        "on, in degrees. It is 0 when the head carries the line on and positive when the ear is below "
        "that line."
    ),
)
neck_length = Measure(
    "neck_length_torso",
    "Shoulder to ear",
    "torso",
    (Joint.EAR, *TRUNK),
    _neck_length,
    definition=(
        "How far the ear is beyond the shoulder, along the line of the trunk, in torso lengths: positive "
        "towards the head, and smaller when the shoulder is shrugged."
    ),
)
left_ear_over_shoulder, right_ear_over_shoulder = (
    Measure(
        f"{side}_ear_over_shoulder_torso",
        f"{side.capitalize()} ear over shoulder",
        "torso",
        (Joint.EAR, Joint.SHOULDER),
        partial(lambda side, body, _: above(Joint.EAR, Joint.SHOULDER)(body, side), side),
        both_sides=True,
        sided=False,
        definition=(
            f"How much higher the {side} ear is than the {side} shoulder, in torso lengths: positive when "
            "the ear is the higher one."
        ),
    )
    for side in BOTH_SIDES
)
chin_over_hands = Measure(
    "chin_over_hands_torso",
    "Chin over hands",
    "torso",
    (Joint.WRIST, Joint.MOUTH),
    _chin_over_hands,
    definition=(
        "How much higher the mouth, which stands for the chin, is than the hand, in torso lengths: "
        "positive when the mouth is the higher one."
    ),
)
chin_forward = Measure(
    "chin_forward_torso",
    "Chin in front of the hips",
    "torso",
    (Joint.EAR, Joint.HIP),
    _chin_forward,
    sided=False,
    definition=(
        "How far the head, at the middle between ears and nose, is in front of the middle of the hips, "
        "level, in torso lengths: positive in the direction the person faces."
    ),
)
shoulder_tilt = Measure(
    "shoulder_tilt_torso",
    "Left shoulder over right",
    "torso",
    (Joint.SHOULDER,),
    left_over_right(Joint.SHOULDER),
    both_sides=True,
    sided=False,
    definition=(
        "How much higher the left shoulder is than the right one, in torso lengths: positive when the "
        "left one is higher, whichever side is asked for."
    ),
)
nose_over_ears = Measure(
    "nose_over_ears_ratio",
    "Nose over the ears",
    "",
    (Joint.EAR,),
    lambda body, _: _nose_over_ears(body),
    both_sides=True,
    sided=False,
    definition=(
        "How far the nose is above the line between the ears, square to that line, in distances between "
        "the ears, as a plain number. It is positive when the face looks up; a head that leans to a side "
        "does not change it."
    ),
)
shoulders_up = Measure(
    "shoulders_up_ratio",
    "Height of the shoulders over the hips, in shoulder widths",
    "",
    TRUNK,
    lambda body, _: (body.hips[1] - body.shoulders[1]) / max(body.shoulder_width_px, 1.0),
    both_sides=True,
    sided=False,
    definition=(
        "How much higher the middle of the shoulders is than the middle of the hips, in widths of the "
        "shoulders as seen, as a plain number: positive when the shoulders are the higher ones."
    ),
)
head_roll = Measure(
    "head_roll_deg",
    "Head leaning to the left",
    "°",
    (Joint.EAR, Joint.SHOULDER),
    _head_roll,
    both_sides=True,
    sided=False,
    definition=(
        "The angle between the line of the ears and the line of the shoulders, in degrees: positive when "
        "the head leans to the person's left. It is read from the front and from behind only."
    ),
)
head_tilt = Measure(
    "head_tilt_deg",
    "Head leaning to this side",
    "°",
    (Joint.EAR, Joint.SHOULDER),
    lambda body, side: _head_roll(body, side) if side is Side.LEFT else -_head_roll(body, side),
    both_sides=True,
    definition=(
        "The angle between the line of the ears and the line of the shoulders, in degrees: positive when "
        "the head leans to the side that is measured. It is read from the front and from behind only."
    ),
)
shoulder_retraction = Measure(
    "shoulder_retraction_torso",
    "Shoulders drawn back",
    "torso",
    (Joint.EAR, *TRUNK),
    _shoulder_retraction,
    sided=False,
    definition=(
        "How far the middle of the shoulders lies behind the line from hips to ears, less the distance "
        "between the shoulders, in torso lengths. It grows as the shoulders are drawn back; only how "
        "much it changes means anything."
    ),
)
head_turn = Measure(
    "head_turn_deg",
    "Face turned to this side",
    "°",
    (Joint.EAR,),
    lambda body, side: _face(body, side).turn_deg,
    both_sides=True,
    definition=(
        "How far the face is turned, in degrees, from where the nose lies along the line between the "
        "ears: 0 straight ahead, positive towards the side that is measured."
    ),
)
head_turned_off = Measure(
    "head_turned_off_deg",
    "Face turned to either side",
    "°",
    (Joint.EAR,),
    lambda body, side: abs(_face(body, side).turn_deg),
    both_sides=True,
    sided=False,
    definition=(
        "How far the face is turned to either side, in degrees, from where the nose lies along the line "
        "between the ears: 0 straight ahead, never negative."
    ),
)
face_down = Measure(
    "face_down_deg",
    "Face lowered",
    "°",
    (Joint.EAR,),
    lambda body, side: _face(body, side).down_deg,
    both_sides=True,
    sided=False,
    definition=(
        "How far the face is lowered, in degrees, from how far the nose lies below the line between the "
        "ears: 0 straight ahead, positive when it looks down."
    ),
)
head_turn_and_drop = Measure(
    "head_turn_and_drop_deg",
    "Face turned to this side, and lowered, together",
    "°",
    (Joint.EAR,),
    _turn_and_drop,
    both_sides=True,
    definition=(
        "How far the face is turned towards the side that is measured and how far it is lowered, added "
        "up, in degrees: positive for a face that looks down to that side."
    ),
)
hand_before_face = Measure(
    "hand_before_face_torso",
    "Hand in front of the face",
    "torso",
    (Joint.WRIST, Joint.EAR),
    _hand_before_face,
    definition=(
        "How far the hand is in front of the nose, level, in torso lengths: positive in the direction "
        "the person faces."
    ),
)
