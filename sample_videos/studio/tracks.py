"""Landmark tracks straight from the rig: what a perfect pose estimator would see; all frames at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.film import Stage, Take
from sample_videos.studio.geometry import Array
from sample_videos.studio.landmarks import landmark_rig_of
from sample_videos.studio.rig import Skeleton
from sample_videos.studio.silhouette import Window, silhouette_of
from vision.outline import REACH_RATIO, torso_outline
from vision.pose import Landmark
from vision.track import Track

NOISE_TORSOS: Final = {"trunk": 0.005, "limbs": 0.010}
"""Standard deviation of a landmark in view about where it is seen on the whole, in torso lengths; `measured`
on renders of all eight movements: head, shoulders and hips 0.002-0.009, elbows to toes 0.001-0.018. Three
times as much for hidden ones."""

NOISE_MEMORY: Final = 0.85
"""Share of its error that a landmark keeps for a thirtieth of a second; `measured` on renders: 0.7-0.95."""


_TRUNK: Final = [landmark for landmark in Landmark if landmark <= Landmark.RIGHT_SHOULDER] + [
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
]


def make_track(
    take: Take, *, fps: float | None = None, noisy: bool = False, with_outline: bool = False
) -> Track:
    """The landmarks of every frame as a track; `fps` None takes the take's own rate.

    With `noisy` they are as far off and unsteady as MediaPipe's. With `with_outline` the track has the
    outline of the torso too, as a perfect mask shows it beside these landmarks.
    """
    stage = Stage(take)
    landmarks = landmark_rig_of(stage.body, as_found=noisy)
    rate = fps or take.fps
    times_s = np.arange(int(take.script.duration_s * rate) + 1) / rate
    skeletons = stage.skeletons(times_s)
    places = stage.camera.project(landmarks.places_m(skeletons)).astype(np.float32)
    visibility = landmarks.visibility(skeletons, stage.camera).astype(np.float32)
    if noisy:
        places += _errors(places, visibility, NOISE_MEMORY ** (30 / rate), take.seed)
    outline = _outline(stage, skeletons, places) if with_outline else None
    source = {"file": f"{take.name} (landmarks of the rig)", "fps": rate, "frames": len(times_s)}
    return Track(times_s, places, visibility, take.size_px, outline, source)


def _outline(stage: Stage, skeletons: Skeleton, places: NDArray[np.float32]) -> NDArray[np.float32]:
    """The outlines (T, 2, 41), each as `vision.outline.torso_outline` gives it."""
    person = stage.take.person
    silhouette = silhouette_of(person.shape, person.outfit)
    masks = silhouette.masks(skeletons, stage.camera, _about_torsos(places, stage.take.size_px))
    return np.array([torso_outline(mask, landmarks) for mask, landmarks in zip(masks, places, strict=True)])


def _about_torsos(places: NDArray[np.float32], size_px: tuple[int, int]) -> list[Window]:
    """The part of the picture that an outline is looked for in, for each frame."""
    shoulders, hips = _middles(places)
    chord = shoulders - hips
    aside = REACH_RATIO * chord[:, ::-1] * [1, -1]
    corners = np.stack([hips - aside, hips + aside, shoulders - aside, shoulders + aside])
    first = np.clip(np.floor(corners.min(axis=0)) - 1, 0, size_px).astype(int)
    last = np.clip(np.ceil(corners.max(axis=0)) + 2, 0, size_px).astype(int)
    return [tuple(window) for window in np.hstack([first, last]).tolist()]


def _middles(places: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The middles of the shoulders and of the hips, (T, 2) each."""
    shoulders, hips = (
        places[:, [Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"]]].mean(axis=1)
        for joint in ("SHOULDER", "HIP")
    )
    return shoulders, hips


def _errors(
    places: NDArray[np.float32], visibility: NDArray[np.float32], memory: float, seed: int
) -> NDArray[np.float32]:
    """Drifting errors, three times as large for hidden landmarks."""
    shoulders, hips = _middles(places)
    torso_px = float(np.linalg.norm(shoulders - hips, axis=1).max())
    fresh: Array = np.random.default_rng(seed).normal(0, np.sqrt(1 - memory**2), places.shape)
    errors = np.zeros_like(fresh)
    for row in range(len(errors)):
        errors[row] = fresh[row] if row == 0 else memory * errors[row - 1] + fresh[row]
    noise = np.full(places.shape[1], NOISE_TORSOS["limbs"])
    noise[_TRUNK] = NOISE_TORSOS["trunk"]
    scale = noise * torso_px * np.where(visibility < 0.5, 3.0, 1.0)
    return np.asarray(errors * scale[:, :, None], np.float32)
