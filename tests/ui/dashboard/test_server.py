"""The server from outside: who is answered, who is not, and how it ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import webbrowser

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as connect_to

from benchmarks.browser import Server, serve_dashboard
from tests.ui.command_line import backline, complaint
from ui.dashboard import server
from ui.dashboard.stream import same_origin
from vision import privacy

NOBODY = "/backline/stream/nobody"


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    with serve_dashboard(tmp_path_factory.mktemp("here")) as server:
        yield server


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    with serve_dashboard(
        tmp_path_factory.mktemp("guarded"), arguments=("--host", "0.0.0.0", "--token", "sesame")
    ) as server:
        yield server


def connect(address: str, origin: str | None = None) -> ClientConnection:
    """Whatever proxy other tests have set is not asked."""
    return connect_to(address, origin=origin, proxy=None)


def get(server: Server, path: str, **headers: str) -> http.client.HTTPResponse:
    host, port = server.host.split(":")
    connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, int(port), timeout=20)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_the_page_and_its_modules_are_served_from_one_port(here):
    assert get(here, "/").status == 200
    module = get(here, "/backline/frontend/live.js")
    assert module.status == 200
    assert "javascript" in module.headers["Content-Type"]
    assert module.headers["Cache-Control"] == "no-cache"


def test_it_listens_on_this_machine_alone(here):
    address = socket.gethostbyname(socket.gethostname())
    if address.startswith("127."):
        pytest.skip("this machine has no other address")
    port = int(here.host.split(":")[1])
    with pytest.raises(OSError), socket.create_connection((address, port), timeout=2):
        pass


def test_a_page_from_elsewhere_gets_nothing_under_a_name_of_its_own(here):
    refused = get(here, "/", Host="evil.example")

    assert refused.status == 403
    assert b"answers only on its own machine" in refused.read()


def test_the_stream_refuses_other_origins(here):
    for origin in ("http://evil.example", "null"):
        with pytest.raises(InvalidStatus):
            connect(f"ws://{here.host}{NOBODY}", origin=origin)
    with pytest.raises(InvalidStatus):
        connect(f"ws://{here.host}{NOBODY}")


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://127.0.0.1:8765", "127.0.0.1:8765", True),
        ("https://Gym.example", "gym.example", True),
        ("http://127.0.0.1:8766", "127.0.0.1:8765", False),
        ("http://127.0.0.1:8765.evil.example", "127.0.0.1:8765", False),
        ("null", "127.0.0.1:8765", False),
        (None, "127.0.0.1:8765", False),
        ("", "", False),
    ],
)
def test_what_counts_as_the_same_origin(origin, host, same):
    assert same_origin(origin, host) is same


def test_a_page_of_an_earlier_server_is_told_to_reload(here):
    with connect(f"ws://{here.host}{NOBODY}", origin=f"http://{here.host}") as stream:
        said = json.loads(stream.recv(10))
        assert "reload" in said["error"]
        with pytest.raises(ConnectionClosed) as closed:
            stream.recv(10)
    assert closed.value.rcvd.code == 4404


def test_another_address_needs_the_token(guarded):
    port = guarded.host.split(":")[1]
    assert guarded.address.endswith("?token=sesame")
    refused = get(guarded, "/")
    assert refused.status == 403
    assert b"?token=" in refused.read()
    assert get(guarded, "/?token=wrong").status == 403
    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{port}{NOBODY}", origin=f"http://127.0.0.1:{port}")


def test_the_token_is_taken_once_and_kept_as_a_cookie(guarded):
    welcome = get(guarded, "/movements?token=sesame&x=1")

    assert welcome.status == 307
    assert welcome.headers["Location"] == "/movements?x=1"
    cookie = welcome.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert get(guarded, "/", Cookie=cookie.partition(";")[0]).status == 200


def test_the_token_sends_nobody_to_another_machine(guarded):
    assert get(guarded, "//evil.example/?token=sesame").headers["Location"] == "/evil.example/"


def test_an_address_without_a_token_gets_one(tmp_path):
    with serve_dashboard(tmp_path, arguments=("--host", "0.0.0.0")) as server:
        token = server.address.partition("?token=")[2]
        assert len(token) > 20


def test_a_port_in_use_is_named(here):
    port = here.host.split(":")[1]

    assert f"cannot listen at 127.0.0.1:{port}" in complaint(backline("serve", "--port", port))


def test_interrupting_it_is_its_usual_end(tmp_path):
    with serve_dashboard(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 0


def test_nothing_of_streamlit_is_left_to_chance():
    from streamlit import config

    from ui.dashboard import server

    server._configure()
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("runner.postScriptGC") is False
    assert config.get_option("server.enableAgentApi") is False


def test_the_browser_is_opened_before_uploads_are_blocked_for_the_server(monkeypatch):
    """It inherits the variables, and would reach nothing."""
    proxies = {}

    class Serves:
        def run(self, sockets):
            proxies["server"] = os.environ.get("https_proxy")
            for listening in sockets:
                listening.close()

    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setattr(privacy, "_holders", 0)
    monkeypatch.setattr(server, "_server", lambda token, sessions: Serves())
    monkeypatch.setattr(
        webbrowser, "open", lambda _: proxies.setdefault("browser", os.environ.get("https_proxy"))
    )
    assert server.serve(port=0, open_browser=True) == 0
    assert proxies == {"browser": None, "server": "http://127.0.0.1:9"}
    assert "https_proxy" not in os.environ
