"""Which movements a recording holds, and from when to when."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.accuracy.baseline import POSES
from benchmarks.accuracy.outcomes import kept_takes
from benchmarks.recognition import recognise_clip
from exercises import catalogue, recognition
from exercises.catalogue import MOVEMENTS, find
from exercises.measures.legs import leg_difference
from exercises.movement import Condition, Limit
from exercises.recognition import recognise
from sample_videos.studio.tracks import make_track
from tests.exercises.coaching import filmed, mirrored, unseen
from tests.figures import MANNERS, Beat, a_set, walk_in, walk_out
from tests.sample_videos.people import film_set
from vision.track import Track

WANTED_RENDERED = 0.95
HOLDS = [Beat(2.0), Beat(15.0)]


def a_bout(movement: str, reps: int = 4) -> list[Beat]:
    return HOLDS if find(movement).signal is None else a_set(movement, reps)


def names(track: Track) -> list[str]:
    return [found.movement.id for found in recognise(track).sets]


def one_after_the_other(*tracks: Track, pause_s: float) -> Track:
    """The track of several recordings by the same camera, with nobody in sight between them."""
    times_s, start_s = [], 0.0
    for track in tracks:
        times_s.append(track.time_s + start_s)
        start_s = times_s[-1][-1] + pause_s
    landmarks_px, visibility, outlines = (
        np.concatenate([getattr(track, name) for track in tracks])
        for name in ("landmarks_px", "visibility", "outline")
    )
    return replace(
        tracks[0],
        time_s=np.concatenate(times_s),
        landmarks_px=landmarks_px,
        visibility=visibility,
        outline=outlines,
    )


# --- one set ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("movement", MANNERS)
def test_a_set_is_recognised_and_with_it_the_way_in_and_out(movement: str) -> None:
    beats = (*walk_in(movement), *a_bout(movement), *walk_out(movement))

    assert names(filmed(movement, *beats)) == [movement]


@pytest.mark.parametrize("movement", MOVEMENTS)
def test_every_movement_of_the_catalogue_is_recognised_on_the_studios_people(movement: str) -> None:
    reps = 1 if find(movement).signal is None else 3
    seen_back = find(movement).needs_outline
    track = make_track(film_set(movement, *[{}] * reps), noisy=True, with_outline=seen_back)
    expected = find(movement).looks_like or movement

    assert names(track) == [expected]
    assert names(mirrored(track)) == [expected]


def test_the_second_guess_comes_with_how_sure_the_first_is() -> None:
    (row,) = recognise(filmed("one_arm_dumbbell_row", *a_set("one_arm_dumbbell_row", 4))).sets
    (pull,) = recognise(filmed("pull_up", *a_set("pull_up", 4))).sets

    best = [guess.movement.id for guess in row.guesses[:2]]
    assert best == ["one_arm_dumbbell_row", "bent_over_barbell_row"]
    assert row.guesses[0].evidence > row.guesses[1].evidence
    assert 0.5 < row.sureness < pull.sureness < 1


def test_a_movement_that_no_pose_tells_apart_is_answered_by_the_one_it_looks_like() -> None:
    assert names(filmed("pull_up", *a_set("pull_up", 4))) == ["pull_up"]
    assert [twin.id for twin in recognition.lookalikes(find("pull_up"))] == ["chin_up", "assisted_pull_up"]


def test_kin_is_told_apart_by_what_each_says_it_is_recognised_by(monkeypatch: pytest.MonkeyPatch) -> None:
    row = find("bent_over_barbell_row")
    legs_apart = (Condition(leg_difference, Limit(below=0.3), "Kneel"),)
    kneeling = replace(row, id="kneeling_row", recognised_by=legs_apart)
    monkeypatch.setitem(catalogue.MOVEMENTS, "kneeling_row", kneeling)

    assert names(filmed(row.id, *a_set(row.id, 4))) == [row.id]


# --- several sets -----------------------------------------------------------------------------------------


def test_sets_of_a_long_recording_are_found_where_they_are() -> None:
    done = ("deadlift", "bridge", "pull_up")
    tracks = [filmed(movement, *a_set(movement, 4)) for movement in done]
    track = one_after_the_other(*tracks, pause_s=30.0)

    sets = recognise(track).sets

    assert [found.movement.id for found in sets] == list(done)
    start_s = 0.0
    for found, part in zip(sets, tracks, strict=True):
        assert found.start_s <= start_s + 1.5
        assert found.end_s >= start_s + part.time_s[-1] - 1.5
        start_s += part.time_s[-1] + 30.0
    assert sets[0].end_s <= sets[1].start_s <= sets[1].end_s <= sets[2].start_s


def test_a_long_rest_ends_a_set_and_a_short_one_does_not() -> None:
    track = filmed("bridge", *a_set("bridge", 3))

    assert names(one_after_the_other(track, track, pause_s=3.0)) == ["bridge"]
    assert names(one_after_the_other(track, track, pause_s=40.0)) == ["bridge", "bridge"]


def test_another_movement_without_a_rest_is_another_set() -> None:
    first, second = (filmed(m, *a_set(m, 5)) for m in ("bent_over_barbell_row", "deadlift"))

    assert names(one_after_the_other(first, second, pause_s=1.0)) == ["bent_over_barbell_row", "deadlift"]


# --- nothing that is known --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "beats",
    [
        [Beat(10.0, ready=0)],
        [Beat(0.01, ready=0, along_m=-3, turn_deg=-8), Beat(5.0, ready=0, along_m=3, turn_deg=-8)],
    ],
    ids=["standing", "walking"],
)
def test_who_does_nothing_of_the_catalogue_is_not_given_a_name(beats: list[Beat]) -> None:
    assert names(filmed("deadlift", *beats)) == []


def test_what_came_nearest_is_said_where_nothing_is_known() -> None:
    found = recognise(filmed("deadlift", *a_set("deadlift", 3, top=0.55)))

    assert found.sets == ()
    assert "deadlift" in [movement.id for movement in found.nearest]


def test_a_recording_without_anybody_holds_nothing() -> None:
    track = unseen(filmed("deadlift", Beat(2.0)), 0.0, 9.0)

    assert recognise(track) == recognition.Recognition((), ())


# --- how well ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_poses_found_in_rendered_people_are_recognised() -> None:
    right = [recognise_clip(take.name, take.movement, track).right for take, _, track in kept_takes(POSES)]

    assert sum(right) / len(right) >= WANTED_RENDERED
