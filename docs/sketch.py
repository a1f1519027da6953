"""The jointed figure of the tests in a posture, as a small drawing, with marks for what a measure reads.

Inks follow the scheme of the page that shows the drawing, light or dark. The number in a drawing is what the
measure itself reads off the figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, radians, sin
from typing import Final

import numpy as np

from exercises.body import BOTH_SIDES, Body, Joint, Proportions, Side
from exercises.measures.measure import Measure
from tests.skeleton import FOREARM_M, TORSO_M, UPPER_ARM_M, Array, Posture, joints
from vision.geometry import Point, midpoint
from vision.pose import OUTLINE_STATIONS

WIDTH, HEIGHT = 320, 240
_MARGIN: Final = 36
_STYLE: Final = (
    "<style>svg{color:#24303c;--ink:#1769c2;--paper:#fff}@media (prefers-color-scheme:dark)"
    "{svg{color:#dfe6ee;--ink:#74b9ff;--paper:#1e2129}}"
    "text{font:600 15px system-ui,sans-serif;fill:var(--ink)}"
    ".m{stroke:var(--ink);fill:none;stroke-width:2.2;stroke-linecap:round}.d{stroke-dasharray:2 5}"
    ".f{fill:var(--ink)}.w{fill:var(--ink);opacity:.2}.j{fill:var(--paper);stroke:var(--ink);stroke-width:2.2}"
    "</style>"
)
_LIMBS: Final = (  # joints, and width in metres
    (Joint.HIP, Joint.KNEE, 0.125),
    (Joint.KNEE, Joint.ANKLE, 0.09),
    (Joint.HEEL, Joint.TOE, 0.06),
    (Joint.SHOULDER, Joint.ELBOW, 0.08),
    (Joint.ELBOW, Joint.WRIST, 0.062),
)
_HEAD_M, _NECK_M, _TRUNK_M = 0.105, 0.075, 0.12
_SIDE_BY_SIDE_M: Final = 0.15  # shoulders that are nearer in depth than that count as side by side


WHOLE, TO_KNEES, TO_SHOULDERS = 33, 27, 13  # landmarks, from the head downwards


@dataclass(frozen=True, slots=True)
class Pose:
    """A posture, and where it is seen from.

    `yaw_deg` 0 sees it from the figure's right, facing the right edge; 90 from the front, -90 from behind.

    `head_deg` turns the head to the left, lowers it and leans it to the left; `twist_deg` turns all above the
    hips to the left, `lean_deg` leans it to the left and `roll_deg` leans the whole body. The first `shown`
    landmarks lie inside the drawing; the rest may lie outside. `side` is the one that is measured, `curve` is
    that of the back's outline, None for a sketch without it.
    """

    posture: Posture
    yaw_deg: float = 0.0
    side: Side = Side.RIGHT
    head_deg: tuple[float, float, float] = (0.0, 0.0, 0.0)
    twist_deg: float = 0.0
    lean_deg: float = 0.0
    roll_deg: float = 0.0
    curve: float | None = None
    shown: int = WHOLE

    def points_m(self) -> Array:
        """The landmarks in metres, (33, 3): across to the right, down, and towards the eye."""
        points = joints(self.posture)[0]
        turn, down, lean = self.head_deg
        head, upper, hips = slice(0, 11), slice(0, 23), points[23:25].mean(axis=0)
        for axis, by_deg in ((1, turn), (2, -down), (0, -lean)):
            _turn(points[head], points[7:9].mean(axis=0), axis, by_deg)
        _turn(points[upper], hips, 1, self.twist_deg)
        _turn(points[upper], hips, 0, -self.lean_deg)
        _turn(points, hips, 0, -self.roll_deg)
        yaw = radians(self.yaw_deg)
        x, y, z = points.T
        return np.stack([x * cos(yaw) - z * sin(yaw), -y, x * sin(yaw) + z * cos(yaw)], axis=-1)


def _turn(points: Array, about: Array, axis: int, by_deg: float) -> None:
    """Turn points (N, 3) about one axis, in place and right-handed."""
    a, b = (axis + 1) % 3, (axis + 2) % 3
    cosine, sine = cos(radians(by_deg)), sin(radians(by_deg))
    off = points - about
    points[:, a] = about[a] + cosine * off[:, a] - sine * off[:, b]
    points[:, b] = about[b] + sine * off[:, a] + cosine * off[:, b]


@dataclass(slots=True)
class Sketch:
    """The figure in a posture, and the marks on it."""

    pose: Pose
    body: Body = field(init=False)
    scale: float = field(init=False)
    marks: list[str] = field(default_factory=list)
    dots: dict[Point, None] = field(default_factory=dict)
    _depth_m: Array = field(init=False)

    def __post_init__(self) -> None:
        points = self.pose.points_m()
        shown = points[: self.pose.shown, :2]
        low, high = shown.min(axis=0) - _HEAD_M / 2, shown.max(axis=0) + _HEAD_M / 2
        room = np.array([WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN])
        self.scale = float((room / (high - low)).min())
        flat = self.scale * (points[:, :2] - (low + high) / 2) + [WIDTH / 2, HEIGHT / 2]
        self._depth_m = points[:, 2]
        self.body = Body(flat, np.ones(33, np.float32), (WIDTH, HEIGHT), self._proportions(), self._outline())
        self.body.facing = 1 if cos(radians(self.pose.yaw_deg)) > 0.3 else 0

    def _proportions(self) -> Proportions:
        known = Proportions()
        known.torso.px = TORSO_M * self.scale
        for side in BOTH_SIDES:
            known.upper_arm[side].px = UPPER_ARM_M * self.scale
            known.forearm[side].px = FOREARM_M * self.scale
        return known

    def _outline(self) -> Array | None:
        if self.pose.curve is None:
            return None
        station = np.linspace(0, 1, OUTLINE_STATIONS)
        return np.stack([0.18 + self.pose.curve * station * (1 - station), np.full(OUTLINE_STATIONS, 0.2)])

    def at(self, name: str) -> Point:
        """A place by its name, as in `elbow` (of the measured side), `other elbow`, `mid elbow`, `nose`."""
        whose, _, joint = name.rpartition(" ")
        if joint == "nose":
            return self.body.points[0]
        if joint == "face":
            return midpoint(self.body.middle(Joint.EAR), self.body.points[0])
        if whose == "mid":
            return self.body.middle(Joint[joint.upper()])
        own = self.pose.side
        sides = {"": own, "other": own.other, "left": Side.LEFT, "right": Side.RIGHT}
        return self.body.at(Joint[joint.upper()], sides[whose])

    def dot(self, *points: Point) -> None:
        """Mark places that the measure reads."""
        self.dots.update(dict.fromkeys(points))

    def line(self, a: Point, b: Point, style: str = "m") -> None:
        """Draw a line; the style `m d` is dotted."""
        self.marks.append(f'<path class="{style}" d="M{xy(a)}L{xy(b)}"/>')

    def arrow(self, a: Point, b: Point, both: bool = False) -> None:
        """Draw a line with a tip at `b`, or with `both` at each end."""
        self.line(a, b)
        for tail, tip in ((a, b), (b, a))[: 1 + both]:
            length = min(9.0, 0.45 * hypot(b[0] - a[0], b[1] - a[1]))
            self.tip(tip, atan2(tip[1] - tail[1], tip[0] - tail[0]), length)

    def tip(self, at: Point, towards: float, length: float = 9.0) -> None:
        """Draw the tip of an arrow that comes from the direction opposite to `towards`, in radians."""
        wings = [polar(at, towards + turn, length) for turn in (pi - 0.45, pi + 0.45)]
        self.marks.append(f'<path class="f" d="M{xy(at)}L{xy(wings[0])}L{xy(wings[1])}z"/>')

    def wedge(self, corner: Point, from_: Point, to: Point, tip: bool = False) -> None:
        """Draw the angle at `corner`, with `tip` an arrow where it grows."""
        start, end = (atan2(p[1] - corner[1], p[0] - corner[0]) for p in (from_, to))
        turn = (end - start + pi) % (2 * pi) - pi
        radius = max(20.0, min(34.0, 0.7 * hypot(to[0] - corner[0], to[1] - corner[1])))
        a, b = polar(corner, start, radius), polar(corner, end, radius)
        arc = f"A{radius:.1f} {radius:.1f} 0 0 {int(turn > 0)} {xy(b)}"
        self.marks.append(
            f'<path class="w" d="M{xy(corner)}L{xy(a)}{arc}z"/><path class="m" d="M{xy(a)}{arc}"/>'
        )
        if tip and abs(turn) * radius > 9:
            self.tip(b, end + (pi / 2 - 4.5 / radius if turn > 0 else 4.5 / radius - pi / 2))

    def figure(self) -> str:
        """The body behind the marks: what is further away is fainter."""
        at, px = self.body.points, self.scale
        depth_m = {side: self._depth_m[Joint.SHOULDER.landmark(side)] for side in BOTH_SIDES}
        parts = {side: "".join(self._stroke(at, *limb, side) for limb in _LIMBS) for side in BOTH_SIDES}
        far, near = sorted(BOTH_SIDES, key=lambda side: depth_m[side])
        corners = "L".join(xy(at[n]) for n in (11, 12, 24, 23))
        trunk = f'<path d="M{corners}z" fill="currentColor" stroke-width="{_TRUNK_M * px:.1f}"/>'
        front = f"{trunk}{self._back()}{self._head()}{parts[near]}"
        behind = f'<g opacity=".13">{parts[far]}</g>'
        if depth_m[near] - depth_m[far] < _SIDE_BY_SIDE_M:
            front, behind = front + parts[far], ""
        return (
            '<g stroke="currentColor" fill="none" stroke-linecap="round" stroke-linejoin="round">'
            f'{behind}<g opacity=".26">{front}</g></g>{self._face()}'
        )

    def _stroke(self, at: list[Point], a: Joint, b: Joint, width_m: float, side: Side) -> str:
        start, end = at[a.landmark(side)], at[b.landmark(side)]
        return f'<path d="M{xy(start)}L{xy(end)}" stroke-width="{width_m * self.scale:.1f}"/>'

    def _head(self) -> str:
        ears, px = self.body.middle(Joint.EAR), self.scale
        crown = self.body.middle(Joint.EYE)
        middle = midpoint(ears, crown) if self.body.facing else ears
        nose = self.body.points[0] if self.body.facing else middle
        return (
            f'<path d="M{xy(self.body.shoulders)}L{xy(ears)}" stroke-width="{_NECK_M * px:.1f}"/>'
            f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{_HEAD_M * px:.1f}" fill="currentColor"'
            f' stroke="none"/><path d="M{xy(middle)}L{xy(nose)}" stroke-width="{0.035 * px:.1f}"/>'
        )

    def _face(self) -> str:
        """The eyes and nose, where the face is seen from the front."""
        if self.body.facing or self.pose.yaw_deg < 0:
            return ""
        at, px = self.body.points, self.scale
        eyes = "".join(
            f'<circle cx="{at[n][0]:.1f}" cy="{at[n][1]:.1f}" r="{0.012 * px:.1f}"/>' for n in (2, 5)
        )
        nose = f'<circle cx="{at[0][0]:.1f}" cy="{at[0][1]:.1f}" r="{0.012 * px:.1f}"/>'
        return f'<g fill="var(--paper)">{eyes}{nose}</g>'

    def _back(self) -> str:
        if self.pose.curve is None:
            return ""
        hips, shoulders = xy(self.body.hips), xy(self.body.shoulders)
        return f'<path d="M{hips}L{self.back_path()}L{shoulders}z" fill="currentColor" stroke-width="4"/>'

    def back_path(self) -> str:
        """The outline of the back from hips to shoulders, as the measure is given it."""
        return "L".join(xy(self.on_back(station)) for station in range(OUTLINE_STATIONS))

    def on_back(self, station: int, height_share: float = 1.0) -> Point:
        """A place of the outline of the back, or at this share of its height over the line from hips to
        shoulders.
        """
        assert self.body.outline is not None
        (hx, hy), (sx, sy) = self.body.hips, self.body.shoulders
        dx, dy = sx - hx, sy - hy
        along, height = station / (OUTLINE_STATIONS - 1), height_share * self.body.outline[0][station]
        return hx + along * dx + height * dy, hy + along * dy - height * dx

    def svg(self, measure: Measure) -> str:
        """The finished drawing."""
        dots = "".join(f'<circle class="j" cx="{x:.1f}" cy="{y:.1f}" r="4.2"/>' for x, y in self.dots)
        value = measure.of(self.body, self.pose.side)
        words = "" if measure.unit == "px" or measure.name in UNANCHORED else _words(value, measure.unit)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
            f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{measure.label}</title>{_STYLE}\n'
            f"{self.figure()}\n{''.join(self.marks)}{dots}\n"
            f'<text x="12" y="22">{words}</text></svg>\n'
        )


UNANCHORED: Final = frozenset({"hip_along_torso", "shoulder_retraction_torso"})
"""Measures of which only a change means anything."""


def xy(point: Point) -> str:
    """A place in the terms of a path."""
    return f"{point[0]:.1f} {point[1]:.1f}"


def polar(about: Point, angle: float, radius: float) -> Point:
    """The place so far from another in this direction (radians, clockwise from the right)."""
    return about[0] + radius * cos(angle), about[1] + radius * sin(angle)


def _words(value: float, unit: str) -> str:
    return f"{value:.0f}°" if unit == "°" else f"{value:.2f} {unit}".rstrip()
