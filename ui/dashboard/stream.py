"""The WebSocket between a Live page and its session: it takes pictures and buttons, and says what to show."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from operator import methodcaller
from typing import Any
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.dashboard.hub import HUB, LiveSession
from vision.errors import BacklineError

PATH = "/backline/stream/{session_id}"
REFUSED, UNKNOWN, FULL, FAILED, REPLACED = 1008, 4404, 4429, 4500, 4409


async def stream(socket: WebSocket) -> None:
    """Serve one connection until it closes.

    A BacklineError is not raised: the page gets its sentence, and the connection closes with a code.
    """
    if not same_origin(socket.headers.get("origin"), socket.headers.get("host")):
        await socket.close(REFUSED)
        return
    await socket.accept()
    session_id = socket.path_params["session_id"]
    if not HUB.known(session_id):
        await _refuse(socket, UNKNOWN, "Backline was started anew since this page was opened: reload it.")
        return
    try:
        session = await asyncio.to_thread(HUB.connect, session_id, socket)
    except BacklineError as error:
        await _refuse(socket, FULL, str(error))
        return
    try:
        await _serve(socket, session)
    except BacklineError as error:
        await _refuse(socket, FAILED, str(error))
    except (WebSocketDisconnect, RuntimeError):  # the page went away in the middle of an answer
        pass
    finally:
        HUB.disconnect(session_id, socket)


def same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a request comes from a page of this server. A request without an origin comes from no page."""
    return bool(origin and host) and urlsplit(origin or "").netloc.lower() == (host or "").lower()


async def _serve(socket: WebSocket, session: LiveSession) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if session.connection is not socket:
            await _refuse(socket, REPLACED, "This session goes on in another window.")
            return
        if picture := message.get("bytes"):
            await socket.send_text(await asyncio.wrap_future(session.frame(picture)))
        elif text := message.get("text"):
            await asyncio.to_thread(session.do, methodcaller("press", _button(text)))


def _button(text: str) -> str:
    with suppress(ValueError):
        said: Any = json.loads(text)
        if isinstance(said, dict):
            return str(said.get("press", ""))
    return ""


async def _refuse(socket: WebSocket, code: int, why: str) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_text(json.dumps({"error": why, "code": code}))
        await socket.close(code)
