"""The places of MediaPipe's 33 landmarks on the rig, and which of them the body hides from the camera."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Body
from sample_videos.studio.camera import Camera
from sample_videos.studio.geometry import Array, column, unit
from sample_videos.studio.rig import Skeleton
from vision.pose import LANDMARK_COUNT, Landmark

SEEN, HIDDEN = 0.98, 0.15
"""Visibility of landmarks; `measured` on renders: joints in view 0.95-1.0, elbows and wrists behind the body
0.1-0.2. (Hidden knees and ankles read 0.3-0.5, hidden shoulders and hips 1.0.)"""

_SIDES: Final = (("LEFT", "L", 1.0), ("RIGHT", "R", -1.0))
_AT_BONES: Final = {
    "SHOULDER": "upperarm01",
    "ELBOW": "lowerarm01",
    "WRIST": "wrist",
    "PINKY": "finger5-1",
    "INDEX": "finger2-1",
    "THUMB": "finger1-2",
    "HIP": "upperleg01",
    "KNEE": "lowerleg01",
    "ANKLE": "foot",
}
FOUND_TORSOS: Final = {
    "NOSE": {"head": (0.0, 0.022, -0.034)},
    "EAR": {"head": (-0.041, 0.026, 0.067)},
    "SHOULDER": {"clavicle": (-0.047, 0.063, 0.008), "upperarm01": (0.037, 0.033, -0.028)},
    "ELBOW": {"upperarm01": (-0.061, -0.003, 0.029), "lowerarm01": (0.043, 0.030, -0.020)},
    "HIP": {"root": (-0.020, 0.036, 0.010), "upperleg01": (0.016, -0.058, 0.044)},
    "KNEE": {"upperleg01": (-0.053, -0.014, 0.002), "lowerleg01": (0.042, 0.031, -0.024)},
    "ANKLE": {"lowerleg01": (-0.004, 0.098, 0.008)},
    "HEEL": {"foot": (-0.014, 0.049, 0.034)},
    "FOOT_INDEX": {"foot": (0.026, 0.053, -0.064)},
}
"""Where MediaPipe sees a landmark, from the rig's joint: outward, up and forward on the body at rest, carried
along by bones, in torso lengths. `measured` on renders of all eight movements and four bodies: with these its
landmarks lie 0.02-0.05 from here (median), without them 0.03-0.10."""

_THICK_M: Final = (
    ("spine05", "spine02", 0.11),
    ("head", "jaw", 0.08),
    ("upperarm01.L", "lowerarm01.L", 0.045),
    ("upperarm01.R", "lowerarm01.R", 0.045),
    ("lowerarm01.L", "wrist.L", 0.035),
    ("lowerarm01.R", "wrist.R", 0.035),
    ("upperleg01.L", "lowerleg01.L", 0.07),
    ("upperleg01.R", "lowerleg01.R", 0.07),
    ("lowerleg01.L", "foot.L", 0.05),
    ("lowerleg01.R", "foot.R", 0.05),
)
"""Parts of the body as rods between two bones with a radius."""

_MIDDLE_BONES: Final = ("root", "head")
_BALLS: Final = 7
_ALWAYS_SEEN: Final = ("SHOULDER", "HIP")


class LandmarkRig:
    """The 33 landmarks as points that bones carry.

    They lie at the rig's joints, or with `as_found` where MediaPipe sees them.
    """

    def __init__(self, body: Body, as_found: bool = False) -> None:
        self._body = body
        self._bones = np.zeros(LANDMARK_COUNT, int)
        self._points = np.zeros((LANDMARK_COUNT, 3))
        self._rods = (
            [body.bone(start) for start, _, _ in _THICK_M],
            [body.bone(end) for _, end, _ in _THICK_M],
        )
        for landmark, (bone, point) in _attachments(body).items():
            self._bones[landmark], self._points[landmark] = body.bone(bone), point
        self._found = self._offsets() if as_found else []

    def _offsets(self) -> list[tuple[Landmark, int, Array]]:
        """Each landmark, the bone that carries it, and how far it lies off that bone in metres at rest."""
        body = self._body
        torso_m = float(np.linalg.norm(body.joint("upperarm01.L") - body.joint("upperleg01.L")))
        offsets = []
        for name, carried in FOUND_TORSOS.items():
            for side, letter, outward in _SIDES[: 1 if name == "NOSE" else 2]:
                landmark = Landmark.NOSE if name == "NOSE" else Landmark[f"{side}_{name}"]
                for bone, offset in carried.items():
                    number = body.bone(bone if bone in _MIDDLE_BONES else f"{bone}.{letter}")
                    offsets.append((landmark, number, np.array(offset) * [outward, 1, 1] * torso_m))
        return offsets

    def places_m(self, skeleton: Skeleton) -> Array:
        """The places of the landmarks in the world, (..., 33, 3)."""
        bones = self._bones
        offsets = self._points - self._body.heads[bones]
        turned = np.einsum("...nij,nj->...ni", skeleton.rotations[..., bones, :, :], offsets)
        places = skeleton.places[..., bones, :] + turned
        for landmark, bone, offset in self._found:
            places[..., landmark, :] += skeleton.rotations[..., bone, :, :] @ offset
        return np.asarray(places)

    def visibility(self, skeleton: Skeleton, camera: Camera) -> Array:
        """SEEN or HIDDEN for each landmark, (..., 33): whether the body hides it from the camera."""
        places = self.places_m(skeleton)
        starts, ends = (skeleton.places[..., numbers, :] for numbers in self._rods)
        hidden = _behind_rods(places, camera.position, starts, ends)
        for name in _ALWAYS_SEEN:
            hidden[..., [Landmark[f"{side}_{name}"] for side, _, _ in _SIDES]] = False
        return np.where(hidden, HIDDEN, SEEN)


landmark_rig_of = cache(LandmarkRig)
"""Made once for each body: it only reads what is carried where."""


def _behind_rods(places: Array, eye: Array, starts: Array, ends: Array) -> NDArray[np.bool_]:
    """Which places (..., N, 3) a rod hides that they do not belong to; rods are taken as balls in a row."""
    shares = column(np.repeat(np.linspace(0, 1, _BALLS), len(_THICK_M)))
    balls = np.tile(starts, (_BALLS, 1)) * (1 - shares) + np.tile(ends, (_BALLS, 1)) * shares
    radii_m = np.tile([radius_m for _, _, radius_m in _THICK_M], _BALLS)
    along, by_axis = unit(eye - places), np.swapaxes(balls, -1, -2)
    ahead_m = along @ by_axis - column(np.vecdot(along, places))  # (..., N, balls)
    squares_m2 = np.vecdot(balls, balls)[..., None, :] + column(np.vecdot(places, places))
    away_m2 = squares_m2 - 2 * places @ by_axis
    aside_m2 = away_m2 - ahead_m**2
    own = away_m2 < (1.6 * radii_m) ** 2
    return np.asarray(((aside_m2 < radii_m**2) & (ahead_m > 0) & ~own).any(axis=-1))


def _attachments(body: Body) -> dict[Landmark, tuple[str, Array]]:
    """The bone and the place in the rest pose of every landmark."""
    head = body.joint("head")
    of_head = body.follows("head", "jaw", "oris", "special", "temporalis", "risorius")
    face = body.points[body.skin[of_head[body.skin] > 0.5]]
    middle = face[np.abs(face[:, 0]) < 0.015]
    found = {Landmark.NOSE: ("head", middle[middle[:, 2].argmax()])}
    for side, letter, outward in _SIDES:
        own = face[face[:, 0] * outward > 0] - head
        ear = own[(np.abs(own[:, 0]) > 0.069) & (np.abs(own[:, 2]) < 0.03) & (np.abs(own[:, 1]) < 0.06)]
        mouth = own[(own[:, 1] > -0.036) & (own[:, 1] < -0.018) & (np.abs(own[:, 0]) < 0.027)]
        eye, half = body.joint(f"eye.{letter}"), np.array([0.014 * outward, 0, 0])
        found[Landmark[f"{side}_EYE"]] = ("head", eye)
        found[Landmark[f"{side}_EYE_INNER"]] = ("head", eye - half)
        found[Landmark[f"{side}_EYE_OUTER"]] = ("head", eye + half)
        found[Landmark[f"{side}_EAR"]] = ("head", head + ear.mean(axis=0))
        found[Landmark[f"MOUTH_{side}"]] = ("head", head + mouth[np.abs(mouth[:, 0]).argmax()])
        for name, bone in _AT_BONES.items():
            found[Landmark[f"{side}_{name}"]] = (f"{bone}.{letter}", body.joint(f"{bone}.{letter}"))
        ankle = body.joint(f"foot.{letter}")
        found[Landmark[f"{side}_HEEL"]] = (f"foot.{letter}", np.array([ankle[0], 0.03, ankle[2] - 0.05]))
        toe = body.tails[body.bone(f"toe1-2.{letter}")]
        found[Landmark[f"{side}_FOOT_INDEX"]] = (f"foot.{letter}", toe)
    return found
