"""Parts that several families of movements share: postures of a limb, and dials of the same fault."""

from sample_videos.studio.posture import Arm
from sample_videos.studio.script import Dial

UPRIGHTER = {"trunk_deg": -1.0, "head_deg": -1.0}
ROUNDER = {"flexion_deg": 1.0, "head_deg": 0.2}
ROUNDED = Dial("flat_back", "deg", 10, 30, "spine_flexion_deg", rest=ROUNDER, effort=ROUNDER)
TRUNK_RISE = Dial("trunk_rise", "deg", 5, 12, "trunk_inclination_deg", effort=UPRIGHTER)
LEAN_BACK = {"trunk_deg": -1.0, "head_deg": -0.7}
SHRUG = Dial("shrug", "torso", 0.05, 0.15, "shrug_torso", effort={"arms.shrug_deg": 145.0})
ARMS_BENT = {"arms.upper_pitch_deg": -0.5, "arms.fore_pitch_deg": 0.5}

BAR_ARM = Arm(-1, 5, 5, -1, retraction_deg=-4, palm_deg=-75, grip=0.85)
