"""Rows."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.motions.shared import ARMS_BENT, BAR_ARM, ROUNDED, TRUNK_RISE, UPRIGHTER
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.scene import Equipment, barbell, bench, dumbbell
from sample_videos.studio.script import Dial, Motion

_HINGED_LEG = Leg(26, 6, -9, 3)
_STRAIGHT_KNEES = {"legs.thigh_pitch_deg": -0.5, "legs.shank_pitch_deg": 0.5}

BENT_OVER_BARBELL_ROW = Motion(
    "bent_over_barbell_row",
    rest=Posture.of(trunk_deg=62, head_deg=40, arm=BAR_ARM, leg=_HINGED_LEG),
    effort=Posture.of(
        trunk_deg=61,
        head_deg=38,
        arm=replace(BAR_ARM, upper_pitch_deg=-94, upper_out_deg=20, fore_out_deg=2, retraction_deg=7),
        leg=_HINGED_LEG,
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(barbell(0.115),)),
    dials={
        "rounding_deg": ROUNDED,
        "trunk_rise_deg": TRUNK_RISE,
        "upright_deg": Dial(
            "trunk_upright", "deg", 8, 25, "trunk_inclination_deg", rest=UPRIGHTER, effort=UPRIGHTER
        ),
        "arms_bent_deg": Dial(
            "bottom_range", "deg", 10, 30, "elbow_angle_deg", rest=ARMS_BENT, from_before=True
        ),
        "knees_straight_deg": Dial(
            "knees_locked", "deg", 12, 27, "knee_angle_deg", rest=_STRAIGHT_KNEES, effort=_STRAIGHT_KNEES
        ),
        "elbow_flare_deg": Dial(
            "elbow_flare", "deg", 12, 30, "elbow_flare_deg", effort={"arms.upper_out_deg": 1.4}
        ),
    },
)

_BENCH_LEG = Leg(10, 8, -86, 6, foot_pitch_deg=120, toes_out_deg=0)
_STANDING_LEG = Leg(22, 16, -6, 8)
_BENCH_ARM = Arm(-4, 4, 6, -2, wrist_deg=75, grip=0.1)

ONE_ARM_DUMBBELL_ROW = Motion(
    "one_arm_dumbbell_row",
    rest=Posture(
        trunk_deg=76,
        head_deg=60,
        left_arm=_BENCH_ARM,
        right_arm=Arm(-3, 4, 6, 2, retraction_deg=-4, palm_deg=10, grip=0.85),
        left_leg=_BENCH_LEG,
        right_leg=_STANDING_LEG,
    ),
    effort=Posture(
        trunk_deg=75,
        head_deg=59,
        left_arm=_BENCH_ARM,
        right_arm=Arm(-112, 12, -8, 4, retraction_deg=8, palm_deg=10, grip=0.85),
        left_leg=_BENCH_LEG,
        right_leg=_STANDING_LEG,
    ),
    ground=Ground(anchor=("foot.R",), bench_hand="L"),
    equipment=Equipment(fixed=(bench,), moving=(dumbbell("R"),)),
    dials={
        "rounding_deg": ROUNDED,
        "trunk_rise_deg": TRUNK_RISE,
        "to_chest_torso": Dial(
            "pull_to_hip",
            "torso",
            0.1,
            0.4,
            "pull_line_torso",
            effort={"right_arm.upper_out_deg": 115, "right_arm.fore_pitch_deg": 60},
            brings=("elbow_flare_deg",),
        ),
        "arm_bent_deg": Dial(
            "bottom_range",
            "deg",
            10,
            30,
            "elbow_angle_deg",
            rest={"right_arm.upper_pitch_deg": -0.5, "right_arm.fore_pitch_deg": 0.5},
            from_before=True,
        ),
        "elbow_flare_deg": Dial(
            "elbow_flare", "deg", 12, 30, "elbow_flare_deg", effort={"right_arm.upper_out_deg": 1}
        ),
        "jerk_s": Dial("jerking", "s", 0.2, 0.5, timing="lifting_s", wanted_s=0.8),
    },
)

MOTIONS = (
    BENT_OVER_BARBELL_ROW,
    ONE_ARM_DUMBBELL_ROW,
)
