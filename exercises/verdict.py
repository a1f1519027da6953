"""What a judgement comes to: ok, fault, or not judged with the reason and the remedy."""

from __future__ import annotations

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
    about a fault. `at_s` is the moment of media time that shows it best, None where none does.
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
