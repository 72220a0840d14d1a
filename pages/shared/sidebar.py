"""The filters in the sidebar, each bound to the address by its key.

They are drawn by dashboard.py before the page runs: only so do they survive a change
of page, a reload and Back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from pages.shared.filters import ORIGIN_LABELS, STEP, Choices, Filters
from pages.shared.wording import STANCES

ORIGIN_HELP = "Articles: coded by rule from their text. Chronology: entered by hand, with a source each."
SAMPLES_HELP = (
    "Written for this project from public facts, not reporting. Switch off to leave them out of every number."
)


def offer_filters(choices: Choices) -> Filters:
    """Draw the filters; what is chosen."""
    pair = st.selectbox(
        "Pair",
        [*choices.pairs],
        format_func=lambda name: choices.pairs[name],
        key="pair",
        bind="query-params",
        on_change=_change_pair,
    )
    topics = _choose_some("Topics", choices.topics, "topic")
    indicators = _choose_some("Indicators", choices.indicators, "indicator")
    stance = _choose_one("Stance", STANCES, "stance")
    start = _choose_day("From", choices, "from")
    end = _choose_day("To", choices, "to")
    origin = _choose_one("Origin", ORIGIN_LABELS, "origin", ORIGIN_HELP)
    confidence = st.slider("Least confidence", 0, 95, 0, STEP, format="%d %%", key="confidence", bind="query-params")
    samples = st.toggle("Sample articles", True, key="samples", bind="query-params", help=SAMPLES_HELP)
    if start and end and start > end:
        st.warning("“From” is later than “To”; “To” is not applied.")
        end = None
    return Filters(
        pair or next(iter(choices.pairs)),
        tuple(topics),
        tuple(indicators),
        stance,
        start,
        end,
        origin,
        samples,
        confidence / 100,
    )


def reset_filters() -> None:
    """Set every filter but the pair to what leaves nothing out."""
    for key in ("topic", "indicator"):
        st.session_state[key] = []
    for key in ("stance", "from", "to", "origin"):
        st.session_state[key] = None
    st.session_state["confidence"] = 0
    st.session_state["samples"] = True
    st.session_state["notices"] = []


def _change_pair() -> None:
    """Topics and days of one pair mean nothing to another."""
    reset_filters()
    st.session_state.pop("as_of", None)


def _choose_some(label: str, labels: Mapping[str, str], key: str) -> list[str]:
    return st.multiselect(
        label,
        [*labels],
        format_func=lambda name: labels[name],
        key=key,
        placeholder=f"All {label.lower()}",
        bind="query-params",
    )


def _choose_one(label: str, labels: Mapping[str, str], key: str, explained: str | None = None) -> str | None:
    return st.segmented_control(
        label,
        [*labels],
        format_func=lambda name: labels[name],
        key=key,
        width="stretch",
        bind="query-params",
        help=explained,
    )


def _choose_day(label: str, choices: Choices, key: str) -> dt.date | None:
    return st.date_input(
        label,
        value=None,
        min_value=choices.first,
        max_value=choices.last,
        format="YYYY-MM-DD",
        key=key,
        bind="query-params",
    )
