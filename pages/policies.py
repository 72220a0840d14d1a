"""Policies: which lasting measure was in which state, since when, and what moved it."""

import pandas as pd
import streamlit as st

from pages.shared import charts, downloads, frame, listings, measures, passages
from pages.shared.sidebar import reset_filters
from pages.shared.wording import say_count, say_day

view = frame.open_page(
    "Policies", "Measures that last until somebody ends them. A ban does not fade because the news is quiet."
)
frame.need_data(view)
intervals, moves = measures.find_policies(view.path, view.filters)
drawn = measures.fill_ends(measures.crop(intervals, view.filters), view.filters, view.choices)
if drawn.empty:
    st.info("No measure passes these filters.", icon=":material/filter_alt_off:")
    st.button("Show everything", on_click=reset_filters, key="reset_empty", type="primary")
    st.stop()
if view.filters.origin == "coded":
    st.warning(
        "From articles alone: where no article tells of a change, the state before it runs on, so a gap in the "
        "articles looks like a fact here. The chronology fills such gaps: reset the filter on origin to see it.",
        icon=":material/info:",
    )

as_of = (
    st.date_input(
        "As of",
        value=view.known,
        min_value=view.choices.first,
        max_value=view.choices.last,
        key="as_of",
        bind="query-params",
        format="YYYY-MM-DD",
        width=180,
    )
    or view.known
)
when = view.when if as_of == view.known else say_day(as_of)
now = measures.states_on(intervals, as_of)
in_force = int(now["in_force"].sum())
behind = view.seen.last is not None and as_of > view.seen.last
frame.show_chart(
    charts.draw_policies(drawn, pd.Timestamp(as_of), pd.Timestamp(view.seen.last or view.choices.last), view.palette),
    "policies",
    f"On {when}, {in_force} of {say_count(intervals['policy'].nunique(), 'measure')} "
    f"{'was' if in_force == 1 else 'were'} in force. Full bars: in force; hatched: not in force. "
    f"Blue is cooperation, vermillion friction, grey neither. {passages.tell_known(view.seen, view.run, view.known)}",
)

st.subheader(f"States on {when}", anchor=False)
if behind:
    st.caption(f"Nothing was read after {say_day(view.seen.last)}, the last known day: these states are carried on.")
st.html(passages.list_measures(now, view.address, view.run["as_of"]))

st.subheader("Every change of state", anchor=False)
told = measures.tell_moves(view.path, moves, view.filters)
st.html(listings.list_moves(told, view.address))
downloads.offer_csv(
    lambda: told,
    f"{say_count(len(told), 'change')} of state as CSV",
    downloads.file_name(view.filters, as_of, "policies"),
    "csv_moves",
)
