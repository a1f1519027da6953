"""The server of the dashboard: one process, one port, by default for this machine alone."""

from __future__ import annotations

import errno
import socket
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from vision.errors import BacklineError

HOST: Final = "127.0.0.1"
PORT: Final = 8765
_SCRIPT: Final = Path(__file__).with_name("app.py")
_ROOT: Final = Path(__file__).parents[2]

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
    "theme.font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, sans-serif",
    "theme.headingFont": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, sans-serif",
    "theme.codeFont": "ui-monospace, 'DejaVu Sans Mono', monospace",
    "theme.primaryColor": "#0f6fc6",
    "theme.baseRadius": "0.6rem",
}


class ServerError(BacklineError):
    """The dashboard cannot be served as asked."""


def serve(
    port: int | None = None, host: str = HOST, token: str | None = None, open_browser: bool = False
) -> int:
    """Serve until interrupted and give the exit code.

    Without `port` the usual one is taken, or any free one when somebody else has that. Raises ServerError
    when it cannot listen there.
    """
    import uvicorn

    listening = _listen(host, port)
    app = dashboard()
    address = f"http://{host}:{listening.getsockname()[1]}"
    print(f"Backline is at {address}  (Ctrl-C ends it)", flush=True)
    if open_browser:
        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    with suppress(KeyboardInterrupt):  # the usual end
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def dashboard() -> Any:
    """The ASGI application."""
    _configure()
    import streamlit

    return streamlit.App(_SCRIPT)


def _configure() -> None:
    """These outrank whatever config.toml lies about."""
    from streamlit.web import bootstrap

    bootstrap.load_config_options(dict(CONFIG))
    if str(_ROOT) not in sys.path:  # the script is run from its own folder
        sys.path.insert(0, str(_ROOT))


def _listen(host: str, port: int | None) -> socket.socket:
    try:
        return _bound(host, PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno == errno.EADDRINUSE:
            return _bound(host, 0)
        raise ServerError(
            f"The dashboard cannot listen at {host}:{port} ({error.strerror}): choose another with --port."
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(64)
    except OSError:
        listening.close()
        raise
    return listening
