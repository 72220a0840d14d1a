"""Evidence: one row an event; a selected one with all its reports, quotes, dates, rules and links."""

import streamlit as st

from pages.shared import downloads, frame, passages, snapshot, tables
from pages.shared.wording import say_count

view = frame.open_page(
    "Evidence",
    "Every number here comes from the sentences below. One row is one act in the world; select it to read its reports.",
)
frame.need_events(view)

search = st.text_input(
    "Search in titles and quotes",
    key="search",
    bind="query-params",
    icon=":material/search:",
    placeholder="white list, Hokkaido, radar …",
).strip()
count = snapshot.count_events(view.path, view.filters, search)
if not count:
    st.info("No event that passes the filters has these words in its title or quote.", icon=":material/search_off:")
    st.stop()
key = f"{view.filters} {search}"
page = int(st.session_state.get(f"page {key}", 1))
rows = snapshot.read_events(view.path, view.filters, search, snapshot.PAGE_ROWS, (page - 1) * snapshot.PAGE_ROWS)


def keep_choice() -> None:
    """Put the selected event into the address, so that it can be shared."""
    if picked := st.session_state[f"rows {page} {key}"]["selection"]["rows"]:
        st.query_params["event"] = rows["event_id"].iloc[picked[0]]


st.dataframe(
    tables.tabulate_events(rows, view.choices, view.run["sides"]),
    column_config=tables.EVENT_COLUMNS,
    hide_index=True,
    width="stretch",
    height=380,
    on_select=keep_choice,
    selection_mode="single-row",
    key=f"rows {page} {key}",
)
if count > snapshot.PAGE_ROWS:
    st.pagination(-(-count // snapshot.PAGE_ROWS), key=f"page {key}")
downloads.offer_csv(
    lambda: snapshot.read_events(view.path, view.filters, search),
    f"{say_count(count, 'event')} as CSV",
    downloads.file_name(view.filters, view.choices.last),
    "csv",
)

chosen = st.query_params.get("event", "")
event = snapshot.read_event(view.path, chosen) if chosen else None
if event:
    with st.container(border=True):
        st.html(passages.tell_event(event, view.choices, view.run["sides"]))
        st.html(passages.tell_reports(snapshot.read_reports(view.path, chosen)))
        merges = snapshot.read_merges(view.path, chosen)
        if len(merges):
            with st.expander(f"Why these reports are one event ({say_count(len(merges), 'decision')})"):
                st.html(passages.list_merges(merges))
elif chosen:
    st.warning("The event in the address is not in this snapshot; it may have been merged or withdrawn.")
