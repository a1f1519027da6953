"""Frames and poses: the two things that pass from `vision` to everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

LANDMARK_COUNT = 33
OUTLINE_STATIONS = 41


class Landmark(IntEnum):
    """The 33 body landmarks in MediaPipe's order. Left and right are the person's own."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


OTHER_SIDE = [
    Landmark[name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")]
    for name in Landmark.__members__
]
"""For each landmark the one on the other side of the body; itself in the middle."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture with its media time.

    `image_rgb` is (H, W, 3) uint8, C-contiguous, upright (rotation metadata already applied), never mirrored.
    `time_s` is the presentation time from the start of the recording (or of the live stream), strictly
    rising. `index` counts the frames of the source, so thinning leaves gaps in it.
    """

    image_rgb: NDArray[np.uint8]
    time_s: float
    index: int

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image_rgb.shape[1], self.image_rgb.shape[0]


Outline = NDArray[np.float32]


class Pose:
    """One person in one frame.

    `landmarks_px` is (33, 2) float32, x to the right and y down, in pixels of the upright, unmirrored frame;
    landmarks may lie outside it. `visibility` is (33,) float32 in 0..1. `outline` is (2, 41) float32 as in
    `vision.outline.torso_outline`, or None when it was not asked for or could not be measured. It may also
    be given as a function, which measures it when it is first asked for, in whichever thread asks.
    """

    __slots__ = ("_outline", "landmarks_px", "visibility")

    def __init__(
        self,
        landmarks_px: NDArray[np.float32],
        visibility: NDArray[np.float32],
        outline: Outline | Callable[[], Outline | None] | None = None,
    ) -> None:
        self.landmarks_px, self.visibility = landmarks_px, visibility
        self._outline = outline

    @property
    def outline(self) -> Outline | None:
        """The outline of the torso, (2, 41) in chord lengths; None when there is no outline."""
        if callable(self._outline):
            self._outline = self._outline()
        return self._outline

    def mirrored(self, width_px: int) -> Pose:
        """The pose of the same person in the mirrored picture: what was left is right."""
        landmarks_px = self.landmarks_px[OTHER_SIDE]
        landmarks_px[:, 0] = width_px - landmarks_px[:, 0]
        return Pose(landmarks_px, self.visibility[OTHER_SIDE], self._mirrored_outline)

    def _mirrored_outline(self) -> Outline | None:
        return None if self.outline is None else self.outline[::-1]
