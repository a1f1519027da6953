"""What a judgement comes to: ok, fault, or not judged with the reason and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What a judgement came to."""

    OK = "ok"
    FAULT = "fault"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement.

    `value` and `limit` are in `unit`, None where nothing was read. `reason` says why there is a fault, or why
    the judgement was withheld; `remedy` then says what the person can do about that. `cue` is what to say
    about a fault. `at_s` is the moment of media time that shows it best, None where none does. `main` says
    that it is what the movement is about.
    """

    check: str
    label: str
    result: Result
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    reason: str | None = None
    remedy: str | None = None
    cue: str | None = None
    at_s: float | None = None
    main: bool = False


class Form(StrEnum):
    """What the judgements on one repetition come to."""

    CLEAN = "clean"
    FAULT = "fault"
    NOT_JUDGED = "not_judged"


def form_of(verdicts: Sequence[Verdict]) -> Form:
    """Clean is a repetition without a fault whose main checks were judged, and of which something was judged.

    A repetition with a fault has one whatever else was withheld. What is too close to call was not judged.
    """
    results = {verdict.result for verdict in verdicts}
    if Result.FAULT in results:
        return Form.FAULT
    blind = any(verdict.main and verdict.result is Result.NOT_JUDGED for verdict in verdicts)
    return Form.NOT_JUDGED if blind or Result.OK not in results else Form.CLEAN
