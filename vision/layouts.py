"""The keypoints of other pose programs: which of them is which landmark.

A layout names, in the order of its keypoints, the landmark that each of them is, or None for a keypoint that
is no landmark (Halpe's crown of the head, neck and middle of the hips). Left and right are the person's own
in all of them. A landmark that a layout lacks is not made up from others.

Sources: COCO, https://cocodataset.org/#keypoints-eval (person category); Halpe,
https://github.com/Fang-Haoshu/Halpe-FullBody; BlazePose,
https://ai.google.dev/edge/mediapipe/solutions/vision/pose_landmarker.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from vision.errors import TrackError
from vision.pose import LANDMARK_COUNT, Landmark

Layout = Literal["coco17", "halpe26", "blazepose33"]

_COCO: Final = (
    Landmark.NOSE,
    Landmark.LEFT_EYE,
    Landmark.RIGHT_EYE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)
_HALPE_REST: Final = (
    None,  # head
    None,  # neck
    None,  # hip
    Landmark.LEFT_FOOT_INDEX,  # big toe
    Landmark.RIGHT_FOOT_INDEX,
    None,  # small toe
    None,
    Landmark.LEFT_HEEL,
    Landmark.RIGHT_HEEL,
)

LAYOUTS: Final[Mapping[Layout, tuple[Landmark | None, ...]]] = {
    "coco17": _COCO,
    "halpe26": _COCO + _HALPE_REST,
    "blazepose33": tuple(Landmark),
}
MOST_CONFIDENT: Final = 2.0
"""What is above is no confidence. Heatmaps and SimCC overshoot 1 (1.28 in MMPose's issue 884, 1.41 in
OpenPose's issue 615) and are taken as 1; percent and raw logits are more.
"""


def landmarks_from(
    layout: Layout, xy: Any, confidence: Any
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The landmarks (T, 33, 2) in pixels and their visibility (T, 33) in 0..1, from keypoints of a layout.

    `xy` is (T, K, 2) in pixels and `confidence` (T, K), with K the number of keypoints of the layout.
    A keypoint that was not found (a coordinate or the confidence not-a-number, confidence 0 or less, or both
    coordinates exactly 0, as OpenPose and, beside its confidence, Ultralytics write it) is not-a-number
    and has visibility 0, and so has every landmark that the layout lacks.

    Raises TrackError when the layout is unknown, a shape is wrong, or a confidence is above 2.
    """
    if layout not in LAYOUTS:
        raise TrackError(f"There is no layout {layout!r}: choose one of {', '.join(get_args(Layout))}.")
    keypoints_px, seen = _numbers("xy", xy), _numbers("confidence", confidence)
    _check_shapes(layout, keypoints_px.shape, seen.shape)
    found = np.isfinite(keypoints_px).all(axis=2) & (keypoints_px != 0).any(axis=2) & (seen > 0)
    if found.any() and (highest := float(seen[found].max())) > MOST_CONFIDENT:
        raise TrackError(
            f"confidence reaches {highest:g}, needs 0 to 1 (a little more is taken as 1): divide percent by"
            " 100, and turn raw scores into probabilities."
        )
    landmarks_px = np.full((len(seen), LANDMARK_COUNT, 2), np.nan, np.float32)
    visibility = np.zeros((len(seen), LANDMARK_COUNT), np.float32)
    for keypoint, landmark in enumerate(LAYOUTS[layout]):
        if landmark is not None:
            there = found[:, keypoint]
            landmarks_px[there, landmark] = keypoints_px[there, keypoint]
            visibility[there, landmark] = np.minimum(seen[there, keypoint], 1.0)
    return landmarks_px, visibility


def _numbers(name: str, values: Any) -> NDArray[np.float64]:
    try:
        return np.asarray(values, np.float64)
    except (ValueError, TypeError) as error:
        raise TrackError(f"{name} does not hold numbers, or rows of different lengths: {error}.") from error


def _check_shapes(layout: Layout, xy: tuple[int, ...], confidence: tuple[int, ...]) -> None:
    count = len(LAYOUTS[layout])
    if len(xy) != 3 or xy[1:] != (count, 2):
        raise TrackError(
            f"xy has shape {xy}, needs (T, {count}, 2) for the {count} keypoints of {layout}: x and y in"
            " pixels of one person in each of T frames."
        )
    if confidence != xy[:2]:
        raise TrackError(
            f"confidence has shape {confidence}, needs {xy[:2]}: one value for each keypoint of xy."
        )
