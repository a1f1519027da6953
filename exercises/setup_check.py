"""The check before a set: is the person seen well enough for the movement, and what to do if not."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.body import Body, Joint
from exercises.judging import turn_to
from exercises.movement import ANY_VIEW, Movement
from exercises.observer import FORGOTTEN_S, Observer
from vision.geometry import PlumbLine
from vision.pose import Pose
from vision.view import View, squarely_side_on

FAR_BELOW = 0.12  # guess: torso over the picture's shorter side; sample sets lie at 0.19 to 0.33
NEAR_ABOVE = 0.5  # guess: nearer, no movement of arms or legs stays in the picture
_PARTS = {
    Joint.EAR: "head",
    Joint.MOUTH: "head",
    Joint.SHOULDER: "shoulders",
    Joint.ELBOW: "arms",
    Joint.WRIST: "hands",
    Joint.HIP: "hips",
    Joint.KNEE: "knees",
    Joint.ANKLE: "feet",
}


@dataclass(frozen=True, slots=True)
class SetupFinding:
    """One thing that was looked at. Where it is not `ok`, `remedy` says what to do; `ok` is None while
    nothing is known of it.
    """

    id: str
    label: str
    ok: bool | None
    remedy: str = ""


def judged_views(movement: Movement) -> frozenset[View]:
    """The views from which at least half of the movement's judgements can be made."""
    checks = [check.views for check in movement.checks] or [
        check.views for check in movement.hold_checks if check.pauses
    ]
    return frozenset(
        view
        for view in ANY_VIEW
        if view is movement.best_view or 2 * sum(view not in views for views in checks) <= len(checks)
    )


class SetupCheck:
    """Looks at one person until they are seen as the movement wants it. Feed it every frame.

    `frame_size_px` is the width and height of the picture; `plumb` is as for Coach.
    """

    def __init__(
        self, movement: Movement, frame_size_px: tuple[int, int], plumb: PlumbLine | None = None
    ) -> None:
        self._movement = movement
        self._size_px, self._plumb = frame_size_px, plumb
        self._observer = Observer(frame_size_px, plumb)
        self._views = judged_views(movement)
        self._joints = _joints_read(movement)

    def update(self, pose: Pose | None, time_s: float) -> list[SetupFinding]:
        """Take the pose at `time_s`, None where nobody was found; gives what was found in it."""
        body = self._observer.observe(pose, time_s)
        if body is None:
            last_s = self._observer.last_seen_s
            if last_s is not None and time_s - last_s > FORGOTTEN_S:
                self._observer = Observer(self._size_px, self._plumb)
            return [
                SetupFinding("frame", "In the picture", False, "Step into the picture, whole body"),
                SetupFinding("distance", "Distance", None),
                SetupFinding("view", "View", None),
            ]
        return [self._in_frame(body), self._distance(body), self._view()]

    def _in_frame(self, body: Body) -> SetupFinding:
        width_px, height_px = self._size_px
        sides = self._observer.stance.sides
        cut = []
        for joint in self._joints:
            for side in sides:
                x, y = body.picture_px[int(joint.landmark(side))]
                if not (0 <= x <= width_px and 0 <= y <= height_px):
                    cut.append(_PARTS[joint])
        if not cut:
            return SetupFinding("frame", "In the picture", True)
        parts = " and ".join(dict.fromkeys(cut))
        verb = "is" if parts == "head" else "are"
        return SetupFinding(
            "frame", "In the picture", False, f"Your {parts} {verb} cut off: step back or tilt the camera"
        )

    def _distance(self, body: Body) -> SetupFinding:
        share = body.torso_px / min(self._size_px)
        if share < FAR_BELOW:
            return SetupFinding("distance", "Distance", False, "You are far away: come closer to the camera")
        if share > NEAR_ABOVE:
            return SetupFinding(
                "distance", "Distance", False, "You are very close: step back from the camera"
            )
        return SetupFinding("distance", "Distance", True)

    def _view(self) -> SetupFinding:
        stance = self._observer.stance
        view = stance.view(self._movement.on_floor)
        if view is View.UNKNOWN:
            return SetupFinding("view", "View", None)
        if view not in self._views:
            return SetupFinding("view", "View", False, turn_to(self._views))
        askew = stance.side_on and not squarely_side_on(stance.turned_ratio, view)
        if self._movement.needs_outline and askew:
            return SetupFinding(
                "view", "View", False, "Turn a little more side-on: your back is read from there"
            )
        return SetupFinding("view", "View", True)


def _joints_read(movement: Movement) -> tuple[Joint, ...]:
    """The joints that counting and judging look at, and the head, from top to toe."""
    joints = {Joint.EAR}
    if movement.signal is not None:
        joints.update(movement.signal.measure.joints)
    for condition in movement.position:
        joints.update(condition.measure.joints)
    for check in movement.checks:
        joints.update(check.shows)
    for hold_check in movement.hold_checks:
        joints.update(hold_check.measure.joints)
    return tuple(joint for joint in _PARTS if joint in joints)
