"""Live coaching without hands: from the setup check over the sets to the rests between them.

It knows frames, poses and the person's few buttons; it knows no browser and no network. For each frame it
gives a dictionary that goes to the browser as it is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from math import ceil, isfinite
from typing import Any, Final

from analysis.live_set import LiveSet, SetFolders
from analysis.overlay import overlay_of
from exercises.catalogue import find
from exercises.coach import CoachState
from exercises.movement import Kind, Movement
from exercises.report import SetReport
from exercises.setup_check import SetupCheck, SetupFinding
from exercises.strictness import Strictness
from exercises.targets import target_lines
from exercises.verdict import Result
from reports.wording import faults, result_sentences
from vision.geometry import PlumbLine
from vision.light import Light, is_dark, light_of
from vision.plumb import plumb_line
from vision.pose import Frame, Pose

READY_S: Final = 1.2  # guess: everything must be well for this long before the count-down
COUNTDOWN_S: Final = 3.0
LOST_S: Final = 1.5  # guess: a person who is not seen for so long is not ready
LEFT_S: Final = 4.0  # guess: a set is over when its position was left for so long
IDLE_S: Final = 25.0  # guess: a set is over after so long in position without a repetition
STALE_S: Final = 10.0  # a set begins anew after so long a wait, so that no report is mostly waiting
_LIGHT_EVERY_S: Final = 0.5
PAIN: Final = (
    "Stopped. Put the weight down and get out of the position slowly. Do not train on through pain: if it is"
    " sharp, runs into an arm or a leg, or comes with numbness or weakness, have it looked at before"
    " you train again."
)
PAIN_REMARK: Final = "You stopped this set because of pain."
_LIGHT_REMEDY: Final = {
    Light.DARK: "It is dark: switch on a lamp or open the curtains",
    Light.GLARING: "It is too bright: turn the camera away from the window",
    Light.FLAT: "The picture shows hardly anything: wipe the lens or uncover it",
}


class Stage(StrEnum):
    """The stage of the session that the person is in."""

    SETUP = "setup"
    COUNTDOWN = "countdown"
    READY = "ready"
    SET = "set"
    REST = "rest"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(slots=True)
class _Preparation:
    """What is known before a set; it begins anew whenever the setup has to be looked at again."""

    check: SetupCheck | None = None
    well_since_s: float | None = None
    light: SetupFinding | None = None
    light_s: float = 0.0
    countdown_from_s: float | None = None
    unseen_since_s: float | None = None
    plumb: PlumbLine | None = None


class LiveCoaching:
    """Coaches one person in front of one camera. Give it every frame with its pose, in order of time.

    `movement` is an id; `side` and `strictness` are those of LiveSet. Finished sets are written by `folders`.
    """

    def __init__(
        self,
        movement: str,
        folders: SetFolders,
        side: str | None = None,
        strictness: Strictness = Strictness.USUAL,
    ) -> None:
        self.folders = folders
        self.stage = Stage.SETUP
        self._movement: Movement = find(movement)
        self._side, self._strictness = side, strictness
        self._size_px: tuple[int, int] | None = None
        self._set: LiveSet | None = None
        self._before_pause = Stage.SETUP
        self._last_report: SetReport | None = None
        self._preparation = _Preparation()
        self._now_s = self._rest_from_s = self._quiet_since_s = self._away_since_s = 0.0

    # --- what the person does ---------------------------------------------------------------------------

    @property
    def movement(self) -> Movement:
        """The movement that is coached."""
        return self._movement

    @property
    def side(self) -> str | None:
        """The one side that is counted, "left" or "right"; None when both are."""
        return self._side

    def choose(
        self, movement: str, side: str | None = None, strictness: Strictness = Strictness.USUAL
    ) -> None:
        """Train something else from now on; choosing the same again changes nothing.

        A set in which something was done is judged to its end as it was begun.

        Raises UnknownMovementError when the catalogue has no such movement.
        """
        if strictness != self._strictness:
            self._strictness = strictness
            if self._set is not None and not self._set.something_done:
                self._set = None
        if (movement, side) == (self._movement.id, self._side):
            return
        self.end_set()
        self._movement, self._side, self._set = find(movement), side, None
        if self.stage is not Stage.STOPPED:
            self._prepare()

    def press(self, button: str) -> None:
        """Do what a button asks for; a button that means nothing now does nothing."""
        match button:
            case "pause" if self.stage not in (Stage.PAUSED, Stage.STOPPED):
                self._before_pause, self.stage = self.stage, Stage.PAUSED
            case "resume" if self.stage is Stage.PAUSED:
                self.stage = self._before_pause
            case "resume" if self.stage is Stage.STOPPED:
                self._prepare()
            case "next" if self.stage in (Stage.SET, Stage.READY, Stage.REST, Stage.PAUSED):
                self.end_set()
                self.stage = Stage.REST if self._last_report else Stage.READY
                self._rest_from_s = self._now_s
            case "undo" if self._set is not None:
                self._set.take_back()
            case "pain":
                self.end_set(PAIN_REMARK)
                self.stage = Stage.STOPPED
            case "skip" if self.stage is Stage.SETUP:
                self.stage = Stage.COUNTDOWN
            case "setup" if self.stage in (Stage.READY, Stage.REST):
                self._prepare()

    def end_set(self, remark: str | None = None) -> None:
        """Write the set under way, if anything was done in it."""
        if self._set is not None:
            report = self.folders.write(self._set, remark)
            self._last_report = report or self._last_report
        self._set = None

    # --- frames -----------------------------------------------------------------------------------------

    def take(self, frame: Frame, pose: Pose | None) -> dict[str, Any]:
        """Coach one frame and return what to show on it, as plain data for JSON."""
        self._now_s = frame.time_s
        if self._size_px != frame.size_px:
            self.end_set()
            self._size_px = frame.size_px
            if self.stage not in (Stage.PAUSED, Stage.STOPPED):
                self._prepare()
        shown: dict[str, Any] = {"stage": self.stage}
        if self.stage is Stage.SETUP:
            shown |= self._check_setup(frame, pose)
        elif self.stage is Stage.COUNTDOWN:
            shown |= self._count_down(frame, pose)
        elif self.stage in (Stage.READY, Stage.SET, Stage.REST):
            shown |= self._coach(frame, pose)
        shown["stage"] = self.stage
        if self.stage is Stage.REST:
            shown["rest_s"] = round(frame.time_s - self._rest_from_s, 1)
        if self.stage is Stage.STOPPED:
            shown["notice"] = PAIN
        if "landmarks" not in shown:
            shown |= _body(pose)
        return shown | self._tally()

    def _check_setup(self, frame: Frame, pose: Pose | None) -> dict[str, Any]:
        ready = self._preparation
        if ready.check is None:
            ready.check = SetupCheck(self._movement, frame.size_px)
        findings = [*ready.check.update(pose, frame.time_s), self._light(frame)]
        if not all(finding.ok for finding in findings):
            ready.well_since_s = None
        elif ready.well_since_s is None:
            ready.well_since_s = frame.time_s
        elif frame.time_s - ready.well_since_s >= READY_S:
            self.stage = Stage.COUNTDOWN
        remedy = next((finding.remedy for finding in findings if finding.remedy), None)
        return {"findings": [asdict(finding) for finding in findings], "remedy": remedy}

    def _light(self, frame: Frame) -> SetupFinding:
        ready = self._preparation
        if ready.light is None or frame.time_s - ready.light_s >= _LIGHT_EVERY_S:
            light, ready.light_s = light_of(frame.image_rgb), frame.time_s
            ready.light = SetupFinding("light", "Light", light is Light.GOOD, _LIGHT_REMEDY.get(light, ""))
        return ready.light

    def _count_down(self, frame: Frame, pose: Pose | None) -> dict[str, Any]:
        ready = self._preparation
        if ready.countdown_from_s is None:
            ready.countdown_from_s = frame.time_s
            ready.plumb = plumb_line(frame.image_rgb)
        if pose is not None:
            ready.unseen_since_s = None
        elif ready.unseen_since_s is None:
            ready.unseen_since_s = frame.time_s
        elif frame.time_s - ready.unseen_since_s >= LOST_S:
            self._prepare()
            return {}
        left_s = COUNTDOWN_S - (frame.time_s - ready.countdown_from_s)
        if left_s <= 0:
            self.stage = Stage.READY
        return {"countdown": max(ceil(left_s), 0)}

    def _coach(self, frame: Frame, pose: Pose | None) -> dict[str, Any]:
        if self._set is None:
            plumb = self._preparation.plumb
            self._set = LiveSet(self._movement.id, frame.size_px, self._side, plumb, self._strictness)
            self._quiet_since_s = self._away_since_s = frame.time_s
        current = self._set
        state = current.take(frame.time_s, pose, is_dark(frame.image_rgb))
        self._follow(current, state, frame.time_s)
        return _show_coached(state, pose, current)

    def _follow(self, current: LiveSet, state: CoachState, time_s: float) -> None:
        """Begin and end sets by what the person does."""
        away = state.phase == "waiting"
        busy = state.phase not in ("waiting", "ready", "paused")
        if not away:
            self._away_since_s = time_s
        if busy:
            self._quiet_since_s = time_s
        if self.stage is not Stage.SET and not away and (busy or self.stage is Stage.READY):
            self.stage = Stage.SET
        away_s, quiet_s = time_s - self._away_since_s, time_s - self._quiet_since_s
        if current.something_done and (away_s >= LEFT_S or quiet_s >= IDLE_S):
            self.end_set()
            self.stage, self._rest_from_s = Stage.REST, self._quiet_since_s
        elif not current.something_done and away_s >= STALE_S and current.lasted_s >= STALE_S:
            self._set = None
            self.stage = Stage.REST if self.stage is Stage.REST else Stage.READY

    def _tally(self) -> dict[str, Any]:
        """What stays on the screen between the frames of a set."""
        return {
            "set": len(self.folders.saved) + (1 if self._set and self._set.something_done else 0),
            "sets_done": len(self.folders.saved),
            "last_set": None if self._last_report is None else _summary(self._last_report),
            "problem": str(self.folders.problems[-1]) if self.folders.problems else None,
        }

    def _prepare(self) -> None:
        """Begin the look at the setup anew."""
        self._preparation = _Preparation()
        self.stage = Stage.SETUP


def _show_coached(state: CoachState, pose: Pose | None, current: LiveSet) -> dict[str, Any]:
    movement = current.movement
    overlay = overlay_of(state, movement, pose)
    shown: dict[str, Any] = {
        "phase": state.phase,
        "reps": state.reps,
        "attempts": state.attempts,
        "headline": overlay.headline,
        "label": overlay.label,
        "progress": _round(state.progress, 3),
        "signal": _round(state.signal, 3),
        "cue": state.cue,
        "notice": state.notice,
        "chips": [asdict(chip) for chip in current.chips],
        "highlight": sorted(int(joint) for joint in overlay.highlight),
        "hold": None if overlay.hold is None else _hold(state, movement, overlay.hold.progress),
        "tempo": _tempo(current),
    }
    if overlay.landmarks_px is not None and pose is not None:
        shown["landmarks"] = _points(overlay.landmarks_px)
        shown["visibility"] = [round(float(seen), 2) for seen in pose.visibility]
        shown["targets"] = [
            [[round(x, 1), round(y, 1)] for x, y in line]
            for line in target_lines(movement, overlay.landmarks_px, pose.visibility)
        ]
    if overlay.back_line_px is not None:
        shown["back"] = _points(overlay.back_line_px)
    shown["back_state"] = None if state.back in (None, Result.NOT_JUDGED) else str(state.back)
    return shown


def _hold(state: CoachState, movement: Movement, progress: float) -> dict[str, Any]:
    asked_s = movement.dose.hold_s[0] if movement.dose.hold_s else None
    streak_s = state.hold_s or 0.0
    return {
        "progress": round(min(progress, 1.0), 3),
        "s": round(streak_s, 1),
        "left_s": None if asked_s is None else round(max(asked_s - streak_s, 0.0), 1),
        "paused": state.phase == "paused",
        "total_s": _round(state.hold_total_s, 1),
    }


def _tempo(current: LiveSet) -> dict[str, Any] | None:
    rep = current.last_rep
    if rep is None or current.movement.kind is not Kind.REPS or not current.chips:
        return None
    return {
        "lifting_s": _round(rep.lifting_s, 1),
        "top_s": _round(rep.top_pause_s, 1),
        "lowering_s": _round(rep.lowering_s, 1),
    }


def _summary(report: SetReport) -> dict[str, Any]:
    found = faults(report)
    return {
        "movement": report.movement_name,
        "reps": report.reps,
        "clean_reps": report.clean_reps,
        "hold_s": report.hold.total_s if report.hold else None,
        "score": report.score,
        "checks_judged": report.checks_judged,
        "checks": report.checks,
        "words": result_sentences(report),
        "fault": found[0].label if found else None,
    }


def _body(pose: Pose | None) -> dict[str, Any]:
    if pose is None:
        return {}
    return {
        "landmarks": _points(pose.landmarks_px),
        "visibility": [round(float(seen), 2) for seen in pose.visibility],
    }


def _points(points: Any) -> list[list[float] | None]:
    """The points rounded to a tenth of a pixel, None for those that are not known."""
    return [[round(float(x), 1), round(float(y), 1)] if isfinite(x + y) else None for x, y in points]


def _round(value: float | None, digits: int) -> float | None:
    return None if value is None or not isfinite(value) else round(float(value), digits)
