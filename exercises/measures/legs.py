"""Hips and legs."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, degrees, nan

from exercises.body import BOTH_SIDES, Body, Joint, Side
from exercises.measures.measure import LEG, Measure, above, angle_at, below_other
from vision.geometry import distance_px, offset_from_line_deg


def _leg_upright(body: Body, side: Side) -> float:
    hip, knee, ankle = (body.at(joint, side) for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    length_px = distance_px(hip, knee) + distance_px(knee, ankle)
    return (ankle[1] - hip[1]) / length_px if length_px > 0 else nan


def _leg_difference(body: Body, _: Side) -> float:
    return abs(_leg_upright(body, Side.LEFT) - _leg_upright(body, Side.RIGHT))


def _hip_off_knee(body: Body, _: Side) -> float:
    return abs(body.hips[0] - body.middle(Joint.KNEE)[0]) / body.torso_px


def _hips_apart(body: Body, _: Side) -> float:
    left, right = (_hip_angle(body, side) for side in BOTH_SIDES)
    return abs(left - right)


def _hip_extension(body: Body, side: Side) -> float:
    """How far the thigh points back from the line of the trunk carried on, in degrees."""
    if not body.facing:
        return nan
    shoulder, hip, knee = (body.at(joint, side) for joint in (Joint.SHOULDER, Joint.HIP, Joint.KNEE))
    lean = atan2(body.facing * (shoulder[0] - hip[0]), hip[1] - shoulder[1])
    ahead = atan2(body.facing * (knee[0] - hip[0]), knee[1] - hip[1])
    return degrees(-lean - ahead)


def _ahead_of_other(joint: Joint) -> Callable[[Body, Side], float]:
    """A function that says how far the joint is in front of the one of the other side, in torso lengths."""

    def measure(body: Body, side: Side) -> float:
        if not body.facing:
            return nan
        return body.facing * (body.at(joint, side)[0] - body.at(joint, side.other)[0]) / body.torso_px

    return measure


def _knee_bend(body: Body, side: Side) -> float:
    """How far the knee bends, in degrees: positive when it is in front of the line from hip to ankle.

    It is negative when the knee is pushed through.
    """
    if not body.facing:
        return nan
    hip, knee, ankle = (body.at(joint, side) for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    return offset_from_line_deg(hip, knee, ankle, (float(body.facing), 0.0))


def _knee_past_toes(body: Body, side: Side) -> float:
    if not body.facing:
        return nan
    return body.facing * (body.at(Joint.KNEE, side)[0] - body.at(Joint.TOE, side)[0]) / body.torso_px


_hip_angle = angle_at(Joint.SHOULDER, Joint.HIP, Joint.KNEE)

leg_opening = Measure(
    "leg_opening_deg",
    "Hip angle, hidden or not",
    "°",
    (Joint.SHOULDER, Joint.HIP),
    angle_at(Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    definition=(
        "The angle at the hip between trunk and thigh, in degrees: 180 is straight. It is read like the "
        "hip angle, and also where the knee is hidden and guessed."
    ),
)
"""For counting legs that take turns: the far one is hidden at rest, behind the near one, and found there."""

hip_off_knee = Measure(
    "hip_off_knee_torso",
    "Hips off the knees",
    "torso",
    (Joint.HIP, Joint.KNEE),
    _hip_off_knee,
    sided=False,
    definition=(
        "How far the middle of the hips lies beside the middle of the knees, level, in torso lengths: 0 "
        "when the hips are over the knees, never negative."
    ),
)
hip_angle = Measure(
    "hip_angle_deg",
    "Hip angle",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _hip_angle,
    definition=(
        "The angle at the hip between trunk and thigh, from shoulder over hip to knee, in degrees: 180 "
        "is straight."
    ),
)
knee_angle = Measure(
    "knee_angle_deg",
    "Knee angle",
    "°",
    LEG,
    angle_at(Joint.HIP, Joint.KNEE, Joint.ANKLE),
    definition=(
        "The angle at the knee between thigh and shank, from hip over knee to ankle, in degrees: 180 is "
        "straight."
    ),
)
knee_bend = Measure(
    "knee_bend_deg",
    "Bend of the knee, forward positive",
    "°",
    LEG,
    _knee_bend,
    definition=(
        "How far the leg bends at the knee, in degrees: 0 straight, positive with the knee in front of "
        "the line from hip to ankle, negative when it is pushed through."
    ),
)
leg_upright = Measure(
    "leg_upright_ratio",
    "Leg upright",
    "",
    LEG,
    _leg_upright,
    definition=(
        "How far the ankle is below the hip, over the length of the leg from hip over knee to ankle, as "
        "a plain number: 1 when the leg is straight down, 0 when the ankle is as high as the hip."
    ),
)
leg_difference = Measure(
    "leg_difference_ratio",
    "One leg more upright",
    "",
    LEG,
    _leg_difference,
    both_sides=True,
    sided=False,
    definition=(
        "How much more upright one leg is than the other, as a plain number: the heights from ankle to "
        "hip, each over the length of its leg, compared. It is 0 when both are alike and never negative."
    ),
)
knee_over_hip = Measure(
    "knee_over_hip_ratio",
    "Knee over hip",
    "torso",
    (Joint.HIP, Joint.KNEE),
    above(Joint.KNEE, Joint.HIP),
    definition=(
        "How much higher the knee is than the hip, in torso lengths: positive when the knee is the "
        "higher one."
    ),
)
hips_apart = Measure(
    "hip_difference_deg",
    "Difference between the hips",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _hips_apart,
    both_sides=True,
    sided=False,
    definition="How much the angles of the two hips differ, in degrees: 0 when alike, never negative.",
)
hip_extension = Measure(
    "hip_extension_deg",
    "Thigh behind the line of the trunk",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _hip_extension,
    definition=(
        "How far the thigh points back from the line from shoulder to hip carried on, in degrees: 0 when "
        "it carries the line on, positive when the knee is behind it, negative when it is in front."
    ),
)
ankle_over_hip = Measure(
    "ankle_over_hip_torso",
    "Foot over hip",
    "torso",
    (Joint.HIP, Joint.ANKLE),
    above(Joint.ANKLE, Joint.HIP),
    definition=(
        "How much higher the ankle is than the hip, in torso lengths: positive when the ankle is the "
        "higher one."
    ),
)
knee_past_toes = Measure(
    "knee_past_toes_torso",
    "Knee past the toes",
    "torso",
    (Joint.KNEE, Joint.TOE),
    _knee_past_toes,
    definition=(
        "How far the knee is beyond the toes, level, in torso lengths: positive in the direction the "
        "person faces."
    ),
)
knee_over_foot = Measure(
    "knee_over_foot_torso",
    "Knee over the foot",
    "torso",
    (Joint.KNEE, Joint.ANKLE),
    above(Joint.KNEE, Joint.ANKLE),
    definition=(
        "How much higher the knee is than the ankle of the same leg, in torso lengths: positive when the "
        "knee is the higher one."
    ),
)
foot_ahead = Measure(
    "foot_ahead_torso",
    "Foot in front of the other",
    "torso",
    (Joint.ANKLE,),
    _ahead_of_other(Joint.ANKLE),
    both_sides=True,
    definition=(
        "How far this ankle is in front of the other one, level, in torso lengths: positive in the "
        "direction the person faces."
    ),
)
knee_under_other = Measure(
    "knee_under_other_torso",
    "Knee below the other",
    "torso",
    (Joint.KNEE,),
    below_other(Joint.KNEE),
    both_sides=True,
    definition=(
        "How much lower this knee is than the other one, in torso lengths: positive when this knee is "
        "the lower one."
    ),
)
