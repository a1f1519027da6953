"""Movements for the upper back and for posture."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import Equipment, band_between, dumbbell, rope_ahead, stool, wall_behind
from sample_videos.studio.motions.shared import LEAN_BACK, SHRUG
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.script import Dial, Motion, Rep

_RELAXED_ARM = Arm(2, 9, 14, 3, retraction_deg=-6, palm_deg=-30)

SCAPULAR_SQUEEZE = Motion(
    "scapular_squeeze",
    rest=Posture.of(trunk_deg=0, flexion_deg=4, head_deg=2, arm=_RELAXED_ARM),
    effort=Posture.of(
        trunk_deg=-1,
        flexion_deg=-5,
        head_deg=0,
        arm=replace(_RELAXED_ARM, upper_pitch_deg=-16, upper_out_deg=15, fore_pitch_deg=6, retraction_deg=20),
    ),
    pace=Rep(0.9, 5.6, 0.9, 1.6),
    dials={
        "let_go_early_s": Dial("hold", "s", 0.5, 1.5, timing="top_s", wanted_s=5.0),
        "shrug_torso": SHRUG,
        "lean_back_deg": Dial("lean_back", "deg", 4, 12, "trunk_lean_deg", effort=LEAN_BACK),
        "chin_forward_torso": Dial(
            "chin_forward",
            "torso",
            0.05,
            0.15,
            "chin_forward_torso",
            effort={"neck_deg": 390},
            brings=("shrug_torso",),
        ),
        "uneven_torso": Dial(
            "uneven",
            "torso",
            0.03,
            0.1,
            "shoulder_tilt_torso",
            effort={"right_arm.shrug_deg": 200},
            brings=("shrug_torso",),
        ),
    },
)

_UNEVEN_ARMS = {"right_arm.upper_out_deg": -1, "right_arm.fore_out_deg": -1}
_REACHING_ARM = Arm(97, 7, 97, 2, retraction_deg=-6, palm_deg=20, grip=0.85)

FACE_PULL = Motion(
    "face_pull",
    rest=Posture.of(trunk_deg=-2, head_deg=0, arm=_REACHING_ARM),
    effort=Posture.of(
        trunk_deg=-4,
        head_deg=-2,
        arm=replace(
            _REACHING_ARM,
            upper_pitch_deg=100,
            upper_out_deg=84,
            fore_pitch_deg=146,
            fore_out_deg=-33,
            retraction_deg=14,
        ),
    ),
    equipment=Equipment(moving=(rope_ahead,)),
    dials={
        "elbows_low_torso": Dial(
            "elbows_low",
            "torso",
            0.1,
            0.25,
            "elbows_up_torso",
            effort={
                "arms.upper_out_deg": -140,
                "arms.upper_pitch_deg": -215,
                "arms.fore_pitch_deg": 110,
                "arms.fore_out_deg": 125,
            },
        ),
        "hands_low_torso": Dial(
            "hands_low",
            "torso",
            0.1,
            0.3,
            "hand_height_torso",
            effort={"arms.fore_pitch_deg": -150},
        ),
        "lean_back_deg": Dial("lean_back", "deg", 6, 16, "trunk_lean_deg", effort=LEAN_BACK),
    },
)

_FLYING_ARM = Arm(4, 7, 16, 2, retraction_deg=-6, palm_deg=10, grip=0.85)

REAR_DELT_FLY = Motion(
    "rear_delt_fly",
    rest=Posture.of(trunk_deg=58, head_deg=40, arm=_FLYING_ARM, leg=Leg(26, 7, -9, 3)),
    effort=Posture.of(
        trunk_deg=57,
        head_deg=38,
        arm=replace(_FLYING_ARM, upper_pitch_deg=6, upper_out_deg=84, fore_out_deg=72, retraction_deg=10),
        leg=Leg(26, 7, -9, 3),
    ),
    equipment=Equipment(moving=(dumbbell("L"), dumbbell("R"))),
    dials={
        "shrug_torso": SHRUG,
        "elbows_bent_deg": Dial(
            "elbows_bent", "deg", 15, 40, "elbow_angle_deg", effort={"arms.fore_out_deg": -1}
        ),
        "uneven_deg": Dial("uneven", "deg", 8, 22, "arm_raise_difference_deg", effort=_UNEVEN_ARMS),
    },
)

_BAND_ARM = Arm(84, 6, 84, 2, retraction_deg=-6, palm_deg=20, grip=0.85)

BAND_PULL_APART = Motion(
    "band_pull_apart",
    rest=Posture.of(trunk_deg=0, head_deg=2, arm=_BAND_ARM),
    effort=Posture.of(
        trunk_deg=-2,
        head_deg=0,
        arm=replace(_BAND_ARM, upper_out_deg=84, fore_out_deg=80, retraction_deg=12),
    ),
    equipment=Equipment(moving=(band_between,)),
    dials={
        "shrug_torso": SHRUG,
        "elbows_bent_deg": Dial(
            "elbows_bent", "deg", 20, 42, "elbow_angle_deg", effort={"arms.fore_out_deg": -1}
        ),
        "hands_low_torso": Dial(
            "hands_height",
            "torso",
            0.12,
            0.35,
            "hand_height_torso",
            rest={"arms.upper_pitch_deg": -60, "arms.fore_pitch_deg": -60},
            half_way={"arms.upper_pitch_deg": 45, "arms.fore_pitch_deg": 45},
            effort={
                "arms.upper_pitch_deg": -154,
                "arms.fore_pitch_deg": -154,
                "arms.upper_out_deg": -51,
                "arms.fore_out_deg": -51,
            },
        ),
    },
)

_SITTING_LEG = Leg(84, 10, 4, 4)
_GOALPOST_ARM = Arm(0, 78, 180, 12, retraction_deg=8, palm_deg=0, grip=0.1)

WALL_ANGEL = Motion(
    "wall_angel",
    rest=Posture.of(trunk_deg=-2, head_deg=0, arm=_GOALPOST_ARM, leg=_SITTING_LEG),
    effort=Posture.of(
        trunk_deg=-2,
        head_deg=0,
        arm=replace(_GOALPOST_ARM, upper_out_deg=148, fore_out_deg=16, shrug_deg=16),
        leg=_SITTING_LEG,
    ),
    equipment=Equipment(fixed=(wall_behind, stool)),
    pace=Rep(1.6, 0.5, 1.6, 0.8),
    dials={
        "hands_forward_torso": Dial(
            "hands_forward",
            "torso",
            0.12,
            0.3,
            "hands_forward_torso",
            rest={"arms.fore_pitch_deg": -120},
            effort={"arms.fore_pitch_deg": -120},
        ),
        "uneven_deg": Dial("uneven", "deg", 8, 22, "arm_raise_difference_deg", effort=_UNEVEN_ARMS),
        "ribs_deg": Dial("ribs", "deg", 4, 12, "trunk_lean_deg", effort={**LEAN_BACK, "flexion_deg": -1}),
    },
)

MOTIONS = (SCAPULAR_SQUEEZE, FACE_PULL, REAR_DELT_FLY, BAND_PULL_APART, WALL_ANGEL)
