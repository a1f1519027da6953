"""Keypoints of other pose programs, taken as landmarks."""

from typing import Any

import numpy as np
import pytest

from vision.errors import BacklineError, TrackError
from vision.layouts import LAYOUTS, Layout
from vision.pose import LANDMARK_COUNT, Landmark
from vision.track import Track

SIZE_PX = (640, 360)
FEET = (
    Landmark.LEFT_HEEL,
    Landmark.RIGHT_HEEL,
    Landmark.LEFT_FOOT_INDEX,
    Landmark.RIGHT_FOOT_INDEX,
)
each_layout = pytest.mark.parametrize("layout", LAYOUTS)


def keypoints(layout: Layout, frames: int = 3) -> dict[str, Any]:
    """Frames in which keypoint k lies at x = 10 + k, y = 20 + k, seen by 0.5."""
    count = len(LAYOUTS[layout])
    xy = np.stack([10.0 + np.arange(count), 20.0 + np.arange(count)], axis=1)
    return {
        "xy": np.tile(xy, (frames, 1, 1)),
        "confidence": np.full((frames, count), 0.5),
        "time_s": np.arange(frames) / 30,
        "size_px": SIZE_PX,
        "layout": layout,
    }


def track(of: Layout = "coco17", **changes: Any) -> Track:
    return Track.from_keypoints(**{**keypoints(of), **changes})


def missing(of: Track, frame: int = 0) -> set[Landmark]:
    return {Landmark(i) for i in np.flatnonzero(np.isnan(of.landmarks_px[frame]).any(axis=1))}


# --- which keypoint is which landmark ---------------------------------------------------------------------


@each_layout
def test_no_landmark_is_meant_by_two_keypoints(layout: Layout) -> None:
    meant = [landmark for landmark in LAYOUTS[layout] if landmark is not None]

    assert len(meant) == len(set(meant))


@pytest.mark.parametrize(("layout", "count"), [("coco17", 17), ("halpe26", 26), ("blazepose33", 33)])
def test_a_layout_has_as_many_keypoints_as_its_name_says(layout: Layout, count: int) -> None:
    assert len(LAYOUTS[layout]) == count


@pytest.mark.parametrize(
    ("layout", "keypoint", "landmark"),
    [
        ("coco17", 5, Landmark.LEFT_SHOULDER),
        ("coco17", 12, Landmark.RIGHT_HIP),
        ("coco17", 16, Landmark.RIGHT_ANKLE),
        ("halpe26", 16, Landmark.RIGHT_ANKLE),
        ("halpe26", 21, Landmark.RIGHT_FOOT_INDEX),
        ("halpe26", 24, Landmark.LEFT_HEEL),
        ("blazepose33", 31, Landmark.LEFT_FOOT_INDEX),
    ],
)
def test_a_keypoint_becomes_the_landmark_that_it_is(
    layout: Layout, keypoint: int, landmark: Landmark
) -> None:
    found = track(layout)

    assert found.landmarks_px[0, landmark].tolist() == [10 + keypoint, 20 + keypoint]
    assert found.visibility[0, landmark] == 0.5


@pytest.mark.parametrize("keypoint", [17, 18, 19])
def test_crown_neck_and_middle_of_the_hips_are_no_landmarks(keypoint: int) -> None:
    assert LAYOUTS["halpe26"][keypoint] is None


def test_landmarks_that_a_layout_lacks_are_not_there() -> None:
    found = track("coco17")

    assert missing(found).issuperset(FEET)
    assert len(missing(found)) == LANDMARK_COUNT - 17
    assert not found.visibility[:, FEET].any()
    assert missing(track("halpe26")).isdisjoint(FEET)
    assert missing(track("blazepose33")) == set()


# --- what was not found -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xy", "confidence"),
    [((np.nan, 5.0), 0.5), ((0.0, 0.0), 0.5), ((5.0, 5.0), 0.0), ((5.0, 5.0), -0.1), ((5.0, 5.0), np.nan)],
    ids=["not-a-number", "at 0, 0", "confidence 0", "confidence below 0", "no confidence"],
)
def test_a_keypoint_that_was_not_found_is_not_there(xy: tuple[float, float], confidence: float) -> None:
    given = keypoints("coco17")
    given["xy"][1, 7], given["confidence"][1, 7] = xy, confidence
    found = Track.from_keypoints(**given)

    assert missing(found, 1) == missing(found, 0) | {Landmark.LEFT_ELBOW}
    assert found.visibility[1, Landmark.LEFT_ELBOW] == 0.0


@pytest.mark.parametrize("changes", [{"xy": np.nan}, {"confidence": 0.0}, {"xy": 0.0}])
def test_a_frame_in_which_nothing_was_found_is_a_frame_with_nobody(changes: dict[str, float]) -> None:
    given = keypoints("halpe26")
    for name, value in changes.items():
        given[name][1] = value
    found = Track.from_keypoints(**given)

    assert [pose is not None for _, pose in found] == [True, False, True]


def test_a_recording_without_frames_is_a_track_without_frames() -> None:
    assert len(track(xy=np.empty((0, 17, 2)), confidence=np.empty((0, 17)), time_s=[])) == 0


def test_confidence_that_overshoots_is_full_confidence() -> None:
    found = track(confidence=np.full((3, 17), 1.28))

    assert found.visibility[0, Landmark.NOSE] == 1.0


def test_what_is_given_is_left_as_it_is() -> None:
    given = keypoints("coco17")
    given["confidence"][0, 0] = 1.3
    Track.from_keypoints(**given)

    assert given["confidence"][0, 0] == 1.3
    assert np.isfinite(given["xy"]).all()


def test_such_a_track_is_saved_and_read_again(tmp_path: Any) -> None:
    track("coco17").save(tmp_path / "a.npz")

    np.testing.assert_array_equal(Track.load(tmp_path / "a.npz").landmarks_px, track("coco17").landmarks_px)


# --- what does not fit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"layout": "coco18"}, r"no layout 'coco18': choose one of coco17, halpe26, blazepose33"),
        ({"layout": "halpe26"}, r"xy has shape \(3, 17, 2\), needs \(T, 26, 2\)"),
        ({"xy": np.ones((3, 17, 3))}, r"xy has shape \(3, 17, 3\), needs \(T, 17, 2\)"),
        ({"xy": np.ones((17, 2))}, r"xy has shape \(17, 2\), needs \(T, 17, 2\)"),
        ({"xy": [["a"]]}, "xy does not hold numbers"),
        ({"confidence": np.ones((3, 26))}, r"confidence has shape \(3, 26\), needs \(3, 17\)"),
        ({"confidence": np.full((3, 17), 87.0)}, "confidence reaches 87, needs 0 to 1"),
        ({"time_s": [0.0, 0.1]}, r"time_s has shape \(2,\), needs \(3,\)"),
        ({"time_s": [0.0, 0.1, 0.1]}, "time_s does not rise from frame 1"),
        ({"time_s": [0.0, np.nan, 0.1]}, "time_s holds values that are no times"),
        ({"time_s": [[0.0, 0.1, 0.2]]}, r"time_s has shape \(1, 3\), needs \(3,\)"),
        ({"size_px": (640,)}, r"frame_size_px has shape \(1,\), needs \(2\)"),
        ({"size_px": (640, 0)}, r"frame_size_px is \[640.0, 0.0\], needs a width and a height of 1 or more"),
        ({"size_px": (640, np.inf)}, "frame_size_px is"),
    ],
)
def test_what_does_not_fit_says_what_was_expected_and_what_came(
    changes: dict[str, Any], because: str
) -> None:
    with pytest.raises(TrackError, match=because) as caught:
        track(**changes)

    assert isinstance(caught.value, BacklineError)
