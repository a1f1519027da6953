"""The wheel: what it holds, and that it runs where nothing else of the project is."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = ("analysis", "backline", "exercises", "reports", "sample_videos", "ui", "vision")
BROUGHT_ALONG = {"markupsafe", "starlette", "uvicorn", "websockets"}  # by Jinja and Streamlit
LEFT_OUT = shutil.ignore_patterns(
    ".*", "build", "dist", "out", "backline-out", "*.egg-info", "__pycache__", "tests"
)
COUNTS = """
import json
import backline as bl

track = bl.Track.load("set.npz")
report = bl.coach(track, "deadlift")
table = bl.measures(track, ["knee_angle_deg"])
print(json.dumps([bl.__file__, bl.__version__, report.reps, len(table)]))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: an earlier `build` folder would bring back files that are gone."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "source", ignore=LEFT_OUT)
    build = ("wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation")
    run(sys.executable, "-m", "pip", *build, "--wheel-dir", str(folder), str(folder / "source"))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it. Libraries are lent by that of the tests, which has
    them in the same versions: to install them anew takes 600 MB.
    """
    folder = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel))
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder


def run(*command: str, cwd: Path | None = None) -> str:
    """The output of a command that is run where it sees nothing of the checkout."""
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# --- what it holds ----------------------------------------------------------------------------------------


def test_it_holds_what_runs_and_nothing_that_measures_draws_or_tests_it(names: set[str]) -> None:
    folders = {name.split("/")[0] for name in names if ".dist-info/" not in name}

    assert folders == set(SHIPPED)
    assert not any(name.startswith("sample_videos/studio") for name in names)


def test_it_holds_every_module_of_its_packages(names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for name in SHIPPED for path in (ROOT / name).rglob("*.py")}

    assert {one for one in modules if not one.startswith("sample_videos/studio")} <= names


@pytest.mark.parametrize(
    "files",
    [
        "sample_videos/*.mp4",
        "sample_videos/*.truth.json",
        "vision/models/*.task",
        "reports/templates/*",
        "ui/dashboard/frontend/*",
        "ui/dashboard/drawings/*.svg",
        "*/py.typed",
    ],
)
def test_it_holds_the_files_that_the_program_reads(names: set[str], files: str) -> None:
    wanted = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(files) if path.is_file()}

    assert wanted
    assert wanted <= names


def test_every_package_in_it_says_that_it_is_typed(names: set[str]) -> None:
    assert {f"{package}/py.typed" for package in SHIPPED} <= names


def test_it_is_named_by_the_version_of_the_project(wheel: Path) -> None:
    assert wheel.name == f"backline-{PROJECT['version']}-py3-none-any.whl"


def test_it_asks_for_every_library_that_is_imported(wheel: Path, names: set[str]) -> None:
    (about,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    asked = Parser().parsestr(zipfile.ZipFile(wheel).read(about).decode()).get_all("Requires-Dist", [])
    plain = {re.split(r"[^\w.-]", one)[0].lower() for one in asked if "extra ==" not in one}
    owners = packages_distributions()
    imported = {
        name.split(".")[0]
        for path in (path for package in SHIPPED for path in (ROOT / package).rglob("*.py"))
        if "studio" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imports(node)
    }
    only_for_mypy = {"_typeshed"}
    foreign = imported - set(SHIPPED) - sys.stdlib_module_names - only_for_mypy

    unasked = {name for name in foreign if not plain & {one.lower() for one in owners.get(name, ())}}

    assert unasked <= BROUGHT_ALONG


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


# --- that it runs -----------------------------------------------------------------------------------------


def test_the_demo_runs_from_anywhere(installed: Path, tmp_path: Path) -> None:
    report = json.loads(run(str(installed / "bin" / "backline"), "demo", "--json", cwd=tmp_path))

    assert report["reps"] > 0
    (written,) = (tmp_path / "backline-out").iterdir()
    assert {"report.html", "report.json", "annotated.mp4"} <= {path.name for path in written.iterdir()}


def test_the_command_line_tells_the_version_of_the_project(installed: Path, tmp_path: Path) -> None:
    told = run(str(installed / "bin" / "backline"), "--version", cwd=tmp_path)

    assert told == f"backline {PROJECT['version']}\n"


def test_the_library_is_that_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    from tests.exercises.coaching import filmed
    from tests.figures import a_set

    track = filmed("deadlift", *a_set("deadlift", 2))
    track.save(tmp_path / "set.npz")

    told = json.loads(run(str(installed / "bin" / "python"), "-c", COUNTS, cwd=tmp_path))

    assert Path(told[0]).is_relative_to(installed)
    assert told[1:] == [PROJECT["version"], 2, len(track)]
