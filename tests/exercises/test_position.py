"""Nobody is counted on the way into the position or out of it."""

from __future__ import annotations

from math import nan

import pytest

from exercises.catalogue import MOVEMENTS, find
from exercises.measures.arms import hand_over_shoulder
from exercises.measures.trunk import trunk_inclination
from exercises.movement import Condition, Limit
from exercises.position import LEFT_S, PositionGate
from tests.exercises.coaching import FIGURED, REPEATED, filmed, watched
from tests.figures import Beat, a_set, rest, walk_in, walk_out

BENT = Condition(trunk_inclination, Limit(below=40, grey=10), "Bend forward")
HANGING = Condition(hand_over_shoulder, Limit(above=0.0, grey=0.1), "Let your arms hang")


class Gate(PositionGate):
    """A gate that is fed readings 20 times a second."""

    def __init__(self, *conditions: Condition) -> None:
        super().__init__(conditions)
        self._frame = 0

    def feed(self, seconds: float, walking: bool = False, bent: float = 60.0, hands: float = -1.0) -> None:
        values = {BENT.measure: bent, HANGING.measure: hands}
        for _ in range(max(1, round(seconds * 20))):
            self.update(self._frame / 20, lambda condition: values[condition.measure], walking)
            self._frame += 1


class TestGate:
    def test_it_is_shut_until_the_position_is_taken(self) -> None:
        gate = Gate(BENT)
        assert not gate.open
        assert gate.reason

        gate.feed(0.5, bent=20.0)
        assert not gate.open
        assert gate.reason

        gate.feed(0.5, bent=60.0)
        assert gate.open
        assert gate.reason is None

    def test_it_says_what_is_missing_first(self) -> None:
        gate = Gate(BENT, HANGING)
        gate.feed(1.0)

        gate.feed(1.0, hands=0.5)

        assert not gate.open
        assert gate.reason == "Let your arms hang"

    def test_a_moment_out_of_position_does_not_shut_it(self) -> None:
        gate = Gate(BENT)
        gate.feed(1.0)

        gate.feed(0.8 * LEFT_S, bent=10.0)
        assert gate.open

        gate.feed(1.0)
        gate.feed(0.8 * LEFT_S, bent=10.0)
        assert gate.open  # the first moment is forgotten

    def test_until_then_it_is_being_left(self) -> None:
        gate = Gate(BENT)
        assert not gate.leaving
        gate.feed(1.0)
        assert not gate.leaving

        gate.feed(0.8 * LEFT_S, bent=10.0)

        assert gate.open and gate.leaving

    def test_leaving_shuts_it(self) -> None:
        gate = Gate(BENT)
        gate.feed(1.0)

        gate.feed(LEFT_S + 0.2, bent=10.0)

        assert not gate.open

    def test_staying_asks_less_than_entering(self) -> None:
        """Between the limit and its grey band one may stay but not begin."""
        between = 35.0
        gate = Gate(BENT)
        gate.feed(3.0, bent=between)
        assert not gate.open

        gate.feed(1.0)
        gate.feed(3.0, bent=between)
        assert gate.open

    def test_walking_is_no_position(self) -> None:
        gate = Gate(BENT)
        gate.feed(3.0, walking=True)
        assert not gate.open

        gate.feed(1.0)
        gate.feed(2.0, walking=True)
        assert (gate.open, gate.reason) == (False, "Walking")

    def test_what_is_not_seen_has_the_benefit_of_the_doubt(self) -> None:
        gate = Gate(BENT, HANGING)

        gate.feed(1.0, hands=nan)

        assert gate.open

    def test_it_can_be_shut_at_once(self) -> None:
        gate = Gate(BENT)
        gate.feed(1.0)

        gate.close("Take the starting position")

        assert (gate.open, gate.reason) == (False, "Take the starting position")


class TestMovements:
    @pytest.mark.parametrize("movement", FIGURED)
    def test_the_figure_in_position_is_in_position(self, movement: str) -> None:
        _, states = watched(filmed(movement, *rest(3.0)), movement)

        assert states[-1].phase != "waiting"
        assert states[-1].notice is None

    @pytest.mark.parametrize("movement", [m for m in FIGURED if m not in ("scapular_squeeze", "deadlift")])
    def test_standing_beside_it_is_not_and_the_way_there_is_said(self, movement: str) -> None:
        _, states = watched(filmed(movement, Beat(3.0, ready=0)), movement)

        assert states[-1].phase == "waiting"
        assert states[-1].notice in {condition.otherwise for condition in find(movement).position}

    @pytest.mark.parametrize("movement", REPEATED)
    def test_on_the_way_in_and_out_nothing_is_under_way(self, movement: str) -> None:
        far = [*walk_in(movement)[:2], *walk_out(movement)[-1:]]

        _, states = watched(filmed(movement, *far), movement)

        assert not {state.phase for state in states} & {"lifting", "lowering"}
        assert "Walking" in {state.notice for state in states}

    @pytest.mark.parametrize("movement", FIGURED)
    def test_a_whole_set_is_done_in_position(self, movement: str) -> None:
        beats = [Beat(8.0)] if movement == "plank" else a_set(movement, 2)

        _, states = watched(filmed(movement, *beats), movement)

        assert all(state.phase != "waiting" for state in states if state.time_s > 1.0)

    @pytest.mark.parametrize("movement", MOVEMENTS)
    def test_every_condition_says_what_to_do(self, movement: str) -> None:
        for condition in find(movement).position:
            assert condition.otherwise[0].isupper()
            assert 2 <= len(condition.otherwise.split()) <= 12
