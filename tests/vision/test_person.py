"""Whoever was there first stays the one who is judged. Poses are stick figures with a torso of 100 px."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from vision.errors import BacklineError
from vision.estimate import PoseEstimator
from vision.frames import VideoFile
from vision.person import (
    ABSENCE_S,
    MISFIT_S,
    WALKED_OFF_S,
    Box,
    PersonLock,
    most_likely_meant,
    only_inside,
    same_place,
)
from vision.pose import Frame, Landmark, Pose

TORSO = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
FPS = 30


def person(x_px: float = 400, y_px: float = 300, size_px: float = 100) -> Pose:
    """Somebody standing, with the middle of the torso at (x, y) and torso, thighs and shins of that size."""
    points = np.zeros((33, 2))
    points[:11] = (0.1, -0.9)
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = [(0.2, -0.5), (-0.2, -0.5)]
    points[13:23] = (0.25, 0.3)
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = [(0.15, 0.5), (-0.15, 0.5)]
    points[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]] = [(0.15, 1.4), (-0.15, 1.4)]
    points[27:] = (0.15, 2.3)
    return Pose((points * size_px + (x_px, y_px)).astype(np.float32), np.ones(33, dtype=np.float32))


class Recording:
    """Feeds a lock frame by frame at a steady rate and remembers what it kept."""

    def __init__(self, fps: float = FPS) -> None:
        self.lock = PersonLock()
        self.fps = fps
        self.time_s = 0.0

    def shows(self, pose: Pose | None, seconds: float = 0.0) -> list[bool]:
        """The same pose for so long, or for one frame."""
        return [self._next(pose) for _ in range(max(round(seconds * self.fps), 1))]

    def shows_all(self, poses: list[Pose]) -> list[bool]:
        return [self._next(pose) for pose in poses]

    def walks(self, from_px: float, to_px: float, seconds: float) -> list[Pose]:
        return [person(x_px=x) for x in np.linspace(from_px, to_px, round(seconds * self.fps))]

    def _next(self, pose: Pose | None) -> bool:
        kept = self.lock.keeps(pose, self.time_s)
        self.time_s += 1 / self.fps
        return kept


@pytest.fixture
def recording() -> Recording:
    """Somebody has been standing at x=400 for three seconds."""
    recording = Recording()
    assert all(recording.shows(person(), seconds=3))
    return recording


class TestTheSamePerson:
    @pytest.mark.parametrize("fps", [15, 24, 30, 60])
    def test_repetitions_are_kept_at_every_frame_rate(self, fps: int) -> None:
        recording = Recording(fps)
        phases = [2 * math.pi * 0.5 * i / fps for i in range(10 * fps)]
        deadlifts = [person(y_px=300 + 60 * math.sin(a), size_px=100 - 20 * math.sin(a)) for a in phases]

        assert all(recording.shows_all(deadlifts))

    def test_who_stands_up_from_a_crouch_before_the_camera_is_kept(self) -> None:
        """Bent towards the camera, all that is measured of a body is short."""
        recording = Recording()
        recording.shows(person(y_px=300, size_px=55), seconds=3)
        rising = [person(y_px=y, size_px=s) for y, s in np.linspace((300, 55), (200, 100), FPS)]

        assert all(recording.shows_all(rising) + recording.shows(rising[-1], seconds=2))

    def test_somebody_who_was_lost_for_a_moment_is_kept(self, recording: Recording) -> None:
        recording.shows(None, seconds=0.5)

        assert recording.shows(person(y_px=380)) == [True]
        assert recording.lock.other_person_s == 0

    def test_somebody_who_walks_in_is_followed(self) -> None:
        recording = Recording()

        assert all(recording.shows_all(recording.walks(0, 900, seconds=3)))

    def test_a_bad_first_fit_does_not_hold_back_the_good_one(self) -> None:
        recording = Recording()
        recording.shows(person(y_px=250, size_px=45), seconds=0.2)

        assert all(recording.shows(person(), seconds=2))

    def test_a_bad_fit_in_between_is_refused(self, recording: Recording) -> None:
        assert recording.shows(person(size_px=40)) == [False]
        assert recording.shows(person()) == [True]
        assert recording.lock.other_person_s == 0

    def test_a_new_size_that_stays_is_accepted(self, recording: Recording) -> None:
        kept = recording.shows(person(size_px=250), seconds=2)

        assert kept.index(True) / FPS == pytest.approx(MISFIT_S, abs=0.1)
        assert all(kept[kept.index(True) :])


class TestSomebodyElse:
    def test_a_jump_to_somebody_else_is_refused(self, recording: Recording) -> None:
        assert not any(recording.shows(person(x_px=650), seconds=1))

    def test_the_search_is_led_back_to_the_person(self, recording: Recording) -> None:
        assert recording.lock.search_box is None

        recording.shows(person(x_px=650))

        box = recording.lock.search_box
        assert box is not None
        assert all(box.holds(point) for point in person().landmarks_px)
        assert not any(box.holds(point) for point in person(x_px=650).landmarks_px)

    def test_the_person_is_kept_on_when_found_again(self, recording: Recording) -> None:
        recording.shows(person(x_px=650), seconds=1)

        assert recording.shows(person()) == [True]
        assert recording.lock.search_box is None
        assert recording.lock.other_person_s == pytest.approx(1.0, abs=0.01)

    def test_a_passer_by_does_not_drag_the_pose_along(self, recording: Recording) -> None:
        kept = recording.shows_all(recording.walks(400, 800, seconds=1.4))

        assert not any(kept[round(0.6 * FPS) :]), "still followed 1.7 sizes away"
        assert recording.lock.search_box is not None
        assert not recording.lock.search_box.holds(person(x_px=800).landmarks_px[TORSO].mean(axis=0))
        assert recording.shows(person()) == [True]
        assert recording.lock.other_person_s == pytest.approx(0.9, abs=0.2)

    def test_whoever_stands_there_after_a_long_absence_is_accepted(self, recording: Recording) -> None:
        kept = recording.shows(person(x_px=650), seconds=ABSENCE_S + 1)

        assert kept.index(True) / FPS == pytest.approx(ABSENCE_S, abs=0.1)
        assert recording.lock.other_person_s == 0, "it was no other person after all"

    def test_somebody_who_really_walked_off_is_followed_once_the_place_is_empty(
        self, recording: Recording
    ) -> None:
        kept = recording.shows_all(recording.walks(400, 700, seconds=1))
        refused_at = kept.index(False)
        recording.shows(None, seconds=WALKED_OFF_S)  # the search box is empty

        assert recording.shows(person(x_px=700)) == [True]
        assert refused_at / FPS < 1.0

    def test_nobody_for_long_leaves_it_open_who_is_next(self, recording: Recording) -> None:
        recording.shows(None, seconds=ABSENCE_S + 0.1)

        assert recording.lock.is_open(recording.time_s)
        assert recording.shows(person(x_px=900, size_px=300)) == [True]

    @given(
        scale=st.floats(0.2, 5),
        dx_px=st.floats(-500, 500),
        dy_px=st.floats(-500, 500),
        mirrored=st.booleans(),
    )
    def test_place_scale_and_mirroring_change_nothing(
        self, scale: float, dx_px: float, dy_px: float, mirrored: bool
    ) -> None:
        story = [person()] * 70
        story += [person(x_px=400 + 8 * i) for i in range(30)]  # dragged along
        story += [person(size_px=40)] * 5 + [person()] * 10 + [person(x_px=650)] * 20 + [person()] * 5
        turn = np.array([-1 if mirrored else 1, 1])
        moved = [
            Pose((p.landmarks_px * turn * scale + (dx_px, dy_px)).astype(np.float32), p.visibility)
            for p in story
        ]

        assert Recording().shows_all(moved) == Recording().shows_all(story)


class TestChoosingAtTheStart:
    def test_the_largest_is_meant(self) -> None:
        near, far = person(x_px=350, size_px=140), person(x_px=600, size_px=70)

        assert most_likely_meant([far, near], (960, 540)) is near

    def test_of_two_alike_the_central_one_is_meant(self) -> None:
        side, centre = person(x_px=850), person(x_px=500)

        assert most_likely_meant([side, centre], (960, 540)) is centre

    def test_the_chosen_one_is_searched_and_nobody_else_is_kept(self) -> None:
        lock = PersonLock()
        lock.follow(person(x_px=500), 0.0)

        assert lock.search_box is not None
        assert not lock.keeps(person(x_px=850), 1 / 30)
        assert lock.keeps(person(x_px=505), 2 / 30)
        assert lock.search_box is None

    def test_two_fits_of_one_body_are_one_person(self) -> None:
        assert same_place(person(), person(x_px=380, y_px=370, size_px=50))
        assert not same_place(person(), person(x_px=550))


def test_outside_the_box_the_picture_is_black() -> None:
    picture = np.full((60, 80, 3), 200, dtype=np.uint8)

    shown = only_inside(picture, Box(-10, 20, 30.4, 500))

    assert (shown[20:, :30] == 200).all()
    assert shown.sum() == 200 * 3 * 40 * 30
    assert (picture == 200).all(), "the frame itself is left as it was"


@pytest.mark.slow
def test_a_passer_by_in_a_recording_does_not_take_over(real_sets: Path) -> None:
    """Somebody large walks across in front of a man who curls; half a second after, he is followed again."""
    alone = list(_frames(real_sets / "028_biceps_curl.mp4", 200))
    crossed, crossing_s = _crossed(alone, _cut_out(real_sets / "018_squat.mp4"))
    with PoseEstimator() as estimator:
        truth = [_torso_px(estimator.estimate(frame)) for frame in alone]
    with PoseEstimator() as estimator:
        found = [_torso_px(estimator.estimate(frame)) for frame in crossed]
        other_person_s = estimator.other_person_s

    far_off = np.array([np.hypot(*(a - b)) > 60 for a, b in zip(truth, found, strict=True)])
    lost = np.isnan([point[0] for point in found])
    time_s = np.array([frame.time_s for frame in crossed])
    after = time_s > crossing_s[1] + 0.5
    assert far_off.sum() <= 0.4 * FPS
    assert lost.sum() <= 0.5 * FPS
    assert not (far_off | lost)[after].any()
    assert 0 < other_person_s < 1.0


def _frames(path: Path, count: int) -> list[Frame]:
    with VideoFile(path) as video:
        return [frame for frame, _ in zip(video, range(count), strict=False)]


def _cut_out(path: Path) -> NDArray[np.uint8]:
    """A picture of a person, cropped to the body."""
    frame = _frames(path, 1)[0]
    with PoseEstimator() as estimator:
        pose = estimator.estimate(frame)
    if pose is None:
        raise BacklineError(f"nobody in the first frame of {path}")
    left, top = np.maximum(pose.landmarks_px.min(axis=0) - 15, 0).astype(int)
    right, bottom = pose.landmarks_px.max(axis=0).astype(int) + 15
    return frame.image_rgb[top:bottom, left:right]


def _crossed(frames: list[Frame], body: NDArray[np.uint8]) -> tuple[list[Frame], tuple[float, float]]:
    """The frames with that body, as high as the frame, crossing from the third second on, and when."""
    width, height = frames[0].size_px
    grow = height // body.shape[0] + 1
    body = np.repeat(np.repeat(body, grow, axis=0), grow, axis=1)[:height]
    crossed, start_s, px_per_s = [], 3.0, 0.6 * width
    for frame in frames:
        image = frame.image_rgb.copy()
        left = int((frame.time_s - start_s) * px_per_s) - body.shape[1]
        shown = body[:, max(-left, 0) : max(width - left, 0)]
        if frame.time_s >= start_s:
            image[height - body.shape[0] :, max(left, 0) : max(left, 0) + shown.shape[1]] = shown
        crossed.append(Frame(image, frame.time_s, frame.index))
    return crossed, (start_s, start_s + (width + body.shape[1]) / px_per_s)


def _torso_px(pose: Pose | None) -> NDArray[np.float32]:
    if pose is None:
        return np.full(2, np.nan, dtype=np.float32)
    centre: NDArray[np.float32] = pose.landmarks_px[TORSO].mean(axis=0)
    return centre
