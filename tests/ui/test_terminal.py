import io
from pathlib import Path

import pytest
from rich.console import Console

from tests.reports import sample_report as sample
from ui.terminal import print_report


def printed(report, files=(), width=90):
    console = Console(file=io.StringIO(), width=width)
    print_report(report, console, files)
    return console.file.getvalue()


def test_the_result_comes_first_and_in_the_words_of_the_page():
    lines = printed(sample.deadlift()).splitlines()
    assert lines[0] == "Deadlift · set.mp4 · score 74 of 100"
    assert lines[1] == "4 of 5 deadlifts counted, 2 clean."
    assert lines[2] == "Main thing to change: keep your back flat in reps 2 and 4."


def test_each_rep_has_a_line_with_its_faults():
    text = printed(sample.deadlift())
    assert text.count("✓ clean") == 2
    assert "! Flat back 34° (limit 20°)" in text


def test_what_was_not_judged_says_what_to_do():
    text = " ".join(printed(sample.nothing()).split())
    assert "Not judged Flat back: The camera saw the front, not the side. Turn side-on to the camera." in text


def test_a_hold_lists_its_pauses():
    assert "0:15–0:19 Hips sagging." in printed(sample.plank())


def test_names_in_brackets_are_no_markup():
    report = sample.deadlift(source={"file": "[red]x[/red].mp4"})
    text = printed(report, [Path("out/[bold]set/report.html")])
    assert "[red]x[/red].mp4" in text
    assert "out/[bold]set/report.html" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_it_fits_the_terminal(width):
    report = sample.deadlift(rep_list=[sample.rep(i, [sample.verdict()]) for i in range(1, 61)], reps=60)
    lines = printed(report, width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert "and 30 more in reps.csv" in " ".join(" ".join(lines).split())
