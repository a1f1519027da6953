"""What a measure is, and what several of them are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from exercises.body import BOTH_SIDES, Body, Joint, Loss, Side, landmarks_of
from vision.geometry import joint_angle_deg

UP = (0.0, -1.0)
ARM = (Joint.SHOULDER, Joint.WRIST)
TRUNK = (Joint.SHOULDER, Joint.HIP)
LEG = (Joint.HIP, Joint.KNEE, Joint.ANKLE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number on a body.

    `definition` says what it is, from where to where, which way is positive, and in which unit. `joints`
    must be seen on the side that is measured; `both_sides` asks for them on both. `other_joints` must be seen
    on the other side. `reads_outline` says that it needs the outline of the person as well.
    `sided` is False where it is the same number on either side: of the trunk, or of both sides together.
    """

    name: str
    label: str
    unit: str
    joints: tuple[Joint, ...]
    of: Callable[[Body, Side], float]
    both_sides: bool = False
    other_joints: tuple[Joint, ...] = ()
    reads_outline: bool = False
    sided: bool = True
    definition: str = ""
    _needed: dict[Side, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        others = (*self.joints, *self.other_joints) if self.both_sides else self.other_joints
        for side in BOTH_SIDES:
            self._needed[side] = landmarks_of(self.joints, side) + landmarks_of(others, side.other)

    def visibility(self, body: Body, side: Side) -> float:
        """How surely the joints it needs are seen, 0..1: the least sure one counts."""
        return min([body.seen[landmark] for landmark in self._needed[side]], default=1.0)

    def loss(self, body: Body, side: Side) -> Loss | None:
        """Why it is not to be judged by, None where all the joints it needs are where they seem to be."""
        if not body.losses:
            return None
        return next((body.losses[one] for one in self._needed[side] if one in body.losses), None)


def of_other_side(measure: Measure) -> Measure:
    """The same on the other side: what the leg does that is not the working one."""
    return Measure(
        f"other_{measure.name}",
        f"{measure.label}, other side",
        measure.unit,
        (),
        lambda body, side: measure.of(body, side.other),
        other_joints=measure.joints,
        definition=f"On the other side: {measure.definition}",
    )


def angle_at(a: Joint, joint: Joint, b: Joint) -> Callable[[Body, Side], float]:
    """Interior angle at a joint, in degrees."""
    return lambda body, side: joint_angle_deg(body.at(a, side), body.at(joint, side), body.at(b, side))


def above(joint: Joint, reference: Joint) -> Callable[[Body, Side], float]:
    """Height of one joint over another, in torso lengths."""
    return lambda body, side: (body.at(reference, side)[1] - body.at(joint, side)[1]) / body.torso_px


def over_other(joint: Joint) -> Callable[[Body, Side], float]:
    """Height of a joint over the same one of the other side, in torso lengths."""
    return lambda body, side: (body.at(joint, side.other)[1] - body.at(joint, side)[1]) / body.torso_px


def below_other(joint: Joint) -> Callable[[Body, Side], float]:
    """How far a joint is below the one of the other side, in torso lengths."""
    over = over_other(joint)
    return lambda body, side: over(body, side.other)


def left_over_right(joint: Joint) -> Callable[[Body, Side], float]:
    """Height of the left joint over the right one, in torso lengths, whichever side is asked for."""
    over = over_other(joint)
    return lambda body, _: over(body, Side.LEFT)


def height_px(joint: Joint) -> Callable[[Body, Side], float]:
    """Height in the picture: only how far it travels against something else means anything."""
    return lambda body, side: -body.at(joint, side)[1]
