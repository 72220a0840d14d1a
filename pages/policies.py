"""Policies: which lasting measure was in which state, since when, and what moved it."""

import pandas as pd
import streamlit as st

from pages.shared import charts, downloads, frame, measures, passages, tables
from pages.shared.sidebar import reset_filters
from pages.shared.wording import say_count, say_day

view = frame.open_page(
    "Policies", "Measures that last until somebody ends them. A ban does not fade because the news is quiet."
)
intervals, moves = measures.find_policies(view.path, view.filters)
if intervals.empty:
    st.info("No measure passes these filters.", icon=":material/filter_alt_off:")
    st.button("Show everything", on_click=reset_filters, key="reset_empty", type="primary")
    st.stop()

end = view.filters.end or view.choices.last
as_of = (
    st.date_input(
        "As of",
        value=end,
        min_value=view.choices.first,
        max_value=view.choices.last,
        key="as_of",
        bind="query-params",
        format="YYYY-MM-DD",
        width=180,
    )
    or end
)
now = measures.states_on(intervals, as_of)
frame.show_chart(
    charts.draw_policies(measures.fill_ends(intervals, view.filters, view.choices), pd.Timestamp(as_of), view.palette),
    "policies",
    f"On {say_day(as_of)} {say_count(int(now['in_force'].sum()), 'measure')} of {intervals['policy'].nunique()} "
    f"{'is' if int(now['in_force'].sum()) == 1 else 'are'} in force. Full bars: in force; hatched: not in force. "
    "Blue is cooperation, vermillion friction, grey neither. An open end runs to the day of the last run.",
)

st.subheader(f"States on {say_day(as_of)}", anchor=False)
st.html(passages.list_measures(now, view.address))

st.subheader("Every change of state", anchor=False)
told = measures.tell_moves(view.path, moves)
st.dataframe(
    tables.tabulate_moves(told), column_config=tables.MOVE_COLUMNS, hide_index=True, width="stretch", key="moves"
)
downloads.offer_csv(
    lambda: told,
    f"{say_count(len(told), 'change')} of state as CSV",
    downloads.file_name(view.filters, as_of, "policies"),
    "csv_moves",
)
