"""The result of a set as plain data: what stands in `report.json`, key for key (schema version 1).

A report in memory is equal to the one that is read from its file. docs/report.md describes each key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import msgspec

from exercises.body import Side
from exercises.evidence import Ground
from exercises.movement import Check, HoldCheck, Kind, Movement
from exercises.scoring import Score, ScorePart
from exercises.strictness import Strictness
from exercises.verdict import Form, Result, Verdict, form_of
from vision.errors import BacklineError
from vision.view import View

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA_VERSION: Final = 1
_Part = TypeVar("_Part", bound="DataclassInstance")


class ReportError(BacklineError):
    """The content is not a report that this program can read."""


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """The recording that a set was seen in; None for what nobody said.

    `pose_coverage` is the share of the frames, 0..1, in which the person was seen. `camera_tilt_deg` is how
    far upright things are tilted where the person is, lower end to the right positive; None when too few were
    seen to tell.
    """

    file: str | None = None
    duration_s: float | None = None
    fps: float | None = None
    frames: int | None = None
    pose_coverage: float | None = None
    camera_tilt_deg: float | None = None


@dataclass(frozen=True, slots=True)
class RepResult:
    """One repetition. Times are media time; `end_s` and `lowering_s` are None when the return was not
    seen, `bottom_pause_s` for the first one on its side, `rom_deg` where the signal is no angle.
    """

    index: int
    side: Side | None
    start_s: float
    peak_s: float
    end_s: float | None
    rom_deg: float | None
    lifting_s: float
    top_pause_s: float
    lowering_s: float | None
    bottom_pause_s: float | None
    verdicts: tuple[Verdict, ...]

    @property
    def form(self) -> Form:
        """What its verdicts come to."""
        return form_of(self.verdicts)

    @property
    def clean(self) -> bool:
        """Whether it has no fault and its main checks were judged; other checks need not have been."""
        return self.form is Form.CLEAN


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """An attempt that did not count, and why. Times are media time; `end_s` is None when the return was not
    seen, `side` when both sides are counted together.
    """

    start_s: float
    peak_s: float
    end_s: float | None
    side: Side | None
    reason: str


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A stretch in good position, in media time; `side` is None when both are held together."""

    start_s: float
    end_s: float
    side: Side | None = None

    @property
    def length_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class HoldPause:
    """A stretch of a hold in which the clock stood, in media time, and why."""

    start_s: float
    end_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class HoldResult:
    """Time in good position: the stretches of it, and each pause of the clock.

    During `unclear_s` of it something that would have stopped the clock was too close to call.
    """

    total_s: float
    longest_s: float
    unclear_s: float = 0.0
    spans: tuple[HeldSpan, ...] = ()
    pauses: tuple[HoldPause, ...] = ()

    def lengths_s(self, side: Side) -> list[float]:
        """How long each stretch on this side lasted."""
        return [span.length_s for span in self.spans if span.side is side]


@dataclass(frozen=True, slots=True)
class SideTally:
    """What was done on one side; `held_s` and `longest_s` are None where nothing is held."""

    attempts: int
    reps: int
    clean_reps: int
    held_s: float | None = None
    longest_s: float | None = None


@dataclass(frozen=True, slots=True)
class SetVerdict(Verdict):
    """A judgement over the whole set; `reps` are the repetitions with the fault, by their index from 1.

    `rests_on` says what its limit rests on, None where nobody wrote it down.
    """

    reps: tuple[int, ...] = ()
    rests_on: Ground | None = None

    @classmethod
    def over(cls, check: Check | HoldCheck, verdict: Verdict, reps: tuple[int, ...] = ()) -> SetVerdict:
        """The verdict that stands for the whole set."""
        of_one = {part.name: getattr(verdict, part.name) for part in fields(verdict)}
        return cls(**of_one, reps=reps, rests_on=check.limit.evidence.ground)


@dataclass(frozen=True, slots=True)
class MovementGuess:
    """A movement that a set may be; `evidence` 0..1 is how well it explains what was seen."""

    movement: str
    name: str
    evidence: float


@dataclass(frozen=True, slots=True)
class SetRecognition:
    """Which set of a recording it is, from when to when, and what else it may be.

    `sure` is 0..1. `guesses` come in order, the best first; `looks_like` are ids of movements that no pose
    tells from this one.
    """

    set: int
    of: int
    start_s: float
    end_s: float
    sure: float
    guesses: tuple[MovementGuess, ...]
    looks_like: tuple[str, ...]


@dataclass(slots=True)
class Trace:
    """The signal over time, thinned for drawing; None where it was not seen."""

    measure: str = ""
    label: str = ""
    unit: str = ""
    time_s: list[float] = field(default_factory=list)
    value: list[float | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReport:
    """All there is to say about one set, with the keys of `report.json` in its order.

    `verdicts` are of the whole set, in order of importance. `sides` has each side on which something
    was done, for a movement that counts its sides apart. `checks_judged` of the `checks` of the movement came
    to a verdict. `main_about` names what its main checks look at. `recognition` is None where the movement
    was named. Values are rounded as they stand in the file: times to the millisecond.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    movement: str
    movement_name: str
    kind: Kind
    source: RecordingFacts
    view: View
    side: Side | None
    strictness: Strictness = Strictness.USUAL
    attempts: int
    reps: int
    clean_reps: int
    sides: dict[Side, SideTally]
    hold: HoldResult | None
    score: int | None
    checks_judged: int = 0
    checks: int = 0
    main_about: str = ""
    score_parts: tuple[ScorePart, ...] = ()
    rep_list: tuple[RepResult, ...]
    attempt_list: tuple[AttemptResult, ...] = ()
    verdicts: tuple[SetVerdict, ...]
    warnings: tuple[str, ...] = ()
    partial: bool = False
    recognition: SetRecognition | None = None
    trace: Trace = field(default_factory=Trace)

    def to_dict(self) -> dict[str, Any]:
        """The content of `report.json`."""
        content: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return content

    @classmethod
    def from_dict(cls, content: object) -> SetReport:
        """The report with this content of `report.json`; keys that are not known are left out.

        Raises ReportError when the content is not a report, or one of another schema version.
        """
        version = content.get("schema_version") if isinstance(content, Mapping) else None
        if isinstance(version, int) and version != SCHEMA_VERSION:
            raise ReportError(
                f"The report has schema version {version} and this program reads {SCHEMA_VERSION}:"
                " read it with the program that wrote it, or analyse the recording again."
            )
        try:
            return msgspec.convert(content, cls)
        except msgspec.ValidationError as error:
            raise ReportError(
                f"This is no report, or a damaged one ({error}): analyse the recording again."
            ) from error


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `report.json`: every key is there, and more may come."""
    schema = msgspec.json.schema(SetReport)
    for part in schema["$defs"].values():
        if "properties" in part:
            part["required"] = list(part["properties"])
            for value in part["properties"].values():
                value.pop("default", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "report.json", **schema}


# --- from what the coach found ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoachedSet:
    """What a coach found in a set, as exactly as it is known.

    `verdicts` come in order of importance; `score` is None where too little was judged. `pose_coverage` and
    `camera_tilt_deg` are as for RecordingFacts.
    """

    movement: Movement
    strictness: Strictness
    view: View
    side: Side | None
    reps: tuple[RepResult, ...]
    attempts: tuple[AttemptResult, ...]
    hold: HoldResult | None
    verdicts: tuple[SetVerdict, ...]
    score: Score | None
    warnings: tuple[str, ...]
    trace: Trace
    pose_coverage: float
    camera_tilt_deg: float | None


def by_importance(verdicts: Iterable[SetVerdict], movement: Movement) -> tuple[SetVerdict, ...]:
    """The verdicts on a set of a movement, faults first, then by the priority of their checks."""
    priority = {check.id: check.priority for check in movement.all_checks}
    return tuple(sorted(verdicts, key=lambda v: (v.result is not Result.FAULT, priority[v.check])))


def report_of(coached: CoachedSet, source: Mapping[str, Any], partial: bool) -> SetReport:
    """The report of a set. `source` says what is known of the recording, under keys of RecordingFacts; others
    are left out.
    """
    reps, attempts, score = coached.reps, coached.attempts, coached.score
    return SetReport(
        movement=coached.movement.id,
        movement_name=coached.movement.name,
        kind=coached.movement.kind,
        source=RecordingFacts(
            file=source.get("file"),
            duration_s=source.get("duration_s"),
            fps=source.get("fps"),
            frames=source.get("frames"),
            pose_coverage=round(coached.pose_coverage, 3),
            camera_tilt_deg=None if coached.camera_tilt_deg is None else round(coached.camera_tilt_deg, 1),
        ),
        view=coached.view,
        side=coached.side,
        strictness=coached.strictness,
        attempts=len(reps) + len(attempts),
        reps=len(reps),
        clean_reps=sum(rep.clean for rep in reps),
        sides=_sides(coached),
        hold=_round_hold(coached.hold),
        score=score.total if score else None,
        checks_judged=sum(verdict.result is not Result.NOT_JUDGED for verdict in coached.verdicts),
        checks=len(coached.verdicts),
        main_about=coached.movement.main_about,
        score_parts=score.parts if score else (),
        rep_list=tuple(_round_rep(rep) for rep in reps),
        attempt_list=tuple(_with_rounded(attempt, "start_s", "peak_s", "end_s") for attempt in attempts),
        verdicts=tuple(_with_rounded(verdict, "at_s") for verdict in coached.verdicts),
        warnings=coached.warnings,
        partial=partial,
        trace=coached.trace,
    )


def _sides(coached: CoachedSet) -> dict[Side, SideTally]:
    """What was done on each side; times are added up before they are rounded."""
    reps, hold = coached.reps, coached.hold
    per_side = [rep.side for rep in reps] + [attempt.side for attempt in coached.attempts]
    held_s = {side: hold.lengths_s(side) if hold else [] for side in Side}
    return {
        side: SideTally(
            attempts=per_side.count(side),
            reps=sum(rep.side is side for rep in reps),
            clean_reps=sum(rep.side is side and rep.clean for rep in reps),
            held_s=_round(sum(held_s[side])) if held_s[side] else None,
            longest_s=_round(max(held_s[side])) if held_s[side] else None,
        )
        for side in Side
        if side in per_side or held_s[side]
    }


_REP_NUMBERS: Final = (
    "start_s",
    "peak_s",
    "end_s",
    "rom_deg",
    "lifting_s",
    "top_pause_s",
    "lowering_s",
    "bottom_pause_s",
)


def _round_rep(rep: RepResult) -> RepResult:
    verdicts = tuple(_with_rounded(verdict, "at_s") for verdict in rep.verdicts)
    return replace(_with_rounded(rep, *_REP_NUMBERS), verdicts=verdicts)


def _round_hold(hold: HoldResult | None) -> HoldResult | None:
    if hold is None:
        return None
    return replace(
        _with_rounded(hold, "total_s", "longest_s", "unclear_s"),
        spans=tuple(_with_rounded(span, "start_s", "end_s") for span in hold.spans),
        pauses=tuple(_with_rounded(pause, "start_s", "end_s") for pause in hold.pauses),
    )


def _with_rounded(part: _Part, *names: str) -> _Part:
    """The part with these of its numbers as they stand in the file."""
    return replace(part, **{name: _round(getattr(part, name)) for name in names})


def _round(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)
