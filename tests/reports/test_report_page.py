from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reports import charts
from reports.key_moments import key_moments
from reports.report_page import report_page, write_report_page
from tests.reports import sample_report as sample

KINDS = {
    "reps": sample.deadlift(),
    "hold": sample.plank(),
    "hold-reps": sample.squeeze(),
    "per side": sample.one_arm_row(),
    "nothing": sample.nothing(),
    "stopped": sample.deadlift(partial=True),
    "no trace": sample.deadlift(trace={}),
    "nothing at all": sample.nothing(trace={}, verdicts=[], hold=None, partial=True),
}
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """What a reader of the page meets: tags, attributes, text, and whether every tag was closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.texts, self._open = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self._open and self._open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    @property
    def unclosed(self):
        return self._open

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(report, pictures=None):
    return Page(report_page(report, pictures or {}))


@pytest.mark.parametrize("report", KINDS.values(), ids=KINDS.keys())
class TestEveryKindOfSet:
    def test_the_markup_is_whole(self, report):
        assert page_of(report).unclosed == []

    def test_nothing_comes_from_elsewhere(self, report):
        html = report_page(report, {moment.key: b"jpeg" for moment in key_moments(report)})
        page = Page(html)
        assert "http://" not in html and "https://" not in html and "@import" not in html
        assert not {"script", "link", "iframe", "object", "base"} & {tag for tag, _ in page.tags}
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        sources = [value for name, value in page.attributes if name in ("src", "href", "srcset")]
        assert all(source.startswith("data:image/jpeg;base64,") for source in sources)

    def test_it_can_be_read_without_seeing_it(self, report):
        page = page_of(report, {moment.key: b"jpeg" for moment in key_moments(report)})
        assert page.all("html") == [{"lang": "en"}]
        assert len(page.all("h1")) == 1
        assert all(image["alt"] for image in page.all("img"))
        assert all(header.get("scope") in ("col", "row") for header in page.all("th"))
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        labelled = [value for name, value in page.attributes if name == "aria-labelledby"]
        assert {part for value in labelled for part in value.split()} <= set(ids)


def test_a_file_name_cannot_become_markup():
    name = "<b>x</b>.mp4"
    page = page_of(sample.deadlift(source={"file": name}))
    assert page.all("b") == [tag for tag in page.all("b") if tag.get("class") is None]
    assert name in page.text  # only shown when it was escaped: as a tag it would be gone from the text


def test_reasons_cues_and_warnings_are_escaped():
    bad = "<img src=x onerror=alert(1)>"
    report = sample.deadlift(
        warnings=[bad],
        attempt_list=[{"start_s": 1.0, "peak_s": 2.0, "end_s": None, "side": None, "reason": bad}],
        verdicts=[sample.verdict(result="fault", cue=bad, reason=bad) | {"label": bad, "reps": [2]}],
    )
    assert page_of(report).all("img") == []


def test_the_page_opens_with_the_result():
    text = page_of(sample.deadlift()).text
    assert "4 of 5 deadlifts counted, 2 clean." in text
    assert "Main thing to change: keep your back flat in reps 2 and 4." in text


def test_verdicts_show_value_and_limit():
    text = page_of(sample.deadlift()).text
    assert "Flat back 34° (limit 20°)" in text
    assert "Hips and chest rise together 1.90 (limit 1.60)" in text


def test_a_check_that_no_rep_could_judge_is_explained_once():
    text = page_of(sample.deadlift()).text
    assert text.count("Bar close to the legs") == 1
    assert "so that the hands show above the plates." in text


def test_attempts_that_did_not_count_say_why():
    assert "Did not reach the top (hip 151°, needs 165°)." in page_of(sample.deadlift()).text


def test_a_hold_shows_each_pause_with_its_reason():
    page = page_of(sample.plank())
    assert "0:15 0:19 3.6 s Hips sagging." in page.text
    assert {"class": "reps", "role": "table"} not in page.all("table")


def test_a_set_without_a_score_says_so_and_shows_no_parts():
    text = page_of(sample.nothing()).text
    assert "Score – nothing judged" in text
    assert "Score:" not in text


def test_pictures_stand_in_pairs_and_missing_ones_are_left_out():
    both = {"fault:flat_back:4": b"worst", "good:flat_back:1": b"best"}
    alts = [image["alt"] for image in page_of(sample.deadlift(), both).all("img")]
    assert alts == [
        "Flat back, fault. Rep 4 at 0:11 · 34° (limit 20°)",
        "Flat back, done well. Rep 1 at 0:02 · 9° (limit 20°)",
    ]
    assert len(page_of(sample.deadlift(), {"fault:flat_back:4": b"worst"}).all("img")) == 1


def test_the_page_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "report.html"
    write_report_page(path, sample.deadlift(), {})
    before = path.read_text(encoding="utf-8")
    with pytest.raises(AttributeError):
        write_report_page(path, replace(sample.deadlift(), trace=None), {})
    assert path.read_text(encoding="utf-8") == before
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


class TestKeyMoments:
    def test_the_worst_rep_of_each_fault_comes_with_the_best_clean_one(self):
        keys = [moment.key for moment in key_moments(sample.deadlift())]
        assert keys == [
            "fault:flat_back:4", "good:flat_back:1", "fault:hips_first:4", "good:hips_first:1",
        ]  # fmt: skip

    def test_the_good_picture_is_from_the_same_moment_of_the_movement(self):
        fault, good = key_moments(sample.deadlift())[:2]
        # Rep 4 lifts from 11.0 to 12.1 s and was worst at 11.7; rep 1 lifts from 2.0 to 3.1.
        assert fault.time_s == 11.7
        assert good.time_s == pytest.approx(2.7)

    def test_a_moment_on_the_way_back_is_found_when_the_return_was_not_seen(self):
        late = sample.rep(1, [sample.rounded(30.0, 3.9)], end_s=None)  # 2.0, 3.1, taken to end at 4.2
        good = sample.rep(2, [sample.verdict(value=5.0)])  # 5.0, 6.1, 7.6
        fault, other = key_moments(
            sample.deadlift(rep_list=[late, good], verdicts=[sample.rounded(30.0, 3.9) | {"reps": [1]}])
        )
        assert (fault.time_s, other.time_s) == (3.9, pytest.approx(6.1 + 1.5 * 0.8 / 1.1))

    def test_the_good_rep_is_of_the_same_side(self):
        assert [moment.key for moment in key_moments(sample.one_arm_row())] == [
            "fault:trunk_rising:4", "good:trunk_rising:3",
        ]  # fmt: skip

    def test_without_a_good_rep_the_fault_stands_alone(self):
        report = sample.deadlift(
            rep_list=[sample.rep(1, [sample.rounded(30.0, 2.4)])],
            verdicts=[sample.rounded(30.0, 2.4) | {"reps": [1]}],
        )
        assert [moment.key for moment in key_moments(report)] == ["fault:flat_back:1"]

    def test_a_hold_is_compared_with_a_stretch_in_position(self):
        fault, good = key_moments(sample.plank())
        assert (fault.key, fault.time_s, fault.rep_index) == ("fault:hips_sagging:hold", 17.0, None)
        assert (good.key, good.time_s) == ("good:hips_sagging:hold", pytest.approx((19.0 + 28.0) / 2))

    def test_nothing_to_change_needs_no_pictures(self):
        assert key_moments(sample.nothing()) == []


class TestCharts:
    def test_the_trace_breaks_where_nothing_was_seen(self):
        assert charts.trace_svg(sample.deadlift()).count("<polyline") == 2

    def test_every_rep_attempt_and_pause_is_shaded(self):
        kinds = [span.kind for span in charts.spans(sample.deadlift())]
        assert kinds == ["clean", "fault", "clean", "fault", "no_rep"]
        assert [span.kind for span in charts.spans(sample.plank())] == ["pause", "pause"]

    def test_a_fault_is_hatched_and_not_told_by_colour_alone(self):
        svg = charts.trace_svg(sample.deadlift())
        assert svg.count("-hatch)") == 2
        assert svg.count('class="mark"') == 3

    def test_a_long_set_stays_small_and_keeps_its_peaks(self):
        report = sample.deadlift(
            rep_list=[], trace=sample.trace(1800.0), source={"file": "x", "duration_s": 1800.0}
        )
        svg = charts.trace_svg(report, width=880)
        assert len(svg) < 60_000

    def test_nothing_measured_gives_no_chart(self):
        unseen = {"measure": "x", "label": "X", "unit": "°", "time_s": [0.0, 1.0], "value": [None, None]}
        assert charts.trace_svg(sample.deadlift(trace=unseen)) == ""

    def test_a_value_that_never_changes_can_be_drawn(self):
        still = {"measure": "x", "label": "X", "unit": "°", "time_s": [0.0, 1.0], "value": [0.004, 0.004]}
        assert "<polyline" in charts.trace_svg(sample.deadlift(trace=still))
