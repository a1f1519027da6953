"""The movements as data: key postures, ground, equipment, and a dial for every fault.

One file holds one family, as in `exercises.catalogue`. Angles as in `posture`. Key postures were set by eye
against textbook pictures; what the joints then really do is in the truth that `truth` reads off the posed
skeleton.
"""

from sample_videos.studio.motions import core, floor, hinges, mobility, posture, pulls, rows, stretches

MOTIONS = {
    motion.movement: motion
    for family in (rows, hinges, pulls, floor, posture, core, mobility, stretches)
    for motion in family.MOTIONS
}
