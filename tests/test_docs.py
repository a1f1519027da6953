"""What the documentation says is what the program does."""

import csv
import json
import re
import runpy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer

from analysis import outputs
from analysis.analyze import Job, analyze
from analysis.sets import analyze_recording
from exercises.report import SCHEMA_VERSION
from tests.exercises.coaching import filmed
from tests.figures import Beat, Camera, a_set, rep, rest
from tests.schema import report_in
from ui.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
HALF_ROW = rep("bent_over_barbell_row", top=0.5)
SETS = (
    ("bent_over_barbell_row", [*a_set("bent_over_barbell_row", 2), *HALF_ROW, *rest()], None),
    ("one_arm_dumbbell_row", a_set("one_arm_dumbbell_row", 1), None),
    ("one_arm_dumbbell_row", a_set("one_arm_dumbbell_row", 1, left=1.0), 172.0),
    ("plank", [Beat(4.0), Beat(3.0, dials=(("sag", 1.0),)), Beat(4.0)], None),
    ("scapular_squeeze", a_set("scapular_squeeze", 1), None),
)
OURS = re.compile(r"docs/|benchmarks\.")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders with what analyses of sets of all kinds wrote."""
    folders = []
    for movement, beats, yaw_deg in SETS:
        out = tmp_path_factory.mktemp(movement)
        filmed(movement, *beats, camera=Camera(yaw_deg)).save(out / "poses.npz")
        job = Job(movement, out, track=out / "poses.npz", save_track=out / outputs.TRACK)
        assert not analyze(job).problems
        folders.append(out)
    recognised = tmp_path_factory.mktemp("recognised")
    (analysis,) = analyze_recording(Job(None, recognised, track=folders[1] / "poses.npz"))
    folders.append(analysis.files[0].parent)
    return folders


# --- tables that follow from the code


@pytest.mark.parametrize(
    "name", ["README.md", "docs/constants.md", "docs/report.md", "reports/report.schema.json"]
)
def test_what_follows_from_the_code_says_what_the_code_says(name: str) -> None:
    tables = runpy.run_path(str(ROOT / "docs" / "tables.py"))

    assert tables["up_to_date"]()[ROOT / name] == (ROOT / name).read_text(encoding="utf-8"), (
        "bring it up to date with: python docs/tables.py --write"
    )


# --- docs/report.md


@cache
def report_page() -> str:
    return (ROOT / "docs" / "report.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return re.split(r"^## ", report_page().partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """What stands in backticks in the first column of its tables."""
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(.*?)`", row)]


def documented_keys() -> dict[str, set[str]]:
    """For each part of the report, named as in its heading, the keys that are described."""
    parts = re.split(r"^### (.*)$", section("report.json"), flags=re.MULTILINE)[1:]
    return {
        name: set(first_cells(text))
        for heading, text in zip(parts[::2], parts[1::2], strict=True)
        for name in re.findall(r"`(.*?)`", heading) or [""]
    }


def keys_of(value: Any, part: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a report with the part it stands in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if part != "sides":
                yield part, key
            yield from keys_of(inner, f"{part}.{key}".lstrip("."))
    if isinstance(value, list):
        for inner in value:
            yield from keys_of(inner, f"{part}[]")


def written_keys(results: list[Path]) -> set[tuple[str, str]]:
    reports = [report_in(out / outputs.REPORT) for out in results]
    return {key for report in reports for key in keys_of(report)}


def test_every_key_of_a_report_is_described(results: list[Path]) -> None:
    described = {(part, key) for part, keys in documented_keys().items() for key in keys}

    assert written_keys(results) - described == set()


def test_no_key_is_described_that_a_report_lacks(results: list[Path]) -> None:
    described = {(part, key) for part, keys in documented_keys().items() for key in keys}

    # A verdict on one repetition does not list repetitions.
    assert described - written_keys(results) == {("rep_list[].verdicts[]", "reps")}


def test_the_schema_is_the_one_described() -> None:
    assert f"schema version {SCHEMA_VERSION}." in section("report.json")


def test_every_column_of_the_table_is_described(results: list[Path]) -> None:
    described = first_cells(section("reps.csv"))
    for out in results:
        with (out / outputs.REPS).open(newline="", encoding="utf-8") as file:
            columns = csv.DictReader(file).fieldnames or []
        of_checks = re.compile(r"[a-z_]+_(result|(value|limit)(_deg|_s|_torso)?)")
        plain = [name for name in columns if not of_checks.fullmatch(name)]

        assert plain == [name for name in described if not name.startswith("CHECK")]


def test_every_array_of_a_track_is_described(results: list[Path]) -> None:
    described = first_cells(section("The track (.npz)"))
    with np.load(results[0] / outputs.TRACK) as track:
        arrays, source = track.files, json.loads(str(track["source"]))

    assert set(described) == {*arrays, *source}


# --- all pages


def without_code(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", without_code(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)]+)\)", without_code(page)):
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


@each_page
def test_commands_that_are_named_exist(page: Path) -> None:
    cli = (ROOT / "ui" / "cli.py").read_text(encoding="utf-8")
    backline = set(typer.main.get_group(app).commands)
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    for program, what, arguments in commands(page):
        if program == "make":
            assert what in targets
        elif program == "backline":
            assert what in backline or what.startswith("-")
            assert options(arguments) <= options(cli), arguments
        else:
            script = ROOT / (what if what.endswith(".py") else f"{what.replace('.', '/')}.py")
            script = script if script.exists() else script.with_suffix("") / "__main__.py"
            assert options(arguments) <= options(script.read_text(encoding="utf-8")), arguments


def commands(page: Path) -> list[tuple[str, str, str]]:
    """Each command in the text: the program, what it is to do, and the rest of the line."""
    text = page.read_text(encoding="utf-8")
    code = [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^ {4}(.*)$", text, re.MULTILINE)]
    command = re.compile(r"(?:\S+/)?(backline|make|python)(?: -m)? ((?:docs/|benchmarks\.)?[\w.-]+)(.*)")
    found = [matched.groups() for line in code if (matched := command.match(line))]
    return [(program, what, rest) for program, what, rest in found if program != "python" or OURS.match(what)]


def options(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


def test_the_picture_is_small() -> None:
    assert (ROOT / "docs" / "judged_set.webp").stat().st_size <= 200_000
