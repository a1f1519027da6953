"""The figures that must not get worse, each with its slack, and the comparison with those of today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any, Final

from benchmarks.accuracy.figures import Figures
from benchmarks.accuracy.statistics import Share
from benchmarks.accuracy.targets import State, targets

FOLDER: Final = Path(__file__).resolve().parent
BASELINE: Final = FOLDER / "baseline.json"
POSES: Final = FOLDER / "poses"

_MOST_SLACK: Final = 0.05
"""Of a share; `guess`. The poses are the same every time: only the program changes what it makes of them."""

_HOLD_SLACK_S: Final = 0.1  # guess: three frames
_RATIO_SLACK: Final = 0.1  # guess: a tenth of the value itself


@dataclass(frozen=True, slots=True)
class Guarded:
    """A figure, the number of samples, how much worse it may be, and which way is worse."""

    value: float
    of: int
    slack: float
    higher_is_better: bool = True

    def worse(self, now: float) -> bool:
        """Whether a figure of today is worse than this one by more than the slack."""
        loss = self.value - now if self.higher_is_better else now - self.value
        return not loss <= self.slack + 1e-9


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was published: the figures by name, and the targets that were met."""

    figures: dict[str, Guarded]
    met: tuple[str, ...]

    def save(self, path: Path = BASELINE) -> None:
        """Write it as JSON, one line a figure."""
        lines = (f"  {json.dumps(name)}: {json.dumps(asdict(one))}" for name, one in self.figures.items())
        held = ",\n".join(lines)
        met = json.dumps(self.met, indent=2)
        path.write_text(f'{{"figures": {{\n{held}\n}},\n"met": {met}}}\n', encoding="utf-8")

    @staticmethod
    def load(path: Path = BASELINE) -> Baseline:
        """Read what `save` wrote."""
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Baseline({name: Guarded(**one) for name, one in kept["figures"].items()}, tuple(kept["met"]))

    def complaints(self, now: Baseline) -> list[str]:
        """A sentence for each figure that is worse today; an empty list when no figure is."""
        said = []
        for name, then in self.figures.items():
            today = now.figures.get(name)
            if today is None:
                said.append(f"{name} can no longer be measured; it was {then.value:g}.")
            elif then.worse(today.value):
                said.append(
                    f"{name} is {today.value:g}; it was {then.value:g}, with a slack of {then.slack:g}."
                )
        return [*said, *(f"{name} was met and is not any more." for name in self.met if name not in now.met)]


def baseline_of(figures: Figures) -> Baseline:
    """The figures that are guarded.

    Those of landmarks and angles are not guarded, because the poses kept for the comparison never change.
    """
    met = [target.name for target in targets(figures) if target.state is State.MET]
    return Baseline({name: one for name, one in _guarded(figures) if isfinite(one.value)}, tuple(met))


def _guarded(figures: Figures) -> Iterator[tuple[str, Guarded]]:
    for count in figures.counts:
        yield f"{count.movement}: sets counted exactly", _share(count.exact)
        yield f"{count.movement}: sets counted within one", _share(count.within_one)
    for hold in figures.holds:
        error_s = hold.error_s
        yield f"{hold.movement}: hold time error, median", _least(error_s.median, error_s.n, _HOLD_SLACK_S)
        yield f"{hold.movement}: hold time error, worst", _least(error_s.high, error_s.n, 2 * _HOLD_SLACK_S)
    for check in figures.checks:
        name = f"{check.movement}, {check.check}" + (f", {check.dial}" if check.dial else "")
        yield f"{name}: found", _share(check.found)
        yield f"{name}: passed", _share(check.passed)
        yield f"{name}: faults not judged", _share(check.withheld_faulty, higher_is_better=False)
        yield f"{name}: good form not judged", _share(check.withheld_good, higher_is_better=False)
    for row in figures.conditions:
        name = f"{row.movement}, {row.condition}: sets with a wrong verdict"
        yield name, _share(row.wrong_sets, higher_is_better=False)
    for row in figures.back_by_yaw:
        name = f"rounded back, {row.condition} off side-on: sets with a wrong verdict"
        yield name, _share(row.wrong_sets, higher_is_better=False)
    for view in figures.squeeze:
        ratio = view.ratio.median
        yield (
            f"squeeze from the {view.view}: signal over noise",
            Guarded(ratio, view.reps, _RATIO_SLACK * ratio),
        )


def _share(share: Share, higher_is_better: bool = True) -> Guarded:
    low, high = share.interval
    slack = round(min((high - low) / 2, _MOST_SLACK), 4)
    return Guarded(round(share.value, 4), share.of, slack, higher_is_better)


def _least(value: float, of: int, slack: float) -> Guarded:
    return Guarded(round(value, 4), of, slack, higher_is_better=False)
