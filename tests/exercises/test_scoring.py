"""A score of 0 to 100 whose parts can be read, and none where too little was judged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.scoring import CONTROLLED_LOWERING_S, Score, score_hold, score_reps
from exercises.verdict import Result, Verdict
from tests.exercises.coaching import at_progress, coached, filmed, of, unseen
from tests.figures import a_set, rep, rest

OK, FAULT, NOT_JUDGED = Result.OK, Result.FAULT, Result.NOT_JUDGED
ROW = "bent_over_barbell_row"
SLOWLY_S, QUICKLY_S = 2 * CONTROLLED_LOWERING_S, 0.4 * CONTROLLED_LOWERING_S

results = st.lists(st.sampled_from(Result), min_size=1, max_size=30)


def verdicts(*found: Result) -> list[Verdict]:
    return [Verdict("check", "Check", result) for result in found]


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
