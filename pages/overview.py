"""Overview: how things stood on the last known day, how they came there, what moved last, what was in force."""

import datetime as dt

import pandas as pd
import streamlit as st

from pages.shared import charts, downloads, frame, measures, passages, series, snapshot
from pages.shared.filters import say_scope
from pages.shared.wording import say_count, say_day

view = frame.open_page("How things stand")
frame.need_events(view)

stance = view.filters.stance
index = series.find_index(view.path, view.filters)
state = series.find_state(index, view.known)
if state is None:
    st.info("No day of this period is covered by the data.", icon=":material/event_busy:")
    st.stop()
line = stance or "net"
count, uncounted = snapshot.count_events(view.path, view.filters), snapshot.count_uncounted(view.path, view.filters)
if uncounted["undated"] == count:
    st.info("None of these events has a known date: there is nothing to chart.", icon=":material/event_busy:")
    st.page_link("pages/evidence.py", label=f"{say_count(count, 'event')} on the page Evidence")
    st.stop()
first, last = index["day"].iloc[0].date(), index["day"].iloc[-1].date()
moments = series.find_moments(view.path, view.filters, index, line)
volume, step = series.find_volume(view.path, view.filters, first, last)
bars = volume.groupby("bin", as_index=False)[["cooperation", "friction"]].sum()
known, drawn = pd.Timestamp(view.known), series.thin(index)

scope, sides = say_scope(view.filters, view.choices), view.run["sides"]
if stance:
    now, before = series.count_window(view.path, view.filters, view.known)
    st.html(passages.tell_stance(stance, now, before, view.when, sides, scope))
    figure = charts.draw_stance(drawn, stance, bars, moments, known, step, view.palette)
    summary = passages.explain_weight(view.run, stance)
else:
    reason = series.tell_reason(view.path, view.filters, state)
    st.html(passages.tell_state(state, view.when, sides, scope, reason))
    figure = charts.draw_index(drawn, series.find_gaps(index), bars, moments, known, step, view.palette)
    told = charts.tell_index(index[index["day"] <= known])
    summary = f"{told} {passages.explain_index(view.run, bool(index['low'].notna().any()))}"
frame.show_chart(figure, "index", f"{summary} {passages.tell_known(view.seen, view.run, view.known)}")
if len(moments):
    st.subheader("The numbered events", anchor=False)
    st.html(passages.list_events(moments, view.choices.topics, view.address, numbered=True))

recent, force = st.columns(2, gap="large")
with recent:
    since = view.known - dt.timedelta(days=series.WINDOW)
    st.subheader(f"What moved in the {series.WINDOW} days before", anchor=False)
    moved = series.find_moved(view.path, view.filters, since, view.known)
    st.caption(f"The heaviest acts from {say_day(since)} to {view.when}.")
    if moved.empty:
        st.caption("There is none. The latest ones before:")
        moved = series.find_latest(view.path, view.filters, view.known)
    st.html(passages.list_events(moved, view.choices.topics, view.address))
with force:
    st.subheader("Measures in force", anchor=False)
    intervals, _ = measures.find_policies(view.path, view.filters)
    now_in_force = measures.states_on(intervals, view.known)
    now_in_force = now_in_force[now_in_force["in_force"]]
    st.caption(f"On {view.when}. All measures and their history are on the page Policies.")
    st.html(passages.list_measures(now_in_force, view.address, view.run["as_of"]))

with st.expander("The line as a table"):
    columns = ["day", *(["net", "low", "high", "cooperation", "friction"] if not stance else [stance]), "coverage"]
    table = index.iloc[::-1][columns]
    days = {"day": st.column_config.DateColumn(format="YYYY-MM-DD")}
    st.dataframe(table.head(400), hide_index=True, width="stretch", column_config=days)
    downloads.offer_csv(lambda: table, "Line as CSV", downloads.file_name(view.filters, last, "index"), "csv_index")
frame.offer_events(view, count, uncounted)
