"""The figures as tables: for the terminal, and for the documentation between its markers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.accuracy.figures import ALL, CheckFigures, Condition, Figures
from benchmarks.accuracy.statistics import Share, Spread
from benchmarks.accuracy.targets import Target, quantity, targets
from vision.errors import BacklineError

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "accuracy.md"
README: Final = ROOT / "README.md"
NONE: Final = "–"

Rows = Sequence[tuple[str, ...]]


class PageError(BacklineError):
    """A page has no place for a table."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table. `key` names its markers in the documentation."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: Rows

    @property
    def markdown(self) -> str:
        """The table as it goes into a page."""
        lines = [self.head, ("---",) * len(self.head), *self.rows]
        return "\n".join(
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines
        )

    def rich(self) -> Table:
        """The table as it goes to a terminal."""
        table = Table(title=Text(self.title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for at, name in enumerate(self.head):
            table.add_column(Text(name), overflow="fold", justify="left" if at < 2 else "right")
        for row in self.rows:
            table.add_row(*(Text(cell.strip("`")) for cell in row))
        return table


def sections(figures: Figures) -> list[Section]:
    """All tables that have rows."""
    found = [
        _targets(targets(figures)),
        _counts(figures),
        _holds(figures),
        _checks(figures.checks),
        _conditions("conditions", "What each condition does", figures.conditions),
        _conditions("bodies", "Person by person", figures.bodies),
        _conditions("yaw", "Shape of the back, by how far the camera is off side-on", figures.back_by_yaw),
        _squeeze(figures),
        _landmarks(figures),
        _angles(figures),
    ]
    return [section for section in found if section.rows]


def print_tables(figures: Figures, console: Console) -> None:
    """Print all tables."""
    console.print(Text(summary(figures)))
    for section in sections(figures):
        console.print(section.rich())


def require_pages() -> None:
    """Raise PageError where there is no documentation to write to, as in an installed program."""
    missing = [path for path in (PAGE, README) if not path.is_file()]
    if missing:
        raise PageError(f"There is no {missing[0]}: --write needs the checkout of the project.")


def write_pages(figures: Figures) -> list[Path]:
    """Bring the tables of the documentation up to date, and return the pages written.

    Raises PageError when a page has lost its markers.
    """
    blocks = {section.key: section.markdown for section in sections(figures)}
    blocks["people"] = summary(figures)
    for path, keys in ((PAGE, sorted(blocks)), (README, ["targets"])):
        text = path.read_text(encoding="utf-8")
        path.write_text(with_blocks(text, {key: blocks[key] for key in keys}, path), encoding="utf-8")
    return [PAGE, README]


def with_blocks(text: str, blocks: dict[str, str], path: Path) -> str:
    """A page with new content between its markers."""
    for key, content in blocks.items():
        start, end = f"<!-- {key} -->\n", f"<!-- /{key} -->"
        if text.count(start) != 1 or text.count(end) != 1:
            raise PageError(
                f"{path.name} has no one place <!-- {key} --> for a table: put one into the text."
            )
        before, _, rest = text.partition(start)
        text = f"{before}{start}\n{content}\n\n{end}{rest.partition(end)[2]}"
    return text


def summary(figures: Figures) -> str:
    """A sentence on how many sets and people the figures rest on."""
    reps = sum(one.reps for one in figures.scored)
    judged = sum(len(one.judged) for one in figures.scored)
    people = ", ".join(figures.people)
    whom = f"{figures.sets} sets of {len(figures.people)} people ({people})"
    return f"{whom}: {reps} repetitions, {judged} judgements."


# --- each table -------------------------------------------------------------------------------------------


def _targets(found: Sequence[Target]) -> Section:
    rows = [
        (
            target.name,
            f"{'at most' if target.at_most else 'at least'} {_of_unit(target.wanted, target.unit)}",
            _of_unit(target.value, target.unit),
            str(target.of),
            target.state.value,
        )
        for target in found
    ]
    return Section("targets", "What must be shown", ("", "wanted", "reached", "of", ""), rows)


def _of_unit(value: float, unit: str) -> str:
    if isnan(value):
        return NONE
    if unit == "share":
        return percent(value, 0 if value in (0.0, 1.0) else 1)
    return f"{value:.2f}" + (f" {unit}" if unit == "s" else "")


def _counts(figures: Figures) -> Section:
    rows = [
        (
            _name(row.movement),
            str(row.reps),
            share(row.exact),
            share(row.within_one),
            f"{row.error:.3f}",
        )
        for row in figures.counts
    ]
    head = ("movement", "repetitions", "sets counted exactly", "within one", "mean relative error")
    return Section("counts", "Repetitions counted", head, rows)


def _holds(figures: Figures) -> Section:
    rows = [
        (
            _name(row.movement),
            str(row.error_s.n),
            number(row.error_s.median, 2, " s"),
            number(row.error_s.high, 2, " s"),
            NONE if row.paused is None else percent(row.paused),
            NONE if row.ran is None else percent(row.ran),
            NONE if row.unclear is None else percent(row.unclear),
        )
        for row in figures.holds
    ]
    errors, shares = ("median error", "worst error"), ("stood in faulty time", "ran in good time")
    head = ("movement", "holds", *errors, *shares, "held, but too close to call")
    return Section("holds", "Time held", head, rows)


def _checks(found: Sequence[CheckFigures]) -> Section:
    rows = [
        (
            _name(row.movement),
            row.label if row.dial is None else f"{row.label}: {_words(row.dial)}",
            _sizes(row),
            share(row.found),
            share(row.passed_clean),
            share(row.passed_other),
            f"{percent(row.withheld_faulty.value)} / {percent(row.withheld_good.value)}",
            row.reason or NONE,
            _from(row),
            number(row.auc, 2),
        )
        for row in found
    ]
    head = (
        "movement",
        "check (fault)",
        "fine to / called from",
        "found",
        "clean passed",
        "with another fault passed",
        "not judged, faulty / good",
        "mostly because",
        "found half / 95 % from",
        "AUC",
    )
    return Section("checks", "Every check", head, _named_once(rows))


def _named_once(rows: Rows) -> Rows:
    """The rows without the name of a movement where the row above has it already."""
    names = [row[0] for row in rows]
    return [
        ("" if at and names[at - 1] == row[0] != ALL else row[0], *row[1:]) for at, row in enumerate(rows)
    ]


def _sizes(row: CheckFigures) -> str:
    if row.dial is None:
        return NONE
    return f"{row.fine:g} / {quantity(row.called_from, row.unit)}"


def _from(row: CheckFigures) -> str:
    if row.found_from is None:
        return NONE
    return f"{row.found_from.half:.2g} / {quantity(row.found_from.mostly, row.unit)}"


def _conditions(key: str, title: str, found: Iterable[Condition]) -> Section:
    rows = [
        (
            _name(row.movement),
            row.condition,
            share(row.exact, interval=False),
            share(row.found, interval=False),
            share(row.passed, interval=False),
            share(row.withheld, interval=False),
            share(row.wrong_sets, interval=False),
        )
        for row in found
    ]
    head = (
        "movement",
        "condition",
        "counted exactly",
        "found",
        "passed",
        "not judged",
        "sets with a wrong verdict",
    )
    return Section(key, title, head, _named_once(rows))


def _squeeze(figures: Figures) -> Section:
    rows = [
        (
            row.view,
            str(row.reps),
            f"{row.change:.3f}",
            f"{row.noise:.4f}",
            f"{row.ratio.median:.1f}",
            f"{row.ratio.high:.1f}",
            share(row.exact, interval=False),
        )
        for row in figures.squeeze
    ]
    head = (
        "view",
        "squeezes",
        "signal",
        "noise",
        "signal / noise",
        "lowest twentieth",
        "sets counted exactly",
    )
    return Section("squeeze", "Scapular squeeze: signal against noise", head, rows)


def _landmarks(figures: Figures) -> Section:
    rows = [
        (
            row.view,
            row.joint,
            str(row.distance_px.n),
            _spread(row.distance_px, 1, " px"),
            _spread_percent(row.distance_torsos),
            percent(row.offset_torsos, 1),
            _spread_percent(row.scatter_torsos),
        )
        for row in figures.landmarks
    ]
    head = ("view", "joint", "frames", "distance", "of the torso", "of that constant", "scatter without it")
    return Section("landmarks", "Landmarks: median and 95th percentile", head, rows)


def _angles(figures: Figures) -> Section:
    rows = [
        (
            row.view,
            row.angle,
            str(row.error_deg.n),
            number(row.error_deg.median, 1, "°"),
            number(row.error_deg.high, 1, "°"),
            f"{row.bias_deg:+.1f}°",
            number(row.in_space_deg.median, 1, "°"),
        )
        for row in figures.angles
    ]
    head = (
        "view",
        "angle",
        "frames",
        "median error",
        "95th percentile",
        "found minus true",
        "error in space",
    )
    return Section("angles", "Angles, against the true joints in the picture", head, rows)


# --- words ------------------------------------------------------------------------------------------------


def share(value: Share, interval: bool = True) -> str:
    """A share in words, as in "95 % of 40 (84–99)", with Wilson's interval."""
    if not value.of:
        return NONE
    words = f"{percent(value.value)} of {value.of}"
    low, high = value.interval
    return f"{words} ({100 * low:.0f}–{100 * high:.0f})" if interval else words


def percent(value: float, digits: int = 0) -> str:
    """A share of 0.95 as "95 %"; it is never rounded up to all or down to none."""
    if isnan(value):
        return NONE
    rounded = round(100 * value, digits)
    if rounded >= 100 > 100 * value or rounded <= 0 < value:
        step = 10**-digits
        return f"> {100 - step:.{digits}f} %" if value > 0.5 else f"< {step:.{digits}f} %"
    return f"{rounded:.{digits}f} %"


def number(value: float, digits: int, unit: str = "") -> str:
    """A number with its unit, or a dash."""
    return NONE if isnan(value) else f"{value:.{digits}f}{unit}"


def _spread(spread: Spread, digits: int, unit: str) -> str:
    return f"{number(spread.median, digits)} / {number(spread.high, digits, unit)}"


def _spread_percent(spread: Spread) -> str:
    return f"{100 * spread.median:.1f} / {100 * spread.high:.1f} %"


def _words(dial: str) -> str:
    """The name of a dial without its unit."""
    return dial.removesuffix("_deg").removesuffix("_torso").removesuffix("_s").replace("_", " ")


def _name(movement: str) -> str:
    return movement if movement == ALL else f"`{movement}`"
