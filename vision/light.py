"""Whether a picture has enough light to find a body in it."""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

DARK_BELOW = 45.0  # guess: mean brightness of 255; the network loses joints in the noise of a darker webcam
GLARING_ABOVE = 225.0  # guess: clothes and skin run into a white wall
FLAT_BELOW = 12.0  # guess: spread of the brightness; a covered lens or fog
_STEP_PX = 8
LIGHTENED_TO = 120.0  # measured: of 60 to 120 most people were found so in noise at a brightness of 25
_NOISE_SIGMA_PX = 1.2  # measured: gamma and local contrast find fewer
_MOST_GAIN = 5.0  # measured: at a brightness of 12, 8 drowns people in noise whom 4 shows
_LIT_SHARE = 0.02  # guess: somebody lit before a black wall is more of the picture
_LIT_ABOVE = 90.0  # measured: in six real recordings of mean 20 to 45 people are lit at 111 to 172, and found


class Light(StrEnum):
    """What is wrong with the light, or nothing."""

    GOOD = "good"
    DARK = "dark"
    GLARING = "glaring"
    FLAT = "flat"


def light_of(image_rgb: NDArray[np.uint8]) -> Light:
    """Judge a picture (height, width, 3) uint8 by every eighth pixel, in about 0.1 ms at 640x480."""
    sample = np.ascontiguousarray(image_rgb[::_STEP_PX, ::_STEP_PX])
    grey = cv2.cvtColor(sample, cv2.COLOR_RGB2GRAY)
    mean, spread = float(grey.mean()), float(grey.std())
    if mean < DARK_BELOW:
        return Light.DARK
    if mean > GLARING_ABOVE:
        return Light.GLARING
    return Light.FLAT if spread < FLAT_BELOW else Light.GOOD


def is_dark(image_rgb: NDArray[np.uint8]) -> bool:
    """Whether a picture (height, width, 3) is shown to a network lighter than it is: dark on the whole, and
    nobody lit in it, as before a black wall.
    """
    return _mean(image_rgb) < DARK_BELOW and _brightest(image_rgb) < _LIT_ABOVE


def lighten(image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """A dark picture (height, width, 3) as a network finds a body in it, None where it is light enough: noise
    blurred, then all of it brighter by one factor. A mirrored picture gives the mirrored one. Takes 2 ms at
    640x480, and 0.1 ms where there is light.
    """
    if not is_dark(image_rgb):
        return None
    blurred = cv2.GaussianBlur(image_rgb, (0, 0), _NOISE_SIGMA_PX)
    gain = min(LIGHTENED_TO / max(_mean(image_rgb), 1.0), _MOST_GAIN)
    return np.asarray(cv2.convertScaleAbs(blurred, alpha=gain), dtype=np.uint8)


def _mean(image_rgb: NDArray[np.uint8]) -> float:
    """The brightness of all pixels, so that mirroring changes nothing."""
    return float(sum(cv2.mean(image_rgb)[:3]) / 3)


def _brightest(image_rgb: NDArray[np.uint8]) -> float:
    """The brightness, 0 to 255, that only the share `_LIT_SHARE` of the pixels exceeds."""
    grey = cv2.cvtColor(image_rgb, cv2.COLOR_RGB2GRAY)
    exceeding = np.cumsum(np.bincount(grey.ravel(), minlength=256)[::-1])[::-1]
    return float(np.argmax(exceeding <= _LIT_SHARE * grey.size))
