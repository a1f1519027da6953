"""The result of a set in a terminal: sentences, reps, and what was not judged and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from exercises.report import AttemptResult, HoldPause, RepResult, SetReport
from exercises.verdict import Form, Result
from reports.wording import (
    NotJudged,
    check_labels,
    checks_words,
    clock,
    grounds_of,
    not_judged,
    quantity,
    result_sentences,
    sentence_case,
    value_words,
)

_MOST_ROWS = 30


def print_report(report: SetReport, console: Console, files: Sequence[Path] = ()) -> None:
    """Print a report in about a screenful. `files` are the files that were written for it."""
    names = (report.movement_name, report.source.file)
    head = Text(" · ".join(name for name in names if name), style="dim")
    if report.score is not None:
        head.append(f" · score {report.score} of 100")
    if report.checks:
        head.append(f" · {checks_words(report)}")
    console.print(head)
    first, *others = result_sentences(report)
    console.print(Text(first, style="bold"))
    for sentence in others:
        console.print(Text(sentence))
    grounds = grounds_of(report)
    if grounds:
        console.print(Text(grounds, style="dim"))
    if report.rep_list:
        console.print(Padding(_reps_table(report), (1, 0, 0, 0)))
    _print_list(console, "Did not count", [_attempt(attempt) for attempt in report.attempt_list])
    pauses = report.hold.pauses if report.hold else ()
    _print_list(console, "Paused", [_pause(pause) for pause in pauses])
    _print_list(console, "Not judged", [_missing(item) for item in not_judged(report)])
    _print_list(console, "Please note", list(report.warnings))
    if files:
        _print_list(console, "Written", [str(file) for file in files])


def _reps_table(report: SetReport) -> Table:
    labels = check_labels(report)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("Rep", justify="right")
    if report.sides:
        table.add_column("Side")
    for column in ("Time", "Range", "Lifting", "Lowering"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("Form", overflow="fold")
    for rep in report.rep_list[:_MOST_ROWS]:
        sides = [rep.side or ""] if report.sides else []
        numbers = [_number(getattr(rep, name), unit) for name, unit in _NUMBERS]
        table.add_row(str(rep.index), *sides, clock(rep.start_s), *numbers, _form(rep, labels))
    left_out = len(report.rep_list) - _MOST_ROWS
    if left_out > 0:
        table.caption = f"and {left_out} more in reps.csv"
    return table


_NUMBERS = (("rom_deg", "deg"), ("lifting_s", "s"), ("lowering_s", "s"))


def _number(value: float | None, unit: str) -> str:
    return "–" if value is None else quantity(value, unit)


def _form(rep: RepResult, labels: Mapping[str, str]) -> Text:
    if rep.form is not Form.FAULT:
        return Text("✓ clean", style="blue") if rep.clean else Text("not judged", style="dim")
    faults = [verdict for verdict in rep.verdicts if verdict.result is Result.FAULT]
    lines = [f"! {labels[verdict.check]} {value_words(verdict)}".rstrip() for verdict in faults]
    return Text("\n".join(lines), style="yellow")


def _attempt(attempt: AttemptResult) -> str:
    return f"{clock(attempt.start_s)} {sentence_case(attempt.reason)}"


def _pause(pause: HoldPause) -> str:
    return f"{clock(pause.start_s)}–{clock(pause.end_s)} {sentence_case(pause.reason)}"


def _missing(item: NotJudged) -> str:
    return " ".join(part for part in (f"{item.label}:", item.reason, item.remedy) if part)


def _print_list(console: Console, title: str, lines: Sequence[str]) -> None:
    """A titled list with a hanging indent; plain text, so that a file name is never read as markup."""
    if not lines:
        return
    console.print(Text(f"\n{title}", style="bold"))
    for line in lines:
        console.print(Padding(Text(line, overflow="fold"), (0, 0, 0, 2)), soft_wrap=False)
