"""Arms and hands."""

from __future__ import annotations

from math import nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import ARM, TRUNK, UP, Measure, above, height_px
from vision.geometry import (
    along_fraction,
    distance_px,
    inclination_deg,
    joint_angle_deg,
    offset_from_line_deg,
    triangle_angle_deg,
)


def _elbow_angle(body: Body, side: Side) -> float:
    """From the distance between shoulder and hand, and the lengths of the arm learnt so far.

    A plate or the body often hides the elbow and its landmark wanders; the hand is seen, and with the lengths
    of upper arm and forearm its distance tells the angle. On an unhidden arm in the image plane both agree.
    """
    upper_px = body.proportions.upper_arm[side].px
    forearm_px = body.proportions.forearm[side].px
    reach_px = distance_px(body.at(Joint.SHOULDER, side), body.at(Joint.WRIST, side))
    return triangle_angle_deg(upper_px, forearm_px, reach_px)


def _elbow_opening(body: Body, side: Side) -> float:
    """By the elbow itself or by the reach of the hand, whichever shows the arm straighter.

    Near straight a reach too short by 2 % takes 20 degrees off the angle, so one of the two must be trusted.
    """
    elbow_deg = joint_angle_deg(
        body.at(Joint.SHOULDER, side), body.at(Joint.ELBOW, side), body.at(Joint.WRIST, side)
    )
    return max(elbow_deg, _elbow_angle(body, side))


def _arms_apart(body: Body, _: Side) -> float:
    return abs(_elbow_angle(body, Side.LEFT) - _elbow_angle(body, Side.RIGHT))


def _hand_before_shoulder(body: Body, side: Side) -> float:
    """A bar that stays at the legs hangs straight below the shoulder; the feet, often behind a plate, are not
    asked.
    """
    if not body.facing:
        return nan
    wrist, shoulder = body.at(Joint.WRIST, side), body.at(Joint.SHOULDER, side)
    return body.facing * (wrist[0] - shoulder[0]) / body.torso_px


def _pull_line(body: Body, side: Side) -> float:
    return along_fraction(body.at(Joint.WRIST, side), body.at(Joint.SHOULDER, side), body.at(Joint.HIP, side))


def _hand_reach(body: Body, side: Side) -> float:
    return distance_px(body.at(Joint.SHOULDER, side), body.at(Joint.WRIST, side)) / body.torso_px


def _arm_below_trunk(body: Body, side: Side) -> float:
    hip, shoulder, wrist = (body.at(joint, side) for joint in (Joint.HIP, Joint.SHOULDER, Joint.WRIST))
    return offset_from_line_deg(hip, shoulder, wrist, UP)


def _hand_over_other(body: Body, side: Side) -> float:
    own, other = body.at(Joint.WRIST, side), body.at(Joint.WRIST, side.other)
    return (other[1] - own[1]) / body.torso_px


def _hand_forward_of_shoulder(body: Body, _: Side) -> float:
    """Both hands together, in the picture: what one shows beside the other cancels out."""
    return (body.middle(Joint.WRIST)[0] - body.shoulders[0]) / body.torso_px


def _elbow_over_chest(body: Body, side: Side) -> float:
    return (body.shoulders[1] - body.at(Joint.ELBOW, side)[1]) / body.torso_px


elbow_angle = Measure("elbow_angle_deg", "Elbow angle", "°", ARM, _elbow_angle)
elbow_opening = Measure(
    "elbow_opening_deg",
    "Elbow angle, arm long",
    "°",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _elbow_opening,
)
arms_apart = Measure(
    "arm_difference_deg", "Difference between the elbows", "°", ARM, _arms_apart, both_sides=True
)
arm_below_trunk = Measure(
    "arm_below_trunk_deg",
    "Arm below the line of the back",
    "°",
    (Joint.HIP, Joint.SHOULDER, Joint.WRIST),
    _arm_below_trunk,
)
hand_over_other = Measure(
    "hand_over_other_torso", "Hand over the other", "torso", ARM, _hand_over_other, both_sides=True
)
hands_across = Measure(
    "hands_across_torso",
    "Both hands beside the shoulders",
    "torso",
    ARM,
    _hand_forward_of_shoulder,
    both_sides=True,
)
elbow_over_chest = Measure(
    "elbow_over_chest_torso",
    "Elbow over the chest",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    _elbow_over_chest,
)
hand_reach = Measure("hand_reach_torso", "Hand from shoulder", "torso", ARM, _hand_reach)
hand_height = Measure("hand_height_px", "Hand height", "px", (Joint.WRIST,), height_px(Joint.WRIST))
hand_over_shoulder = Measure(
    "hand_over_shoulder_ratio", "Hand over shoulder", "torso", ARM, above(Joint.WRIST, Joint.SHOULDER)
)
elbow_over_shoulder = Measure(
    "elbow_over_shoulder_torso",
    "Elbow over shoulder",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    above(Joint.ELBOW, Joint.SHOULDER),
)
upper_arm_inclination = Measure(
    "upper_arm_inclination_deg",
    "Upper arm from upright",
    "°",
    (Joint.SHOULDER, Joint.ELBOW),
    lambda body, side: inclination_deg(body.at(Joint.ELBOW, side), body.at(Joint.SHOULDER, side)),
)
hand_before_shoulder = Measure(
    "hand_before_shoulder_torso", "Hand in front of the shoulder", "torso", ARM, _hand_before_shoulder
)
pull_line = Measure(
    "pull_line_ratio", "Hand between shoulder (0) and hip (1)", "", (Joint.WRIST, *TRUNK), _pull_line
)
