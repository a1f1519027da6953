"""The test people, what is kept of them, and how the program is run on them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.workers import Workers
from benchmarks.accuracy import cache, run
from benchmarks.accuracy.cache import canonical, fetch_film, film_key, is_whole, poses, poses_key
from benchmarks.accuracy.run import Progress, outcome_of, real_outcomes
from benchmarks.accuracy.takes import CASTS, IN_DEPTH, LARGEST, USUAL, TestTake, azimuth_off_deg, takes
from exercises.catalogue import MOVEMENTS, find
from sample_videos.studio.film import Take
from sample_videos.studio.motions import MOTIONS
from sample_videos.studio.script import RANGE, Motion, Script
from vision.errors import BacklineError
from vision.pose import LANDMARK_COUNT
from vision.track import Track
from vision.view import View

ROOT = Path(__file__).parents[2]

each_cast = pytest.mark.parametrize("cast", CASTS)
each_motion = pytest.mark.parametrize("motion", MOTIONS.values(), ids=lambda motion: motion.movement)


def of(motion: Motion, cast: str = "tuning") -> list[TestTake]:
    return [one for one in takes(cast) if one.info.movement == motion.movement]


def usual(motion: Motion, cast: str = "tuning") -> list[TestTake]:
    return [one for one in of(motion, cast) if one.info.condition == USUAL]


def sizes(test_take: TestTake, dial: str) -> list[float]:
    return [rep.dials.get(dial, 0.0) for rep in test_take.take.script.reps]


def about(motion: Motion, dial: str, cast: str = "tuning") -> list[TestTake]:
    """The usual sets that are about one dial: most others have it in no repetition."""
    return [one for one in usual(motion, cast) if f"-{dial}-" in one.name]


# --- the casts ----------------------------------------------------------------------------------------------


def test_nobody_and_nothing_is_in_both_casts() -> None:
    tuning, reporting = takes("tuning"), takes("reporting")

    for what in ("person", "room", "viewpoint", "seed"):
        of_tuning, of_reporting = ([getattr(one.take, what) for one in cast] for cast in (tuning, reporting))
        assert not [thing for thing in of_tuning if thing in of_reporting], what
    assert {one.info.person for one in tuning}.isdisjoint({one.info.person for one in reporting})
    assert {one.info.room for one in tuning}.isdisjoint({one.info.room for one in reporting})


def test_both_casts_do_the_same_sets() -> None:
    wanted = [[(one.info.movement, one.info.condition, one.info.view) for one in takes(c)] for c in CASTS]

    assert wanted[0] == wanted[1]


@each_cast
def test_every_set_has_a_name_of_its_own(cast: str) -> None:
    names = [one.name for one in takes(cast)]

    assert len(set(names)) == len(names)
    assert all(one.name == one.take.name == one.info.name for one in takes(cast))


@each_cast
def test_whoever_is_filmed_does_not_give_away_the_room(cast: str) -> None:
    met = {(one.info.person, one.info.room) for one in takes(cast)}

    assert met == set(product((person.name for person in CASTS[cast].people), CASTS[cast].rooms))


# --- which sets there are -----------------------------------------------------------------------------------


def test_every_movement_of_the_catalogue_that_can_be_drawn_is_tested() -> None:
    assert {one.info.movement for one in takes("tuning")} == set(MOTIONS) & set(MOVEMENTS)


@pytest.mark.parametrize("motion", [MOTIONS[movement] for movement in IN_DEPTH], ids=IN_DEPTH)
def test_every_dial_is_turned_by_several_people_from_good_form_to_beyond_the_fault(motion: Motion) -> None:
    for name, dial in motion.dials.items():
        sets = about(motion, name)
        turned = [size for one in sets for size in sizes(one, name)]

        assert len({one.info.person for one in sets}) >= 3
        assert sum(size <= dial.fine for size in turned) >= 2
        assert sum(size >= dial.fault for size in turned) >= 3
        assert max(turned) <= LARGEST * dial.fault
        if not motion.is_hold:  # a hold is good between its stretches
            assert all(min(sizes(one, name)) < dial.fine for one in sets), "nothing to compare the fault with"


@pytest.mark.parametrize(
    "motion", [m for m in MOTIONS.values() if m.movement not in IN_DEPTH], ids=lambda motion: motion.movement
)
def test_the_other_movements_have_every_fault_once_and_clearly(motion: Motion) -> None:
    turned = [dict(rep.dials) for one in usual(motion) for rep in one.take.script.reps if rep.dials]
    wanted = [{name: LARGEST * dial.fault} for name, dial in motion.dials.items()]
    beside = [faults for faults in turned if faults not in wanted]

    assert all(turned.count(one) == 1 for one in wanted)
    assert all(set(faults) == {RANGE} for faults in beside)


@each_motion
def test_a_dial_is_turned_alone_but_for_a_long_hold_that_is_cut_short(motion: Motion) -> None:
    for one in usual(motion):
        for rep in one.take.script.reps:
            assert len({name for name in rep.dials if motion.dial(name).wanted_s <= 2}) <= 1


@each_motion
def test_there_is_a_set_in_good_form(motion: Motion) -> None:
    assert any(not rep.dials for one in usual(motion) for rep in one.take.script.reps[:1])
    (clean,) = [one for one in usual(motion) if "-clean-" in one.name]
    assert not any(rep.dials for rep in clean.take.script.reps)


@each_motion
def test_a_part_that_should_last_lasts_unless_a_dial_cuts_it(motion: Motion) -> None:
    for one, dial in product(of(motion), motion.dials.values()):
        if dial.timing:
            assert all(getattr(rep, dial.timing) >= dial.wanted_s for rep in one.take.script.reps)


def test_faults_do_not_always_come_in_the_same_order() -> None:
    orders = {
        tuple(np.argsort(sizes(one, d))) for m in MOTIONS.values() for d in m.dials for one in about(m, d)
    }

    assert len(orders) >= 5


def test_repetitions_differ_in_pace() -> None:
    for one in takes("tuning"):
        paces = {(rep.lifting_s, rep.lowering_s, rep.rest_s) for rep in one.take.script.reps}
        assert len(paces) == len(one.take.script.reps)


# --- how they are filmed ------------------------------------------------------------------------------------


@each_cast
def test_usual_sets_are_filmed_from_where_the_fault_can_be_judged(cast: str) -> None:
    for motion in MOTIONS.values():
        movement = find(motion.movement)
        views = {check.id: check.views for check in (*movement.checks, *movement.hold_checks)}
        for name, dial in motion.dials.items():
            for one in about(motion, name, cast):
                assert View(one.info.view) in views.get(dial.check, frozenset({movement.best_view}))


@each_cast
def test_usual_cameras_stand_within_fifteen_degrees_of_square(cast: str) -> None:
    for one in takes(cast):
        if one.info.condition == USUAL:
            assert abs(azimuth_off_deg(one.take.viewpoint.azimuth_deg, View(one.info.view))) <= 15


@each_cast
def test_the_working_arm_is_on_the_near_side(cast: str) -> None:
    rows = [one for one in takes(cast) if one.info.movement == "one_arm_dumbbell_row"]

    assert rows and all(0 < one.take.viewpoint.azimuth_deg < 180 for one in rows)


@each_cast
def test_a_condition_changes_what_it_says(cast: str) -> None:
    by_condition = {one.info.condition: one for one in takes(cast)}

    assert {"yaw 15", "yaw 60", "roll 10", "near", "far", "dim light", "loose clothes"} <= set(by_condition)
    for yaw_deg in (15, 25, 40, 60):
        assert abs(by_condition[f"yaw {yaw_deg}"].info.azimuth_off_deg) == yaw_deg
    assert by_condition["roll 10"].info.roll_deg == 10
    assert by_condition["30 fps"].take.fps == by_condition["30 fps"].info.fps == 30
    assert by_condition["320x240"].take.size_px == (320, 240)
    assert by_condition["dim light"].take.room.brightness < 0.5
    assert by_condition["loose clothes"].take.person.outfit.looseness_m > 0.03
    assert by_condition["near"].info.distance_m < 3.5 < 5 < by_condition["far"].info.distance_m


def test_the_squeeze_is_filmed_from_all_around() -> None:
    views = {one.info.view for one in takes("reporting") if one.info.movement == "scapular_squeeze"}

    assert views == {"front", "back", "side", "oblique"}


@pytest.mark.parametrize(
    ("azimuth_deg", "view", "off_deg"),
    [
        (90, View.SIDE, 0),
        (278, View.SIDE, 8),
        (84, View.FLOOR_SIDE, -6),
        (352, View.FRONT, -8),
        (0, View.SIDE, 90),
    ],
)
def test_a_camera_is_off_by_the_way_to_the_nearest_square_one(
    azimuth_deg: float, view: View, off_deg: float
) -> None:
    assert abs(azimuth_off_deg(azimuth_deg, view)) == abs(off_deg)


# --- what is kept -------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checksums ask for versions of libraries that only drawing needs."""
    monkeypatch.setattr(cache, "version", lambda name: "1.0")


class Studio:
    """Stands in for the one that draws; counts how often it is asked."""

    def __init__(self) -> None:
        self.films = self.truths = 0

    def film(self, take: Take, folder: Path) -> Path:
        self.films += 1
        path = folder / f"{take.name}.mp4"
        path.write_bytes(b"pictures of " + take.name.encode())
        self.film_truth(take, folder)
        return path

    def film_truth(self, take: Take, folder: Path) -> Path:
        self.truths += 1
        path = folder / f"{take.name}.truth.json"
        path.write_text(json.dumps({"name": take.name}))
        return path


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Studio:
    studio = Studio()
    monkeypatch.setattr(cache, "film", studio.film)
    monkeypatch.setattr(cache, "film_truth", studio.film_truth)
    return studio


@pytest.fixture
def take() -> Take:
    return takes("tuning")[0].take


def test_a_film_is_made_once(studio: Studio, take: Take, tmp_path: Path) -> None:
    first = fetch_film(take, tmp_path / "kept")
    again = fetch_film(take, tmp_path / "kept")

    assert first == again and studio.films == 1
    assert json.loads(first[1].read_text())["name"] == take.name


@pytest.mark.parametrize("which", [0, 1], ids=["video", "truth"])
@pytest.mark.parametrize("harm", ["cut short", "gone", "without checksum"])
def test_what_is_damaged_is_made_again(
    studio: Studio, take: Take, tmp_path: Path, which: int, harm: str
) -> None:
    path = fetch_film(take, tmp_path)[which]
    if harm == "cut short":
        path.write_bytes(path.read_bytes()[:-1])
    elif harm == "gone":
        path.unlink()
    else:
        path.with_name(f"{path.name}.sha256").unlink()

    assert is_whole(*fetch_film(take, tmp_path))
    assert studio.truths == 2 and studio.films == (2 if which == 0 else 1)


def test_a_film_that_was_not_finished_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, take: Take, tmp_path: Path
) -> None:
    def interrupted(take: Take, folder: Path) -> Path:
        (folder / f"{take.name}.mp4").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(cache, "film", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetch_film(take, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_named(studio: Studio, take: Take, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(BacklineError, match="--cache"):
        fetch_film(take, tmp_path / "file" / "cache")


CHANGES: dict[str, Callable[[Take], Take]] = {
    "camera": lambda take: replace(take, viewpoint=replace(take.viewpoint, roll_deg=1)),
    "person": lambda take: replace(take, person=takes("reporting")[0].take.person),
    "room": lambda take: replace(take, room=replace(take.room, brightness=0.9)),
    "motion": lambda take: replace(take, script=takes("tuning")[1].take.script),
    "frame rate": lambda take: replace(take, fps=30),
    "grain": lambda take: replace(take, seed=99),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_shows_in_the_pictures_makes_it_another_film(
    take: Take, change: Callable[[Take], Take]
) -> None:
    assert film_key(change(take)) != film_key(take) == film_key(replace(take))


def test_what_only_the_truth_is_about_needs_no_new_pictures(
    studio: Studio, take: Take, tmp_path: Path
) -> None:
    script = take.script
    stricter = {name: replace(dial, fine=dial.fine / 2) for name, dial in script.motion.dials.items()}
    video, truth = fetch_film(take, tmp_path)

    other = fetch_film(replace(take, script=script.of(replace(script.motion, dials=stricter))), tmp_path)

    assert other[0] == video and other[1] != truth
    assert (studio.films, studio.truths) == (1, 2)


def test_another_library_or_another_studio_makes_other_films(
    monkeypatch: pytest.MonkeyPatch, take: Take, tmp_path: Path
) -> None:
    before = film_key(take)

    with monkeypatch.context() as other:
        other.setattr(cache, "version", lambda name: "2.0")
        assert film_key(take) != before
    (tmp_path / "rig.py").write_text("changed = True")
    monkeypatch.setattr(cache, "_STUDIO", tmp_path)
    cache._studio_source.cache_clear()
    assert film_key(take) != before
    cache._studio_source.cache_clear()


def test_data_made_the_same_way_has_the_same_checksum_in_every_process() -> None:
    command = (
        "from benchmarks.accuracy.takes import takes; from benchmarks.accuracy.cache import canonical;"
        "import hashlib; print(hashlib.sha256(canonical(takes('tuning')[0].take).encode()).hexdigest())"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip

    assert found[0] == found[1]


def test_equipment_is_known_by_what_it_was_made_with() -> None:
    plates = [MOTIONS[name].equipment.moving for name in ("bent_over_barbell_row", "deadlift")]

    assert canonical(plates[0]) != canonical(plates[1])


# --- running ------------------------------------------------------------------------------------------------


def empty_track(path: Path, frames: int = 20) -> None:
    landmarks = np.full((frames, LANDMARK_COUNT, 2), np.nan, np.float32)
    times = np.arange(frames) / 15
    Track(times, landmarks, np.zeros((frames, LANDMARK_COUNT), np.float32), (480, 360)).save(path)


def test_poses_are_found_once(tmp_path: Path) -> None:
    recording = tmp_path / "set.mp4"
    recording.write_bytes(b"pictures")
    found: list[Path] = []

    def find_poses(target: Path) -> None:
        found.append(target)
        empty_track(target)

    paths = {poses(recording, tmp_path / "kept", find_poses, with_outline=False) for _ in range(2)}

    assert len(paths) == len(found) == 1
    assert len(Track.load(paths.pop())) == 20


def test_poses_go_by_the_film_the_model_and_whether_there_is_an_outline() -> None:
    keys = {poses_key("a", "full", True), poses_key("b", "full", True), poses_key("a", "lite", True)}

    assert len(keys | {poses_key("a", "full", False)}) == 4


@pytest.fixture
def poses_at_hand(monkeypatch: pytest.MonkeyPatch, studio: Studio) -> None:
    def found(recording: Path, folder: Path, *_: Any) -> Path:
        empty_track(folder / "track.npz")
        return folder / "track.npz"

    monkeypatch.setattr(run, "poses", found)


@pytest.mark.usefixtures("poses_at_hand")
def test_an_outcome_has_the_truth_and_what_the_command_line_reports(tmp_path: Path) -> None:
    test_take = takes("tuning")[0]

    outcome = outcome_of(test_take, tmp_path)

    assert outcome.take == test_take.info
    assert outcome.truth == {"name": test_take.name}
    assert (outcome.report.movement, outcome.report.reps) == (test_take.info.movement, 0)
    assert len(outcome.track) == outcome.report.source.frames == 20


class Done:
    """A task that is done at once."""

    def __init__(self, result: int) -> None:
        self.result = result

    def run(self, send: Any, stopped: Any) -> int:
        return self.result


def test_progress_is_told_with_the_time_left() -> None:
    told: list[Progress] = []

    results = sorted(run._shared_out([Done(n) for n in range(3)], 2, told.append))

    assert results == [0, 1, 2]
    assert [(step.done, step.of) for step in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[0].left_s > told[-1].left_s == 0


class Endless:
    """A task that is never done with what it makes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, send: Any, stopped: Any) -> None:
        with cache._made_aside(self.folder):
            send("begun")
            time.sleep(60)


def test_who_ends_early_finds_nothing_half_made(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Workers(1) as workers:
        for _, message in workers.run([run._Tidy(Endless(tmp_path))], lambda: False):
            assert message == "begun" and list(tmp_path.iterdir())
            raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_without_sets_there_is_nothing_to_wait_for() -> None:
    assert list(run._shared_out([], 2, None)) == []


def test_a_folder_without_a_known_movement_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_text("file,movement,reps,hold_s,confidence\na.mp4,juggling,3,,high\n")

    with pytest.raises(BacklineError, match="no recording of a known movement"):
        next(real_outcomes(tmp_path, tmp_path / "kept"))


@pytest.mark.slow
def test_somebody_is_drawn_and_seen_and_both_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    for package in ("anny", "moderngl"):
        if not find_spec(package):
            pytest.skip(f"{package} is not installed")
    row = takes("tuning")[0]
    short = Script(row.take.script.motion, row.take.script.reps[:1], lead_in_s=0.6)
    row = replace(row, take=replace(row.take, script=short))

    first = outcome_of(row, tmp_path)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = outcome_of(row, tmp_path)

    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept
    assert first.report == again.report
    assert first.report.source.pose_coverage == 1
    assert first.report.attempts == len(first.truth["rep_list"]) == 1
