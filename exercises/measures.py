"""Named numbers read from one pose. The vocabulary that movements are written in.

Each measure is taken on one side of the body; those of the middle line give the same on both. Lengths are in
torso lengths (shoulder to hip), so they depend neither on the size of the picture nor on the distance of the
camera. Directions "forward" and "back" need to know which way the person faces and are not-a-number without.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, atan2, degrees, hypot, nan

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Body, Joint, Side
from vision.geometry import (
    along_fraction,
    distance_px,
    inclination_deg,
    joint_angle_deg,
    midpoint,
    offset_from_line_deg,
    triangle_angle_deg,
)
from vision.pose import OUTLINE_STATIONS

UP = (0.0, -1.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number on a body.

    `joints` must be seen on the side that is measured; `both_sides` asks for them on both.
    """

    name: str
    label: str
    unit: str
    joints: tuple[Joint, ...]
    of: Callable[[Body, Side], float]
    both_sides: bool = False

    def visibility(self, body: Body, side: Side) -> float:
        """How surely the joints it needs are seen, 0..1: the least sure one counts."""
        seen = min(body.visibility(joint, side) for joint in self.joints)
        if self.both_sides:
            seen = min(seen, *(body.visibility(joint, side.other) for joint in self.joints))
        return seen


def _angle_at(a: Joint, joint: Joint, b: Joint) -> Callable[[Body, Side], float]:
    return lambda body, side: joint_angle_deg(body.at(a, side), body.at(joint, side), body.at(b, side))


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


def _trunk_inclination(body: Body, _: Side) -> float:
    """From the vertical height of the torso against its length, which holds from every side."""
    length_px = body.torso_now_px
    if not length_px > 0:  # not-a-number, too
        return nan
    upright = (body.hips[1] - body.shoulders[1]) / length_px
    return degrees(acos(max(-1.0, min(1.0, upright))))


def _trunk_lean(body: Body, _: Side) -> float:
    if not body.facing:
        return nan
    forward = body.facing * (body.shoulders[0] - body.hips[0])
    return degrees(atan2(forward, body.hips[1] - body.shoulders[1]))


def _leg_upright(body: Body, side: Side) -> float:
    hip, knee, ankle = (body.at(joint, side) for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    length_px = distance_px(hip, knee) + distance_px(knee, ankle)
    return (ankle[1] - hip[1]) / length_px if length_px > 0 else nan


def _above(joint: Joint, reference: Joint) -> Callable[[Body, Side], float]:
    """Height of one joint over another, in torso lengths."""
    return lambda body, side: (body.at(reference, side)[1] - body.at(joint, side)[1]) / body.torso_px


def _height_px(joint: Joint) -> Callable[[Body, Side], float]:
    """Height in the picture: only how far it travels against something else means anything."""
    return lambda body, side: -body.at(joint, side)[1]


def _bend_at_hip(end: Joint) -> Callable[[Body, Side], float]:
    return lambda body, side: offset_from_line_deg(
        body.at(Joint.SHOULDER, side), body.at(Joint.HIP, side), body.at(end, side), UP
    )


def _head_drop(body: Body, side: Side) -> float:
    """Between the line hip-shoulder carried on and the line shoulder-ear; positive when the ear is below."""
    hip, shoulder, ear = (body.at(joint, side) for joint in (Joint.HIP, Joint.SHOULDER, Joint.EAR))
    return offset_from_line_deg(hip, shoulder, ear, UP)


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


def _hang_offset(body: Body, _: Side) -> float:
    return (body.hips[0] - body.middle(Joint.WRIST)[0]) / body.torso_px


def _shoulder_tilt(body: Body, _: Side) -> float:
    """Height of the left shoulder over the right one."""
    left, right = body.at(Joint.SHOULDER, Side.LEFT), body.at(Joint.SHOULDER, Side.RIGHT)
    return (right[1] - left[1]) / body.torso_px


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


# The outline between 5 and 65 % of the way from hip to shoulder: below lies the seat, above the shoulder
# blade and the upper arm. Its quadratic coefficient told 50 degrees of spinal flexion from a flat back on
# rendered people with an AUC of 0.99; the largest distance from the chord only 0.88 (`measured`).
_STATIONS = np.linspace(0, 1, OUTLINE_STATIONS)
BACK_SPAN = slice(2, 27)
_LEAST_SEEN = 0.8  # guess: of the stations between
ARM_AWAY_TORSOS = 0.25  # measured: nearer than that, the upper arm enters the outline of rendered rowers
BENT_DEG = 35.0  # measured: nearer upright the seat and the shoulder blades make the outline, not the spine


def _quadratic_fit(stations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that turn heights at these stations into minus the quadratic coefficient of the best
    parabola.
    """
    return np.asarray(-np.linalg.pinv(np.vander(stations, 3))[0])


_FULL_FIT = _quadratic_fit(_STATIONS[BACK_SPAN])


def back_row(body: Body) -> int | None:
    """The row of the outline that shows the back, None where its shape cannot be read."""
    if body.outline is None or not body.facing or not _trunk_inclination(body, Side.LEFT) >= BENT_DEG:
        return None
    row = 0 if body.facing > 0 else 1
    return row if np.isfinite(body.outline[row][BACK_SPAN]).mean() >= _LEAST_SEEN else None


def _arms_hang(body: Body, back: int) -> bool:
    """Whether both elbows are on the belly's side of the line from hips to shoulders, well away from it."""
    along_x, along_y = body.shoulders[0] - body.hips[0], body.shoulders[1] - body.hips[1]
    length_px = hypot(along_x, along_y)
    to_belly = 1.0 if back == 1 else -1.0
    for side in BOTH_SIDES:
        x, y = body.at(Joint.ELBOW, side)
        off_px = ((x - body.hips[0]) * along_y - (y - body.hips[1]) * along_x) / length_px
        if to_belly * off_px < ARM_AWAY_TORSOS * length_px:
            return False
    return True


def _back_curve(body: Body, _: Side) -> float:
    """Curvature of the back's outline: negative for a hollow back, positive for a rounded one.

    Not-a-number while an arm is pulled up beside the trunk: then the outline is that of the arm.
    """
    row = back_row(body)
    if row is None or body.outline is None or not _arms_hang(body, row):
        return nan
    heights = body.outline[row][BACK_SPAN]
    found = np.isfinite(heights)
    if found.all():
        return float(_FULL_FIT @ heights)
    return float(_quadratic_fit(_STATIONS[BACK_SPAN][found]) @ heights[found])


_ARM = (Joint.SHOULDER, Joint.WRIST)
_TRUNK = (Joint.SHOULDER, Joint.HIP)
_LEG = (Joint.HIP, Joint.KNEE, Joint.ANKLE)

elbow_angle = Measure("elbow_angle_deg", "Elbow angle", "°", _ARM, _elbow_angle)
elbow_opening = Measure(
    "elbow_opening_deg",
    "Elbow angle, arm long",
    "°",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _elbow_opening,
)
trunk_inclination = Measure("trunk_inclination_deg", "Trunk from upright", "°", _TRUNK, _trunk_inclination)
trunk_lean = Measure("trunk_lean_deg", "Trunk lean, forward positive", "°", _TRUNK, _trunk_lean)
hip_angle = Measure(
    "hip_angle_deg",
    "Hip angle",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _angle_at(Joint.SHOULDER, Joint.HIP, Joint.KNEE),
)
knee_angle = Measure("knee_angle_deg", "Knee angle", "°", _LEG, _angle_at(Joint.HIP, Joint.KNEE, Joint.ANKLE))
leg_upright = Measure("leg_upright_ratio", "Leg upright", "", _LEG, _leg_upright)
hand_over_shoulder = Measure(
    "hand_over_shoulder_ratio", "Hand over shoulder", "torso", _ARM, _above(Joint.WRIST, Joint.SHOULDER)
)
elbow_over_shoulder = Measure(
    "elbow_over_shoulder_torso",
    "Elbow over shoulder",
    "torso",
    (Joint.SHOULDER, Joint.ELBOW),
    _above(Joint.ELBOW, Joint.SHOULDER),
)
hand_height = Measure("hand_height_px", "Hand height", "px", (Joint.WRIST,), _height_px(Joint.WRIST))
shoulder_height = Measure(
    "shoulder_height_px", "Shoulder height", "px", (Joint.SHOULDER,), _height_px(Joint.SHOULDER)
)
hip_height = Measure("hip_height_px", "Hip height", "px", (Joint.HIP,), _height_px(Joint.HIP))
knee_over_hip = Measure(
    "knee_over_hip_ratio", "Knee over hip", "torso", (Joint.HIP, Joint.KNEE), _above(Joint.KNEE, Joint.HIP)
)
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
head_drop = Measure(
    "head_drop_deg",
    "Head below the line of the back",
    "°",
    (Joint.HIP, Joint.SHOULDER, Joint.EAR),
    _head_drop,
)
upper_arm_inclination = Measure(
    "upper_arm_inclination_deg",
    "Upper arm from upright",
    "°",
    (Joint.SHOULDER, Joint.ELBOW),
    lambda body, side: inclination_deg(body.at(Joint.ELBOW, side), body.at(Joint.SHOULDER, side)),
)
arms_apart = Measure(
    "arm_difference_deg", "Difference between the elbows", "°", _ARM, _arms_apart, both_sides=True
)
hand_before_shoulder = Measure(
    "hand_before_shoulder_torso", "Hand in front of the shoulder", "torso", _ARM, _hand_before_shoulder
)
pull_line = Measure(
    "pull_line_ratio", "Hand between shoulder (0) and hip (1)", "", (Joint.WRIST, *_TRUNK), _pull_line
)
hand_reach = Measure("hand_reach_torso", "Hand from shoulder", "torso", _ARM, _hand_reach)
neck_length = Measure("neck_length_torso", "Shoulder to ear", "torso", (Joint.EAR, *_TRUNK), _neck_length)
chin_over_hands = Measure(
    "chin_over_hands_torso", "Chin over hands", "torso", (Joint.WRIST, Joint.MOUTH), _chin_over_hands
)
hang_offset = Measure(
    "hang_offset_torso",
    "Hips beside the hands",
    "torso",
    (Joint.WRIST, Joint.HIP),
    _hang_offset,
    both_sides=True,
)
shoulder_tilt = Measure(
    "shoulder_tilt_torso",
    "Left shoulder over right",
    "torso",
    (Joint.SHOULDER,),
    _shoulder_tilt,
    both_sides=True,
)
shoulder_retraction = Measure(
    "shoulder_retraction_torso",
    "Shoulders drawn back",
    "torso",
    (Joint.EAR, *_TRUNK),
    _shoulder_retraction,
)
chin_forward = Measure(
    "chin_forward_torso", "Chin in front of the hips", "torso", (Joint.EAR, Joint.HIP), _chin_forward
)
back_curve = Measure("back_curve", "Curve of the back's outline", "", _TRUNK, _back_curve)
