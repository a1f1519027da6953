"""Movements that hinge at the hips."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import Equipment, barbell, roman_chair
from sample_videos.studio.motions.shared import BAR_ARM, LEAN_BACK, ROUNDER
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.script import Dial, Motion, Rep

_LONG_ARM = replace(BAR_ARM, retraction_deg=0)

DEADLIFT = Motion(
    "deadlift",
    rest=Posture.of(trunk_deg=75, head_deg=40, arm=_LONG_ARM, leg=Leg(57, 8, -21, 3)),
    effort=Posture.of(
        trunk_deg=-2, head_deg=0, arm=replace(_LONG_ARM, retraction_deg=6), leg=Leg(1, 8, -2, 3)
    ),
    ground=Ground(hands=Hold.GRIPPED),
    equipment=Equipment(moving=(barbell(None),)),
    pace=Rep(1.3, 0.5, 1.5, 1.2),
    dials={
        # A rounded back lowers the shoulders; the trunk makes up for it, or the plates would sink in.
        "rounding_deg": Dial(
            "flat_back", "deg", 10, 30, "spine_flexion_deg", rest={**ROUNDER, "trunk_deg": -0.09}
        ),
        "hips_first_deg": Dial(
            "hips_first",
            "deg",
            20,  # the trunk keeps its lean until the bar has passed the knees
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
            "lockout",
            "deg",
            6,
            20,
            "hip_line_deg",
            effort={"trunk_deg": 0.7, "legs.thigh_pitch_deg": 0.3},
            brings=("lean_back_deg",),
        ),
        "lean_back_deg": Dial(
            "lean_back",
            "deg",
            8,
            20,
            "trunk_lean_deg",
            effort=LEAN_BACK,
            brings=("short_of_lockout_deg", "hips_first_deg"),
        ),
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

_SLANTING_LEG = Leg(-45, 5, -45, 4, foot_pitch_deg=42, toes_out_deg=4)
_CROSSED_ARM = Arm(-98, 8, 26, -52, retraction_deg=-8, palm_deg=30, grip=0.2)

BACK_EXTENSION = Motion(
    "back_extension",
    rest=Posture.of(trunk_deg=122, flexion_deg=8, head_deg=112, arm=_CROSSED_ARM, leg=_SLANTING_LEG),
    effort=Posture.of(
        trunk_deg=46,
        head_deg=42,
        arm=replace(_CROSSED_ARM, upper_pitch_deg=-22, fore_pitch_deg=102),
        leg=_SLANTING_LEG,
    ),
    equipment=Equipment(fixed=(roman_chair,)),
    pace=Rep(1.2, 0.5, 1.4, 0.8),
    dials={
        "past_the_line_deg": Dial(
            "over_arched", "deg", 6, 16, "hip_line_deg", effort={"trunk_deg": -1, "head_deg": -1}
        ),
        "neck_back_deg": Dial(
            "neck", "deg", 10, 28, "head_drop_deg", effort={"head_deg": -1.25, "neck_deg": -1.25}
        ),
        "shallow_deg": Dial(
            "bottom_range",
            "deg",
            10,
            26,
            "trunk_inclination_deg",
            rest={"trunk_deg": -1, "head_deg": -1, "arms.upper_pitch_deg": 1, "arms.fore_pitch_deg": 1},
            from_before=True,
        ),
        "drop_s": Dial("drop", "s", 0.3, 0.8, timing="lowering_s", wanted_s=1.3),
    },
)

MOTIONS = (DEADLIFT, BACK_EXTENSION)
