"""Measures are named numbers read from one pose; movements are written in terms of them.

Each measure is taken on one side of the body; those of the middle line give the same on both. Lengths are in
torso lengths (shoulder to hip), so they depend neither on the size of the picture nor on the distance of the
camera. A measure that tells "forward" from "back" is not-a-number while it is unknown which way the person
faces.
"""

from __future__ import annotations

from typing import Final

from exercises.measures import arms, back, head, legs, support, trunk
from exercises.measures.measure import Measure

MEASURES: Final[dict[str, Measure]] = {
    measure.name: measure
    for family in (trunk, back, head, arms, legs, support)
    for measure in vars(family).values()
    if isinstance(measure, Measure)
}
"""All measures by their names."""
