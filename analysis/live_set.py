"""A set done in front of a camera, and its files: the same for the window and for the dashboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vision.errors import BacklineError

if TYPE_CHECKING:
    from exercises.coach import CoachState
    from exercises.report import RepResult, SetReport
    from vision.geometry import PlumbLine
    from vision.pose import Pose


@dataclass(frozen=True, slots=True)
class RepChip:
    """What is shown of a repetition that is over.

    `form` is clean, fault or not_judged. `reason` says what was wrong with it and is None without a fault;
    `side` is None where sides are not counted apart.
    """

    side: str | None
    form: str
    reason: str | None


class LiveSet:
    """One set; its times begin with its first frame.

    `movement` is an id. `side` is "left" or "right" where a movement that is counted on each side is to be
    counted on one only, else None. `strictness` is "lenient", "usual" or "strict". `state` is what the coach
    said of the last frame, None before the first. `chips` are the repetitions so far, as judged when they
    were done.
    """

    def __init__(
        self,
        movement: str,
        size_px: tuple[int, int],
        side: str | None,
        plumb: PlumbLine | None,
        strictness: str = "usual",
    ) -> None:
        from exercises.body import Side
        from exercises.catalogue import find
        from exercises.coach import Coach
        from exercises.strictness import Strictness

        self.state: CoachState | None = None
        self.chips: list[RepChip] = []
        self.last_rep: RepResult | None = None
        named = find(movement)
        one_side = Side(side) if side and named.sides.apart else None
        self._coach = Coach(named, size_px, one_side, plumb, Strictness(strictness))
        self.movement = self._coach.movement
        self._start_s: float | None = None
        self._end_s = 0.0
        self._frames = 0
        self._dark_s = 0.0

    @property
    def something_done(self) -> bool:
        """Whether there is anything to report."""
        state = self.state
        return state is not None and bool(state.attempts or state.reps or state.hold_total_s)

    @property
    def lasted_s(self) -> float:
        """Seconds from its first frame to its last one."""
        return self._end_s

    def take(self, time_s: float, pose: Pose | None, dark: bool = False) -> CoachState:
        """Coach one frame; `time_s` rises from frame to frame, and `dark` says that it had little light."""
        self._start_s = time_s if self._start_s is None else self._start_s
        self._dark_s += time_s - self._start_s - self._end_s if dark else 0.0
        self._end_s = time_s - self._start_s
        self._frames += 1
        self.state = self._coach.update(pose, self._end_s)
        if self.state.last_rep is not None and self.state.last_rep is not self.last_rep:
            self.last_rep = self.state.last_rep
            self.chips.append(_chip(self.last_rep))
        return self.state

    def take_back(self) -> bool:
        """Take back the last repetition; returns False when there is no repetition."""
        if not self._coach.take_back():
            return False
        self.chips = self.chips[:-1]
        return True

    def report(self, camera: str, remark: str | None = None) -> SetReport:
        """The set's report; `remark` stands among its warnings."""
        from analysis.recording import dark_warnings

        fps = (self._frames - 1) / self._end_s if self._end_s > 0 else None
        source = {
            "file": camera,
            "duration_s": round(self._end_s, 3),
            "fps": None if fps is None else round(fps, 1),
            "frames": self._frames,
        }
        report = self._coach.finish(source)
        remarks = [remark] if remark else []
        return replace(report, warnings=(*remarks, *report.warnings, *dark_warnings(self._dark_s)))


class SetFolders:
    """Writes sets to folders of their own under `root`.

    `saved` lists the reports with their files, `problems` the errors of files that could not be written.
    """

    def __init__(self, root: Path, camera: str) -> None:
        self.root, self.camera = root, camera
        self.saved: list[tuple[SetReport, list[Path]]] = []
        self.problems: list[BacklineError] = []

    def write(self, done: LiveSet, remark: str | None = None) -> SetReport | None:
        """Write a set and give its report, None when nothing was done in it."""
        if not done.something_done:
            return None
        number = len(self.saved) + 1
        folder = free_folder(self.root, f"set-{number}-{done.movement.id}")
        report = done.report(self.camera, remark)
        self.saved.append((report, self._write(folder, report)))
        return report

    def _write(self, folder: Path, report: SetReport) -> list[Path]:
        from analysis import outputs

        try:
            outputs.require_writable(folder)
        except BacklineError as error:
            self.problems.append(error)
            return []
        files, problems = outputs.write_set(folder, outputs.SetContent(report))
        self.problems += problems
        return files


def free_folder(root: Path, name: str) -> Path:
    """The folder `name` under `root`, with a number behind it when something of that name is there."""
    number, folder = 1, root / name
    while folder.exists():
        number += 1
        folder = root / f"{name}-{number}"
    return folder


def _chip(rep: RepResult) -> RepChip:
    reasons = (verdict.reason for verdict in rep.verdicts if verdict.cue is not None)
    return RepChip(rep.side.value if rep.side else None, rep.form.value, next(reasons, None))
