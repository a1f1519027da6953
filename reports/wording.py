"""The result of a set in words, in one place for the page, the terminal and everything else that speaks.

The `verdicts` of a report come in order of importance, so the first fault is the main thing to change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exercises.body import BOTH_SIDES
from exercises.evidence import Ground
from exercises.judging import TOO_CLOSE
from exercises.movement import Kind
from exercises.report import HoldResult, SetRecognition, SetReport, SetVerdict
from exercises.strictness import Strictness
from exercises.verdict import Form, Result, Verdict

RESULT_WORDS = {Result.OK: "OK", Result.FAULT: "Fault", Result.NOT_JUDGED: "Not judged"}
FORM_WORDS = {Form.CLEAN: "clean", Form.FAULT: "with a fault", Form.NOT_JUDGED: "not judged"}
GROUND_WORDS = {
    Ground.LITERATURE: "a publication",
    Ground.REAL: "real people",
    Ground.RENDERED: "rendered people",
    Ground.UNRECORDED: "people of whom no record was kept",
    Ground.RULE_OF_THUMB: "a rule of thumb",
}
_SHAKY = (Ground.RENDERED, Ground.UNRECORDED, Ground.RULE_OF_THUMB)
FORM_NOT_JUDGED = "Only the time and the pace are judged here, not the form."
_STRICTNESS = {
    Strictness.LENIENT: "Judged leniently: limits lie wider than usual by the error of their reading, so that"
    " small faults pass.",
    Strictness.STRICT: "Judged strictly: limits lie tighter than usual by the error of their reading, so that"
    " good form may be called a fault.",
}
_KEEP_CAPITAL = ("Pendlay",)
_UNITS = {"°": "°", "deg": "°", "s": " s", "ratio": ""}


@dataclass(frozen=True, slots=True)
class NotJudged:
    """Checks that gave no verdict for the same reason.

    `label` names the checks, `reason` says why they gave no verdict, `remedy` what would make it possible
    next time ("" when unknown), and `where` in which reps ("" when no reps are concerned).
    """

    label: str
    reason: str
    remedy: str
    where: str


def result_sentences(report: SetReport) -> list[str]:
    """The result in sentences; the first says what was counted or held, and whether what the movement is
    about was judged.

    The others name the main thing to change, how strictly the set was judged if not as usual, what movement
    was recognised, and whether the analysis was stopped early.
    """
    sentences = [headline(report), _advice(report), _strictness(report)]
    if report.recognition is not None:
        sentences.append(_recognition(report.movement_name, report.recognition))
    if report.partial:
        sentences.append(_partial(report))
    return [sentence for sentence in sentences if sentence]


def headline(report: SetReport) -> str:
    """What was counted or held, and where the movement's main check was not judged, that and the remedy."""
    return " ".join(sentence for sentence in (_tally(report), _main_not_judged(report)) if sentence)


def checks_words(report: SetReport) -> str:
    """How many of the checks were judged: "4 of 5 checks judged"; "" where there are none."""
    return f"{report.checks_judged} of {report.checks} checks judged" if report.checks else ""


def grounds_sentence(grounds: Sequence[Ground]) -> str:
    """Where limits rest on rendered people, or on a rule of thumb alone: one sentence; "" where none does."""
    shaky = [ground for ground in _SHAKY if ground in grounds]
    if not shaky:
        return ""
    whose = "Its limits rest on" if set(grounds) <= set(shaky) else "Some of its limits rest on"
    return f"{whose} {join_words(GROUND_WORDS[one] for one in shaky)}; real people may read differently."


def grounds_of(report: SetReport) -> str:
    """What the limits rest on that something was held against, as `grounds_sentence` says it."""
    judged = (verdict for verdict in report.verdicts if verdict.result is not Result.NOT_JUDGED)
    return grounds_sentence([verdict.rests_on for verdict in judged if verdict.rests_on])


def movement_noun(name: str, count: int) -> str:
    """The movement's name inside a sentence: ("Pull-up", 2) gives "pull-ups"."""
    if name[1:2].islower() and not name.startswith(_KEEP_CAPITAL):
        name = name[0].lower() + name[1:]
    return name if count == 1 else _plural(name)


def faults(report: SetReport) -> list[SetVerdict]:
    """The verdicts of the whole set that are faults, the most important first."""
    return [verdict for verdict in report.verdicts if verdict.result is Result.FAULT]


def not_judged(report: SetReport) -> list[NotJudged]:
    """The checks of the set that gave no verdict, in the report's order.

    Those with the same reason, remedy and reps are put together.
    """
    labels: dict[tuple[str, str, str], list[str]] = {}
    for verdict in report.verdicts:
        if verdict.result is Result.NOT_JUDGED:
            reason = sentence_case(verdict.reason or "No reason was given")
            remedy = sentence_case(verdict.remedy) if verdict.remedy else ""
            where = rep_words(verdict.reps, report.reps, rep_noun(report))
            labels.setdefault((reason, remedy, where), []).append(verdict.label)
    return [NotJudged(join_words(names), *why) for why, names in labels.items()]


def check_labels(report: SetReport) -> dict[str, str]:
    """The label of every check of the report by its id; checks of the whole set come first."""
    labels = {verdict.check: verdict.label for verdict in report.verdicts}
    for rep in report.rep_list:
        for verdict in rep.verdicts:
            labels.setdefault(verdict.check, verdict.label)
    return labels


def value_words(verdict: Verdict) -> str:
    """A verdict's value and limit: "27° (limit 20°)"; "" when nothing was measured."""
    value, limit, unit = verdict.value, verdict.limit, verdict.unit
    if value is None:
        return ""
    text = quantity(value, unit)
    return text if limit is None else f"{text} (limit {quantity(limit, unit).removesuffix(' of torso')})"


def quantity(value: float, unit: str) -> str:
    """A number with its unit and the digits that mean something: "27°", "1.3 s", "12 % of torso", "0.34"."""
    if unit == "torso":
        return f"{100 * value:.0f} % of torso"
    digits = 0 if unit in ("°", "deg") else 1 if unit == "s" else 2
    return f"{value:.{digits}f}{_UNITS.get(unit, f' {unit}' if unit else '')}"


def hold_sentence(report: SetReport) -> str:
    """A sentence on how long the position was held, with sides and pauses.

    For short repeated holds it gives the total and the longest.
    """
    name, held = report.movement_name, report.hold
    held_word = "done" if report.kind is Kind.TIMED else "held"
    if held is None or held.total_s <= 0:
        return f"No {movement_noun(name, 1)} was {'seen' if held_word == 'done' else 'held'}."
    total, longest = duration(held.total_s), duration(held.longest_s)
    if report.kind is Kind.HOLD_REPS:
        return f"{total} held in all, the longest {quantity(held.longest_s, 's')}."
    pauses, per_side, unclear = len(held.pauses), _held_per_side(report), _unclear(held)
    if per_side:
        stops = {0: "", 1: ", with one pause"}.get(pauses, f", with {pauses} pauses")
        return f"{name} held for {total} in all{stops}: {per_side}.{unclear}"
    if not pauses:
        return f"{name} {held_word} for {total} without a break.{unclear}"
    stops = "one pause" if pauses == 1 else f"{pauses} pauses"
    return f"{name} {held_word} for {total} in all, with {stops}; the longest stretch was {longest}.{unclear}"


def _unclear(held: HoldResult) -> str:
    """A sentence on the time that may not have been good form, "" for less than a second."""
    if held.unclear_s < 1:
        return ""
    return f" For {duration(held.unclear_s)} of it your line was too close to call."


def _held_per_side(report: SetReport) -> str:
    """The time held on each side, as in "20 s left and none right"; "" when sides are not told apart."""
    held_s = {side: tally.held_s for side, tally in report.sides.items() if tally.held_s is not None}
    if not held_s:
        return ""
    return join_words(f"{duration(held_s[s])} {s}" if s in held_s else f"none {s}" for s in BOTH_SIDES)


def duration(seconds: float) -> str:
    """A length of time in whole seconds: "34 s", "2 min 5 s"."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


def clock(time_s: float) -> str:
    """Media time as minutes and seconds: 67.2 gives "1:07"."""
    return f"{int(time_s) // 60}:{int(time_s) % 60:02d}"


def rep_noun(report: SetReport) -> str:
    """The word for what is counted: "cycle" for a flowing movement, else "rep"."""
    return "cycle" if report.kind is Kind.FLOW else "rep"


def rep_words(indices: Sequence[int], of: int, noun: str = "rep") -> str:
    """The reps meant, out of `of`: "rep 2", "reps 2 and 4" or "every rep"; "" when there are no `indices`."""
    if not indices:
        return ""
    if of > 1 and len(indices) == of:
        return f"every {noun}"
    return f"{noun}{'' if len(indices) == 1 else 's'} {join_words(map(str, indices))}"


def join_words(words: Iterable[str]) -> str:
    """A list inside a sentence: "2", "2 and 4", "1, 2 and 4". Raises ValueError when there are no words."""
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last


def sentence_case(text: str) -> str:
    """The text with a capital first letter and one full stop at the end."""
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _tally(report: SetReport) -> str:
    if report.kind in (Kind.HOLD, Kind.TIMED):
        return hold_sentence(report)
    counted, held = _rep_tally(report), report.kind is Kind.HOLD_REPS and report.hold
    return f"{counted} {hold_sentence(report)}" if held and report.reps else counted


def _rep_tally(report: SetReport) -> str:
    attempts, reps = report.attempts, report.reps
    name = report.movement_name
    if not attempts and not reps:
        return f"No {movement_noun(name, 1)} was seen."
    if not reps:
        begun = (
            "One was begun but not completed" if attempts == 1 else f"{attempts} were begun, none completed"
        )
        return f"No {movement_noun(name, 1)} counted. {begun}."
    # "1 of 2 deadlifts", but "1 deadlift": the noun goes with the number before it.
    counted = f"{reps} of {attempts}" if attempts > reps else str(reps)
    noun = movement_noun(name, max(attempts, reps))
    clean = _clean_words(report)
    return f"{counted} {noun} counted{_per_side(report)}{f', {clean}' if clean else ''}."


def _clean_words(report: SetReport) -> str:
    """How many of the repetitions are clean; "" where the sentence behind it says that none was judged."""
    reps, clean = report.reps, report.clean_reps
    forms = [rep.form for rep in report.rep_list]
    faulty, unjudged = forms.count(Form.FAULT), forms.count(Form.NOT_JUDGED)
    if unjudged == reps:
        return "" if _main_not_judged(report) else "form not judged"
    if clean == reps:
        return "clean" if reps == 1 else "all clean"
    if unjudged and not clean:
        return f"{faulty} with a fault"
    return f"{clean or 'none'} clean" if reps > 1 else "not clean"


def _main_not_judged(report: SetReport) -> str:
    """That what the movement is about was not judged, where, and what to do; "" where it was, and where
    nothing was done.
    """
    if not report.main_about or not (report.reps or (report.hold and report.hold.total_s)):
        return ""
    unjudged = [(rep.index, v) for rep in report.rep_list for v in rep.verdicts if _is_blind(v)]
    unjudged = unjudged or [(0, verdict) for verdict in report.verdicts if _is_blind(verdict)]
    if not unjudged:
        return ""
    indices = sorted({index for index, _ in unjudged if index})
    where = "" if len(indices) == report.reps else rep_words(indices, report.reps, rep_noun(report))
    why = unjudged[-1][1]
    about = f"{report.main_about[:1].upper()}{report.main_about[1:]} was not judged"
    said = f"{about} in {where}" if where else about
    if why.reason == TOO_CLOSE:
        return f"{said}: it is {TOO_CLOSE}."
    return f"{said}: {_inside(why.remedy or why.reason or 'no reason was given')}."


def _is_blind(verdict: Verdict) -> bool:
    return verdict.main and verdict.result is Result.NOT_JUDGED


def _per_side(report: SetReport) -> str:
    sides = {side: tally.reps for side, tally in report.sides.items()}
    return f" ({join_words(f'{reps} {side}' for side, reps in sides.items())})" if sides else ""


def _advice(report: SetReport) -> str:
    if not report.verdicts:
        return ""  # no form is judged in a movement that nobody described
    found = faults(report)
    if found:
        return f"Main thing to change: {_change(found[0], report)}."
    held_s = report.hold.total_s if report.hold else 0.0
    if report.kind is Kind.TIMED and held_s:
        return FORM_NOT_JUDGED
    missing = not_judged(report)
    nothing_done = not report.reps and not held_s
    if nothing_done and report.warnings:
        return ""  # the warning below says why nobody was seen; a remedy for one check would mislead
    if missing and (nothing_done or all(v.result is Result.NOT_JUDGED for v in report.verdicts)):
        return "" if _main_not_judged(report) else missing[0].remedy
    if nothing_done:
        return ""
    all_judged = not missing and not _main_not_judged(report)
    return "No fault was found." if all_judged else "Nothing to change in what was judged."


def _strictness(report: SetReport) -> str:
    """How strictly the set was judged; "" when as usual, or when nothing was held against a limit."""
    measured_some = any(verdict.value is not None for verdict in report.verdicts)
    return _STRICTNESS.get(report.strictness, "") if measured_some else ""


def _change(verdict: SetVerdict, report: SetReport) -> str:
    words = _inside(verdict.cue or verdict.label)
    where = rep_words(verdict.reps, report.reps, rep_noun(report))
    return f"{words} in {where}" if where and report.reps > 1 else words


def _inside(sentence: str) -> str:
    """A sentence to go on with after a colon."""
    words = sentence.strip().rstrip(".")
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def _recognition(movement_name: str, found: SetRecognition) -> str:
    """What the set was recognised as, how surely, and what else it may be."""
    said = f"Recognised as {movement_noun(movement_name, 1)}, {100 * found.sure:.0f} % sure"
    others = [movement_noun(guess.name, 1) for guess in found.guesses[1:2]]
    second = f"; the second guess is {others[0]}." if others else "."
    alike = [movement_id.replace("_", " ") for movement_id in found.looks_like]
    twins = f" No pose tells {join_words(alike)} from it." if alike else ""
    return said + second + twins


def _partial(report: SetReport) -> str:
    seen = report.trace.time_s
    until = f" at {clock(seen[-1])}" if seen else ""
    return f"The analysis was stopped{until}, so this is only the first part of the recording."


def _plural(noun: str) -> str:
    if noun.endswith(("s", "ch", "sh", "x")):
        return noun if noun.endswith("s") else f"{noun}es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
