"""The coach: poses with media time in; count, hold, verdicts and cues out. The same for live and recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, Body, Side
from exercises.cues import CueSpeaker
from exercises.hold_set import NOT_IN_POSITION, UNSEEN, HoldSet
from exercises.judging import Result
from exercises.measures.back import back_row
from exercises.movement import Check, Condition, HoldCheck, Movement, Sides
from exercises.observer import BRIDGED_S, FORGOTTEN_S, Observer
from exercises.position import PositionGate
from exercises.reading import read
from exercises.rep_set import Rep, RepSet
from exercises.report import CoachedSet, RepResult, SetReport, Trace, by_importance, report_of
from exercises.strictness import Strictness, judged
from vision.geometry import PlumbLine
from vision.pose import Landmark, Pose
from vision.track import Track
from vision.view import View, squarely_side_on

HELD_BACK_S = 0.35  # guess: of poses looked at before anything is counted, to know side, facing and view
TILTED_DEG = 4.0  # guess: below it a correction is not worth a word
LEAST_COVERAGE = 0.8  # guess: seen less, the person is told
_TRACE_STEP_S = 1 / 15
_NOTICE_UNSEEN = "I can't see you: step into the picture, whole body"


@dataclass(frozen=True, slots=True)
class CoachState:
    """What there is to show after a frame.

    `phase` is waiting, ready, lifting, top, lowering, holding or paused. `progress` is 0..1 towards the
    effort end, `signal` the measure that is counted on. `sides` are the repetitions and `sides_s` the seconds
    held on each side, None where sides are not apart; `side` is the one that is held now. `hold_s` is the
    streak under way, None for plain repetitions. `notice` says why nothing is counted or timed just now.
    `highlight` are the joints of the fault that `cue` speaks of. `back` is the last verdict on the shape of
    the back, None before the first; `back_row` the row of the pose's outline that shows the back, None where
    its shape is not read.
    """

    time_s: float
    phase: str
    attempts: int = 0
    reps: int = 0
    clean_reps: int = 0
    sides: dict[str, int] | None = None
    sides_s: dict[str, float] | None = None
    side: Side | None = None
    progress: float | None = None
    signal: float | None = None
    hold_s: float | None = None
    hold_total_s: float | None = None
    cue: str | None = None
    notice: str | None = None
    highlight: frozenset[Landmark] = frozenset()
    back: Result | None = None
    back_row: int | None = None
    landmarks_px: NDArray[np.float64] | None = None
    view: View = View.UNKNOWN
    last_rep: RepResult | None = None


class Coach:
    """Coaches one set of one movement.

    `frame_size_px` is the width and height of the pictures that the poses lie in; `plumb` says how upright
    things are tilted in them, None that the camera is taken to stand level. `side` restricts a movement
    that is counted side by side to one of them, `strictness` says how its form is judged. Call `update` for
    every frame, with None where nobody was found, and `finish` once.

        coach = Coach(find("deadlift"), track.frame_size_px)
        for time_s, pose in track:
            state = coach.update(pose, time_s)
        report = coach.finish({"file": "set.mp4"})
    """

    def __init__(
        self,
        movement: Movement,
        frame_size_px: tuple[int, int],
        side: Side | None = None,
        plumb: PlumbLine | None = None,
        strictness: Strictness = Strictness.USUAL,
    ) -> None:
        self.movement = movement = judged(movement, strictness)
        self._strictness = strictness
        self._frame_size_px, self._plumb = frame_size_px, plumb
        self._observer = Observer(frame_size_px, plumb)
        self._gate = PositionGate(movement.position)
        self._speaker = CueSpeaker()
        self._side = side
        self._set: RepSet | HoldSet = (
            HoldSet(movement, side) if movement.signal is None else RepSet(movement, side)
        )
        self._held_back: list[tuple[Pose | None, float]] | None = []
        self._sides: tuple[Side, ...] = BOTH_SIDES
        self._views: dict[View, int] = {}
        self._frames = self._seen_frames = 0
        self._highlight: frozenset[Landmark] = frozenset()
        self._last_rep: RepResult | None = None
        self._back_checks = frozenset(check.id for check in movement.checks if check.shows_back)
        measure = movement.signal.measure if movement.signal else movement.hold_checks[0].measure
        self._trace = Trace(measure.name, measure.label, measure.unit)

    def update(self, pose: Pose | None, time_s: float) -> CoachState:
        """Take the pose at `time_s` (seconds of media time, rising), None where nobody was found."""
        if self._held_back is None:
            return self._advance(pose, time_s)
        if pose is not None or self._held_back:
            self._held_back.append((pose, time_s))
        else:
            self._frames += 1
        if self._held_back and time_s - self._held_back[0][1] >= HELD_BACK_S:
            return self._release()
        if pose is None:
            return CoachState(time_s, "waiting", notice=_NOTICE_UNSEEN)
        return CoachState(time_s, "waiting", landmarks_px=pose.landmarks_px.astype(np.float64))

    def take_back(self) -> bool:
        """Take back the last repetition, which the person says was none; False when there is none."""
        return isinstance(self._set, RepSet) and self._set.take_back()

    def finish(self, source: Mapping[str, Any] | None = None, partial: bool = False) -> SetReport:
        """End the set. Of `source`, what is known of the recording, `file`, `duration_s`, `fps` and `frames`
        go into the report; `partial` says that the recording was not read whole.
        """
        return report_of(self.end(), source or {}, partial)

    def end(self) -> CoachedSet:
        """End the set, and give what was found without rounding it for a report."""
        if self._held_back:
            self._release()
        self._set.finish()
        coverage = self._seen_frames / self._frames if self._frames else 0.0
        return CoachedSet(
            movement=self.movement,
            strictness=self._strictness,
            view=max(self._views, key=lambda view: self._views[view], default=self._view()),
            side=self._reported_side(),
            reps=self._set.results() if isinstance(self._set, RepSet) else (),
            attempts=tuple(self._set.attempts) if isinstance(self._set, RepSet) else (),
            hold=self._set.hold(),
            verdicts=by_importance(self._set.set_verdicts(), self.movement),
            score=self._set.score(),
            warnings=tuple(self._warnings(coverage)),
            trace=self._trace,
            pose_coverage=coverage,
            camera_tilt_deg=self._observer.tilt_deg if self._plumb else None,
        )

    def _release(self) -> CoachState:
        """Enough was seen to know how the person stands: go through what was held back with that."""
        held_back, self._held_back = self._held_back or [], None
        scout = Observer(self._frame_size_px, self._plumb)
        for pose, time_s in held_back:
            scout.observe(pose, time_s)
        self._observer.stance = scout.stance
        return [self._advance(pose, time_s) for pose, time_s in held_back][-1]

    def _advance(self, pose: Pose | None, time_s: float) -> CoachState:
        self._frames += 1
        last_seen_s = self._observer.last_seen_s if self._observer.last_seen_s is not None else time_s
        away_s = time_s - last_seen_s
        body = self._observer.observe(pose, time_s)
        if away_s > BRIDGED_S and isinstance(self._set, HoldSet):
            self._set.unseen_since(last_seen_s)
        if away_s > FORGOTTEN_S:
            self._gate.close("Take the starting position")
            self._leave(time_s, UNSEEN)
        if body is None:
            if isinstance(self._set, RepSet):
                self._set.miss(time_s)
            return self._state(time_s, None, _NOTICE_UNSEEN if away_s > BRIDGED_S else None)
        self._seen_frames += 1
        self._choose_sides()
        self._gate.update(time_s, lambda condition: self._condition(body, condition), self._observer.walking)
        if self._gate.open:
            self._coach(body, time_s)
        else:
            self._leave(time_s, NOT_IN_POSITION)
        return self._state(time_s, body, None if self._gate.open else self._gate.reason)

    def _coach(self, body: Body, time_s: float) -> None:
        view = self._view()
        self._views[view] = self._views.get(view, 0) + 1
        if isinstance(self._set, HoldSet):
            self._set.update(body, time_s, self._sides, view)
            side = self._set.side
            self._say(time_s, self._set.faults(), self._sides if side is None else (side,))
            return
        self._judged(self._set.update(body, time_s, self._sides, self._gate.leaving), time_s)

    def _judged(self, reps: list[Rep], time_s: float) -> None:
        for rep in reps:
            assert isinstance(self._set, RepSet)
            self._last_rep = rep.result(len(self._set.reps))
            self._say(time_s, self._faults(rep), self._sides if rep.side is None else (rep.side,))

    def _leave(self, time_s: float, reason: str) -> None:
        if isinstance(self._set, HoldSet):
            self._set.away(time_s, reason)
        else:
            self._judged(self._set.pause(), time_s)

    def _choose_sides(self) -> None:
        """The sides that measures are read from: the nearer one side-on, both otherwise. Never in
        mid-attempt.
        """
        if not self._set.active:
            stance = self._observer.stance
            self._sides = (stance.near_side,) if stance.side_on else BOTH_SIDES

    def _condition(self, body: Body, condition: Condition) -> float:
        value, visibility = read(condition.measure, body, self._sides)
        return value if visibility >= COUNTED_VISIBILITY else nan

    def _faults(self, rep: Rep) -> list[Check]:
        faulty = {verdict.check for verdict in rep.verdicts if verdict.result is Result.FAULT}
        return sorted((c for c in self.movement.checks if c.id in faulty), key=lambda c: c.priority)

    def _say(self, time_s: float, faults: list[Check] | list[HoldCheck], sides: tuple[Side, ...]) -> None:
        said = self._speaker.offer(time_s, [fault.cue for fault in faults])
        for fault in faults:
            if fault.cue == said:
                self._highlight = frozenset(j.landmark(side) for j in fault.shows for side in sides)

    def _state(self, time_s: float, body: Body | None, notice: str | None) -> CoachState:
        cue = self._speaker.current(time_s)
        signal = self._set.value if body is not None else None
        self._keep_trace(time_s, signal)
        shown = (
            self._hold_shown(self._set)
            if isinstance(self._set, HoldSet)
            else self._reps_shown(self._set, time_s)
        )
        if notice is None and body is not None:
            notice = self._set.notice(self._view())
        return CoachState(
            time_s=time_s,
            phase=self._set.phase if self._gate.open else "waiting",
            signal=signal,
            cue=cue,
            notice=notice,
            highlight=self._highlight if cue else frozenset(),
            landmarks_px=None if body is None else body.picture_px,
            view=self._view(),
            last_rep=self._last_rep,
            back=self._back(),
            back_row=None if body is None or not self.movement.needs_outline else self._back_row(body),
            **shown,
        )

    def _hold_shown(self, hold: HoldSet) -> dict[str, Any]:
        return {
            "hold_s": hold.streak_s,
            "hold_total_s": hold.total_s,
            "sides_s": hold.per_side_s() or None,
            "side": hold.side,
        }

    def _reps_shown(self, reps: RepSet, time_s: float) -> dict[str, Any]:
        counted = len(reps.reps) + reps.pending
        return {
            "attempts": counted + len(reps.attempts),
            "reps": counted,
            "clean_reps": reps.clean_reps,
            "sides": reps.per_side() if self.movement.sides.apart else None,
            "progress": reps.progress if self._gate.open else None,
            "hold_s": reps.hold_s(time_s),
        }

    def _view(self) -> View:
        return self._observer.stance.view(self.movement.on_floor)

    def _back_row(self, body: Body) -> int | None:
        shoulder_ratio = self._observer.stance.shoulder_ratio
        return back_row(body) if squarely_side_on(shoulder_ratio, self._view()) else None

    def _back(self) -> Result | None:
        """The last verdict on the shape of the back."""
        verdicts = self._last_rep.verdicts if self._last_rep else ()
        return next((verdict.result for verdict in verdicts if verdict.check in self._back_checks), None)

    def _keep_trace(self, time_s: float, signal: float | None) -> None:
        trace = self._trace
        if trace.time_s and time_s < trace.time_s[-1] + _TRACE_STEP_S - 1e-3:
            return
        trace.time_s.append(round(time_s, 3))
        trace.value.append(None if signal is None or not isfinite(signal) else round(signal, 3))

    def _reported_side(self) -> Side | None:
        if self._side is not None:
            return self._side
        return self._sides[0] if len(self._sides) == 1 and self.movement.sides is Sides.BOTH else None

    def _warnings(self, coverage: float) -> list[str]:
        found = []
        if self._frames and coverage < LEAST_COVERAGE:
            found.append(
                f"You were seen in {coverage:.0%} of the frames: keep the whole body in the picture."
            )
        if self._seen_frames and not self._views:
            found.append(
                f"Nobody took the position of {self.movement.name}:"
                f" check which movement it is, and the camera. {self.movement.camera}"
            )
        done = {rep.side for rep in self._set.reps} if isinstance(self._set, RepSet) else set()
        if self.movement.sides is Sides.ALTERNATING and len(done) == 1 and self._side is None:
            (side,) = done
            found.append(f"Only the {side} side was done: change sides with every repetition.")
        tilt_deg = self._observer.tilt_deg or 0.0
        if abs(tilt_deg) >= TILTED_DEG:
            found.append(
                f"The camera leans by {abs(tilt_deg):.0f}°. Angles are corrected for that;"
                " set it level all the same."
            )
        return found


def coach_track(
    track: Track,
    movement: Movement,
    side: Side | None = None,
    plumb: PlumbLine | None = None,
    strictness: Strictness = Strictness.USUAL,
) -> SetReport:
    """Coach all of a track as one set of a movement; the arguments are those of Coach."""
    coach = Coach(movement, track.frame_size_px, side, plumb, strictness)
    for time_s, pose in track:
        coach.update(pose, time_s)
    return coach.finish(track.source)
