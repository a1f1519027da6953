"""A jointed figure that performs the movements before a simple camera, as a `Track`.

It is this project's specification of motion. A set is a list of beats; each says how far the movement has
gone at its end (0 rest, 1 effort), whether the figure is in the starting position, where it stands, and which
faults it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.skeleton import (
    ANKLE_M,
    ARM,
    LEFT_RIGHT,
    LEG,
    SHANK_M,
    THIGH_M,
    TORSO_M,
    Array,
    Limb,
    Posture,
    between,
    blended,
    reach_m,
    reaching,
    spread,
)
from vision.pose import LANDMARK_COUNT, OUTLINE_STATIONS
from vision.track import Track

FLAT, ROUNDED = -0.2, 0.9  # curve of the back
SIDE_ON, FACING, TURNED_AWAY, HALF_TURNED = 8.0, 88.0, -92.0, 45.0  # camera angles in degrees
PACE_M_S = 1.2


# --- movements: how far each has gone, and its faults, as a posture


@dataclass(frozen=True)
class Moment:
    """The state of the figure at times (T,): `progress` (T, 2) of each side, and dials (T, 1) by name.

    A dial that is not turned is 0.
    """

    time_s: Array
    progress: Array
    dials: Mapping[str, Array]

    def __getitem__(self, dial: str) -> Array:
        return self.dials.get(dial, np.zeros((len(self.time_s), 1)))


_ELBOW_BACK, _KNEE_AHEAD = spread(-0.5, 1.0, 0.3), spread(1.0, 0.2)
_HANGING, _FRONT_OF_BODY = spread(0.02, -1.0), spread(-1.0, 0.0)


def _standing(m: Moment) -> Posture:
    """The posture of somebody who stands at ease or walks."""
    swing = 0.4 * np.sin(2 * np.pi * 0.9 * m.time_s)[:, None] * m["walking"] * LEFT_RIGHT
    legs = Limb(spread(swing, -1), 174.0 - 20 * np.abs(swing), _KNEE_AHEAD)
    arms = Limb(spread(0.03 - swing, -1, 0.1), 165.0 + 0 * swing, _FRONT_OF_BODY)
    return Posture(2.0, legs, arms, "ankles", (0, ANKLE_M))


def _bent_over_barbell_row(m: Moment) -> Posture:
    p = m.progress
    trunk = (65 - 38 * m["upright"] - 22 * m["trunk_rise"] * p)[:, 0]
    legs = Limb(spread(0.2, -1), 155 + 25 * m["knees_locked"], _KNEE_AHEAD)
    arms = Limb(between(_HANGING, spread(-0.6, -0.8), p), between(166, 66, p), _ELBOW_BACK)
    return Posture(trunk, legs, arms, "ankles", (0, ANKLE_M), head_deg=0.6 * trunk)


def _one_arm_dumbbell_row(m: Moment) -> Posture:
    """The dial `left` says which arm works; the other hand and knee rest on the bench."""
    works = np.hstack([m["left"], 1 - m["left"]])
    p = m.progress * works
    trunk = (78 - 22 * m["trunk_rise"] * p.max(axis=1, keepdims=True))[:, 0]
    top = between(spread(-0.85, -0.5), spread(0.0, -1.0), m["to_chest"])
    arms = Limb(between(_HANGING + 0 * top, top, p), between(166, 62, p), _ELBOW_BACK)
    legs = Limb(between(spread(-0.7, -0.7), spread(0.05, -1), works), 90 + 70 * works, spread(1.0, -0.6))
    return Posture(trunk, legs, arms, "hips", (0, 0.88), head_deg=0.6 * trunk)


def _deadlift(m: Moment) -> Posture:
    """With `hips_first` the legs straighten while the trunk tips further, and only then it rises. `squatted`,
    the knees bend in place of the hips.
    """
    p = m.progress
    legs_p = p + (np.clip(2 * p, 0, 1) - p) * m["hips_first"]
    trunk_p = p + (np.clip((p - 0.4) / 0.6, 0, 1) - p) * m["hips_first"]
    trunk_top = 3 + 20 * m["no_lockout"] - 34 * m["lean_back"]
    tipped = 34 * np.sin(np.pi * np.clip(p / 0.8, 0, 1)) * m["hips_first"]
    trunk_down, knee_down = 68 - 50 * m["squatted"], 108 - 42 * m["squatted"]
    trunk = (trunk_down + (trunk_top - trunk_down) * trunk_p + tipped)[:, 0]
    knee = knee_down + (176 - 16 * m["no_lockout"] - knee_down) * legs_p
    legs = Limb(spread(0.37 * (1 - legs_p), -1 + 0.07 * (1 - legs_p)), knee, _KNEE_AHEAD)
    arms = Limb(spread(-0.15 * (1 - p) + 0.6 * m["bar_far"], -1), 174.0, _FRONT_OF_BODY)
    return Posture(trunk, legs, arms, "ankles", (0, ANKLE_M), head_deg=0.5 * trunk)


def _one_side_less(m: Moment) -> Array:
    return m.progress * (1 - 0.3 * m["uneven"] * [0, 1])


def _raised(m: Moment, tilted_m: float = 0.0) -> Array:
    """Shoulders under raised arms: closer together, shrugged, or one higher and the trunk to its side."""
    up = 0.1 * m["shrug"] * m.progress + tilted_m * m["uneven"] * m.progress * [1, -1]
    shoulders = spread(0, up)
    shoulders[..., 2] = -0.045 + 3 * tilted_m * m["uneven"] * m.progress * [-1, 1]
    return shoulders


def _pull_up(m: Moment) -> Posture:
    elbow = between(166, 30, m.progress * [1, 1])
    out_m = 0.1
    up_m = np.sqrt(reach_m(ARM, elbow) ** 2 - out_m**2)
    arms = Limb(spread(0, up_m, out_m), elbow, spread(-0.3, -0.5, 1.0))
    legs = Limb(spread(-0.1, -1), 150.0, _KNEE_AHEAD)
    sway = 14 * np.sin(2 * np.pi * 0.5 * m.time_s) * m["swing"][:, 0]
    head = {"head_deg": -4.0, "toes_down_deg": 40.0}
    return Posture(-4.0, legs, arms, "wrists", (0, 2.15), shoulders=_raised(m, 0.09), sway_deg=sway, **head)


def _lat_pulldown(m: Moment) -> Posture:
    p = _one_side_less(m)
    to_chest = between(spread(0.1, 1, 0.3), spread(0.35, 0.35, 0.6), p)
    arms = Limb(to_chest, between(166, 58, p), spread(-0.4, -0.6, 0.8))
    legs = Limb(spread(0.7, -0.7), 92.0, _KNEE_AHEAD)
    trunk = (-5 - 36 * m["lean_back"] * p)[:, 0]
    return Posture(trunk, legs, arms, "hips", (0, 0.5), head_deg=0.5 * trunk, shoulders=_raised(m))


def _bridge(m: Moment) -> Posture:
    lift_deg = (26.5 - 9 * m["hips_low"] + 7 * m["over_arched"]) * m.progress[:, :1]
    hip_x = -0.5 + TORSO_M * np.cos(np.radians(lift_deg))
    hip_y = 0.10 + TORSO_M * np.sin(np.radians(lift_deg))
    feet_x = 0.5 + 0.2 * m["feet_far"]
    legs = reaching(feet_x - hip_x, ANKLE_M - hip_y, LEG, spread(0.2, 1.0))
    arms = Limb(spread(1.0, -0.1, 0.3), 170.0, spread(0, 1))
    return Posture(-90 - lift_deg, legs, arms, "shoulders", (-0.5, 0.10), head_deg=-95.0)


def _plank(m: Moment) -> Posture:
    hip_y = 0.245 + 0.155 * m["pike"] - 0.09 * m["sag"]
    trunk = 90 - np.degrees(np.arcsin((0.33 - hip_y) / TORSO_M))
    drop = (hip_y - 0.10) / (THIGH_M + SHANK_M)
    legs = Limb(spread(-np.sqrt(1 - drop**2), -drop), 175.0, spread(0, -1))
    ahead = np.radians(40 + 45 * m["elbows_ahead"])
    arms = Limb(spread(np.sin(ahead), -np.cos(ahead)), 92.0, spread(-0.5, -1))
    head = 70 + 75 * m["head_drop"]
    return Posture(trunk, legs, arms, "shoulders", (0.6, 0.33), head_deg=head, toes_down_deg=75.0)


def _scapular_squeeze(m: Moment) -> Posture:
    p = m.progress
    up = 0.07 * m["shrug"] * p + 0.09 * m["uneven"] * p * [0, 1]
    shoulders = spread(-0.045 * p, up)
    shoulders[..., 2] = -0.02 * p
    trunk, chin = 2 - 16 * m["lean_back"] * p[:, :1], 0.2 * m["chin"] * p[:, :1]
    return replace(_standing(m), trunk_deg=trunk, shoulders=shoulders, chin_m=chin)


@dataclass(frozen=True)
class Manner:
    """How a movement is usually done and filmed."""

    posture: Callable[[Moment], Posture]
    yaw_deg: float = SIDE_ON
    rep_s: tuple[float, float, float, float] = (0.4, 1.1, 0.3, 1.2)  # rest, lifting, top, lowering
    camera_m: float = 0.95  # height


MANNERS = {
    "bent_over_barbell_row": Manner(_bent_over_barbell_row),
    "one_arm_dumbbell_row": Manner(_one_arm_dumbbell_row),
    "deadlift": Manner(_deadlift),
    "pull_up": Manner(_pull_up, TURNED_AWAY, camera_m=1.4),
    "lat_pulldown": Manner(_lat_pulldown, FACING),
    "bridge": Manner(_bridge, rep_s=(0.4, 1.0, 1.4, 1.2), camera_m=0.8),
    "plank": Manner(_plank, camera_m=0.8),
    "scapular_squeeze": Manner(_scapular_squeeze, HALF_TURNED, rep_s=(1.0, 0.6, 5.6, 0.6)),
}


# --- beats: what happens, one after the other


@dataclass(frozen=True)
class Beat:
    """What is reached after `seconds`; `ready` 1 in the starting position and 0 upright beside it.

    `along_m` is the place across the picture, `turn_deg` adds to the camera's angle. Dials change within a
    quarter of a second and stay for the beat.
    """

    seconds: float
    progress: float = 0.0
    ready: float = 1.0
    along_m: float = 0.0
    turn_deg: float = 0.0
    dials: tuple[tuple[str, float], ...] = ()


def rest(seconds: float = 1.2, **dials: float) -> list[Beat]:
    """A beat of staying in the starting position."""
    return [Beat(seconds, dials=tuple(dials.items()))]


def rep(
    movement: str, rep_s: float | None = None, top: float = 1.0, bottom: float = 0.0, **dials: float
) -> list[Beat]:
    """One repetition with the rest before it; `bottom` is where it begins and ends.

    It takes `rep_s` in all; otherwise it goes as the movement is usually done, or as `rest_s`, `lift_s`,
    `top_s` and `lower_s` say.
    """
    usual_s = np.array(MANNERS[movement].rep_s)
    usual_s *= 1.0 if rep_s is None else rep_s / usual_s.sum()
    parts = ("rest_s", "lift_s", "top_s", "lower_s")
    rest_s, lift_s, top_s, lower_s = (dials.pop(*part) for part in zip(parts, usual_s.tolist(), strict=True))
    made = tuple(dials.items())
    return [
        Beat(seconds, progress, dials=made)
        for seconds, progress in ((rest_s, bottom), (lift_s, top), (top_s, top), (lower_s, bottom))
    ]


def a_set(movement: str, reps: int, rep_s: float | None = None, **dials: float) -> list[Beat]:
    """A set of so many repetitions, all alike, from rest to rest."""
    bottom = dials.get("bottom", 0.0)
    still = tuple((name, value) for name, value in dials.items() if not name.endswith("_s"))
    ends = [Beat(1.2, bottom, dials=still)]
    return [*ends, *rep(movement, rep_s, **dials) * reps, *ends]


def faces_right(yaw_deg: float) -> bool:
    """Whether the camera sees them face the right edge."""
    return bool(np.cos(np.radians(yaw_deg)) > -0.1)


def walk_in(movement: str, yaw_deg: float | None = None, far_m: float = 4.0) -> list[Beat]:
    """The beats of coming into the picture, turning, standing and taking the starting position."""
    yaw_deg = MANNERS[movement].yaw_deg if yaw_deg is None else yaw_deg
    from_m, heading = (-far_m, -yaw_deg) if faces_right(yaw_deg) else (far_m, 180 - yaw_deg)
    away = Beat(0.01, ready=0, along_m=from_m, turn_deg=heading)
    steps = Beat(far_m / PACE_M_S, ready=0, turn_deg=heading)
    return [away, steps, Beat(0.6, ready=0), Beat(0.5, ready=0), Beat(1.0)]


def walk_out(movement: str, yaw_deg: float | None = None, far_m: float = 4.0) -> list[Beat]:
    """The beats of getting up and walking on, out of the picture on the other side."""
    yaw_deg = MANNERS[movement].yaw_deg if yaw_deg is None else yaw_deg
    to_m, heading = (far_m, -yaw_deg) if faces_right(yaw_deg) else (-far_m, 180 - yaw_deg)
    turn = Beat(0.6, ready=0, turn_deg=heading)
    return [
        Beat(1.0, ready=0),
        Beat(0.5, ready=0),
        turn,
        replace(turn, seconds=far_m / PACE_M_S, along_m=to_m),
    ]


# --- camera: what is seen of it


@dataclass(frozen=True)
class Camera:
    """A camera; yaw 0 sees the figure's right side, facing right; 90 the front, 180 left, -90 back."""

    yaw_deg: float | None = None
    px_per_m: float = 240.0
    size_px: tuple[int, int] = (1280, 720)
    distance_m: float = 4.0


@cache
def performed(
    movement: str,
    beats: tuple[Beat, ...],
    camera: Camera = Camera(),
    fps: float = 30.0,
    noise: float = 0.005,
    arm_share: float = 1.0,
    seed: int = 1,
) -> Track:
    """The track of a figure that does these beats; `noise` is the error of a landmark in torso lengths."""
    manner = MANNERS[movement]
    time_s = np.arange(round(sum(beat.seconds for beat in beats) * fps)) / fps
    column = _timeline(beats, time_s)
    walking = np.clip(np.abs(np.gradient(column["along_m"], time_s)) / PACE_M_S, 0, 1)
    dials = {name: values[:, None] for name, values in {**column, "walking": walking}.items()}
    moment = Moment(time_s, np.repeat(dials["progress"], 2, axis=1), dials)
    points = blended(_standing(moment), manner.posture(moment), column["ready"], arm_share)

    usual = manner.yaw_deg if camera.yaw_deg is None else camera.yaw_deg
    yaw_deg = usual + column["turn_deg"]
    landmarks_px = _pictured(points, yaw_deg, column["along_m"], manner.camera_m, camera)
    spread_px = noise * TORSO_M * camera.px_per_m
    landmarks_px += np.random.default_rng(seed).normal(0, spread_px, landmarks_px.shape)
    outside = np.abs(landmarks_px[:, 23:25, 0].mean(axis=1) - camera.size_px[0] / 2) > camera.size_px[0] / 2
    landmarks_px[outside] = np.nan
    visibility = _visibility(yaw_deg)
    visibility[outside] = 0
    outline = _outline(FLAT + (ROUNDED - FLAT) * moment["rounded"][:, 0], faces_right(usual))
    outline[outside] = np.nan
    track = Track(
        time_s, landmarks_px.astype(np.float32), visibility.astype(np.float32), camera.size_px, outline
    )
    for values in (track.time_s, track.landmarks_px, track.visibility, outline):
        values.setflags(write=False)  # every test that asks for this track shares it
    return track


def _timeline(beats: Sequence[Beat], time_s: Array) -> dict[str, Array]:
    """Each quantity over time, moving smoothly from beat to beat."""
    names = sorted({name for beat in beats for name, _ in beat.dials})
    column = {name: np.zeros(len(time_s)) for name in ("progress", "ready", "along_m", "turn_deg", *names)}
    start_s, before = 0.0, beats[0]
    for beat in beats:
        at = (time_s >= start_s - 1e-9) & (time_s < start_s + beat.seconds - 1e-9)
        passed_s = time_s[at] - start_s
        share = np.clip(passed_s / beat.seconds, 0, 1)
        eased = (1 - np.cos(np.pi * share)) / 2
        for name in ("progress", "ready", "turn_deg"):
            column[name][at] = getattr(before, name) + (getattr(beat, name) - getattr(before, name)) * eased
        column["along_m"][at] = before.along_m + (beat.along_m - before.along_m) * share
        soon = np.clip(passed_s / 0.25, 0, 1)
        for name in names:
            was, will = dict(before.dials).get(name, 0.0), dict(beat.dials).get(name, 0.0)
            column[name][at] = was + (will - was) * soon
        start_s, before = start_s + beat.seconds, beat
    return column


def _pictured(points: Array, yaw_deg: Array, along_m: Array, height_m: float, camera: Camera) -> Array:
    yaw = np.radians(yaw_deg)[:, None]
    x, y, z = np.moveaxis(points, -1, 0)
    across = x * np.cos(yaw) - z * np.sin(yaw) + along_m[:, None]
    nearer = x * np.sin(yaw) + z * np.cos(yaw)
    scale = camera.px_per_m * camera.distance_m / (camera.distance_m - nearer)
    width, height = camera.size_px
    return np.stack([width / 2 + scale * across, height / 2 - scale * (y - height_m)], axis=-1)


def _visibility(yaw_deg: Array) -> Array:
    """The far arm and leg hide behind the body when it is seen side-on."""
    side_on = np.clip((np.abs(np.cos(np.radians(yaw_deg))) - 0.85) / 0.1, 0, 1)
    right_is_near = np.cos(np.radians(yaw_deg)) > 0
    seen = np.full((len(yaw_deg), LANDMARK_COUNT), 0.97)
    for right, hides in ((0, right_is_near), (1, ~right_is_near)):
        for pairs, hidden in (((13, 15, 17, 19, 21), 0.1), ((25, 27, 29, 31), 0.3), ((1, 4), 0.8)):
            for first in pairs:
                seen[:, first + right] -= (0.97 - hidden) * side_on * hides
    return seen


def _outline(curve: Array, facing_right: bool) -> NDArray[np.float32]:
    """The outline (T, 2, 41) with the back curved like this and the belly level."""
    station = np.linspace(0, 1, OUTLINE_STATIONS)
    back = 0.18 + curve[:, None] * station * (1 - station)
    sides = [back, np.full_like(back, 0.2)]
    return np.stack(sides if facing_right else sides[::-1], axis=1).astype(np.float32)
