"""The page's JavaScript: that it parses, and its own tests, which Node's test runner runs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MODULES = sorted((ROOT / "ui" / "dashboard" / "frontend").glob("*.js"))
TESTS = sorted(Path(__file__).with_name("frontend").glob("*.test.mjs"))

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="no node here: sudo apt-get install -y nodejs"
)


def node(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["node", *map(str, arguments)], capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_parses(module: Path) -> None:
    checked = node("--check", module)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("test", TESTS, ids=lambda path: path.name)
def test_of_javascript(test: Path) -> None:
    ran = node("--test", "--test-reporter=tap", test)
    assert ran.returncode == 0, ran.stdout
    assert "# fail 0" in ran.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_fetches_nothing_from_elsewhere(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert "https://" not in text.replace("HTTPS", "")
    assert "localStorage" not in text
