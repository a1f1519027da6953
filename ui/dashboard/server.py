"""The server of the dashboard: one process, one port, by default for this machine alone."""

from __future__ import annotations

import asyncio
import errno
import secrets
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ui.dashboard.defaults import HOST, LOOPBACK, MOST_SESSIONS, PORT
from vision.errors import BacklineError
from vision.libraries import require_libraries
from vision.privacy import block_uploads

if TYPE_CHECKING:
    import uvicorn

FRONTEND: Final = "/backline/frontend"
_SWEEP_S: Final = 5.0
_ELSEWHERE: Final = (
    "Browsers on other machines give the camera only over HTTPS: put a proxy with a certificate before it."
    " Recorded sets work as it is."
)
_SCRIPT: Final = Path(__file__).with_name("script") / "app.py"
_ROOT: Final = Path(__file__).parents[2]

_SANS: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, sans-serif"
_THEME: Final = {
    "font": _SANS,
    "headingFont": _SANS,
    "codeFont": "ui-monospace, 'DejaVu Sans Mono', monospace",
    "baseRadius": "0.6rem",
}
_LIGHT: Final = {"primaryColor": "#0f6fc6"}
_DARK: Final = {
    "primaryColor": "#54b6ff",
    "backgroundColor": "#10141c",
    "secondaryBackgroundColor": "#1b2230",
    "textColor": "#e9eef4",
}
CONFIG: Final[Mapping[str, Any]] = {
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorLinks": False,
    "global.developmentMode": False,
    "logger.level": "warning",
    "runner.magicEnabled": False,
    # A full collection after every run stops the live stream for more than 100 ms.
    "runner.postScriptGC": False,
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 2000,  # MB: ten minutes from a phone
    **{
        f"theme.{scheme}.{name}": value
        for scheme, own in {"light": _LIGHT, "dark": _DARK}.items()
        for name, value in (_THEME | own).items()
    },
}


class ServerError(BacklineError):
    """The dashboard cannot be served at the address that was asked for."""


def serve(
    port: int | None = None,
    host: str = HOST,
    token: str | None = None,
    sessions: int = MOST_SESSIONS,
    open_browser: bool = False,
) -> int:
    """Serve until interrupted and give the exit code.

    With `port` None the usual port is taken, or any free one when another program has it; 0 takes any free
    one. A `host` other than this machine's own gets a token, which is made up when `token` is None. At most
    `sessions` people train live at a time. `open_browser` opens the page. Raises ServerError when the server
    cannot listen there.
    """
    require_libraries()
    listening = _listen(host, port)
    if token is None and host not in LOOPBACK:
        token = secrets.token_urlsafe(16)
    named = f"[{host}]" if ":" in host else host
    address = f"http://{named}:{listening.getsockname()[1]}" + (f"/?token={token}" if token else "")
    with suppress(KeyboardInterrupt):  # Ctrl-C is the usual end
        server = _server(token, sessions)
        # The address is printed after all imports, because an interrupt during an import may be lost.
        print(f"Backline is at {address}  (Ctrl-C ends it)", flush=True)
        if host not in LOOPBACK:
            print(_ELSEWHERE, flush=True)
        if open_browser:
            webbrowser.open(address)
        with block_uploads():  # a browser started inside it could reach nothing
            server.run(sockets=[listening])
    return 0


def _server(token: str | None, sessions: int) -> uvicorn.Server:
    import uvicorn

    config = uvicorn.Config(
        dashboard(token, sessions), log_level="warning", access_log=False, timeout_graceful_shutdown=2
    )
    return uvicorn.Server(config)


def dashboard(token: str | None = None, sessions: int = MOST_SESSIONS) -> Any:
    """The ASGI application of the dashboard.

    It asks for no token when `token` is None. At most `sessions` people train live at a time.
    """
    _configure()
    import streamlit
    from starlette.middleware import Middleware
    from starlette.routing import Mount, WebSocketRoute

    from ui.dashboard import finished
    from ui.dashboard.guard import Guard
    from ui.dashboard.hub import HUB
    from ui.dashboard.stream import PATH, stream

    HUB.most = sessions
    return streamlit.App(
        _SCRIPT,
        routes=[WebSocketRoute(PATH, stream), Mount(FRONTEND, _frontend()), *finished.routes()],
        middleware=[Middleware(Guard, token=token)],
        lifespan=_lifespan,
    )


@asynccontextmanager
async def _lifespan(_: Any) -> AsyncIterator[None]:
    """End sessions that were left, and all sessions when the server ends, so that their sets are written."""
    from ui.dashboard.hub import HUB

    async def sweep() -> None:
        while True:
            await asyncio.sleep(_SWEEP_S)
            await asyncio.to_thread(HUB.end_left)

    sweeping = asyncio.create_task(sweep())
    try:
        yield
    finally:
        sweeping.cancel()
        await asyncio.to_thread(HUB.close)


def _frontend() -> Any:
    """The component's modules, which a browser must ask for again after every update."""
    from starlette.staticfiles import StaticFiles

    class Fresh(StaticFiles):
        def file_response(self, *arguments: Any, **named: Any) -> Any:
            response = super().file_response(*arguments, **named)
            response.headers["Cache-Control"] = "no-cache"
            return response

    return Fresh(directory=Path(__file__).with_name("frontend"))


def _configure() -> None:
    """Set Streamlit's options in a way that outranks any config.toml that lies about."""
    from streamlit.web import bootstrap

    bootstrap.load_config_options(dict(CONFIG))
    if str(_ROOT) not in sys.path:  # Streamlit runs the script from its own folder
        sys.path.insert(0, str(_ROOT))


def _listen(host: str, port: int | None) -> socket.socket:
    try:
        return _bind(host, PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno == errno.EADDRINUSE:
            return _bind(host, 0)
        raise ServerError(
            f"The dashboard cannot listen at {host}:{port} ({error.strerror}): choose another with --port."
        ) from error


def _bind(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(64)
    except OSError:
        listening.close()
        raise
    return listening
