"""Keeping one person: whoever was there first stays the one who is judged, whoever walks through.

MediaPipe follows one pose. When somebody crosses, or the person is lost for a moment, it may go on with the
other one without a word. What gives that away is geometry: a body that stands somewhere for seconds does not
jump, does not change its size, and is still there when one looks again.

Distances are in body sizes: the longest of torso, thighs and shins in the picture, which changes least when a
person bends. Limits called measured lie beyond what the right poses of 39 recorded sets do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import dist, hypot
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vision.geometry import Point, midpoint
from vision.pose import Landmark, Pose

STEP_SIZES = 0.4  # measured 0.25: a jump from one frame to the next, beside what follows with time
SPEED_SIZES_PER_S = 3.0  # measured 2.9 in sets, without the noise of single frames
REACH_SIZES = 1.5  # measured 1.25: how far a set takes the torso from where it mostly is
SIZE_STEP = 0.4  # measured 0.3: how much the size may change from one frame to the next
SIZE_RATE_PER_S = 1.0  # guess: bending towards the camera halves the size within half a second
SIZE_FACTOR = 2.0  # measured 2.0: between the smallest and the largest of a whole set
MEMORY_S = 2.0  # guess: enough to know where somebody stays
SETTLED_S = 1.0  # guess: the first fits of a new pose are often bad and must not hold it back
MISFIT_S = 0.6  # guess: a passer-by in front is through by then, a pose that was fitted badly is still there
WALKED_OFF_S = 1.0  # guess: the place that somebody left is looked at for so long before going after them
ABSENCE_S = 3.0  # guess: after that, whoever stands there is the person

_LEG_BONES = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)
_BOX_MARGIN_SIZES = 0.5  # guess: an arm's length around all that was seen of the body
_OFF_CENTRE_COST = 0.6  # guess: at the edge of the frame a person must be 2.5 times as large to be meant


class Box(NamedTuple):
    """A part of the frame in pixels; it may reach beyond the frame."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point_px: Point) -> bool:
        """Whether the point lies in it."""
        return self.left <= point_px[0] <= self.right and self.top <= point_px[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class _Sight:
    """The time and place at which somebody was seen."""

    time_s: float
    centre_px: Point
    size_px: float
    box: Box


class _Doubt(Enum):
    """Why a pose may be somebody else's; the value is how long it keeps being refused, in seconds."""

    MISFIT = MISFIT_S
    WALKED_OFF = WALKED_OFF_S
    ELSEWHERE = ABSENCE_S


class PersonLock:
    """Decides for each pose whether it is the person who was there before.

    For every frame, in order of time: look for a pose in `search_box` (None means everywhere), then ask
    `keeps` with the pose or None. While `is_open`, the next pose is taken whoever it is, so choose well.
    `other_person_s` is the time for which somebody else stood for the person, counted once the person is
    found again.
    """

    def __init__(self) -> None:
        self.other_person_s = 0.0
        self._seen: deque[_Sight] = deque()  # the last MEMORY_S before `_doubt` came up
        self._first_s = 0.0
        self._doubt: _Doubt | None = None
        self._doubted_from_s = 0.0

    def is_open(self, time_s: float) -> bool:
        """Whether nobody is followed, either not yet or not any more."""
        if self._seen and self._gave_up(time_s):
            self._forget()
        return not self._seen

    @property
    def search_box(self) -> Box | None:
        """The part of the frame where the person was, while somebody else draws attention; else None."""
        if self._doubt in (None, _Doubt.MISFIT):
            return None
        margin = _BOX_MARGIN_SIZES * self._size_px()
        boxes = np.array([sight.box for sight in self._seen])
        left, top = boxes[:, :2].min(axis=0) - margin
        right, bottom = boxes[:, 2:].max(axis=0) + margin
        return Box(left, top, right, bottom)

    def keeps(self, pose: Pose | None, time_s: float) -> bool:
        """Whether this pose is the person's; False without a pose."""
        is_open = self.is_open(time_s)
        if pose is None:
            return False
        sight = _sight(pose, time_s)
        doubt = None if is_open else self._doubt_about(sight)
        if doubt is None:
            self._accept(sight)
        else:
            self._refuse(doubt, time_s)
        return doubt is None

    def follow(self, pose: Pose, time_s: float) -> None:
        """Start with this person, who was chosen among several; the search then looks where they are."""
        self._forget()
        self._accept(_sight(pose, time_s))
        self._refuse(_Doubt.ELSEWHERE, time_s)

    def _doubt_about(self, sight: _Sight) -> _Doubt | None:
        last, size_px = self._seen[-1], self._size_px()
        moved_px = dist(sight.centre_px, last.centre_px)
        if last.time_s - self._first_s < SETTLED_S:
            return _Doubt.ELSEWHERE if moved_px > REACH_SIZES * max(size_px, sight.size_px) else None
        step_sizes = STEP_SIZES + SPEED_SIZES_PER_S * (sight.time_s - last.time_s)
        if moved_px > min(step_sizes, REACH_SIZES) * size_px:
            return _Doubt.ELSEWHERE
        if self._left_home(sight, size_px):
            return _Doubt.WALKED_OFF
        return _Doubt.MISFIT if _changed_suddenly(last, sight) else None

    def _left_home(self, sight: _Sight, size_px: float) -> bool:
        """Whether this sight is out of reach of the place where the person had stayed.

        A body that is bent towards the camera looks short all over. Somebody who stands up from there is
        therefore measured, upwards, by the size that they have grown to.
        """
        home = self._earlier()
        if len(home) < 2 or self._seen[-1].time_s - self._seen[0].time_s < 0.9 * MEMORY_S:
            return False
        xs_px, ys_px = zip(*(there.centre_px for there in home), strict=True)
        stayed = dist((min(xs_px), min(ys_px)), (max(xs_px), max(ys_px))) <= REACH_SIZES * size_px
        aside_sizes = (sight.centre_px[0] - median(xs_px)) / size_px
        up_sizes = (sight.centre_px[1] - median(ys_px)) / max(size_px, self._seen[-1].size_px)
        return stayed and hypot(aside_sizes, up_sizes) > REACH_SIZES

    def _earlier(self) -> list[_Sight]:
        """The first half of what is remembered: whoever walked away was still at home then."""
        until_s = self._seen[-1].time_s - MEMORY_S / 2
        return [sight for sight in self._seen if sight.time_s <= until_s]

    def _accept(self, sight: _Sight) -> None:
        if not self._seen:
            self._first_s = sight.time_s
        if self._doubt in (_Doubt.WALKED_OFF, _Doubt.ELSEWHERE):
            self.other_person_s += sight.time_s - self._doubted_from_s
        self._doubt = None
        self._seen.append(sight)
        while sight.time_s - self._seen[0].time_s > MEMORY_S:
            self._seen.popleft()

    def _refuse(self, doubt: _Doubt, time_s: float) -> None:
        if doubt is _Doubt.WALKED_OFF:
            self._seen = deque(self._earlier())  # the person was already on the way in later sights
        still_walking = self._doubt is _Doubt.WALKED_OFF and doubt is _Doubt.ELSEWHERE
        if doubt is not self._doubt and not still_walking:
            self._doubt, self._doubted_from_s = doubt, time_s

    def _gave_up(self, time_s: float) -> bool:
        if self._doubt is not None and time_s - self._doubted_from_s > self._doubt.value:
            return True
        return time_s - self._seen[-1].time_s > ABSENCE_S

    def _forget(self) -> None:
        self._seen.clear()
        self._doubt = None

    def _size_px(self) -> float:
        return median(sight.size_px for sight in self._seen)


def most_likely_meant(poses: Sequence[Pose], frame_size_px: tuple[int, int]) -> Pose:
    """The largest and most central of several people."""
    half_px = frame_size_px[0] / 2

    def likelihood(pose: Pose) -> float:
        sight = _sight(pose, 0.0)
        off_centre = min(abs(sight.centre_px[0] - half_px) / half_px, 1.0)
        return sight.size_px * (1 - _OFF_CENTRE_COST * off_centre)

    return max(poses, key=likelihood)


def same_place(one: Pose, other: Pose) -> bool:
    """Whether two poses in one frame may be the same person, one of them fitted badly."""
    a, b = _sight(one, 0.0), _sight(other, 0.0)
    return a.box.holds(b.centre_px) or b.box.holds(a.centre_px)


def only_inside(image_rgb: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The image with everything outside the box black."""
    height, width = image_rgb.shape[:2]
    left, right = np.clip((round(box.left), round(box.right)), 0, width)
    top, bottom = np.clip((round(box.top), round(box.bottom)), 0, height)
    shown = np.zeros_like(image_rgb)
    shown[top:bottom, left:right] = image_rgb[top:bottom, left:right]
    return shown


def _sight(pose: Pose, time_s: float) -> _Sight:
    points: list[Point] = [(x, y) for x, y in pose.landmarks_px.tolist()]
    shoulders_px = midpoint(points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER])
    hips_px = midpoint(points[Landmark.LEFT_HIP], points[Landmark.RIGHT_HIP])
    legs_px = (dist(points[start], points[end]) for start, end in _LEG_BONES)
    size_px = max(dist(shoulders_px, hips_px), *legs_px, 1.0)
    xs_px, ys_px = zip(*points, strict=True)
    box = Box(min(xs_px), min(ys_px), max(xs_px), max(ys_px))
    return _Sight(time_s, midpoint(shoulders_px, hips_px), size_px, box)


def _changed_suddenly(last: _Sight, sight: _Sight) -> bool:
    factor = max(sight.size_px / last.size_px, last.size_px / sight.size_px)
    return factor > min(1 + SIZE_STEP + SIZE_RATE_PER_S * (sight.time_s - last.time_s), SIZE_FACTOR)
