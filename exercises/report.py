"""The result of a set, and its `report.json` form (schema version 1)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from exercises.body import Side
from exercises.holding import Pause
from exercises.movement import Movement
from exercises.scoring import Score
from exercises.strictness import Strictness
from exercises.verdict import Result, Verdict
from vision.view import View

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class RepResult:
    """One repetition. Times are media time; `end_s` and `lowering_s` are None when the return was not
    seen.
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
    def clean(self) -> bool:
        """Without a fault."""
        return all(verdict.result is not Result.FAULT for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """An attempt that was no repetition, and why."""

    start_s: float
    peak_s: float
    end_s: float | None
    side: Side | None
    reason: str


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A stretch in good position, in media time; `side` is None when it is not held side by side."""

    start_s: float
    end_s: float
    side: Side | None = None

    @property
    def length_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class HoldResult:
    """Time in good position: the stretches of it, and each pause of the clock.

    During `unclear_s` of it something that would have stopped the clock was too close to call.
    """

    total_s: float
    longest_s: float
    spans: tuple[HeldSpan, ...] = ()
    pauses: tuple[Pause, ...] = ()
    unclear_s: float = 0.0

    def lengths_s(self, side: Side) -> list[float]:
        """How long each stretch on this side lasted."""
        return [span.length_s for span in self.spans if span.side is side]


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """A judgement over the whole set; `reps` are the repetitions with the fault, `priority` 1 matters
    most.
    """

    verdict: Verdict
    priority: int
    reps: tuple[int, ...] = ()


@dataclass(slots=True)
class Trace:
    """The signal over time, thinned for drawing; None where it was not seen."""

    measure: str
    label: str
    unit: str
    time_s: list[float] = field(default_factory=list)
    value: list[float | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SetReport:
    """All there is to say about one set.

    `recognition` says what else it may be, None where the movement was named.
    """

    movement: Movement
    source: dict[str, Any]
    view: View
    side: Side | None
    reps: tuple[RepResult, ...]
    attempts: tuple[AttemptResult, ...]
    hold: HoldResult | None
    verdicts: tuple[SetVerdict, ...]
    score: Score | None
    warnings: tuple[str, ...]
    trace: Trace
    strictness: Strictness = Strictness.USUAL
    partial: bool = False
    recognition: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The content of `report.json`; docs/report.md describes each key."""
        return {
            "schema_version": SCHEMA_VERSION,
            "movement": self.movement.id,
            "movement_name": self.movement.name,
            "kind": self.movement.kind.value,
            "source": self.source,
            "view": self.view.value,
            "side": self.side.value if self.side else None,
            "strictness": self.strictness.value,
            "attempts": len(self.reps) + len(self.attempts),
            "reps": len(self.reps),
            "clean_reps": sum(rep.clean for rep in self.reps),
            "sides": self._sides(),
            "hold": _hold_dict(self.hold),
            "score": self.score.total if self.score else None,
            "score_parts": [asdict(part) for part in self.score.parts] if self.score else [],
            "rep_list": [_rep_dict(rep) for rep in self.reps],
            "attempt_list": [_attempt_dict(attempt) for attempt in self.attempts],
            "verdicts": [{**_verdict_dict(v.verdict), "reps": list(v.reps)} for v in self._by_importance()],
            "warnings": list(self.warnings),
            "partial": self.partial,
            "recognition": self.recognition,
            "trace": asdict(self.trace),
        }

    def _by_importance(self) -> list[SetVerdict]:
        """Faults first, then by priority."""
        return sorted(self.verdicts, key=lambda v: (v.verdict.result is not Result.FAULT, v.priority))

    def _sides(self) -> dict[str, Any]:
        per_side = [rep.side for rep in self.reps] + [attempt.side for attempt in self.attempts]
        held_s = {side: self.hold.lengths_s(side) if self.hold else [] for side in Side}
        return {
            side.value: {
                "attempts": per_side.count(side),
                "reps": sum(rep.side is side for rep in self.reps),
                "clean_reps": sum(rep.side is side and rep.clean for rep in self.reps),
                "held_s": _rounded(sum(held_s[side])) if held_s[side] else None,
                "longest_s": _rounded(max(held_s[side])) if held_s[side] else None,
            }
            for side in Side
            if side in per_side or held_s[side]
        }


def _rep_dict(rep: RepResult) -> dict[str, Any]:
    return {
        "index": rep.index,
        "side": rep.side.value if rep.side else None,
        **{
            name: _rounded(getattr(rep, name))
            for name in (
                "start_s",
                "peak_s",
                "end_s",
                "rom_deg",
                "lifting_s",
                "top_pause_s",
                "lowering_s",
                "bottom_pause_s",
            )
        },
        "verdicts": [_verdict_dict(verdict) for verdict in rep.verdicts],
    }


def _attempt_dict(attempt: AttemptResult) -> dict[str, Any]:
    return {
        "start_s": _rounded(attempt.start_s),
        "peak_s": _rounded(attempt.peak_s),
        "end_s": _rounded(attempt.end_s),
        "side": attempt.side.value if attempt.side else None,
        "reason": attempt.reason,
    }


def _verdict_dict(verdict: Verdict) -> dict[str, Any]:
    return {**asdict(verdict), "result": verdict.result.value, "at_s": _rounded(verdict.at_s)}


def _hold_dict(hold: HoldResult | None) -> dict[str, Any] | None:
    if hold is None:
        return None
    return {
        "total_s": _rounded(hold.total_s),
        "longest_s": _rounded(hold.longest_s),
        "unclear_s": _rounded(hold.unclear_s),
        "spans": [
            {
                "start_s": _rounded(span.start_s),
                "end_s": _rounded(span.end_s),
                "side": span.side.value if span.side else None,
            }
            for span in hold.spans
        ],
        "pauses": [
            {"start_s": _rounded(pause.start_s), "end_s": _rounded(pause.end_s), "reason": pause.reason}
            for pause in hold.pauses
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)
