"""How exact the program is, on rendered people whose every joint is known, or on recordings.

    python -m benchmarks.accuracy [FOLDER] [--cast reporting] [--cache DIR] [--jobs 2] [--only ID ...]
        [--write]
    python -m benchmarks.accuracy --kept [--only ID ...] [--write]

Without FOLDER test people are drawn (or taken from the cache), the program runs on them as a user runs it,
and what it reports is held against the truth. FOLDER holds recordings and a `truth.csv` with the columns
file, movement, reps, hold_s and confidence. `--write` brings docs/accuracy.md, the README, the baseline and
the poses that the tests replay up to date. `--kept` coaches those poses again, in seconds: the same figures
but for landmarks and angles, after a change of the program.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.accuracy.evaluate import Wish, evaluate
from vision.errors import BacklineError
from vision.libraries import require_libraries
from vision.models import DEFAULT_MODEL


def main() -> int:
    """Run the command and give its exit code."""
    try:
        wish = _wish()
        require_libraries()
        evaluate(wish, Console())
    except BacklineError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _wish() -> Wish:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, nargs="?", help="recordings and a truth.csv")
    parser.add_argument("--cast", choices=("tuning", "reporting"), default="reporting")
    parser.add_argument("--cache", type=Path, help="folder to keep renders and poses in between runs")
    parser.add_argument("--jobs", type=int, default=1, help="processes to use at most")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--only", metavar="ID", nargs="+", default=(), help="the sets of these movements")
    parser.add_argument("--write", action="store_true", help="publish: tables, baseline, poses")
    parser.add_argument("--kept", action="store_true", help="coach the kept poses again, draw nobody")
    wish = vars(parser.parse_args())
    return Wish(**{**wish, "only": tuple(wish["only"])})


if __name__ == "__main__":
    sys.exit(main())
