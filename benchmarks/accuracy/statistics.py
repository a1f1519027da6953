"""Shares with their uncertainty, how well a number separates two groups, and the size at which faults are
found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, nan, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

_Z = 1.96  # literature: a 95 % interval reaches so many standard deviations to each side
_FEWEST_EACH: Final = 4
"""Faults found, and faults missed, that a curve must be laid through; `guess`."""

_SHALLOWEST: Final = 0.15
"""Spread of the prior on how narrow the passage from missed to found is, in sizes that a coach calls out;
`guess`: keeps the curve finite where no size is both found and missed."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share: `hits` of `of` cases."""

    hits: int
    of: int

    @staticmethod
    def that(holds: Iterable[bool]) -> Share:
        """The share of these that are true."""
        held = [bool(one) for one in holds]
        return Share(sum(held), len(held))

    @property
    def value(self) -> float:
        """The share, 0..1; not-a-number when there are no cases."""
        return self.hits / self.of if self.of else nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, each end 0..1; not-a-number when there are no cases."""
        if not self.of:
            return nan, nan
        n, share = self.of, self.value
        middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
        return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the far end of `n` errors, both not-a-number when there are no errors."""

    median: float
    high: float
    n: int

    @staticmethod
    def of(errors: ArrayLike, percentile: float = 95.0) -> Spread:
        """The median and a percentile, by default the 95th, of the sizes of errors."""
        sizes = np.abs(np.asarray(errors, np.float64).ravel())
        sizes = sizes[np.isfinite(sizes)]
        if not len(sizes):
            return Spread(nan, nan, 0)
        return Spread(float(np.median(sizes)), float(np.percentile(sizes, percentile)), len(sizes))


def area_under_curve(faulty: Sequence[float], good: Sequence[float]) -> float:
    """How often a faulty value lies above a good one, where a tie counts half.

    A measure that separates both groups gives 1, and one that says nothing 0.5. The area is not-a-number
    where there is nothing to compare.
    """
    if not len(faulty) or not len(good):
        return nan
    differences = np.subtract.outer(np.asarray(faulty, float), np.asarray(good, float))
    return float((differences > 0).mean() + 0.5 * (differences == 0).mean())


@dataclass(frozen=True, slots=True)
class FoundFrom:
    """The size of a fault at which it is found half of the time, and 95 % of the time."""

    half: float
    mostly: float


def found_from(sizes: Sequence[float], found: Sequence[bool], usual_size: float) -> FoundFrom | None:
    """Lay a logistic curve through what was found at which size; None where the data does not carry one.

    `usual_size` sets the scale. The data carries a curve when enough faults were found and enough missed,
    when more is found as faults grow, and when both answers lie within the sizes tried.
    """
    x, y = np.asarray(sizes, float) / usual_size, np.asarray(found, float)
    if min(y.sum(), len(y) - y.sum()) < _FEWEST_EACH or usual_size <= 0:
        return None
    middle, steepness = _logistic(x, y)
    if steepness <= 0:
        return None
    half, mostly = middle, middle + log(0.95 / 0.05) / steepness
    if not (0 < half and mostly <= x.max()):
        return None
    return FoundFrom(float(half * usual_size), float(mostly * usual_size))


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Middle and steepness of the likeliest curve, by Newton's method with a weak prior on the steepness."""
    design = np.stack([np.ones_like(x), x], axis=1)
    prior = np.diag([1e-6, _SHALLOWEST**2 / log(0.95 / 0.05) ** 2])
    weights = np.zeros(2)
    for _ in range(100):
        likely = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (y - likely) - prior @ weights
        bend = (design * (likely * (1 - likely))[:, None]).T @ design + prior
        step = np.linalg.solve(bend, slope)
        weights += step * min(1.0, 5 / max(float(np.abs(step).max()), exp(-30)))
        if np.abs(step).max() < 1e-8:
            break
    start, steepness = weights
    return (-start / steepness if steepness else nan), float(steepness)
