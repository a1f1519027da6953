"""Causal smoothing of landmarks, the same for a live stream and a recording."""

from __future__ import annotations

from math import exp, pi

import numpy as np
from numpy.typing import NDArray


class OneEuro:
    """One Euro filter over an array of landmarks (Casiez, Roussel & Vogel, CHI 2012).

    It smooths strongly while the body is still and follows closely while it moves. Speeds are measured in
    body lengths a second, so neither the size of the picture nor the distance of the person changes the
    result, and the filter is told the time that passed, so neither does the frame rate.

    A lower `min_cutoff_hz` means less jitter at rest and more lag. A higher `beta` means less lag in fast
    movement and more jitter.
    """

    def __init__(self, min_cutoff_hz: float = 2.0, beta: float = 2.5, speed_cutoff_hz: float = 1.5) -> None:
        self._min_cutoff_hz = min_cutoff_hz  # guess, checked for lag below 50 ms on one-second repetitions
        self._beta = beta
        self._speed_cutoff_hz = speed_cutoff_hz
        self._value: NDArray[np.float64] | None = None
        self._speed: NDArray[np.float64] | None = None
        self._time_s = 0.0

    def reset(self) -> None:
        """Forget the past; call it when the person was lost, so that old positions do not drag on."""
        self._value = None

    def update(self, points_px: NDArray[np.float32], time_s: float, body_px: float) -> NDArray[np.float64]:
        """Smooth `points_px` (N, 2) seen at `time_s`; `body_px` is the length that speeds are measured in.

        Returns (N, 2). A point that is not-a-number stays where it was. Points are hardly smoothed while
        `body_px` is not known (not-a-number).
        """
        now = points_px.astype(np.float64)
        if self._value is None or self._speed is None or time_s <= self._time_s:
            self._value, self._speed, self._time_s = now, np.zeros_like(now), time_s
            return now
        dt_s = time_s - self._time_s
        if np.isnan(now + self._value).any():
            now = np.where(np.isnan(now), self._value, now)
            self._value = np.where(np.isnan(self._value), now, self._value)
            self._speed = np.where(np.isnan(self._speed), 0.0, self._speed)
        speed = (now - self._value) / dt_s
        self._speed += _weight(self._speed_cutoff_hz, dt_s) * (speed - self._speed)
        body_lengths_s = np.hypot(self._speed[:, 0], self._speed[:, 1]) / (body_px if body_px > 1.0 else 1.0)
        cutoff_hz = self._min_cutoff_hz + self._beta * body_lengths_s
        weight = 1.0 - np.exp((-2 * pi * dt_s) * cutoff_hz)
        self._value = self._value + weight[:, None] * (now - self._value)
        self._time_s = time_s
        return self._value


def _weight(cutoff_hz: float, dt_s: float) -> float:
    """Share of a new value in an exponential filter that gives the same result at any frame rate."""
    return 1.0 - exp(-2 * pi * cutoff_hz * dt_s)
