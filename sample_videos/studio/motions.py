"""The movements as data: key postures, ground, equipment, and a dial for every fault.

Angles as in `posture`. Key postures were set by eye against textbook pictures; what the joints then really do
is in the truth that `truth` reads off the posed skeleton.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

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
from sample_videos.studio.script import Dial, Fit, Motion, Step

_UPRIGHTER = {"trunk_deg": -1.0, "head_deg": -1.0}
_ROUNDER = {"flexion_deg": 1.0, "head_deg": 0.2}
_ROUNDED = Dial("flat_back", "deg", 10, 30, "spine_flexion_deg", rest=_ROUNDER, effort=_ROUNDER)
_TRUNK_RISE = Dial("trunk_rise", "deg", 5, 12, "trunk_inclination_deg", effort=_UPRIGHTER)
_LEAN_BACK = {"trunk_deg": -1.0, "head_deg": -0.7}
_SHRUG = Dial("shrug", "torso", 0.05, 0.15, "shrug_torso", effort={"arms.shrug_deg": 145.0})
_ARMS_BENT = {"arms.upper_pitch_deg": -0.5, "arms.fore_pitch_deg": 0.5}

# --- rows ---------------------------------------------------------------------------------------------------

_BAR_ARM = Arm(-1, 5, 5, -1, retraction_deg=-4, palm_deg=-75, grip=0.85)
_HINGED_LEG = Leg(26, 6, -9, 3)
_STRAIGHT_KNEES = {"legs.thigh_pitch_deg": -0.5, "legs.shank_pitch_deg": 0.5}

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
        "upright_deg": Dial(
            "trunk_upright", "deg", 8, 25, "trunk_inclination_deg", rest=_UPRIGHTER, effort=_UPRIGHTER
        ),
        "arms_bent_deg": Dial(
            "bottom_range", "deg", 10, 30, "elbow_angle_deg", rest=_ARMS_BENT, from_before=True
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
        "rounding_deg": _ROUNDED,
        "trunk_rise_deg": _TRUNK_RISE,
        "to_chest_torso": Dial(
            "pull_to_hip",
            "torso",
            0.1,
            0.4,
            "pull_line_torso",
            effort={"right_arm.upper_pitch_deg": 140, "right_arm.fore_pitch_deg": 140},
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

# --- hinges -------------------------------------------------------------------------------------------------

_LONG_ARM = replace(_BAR_ARM, retraction_deg=0)

DEADLIFT = Motion(
    "deadlift",
    rest=Posture.of(trunk_deg=75, head_deg=40, arm=_LONG_ARM, leg=Leg(57, 8, -21, 3)),
    effort=Posture.of(
        trunk_deg=-2, head_deg=0, arm=replace(_LONG_ARM, retraction_deg=6), leg=Leg(1, 8, -2, 3)
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(barbell(None),)),
    dials={
        # A rounded back lowers the shoulders; the trunk makes up for it, or the plates would sink in.
        "rounding_deg": Dial(
            "flat_back", "deg", 10, 30, "spine_flexion_deg", rest={**_ROUNDER, "trunk_deg": -0.09}
        ),
        "hips_first_deg": Dial(
            "hips_first",
            "deg",
            20,  # as far as that the trunk keeps its lean until the bar has passed the knees
            40,
            "trunk_inclination_deg",
            half_way={
                "trunk_deg": 1,
                "head_deg": 0.5,
                "legs.thigh_pitch_deg": -0.6,
                "legs.shank_pitch_deg": 0.3,
            },
        ),
        "short_of_lockout_deg": Dial(
            "lockout", "deg", 6, 20, "hip_line_deg", effort={"trunk_deg": 0.7, "legs.thigh_pitch_deg": 0.3}
        ),
        "lean_back_deg": Dial("lean_back", "deg", 8, 20, "trunk_lean_deg", effort=_LEAN_BACK),
        "bar_far_torso": Dial(
            "bar_far",
            "torso",
            0.1,
            0.35,
            "hands_forward_torso",
            rest={"arms.upper_pitch_deg": 52, "arms.fore_pitch_deg": 52},
            effort={"arms.upper_pitch_deg": 30, "arms.fore_pitch_deg": 30},
        ),
    },
)

# --- vertical pulls -----------------------------------------------------------------------------------------

_OVERHEAD_ARM = Arm(-8, 157, -4, 170, shrug_deg=24, retraction_deg=2, palm_deg=70, grip=0.85)
_PULLED_ARM = Arm(20, 36, -8, 174, shrug_deg=0, retraction_deg=12, palm_deg=70, grip=0.85)
_HANG_BENT = Dial(
    "bottom_range",
    "deg",
    10,
    30,
    "elbow_angle_deg",
    rest={"arms.upper_out_deg": -0.5, "arms.fore_out_deg": 0.06, "arms.shrug_deg": -0.1},
    from_before=True,
)


def _uneven(gain: float) -> Dial:
    """One arm pulls further: the trunk leans to its side."""
    return Dial("uneven", "deg", 8, 25, "elbow_difference_deg", effort={"side_deg": gain})


_SWUNG = {"trunk_deg": -30.0, "arms.upper_pitch_deg": 30.0, "arms.fore_pitch_deg": 30.0}
_SWUNG_BACK = {path: -gain for path, gain in _SWUNG.items()}
_HANGING_LEG = Leg(2, 4, -40, 3, foot_pitch_deg=50)

PULL_UP = Motion(
    "pull_up",
    rest=Posture.of(trunk_deg=-5, head_deg=-6, arm=_OVERHEAD_ARM, leg=_HANGING_LEG),
    effort=Posture.of(
        trunk_deg=-12, head_deg=-14, arm=_PULLED_ARM, leg=replace(_HANGING_LEG, thigh_pitch_deg=-2)
    ),
    ground=Ground(anchor=("wrist.L", "wrist.R"), anchor_height_m=2.15, hands=Hold.PLANTED),
    equipment=Equipment(fixed=(pull_up_bar,)),
    dials={
        "shrug_torso": _SHRUG,
        "uneven_deg": _uneven(1.3),
        "hang_bent_deg": _HANG_BENT,
        "swing_torso": Dial(
            "swing", "torso", 0.15, 0.45, "hips_forward_torso", rest=_SWUNG, effort=_SWUNG_BACK
        ),
    },
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
        "shrug_torso": _SHRUG,
        "lean_back_deg": Dial("lean_back", "deg", 8, 25, "trunk_lean_deg", effort=_LEAN_BACK),
        "uneven_deg": _uneven(0.4),
        "arms_bent_deg": _HANG_BENT,
    },
)

# --- on the floor -------------------------------------------------------------------------------------------

_FLOOR_ARM = Arm(74, 22, 90, 10, palm_deg=-60, grip=0.15)
_BENT_LEG = Leg(150, 6, 27, 2, toes_out_deg=4)

BRIDGE = Motion(
    "bridge",
    rest=Posture.of(trunk_deg=-88, head_deg=-84, arm=_FLOOR_ARM, leg=_BENT_LEG),
    effort=Posture.of(trunk_deg=-114, head_deg=-90, arm=_FLOOR_ARM, leg=_BENT_LEG),
    ground=Ground(anchor=("upperarm01.L", "upperarm01.R"), feet=Hold.PLANTED),
    equipment=Equipment(fixed=(mat(),)),
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
    fit=Fit("body_line_deg", 0.0, _SAG_HIPS),
    dials={
        "sag_deg": Dial("hips_sag", "deg", 5, 12, "body_line_deg", effort=_SAG_HIPS),
        "pike_deg": Dial(
            "hips_pike",
            "deg",
            5,
            12,
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
        "let_go_early_s": Dial("hold", "s", 0.5, 1.5, timing="top_s", wanted_s=5.0),
        "shrug_torso": _SHRUG,
        "lean_back_deg": Dial("lean_back", "deg", 4, 12, "trunk_lean_deg", effort=_LEAN_BACK),
        "chin_forward_torso": Dial(
            "chin_forward", "torso", 0.05, 0.15, "chin_forward_torso", effort={"neck_deg": 390}
        ),
        "uneven_torso": Dial(
            "uneven", "torso", 0.03, 0.1, "shoulder_tilt_torso", effort={"right_arm.shrug_deg": 200}
        ),
    },
)

# --- coming and going ---------------------------------------------------------------------------------------

_STANDING = Posture.of(held=0)
_STRIDE_M = 1.3  # both legs; guess: an easy walk
_WALK_M_S = 1.1


def walk_in(distance_m: float = 3.0, heading_deg: float = 0.0) -> tuple[Step, ...]:
    """To the place, then facing forward: a script's `before`. With a heading of 0 the person comes from
    behind the place and so walks across a picture from the side; with 90 from the right, and turns.
    For movements that begin on both feet.
    """
    coming = replace(_STANDING, heading_deg=heading_deg)
    steps = (Step(_at(coming, -distance_m), 0.0), *_walk(coming, distance_m))
    return (*steps, Step(_STANDING, 0.8)) if heading_deg else steps


def walk_out(distance_m: float = 3.0, heading_deg: float = 0.0) -> tuple[Step, ...]:
    """Up from the position and away: a script's `after`."""
    going = replace(_STANDING, heading_deg=heading_deg)
    up = (Step(_STANDING, 1.2, 0.2), Step(going, 0.8)) if heading_deg else (Step(_STANDING, 1.2, 0.2),)
    return (*up, *_walk(_at(going, distance_m), distance_m))


def _at(posture: Posture, distance_m: float) -> Posture:
    """The posture, so far along its heading."""
    heading = radians(posture.heading_deg)
    return replace(posture, aside_m=distance_m * sin(heading), forward_m=distance_m * cos(heading))


def _walk(to: Posture, distance_m: float) -> tuple[Step, ...]:
    strides = max(round(distance_m / _STRIDE_M * 2), 1) / 2
    return (Step(to, distance_m / _WALK_M_S, 0.3, strides),)


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
