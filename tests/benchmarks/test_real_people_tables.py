"""The tables of real people, on the terminal and in the documentation."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.accuracy.table import PAGE, PageError
from benchmarks.real_people import __main__ as command
from benchmarks.real_people.figures import Figures
from benchmarks.real_people.labels import (
    Form,
    Half,
    half_of,
)
from benchmarks.real_people.table import print_tables, sections, write_page
from tests.benchmarks.real_people import (
    PIKED,
    figured,
    plank,
    save_photos,
    save_track,
)
from tests.exercises.coaching import filmed
from tests.figures import a_set


@pytest.fixture
def some(tmp_path: Path) -> Figures:
    rows = [{"id": "plank_0", "form_by_eye": "good"}, {"id": "plank_1", "form_by_eye": "hips piked"}]
    save_photos(tmp_path, "plank", plank(), plank(*PIKED), plank(), rows=rows)
    save_track(tmp_path, "deadlift", filmed("deadlift", *a_set("deadlift", 2)))
    return figured(tmp_path, {("plank", "hips_pike", Form.FAULTY): [20.0, 30.0]})


def test_the_table_has_both_halves_of_what_is_labelled(some: Figures) -> None:
    _, checks, _ = sections(some)
    starts = [at for at, cells in enumerate(checks.rows) if cells[1]]
    (start,) = [at for at in starts if checks.rows[at][1].startswith("hips_pike")]
    end = next(at for at in starts if at > start)
    by_people = {cells[2]: cells for cells in checks.rows[start:end]}

    half = half_of("plank_1")
    assert by_people["photos: faulty"][5] == ("1 + 0" if half is Half.TUNING else "0 + 1")
    assert "photos: not said" not in by_people


def test_the_command_prints_what_is_too_little_for_the_page(some: Figures) -> None:
    console = Console(width=250, record=True, file=StringIO())

    print_tables(some, console)

    assert "photos: not said" in console.export_text().partition("Every check")[2]


def test_the_table_sets_real_readings_beside_rendered_ones(some: Figures) -> None:
    _, checks, _ = sections(some)

    (piked,) = [cells for cells in checks.rows if cells[2] == "photos: faulty"]
    assert piked[-2].endswith("(n=1)")
    assert piked[-1] == "20 / 25 / 30 (n=2)"


def test_the_position_table_counts_who_has_the_clock_running(some: Figures) -> None:
    positions, *_ = sections(some)

    by_people = {cells[1]: cells for cells in positions.rows}
    assert by_people["photos: hips_pike"][9] == "hips piked"
    assert by_people["photos: not said"][5] == "1"
    assert by_people["tracks, side-on: not said"][7] == "2"


def test_every_set_is_printed(some: Figures) -> None:
    console = Console(width=200, record=True, file=StringIO())

    print_tables(some, console)

    assert "Every set" in console.export_text()


def test_the_page_gets_its_tables(some: Figures, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("".join(f"<!-- {one.key} -->\n<!-- /{one.key} -->\n" for one in sections(some)))

    write_page(some, page)

    assert page.read_text().count("| `plank` |") >= 2


def test_a_page_without_a_place_for_the_tables_is_an_error(some: Figures, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing")

    with pytest.raises(PageError):
        write_page(some, page)


def test_the_published_page_has_a_place_for_every_table(some: Figures) -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert all(f"<!-- {one.key} -->" in text for one in sections(some))


def test_the_command_says_what_is_wrong_with_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["real_people", str(tmp_path)])

    assert command.main() == 2
    assert "holds no real people" in capsys.readouterr().err
