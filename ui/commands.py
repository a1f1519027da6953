"""The work behind the commands of the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from backline import __version__
from exercises.any_movement import ANY_ID
from exercises.body import Side
from exercises.movement import Check, HoldCheck, Movement
from exercises.strictness import Strictness
from reports.wording import sentence_case
from sample_videos import FOLDER
from vision.errors import BacklineError
from vision.libraries import require_libraries

if TYPE_CHECKING:
    from analysis.analyze import Job
    from analysis.executor import Executor
    from exercises.report import SetReport

BAD_INPUT = 2
INTERRUPTED = 130
_FEWEST_FPS = 5.0  # guess: below it a quick repetition can fall between two frames


class RequestError(BacklineError):
    """The command line asks for something that is impossible, or for things that exclude each other."""


class Screen(Console):
    """A terminal that leaves a broken pipe to whoever runs the command."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, because Rich would end the program with the exit code of a fault."""
        raise BrokenPipeError


# --- analyze ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """What `backline analyze` was asked for, as it was given.

    `movement` is an id, "any", or None to recognise it. `side` is left, right, or None for both. `out` is the
    folder for the results, None for the usual one. `model` is lite, full or a path. `save_track` says whether
    to keep the poses, or in which file; `track` is a file of poses to use instead of looking for them. `fps`
    is the most frames to read in a second, None for the usual number. `strictness` is lenient, usual or
    strict.
    """

    videos: tuple[Path, ...]
    movement: str | None
    side: str | None = None
    out: Path | None = None
    model: str = "full"
    with_video: bool = True
    save_track: bool | Path = False
    track: Path | None = None
    all_frames: bool = False
    fps: float | None = None
    strictness: str = "usual"


def analyze(request: AnalyzeRequest, as_json: bool, workers: Executor | None = None) -> int:
    """Analyse what was asked for, print the results and give the exit code.

    `workers` share the work; with None this process does all of it. The exit code is 0, 2 when there were
    problems, or 130 after Ctrl-C. Raises BacklineError when the request makes no sense.
    """
    require_libraries()
    _check(request)
    movement = _movement_id(request)  # a wrong id is told before anything is opened
    from analysis.batch import analyze_all
    from ui.progress import Bars, Interrupt

    jobs = _jobs(request, movement)
    with Interrupt() as interrupted, Bars(shown=not as_json) as bars:
        outcomes = analyze_all(jobs, workers, bars.bar, interrupted)
    reports = [analysis.report for outcome in outcomes for analysis in outcome.analyses]
    if as_json:
        several = len(request.videos) > 1 or movement is None
        contents = [report.to_dict() for report in reports]
        _print_json((contents or None) if several else contents[0] if contents else None)
    problems: list[str] = []
    for outcome in outcomes:
        if outcome.error is not None:
            problems.append(str(outcome.error))
        for analysis in outcome.analyses:
            if not as_json:
                _print_report(analysis.report, analysis.files)
            problems += [str(problem) for problem in analysis.problems]
    for problem in problems:
        print(problem, file=sys.stderr)
    if interrupted():
        return INTERRUPTED
    return BAD_INPUT if problems else 0


def _check(request: AnalyzeRequest) -> None:
    if not request.videos and request.track is None:
        raise RequestError("Give a recording to analyse, as in: backline analyze set.mp4")
    if request.side is not None and request.movement in (None, ANY_ID):
        raise RequestError(f"--side {request.side} needs a movement that is counted side by side: name it.")
    if len(request.videos) > 1 and (request.track is not None or isinstance(request.save_track, Path)):
        raise RequestError("A track belongs to one recording: give one video, or leave the file name out.")
    if request.fps is not None and request.all_frames:
        raise RequestError("--fps and --all-frames exclude each other: leave one out.")
    if request.fps is not None and not request.fps >= _FEWEST_FPS:
        raise RequestError(f"--fps {request.fps:g} is too few to count by: give at least {_FEWEST_FPS:g}.")


def _side(request: AnalyzeRequest) -> Side | None:
    return None if request.side is None else Side(request.side)


def _movement_id(request: AnalyzeRequest) -> str | None:
    """The id of the movement that was named, None when it is to be recognised."""
    from analysis.analyze import suitable_movement

    if request.movement is None or request.movement.strip().lower() == ANY_ID:
        return request.movement and ANY_ID
    return suitable_movement(request.movement, _side(request)).id


def _jobs(request: AnalyzeRequest, movement: str | None) -> list[Job]:
    """A job for each recording, each with a folder of its own."""
    from analysis import outputs
    from analysis.analyze import Job, recording_name
    from vision.frames import MAX_FPS

    jobs: list[Job] = []
    for video in request.videos or (None,):
        subject = outputs.Subject(recording_name(video, request.track), movement)
        stem = Path(subject.file).stem or "set"
        taken = {job.out for job in jobs}
        if request.out is None:
            out = outputs.default_folder(stem, subject, taken)
        elif len(request.videos) > 1:
            out = outputs.default_folder(stem, subject, taken, request.out)
        else:
            out = request.out
        keep = request.save_track
        jobs.append(
            Job(
                movement=subject.movement,
                out=out,
                video=video,
                track=request.track,
                side=_side(request),
                model=request.model,
                max_fps=None if request.all_frames else request.fps or MAX_FPS,
                with_video=request.with_video,
                save_track=keep if isinstance(keep, Path) else out / outputs.TRACK if keep else None,
                strictness=Strictness(request.strictness),
            )
        )
    return jobs


def _print_report(report: SetReport, files: Sequence[Path]) -> None:
    from ui.terminal import print_report

    print_report(report, Screen(), files)


def _print_json(value: Any) -> None:
    if value is not None:
        print(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


# --- movements --------------------------------------------------------------------------------------------


def movements(movement_id: str | None, as_json: bool) -> None:
    """Print a list of the movements, or with `movement_id` a description of one.

    Raises UnknownMovementError when there is no such movement.
    """
    from exercises.catalogue import all_movements, find

    if movement_id is not None:
        movement = find(movement_id)
        _print_json(movement_facts(movement)) if as_json else _describe(movement)
    elif as_json:
        _print_json([movement_facts(movement) for movement in all_movements().values()])
    else:
        _list(list(all_movements().values()))


def movement_facts(movement: Movement) -> dict[str, Any]:
    """A movement as plain data that JSON can hold."""
    return {
        "id": movement.id,
        "name": movement.name,
        "kind": movement.kind.value,
        "per_side": movement.sides.apart,
        "description": movement.description,
        "setup": movement.setup,
        "camera": movement.camera,
        "best_view": movement.best_view.value,
        "level": movement.level,
        "muscles": list(movement.muscles),
        "equipment": list(movement.equipment),
        "spinal_load": sorted(movement.spinal_load),
        "dose": asdict(movement.dose),
        "needs_outline": movement.needs_outline,
        "checks": [_check_facts(check) for check in (*movement.checks, *movement.hold_checks)],
    }


def _check_facts(check: Any) -> dict[str, Any]:
    limit = check.limit
    return {
        "id": check.id,
        "label": check.label,
        "cue": check.cue,
        "why": check.why,
        "views": sorted(view.value for view in check.views),
        "above": limit.above,
        "below": limit.below,
        "unit": (check.reads if hasattr(check, "reads") else check).unit,
        "limit_source": limit.evidence.source.value,
        "evidence": str(limit.evidence),
    }


def _list(found: Sequence[Movement]) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("ID", "Movement", "Counted as", "Camera"):
        table.add_column(column)
    for movement in found:
        kind = movement.kind.value + (" per side" if movement.sides.apart else "")
        table.add_row(movement.id, movement.name, kind, movement.best_view.value)
    Screen().print(table)


def _describe(movement: Movement) -> None:
    screen = Screen()
    screen.print(Text(movement.name, style="bold"), Text(f"({movement.id})", style="dim"))
    screen.print(Text(movement.description))
    for label, text in (
        ("Set-up", movement.setup),
        ("Camera", movement.camera),
        ("Level", movement.level),
        ("Trains", ", ".join(movement.muscles)),
        ("Needs", ", ".join(movement.equipment) or "nothing"),
        ("Dose", dose_words(movement)),
    ):
        if text:
            screen.print(Text(f"{label}: ", style="bold") + Text(text, style=""))
    screen.print(Text("\nJudged", style="bold"))
    checks: list[Check | HoldCheck] = [*movement.checks, *movement.hold_checks]
    for check in checks:
        screen.print(Text(f"  {check.label}: {sentence_case(check.cue)} Said when {check.why}."))


def dose_words(movement: Movement) -> str:
    """The dose, as in "3 × 8–12, held 20–30 s; twice a day"; "" when the source names no dose."""
    dose = movement.dose
    parts = []
    if dose.reps is not None:
        parts.append(
            f"{_range(dose.sets)} × {_range(dose.reps)}" if dose.sets else f"{_range(dose.reps)} times"
        )
    elif dose.sets is not None:
        parts.append(f"{_range(dose.sets)} sets")
    if dose.hold_s is not None:
        parts.append(f"held {_range(dose.hold_s)} s")
    return "; ".join(part for part in (", ".join(parts), dose.note) if part)


def _range(ends: tuple[float, float]) -> str:
    low, high = (f"{end:g}" for end in ends)
    return low if low == high else f"{low}–{high}"


# --- doctor and demo ---------------------------------------------------------------------------------------


def doctor(as_json: bool) -> int:
    """Print what this machine has and lacks; the exit code is 2 when something needed is missing, else 0."""
    from ui.doctor import run_doctor

    diagnoses = run_doctor()
    healthy = all(diagnosis.ok or diagnosis.optional for diagnosis in diagnoses)
    if as_json:
        checks = [asdict(diagnosis) for diagnosis in diagnoses]
        _print_json({"ok": healthy, "version": __version__, "checks": checks})
        return 0 if healthy else BAD_INPUT
    screen = Screen()
    table = Table(box=None, pad_edge=False, show_header=False)
    for diagnosis in diagnoses:
        sign = "✓" if diagnosis.ok else "–" if diagnosis.optional else "!"
        text = Text(diagnosis.detail)
        if diagnosis.remedy:
            text.append(f"\n{diagnosis.remedy}", style="yellow")
        table.add_row(sign, Text(diagnosis.name, style="bold"), text)
    screen.print(Text(f"backline {__version__}"))
    screen.print(table)
    return 0 if healthy else BAD_INPUT


def demo(out: Path | None, as_json: bool, workers: Executor | None) -> int:
    """Analyse a sample set that comes with the program; the exit code is that of `analyze`.

    Raises RequestError when there is no sample.
    """
    video, movement = sample()
    return analyze(AnalyzeRequest((video,), movement, out=out), as_json, workers)


def sample(folder: Path = FOLDER) -> tuple[Path, str]:
    """The recording and the movement of the demo: the first sample that is named after a movement.

    Raises RequestError when there is none.
    """
    from exercises.catalogue import MOVEMENTS

    for video in sorted(folder.glob("*.mp4")):
        named = [movement_id for movement_id in MOVEMENTS if video.stem.startswith(movement_id)]
        if named:
            return video, max(named, key=len)
    raise RequestError(
        f"There are no sample recordings in {folder}: analyse one of your own, as in"
        " `backline analyze set.mp4 --movement deadlift`."
    )
