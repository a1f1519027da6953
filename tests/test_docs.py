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

import backline
from analysis import outputs
from analysis.analyze import Job, analyze
from analysis.sets import analyze_recording
from docs import measures as measures_page
from docs.resources import loaded_from_elsewhere
from docs.sketch import HEIGHT, WIDTH, Sketch
from exercises.body import Body, Joint, Side
from exercises.measures import MEASURES
from exercises.measures.measure import Measure
from exercises.report import SCHEMA_VERSION
from tests.exercises.coaching import filmed
from tests.figures import Beat, Camera, a_set, rep, rest
from tests.schema import report_in
from ui.cli import app
from vision.geometry import midpoint

ROOT = Path(__file__).parents[1]
SITE_PAGES = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *SITE_PAGES]
HALF_ROW = rep("bent_over_barbell_row", top=0.5)
SETS = (
    ("bent_over_barbell_row", [*a_set("bent_over_barbell_row", 2), *HALF_ROW, *rest()], None),
    ("one_arm_dumbbell_row", a_set("one_arm_dumbbell_row", 1), None),
    ("one_arm_dumbbell_row", a_set("one_arm_dumbbell_row", 1, left=1.0), 172.0),
    ("plank", [Beat(4.0), Beat(3.0, dials=(("sag", 1.0),)), Beat(4.0)], None),
    ("scapular_squeeze", a_set("scapular_squeeze", 1), None),
)
OURS = re.compile(r"docs/|benchmarks\.")

CHANGE_ONLY = {"shoulder_retraction_torso", *(name for name, m in MEASURES.items() if m.unit == "px")}
"""Measures whose zero means nothing."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
each_measure = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)


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


# --- measures


def test_the_page_of_the_measures_and_its_drawings_say_what_the_code_says() -> None:
    wanted = measures_page.up_to_date()
    kept = {
        path: path.read_text(encoding="utf-8")
        for path in (measures_page.PAGE, *measures_page.FOLDER.iterdir())
    }

    assert kept == wanted, "bring them up to date with: python -m docs.measures --write"


@each_measure
def test_a_measure_is_defined_with_its_unit(measure: Measure) -> None:
    assert measures_page.UNITS[measure.unit].removeprefix("a ") in measure.definition


@each_measure
def test_a_drawing_shows_a_positive_reading_so_that_its_arrow_points_where_it_grows(measure: Measure) -> None:
    sketch = measures_page.sketch_of(measure)

    assert measure.name in CHANGE_ONLY or measure.of(sketch.body, sketch.pose.side) > 0


@each_measure
def test_a_drawing_marks_every_landmark_that_moves_the_measure(measure: Measure) -> None:
    sketch = measures_page.sketch_of(measure)
    drawn = measure.of(sketch.body, sketch.pose.side)
    moving = {n for n in range(33) if measure.of(with_moved(sketch.body, n), sketch.pose.side) != drawn}

    assert moving <= marked_landmarks(sketch)


def with_moved(body: Body, landmark: int) -> Body:
    """The same body with one landmark a little further to the right and down."""
    places = body.picture_px.copy()
    places[landmark] += (1.3, 0.7)
    seen = np.ones(len(places), np.float32)
    moved = Body(places, seen, (WIDTH, HEIGHT), body.proportions, body.outline)
    moved.facing = body.facing
    return moved


def marked_landmarks(sketch: Sketch) -> set[int]:
    """The landmarks with a dot, or with one half-way between both sides; nose and ears share one."""
    pairs = [tuple(int(joint.landmark(side)) for side in Side) for joint in Joint]
    marks = {sketch.at("face"): {0, 7, 8}, sketch.body.points[0]: {0}}
    for left, right in pairs:
        at_left, at_right = sketch.body.points[left], sketch.body.points[right]
        for place, landmarks in (
            (at_left, {left}),
            (at_right, {right}),
            (midpoint(at_left, at_right), {left, right}),
        ):
            marks[place] = marks.get(place, set()) | landmarks
    return set().union(*(marks[dot] for dot in sketch.dots))


# --- the site


def test_the_site_leads_to_every_page() -> None:
    entries = re.findall(
        r"^ +- .+: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert sorted(entries) == [str(page.relative_to(ROOT / "docs")) for page in SITE_PAGES]


@pytest.mark.parametrize(
    ("name", "text", "loaded"),
    [
        ("page.html", '<script src="https://cdn.example/a.js"></script>', ["https://cdn.example/a.js"]),
        ("page.html", '<link rel="stylesheet" href="//fonts.example/a.css">', ["//fonts.example/a.css"]),
        (
            "page.html",
            "<style>@import 'https://fonts.example/b.css'</style>",
            ["https://fonts.example/b.css"],
        ),
        ("page.html", '<a href="https://example.org">a link</a><img src="own.png">', []),
        ("style.css", "p { background: url(https://example.org/p.png) }", ["https://example.org/p.png"]),
        ("style.css", "p { background: url(data:image/svg+xml;base64,AA) }", []),
    ],
)
def test_what_a_page_loads_from_elsewhere_is_found(
    tmp_path: Path, name: str, text: str, loaded: list[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert [address for _, address in loaded_from_elsewhere(tmp_path)] == loaded


@each_page
def test_examples_in_python_can_be_read(page: Path) -> None:
    for example in re.findall(
        r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        compile(example, str(page), "exec")


@each_page
def test_examples_use_what_the_library_has(page: Path) -> None:
    used = set(re.findall(r"\bbl\.(\w+)", page.read_text(encoding="utf-8")))

    assert used <= set(backline.__all__)


def test_the_movement_of_ones_own_can_be_coached() -> None:
    page = (ROOT / "docs" / "howto" / "own-movement.md").read_text(encoding="utf-8")
    declared: dict[str, Any] = {}
    exec(re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)[0], declared)
    bows = [beat for _ in range(3) for beat in rep("deadlift", top=1.0)]

    report = backline.coach(filmed("deadlift", *rest(), *bows, *rest()), declared["GOOD_MORNING"])

    assert report.movement == "good_morning"
    assert {verdict.check for verdict in report.verdicts} == {"knees_soft"}


def test_every_member_of_the_library_is_on_its_page() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

    assert sorted(re.findall(r"^::: backline\.(\w+)$", page, re.MULTILINE)) == backline.__all__


# --- docs/report.md


@cache
def report_page() -> str:
    return (ROOT / "docs" / "report.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return re.split(r"^## ", report_page().partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """The words in backticks in the first column of its tables."""
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

    # A verdict on one repetition lists no repetitions, and says not again what its limit rests on.
    of_sets = {("rep_list[].verdicts[]", "reps"), ("rep_list[].verdicts[]", "rests_on")}
    assert described - written_keys(results) == of_sets


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
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

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
