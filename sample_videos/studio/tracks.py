"""Landmark tracks straight from the rig: what a perfect pose estimator would see, in milliseconds a frame."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.film import Stage, Take
from sample_videos.studio.geometry import Array
from sample_videos.studio.landmarks import LandmarkRig
from vision.pose import LANDMARK_COUNT, Landmark
from vision.track import Track

NOISE_TORSOS: Final = 0.008
"""Standard deviation of a landmark from frame to frame, in torso lengths; `measured` on renders of the tuning
set as the spread about the slow course of joints that are in view."""

NOISE_MEMORY: Final = 0.7
"""Share of a frame's error that the next one keeps: a tracker's errors drift, they do not jump."""


def make_track(take: Take, *, fps: float | None = None, noisy: bool = False) -> Track:
    """The landmarks of every frame of a take, without outline; with `noisy`, as unsteady as MediaPipe's."""
    stage = Stage(take)
    landmarks = LandmarkRig(stage.body)
    rate = fps or take.fps
    times_s = np.arange(int(take.script.duration_s * rate) + 1) / rate
    places = np.zeros((len(times_s), LANDMARK_COUNT, 2), np.float32)
    visibility = np.zeros((len(times_s), LANDMARK_COUNT), np.float32)
    for row, time_s in enumerate(times_s.tolist()):
        skeleton = stage.skeleton(time_s)
        places[row] = stage.camera.project(landmarks.places_m(skeleton))
        visibility[row] = landmarks.visibility(skeleton, stage.camera)
    if noisy:
        places += _errors(places, visibility, take.seed)
    source = {"file": f"{take.name} (landmarks of the rig)", "fps": rate, "frames": len(times_s)}
    return Track(times_s, places, visibility, take.size_px, source=source)


def _errors(places: NDArray[np.float32], visibility: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Drifting errors, three times as large for hidden landmarks."""
    shoulders, hips = (
        places[:, [Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]]].mean(axis=1)
        for joint in ("SHOULDER", "HIP")
    )
    torso_px = float(np.linalg.norm(shoulders - hips, axis=1).max())
    fresh: Array = np.random.default_rng(seed).normal(0, np.sqrt(1 - NOISE_MEMORY**2), places.shape)
    errors = np.zeros_like(fresh)
    for row in range(len(errors)):
        errors[row] = fresh[row] if row == 0 else NOISE_MEMORY * errors[row - 1] + fresh[row]
    scale = NOISE_TORSOS * torso_px * np.where(visibility < 0.5, 3.0, 1.0)
    return np.asarray(errors * scale[:, :, None], np.float32)
