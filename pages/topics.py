"""Topics: where cooperation and friction lie, side by side on one time axis."""

import streamlit as st

from pages.shared import charts, downloads, frame, passages, series, snapshot

view = frame.open_page("Topics")
frame.need_events(view)

index = series.find_index(view.path, view.filters)
if index.empty:
    st.info("No day of this period is covered by the data.", icon=":material/event_busy:")
    st.stop()
first, last = index["day"].iloc[0].date(), index["day"].iloc[-1].date()
volume, step = series.find_volume(view.path, view.filters, first, last)
names = {topic: name for topic, name in view.choices.topics.items() if topic in set(volume["topic"])}
lines = series.find_topic_indexes(view.path, view.filters, list(names))

frame.show_chart(
    charts.draw_topics(volume, series.thin_each(lines), names, step, view.palette),
    "topics",
    f"Bars: events {charts.CAPTIONS[step]}, cooperation up, friction down, one scale for all topics. "
    "Line: the topic's own index from −1 (bottom) to +1 (top); it breaks off where nothing is known any more.",
)

table = series.sum_topics(volume, lines, names)
st.subheader("The same in numbers", anchor=False)
st.caption("Select a topic to go to its evidence.")
picked = st.dataframe(
    table,
    hide_index=True,
    width="stretch",
    on_select="rerun",
    selection_mode="single-row",
    key="topic_table",
)
if picked["selection"]["rows"]:
    chosen = table.iloc[picked["selection"]["rows"][0]]
    st.html(passages.see_topic(chosen["Topic"], view.address))
downloads.offer_csv(
    lambda: snapshot.read_events(view.path, view.filters),
    f"{snapshot.count_events(view.path, view.filters):,} events as CSV",
    downloads.file_name(view.filters, last),
    "csv",
)
