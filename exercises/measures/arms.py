"""Arms and hands."""

from __future__ import annotations

from collections.abc import Callable
from math import nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import ARM, TRUNK, Measure, above, height_px
from vision.geometry import along_fraction, distance_px, inclination_deg, joint_angle_deg, triangle_angle_deg


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


def _apart(joint: Joint) -> Callable[[Body, Side], float]:
    """Distance of a joint from its fellow on the other side, in torso lengths."""
    return lambda body, _: distance_px(body.at(joint, Side.LEFT), body.at(joint, Side.RIGHT)) / body.torso_px


def _arms_spread(body: Body, side: Side) -> float:
    """Needs no learnt length: arms that open from the front never show their length before they are open."""
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
hands_apart = Measure(
    "hands_apart_torso", "Hands apart", "torso", (Joint.WRIST,), _apart(Joint.WRIST), both_sides=True
)
elbows_apart = Measure(
    "elbows_apart_torso", "Elbows apart", "torso", (Joint.ELBOW,), _apart(Joint.ELBOW), both_sides=True
)
arms_spread = Measure(
    "hands_over_elbows_ratio",
    "Hands apart over elbows apart",
    "",
    (Joint.ELBOW, Joint.WRIST),
    _arms_spread,
    both_sides=True,
)
arms_raised_apart = Measure(
    "arm_raise_difference_deg",
    "Difference between the raised arms",
    "°",
    (Joint.SHOULDER, Joint.ELBOW),
    _arms_raised_apart,
    both_sides=True,
)
forearm_upright = Measure(
    "forearm_upright_ratio",
    "Hand over elbow, in upper arms",
    "",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _forearm_upright,
)
elbow_away = Measure(
    "elbow_away_torso", "Elbow from shoulder", "torso", (Joint.SHOULDER, Joint.ELBOW), _elbow_away
)
