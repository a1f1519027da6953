"""Settings, privacy, and what this machine lacks."""

from __future__ import annotations

import streamlit as st


def page() -> None:
    """Draw the page."""
    st.title("Settings")
