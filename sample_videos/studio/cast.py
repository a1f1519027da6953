"""People, rooms and cameras, split in two: those on which limits are tuned, and those on which accuracy is
reported. Nobody is in both.
"""

from __future__ import annotations

from dataclasses import replace

from sample_videos.studio.body import Shape
from sample_videos.studio.camera import Viewpoint
from sample_videos.studio.film import Person
from sample_videos.studio.rooms import Floor, Room
from sample_videos.studio.wardrobe import Outfit
from vision.view import View

_LIGHT, _TAN, _OLIVE, _BROWN, _DARK = (
    (0.58, 0.32, 0.22),
    (0.45, 0.25, 0.16),
    (0.40, 0.21, 0.13),
    (0.24, 0.12, 0.07),
    (0.13, 0.065, 0.04),
)
_BLACK_HAIR, _BROWN_HAIR, _FAIR_HAIR, _GREY_HAIR = (
    (0.015, 0.013, 0.012),
    (0.06, 0.03, 0.015),
    (0.32, 0.20, 0.09),
    (0.25, 0.25, 0.25),
)
_NAVY, _CHARCOAL = (0.02, 0.03, 0.09), (0.03, 0.03, 0.045)

TUNING_PEOPLE = {
    person.name: person
    for person in (
        Person(
            "ben",
            Shape("male", muscle=0.1, height=0.1),
            Outfit(_LIGHT, (0.06, 0.22, 0.30), _CHARCOAL, hair=_BROWN_HAIR),
        ),
        Person(
            "mara",
            Shape("female", height=-0.1),
            Outfit(
                _TAN,
                (0.35, 0.05, 0.12),
                _CHARCOAL,
                sleeves=0.0,
                looseness_m=0.006,
                hair=_BLACK_HAIR,
                bun=True,
            ),
        ),
        Person(
            "joseph",
            Shape("male", origin="african", muscle=0.5, weight=0.35, height=0.3),
            Outfit(_DARK, (0.45, 0.40, 0.10), _NAVY, legs=0.5, hair=_BLACK_HAIR),
        ),
        Person(
            "irene",
            Shape("female", age="old", weight=0.4, height=-0.3),
            Outfit(_LIGHT, (0.10, 0.22, 0.12), _NAVY, sleeves=1.0, looseness_m=0.016, hair=_GREY_HAIR),
        ),
    )
}
REPORTING_PEOPLE = {
    person.name: person
    for person in (
        Person(
            "kenji",
            Shape("male", origin="asian", muscle=0.2, weight=-0.2, height=-0.1),
            Outfit(_OLIVE, (0.30, 0.30, 0.32), _CHARCOAL, legs=0.5, hair=_BLACK_HAIR),
        ),
        Person(
            "lena",
            Shape("female", muscle=0.3, height=0.3),
            Outfit(
                _LIGHT,
                (0.10, 0.12, 0.35),
                _CHARCOAL,
                sleeves=0.0,
                looseness_m=0.006,
                hair=_FAIR_HAIR,
                bun=True,
            ),
        ),
        Person(
            "amina",
            Shape("female", origin="african", weight=0.25),
            Outfit(_BROWN, (0.50, 0.22, 0.04), (0.04, 0.03, 0.05), hair=_BLACK_HAIR, bun=True),
        ),
        Person(
            "otto",
            Shape("male", age="old", weight=0.3, height=0.2),
            Outfit(_LIGHT, (0.25, 0.03, 0.03), _NAVY, looseness_m=0.018, hair=_GREY_HAIR),
        ),
    )
}

TUNING_ROOMS = {
    "study": Room(),
    "gym": Room(
        Floor.RUBBER, (0.06, 0.06, 0.065), (0.42, 0.44, 0.46), things=("rack", "stripe"), wall_m=1.9,
        lamp_aside_m=-1.4,
    ),
}  # fmt: skip
REPORTING_ROOMS = {
    "garage": Room(
        Floor.CONCRETE, (0.28, 0.27, 0.26), (0.50, 0.50, 0.46), things=("box", "picture"), wall_m=1.7,
        brightness=0.85, accent_colour=(0.05, 0.12, 0.25),
    ),
    "flat": Room(
        Floor.PLANKS, (0.42, 0.30, 0.18), (0.62, 0.60, 0.58), picture_colour=(0.25, 0.10, 0.06),
        mat_colour=(0.05, 0.16, 0.15), things=("window", "plant", "picture"), lamp_aside_m=-1.6,
    ),
}  # fmt: skip

# Cameras stand as people put up a phone: never quite square to the person, each one elsewhere. They see
# somebody who stands tall or lies down; who hangs from a bar is filmed from further off (`hanging`).
TUNING_CAMERAS = {
    View.SIDE: (
        Viewpoint(90, 3.8, 0.95, 1.00, 0.12),
        Viewpoint(264, 3.9, 0.80, 1.00, 0.12),
        Viewpoint(102, 3.8, 1.05, 1.00, 0.12),
    ),
    View.FRONT: (Viewpoint(2, 3.5, 1.10, 0.95), Viewpoint(352, 3.3, 1.25, 0.95)),
    View.BACK: (Viewpoint(178, 3.5, 1.15, 0.95), Viewpoint(189, 3.4, 1.00, 0.95)),
    View.OBLIQUE: (Viewpoint(45, 3.4, 1.15, 0.95), Viewpoint(308, 3.5, 1.25, 0.95)),
    View.FLOOR_SIDE: (
        Viewpoint(90, 3.7, 0.70, 0.45, 0.60),
        Viewpoint(262, 3.9, 0.55, 0.45, 0.60),
        Viewpoint(97, 3.8, 0.80, 0.45, 0.60),
    ),
}
REPORTING_CAMERAS = {
    View.SIDE: (
        Viewpoint(91, 4.0, 1.10, 1.00, 0.12),
        Viewpoint(83, 3.3, 0.85, 1.00, 0.12, field_of_view_deg=39),
        Viewpoint(278, 3.7, 1.00, 1.00, 0.12, roll_deg=2),
    ),
    View.FRONT: (Viewpoint(358, 3.6, 1.20, 0.95), Viewpoint(9, 3.1, 1.05, 0.95, field_of_view_deg=39)),
    View.BACK: (Viewpoint(181, 3.6, 1.20, 0.95), Viewpoint(173, 3.3, 1.10, 0.95, field_of_view_deg=37)),
    View.OBLIQUE: (Viewpoint(50, 3.6, 1.20, 0.95), Viewpoint(316, 3.2, 1.05, 0.95, field_of_view_deg=38)),
    View.FLOOR_SIDE: (
        Viewpoint(91, 3.9, 0.75, 0.45, 0.60),
        Viewpoint(82, 3.4, 0.60, 0.45, 0.60, field_of_view_deg=38),
        Viewpoint(277, 3.8, 0.65, 0.45, 0.60, roll_deg=2),
    ),
}


def hanging(camera: Viewpoint) -> Viewpoint:
    """The camera further back and higher, so that it sees a bar overhead and the person below it."""
    return replace(camera, distance_m=1.2 * camera.distance_m, height_m=1.4, aim_height_m=1.28)


PEOPLE = TUNING_PEOPLE | REPORTING_PEOPLE
ROOMS = TUNING_ROOMS | REPORTING_ROOMS
