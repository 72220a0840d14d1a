"""Evidence: one row an event; a selected one with all its reports, quotes, dates, rules and links."""

import streamlit as st

from pages.shared import downloads, frame, passages, snapshot
from pages.shared.wording import MARKS, ORIGINS, STANCES, iso_date, safe_url, say_actor, say_count

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
page = int(st.session_state.get(f"page_{view.filters}_{search}", 1))
rows = snapshot.read_events(view.path, view.filters, search, snapshot.PAGE_ROWS, (page - 1) * snapshot.PAGE_ROWS)

table = rows.assign(
    date=[iso_date(day, precision) for day, precision in zip(rows["date"], rows["date_precision"], strict=True)],
    stance=[f"{MARKS[stance]} {STANCES[stance].lower()}" for stance in rows["stance"]],
    topic=rows["topic"].map(view.choices.topics),
    indicator=rows["indicator"].map(view.choices.indicators),
    actor=[say_actor(actor, view.run["sides"]) for actor in rows["actor"]],
    origin=rows["origin"].map(ORIGINS),
    confidence=rows["confidence"] * 100,
    sample=["sample" if sample else "" for sample in rows["sample"]],
    url=[safe_url(url) or None for url in rows["url"]],
)[
    [
        "date",
        "stance",
        "title",
        "indicator",
        "actor",
        "sample",
        "intensity",
        "confidence",
        "n_sources",
        "topic",
        "origin",
        "source",
        "url",
    ]
]
key = f"events_{view.filters}_{search}_{page}"


def keep_choice() -> None:
    """Put the selected event into the address, so that it can be shared."""
    if picked := st.session_state[key]["selection"]["rows"]:
        st.query_params["event"] = rows["event_id"].iloc[picked[0]]


st.dataframe(
    downloads.defuse_table(table),
    hide_index=True,
    width="stretch",
    height=380,
    on_select=keep_choice,
    selection_mode="single-row",
    key=key,
    column_config={
        "date": st.column_config.TextColumn("Date", help="As precise as known: day, month or year", width=90),
        "stance": st.column_config.TextColumn("Stance", width=110),
        "title": st.column_config.TextColumn("Title", width=400),
        "indicator": "Indicator",
        "actor": "Who → whom",
        "topic": "Topic",
        "origin": "Origin",
        "source": "Source",
        "sample": st.column_config.TextColumn("Sample", help="Written for this project, not reporting", width=70),
        "intensity": st.column_config.NumberColumn(
            "Weight", format="%.1f", help="0 to 10, from the action and the indicator", width=70
        ),
        "confidence": st.column_config.NumberColumn("Confidence", format="%.0f %%", width=90),
        "n_sources": st.column_config.NumberColumn("Sources", width=70),
        "url": st.column_config.LinkColumn("Link", display_text="open", width=70),
    },
)
if count > snapshot.PAGE_ROWS:
    st.pagination(-(-count // snapshot.PAGE_ROWS), key=f"page_{view.filters}_{search}")
downloads.offer_csv(
    lambda: snapshot.read_events(view.path, view.filters, search),
    f"{say_count(count, 'event')} as CSV",
    downloads.file_name(view.filters, view.choices.last),
    "csv",
)

chosen = st.query_params.get("event", "")
event = snapshot.read_event(view.path, chosen) if chosen else None
if chosen and event is None:
    st.warning(
        "The event in the address is not in this snapshot; it may have been merged or withdrawn.",
        icon=":material/link_off:",
    )
elif event:
    with st.container(border=True):
        st.html(passages.tell_event(event, view.choices, view.run["sides"]))
        reports = snapshot.read_reports(view.path, chosen)
        st.html(
            f"<h3 class='bb'>{say_count(len(reports), 'report')} of it</h3>"
            + "".join(passages.tell_report(report) for report in reports.to_dict("records"))
        )
        merges = snapshot.read_merges(view.path, chosen)
        if len(merges):
            with st.expander(f"Why these reports are one event ({say_count(len(merges), 'decision')})"):
                st.html(passages.list_merges(merges))
