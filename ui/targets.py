"""Where the body is to get to: dashed lines on the picture, made from what the movement declares."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, JUDGED_VISIBILITY, Joint, Side
from exercises.measures import Measure, body_line, elbow_angle, hip_angle, hip_line, knee_angle
from exercises.movement import Movement

Line = tuple[tuple[float, float], tuple[float, float]]
Points = NDArray[np.float32]

# the limb that moves, drawn from the joint: (fixed end, joint, moving end)
_LIMBS: dict[str, tuple[Joint, Joint, Joint]] = {
    elbow_angle.name: (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    hip_angle.name: (Joint.KNEE, Joint.HIP, Joint.SHOULDER),
    knee_angle.name: (Joint.HIP, Joint.KNEE, Joint.ANKLE),
}
_LINES: dict[str, tuple[Joint, Joint]] = {
    body_line.name: (Joint.SHOULDER, Joint.ANKLE),
    hip_line.name: (Joint.SHOULDER, Joint.KNEE),
}


def target_lines(movement: Movement, landmarks_px: Points, visibility: Points) -> list[Line]:
    """The lines for one pose, in pixels; none where the joints are not seen or the movement names no place.

    A limb's line lies where the effort end of the movement is; a body's line is the straight one between its
    ends.
    """
    lines = []
    for side in BOTH_SIDES:
        for draw in _drawn(movement):
            line = draw(landmarks_px, visibility, side)
            if line is not None:
                lines.append(line)
    return lines


def _drawn(movement: Movement) -> list[Callable[[Points, Points, Side], Line | None]]:
    signal = movement.signal
    drawn: list[Callable[[Points, Points, Side], Line | None]] = []
    if signal is not None and signal.measure.name in _LIMBS and not signal.from_neutral:
        limb, effort = _LIMBS[signal.measure.name], signal.effort
        drawn.append(lambda points, seen, side: _limb(limb, effort, points, seen, side))
    for measure in _measures(movement):
        if measure.name in _LINES:
            ends = _LINES[measure.name]
            drawn.append(lambda points, seen, side, ends=ends: _straight(ends, points, seen, side))  # type: ignore[misc]
            break
    return drawn


def _measures(movement: Movement) -> list[Measure]:
    checks = [getattr(check.reads, "measure", None) for check in movement.checks]
    return [m for m in checks if m is not None] + [check.measure for check in movement.hold_checks]


def _limb(
    joints: tuple[Joint, Joint, Joint], angle_deg: float, points: Points, seen: Points, side: Side
) -> Line | None:
    at = [int(joint.landmark(side)) for joint in joints]
    if min(float(seen[i]) for i in at) < JUDGED_VISIBILITY:
        return None
    fixed, middle, moving = (points[i] for i in at)
    to_fixed = atan2(fixed[1] - middle[1], fixed[0] - middle[0])
    to_moving = atan2(moving[1] - middle[1], moving[0] - middle[0])
    turn = (to_moving - to_fixed + pi) % (2 * pi) - pi
    wanted = to_fixed + (radians(angle_deg) if turn >= 0 else -radians(angle_deg))
    length = hypot(moving[0] - middle[0], moving[1] - middle[1])
    x, y = float(middle[0]), float(middle[1])
    return (x, y), (x + length * cos(wanted), y + length * sin(wanted))


def _straight(ends: tuple[Joint, Joint], points: Points, seen: Points, side: Side) -> Line | None:
    at = [int(joint.landmark(side)) for joint in ends]
    if min(float(seen[i]) for i in at) < JUDGED_VISIBILITY:
        return None
    (x1, y1), (x2, y2) = ((float(points[i][0]), float(points[i][1])) for i in at)
    return (x1, y1), (x2, y2)
