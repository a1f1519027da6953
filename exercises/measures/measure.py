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
    """A number that can be read from a body.

    `of` gives the number for a body and a side, not-a-number when it cannot be told. `unit` is "°", "torso"
    (torso lengths), "px", or "" for a plain number. `definition` says what the number is, from where to where
    it is measured, which way is positive, and in which unit. `joints` must be seen on the side that is
    measured; `both_sides` asks for them on both. `other_joints` must be seen on the other side.
    `reads_outline` says that the measure needs the outline of the person as well. `sided` is False when the
    number is the same on either side, because it belongs to the trunk or to both sides together.
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
    """The same measure taken on the other side, as for the leg that is not the working one."""
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
    """A function that gives the interior angle at `joint` between `a` and `b`, in degrees, 0..180."""
    return lambda body, side: joint_angle_deg(body.at(a, side), body.at(joint, side), body.at(b, side))


def above(joint: Joint, reference: Joint) -> Callable[[Body, Side], float]:
    """A function that gives the height of `joint` over `reference`, in torso lengths."""
    return lambda body, side: (body.at(reference, side)[1] - body.at(joint, side)[1]) / body.torso_px


def over_other(joint: Joint) -> Callable[[Body, Side], float]:
    """A function that gives the height of a joint over the same one of the other side, in torso lengths."""
    return lambda body, side: (body.at(joint, side.other)[1] - body.at(joint, side)[1]) / body.torso_px


def below_other(joint: Joint) -> Callable[[Body, Side], float]:
    """A function that says how far a joint is below the one of the other side, in torso lengths."""
    over = over_other(joint)
    return lambda body, side: over(body, side.other)


def left_over_right(joint: Joint) -> Callable[[Body, Side], float]:
    """A function that gives the height of the left joint over the right one, in torso lengths.

    The result is the same whichever side is asked for.
    """
    over = over_other(joint)
    return lambda body, _: over(body, Side.LEFT)


def height_px(joint: Joint) -> Callable[[Body, Side], float]:
    """A function that gives the height of a joint in the picture, in pixels, growing upwards.

    It is counted from the top edge, so only how far it travels means anything.
    """
    return lambda body, side: -body.at(joint, side)[1]
