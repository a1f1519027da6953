"""A score of 0 to 100 whose parts can be read, and none where too little was judged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.movement import Limit
from exercises.scoring import (
    CONTROLLED_LOWERING_S,
    SPINE_CAPS,
    TEMPO_POINTS,
    Score,
    SpineFault,
    score_hold,
    score_reps,
)
from exercises.verdict import Result, Verdict
from tests.exercises.coaching import at_progress, coached, filmed, of, unseen
from tests.figures import a_set, rep, rest

OK, FAULT, NOT_JUDGED = Result.OK, Result.FAULT, Result.NOT_JUDGED
ROW = "bent_over_barbell_row"
SLOWLY_S, QUICKLY_S = 2 * CONTROLLED_LOWERING_S, 0.4 * CONTROLLED_LOWERING_S

results = st.lists(st.sampled_from(Result), min_size=1, max_size=30)


def verdicts(*found: Result) -> list[Verdict]:
    return [Verdict("check", "Check", result) for result in found]


def main(*found: Result) -> list[Verdict]:
    return [Verdict("main", "Main", result, main=True) for result in found]


class TestMainChecks:
    def test_a_set_whose_main_check_was_mostly_not_judged_has_no_score(self) -> None:
        good = verdicts(*[OK] * 12)

        assert score_reps([*main(OK, NOT_JUDGED, NOT_JUDGED), *good], 3, 3, [SLOWLY_S]) is None
        assert score_reps([*main(OK, OK, NOT_JUDGED), *good], 3, 3, [SLOWLY_S]) is not None
        assert score_hold([*main(NOT_JUDGED), *good], 30.0, 30.0) is None

    def test_each_of_two_main_checks_must_be_judged(self) -> None:
        other = Verdict("other", "Other", NOT_JUDGED, main=True)

        assert score_hold([*main(OK), other, *verdicts(OK, OK)], 30.0, 30.0) is None

    def test_most_of_a_hold_too_close_to_call_is_no_score(self) -> None:
        assert score_hold(main(OK), 30.0, 30.0, unclear_s=16.0) is None

    def test_time_too_close_to_call_is_neither_good_nor_bad(self) -> None:
        score = score_hold(main(OK), 20.0, 30.0, unclear_s=10.0)

        assert score is not None and score.total == 80
        assert score.parts[1].why == "10.0 of 20.0 s, without 10.0 s too close to call"


class TestSpine:
    @staticmethod
    def total(*spine: SpineFault) -> int:
        score = score_reps(verdicts(*[OK] * 20), 5, 5, [SLOWLY_S] * 5, spine=spine)
        assert score is not None
        assert_readable(score)
        return score.total

    @pytest.mark.parametrize(
        ("bands", "share", "most"),
        [(1.0, 0.2, 85), (1.9, 0.6, 75), (2.0, 0.2, 70), (3.9, 0.5, 60), (4.0, 0.49, 55), (9.0, 1.0, 40)],
    )
    def test_the_further_past_the_limit_and_the_oftener_the_lower_the_cap(
        self, bands: float, share: float, most: int
    ) -> None:
        assert self.total(SpineFault("the back is rounded", bands, share)) == most

    def test_the_worst_of_several_counts(self) -> None:
        slight, strong = SpineFault("the trunk leans back", 1.0, 0.2), SpineFault("the back is rounded", 5, 1)

        assert self.total(slight, strong) == self.total(strong) == 40

    def test_what_it_costs_is_taken_from_form_and_said(self) -> None:
        spine = [SpineFault("the back is rounded", 3.0, 0.2)]
        score = score_reps(verdicts(OK, OK, OK, FAULT), 2, 2, [SLOWLY_S], spine=spine)

        assert score is not None
        assert score.parts[0].why == "3 of 4 judgements ok, but the back is rounded: 70 at most in all"
        assert [part.points for part in score.parts] == [30, 25, 15]

    def test_its_size_is_told_in_grey_bands_of_the_limit_that_it_broke(self) -> None:
        worst = [Verdict("c", "C", FAULT, value=value, limit=0.25) for value in (0.4, 0.55)]

        assert SpineFault.of("why", Limit(above=0.25, grey=0.1), worst, 0.5).bands == pytest.approx(3.0)

    def test_tempo_never_costs_more_than_it(self) -> None:
        quick = score_reps(verdicts(OK, OK), 2, 2, [QUICKLY_S] * 2, tempo=verdicts(*[FAULT] * 6))
        slowest = score_reps(verdicts(OK, OK), 2, 2, [0.0] * 2, tempo=verdicts(*[FAULT] * 6))

        assert quick is not None and slowest is not None
        assert quick.total >= slowest.total == 100 - TEMPO_POINTS
        assert max(max(caps) for _, *caps in SPINE_CAPS) <= slowest.total

    def test_sets_are_held_against_it(self) -> None:
        quick = of(ROW, *rest(), *rep(ROW, lower_s=0.3), *rep(ROW, lower_s=0.3), *rest()).score
        slight = of(ROW, *rest(), *rep(ROW), *rep(ROW, rounded=1), *rest()).score

        assert quick is not None and slight is not None
        assert slight <= 85 <= quick


class TestRepetitions:
    def test_a_faultless_set_has_a_hundred(self) -> None:
        score = score_reps(verdicts(OK, OK, OK), reps=3, attempts=3, lowering_s=[SLOWLY_S] * 3)

        assert score is not None and score.total == 100

    def test_the_worst_set_has_nothing_for_form_and_range(self) -> None:
        score = score_reps(verdicts(FAULT, FAULT), reps=0, attempts=2, lowering_s=[])

        assert score is not None and score.total == 0

    def test_each_part_says_what_it_is_made_of(self) -> None:
        score = score_reps(verdicts(OK, OK, OK, FAULT), reps=4, attempts=5, lowering_s=[SLOWLY_S] * 4)

        assert score is not None
        assert [part.name for part in score.parts] == ["Form", "Full repetitions", "Controlled lowering"]
        assert [part.why for part in score.parts][:2] == ["3 of 4 judgements ok", "4 of 5"]
        shares = [part.points / part.out_of for part in score.parts]
        assert shares == pytest.approx([0.75, 0.8, 1.0], abs=0.01)

    def test_what_was_not_judged_neither_helps_nor_hurts(self) -> None:
        some = score_reps(verdicts(OK, OK, FAULT, NOT_JUDGED, NOT_JUDGED), 3, 3, [SLOWLY_S])
        none = score_reps(verdicts(OK, OK, FAULT), 3, 3, [SLOWLY_S])

        assert some == none

    def test_too_little_judged_is_no_score(self) -> None:
        assert score_reps(verdicts(OK, *[NOT_JUDGED] * 5), 1, 1, [SLOWLY_S]) is None
        assert score_reps(verdicts(*[NOT_JUDGED] * 3), 1, 1, [SLOWLY_S]) is None
        assert score_reps([], 0, 0, []) is None

    def test_without_a_return_that_was_seen_the_rest_is_scored_to_a_hundred(self) -> None:
        score = score_reps(verdicts(OK), 1, 1, [])

        assert score is not None
        assert score.total == 100
        assert sum(part.out_of for part in score.parts) == pytest.approx(100, abs=0.1)

    def test_dropping_the_weight_costs_points(self) -> None:
        slow = score_reps(verdicts(OK), 1, 1, [SLOWLY_S])
        quick = score_reps(verdicts(OK), 1, 1, [QUICKLY_S])

        assert slow is not None and quick is not None
        assert quick.total < slow.total

    @given(results, st.integers(0, 20), st.integers(0, 20), st.lists(st.floats(0.0, 10.0), max_size=20))
    def test_it_lies_between_nought_and_a_hundred_and_is_the_sum_of_its_parts(
        self, found: list[Result], reps: int, more: int, lowering_s: list[float]
    ) -> None:
        score = score_reps(verdicts(*found), reps, reps + more, lowering_s)

        if score is not None:
            assert_readable(score)

    @given(results)
    def test_one_fault_more_never_helps(self, found: list[Result]) -> None:
        before = score_reps(verdicts(*found, OK), 3, 3, [SLOWLY_S])
        after = score_reps(verdicts(*found, FAULT), 3, 3, [SLOWLY_S])

        if before is not None and after is not None:
            assert after.total <= before.total


class TestHold:
    def test_time_in_good_position_counts(self) -> None:
        whole, half = score_hold(verdicts(OK), 30.0, 30.0), score_hold(verdicts(OK), 15.0, 30.0)

        assert whole is not None and half is not None
        assert whole.total == 100
        assert half.total == 80

    def test_nobody_in_position_is_no_score(self) -> None:
        assert score_hold(verdicts(OK), 0.0, 0.0) is None

    @given(results, st.floats(0, 100), st.floats(0, 100))
    def test_it_lies_between_nought_and_a_hundred(
        self, found: list[Result], good_s: float, bad_s: float
    ) -> None:
        score = score_hold(verdicts(*found), good_s, good_s + bad_s)

        if score is not None:
            assert_readable(score)


class TestSets:
    def test_a_good_set_scores_better_than_a_bad_one_and_that_than_half_repetitions(self) -> None:
        bad = [*rest(), *rep(ROW) * 2, *rep(ROW, rounded=1, knees_locked=1) * 2, *rest()]
        half = [*rest(), *rep(ROW) * 2, *rep(ROW, top=at_progress(ROW, 0.5)) * 6, *rest()]

        good_score, bad_score, half_score = (of(ROW, *beats).score for beats in (a_set(ROW, 4), bad, half))

        assert good_score is not None and bad_score is not None and half_score is not None
        assert good_score >= 95
        assert bad_score < good_score - 5
        assert half_score < good_score - 10

    def test_an_empty_set_has_no_score(self) -> None:
        assert coached(unseen(filmed(ROW, *rest()), 0.0, 9.0), ROW).score is None


def assert_readable(score: Score) -> None:
    assert 0 <= score.total <= 100
    assert score.total == round(sum(part.points for part in score.parts))
    assert all(0 <= part.points <= part.out_of + 0.05 for part in score.parts)
    assert all(part.why for part in score.parts)
