"""Coming and going: the steps that a script has before and after a set."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

from sample_videos.studio.posture import Posture
from sample_videos.studio.script import Step

_STANDING = Posture.of(held=0)
_STRIDE_M = 1.3  # guess: an easy walk, a step with each leg
_WALK_M_S = 1.1


def walk_in(distance_m: float = 3.0, heading_deg: float = 0.0) -> tuple[Step, ...]:
    """The steps of walking to the place and facing forward, for a script's `before`.

    With a heading of 0 degrees the person comes from behind the place and so walks across a picture from the
    side; with 90 they come from the right, and turn. Only movements that begin on both feet can use it.
    """
    coming = replace(_STANDING, heading_deg=heading_deg)
    steps = (Step(_at(coming, -distance_m), 0.0), *_walk(coming, distance_m))
    return (*steps, Step(_STANDING, 0.8)) if heading_deg else steps


def walk_out(distance_m: float = 3.0, heading_deg: float = 0.0) -> tuple[Step, ...]:
    """The steps of getting up and walking away, for a script's `after`."""
    going = replace(_STANDING, heading_deg=heading_deg)
    up = (Step(_STANDING, 1.2, 0.2), Step(going, 0.8)) if heading_deg else (Step(_STANDING, 1.2, 0.2),)
    return (*up, *_walk(_at(going, distance_m), distance_m))


def _at(posture: Posture, distance_m: float) -> Posture:
    """The posture moved so far along its heading."""
    heading = radians(posture.heading_deg)
    return replace(posture, aside_m=distance_m * sin(heading), forward_m=distance_m * cos(heading))


def _walk(to: Posture, distance_m: float) -> tuple[Step, ...]:
    strides = max(round(distance_m / _STRIDE_M * 2), 1) / 2
    return (Step(to, distance_m / _WALK_M_S, 0.3, strides),)
