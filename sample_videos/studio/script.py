"""From a motion and what one person makes of it to a posture at every moment, with each rep's truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from sample_videos.studio.equipment import Equipment
from sample_videos.studio.geometry import Array
from sample_videos.studio.posture import (
    Posture,
    Value,
    blend,
    combined,
    joined,
    mirrored,
    mirrored_changes,
    shifted,
)
from sample_videos.studio.rig import Ground

RANGE = "range_missing"
"""The dial that every repeated movement has: the share of the way that is left out, 0..1."""


@dataclass(frozen=True, slots=True)
class Dial:
    """What one unit of a fault changes, by path as in `posture.shifted`.

    It changes the posture at rest, half-way through the lift (growing and fading again), and at the effort
    end. With `timing` it changes no posture but makes that part of the Rep so many seconds shorter than
    `wanted_s`. With `from_before` the repetition before already ends so, as with arms that were never
    stretched. With `again` the repetition is done like the one before: on the same side, in the same
    direction.

    `check` is the product's check that should find it, `unit` what its size is given in. `size_of` names the
    measure (`truth.MEASURES`) that moves by about as much as the dial, and is the truth about its size; None
    where the dial's own number is. `fine` is the largest size that is still good form, `fault` the size that
    a coach would call out; both are guesses of this project, and between them no verdict is wrong. `brings`
    names the dials of what a body cannot do without this one. `swinging` changes to and fro while the effort
    is held: a bounce.
    """

    check: str
    unit: str = "deg"
    fine: float = 0.0
    fault: float = 0.0
    size_of: str | None = None
    rest: Mapping[str, float] = field(default_factory=dict)
    half_way: Mapping[str, float] = field(default_factory=dict)
    effort: Mapping[str, float] = field(default_factory=dict)
    swinging: Mapping[str, float] = field(default_factory=dict)
    timing: str = ""
    wanted_s: float = 0.0
    from_before: bool = False
    again: bool = False
    brings: tuple[str, ...] = ()


_SHORTEST_S = 0.05
_SWING_S = 0.5  # guess: how long a bounce takes one way
_LEG_SWING_DEG, _ARM_SWING_DEG = 22.0, 15.0  # guess: an easy walk
_RANGE_DIAL = Dial("range", "share", fine=0.10, fault=0.40)


@dataclass(frozen=True, slots=True)
class Fit:
    """What is changed in good form, by path, until a measure has the wanted value on whatever body it is."""

    measure: str
    wanted: float
    by: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition (or one hold) as it was meant: seconds for its parts, and the faults turned on."""

    lifting_s: float = 0.8
    top_s: float = 0.3
    lowering_s: float = 0.95
    rest_s: float = 0.35
    dials: Mapping[str, float] = field(default_factory=dict)

    def timed(self, motion: Motion) -> Rep:
        """The repetition with those parts cut short that its dials cut."""
        cut = {
            dial.timing: max(min(getattr(self, dial.timing), dial.wanted_s - size), _SHORTEST_S)
            for name, size in self.dials.items()
            if (dial := motion.dial(name)).timing and size
        }
        return replace(self, **cut)


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement as data: its two key postures, how it meets the ground, its equipment and its faults.

    `pace` is how long the parts of a usual repetition take. `holds` says that the effort is a position to be
    held, although it is not the rest. With `alternates` every other repetition or hold is on the other side;
    postures and dials are those of the person's right side. A movement that goes round without a stop has
    `circle`, its postures half-way there and half-way back; it goes one way in the first half of the set and
    then the other. `wound` is by how much angles have grown after one round.
    """

    movement: str
    rest: Posture
    effort: Posture
    ground: Ground = field(default_factory=Ground)
    equipment: Equipment = field(default_factory=Equipment)
    dials: Mapping[str, Dial] = field(default_factory=dict)
    fit: Fit | None = None
    pace: Rep = Rep(0.9, 0.35, 1.1, 1.2)
    holds: bool = False
    alternates: bool = False
    circle: tuple[Posture, Posture] | None = None
    wound: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_hold(self) -> bool:
        """Whether the position is held instead of left and taken up again."""
        return self.holds or self.rest == self.effort

    def turned(self, reps: Sequence[Rep]) -> list[bool]:
        """Whether each repetition is on the other side, or in the other direction."""
        turned: list[bool] = []
        for index, rep in enumerate(reps):
            again = any(size and self.dial(name).again for name, size in rep.dials.items())
            if not index or again:
                turned.append(turned[-1] if turned else False)
            elif self.circle:
                turned.append(2 * index >= len(reps))
            else:
                turned.append(self.alternates and not turned[-1])
        return turned

    def dial(self, name: str) -> Dial:
        """The dial of this name."""
        return _RANGE_DIAL if name == RANGE and RANGE not in self.dials else self.dials[name]

    def rest_with(self, dials: Mapping[str, float]) -> Posture:
        """The posture between repetitions with faults turned on."""
        return shifted(self.rest, self._changes(dials, "rest"))

    def effort_with(self, dials: Mapping[str, float]) -> Posture:
        """The posture at the end of the effort with faults turned on."""
        left_out = 0.0 if RANGE in self.dials else dials.get(RANGE, 0.0)
        effort = blend(self.rest, self.effort, 1 - left_out)
        return shifted(effort, self._changes(dials, "effort"))

    def half_way_changes(self, dials: Mapping[str, float]) -> dict[str, float]:
        """What faults change half-way through the lift, beyond what they change at its ends."""
        return self._changes(dials, "half_way")

    def swinging_changes(self, dials: Mapping[str, float]) -> dict[str, float]:
        """What faults change to and fro while the effort is held."""
        return self._changes(dials, "swinging")

    def moments(self, dials: Mapping[str, float]) -> tuple[Posture, Posture, Posture]:
        """The postures at rest, half-way through the lift, and at its end."""
        rest, effort = self.rest_with(dials), self.effort_with(dials)
        between = self.circle[0] if self.circle else blend(rest, effort, 0.5)
        return rest, shifted(between, self.half_way_changes(dials)), effort

    def round(self, dials: Mapping[str, float], turned: bool) -> tuple[Posture, ...]:
        """The four postures of going round once."""
        assert self.circle is not None
        rest, effort = self.rest_with(dials), self.effort_with(dials)
        out, back = (shifted(between, self.half_way_changes(dials)) for between in self.circle)
        if not turned:
            return rest, out, effort, back
        unwound = {path: -by for path, by in self.wound.items()}
        return rest, *(shifted(posture, unwound) for posture in (back, effort, out))

    def rest_changes(self, dials: Mapping[str, float]) -> dict[str, float]:
        """What faults change between repetitions."""
        return self._changes(dials, "rest")

    def dials_between(self, rep: Rep, following: Rep) -> tuple[dict[str, float], dict[str, float]]:
        """The faults at the end of a repetition that another one follows: its own, and the other's."""
        own = {name: size for name, size in rep.dials.items() if not self.dial(name).from_before}
        return own, {name: size for name, size in following.dials.items() if self.dial(name).from_before}

    def _changes(self, dials: Mapping[str, float], moment: str) -> dict[str, float]:
        changes: dict[str, float] = {}
        for name, size in dials.items():
            for path, gain in getattr(self.dial(name), moment).items():
                changes[path] = changes.get(path, 0.0) + gain * size
        return changes


@dataclass(frozen=True, slots=True)
class Step:
    """A posture that belongs to no repetition: the person moves there, then stays.

    With `strides` the person walks there, so many times with each leg, at an even pace.
    """

    posture: Posture
    moving_s: float
    staying_s: float = 0.0
    strides: float = 0.0


@dataclass(frozen=True, slots=True)
class RepTruth:
    """The times when a repetition left its rest, reached the effort, left the effort, and was back at rest.

    `turned` says that it was on the other side or in the other direction.
    """

    start_s: float
    peak_s: float
    leave_s: float
    end_s: float
    rep: Rep
    turned: bool = False


class Script:
    """The posture at every moment of a set; the movement's position is kept from `start_s` to `end_s`."""

    def __init__(
        self,
        motion: Motion,
        reps: tuple[Rep, ...],
        before: tuple[Step, ...] = (),
        after: tuple[Step, ...] = (),
        lead_in_s: float = 1.2,
        seed: int = 0,
        sway_deg: float = 0.5,
    ) -> None:
        self.motion, self.reps = motion, reps
        self._rest_of_it = (before, after, lead_in_s, seed, sway_deg)
        self.start_s = self.end_s = 0.0
        self._times: list[float] = []
        self._postures: list[Posture] = []
        self._half_way: list[dict[str, float]] = []
        self._strides: list[float] = []
        self._rounds: list[tuple[Posture, ...]] = []
        self._wound: list[dict[str, float]] = []
        self.rep_truth: list[RepTruth] = []
        self._sway = _Sway(seed, sway_deg)
        self._write(before, after, lead_in_s)

    def of(self, motion: Motion) -> Script:
        """The same script with another motion."""
        return self if motion == self.motion else Script(motion, self.reps, *self._rest_of_it)

    @property
    def duration_s(self) -> float:
        """How long the set takes."""
        return self._times[-1]

    def posture(self, times_s: Array) -> Posture:
        """The postures at moments (T,), which rise, with the small movements of a living person."""
        return self._sway.applied(self.still(times_s), times_s)

    def still(self, times_s: Array) -> Posture:
        """The postures at moments (T,), which rise, as they are meant."""
        ends = np.searchsorted(self._times, times_s, side="right").clip(1, len(self._times) - 1)
        return joined([self._on_the_way(end, times_s[ends == end]) for end in np.unique(ends).tolist()])

    def _on_the_way(self, end: int, times_s: Array) -> Posture:
        """The postures at moments on the way to one that was written down."""
        start_s, end_s = self._times[end - 1 : end + 1]
        share = np.clip((times_s - start_s) / (end_s - start_s), 0, 1)
        if self._rounds[end]:
            posture = combined(self._rounds[end], _round_weights(2 * np.pi * share))
            return shifted(posture, _by(self._wound[end], share))
        strides = self._strides[end]
        along = share if strides else _minimum_jerk(share)
        posture = blend(self._postures[end - 1], self._postures[end], along)
        if strides:
            return shifted(posture, _stride(strides * share))
        return shifted(posture, _by(self._half_way[end], np.sin(np.pi * share) ** 2))

    def _write(self, before: tuple[Step, ...], after: tuple[Step, ...], lead_in_s: float) -> None:
        motion = self.motion
        for step in before:
            self._go(step.posture, step.moving_s, strides=step.strides)
            self._stay(step.staying_s)
        self._go(motion.rest_with(self.reps[0].dials), 1.4 if before else 0.0)
        self.start_s = self._times[-1]
        self._stay(lead_in_s)
        turned = motion.turned(self.reps)
        following = zip((*self.reps[1:], Rep()), (*turned[1:], False), strict=True)
        for rep, now, (next_rep, then) in zip(self.reps, turned, following, strict=True):
            self._repeat(rep.timed(motion), now, next_rep, then)
        self._stay(0.6)
        self.end_s = self._times[-1]
        for step in after:
            self._go(step.posture, step.moving_s, strides=step.strides)
            self._stay(step.staying_s)

    def _repeat(self, rep: Rep, turned: bool, following: Rep, turned_then: bool) -> None:
        motion = self.motion
        if motion.circle:
            self._go(motion.rest_with(rep.dials), rep.rest_s)
            start_s = self._times[-1]
            whole_s = rep.lifting_s + rep.lowering_s
            around = motion.round(rep.dials, turned)
            self._go(around[0], whole_s, around=around, wound=_by(motion.wound, -1 if turned else 1))
            top_s = start_s + whole_s / 2
            self.rep_truth.append(RepTruth(start_s, top_s, top_s, self._times[-1], rep, turned))
            return
        self._go(_sided(motion.rest_with(rep.dials), turned), rep.rest_s)
        start_s = self._times[-1]
        half_way = _sided_changes(motion.half_way_changes(rep.dials), turned)
        self._go(_sided(motion.effort_with(rep.dials), turned), rep.lifting_s, half_way)
        peak_s = self._times[-1]
        self._swing(rep.top_s, _sided_changes(motion.swinging_changes(rep.dials), turned))
        leave_s = self._times[-1]
        own, of_next = motion.dials_between(rep, following)
        coming = _sided_changes(motion.rest_changes(of_next), turned_then)
        self._go(shifted(_sided(motion.rest_with(own), turned), coming), rep.lowering_s)
        self.rep_truth.append(RepTruth(start_s, peak_s, leave_s, self._times[-1], rep, turned))

    def _go(
        self,
        posture: Posture,
        seconds: float,
        half_way: dict[str, float] | None = None,
        strides: float = 0.0,
        around: tuple[Posture, ...] = (),
        wound: dict[str, float] | None = None,
    ) -> None:
        self._times.append(self._times[-1] + max(seconds, 1e-3) if self._times else 0.0)
        self._postures.append(posture)
        self._half_way.append(half_way or {})
        self._strides.append(strides)
        wound = wound or {}
        self._rounds.append(tuple(shifted(p, _by(wound, -i / 4)) for i, p in enumerate(around)))
        self._wound.append(wound)

    def _swing(self, seconds: float, changes: dict[str, float]) -> None:
        """Stay, or go to and fro about the posture as often as there is time for."""
        held, swings = self._postures[-1], int(seconds / _SWING_S) if changes else 0
        for number in range(swings):
            side = -0.5 if number % 2 else 0.5
            self._go(shifted(held, {path: side * size for path, size in changes.items()}), _SWING_S)
        self._stay(seconds - swings * _SWING_S)

    def _stay(self, seconds: float) -> None:
        if seconds > 0:
            self._go(self._postures[-1], seconds)


def _sided(posture: Posture, turned: bool) -> Posture:
    return mirrored(posture) if turned else posture


def _sided_changes(changes: dict[str, float], turned: bool) -> dict[str, float]:
    return mirrored_changes(changes) if turned else changes


def _by(changes: Mapping[str, float], share: Value) -> dict[str, Any]:
    return {path: share * by for path, by in changes.items()}


def _round_weights(angle: Array) -> tuple[Array, ...]:
    """The weights of four postures at this angle of the smooth closed way through them."""
    once, quarter, twice = np.cos(angle) / 2, np.sin(angle) / 2, np.cos(2 * angle) / 4
    return 0.25 + once + twice, 0.25 + quarter - twice, 0.25 - once + twice, 0.25 - quarter - twice


def _minimum_jerk(share: Array) -> Array:
    """The smoothest way from 0 to 1, as hands move."""
    return np.asarray(share**3 * (share * (share * 6 - 15) + 10))


def _stride(strides: Array) -> dict[str, Array]:
    """The changes that walking makes to a standing posture: arms and legs swing, and the free knee bends."""
    turn = 2 * np.pi * strides
    swing, lift = np.sin(turn), np.cos(turn)
    bend = {"left_leg": np.maximum(lift, 0), "right_leg": np.maximum(-lift, 0)}
    changes = {}
    for leg, arm, sign in (("left_leg", "right_arm", 1), ("right_leg", "left_arm", -1)):
        changes[f"{leg}.thigh_pitch_deg"] = sign * _LEG_SWING_DEG * swing + 14 * bend[leg]
        changes[f"{leg}.shank_pitch_deg"] = sign * _LEG_SWING_DEG * swing - 40 * bend[leg]
        changes[f"{arm}.upper_pitch_deg"] = sign * _ARM_SWING_DEG * swing
        changes[f"{arm}.fore_pitch_deg"] = sign * _ARM_SWING_DEG * swing
    return changes


class _Sway:
    """A slow small drift of trunk, head and arms, since nobody stands like a statue."""

    _PATHS = (
        "trunk_deg",
        "head_deg",
        "left_arm.upper_pitch_deg",
        "right_arm.upper_pitch_deg",
        "arms.fore_pitch_deg",
    )

    def __init__(self, seed: int, size_deg: float) -> None:
        numbers = np.random.default_rng(seed)
        self._size_deg = size_deg
        self._rates_hz = numbers.uniform(0.15, 0.6, (len(self._PATHS), 2))
        self._phases = numbers.uniform(0, 2 * np.pi, (len(self._PATHS), 2))

    def applied(self, posture: Posture, times_s: Array) -> Posture:
        turns = 2 * np.pi * self._rates_hz[..., None] * times_s + self._phases[..., None]
        waves = np.sin(turns).mean(axis=1) * self._size_deg
        return shifted(posture, dict(zip(self._PATHS, waves, strict=True)))
