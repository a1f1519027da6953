"""The overlay that shows what the coach says about a frame, the same live and recorded."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from exercises.coach import CoachState
from exercises.measures.back import BACK_SPAN
from exercises.movement import Kind, Movement
from exercises.verdict import Result
from vision.draw import BackState, HoldRing, Overlay, back_line
from vision.pose import Pose

_ASKED_S = 30.0  # guess: the ring of a hold whose dose names no time is full after this


def overlay_of(state: CoachState, movement: Movement, pose: Pose | None) -> Overlay:
    """The overlay for the frame that `state` was made from; `pose` is the pose in it, None without one."""
    headline, label = _count(state, movement)
    return Overlay(
        landmarks_px=_points(state) if pose is not None else None,
        visibility=None if pose is None else pose.visibility,
        highlight=state.highlight,
        back_line_px=_back_line(state, pose),
        back_state=_back(state),
        headline=headline,
        label=label,
        phase=state.phase,
        progress=state.progress,
        hold=_ring(state, movement),
        cue=state.cue,
        notice=state.notice,
        elapsed_s=state.time_s,
    )


def _points(state: CoachState) -> NDArray[np.float32] | None:
    return None if state.landmarks_px is None else state.landmarks_px.astype(np.float32)


def _back_line(state: CoachState, pose: Pose | None) -> NDArray[np.float32] | None:
    """The part of the back's outline whose shape is judged."""
    line = None if pose is None or state.back_row is None else back_line(pose, state.back_row)
    return None if line is None else line[BACK_SPAN]


def _back(state: CoachState) -> BackState | None:
    if state.back is None or state.back is Result.NOT_JUDGED:
        return None
    return "fault" if state.back is Result.FAULT else "ok"


def _count(state: CoachState, movement: Movement) -> tuple[str, str]:
    if movement.kind.is_hold:
        total_s = str(int(state.hold_total_s or 0.0))
        per_side = {side: int(held_s) for side, held_s in (state.sides_s or {}).items()}
        if movement.kind is Kind.TIMED:
            return total_s, "s, form is not judged"
        return total_s, f"s · {_each(per_side)}" if per_side else "s in position"
    if state.sides:
        return str(state.reps), _each(state.sides)
    noun = "cycle" if movement.kind is Kind.FLOW else "rep"
    return str(state.reps), noun if state.reps == 1 else f"{noun}s"


def _each(sides: Mapping[str, object]) -> str:
    return " · ".join(f"{amount} {side}" for side, amount in sides.items())


def _ring(state: CoachState, movement: Movement) -> HoldRing | None:
    if state.hold_s is None:
        return None
    asked_s = movement.dose.hold_s[0] if movement.dose.hold_s else _ASKED_S
    return HoldRing(state.hold_s / asked_s, str(int(state.hold_s)), paused=state.phase == "paused")
