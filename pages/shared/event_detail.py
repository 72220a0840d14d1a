"""One event on the page Evidence: which one the address names, and all that is known of it."""

from __future__ import annotations

import streamlit as st

from pages.shared import reports as words
from pages.shared.filters import Filters
from pages.shared.snapshot import passes, read_event, read_merges, read_reports
from pages.shared.view import View
from pages.shared.wording import say_count

SHOWN_UNDER = "event shown under"  # the event of the last run, and the filters it was shown under


def find_chosen(asked: str) -> str:
    """The event in the address; it is forgotten when filters or search (`asked`) are no longer those it came with."""
    event = st.query_params.get("event", "")
    before = st.session_state.get(SHOWN_UNDER, ("", ""))
    if event and before[0] == event and before[1] != asked:
        del st.query_params["event"]
        event = ""
    st.session_state[SHOWN_UNDER] = (event, asked)
    return event


def draw_event(view: View, event_id: str) -> None:
    """The event with its reports, quotes, dates, rules and links, or what is wrong with the address."""
    fits = passes(view.path, view.filters, event_id)
    event = read_event(view.path, event_id, view.filters if fits else Filters(view.filters.pair))
    if event is None:
        st.warning("The event in the address is not in this snapshot; it may have been merged or withdrawn.")
        return
    every = read_reports(view.path, event_id)
    shown = words.choose_reports(every, view.filters) if fits else every
    with st.container(border=True):
        if not fits:
            st.warning(
                "This event does not pass the filters: it is not in the list below.", icon=":material/filter_alt:"
            )
        st.html(words.tell_event(event, shown, view.choices, view.run["sides"]))
        st.html(words.tell_reports(shown, len(every) - len(shown)))
        merges = read_merges(view.path, event_id)
        if fits and not view.filters.samples:
            merges = merges[~merges["sample"]]
        if len(merges):
            with st.expander(f"Why these reports are one event ({say_count(len(merges), 'decision')})"):
                st.html(words.list_merges(merges))
