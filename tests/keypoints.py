"""What other pose programs would have found where MediaPipe found a whole pose: fewer points, none added."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vision.layouts import LAYOUTS, Layout
from vision.track import Track

Keypoints = tuple[NDArray[np.float64], NDArray[np.float64]]


def keypoints_of(track: Track, layout: Layout) -> Keypoints:
    """Keypoints (T, K, 2) in pixels and their confidence (T, K); what is no landmark was not found."""
    landmarks = LAYOUTS[layout]
    xy = np.full((len(track), len(landmarks), 2), np.nan)
    confidence = np.zeros((len(track), len(landmarks)))
    for keypoint, landmark in enumerate(landmarks):
        if landmark is not None:
            xy[:, keypoint] = track.landmarks_px[:, landmark]
            confidence[:, keypoint] = track.visibility[:, landmark]
    return xy, confidence


def reduced(track: Track, layout: Layout) -> Track:
    """The track as it comes back from keypoints of this layout."""
    return Track.from_keypoints(*keypoints_of(track, layout), track.time_s, track.frame_size_px, layout)
