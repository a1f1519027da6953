"""Where the body is to get to: dashed lines on the picture, made from what the movement declares."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import atan2, cos, hypot, pi, radians, sin

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, JUDGED_VISIBILITY, Joint, Side
from exercises.measures.arms import elbow_angle
from exercises.measures.legs import hip_angle, knee_angle
from exercises.measures.measure import Measure
from exercises.measures.support import kneels, plank_line
from exercises.measures.trunk import body_line, hip_line, trunk_inclination, trunk_lean
from exercises.movement import Movement, Signal, Window

Line = tuple[tuple[float, float], tuple[float, float]]
Points = NDArray[np.float32]
Drawer = Callable[[Points, Points, Side], Line | None]

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

    `landmarks_px` is (33, 2) and `visibility` (33,), 0..1.

    A limb's line lies where the repetition must get to: at the limit of the check on its range, else at the
    effort end of the signal. A body's line is the straight one between its ends.
    """
    lines = []
    for side in BOTH_SIDES:
        for draw in _drawers(movement):
            line = draw(landmarks_px, visibility, side)
            if line is not None:
                lines.append(line)
    return lines


def _drawers(movement: Movement) -> list[Drawer]:
    signal = movement.signal
    drawn: list[Drawer] = []
    if signal is not None and signal.measure.name in _LIMBS:
        drawn.append(partial(_limb, _LIMBS[signal.measure.name], _target_value(movement, signal)))
    elif signal is not None and signal.measure in (trunk_inclination, trunk_lean):
        drawn.append(partial(_trunk, _target_value(movement, signal)))
    ends = next((_LINES[m.name] for m in _measures(movement) if m.name in _LINES), None)
    if ends is not None:
        drawn.append(partial(_straight, ends))
    if any(measure is plank_line for measure in _measures(movement)):
        drawn.append(_plank)
    return drawn


def _target_value(movement: Movement, signal: Signal) -> float:
    """Where the signal must get to."""
    for check in movement.checks:
        if signal.measure in check.reads.measures and check.reads.window is Window.TOP:
            return check.limit.nearest(signal.effort)
    return signal.effort


def _measures(movement: Movement) -> list[Measure]:
    read = [measure for check in movement.checks for measure in check.reads.measures]
    return read + [check.measure for check in movement.hold_checks]


def _trunk(inclination_deg: float, points: Points, seen: Points, side: Side) -> Line | None:
    at = [int(joint.landmark(side)) for joint in (Joint.HIP, Joint.SHOULDER)]
    if min(float(seen[i]) for i in at) < JUDGED_VISIBILITY:
        return None
    (x, y), (shoulder_x, shoulder_y) = ((float(points[i][0]), float(points[i][1])) for i in at)
    length = hypot(shoulder_x - x, shoulder_y - y)
    forward = 1.0 if shoulder_x >= x else -1.0
    angle = radians(inclination_deg)
    return (x, y), (x + forward * length * sin(angle), y - length * cos(angle))


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


def _plank(points: Points, seen: Points, side: Side) -> Line | None:
    hip, knee, ankle = (
        (float(points[i][0]), float(points[i][1]))
        for i in (joint.landmark(side) for joint in (Joint.HIP, Joint.KNEE, Joint.ANKLE))
    )
    end = Joint.KNEE if kneels(hip, knee, ankle) else Joint.ANKLE
    return _straight((Joint.SHOULDER, end), points, seen, side)


def _straight(ends: tuple[Joint, Joint], points: Points, seen: Points, side: Side) -> Line | None:
    at = [int(joint.landmark(side)) for joint in ends]
    if min(float(seen[i]) for i in at) < JUDGED_VISIBILITY:
        return None
    (x1, y1), (x2, y2) = ((float(points[i][0]), float(points[i][1])) for i in at)
    return (x1, y1), (x2, y2)
