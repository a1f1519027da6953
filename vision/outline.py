"""The outline of the torso, measured from the segmentation mask.

Landmarks have no spine points: the line from shoulder to hip is straight however round the back is. The edge
of the person beside that line is not, and its shape tells a flat back from a rounded one.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.pose import OUTLINE_STATIONS, Landmark

REACH_RATIO = 0.6  # of the chord; guess: a torso seen from any side is less than 0.4 deep, arms reach further
_PERSON = 0.5  # mask confidence
_SHORTEST_CHORD_PX = 12.0  # guess: below it a pixel is a tenth of the torso
_STEPS = 96  # per side; with interpolation between them an edge is good to a fraction of 0.006 chord

_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_STATION = np.linspace(0.0, 1.0, OUTLINE_STATIONS)[:, None]
_SIDE = np.array([1.0, -1.0])[:, None, None]
_OFFSET = _SIDE * np.linspace(0.0, REACH_RATIO, _STEPS + 1)  # (2, 1, steps): along the normal, against it
_EVERY = np.ogrid[:2, :OUTLINE_STATIONS]


def torso_outline(mask: NDArray[np.float32], landmarks_px: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance of the outline from the hip-to-shoulder chord, at 41 stations from hip to shoulder.

    `mask` is (H, W) float32, the confidence in 0..1 that a pixel shows the person; `landmarks_px` is (33, 2)
    in pixels of that mask. Returns (2, 41) float32 in chord lengths, 0 to 0.6. Row 0 is the side to the left
    of the direction hip to shoulder as seen in the image, row 1 the side to its right. NaN where the chord
    itself is not on the person, or the edge is further away than 0.6 chord or outside the frame.
    """
    outline = np.full((2, OUTLINE_STATIONS), np.nan, dtype=np.float32)
    hip = landmarks_px[_HIPS].mean(axis=0, dtype=np.float64)
    chord = landmarks_px[_SHOULDERS].mean(axis=0, dtype=np.float64) - hip
    if not np.hypot(*chord) >= _SHORTEST_CHORD_PX:  # also when a landmark is NaN
        return outline
    x = (hip[0] + chord[0] * _STATION + chord[1] * _OFFSET).astype(np.float32)
    y = (hip[1] + chord[1] * _STATION - chord[0] * _OFFSET).astype(np.float32)
    person = _sample(mask, x, y)

    # The first sample beyond the edge; 0 where the chord is off the person and where there is no edge.
    first = (person < _PERSON).argmax(axis=2)
    height, width = mask.shape
    edge_x, edge_y = x[*_EVERY, first], y[*_EVERY, first]
    found = (first > 0) & (edge_x >= 0) & (edge_x <= width - 1) & (edge_y >= 0) & (edge_y <= height - 1)
    inner, outer = person[*_EVERY, first - 1][found], person[*_EVERY, first][found]
    steps = first[found] - 1 + (inner - _PERSON) / (inner - outer)
    outline[found] = steps * (REACH_RATIO / _STEPS)
    return outline


def _sample(mask: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    rows = (-1, x.shape[-1])  # OpenCV samples in two dimensions
    sampled = cv2.remap(
        mask, x.reshape(rows), y.reshape(rows), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(sampled, dtype=np.float32).reshape(x.shape)
