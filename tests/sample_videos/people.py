"""Small sets by the studio's people, for tests."""

from collections.abc import Mapping
from dataclasses import replace

from exercises.catalogue import find
from sample_videos.studio.cast import PEOPLE, ROOMS, TUNING_CAMERAS, hanging
from sample_videos.studio.film import Take
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import Script


def film_set(
    movement: str,
    *dials_of_reps: Mapping[str, float],
    person: str = "ben",
    azimuth_deg: float | None = None,
    seed: int = 1,
) -> Take:
    """A set with these faults in its repetitions, seen as the movement is best seen."""
    motion = MOTIONS[movement]
    reps = tuple(replace(motion.pace, dials=dials) for dials in dials_of_reps)
    camera = TUNING_CAMERAS[find(movement).best_view][0]
    if motion.ground.anchor_height_m is not None:
        camera = hanging(camera)
    if azimuth_deg is not None:
        camera = replace(camera, azimuth_deg=azimuth_deg)
    script = Script(motion, reps, lead_in_s=2.0, seed=seed)
    return Take(script, PEOPLE[person], ROOMS["study"], camera, fps=15, seed=seed)
