"""What carries a plank, hands or forearms, toes or knees, and the line of the body above it."""

from __future__ import annotations

from math import nan

from exercises.body import Body, Joint, Side
from exercises.measures.measure import UP, Measure
from vision.geometry import Point, distance_px, inclination_deg, joint_angle_deg, offset_from_line_deg

KNEELS_BELOW_DEG = 140.0  # measured: on their toes real people keep the knee above 157, kneeling it is 72
ON_FOREARMS_ABOVE = -0.8  # measured: hand under the shoulder; on forearms down to 0.77 torso lengths,
ON_HANDS_BELOW = -1.0  # measured: and on the hands from 1.02 on
FOREARMS_LIFT_DEG = 5.0  # measured: by so much the median of good real planks is higher than on the hands


def kneels(hip: Point, knee: Point, ankle: Point) -> bool:
    """Whether a plank rests on the knee instead of the toes."""
    return joint_angle_deg(hip, knee, ankle) < KNEELS_BELOW_DEG


def _plank_line(body: Body, side: Side) -> float:
    shoulder, hip, knee, ankle = (
        body.at(joint, side) for joint in (Joint.SHOULDER, Joint.HIP, Joint.KNEE, Joint.ANKLE)
    )
    end = knee if kneels(hip, knee, ankle) else ankle
    return offset_from_line_deg(shoulder, hip, end, UP)


def _plank_lift(body: Body, side: Side) -> float:
    """On forearms, trunk level and toes on the floor, good hips are as high as the shoulders, which is over
    the line; on the hands the trunk slopes along it.
    """
    return _plank_line(body, side) - FOREARMS_LIFT_DEG * _on_forearms(body, side)


def _kneeling_hips(body: Body, side: Side) -> float:
    shoulder, hip, knee, ankle = (
        body.at(joint, side) for joint in (Joint.SHOULDER, Joint.HIP, Joint.KNEE, Joint.ANKLE)
    )
    return joint_angle_deg(shoulder, hip, knee) if kneels(hip, knee, ankle) else nan


def _on_forearms(body: Body, side: Side) -> float:
    """1 on forearms, 0 on the hands, between them for what is neither."""
    hand = (body.at(Joint.SHOULDER, side)[1] - body.at(Joint.WRIST, side)[1]) / body.torso_px
    share = (hand - ON_HANDS_BELOW) / (ON_FOREARMS_ABOVE - ON_HANDS_BELOW)
    return max(0.0, min(1.0, share))


def _press_up(body: Body, side: Side) -> float:
    """Both must be: arms that slope are long in a piked plank, and bent ones upright on a forearm that is
    seen from its end.
    """
    shoulder, elbow, wrist = (body.at(joint, side) for joint in (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST))
    upright = (wrist[1] - elbow[1]) / max(distance_px(elbow, wrist), 1.0)
    bend = 180.0 - joint_angle_deg(shoulder, elbow, wrist)
    return min(inclination_deg(elbow, shoulder), bend) * max(0.0, upright)


plank_line = Measure(
    "plank_line_deg",
    "Hips over the line of a plank",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    _plank_line,
    definition=(
        "How far the line from shoulder over hip to ankle bends at the hip, in degrees: 0 straight, "
        "positive when the hip is above the line, negative when it sags below it. Of somebody on the "
        "knees, bent to less than 140 degrees, the line ends at the knee."
    ),
)
plank_lift = Measure(
    "plank_lift_deg",
    "Hips over those of a good plank",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    _plank_lift,
    definition=(
        "How far the hips are over the line of a plank, in degrees, as plank_line_deg; on forearms 5 "
        "degrees less, because good planks of real people read so much more there. Who props on forearms "
        "is told by the hand: less than 0.8 torso lengths under the shoulder it is one, more than 1.0 it "
        "is a long arm, and in between a part of the 5 degrees counts."
    ),
)
kneeling_hips = Measure(
    "kneeling_hips_deg",
    "Hip angle on the knees",
    "°",
    (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
    _kneeling_hips,
    definition=(
        "The angle at the hip between trunk and thigh, in degrees, of somebody whose knee is bent to less "
        "than 140 degrees: 180 is straight. It is not-a-number with longer legs."
    ),
)
press_up = Measure(
    "press_up_deg",
    "Arm bent as in a press-up",
    "°",
    (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    _press_up,
    definition=(
        "How far an arm that stands on its hand gives way, in degrees, never negative. It is the angle of "
        "the upper arm from upright or the bend of the elbow, whichever is smaller, and it fades as the "
        "forearm lies down: 0 for a long arm, and for who props on forearms."
    ),
)
