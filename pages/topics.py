"""Topics: where cooperation and friction lie, side by side on one time axis."""

import streamlit as st

from pages.shared import charts, frame, listings, series, snapshot

view = frame.open_page("Topics")
frame.need_events(view)

stance = view.filters.stance
index = series.find_index(view.path, view.filters)
first, last = (index["day"].iloc[0].date(), index["day"].iloc[-1].date()) if len(index) else (view.known, view.known)
volume, step = series.find_volume(view.path, view.filters, first, last)
names = {topic: name for topic, name in view.choices.topics.items() if topic in set(volume["topic"])}
if index.empty or not names:
    st.info("Nothing in this choice has both a known date and a covered day.", icon=":material/event_busy:")
    st.stop()
lines = series.find_topic_indexes(view.path, view.filters, list(names))

legend = (
    f"Bars and left axis: events {charts.CAPTIONS[step]}, cooperation up, friction down, one scale for all topics. "
)
frame.show_chart(
    charts.draw_topics(volume, series.thin_each(lines), names, step, view.palette, stance),
    "topics",
    legend
    + (
        "An index of one stance alone says nothing and is left out."
        if stance
        else "Line and right axis: the topic's own index from −1 to +1; it breaks off where nothing is known any more."
    ),
)

st.subheader("The same in numbers", anchor=False)
table = series.sum_topics(volume, lines, names, view.known)
if stance:
    table = table[["Topic", stance.capitalize()]]
else:
    st.caption(f"Index on {view.when}.")
st.html(listings.list_topics(table, view.address))
count, uncounted = snapshot.count_events(view.path, view.filters), snapshot.count_uncounted(view.path, view.filters)
frame.offer_events(view, count, uncounted)
