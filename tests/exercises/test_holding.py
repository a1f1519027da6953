"""The clock of a hold runs only while the position is good; every pause has its reason."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.holding import STEADY_S, HoldTimer
from exercises.report import SetReport
from exercises.verdict import Result
from reports.wording import headline
from tests.exercises.coaching import coached, filmed, hiding, of, unseen, watched
from tests.figures import Beat, Camera, walk_in, walk_out
from vision.pose import Landmark

FPS = 20.0
Stretch = tuple[float, str | None]


def timed(*stretches: Stretch) -> HoldTimer:
    """Seconds, and what is wrong meanwhile."""
    timer, frame = HoldTimer(), 0
    for seconds, broken in stretches:
        for _ in range(round(seconds * FPS)):
            timer.update(frame / FPS, broken)
            frame += 1
    timer.finish()
    return timer


class TestTimer:
    def test_a_good_hold_is_timed_from_its_first_moment(self) -> None:
        timer = timed((10.0, None))

        assert timer.total_s == timer.longest_s == pytest.approx(10.0, abs=0.1)
        assert timer.pauses == []

    def test_a_break_pauses_from_the_moment_it_began_and_is_given_its_reason(self) -> None:
        timer = timed((5.0, None), (2.0, "hips sagging"), (3.0, None))

        (pause,) = timer.pauses
        assert (pause.start_s, pause.end_s) == (pytest.approx(5.0), pytest.approx(7.0))
        assert pause.reason == "hips sagging"
        assert timer.total_s == pytest.approx(8.0, abs=0.1)
        assert timer.longest_s == pytest.approx(5.0, abs=0.1)

    def test_a_flicker_does_not_stop_the_clock(self) -> None:
        timer = timed((5.0, None), (0.8 * STEADY_S, "hips sagging"), (5.0, None))

        assert timer.pauses == []
        assert timer.total_s == pytest.approx(10.2, abs=0.1)

    def test_a_flicker_does_not_start_it(self) -> None:
        timer = timed((5.0, "hips sagging"), (0.8 * STEADY_S, None), (5.0, "hips sagging"))

        assert timer.total_s == 0.0
        assert timer.streaks == []

    def test_before_the_first_good_moment_there_is_no_pause(self) -> None:
        assert timed((5.0, "not in position"), (5.0, None)).pauses == []

    def test_the_reason_is_what_broke_it_first(self) -> None:
        timer = timed((5.0, None), (1.0, "hips sagging"), (1.0, "not seen"), (2.0, None))

        assert [pause.reason for pause in timer.pauses] == ["hips sagging"]

    def test_the_streak_begins_anew_after_a_pause(self) -> None:
        timer = HoldTimer()
        for frame in range(200):
            timer.update(frame / FPS, "hips sagging" if 60 <= frame < 100 else None)

        assert timer.streak_s == pytest.approx(5.0, abs=0.1)
        assert timer.total_s == pytest.approx(8.0, abs=0.1)
        assert timer.pause_reason is None

    def test_a_pause_that_lasts_to_the_end_is_closed_there(self) -> None:
        (pause,) = timed((5.0, None), (3.0, "not seen")).pauses

        assert pause.end_s == pytest.approx(8.0, abs=0.1)

    @staticmethod
    def told_afterwards(*stretches: tuple[float, str | None, float | None]) -> HoldTimer:
        """Seconds, what is wrong meanwhile, and since when."""
        timer, frame = HoldTimer(), 0
        for seconds, broken, since_s in stretches:
            for _ in range(round(seconds * FPS)):
                timer.update(frame / FPS, broken, since_s)
                frame += 1
        timer.finish()
        return timer

    def test_what_is_told_afterwards_counts_from_when_it_began(self) -> None:
        timer = self.told_afterwards((5.0, None, None), (5.0, "bouncing", 4.0), (5.0, None, 8.5))

        (pause,) = timer.pauses
        assert (pause.start_s, pause.end_s) == (4.0, 8.5)
        assert timer.total_s == pytest.approx(4.0 + 6.5, abs=0.1)

    def test_a_streak_that_turns_out_to_have_been_none_leaves_the_pause_before_it_open(self) -> None:
        timer = self.told_afterwards(
            (5.0, None, None), (3.0, "sag", None), (1.0, None, None), (3.0, "bouncing", 6.0)
        )

        (pause,) = timer.pauses
        assert (pause.start_s, pause.reason) == (5.0, "sag")
        assert timer.total_s == pytest.approx(5.0, abs=0.1)

    @given(st.lists(st.tuples(st.floats(0.5, 5.0), st.booleans()), min_size=1, max_size=8))
    def test_time_is_credited_once_or_not_at_all(self, stretches: list[tuple[float, bool]]) -> None:
        timer = timed(*((seconds, None if good else "sag") for seconds, good in stretches))

        good_s = sum(round(seconds * FPS) / FPS for seconds, good in stretches if good)
        whole_s = sum(seconds for seconds, _ in stretches)
        paused_s = sum((pause.end_s or 0.0) - pause.start_s for pause in timer.pauses)
        assert timer.total_s == pytest.approx(good_s, abs=0.11)
        assert timer.longest_s <= timer.total_s + 1e-9
        assert timer.total_s + paused_s <= whole_s + 0.1
        assert all((first.end_s or 0.0) <= second.start_s for first, second in pairwise(timer.pauses))


class TestPlank:
    """The clock of the figure's plank, seen from the side near the floor."""

    @staticmethod
    def report(*beats: Beat) -> SetReport:
        return of("plank", *beats)

    @staticmethod
    def faulty(seconds: float, fault: str) -> Beat:
        return Beat(seconds, dials=((fault, 1.0),))

    def test_a_good_hold_is_credited_whole(self) -> None:
        report = self.report(Beat(20.0))

        assert report.hold is not None
        assert report.hold.total_s == report.hold.longest_s == pytest.approx(20.0, abs=0.3)
        assert report.hold.pauses == ()
        assert {v.result for v in report.verdicts} == {Result.OK}
        assert report.score is not None and report.score == 100

    @pytest.mark.parametrize(("fault", "reason"), [("sag", "hips sagging"), ("pike", "hips piked")])
    def test_bad_hips_pause_the_clock_and_say_why(self, fault: str, reason: str) -> None:
        hold = self.report(Beat(6.0), self.faulty(4.0, fault), Beat(5.0)).hold

        assert hold is not None
        assert [pause.reason for pause in hold.pauses] == [reason]
        assert hold.pauses[0].start_s == pytest.approx(6.0, abs=0.4)
        assert hold.pauses[0].end_s == pytest.approx(10.0, abs=0.4)
        assert hold.total_s == pytest.approx(11.0, abs=0.6)
        assert hold.longest_s == pytest.approx(6.0, abs=0.4)

    def test_time_that_is_too_close_to_call_runs_and_is_told_apart(self) -> None:
        piked = Beat(4.0, dials=(("pike", 0.77),))

        hold = self.report(Beat(6.0), piked, Beat(5.0)).hold

        assert hold is not None
        assert hold.total_s == pytest.approx(15.0, abs=0.3)
        assert hold.unclear_s == pytest.approx(4.0, abs=0.6)

    def test_a_hold_that_is_too_close_to_call_has_no_score_and_says_so(self) -> None:
        report = self.report(Beat(12.0, dials=(("pike", 0.77),)))

        assert report.hold is not None and report.hold.total_s > 10
        assert report.score is None
        assert headline(report).endswith("Your hip line was not judged: it is too close to call.")

    def test_a_sag_caps_the_score(self) -> None:
        report = self.report(Beat(20.0), self.faulty(2.0, "sag"), Beat(20.0))

        assert report.score is not None and report.score <= 85
        assert "hips sagging" in report.score_parts[0].why

    def test_a_moment_of_sagging_is_tolerated(self) -> None:
        hold = self.report(Beat(5.0), self.faulty(0.2, "sag"), Beat(5.0)).hold

        assert hold is not None
        assert hold.pauses == ()

    @pytest.mark.parametrize(
        ("fault", "check"),
        [
            ("sag", "hips_sag"),
            ("pike", "hips_pike"),
            ("head_drop", "head_drop"),
            ("elbows_ahead", "elbows_under"),
        ],
    )
    def test_each_fault_of_the_hold_is_found_and_no_other(self, fault: str, check: str) -> None:
        report = self.report(Beat(4.0), self.faulty(4.0, fault), Beat(4.0))

        found = [v for v in report.verdicts if v.result is Result.FAULT]
        assert [verdict.check for verdict in found] == [check]
        assert found[0].cue
        assert found[0].at_s == pytest.approx(6.0, abs=2.3)
        assert report.score is not None and report.score < 100

    @pytest.mark.parametrize("fault", ["head_drop", "elbows_ahead"])
    def test_what_does_not_hurt_the_back_is_told_while_the_clock_runs(self, fault: str) -> None:
        hold = self.report(Beat(4.0), self.faulty(4.0, fault), Beat(4.0)).hold

        assert hold is not None
        assert hold.pauses == ()

    def test_the_reason_for_a_pause_is_shown_while_it_lasts(self) -> None:
        _, states = watched(filmed("plank", Beat(5.0), self.faulty(4.0, "sag"), Beat(5.0)), "plank")

        shown = {state.notice for state in states if state.phase == "paused"}
        assert shown == {"hips sagging"}
        assert {state.notice for state in states if state.phase == "holding"} == {None}

    def test_the_streak_shown_begins_anew_and_the_total_goes_on(self) -> None:
        _, states = watched(filmed("plank", Beat(6.0), self.faulty(4.0, "sag"), Beat(5.0)), "plank")

        last = states[-1]
        assert last.hold_s == pytest.approx(5.0, abs=0.4)
        assert last.hold_total_s == pytest.approx(11.0, abs=0.6)

    def test_leaving_ends_the_hold_without_a_pause(self) -> None:
        hold = self.report(*walk_in("plank"), Beat(8.0), *walk_out("plank")).hold

        assert hold is not None
        assert hold.total_s == pytest.approx(9.0, abs=1.5)  # with what the way down and up looks good
        assert hold.pauses == ()

    def test_getting_up_and_coming_back_is_a_pause(self) -> None:
        up = [Beat(0.8, ready=0), Beat(3.0, ready=0), Beat(0.8)]

        hold = self.report(Beat(6.0), *up, Beat(6.0)).hold

        assert hold is not None
        assert [pause.reason for pause in hold.pauses] == ["left the position"]
        assert hold.total_s == pytest.approx(12.0, abs=1.6)

    def test_nobody_holds_standing(self) -> None:
        report = self.report(Beat(10.0, ready=0))

        assert report.hold is not None
        assert report.hold.total_s == 0.0
        assert report.score is None

    def test_a_blink_of_the_camera_is_bridged(self) -> None:
        hold = coached(unseen(filmed("plank", Beat(10.0)), 5.0, 5.3), "plank").hold

        assert hold is not None
        assert hold.pauses == ()
        assert hold.total_s == pytest.approx(10.0, abs=0.3)

    def test_time_that_was_not_seen_is_not_credited(self) -> None:
        hold = coached(unseen(filmed("plank", Beat(16.0)), 5.0, 10.0), "plank").hold

        assert hold is not None
        assert [pause.reason for pause in hold.pauses] == ["not seen"]
        assert hold.total_s == pytest.approx(11.0, abs=1.2)

    def test_hidden_hips_are_not_credited_as_good_hips(self) -> None:
        hips = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
        report = coached(hiding(filmed("plank", Beat(8.0)), *hips), "plank")

        assert report.hold is not None
        assert report.hold.total_s == 0.0
        judged = {v.check: v for v in report.verdicts}
        assert judged["hips_sag"].result is Result.NOT_JUDGED
        assert judged["hips_sag"].reason and judged["hips_sag"].remedy
        assert judged["elbows_under"].result is Result.OK

    @pytest.mark.parametrize(("fault", "held_s"), [(None, 8.0), ("sag", 0.0), ("pike", 0.0)])
    def test_up_to_thirty_degrees_off_side_on_it_is_judged(self, fault: str | None, held_s: float) -> None:
        beat = Beat(8.0) if fault is None else self.faulty(8.0, fault)
        report = coached(filmed("plank", beat, camera=Camera(30.0)), "plank")

        assert report.hold is not None and report.hold.total_s == pytest.approx(held_s, abs=0.3)
        found = {v.check for v in report.verdicts if v.result is Result.FAULT}
        assert found == (set() if fault is None else {f"hips_{fault}"})

    @pytest.mark.parametrize("yaw_deg", [35.0, 45.0, 60.0])
    def test_from_an_angle_nothing_is_credited_and_the_remedy_is_said(self, yaw_deg: float) -> None:
        report, states = watched(filmed("plank", Beat(8.0), camera=Camera(yaw_deg)), "plank")

        assert report.hold is not None and report.hold.total_s == 0.0
        assert {v.result for v in report.verdicts} == {Result.NOT_JUDGED}
        assert {v.remedy for v in report.verdicts} == {"Turn side-on to the camera"}
        assert states[-1].notice
