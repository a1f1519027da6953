"""Shares, intervals, curves."""

from math import isnan, log

import numpy as np
import pytest

from benchmarks.accuracy.statistics import Share, Spread, area_under_curve, found_from


def test_an_interval_is_wilsons() -> None:
    assert Share(9, 10).interval == pytest.approx((0.596, 0.982), abs=0.001)
    assert Share(20, 20).interval == pytest.approx((0.839, 1.0), abs=0.001)


def test_nothing_has_no_share() -> None:
    assert isnan(Share(0, 0).value)
    assert all(map(isnan, Share(0, 0).interval))
    assert isnan(Spread.of([]).median)
    assert isnan(area_under_curve([], [1.0]))


def test_errors_count_by_size_and_not_by_sign() -> None:
    assert Spread.of([-3.0, 1.0, 2.0], 100) == Spread(2.0, 3.0, 3)


@pytest.mark.parametrize(
    ("faulty", "good", "area"),
    [([3, 4], [1, 2], 1.0), ([1, 2], [3, 4], 0.0), ([1, 2], [1, 2], 0.5), ([3, 4], [1, 3], 0.875)],
)
def test_the_area_says_how_often_a_faulty_value_is_the_larger(
    faulty: list[float], good: list[float], area: float
) -> None:
    assert area_under_curve(faulty, good) == area


def test_a_curve_finds_the_sizes_it_was_drawn_from() -> None:
    numbers = np.random.default_rng(1)
    sizes = numbers.uniform(0, 16, 4000)
    found = numbers.random(4000) < 1 / (1 + np.exp(-(sizes - 8)))

    curve = found_from(sizes.tolist(), found.tolist(), 12.0)

    assert curve is not None
    assert curve.half == pytest.approx(8.0, abs=0.25)
    assert curve.mostly == pytest.approx(8.0 + log(19), abs=0.5)


def test_where_all_large_ones_are_found_and_no_small_ones_the_middle_lies_between() -> None:
    curve = found_from([0, 3, 5, 5, 9, 9, 12, 15], [False] * 4 + [True] * 4, 12.0)

    assert curve is not None
    assert 5 < curve.half < 9


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ([0.0, 5.0, 12.0, 15.0] * 3, [True] * 12),  # all found
        ([0.0, 5.0, 12.0, 15.0], [False, False, True, True]),  # too few
        ([0.0, 5.0, 12.0, 15.0] * 3, [True, True, False, False] * 3),  # the small ones only
        ([0.0, 5.0, 12.0, 15.0] * 8, [False, False, False, True] + [False] * 28),  # nearly none
    ],
)
def test_data_that_carries_no_curve_gets_none(sizes: list[float], found: list[bool]) -> None:
    assert found_from(sizes, found, 12.0) is None
