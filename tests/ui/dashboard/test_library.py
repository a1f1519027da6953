"""Searching the catalogue: what is found follows from what the movements say of themselves."""

from dataclasses import replace

import pytest

from exercises.catalogue import MOVEMENTS
from ui.dashboard import library
from ui.dashboard.library import CONDITIONS, NO_EQUIPMENT, Wanted, search

DEADLIFT, PLANK = MOVEMENTS["deadlift"], MOVEMENTS["plank"]


def ids(wanted: Wanted) -> set[str]:
    return {movement.id for movement in search(wanted)}


def test_nothing_wanted_finds_everything() -> None:
    assert ids(Wanted()) == set(MOVEMENTS)


@pytest.mark.parametrize("words", ["dead", "DEADLIFT", "glutes lift", "  deadlift "])
def test_words_are_found_in_names_and_muscles(words: str) -> None:
    assert "deadlift" in ids(Wanted(words=words))


def test_words_are_found_among_the_variants() -> None:
    variant = replace(PLANK, variants=("long-lever plank",))

    assert search(Wanted(words="long-lever"), [variant, DEADLIFT]) == [variant]


def test_a_muscle_that_only_assists_is_found_too() -> None:
    helped = replace(PLANK, muscles=("core",), assisting=("quads",))

    assert search(Wanted(muscle="quads"), [helped, DEADLIFT]) == [helped]


def test_filters_add_up() -> None:
    wanted = Wanted(muscle="glutes", level="beginner", equipment=NO_EQUIPMENT, view="floor-side")

    found = search(wanted)

    assert "bridge" in {movement.id for movement in found}
    for movement in found:
        assert "glutes" in movement.muscles + movement.assisting
        assert (movement.level, movement.equipment, movement.best_view) == ("beginner", (), "floor-side")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_leaves_out_what_asks_that_of_the_spine(condition: str) -> None:
    spared = ids(Wanted(condition=condition))

    for movement in MOVEMENTS.values():
        assert (movement.id in spared) == (CONDITIONS[condition] not in movement.spinal_load)


@pytest.mark.parametrize("load", ["flexion", "extension", "rotation", "loaded"])
def test_each_load_on_the_spine_can_be_left_out(load: str) -> None:
    bending = replace(PLANK, spinal_load=frozenset({load}))
    condition = next(name for name, left_out in CONDITIONS.items() if left_out == load)

    assert search(Wanted(condition=condition), [bending, replace(PLANK, spinal_load=frozenset())]) == [PLANK]


def test_every_choice_offered_finds_something() -> None:
    for field, offered in (
        ("muscle", library.muscles()),
        ("level", library.levels()),
        ("equipment", library.equipment()),
        ("view", library.views()),
    ):
        for choice in offered:
            if choice != NO_EQUIPMENT:
                assert search(replace(Wanted(), **{field: choice})), choice


def test_levels_begin_with_the_easiest() -> None:
    assert library.levels()[0] == "beginner"
