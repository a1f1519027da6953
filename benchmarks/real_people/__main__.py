"""What the coach makes of real people whose form somebody else has labelled.

    python -m benchmarks.real_people FOLDER [FOLDER ...] [--tracks DIR] [--jobs 2] [--write]

A FOLDER holds any of photos/CLASS.npz with labels.csv, plank_frames.npz, tracks/NAME.npz, and recordings
with a truth.csv; benchmarks/real_people/folders.py says what is in them. A photo, or a frame of a recording,
is held still for 3 s; tracks and recordings are coached whole. Readings are taken of every frame, and one
frame in ten is coached. Photos are offered to every hold that they do not show as well.

Every labelled row gives its two halves as "tuning + checking": limits are set on the first and checked on
the second. A photo, a recording and a hold belong to the half that a checksum of their name says, a
repetition of a saved track to that of its number, odd or even, and a frame to that of the half of its
recording. `--tracks` keeps the poses of recordings between runs. `--write` brings docs/accuracy.md up to
date.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console

from benchmarks.real_people.figures import figures
from benchmarks.real_people.folders import samples
from benchmarks.real_people.readings import rendered_readings
from benchmarks.real_people.table import print_tables, write_page
from vision.errors import BacklineError

_WIDTH = 230  # tables that go to a file need not fit a terminal


def main() -> int:
    """Run the command and give its exit code."""
    options = _options()
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    try:
        found = [one for folder in options.folders for one in samples(folder, options.tracks)]
        with ProcessPoolExecutor(options.jobs) as workers:
            figured = figures(found, rendered_readings(), workers)
        print_tables(figured, console)
        if options.write:
            console.print(f"Written: {write_page(figured)}", markup=False, highlight=False)
    except BacklineError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.real_people",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", metavar="FOLDER", type=Path, nargs="+")
    parser.add_argument("--tracks", type=Path, help="folder to keep poses in between runs")
    parser.add_argument("--jobs", type=int, default=2, help="processes to use at most")
    parser.add_argument("--write", action="store_true", help="bring the page up to date")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
