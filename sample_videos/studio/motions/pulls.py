"""Vertical pulls."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.equipment import (
    Equipment,
    bands_from_above,
    knee_pad,
    pull_up_bar,
    pulldown_bar,
    seat,
)
from sample_videos.studio.motions.shared import LEAN_BACK, SHRUG
from sample_videos.studio.posture import Arm, Leg, Posture
from sample_videos.studio.rig import Ground, Hold
from sample_videos.studio.script import Dial, Motion

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

_FROM_A_BAR = Ground(anchor=("wrist.L", "wrist.R"), anchor_height_m=2.15, hands=Hold.PLANTED)
_HANGING_DIALS = {
    "shrug_torso": SHRUG,
    "uneven_deg": _uneven(1.3),
    "hang_bent_deg": _HANG_BENT,
    "swing_torso": Dial("swing", "torso", 0.15, 0.45, "hips_forward_torso", rest=_SWUNG, effort=_SWUNG_BACK),
}

PULL_UP = Motion(
    "pull_up",
    rest=Posture.of(trunk_deg=-5, head_deg=-6, arm=_OVERHEAD_ARM, leg=_HANGING_LEG),
    effort=Posture.of(
        trunk_deg=-12, head_deg=-14, arm=_PULLED_ARM, leg=replace(_HANGING_LEG, thigh_pitch_deg=-2)
    ),
    ground=_FROM_A_BAR,
    equipment=Equipment(fixed=(pull_up_bar,)),
    dials=_HANGING_DIALS,
)

# The elbows go down in front of the body, so the arms turn by their pitch from overhead.
_NARROW_ARM = Arm(174, 9, 178, 5, shrug_deg=24, retraction_deg=2, palm_deg=-110, grip=0.85)

CHIN_UP = Motion(
    "chin_up",
    rest=Posture.of(
        trunk_deg=-5,
        head_deg=-6,
        arm=_NARROW_ARM,
        leg=_HANGING_LEG,
    ),
    effort=Posture.of(
        trunk_deg=-12,
        head_deg=-14,
        arm=replace(
            _NARROW_ARM,
            upper_pitch_deg=30,
            upper_out_deg=14,
            fore_pitch_deg=170,
            shrug_deg=0,
            retraction_deg=12,
        ),
        leg=replace(_HANGING_LEG, thigh_pitch_deg=-2),
    ),
    ground=_FROM_A_BAR,
    equipment=Equipment(fixed=(pull_up_bar,)),
    dials={
        **_HANGING_DIALS,
        "hang_bent_deg": replace(
            _HANG_BENT,
            rest={"arms.upper_pitch_deg": -0.2, "arms.upper_out_deg": 0.5, "arms.shrug_deg": -0.1},
        ),
    },
)

_KNEELING_LEG = Leg(4, 5, -88, 3, foot_pitch_deg=88)

ASSISTED_PULL_UP = Motion(
    "assisted_pull_up",
    rest=Posture.of(trunk_deg=-5, head_deg=-6, arm=_OVERHEAD_ARM, leg=_KNEELING_LEG),
    effort=Posture.of(trunk_deg=-12, head_deg=-14, arm=_PULLED_ARM, leg=_KNEELING_LEG),
    ground=_FROM_A_BAR,
    equipment=Equipment(fixed=(pull_up_bar,), moving=(knee_pad,)),
    dials={
        **_HANGING_DIALS,
        "elbows_high_torso": Dial(
            "elbows_down",
            "torso",
            0.06,
            0.2,
            "elbows_up_torso",
            effort={"arms.upper_pitch_deg": 215, "arms.fore_pitch_deg": 215},
        ),
    },
)

_SEATED_LEG = Leg(84, 14, 4, 4)
_TALL_KNEELING_LEG = Leg(0, 8, -94, 6, foot_pitch_deg=88, toes_out_deg=0)

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
        "shrug_torso": SHRUG,
        "lean_back_deg": Dial("lean_back", "deg", 8, 25, "trunk_lean_deg", effort=LEAN_BACK),
        "uneven_deg": _uneven(0.4),
        "arms_bent_deg": _HANG_BENT,
    },
)

BAND_PULLDOWN = Motion(
    "band_pulldown",
    rest=replace(LAT_PULLDOWN.rest, left_leg=_TALL_KNEELING_LEG, right_leg=_TALL_KNEELING_LEG),
    effort=replace(LAT_PULLDOWN.effort, left_leg=_TALL_KNEELING_LEG, right_leg=_TALL_KNEELING_LEG),
    ground=LAT_PULLDOWN.ground,
    equipment=Equipment(moving=(bands_from_above,)),
    dials=LAT_PULLDOWN.dials,
)

MOTIONS = (
    PULL_UP,
    CHIN_UP,
    ASSISTED_PULL_UP,
    LAT_PULLDOWN,
    BAND_PULLDOWN,
)
