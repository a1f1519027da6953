"""Arms and hands."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, degrees, nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import ARM, TRUNK, UP, Measure, above, height_px, over_other
from vision.geometry import (
    along_fraction,
    distance_px,
    inclination_deg,
    joint_angle_deg,
    offset_from_line_deg,
    triangle_angle_deg,
)

NEAR_DEG = 95.0  # measured: a hand at the chest reads 63-83 by its reach, but up to 156 at the elbow
HALF_WAY_LONG_DEG = 120.0  # measured: arms left bent by 38 degrees read 115 by their reach, 148 at the elbow


def _elbow_angle(body: Body, side: Side) -> float:
    """The elbow angle in degrees, from the distance between shoulder and hand and the learnt arm lengths.

    A plate or the body often hides the elbow, and then its landmark wanders. The hand stays in sight, and its
    distance from the shoulder gives the angle once the lengths of upper arm and forearm are known. When the
    elbow is in sight and the arm lies in the image plane, this angle and the one at the elbow agree.
    """
    upper_px = body.proportions.upper_arm[side].px
    forearm_px = body.proportions.forearm[side].px
    reach_px = distance_px(body.at(Joint.SHOULDER, side), body.at(Joint.WRIST, side))
    return triangle_angle_deg(upper_px, forearm_px, reach_px)


def _elbow_opening(body: Body, side: Side) -> float:
    """The elbow angle in degrees, read at the elbow or by the hand's reach, whichever is straighter.

    When the arm is almost straight, a reach that is 2 % too short takes 20 degrees off the angle, so the
    straighter of the two readings is trusted.
    """
    elbow_deg = joint_angle_deg(
        body.at(Joint.SHOULDER, side), body.at(Joint.ELBOW, side), body.at(Joint.WRIST, side)
    )
    return max(elbow_deg, _elbow_angle(body, side))


def _elbow_bend(body: Body, side: Side) -> float:
    """The elbow angle in degrees: read by reach while the hand is near the shoulder, then by the opening."""
    reach_deg, opening_deg = _elbow_angle(body, side), _elbow_opening(body, side)
    share = min(max((reach_deg - NEAR_DEG) / (HALF_WAY_LONG_DEG - NEAR_DEG), 0.0), 1.0)
    return reach_deg + share * (opening_deg - reach_deg)


def _arms_apart(body: Body, _: Side) -> float:
    return abs(_elbow_angle(body, Side.LEFT) - _elbow_angle(body, Side.RIGHT))


def _apart(joint: Joint) -> Callable[[Body, Side], float]:
    """Distance of a joint from its fellow on the other side, in torso lengths."""
    return lambda body, _: distance_px(body.at(joint, Side.LEFT), body.at(joint, Side.RIGHT)) / body.torso_px


def _arms_spread(body: Body, side: Side) -> float:
    """The distance between the hands over the distance between the elbows.

    It needs no learnt length, because arms that open towards the camera show their length only once they are
    open.
    """
    elbows = elbows_apart.of(body, side)
    return hands_apart.of(body, side) / elbows if elbows > 0 else nan


def _elbow_away(body: Body, side: Side) -> float:
    return distance_px(body.at(Joint.SHOULDER, side), body.at(Joint.ELBOW, side)) / body.torso_px


def _arms_raised_apart(body: Body, _: Side) -> float:
    return abs(upper_arm_inclination.of(body, Side.LEFT) - upper_arm_inclination.of(body, Side.RIGHT))


def _forearm_upright(body: Body, side: Side) -> float:
    upper_px = body.proportions.upper_arm[side].px
    return (body.at(Joint.ELBOW, side)[1] - body.at(Joint.WRIST, side)[1]) / upper_px if upper_px > 0 else nan


def _hand_before_shoulder(body: Body, side: Side) -> float:
    """How far the hand is in front of the shoulder, in torso lengths.

    A bar that stays at the legs hangs straight below the shoulder. The feet would tell it too, but a plate
    often hides them.
    """
    if not body.facing:
        return nan
    wrist, shoulder = body.at(Joint.WRIST, side), body.at(Joint.SHOULDER, side)
    return body.facing * (wrist[0] - shoulder[0]) / body.torso_px


def _elbow_behind(body: Body, side: Side) -> float:
    """How far the elbow is behind the shoulder across the picture, in torso lengths."""
    if not body.facing:
        return nan
    shoulder, elbow = body.at(Joint.SHOULDER, side), body.at(Joint.ELBOW, side)
    return body.facing * (shoulder[0] - elbow[0]) / body.torso_px


def _pull_line(body: Body, side: Side) -> float:
    return along_fraction(body.at(Joint.WRIST, side), body.at(Joint.SHOULDER, side), body.at(Joint.HIP, side))


def _hand_reach(body: Body, side: Side) -> float:
    return distance_px(body.at(Joint.SHOULDER, side), body.at(Joint.WRIST, side)) / body.torso_px


def _upper_arm_aside(body: Body, side: Side) -> float:
    """The angle of the upper arm out of the image plane, in degrees, from how much shorter it looks.

    It means nothing while the upper arm looks shorter for any other reason.
    """
    learnt_px = body.proportions.upper_arm[side].px
    seen_px = distance_px(body.at(Joint.SHOULDER, side), body.at(Joint.ELBOW, side))
    return degrees(acos(min(seen_px / learnt_px, 1.0))) if learnt_px > 0 else nan


def _arm_below_trunk(body: Body, side: Side) -> float:
    hip, shoulder, wrist = (body.at(joint, side) for joint in (Joint.HIP, Joint.SHOULDER, Joint.WRIST))
    return offset_from_line_deg(hip, shoulder, wrist, UP)


def _hand_forward_of_shoulder(body: Body, _: Side) -> float:
    """How far the middle of both hands is to the right of the shoulders, in torso lengths.

    Where the hands only move apart, their shifts cancel out.
    """
    return (body.middle(Joint.WRIST)[0] - body.shoulders[0]) / body.torso_px


def _hand_from_foot(body: Body, side: Side) -> float:
    return abs(body.at(Joint.WRIST, side)[0] - body.at(Joint.ANKLE, side)[0]) / body.torso_px


def _elbow_over_chest(body: Body, side: Side) -> float:
    return (body.shoulders[1] - body.at(Joint.ELBOW, side)[1]) / body.torso_px


elbow_angle = Measure(
    "elbow_angle_deg",
    "Elbow angle",
    "°",
    ARM,
    _elbow_angle,
    definition=(
        "The angle at the elbow between upper arm and forearm, in degrees: 180 is a long arm. It follows "
        "from the distance between shoulder and hand and from the lengths of the arm learnt so far, so "
        "the elbow need not be seen."
    ),
)
elbow_bend = Measure(
    "elbow_bend_deg",
    "Elbow angle",
    "°",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _elbow_bend,
    definition=(
        "The angle at the elbow, in degrees: 180 is a long arm. While the hand is near the shoulder it "
        "follows from the reach of the hand alone; once the arm is half-way long, the elbow as seen "
        "counts too."
    ),
)
elbow_opening = Measure(
    "elbow_opening_deg",
    "Elbow angle, arm long",
    "°",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _elbow_opening,
    definition=(
        "The angle at the elbow, in degrees: 180 is a long arm. It is read at the elbow itself and from "
        "the reach of the hand, and the larger of the two counts."
    ),
)
arms_apart = Measure(
    "arm_difference_deg",
    "Difference between the elbows",
    "°",
    ARM,
    _arms_apart,
    both_sides=True,
    sided=False,
    definition=(
        "How much the angles of the two elbows differ, in degrees: 0 when both arms are alike, never "
        "negative."
    ),
)
arm_below_trunk = Measure(
    "arm_below_trunk_deg",
    "Arm below the line of the back",
    "°",
    (Joint.HIP, Joint.SHOULDER, Joint.WRIST),
    _arm_below_trunk,
    definition=(
        "How far the arm, from shoulder to hand, points away from the line from hip to shoulder carried "
        "on, in degrees. It is 0 when the arm carries the line on and positive when the hand is below "
        "that line."
    ),
)
hand_over_other = Measure(
    "hand_over_other_torso",
    "Hand over the other",
    "torso",
    ARM,
    over_other(Joint.WRIST),
    both_sides=True,
    definition=(
        "How much higher this hand is than the other one, in torso lengths: positive when this hand is "
        "the higher one."
    ),
)
hands_across = Measure(
    "hands_across_torso",
    "Both hands beside the shoulders",
    "torso",
    ARM,
    _hand_forward_of_shoulder,
    both_sides=True,
    sided=False,
    definition=(
        "How far the middle of both hands lies beside the middle of the shoulders, level across the "
        "picture, in torso lengths: positive towards the right edge of the picture."
    ),
)
elbow_over_chest = Measure(
    "elbow_over_chest_torso",
    "Elbow over the chest",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    _elbow_over_chest,
    definition=(
        "How much higher the elbow is than the middle of the shoulders, in torso lengths: positive when "
        "the elbow is the higher one."
    ),
)
hand_reach = Measure(
    "hand_reach_torso",
    "Hand from shoulder",
    "torso",
    ARM,
    _hand_reach,
    definition="The straight distance from shoulder to hand as seen, in torso lengths, never negative.",
)
hand_height = Measure(
    "hand_height_px",
    "Hand height",
    "px",
    (Joint.WRIST,),
    height_px(Joint.WRIST),
    definition=(
        "How high the hand is in the picture, in pixels, growing upwards. It is counted from the top "
        "edge of the picture, so only how far it travels means anything."
    ),
)
hand_over_shoulder = Measure(
    "hand_over_shoulder_ratio",
    "Hand over shoulder",
    "torso",
    ARM,
    above(Joint.WRIST, Joint.SHOULDER),
    definition=(
        "How much higher the hand is than the shoulder, in torso lengths: positive when the hand is the "
        "higher one."
    ),
)
hand_over_foot = Measure(
    "hand_over_foot_torso",
    "Hand over the floor",
    "torso",
    (Joint.WRIST, Joint.HEEL),
    above(Joint.WRIST, Joint.HEEL),
    definition=(
        "How much higher the hand is than the heel, in torso lengths: positive when the hand is the "
        "higher one."
    ),
)
hand_from_foot = Measure(
    "hand_from_foot_torso",
    "Hand away from the foot",
    "torso",
    (Joint.WRIST, Joint.ANKLE),
    _hand_from_foot,
    definition=(
        "How far the hand is from the ankle, level, in torso lengths: 0 when it is right above or below it, "
        "and never negative."
    ),
)
elbow_over_shoulder = Measure(
    "elbow_over_shoulder_torso",
    "Elbow over shoulder",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    above(Joint.ELBOW, Joint.SHOULDER),
    definition=(
        "How much higher the elbow is than the shoulder of its side, in torso lengths: positive when the "
        "elbow is the higher one."
    ),
)
elbow_over_other = Measure(
    "elbow_over_other_torso",
    "Elbow over the other one",
    "torso",
    (Joint.SHOULDER,),  # measured: the guess for an elbow behind the body is good enough to count with
    over_other(Joint.ELBOW),
    both_sides=True,
    definition=(
        "How much higher this elbow is than the other one, in torso lengths: positive when this elbow is "
        "the higher one."
    ),
)
upper_arm_inclination = Measure(
    "upper_arm_inclination_deg",
    "Upper arm from upright",
    "°",
    (Joint.SHOULDER, Joint.ELBOW),
    lambda body, side: inclination_deg(body.at(Joint.ELBOW, side), body.at(Joint.SHOULDER, side)),
    definition=(
        "The angle of the upper arm, from shoulder to elbow, from hanging straight down, in degrees: 0 "
        "hanging, 90 level, 180 straight up."
    ),
)
upper_arm_aside = Measure(
    "upper_arm_aside_deg",
    "Upper arm away from the side",
    "°",
    (Joint.SHOULDER, Joint.ELBOW),
    _upper_arm_aside,
    definition=(
        "How far the upper arm points out of the picture's plane, in degrees, from how much shorter it "
        "looks than its learnt length (the circle in the drawing). It is 0 when seen in full length and "
        "90 when it points straight at the camera."
    ),
)
hand_before_shoulder = Measure(
    "hand_before_shoulder_torso",
    "Hand in front of the shoulder",
    "torso",
    ARM,
    _hand_before_shoulder,
    definition=(
        "How far the hand is in front of the shoulder, level, in torso lengths: positive in the "
        "direction the person faces."
    ),
)
hand_over_hip = Measure(
    "hand_over_hip_torso",
    "Hand over hip",
    "torso",
    (Joint.WRIST, Joint.HIP),
    above(Joint.WRIST, Joint.HIP),
    definition=(
        "How much higher the hand is than the hip, in torso lengths: positive when the hand is the "
        "higher one."
    ),
)
elbow_behind = Measure(
    "elbow_behind_torso",
    "Elbow behind the shoulder",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    _elbow_behind,
    definition=(
        "How far the elbow is behind the shoulder, level, in torso lengths: positive away from where the "
        "person faces."
    ),
)
pull_line = Measure(
    "pull_line_ratio",
    "Hand between shoulder (0) and hip (1)",
    "",
    (Joint.WRIST, *TRUNK),
    _pull_line,
    definition=(
        "Where the hand falls on the line from shoulder to hip, as a plain number: 0 beside the "
        "shoulder, 1 beside the hip, and more beyond it."
    ),
)
hands_apart = Measure(
    "hands_apart_torso",
    "Hands apart",
    "torso",
    (Joint.WRIST,),
    _apart(Joint.WRIST),
    both_sides=True,
    sided=False,
    definition="The straight distance between the two hands as seen, in torso lengths, never negative.",
)
elbows_apart = Measure(
    "elbows_apart_torso",
    "Elbows apart",
    "torso",
    (Joint.ELBOW,),
    _apart(Joint.ELBOW),
    both_sides=True,
    sided=False,
    definition="The straight distance between the two elbows as seen, in torso lengths, never negative.",
)
arms_spread = Measure(
    "hands_over_elbows_ratio",
    "Hands apart over elbows apart",
    "",
    (Joint.ELBOW, Joint.WRIST),
    _arms_spread,
    both_sides=True,
    sided=False,
    definition=(
        "The distance between the hands over the distance between the elbows, as a plain number: above 1 "
        "when the hands are further apart than the elbows."
    ),
)
arms_raised_apart = Measure(
    "arm_raise_difference_deg",
    "Difference between the raised arms",
    "°",
    (Joint.SHOULDER, Joint.ELBOW),
    _arms_raised_apart,
    both_sides=True,
    sided=False,
    definition="How much further one upper arm is raised than the other, in degrees; never negative.",
)
forearm_upright = Measure(
    "forearm_upright_ratio",
    "Hand over elbow, in upper arms",
    "",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _forearm_upright,
    definition=(
        "How much higher the hand is than the elbow, in lengths of the upper arm, as a plain number: "
        "positive when the hand is the higher one."
    ),
)
elbow_away = Measure(
    "elbow_away_torso",
    "Elbow from shoulder",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    _elbow_away,
    definition=(
        "The distance from shoulder to elbow as seen, in torso lengths, never negative. It is small while "
        "the upper arm points at the camera."
    ),
)
