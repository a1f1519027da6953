"""Movements for the core: arm and leg of opposite sides, in turn."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import Equipment, mat
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground
from sample_videos.studio.script import Dial, Motion, Rep

AGAIN = Dial("not_alternating", "share", 0.1, 1.0, again=True)

_HAND_ON_FLOOR = Arm(2, 3, 4, 1, wrist_deg=78, grip=0.05)
_KNEELING = Leg(1, 4, -93, 2, foot_pitch_deg=96, toes_out_deg=0)
ALL_FOURS = Posture.of(trunk_deg=80, head_deg=76, level=1, arm=_HAND_ON_FLOOR, leg=_KNEELING)
ON_HIPS = Ground(anchor=("upperleg01.L", "upperleg01.R"))

_ARM_AHEAD = Arm(98, 6, 96, 2, shrug_deg=10, palm_deg=-20, grip=0.1)
_LEG_BEHIND = Leg(-82, 3, -80, 2, foot_pitch_deg=92, toes_out_deg=0)
_FLAT = {"trunk_deg": 1.0, "head_deg": 1.0}
_ARM_LOWER = {"left_arm.upper_pitch_deg": -1.0, "left_arm.fore_pitch_deg": -1.0}
_LEG_LOWER = {"right_leg.thigh_pitch_deg": 1.0, "right_leg.shank_pitch_deg": 1.0}
_LEG_HIGHER = {path: -gain for path, gain in _LEG_LOWER.items()}
_SAME_SIDE = {
    "left_arm.upper_pitch_deg": -96.0,
    "left_arm.fore_pitch_deg": -92.0,
    "left_arm.wrist_deg": 78.0,
    "left_arm.shrug_deg": -10.0,
    "right_arm.upper_pitch_deg": 96.0,
    "right_arm.fore_pitch_deg": 92.0,
    "right_arm.wrist_deg": -78.0,
    "right_arm.shrug_deg": 10.0,
}

BIRD_DOG = Motion(
    "bird_dog",
    rest=ALL_FOURS,
    effort=replace(ALL_FOURS, left_arm=_ARM_AHEAD, right_leg=_LEG_BEHIND),
    ground=ON_HIPS,
    equipment=Equipment(fixed=(mat(0.42, -1.0, 1.1),)),
    pace=Rep(1.2, 1.6, 1.2, 0.8),
    alternates=True,
    dials={
        "sag_deg": Dial("back_sag", "deg", 8, 25, "spine_flexion_deg", effort={"flexion_deg": -1}),
        "hips_tilted_torso": Dial(
            "hips_tilt", "torso", 0.04, 0.12, "hip_tilt_torso", effort={"hips_turn_deg": 136}
        ),
        "leg_low_deg": Dial("leg_low", "deg", 8, 25, "leg_height_deg", effort=_LEG_LOWER),
        "leg_high_deg": Dial("leg_high", "deg", 8, 25, "leg_height_deg", effort=_LEG_HIGHER),
        "arm_low_deg": Dial("arm_low", "deg", 10, 35, "arm_height_deg", effort=_ARM_LOWER),
        "pause_cut_s": Dial("pause", "s", 0.2, 0.7, timing="top_s", wanted_s=1.0),
        "same_side": Dial("same_side", "share", 0.1, 1.0, effort=_SAME_SIDE, brings=("arm_low_deg",)),
        "again": AGAIN,
    },
)

_ARM_UP = Arm(176, 4, 176, 2, palm_deg=-20, grip=0.1)
_LEG_UP = Leg(178, 5, 92, 3, foot_pitch_deg=0, toes_out_deg=2)
_TABLE_TOP = Posture.of(trunk_deg=-90, head_deg=-90, arm=_ARM_UP, leg=_LEG_UP)
_SAME_SIDE_LYING = {
    "left_arm.upper_pitch_deg": -76.0,
    "left_arm.fore_pitch_deg": -80.0,
    "right_arm.upper_pitch_deg": 76.0,
    "right_arm.fore_pitch_deg": 80.0,
}

DEAD_BUG = Motion(
    "dead_bug",
    rest=_TABLE_TOP,
    effort=replace(
        _TABLE_TOP,
        left_arm=replace(_ARM_UP, upper_pitch_deg=252, fore_pitch_deg=256),
        right_leg=Leg(104, 4, 101, 2, foot_pitch_deg=0, toes_out_deg=2),
    ),
    ground=Ground(anchor=("upperarm01.L", "upperarm01.R")),
    equipment=Equipment(fixed=(mat(0.42, -1.0, 1.1),)),
    pace=Rep(1.5, 0.5, 1.5, 0.6),
    alternates=True,
    dials={
        "arched_deg": Dial("low_back", "deg", 8, 25, "spine_flexion_deg", effort={"flexion_deg": -1}),
        "same_side": Dial("same_side", "share", 0.1, 1.0, effort=_SAME_SIDE_LYING, brings=("arm_short_deg",)),
        "arm_short_deg": Dial(
            "arm_short",
            "deg",
            10,
            35,
            "arm_height_deg",
            effort={"left_arm.upper_pitch_deg": -1, "left_arm.fore_pitch_deg": -1},
        ),
        "knee_bent_deg": Dial(
            "leg_short", "deg", 12, 35, "knee_angle_deg", effort={"right_leg.shank_pitch_deg": 1.17}
        ),
        "rushed_s": Dial("too_fast", "s", 0.3, 1.1, timing="lifting_s", wanted_s=1.5),
        "again": AGAIN,
    },
)

MOTIONS = (DEAD_BUG, BIRD_DOG)
