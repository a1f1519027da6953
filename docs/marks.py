"""Marks on a sketch: each draws one thing that a measure reads, between joints given by their names."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, hypot

from docs.sketch import HEIGHT, Sketch, polar
from vision.geometry import Point, along_fraction, joint_angle_deg
from vision.pose import OUTLINE_STATIONS

Mark = Callable[[Sketch], None]


def angle(a: str, corner: str, b: str) -> Mark:
    """The inner angle at a joint."""

    def draw(sketch: Sketch) -> None:
        start, middle, end = sketch.at(a), sketch.at(corner), sketch.at(b)
        sketch.wedge(middle, start, end)
        sketch.line(middle, start)
        sketch.line(middle, end)
        sketch.dot(start, middle, end)

    return draw


def bend(a: str, corner: str, b: str) -> Mark:
    """How far a line through three joints is bent from straight."""

    def draw(sketch: Sketch) -> None:
        start, middle, end = sketch.at(a), sketch.at(corner), sketch.at(b)
        onward = polar(middle, atan2(middle[1] - start[1], middle[0] - start[0]), 62)
        if joint_angle_deg(start, middle, end) < 179:
            sketch.wedge(middle, onward, end, tip=True)
        sketch.line(start, middle)
        sketch.line(middle, end)
        sketch.line(middle, onward, "m d")
        sketch.dot(start, middle, end)

    return draw


def tilt(base: str, end: str, hanging: bool = False) -> Mark:
    """The angle of a line from upright, or from hanging straight down."""

    def draw(sketch: Sketch) -> None:
        start, tip = sketch.at(base), sketch.at(end)
        plumb = (start[0], start[1] + (60 if hanging else -60))
        sketch.wedge(start, plumb, tip, tip=True)
        sketch.line(start, tip)
        sketch.line(start, plumb, "m d")
        sketch.dot(start, tip)

    return draw


def rise(reference: str, joint: str, aside_px: float = 0.0) -> Mark:
    """How much higher a joint is than another; the arrow stands `aside_px` beside it."""

    def draw(sketch: Sketch) -> None:
        low, high = sketch.at(reference), sketch.at(joint)
        x = high[0] + aside_px
        sketch.line(low, (x, low[1]), "m d")
        sketch.line(high, (x, high[1]), "m d")
        sketch.arrow((x, low[1]), (x, high[1]))
        sketch.dot(low, high)

    return draw


def run(reference: str, joint: str, lower_px: float = 0.0) -> Mark:
    """How far a joint is beside another, level; the arrow lies `lower_px` below it."""

    def draw(sketch: Sketch) -> None:
        start, end = sketch.at(reference), sketch.at(joint)
        y = end[1] + lower_px
        sketch.line(start, (start[0], y), "m d")
        sketch.line(end, (end[0], y), "m d")
        sketch.arrow((start[0], y), (end[0], y))
        sketch.dot(start, end)

    return draw


def span(a: str, b: str) -> Mark:
    """The straight distance between two joints."""

    def draw(sketch: Sketch) -> None:
        sketch.arrow(sketch.at(a), sketch.at(b), both=True)
        sketch.dot(sketch.at(a), sketch.at(b))

    return draw


def across(a: str, b: str, lower_px: float) -> Mark:
    """The distance between two joints across the picture, drawn below or above them."""

    def draw(sketch: Sketch) -> None:
        start, end = sketch.at(a), sketch.at(b)
        y = max(start[1], end[1]) + lower_px
        for point in (start, end):
            sketch.line(point, (point[0], y), "m d")
        sketch.arrow((start[0], y), (end[0], y), both=True)
        sketch.dot(start, end)

    return draw


def dotted(a: str, b: str) -> Mark:
    """A dotted line, for a line that the measure reads as well."""

    def draw(sketch: Sketch) -> None:
        sketch.line(sketch.at(a), sketch.at(b), "m d")
        sketch.dot(sketch.at(a), sketch.at(b))

    return draw


def along(a: str, b: str, start: str, end: str, aside_px: float = 0.0) -> Mark:
    """How far `end` is beyond `start` along the line from `a` to `b`; the arrow lies `aside_px` beside it."""

    def draw(sketch: Sketch) -> None:
        base, tip = sketch.at(a), sketch.at(b)
        length = hypot(tip[0] - base[0], tip[1] - base[1])
        off = (-(tip[1] - base[1]) / length * aside_px, (tip[0] - base[0]) / length * aside_px)
        feet = []
        for name in (start, end):
            x, y = _foot(sketch.at(name), base, tip)
            feet.append((x + off[0], y + off[1]))
            sketch.line(sketch.at(name), feet[-1], "m d")
        sketch.line(base, tip, "m d")
        sketch.arrow(feet[0], feet[1])
        sketch.dot(base, tip, sketch.at(start), sketch.at(end))

    return draw


def off(a: str, b: str, joint: str, level: bool = False) -> Mark:
    """How far a joint is off the line from `a` to `b`: square to it, or level."""

    def draw(sketch: Sketch) -> None:
        base, tip, point = sketch.at(a), sketch.at(b), sketch.at(joint)
        x, y = _foot(point, base, tip)
        sketch.line(base, tip)
        sketch.arrow((x, y), (point[0], y if level else point[1]))
        sketch.dot(base, tip, point)

    return draw


def between_lines(a: str, b: str, c: str, d: str) -> Mark:
    """The angle from the line `a`-`b` to the line `c`-`d`, drawn where the latter begins."""

    def draw(sketch: Sketch) -> None:
        one, two, three, four = (sketch.at(name) for name in (a, b, c, d))
        towards = atan2(two[1] - one[1], two[0] - one[0])
        level = polar(three, towards, 110)
        further = polar(three, atan2(four[1] - three[1], four[0] - three[0]), 110)
        sketch.wedge(three, level, further, tip=True)
        sketch.line(one, two)
        sketch.line(three, further)
        sketch.line(three, level, "m d")
        sketch.dot(one, two, three, four)

    return draw


def upward(joint: str, by_px: float = 40.0) -> Mark:
    """An arrow that says that the height of a joint is counted upwards."""

    def draw(sketch: Sketch) -> None:
        x, y = sketch.at(joint)
        sketch.line((x, y + by_px), (x, y), "m d")
        sketch.arrow((x, y), (x, y - by_px))
        sketch.dot((x, y))

    return draw


def from_edge(joint: str) -> Mark:
    """How far a joint is from the left edge of the picture."""

    def draw(sketch: Sketch) -> None:
        x, y = sketch.at(joint)
        sketch.line((1.5, 60), (1.5, HEIGHT - 20), "m d")
        sketch.arrow((1.5, y), (x, y))
        sketch.dot((x, y))

    return draw


def circle(middle: str, radius_m: float) -> Mark:
    """The circle on which a joint would be seen if its limb lay in the picture's plane."""

    def draw(sketch: Sketch) -> None:
        x, y = sketch.at(middle)
        sketch.marks.append(
            f'<circle class="m d" cx="{x:.1f}" cy="{y:.1f}" r="{radius_m * sketch.scale:.1f}"/>'
        )

    return draw


def outline() -> Mark:
    """The outline of the back."""

    def draw(sketch: Sketch) -> None:
        sketch.marks.append(f'<path class="m" d="M{sketch.back_path()}"/>')

    return draw


def upper_back() -> Mark:
    """How high the outline of the upper back stands over the line from hips to shoulders."""

    def draw(sketch: Sketch) -> None:
        station = round(0.65 * (OUTLINE_STATIONS - 1))
        sketch.arrow(sketch.on_back(station, 0.0), sketch.on_back(station))

    return draw


def _foot(point: Point, a: Point, b: Point) -> Point:
    share = along_fraction(point, a, b)
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
