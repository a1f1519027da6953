"""What people train with, built on their joints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sample_videos.studio.geometry import Array, X, Y, Z, unit
from sample_videos.studio.solids import Solid, ball, box, cylinder, quad
from sample_videos.studio.wardrobe import Material

Joints = Callable[[str], Array]
"""Where a bone begins, by its name."""

Maker = Callable[[Joints, Joints], list[Solid]]
"""Builds a piece of equipment on the joints as they are now and as they were at the start."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """Things a movement needs: `fixed` stand where the body is at the start, `moving` follow it."""

    fixed: tuple[Maker, ...] = ()
    moving: tuple[Maker, ...] = ()


def palm(joints: Joints, side: str) -> Array:
    """The middle of what a hand holds."""
    return np.asarray(
        (joints(f"finger3-1.{side}") + joints(f"finger3-3.{side}") + joints(f"finger2-2.{side}")) / 3
    )


def barbell(plate_m: float | None = 0.14, length_m: float = 1.7) -> Maker:
    """A bar with plates of this radius in both hands; with None they reach the floor at the start."""

    def solids(joints: Joints, start: Joints) -> list[Solid]:
        middle = (palm(joints, "L") + palm(joints, "R")) / 2
        radius_m = plate_m or float((palm(start, "L") + palm(start, "R"))[1] / 2)
        half = X * length_m / 2
        plates = [
            cylinder(middle + side * 0.62 * X, middle + side * 0.68 * X, radius_m, Material.RUBBER, 40)
            for side in (1, -1)
        ]
        return [cylinder(middle - half, middle + half, 0.014, Material.METAL), *plates]

    return solids


def dumbbell(side: str) -> Maker:
    """A dumbbell in one hand, across the palm."""

    def solids(joints: Joints, start: Joints) -> list[Solid]:
        middle = palm(joints, side)
        axis = unit(joints(f"finger2-1.{side}") - joints(f"finger5-1.{side}"))
        weights = [
            cylinder(middle + end * 0.07 * axis, middle + end * 0.15 * axis, 0.062, Material.RUBBER)
            for end in (1, -1)
        ]
        return [cylinder(middle - 0.08 * axis, middle + 0.08 * axis, 0.015, Material.METAL), *weights]

    return solids


def kettlebell(side: str) -> Maker:
    """A kettlebell that hangs from one hand or stands on the floor below it."""

    def solids(joints: Joints, start: Joints) -> list[Solid]:
        hand = palm(joints, side)
        middle = np.array([hand[0], max(hand[1] - 0.16, 0.1), hand[2]])
        horns = [
            cylinder(middle + 0.05 * end * Z, hand + 0.05 * end * Z, 0.014, Material.METAL) for end in (1, -1)
        ]
        grip = cylinder(hand + 0.05 * Z, hand - 0.05 * Z, 0.016, Material.METAL)
        return [ball(middle, 0.1, Material.RUBBER), *horns, grip]

    return solids


def t_bar(joints: Joints, start: Joints) -> list[Solid]:
    """A bar between the legs: one end on the floor behind, plates and a handle at the other."""
    left, right = palm(joints, "L"), palm(joints, "R")
    middle = (left + right) / 2
    foot = np.array([middle[0], 0.03, joints("foot.L")[2] - 1.3])
    along = unit(middle - foot)
    bar_at = middle - 0.02 * Y
    handle = cylinder(
        left + 0.06 * unit(left - right), right + 0.06 * unit(right - left), 0.014, Material.METAL
    )
    plate = cylinder(bar_at + 0.24 * along, bar_at + 0.3 * along, 0.13, Material.RUBBER, 40)
    return [cylinder(foot, bar_at + 0.36 * along, 0.016, Material.METAL), handle, plate]


def foot_band(joints: Joints, start: Joints) -> list[Solid]:
    """An elastic band around both soles, its ends in the hands."""
    soles = {side: joints(f"foot.{side}") + 0.06 * Y + 0.07 * Z for side in "LR"}
    ends = [cylinder(palm(joints, side), soles[side], 0.008, Material.ACCENT, 10) for side in "LR"]
    return [*ends, cylinder(soles["L"], soles["R"], 0.008, Material.ACCENT, 10)]


def straps(joints: Joints, start: Joints) -> list[Solid]:
    """Two straps from the hands to one point overhead, in front of the feet."""
    anchor = np.array([0, 2.4, joints("foot.L")[2] + 0.45])
    lines = [cylinder(palm(joints, side), anchor, 0.01, Material.ACCENT, 10) for side in "LR"]
    handles = [
        cylinder(palm(joints, side) - 0.06 * X, palm(joints, side) + 0.06 * X, 0.016, Material.RUBBER)
        for side in "LR"
    ]
    return [*lines, *handles, cylinder(anchor, anchor + 0.5 * Y, 0.012, Material.METAL, 10)]


def mat(half_width_m: float = 0.42, from_m: float = -1.0, to_m: float = 0.9) -> Maker:
    """An exercise mat under the body."""

    def solids(joints: Joints, start: Joints) -> list[Solid]:
        middle = joints("root")[2]
        low, high = middle + from_m, middle + to_m
        a, b = (-half_width_m, 0.006, low), (-half_width_m, 0.006, high)
        c, d = (half_width_m, 0.006, high), (half_width_m, 0.006, low)
        return [quad(a, b, c, d, Y, Material.MAT)]

    return solids


def foam_roller(radius_m: float, under: str) -> Maker:
    """A roller across the body on the floor, under a bone."""

    def solids(joints: Joints, start: Joints) -> list[Solid]:
        place = np.array([0, radius_m, joints(under)[2]])
        return [cylinder(place - 0.3 * X, place + 0.3 * X, radius_m, Material.METAL)]

    return solids


def side_mat(joints: Joints, start: Joints) -> list[Solid]:
    """An exercise mat across, under somebody who lies on the side."""
    middle = joints("root")[2]
    a, b = (-1.0, 0.006, middle - 0.35), (1.0, 0.006, middle - 0.35)
    c, d = (1.0, 0.006, middle + 0.5), (-1.0, 0.006, middle + 0.5)
    return [quad(a, b, c, d, Y, Material.MAT)]


def step(joints: Joints, start: Joints) -> list[Solid]:
    """A low step in front, for one heel."""
    hip, ankle = joints("upperleg01.L"), joints("foot.L")
    leg_m = hip[1] - ankle[1]
    low, high = (-0.35, 0, ankle[2] + 0.41 * leg_m), (0.35, 0.17 * leg_m, ankle[2] + 0.85 * leg_m)
    return [box(low, high, Material.WOOD)]


def doorway(joints: Joints, start: Joints) -> list[Solid]:
    """The two posts of a door, before the forearms."""
    posts = []
    for side in "LR":
        wrist, elbow = joints(f"wrist.{side}"), joints(f"lowerarm01.{side}")
        x, z = (wrist[0] + elbow[0]) / 2, max(wrist[2], elbow[2]) + 0.05
        posts.append(box((x - 0.06, 0, z), (x + 0.06, 2.1, z + 0.09), Material.TRIM))
    return posts


def pull_up_bar(joints: Joints, start: Joints) -> list[Solid]:
    """A bar through both hands, on two posts."""
    middle = (palm(joints, "L") + palm(joints, "R")) / 2
    left, right = middle + 0.8 * X, middle - 0.8 * X
    posts = [cylinder(end * [1, 0, 1], end + 0.08 * Y, 0.035, Material.METAL) for end in (left, right)]
    return [cylinder(left, right, 0.015, Material.METAL), *posts]


def pulldown_bar(joints: Joints, start: Joints) -> list[Solid]:
    """A wide bar in both hands, on a cable from above."""
    middle = (palm(joints, "L") + palm(joints, "R")) / 2
    bar = [cylinder(middle + 0.5 * X, middle - 0.5 * X, 0.014, Material.METAL)]
    for outward in (X, -X):
        bend = middle + 0.5 * outward
        bar.append(cylinder(bend, bend + 0.14 * outward - 0.07 * Y, 0.014, Material.METAL))
    return [*bar, cylinder(middle, [middle[0], 3.0, middle[2]], 0.006, Material.RUBBER, 10)]


def seat(joints: Joints, start: Joints) -> list[Solid]:
    """A padded seat under the hips, with a roll over the thighs."""
    hip, knee = (joints("upperleg01.L") + joints("upperleg01.R")) / 2, joints("lowerleg01.L")
    top = hip[1] - 0.095
    pad = box((-0.2, top - 0.07, hip[2] - 0.2), (0.2, top, hip[2] + 0.16), Material.PADDING)
    post = cylinder((0, 0, hip[2]), (0, top - 0.07, hip[2]), 0.04, Material.METAL)
    roll_at = np.array([0, knee[1] + 0.115, knee[2] - 0.10])
    roll = cylinder(roll_at - 0.26 * X, roll_at + 0.26 * X, 0.045, Material.PADDING)
    strut = cylinder((0, 0, knee[2] - 0.10), roll_at, 0.02, Material.METAL)
    return [pad, post, roll, strut]


def bench(joints: Joints, start: Joints) -> list[Solid]:
    """A flat bench under the left knee and the left hand."""
    knee, hand = joints("lowerleg01.L"), joints("wrist.L")
    top = knee[1] - 0.055
    middle, rear, front = (knee[0] + hand[0]) / 2, knee[2] - 0.42, hand[2] + 0.22
    pad = box((middle - 0.14, top - 0.08, rear), (middle + 0.14, top, front), Material.PADDING)
    legs = [
        box((middle - 0.12, 0, z - 0.03), (middle + 0.12, top - 0.08, z + 0.03), Material.METAL)
        for z in (rear + 0.12, front - 0.12)
    ]
    return [pad, *legs]


def knee_pad(joints: Joints, start: Joints) -> list[Solid]:
    """The pad of an assisting machine that carries the shins up and down."""
    knee, ankle = joints("lowerleg01.L"), joints("foot.L")
    top = min(knee[1], ankle[1]) - 0.06
    return [box((-0.26, top - 0.08, knee[2] - 0.3), (0.26, top, knee[2] + 0.1), Material.PADDING)]


def bands_from_above(joints: Joints, start: Joints) -> list[Solid]:
    """A band from each hand to a hook overhead, where the hands were at the start."""
    hands = (palm(start, "L") + palm(start, "R")) / 2
    hook = np.array([0, max(2.3, hands[1] + 0.5), hands[2]])
    return [cylinder(palm(joints, side), hook, 0.009, Material.ACCENT, 10) for side in "LR"]


def band_between(joints: Joints, start: Joints) -> list[Solid]:
    """A band from hand to hand."""
    return [cylinder(palm(joints, "L"), palm(joints, "R"), 0.009, Material.ACCENT, 10)]


def rope_ahead(joints: Joints, start: Joints) -> list[Solid]:
    """A rope with two ends in the hands, on a cable from the front."""
    hands = (palm(start, "L") + palm(start, "R")) / 2
    pulley = np.array([0, hands[1], hands[2] + 1.1])
    now = (palm(joints, "L") + palm(joints, "R")) / 2
    knot = now + 0.2 * unit(pulley - now)
    ropes = [cylinder(palm(joints, side), knot, 0.014, Material.ACCENT, 10) for side in "LR"]
    return [*ropes, cylinder(knot, pulley, 0.006, Material.RUBBER, 10)]


def wall_behind(joints: Joints, start: Joints) -> list[Solid]:
    """A piece of wall behind the back."""
    back = min(joints("upperarm01.L")[2], joints("upperleg01.L")[2]) - 0.15
    return [box((-1.1, 0, back - 0.08), (1.1, 2.4, back), Material.TRIM)]


def stool(joints: Joints, start: Joints) -> list[Solid]:
    """A stool under the hips."""
    hip = (joints("upperleg01.L") + joints("upperleg01.R")) / 2
    top = hip[1] - 0.095
    return [
        box((-0.19, top - 0.05, hip[2] - 0.17), (0.19, top, hip[2] + 0.2), Material.WOOD),
        cylinder((0, 0, hip[2]), (0, top - 0.05, hip[2]), 0.05, Material.METAL),
    ]


def roman_chair(joints: Joints, start: Joints) -> list[Solid]:
    """A pad before the thighs, a plate under the feet, rolls behind the ankles, on a slanting frame."""
    hip, ankle = ((joints(f"{bone}.L") + joints(f"{bone}.R")) / 2 for bone in ("upperleg01", "foot"))
    along = unit(ankle - hip)
    front = np.cross(along, X)
    if front[2] < 0:
        front = -front
    pad_at = hip + 0.14 * along + 0.13 * front
    pad = [
        cylinder(pad_at - 0.24 * X + down, pad_at + 0.24 * X + down, 0.05, Material.PADDING)
        for down in (0 * along, 0.08 * along)
    ]
    roll_at = ankle - 0.08 * along - 0.09 * front
    roll = cylinder(roll_at - 0.2 * X, roll_at + 0.2 * X, 0.045, Material.PADDING)
    foot = ankle + 0.12 * along
    plate = box((-0.2, 0, foot[2] - 0.05), (0.2, 0.02, foot[2] + 0.25), Material.METAL)
    base = np.array([0, 0.03, pad_at[2]])
    frame = [
        cylinder(base, pad_at + 0.04 * along, 0.03, Material.METAL),
        cylinder(base, [0, 0.03, foot[2]], 0.03, Material.METAL),
        cylinder([0, 0.03, roll_at[2]], roll_at, 0.02, Material.METAL),
    ]
    return [*pad, roll, plate, *frame]
