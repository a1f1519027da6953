"""`reps.csv`: one row per repetition, for spreadsheets and statistics."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from exercises.report import RepResult, SetReport
from exercises.verdict import Form

REP_COLUMNS = (
    "index",  # 1, 2, … in order of time, over both sides
    "side",  # left, right, or empty when the movement is not done per side
    "start_s",  # media time
    "peak_s",
    "end_s",  # empty when the return was not seen
    "rom_deg",  # range of motion
    "lowering_s",
    "lifting_s",
    "top_pause_s",
    "bottom_pause_s",
    "clean",  # yes, no, or not judged: whether no check found a fault, and the main ones were judged
)
_CLEAN = {Form.CLEAN: "yes", Form.FAULT: "no", Form.NOT_JUDGED: "not judged"}
_UNIT_SUFFIXES = {"°": "deg"}


def write_reps_csv(path: Path | str, report: SetReport) -> None:
    """Write the repetitions of a report; a set without any gives the header alone.

    `REP_COLUMNS` are followed by three columns per check, in the report's order, for example
    `flat_back_result` (ok, fault, not_judged), `flat_back_value_deg` and `flat_back_limit_deg`. The last two
    names end in the unit if the check has one. An empty cell means that nothing was measured. Raises OSError
    when the file cannot be written.
    """
    units = _check_units(report)
    columns = list(REP_COLUMNS)
    for check, unit in units.items():
        columns += [f"{check}_result", _with_unit(f"{check}_value", unit), _with_unit(f"{check}_limit", unit)]
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for rep in report.rep_list:
            writer.writerow(_row(rep, list(units)))


def _check_units(report: SetReport) -> dict[str, str]:
    """Every check that judged a rep, with its unit ("" for a plain number)."""
    units: dict[str, str] = {}
    in_reps = [verdict for rep in report.rep_list for verdict in rep.verdicts]
    for verdict in [*report.verdicts, *in_reps]:
        units[verdict.check] = units.get(verdict.check) or verdict.unit
    return {check: unit for check, unit in units.items() if any(v.check == check for v in in_reps)}


def _with_unit(name: str, unit: str) -> str:
    return f"{name}_{_UNIT_SUFFIXES.get(unit, unit)}" if unit else name


def _row(rep: RepResult, checks: list[str]) -> list[Any]:
    verdicts = {verdict.check: verdict for verdict in rep.verdicts}
    row: list[Any] = [getattr(rep, name) for name in REP_COLUMNS[:-1]]
    row.append(_CLEAN[rep.form])
    for check in checks:
        verdict = verdicts.get(check)
        row += [verdict.result, verdict.value, verdict.limit] if verdict else [None] * 3
    return row
