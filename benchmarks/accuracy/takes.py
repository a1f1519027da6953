"""The test people: who does which movement with which faults, where, and how it is filmed.

Two casts go through the same sets: limits are chosen on "tuning", accuracy is reported on "reporting".
People, rooms, cameras and seeds of the two are disjoint. Everything follows from the catalogue and from the
dials of the studio's motions, so a new motion or dial brings its sets along.

- For each dial of the movements `IN_DEPTH`, sets of `REPS` repetitions by `PEOPLE_PER_DIAL` people. The sizes
  of all of them together lie evenly from next to nothing to `LARGEST` faults; each set has its share of small
  and large ones, in an order drawn by seed.
- For each other movement, one set (one for each view it takes) with a clear fault of every dial in turn.
- For each movement, one set in good form.
- For a few movements, sets with everything as usual but one thing: where the camera stands, light, clothes,
  frame rate, resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar, Final
from zlib import crc32

import numpy as np

from benchmarks.accuracy.outcomes import IN_DEPTH, TakeInfo
from exercises.catalogue import find
from exercises.movement import Check, HoldCheck, Kind, Movement
from sample_videos.studio.camera import Viewpoint
from sample_videos.studio.cast import (
    REPORTING_CAMERAS,
    REPORTING_PEOPLE,
    REPORTING_ROOMS,
    TUNING_CAMERAS,
    TUNING_PEOPLE,
    TUNING_ROOMS,
    hanging,
)
from sample_videos.studio.film import Person, Take
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.rooms import Room
from sample_videos.studio.script import RANGE, Dial, Motion, Rep, Script
from vision.view import View

USUAL: Final = "usual"
USUAL_SIZE_PX, USUAL_FPS = (480, 360), 15
PEOPLE_PER_DIAL, REPS, REPS_OF_CLEAN_SETS, STRETCHES = 3, 3, 5, 2
LARGEST: Final = 1.3
_SHARES: Final = (0, 1 / 3, 1 / 2, 1)
"""Of the repetitions a third is good form, a sixth between, and half has the fault."""

_PARTS: Final = ("lifting_s", "top_s", "lowering_s", "rest_s")
_LONG_WAIT_S: Final = 2.0
_STRETCH_S: Final = 4.0
_DEGREES_PER_S: Final = 150.0  # the trunk moves at this pace, so that a long way takes longer

_SQUARE_DEG: Final = {
    View.SIDE: (90, 270),
    View.FLOOR_SIDE: (90, 270),
    View.FRONT: (0,),
    View.BACK: (180,),
    View.OBLIQUE: (45, 315),
}
"""Where a camera stands that sees exactly this."""

_VIEWS: Final = tuple(_SQUARE_DEG)
_TURNED: Final = ("bent_over_barbell_row", "deadlift", "bridge")
"""The movements filmed by cameras that are turned and tilted; the first one under all other conditions."""
_YAWS_DEG: Final = (15, 25, 40, 60)  # the usual cameras stand within 12 degrees of square
_OTHER_VIEWS: Final = {"scapular_squeeze": (View.FRONT, View.BACK, View.SIDE)}


@dataclass(frozen=True, slots=True)
class Cast:
    """People who are filmed for one purpose, with their rooms and cameras."""

    name: str
    people: tuple[Person, ...]
    rooms: Mapping[str, Room]
    cameras: Mapping[View, tuple[Viewpoint, ...]]

    def seed(self, name: str) -> int:
        """A seed for a set; no two casts share one."""
        return 2 * crc32(name.encode()) + (self.name == "reporting")


CASTS: Final = {
    cast.name: cast
    for cast in (
        Cast("tuning", tuple(TUNING_PEOPLE.values()), TUNING_ROOMS, TUNING_CAMERAS),
        Cast("reporting", tuple(REPORTING_PEOPLE.values()), REPORTING_ROOMS, REPORTING_CAMERAS),
    )
}


@dataclass(frozen=True, slots=True)
class TestTake:
    """A set to be filmed, and what the tables call it."""

    __test__: ClassVar[bool] = False  # pytest would take it for a test

    name: str
    take: Take
    info: TakeInfo


@cache
def takes(cast: str) -> tuple[TestTake, ...]:
    """All sets of a cast, "tuning" or "reporting". Nothing is drawn."""
    company = CASTS[cast]
    return tuple(
        _filmed(company, plan, number)
        for motion in MOTIONS.values()
        for number, plan in enumerate(_plans(motion, len(company.people)))
    )


# --- which sets there are -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """A set as it is wanted.

    `faults` are those of each repetition, empty for a clean one; `dial` is the fault that the set is about,
    None for one in good form.
    """

    motion: Motion
    about: str
    person: int
    faults: tuple[Mapping[str, float], ...]
    dial: str | None = None
    condition: str = USUAL
    view: View | None = None
    change: Callable[[Take], Take] = lambda take: take


def _plans(motion: Motion, people: int) -> Iterator[_Plan]:
    if motion.movement in IN_DEPTH:
        yield from _fault_by_fault(motion, people)
    else:
        yield from _each_fault_once(motion, people)
    yield _Plan(motion, "clean", len(motion.dials) % people, ({},) * _reps_of_clean(motion))
    yield from _sweep(motion, people)


def _fault_by_fault(motion: Motion, people: int) -> Iterator[_Plan]:
    movement = find(motion.movement)
    for number, name in enumerate(_dials(motion, movement)):
        for turn in range(PEOPLE_PER_DIAL):
            person = (number + turn) % people
            faults = _sizes(motion, name, turn, PEOPLE_PER_DIAL)
            yield _Plan(motion, name, person, faults, name, view=_view(movement, motion.dial(name)))


def _each_fault_once(motion: Motion, people: int) -> Iterator[_Plan]:
    movement = find(motion.movement)
    by_view: dict[View, list[Mapping[str, float]]] = {}
    for name in _dials(motion, movement):
        dial = motion.dial(name)
        by_view.setdefault(_view(movement, dial), []).append({name: LARGEST * dial.fault})
    for number, (view, faults) in enumerate(by_view.items()):
        yield _Plan(motion, "each fault", (len(motion.dials) + 1 + number) % people, tuple(faults), view=view)


def _dials(motion: Motion, movement: Movement) -> list[str]:
    """The dials of a movement; stopping half-way is among them where people are meant to go all the way."""
    goes_all_the_way = any(check.id == "top_range" for check in movement.checks)
    return [*motion.dials, *([RANGE] if goes_all_the_way else [])]


def _reps(motion: Motion) -> int:
    return STRETCHES if motion.is_hold else REPS


def _reps_of_clean(motion: Motion) -> int:
    if motion.is_hold:
        return STRETCHES
    short = _waits(motion) or motion.movement not in IN_DEPTH
    return REPS if short else REPS_OF_CLEAN_SETS


def _sizes(motion: Motion, name: str, turn: int, turns: int) -> tuple[Mapping[str, float], ...]:
    """The sizes of a fault in one of several sets, which share them out: each gets small and large ones."""
    dial, reps = motion.dial(name), _reps(motion)
    shares = (np.arange(reps) * turns + turn + 0.5) / (reps * turns)
    sizes = np.interp(shares, _SHARES, (0, dial.fine, dial.fault, LARGEST * dial.fault))
    return tuple({name: size} if size else {} for size in sizes.round(3).tolist())


def _view(movement: Movement, dial: Dial) -> View:
    """The view to film a fault from: the movement's best one, unless the fault cannot be judged from it."""
    checks: Sequence[Check | HoldCheck] = [*movement.checks, *movement.hold_checks]
    judged_from = next((check.views for check in checks if check.id == dial.check), frozenset(_VIEWS))
    if movement.best_view in judged_from:
        return movement.best_view
    return next(view for view in _VIEWS if view in judged_from)


# --- what is out of the usual -------------------------------------------------------------------------------


def _sweep(motion: Motion, people: int) -> Iterator[_Plan]:
    movement = find(motion.movement)
    for number, view in enumerate(_OTHER_VIEWS.get(motion.movement, ())):
        clean: tuple[Mapping[str, float], ...] = ({},) * _reps_of_clean(motion)
        yield _Plan(motion, f"from {view.value}", number % people, clean, condition=view.value, view=view)
    if motion.movement not in _TURNED:
        return
    for number, (condition, change) in enumerate(_conditions(movement, motion.movement == _TURNED[0])):
        turns = 2 if condition.startswith("yaw") and movement.best_view is View.SIDE else 1
        for turn in range(turns):
            dial = next(iter(motion.dials))
            faults = _sizes(motion, dial, turn, turns)
            person = (number + turn) % people
            yield _Plan(motion, condition, person, faults, dial, condition, movement.best_view, change)


def _conditions(movement: Movement, every: bool) -> Iterator[tuple[str, Callable[[Take], Take]]]:
    for yaw_deg in _YAWS_DEG:
        yield f"yaw {yaw_deg}", _yaw(movement, yaw_deg)
    for roll_deg in (5, 10):
        yield f"roll {roll_deg}", _camera(roll_deg=float(roll_deg))
    if every:
        yield "near", _distance(0.8, aim_height_m=0.85)  # somebody bent over still fits into the picture
        yield "far", _distance(1.6)
        yield "dim light", _light(0.4)
        yield "bright light", _light(1.35)
        yield "tight clothes", _clothes(looseness_m=0.004, sleeves=0.0)
        yield "loose clothes", _clothes(looseness_m=0.032, sleeves=0.5)
        yield "30 fps", lambda take: replace(take, fps=30)
        yield "320x240", lambda take: replace(take, size_px=(320, 240))
        yield "640x480", lambda take: replace(take, size_px=(640, 480))


def _yaw(movement: Movement, yaw_deg: float) -> Callable[[Take], Take]:
    """Turn the camera away from square, further the way it is turned already."""

    def turned(take: Take) -> Take:
        azimuth_deg = take.viewpoint.azimuth_deg
        off_deg = azimuth_off_deg(azimuth_deg, movement.best_view)
        away_deg = yaw_deg if off_deg >= 0 else -yaw_deg
        return _camera(azimuth_deg=(azimuth_deg - off_deg + away_deg) % 360)(take)

    return turned


def _camera(**changes: float) -> Callable[[Take], Take]:
    return lambda take: replace(take, viewpoint=replace(take.viewpoint, **changes))


def _distance(times: float, **changes: float) -> Callable[[Take], Take]:
    return lambda take: _camera(distance_m=times * take.viewpoint.distance_m, **changes)(take)


def _light(brightness: float) -> Callable[[Take], Take]:
    return lambda take: replace(take, room=replace(take.room, brightness=brightness))


def _clothes(looseness_m: float, sleeves: float) -> Callable[[Take], Take]:
    def dressed(take: Take) -> Take:
        outfit = replace(take.person.outfit, looseness_m=looseness_m, sleeves=sleeves)
        return replace(take, person=replace(take.person, outfit=outfit))

    return dressed


# --- how a set is filmed ------------------------------------------------------------------------------------


def _filmed(cast: Cast, plan: _Plan, number: int) -> TestTake:
    movement = find(plan.motion.movement)
    view = plan.view or movement.best_view
    person = cast.people[plan.person]
    room = tuple(cast.rooms)[number // 2 % len(cast.rooms)]  # no person always in the same one
    name = "-".join((movement.id, plan.about.replace(" ", "_"), person.name, str(number)))
    seed = cast.seed(name)
    take = Take(
        _script(plan, seed),
        person,
        cast.rooms[room],
        _viewpoint(cast, plan.motion, view, number),
        USUAL_SIZE_PX,
        USUAL_FPS,
        seed,
        name,
    )
    take = plan.change(take)
    return TestTake(name, take, _info(cast, take, movement, plan.condition, view, room))


def _viewpoint(cast: Cast, motion: Motion, view: View, number: int) -> Viewpoint:
    cameras = [camera for camera in cast.cameras[view] if not _behind_bench(motion, view, camera)]
    camera = cameras[(number + number // PEOPLE_PER_DIAL) % len(cameras)]
    return camera if motion.ground.anchor_height_m is None else hanging(camera)


def _behind_bench(motion: Motion, view: View, camera: Viewpoint) -> bool:
    """Whether the arm that works is on the far side."""
    seen = {"L": 270, "R": 90}.get(motion.ground.bench_hand or "")
    return view is View.SIDE and seen is not None and abs(camera.azimuth_deg - seen) < 90


def _info(cast: Cast, take: Take, movement: Movement, condition: str, view: View, room: str) -> TakeInfo:
    camera = take.viewpoint
    return TakeInfo(
        take.name,
        cast.name,
        movement.id,
        take.person.name,
        room,
        condition,
        view.value,
        azimuth_off_deg(camera.azimuth_deg, movement.best_view),
        camera.distance_m,
        camera.roll_deg,
        take.size_px,
        take.fps,
    )


def azimuth_off_deg(azimuth_deg: float, view: View) -> float:
    """How far a camera is turned away from where it would see exactly this view, -180..180 degrees."""
    return min(((azimuth_deg - square + 180) % 360 - 180 for square in _SQUARE_DEG[view]), key=abs)


# --- how a set is done --------------------------------------------------------------------------------------


def _script(plan: _Plan, seed: int) -> Script:
    random = np.random.default_rng(seed)
    hurry = random.uniform(0.85, 1.1)
    order = random.permutation(len(plan.faults))
    reps = tuple(_rep(plan, plan.faults[at], hurry, random) for at in order)
    return Script(plan.motion, reps, lead_in_s=random.uniform(0.6, 1.0), seed=seed)


def _rep(plan: _Plan, faults: Mapping[str, float], hurry: float, random: np.random.Generator) -> Rep:
    """One repetition, at a pace of its own; what must last some time lasts a little longer."""
    motion = plan.motion
    if motion.is_hold and find(motion.movement).kind is not Kind.TIMED:
        return Rep(
            random.uniform(0.7, 1.1), _STRETCH_S, random.uniform(0.7, 1.1), random.uniform(1.5, 2.0), faults
        )
    wanted_s = {part: seconds * hurry for part, seconds in _usual_s(motion, random).items()}
    for dial in motion.dials.values():
        if dial.timing:
            wanted_s[dial.timing] = max(wanted_s[dial.timing], dial.wanted_s * random.uniform(1.05, 1.15))
    return Rep(**wanted_s, dials={**_cut_waits(plan), **faults})


def _usual_s(motion: Motion, random: np.random.Generator) -> dict[str, float]:
    """How long the parts of a repetition take."""
    if motion.movement not in IN_DEPTH:
        return {part: getattr(motion.pace, part) * random.uniform(0.95, 1.05) for part in _PARTS}
    leans_deg = float(motion.effort.trunk_deg), float(motion.rest.trunk_deg)
    longer_s = abs(leans_deg[0] - leans_deg[1]) / _DEGREES_PER_S
    return {
        "lifting_s": random.uniform(0.75, 0.9) + longer_s,
        "top_s": random.uniform(0.25, 0.4),
        "lowering_s": random.uniform(0.8, 1.0) + longer_s,
        "rest_s": random.uniform(0.25, 0.5),
    }


def _cut_waits(plan: _Plan) -> dict[str, float]:
    """Let a long hold go half-way in sets about a fault that has nothing to do with the hold.

    That is a fault as well, and takes half as long to draw.
    """
    waits = _waits(plan.motion)
    return {} if plan.dial in (None, *waits) else {name: dial.wanted_s / 2 for name, dial in waits.items()}


def _waits(motion: Motion) -> dict[str, Dial]:
    return {name: dial for name, dial in motion.dials.items() if dial.timing and dial.wanted_s > _LONG_WAIT_S}
