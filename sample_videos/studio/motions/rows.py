"""Rows."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import (
    Equipment,
    barbell,
    bench,
    dumbbell,
    foot_band,
    kettlebell,
    mat,
    straps,
    t_bar,
)
from sample_videos.studio.motions.shared import (
    ARMS_BENT,
    BAR_ARM,
    ROUNDED,
    ROUNDER,
    SHRUG,
    TRUNK_RISE,
    UPRIGHTER,
)
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.script import Dial, Motion, Rep

_HINGED_LEG = Leg(26, 6, -9, 3)
_STRAIGHT_KNEES = {"legs.thigh_pitch_deg": -0.5, "legs.shank_pitch_deg": 0.5}


def _bent_over_dials(flare: float) -> dict[str, Dial]:
    """The faults of every row with both arms; `flare` lifts the elbows by a degree to the side."""
    return {
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
            "elbow_flare", "deg", 12, 30, "elbow_flare_deg", effort={"arms.upper_out_deg": flare}
        ),
    }


_ON_A_BAR = _bent_over_dials(flare=1.4)  # the bar keeps the hands where they are

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
    dials=_ON_A_BAR,
)

_LOW_LEG = Leg(46, 8, -14, 4)
# A rounded back lowers the shoulders; the trunk makes up for it, or the plates would sink in.
_ROUNDER_AT_THE_FLOOR = {**ROUNDER, "trunk_deg": -0.09}
_HOVER = {"legs.thigh_pitch_deg": -62.0, "legs.shank_pitch_deg": 32.0, "trunk_deg": -18.0, "head_deg": -18.0}

PENDLAY_ROW = Motion(
    "pendlay_row",
    rest=Posture.of(trunk_deg=80, head_deg=56, arm=BAR_ARM, leg=_LOW_LEG),
    effort=Posture.of(
        trunk_deg=79,
        head_deg=55,
        arm=replace(BAR_ARM, upper_pitch_deg=-92, upper_out_deg=28, fore_out_deg=2, retraction_deg=7),
        leg=_LOW_LEG,
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(barbell(None),)),
    pace=Rep(0.8, 0.3, 1.0, 1.4),
    dials={
        **{name: dial for name, dial in _ON_A_BAR.items() if dial.check != "knees_locked"},
        "rounding_deg": replace(ROUNDED, rest=_ROUNDER_AT_THE_FLOOR, effort=_ROUNDER_AT_THE_FLOOR),
        # Whoever stays upright or keeps the arms bent does not bring the bar down either.
        **{
            name: replace(_ON_A_BAR[name], brings=("bar_held_torso",))
            for name in ("upright_deg", "arms_bent_deg")
        },
        "bar_held_torso": Dial(
            "bar_floor", "torso", 0.06, 0.2, "hands_height_torso", rest=_HOVER, from_before=True
        ),
    },
)

_NEUTRAL_ARM = Arm(-2, 4, 5, 1, retraction_deg=-4, palm_deg=5, grip=0.85)
_NARROW_ARM = Arm(-1, -8, 6, -12, retraction_deg=-4, palm_deg=0, grip=0.85)

T_BAR_ROW = Motion(
    "t_bar_row",
    rest=Posture.of(trunk_deg=60, head_deg=38, arm=_NARROW_ARM, leg=replace(_HINGED_LEG, thigh_out_deg=14)),
    effort=Posture.of(
        trunk_deg=59,
        head_deg=36,
        arm=replace(_NARROW_ARM, upper_pitch_deg=-92, upper_out_deg=16, fore_out_deg=-25, retraction_deg=7),
        leg=replace(_HINGED_LEG, thigh_out_deg=14),
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(t_bar,)),
    dials=_bent_over_dials(flare=2.3),
)

DUMBBELL_ROW = Motion(
    "dumbbell_row",
    rest=Posture.of(trunk_deg=62, head_deg=40, arm=_NEUTRAL_ARM, leg=_HINGED_LEG),
    effort=Posture.of(
        trunk_deg=61,
        head_deg=38,
        arm=replace(
            _NEUTRAL_ARM, upper_pitch_deg=-106, upper_out_deg=14, fore_pitch_deg=-4, retraction_deg=8
        ),
        leg=_HINGED_LEG,
    ),
    equipment=Equipment(moving=(dumbbell("L"), dumbbell("R"))),
    dials=_bent_over_dials(flare=1.0),
)

_ARM_BENT = Dial(
    "bottom_range",
    "deg",
    10,
    30,
    "elbow_angle_deg",
    rest={"right_arm.upper_pitch_deg": -0.5, "right_arm.fore_pitch_deg": 0.5},
    from_before=True,
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
        "arm_bent_deg": _ARM_BENT,
        "elbow_flare_deg": Dial(
            "elbow_flare", "deg", 12, 30, "elbow_flare_deg", effort={"right_arm.upper_out_deg": 1}
        ),
        "jerk_s": Dial("jerking", "s", 0.2, 0.5, timing="lifting_s", wanted_s=0.8),
    },
)

_LONG_LEG = Leg(80, 5, 74, 3, foot_pitch_deg=-80, toes_out_deg=4)
_REACHING_ARM = Arm(70, 6, 76, -2, retraction_deg=-5, palm_deg=10, grip=0.85)
_ROCKED = {"trunk_deg": -1.0, "head_deg": -1.0}

BAND_ROW = Motion(
    "band_row",
    rest=Posture.of(trunk_deg=3, head_deg=3, arm=_REACHING_ARM, leg=_LONG_LEG),
    effort=Posture.of(
        trunk_deg=1,
        head_deg=1,
        arm=replace(
            _REACHING_ARM, upper_pitch_deg=-28, upper_out_deg=10, fore_pitch_deg=76, retraction_deg=10
        ),
        leg=_LONG_LEG,
    ),
    ground=Ground(anchor=("upperleg01.L", "upperleg01.R")),
    equipment=Equipment(fixed=(mat(0.42, -0.5, 1.1),), moving=(foot_band,)),
    pace=Rep(0.9, 0.4, 1.2, 1.2),
    dials={
        "rock_deg": Dial("trunk_rock", "deg", 8, 20, "trunk_lean_deg", effort=_ROCKED),
        "elbows_out_deg": Dial(
            "elbow_flare",
            "deg",
            12,
            40,
            "elbow_flare_deg",
            effort={"arms.upper_out_deg": 1.0, "arms.fore_out_deg": -0.5},
        ),
        "shrug_torso": SHRUG,
        "arms_bent_deg": Dial(
            "bottom_range", "deg", 10, 30, "elbow_angle_deg", rest=ARMS_BENT, from_before=True
        ),
        "snap_s": Dial("snap_back", "s", 0.2, 0.6, timing="lowering_s", wanted_s=1.0),
    },
)

_LEANING_LEG = Leg(42, 5, 42, 3, foot_pitch_deg=-12)
_RISEN_LEG = Leg(24, 5, 24, 3, foot_pitch_deg=-6)
_STRAP_ARM = Arm(134, 6, 136, 0, retraction_deg=-6, palm_deg=10, grip=0.85)
# The hips drop behind the line from shoulders to heels, which stays where it is.
_HIPS_DROP = {
    "trunk_deg": 0.55,
    "head_deg": 0.4,
    "legs.thigh_pitch_deg": 0.45,
    "legs.shank_pitch_deg": 0.45,
}
_HIPS_RISE = {path: -gain for path, gain in _HIPS_DROP.items()}

SUSPENSION_ROW = Motion(
    "suspension_row",
    rest=Posture.of(trunk_deg=-42, head_deg=-36, forward_m=0.45, arm=_STRAP_ARM, leg=_LEANING_LEG),
    effort=Posture.of(
        trunk_deg=-24,
        head_deg=-20,
        forward_m=0.45,
        arm=replace(_STRAP_ARM, upper_pitch_deg=8, upper_out_deg=10, fore_pitch_deg=128, retraction_deg=10),
        leg=_RISEN_LEG,
    ),
    equipment=Equipment(moving=(straps,)),
    pace=Rep(1.0, 0.4, 1.3, 1.2),
    dials={
        "sag_deg": Dial("hips_sag", "deg", 6, 16, "body_line_deg", rest=_HIPS_DROP, effort=_HIPS_DROP),
        "thrust_deg": Dial("hips_pike", "deg", 6, 16, "body_line_deg", rest=_HIPS_RISE, effort=_HIPS_RISE),
        "shrug_torso": SHRUG,
        "arms_bent_deg": Dial(
            "bottom_range", "deg", 10, 30, "elbow_angle_deg", rest=ARMS_BENT, from_before=True
        ),
    },
)

_WIDE_LEG = Leg(52, 26, -16, 10, toes_out_deg=22)
_KETTLEBELL_ARM = Arm(-1, 2, 5, -2, retraction_deg=-5, palm_deg=-20, grip=0.85)
_ROWING_ARM = replace(
    _KETTLEBELL_ARM, upper_pitch_deg=-100, upper_out_deg=14, fore_pitch_deg=-4, retraction_deg=8
)

GORILLA_ROW = Motion(
    "gorilla_row",
    rest=Posture.of(trunk_deg=72, head_deg=50, arm=_KETTLEBELL_ARM, leg=_WIDE_LEG),
    effort=Posture(
        trunk_deg=72,
        head_deg=50,
        left_arm=_KETTLEBELL_ARM,
        right_arm=_ROWING_ARM,
        left_leg=_WIDE_LEG,
        right_leg=_WIDE_LEG,
    ),
    equipment=Equipment(moving=(kettlebell("L"), kettlebell("R"))),
    alternates=True,
    dials={
        "rounding_deg": ROUNDED,
        "trunk_rise_deg": TRUNK_RISE,
        "upright_deg": Dial(
            "trunk_upright", "deg", 8, 25, "trunk_inclination_deg", rest=UPRIGHTER, effort=UPRIGHTER
        ),
        "twist_torso": Dial(
            "trunk_twist", "torso", 0.1, 0.25, "shoulder_tilt_torso", effort={"twist_deg": -85.0}
        ),
        "same_side": Dial("same_side", "share", 0.4, 1.0, again=True),
    },
)

_PLANK_LEG = Leg(-77, 12, -75, 8, foot_pitch_deg=66, toes_out_deg=0)
_PROPPED_ARM = Arm(2, 4, 2, 0, retraction_deg=-4, palm_deg=0, wrist_deg=0, grip=0.9)
_HIPS_DOWN = {
    "trunk_deg": -0.62,
    "head_deg": -0.3,
    "legs.thigh_pitch_deg": -0.38,
    "legs.shank_pitch_deg": -0.38,
}
_HIPS_UP = {path: -gain for path, gain in _HIPS_DOWN.items()}

RENEGADE_ROW = Motion(
    "renegade_row",
    rest=Posture.of(trunk_deg=78, head_deg=69, level=1, arm=_PROPPED_ARM, leg=_PLANK_LEG),
    effort=Posture(
        trunk_deg=78,
        head_deg=69,
        level=1,
        left_arm=_PROPPED_ARM,
        right_arm=replace(
            _PROPPED_ARM, upper_pitch_deg=-104, upper_out_deg=10, fore_pitch_deg=-6, retraction_deg=8
        ),
        left_leg=_PLANK_LEG,
        right_leg=_PLANK_LEG,
    ),
    equipment=Equipment(fixed=(mat(0.42, -1.1, 0.9),), moving=(dumbbell("L"), dumbbell("R"))),
    pace=Rep(1.0, 0.4, 1.2, 1.3),
    alternates=True,
    dials={
        "sag_deg": Dial("hips_sag", "deg", 5, 14, "body_line_deg", rest=_HIPS_DOWN, effort=_HIPS_DOWN),
        "pike_deg": Dial("hips_pike", "deg", 5, 14, "body_line_deg", rest=_HIPS_UP, effort=_HIPS_UP),
        "hips_turn_torso": Dial(
            "hips_turn",
            "torso",
            0.04,
            0.12,
            "hip_tilt_torso",
            effort={
                "hips_turn_deg": -155.0,
                "right_leg.thigh_pitch_deg": 30.0,
                "right_leg.shank_pitch_deg": 30.0,
            },
        ),
        "same_side": Dial("same_side", "share", 0.4, 1.0, again=True),
    },
)

MOTIONS = (
    BENT_OVER_BARBELL_ROW,
    PENDLAY_ROW,
    T_BAR_ROW,
    DUMBBELL_ROW,
    BAND_ROW,
    SUSPENSION_ROW,
    GORILLA_ROW,
    RENEGADE_ROW,
    ONE_ARM_DUMBBELL_ROW,
)
