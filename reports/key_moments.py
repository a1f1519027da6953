"""The frames that show what to change: the worst moment of each fault beside the same moment done well.

The caller fetches the frames, draws the skeleton on them and hands the JPEGs back under the same keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from exercises.body import Side
from exercises.report import RepResult, SetReport, SetVerdict
from exercises.verdict import Result, Verdict
from reports.wording import clock, sentence_case, value_words

Span = tuple[float, float]
_UNSAFE = re.compile(r"[^A-Za-z0-9_]")
_PICTURE = re.compile(r"(fault|good)-[A-Za-z0-9_-]+-([0-9]+|hold)\.jpg")


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """One picture to fetch.

    `key` is "fault:CHECK:REP" or "good:CHECK:REP", for example "fault:flat_back:4"; REP is "hold" when the
    fault was found in a hold. `time_s` is media time in seconds. `rep_index` counts from 1 and is None for a
    hold. `check` is the id of the check.
    """

    key: str
    time_s: float
    rep_index: int | None
    caption: str
    check: str
    kind: Literal["fault", "good"]

    @property
    def file(self) -> str:
        """A name for the picture that every file system accepts, for example "fault-flat_back-4.jpg"."""
        return f"{_UNSAFE.sub('-', self.key)}.jpg"


def is_picture(name: str) -> bool:
    """Whether a file name is one that `KeyMoment.file` gives."""
    return _PICTURE.fullmatch(name) is not None


def key_moments(report: SetReport) -> list[KeyMoment]:
    """The worst moment of each faulty check, followed by a good moment if there is one.

    The checks are in the report's order.
    """
    moments: list[KeyMoment] = []
    for verdict in report.verdicts:
        if verdict.result is Result.FAULT:
            moments += _in_reps(report, verdict) or _in_hold(report, verdict)
    return moments


def _in_reps(report: SetReport, of_set: SetVerdict) -> list[KeyMoment]:
    check = of_set.check
    faulty = [rep for rep in report.rep_list if _result(rep, check) is Result.FAULT]
    if not faulty:
        return []
    # The verdict of the set is that of its worst rep.
    same = [rep for rep in faulty if _verdict(rep, check).at_s == of_set.at_s]
    worst = max(same or faulty, key=lambda rep: _distance(_verdict(rep, check)))
    verdict = _verdict(worst, check)
    at_s = worst.peak_s if verdict.at_s is None else verdict.at_s
    moments = [_moment("fault", check, worst, at_s, _caption(worst, at_s, verdict))]
    good = _best(report, check, worst.side)
    if good is not None:
        good_s = _same_moment(at_s, worst, good)
        moments.append(_moment("good", check, good, good_s, _caption(good, good_s, _verdict(good, check))))
    return moments


def _in_hold(report: SetReport, verdict: SetVerdict) -> list[KeyMoment]:
    check, at_s = verdict.check, verdict.at_s
    if at_s is None:
        return []
    words = " · ".join(part for part in (f"At {clock(at_s)}", value_words(verdict)) if part)
    moments = [KeyMoment(f"fault:{check}:hold", at_s, None, words, check, "fault")]
    spans = _held_spans(report)
    if spans:
        start_s, end_s = max(spans, key=lambda span: span[1] - span[0])
        good_s = (start_s + end_s) / 2
        moments.append(
            KeyMoment(f"good:{check}:hold", good_s, None, f"At {clock(good_s)} · in position", check, "good")
        )
    return moments


def _held_spans(report: SetReport) -> list[Span]:
    """The stretches that were surely in position: those the report lists, else those between two pauses."""
    if report.hold is None:
        return []
    if report.hold.spans:
        return [(span.start_s, span.end_s) for span in report.hold.spans]
    return [(pause.end_s, following.start_s) for pause, following in pairwise(report.hold.pauses)]


def _best(report: SetReport, check: str, side: Side | None) -> RepResult | None:
    """The rep that passed `check` with most to spare, None when no rep passed.

    A rep of the same side is preferred, then one that is clean otherwise.
    """
    passed = [rep for rep in report.rep_list if _result(rep, check) is Result.OK]
    return max(
        passed,
        key=lambda rep: (rep.side is side, rep.clean, _distance(_verdict(rep, check))),
        default=None,
    )


def _same_moment(at_s: float, rep: RepResult, other: RepResult) -> float:
    """The time in `other` that is as far into the same half of the movement as `at_s` is in `rep`."""
    first = at_s <= rep.peak_s
    start_s, end_s = _half(rep, first)
    share = min(1.0, max(0.0, (at_s - start_s) / (end_s - start_s))) if end_s > start_s else 0.0
    other_start_s, other_end_s = _half(other, first)
    return other_start_s + share * (other_end_s - other_start_s)


def _half(rep: RepResult, first: bool) -> Span:
    if first:
        return rep.start_s, rep.peak_s
    # When the return was not seen, the way back is taken to last as long as the way there.
    end_s = rep.end_s if rep.end_s is not None else 2 * rep.peak_s - rep.start_s
    return rep.peak_s, end_s


def _moment(
    kind: Literal["fault", "good"], check: str, rep: RepResult, time_s: float, caption: str
) -> KeyMoment:
    return KeyMoment(f"{kind}:{check}:{rep.index}", time_s, rep.index, caption, check, kind)


def _caption(rep: RepResult, at_s: float, verdict: Verdict) -> str:
    side = f" ({rep.side})" if rep.side else ""
    parts = (f"Rep {rep.index}{side} at {clock(at_s)}", value_words(verdict))
    return sentence_case(" · ".join(part for part in parts if part)).rstrip(".")


def _result(rep: RepResult, check: str) -> Result | None:
    return next((verdict.result for verdict in rep.verdicts if verdict.check == check), None)


def _verdict(rep: RepResult, check: str) -> Verdict:
    return next(verdict for verdict in rep.verdicts if verdict.check == check)


def _distance(verdict: Verdict) -> float:
    """How far the value lies from its limit, on whichever side."""
    value, limit = verdict.value, verdict.limit
    return 0.0 if value is None or limit is None else abs(value - limit)
