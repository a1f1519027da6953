"""Recordings of people for tests of the whole program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from vision.frames import VideoFile
from vision.video_writer import VideoWriter

ROOT = Path(__file__).parents[2]


MOVEMENT = "bent_over_barbell_row"


@pytest.fixture(scope="session")
def set_clip() -> Path:
    """Five bent-over rows, a quarter of a minute long."""
    return ROOT / "sample_videos" / f"{MOVEMENT}.mp4"


Picture = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def remade(clip: Path, target: Path, picture: Picture, seconds: float = 2.0, times: int = 1) -> Path:
    """Write the first seconds of a clip, with every picture changed, `times` over."""
    with VideoFile(clip, end_s=seconds) as video:
        images = [np.ascontiguousarray(picture(frame.image_rgb)) for frame in video]
        fps = video.fps
    height, width = images[0].shape[:2]
    with VideoWriter(target, (width, height), fps) as writer:
        for index in range(times * len(images)):
            writer.write(images[index % len(images)], index / fps)
    return target


@pytest.fixture(scope="session")
def short_clip(set_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds with one person, in small pictures."""
    target = tmp_path_factory.mktemp("clips") / "short.mp4"
    return remade(set_clip, target, lambda image: image[:: image.shape[0] // 240, :: image.shape[0] // 240])


@pytest.fixture(scope="session")
def long_clip(set_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than half a minute with one person."""
    target = tmp_path_factory.mktemp("clips") / "long.mp4"
    return remade(set_clip, target, lambda image: image, seconds=8.0, times=5)
