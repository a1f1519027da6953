"""The studio's command line."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from vision.errors import BacklineError


def main() -> int:
    """Film sample sets, or list them."""
    parser = argparse.ArgumentParser(prog="python -m sample_videos.studio", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="name the sample sets")
    render = commands.add_parser("render", help="film one sample set, or all")
    render.add_argument("name", help="a sample's name, or all")
    render.add_argument("--out", type=Path, default=Path("out"), help="folder for video and truth")
    wish = parser.parse_args()
    try:
        return _list() if wish.command == "list" else _render(wish.name, wish.out)
    except BacklineError as error:
        print(error, file=sys.stderr)
        return 2


def _list() -> int:
    from sample_videos.studio.samples import SAMPLES

    for name, make in SAMPLES.items():
        take = make()
        print(f"{name:34} {take.script.duration_s:5.1f} s  {take.person.name:8} {take.about}")
    return 0


def _render(name: str, folder: Path) -> int:
    from sample_videos.studio.film import film
    from sample_videos.studio.libraries import StudioError, require
    from sample_videos.studio.samples import SAMPLES

    require("anny", "moderngl")
    if name != "all" and name not in SAMPLES:
        raise StudioError(f"There is no sample set {name!r}: choose all or one of {', '.join(SAMPLES)}.")
    for chosen in SAMPLES if name == "all" else [name]:
        started_s = time.monotonic()
        path = film(SAMPLES[chosen](), folder)
        size_kb = path.stat().st_size / 1024
        print(f"{path}: {size_kb:.0f} KB in {time.monotonic() - started_s:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
