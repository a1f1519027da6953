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

    `value` and `limit` are in `unit`; `reason` says why for a fault and why not for a judgement withheld,
    then with `remedy`, what the person can do about it. `at_s` is the moment that shows it best.
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
