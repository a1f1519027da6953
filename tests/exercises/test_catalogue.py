"""Every movement is complete: it can be listed, taught, filmed, counted and judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.catalogue import MOVEMENTS, UnknownMovementError, find
from exercises.evidence import Evidence, People, Sample, Source
from exercises.movement import Check, HoldCheck, Kind, Limit, Movement, Signal
from exercises.quantities import Timing
from vision.errors import BacklineError
from vision.view import View

SPOKEN_WORDS = 8  # as many as one hears while lifting
MUSCLES = {"lats", "traps", "rhomboids", "erector spinae", "rear delts", "glutes", "core", "hamstrings"} | {
    "chest",
    "hip flexors",
    "levator scapulae",
}
SPINAL_LOADS = {"flexion", "extension", "loaded", "rotation"}

every_movement = pytest.mark.parametrize("movement", MOVEMENTS.values(), ids=MOVEMENTS.keys())


def checks(movement: Movement) -> tuple[Check | HoldCheck, ...]:
    return (*movement.checks, *movement.hold_checks)


def limits(movement: Movement) -> list[Limit]:
    """Every limit of the movement, also those of requirements that may be shown instead of another."""
    substituted = [needed for substitute in movement.substitutes for needed in substitute.requirements]
    required = [*movement.requirements, *substituted]
    required += [needed.instead for needed in required if needed.instead is not None]
    conditions = (*movement.position, *movement.held, *movement.recognised_by)
    return [holder.limit for holder in (*checks(movement), *conditions, *required)]


def every_evidence(movement: Movement) -> list[Evidence]:
    own = [check.evidence for check in checks(movement)]
    own += [movement.signal.evidence] if movement.signal is not None else []
    own += [substitute.signal.evidence for substitute in movement.substitutes]
    return [limit.evidence for limit in limits(movement)] + [given for given in own if given is not None]


class TestEveryMovement:
    @every_movement
    def test_it_can_be_listed(self, movement: Movement) -> None:
        assert MOVEMENTS[movement.id] is movement
        assert movement.id == movement.id.lower()
        assert movement.id.replace("_", "").isalpha()
        assert movement.name and movement.level in {"beginner", "intermediate", "advanced"}
        assert movement.muscles and set(movement.muscles) <= MUSCLES
        assert movement.spinal_load <= SPINAL_LOADS

    @every_movement
    def test_it_is_taught_in_whole_sentences(self, movement: Movement) -> None:
        for text in (movement.description, movement.setup, movement.camera):
            assert text[0].isupper() and text.endswith(".")
            assert "  " not in text
        assert movement.setup.count(".") >= 2  # how to stand, and what to do

    @every_movement
    def test_its_camera_is_said(self, movement: Movement) -> None:
        assert movement.best_view is not View.UNKNOWN
        assert "picture" in movement.camera

    @every_movement
    def test_its_best_view_shows_most_checks(self, movement: Movement) -> None:
        shown = [check for check in checks(movement) if movement.best_view in check.views]

        for view in set(View) - {View.UNKNOWN}:
            assert len(shown) >= sum(view in check.views for check in checks(movement))

    @every_movement
    def test_it_is_counted_or_timed(self, movement: Movement) -> None:
        assert (movement.signal is None) == movement.kind.is_hold
        assert bool(movement.checks) != bool(movement.hold_checks)
        assert movement.position

    @every_movement
    def test_its_dose_is_that_of_the_source_or_says_why_not(self, movement: Movement) -> None:
        dose = movement.dose
        ranges = [bounds for bounds in (dose.sets, dose.reps, dose.hold_s) if bounds is not None]

        assert ranges or dose.note
        assert all(0 < low <= high for low, high in ranges)
        if movement.kind not in (Kind.REPS, Kind.FLOW):
            assert dose.hold_s is not None

    @every_movement
    def test_ids_of_checks_are_its_own(self, movement: Movement) -> None:
        ids = [check.id for check in checks(movement)]

        assert len(ids) == len(set(ids))
        assert all(name == name.lower() and name.replace("_", "").isalpha() for name in ids)

    @every_movement
    def test_its_main_and_spine_checks_are_checks_of_it(self, movement: Movement) -> None:
        checks = {check.id: check for check in movement.all_checks}

        assert bool(movement.main_checks) is (movement.kind is not Kind.TIMED)
        assert {*movement.main_checks, *movement.spine_checks} <= set(checks)
        assert all(checks[one].limit.grey > 0 for one in movement.spine_checks)

    @every_movement
    def test_its_main_checks_are_judged_from_its_best_view_or_its_camera_says_from_where(
        self, movement: Movement
    ) -> None:
        main = [check for check in movement.all_checks if check.id in movement.main_checks]

        seen = all(movement.best_view in check.views for check in main)
        assert seen or "side-on to have your back judged" in movement.camera


class TestEveryCheck:
    @every_movement
    def test_its_cue_can_be_spoken_during_the_lift(self, movement: Movement) -> None:
        for check in checks(movement):
            assert 2 <= len(check.cue.split()) <= SPOKEN_WORDS, check.cue
            assert check.cue[0].isupper() and not check.cue.endswith("."), check.cue

    @every_movement
    def test_it_says_what_is_wrong_and_what_good_is(self, movement: Movement) -> None:
        for check in checks(movement):
            assert check.why[0].islower() and not check.why.endswith("."), check.why
            assert check.label[0].isupper()
            assert len({check.label, check.why, check.cue}) == 3

    @every_movement
    def test_it_names_views_and_joints_and_its_place(self, movement: Movement) -> None:
        for check in checks(movement):
            assert check.views and View.UNKNOWN not in check.views
            assert check.shows, f"{check.id} highlights nothing"
            assert check.priority >= 1

    @every_movement
    def test_its_limit_can_be_kept_and_broken(self, movement: Movement) -> None:
        for check in checks(movement):
            bounds = [bound for bound in (check.limit.above, check.limit.below) if bound is not None]
            past = check.limit.grey + 1.0
            assert any(check.limit.broken(bound + step) for bound in bounds for step in (past, -past))
            assert any(check.limit.met(bound + step) for bound in bounds for step in (0.01, -0.01))

    @every_movement
    def test_a_reading_has_a_grey_band(self, movement: Movement) -> None:
        """Joints are read to 2-7 degrees: a limit without a band would flicker."""
        for check in checks(movement):
            assert check.limit.grey > 0, check.id

    @every_movement
    def test_every_limit_names_its_source(self, movement: Movement) -> None:
        assert all(isinstance(limit.evidence.source, Source) for limit in limits(movement))

    @every_movement
    def test_every_published_or_measured_limit_says_its_evidence(self, movement: Movement) -> None:
        for limit in limits(movement):
            if limit.evidence.source is not Source.GUESS:
                assert len(limit.evidence.words.split()) > 3, limit

    @every_movement
    def test_evidence_is_part_of_a_sentence_and_names_no_sample_in_brackets(self, movement: Movement) -> None:
        for evidence in every_evidence(movement):
            assert not evidence.words.endswith("."), evidence
            assert "(" not in evidence.words and "  " not in evidence.words, evidence

    @every_movement
    def test_every_requirement_says_why_it_was_not_the_movement(self, movement: Movement) -> None:
        for requirement in (*movement.requirements, *movement.substitutes):
            assert requirement.otherwise[0].islower()

    @every_movement
    def test_a_signal_has_two_ends(self, movement: Movement) -> None:
        if movement.signal is not None:
            assert movement.signal.progress(movement.signal.rest) == 0
            assert movement.signal.progress(movement.signal.effort) == 1

    def test_the_back_is_judged_where_a_round_one_is_dangerous(self) -> None:
        judged = {movement.id for movement in MOVEMENTS.values() if movement.needs_outline}

        loaded = {
            "bent_over_barbell_row",
            "pendlay_row",
            "t_bar_row",
            "dumbbell_row",
            "one_arm_dumbbell_row",
            "gorilla_row",
            "deadlift",
        }
        assert judged == {*loaded, "bird_dog", "dead_bug", "cat_cow", "hamstring_stretch"}
        for movement_id in loaded:
            (back,) = (check for check in MOVEMENTS[movement_id].checks if check.shows_back)
            assert back.priority == min(check.priority for check in MOVEMENTS[movement_id].checks)


# The judgements that MOVEMENTS.md promises for each movement.
PROMISED = {
    "neck_roll": {"too_fast", "tipped_back", "shrug", "one_sided"},
    "shoulder_roll": {"one_direction", "uneven", "too_fast"},
    "arm_circle": {"too_big", "uneven", "sway", "one_direction"},
    "cat_cow": {"no_arch", "no_sag", "too_fast", "elbows", "hips_drift"},
    "thoracic_rotation": {"hips_tilt", "elbow_up", "too_fast"},
    "dead_bug": {"low_back", "same_side", "too_fast", "top_range", "not_alternating"},
    "bird_dog": {"back_sag", "hips_tilt", "leg_low", "leg_high", "arm_low", "pause", "not_alternating"},
    "foam_rolling": {"not_rolling", "too_fast"},
    "bent_over_barbell_row": {
        "flat_back",
        "trunk_rise",
        "trunk_upright",
        "top_range",
        "bottom_range",
        "knees_locked",
    },
    "one_arm_dumbbell_row": {
        "flat_back",
        "trunk_rise",
        "pull_to_hip",
        "top_range",
        "bottom_range",
        "jerking",
    },
    "pendlay_row": {
        "flat_back",
        "trunk_rise",
        "trunk_upright",
        "bar_floor",
        "top_range",
        "bottom_range",
    },
    "t_bar_row": {
        "flat_back",
        "trunk_rise",
        "trunk_upright",
        "top_range",
        "bottom_range",
        "knees_locked",
    },
    "dumbbell_row": {
        "flat_back",
        "trunk_rise",
        "trunk_upright",
        "top_range",
        "bottom_range",
        "knees_locked",
    },
    "band_row": {"trunk_rock", "shrug", "elbow_flare", "top_range", "bottom_range"},
    "suspension_row": {"hips_sag", "hips_pike", "shrug", "top_range", "bottom_range"},
    "gorilla_row": {"flat_back", "trunk_twist", "trunk_rise", "same_side", "top_range"},
    "renegade_row": {"hips_turn", "hips_sag", "hips_pike", "top_range", "same_side"},
    "deadlift": {"flat_back", "hips_first", "lean_back", "bar_far", "lockout"},
    "pull_up": {"top_range", "bottom_range", "swing", "uneven", "shrug"},
    "chin_up": {"top_range", "bottom_range", "swing", "uneven", "shrug"},
    "assisted_pull_up": {"top_range", "bottom_range", "swing", "elbows_down", "shrug"},
    "lat_pulldown": {"lean_back", "top_range", "bottom_range", "uneven", "shrug"},
    "band_pulldown": {"lean_back", "top_range", "bottom_range", "uneven", "shrug"},
    "back_extension": {"over_arched", "top_range", "bottom_range", "drop", "neck"},
    "face_pull": {"elbows_low", "hands_low", "lean_back", "top_range"},
    "rear_delt_fly": {"elbows_bent", "shrug", "top_range", "uneven"},
    "band_pull_apart": {"elbows_bent", "hands_height", "shrug", "top_range"},
    "wall_angel": {"hands_forward", "uneven", "ribs", "top_range"},
    "bridge": {"hips_low", "over_arched", "pause", "drop", "feet_distance"},
    "plank": {"hips_sag", "hips_pike", "head_drop", "elbows_under"},
    "scapular_squeeze": {"hold", "shrug", "lean_back", "chin_forward", "uneven"},
    "single_knee_to_chest": {"knee_close", "other_leg", "head_lift", "low_back"},
    "double_knee_to_chest": {"knees_close", "lagging", "head_lift", "low_back"},
    "standing_forward_bend": {"bouncing", "knees_locked", "hurried"},
    "doorway_pec_stretch": {"elbow_height", "shrug", "twist", "chest_open"},
    "childs_pose": {"hips_back", "head_down", "arms_long", "chest_down"},
    "upper_trap_stretch": {"tilt", "shrug", "turned", "dropped"},
    "levator_scapulae_stretch": {"turn", "drop", "shrug"},
    "side_plank": {"hips_drop", "rolled", "shoulder_sunk"},
    "superman_hold": {"arms_up", "legs_up", "head_back", "knees_bent"},
    "hip_flexor_stretch": {"lean_forward", "low_back", "front_knee", "hip_open"},
    "hamstring_stretch": {"knee_straight", "flat_back", "bouncing", "hinge"},
}


@pytest.mark.parametrize("movement_id", PROMISED)
def test_every_promised_judgement_is_made(movement_id: str) -> None:
    assert {check.id for check in checks(MOVEMENTS[movement_id])} >= PROMISED[movement_id]


class TestFinding:
    @pytest.mark.parametrize("written", ["deadlift", "Deadlift", " DEADLIFT "])
    def test_capitals_and_spaces_do_not_matter(self, written: str) -> None:
        assert find(written).id == "deadlift"

    @pytest.mark.parametrize("written", ["pull_up", "pull-up", "Pull up", "PULL-UP"])
    def test_hyphens_and_spaces_are_underscores(self, written: str) -> None:
        assert find(written).id == "pull_up"

    @pytest.mark.parametrize(
        ("written", "nearest"),
        [
            ("dedlift", "deadlift"),
            ("pullup", "pull_up"),
            ("barbell_row", "bent_over_barbell_row"),
            ("planks", "plank"),
        ],
    )
    def test_the_nearest_are_suggested(self, written: str, nearest: str) -> None:
        with pytest.raises(UnknownMovementError, match=rf"(?s){written}.*did you mean .*{nearest}"):
            find(written)

    def test_with_nothing_near_all_are_named(self) -> None:
        with pytest.raises(UnknownMovementError) as error:
            find("xyzzy")

        assert all(movement_id in str(error.value) for movement_id in MOVEMENTS)

    @given(st.text(max_size=30))
    def test_whatever_is_typed_the_answer_is_one_sentence(self, written: str) -> None:
        try:
            assert find(written) in MOVEMENTS.values()
        except BacklineError as error:
            assert repr(written) in str(error)
            assert str(error).endswith((".", "?"))


class TestSelfChecks:
    def test_a_hold_with_a_signal_is_refused(self) -> None:
        with pytest.raises(ValueError, match="plank"):
            replace(MOVEMENTS["plank"], signal=MOVEMENTS["deadlift"].signal)

    def test_repetitions_without_a_signal_are_refused(self) -> None:
        with pytest.raises(ValueError, match="deadlift"):
            replace(MOVEMENTS["deadlift"], signal=None)

    def test_main_checks_without_words_are_refused(self) -> None:
        with pytest.raises(ValueError, match="main checks come with the words"):
            replace(MOVEMENTS["deadlift"], main_about="")

    def test_two_checks_of_one_id_are_refused(self) -> None:
        deadlift = MOVEMENTS["deadlift"]
        with pytest.raises(ValueError, match="share an id"):
            replace(deadlift, checks=(deadlift.checks[0], deadlift.checks[0]))

    def test_progress_runs_from_rest_to_effort_in_either_direction(self) -> None:
        elbow = Signal(MOVEMENTS["pull_up"].signal.measure, rest=160, effort=60)  # type: ignore[union-attr]

        assert [elbow.progress(value) for value in (160, 110, 60)] == [0, 0.5, 1]

    def test_units_of_checks_are_known(self) -> None:
        units = {check.reads.unit for movement in MOVEMENTS.values() for check in movement.checks}

        assert units <= {"°", "s", "torso", ""}
        assert {timing.unit for timing in Timing} == {"s"}

    def test_evidence_without_words_is_refused(self) -> None:
        with pytest.raises(ValueError, match="in words"):
            Evidence(Source.MEASURED, "")

    def test_a_rule_of_thumb_was_measured_on_nobody(self) -> None:
        with pytest.raises(ValueError, match="guess"):
            Evidence(Source.GUESS, "a coach says so", (Sample(People.REAL),))

    def test_a_sample_of_nobody_is_refused(self) -> None:
        with pytest.raises(ValueError, match="n=0"):
            Sample(People.REAL, 0)

    def test_evidence_reads_with_its_samples_and_how_many_they_are_where_known(self) -> None:
        evidence = Evidence(Source.MEASURED, "reads 9", (Sample(People.RENDERED, 4), Sample(People.REAL)))

        assert str(evidence) == "reads 9 (rendered people, n=4; real people)"

    def test_a_limit_tells_its_bounds_apart(self) -> None:
        assert Limit(above=10).met(10) and not Limit(above=10).broken(10)
