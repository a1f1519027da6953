"""Small sets by the studio's people, for tests."""

from collections.abc import Mapping

from sample_videos.studio.camera import Viewpoint
from sample_videos.studio.cast import PEOPLE, ROOMS
from sample_videos.studio.film import Take
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import Rep, Script

_AZIMUTH_DEG = {"pull_up": 180, "lat_pulldown": 0, "scapular_squeeze": 45}  # the others side-on
_REPS = {
    "bridge": Rep(1.1, 1.5, 1.5, 1.2),
    "deadlift": Rep(1.3, 0.5, 1.5, 1.2),
    "scapular_squeeze": Rep(0.9, 5.6, 0.9, 1.6),
    "plank": Rep(1.0, 4.0, 1.0, 4.0),
}
_USUAL_REP = Rep(0.9, 0.35, 1.1, 1.2)

TOGETHER = {
    ("short_of_lockout_deg", "lean_back_deg"),
    ("lean_back_deg", "short_of_lockout_deg"),
    ("lean_back_deg", "hips_first_deg"),
    ("chin_forward_torso", "shrug_torso"),
    ("uneven_torso", "shrug_torso"),
    ("to_chest_torso", "elbow_flare_deg"),
}
"""What a body cannot do without the other: who leans back also overstretches the hips, who pokes the chin
forward lowers the head towards the shoulders, who pulls to the chest lifts the elbow aside."""


def film_set(
    movement: str,
    *dials_of_reps: Mapping[str, float],
    person: str = "ben",
    azimuth_deg: float | None = None,
    seed: int = 1,
) -> Take:
    """A set with these faults in its repetitions, seen as the movement is best seen."""
    usual = _REPS.get(movement, _USUAL_REP)
    reps = tuple(
        Rep(usual.lifting_s, usual.top_s, usual.lowering_s, usual.rest_s, dials) for dials in dials_of_reps
    )
    if azimuth_deg is None:
        azimuth_deg = _AZIMUTH_DEG.get(movement, 90)
    script = Script(MOTIONS[movement], reps, lead_in_s=2.0, seed=seed)
    return Take(script, PEOPLE[person], ROOMS["study"], _viewpoint(movement, azimuth_deg), fps=15, seed=seed)


def _viewpoint(movement: str, azimuth_deg: float) -> Viewpoint:
    match movement:
        case "bridge" | "plank":
            return Viewpoint(azimuth_deg, 3.6, 0.75, 0.45, 0.5 if movement == "plank" else 0.1)
        case "pull_up":
            return Viewpoint(azimuth_deg, 5.2, 1.35, 1.38)
        case _:
            return Viewpoint(azimuth_deg, 3.9, 1.0, 0.9, 0.1)
