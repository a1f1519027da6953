"""Pictures that a body can be found in, and pictures that it cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vision.frames import VideoFile
from vision.light import Light, light_of


@pytest.fixture(scope="module")
def room(person_clip: Path) -> np.ndarray:
    with VideoFile(person_clip, end_s=0.1) as video:
        return next(iter(video)).image_rgb


def test_a_lit_room_is_good(room):
    assert light_of(room) is Light.GOOD


def test_a_dark_room_is_dark(room):
    assert light_of((room * 0.15).astype(np.uint8)) is Light.DARK


def test_a_glaring_one_is_told(room):
    assert light_of((230 + room * 0.1).astype(np.uint8)) is Light.GLARING


def test_a_covered_lens_shows_nothing():
    assert light_of(np.full((480, 640, 3), 120, np.uint8)) is Light.FLAT
