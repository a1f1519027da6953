"""Movements on the floor."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import Equipment, mat, side_mat
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.script import Dial, Fit, Motion, Rep

_FLOOR_ARM = Arm(74, 22, 90, 10, palm_deg=-60, grip=0.15)
_BENT_LEG = Leg(150, 6, 27, 2, toes_out_deg=4)

BRIDGE = Motion(
    "bridge",
    rest=Posture.of(trunk_deg=-88, head_deg=-84, arm=_FLOOR_ARM, leg=_BENT_LEG),
    effort=Posture.of(trunk_deg=-114, head_deg=-90, arm=_FLOOR_ARM, leg=_BENT_LEG),
    ground=Ground(anchor=("upperarm01.L", "upperarm01.R"), feet=Hold.PLANTED),
    equipment=Equipment(fixed=(mat(),)),
    pace=Rep(1.1, 1.5, 1.5, 1.2),
    fit=Fit("hip_line_deg", 0.0, {"trunk_deg": -0.4}),
    # A degree of the trunk turns the hips by three, since the feet stay where they are.
    dials={
        "hips_low_deg": Dial("hips_low", "deg", 5, 12, "hip_line_deg", effort={"trunk_deg": 0.4}),
        "over_arched_deg": Dial("over_arched", "deg", 5, 12, "hip_line_deg", effort={"trunk_deg": -0.4}),
        "pause_cut_s": Dial("pause", "s", 0.2, 0.7, timing="top_s", wanted_s=1.0),
        "drop_s": Dial("drop", "s", 0.3, 0.8, timing="lowering_s", wanted_s=1.3),
        "feet_far_deg": Dial(
            "feet_distance",
            "deg",
            8,
            30,
            "knee_angle_deg",
            rest={"feet_shanks": 0.0142},
            effort={"feet_shanks": 0.0142, "trunk_deg": 0.11},
        ),
    },
)

_PROP_ARM = Arm(2, 6, 90, -10, palm_deg=-70, grip=0.8)
_STRAIGHT_LEG = Leg(-82, 4, -80, 2, foot_pitch_deg=68, toes_out_deg=0)
_SAG_HIPS = {
    "trunk_deg": -0.62,
    "head_deg": -0.3,
    "legs.thigh_pitch_deg": -0.38,
    "legs.shank_pitch_deg": -0.38,
}

PLANK = Motion(
    "plank",
    rest=Posture.of(trunk_deg=79, head_deg=80, level=1, arm=_PROP_ARM, leg=_STRAIGHT_LEG),
    effort=Posture.of(trunk_deg=79, head_deg=80, level=1, arm=_PROP_ARM, leg=_STRAIGHT_LEG),
    equipment=Equipment(fixed=(mat(0.42, -1.1, 0.9),)),
    pace=Rep(1.0, 4.0, 1.0, 4.0),
    fit=Fit("body_line_deg", 0.0, _SAG_HIPS),
    dials={
        "sag_deg": Dial("hips_sag", "deg", 5, 12, "body_line_deg", effort=_SAG_HIPS),
        # real people hold good planks on forearms 4 to 20 degrees over the line that this one starts from
        "pike_deg": Dial(
            "hips_pike",
            "deg",
            15,
            30,
            "body_line_deg",
            effort={path: -gain for path, gain in _SAG_HIPS.items()},
        ),
        "head_drop_deg": Dial(
            "head_drop", "deg", 8, 25, "head_drop_deg", effort={"head_deg": 1.2, "neck_deg": 1.2}
        ),
        "elbows_forward_deg": Dial(
            "elbows_under", "deg", 8, 25, "upper_arm_deg", effort={"arms.upper_pitch_deg": 1}
        ),
    },
)
_KNEELING_LEG = Leg(-10, 6, -98, 4, foot_pitch_deg=88, toes_out_deg=0)
ON_ALL_FOURS = Posture.of(
    trunk_deg=74, head_deg=62, level=1, arm=Arm(4, 6, 14, 2, wrist_deg=60, grip=0.1), leg=_KNEELING_LEG
)
KNEELING = Posture.of(
    trunk_deg=4, head_deg=4, arm=Arm(8, 10, 24, 4), leg=replace(_KNEELING_LEG, thigh_pitch_deg=10)
)

_FLYING = Posture.of(
    trunk_deg=77,
    flexion_deg=-16,
    head_deg=68,
    arm=Arm(101, 8, 103, 6, shrug_deg=20, palm_deg=-60, grip=0.1),
    leg=Leg(-101, 5, -106, 4, foot_pitch_deg=150, toes_out_deg=0),
)

SUPERMAN_HOLD = Motion(
    "superman_hold",
    rest=_FLYING,
    effort=_FLYING,
    ground=Ground(anchor=("lowerleg01.L", "lowerleg01.R")),
    equipment=Equipment(fixed=(mat(0.42, -0.9, 1.7),)),
    pace=Rep(1.0, 3.0, 1.0, 1.0),
    dials={
        "arms_low_torso": Dial(
            "arms_up",
            "torso",
            0.1,
            0.3,
            "hands_up_torso",
            effort={"arms.upper_pitch_deg": -60, "arms.fore_pitch_deg": -60, "trunk_deg": 10},
            brings=("head_back_deg",),
        ),
        "legs_low_torso": Dial(
            "legs_up",
            "torso",
            0.1,
            0.3,
            "feet_up_torso",
            effort={"legs.thigh_pitch_deg": 35, "legs.shank_pitch_deg": 40},
        ),
        "head_back_deg": Dial(
            "head_back", "deg", 15, 45, "head_drop_deg", effort={"head_deg": -0.9, "neck_deg": -0.9}
        ),
        "knees_bent_deg": Dial(
            "knees_bent",
            "deg",
            12,
            35,
            "knee_angle_deg",
            effort={"legs.shank_pitch_deg": -1, "legs.foot_pitch_deg": 1},
            brings=("legs_low_torso",),
        ),
    },
)

_ON_ONE_ARM = Posture(
    roll_deg=72,
    level=1,
    left_arm=Arm(2, 4, 8, 1),
    right_arm=Arm(2, 72, 88, 2, palm_deg=-70, grip=0.3),
    left_leg=Leg(3, 0, 1, 0, toes_out_deg=0),
    right_leg=Leg(-2, 0, -3, 0, toes_out_deg=0),
)
_ON_THE_SIDE = replace(
    _ON_ONE_ARM,
    side_deg=30,
    left_arm=Arm(10, -20, 20, -20),
)
_SIDE_SAG = {"side_deg": 1.1}

SIDE_PLANK = Motion(
    "side_plank",
    rest=_ON_THE_SIDE,
    effort=_ON_ONE_ARM,
    ground=Ground(anchor=("upperleg01.L", "upperleg01.R")),
    equipment=Equipment(fixed=(side_mat,)),
    pace=Rep(1.3, 3.5, 1.3, 3.0),
    holds=True,
    alternates=True,
    fit=Fit("side_line_deg", 0.0, {"side_deg": 1.0}),
    dials={
        "hips_low_deg": Dial("hips_drop", "deg", 5, 14, "side_line_deg", effort=_SIDE_SAG),
        "rolled_deg": Dial("rolled", "deg", 8, 30, "trunk_twist_deg", effort={"twist_deg": -1.1}),
        "sunk_torso": Dial(
            "shoulder_sunk", "torso", 0.04, 0.12, "working_shrug_torso", effort={"right_arm.shrug_deg": 145}
        ),
    },
)

MOTIONS = (
    BRIDGE,
    PLANK,
    SUPERMAN_HOLD,
    SIDE_PLANK,
)
