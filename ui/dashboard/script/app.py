"""The script that Streamlit runs for every session; it lists the pages."""

import streamlit as st

from ui.dashboard.pages import live, movements, recording, settings

st.set_page_config(page_title="Backline", layout="wide")
st.navigation(
    [
        st.Page(live.page, title="Live", url_path="live", default=True),
        st.Page(recording.page, title="Recording", url_path="recording"),
        st.Page(movements.page, title="Movements", url_path="movements"),
        st.Page(settings.page, title="Settings", url_path="settings"),
    ],
    position="top",
).run()
