"""Which frames show what to change: the worst moment of each fault beside the same moment done well.

The caller fetches the frames, draws the skeleton on them and hands the JPEGs back under the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from reports.wording import Report, Verdict, clock, is_clean, measured, sentence_case

Rep = Mapping[str, Any]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """One picture to fetch.

    `key` is "fault:CHECK:REP" or "good:CHECK:REP" ("fault:flat_back:4"), with "hold" for REP where the fault
    was found in a hold. `time_s` is media time. `rep_index` is None for a hold.
    """

    key: str
    time_s: float
    rep_index: int | None
    caption: str
    check: str
    kind: Literal["fault", "good"]


def key_moments(report: Report) -> list[KeyMoment]:
    """For each faulty check, in the report's order: its worst moment and, if there is one, a good moment."""
    moments: list[KeyMoment] = []
    for verdict in report["verdicts"]:
        if verdict["result"] == "fault":
            moments += _in_reps(report, verdict) or _in_hold(report, verdict)
    return moments


def _in_reps(report: Report, of_set: Verdict) -> list[KeyMoment]:
    check = of_set["check"]
    faulty = [rep for rep in report["rep_list"] if _result(rep, check) == "fault"]
    if not faulty:
        return []
    # The verdict of the set is that of its worst rep.
    same = [rep for rep in faulty if _verdict(rep, check).get("at_s") == of_set.get("at_s")]
    worst = max(same or faulty, key=lambda rep: _distance(_verdict(rep, check)))
    verdict = _verdict(worst, check)
    at_s = worst["peak_s"] if verdict.get("at_s") is None else verdict["at_s"]
    moments = [_moment("fault", check, worst, at_s, _caption(worst, at_s, verdict))]
    good = _best(report, check, worst.get("side"))
    if good is not None:
        good_s = _same_moment(at_s, worst, good)
        moments.append(_moment("good", check, good, good_s, _caption(good, good_s, _verdict(good, check))))
    return moments


def _in_hold(report: Report, verdict: Verdict) -> list[KeyMoment]:
    check, at_s = verdict["check"], verdict.get("at_s")
    if at_s is None:
        return []
    words = " · ".join(part for part in (f"At {clock(at_s)}", measured(verdict)) if part)
    moments = [KeyMoment(f"fault:{check}:hold", at_s, None, words, check, "fault")]
    spans = _held_spans(report)
    if spans:
        start_s, end_s = max(spans, key=lambda span: span[1] - span[0])
        good_s = (start_s + end_s) / 2
        moments.append(
            KeyMoment(f"good:{check}:hold", good_s, None, f"At {clock(good_s)} · in position", check, "good")
        )
    return moments


def _held_spans(report: Report) -> list[Span]:
    """Stretches surely in position: as the report lists them, else what lies between two pauses."""
    hold = report.get("hold") or {}
    if hold.get("spans"):
        return [(span["start_s"], span["end_s"]) for span in hold["spans"]]
    pauses = hold.get("pauses") or []
    return [(a["end_s"], b["start_s"]) for a, b in pairwise(pauses)]


def _best(report: Report, check: str, side: str | None) -> Rep | None:
    """The rep that passed `check` with most to spare: of the same side and otherwise clean if possible."""
    passed = [rep for rep in report["rep_list"] if _result(rep, check) == "ok"]
    return max(
        passed,
        key=lambda rep: (rep.get("side") == side, is_clean(rep), _distance(_verdict(rep, check))),
        default=None,
    )


def _same_moment(at_s: float, rep: Rep, other: Rep) -> float:
    """The time in `other` that is as far into the same half of the movement as `at_s` is in `rep`."""
    first = at_s <= rep["peak_s"]
    start_s, end_s = _half(rep, first)
    share = min(1.0, max(0.0, (at_s - start_s) / (end_s - start_s))) if end_s > start_s else 0.0
    other_start_s, other_end_s = _half(other, first)
    return float(other_start_s + share * (other_end_s - other_start_s))


def _half(rep: Rep, first: bool) -> Span:
    if first:
        return rep["start_s"], rep["peak_s"]
    # Where the return was not seen, the way back is taken to last as long as the way there.
    end_s = rep["end_s"] if rep["end_s"] is not None else 2 * rep["peak_s"] - rep["start_s"]
    return rep["peak_s"], end_s


def _moment(kind: Literal["fault", "good"], check: str, rep: Rep, time_s: float, caption: str) -> KeyMoment:
    return KeyMoment(f"{kind}:{check}:{rep['index']}", time_s, rep["index"], caption, check, kind)


def _caption(rep: Rep, at_s: float, verdict: Verdict) -> str:
    side = f" ({rep['side']})" if rep.get("side") else ""
    parts = (f"Rep {rep['index']}{side} at {clock(at_s)}", measured(verdict))
    return sentence_case(" · ".join(part for part in parts if part)).rstrip(".")


def _result(rep: Rep, check: str) -> str | None:
    return next((verdict["result"] for verdict in rep["verdicts"] if verdict["check"] == check), None)


def _verdict(rep: Rep, check: str) -> Verdict:
    found: Verdict = next(verdict for verdict in rep["verdicts"] if verdict["check"] == check)
    return found


def _distance(verdict: Verdict) -> float:
    """How far the value lies from its limit, on whichever side."""
    value, limit = verdict.get("value"), verdict.get("limit")
    return 0.0 if value is None or limit is None else abs(value - limit)
