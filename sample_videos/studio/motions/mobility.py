"""Movements that warm up and loosen: to and fro, round and round, and rolling on the floor."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import Equipment, foam_roller, mat
from sample_videos.studio.motions.core import ALL_FOURS, ON_HIPS
from sample_videos.studio.posture import Arm, Leg, Posture, mirrored
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.script import RANGE, Dial, Motion, Rep

_RELAXED = Arm(3, 8, 12, 4, palm_deg=-20)

_HEAD_ASIDE = Posture.of(head_deg=8, head_side_deg=34, arm=_RELAXED)
_CHIN_DOWN = Posture.of(head_deg=42, arm=_RELAXED)
_HEAD_BACK = {"head_deg": -1.0}

NECK_ROLL = Motion(
    "neck_roll",
    rest=_HEAD_ASIDE,
    effort=mirrored(_HEAD_ASIDE),
    circle=(_CHIN_DOWN, _CHIN_DOWN),
    pace=Rep(2.6, 0.0, 2.6, 0.2),
    dials={
        "fast_s": Dial("too_fast", "s", 0.4, 1.7, timing="lifting_s", wanted_s=2.6),
        "tipped_back_deg": Dial(
            "tipped_back", "deg", 12, 40, "head_back_deg", effort={"head_deg": -1}, rest={"head_deg": -1}
        ),
        "shrug_torso": Dial(
            "shrug",
            "torso",
            0.03,
            0.12,
            "shrug_torso",
            effort={"arms.shrug_deg": 145},
        ),
        "short_deg": Dial("one_sided", "deg", 6, 20, "head_roll_deg", effort={"head_side_deg": 1}),
    },
)

_SHOULDERS_DOWN = Posture.of(arm=replace(_RELAXED, shrug_deg=-5))
_SHOULDERS_UP = Posture.of(arm=replace(_RELAXED, shrug_deg=26))
_SHOULDERS_AHEAD = Posture.of(arm=replace(_RELAXED, shrug_deg=8, retraction_deg=-20))
_SHOULDERS_BACK = Posture.of(arm=replace(_RELAXED, shrug_deg=8, retraction_deg=20))

SHOULDER_ROLL = Motion(
    "shoulder_roll",
    rest=_SHOULDERS_DOWN,
    effort=_SHOULDERS_UP,
    circle=(_SHOULDERS_AHEAD, _SHOULDERS_BACK),
    pace=Rep(1.3, 0.0, 1.3, 0.2),
    dials={
        "one_direction": Dial("one_direction", "share", 0.1, 1.0, again=True),
        "uneven_torso": Dial(
            "uneven", "torso", 0.02, 0.065, "shoulder_tilt_torso", effort={"right_arm.shrug_deg": -200}
        ),
        "fast_s": Dial("too_fast", "s", 0.2, 0.9, timing="lifting_s", wanted_s=1.3),
    },
)

_RADIUS_DEG = 20.0


def _arms_out(pitch_deg: float) -> Posture:
    """A posture with both arms to the sides, off level enough that turning the pitch makes a circle."""
    out_deg = 90 - _RADIUS_DEG
    return Posture.of(arm=Arm(pitch_deg, out_deg, pitch_deg, out_deg, grip=0.1))


_WIDER = {"arms.upper_out_deg": -1.0, "arms.fore_out_deg": -1.0}
_SMALLER = {path: _RADIUS_DEG for path in _WIDER}
_LEFT_SMALLER = {"left_arm.upper_out_deg": 57.0, "left_arm.fore_out_deg": 57.0}
_SWAY = {"side_deg": 57.0}

ARM_CIRCLE = Motion(
    "arm_circle",
    rest=_arms_out(0),
    effort=_arms_out(180),
    circle=(_arms_out(90), _arms_out(270)),
    wound={"arms.upper_pitch_deg": 360.0, "arms.fore_pitch_deg": 360.0},
    pace=Rep(1.1, 0.0, 1.1, 0.3),
    dials={
        RANGE: Dial("range", "share", 0.1, 0.4, rest=_SMALLER, half_way=_SMALLER, effort=_SMALLER),
        "too_big_torso": Dial(
            "too_big",
            "torso",
            0.15,
            0.5,
            "hand_height_torso",
            rest={path: 57 * gain for path, gain in _WIDER.items()},
            half_way={path: 57 * gain for path, gain in _WIDER.items()},
            effort={path: 57 * gain for path, gain in _WIDER.items()},
        ),
        "uneven_torso": Dial(
            "uneven",
            "torso",
            0.08,
            0.25,
            "hands_uneven_torso",
            rest=_LEFT_SMALLER,
            half_way=_LEFT_SMALLER,
            effort=_LEFT_SMALLER,
        ),
        "sway_torso": Dial(
            "sway", "torso", 0.05, 0.2, "shoulders_aside_torso", effort=_SWAY, brings=("uneven_torso",)
        ),
        "one_direction": Dial("one_direction", "share", 0.1, 1.0, again=True),
        "fast_s": Dial("too_fast", "s", 0.2, 0.75, timing="lifting_s", wanted_s=1.1),
    },
)

_ELBOWS_BENT = {"arms.upper_pitch_deg": -0.5, "arms.fore_pitch_deg": 0.5}
_HIPS_AHEAD = {"legs.thigh_pitch_deg": -68.0}

CAT_COW = Motion(
    "cat_cow",
    rest=replace(ALL_FOURS, flexion_deg=-26, head_deg=50),
    effort=replace(ALL_FOURS, flexion_deg=38, head_deg=112),
    ground=ON_HIPS,
    equipment=Equipment(fixed=(mat(0.42, -1.0, 1.1),)),
    pace=Rep(1.9, 0.3, 1.9, 0.3),
    dials={
        "no_arch_deg": Dial("no_arch", "deg", 10, 25, "spine_flexion_deg", effort={"flexion_deg": -1}),
        "no_sag_deg": Dial("no_sag", "deg", 8, 30, "spine_flexion_deg", rest={"flexion_deg": 1}),
        "fast_s": Dial("too_fast", "s", 0.3, 1.3, timing="lifting_s", wanted_s=1.9),
        "elbows_bent_deg": Dial(
            "elbows", "deg", 10, 35, "elbow_angle_deg", rest=_ELBOWS_BENT, effort=_ELBOWS_BENT
        ),
        "hips_ahead_torso": Dial(
            "hips_drift", "torso", 0.08, 0.3, "hips_off_knees_torso", effort=_HIPS_AHEAD
        ),
    },
)

_ELBOW_DOWN = Arm(40, 37, 160, -52, grip=0.2)
_ELBOW_UP = Arm(-15, 150, 212, -143, grip=0.2)

THORACIC_ROTATION = Motion(
    "thoracic_rotation",
    rest=replace(ALL_FOURS, right_arm=_ELBOW_DOWN, twist_deg=8),
    effort=replace(ALL_FOURS, right_arm=_ELBOW_UP, twist_deg=-48, head_turn_deg=-20),
    ground=ON_HIPS,
    equipment=Equipment(fixed=(mat(0.42, -1.0, 1.1),)),
    pace=Rep(1.5, 0.6, 1.5, 0.6),
    dials={
        "hips_turn_torso": Dial(
            "hips_tilt", "torso", 0.04, 0.14, "hip_tilt_torso", effort={"hips_turn_deg": -136}
        ),
        "elbow_low_torso": Dial(
            "elbow_up", "torso", 0.06, 0.3, "elbow_height_torso", effort={"right_arm.upper_out_deg": -135}
        ),
        "fast_s": Dial("too_fast", "s", 0.3, 1.0, timing="lifting_s", wanted_s=1.5),
    },
)

_FOLDED_ARM = Arm(108, 18, 160, -62, grip=0.3)
_ROLLED_M = 0.22
_ON_ROLLER = Posture.of(trunk_deg=-84, head_deg=-70, arm=_FOLDED_ARM, leg=Leg(128, 8, 20, 3))

FOAM_ROLLING = Motion(
    "foam_rolling",
    rest=_ON_ROLLER,
    effort=replace(_ON_ROLLER, forward_m=_ROLLED_M, feet_shanks=-_ROLLED_M / 0.4),
    ground=Ground(anchor=("upperarm01.L", "upperarm01.R"), anchor_height_m=0.29, feet=Hold.PLANTED),
    equipment=Equipment(fixed=(mat(0.42, -1.0, 1.1), foam_roller(0.075, "spine01"))),
    pace=Rep(1.6, 0.2, 1.6, 0.2),
    holds=True,
    dials={
        "still_share": Dial(
            "not_rolling",
            "share",
            0.1,
            0.9,
            effort={"forward_m": -_ROLLED_M, "feet_shanks": _ROLLED_M / 0.4},
        ),
        "fast_s": Dial("too_fast", "s", 0.3, 1.1, timing="lifting_s", wanted_s=1.6),
    },
)

MOTIONS = (NECK_ROLL, SHOULDER_ROLL, ARM_CIRCLE, CAT_COW, THORACIC_ROTATION, FOAM_ROLLING)
