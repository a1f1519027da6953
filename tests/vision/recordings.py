"""Recordings made on the spot, whose pictures can be told apart: each shows its own number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 200, 30), (30, 30, 220), (120, 120, 120)
_BITS = 10


def numbered(number: int, width: int = 160, height: int = 96) -> Image:
    """A grey picture with its number in black and white blocks along the middle."""
    image = np.full((height, width, 3), GREY, np.uint8)
    block = width // _BITS
    for bit in range(_BITS):
        shade = 235 if number >> bit & 1 else 16
        image[height // 3 : 2 * height // 3, bit * block : (bit + 1) * block] = shade
    return image


def number_of(image: Image) -> int:
    """The number that a picture made by `numbered` shows."""
    height, width = image.shape[:2]
    block = width / _BITS
    return sum(int(image[height // 2, int((bit + 0.5) * block), 1] > 128) << bit for bit in range(_BITS))


def quartered(number: int = 0, width: int = 160, height: int = 96) -> Image:
    """A picture that is red top left, green top right, blue bottom left and grey bottom right."""
    image = np.full((height, width, 3), GREY, np.uint8)
    image[: height // 2, : width // 2] = RED
    image[: height // 2, width // 2 :] = GREEN
    image[height // 2 :, : width // 2] = BLUE
    return image


def quarters(image: Image) -> list[str]:
    """The colours of a picture made by `quartered`, read in rows from the top left."""
    height, width = image.shape[:2]
    names = {"red": RED, "green": GREEN, "blue": BLUE, "grey": GREY}
    spots = [image[height * y // 4, width * x // 4].astype(int) for y in (1, 3) for x in (1, 3)]
    return [min(names, key=lambda name: int(np.abs(spot - names[name]).sum())) for spot in spots]


def record(
    path: Path,
    times_s: Sequence[float],
    *,
    picture: Callable[[int, int, int], Image] = numbered,
    size_px: tuple[int, int] = (160, 96),
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    rotation_deg: int | None = None,
    pixel_aspect: Fraction | None = None,
    gop: int = 12,
    fps: float | None = None,
    faststart: bool = False,
    sound: bool = False,
    sound_s: float | None = None,
) -> Path:
    """Encode one picture per time. The rate declared follows the times unless `fps` says otherwise."""
    if fps is None:
        fps = (len(times_s) - 1) / (times_s[-1] - times_s[0]) if len(times_s) > 1 else 30
    options = {"movflags": "+faststart"} if faststart else {}
    with av.open(str(path), "w", options=options) as container:
        x264 = {"g": str(gop), "preset": "veryfast"} if codec == "libx264" else {}
        stream = container.add_stream(codec, rate=Fraction(fps).limit_denominator(1001), options=x264)
        stream.width, stream.height = size_px
        stream.pix_fmt = pix_fmt
        audio = container.add_stream("aac", rate=44_100) if sound else None
        if codec not in ("mpeg4", "mpeg2video"):
            stream.codec_context.time_base = Fraction(1, 90_000)
        if rotation_deg is not None:
            stream.set_display_rotation(rotation_deg)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        time_base = stream.codec_context.time_base or Fraction(1, round(fps))
        for number, time_s in enumerate(times_s):
            frame = av.VideoFrame.from_ndarray(picture(number, *size_px), "rgb24")
            frame.pts, frame.time_base = round(time_s / time_base), time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if audio is not None:
            _add_silence(container, audio, sound_s or times_s[-1])
    return path


def record_sound(path: Path, duration_s: float = 1.0) -> Path:
    with av.open(str(path), "w") as container:
        _add_silence(container, container.add_stream("aac", rate=44_100), duration_s)
    return path


def at_fps(fps: float, count: int) -> list[float]:
    return [i / fps for i in range(count)]


def _add_silence(container: av.container.OutputContainer, stream: av.AudioStream, duration_s: float) -> None:
    samples = np.zeros((1, int(44_100 * duration_s)), np.float32)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    frame.rate = 44_100
    container.mux(stream.encode(frame))
    container.mux(stream.encode())
