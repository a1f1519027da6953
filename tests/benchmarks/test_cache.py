"""The films of test people, and the poses found in them, are kept and made again when they must be."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.accuracy import cache
from benchmarks.accuracy.cache import canonical, fetch_film, film_key, is_whole, poses, poses_key
from benchmarks.accuracy.takes import takes
from sample_videos.studio.film import Take
from sample_videos.studio.motions import MOTIONS
from tests.benchmarks.conftest import Studio
from tests.benchmarks.written import empty_track
from vision.errors import BacklineError
from vision.track import Track

pytestmark = pytest.mark.usefixtures("library_versions")


ROOT = Path(__file__).parents[2]


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
