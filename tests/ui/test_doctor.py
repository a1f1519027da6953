"""The doctor looks at everything, names each lack with its remedy, and never falls ill itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.doctor import Diagnosis, run_doctor

ROOT = Path(__file__).parents[2]
NEEDED = {"Python", "System libraries", "Packages", "Models", "Pose estimation", "Video encoder", "Machine"}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Diagnosis]:
    return {finding.name: finding for finding in run_doctor(tmp_path_factory.mktemp("out"))}


@pytest.mark.parametrize("name", sorted(NEEDED | {"Output folder"}))
def test_a_machine_that_runs_these_tests_is_well(name: str, findings: dict[str, Diagnosis]) -> None:
    assert findings[name].ok, findings[name]


def test_only_what_live_needs_is_optional(findings: dict[str, Diagnosis]) -> None:
    assert {name for name in findings if name not in NEEDED} == {"Output folder", "Camera", "Display"}
    assert all(not finding.optional for name, finding in findings.items() if name in NEEDED)


def test_versions_are_told(findings: dict[str, Diagnosis]) -> None:
    assert findings["Python"].detail.startswith("3.")
    for package in ("mediapipe", "opencv-contrib-python", "av"):
        assert package in findings["Packages"].detail


def test_whatever_is_not_well_has_a_remedy(findings: dict[str, Diagnosis]) -> None:
    for finding in findings.values():
        assert bool(finding.remedy) is not finding.ok, finding


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"

    finding = next(finding for finding in run_doctor(gone) if finding.name == "Output folder")

    assert not finding.ok
    assert str(gone) in finding.detail
    assert "--out" in finding.remedy


def test_without_system_libraries_the_rest_is_still_looked_at(tmp_path: Path) -> None:
    for library in ("libEGL.so.1", "libGL.so.1", "libxcb.so.1"):
        (tmp_path / library).touch()  # the loader stumbles over these

    found = examine(LD_LIBRARY_PATH=str(tmp_path))

    assert found["System libraries"]["remedy"].startswith("Install them: sudo apt-get install -y libgl1")
    assert found["Models"]["ok"]
    assert found["Output folder"]["ok"]
    for name in ("Pose estimation", "Video encoder"):
        assert not found[name]["ok"]
        assert "system libraries" in found[name]["remedy"]


def test_a_package_that_cannot_be_imported_is_reported(tmp_path: Path) -> None:
    (tmp_path / "av.py").write_text("raise ImportError('av is broken')")

    found = examine(PYTHONPATH=str(tmp_path))

    assert "av is broken" in found["Video encoder"]["detail"]
    assert "pip install" in found["Video encoder"]["remedy"]
    assert found["Models"]["ok"]


def test_native_code_that_ends_its_process_does_not_end_the_doctor(tmp_path: Path) -> None:
    package = tmp_path / "mediapipe"
    package.mkdir()
    (package / "__init__.py").write_text("import os, sys; os.write(2, b'no such CPU'); os.abort()")

    found = examine(PYTHONPATH=str(tmp_path))

    assert not found["Pose estimation"]["ok"]
    assert found["Pose estimation"]["remedy"]
    assert found["Video encoder"]["ok"]


def examine(**environment: str) -> dict[str, dict[str, object]]:
    """The findings of a doctor in a process of its own."""
    script = (
        "import json, sys; from dataclasses import asdict; from ui.doctor import run_doctor\n"
        "print(json.dumps([asdict(finding) for finding in run_doctor()]))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")
    return {finding["name"]: finding for finding in json.loads(finished.stdout)}
