"""The movements as data: key postures, ground, equipment, and a dial for every fault.

Angles as in `posture`. Key postures were set by eye against textbook pictures; what the joints then really do
is in the truth that `truth` reads off the posed skeleton.
"""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.scene import (
    Equipment,
    barbell,
    bench,
    dumbbell,
    mat,
    pull_up_bar,
    pulldown_bar,
    seat,
)
from sample_videos.studio.script import Dial, Motion

_UPRIGHTER = {"trunk_deg": -1.0, "head_deg": -1.0}
_ROUNDER = {"flexion_deg": 1.0, "head_deg": 0.2}
_ROUNDED = Dial("flat_back", rest=_ROUNDER, effort=_ROUNDER)
_TRUNK_RISE = Dial("trunk_rise", effort=_UPRIGHTER)
_SHRUG = Dial("shrug", effort={"arms.shrug_deg": 1.0})

# --- rows ---------------------------------------------------------------------------------------------------

_BAR_ARM = Arm(-1, 5, 5, -1, retraction_deg=-4, palm_deg=-75, grip=0.85)
_HINGED_LEG = Leg(26, 6, -9, 3)

BENT_OVER_BARBELL_ROW = Motion(
    "bent_over_barbell_row",
    rest=Posture.of(trunk_deg=62, head_deg=40, arm=_BAR_ARM, leg=_HINGED_LEG),
    effort=Posture.of(
        trunk_deg=61,
        head_deg=38,
        arm=replace(_BAR_ARM, upper_pitch_deg=-94, upper_out_deg=20, fore_out_deg=2, retraction_deg=7),
        leg=_HINGED_LEG,
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(barbell(0.115),)),
    dials={
        "rounding_deg": _ROUNDED,
        "trunk_rise_deg": _TRUNK_RISE,
        "upright_deg": Dial("trunk_upright", rest=_UPRIGHTER, effort=_UPRIGHTER),
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
        "rounding_deg": _ROUNDED,
        "trunk_rise_deg": _TRUNK_RISE,
        "to_chest_deg": Dial(
            "pull_to_hip", effort={"right_arm.upper_pitch_deg": 1, "right_arm.fore_pitch_deg": 1}
        ),
    },
)

# --- hinges -------------------------------------------------------------------------------------------------

_LONG_ARM = replace(_BAR_ARM, retraction_deg=0)

DEADLIFT = Motion(
    "deadlift",
    rest=Posture.of(trunk_deg=75, head_deg=40, arm=_LONG_ARM, leg=Leg(57, 8, -21, 3)),
    effort=Posture.of(
        trunk_deg=-2, head_deg=0, arm=replace(_LONG_ARM, retraction_deg=6), leg=Leg(1, 6, -2, 3)
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(barbell(None),)),
    dials={
        # A rounded back lowers the shoulders; the trunk makes up for it, or the plates would sink in.
        "rounding_deg": Dial("flat_back", rest={**_ROUNDER, "trunk_deg": -0.09}),
        "short_of_lockout_deg": Dial("lockout", effort={"trunk_deg": 0.7, "legs.thigh_pitch_deg": 0.3}),
        "lean_back_deg": Dial("lean_back", effort={"trunk_deg": -1, "head_deg": -0.5}),
    },
)

# --- vertical pulls -----------------------------------------------------------------------------------------

_OVERHEAD_ARM = Arm(-8, 157, -4, 170, shrug_deg=24, retraction_deg=2, palm_deg=70, grip=0.85)
_PULLED_ARM = Arm(20, 36, -8, 174, shrug_deg=0, retraction_deg=12, palm_deg=70, grip=0.85)
_HANGING_LEG = Leg(2, 4, -40, 3, foot_pitch_deg=50)

PULL_UP = Motion(
    "pull_up",
    rest=Posture.of(trunk_deg=-5, head_deg=-6, arm=_OVERHEAD_ARM, leg=_HANGING_LEG),
    effort=Posture.of(
        trunk_deg=-12, head_deg=-14, arm=_PULLED_ARM, leg=replace(_HANGING_LEG, thigh_pitch_deg=-2)
    ),
    ground=Ground(anchor=("wrist.L", "wrist.R"), anchor_height_m=2.15, hands=Hold.PLANTED),
    equipment=Equipment(fixed=(pull_up_bar,)),
    dials={"shrug_deg": _SHRUG},
)

_SEATED_LEG = Leg(84, 14, 4, 4)

LAT_PULLDOWN = Motion(
    "lat_pulldown",
    rest=Posture.of(
        trunk_deg=-8, head_deg=-4, arm=replace(_OVERHEAD_ARM, upper_pitch_deg=-14), leg=_SEATED_LEG
    ),
    effort=Posture.of(
        trunk_deg=-12,
        head_deg=-8,
        arm=replace(_PULLED_ARM, upper_pitch_deg=12, upper_out_deg=30, fore_pitch_deg=-34),
        leg=_SEATED_LEG,
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(fixed=(seat,), moving=(pulldown_bar,)),
    dials={
        "shrug_deg": _SHRUG,
        "lean_back_deg": Dial("lean_back", effort={"trunk_deg": -1, "head_deg": -1}),
        "uneven_deg": Dial("uneven", effort={"right_arm.upper_out_deg": 1}),
    },
)

# --- on the floor -------------------------------------------------------------------------------------------

_FLOOR_ARM = Arm(88, 24, 92, 10, palm_deg=-60, grip=0.15)
_BENT_LEG = Leg(150, 6, 27, 2, toes_out_deg=4)

BRIDGE = Motion(
    "bridge",
    rest=Posture.of(trunk_deg=-88, head_deg=-84, arm=_FLOOR_ARM, leg=_BENT_LEG),
    effort=Posture.of(trunk_deg=-114, head_deg=-90, arm=_FLOOR_ARM, leg=_BENT_LEG),
    ground=Ground(anchor=("upperarm01.L", "upperarm01.R"), feet=Hold.PLANTED),
    equipment=Equipment(fixed=(mat(),)),
    # A degree of the trunk turns the hips by three, since the feet stay where they are.
    dials={
        "hips_low_deg": Dial("hips_low", effort={"trunk_deg": 0.36}),
        "over_arched_deg": Dial("over_arched", effort={"trunk_deg": -0.36}),
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
    dials={
        "sag_deg": Dial("hips_sag", effort=_SAG_HIPS),
        "pike_deg": Dial("hips_pike", effort={path: -gain for path, gain in _SAG_HIPS.items()}),
        "head_drop_deg": Dial("head_drop", effort={"head_deg": 1}),
    },
)
_KNEELING_LEG = Leg(-10, 6, -98, 4, foot_pitch_deg=88, toes_out_deg=0)
ON_ALL_FOURS = Posture.of(
    trunk_deg=74, head_deg=62, level=1, arm=Arm(4, 6, 14, 2, wrist_deg=60, grip=0.1), leg=_KNEELING_LEG
)
KNEELING = Posture.of(
    trunk_deg=4, head_deg=4, arm=Arm(8, 10, 24, 4), leg=replace(_KNEELING_LEG, thigh_pitch_deg=10)
)

# --- posture ------------------------------------------------------------------------------------------------

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
    dials={
        "let_go_early_s": Dial("hold", unit="s"),  # a matter of timing: the repetition says how long it lasts
        "shrug_deg": _SHRUG,
        "lean_back_deg": Dial("lean_back", effort={"trunk_deg": -1, "head_deg": -0.5}),
        "uneven_deg": Dial("uneven", effort={"right_arm.shrug_deg": 1}),
    },
)

MOTIONS = {
    motion.movement: motion
    for motion in (
        BENT_OVER_BARBELL_ROW,
        ONE_ARM_DUMBBELL_ROW,
        DEADLIFT,
        PULL_UP,
        LAT_PULLDOWN,
        BRIDGE,
        PLANK,
        SCAPULAR_SQUEEZE,
    )
}
