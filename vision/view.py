"""The direction from which the camera sees the person."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from vision.pose import Landmark, Pose

# Shoulder width over torso length in the image. `measured`: side-on recordings of real sets lie at 0.04-0.19,
# oblique ones at 0.49-0.60 for a leaning trunk, front and back at 0.6 and above; a person turned by 25
# degrees from side-on reads about 0.33.
SIDE_BELOW = 0.33  # measured: see above
FLOOR_SIDE_BELOW = 0.38  # measured: one in seven good real planks of one recording lies between both, 25 to
# 30 degrees off side-on, and reads there as it does below
FRONT_ABOVE = 0.62  # measured: see above
FLOOR_SQUARELY_BELOW = 0.28  # guess: looking down on somebody on the floor parts the shoulders as well
SQUARELY_BELOW = 0.19  # measured: rendered people read up to 0.18 at 12 degrees off, from 0.22 at 25
# degrees; further off, the outline of the back shows the arm as well
# Nose and feet to the side, in torso lengths. `measured` on rendered people: at most 0.16 within 10 degrees
# of the front or the back, 0.5 from 35 degrees on where the feet are seen.
TURNED_ABOVE = 0.5
_FOOT_SEEN = 0.5  # literature: the confidence MediaPipe itself uses by default
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_FEET = (
    (Landmark.LEFT_FOOT_INDEX, Landmark.LEFT_HEEL),
    (Landmark.RIGHT_FOOT_INDEX, Landmark.RIGHT_HEEL),
)


class View(StrEnum):
    """What the camera sees of the person; floor-side is side-on to somebody lying or on all fours."""

    SIDE = "side"
    FRONT = "front"
    BACK = "back"
    OBLIQUE = "oblique"
    FLOOR_SIDE = "floor-side"
    UNKNOWN = "unknown"


def facing_evidence(pose: Pose) -> float:
    """How far nose and feet point to one edge of the picture, in torso lengths.

    It is positive towards the right edge and negative towards the left one.
    """
    points, seen = pose.landmarks_px, pose.visibility
    torso = points[_SHOULDERS].mean(axis=0) - points[_HIPS].mean(axis=0)
    evidence = points[Landmark.NOSE, 0] - points[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR], 0].mean()
    for toe, heel in _FEET:
        if seen[toe] >= _FOOT_SEEN:
            evidence += points[toe, 0] - points[heel, 0]
    return float(evidence / max(float(np.hypot(*torso)), 1.0))


def squarely_side_on(shoulder_ratio: float, view: View) -> bool:
    """Whether a person seen from the side is turned away by less than about 15 degrees.

    `shoulder_ratio` is the one that `view_of` takes.
    """
    return shoulder_ratio <= (FLOOR_SQUARELY_BELOW if view is View.FLOOR_SIDE else SQUARELY_BELOW)


def view_of(shoulder_ratio: float, left_minus_right: float, on_floor: bool, faces_right: float = 0.0) -> View:
    """Name the view from three signs of how the person is turned, and from whether they are on the floor.

    `shoulder_ratio` is shoulder width over torso length, both in the image. `left_minus_right` is positive
    when the person's left shoulder appears to the right of the right one, as it does when they face the
    camera. `faces_right` is how far nose and feet point to the right edge, in torso lengths: broad shoulders
    turned half aside are as wide as narrow ones seen from the front.
    """
    if not shoulder_ratio >= 0:
        return View.UNKNOWN
    if shoulder_ratio < (FLOOR_SIDE_BELOW if on_floor else SIDE_BELOW):
        return View.FLOOR_SIDE if on_floor else View.SIDE
    if shoulder_ratio < FRONT_ABOVE or abs(faces_right) > TURNED_ABOVE:
        return View.OBLIQUE
    return View.FRONT if left_minus_right > 0 else View.BACK
