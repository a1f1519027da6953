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
    """How far the thigh points back from the line of the trunk carried on."""
    if not body.facing:
        return nan
    shoulder, hip, knee = (body.at(joint, side) for joint in (Joint.SHOULDER, Joint.HIP, Joint.KNEE))
    lean = atan2(body.facing * (shoulder[0] - hip[0]), hip[1] - shoulder[1])
    ahead = atan2(body.facing * (knee[0] - hip[0]), knee[1] - hip[1])
    return degrees(-lean - ahead)


def _ahead_of_other(joint: Joint) -> Callable[[Body, Side], float]:
    """How far the joint is in front of the one of the other side."""

    def measure(body: Body, side: Side) -> float:
        if not body.facing:
            return nan
        return body.facing * (body.at(joint, side)[0] - body.at(joint, side.other)[0]) / body.torso_px

    return measure


def _knee_bend(body: Body, side: Side) -> float:
    """Positive with the knee in front of the line from hip to ankle, negative when pushed through."""
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
)
"""For counting legs that take turns: the far one is hidden at rest, behind the near one, and found there."""

hip_off_knee = Measure(
    "hip_off_knee_torso",
    "Hips off the knees",
    "torso",
    (Joint.HIP, Joint.KNEE),
    _hip_off_knee,
    sided=False,
)
hip_angle = Measure(
    "hip_angle_deg",
    "Hip angle",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _hip_angle,
)
knee_angle = Measure("knee_angle_deg", "Knee angle", "°", LEG, angle_at(Joint.HIP, Joint.KNEE, Joint.ANKLE))
knee_bend = Measure("knee_bend_deg", "Bend of the knee, forward positive", "°", LEG, _knee_bend)
leg_upright = Measure("leg_upright_ratio", "Leg upright", "", LEG, _leg_upright)
leg_difference = Measure(
    "leg_difference_ratio",
    "One leg more upright",
    "",
    LEG,
    _leg_difference,
    both_sides=True,
    sided=False,
)
knee_over_hip = Measure(
    "knee_over_hip_ratio", "Knee over hip", "torso", (Joint.HIP, Joint.KNEE), above(Joint.KNEE, Joint.HIP)
)
hips_apart = Measure(
    "hip_difference_deg",
    "Difference between the hips",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _hips_apart,
    both_sides=True,
    sided=False,
)
hip_extension = Measure(
    "hip_extension_deg",
    "Thigh behind the line of the trunk",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _hip_extension,
)
ankle_over_hip = Measure(
    "ankle_over_hip_torso", "Foot over hip", "torso", (Joint.HIP, Joint.ANKLE), above(Joint.ANKLE, Joint.HIP)
)
knee_past_toes = Measure(
    "knee_past_toes_torso", "Knee past the toes", "torso", (Joint.KNEE, Joint.TOE), _knee_past_toes
)
foot_ahead = Measure(
    "foot_ahead_torso",
    "Foot in front of the other",
    "torso",
    (Joint.ANKLE,),
    _ahead_of_other(Joint.ANKLE),
    both_sides=True,
)
knee_under_other = Measure(
    "knee_under_other_torso",
    "Knee below the other",
    "torso",
    (Joint.KNEE,),
    below_other(Joint.KNEE),
    both_sides=True,
)
