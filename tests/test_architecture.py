"""Rules of the project that no single module can break unnoticed."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
CLOCKS = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "monotonic"),
    ("time", "monotonic_ns"),
    ("time", "perf_counter"),
    ("time", "perf_counter_ns"),
    ("time", "sleep"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}
NETWORK = {"socket", "urllib", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


BELOW_UI = modules("vision", "exercises", "reports", "analysis")


def test_imports_run_one_way_and_the_outside_is_met_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def clock_readings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in CLOCKS:
                yield f"{owner}.{node.attr}"
        if isinstance(node, ast.ImportFrom):
            yield from (
                f"{node.module}.{name.name}" for name in node.names if (node.module, name.name) in CLOCKS
            )


@pytest.mark.parametrize("path", BELOW_UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_time_is_the_time_of_frames(path: Path) -> None:
    """Only a camera has no other clock than the machine's."""
    allowed = {"time.monotonic"} if path == ROOT / "vision" / "camera.py" else set()

    assert set(clock_readings(path.read_text())) <= allowed


@pytest.mark.parametrize(
    ("opens", "where"), [("cv2.VideoCapture(", "vision/camera.py"), ("av.open(", "vision/frames.py")]
)
def test_one_module_opens_cameras_and_one_recordings(opens: str, where: str) -> None:
    """The module that writes videos opens those that it writes."""
    found = {str(path.relative_to(ROOT)) for path in [*BELOW_UI, *modules("ui")] if opens in path.read_text()}

    assert found - {"vision/video_writer.py"} == {where}


def test_a_clock_would_be_seen() -> None:
    source = "import time, datetime\nfrom time import monotonic\ntime.time()\ndatetime.datetime.now()\n"

    assert set(clock_readings(source)) == {"time.monotonic", "time.time", "datetime.now"}


@pytest.mark.parametrize("path", BELOW_UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_below_ui_knows_the_network(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.partition(".")[0])

    assert imported.isdisjoint(NETWORK)


def test_importing_the_library_changes_nothing_in_the_process() -> None:
    """OpenCV sets variables of its own when it is imported: it comes first."""
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in BELOW_UI]
    script = (
        "import importlib, os, sys, cv2\n"
        "before = dict(os.environ), sys.getswitchinterval()\n"
        f"for name in {names}: importlib.import_module(name.removesuffix('.__init__'))\n"
        "assert (dict(os.environ), sys.getswitchinterval()) == before\n"
    )

    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr


def declared() -> list[str]:
    """All requirements of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    named = [*project["dependencies"], *(requirement for extra in extras for requirement in extra)]
    return [requirement for requirement in named if not requirement.startswith("backline[")]


def package(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_every_dependency_has_an_exact_version_without_an_address() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    exact = [line for line in lines if not line.startswith("#")]

    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in exact)
    assert {package(line) for line in declared()} <= {package(line) for line in exact}


def test_one_package_owns_cv2() -> None:
    owners = {"opencv-python", "opencv-python-headless", "opencv-contrib-python"}

    assert owners & {package(line) for line in declared()} == {"opencv-contrib-python"}


def test_every_bound_has_its_reason() -> None:
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text().splitlines()]
    block = lines[lines.index("dependencies = [") :]
    block = block[: block.index("]")]

    assert [line for above, line in pairwise(block) if line[0] != "#" and above[0] != "#"] == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    machine_path = re.compile(rb"(?<![\w.~}])/(work|root|home|Users)/\w")

    guilty = [
        name
        for name in listed.stdout.split("\0")
        if name and (ROOT / name).is_file() and machine_path.search((ROOT / name).read_bytes())
    ]

    assert guilty == []
