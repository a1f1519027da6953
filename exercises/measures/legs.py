"""Hips and legs."""

from __future__ import annotations

from math import nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import LEG, Measure, above, angle_at
from vision.geometry import distance_px


def _leg_upright(body: Body, side: Side) -> float:
    hip, knee, ankle = (body.at(joint, side) for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    length_px = distance_px(hip, knee) + distance_px(knee, ankle)
    return (ankle[1] - hip[1]) / length_px if length_px > 0 else nan


def _leg_difference(body: Body, _: Side) -> float:
    return abs(_leg_upright(body, Side.LEFT) - _leg_upright(body, Side.RIGHT))


hip_angle = Measure(
    "hip_angle_deg",
    "Hip angle",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    angle_at(Joint.SHOULDER, Joint.HIP, Joint.KNEE),
)
knee_angle = Measure("knee_angle_deg", "Knee angle", "°", LEG, angle_at(Joint.HIP, Joint.KNEE, Joint.ANKLE))
leg_upright = Measure("leg_upright_ratio", "Leg upright", "", LEG, _leg_upright)
leg_difference = Measure(
    "leg_difference_ratio", "One leg more upright", "", LEG, _leg_difference, both_sides=True
)
knee_over_hip = Measure(
    "knee_over_hip_ratio", "Knee over hip", "torso", (Joint.HIP, Joint.KNEE), above(Joint.KNEE, Joint.HIP)
)
