"""How the dashboard is served unless asked otherwise."""

from typing import Final

HOST: Final = "127.0.0.1"
LOOPBACK: Final = frozenset({HOST, "localhost", "::1"})
PORT: Final = 8765
MOST_SESSIONS: Final = 2  # guess: each live session takes about one core
