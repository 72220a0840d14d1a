"""The dashboard's entry: `streamlit run dashboard.py`. Frame, filters and navigation; the pages draw."""

import streamlit as st

from pages.shared import frame

st.set_page_config(
    page_title="Bilateral Barometer", page_icon=str(frame.ICON), layout="wide", initial_sidebar_state=310
)
page = st.navigation(frame.list_pages())
frame.draw_sidebar()
page.run()
frame.draw_footer()
