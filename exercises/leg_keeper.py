"""Keeps the legs apart that the network takes for each other, seen side-on."""

from __future__ import annotations

from math import dist, isfinite
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Joint, landmarks_of

INSISTED_S = 0.5  # guess: exchanged for longer, it was the other way round before
SETTLED_S = 2.0  # guess: who has been seen one way for so long must be seen the other way for as long
APART_TORSOS = 0.15  # guess: of a leg's joints from those of the other; nearer, they cannot be told apart
TOGETHER_S = 0.15  # guess: sooner, legs do not pass each other; the network takes one place for both
_SURELY = 0.65  # measured: legs half exchanged move 0.5-0.61 of what they otherwise do, on rendered people
_LEGS = np.array(
    [landmarks_of((Joint.KNEE, Joint.ANKLE, Joint.HEEL, Joint.TOE), side) for side in BOTH_SIDES]
)

Points = NDArray[np.float32]
Legs = list[list[list[float]]]  # left and right; of each the joints from the knee down, (x, y) in pixels


class LegKeeper:
    """One leg hides the other, and from one frame to the next the network exchanges them: the leg that moves
    jumps from one side of the body to the other and back. While they are apart both are followed from frame
    to frame, and put back where they were exchanged; what the network insists on is believed, once it has
    said so for as long as it said otherwise before.
    """

    def __init__(self) -> None:
        self._legs: Legs | None = None
        self._seen_s = 0.0
        self._believed_s = 0.0  # for how long the legs were seen as they are taken to be
        self._exchanged_since_s: float | None = None

    def update(self, points_px: Points, time_s: float, torso_px: float) -> Points:
        """Take the landmarks (33, 2) of one frame; gives them with each leg on its own side."""
        legs: Legs = points_px[_LEGS].tolist()
        apart_px = [px for px in map(dist, *legs) if isfinite(px)]
        if not apart_px or not fmean(apart_px) > APART_TORSOS * torso_px:
            if time_s - self._seen_s > TOGETHER_S:
                self._legs = self._exchanged_since_s = None
            return points_px
        kept = self._legs if time_s - self._seen_s <= INSISTED_S else None
        if kept is None:
            self._exchanged_since_s, self._believed_s = None, 0.0
        elif not _are_exchanged(legs, kept):
            self._exchanged_since_s = None
            self._believed_s += time_s - self._seen_s
        elif self._exchanged_since_s is None:
            self._exchanged_since_s = time_s
        elif time_s - self._exchanged_since_s > min(max(self._believed_s, INSISTED_S), SETTLED_S):
            self._exchanged_since_s, self._believed_s = None, 0.0
        put_back = self._exchanged_since_s is not None
        self._legs, self._seen_s = legs[::-1] if put_back else legs, time_s
        if not put_back:
            return points_px
        kept_px = points_px.copy()
        kept_px[_LEGS] = points_px[_LEGS[::-1]]
        return kept_px


def _are_exchanged(legs: Legs, kept: Legs) -> bool:
    """Whether the legs have moved much less when each is taken for the other, by the joints there are."""
    moved = otherwise = 0.0
    for left, right, kept_left, kept_right in zip(*legs, *kept, strict=True):
        straight = dist(left, kept_left) + dist(right, kept_right)
        crossed = dist(left, kept_right) + dist(right, kept_left)
        if isfinite(straight + crossed):
            moved, otherwise = moved + straight, otherwise + crossed
    return otherwise < _SURELY * moved
