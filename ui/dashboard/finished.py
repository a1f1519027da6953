"""The results that lie in the folder of results, whoever made them, and the files of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from analysis import outputs
from reports.report_page import pictures_of, result_body
from ui.dashboard import preferences

ADDRESS: Final = "/sets"
DOWNLOADS: Final = {
    outputs.VIDEO: "Video",
    outputs.PAGE: "Report",
    outputs.REPS: "Table (CSV)",
    outputs.REPORT: "Data (JSON)",
    outputs.TRACK: "Poses (track)",
}
_SET: Final = "set-"  # what a folder within another begins with
_REMEMBERED: Final = 512


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A folder with a result. `name` is its path within the folder of results, `report` the content of its
    report.json.
    """

    folder: Path
    name: str
    report: Mapping[str, Any]
    when: datetime

    @property
    def files(self) -> dict[str, str]:
        """The addresses of the files that are there, by their names."""
        return {
            name: f"{ADDRESS}/{quote(self.name)}/{name}"
            for name in DOWNLOADS
            if (self.folder / name).is_file()
        }

    def body(self) -> str:
        """What the report shows, beside its video if there is one."""
        try:
            pictures = pictures_of((self.folder / outputs.PAGE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            pictures = {}
        return result_body(self.report, pictures, self.files.get(outputs.VIDEO, ""))


def finished_sets(root: Path) -> list[FinishedSet]:
    """All results in a folder, the newest first, with each set of a recording or a session of several; what
    is no result is left out.
    """
    paths = [*root.glob(f"*/{outputs.REPORT}"), *root.glob(f"*/{_SET}*/{outputs.REPORT}")]
    found = [_read(root, path.parent.relative_to(root).as_posix()) for path in paths]
    return sorted((one for one in found if one), key=lambda one: one.when, reverse=True)


def finished_set(root: Path, name: str) -> FinishedSet | None:
    """The result of this name, None when there is none."""
    return _read(root, name) if _is_name(name) else None


def routes() -> list[Route]:
    """The addresses under which the files of results are served."""
    return [Route(f"{ADDRESS}/{{name:path}}/{{file}}", _file)]


async def _file(request: Request) -> Response:
    name, file = request.path_params["name"], request.path_params["file"]
    path = Path(preferences.load().folder) / name / file
    if not _is_name(name) or file not in DOWNLOADS or not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    download = f"{name.replace('/', '-')}-{file}" if "download" in request.query_params else None
    return FileResponse(path, filename=download, headers={"Cache-Control": "no-cache"})


def _is_name(name: str) -> bool:
    """Whether it may be that of a result: its folder, or a set within a folder."""
    parts = name.split("/")
    return len(parts) <= 2 and all(part and Path(part).name == part and part[0] != "." for part in parts)


def _read(root: Path, name: str) -> FinishedSet | None:
    path = root / name / outputs.REPORT
    try:
        return _parsed(path, name, path.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _parsed(path: Path, name: str, changed_s: float) -> FinishedSet:
    report = json.loads(path.read_text(encoding="utf-8"))
    if report["schema_version"] != 1 or not report["source"]["file"]:
        raise ValueError
    return FinishedSet(path.parent, name, report, datetime.fromtimestamp(changed_s))
