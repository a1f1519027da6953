"""Named numbers read from one pose. The vocabulary that movements are written in.

Each measure is taken on one side of the body; those of the middle line give the same on both. Lengths are in
torso lengths (shoulder to hip), so they depend neither on the size of the picture nor on the distance of the
camera. Directions "forward" and "back" need to know which way the person faces and are not-a-number without.
"""

from __future__ import annotations

import exercises.measures.arms as arms
import exercises.measures.back as back
import exercises.measures.head as head
import exercises.measures.legs as legs
import exercises.measures.trunk as trunk
from exercises.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for part in (arms, back, head, legs, trunk)
    for measure in vars(part).values()
    if isinstance(measure, Measure)
}
"""Every measure by its name."""
