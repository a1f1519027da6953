"""`make` on a bare machine: what is missing is named at once, with one command that brings it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that `make` reads before an environment is there."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "vision").mkdir()
    for name in ("__init__.py", "errors.py", "libraries.py"):
        shutil.copy(ROOT / "vision" / name, tmp_path / "vision")
    return tmp_path


def make(checkout: Path, python: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "demo", f"PYTHON={python}"]
    return subprocess.run(command, cwd=checkout, env=outside, capture_output=True, text=True, check=False)


def python_that(checkout: Path, refuses: str) -> str:
    """A Python that fails when its command holds that text, and is the real one otherwise."""
    fake = checkout / "python"
    fake.write_text(f'#!/bin/sh\ncase "$*" in *"{refuses}"*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    fake.chmod(0o755)
    return str(fake)


def test_without_python_its_package_is_named(checkout: Path) -> None:
    finished = make(checkout, "no-such-python")

    assert finished.returncode == 2
    assert finished.stdout == (
        "Backline needs Python 3.11 or newer and finds no no-such-python:"
        " sudo apt-get install -y python3 python3-venv\n"
    )


def test_an_old_python_is_told_from_a_new_one(checkout: Path) -> None:
    finished = make(checkout, python_that(checkout, refuses="version_info"))

    assert finished.returncode == 2
    assert finished.stdout.startswith("Backline needs Python 3.11 or newer and ")
    assert "make demo PYTHON=python3.12" in finished.stdout


def test_without_venv_the_package_of_debian_is_named(checkout: Path) -> None:
    finished = make(checkout, python_that(checkout, refuses="import ensurepip"))

    assert finished.returncode == 2
    assert finished.stdout.splitlines()[-1].endswith("sudo apt-get install -y python3-venv")
    assert not (checkout / ".venv").exists()


def test_missing_libraries_come_in_the_same_command(checkout: Path) -> None:
    (checkout / "vision" / "libraries.py").write_text("print('libegl1')\nprint('libgl1')\n")

    finished = make(checkout, python_that(checkout, refuses="import ensurepip"))

    assert finished.stdout.splitlines()[-1].endswith("sudo apt-get install -y python3-venv libegl1 libgl1")
