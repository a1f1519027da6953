"""What a movement is: data. One declaration says how to count it, how to judge it and how to teach it.

Every limit carries its evidence: a publication, a measurement on rendered or real people, or a coach's rule
of thumb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite
from typing import Protocol

from exercises.body import Joint
from exercises.counting import Attempt
from exercises.evidence import RULE_OF_THUMB, Evidence
from exercises.measures.measure import Measure
from exercises.readings import Readings, RepValue
from exercises.verdict import Verdict
from vision.view import View


class Kind(StrEnum):
    """How a movement is done."""

    REPS = "reps"
    HOLD = "hold"
    HOLD_REPS = "hold-reps"
    FLOW = "flow"  # to and fro, or round and round, without a rest
    TIMED = "timed"  # a clock; form is not judged

    @property
    def is_hold(self) -> bool:
        """Whether it is timed instead of counted."""
        return self in (Kind.HOLD, Kind.TIMED)


class Sides(StrEnum):
    """Which side of the body a movement is read from."""

    BOTH = "both"  # the nearer one when seen side-on, otherwise the mean of both
    EACH = "each"  # every side is counted on its own
    ALTERNATING = "alternating"  # every side is counted on its own, and they take turns

    @property
    def apart(self) -> bool:
        """Whether every side is counted on its own."""
        return self is not Sides.BOTH


class Window(StrEnum):
    """Part of a repetition."""

    REST = "rest"  # the last second before it
    LIFTING = "lifting"
    TOP = "top"
    LOWERING = "lowering"
    WORK = "work"  # lifting, top and lowering
    WHOLE = "whole"  # the work and the moment before it
    REST_AND_WORK = "rest_and_work"


@dataclass(frozen=True, slots=True)
class Limit:
    """A fault lies above `above` or below `below`.

    `grey` is the error of the reading: a fault is called only where the value passes the limit by more, and a
    running hold that was stopped starts again only once it is back inside the limit. `evidence` is what the
    bounds rest on. Raises ValueError without a bound, when `above` is not above `below`, and when `grey` is
    negative.
    """

    above: float | None = None
    below: float | None = None
    grey: float = 0.0
    evidence: Evidence = RULE_OF_THUMB

    def __post_init__(self) -> None:
        if self.above is None and self.below is None:
            raise ValueError("A limit needs `above`, `below` or both; got neither.")
        if self.above is not None and self.below is not None and self.above <= self.below:
            raise ValueError(f"A limit's `above` ({self.above}) must exceed its `below` ({self.below}).")
        if self.grey < 0:
            raise ValueError(f"A limit's grey band cannot be negative; got {self.grey}.")

    def broken(self, value: float) -> bool:
        """Whether the value is past the limit and its grey band."""
        return self._past(value, self.grey)

    def met(self, value: float) -> bool:
        """Whether the value is inside the limit itself."""
        return isfinite(value) and not self._past(value, 0.0)

    def nearest(self, value: float) -> float:
        """The bound that the value is compared with, which is the nearer one where there are two."""
        if self.above is None or self.below is None:
            return self.above if self.above is not None else self.below  # type: ignore[return-value]
        return self.above if value > (self.above + self.below) / 2 else self.below

    def excess(self, value: float) -> float:
        """How far a value lies past the limit, negative on the good side."""
        over = value - self.above if self.above is not None else -inf
        under = self.below - value if self.below is not None else -inf
        return max(over, under)

    def _past(self, value: float, grey: float) -> bool:
        over = self.above is not None and value > self.above + grey
        under = self.below is not None and value < self.below - grey
        return over or under


class Quantity(Protocol):
    """One value of a repetition, as a check or a requirement reads it. The kinds of quantities are in
    exercises/quantities.py; a new kind is one more class with these members.

    `unit` is that of the value, empty where it has none. `measures` are those whose readings it needs; a
    quantity that needs none can be told from every view. `window` is the part of the repetition that it tells
    of.
    """

    @property
    def unit(self) -> str: ...

    @property
    def measures(self) -> tuple[Measure, ...]: ...

    @property
    def window(self) -> Window: ...

    def read(self, readings: Readings, attempt: Attempt, again: bool = False) -> RepValue:
        """The value of one repetition, or why there is none; `again` says that the repetition before was on
        the same side.
        """
        ...

    def judge(self, check: Check, read: Verdict, value: float, own_best: float | None) -> Verdict:
        """The verdict on one repetition, which completes `read`, the verdict that says what was read. `value`
        is what was read before it was rounded; `own_best` is the best value of this check in the set so far,
        None before the first.
        """
        ...

    def summarise(self, check: Check, verdicts: Sequence[Verdict]) -> Verdict:
        """One verdict for the whole set, from those on its repetitions."""
        ...


ANY_VIEW = frozenset({View.SIDE, View.FRONT, View.BACK, View.OBLIQUE, View.FLOOR_SIDE})
SIDE_VIEW = frozenset({View.SIDE, View.FLOOR_SIDE})
FACING_VIEW = frozenset({View.FRONT, View.BACK})


@dataclass(frozen=True, slots=True)
class Check:
    """One judgement on every repetition.

    It is withheld outside `views` and where its joints are hidden. `own_best` also compares each repetition
    with the best one of the set: being worse by more than that is a fault, although the value alone is not;
    `best` is the best value that counts, and a value beyond it counts as that. All are in the unit of
    `reads`. `shows` are the joints to highlight, and `priority` 1 comes first. `shows_back` marks a check
    that reads the outline of the back. `doubt` is a band on the good side of the limit in which the value
    alone proves nothing. `evidence` is what `own_best`, `best` and `doubt` rest on, None where nobody wrote
    it down.
    """

    id: str
    label: str
    reads: Quantity
    limit: Limit
    cue: str
    why: str
    views: frozenset[View] = ANY_VIEW
    shows: tuple[Joint, ...] = ()
    priority: int = 1
    own_best: float | None = None
    best: float | None = None
    doubt: float = 0.0
    evidence: Evidence | None = None
    shows_back: bool = False


@dataclass(frozen=True, slots=True)
class Travel:
    """How far a measure travels to and fro within `over_s` seconds; with `per_s`, how fast it changes then,
    in its unit per second.
    """

    over_s: float
    per_s: bool = False


@dataclass(frozen=True, slots=True)
class HoldCheck:
    """One judgement that is made all the time during a hold; `pauses` stops the clock while it is broken.

    `doubt` is a band on the good side of the limit in which the value proves nothing: the clock runs on, and
    the judgement is withheld. With `travel` not the measure itself is judged but how much it moved lately.
    `evidence` is what `doubt` rests on, None where nobody wrote it down. It is judged while the position is
    held, and with `on_the_way` on the way in and out as well.
    """

    id: str
    label: str
    measure: Measure
    limit: Limit
    cue: str
    why: str
    views: frozenset[View] = SIDE_VIEW
    shows: tuple[Joint, ...] = ()
    priority: int = 1
    pauses: bool = True
    doubt: float = 0.0
    evidence: Evidence | None = None
    travel: Travel | None = None
    shows_back: bool = False
    on_the_way: bool = False

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return f"{self.measure.unit}/s" if self.travel and self.travel.per_s else self.measure.unit


@dataclass(frozen=True, slots=True)
class Condition:
    """Part of the position in which a movement is done; what is not seen is given the benefit of the doubt.

    `otherwise` is what to tell a person who does not meet it.
    """

    measure: Measure
    limit: Limit
    otherwise: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something an attempt must show to be this movement at all and not a neighbour of it.

    It is asked from `views` alone; what is not seen is given the benefit of the doubt. An attempt that shows
    `instead`, from the views of that, need not show this. `of_other_side` reads it on the side that is not
    counted, even where that is hidden and guessed. `otherwise` is why an attempt that lacks it does not
    count.
    """

    reads: Quantity
    limit: Limit
    otherwise: str
    of_other_side: bool = False
    views: frozenset[View] = ANY_VIEW
    instead: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """The measure that repetitions are counted on.

    `rest` and `effort` are its usual values at the two ends; each person's own ends are learnt from there.
    `from_neutral` counts changes against the person's own first second in position instead. A cycle quicker
    than `shortest_s` is noise and not an attempt, and so is a rise by less than `least_attempt` of the way. A
    small slow signal is averaged over `averaged_s`. `evidence` is what these numbers rest on, None where
    nobody wrote it down.
    """

    measure: Measure
    rest: float
    effort: float
    from_neutral: bool = False
    averaged_s: float = 0.0
    shortest_s: float = 0.45  # measured: the quickest real repetition took 0.75 s, both ways together
    least_attempt: float = 0.35  # guess: anything smaller is fidgeting
    evidence: Evidence | None = None

    def progress(self, value: float, neutral: float = 0.0) -> float:
        """0 at the usual rest, 1 at the usual effort."""
        return (value - neutral - self.rest) / (self.effort - self.rest)


@dataclass(frozen=True, slots=True)
class Substitute:
    """Another way of doing the work, which is no repetition: each time it is seen is an attempt.

    It is counted on a `signal` of its own, because that of the movement does not move in it. It is taken for
    the substitute only where it was seen to meet all `requirements`; `otherwise` is the reason that the
    attempt is given.
    """

    signal: Signal
    requirements: tuple[Requirement, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Dose:
    """What the source article prescribes, as (least, most); None where it does not say."""

    sets: tuple[int, int] | None = None
    reps: tuple[int, int] | None = None
    hold_s: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of the catalogue.

    `muscles` are those that it is done for, the most important first; `assisting` work as well. `variants`
    are other grips, stances or equipment that count as the same movement. `stand_ins` are ids of movements
    that do its work where the equipment is missing. `stop_when` says, in short sentences, when to end the
    set. `spinal_load` holds what it asks of the spine: flexion, extension, rotation, loaded.

    A hold on each side has `held`: the conditions that the held side meets, read on that side. Unlike those
    of `position` they must be seen. The clock runs for the side that meets them all.

    `substitutes` are ways of doing its work that are reported as attempts, because nobody would hear of them
    otherwise.

    `main_checks` are the ids of the checks that it is about, as a flat back is of a deadlift: where they were
    not judged, a repetition is not clean and a set has no score. `main_about` names what they look at, in the
    singular, as in "your back". `spine_checks` are those of the checks that protect the spine: a fault in one
    of them caps the score.

    Two fields serve recognition alone. `looks_like` is the id of the movement that no pose tells from this
    one (another grip, another machine). `recognised_by` tells it from its kin, by the median of a set and
    also where joints are hidden and guessed.

    Raises ValueError when its signal or `held` does not fit its kind, or when two checks share an id.
    """

    id: str
    name: str
    kind: Kind
    description: str
    setup: str
    camera: str
    best_view: View
    level: str
    muscles: tuple[str, ...]
    equipment: tuple[str, ...]
    spinal_load: frozenset[str]
    dose: Dose
    position: tuple[Condition, ...]
    assisting: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    stop_when: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    signal: Signal | None = None
    sides: Sides = Sides.BOTH
    requirements: tuple[Requirement, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    checks: tuple[Check, ...] = ()
    hold_checks: tuple[HoldCheck, ...] = ()
    held: tuple[Condition, ...] = ()
    on_floor: bool = False
    looks_like: str | None = None
    recognised_by: tuple[Condition, ...] = ()
    main_checks: tuple[str, ...] = ()
    main_about: str = ""
    spine_checks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.signal is None) != self.kind.is_hold:
            raise ValueError(f"{self.id}: repetitions need a signal and a hold has none.")
        if bool(self.held) != (self.kind.is_hold and self.sides.apart):
            raise ValueError(
                f"{self.id}: a hold on each side says what a held side shows; nothing else does."
            )
        if self.substitutes and (self.signal is None or self.sides.apart):
            raise ValueError(f"{self.id}: substitutes are told of repetitions of both sides together only.")
        ids = [check.id for check in self.all_checks]
        if len(ids) != len(set(ids)):
            raise ValueError(f"{self.id}: two checks share an id in {ids}.")
        if bool(self.main_checks) != bool(self.main_about):
            raise ValueError(f"{self.id}: main checks come with the words for what they look at.")

    @property
    def all_checks(self) -> tuple[Check | HoldCheck, ...]:
        """Every check of it, of repetitions and of a hold."""
        return (*self.checks, *self.hold_checks)

    @property
    def needs_outline(self) -> bool:
        """Whether a judgement reads the outline of the back."""
        signal_reads_it = self.signal is not None and self.signal.measure.reads_outline
        back_of_reps = any(check.shows_back for check in self.checks)
        back_of_hold = any(check.shows_back for check in self.hold_checks)
        return signal_reads_it or back_of_reps or back_of_hold
