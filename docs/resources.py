"""What the built pages load from elsewhere: nothing may leave the reader's machine.

`python -m docs.resources site` names each such resource with its page, with exit code 1 if there are any.
Links that a reader may follow are no resources.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

_REMOTE: Final = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_IN_STYLES: Final = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
_SOURCES: Final = {"src", "srcset", "poster", "data", "action"}


class _Page(HTMLParser):
    """Gathers what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        names = _SOURCES | (
            {"href"} if tag in ("link", "use", "image") and given.get("rel") != "canonical" else set()
        )
        self.loaded += [value for name, value in attrs if name in names and value and _REMOTE.match(value)]
        self.loaded += _IN_STYLES.findall(given.get("style") or "")

    def handle_data(self, data: str) -> None:
        self.loaded += _IN_STYLES.findall(data)


def loaded_from_elsewhere(site: Path) -> Iterator[tuple[Path, str]]:
    """Each page, style sheet or drawing in the folder, with the address of what it loads from elsewhere."""
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".svg"):
            page = _Page()
            page.feed(path.read_text(encoding="utf-8"))
            yield from ((path, address) for address in page.loaded)
        elif path.suffix == ".css":
            yield from ((path, address) for address in _IN_STYLES.findall(path.read_text(encoding="utf-8")))


def main() -> int:
    """Look through the built site, and give the exit code."""
    site = Path(sys.argv[1])
    if not (site / "index.html").exists():
        print(f"{site} is no built site; build it with: make docs", file=sys.stderr)
        return 2
    found = list(loaded_from_elsewhere(site))
    for path, address in found:
        print(f"{path} loads {address}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
