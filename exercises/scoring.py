"""A score whose parts can be read: what was good, out of how much, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Final

from exercises.movement import Limit
from exercises.verdict import Result, Verdict

FORM_POINTS, WHOLE_POINTS, TEMPO_POINTS = 60, 25, 15  # guess: form matters most
STEADY_POINTS = 40  # guess: for the good time of a hold, beside its form
CONTROLLED_LOWERING_S = 1.0  # guess: the article asks for controlled repetitions and names no tempo
LEAST_JUDGED_SHARE = 1 / 3  # guess: with less judged a number would claim too much
LEAST_MAIN_SHARE = 1 / 2  # guess: of the repetitions, of each main check; less would speak for the rest
MOST_OF_THE_SET = 1 / 2  # guess: share of the repetitions, or of the time, from which a fault is the rule
# guess: the most points left by a fault of the spine, from so many grey bands past its limit; where it is the
# exception, and where it is the rule. The mildest costs what tempo can cost at most.
SPINE_CAPS: Final = ((4.0, 55, 40), (2.0, 70, 60), (0.0, 85, 75))


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


@dataclass(frozen=True, slots=True)
class SpineFault:
    """A fault in a check that protects the spine.

    `why` says what is wrong, `bands` how far its worst value lies past the limit, in grey bands of that
    limit (0 where it has none), and `share`, 0..1, in how much of what was judged it was found.
    """

    why: str
    bands: float
    share: float

    @classmethod
    def of(cls, why: str, limit: Limit, worst: Sequence[Verdict], share: float) -> SpineFault:
        """The fault of these verdicts, held against the limits that they name."""
        past = [abs(v.value - v.limit) for v in worst if v.value is not None and v.limit is not None]
        bands = max(past, default=0.0) / limit.grey if limit.grey else 0.0
        return cls(why, bands, share)

    @property
    def most_points(self) -> int:
        """The score that a set with it has at most."""
        rule = self.share >= MOST_OF_THE_SET
        return next(most if rule else once for bands, once, most in SPINE_CAPS if self.bands >= bands)


def score_reps(
    verdicts: Sequence[Verdict],
    reps: int,
    attempts: int,
    lowering_s: Sequence[float],
    tempo: Sequence[Verdict] = (),
    spine: Sequence[SpineFault] = (),
) -> Score | None:
    """Score a set of repetitions; None where too little was judged to score it, or too little of what the
    movement is about.

    `verdicts` are those of all repetitions but for those on `tempo`, `attempts` all cycles begun,
    `lowering_s` of each repetition whose return was seen, and `spine` the faults that cap the score.
    """
    form = _form(verdicts)
    if form is None or not attempts:
        return None
    whole = ScorePart(
        "Full repetitions", WHOLE_POINTS * reps / attempts, WHOLE_POINTS, f"{reps} of {attempts}"
    )
    return _scale([form, whole, *_tempo(tempo, lowering_s)], spine)


def score_hold(
    verdicts: Sequence[Verdict],
    good_s: float,
    in_position_s: float,
    unclear_s: float = 0.0,
    spine: Sequence[SpineFault] = (),
) -> Score | None:
    """Score a hold by its form and by the share of the time in position that was good.

    `unclear_s` of the good time were too close to call: they count as little as time that was not seen. The
    score is None where too little was judged to score it, or too little of what the movement is about, where
    no time was good, and where most of the good time was too close to call.
    """
    form = _form(verdicts)
    clear_s = good_s - unclear_s
    if form is None or not good_s > 0 or clear_s < LEAST_MAIN_SHARE * good_s:
        return None
    judged_s = max(in_position_s - unclear_s, clear_s)
    why = f"{clear_s:.1f} of {judged_s:.1f} s" + (
        f", without {unclear_s:.1f} s too close to call" if unclear_s >= 0.05 else ""
    )
    steady = ScorePart("Time in good position", STEADY_POINTS * clear_s / judged_s, STEADY_POINTS, why)
    return _scale([form, steady], spine)


def _form(verdicts: Sequence[Verdict]) -> ScorePart | None:
    judged = [verdict for verdict in verdicts if verdict.result is not Result.NOT_JUDGED]
    if not judged or len(judged) < LEAST_JUDGED_SHARE * len(verdicts) or not _main_judged(verdicts):
        return None
    good = sum(verdict.result is Result.OK for verdict in judged)
    return ScorePart(
        "Form", FORM_POINTS * good / len(judged), FORM_POINTS, f"{good} of {len(judged)} judgements ok"
    )


def _main_judged(verdicts: Sequence[Verdict]) -> bool:
    """Whether what the movement is about was judged often enough."""
    judged: dict[str, list[bool]] = {}
    for verdict in verdicts:
        if verdict.main:
            judged.setdefault(verdict.check, []).append(verdict.result is not Result.NOT_JUDGED)
    return all(fmean(seen) >= LEAST_MAIN_SHARE for seen in judged.values())


def _tempo(verdicts: Sequence[Verdict], lowering_s: Sequence[float]) -> Iterator[ScorePart]:
    """The part for tempo, if it was seen: how slowly the weight was lowered, and what the clock judges."""
    judged = [verdict for verdict in verdicts if verdict.result is not Result.NOT_JUDGED]
    shares, whys = [], []
    if lowering_s:
        shares.append(fmean(min(s / CONTROLLED_LOWERING_S, 1.0) for s in lowering_s))
        whys.append(f"{median(lowering_s):.1f} s, {CONTROLLED_LOWERING_S:.0f} s or more is full")
    if judged:
        good = sum(verdict.result is Result.OK for verdict in judged)
        shares.append(good / len(judged))
        whys.append(f"{good} of {len(judged)} judgements of tempo ok")
    if shares:
        name = "Tempo" if judged else "Controlled lowering"
        why = f"lowering {'; '.join(whys)}" if judged and lowering_s else whys[0]
        yield ScorePart(name, TEMPO_POINTS * fmean(shares), TEMPO_POINTS, why)


def _scale(parts: list[ScorePart], spine: Sequence[SpineFault]) -> Score:
    """Scale the parts to 100 together, whichever of them could be scored; what a fault of the spine costs is
    taken from form, the first of them.
    """
    scale = 100 / sum(part.out_of for part in parts)
    form, *others = (
        replace(part, points=round(part.points * scale, 1), out_of=round(part.out_of * scale, 1))
        for part in parts
    )
    worst = min(spine, key=lambda fault: fault.most_points, default=None)
    over = form.points + sum(part.points for part in others) - (worst.most_points if worst else 100)
    if worst is not None and over > 0:
        why = f"{form.why}, but {worst.why}: {worst.most_points} at most in all"
        form = replace(form, points=round(max(form.points - over, 0.0), 1), why=why)
    scaled = (form, *others)
    return Score(round(sum(part.points for part in scaled)), scaled)
