"""The results in the folder of results, whichever command or page made them, and the files of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from analysis import outputs
from exercises.report import ReportError, SetReport
from reports.key_moments import is_picture, key_moments
from reports.report_page import result_body
from ui.dashboard import preferences

ADDRESS: Final = "/sets"
DOWNLOADS: Final = {output.name: output.label for output in reversed(outputs.OUTPUTS) if output.label}
"""What is served as a file, by its name, and what a page calls it; what people look at comes first."""
_SET: Final = "set-"  # how the folder of a set within a recording or session begins
_REMEMBERED: Final = 512


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A folder with a result.

    `name` is its path within the folder of results. `when` is the local time at which the report was written.
    """

    folder: Path
    name: str
    report: SetReport
    when: datetime

    @property
    def files(self) -> dict[str, str]:
        """The addresses of the files that exist, by the names of the files."""
        return {name: self._address(name) for name in DOWNLOADS if (self.folder / name).is_file()}

    @property
    def pictures(self) -> dict[str, str]:
        """The addresses of the key pictures that exist, under the keys of `key_moments`."""
        files = {moment.key: f"{outputs.PICTURES}/{moment.file}" for moment in key_moments(self.report)}
        return {key: self._address(file) for key, file in files.items() if (self.folder / file).is_file()}

    def body(self) -> str:
        """What the report shows as HTML, with the video if there is one."""
        return result_body(self.report, self.pictures, self.files.get(outputs.VIDEO, ""))

    def _address(self, file: str) -> str:
        return f"{ADDRESS}/{quote(self.name)}/{file}"


def finished_sets(root: Path) -> list[FinishedSet]:
    """All results in a folder, the newest first. Everything else in the folder is left out.

    The sets of one recording or of one session each count as a result.
    """
    paths = [*root.glob(f"*/{outputs.REPORT}"), *root.glob(f"*/{_SET}*/{outputs.REPORT}")]
    found = [_read(root, path.parent.relative_to(root).as_posix()) for path in paths]
    return sorted((one for one in found if one), key=lambda one: one.when, reverse=True)


def finished_set(root: Path, name: str) -> FinishedSet | None:
    """The result with this name, None when there is no such result or it cannot be read."""
    return _read(root, name) if _is_name(name) else None


def routes() -> list[Route]:
    """The routes under which the files of results are served."""
    return [Route(f"{ADDRESS}/{{name:path}}/{{file}}", _file)]


async def _file(request: Request) -> Response:
    name, file = request.path_params["name"], request.path_params["file"]
    path = Path(preferences.load().folder) / name / file
    folder, _, last = name.rpartition("/")
    pictured = last == outputs.PICTURES and is_picture(file)
    known = pictured or file in DOWNLOADS
    if not known or not _is_name(folder if pictured else name) or not _is_file(path):
        return PlainTextResponse("There is no such file.", 404)
    download = f"{name.replace('/', '-')}-{file}" if "download" in request.query_params else None
    return FileResponse(path, filename=download, headers={"Cache-Control": "no-cache"})


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # no file has so long a name
        return False


def _is_name(name: str) -> bool:
    """Whether this may be the name of a result: a folder, or a set within a folder."""
    parts = name.split("/")
    if len(parts) > 2 or outputs.PICTURES in parts[1:]:
        return False
    return all(part and Path(part).name == part and part[0] != "." for part in parts)


def _read(root: Path, name: str) -> FinishedSet | None:
    path = root / name / outputs.REPORT
    try:
        return _parse(path, name, path.stat().st_mtime)
    except (OSError, ReportError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _parse(path: Path, name: str, changed_s: float) -> FinishedSet:
    report = outputs.read_report(path)
    return FinishedSet(path.parent, name, report, datetime.fromtimestamp(changed_s))
