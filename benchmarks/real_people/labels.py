"""What photos, frames, tracks and clips of real people show, and what is said of their form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import md5
from typing import Final

from exercises.catalogue import MOVEMENTS
from vision.errors import BacklineError

OTHER_POSE: Final = "neg_"
"""Begins the class of a photo that shows a pose which the catalogue lacks."""

_CLASSES: Final = {
    "bent_row": "bent_over_barbell_row",
    "childs": "childs_pose",
    "cow": "cat_cow",
    "doorway": "doorway_pec_stretch",
    "forward_bend": "standing_forward_bend",
    "half_forward_bend": "hamstring_stretch",
    "hamstring": "hamstring_stretch",
    "hip_flexor": "hip_flexor_stretch",
    "hp_correct": "plank",
    "hp_incorrect": "plank",
    "neck": "upper_trap_stretch",
    "one_arm_row": "one_arm_dumbbell_row",
    "pulldown": "lat_pulldown",
    "rear_fly": "rear_delt_fly",
    "renegade": "renegade_row",
    "single_knee": "single_knee_to_chest",
    "superman": "superman_hold",
    "suspension": "suspension_row",
}
"""Classes of photos that are not named as the catalogue names the movement."""

TRUE_REPS: Final = {
    "deadlift_correct_side": 5,
    "deadlift_hips_first_side": 10,
    "deadlift_rounded_oblique": 10,
    "deadlift_rounded_side": 5,
    "deadlift_squatted_side": 10,
}
"""Repetitions that saved tracks are known to show."""


class LabelError(BacklineError):
    """Nobody can say which movement something shows."""


class Form(StrEnum):
    """What is said of one check on one person."""

    GOOD = "good"  # nothing is wrong
    OTHER = "another fault"  # this check is free of it
    FAULTY = "faulty"
    SOMETHING = "something wrong"  # nobody said what
    UNSAID = "not said"


class Half(StrEnum):
    """Limits are set on one half and checked on the other."""

    TUNING = "tuning"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of somebody's form.

    `faulty` holds the ids of the checks that the fault belongs to, `fine` those of the checks that it surely
    leaves alone. `form` is what holds for every other check.
    """

    form: Form = Form.UNSAID
    faulty: frozenset[str] = frozenset()
    fine: frozenset[str] = frozenset()

    def of(self, check: str) -> Form:
        """What is said of one check."""
        if check in self.faulty:
            return Form.FAULTY
        return Form.OTHER if check in self.fine else self.form

    @property
    def words(self) -> str:
        """The label as it stands in a table."""
        return ", ".join(sorted(self.faulty)) or self.form.value


GOOD: Final = Label(Form.GOOD)
UNSAID: Final = Label()


def _fault(*checks: str, fine: tuple[str, ...] = ()) -> Label:
    return Label(faulty=frozenset(checks), fine=frozenset(fine))


_PIKED: Final = _fault("hips_pike", fine=("hips_sag",))
_SAGGING: Final = _fault("hips_sag", fine=("hips_pike",))

_PHOTO_LABELS: Final = {
    "correct": GOOD,
    "good": GOOD,
    "incorrect": Label(Form.SOMETHING),
    "hips piked": _PIKED,
    "hips above the line (yoga form)": _fault("over_arched", fine=("hips_low",)),
}
FRAME_LABELS: Final = {"C": GOOD, "H": _PIKED, "L": _SAGGING}
_TRACK_LABELS: Final = {
    "correct": GOOD,
    "good": GOOD,
    "rounded": _fault("flat_back", fine=("hips_first", "lockout", "lean_back", "bar_far")),
    "hips_first": _fault("hips_first"),
    "squatted": UNSAID,
}
"""By what stands in the name of a saved track."""

_PHRASES: Final = (
    ("rounded back", "flat_back"),
    ("visibly rounds", "flat_back"),
    ("too upright", "trunk_upright"),
    ("jerks upright", "trunk_rise"),
    ("not reach full arm extension", "bottom_range"),
    ("hips high above the heels", "hips_back"),
    ("hips too low", "hips_drop"),
)
"""Words of `visible_faults` in truth.csv, and the check that they speak of."""


def movement_of_class(shows: str) -> str | None:
    """The movement that photos of a class show, None for a pose that the catalogue lacks.

    Raises LabelError for a class that is neither.
    """
    movement = _CLASSES.get(shows, shows)
    if movement in MOVEMENTS:
        return movement
    if shows.startswith(OTHER_POSE):
        return None
    raise LabelError(
        f"Photos of {shows!r} cannot be told a movement: name the file as the catalogue does,"
        f" or {OTHER_POSE}... for another pose."
    )


def movement_of_track(name: str) -> str:
    """The movement whose id begins the name of a saved track; the longest such id counts.

    Raises LabelError where no id does.
    """
    ids = [id_ for id_ in MOVEMENTS if name == id_ or name.startswith(f"{id_}_")]
    if not ids:
        raise LabelError(f"The track {name!r} begins with no movement's id: name it MOVEMENT_LABEL.npz.")
    return max(ids, key=len)


def photo_label(label: str, form_by_eye: str) -> Label:
    """What is said of a photo by whoever looked at it, else by its authors."""
    return _PHOTO_LABELS.get(form_by_eye or label, UNSAID)


def track_label(name: str) -> Label:
    """What the name of a saved track says of its form."""
    found = [label for word, label in _TRACK_LABELS.items() if re.search(rf"_{word}(_|$)", name)]
    return found[0] if found else UNSAID


def clip_label(visible_faults: str, sure: bool) -> Label:
    """What truth.csv says of the form of a clip. "none", "none obvious" and the like make it good."""
    if not sure:
        return UNSAID
    if re.match(r"none( obvious)?( \(|$)", visible_faults):
        return GOOD
    return _fault(*(check for words, check in _PHRASES if words in visible_faults))


def half_of(name: str) -> Half:
    """The half that something of this name belongs to, always the same."""
    digest = md5(name.encode(), usedforsecurity=False).digest()
    return (Half.TUNING, Half.CHECKING)[digest[0] & 1]


def half_of_rep(index: int) -> Half:
    """The half of a repetition of a saved track; `index` counts from 0."""
    return (Half.TUNING, Half.CHECKING)[index % 2]
