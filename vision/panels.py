"""Words on dark panels that are laid over a frame.

Text and panels are rendered once per content and cached, so a frame costs a few small blends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]

INK: Colour = (14, 18, 26)
WHITE: Colour = (248, 250, 252)
MUTED: Colour = (190, 200, 212)
BLUE: Colour = (84, 182, 255)
AMBER: Colour = (255, 176, 0)

_PANEL_OPACITY = 0.8


@dataclass(frozen=True, slots=True)
class Sprite:
    """A picture to lay over a frame: `keep` is how much of the frame stays (0..255), `ink` what is added.

    Both are (H, W, 3) uint8.
    """

    keep: Image
    ink: Image

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.keep.shape[1], self.keep.shape[0]


@lru_cache(maxsize=64)
def render_count(headline: str, label: str, phase: str, has_bar: bool, text_px: int) -> Sprite:
    """The big count with its word beside it, the phase below, and room for a bar below that."""
    big_px, small_px, pad = round(3.0 * text_px), round(0.8 * text_px), round(0.5 * text_px)
    big_w = _text_width(headline, big_px, 700) if headline else 0
    beside = round(0.4 * text_px) if headline and label else 0
    label_w = _text_width(label, small_px, 500) if label else 0
    # Wide enough for any phase of the set, so that the panel does not jump from phase to phase.
    content_w = max(big_w + beside + label_w, _text_width(phase, small_px, 600), round(5.2 * text_px))
    big_h = round(0.76 * big_px) if headline else 0
    phase_h = round(1.35 * small_px) if phase else 0
    bar_h = round(0.62 * text_px) if has_bar else 0
    height = 2 * pad + big_h + phase_h + bar_h
    canvas = _Canvas.panel(content_w + 2 * pad, height, round(0.45 * text_px))
    baseline = pad + big_h
    canvas.write(headline, pad, baseline, big_px, 700, WHITE)
    canvas.write(label, pad + big_w + beside, baseline, small_px, 500, MUTED)
    canvas.write(phase, pad, baseline + phase_h - round(0.1 * small_px), small_px, 600, BLUE)
    return canvas.sprite()


@lru_cache(maxsize=16)
def render_chip(text: str, text_px: int) -> Sprite:
    """A short text on a panel of its own."""
    pad = round(0.5 * text_px)
    width = _text_width(text, text_px, 600) + 2 * pad
    canvas = _Canvas.panel(width, round(1.7 * text_px), round(0.55 * text_px))
    canvas.write(text, pad, round(1.2 * text_px), text_px, 600, WHITE)
    return canvas.sprite()


@lru_cache(maxsize=64)
def render_ring(text: str, paused: bool, text_px: int) -> Sprite:
    """A disc with the time held in its middle and the empty ring around it, amber while the clock stands."""
    size = round(5.0 * text_px)
    number_px = round((1.7 if len(text) <= 3 else 1.3) * text_px)
    canvas = _Canvas.panel(size, size, size // 2)
    canvas.ring(round(0.40 * size), max(3, round(0.32 * text_px)), (70, 78, 92))
    canvas.write(
        text,
        (size - _text_width(text, number_px, 700)) // 2,
        size // 2 + round(0.36 * number_px),
        number_px,
        700,
        AMBER if paused else WHITE,
    )
    return canvas.sprite()


@lru_cache(maxsize=64)
def render_band(text: str, accent: Colour, width: int, text_px: int, max_height: int) -> Sprite:
    """A dark band with the text wrapped; text that would fill a third of the frame is set smaller."""
    for size_px in (text_px, round(0.85 * text_px), round(0.7 * text_px)):
        pad = round(0.6 * size_px)
        edge = max(3, round(0.28 * size_px))
        lines = _wrapped(text, width - 2 * pad - edge, size_px)
        height = round(1.3 * size_px * len(lines)) + 2 * pad - round(0.3 * size_px)
        if height <= max_height:
            break
    used = max(_text_width(line, size_px, 600) for line in lines) + 2 * pad + edge
    canvas = _Canvas.panel(min(width, used), height, round(0.4 * size_px))
    canvas.stripe(edge, accent)
    for row, line in enumerate(lines):
        canvas.write(line, pad + edge, pad + round((0.82 + 1.3 * row) * size_px), size_px, 600, WHITE)
    return canvas.sprite()


def _wrapped(text: str, width: int, text_px: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _text_width(longer, text_px, 600) <= width:
            lines[-1] = longer
        else:
            lines.extend(_pieces(word, width, text_px))
    return lines


def _pieces(word: str, width: int, text_px: int) -> Iterator[str]:
    """The word itself, or parts of it that fit when it is wider than a line."""
    while len(word) > 1 and _text_width(word, text_px, 600) > width:
        fits = max(1, int(len(word) * width / _text_width(word, text_px, 600)))
        yield word[:fits]
        word = word[fits:]
    if word:
        yield word


class _Canvas:
    """A panel on which a sprite is composed, in bytes so that a new cue does not hold up a live frame."""

    def __init__(self, panel: Image) -> None:
        """`panel` (H, W) is the panel's own shape, 0..255."""
        self._panel = panel
        self._keep = cv2.convertScaleAbs(panel, alpha=-_PANEL_OPACITY, beta=255.0)
        self._ink = _tinted(panel, INK, _PANEL_OPACITY)

    @classmethod
    def panel(cls, width: int, height: int, radius: int) -> _Canvas:
        return cls(_rounded(width, height, radius))

    def write(self, text: str, x: int, baseline: int, text_px: int, weight: int, colour: Colour) -> None:
        if not text:
            return
        top, bottom = max(0, baseline - round(1.1 * text_px)), baseline + round(0.35 * text_px)
        left, right = max(0, x - 2), x + _text_width(text, text_px, weight) + 2
        box = (slice(top, bottom), slice(left, right))
        mask = np.zeros(self._keep[box].shape, np.uint8)
        origin = (x - left, baseline - top)
        with _FONT_LOCK:
            cv2.putText(mask, _glyphs(text), origin, _MASK_WHITE, _face(), text_px, weight, wrap=_NO_WRAP)
        self._paint(box, mask, colour)

    def ring(self, radius: int, thickness: int, colour: Colour) -> None:
        height, width = self._panel.shape
        mask = np.zeros((height, width), np.uint8)
        cv2.circle(mask, (width // 2, height // 2), radius, 255, thickness, cv2.LINE_AA)
        self._paint((slice(None), slice(None)), mask, colour)

    def stripe(self, width: int, colour: Colour) -> None:
        """A stripe down the left edge that follows the panel's rounded corners."""
        box = (slice(None), slice(width))
        self._paint(box, self._panel[box], colour)

    def _paint(self, box: tuple[slice, slice], mask: Image, colour: Colour) -> None:
        rest = cv2.bitwise_not(mask)
        self._keep[box] = cv2.multiply(self._keep[box], rest, scale=1 / 255)
        under = cv2.multiply(self._ink[box], cv2.merge([rest] * 3), scale=1 / 255)
        self._ink[box] = cv2.add(under, _tinted(mask, colour))

    def sprite(self) -> Sprite:
        return Sprite(keep=cast(Image, cv2.merge([self._keep] * 3)), ink=self._ink)


def _tinted(mask: Image, colour: Colour, strength: float = 1.0) -> Image:
    """A picture (H, W, 3) of the colour where the mask is 255, and of black where it is 0."""
    channels = [cv2.convertScaleAbs(mask, alpha=strength * part / 255) for part in colour]
    return cast(Image, cv2.merge(channels))


def _rounded(width: int, height: int, radius: int) -> Image:
    """A mask (height, width) 0..255 of a rectangle with rounded corners, antialiased."""
    radius = min(radius, width // 2, height // 2)
    inward = radius - np.arange(radius) - 0.5
    distance = np.hypot(inward[None, :], inward[:, None])
    corner = np.rint(255 * np.clip(radius - distance + 0.5, 0.0, 1.0)).astype(np.uint8)
    mask = np.full((height, width), 255, np.uint8)
    if radius:
        mask[:radius, :radius], mask[:radius, -radius:] = corner, corner[:, ::-1]
        mask[-radius:, :radius], mask[-radius:, -radius:] = corner[::-1], corner[::-1, ::-1]
    return mask


def lay(image: Image, sprite: Sprite, x: int, y: int) -> None:
    """Blend the part of a sprite that lies on the frame, in place; its top left corner is at `x`, `y` px."""
    width, height = sprite.size
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, image.shape[1]), min(y + height, image.shape[0])
    if left >= right or top >= bottom:
        return
    part = np.s_[top - y : bottom - y, left - x : right - x]
    target = image[top:bottom, left:right]
    cv2.multiply(target, sprite.keep[part], dst=target, scale=1 / 255)
    cv2.add(target, sprite.ink[part], dst=target)


# A font face holds the weight it was last used with; two threads at once get each other's (measured).
_FONT_LOCK = Lock()
_NO_WRAP = (0, 1 << 20)
_MASK_WHITE = (255, 255, 255)


@lru_cache(maxsize=1)
def _face() -> Any:
    """The variable font that OpenCV 5 carries (Rubik), so that no font file is needed on the machine."""
    return cv2.FontFace("sans")


def _glyphs(text: str) -> str:
    """The text with each 0 as an O: this font's slashed zero reads as crossed out from two metres."""
    return text.replace("0", "O")


@lru_cache(maxsize=1024)
def _text_width(text: str, text_px: int, weight: int) -> int:
    with _FONT_LOCK:
        _, _, width, _ = cv2.getTextSize(
            (0, 0), _glyphs(text), (0, 0), _face(), text_px, weight, wrap=_NO_WRAP
        )
    return int(width)
