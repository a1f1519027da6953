"""`report.html`: one self-contained page about one set, for a screen, a phone or paper.

No script, font or picture is fetched from elsewhere, and the page's own security policy forbids it. Every
text from outside (file names, reasons) is escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from exercises.movement import Kind
from exercises.report import HoldResult, RepResult, SetReport, SetVerdict
from exercises.verdict import Form, Result, Verdict
from reports import charts
from reports.key_moments import KeyMoment, key_moments
from reports.wording import (
    RESULT_WORDS,
    check_labels,
    clock,
    duration,
    faults,
    grounds_of,
    not_judged,
    quantity,
    rep_noun,
    rep_words,
    result_sentences,
    sentence_case,
    value_words,
)

_SIGNS = {Result.OK: "✓", Result.FAULT: "!", Result.NOT_JUDGED: "?"}
_VIEWS = {
    "side": "from the side",
    "front": "from the front",
    "back": "from behind",
    "oblique": "at an angle",
    "floor-side": "from the side, on the floor",
    "unknown": "could not be told",
}
_DASH = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number at the top of the page; `of` is what it is out of, "" when there is no such number."""

    name: str
    value: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class CheckChip:
    """One check of one rep."""

    result: Result
    sign: str
    word: str
    label: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A key frame as it stands on the page."""

    key: str
    kind: str
    time_s: float
    title: str
    caption: str
    alt: str
    address: str


def write_report_page(path: Path | str, report: SetReport, pictures: Mapping[str, bytes]) -> None:
    """Write the page.

    `pictures` holds JPEG bytes under the keys of `key_moments(report)`, with the skeleton drawn; missing ones
    are left out of the page. Raises OSError when the file cannot be written.
    """
    Path(path).write_text(report_page(report, pictures), encoding="utf-8")


def report_page(report: SetReport, pictures: Mapping[str, bytes]) -> str:
    """The page as HTML text; `pictures` is as for `write_report_page`."""
    addresses = {key: _as_address(jpeg) for key, jpeg in pictures.items()}
    return _template("report.html.j2").render(**_content(report, addresses))


def result_body(report: SetReport, pictures: Mapping[str, str], video: str) -> str:
    """The content of the page as HTML, for a page that brings its own frame.

    `video` is the address of the annotated video, "" when there is no video. `pictures` holds the addresses
    of the key pictures under the keys of `key_moments(report)`.

    An element with `data-at-s` belongs to that second of the video. A chart spans the times from 0 to
    `data-end-s` between its `data-left` and `data-right`.
    """
    return _template("result.html.j2").render(**_content(report, pictures) | {"video": video})


def result_style() -> str:
    """The style sheet of `result_body`."""
    return Path(__file__).with_name("templates").joinpath("result.css").read_text(encoding="utf-8")


def _as_address(jpeg: bytes) -> str:
    """A data address that holds the whole picture."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"


def _content(report: SetReport, pictures: Mapping[str, str]) -> dict[str, Any]:
    missing = not_judged(report)
    return dict(
        report=report,
        video="",
        sentences=result_sentences(report),
        figures=_figures(report),
        grounds=grounds_of(report),
        changes=_changes(report, pictures),
        trace_title=charts.trace_title(report),
        trace_wide=charts.trace_svg(report),
        trace_beside=charts.trace_svg(report, width=480, height=300),
        trace_narrow=charts.trace_svg(report, width=360, height=230),
        hold_wide=charts.hold_svg(report),
        hold_narrow=charts.hold_svg(report, width=360),
        legend=charts.legend(report),
        has_marks=bool(charts.fault_times(report)),
        columns=_columns(report),
        rows=_rows(report),
        rows_note=_rows_note(report),
        missing=missing,
        noun=rep_noun(report),
        facts=_facts(report),
        glossary=_glossary(report, bool(missing)),
    )


@lru_cache(maxsize=2)
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    environment.filters.update(
        clock=clock,
        quantity=quantity,
        sentence=sentence_case,
        share=lambda part: _percent(part.points, part.out_of),
    )
    return environment.get_template(name)


# --- the top ----------------------------------------------------------------------------------------------


def _figures(report: SetReport) -> list[Figure]:
    figures = [*_hold_figures(report)] if report.kind.is_hold else [*_rep_figures(report)]
    score = report.score
    if report.kind is Kind.TIMED:
        return figures
    if score is None:
        figures.append(Figure("Score", _DASH, "too little judged"))
    else:
        figures.append(Figure("Score", str(score), "of 100"))
    if report.checks:
        figures.append(Figure("Checks judged", str(report.checks_judged), f"of {report.checks}"))
    return figures


def _rep_figures(report: SetReport) -> list[Figure]:
    reps, attempts = report.reps, report.attempts
    figures = [Figure("Counted", str(reps), f"of {attempts}" if attempts > reps else "")]
    figures.append(_clean_figure(report))
    for side, tally in report.sides.items():
        figures.append(Figure(side.capitalize(), str(tally.reps), f"{tally.clean_reps} clean"))
    if report.kind is Kind.HOLD_REPS and report.hold:
        figures.append(Figure("Held in total", duration(report.hold.total_s)))
    return figures


def _clean_figure(report: SetReport) -> Figure:
    unjudged = sum(rep.form is Form.NOT_JUDGED for rep in report.rep_list)
    if report.reps and unjudged == report.reps:
        return Figure("Clean", _DASH, "not judged")
    of = f"of {report.reps - unjudged} judged" if unjudged else f"of {report.reps}"
    return Figure("Clean", str(report.clean_reps), of if report.reps else "")


def _hold_figures(report: SetReport) -> list[Figure]:
    hold = report.hold or HoldResult(0.0, 0.0)
    held_s = [(side, tally.held_s) for side, tally in report.sides.items() if tally.held_s is not None]
    return [
        Figure("In position", duration(hold.total_s)),
        *(Figure(side.capitalize(), duration(seconds)) for side, seconds in held_s),
        Figure("Longest stretch", duration(hold.longest_s)),
        Figure("Pauses", str(len(hold.pauses))),
    ]


# --- what to change ---------------------------------------------------------------------------------------


def _changes(report: SetReport, pictures: Mapping[str, str]) -> list[dict[str, Any]]:
    moments = key_moments(report)
    changes = []
    for verdict in faults(report):
        shown = [_picture(m, verdict, pictures[m.key]) for m in moments if _shows(m, verdict, pictures)]
        cue = verdict.cue or verdict.label
        changes.append({"cue": cue.rstrip("."), "text": _fault_text(report, verdict), "pictures": shown})
    return changes


def _shows(moment: KeyMoment, verdict: SetVerdict, pictures: Mapping[str, str]) -> bool:
    return moment.check == verdict.check and moment.key in pictures


def _fault_text(report: SetReport, verdict: SetVerdict) -> str:
    where = rep_words(verdict.reps, report.reps, rep_noun(report))
    worst = value_words(verdict)
    worst = f"worst {worst}" if worst and len(verdict.reps) > 1 else worst
    reason = (verdict.reason or "").rstrip(".")
    found = f"{reason} in {where}" if reason and where else reason or where
    return sentence_case(", ".join(part for part in (f"{verdict.label}: {found}", worst) if part))


def _picture(moment: KeyMoment, verdict: SetVerdict, address: str) -> Picture:
    bad = moment.kind == "fault"
    title = "To change" if bad else "Done well"
    what = f"{verdict.label}, {'fault' if bad else 'done well'}"
    return Picture(
        moment.key, moment.kind, moment.time_s, title, moment.caption, f"{what}. {moment.caption}", address
    )


# --- the reps ---------------------------------------------------------------------------------------------


_REP_NUMBERS = (
    ("Range", "rom_deg", "deg"),
    ("Lifting", "lifting_s", "s"),
    ("Lowering", "lowering_s", "s"),
    ("Top pause", "top_pause_s", "s"),
    ("Bottom pause", "bottom_pause_s", "s"),
)


def _columns(report: SetReport) -> list[str]:
    return [name for name, _ in _cells(report, report.rep_list[0])] if report.rep_list else []


def _rows(report: SetReport) -> list[dict[str, Any]]:
    hidden, labels = _never_judged(report), check_labels(report)
    return [
        {
            "cells": _cells(report, rep),
            "start_s": rep.start_s,
            "chips": [_chip(v, labels[v.check]) for v in rep.verdicts if v.check not in hidden],
        }
        for rep in report.rep_list
    ]


def _cells(report: SetReport, rep: RepResult) -> list[tuple[str, str]]:
    """The columns of a row with their texts. Numbers that no rep of the set has are left out."""
    cells = [(rep_noun(report).capitalize(), str(rep.index)), ("Time", clock(rep.start_s))]
    if report.sides:
        cells.insert(1, ("Side", rep.side or _DASH))
    for name, field, unit in _REP_NUMBERS:
        if any(getattr(other, field) is not None for other in report.rep_list):
            cells.append((name, _or_dash(getattr(rep, field), unit)))
    return cells


def _or_dash(value: float | None, unit: str) -> str:
    return _DASH if value is None else quantity(value, unit)


def _chip(verdict: Verdict, label: str) -> CheckChip:
    result = verdict.result
    text = value_words(verdict)
    if result is Result.OK:  # the limit only matters when it was crossed
        text = value_words(replace(verdict, limit=None))
    if result is Result.NOT_JUDGED:
        text = verdict.reason or ""
    title = "" if result is Result.NOT_JUDGED else verdict.reason or value_words(verdict)
    return CheckChip(result, _SIGNS[result], RESULT_WORDS[result], label, text, title)


def _never_judged(report: SetReport) -> set[str]:
    """The checks without a verdict in any rep. "Not judged" names them once, so that no row repeats them."""
    verdicts = [verdict for rep in report.rep_list for verdict in rep.verdicts]
    judged = {verdict.check for verdict in verdicts if verdict.result is not Result.NOT_JUDGED}
    explained = {verdict.check for verdict in report.verdicts if verdict.result is Result.NOT_JUDGED}
    return explained - judged


def _rows_note(report: SetReport) -> str:
    note = "✓ ok, ! fault, ? not judged. A dash means that it was not seen."
    hidden = len(_never_judged(report) & {v.check for rep in report.rep_list for v in rep.verdicts})
    return f"{note} What could not be judged in any rep is listed under “Not judged”." if hidden else note


# --- the bottom -------------------------------------------------------------------------------------------


def _facts(report: SetReport) -> list[tuple[str, str]]:
    source = report.source
    facts = [("File", source.file)] if source.file else []
    if source.duration_s is not None:
        facts.append(("Length", f"{clock(source.duration_s)} min"))
    if source.frames is not None:
        rate = f" at {source.fps:.4g} a second" if source.fps else ""
        facts.append(("Frames", f"{source.frames}{rate}"))
    if source.pose_coverage is not None:
        facts.append(("Person seen", f"in {_percent(source.pose_coverage, 1)} % of the frames"))
    facts.append(("Camera saw you", _VIEWS[report.view]))
    if report.side:
        facts.append(("Side judged", report.side))
    if report.partial:
        facts.append(("Complete", "no, the analysis was stopped before the end"))
    return facts


def _percent(part: float, whole: float) -> int:
    return round(100 * min(1.0, max(0.0, part / whole))) if whole else 0


def _glossary(report: SetReport, has_missing: bool) -> list[tuple[str, str]]:
    terms = []
    if not report.kind.is_hold:
        terms += [
            (
                "Counted and clean",
                "Every full repetition counts, however it looked. A clean rep is one without a fault in which"
                " the movement's main check was judged.",
            ),
            (
                "Attempt",
                "A repetition that was begun. It counts once it has reached both ends of the movement.",
            ),
            ("Range", "How far the joint that drives the movement turned, from one end to the other."),
            ("Lifting, lowering, pauses", "Seconds against and with the weight, and at rest at either end."),
        ]
    if report.kind not in (Kind.REPS, Kind.FLOW):
        terms.append(("Hold", "The clock runs only while the position is good. Each pause names its reason."))
    terms.append(("Value and limit", "What was measured, and from where on it is called a fault."))
    if has_missing:
        terms.append(
            ("Not judged", "The camera could not show it well enough. It is neither praise nor blame.")
        )
    if report.score is not None:
        terms.append(
            (
                "Score",
                "The sum of its parts, 0 to 100, over what could be judged. A fault in what protects the"
                " spine caps it.",
            )
        )
    if report.checks:
        terms.append(("Checks judged", "How many of the movement's checks came to a verdict in this set."))
    return terms
