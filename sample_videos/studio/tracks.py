"""Landmark tracks straight from the rig: what a perfect pose estimator would see, in milliseconds a frame."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.body import Body
from sample_videos.studio.film import Stage, Take
from sample_videos.studio.geometry import Array
from sample_videos.studio.landmarks import LandmarkRig
from vision.pose import LANDMARK_COUNT, Landmark
from vision.track import Track

NOISE_TORSOS: Final = 0.008
"""Standard deviation of a landmark in view about its median over a second, in torso lengths; `measured` on
renders: 0.004-0.016. Three times as much for hidden ones."""

NOISE_MEMORY: Final = 0.85
"""Share of its error that a landmark keeps for a thirtieth of a second; `measured` on renders: 0.7-0.95."""

OFFSETS_TORSOS: Final = {
    "SHOULDER": (0.045, 0.03),
    "ELBOW": (0.01, 0.03),
    "WRIST": (0.0, 0.08),
    "HIP": (0.085, -0.035),
    "KNEE": (-0.02, 0.035),
    "ANKLE": (0.015, 0.125),
}
"""Forward and upward from the rig's joint to where MediaPipe sees it, in torso lengths; `measured`: the mean
over rendered rows and deadlifts, side-on."""


def make_track(take: Take, *, fps: float | None = None, noisy: bool = False) -> Track:
    """The landmarks of every frame, without outline; with `noisy`, as far off and unsteady as MediaPipe's."""
    stage = Stage(take)
    landmarks = LandmarkRig(stage.body)
    offsets_m = _offsets_m(stage.body) if noisy else np.zeros((LANDMARK_COUNT, 3))
    rate = fps or take.fps
    times_s = np.arange(int(take.script.duration_s * rate) + 1) / rate
    places = np.zeros((len(times_s), LANDMARK_COUNT, 2), np.float32)
    visibility = np.zeros((len(times_s), LANDMARK_COUNT), np.float32)
    for row, time_s in enumerate(times_s.tolist()):
        skeleton = stage.skeleton(time_s)
        places[row] = stage.camera.project(landmarks.places_m(skeleton) + offsets_m)
        visibility[row] = landmarks.visibility(skeleton, stage.camera)
    if noisy:
        places += _errors(places, visibility, NOISE_MEMORY ** (30 / rate), take.seed)
    source = {"file": f"{take.name} (landmarks of the rig)", "fps": rate, "frames": len(times_s)}
    return Track(times_s, places, visibility, take.size_px, source=source)


def _offsets_m(body: Body) -> Array:
    """(33, 3) how far MediaPipe's landmarks lie from the joints of this body."""
    torso_m = float(np.linalg.norm(body.joint("upperarm01.L") - body.joint("upperleg01.L")))
    offsets = np.zeros((LANDMARK_COUNT, 3))
    for joint, (forward, up) in OFFSETS_TORSOS.items():
        for side in ("LEFT", "RIGHT"):
            offsets[Landmark[f"{side}_{joint}"]] = [0, up * torso_m, forward * torso_m]
    return offsets


def _errors(
    places: NDArray[np.float32], visibility: NDArray[np.float32], memory: float, seed: int
) -> NDArray[np.float32]:
    """Drifting errors, three times as large for hidden landmarks."""
    shoulders, hips = (
        places[:, [Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]]].mean(axis=1)
        for joint in ("SHOULDER", "HIP")
    )
    torso_px = float(np.linalg.norm(shoulders - hips, axis=1).max())
    fresh: Array = np.random.default_rng(seed).normal(0, np.sqrt(1 - memory**2), places.shape)
    errors = np.zeros_like(fresh)
    for row in range(len(errors)):
        errors[row] = fresh[row] if row == 0 else memory * errors[row - 1] + fresh[row]
    scale = NOISE_TORSOS * torso_px * np.where(visibility < 0.5, 3.0, 1.0)
    return np.asarray(errors * scale[:, :, None], np.float32)
