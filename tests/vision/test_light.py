"""Pictures that a body can be found in, and pictures that it cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vision.estimate import PoseEstimator
from vision.frames import VideoFile
from vision.light import Light, light_of, lighten
from vision.pose import Frame


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


def in_the_dark(room, brightness=25.0, noise=12.0):
    random = np.random.default_rng(0)
    shown = room.astype(np.float32) * brightness / room.mean() + random.normal(0, noise, room.shape)
    return np.clip(shown, 0, 255).astype(np.uint8)


def test_a_room_with_light_is_left_as_it_is(room):
    assert lighten(room) is None


def test_the_dark_is_made_light_enough(room):
    lighter = lighten(in_the_dark(room))

    assert lighter is not None and lighter.shape == room.shape
    assert light_of(lighter) is Light.GOOD


def test_a_mirrored_picture_is_lightened_alike(room):
    dark = in_the_dark(room)
    lighter, mirrored = lighten(dark), lighten(np.ascontiguousarray(dark[:, ::-1]))

    assert lighter is not None and mirrored is not None
    assert np.array_equal(lighter[:, ::-1], mirrored)


@pytest.mark.slow
def test_who_is_filmed_in_the_dark_is_found(person_clip, monkeypatch):
    with VideoFile(person_clip, end_s=0.7) as video:
        frames = [Frame(in_the_dark(frame.image_rgb), frame.time_s, frame.index) for frame in video]

    def found():
        with PoseEstimator("lite") as estimator:
            return sum(estimator.estimate(frame) is not None for frame in frames), estimator.dark_s

    seen, dark_s = found()
    monkeypatch.setattr("vision.estimate.lighten", lambda _: None)
    unlightened, _ = found()

    assert (seen, unlightened) == (len(frames), 0)
    assert dark_s == pytest.approx(frames[-1].time_s - frames[0].time_s)
