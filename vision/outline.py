"""The outline of the torso, measured from the segmentation mask.

Landmarks have no spine points: the line from shoulder to hip is straight however round the back is. The edge
of the person beside that line is not, and its shape tells a flat back from a rounded one.
"""

from __future__ import annotations

from math import hypot

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.geometry import Point, midpoint
from vision.pose import OUTLINE_STATIONS, Landmark

REACH_RATIO = 0.6  # of the chord; guess: a torso seen from any side is less than 0.4 deep, arms reach further
_GAP_RATIO = 0.3  # of the chord; guess: how far a back rounded up on all fours lifts the belly off the chord
_PERSON = 0.5  # the mask confidence from which a pixel counts as the person
_SHORTEST_CHORD_PX = 12.0  # guess: below it a pixel is a tenth of the torso
_STEPS = 96  # per side; with interpolation between them an edge is good to a fraction of 0.006 chord

_STEP = REACH_RATIO / _STEPS  # in chord lengths
_GAP_STEPS = round(_GAP_RATIO / _STEP) + 1

_ENDS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_STATION = np.linspace(0.0, 1.0, OUTLINE_STATIONS)
_SIDE = np.array([[1.0], [-1.0]])  # along the normal, against it
_EVERY = np.ogrid[:2, :OUTLINE_STATIONS]


def torso_outline(mask: NDArray[np.float32], landmarks_px: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance of the outline from the hip-to-shoulder chord, at 41 stations from hip to shoulder.

    `mask` is (H, W) float32, the confidence in 0..1 that a pixel shows the person; `landmarks_px` is (33, 2)
    in pixels of that mask. Returns (2, 41) float32 in chord lengths, 0 to 0.6. Row 0 is the side to the left
    of the direction hip to shoulder as seen in the image, row 1 the side to its right. Where the chord itself
    is not on the person, as under a back that is rounded up on all fours, it is the far edge of the person
    who begins within 0.3 chord on that side. NaN where nobody does, or the edge is further away than 0.6
    chord or outside the frame.
    """
    outline = np.full((2, OUTLINE_STATIONS), np.nan, dtype=np.float32)
    left_hip, right_hip, left_shoulder, right_shoulder = landmarks_px[_ENDS].tolist()
    hip_x, hip_y = midpoint(left_hip, right_hip)
    chest_x, chest_y = midpoint(left_shoulder, right_shoulder)
    chord_x, chord_y = chest_x - hip_x, chest_y - hip_y
    if not hypot(chord_x, chord_y) >= _SHORTEST_CHORD_PX:  # also when a landmark is NaN
        return outline
    person = _sample(mask, (hip_x, hip_y), (chord_x, chord_y))

    # The first sample beyond the edge; 0 where there is no edge.
    off = person < _PERSON
    begun = np.logical_or.accumulate(~off[:, :, :_GAP_STEPS], axis=2)
    off[:, :, :_GAP_STEPS] &= begun
    off[:, :, _GAP_STEPS:] &= begun[:, :, -1:]
    first = off.argmax(axis=2)
    across = _STEP * _SIDE * first
    x, y = hip_x + chord_x * _STATION + chord_y * across, hip_y + chord_y * _STATION - chord_x * across
    height, width = mask.shape
    found = (first > 0) & (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    inner, outer = person[*_EVERY, first - 1][found], person[*_EVERY, first][found]
    outline[found] = _STEP * (first[found] - 1 + (inner - _PERSON) / (inner - outer))
    return outline


def _sample(mask: NDArray[np.float32], hip: Point, chord: Point) -> NDArray[np.float32]:
    """The mask at every station, on both sides of the chord and outwards from it: (2, 41, 97)."""
    along_x, along_y = (part / (OUTLINE_STATIONS - 1) for part in chord)
    across_x, across_y = _STEP * chord[1], -_STEP * chord[0]
    to_mask = np.array(
        [
            [across_x, along_x, hip[0] - _STEPS * across_x],
            [across_y, along_y, hip[1] - _STEPS * across_y],
        ]
    )
    sampled = cv2.warpAffine(
        mask,
        to_mask,
        (2 * _STEPS + 1, OUTLINE_STATIONS),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.stack((sampled[:, _STEPS:], sampled[:, _STEPS::-1]))
