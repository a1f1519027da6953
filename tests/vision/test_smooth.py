"""Smoothing takes jitter away at rest, is hardly late in movement, and knows no frame rate and no size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vision.smooth import OneEuro

Array = NDArray[np.float64]
BODY_PX = 120.0  # a torso


def smoothed(signal: Array, fps: float, body_px: float = BODY_PX) -> Array:
    """`signal` (T,) as the x of a point whose y follows it, filtered."""
    one_euro = OneEuro()
    points = np.stack([signal, 0.5 * signal], axis=1)[:, None].astype(np.float32)
    return np.array([one_euro.update(p, i / fps, body_px)[0, 0] for i, p in enumerate(points)])


def repetitions(rep_s: float, fps: float, seconds: float = 6.0) -> Array:
    """A wrist that travels 80 % of a torso to and fro."""
    return 400 + 0.4 * BODY_PX * np.cos(2 * np.pi * np.arange(round(seconds * fps)) / fps / rep_s)


def lag_s(signal: Array, late: Array, fps: float) -> float:
    """How much later the second is, by the best overlap after the first second."""
    times_s, skip = np.arange(len(signal)) / fps, round(fps)
    lags_s = np.arange(0, 0.3, 0.002)
    errors = [np.square(np.interp(times_s - lag, times_s, signal) - late)[skip:].mean() for lag in lags_s]
    return float(lags_s[int(np.argmin(errors))])


class TestLag:
    @pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
    @pytest.mark.parametrize("rep_s", [1.0, 2.0, 4.0])
    def test_a_repetition_comes_less_than_60_ms_late(self, rep_s: float, fps: float) -> None:
        signal = repetitions(rep_s, fps)

        assert lag_s(signal, smoothed(signal, fps), fps) < 0.06

    def test_the_range_of_a_quick_repetition_is_kept(self) -> None:
        signal = repetitions(1.0, 30.0)

        kept = np.ptp(smoothed(signal, 30.0)[60:]) / np.ptp(signal[60:])
        assert kept > 0.93

    def test_a_step_is_followed_within_a_fifth_of_a_second(self) -> None:
        signal = np.where(np.arange(90) < 30, 400.0, 400.0 + BODY_PX)

        assert smoothed(signal, 30.0)[30 + 6] > 400 + 0.9 * BODY_PX


class TestJitter:
    @pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
    def test_noise_at_rest_is_about_halved(self, fps: float) -> None:
        noise = np.random.default_rng(1).normal(0, 0.008 * BODY_PX, round(20 * fps))

        left = smoothed(400 + noise, fps)[round(fps) :].std() / noise.std()
        assert left < (0.65 if fps == 15.0 else 0.5)

    def test_rest_stays_where_it_is(self) -> None:
        assert smoothed(np.full(60, 432.1), 30.0) == pytest.approx(432.1, abs=1e-4)


class TestInvariance:
    @given(scale=st.floats(0.2, 5.0), shift=st.floats(-300, 300))
    @settings(max_examples=20, deadline=None)
    def test_neither_size_nor_place_matters(self, scale: float, shift: float) -> None:
        signal = repetitions(1.5, 30.0, 3.0) + np.random.default_rng(2).normal(0, 1, 90)

        usual = smoothed(signal, 30.0)
        moved = smoothed(signal * scale + shift, 30.0, BODY_PX * scale)

        assert moved == pytest.approx(usual * scale + shift, abs=2e-3 * max(scale, 1))

    @pytest.mark.parametrize("fps", [15.0, 24.0, 60.0])
    def test_the_frame_rate_hardly_matters(self, fps: float) -> None:
        """A twentieth of a torso at most, at the quickest moment of a quick repetition."""
        reference = smoothed(repetitions(1.5, 120.0), 120.0)
        times_s = np.arange(round(6 * fps)) / fps

        found = smoothed(repetitions(1.5, fps), fps)

        expected = np.interp(times_s, np.arange(len(reference)) / 120.0, reference)
        assert np.abs(found - expected)[round(fps) :].max() < 0.05 * BODY_PX

    def test_points_do_not_touch_each_other(self) -> None:
        one, both = OneEuro(), OneEuro()
        random = np.random.default_rng(3)
        for i in range(30):
            points = random.normal(400, 30, (2, 2)).astype(np.float32)
            alone = one.update(points[:1], i / 30, BODY_PX)
            assert both.update(points, i / 30, BODY_PX)[0] == pytest.approx(alone[0])


class TestCausality:
    def test_the_first_pose_passes_through(self) -> None:
        point = np.array([[12.0, 34.0]], np.float32)

        assert OneEuro().update(point, 5.0, BODY_PX) == pytest.approx(point)

    def test_after_a_reset_the_past_is_forgotten(self) -> None:
        one_euro = OneEuro()
        one_euro.update(np.array([[0.0, 0.0]], np.float32), 0.0, BODY_PX)
        one_euro.reset()

        point = np.array([[900.0, 500.0]], np.float32)
        assert one_euro.update(point, 1.0, BODY_PX) == pytest.approx(point)

    def test_the_input_is_left_alone(self) -> None:
        one_euro, point = OneEuro(), np.array([[1.0, 2.0]], np.float32)
        one_euro.update(point, 0.0, BODY_PX)
        one_euro.update(point + 50, 0.1, BODY_PX)

        assert point.tolist() == [[1.0, 2.0]]
