"""What a number in the catalogue rests on: a publication, a measurement and on whom, or a rule of thumb."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Where a number comes from."""

    LITERATURE = "literature"
    MEASURED = "measured"
    GUESS = "guess"


class People(StrEnum):
    """Whose bodies were measured."""

    REAL = "real people"
    RENDERED = "rendered people"


@dataclass(frozen=True, slots=True)
class Sample:
    """Whose bodies a measurement was made on; `n` is how many people, None where nobody wrote it down.

    Raises ValueError when `n` is less than 1.
    """

    people: People
    n: int | None = None

    def __post_init__(self) -> None:
        if self.n is not None and self.n < 1:
            raise ValueError(f"A sample holds at least one person; got n={self.n}.")

    def __str__(self) -> str:
        return self.people.value if self.n is None else f"{self.people.value}, n={self.n}"


class Ground(StrEnum):
    """What a number rests on, in a word: as far as it tells whether it holds for real people."""

    LITERATURE = "literature"
    REAL = "real"
    RENDERED = "rendered"  # alone
    UNRECORDED = "unrecorded"  # read on people, and nobody wrote down on whom
    RULE_OF_THUMB = "rule_of_thumb"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a number rests on.

    `words` name the publication, give the readings of the measurement, or say what the rule of thumb rests
    on. `samples` are those a measurement was made on; it is empty where nobody wrote down who they were.
    Raises ValueError when `words` is empty, and when something that was not measured has samples.
    """

    source: Source
    words: str
    samples: tuple[Sample, ...] = ()

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("Evidence says in words what a number rests on; got none.")
        if self.samples and self.source is not Source.MEASURED:
            raise ValueError(f"Only what was measured has samples; this is {self.source.value}.")

    @property
    def ground(self) -> Ground:
        """What it rests on, in a word; with real people among those measured, real people."""
        if self.source is Source.LITERATURE:
            return Ground.LITERATURE
        if self.source is Source.GUESS:
            return Ground.RULE_OF_THUMB
        people = {sample.people for sample in self.samples}
        if not people:
            return Ground.UNRECORDED
        return Ground.REAL if People.REAL in people else Ground.RENDERED

    def __str__(self) -> str:
        """The words and the samples, as in "good form reads 166 to 179 (rendered people, n=4)"."""
        return f"{self.words} ({'; '.join(map(str, self.samples))})" if self.samples else self.words


RULE_OF_THUMB: Final = Evidence(Source.GUESS, "a coach's rule of thumb")
