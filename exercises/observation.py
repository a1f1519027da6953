"""What is known of a person from moment to moment: the stage between poses and a coach.

Several coaches may be given the same moments. Nothing that a moment holds changes afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises.body import Body
from exercises.observer import Observer, Stance
from vision.geometry import PlumbLine
from vision.pose import Pose

HELD_BACK_S = 0.35  # guess: poses are looked at this long, to know side, facing and view before counting


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame at media time `time_s`, and what is known by then.

    `body` is None where nobody is seen in the frame, `anybody_yet` False until a first pose was found.
    `last_seen_s` is when somebody was last seen before, None where nobody was. `walking` says that the whole
    body shifts. `tilt_deg` is how the camera leans where the person was first seen, None before and where
    that is not known.
    """

    time_s: float
    body: Body | None
    stance: Stance
    walking: bool = False
    last_seen_s: float | None = None
    tilt_deg: float | None = None
    anybody_yet: bool = True

    @property
    def away_s(self) -> float:
        """How long nobody was seen before this frame, 0 where nobody ever was."""
        return 0.0 if self.last_seen_s is None else self.time_s - self.last_seen_s


class Observation:
    """Makes moments of poses. The first poses are held back until it is known how the person stands, and then
    seen with that knowledge; so one frame may give no moment, or several.

    `frame_size_px` is the width and height of the pictures that the poses lie in; `plumb` says how upright
    things are tilted in them; with None the camera is taken to stand level.
    """

    def __init__(self, frame_size_px: tuple[int, int], plumb: PlumbLine | None = None) -> None:
        self._frame_size_px, self._plumb = frame_size_px, plumb
        self._observer = Observer(frame_size_px, plumb)
        self._held_back: list[tuple[Pose | None, float]] | None = []

    def update(self, pose: Pose | None, time_s: float) -> list[Moment]:
        """Take the pose at `time_s` (seconds of media time, rising), None where nobody was found; gives the
        moments that are known with it.
        """
        if self._held_back is None:
            return [self._observe(pose, time_s)]
        if pose is None and not self._held_back:
            return [Moment(time_s, None, self._observer.stance, anybody_yet=False)]
        self._held_back.append((pose, time_s))
        return self.finish() if time_s - self._held_back[0][1] >= HELD_BACK_S else []

    def finish(self) -> list[Moment]:
        """Give the moments that are still held back, with what they all tell of how the person stands."""
        if not self._held_back:
            return []
        held_back, self._held_back = self._held_back, None
        scout = Observer(self._frame_size_px, self._plumb)
        for pose, time_s in held_back:
            scout.observe(pose, time_s)
        self._observer.stance = scout.stance
        return [self._observe(pose, time_s) for pose, time_s in held_back]

    def _observe(self, pose: Pose | None, time_s: float) -> Moment:
        last_seen_s = self._observer.last_seen_s
        body = self._observer.observe(pose, time_s)
        return Moment(
            time_s,
            body,
            self._observer.stance,
            body is not None and self._observer.walking,
            last_seen_s,
            self._observer.tilt_deg if self._plumb else None,
        )
