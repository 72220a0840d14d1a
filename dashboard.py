"""The dashboard's entry: `streamlit run dashboard.py`. Frame, filters and navigation; the pages draw."""

import streamlit as st

from pages.shared import frame

frame.configure()
page = st.navigation(frame.list_pages())
with frame.telling():
    view = frame.draw_sidebar()
    page.run()
    frame.draw_footer(view)
