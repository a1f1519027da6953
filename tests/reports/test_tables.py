import csv

from reports.tables import REP_COLUMNS, write_reps_csv
from tests.reports import sample_report as sample


def written(tmp_path, report):
    path = tmp_path / "reps.csv"
    write_reps_csv(path, report)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_rep_is_a_row_with_its_checks_as_columns(tmp_path):
    rows = written(tmp_path, sample.deadlift())
    assert [row["index"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["flat_back_result"] for row in rows] == ["ok", "fault", "ok", "fault"]
    assert [row["clean"] for row in rows] == ["yes", "no", "yes", "no"]
    assert rows[3]["flat_back_value_deg"] == "34.0"
    assert rows[3]["flat_back_limit_deg"] == "20.0"


def test_a_rep_whose_main_check_was_not_judged_is_neither_clean_nor_not(tmp_path):
    blind = sample.verdict(result="not_judged", value=None, main=True)
    rows = written(tmp_path, sample.deadlift(rep_list=[sample.rep(1, [blind, sample.verdict("lockout")])]))
    assert [row["clean"] for row in rows] == ["not judged"]


def test_columns_come_in_the_order_of_the_report(tmp_path):
    (first, *_) = written(tmp_path, sample.deadlift())
    checks = [name for name in first if name.endswith("_result")]
    assert list(first)[: len(REP_COLUMNS)] == list(REP_COLUMNS)
    assert checks == ["flat_back_result", "hips_first_result", "bar_path_result"]


def test_what_was_not_measured_is_an_empty_cell(tmp_path):
    *_, last = written(tmp_path, sample.deadlift())
    assert last["end_s"] == "" and last["lowering_s"] == ""
    assert (last["bar_path_result"], last["bar_path_value_deg"]) == ("not_judged", "")


def test_sides_are_named(tmp_path):
    assert [row["side"] for row in written(tmp_path, sample.one_arm_row())] == [
        "left",
        "left",
        "right",
        "right",
    ]


def test_no_reps_give_the_header_alone(tmp_path):
    write_reps_csv(tmp_path / "reps.csv", sample.nothing())
    assert (tmp_path / "reps.csv").read_text(encoding="utf-8").split() == [",".join(REP_COLUMNS)]
