"""Evidence: one row an event; a selected one with all its reports, quotes, dates, rules and links."""

import streamlit as st

from pages.shared import event_detail, frame, snapshot, tables

view = frame.open_page(
    "Evidence",
    "Every number here comes from the sentences below. One row is one act in the world; select it to read its reports.",
)
frame.need_data(view)

search = st.text_input(
    "Search in titles and quotes",
    key="search",
    bind="query-params",
    icon=":material/search:",
    placeholder="white list, Hokkaido, radar …",
).strip()
key = f"{view.filters} {search}"
page = int(st.session_state.get(f"page {key}", 1))
table = f"rows {page} {key}"
selected = bool(st.session_state.get(table, {}).get("selection", {}).get("rows"))
chosen = event_detail.find_chosen(key)
if chosen and not selected:  # by a link: above the list, where it is seen
    event_detail.draw_event(view, chosen)

frame.need_events(view)
count = snapshot.count_events(view.path, view.filters, search)
if not count:
    st.info("No event that passes the filters has these words in its title or quote.", icon=":material/search_off:")
    st.stop()
rows = snapshot.read_events(view.path, view.filters, search, snapshot.PAGE_ROWS, (page - 1) * snapshot.PAGE_ROWS)


def keep_choice() -> None:
    """Put the selected event into the address, so that it can be shared; take it out when it is no longer selected."""
    picked = st.session_state[table]["selection"]["rows"]
    if picked:
        st.query_params["event"] = rows["event_id"].iloc[picked[0]]
    else:
        st.query_params.pop("event", None)


st.dataframe(
    tables.tabulate_events(rows, view.choices, view.run["sides"]),
    column_config=tables.EVENT_COLUMNS,
    hide_index=True,
    width="stretch",
    height=tables.EVENT_HEIGHT,
    row_height=tables.EVENT_ROW,
    on_select=keep_choice,
    selection_mode="single-row",
    key=table,
)
if count > snapshot.PAGE_ROWS:
    st.pagination(-(-count // snapshot.PAGE_ROWS), key=f"page {key}")
if chosen and selected:
    event_detail.draw_event(view, chosen)
frame.offer_events(view, count, {}, search)
