"""Stretches. One-sided ones are written for the person's right side."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import Equipment, doorway, mat, step
from sample_videos.studio.motions.floor import KNEELING
from sample_videos.studio.motions.shared import ROUNDER
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground
from sample_videos.studio.script import Dial, Motion, Rep

_STRETCHED = Rep(1.0, 3.0, 1.0, 1.0)
_ONE_SIDE = Rep(1.3, 3.5, 1.3, 0.6)


def _stretch(
    movement: str,
    held: Posture,
    dials: dict[str, Dial],
    ground: Ground | None = None,
    equipment: Equipment | None = None,
    between: Posture | None = None,
) -> Motion:
    """A stretch of one posture; with `between` it is held on each side in turn, and that lies between."""
    return Motion(
        movement,
        rest=between or held,
        effort=held,
        ground=ground or Ground(),
        equipment=equipment or Equipment(),
        pace=_STRETCHED if between is None else _ONE_SIDE,
        holds=between is not None,
        alternates=between is not None,
        dials=dials,
    )


# --- lying on the back ------------------------------------------------------------------------------------

_ON_THE_BACK = Ground(anchor=("upperarm01.L", "upperarm01.R"))
_PULLED_LEG = Leg(222, 9, 96, 4, foot_pitch_deg=-62, toes_out_deg=2)
_FLAT_FOOT_LEG = Leg(150, 6, 27, 2, toes_out_deg=4)
_FLOOR_ARM = Arm(74, 22, 90, 10, palm_deg=-60, grip=0.15)
_HUGGING_ARM = Arm(110, 22, 150, -10, palm_deg=-30, grip=0.5)
_HEAD_LIFT = Dial("head_lift", "deg", 10, 30, "head_drop_deg", effort={"head_deg": 1.2, "neck_deg": 1.2})
_HIPS_UP = {"trunk_deg": -60.0, "head_deg": -20.0}


def _low_back(*brings: str) -> Dial:
    return Dial("low_back", "torso", 0.06, 0.2, "hips_over_shoulders_torso", effort=_HIPS_UP, brings=brings)


def _knee_far(check: str, legs: str, *brings: str) -> Dial:
    return Dial(
        check,
        "deg",
        10,
        30,
        "hip_angle_deg",
        effort={f"{legs}.thigh_pitch_deg": -1, f"{legs}.shank_pitch_deg": -0.5, "arms.fore_pitch_deg": -1},
        brings=brings,
    )


SINGLE_KNEE_TO_CHEST = _stretch(
    "single_knee_to_chest",
    Posture(
        trunk_deg=-88,
        head_deg=-84,
        left_arm=replace(_HUGGING_ARM, upper_out_deg=6, fore_out_deg=-32),
        right_arm=_HUGGING_ARM,
        left_leg=_FLAT_FOOT_LEG,
        right_leg=_PULLED_LEG,
    ),
    {
        "knee_far_deg": _knee_far("knee_close", "right_leg"),
        "foot_up_torso": Dial(
            "other_leg",
            "torso",
            0.1,
            0.3,
            "other_foot_up_torso",
            effort={
                "left_leg.thigh_pitch_deg": 40,
                "left_leg.shank_pitch_deg": 80,
                "left_leg.foot_pitch_deg": -60,
            },
        ),
        "head_lift_deg": _HEAD_LIFT,
        "hips_up_torso": _low_back("knee_far_deg", "foot_up_torso", "head_lift_deg"),
    },
    _ON_THE_BACK,
    Equipment(fixed=(mat(),)),
    between=Posture.of(trunk_deg=-88, head_deg=-84, arm=_FLOOR_ARM, leg=_FLAT_FOOT_LEG),
)

DOUBLE_KNEE_TO_CHEST = _stretch(
    "double_knee_to_chest",
    Posture.of(trunk_deg=-88, head_deg=-84, arm=_HUGGING_ARM, leg=_PULLED_LEG),
    {
        "knees_far_deg": _knee_far("knees_close", "legs"),
        "leg_lagging_deg": Dial(
            "lagging",
            "deg",
            10,
            30,
            "hip_difference_deg",
            effort={"left_leg.thigh_pitch_deg": -1, "left_leg.shank_pitch_deg": -0.5},
        ),
        "head_lift_deg": _HEAD_LIFT,
        "hips_up_torso": _low_back("knees_far_deg", "head_lift_deg"),
    },
    _ON_THE_BACK,
    Equipment(fixed=(mat(),)),
)

# --- on the knees -----------------------------------------------------------------------------------------

CHILDS_POSE = _stretch(
    "childs_pose",
    Posture.of(
        trunk_deg=86,
        flexion_deg=30,
        head_deg=116,
        arm=Arm(72, 8, 76, 4, shrug_deg=20, palm_deg=-70, grip=0.1),
        leg=Leg(74, 10, -91, 2, foot_pitch_deg=150, toes_out_deg=0),
    ),
    {
        "hips_up_deg": Dial(
            "hips_back",
            "deg",
            10,
            35,
            "knee_angle_deg",
            effort={"legs.thigh_pitch_deg": -1, "trunk_deg": 0.6},
            brings=("chest_up_deg",),
        ),
        "chest_up_deg": Dial(
            "chest_down",
            "deg",
            8,
            20,
            "trunk_inclination_deg",
            effort={
                "trunk_deg": -1,
                "head_deg": -1,
                "arms.upper_pitch_deg": -1.2,
                "arms.fore_pitch_deg": -1.2,
            },
        ),
        "head_up_deg": Dial(
            "head_down", "deg", 10, 35, "head_drop_deg", effort={"head_deg": -1.1, "neck_deg": -0.8}
        ),
        "arms_bent_deg": Dial(
            "arms_long",
            "deg",
            15,
            45,
            "elbow_angle_deg",
            effort={"arms.upper_out_deg": 0.5, "arms.fore_out_deg": -0.5},
        ),
    },
    equipment=Equipment(fixed=(mat(0.42, -0.9, 1.5),)),
)

HIP_FLEXOR_STRETCH = _stretch(
    "hip_flexor_stretch",
    Posture(
        trunk_deg=-2,
        head_deg=0,
        left_arm=Arm(20, 10, 44, -4, palm_deg=-60, grip=0.3),
        right_arm=Arm(20, 8, 44, -18, palm_deg=-60, grip=0.3),
        left_leg=Leg(90, 6, -4, 2, toes_out_deg=4),
        right_leg=Leg(-22, 4, -94, 2, foot_pitch_deg=140, toes_out_deg=0),
    ),
    {
        "not_forward_deg": Dial(
            "hip_open",
            "deg",
            8,
            25,
            "hip_extension_deg",
            effort={"right_leg.thigh_pitch_deg": 1, "left_leg.thigh_pitch_deg": -0.1},
        ),
        "lean_forward_deg": Dial(
            "lean_forward",
            "deg",
            6,
            20,
            "trunk_lean_deg",
            effort={"trunk_deg": 1, "head_deg": 0.6, "right_leg.thigh_pitch_deg": -0.6},
            brings=("not_forward_deg",),
        ),
        "lean_back_deg": Dial(
            "low_back",
            "deg",
            6,
            20,
            "trunk_lean_deg",
            effort={"trunk_deg": -1, "head_deg": -0.6, "right_leg.thigh_pitch_deg": 0.6},
            brings=("not_forward_deg",),
        ),
        "knee_forward_torso": Dial(
            "front_knee",
            "torso",
            0.15,
            0.45,
            "knee_past_toes_torso",
            effort={"left_leg.shank_pitch_deg": -75, "right_leg.thigh_pitch_deg": -20},
        ),
    },
    Ground(anchor=("foot.L", "foot.R", "lowerleg01.L", "lowerleg01.R")),
    Equipment(fixed=(mat(0.42, -1.0, 0.8),)),
    between=KNEELING,
)

# --- standing ---------------------------------------------------------------------------------------------

_BOUNCE = Dial("bouncing", "deg", 4, 14, swinging={"trunk_deg": 1.0, "head_deg": 0.8})

STANDING_FORWARD_BEND = _stretch(
    "standing_forward_bend",
    Posture.of(trunk_deg=112, flexion_deg=26, head_deg=130, arm=Arm(2, 5, 6, 2), leg=Leg(13, 5, -3, 3)),
    {
        "knees_straight_deg": Dial(
            "knees_locked",
            "deg",
            8,
            17,
            "knee_angle_deg",
            effort={"legs.thigh_pitch_deg": -0.5, "legs.shank_pitch_deg": 0.5},
        ),
        "not_folded_deg": Dial(
            "folded",
            "deg",
            14,
            38,
            "trunk_inclination_deg",
            effort={"trunk_deg": -1, "head_deg": -1},
            brings=("hurried_deg",),
        ),
        "bounce_deg": _BOUNCE,
        "hurried_deg": Dial(
            "hurried", "deg", 10, 45, half_way={"trunk_deg": -1, "head_deg": -1}, brings=("bounce_deg",)
        ),
    },
)

_STRAIGHT_LEG = Leg(40, 4, 39, 2, foot_pitch_deg=-32, toes_out_deg=4)

HAMSTRING_STRETCH = _stretch(
    "hamstring_stretch",
    Posture(
        trunk_deg=60,
        head_deg=50,
        left_arm=Arm(14, 4, 18, -8, palm_deg=-60, grip=0.2),
        right_arm=Arm(14, 4, 18, -4, palm_deg=-60, grip=0.2),
        left_leg=Leg(14, 7, -11, 3),
        right_leg=_STRAIGHT_LEG,
    ),
    {
        "knee_bent_deg": Dial(
            "knee_straight",
            "deg",
            8,
            25,
            "knee_angle_deg",
            effort={"right_leg.thigh_pitch_deg": 0.55, "right_leg.shank_pitch_deg": -0.45},
        ),
        "rounding_deg": Dial("flat_back", "deg", 15, 45, "spine_flexion_deg", effort=ROUNDER),
        "upright_deg": Dial(
            "hinge", "deg", 10, 25, "trunk_inclination_deg", effort={"trunk_deg": -1, "head_deg": -1}
        ),
        "bounce_deg": _BOUNCE,
    },
    equipment=Equipment(fixed=(step,)),
    between=Posture.of(),
)

_DOOR_ARM = Arm(-86, 68, 178, 2, shrug_deg=8, retraction_deg=10, palm_deg=70, grip=0.1)

DOORWAY_PEC_STRETCH = _stretch(
    "doorway_pec_stretch",
    Posture(
        trunk_deg=4,
        head_deg=2,
        left_arm=_DOOR_ARM,
        right_arm=_DOOR_ARM,
        left_leg=Leg(20, 5, 2, 3),
        right_leg=Leg(-10, 5, -24, 3, foot_pitch_deg=14),
    ),
    {
        "elbows_low_deg": Dial(
            "elbow_height",
            "deg",
            12,
            32,
            "upper_arm_elevation_deg",
            effort={"arms.upper_pitch_deg": 1.35, "arms.upper_out_deg": -0.8},
        ),
        "elbows_in_front_deg": Dial(
            "chest_open",
            "deg",
            10,
            35,
            "elbows_behind_deg",
            effort={"arms.upper_out_deg": 1.05, "arms.retraction_deg": -0.3},
        ),
        "shrug_torso": Dial("shrug", "torso", 0.05, 0.15, "shrug_torso", effort={"arms.shrug_deg": 145.0}),
        "twist_deg": Dial("twist", "deg", 8, 25, "trunk_twist_deg", effort={"twist_deg": -1.1}),
    },
    equipment=Equipment(fixed=(doorway,)),
)

# --- neck -------------------------------------------------------------------------------------------------

_RELAXED_ARM = Arm(2, 9, 14, 3, retraction_deg=-6, palm_deg=-30)

_NECK_AT_REST = Posture.of(flexion_deg=4, head_deg=4, arm=_RELAXED_ARM)

UPPER_TRAP_STRETCH = _stretch(
    "upper_trap_stretch",
    Posture.of(flexion_deg=4, head_deg=4, head_side_deg=40, arm=_RELAXED_ARM),
    {
        "too_little_deg": Dial("tilt", "deg", 8, 18, "head_tilt_deg", effort={"head_side_deg": -1}),
        "hiked_torso": Dial(
            "shrug", "torso", 0.03, 0.12, "shoulder_tilt_torso", effort={"left_arm.shrug_deg": 200}
        ),
        "turned_deg": Dial("turned", "deg", 8, 30, "head_turn_deg", effort={"head_turn_deg": -1}),
        "dropped_deg": Dial("dropped", "deg", 8, 30, "face_down_deg", effort={"head_deg": 1.0}),
    },
    between=_NECK_AT_REST,
)

LEVATOR_SCAPULAE_STRETCH = _stretch(
    "levator_scapulae_stretch",
    Posture.of(flexion_deg=6, head_deg=42, head_turn_deg=-45, arm=_RELAXED_ARM),
    {
        "not_turned_deg": Dial("turn", "deg", 8, 20, "head_turn_deg", effort={"head_turn_deg": 1}),
        "not_dropped_deg": Dial("drop", "deg", 8, 24, "face_down_deg", effort={"head_deg": -1}),
        "hiked_torso": Dial(
            "shrug", "torso", 0.03, 0.12, "shoulder_tilt_torso", effort={"left_arm.shrug_deg": 200}
        ),
    },
    between=_NECK_AT_REST,
)

MOTIONS = (
    SINGLE_KNEE_TO_CHEST,
    DOUBLE_KNEE_TO_CHEST,
    CHILDS_POSE,
    HIP_FLEXOR_STRETCH,
    STANDING_FORWARD_BEND,
    HAMSTRING_STRETCH,
    DOORWAY_PEC_STRETCH,
    UPPER_TRAP_STRETCH,
    LEVATOR_SCAPULAE_STRETCH,
)
