"""The coach takes poses with media time and gives counts, holds, verdicts and cues, live or recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises.body import BOTH_SIDES, COUNTED_VISIBILITY, Body, Side
from exercises.cues import CueSpeaker
from exercises.exercise_set import Correction, ExerciseSet
from exercises.hold_set import NOT_IN_POSITION, UNSEEN, HoldSet
from exercises.judging import MORE_PICTURES, is_sparse
from exercises.measures.back import back_row
from exercises.movement import Condition, Movement, Sides
from exercises.observation import Moment, Observation
from exercises.observer import BRIDGED_S, FORGOTTEN_S, Stance
from exercises.position import PositionGate
from exercises.readings import read
from exercises.rep_set import RepSet
from exercises.report import CoachedSet, RepResult, SetReport, Trace, by_importance, report_of
from exercises.strictness import Strictness, at_strictness
from exercises.verdict import Result
from vision.geometry import PlumbLine
from vision.pose import Landmark, Pose
from vision.track import Track
from vision.view import View, squarely_side_on

TILTED_DEG = 4.0  # guess: below it a correction is not worth a word
LEAST_COVERAGE = 0.8  # guess: a person who was seen in a smaller share of the frames is told so
_TRACE_STEP_S = 1 / 15
_NOTICE_UNSEEN = "I can't see you: step into the picture, whole body"


@dataclass(frozen=True, slots=True)
class CoachState:
    """What there is to show after a frame.

    `phase` is waiting, ready, lifting, top, lowering, moving, holding or paused. `progress` is 0..1 towards
    the effort end, `signal` the measure that is counted on. `sides` are the repetitions and `sides_s` the
    seconds held on each side, None where sides are not apart; `side` is the one that is held now. `hold_s` is
    the streak under way, None for plain repetitions. `notice` says why nothing is counted or timed just now.
    `highlight` are the joints of the fault that `cue` speaks of. `back` is the last verdict on the shape of
    the back, None before the first; `back_row` the row of the pose's outline that shows the back, None where
    its shape is not read. `landmarks_px` (33, 2) is None where nobody was found.
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
    things are tilted in them; with None the camera is taken to stand level. `side` restricts a movement
    that counts its sides apart to one of them, `strictness` says how form is judged. Call `update` for
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
        self.movement = movement = at_strictness(movement, strictness)
        self._strictness = strictness
        self._observation = Observation(frame_size_px, plumb)
        self._now: Moment | None = None
        self._gate = PositionGate(movement.position)
        self._speaker = CueSpeaker()
        self._side = side
        self._set: ExerciseSet = (
            HoldSet(movement, side) if movement.signal is None else RepSet(movement, side)
        )
        self._sides: tuple[Side, ...] = BOTH_SIDES
        self._views: dict[View, int] = {}
        self._frames = self._seen_frames = 0
        self._first_s = self._last_s = 0.0
        self._highlight: frozenset[Landmark] = frozenset()
        self._view = Stance().view(movement.on_floor)
        self._needs_outline = movement.needs_outline
        self._back_checks = frozenset(check.id for check in movement.checks if check.shows_back)
        measure = movement.signal.measure if movement.signal else movement.hold_checks[0].measure
        self._trace = Trace(measure.name, measure.label, measure.unit)

    def update(self, pose: Pose | None, time_s: float) -> CoachState:
        """Take the pose at `time_s` (seconds of media time, rising), None where nobody was found."""
        moments = self._observation.update(pose, time_s)
        for moment in moments:
            self.take(moment)
        return self._state(moments[-1]) if moments else _waiting_state(pose, time_s)

    def take(self, moment: Moment) -> None:
        """Take what was observed at one moment instead of a pose; a coach is given only one of the two.

            observation = Observation(track.frame_size_px)
            for time_s, pose in track:
                for moment in observation.update(pose, time_s):
                    for coach in coaches:
                        coach.take(moment)
            ...

        `observation.finish()` gives the moments that are still held back at the end.
        """
        self._first_s = self._first_s if self._frames else moment.time_s
        self._last_s = moment.time_s
        self._frames += 1
        if moment.anybody_yet:
            self._now = moment
            self._view = moment.stance.view(self.movement.on_floor)
            self._advance(moment)
            self._keep_trace(moment)

    def take_back(self) -> bool:
        """Take back the last repetition, which the person says was not one; False before the first."""
        return self._set.take_back()

    def finish(self, source: Mapping[str, Any] | None = None, partial: bool = False) -> SetReport:
        """End the set, and give its report. `source` says what is known of the recording: its `file`,
        `duration_s`, `fps` and `frames` go into the report. `partial` says that it was not read whole.
        """
        return report_of(self.end(), source or {}, partial)

    def end(self) -> CoachedSet:
        """End the set, and give what was found without rounding it for a report."""
        for moment in self._observation.finish():
            self.take(moment)
        self._set.finish()
        coverage = self._seen_frames / self._frames if self._frames else 0.0
        return CoachedSet(
            movement=self.movement,
            strictness=self._strictness,
            view=max(self._views, key=lambda view: self._views[view], default=self._view),
            side=self._reported_side(),
            reps=self._set.results(),
            attempts=tuple(self._set.attempts),
            hold=self._set.hold(),
            verdicts=by_importance(self._set.set_verdicts(), self.movement),
            score=self._set.score(),
            warnings=tuple(self._warnings(coverage)),
            trace=self._trace,
            pose_coverage=coverage,
            camera_tilt_deg=self._now.tilt_deg if self._now else None,
        )

    def _advance(self, moment: Moment) -> None:
        time_s, body = moment.time_s, moment.body
        if moment.last_seen_s is not None and moment.away_s > BRIDGED_S:
            self._set.unseen_since(moment.last_seen_s)
        if moment.away_s > FORGOTTEN_S:
            self._gate.close("Take the starting position")
            self._leave(time_s, UNSEEN)
        if body is None:
            self._set.miss(time_s)
            return
        self._seen_frames += 1
        if not self._set.active:  # the signal would jump if the side changed in mid-attempt
            self._sides = moment.stance.sides
        self._gate.update(time_s, lambda condition: self._condition(body, condition), moment.walking)
        if self._gate.open:
            self._coach(body, time_s)
        else:
            self._leave(time_s, NOT_IN_POSITION)

    def _coach(self, body: Body, time_s: float) -> None:
        self._views[self._view] = self._views.get(self._view, 0) + 1
        corrections = self._set.update(body, time_s, self._sides, self._view, self._gate.leaving)
        self._correct(corrections, time_s)

    def _leave(self, time_s: float, reason: str) -> None:
        self._correct(self._set.leave(time_s, reason), time_s)

    def _condition(self, body: Body, condition: Condition) -> float:
        value, visibility = read(condition.measure, body, self._sides)
        return value if visibility >= COUNTED_VISIBILITY else nan

    def _correct(self, corrections: list[Correction], time_s: float) -> None:
        for correction in corrections:
            said = self._speaker.offer(time_s, [fault.cue for fault in correction.faults])
            sides = self._sides if correction.side is None else (correction.side,)
            for fault in correction.faults:
                if fault.cue == said:
                    self._highlight = frozenset(j.landmark(side) for j in fault.shows for side in sides)

    def _state(self, moment: Moment) -> CoachState:
        """What there is to show after a moment."""
        time_s, body = moment.time_s, moment.body
        if not moment.anybody_yet:
            return _waiting_state(None, time_s)
        cue = self._speaker.current(time_s)
        shown = self._set.describe(time_s)
        return CoachState(
            time_s=time_s,
            phase=self._set.phase if self._gate.open else "waiting",
            attempts=shown.attempts,
            reps=shown.reps,
            clean_reps=shown.clean_reps,
            sides=shown.sides,
            sides_s=shown.sides_s,
            side=shown.side,
            progress=shown.progress if self._gate.open else None,
            signal=self._set.value if body is not None else None,
            hold_s=shown.hold_s,
            hold_total_s=shown.hold_total_s,
            cue=cue,
            notice=self._notice(moment),
            highlight=self._highlight if cue else frozenset(),
            landmarks_px=None if body is None else body.picture_px,
            view=self._view,
            last_rep=self._set.last_rep,
            back=self._back(),
            back_row=self._back_row(moment) if self._needs_outline else None,
        )

    def _notice(self, moment: Moment) -> str | None:
        """Why nothing is counted, timed or judged just now."""
        if moment.body is None:
            return _NOTICE_UNSEEN if moment.away_s > BRIDGED_S else None
        if not self._gate.open and self._gate.reason is not None:
            return self._gate.reason
        return self._set.notice(self._view)

    def _back_row(self, moment: Moment) -> int | None:
        if moment.body is None or not squarely_side_on(moment.stance.turned_ratio, self._view):
            return None
        return back_row(moment.body)

    def _back(self) -> Result | None:
        """The last verdict on the shape of the back."""
        verdicts = self._set.last_rep.verdicts if self._set.last_rep else ()
        return next((verdict.result for verdict in verdicts if verdict.check in self._back_checks), None)

    def _keep_trace(self, moment: Moment) -> None:
        trace, time_s = self._trace, moment.time_s
        if trace.time_s and time_s < trace.time_s[-1] + _TRACE_STEP_S - 1e-3:
            return
        signal = self._set.value if moment.body is not None else None
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
        lasted_s = self._last_s - self._first_s
        if self._frames > 1 and is_sparse((self._first_s, self._first_s + lasted_s / (self._frames - 1))):
            found.append(
                f"Only {(self._frames - 1) / lasted_s:.1f} pictures a second were judged, so tempo, pauses"
                f" and stillness were not. {MORE_PICTURES}."
            )
        if self._seen_frames and not self._views:
            found.append(
                f"Nobody took the position of {self.movement.name}:"
                f" check which movement it is, and the camera. {self.movement.camera}"
            )
        done = self._set.sides_done
        if self.movement.sides is Sides.ALTERNATING and len(done) == 1 and self._side is None:
            (side,) = done
            found.append(f"Only the {side} side was done: change sides with every repetition.")
        tilt_deg = (self._now.tilt_deg if self._now else None) or 0.0
        if abs(tilt_deg) >= TILTED_DEG:
            found.append(
                f"The camera leans by {abs(tilt_deg):.0f}°. Angles are corrected for that;"
                " set it level all the same."
            )
        return found


def _waiting_state(pose: Pose | None, time_s: float) -> CoachState:
    """What there is to show before anything is counted."""
    if pose is None:
        return CoachState(time_s, "waiting", notice=_NOTICE_UNSEEN)
    return CoachState(time_s, "waiting", landmarks_px=pose.landmarks_px.astype(np.float64))


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
