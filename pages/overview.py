"""Overview: how things stand, how they came there, what moved last, what is in force."""

import datetime as dt

import streamlit as st

from pages.shared import charts, downloads, frame, measures, passages, series, snapshot
from pages.shared.filters import say_scope
from pages.shared.wording import say_day

view = frame.open_page("How things stand")
frame.need_events(view)

index = series.find_index(view.path, view.filters)
state = series.find_state(index)
if state is None:
    st.info("No day of this period is covered by the data.", icon=":material/event_busy:")
    st.stop()
first, last = index["day"].iloc[0].date(), state.day
moments = series.find_moments(view.path, view.filters, index)
volume, step = series.find_volume(view.path, view.filters, first, last)

scope = say_scope(view.filters, view.choices)
st.html(passages.tell_state(state, view.run["sides"], scope, series.tell_reason(view.path, view.filters, state)))
frame.show_chart(
    charts.draw_index(
        series.thin(index),
        series.find_gaps(index),
        volume.groupby("bin", as_index=False)[["cooperation", "friction"]].sum(),
        moments,
        step,
        view.palette,
    ),
    "index",
    f"{charts.tell_index(index)} {passages.explain_index(view.run, bool(index['low'].notna().any()))}",
)
if len(moments):
    st.subheader("The numbered events", anchor=False)
    st.html(passages.list_events(moments, view.choices.topics, view.address, numbered=True))

recent, force = st.columns(2, gap="large")
with recent:
    since = state.day - dt.timedelta(days=series.WINDOW)
    st.subheader(f"What moved in the last {series.WINDOW} days", anchor=False)
    moved = snapshot.read_heaviest(view.path, view.filters, since, state.day, 6)
    if moved.empty:
        st.caption(f"No act is dated after {say_day(since)}. The latest ones before:")
        moved = snapshot.read_events(view.path, view.filters, limit=4)
    st.html(passages.list_events(moved, view.choices.topics, view.address))
with force:
    st.subheader("Measures in force", anchor=False)
    intervals, _ = measures.find_policies(view.path, view.filters)
    now = measures.states_on(intervals, state.day)
    now = now[now["in_force"]]
    st.caption(f"As of {say_day(state.day)}. All measures and their history are on the page Policies.")
    st.html(passages.list_measures(now, view.address) if len(now) else "<p class='bb'>None of the measures chosen.</p>")

with st.expander("The index as a table"):
    table = index.iloc[::-1][["day", "net", "low", "high", "cooperation", "friction", "coverage"]]
    st.dataframe(
        table.head(400),
        hide_index=True,
        width="stretch",
        column_config={"day": st.column_config.DateColumn(format="YYYY-MM-DD")},
    )
    downloads.offer_csv(lambda: table, "Index as CSV", downloads.file_name(view.filters, last, "index"), "csv_index")
downloads.offer_csv(
    lambda: snapshot.read_events(view.path, view.filters),
    f"{snapshot.count_events(view.path, view.filters):,} events as CSV",
    downloads.file_name(view.filters, last),
    "csv",
)
