"""The overlay on a frame as the person training sees it: skeleton, back line, count, hold, cue.

It is made for a phone on the floor or a video seen 6 cm wide, so every size follows the frame and the cue is
5 % of its width. Colour is never alone: a fault is amber, thicker and ringed, and its cue is words. Blue and
amber stay apart for people who do not see red and green, and a dark edge keeps all of it readable on white
walls and black curtains alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.panels import (
    AMBER,
    BLUE,
    INK,
    WHITE,
    Colour,
    Image,
    lay,
    render_band,
    render_chip,
    render_count,
    render_ring,
)
from vision.pose import OUTLINE_STATIONS, Landmark, Pose

BackState = Literal["ok", "fault"]

VISIBLE = 0.5  # guess: below it MediaPipe is placing a joint it does not see

_UPRIGHT, _BROAD = 4 / 5, 4 / 3  # width over height of key pictures
_CROP_MARGIN = 0.16  # share of the body's longer side, since the landmarks end at the eyes and the toes
_ALONG = np.linspace(0, 1, OUTLINE_STATIONS, dtype=np.float32)[:, None]  # from hip to shoulder
_SUBPIXEL_BITS = 4  # cv2 draws in 1/16 px, so slow movement does not step from pixel to pixel

L = Landmark
BONES: tuple[tuple[Landmark, Landmark], ...] = (
    (L.LEFT_SHOULDER, L.RIGHT_SHOULDER),
    (L.LEFT_HIP, L.RIGHT_HIP),
    (L.LEFT_SHOULDER, L.LEFT_HIP),
    (L.RIGHT_SHOULDER, L.RIGHT_HIP),
    (L.LEFT_SHOULDER, L.LEFT_ELBOW),
    (L.LEFT_ELBOW, L.LEFT_WRIST),
    (L.RIGHT_SHOULDER, L.RIGHT_ELBOW),
    (L.RIGHT_ELBOW, L.RIGHT_WRIST),
    (L.LEFT_HIP, L.LEFT_KNEE),
    (L.LEFT_KNEE, L.LEFT_ANKLE),
    (L.RIGHT_HIP, L.RIGHT_KNEE),
    (L.RIGHT_KNEE, L.RIGHT_ANKLE),
    (L.LEFT_ANKLE, L.LEFT_FOOT_INDEX),
    (L.RIGHT_ANKLE, L.RIGHT_FOOT_INDEX),
)
JOINTS: frozenset[Landmark] = frozenset(joint for bone in BONES for joint in bone)


@dataclass(frozen=True, slots=True)
class HoldRing:
    """A hold under way.

    `progress` is the share (0..1) of the time asked for; `text` stands in the middle of the ring ("12").
    """

    progress: float
    text: str
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Overlay:
    """What to draw on one frame; whatever is None or empty is left out.

    `landmarks_px` (33, 2) and `visibility` (33,) are those of `vision.pose.Pose`; rows may be NaN or off the
    frame. `highlight` are the joints of the current fault. `back_line_px` (N, 2) takes the colour of
    `back_state`; with a state but no line, the shoulder–hip lines take it. `headline` is the big count ("3"),
    `label` the small word beside it ("reps"), `phase` what is going on ("lowering"), `progress` 0..1 of
    the rep. One sentence at a time stands at the bottom: `cue` (what to change), else `notice` (why nothing
    is counted or judged). `elapsed_s` is media time.
    """

    landmarks_px: NDArray[np.float32] | None = None
    visibility: NDArray[np.float32] | None = None
    highlight: frozenset[Landmark] = frozenset()
    back_line_px: NDArray[np.float32] | None = None
    back_state: BackState | None = None
    headline: str = ""
    label: str = ""
    phase: str = ""
    progress: float | None = None
    hold: HoldRing | None = None
    cue: str | None = None
    notice: str | None = None
    elapsed_s: float | None = None

    def mirrored(self, width_px: int) -> Overlay:
        """The same overlay for a frame that was flipped left to right for display; words stay readable."""
        return replace(
            self,
            landmarks_px=_mirrored_points(self.landmarks_px, width_px),
            back_line_px=_mirrored_points(self.back_line_px, width_px),
        )


def draw_overlay(image_rgb: Image, overlay: Overlay) -> Image:
    """Draw on `image_rgb` (H, W, 3) uint8 in place and return it."""
    draw_body(image_rgb, overlay)
    layout = _Layout.of(image_rgb)
    if layout.text_px < 6:  # a picture this small has no room for words
        return image_rgb
    _draw_count(image_rgb, overlay, layout)
    _draw_corner(image_rgb, overlay, layout)
    _draw_sentence(image_rgb, overlay, layout)
    return image_rgb


def draw_body(image_rgb: Image, overlay: Overlay, stroke: float = 1.0) -> Image:
    """Draw only the skeleton, the back line and the highlighted joints, in place, and return the image.

    `image_rgb` is (H, W, 3) uint8; `stroke` 2 draws lines twice as bold.
    """
    pen = _Pen.of(image_rgb, stroke)
    points = _drawable_points(overlay, image_rgb)
    if points is not None:
        _draw_skeleton(image_rgb, points, overlay, pen)
    if overlay.back_line_px is not None and overlay.back_state is not None:
        _draw_back_line(image_rgb, overlay.back_line_px, overlay.back_state, pen)
    if points is not None:
        _draw_joints(image_rgb, points, overlay, pen)
    return image_rgb


def back_line(pose: Pose, row: int) -> NDArray[np.float32] | None:
    """The torso's outline from hip to shoulder, (41, 2) in pixels.

    It is NaN where the outline was not seen, and None when the outline was not measured.

    `row` chooses the side of the outline that is the back, as in `vision.outline.torso_outline`.
    """
    if pose.outline is None:
        return None
    at_px = pose.landmarks_px
    hip = (at_px[L.LEFT_HIP] + at_px[L.RIGHT_HIP]) / 2
    chord = (at_px[L.LEFT_SHOULDER] + at_px[L.RIGHT_SHOULDER]) / 2 - hip
    normal = np.array([chord[1], -chord[0]], np.float32) * (1 if row == 0 else -1)
    return np.asarray(hip + _ALONG * chord + pose.outline[row][:, None] * normal, dtype=np.float32)


def key_picture(image_rgb: Image, overlay: Overlay, height_px: int = 560) -> bytes:
    """A JPEG of the person with the skeleton drawn, cropped around the body, at most `height_px` high.

    Upright bodies get an upright picture and lying ones a broad one, of the same shape throughout a
    recording, so that two moments can stand side by side. The frame itself is left as it is. Without
    landmarks the whole frame is used.
    """
    left, top, right, bottom = _crop_around(_drawable_points(overlay, image_rgb), image_rgb)
    scale = min(1.0, height_px / (bottom - top))
    size = (max(1, round(scale * (right - left))), max(1, round(scale * (bottom - top))))
    picture = np.ascontiguousarray(image_rgb[top:bottom, left:right])
    if scale < 1.0:
        picture = cast(Image, cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    draw_body(picture, _moved(overlay, (left, top), scale), stroke=1.5)
    drawn = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", drawn, [cv2.IMWRITE_JPEG_QUALITY, 85])
    return encoded.tobytes()


# --- the body ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pen:
    """Line widths for one frame size, in pixels."""

    bone_px: int
    edge_px: int
    joint_px: float

    @classmethod
    def of(cls, image: Image, stroke: float) -> _Pen:
        bone = max(2, round(stroke * 0.009 * min(image.shape[:2])))
        return cls(bone_px=bone, edge_px=max(1, round(bone * 0.45)), joint_px=max(2.0, bone * 1.05))


def _drawable_points(overlay: Overlay, image: Image) -> NDArray[np.float32] | None:
    """The points to draw, (33, 2), with NaN for hidden joints; None without a body."""
    if overlay.landmarks_px is None:
        return None
    points = overlay.landmarks_px.astype(np.float32, copy=True)
    if overlay.visibility is not None:
        points[overlay.visibility < VISIBLE] = np.nan
    return _within_reach(points, image)


def _within_reach(points: NDArray[np.float32], image: Image) -> NDArray[np.float32]:
    """Drop points further out than a frame's length: nobody sees them, and cv2's fixed point overflows."""
    reach = 2.0 * max(image.shape[:2])
    points[~(np.abs(points) < reach).all(axis=1)] = np.nan
    return points


def _draw_skeleton(image: Image, points: NDArray[np.float32], overlay: Overlay, pen: _Pen) -> None:
    plain, marked, trunk = [], [], []
    for start, end in BONES:
        line = points[[start, end]]
        if np.isnan(line).any():
            continue
        if start in overlay.highlight and end in overlay.highlight:
            marked.append(line)
        elif overlay.back_state and overlay.back_line_px is None and _is_trunk(start, end):
            trunk.append(line)
        else:
            plain.append(line)
    _strokes(image, plain + marked + trunk, INK, pen.bone_px + 2 * pen.edge_px)
    _strokes(image, plain, WHITE, pen.bone_px)
    _strokes(image, trunk, _state_colour(overlay.back_state), pen.bone_px + pen.edge_px)
    _strokes(image, marked, AMBER, pen.bone_px + pen.edge_px)


def _is_trunk(start: Landmark, end: Landmark) -> bool:
    return (start, end) in ((L.LEFT_SHOULDER, L.LEFT_HIP), (L.RIGHT_SHOULDER, L.RIGHT_HIP))


def _state_colour(state: BackState | None) -> Colour:
    return AMBER if state == "fault" else BLUE


def _draw_back_line(image: Image, line_px: NDArray[np.float32], state: BackState, pen: _Pen) -> None:
    line = _within_reach(np.array(line_px, dtype=np.float32), image)
    line = line[~np.isnan(line).any(axis=1)]
    if len(line) < 2:
        return
    width = round(pen.bone_px * (1.9 if state == "fault" else 1.4))
    _strokes(image, [line], INK, width + 2 * pen.edge_px)
    _strokes(image, [line], _state_colour(state), width)


def _draw_joints(image: Image, points: NDArray[np.float32], overlay: Overlay, pen: _Pen) -> None:
    for joint in JOINTS - overlay.highlight:
        _dot(image, points[joint], pen.joint_px + pen.edge_px, INK)
        _dot(image, points[joint], pen.joint_px, BLUE)
    for joint in overlay.highlight:
        _dot(image, points[joint], 2.5 * pen.joint_px + pen.edge_px, INK)
        _dot(image, points[joint], 2.5 * pen.joint_px, AMBER)
        _dot(image, points[joint], 1.1 * pen.joint_px, INK)


def _strokes(image: Image, lines: list[NDArray[np.float32]], colour: Colour, width_px: int) -> None:
    if lines:
        fixed = [np.rint(line * (1 << _SUBPIXEL_BITS)).astype(np.int32) for line in lines]
        cv2.polylines(image, fixed, False, colour, width_px, cv2.LINE_AA, _SUBPIXEL_BITS)


def _dot(image: Image, centre: NDArray[np.float32], radius_px: float, colour: Colour) -> None:
    if np.isnan(centre).any():
        return
    unit = 1 << _SUBPIXEL_BITS
    at = (round(float(centre[0]) * unit), round(float(centre[1]) * unit))
    cv2.circle(image, at, round(radius_px * unit), colour, cv2.FILLED, cv2.LINE_AA, _SUBPIXEL_BITS)


def _moved(overlay: Overlay, origin: tuple[int, int], scale: float) -> Overlay:
    """The overlay of a picture cut out at `origin` and then scaled."""
    move = np.array(origin, np.float32)
    points, line = overlay.landmarks_px, overlay.back_line_px
    return replace(
        overlay,
        landmarks_px=None if points is None else (points - move) * np.float32(scale),
        back_line_px=None if line is None else (line - move) * np.float32(scale),
    )


def _mirrored_points(points: NDArray[np.float32] | None, width_px: int) -> NDArray[np.float32] | None:
    if points is None:
        return None
    flipped = points.copy()
    flipped[:, 0] = width_px - 1 - flipped[:, 0]
    return flipped


def _crop_around(points: NDArray[np.float32] | None, image: Image) -> tuple[int, int, int, int]:
    """The part of the frame that shows the body with a margin, in a fixed shape: left, top, right, bottom."""
    height, width = image.shape[:2]
    shown = np.empty((0, 2), np.float32) if points is None else points[~np.isnan(points).any(axis=1)]
    if len(shown) < 2:
        return 0, 0, width, height
    low, high = shown.min(axis=0), shown.max(axis=0)
    body_w, body_h = (float(side) for side in high - low)
    aspect = _BROAD if body_w > 1.25 * body_h else min(_UPRIGHT, width / height)
    need_w = max(body_w, body_h * aspect) + 2 * _CROP_MARGIN * max(body_w, body_h)
    crop_w = min(need_w, width, height * aspect)
    crop_h = min(crop_w / aspect, height)
    middle_x, middle_y = (float(m) for m in (low + high) / 2)
    left = round(min(max(middle_x - crop_w / 2, 0.0), width - crop_w))
    top = round(min(max(middle_y - crop_h / 2, 0.0), height - crop_h))
    return left, top, left + max(1, round(crop_w)), top + max(1, round(crop_h))


# --- words and panels -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """Places and sizes for one frame size, in pixels."""

    width: int
    height: int
    text_px: int
    margin: int

    @classmethod
    def of(cls, image: Image) -> _Layout:
        height, width = image.shape[:2]
        text_px = int(min(0.05 * width, 0.075 * height))
        return cls(width=width, height=height, text_px=text_px, margin=round(0.6 * text_px))


def _draw_count(image: Image, overlay: Overlay, layout: _Layout) -> None:
    """Draw, at the top left, the count, what it counts, what is going on, and how far the rep has come."""
    if not (overlay.headline or overlay.phase):
        return
    has_bar = overlay.progress is not None
    panel = render_count(overlay.headline, overlay.label, overlay.phase, has_bar, layout.text_px)
    lay(image, panel, layout.margin, layout.margin)
    if overlay.progress is not None:
        _draw_bar(image, layout, panel.size, overlay.progress)


def _draw_bar(image: Image, layout: _Layout, panel_size: tuple[int, int], progress: float) -> None:
    pad = round(0.5 * layout.text_px)
    thickness = max(3, round(0.24 * layout.text_px))
    left, right = layout.margin + pad + thickness // 2, layout.margin + panel_size[0] - pad - thickness // 2
    y = layout.margin + panel_size[1] - pad - thickness // 2
    end = left + float(np.clip(progress, 0.0, 1.0)) * (right - left)
    _strokes(image, [np.array([[left, y], [right, y]], np.float32)], (70, 78, 92), thickness)
    _strokes(image, [np.array([[left, y], [end, y]], np.float32)], BLUE, thickness)


def _draw_corner(image: Image, overlay: Overlay, layout: _Layout) -> None:
    """Draw the time at the top right, and the ring of the hold below it."""
    y = layout.margin
    if overlay.elapsed_s is not None:
        seconds = max(0, int(overlay.elapsed_s))
        chip = render_chip(f"{seconds // 60}:{seconds % 60:02d}", round(0.8 * layout.text_px))
        lay(image, chip, layout.width - layout.margin - chip.size[0], y)
        y += chip.size[1] + layout.margin // 2
    if overlay.hold is not None:
        _draw_ring(image, overlay.hold, layout, y)


def _draw_ring(image: Image, hold: HoldRing, layout: _Layout, top: int) -> None:
    disc = render_ring(hold.text, hold.paused, layout.text_px)
    size = disc.size[0]
    x = layout.width - layout.margin - size
    lay(image, disc, x, top)
    turn = 360.0 * float(np.clip(hold.progress, 0.0, 1.0))
    if turn > 0:
        radius = round(0.40 * size)
        centre = (x + size // 2, top + size // 2)
        thickness = max(3, round(0.32 * layout.text_px))
        colour = AMBER if hold.paused else BLUE
        cv2.ellipse(image, centre, (radius, radius), -90, 0, turn, colour, thickness, cv2.LINE_AA)


def _draw_sentence(image: Image, overlay: Overlay, layout: _Layout) -> None:
    text = overlay.cue or overlay.notice
    if not text:
        return
    accent = AMBER if overlay.cue else BLUE
    band = render_band(text, accent, layout.width - 2 * layout.margin, layout.text_px, layout.height // 3)
    lay(image, band, (layout.width - band.size[0]) // 2, layout.height - layout.margin - band.size[1])
