"""Upper back and posture."""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.motions.shared import LEAN_BACK, SHRUG
from sample_videos.studio.posture import Arm, Posture
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

MOTIONS = (SCAPULAR_SQUEEZE,)
