"""Keeps apart the legs that the network takes for each other when they are seen side-on."""

from __future__ import annotations

from math import dist, isfinite
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, Joint, landmarks_of

INSISTED_S = 0.5  # guess: legs that seem exchanged for longer are not; they were exchanged before
SETTLED_S = 2.0  # guess: legs seen one way for so long must be seen the other way for as long
APART_TORSOS = 0.15  # guess: mean distance of a leg's joints from the other's; nearer legs are not told apart
TOGETHER_S = 0.15  # guess: legs do not pass each other sooner; the network takes one place for both
_SURELY = 0.65  # measured: legs half exchanged move 0.5-0.61 of what they otherwise do, on rendered people
_LEGS = np.array(
    [landmarks_of((Joint.KNEE, Joint.ANKLE, Joint.HEEL, Joint.TOE), side) for side in BOTH_SIDES]
)

Points = NDArray[np.float32]
Legs = list[list[list[float]]]  # left and right leg: its joints from the knee down, (x, y) in pixels


class LegKeeper:
    """Follows both legs from frame to frame, and puts them back where the network exchanged them.

    Where one leg hides the other, the network exchanges them from one frame to the next: the leg that moves
    jumps from one side of the body to the other and back. Legs are followed while they are apart; an exchange
    on which the network insists for as long as it said otherwise before is believed.
    """

    def __init__(self) -> None:
        self._legs: Legs | None = None
        self._seen_s = 0.0
        self._believed_s = 0.0  # for how long the legs were seen as they are taken to be
        self._exchanged_since_s: float | None = None

    def update(self, points_px: Points, time_s: float, torso_px: float) -> Points:
        """Take the landmarks (33, 2) of one frame, in pixels; gives them with each leg on its own side.

        `torso_px` is the length of the torso.
        """
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
