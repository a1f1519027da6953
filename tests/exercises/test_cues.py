"""One thing to say at a time: the most important, and not again and again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exercises.catalogue import find
from exercises.cues import BETWEEN_S, SAME_AGAIN_S, SHOWN_S, CueSpeaker
from exercises.movement import Check
from tests.exercises.coaching import filmed, frames_of, watched
from tests.figures import rep, rest

ROW = "bent_over_barbell_row"
FLAT, KNEES = "Flatten your back", "Soften your knees"


class TestSpeaker:
    def test_the_first_of_several_is_said(self) -> None:
        speaker = CueSpeaker()

        assert speaker.offer(0.0, [FLAT, KNEES]) == FLAT
        assert speaker.current(0.0) == FLAT

    def test_nothing_is_said_when_nothing_is_wrong(self) -> None:
        speaker = CueSpeaker()

        assert speaker.offer(0.0, []) is None
        assert speaker.current(0.0) is None

    def test_it_is_shown_for_a_while(self) -> None:
        speaker = CueSpeaker()
        speaker.offer(0.0, [FLAT])

        assert speaker.current(SHOWN_S - 0.1) == FLAT
        assert speaker.current(SHOWN_S + 0.1) is None

    def test_the_next_waits_until_the_last_was_heard(self) -> None:
        speaker = CueSpeaker()
        speaker.offer(0.0, [FLAT])

        assert speaker.offer(BETWEEN_S - 0.1, [KNEES]) is None
        assert speaker.offer(BETWEEN_S + 0.1, [KNEES]) == KNEES

    def test_the_same_is_not_said_on_every_repetition(self) -> None:
        speaker = CueSpeaker()
        speaker.offer(0.0, [FLAT])

        assert speaker.offer(SAME_AGAIN_S - 0.1, [FLAT]) is None
        assert speaker.offer(SAME_AGAIN_S + 0.1, [FLAT]) == FLAT

    def test_meanwhile_the_second_most_important_gets_its_turn(self) -> None:
        speaker = CueSpeaker()
        speaker.offer(0.0, [FLAT, KNEES])

        assert speaker.offer(4.0, [FLAT, KNEES]) == KNEES

    @given(st.lists(st.tuples(st.floats(0.05, 5.0), st.sampled_from([FLAT, KNEES])), max_size=40))
    def test_however_it_is_asked_it_keeps_its_distances(self, offers: list[tuple[float, str]]) -> None:
        speaker, time_s, said = CueSpeaker(), 0.0, []
        for wait_s, cue in offers:
            time_s += wait_s
            if speaker.offer(time_s, [cue]):
                said.append((time_s, cue))

        assert all(b[0] - a[0] >= BETWEEN_S for a, b in pairwise(said))
        for cue in (FLAT, KNEES):
            times_s = [at_s for at_s, what in said if what == cue]
            assert all(b - a >= SAME_AGAIN_S for a, b in pairwise(times_s))


class TestCoach:
    """What is said during a set of the figure."""

    @staticmethod
    def said(*shown: str | None) -> list[str]:
        return [cue for i, cue in enumerate(shown) if cue and (i == 0 or shown[i - 1] != cue)]

    def spoken(self, movement: str, reps: int, fps: float = 20.0, **made: float) -> list[str]:
        track = filmed(movement, *rest(), *rep(movement, **made) * reps, *rest(), fps=fps)
        return self.said(*(state.cue for state in watched(track, movement)[1]))

    def test_good_repetitions_are_not_talked_over(self) -> None:
        assert self.spoken(ROW, 4) == []

    def test_the_most_important_fault_comes_first(self) -> None:
        by_priority = sorted(find(ROW).checks, key=lambda check: check.priority)

        assert by_priority[0].id == "flat_back"
        assert self.spoken(ROW, 1, rounded=1, knees_locked=1) == [by_priority[0].cue]

    def test_then_the_next_one_and_the_first_again_after_a_while(self) -> None:
        cues = {check.id: check.cue for check in find(ROW).checks}

        said = self.spoken(ROW, 8, rounded=1, knees_locked=1)

        assert said[:2] == [cues["flat_back"], cues["knees_locked"]]
        assert 1 < said.count(cues["flat_back"]) < 8

    def test_a_cue_comes_soon_after_the_repetition(self) -> None:
        track = filmed(ROW, *rest(), *rep(ROW, rounded=1), *rep(ROW), *rest())

        report, states = watched(track, ROW)

        first_s = next(state.time_s for state in states if state.cue)
        assert report.rep_list[0].end_s is not None
        assert 0 <= first_s - report.rep_list[0].end_s < 0.7

    def test_the_joints_of_the_fault_are_lit_with_it(self) -> None:
        track = filmed(ROW, *rest(), *rep(ROW, knees_locked=1), *rest(4.0))

        states = watched(track, ROW)[1]

        check: Check = next(c for c in find(ROW).checks if c.id == "knees_locked")
        lit = {landmark for state in states if state.cue for landmark in state.highlight}
        assert {name.name.split("_")[1] for name in lit} == {joint.name for joint in check.shows}
        assert all(not state.highlight for state in states if not state.cue)

    def test_slow_machines_say_the_same(self) -> None:
        """Cooldowns run in media time, not in frames."""
        assert self.spoken(ROW, 5, fps=60.0, rounded=1) == self.spoken(ROW, 5, fps=15.0, rounded=1)

    def test_a_track_cut_off_says_the_same_so_far(self) -> None:
        track = filmed(ROW, *rest(), *rep(ROW, rounded=1) * 4, *rest())
        half = frames_of(track, track.time_s < 7.0)

        whole = [state.cue for state in watched(track, ROW)[1]]
        assert [state.cue for state in watched(half, ROW)[1]] == whole[: len(half)]
