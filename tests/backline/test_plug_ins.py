"""Movements that installed packages add."""

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import backline as bl
from exercises.catalogue import find, plug_ins
from exercises.recognition import recognise
from tests.exercises.coaching import filmed
from tests.figures import a_set

ROOT = Path(__file__).parents[2]
OWN = """
import dataclasses
import backline as bl
from exercises.catalogue.hinges import DEADLIFT

ONE = dataclasses.replace(DEADLIFT, id="my_deadlift", name="My deadlift")
TWO = (ONE, dataclasses.replace(DEADLIFT, id="other_deadlift"))
CLASH = dataclasses.replace(DEADLIFT, name="Another deadlift")
BADLY_NAMED = dataclasses.replace(DEADLIFT, id="My Deadlift")
ANY = dataclasses.replace(DEADLIFT, id="any")
NOT_ONE = {"id": "my_deadlift"}
"""
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package with these entry points, in a folder that Python looks into."""

    def installed(package: str = "gym", code: str = OWN, **entries: str) -> Path:
        (tmp_path / f"{package}_movements.py").write_text(code)
        about = tmp_path / f"{package}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        lines = (f"{name} = {package}_movements:{what}\n" for name, what in entries.items())
        (about / "entry_points.txt").write_text(f"[{plug_ins.GROUP}]\n" + "".join(lines))
        return tmp_path

    monkeypatch.syspath_prepend(tmp_path)
    plug_ins.movements_of_plug_ins.cache_clear()
    yield installed
    plug_ins.movements_of_plug_ins.cache_clear()
    for module in [name for name in sys.modules if name.endswith("_movements")]:
        del sys.modules[module]


def added() -> set[str]:
    """The movements beside the catalogue, found without any warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return {one for one in bl.movements() if "deadlift" in one} - {"deadlift"}


def complaint() -> str:
    with pytest.warns(bl.BacklineWarning) as caught:
        bl.movements()
    (warning,) = caught
    return str(warning.message)


def test_without_any_there_is_the_catalogue() -> None:
    plug_ins.movements_of_plug_ins.cache_clear()

    assert added() == set()


def test_an_entry_gives_one_movement_or_several(install: Install) -> None:
    install("gym", mine="ONE")
    install("other", code=OWN.replace("my_", "your_").replace("other_", "third_"), more="TWO")

    assert added() == {"my_deadlift", "your_deadlift", "third_deadlift"}


def test_it_is_found_coached_and_recognised_as_any_other(install: Install) -> None:
    install(mine="ONE")
    track = filmed("deadlift", *a_set("deadlift", 3))

    assert find("my deadlift").name == "My deadlift"
    assert bl.coach(track, "my_deadlift").reps == 3
    (found,) = recognise(track).sets
    assert {guess.movement.id for guess in found.guesses[:2]} == {"deadlift", "my_deadlift"}


def test_the_nearest_ids_name_it_too(install: Install) -> None:
    install(mine="ONE")

    with pytest.raises(bl.BacklineError, match="did you mean my_deadlift"):
        find("my_deadlfit")


@pytest.mark.parametrize(
    ("entry", "because"),
    [
        ("MISSING", "cannot be used (AttributeError: "),
        ("NOT_ONE", "cannot be used (TypeError: gym_movements:NOT_ONE is to give Movements and gives 'id')"),
        ("CLASH", "The movement 'deadlift' of the plug-in 'broken' (package gym) is left out: there is one"),
        ("ANY", "The movement 'any' of the plug-in 'broken' (package gym) is left out: there is one of that"),
        ("BADLY_NAMED", "'My Deadlift' of the plug-in 'broken' (package gym) is left out: an id is made of"),
    ],
)
def test_one_that_is_broken_is_named_and_does_not_stop_the_others(
    install: Install, entry: str, because: str
) -> None:
    install(broken=entry, mine="ONE")

    assert because in complaint()
    assert added() == {"my_deadlift"}
    assert bl.movements()["deadlift"].name == "Deadlift"


def test_a_package_that_cannot_be_imported_is_named(install: Install) -> None:
    install(mine="ONE", code="import no_such_package\n")

    said = complaint()

    assert said.startswith("The movements of the plug-in 'mine' (package gym) cannot be used (ModuleNotFound")
    assert said.endswith("update or uninstall that package.")


def test_of_two_packages_with_one_id_the_first_has_it(install: Install) -> None:
    install("a_gym", mine="ONE")
    install("b_gym", mine="ONE")

    assert "'my_deadlift' of the plug-in 'mine' (package b_gym) is left out" in complaint()
    assert added() == {"my_deadlift"}


# --- on the command line ----------------------------------------------------------------------------------


def backline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_lists_it_and_analyses_by_it(install: Install, tmp_path: Path) -> None:
    folder = install(mine="ONE")
    filmed("deadlift", *a_set("deadlift", 2)).save(tmp_path / "set.npz")

    listed = backline(folder, "movements", "--json")
    analysed = backline(
        folder,
        *("analyze", "--track", str(tmp_path / "set.npz"), "--movement", "my_deadlift"),
        *("--out", str(tmp_path / "out"), "--json"),
    )

    assert json.loads(listed.stdout)[-1]["id"] == "my_deadlift"
    assert (listed.stderr, analysed.stderr) == ("", "")
    report = json.loads(analysed.stdout)
    assert (report["movement"], report["movement_name"], report["reps"]) == ("my_deadlift", "My deadlift", 2)


def test_the_command_line_says_in_one_line_what_is_broken(install: Install) -> None:
    folder = install(mine="ONE", code="1 / 0\n")

    run = backline(folder, "movements", "--json")

    assert run.returncode == 0
    assert run.stderr == (
        "The movements of the plug-in 'mine' (package gym) cannot be used (ZeroDivisionError: division by"
        " zero): update or uninstall that package.\n"
    )
