"""A score whose parts can be read: what was good, out of how much, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from exercises.verdict import Result, Verdict

FORM_POINTS, WHOLE_POINTS, TEMPO_POINTS = 60, 25, 15  # guess: form matters most
STEADY_POINTS = 40  # guess: for the good time of a hold, beside its form
CONTROLLED_LOWERING_S = 1.0  # guess: the article asks for controlled repetitions and names no tempo
LEAST_JUDGED_SHARE = 1 / 3  # guess: with less judged a number would claim too much


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of the score: `points` of `out_of`, and why."""

    name: str
    points: float
    out_of: float
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    """A score of 0 to 100, and the parts that it is made of."""

    total: int
    parts: tuple[ScorePart, ...]


def score_reps(
    verdicts: Sequence[Verdict], reps: int, attempts: int, lowering_s: Sequence[float]
) -> Score | None:
    """Score a set of repetitions; None where too little was judged to score it.

    `verdicts` are those of all repetitions, `attempts` all cycles begun, `lowering_s` of each repetition
    whose return was seen.
    """
    form = _form(verdicts)
    if form is None or not attempts:
        return None
    parts = [
        form,
        ScorePart("Full repetitions", WHOLE_POINTS * reps / attempts, WHOLE_POINTS, f"{reps} of {attempts}"),
    ]
    if lowering_s:
        controlled = sum(min(s / CONTROLLED_LOWERING_S, 1.0) for s in lowering_s) / len(lowering_s)
        parts.append(
            ScorePart(
                "Controlled lowering",
                TEMPO_POINTS * controlled,
                TEMPO_POINTS,
                f"{median(lowering_s):.1f} s, {CONTROLLED_LOWERING_S:.0f} s or more is full",
            )
        )
    return _scale(parts)


def score_hold(verdicts: Sequence[Verdict], good_s: float, in_position_s: float) -> Score | None:
    """Score a hold by its form and by the share of the time in position that was good.

    It is None where too little was judged to score it, and where no time was good.
    """
    form = _form(verdicts)
    if form is None or not good_s > 0:
        return None
    share = min(good_s / in_position_s, 1.0)
    why = f"{good_s:.1f} of {in_position_s:.1f} s"
    steady = ScorePart("Time in good position", STEADY_POINTS * share, STEADY_POINTS, why)
    return _scale([form, steady])


def _form(verdicts: Sequence[Verdict]) -> ScorePart | None:
    judged = [verdict for verdict in verdicts if verdict.result is not Result.NOT_JUDGED]
    if not verdicts or len(judged) < LEAST_JUDGED_SHARE * len(verdicts) or not judged:
        return None
    good = sum(verdict.result is Result.OK for verdict in judged)
    return ScorePart(
        "Form", FORM_POINTS * good / len(judged), FORM_POINTS, f"{good} of {len(judged)} judgements ok"
    )


def _scale(parts: list[ScorePart]) -> Score:
    """Scale the parts to 100 together, whichever of them could be scored."""
    scale = 100 / sum(part.out_of for part in parts)
    scaled = tuple(
        ScorePart(part.name, round(part.points * scale, 1), round(part.out_of * scale, 1), part.why)
        for part in parts
    )
    return Score(round(sum(part.points for part in scaled)), scaled)
