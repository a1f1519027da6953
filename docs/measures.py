"""The page of the measures, with a drawing of each measure: a posture and marks on it.

`python -m docs.measures` names the files that are out of date, with exit code 1 if there are any; with
`--write` it brings them up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from docs.marks import (
    Mark,
    across,
    along,
    angle,
    bend,
    between_lines,
    circle,
    dotted,
    from_edge,
    off,
    outline,
    rise,
    run,
    span,
    tilt,
    upper_back,
    upward,
)
from docs.sketch import TO_KNEES, TO_SHOULDERS, Pose, Sketch
from exercises.body import Side
from exercises.catalogue import MOVEMENTS
from exercises.measures import MEASURES, arms, back, head, legs, support, trunk
from exercises.measures.measure import Measure
from exercises.movement import Movement
from tests.figures import MANNERS, Moment
from tests.skeleton import UPPER_ARM_M, Limb, Posture, spread

PAGE: Final = Path(__file__).with_name("measures.md")
FOLDER: Final = PAGE.with_name("measures")
PARTS: Final = {
    "Arms": arms,
    "Back": back,
    "Head and shoulders": head,
    "Legs": legs,
    "Planks": support,
    "Trunk": trunk,
}
UNITS: Final = {"°": "degrees", "torso": "torso lengths", "px": "pixels", "": "a plain number"}


# --- postures ---------------------------------------------------------------------------------------------


def performing(movement: str, left: float = 1.0, right: float | None = None, **dials: float) -> Posture:
    """A posture of the tests' figure in a movement, with each side so far from rest (0) to effort (1)."""
    progress = np.array([[left, left if right is None else right]])
    moment = Moment(np.zeros(1), progress, {name: np.full((1, 1), by) for name, by in dials.items()})
    return MANNERS[movement].posture(moment)


_KNEE, _ELBOW = spread(1.0, 0.2), spread(-0.6, -0.6, 0.6)
_LEGS = Limb(spread(0, -1), 176.0, _KNEE)
_HANGING = Limb(spread(0.02, -1, 0.1), 168.0, spread(-1.0, 0.0))


def standing(
    trunk_deg: float = 0.0, arms: Limb = _HANGING, legs: Limb = _LEGS, pinned: str = "ankles", **more: Any
) -> Posture:
    """A posture on both feet, unless `legs` say otherwise."""
    return Posture(
        trunk_deg, legs, arms, pinned, (0, 0.08), head_deg=more.pop("head_deg", 0.6 * trunk_deg), **more
    )


def limbs(left: tuple[float, ...], right: tuple[float, ...], joint_points: Any = _ELBOW) -> Limb:
    """A pair of limbs; each side is given as ahead, up, out, and the angle of the joint between."""
    ahead, up, out, bent_deg = (np.array([pair]) for pair in zip(left, right, strict=True))
    return Limb(spread(ahead, up, out), bent_deg, joint_points)


def shoulders(left_up: float, right_up: float, ahead: float = 0.0) -> Any:
    """The offset of shoulders that are moved along the trunk, and ahead."""
    return spread(ahead, np.array([[left_up, right_up]]))


_LUNGE = limbs((0.62, -0.78, 0, 100), (-0.5, -0.55, 0, 95), _KNEE)
_OVERHEAD = limbs((0.05, 1, 0.25, 165), (0.05, 1, 0.25, 165))
_ON_BACK = {"pinned": "shoulders", "head_deg": -90.0}

POSES: Final = {
    "row": Pose(performing("bent_over_barbell_row")),
    "row, arms long": Pose(performing("bent_over_barbell_row", 0.0)),
    "row, back rounded": Pose(performing("bent_over_barbell_row", 0.0), curve=0.55),
    "deadlift": Pose(performing("deadlift", 0.0)),
    "deadlift, back rounded": Pose(performing("deadlift", 0.0), curve=0.55),
    "deadlift, tall": Pose(performing("deadlift", 1.0), curve=0.1),
    "deadlift, half": Pose(performing("deadlift", 0.45)),
    "bar ahead": Pose(performing("deadlift", 0.6, bar_far=0.8), shown=TO_KNEES),
    "plank, piked": Pose(performing("plank", pike=1.0)),
    "on the knees": Pose(replace(performing("plank"), legs=Limb(spread(-0.9, -0.1), 100.0, spread(0, -1)))),
    "press-up": Pose(
        replace(performing("plank"), arms=Limb(spread(0, -1), 110.0, spread(-1, 0)), at=(0.6, 0.4))
    ),
    "bridge, too high": Pose(performing("bridge", over_arched=1.0)),
    "hanging": Pose(performing("pull_up", 0.0), -90, roll_deg=10, shown=TO_KNEES),
    "pulled up": Pose(performing("pull_up", 0.97), -90, shown=TO_KNEES),
    "pulldown, uneven": Pose(performing("lat_pulldown", 1.0, 0.45), 90, Side.LEFT, shown=TO_KNEES),
    "squeeze": Pose(performing("scapular_squeeze", 1.0), 40, shown=TO_KNEES),
    "standing": Pose(standing(), 90, Side.LEFT, shown=TO_KNEES),
    "leaning": Pose(standing(24), shown=TO_KNEES),
    "leaning aside": Pose(standing(), 90, Side.LEFT, lean_deg=20, shown=TO_KNEES),
    "twisted": Pose(standing(), 25, twist_deg=-45, shown=TO_KNEES),
    "arms raised": Pose(
        standing(arms=limbs((0, 0.5, 0.9, 176), (0, 0.0, 1, 176))), 90, Side.LEFT, shown=TO_KNEES
    ),
    "arm raised": Pose(
        standing(arms=limbs((0, 0.8, 0.5, 120), (0.02, -1, 0.1, 168))), 90, Side.LEFT, shown=TO_KNEES
    ),
    "arms to the right edge": Pose(
        standing(arms=limbs((0.2, 0.0, 1, 176), (0.8, 0, -0.6, 120))), 90, Side.LEFT, shown=TO_KNEES
    ),
    "arms open": Pose(
        standing(arms=limbs((0, 0.45, 0.7, 100), (0, 0.45, 0.7, 100), spread(0, -1, 1))),
        90,
        Side.LEFT,
        shown=TO_KNEES,
    ),
    "arms ahead": Pose(standing(arms=limbs((0.9, 0.35, 0.1, 165), (0.9, 0.35, 0.1, 165))), shown=TO_KNEES),
    "arm aside": Pose(standing(arms=limbs((0, -1, 0.1, 168), (0, -0.6, 0.9, 168))), shown=TO_KNEES),
    "elbow out": Pose(
        standing(arms=limbs((0, -1, 0.1, 168), (0.6, -0.5, 0.6, 100), spread(-0.3, -0.8, 1))), shown=TO_KNEES
    ),
    "hands to the face": Pose(
        standing(arms=limbs((0.75, 0.35, 0, 80), (0.75, 0.35, 0, 80), spread(-0.2, 0.6, 0.6))), shown=TO_KNEES
    ),
    "elbows back": Pose(
        standing(arms=limbs((0.3, -0.7, 0, 75), (0.3, -0.7, 0, 75), spread(-1, -0.1))), shown=TO_KNEES
    ),
    "arm overhead": Pose(standing(arms=_OVERHEAD), shown=TO_KNEES),
    "superman": Pose(
        Posture(
            80,
            limbs((-1, 0.12, 0, 176), (-1, 0.12, 0, 176), _KNEE),
            limbs((1, -0.2, 0, 172), (1, -0.2, 0, 172)),
            "hips",
            (0, 0.1),
            head_deg=70,
            toes_down_deg=80,
        )
    ),
    "bird dog": Pose(
        Posture(
            84,
            limbs((-0.7, -0.72, 0, 88), (-1, 0.1, 0, 174), spread(1, -0.4)),
            limbs((0.05, -1, 0, 172), (0.05, -1, 0, 172)),
            "hips",
            (0, 0.5),
            head_deg=70,
            toes_down_deg=60,
        )
    ),
    "all fours, back rounded": Pose(
        Posture(
            84,
            limbs((-0.7, -0.72, 0, 88), (-0.7, -0.72, 0, 88), spread(1, -0.4)),
            limbs((0.05, -1, 0, 172), (0.05, -1, 0, 172)),
            "hips",
            (0, 0.5),
            head_deg=110,
            toes_down_deg=60,
        ),
        curve=0.55,
    ),
    "knee to chest": Pose(
        Posture(
            -90,
            limbs((0.6, 0.02, 0, 70), (0.28, 0.36, 0, 60), spread(0.2, 1)),
            limbs((0.6, 0.2, 0, 150), (0.6, 0.2, 0, 150)),
            "shoulders",
            (0, 0.1),
            head_deg=-92,
        )
    ),
    "leg raised": Pose(
        Posture(
            -90,
            limbs((1, 0.0, 0, 174), (0.75, 0.65, 0, 172), spread(0.2, 1)),
            limbs((0.9, -0.05, 0.2, 170), (0.9, -0.05, 0.2, 170)),
            "shoulders",
            (0, 0.1),
            head_deg=-92,
        )
    ),
    "lunge": Pose(standing(legs=_LUNGE, pinned="hips")),
    "lunge, knee ahead": Pose(
        standing(10, legs=limbs((-0.6, -0.7, 0, 150), (0.2, -0.7, 0, 78), _KNEE), pinned="hips")
    ),
    "lunge, front leg near": Pose(
        standing(legs=limbs((-0.5, -0.55, 0, 95), (0.62, -0.78, 0, 100), _KNEE), pinned="hips")
    ),
    "lunge, leg back": Pose(
        standing(legs=limbs((0.62, -0.78, 0, 100), (-0.62, -0.7, 0, 120), _KNEE), pinned="hips")
    ),
    "knee raised": Pose(standing(legs=limbs((0, -1, 0, 176), (0.62, -0.6, 0, 95), _KNEE), pinned="hips")),
    "hips tilted": Pose(standing(), 90, Side.LEFT, roll_deg=-20, shown=TO_KNEES),
    "side plank": Pose(standing(), 90, Side.RIGHT, lean_deg=14, roll_deg=58),
    "shoulder dropped": Pose(standing(shoulders=shoulders(0.0, -0.07)), 90, Side.RIGHT, shown=TO_SHOULDERS),
    "shoulder lifted": Pose(standing(shoulders=shoulders(0.08, 0.0)), 90, Side.LEFT, shown=TO_SHOULDERS),
    "shoulder lifted, leaning": Pose(
        standing(shoulders=shoulders(0.09, 0.0)), 90, Side.LEFT, shown=TO_SHOULDERS, lean_deg=14
    ),
    "head": Pose(standing(), 90, Side.LEFT, shown=TO_SHOULDERS),
    "head turned": Pose(standing(), 90, Side.LEFT, head_deg=(35, 0, 0), shown=TO_SHOULDERS),
    "head turned off": Pose(standing(), 90, Side.LEFT, head_deg=(-35, 0, 0), shown=TO_SHOULDERS),
    "head lowered": Pose(standing(), 90, Side.LEFT, head_deg=(0, 32, 0), shown=TO_SHOULDERS),
    "head lifted": Pose(standing(), 90, Side.LEFT, head_deg=(0, -24, 0), shown=TO_SHOULDERS),
    "head turned and lowered": Pose(standing(), 90, Side.LEFT, head_deg=(35, 28, 0), shown=TO_SHOULDERS),
    "head leaning": Pose(standing(), 90, Side.LEFT, head_deg=(0, 0, 24), shown=TO_SHOULDERS),
    "head ahead": Pose(standing(6, chin_m=0.08), shown=TO_KNEES),
    "head hanging": Pose(performing("plank", head_drop=0.5)),
}


# --- what is drawn of each measure ------------------------------------------------------------------------

_REACH = dotted("shoulder", "wrist")
_ELBOW_ANGLE, _HIP_ANGLE = angle("shoulder", "elbow", "wrist"), angle("shoulder", "hip", "knee")
_EARS = dotted("other ear", "ear")

DRAWINGS: Final[dict[str, tuple[str, tuple[Mark, ...]]]] = {
    "elbow_angle_deg": ("row", (_ELBOW_ANGLE, _REACH)),
    "elbow_bend_deg": ("elbows back", (_ELBOW_ANGLE, _REACH)),
    "elbow_opening_deg": ("row, arms long", (_ELBOW_ANGLE, _REACH)),
    "arm_difference_deg": (
        "pulldown, uneven",
        (_ELBOW_ANGLE, angle("other shoulder", "other elbow", "other wrist")),
    ),
    "arm_below_trunk_deg": ("superman", (bend("hip", "shoulder", "wrist"),)),
    "hand_over_other_torso": ("arm raised", (rise("other wrist", "wrist", 30),)),
    "hands_across_torso": (
        "arms to the right edge",
        (run("mid shoulder", "mid wrist", 40), dotted("other wrist", "wrist")),
    ),
    "elbow_over_chest_torso": ("arm raised", (rise("mid shoulder", "elbow", 40),)),
    "hand_reach_torso": ("arms ahead", (span("shoulder", "wrist"),)),
    "hand_height_px": ("arms ahead", (upward("wrist"),)),
    "hand_over_shoulder_ratio": ("arm overhead", (rise("shoulder", "wrist", 30),)),
    "hand_over_foot_torso": ("deadlift", (rise("heel", "wrist", 60),)),
    "hand_from_foot_torso": ("deadlift", (run("ankle", "wrist", 40),)),
    "elbow_over_shoulder_torso": ("arm raised", (rise("shoulder", "elbow", 40),)),
    "elbow_over_other_torso": ("arm raised", (rise("other elbow", "elbow", 40),)),
    "upper_arm_inclination_deg": ("arms ahead", (tilt("shoulder", "elbow", hanging=True),)),
    "upper_arm_aside_deg": ("arm aside", (circle("shoulder", UPPER_ARM_M), span("shoulder", "elbow"))),
    "hand_before_shoulder_torso": ("bar ahead", (run("shoulder", "wrist", 26),)),
    "hand_over_hip_torso": ("arms ahead", (rise("hip", "wrist"),)),
    "elbow_behind_torso": ("elbows back", (run("shoulder", "elbow", 30),)),
    "pull_line_ratio": (
        "row",
        (along("shoulder", "hip", "shoulder", "wrist", 50), dotted("shoulder", "hip")),
    ),
    "hands_apart_torso": ("arms open", (span("other wrist", "wrist"),)),
    "elbows_apart_torso": ("arms open", (span("other elbow", "elbow"),)),
    "hands_over_elbows_ratio": ("arms open", (span("other wrist", "wrist"), span("other elbow", "elbow"))),
    "arm_raise_difference_deg": (
        "arms raised",
        (tilt("shoulder", "elbow", hanging=True), tilt("other shoulder", "other elbow", hanging=True)),
    ),
    "forearm_upright_ratio": ("arms open", (rise("elbow", "wrist", 34), dotted("shoulder", "elbow"))),
    "elbow_away_torso": ("elbow out", (span("shoulder", "elbow"),)),
    "back_curve": ("row, back rounded", (outline(), dotted("mid hip", "mid shoulder"))),
    "arched_curve": ("all fours, back rounded", (outline(), dotted("mid hip", "mid shoulder"))),
    "back_rise": ("deadlift, back rounded", (outline(), dotted("mid hip", "mid shoulder"), upper_back())),
    "standing_back_height": ("deadlift, tall", (outline(), dotted("mid hip", "mid shoulder"), upper_back())),
    "head_drop_deg": ("head hanging", (bend("hip", "shoulder", "ear"),)),
    "neck_length_torso": ("head", (along("mid hip", "mid shoulder", "shoulder", "ear", 40),)),
    "left_ear_over_shoulder_torso": ("head", (rise("left shoulder", "left ear", 40),)),
    "right_ear_over_shoulder_torso": ("head", (rise("right shoulder", "right ear", -40),)),
    "chin_over_hands_torso": ("pulled up", (rise("wrist", "mid mouth", -60),)),
    "chin_forward_torso": ("head ahead", (run("mid hip", "face", 0),)),
    "shoulder_tilt_torso": ("shoulder lifted", (rise("right shoulder", "left shoulder", 40),)),
    "nose_over_ears_ratio": ("head lifted", (off("other ear", "ear", "nose"),)),
    "shoulders_up_ratio": ("standing", (rise("mid hip", "mid shoulder"), span("other shoulder", "shoulder"))),
    "head_roll_deg": (
        "head leaning",
        (between_lines("right shoulder", "left shoulder", "right ear", "left ear"),),
    ),
    "head_tilt_deg": ("head leaning", (between_lines("other shoulder", "shoulder", "other ear", "ear"),)),
    "shoulder_retraction_torso": (
        "squeeze",
        (off("mid hip", "mid ear", "mid shoulder", level=True), across("other shoulder", "shoulder", 34)),
    ),
    "head_turn_deg": ("head turned", (_EARS, along("other ear", "ear", "mid ear", "nose", 40))),
    "head_turned_off_deg": ("head turned off", (_EARS, along("other ear", "ear", "mid ear", "nose", 40))),
    "face_down_deg": ("head lowered", (off("other ear", "ear", "nose"),)),
    "head_turn_and_drop_deg": (
        "head turned and lowered",
        (off("other ear", "ear", "nose"), along("other ear", "ear", "mid ear", "nose", -40)),
    ),
    "hand_before_face_torso": ("hands to the face", (run("nose", "wrist", -40),)),
    "leg_opening_deg": ("knee to chest", (_HIP_ANGLE,)),
    "hip_off_knee_torso": ("deadlift", (run("mid knee", "mid hip", 30),)),
    "hip_angle_deg": ("deadlift, half", (_HIP_ANGLE,)),
    "knee_angle_deg": ("deadlift", (angle("hip", "knee", "ankle"),)),
    "knee_bend_deg": ("deadlift, half", (bend("hip", "knee", "ankle"),)),
    "leg_upright_ratio": (
        "lunge, front leg near",
        (rise("ankle", "hip", -40), dotted("hip", "knee"), dotted("knee", "ankle")),
    ),
    "leg_difference_ratio": (
        "knee raised",
        (
            rise("ankle", "hip", -50),
            rise("other ankle", "other hip", 90),
            dotted("hip", "knee"),
            dotted("knee", "ankle"),
            dotted("other hip", "other knee"),
            dotted("other knee", "other ankle"),
        ),
    ),
    "knee_over_hip_ratio": ("knee to chest", (rise("hip", "knee", 34),)),
    "hip_difference_deg": ("knee to chest", (_HIP_ANGLE, angle("other shoulder", "other hip", "other knee"))),
    "hip_extension_deg": ("lunge, leg back", (bend("shoulder", "hip", "knee"),)),
    "ankle_over_hip_torso": ("leg raised", (rise("hip", "ankle"),)),
    "knee_past_toes_torso": ("lunge, knee ahead", (run("toe", "knee", 0),)),
    "knee_over_foot_torso": ("lunge", (rise("ankle", "knee", 30),)),
    "foot_ahead_torso": ("lunge, front leg near", (run("other ankle", "ankle", 22),)),
    "knee_under_other_torso": ("lunge", (rise("other knee", "knee", -30),)),
    "plank_line_deg": ("plank, piked", (bend("shoulder", "hip", "ankle"),)),
    "plank_lift_deg": ("plank, piked", (bend("shoulder", "hip", "ankle"),)),
    "kneeling_hips_deg": ("on the knees", (angle("shoulder", "hip", "knee"), dotted("knee", "ankle"))),
    "press_up_deg": ("press-up", (tilt("shoulder", "elbow", hanging=True), dotted("elbow", "wrist"))),
    "trunk_inclination_deg": ("row, arms long", (tilt("mid hip", "mid shoulder"),)),
    "side_lean_deg": ("leaning aside", (tilt("mid hip", "mid shoulder"),)),
    "trunk_lean_deg": ("leaning", (tilt("mid hip", "mid shoulder"),)),
    "hip_line_deg": ("bridge, too high", (bend("shoulder", "hip", "knee"),)),
    "body_line_deg": ("plank, piked", (bend("shoulder", "hip", "ankle"),)),
    "middle_body_line_deg": ("plank, piked", (bend("mid shoulder", "mid hip", "mid ankle"),)),
    "middle_line_deg": ("side plank", (bend("mid shoulder", "mid hip", "mid ankle"),)),
    "trunk_twist_torso": (
        "twisted",
        (across("left shoulder", "right shoulder", -40), across("left hip", "right hip", 24)),
    ),
    "shoulder_width_torso": ("standing", (span("other shoulder", "shoulder"),)),
    "shoulder_sunk_torso": (
        "shoulder lifted, leaning",
        (along("mid hip", "mid shoulder", "other shoulder", "shoulder"),),
    ),
    "shoulder_under_other_torso": ("shoulder dropped", (rise("other shoulder", "shoulder", -40),)),
    "hips_over_shoulders_torso": ("plank, piked", (rise("mid shoulder", "mid hip", -30),)),
    "shoulder_height_px": ("standing", (upward("shoulder"),)),
    "hip_height_px": ("bridge, too high", (upward("hip"),)),
    "shoulder_over_other_torso": ("shoulder lifted", (rise("other shoulder", "shoulder", 40),)),
    "hip_over_other_torso": ("hips tilted", (rise("other hip", "hip", 50),)),
    "hip_tilt_torso": ("hips tilted", (rise("right hip", "left hip", 50),)),
    "trunk_sway_torso": ("leaning aside", (run("mid hip", "mid shoulder"),)),
    "hip_along_torso": ("bird dog", (from_edge("mid hip"),)),
    "hang_offset_torso": ("hanging", (run("mid wrist", "mid hip", 0),)),
}


def sketch_of(measure: Measure) -> Sketch:
    """The figure with the marks of this measure."""
    pose, marks = DRAWINGS[measure.name]
    sketch = Sketch(POSES[pose])
    for mark in marks:
        mark(sketch)
    return sketch


# --- the page ---------------------------------------------------------------------------------------------

_HEAD: Final = """\
# The measures

A measure is a number that is read from one pose. Movements are counted on measures and judged by them. Each
is taken on one side of the body, the person's own left or right; one of the middle gives the same on both.

- A **torso length** is the distance from the middle of the hips to the middle of the shoulders, as learnt
  from the person so far. Lengths in it depend neither on the size of the picture nor on the distance.
- **Angles** are those in the picture, turned upright by the report's `camera_tilt_deg`.
- **In front** and **behind** depend on which way the person faces. Where that is not known, or a length is
  not, the measure is not-a-number, and what reads it is not judged.
- **In the drawings** an arrow with one tip points where the measure grows, dotted lines help to read it, and
  what is further away is fainter. The number is what the program reads off the drawn figure; it is no target.

This page and its drawings are written by `python -m docs.measures --write`, from `exercises/measures/`.
"""


def page() -> str:
    """The text of the page as it should be."""
    home = {
        measure.name: title
        for title, module in PARTS.items()
        for measure in vars(module).values()
        if isinstance(measure, Measure)
    }
    users = {name: [m for m in MOVEMENTS.values() if name in set(_read_by(m))] for name in MEASURES}
    parts = [_HEAD]
    for title in PARTS:
        parts.append(f"## {title}\n")
        parts += [_entry(m, users[m.name]) for m in MEASURES.values() if home[m.name] == title]
    return "\n".join(parts)


def _entry(measure: Measure, movements: list[Movement]) -> str:
    seen = ", ".join(joint.name.lower() for joint in measure.joints) + (
        ", on both sides" * measure.both_sides
    )
    read_by = (
        ", ".join(f"`{movement.id}`" for movement in movements) or "no movement of the catalogue by itself"
    )
    outline = "; the outline of the person" if measure.reads_outline else ""
    return (
        f"### {measure.label} (`{measure.name}`)\n\n"
        f"![{measure.label}, drawn on a figure](measures/{measure.name}.svg)\n\n"
        f"{measure.definition}\n\n"
        f"- Unit: {UNITS[measure.unit]}\n"
        f"- Must be seen: {seen}{outline}\n"
        f"- Read by: {read_by}\n"
    )


def _read_by(part: object) -> Iterator[str]:
    """Give the names of the measures in a declaration."""
    if isinstance(part, Measure):
        yield part.name.removeprefix("other_")
    elif isinstance(part, tuple):
        for inner in part:
            yield from _read_by(inner)
    elif is_dataclass(part):
        for inner in fields(part):
            yield from _read_by(getattr(part, inner.name))


def up_to_date() -> dict[Path, str]:
    """The page and the drawings, as they should be."""
    drawings = {FOLDER / f"{name}.svg": sketch_of(m).svg(m) for name, m in MEASURES.items()}
    return {PAGE: page(), **drawings}


def main() -> int:
    """Look at the files, or write them, and give the exit code."""
    wanted = up_to_date()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    stale += sorted(set(FOLDER.glob("*")) - set(wanted))
    for path in stale:
        print(path.relative_to(PAGE.parents[1]))
    if "--write" not in sys.argv[1:]:
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
