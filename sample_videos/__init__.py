"""Sample sets of rendered people, each with its truth beside it, and the studio that films them.

The sets are installed with the program; the studio stays in the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
"""Where the recordings lie, in a checkout as where the program is installed."""
