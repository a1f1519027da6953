from dataclasses import replace

import pytest

from exercises.verdict import Verdict
from reports import wording
from tests.reports import sample_report as sample


def verdict(**changes):
    return Verdict(**sample.verdict(**changes))


def result_text(report):
    return " ".join(wording.result_sentences(report))


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (
            sample.deadlift(),
            "4 of 5 deadlifts counted, 2 clean. Main thing to change: keep your back flat in reps 2 and 4.",
        ),
        (
            sample.plank(),
            "Plank held for 34 s in all, with 2 pauses; the longest stretch was 18 s. "
            "Main thing to change: lift your hips.",
        ),
        (
            sample.squeeze(),
            "3 scapular squeezes counted, 2 clean. 14 s held in all, the longest 5.4 s. "
            "Main thing to change: hold each squeeze for five seconds in rep 2.",
        ),
        (
            sample.one_arm_row(),
            "4 one-arm dumbbell rows counted (2 left and 2 right), 3 clean. "
            "Main thing to change: keep your chest where it is in rep 4.",
        ),
        (sample.nothing(), "No deadlift was seen. Turn side-on to the camera."),
    ],
    ids=["reps", "hold", "hold-reps", "per side", "nothing"],
)
def test_the_result_is_said_in_words(report, sentence):
    assert result_text(report) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"attempts": 1, "reps": 0}, "No deadlift counted. One was begun but not completed."),
        ({"attempts": 3, "reps": 0}, "No deadlift counted. 3 were begun, none completed."),
    ],
)
def test_attempts_without_a_rep_are_not_silently_skipped(changes, sentence):
    report = sample.deadlift(clean_reps=0, rep_list=[], verdicts=[], **changes)
    assert result_text(report) == sentence


def test_time_that_may_not_have_been_good_is_told():
    held = sample.plank()
    held = replace(held, hold=replace(held.hold, unclear_s=4.2))
    assert "18 s. For 4 s of it your line was too close to call." in result_text(held)


@pytest.mark.parametrize(("strictness", "said"), [("lenient", "leniently"), ("strict", "strictly")])
def test_how_strictly_it_was_judged_is_said_where_it_is_not_as_usual(strictness, said):
    assert f"Judged {said}: limits lie" in result_text(sample.deadlift(strictness=strictness))
    assert "Judged" not in result_text(sample.deadlift(strictness="usual"))


def test_nothing_judged_was_not_judged_strictly():
    assert "Judged" not in result_text(sample.nothing(strictness="strict"))
    assert "Judged" not in result_text(sample.nothing(strictness="strict", verdicts=[]))


def test_a_set_without_faults_says_so():
    clean = sample.deadlift(
        attempts=2, reps=2, clean_reps=2, verdicts=[sample.verdict() | {"label": "Flat back", "reps": []}],
        rep_list=[sample.rep(1, [sample.verdict()]), sample.rep(2, [sample.verdict()])],
    )  # fmt: skip
    assert result_text(clean) == "2 deadlifts counted, all clean. No fault was found."


def test_reps_that_nobody_could_judge_are_not_called_clean():
    unseen = sample.verdict(result="not_judged", value=None, reason="turned away")
    report = sample.nothing(attempts=1, reps=1, clean_reps=1, rep_list=[sample.rep(1, [unseen])])
    assert result_text(report) == ("1 deadlift counted, form not judged. Turn side-on to the camera.")


def test_a_stopped_analysis_says_how_far_it_came():
    last = wording.result_sentences(sample.deadlift(partial=True))[-1]
    assert last == "The analysis was stopped at 0:18, so this is only the first part of the recording."


def test_a_fault_in_all_reps_is_not_spelled_out():
    assert wording.rep_words([1, 2, 3], of=3) == "every rep"
    assert wording.rep_words([1], of=1) == "rep 1"
    assert wording.rep_words([1, 3, 4], of=5) == "reps 1, 3 and 4"
    assert wording.rep_words([], of=5) == ""


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("Deadlift", "deadlifts"),
        ("Pull-up", "pull-ups"),
        ("T-bar row", "T-bar rows"),
        ("Pendlay row", "Pendlay rows"),
        ("Rear delt fly", "rear delt flies"),
        ("Bird dog", "bird dogs"),
        ("Hip stretch", "hip stretches"),
    ],
)
def test_movements_have_a_plural(name, many):
    assert wording.movement_noun(name, 2) == many


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (27.4, "°", "27°"),
        (1.26, "s", "1.3 s"),
        (0.345, "", "0.34"),
        (0.345, "ratio", "0.34"),
        (0.183, "torso", "18 % of torso"),
        (3, "kg", "3.00 kg"),
    ],
)
def test_numbers_keep_only_the_digits_that_mean_something(value, unit, text):
    assert wording.quantity(value, unit) == text


def test_what_was_not_judged_comes_with_its_remedy():
    (bar,) = wording.not_judged(sample.deadlift())
    assert (bar.label, bar.where) == ("Bar close to the legs", "every rep")
    assert bar.reason == "The wrists were hidden by the plates."
    assert bar.remedy.startswith("Put the camera a little higher")


def test_a_value_stands_beside_its_limit():
    assert wording.value_words(verdict(value=27.4, limit=20.0)) == "27° (limit 20°)"
    assert wording.value_words(verdict(value=0.183, limit=0.12, unit="torso")) == "18 % of torso (limit 12 %)"
    assert wording.value_words(verdict(value=27.4, limit=None)) == "27°"
    assert wording.value_words(verdict(value=None)) == ""


def test_checks_withheld_for_one_reason_are_told_once():
    why = {"reps": [], "remedy": "Do a repetition"}
    verdicts = [
        sample.verdict(check, "not_judged", value=None, reason="there was no repetition")
        | why
        | {"label": label}
        for check, label in (("flat_back", "Flat back"), ("lockout", "Lockout"))
    ]
    (both,) = wording.not_judged(sample.nothing(verdicts=verdicts))
    assert both.label == "Flat back and Lockout"


def test_a_warning_says_better_than_a_remedy_why_nothing_was_seen():
    report = sample.nothing(warnings=["Nobody took the position of a deadlift."])
    assert result_text(report) == "No deadlift was seen."
