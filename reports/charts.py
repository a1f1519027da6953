"""Two charts: a set's trace with its repetitions, no-reps, pauses and faults, and the timeline of a hold.

The SVG is written by hand, because it then follows the colours of the page in light, dark and print, keeps
its text as text and costs a millisecond. Altair and a Vega renderer take two seconds a process and 84 MB of
package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from exercises.report import HeldSpan, SetReport
from exercises.verdict import Result
from reports.wording import FORM_WORDS, clock

SpanKind = Literal["clean", "fault", "not_judged", "no_rep", "pause", "held"]

BLUE, AMBER, GREY = "#2a7fd4", "#e08a00", "#8a94a3"
_LABELS: dict[SpanKind, str] = {
    "clean": "Clean rep",
    "fault": "Rep with a fault",
    "not_judged": "Rep that was not judged",
    "no_rep": "Attempt that did not count",
    "pause": "Pause",
    "held": "In position",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the set to shade, from `start_s` to `end_s` of media time.

    `label` is the short text on it, "" for none; `note` says more.
    """

    kind: SpanKind
    start_s: float
    end_s: float
    label: str
    note: str


def spans(report: SetReport) -> list[Span]:
    """Reps, attempts that did not count, held stretches and pauses, in that order."""
    return [*_rep_spans(report), *_attempt_spans(report), *hold_spans(report)]


def hold_spans(report: SetReport) -> list[Span]:
    """Held stretches and pauses, in order of time; empty when the movement is not held."""
    if report.hold is None:
        return []
    held = [Span("held", s.start_s, s.end_s, s.side or "", _in_position(s)) for s in report.hold.spans]
    pauses = [Span("pause", p.start_s, p.end_s, "", p.reason) for p in report.hold.pauses]
    return sorted([*held, *pauses], key=lambda span: span.start_s)


def _in_position(span: HeldSpan) -> str:
    return f"in position, {span.side}" if span.side else "in position"


def fault_times(report: SetReport) -> list[float]:
    """The worst moment of every fault of a rep or of the set: media times in seconds, ascending."""
    verdicts = [verdict for rep in report.rep_list for verdict in rep.verdicts] + list(report.verdicts)
    return sorted({v.at_s for v in verdicts if v.result is Result.FAULT and v.at_s is not None})


def trace_title(report: SetReport) -> str:
    """What the trace shows, with its unit when the axis does not tell it."""
    label, unit = report.trace.label, report.trace.unit
    return f"{label}, in torso lengths, over time" if unit == "torso" else f"{label} over time"


def legend(report: SetReport) -> list[tuple[SpanKind, str]]:
    """The kinds of marks that occur in the report, with their names."""
    seen = {span.kind for span in spans(report)}
    return [(kind, label) for kind, label in _LABELS.items() if kind in seen]


def _rep_spans(report: SetReport) -> Iterator[Span]:
    for rep in report.rep_list:
        side = f" {rep.side}" if rep.side else ""
        note = f"rep {rep.index}{side}, {FORM_WORDS[rep.form]}"
        end_s = rep.end_s if rep.end_s is not None else rep.peak_s
        yield Span(rep.form.value, rep.start_s, end_s, str(rep.index), note)


def _attempt_spans(report: SetReport) -> Iterator[Span]:
    for attempt in report.attempt_list:
        end_s = attempt.end_s if attempt.end_s is not None else attempt.peak_s
        yield Span("no_rep", attempt.start_s, end_s, "", f"did not count: {attempt.reason}")


# --- SVG --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plot:
    """The frame of a chart in pixels, and the times (0 to `end_s`) and values (`low` to `high`) it spans."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    end_s: float
    low: float
    high: float

    def x(self, time_s: float) -> float:
        share = min(max(time_s / self.end_s, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)


def trace_svg(report: SetReport, width: int = 880, height: int = 270) -> Markup:
    """The trace as an inline SVG, `width` by `height` pixels; "" when nothing was measured.

    Its colours are classes of the page.
    """
    measured = _samples(report)
    if not measured:
        return Markup("")
    plot = _plot(report, measured, width, height)
    name = f"trace-{width}"
    parts = [
        _head(name, plot, trace_title(report), _trace_description(report)),
        *_value_axis(plot, "°" if report.trace.unit == "°" else ""),
        *(_shade(plot, span, name) for span in spans(report)),
        *_time_axis(plot),
        *(_line(plot, piece) for piece in _pieces(measured, plot)),
        *(_fault_mark(plot, time_s, measured) for time_s in fault_times(report)),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


def hold_svg(report: SetReport, width: int = 880, height: int = 74) -> Markup:
    """A hold as a strip over the length of the recording, an inline SVG; "" when there is nothing to show.

    `width` and `height` are in pixels. A strip with labels is 16 pixels higher.
    """
    marks = hold_spans(report)
    if not marks:
        return Markup("")
    top = 24 if any(mark.label for mark in marks) else 8
    height += top - 8
    plot = _Plot(width, height, 8, top, width - 8, height - 28, _end_s(report), 0.0, 1.0)
    name = f"hold-{width}"
    ground = Markup('<rect class="ground" x="{}" y="{}" width="{}" height="{}" rx="4"/>').format(
        plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top
    )
    parts = [
        _head(name, plot, "Timeline of the hold", _hold_description(marks)),
        ground,
        *(_shade(plot, span, name) for span in marks),
        *_time_axis(plot),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


def _samples(report: SetReport) -> list[tuple[float, float | None]]:
    trace = report.trace
    if all(value is None for value in trace.value):
        return []
    return list(zip(trace.time_s, trace.value, strict=True))


def _end_s(report: SetReport) -> float:
    times = report.trace.time_s or [0.0]
    ends = [times[-1], *(span.end_s for span in spans(report))]
    # A stopped analysis ends where it was stopped, not where the recording does.
    duration_s = 0.0 if report.partial else report.source.duration_s or 0.0
    return max(1.0, duration_s, *ends)


def _plot(report: SetReport, measured: list[tuple[float, float | None]], width: int, height: int) -> _Plot:
    values = [value for _, value in measured if value is not None]
    low, high = min(values), max(values)
    room = 0.08 * (high - low) or 0.5
    top = 26 if any(span.label for span in spans(report)) else 10
    return _Plot(width, height, 44, top, width - 10, height - 28, _end_s(report), low - room, high + room)


def _head(name: str, plot: _Plot, title: str, description: str) -> Markup:
    return Markup(
        '<svg class="chart" viewBox="0 0 {p.width} {p.height}" data-left="{p.left}" data-right="{p.right}" '
        'data-end-s="{p.end_s}" role="img" aria-labelledby="{n}-title {n}-desc">'
        '<title id="{n}-title">{title}</title><desc id="{n}-desc">{description}</desc>'
        '<defs><pattern id="{n}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="hatch" width="2.6" height="7"/></pattern></defs>'
    ).format(p=plot, n=name, title=title, description=description)


def _shade(plot: _Plot, span: Span, name: str) -> Markup:
    left, right = plot.x(span.start_s), plot.x(span.end_s)
    box = Markup('x="{}" y="{}" width="{}" height="{}"').format(
        left, plot.top, round(max(right - left, 1.5), 1), plot.bottom - plot.top
    )
    hatch = (
        Markup('<rect {} fill="url(#{}-hatch)"/>').format(box, name)
        if span.kind in ("fault", "pause")
        else ""
    )
    # A label needs about 8 px a digit; in a crowded set it is left out.
    fits = right - left >= 8 * len(span.label) + 4
    label = (
        Markup('<text class="label" x="{}" y="{}">{}</text>').format(
            round((left + right) / 2, 1), plot.top - 8, span.label
        )
        if span.label and fits
        else ""
    )
    return Markup('<g class="{}"><title>{}–{}: {}</title><rect class="band" {}/>{}{}</g>').format(
        span.kind, clock(span.start_s), clock(span.end_s), span.note, box, hatch, label
    )


def _value_axis(plot: _Plot, unit: str) -> Iterator[Markup]:
    for value in _ticks(plot.low, plot.high, 5):
        yield Markup(
            '<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/>'
            '<text class="tick end" x="{}" y="{ty}">{}{}</text>'
        ).format(
            plot.left, plot.right, plot.left - 6, f"{value:g}", unit, y=plot.y(value), ty=plot.y(value) + 4
        )


def _time_axis(plot: _Plot) -> Iterator[Markup]:
    yield Markup('<line class="axis" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(
        plot.left, plot.right, y=plot.bottom
    )
    for time_s in _time_ticks(plot.end_s, (plot.right - plot.left) // 70):
        yield Markup('<text class="tick" x="{}" y="{}">{}</text>').format(
            plot.x(time_s), plot.bottom + 18, clock(time_s)
        )


def _line(plot: _Plot, piece: list[tuple[float, float]]) -> Markup:
    points = " ".join(f"{plot.x(time_s)},{plot.y(value)}" for time_s, value in piece)
    return Markup('<polyline class="trace" points="{}"/>').format(points)


def _fault_mark(plot: _Plot, time_s: float, measured: list[tuple[float, float | None]]) -> Markup:
    """A triangle on the trace where a fault was worst."""
    seen = [(abs(time - time_s), value) for time, value in measured if value is not None]
    x, y = plot.x(time_s), plot.y(min(seen)[1])
    return Markup('<path class="mark" d="M{},{} l7,12 h-14 z"><title>fault at {}</title></path>').format(
        x, round(y - 7, 1), clock(time_s)
    )


def _pieces(measured: list[tuple[float, float | None]], plot: _Plot) -> Iterator[list[tuple[float, float]]]:
    """The pieces of the trace between stretches where nothing was seen.

    Long traces are thinned to a few samples a pixel.
    """
    piece: list[tuple[float, float]] = []
    for time_s, value in _thin(measured, plot.right - plot.left):
        if value is not None:
            piece.append((time_s, value))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _thin(measured: list[tuple[float, float | None]], columns: int) -> Iterable[tuple[float, float | None]]:
    """The lowest and highest sample of each pixel column, so that peaks survive and long sets stay small."""
    size = len(measured) // columns
    if size < 4:
        return measured
    kept: list[tuple[float, float | None]] = []
    for start in range(0, len(measured), size):
        column = measured[start : start + size]
        seen = [(value, time_s) for time_s, value in column if value is not None]
        kept += [column[0]] if not seen else sorted({(t, v) for v, t in (min(seen), max(seen))})
    return kept


def _ticks(low: float, high: float, about: int) -> list[float]:
    step = _nice((high - low) / about)
    first = int(low // step) + 1
    return [round(k * step, 6) for k in range(first, int(high // step) + 1)]


def _nice(step: float) -> float:
    """The round number at or above `step`: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** (len(str(int(step))) - 1) if step >= 1 else 0.01
    while power * 10 <= step:
        power *= 10
    return next(power * k for k in (1, 2, 5, 10) if power * k >= step)


def _time_ticks(end_s: float, most: int) -> list[float]:
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)
    step = next((s for s in steps if end_s / s <= max(most, 2)), 3600)
    return [float(time_s) for time_s in range(0, int(end_s) + 1, step)]


def _trace_description(report: SetReport) -> str:
    notes = [f"{clock(span.start_s)} to {clock(span.end_s)}: {span.note}" for span in spans(report)]
    return "; ".join(notes) or "No repetition was counted."


def _hold_description(marks: list[Span]) -> str:
    return "; ".join(f"{clock(span.start_s)} to {clock(span.end_s)}: {span.note}" for span in marks)
