"""Every movement performed by a figure, in all the ways that make counters miscount."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.body import Side
from exercises.report import SetReport
from tests.exercises.coaching import (
    REPEATED,
    at_progress,
    coached,
    counts,
    faults,
    filmed,
    from_second,
    of,
    unseen,
    watched,
)
from tests.figures import MANNERS, TURNED_AWAY, Beat, Camera, a_set, rep, rest, walk_in, walk_out
from vision.track import Track

SQUEEZE = "scapular_squeeze"
ROW = "one_arm_dumbbell_row"
OTHER_WAY_DEG = 164.0  # turned round: the other side nearer the camera

# A squeeze is a matter of centimetres: the error of the landmarks is a good part of it.
HALF = {movement: 0.4 if movement == SQUEEZE else 0.5 for movement in REPEATED}
NOISE = {movement: 0.003 if movement == SQUEEZE else 0.005 for movement in REPEATED}

every_repeated_movement = pytest.mark.parametrize("movement", REPEATED)


def rep_starts_s(movement: str, reps: int) -> list[float]:
    """The seconds at which the repetitions of `a_set` begin, after the rest before each."""
    return [1.2 + nth * sum(MANNERS[movement].rep_s) for nth in range(reps)]


class TestCleanSets:
    @every_repeated_movement
    @pytest.mark.parametrize("reps", [1, 6])
    def test_as_many_as_were_done(self, movement: str, reps: int) -> None:
        assert counts(of(movement, *a_set(movement, reps))) == (reps, reps)

    @every_repeated_movement
    @pytest.mark.parametrize("rep_s", [1.2, 2.0, 6.0])
    def test_at_every_tempo(self, movement: str, rep_s: float) -> None:
        rep_s += 2.0 if movement == SQUEEZE else 0.0  # a squeeze in one second is a twitch

        assert counts(of(movement, *a_set(movement, 3, rep_s))) == (3, 3)

    @every_repeated_movement
    def test_with_an_unsteady_pose(self, movement: str) -> None:
        assert counts(of(movement, *a_set(movement, 4), noise=0.01)) == (4, 4)

    @every_repeated_movement
    def test_by_somebody_with_short_arms(self, movement: str) -> None:
        assert counts(of(movement, *a_set(movement, 4), arm_share=0.8)) == (4, 4)

    @every_repeated_movement
    def test_by_somebody_stiff_who_reaches_neither_end(self, movement: str) -> None:
        top, bottom = at_progress(movement, 0.8), at_progress(movement, 0.15)
        stiff = [Beat(1.2, bottom), *rep(movement, top=top, bottom=bottom) * 4, Beat(1.2, bottom)]

        assert counts(of(movement, *stiff)) == (4, 4)

    @every_repeated_movement
    def test_with_a_growing_range(self, movement: str) -> None:
        """The first repetition is the smallest, as of somebody who warms up."""
        tops = [at_progress(movement, progress) for progress in (0.75, 0.85, 0.95)] + [1.0]
        beats = [beat for top in tops for beat in rep(movement, top=top)]

        assert counts(of(movement, *rest(), *beats, *rest())) == (4, 4)

    @every_repeated_movement
    def test_when_tired(self, movement: str) -> None:
        """Slower and smaller towards the end."""
        usual_s = sum(MANNERS[movement].rep_s)
        tops = np.linspace(1.0, at_progress(movement, 0.85), 5)
        beats = [beat for i, top in enumerate(tops) for beat in rep(movement, usual_s * (1 + 0.1 * i), top)]

        assert counts(of(movement, *rest(), *beats, *rest())) == (5, 5)


@given(
    movement=st.sampled_from(REPEATED),
    tempos=st.lists(st.floats(0.8, 1.6), min_size=1, max_size=4),
    pause_s=st.floats(0.0, 3.0),
    noise=st.floats(0.0, 0.006),
    yaw_deg=st.floats(-10, 10),
    arm_share=st.floats(0.85, 1.05),
    seed=st.integers(0, 99),
)
@settings(max_examples=25, deadline=None)
def test_any_clean_set_is_counted_and_clean(
    movement: str,
    tempos: list[float],
    pause_s: float,
    noise: float,
    yaw_deg: float,
    arm_share: float,
    seed: int,
) -> None:
    manner = MANNERS[movement]
    quickest = 1.0 if manner.rep_s[2] > 1 else 0.0  # a pause at the top is not to be cut short
    reps = [rep(movement, sum(manner.rep_s) * max(tempo, quickest)) for tempo in tempos]
    beats = [beat for one in reps for beat in (*one, Beat(pause_s + 0.1))]

    report = of(
        movement,
        *rest(1.5),
        *beats,
        *rest(),
        camera=Camera(manner.yaw_deg + yaw_deg),
        noise=noise,
        arm_share=arm_share,
        seed=seed,
    )

    assert counts(report) == (len(tempos), len(tempos))
    assert faults(report) == {}


class TestWhatIsNoRepetition:
    @every_repeated_movement
    def test_half_repetitions_from_the_start_are_attempts(self, movement: str) -> None:
        half = rep(movement, top=at_progress(movement, HALF[movement]))

        report = of(movement, *rest(), *half * 3, *rest(), noise=NOISE[movement])

        assert counts(report) == (3, 0)
        assert all(attempt.reason for attempt in report.attempt_list)

    @every_repeated_movement
    def test_half_repetitions_after_full_ones_are_attempts(self, movement: str) -> None:
        half = rep(movement, top=at_progress(movement, HALF[movement]))

        beats = [*rest(), *rep(movement) * 2, *half * 2, *rep(movement), *rest()]
        assert counts(of(movement, *beats, noise=NOISE[movement])) == (5, 3)

    @every_repeated_movement
    def test_a_double_dip_is_one(self, movement: str) -> None:
        dip = at_progress(movement, 0.6)
        dipping = [Beat(0.5), Beat(1.0, 1.0), Beat(0.4, dip), Beat(0.4, 1.0), Beat(1.0, 0.0)]

        assert counts(of(movement, *rest(), *rep(movement), *dipping, *rep(movement), *rest())) == (3, 3)

    @every_repeated_movement
    @pytest.mark.parametrize("progress", [0.3, 0.6])
    def test_a_pause_on_the_way_splits_nothing(self, movement: str, progress: float) -> None:
        at = at_progress(movement, progress)
        up = [Beat(0.5), Beat(0.6, at), Beat(2.5, at), Beat(0.6, 1.0), Beat(0.5, 1.0), Beat(1.2)]
        down = [Beat(0.5), Beat(1.0, 1.0), Beat(0.5, 1.0), Beat(0.6, at), Beat(2.5, at), Beat(0.6)]

        assert counts(of(movement, *rest(), *rep(movement), *up, *down, *rest())) == (3, 3)

    @every_repeated_movement
    @pytest.mark.parametrize("progress", [0.45, 0.6])
    def test_trembling_at_a_limit_counts_at_most_once(self, movement: str, progress: float) -> None:
        at = at_progress(movement, progress)
        trembling = [Beat(1.0, at), Beat(5.0, at), Beat(1.0)]

        noise = 2 * NOISE[movement]

        assert counts(of(movement, *rest(), *trembling, *rest(), noise=noise))[0] <= 1
        assert counts(of(movement, *rest(), *rep(movement), *trembling, *rest(), noise=noise))[0] <= 2

    @every_repeated_movement
    def test_small_movements_between_repetitions_count_nothing(self, movement: str) -> None:
        fidget = [Beat(0.4, at_progress(movement, 0.15)), Beat(0.4, 0.0)]

        assert counts(of(movement, *rest(), *[*rep(movement), *fidget] * 3, *fidget * 3, *rest())) == (3, 3)

    @every_repeated_movement
    def test_standing_around_counts_nothing(self, movement: str) -> None:
        assert counts(of(movement, Beat(15.0, ready=0), noise=2 * NOISE[movement])) == (0, 0)

    @every_repeated_movement
    def test_waiting_in_position_counts_nothing(self, movement: str) -> None:
        assert counts(of(movement, Beat(15.0), noise=2 * NOISE[movement])) == (0, 0)


class TestComingAndGoing:
    @every_repeated_movement
    @pytest.mark.parametrize("reps", [1, 4])
    def test_walk_in_take_position_lift_and_leave(self, movement: str, reps: int) -> None:
        report = of(movement, *walk_in(movement), *a_set(movement, reps), *walk_out(movement))

        assert counts(report) == (reps, reps)

    @every_repeated_movement
    def test_taking_the_position_and_leaving_it_is_nothing(self, movement: str) -> None:
        assert counts(of(movement, *walk_in(movement), *rest(3.0), *walk_out(movement))) == (0, 0)

    @every_repeated_movement
    def test_somebody_who_walks_through_is_nothing(self, movement: str) -> None:
        through = [*walk_in(movement)[:2], walk_out(movement)[-1]]

        assert counts(of(movement, *through)) == (0, 0)

    @pytest.mark.parametrize("movement", [m for m in REPEATED if m != "deadlift"])  # there it is a lift
    def test_standing_up_between_two_bouts(self, movement: str) -> None:
        up = [Beat(0.8, ready=0), Beat(3.0, ready=0), Beat(0.8)]

        assert counts(of(movement, *a_set(movement, 3), *up, *a_set(movement, 2))) == (5, 5)

    @every_repeated_movement
    def test_nobody_there(self, movement: str) -> None:
        empty = unseen(filmed(movement, Beat(5.0)), 0.0, 9.0)

        report, states = watched(empty, movement)

        assert counts(report) == (0, 0)
        assert report.score is None
        assert report.warnings
        assert {state.phase for state in states} == {"waiting"}
        assert all(state.notice for state in states)


class TestBeginningAndEnding:
    @every_repeated_movement
    def test_the_recording_begins_in_mid_lift(self, movement: str) -> None:
        """The first one was half seen and may count or not; the others count."""
        rest_s, lifting_s, _, _ = MANNERS[movement].rep_s
        track = filmed(movement, *a_set(movement, 4))

        report = coached(from_second(track, 1.2 + rest_s + 0.5 * lifting_s), movement)

        assert len(report.rep_list) in (3, 4)
        assert [round(r.peak_s) for r in report.rep_list[-3:]] == [
            round(r.peak_s) for r in coached(track, movement).rep_list[-3:]
        ]

    @every_repeated_movement
    def test_the_recording_begins_on_the_way_down(self, movement: str) -> None:
        *lead_s, lowering_s = MANNERS[movement].rep_s

        report = coached(
            from_second(filmed(movement, *a_set(movement, 4)), 1.2 + sum(lead_s) + 0.3 * lowering_s), movement
        )

        assert len(report.rep_list) == 3

    @every_repeated_movement
    def test_the_recording_ends_on_the_way_up(self, movement: str) -> None:
        beats = [*rest(), *rep(movement) * 3, *rep(movement)[:3]]

        assert counts(of(movement, *beats)) == (4, 3)


class TestLostAndFound:
    @staticmethod
    def lost(movement: str, moment: float, seconds: float) -> tuple[SetReport, Track, float]:
        """Lost in the second of four repetitions, at this share of it."""
        track = filmed(movement, *a_set(movement, 4))
        start_s = rep_starts_s(movement, 4)[1] + moment * sum(MANNERS[movement].rep_s)
        return coached(unseen(track, start_s, start_s + seconds), movement), track, start_s

    @every_repeated_movement
    @pytest.mark.parametrize("moment", [0.3, 0.6])
    def test_a_blink_is_bridged(self, movement: str, moment: float) -> None:
        assert counts(self.lost(movement, moment, 0.3)[0]) == (4, 4)

    @every_repeated_movement
    @pytest.mark.parametrize("moment", [0.3, 0.6])
    def test_after_a_long_time_nothing_is_invented(self, movement: str, moment: float) -> None:
        report, track, start_s = self.lost(movement, moment, 4.0)

        wholly_seen = [
            r
            for r in coached(track, movement).rep_list
            if r.end_s is not None and (r.end_s <= start_s or r.start_s >= start_s + 4.3)
        ]
        assert len(report.rep_list) <= len(wholly_seen) + 1
        for repetition in report.rep_list:
            assert repetition.end_s is not None
            assert repetition.end_s <= start_s or repetition.start_s >= start_s + 4.0

    @every_repeated_movement
    def test_somebody_lost_between_repetitions_goes_on_counting(self, movement: str) -> None:
        bout = a_set(movement, 3)
        seconds = sum(beat.seconds for beat in bout)
        track = filmed(movement, *bout, *rest(5.0), *bout)

        report = coached(unseen(track, seconds, seconds + 4.5), movement)

        assert counts(report) == (6, 6)


class TestOneArmRow:
    @staticmethod
    def left(beats: list[Beat]) -> list[Beat]:
        """The same, turned round, with the left arm."""
        return [replace(b, turn_deg=OTHER_WAY_DEG, dials=(*b.dials, ("left", 1.0))) for b in beats]

    def test_each_side_is_counted_on_its_own(self) -> None:
        change = [Beat(0.8, ready=0), Beat(1.0, ready=0, turn_deg=OTHER_WAY_DEG)]
        beats = [*a_set(ROW, 4), *change, *self.left(a_set(ROW, 3))]

        sides = of(ROW, *beats).sides

        counted = {side: (found.attempts, found.reps) for side, found in sides.items()}
        assert counted == {"right": (4, 4), "left": (3, 3)}

    def test_only_the_wanted_side_is_counted(self) -> None:
        track = filmed(ROW, *self.left(a_set(ROW, 3)))

        assert counts(coached(track, ROW, Side.LEFT)) == (3, 3)
        assert counts(coached(track, ROW, Side.RIGHT)) == (0, 0)


class TestSqueeze:
    @pytest.mark.parametrize(("held_s", "long_enough"), [(5.8, True), (2.0, False)])
    def test_it_counts_and_is_judged_by_how_long_it_is_held(self, held_s: float, long_enough: bool) -> None:
        report = of(SQUEEZE, *a_set(SQUEEZE, 3, top_s=held_s))

        assert counts(report) == (3, 3)
        assert report.hold is not None
        assert report.hold.longest_s == pytest.approx(held_s, abs=0.5)
        assert report.hold.total_s == pytest.approx(3 * held_s, abs=1.5)
        hold = next(v for v in report.verdicts if v.check == "hold")
        assert (hold.result == "ok") is long_enough

    def test_the_time_held_is_shown_while_it_runs(self) -> None:
        _, states = watched(filmed(SQUEEZE, *a_set(SQUEEZE, 1)), SQUEEZE)

        shown = [state.hold_s for state in states if state.phase == "top"]
        assert shown[-1] == pytest.approx(5.6, abs=0.6)
        assert all(value is not None for value in shown)

    def test_a_slow_drift_of_posture_is_no_squeeze(self) -> None:
        drift = at_progress(SQUEEZE, 0.25)

        assert counts(of(SQUEEZE, *rest(2.0), Beat(20.0, drift), Beat(20.0, 0.0))) == (0, 0)


@pytest.mark.parametrize("yaw_deg", [TURNED_AWAY, 88.0, 60.0, -60.0])
def test_a_pull_up_is_counted_from_the_front_and_from_behind(yaw_deg: float) -> None:
    assert counts(of("pull_up", *a_set("pull_up", 4), camera=Camera(yaw_deg))) == (4, 4)


@pytest.mark.parametrize("movement", ["bent_over_barbell_row", "deadlift", "bridge"])
@pytest.mark.parametrize("yaw_deg", [0.0, 30.0, -20.0, 150.0])
def test_movements_seen_from_the_side_bear_a_camera_that_stands_askew(movement: str, yaw_deg: float) -> None:
    assert counts(of(movement, *a_set(movement, 4), camera=Camera(yaw_deg))) == (4, 4)
