"""The guard of the dashboard. It admits browsers on this machine, and others only if they bring the token."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from ui.dashboard.defaults import LOOPBACK

COOKIE = "backline_token"
_NO_TOKEN = "This dashboard asks for a token: open the address with ?token= that `backline serve` printed."
_WRONG_HOST = "This dashboard answers only on its own machine: open http://127.0.0.1 with its port."


class Guard:
    """Middleware that refuses strangers.

    With a token, every request must bring it, the first in the address and later ones as a cookie. Without a
    token, only requests to a name of this machine are answered, so that no page from elsewhere gets in under
    a name of its own.
    """

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that is allowed, and answer any other with a refusal or a redirect."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._token is None:
            if urlsplit(f"//{headers.get('host', '')}").hostname in LOOPBACK:
                await self._app(scope, receive, send)
            else:
                await _refuse(scope, receive, send, _WRONG_HOST)
        elif self._same(_cookie(headers)):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and self._same(_query(scope).get("token", [""])[0]):
            await _with_cookie(scope, self._token)(scope, receive, send)
        else:
            await _refuse(scope, receive, send, _NO_TOKEN)

    def _same(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), (self._token or "").encode())


def _query(scope: Scope) -> dict[str, list[str]]:
    return parse_qs(scope["query_string"].decode("latin-1"))


def _cookie(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _with_cookie(scope: Scope, token: str) -> RedirectResponse:
    """A redirect to the same page without the token in its address; it sets the cookie."""
    rest = {name: values for name, values in _query(scope).items() if name != "token"}
    query = urlencode(rest, doseq=True)
    path = "/" + scope["path"].lstrip("/")  # two slashes would name another machine
    response = RedirectResponse(path + (f"?{query}" if query else ""))
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=scope.get("scheme") == "https"
    )
    return response


async def _refuse(scope: Scope, receive: Receive, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(1008)(scope, receive, send)
    else:
        await PlainTextResponse(why + "\n", status_code=403)(scope, receive, send)
