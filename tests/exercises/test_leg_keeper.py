"""Legs that the network takes for each other, seen side-on, are put back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from exercises.leg_keeper import INSISTED_S, LegKeeper
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import coached, judgements
from tests.sample_videos.people import film_set
from vision.track import Track

LEFT, RIGHT = [25, 27, 29, 31], [26, 28, 30, 32]
FPS, TORSO_PX = 30.0, 100.0


def legs(left_x: float, right_x: float) -> np.ndarray:
    """Landmarks with the two legs standing upright at these places."""
    points = np.zeros((33, 2), np.float32)
    for rows, x in ((LEFT, left_x), (RIGHT, right_x)):
        points[rows] = [[x, y] for y in (100, 150, 155, 160)]
    return points


def kept(*frames: tuple[float, float]) -> list[tuple[float, float]]:
    """The places that the keeper gives for the legs, frame by frame."""
    keeper = LegKeeper()
    found = [keeper.update(legs(*frame), at / FPS, TORSO_PX) for at, frame in enumerate(frames)]
    return [(float(one[25, 0]), float(one[26, 0])) for one in found]


def test_legs_exchanged_for_a_moment_are_put_back() -> None:
    apart, exchanged = [(0.0, 60.0)] * 10, [(60.0, 0.0)] * 5

    assert set(kept(*apart, *exchanged, *apart)) == {(0.0, 60.0)}


def test_legs_seen_one_way_for_long_are_put_back_for_as_long() -> None:
    """And at once when the network is right again: an exchange of 1.5 s is no repetition."""
    apart, exchanged = [(0.0, 60.0)] * 60, [(60.0, 0.0)] * 45

    assert set(kept(*apart, *exchanged, *apart)) == {(0.0, 60.0)}


def test_what_the_network_insists_on_is_believed() -> None:
    for_long = round(INSISTED_S * FPS) + 5

    assert kept(*[(0.0, 60.0)] * 10, *[(60.0, 0.0)] * for_long)[-1] == (60.0, 0.0)


def test_legs_that_pass_each_other_are_not_held_back() -> None:
    passing = [(float(x), 60.0 - x) for x in range(0, 61, 3)]

    assert kept(*passing) == passing


def test_legs_that_come_together_and_part_again_are_believed_anew() -> None:
    together = [(0.0, 5.0)] * round((INSISTED_S + 0.2) * FPS)

    assert kept((0.0, 60.0), *together, (60.0, 0.0))[-1] == (60.0, 0.0)


def exchanged(track: Track, share: float) -> Track:
    """The track with the legs taken for each other in single frames and in pairs of frames."""
    landmarks_px = track.landmarks_px.copy()
    random = np.random.default_rng(3)
    for at in np.flatnonzero(random.random(len(track)) < share):
        rows = slice(at, at + int(random.integers(1, 3)))
        landmarks_px[rows, LEFT], landmarks_px[rows, RIGHT] = (
            track.landmarks_px[rows, RIGHT],
            track.landmarks_px[rows, LEFT],
        )
    return replace(track, landmarks_px=landmarks_px)


@pytest.mark.parametrize("movement", ["dead_bug", "bird_dog"])
def test_a_set_is_counted_and_judged_as_if_they_had_not_been(movement: str) -> None:
    track = make_track(film_set(movement, {}, {}, {}), noisy=True, with_outline=True)

    report = coached(exchanged(track, 0.15), movement)

    assert [rep.side for rep in report.rep_list] == [rep.side for rep in coached(track, movement).rep_list]
    assert judgements(report) == judgements(coached(track, movement))
