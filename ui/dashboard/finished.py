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

from ui import outputs
from ui.dashboard import preferences
from ui.report_page import pictures_of, result_body

ADDRESS: Final = "/sets"
DOWNLOADS: Final = {
    outputs.VIDEO: "Video",
    outputs.PAGE: "Report",
    outputs.REPS: "Table (CSV)",
    outputs.REPORT: "Data (JSON)",
    outputs.TRACK: "Poses (track)",
}
_REMEMBERED: Final = 512


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A folder with a result. `report` is the content of its report.json."""

    folder: Path
    report: Mapping[str, Any]
    when: datetime

    @property
    def name(self) -> str:
        """How it is called among the results."""
        return self.folder.name

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
    """All results in a folder, the newest first; what is no result is left out."""
    found = [_read(path) for path in root.glob(f"*/{outputs.REPORT}")]
    return sorted((one for one in found if one), key=lambda one: one.when, reverse=True)


def finished_set(root: Path, name: str) -> FinishedSet | None:
    """The result of this name, None when there is none."""
    return _read(root / name / outputs.REPORT) if _is_name(name) else None


def routes() -> list[Route]:
    """The addresses under which the files of results are served."""
    return [Route(f"{ADDRESS}/{{name}}/{{file}}", _file)]


async def _file(request: Request) -> Response:
    name, file = request.path_params["name"], request.path_params["file"]
    path = Path(preferences.load().folder) / name / file
    if not _is_name(name) or file not in DOWNLOADS or not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    download = f"{name}-{file}" if "download" in request.query_params else None
    return FileResponse(path, filename=download, headers={"Cache-Control": "no-cache"})


def _is_name(name: str) -> bool:
    return Path(name).name == name and not name.startswith(".")


def _read(path: Path) -> FinishedSet | None:
    try:
        changed_s = path.stat().st_mtime
        return _parsed(path, changed_s)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _parsed(path: Path, changed_s: float) -> FinishedSet:
    report = json.loads(path.read_text(encoding="utf-8"))
    if report["schema_version"] != 1 or not report["source"]["file"]:
        raise ValueError
    return FinishedSet(path.parent, report, datetime.fromtimestamp(changed_s))
