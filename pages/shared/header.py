"""Above every page's own part: how fresh the data are, which filters hold, and the look of it all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from pages.shared import charts
from pages.shared.filters import describe
from pages.shared.sidebar import reset_filters
from pages.shared.snapshot import read_seen
from pages.shared.view import View
from pages.shared.wording import escape, escape_markdown, say_count, say_day


def tell_facts(view: View) -> str:
    """How fresh the data are and how many there are, under the filters by origin and samples."""
    run, seen = view.run, view.seen
    facts = [
        ("Last known day", (say_day(seen.last) if seen.last else "nothing read") + _say_age(view)),
        ("Last run", say_day(run["started"])),
        ("Articles", f"{seen.articles:,}{_say_samples(view)}"),
        ("Chronology", say_count(seen.curated, "row")),
        ("Sources", f"{seen.sources:,}"),
        ("Method", run["coder_version"]),
    ]
    told = "".join(f"<span>{name} <b>{escape(value)}</b></span>" for name, value in facts)
    return f"<div class='bb bb-facts'>{told}</div>"


def _say_age(view: View) -> str:
    """How old the newest item was on the day of the run, where that is more than a week."""
    age = (view.run["as_of"] - view.seen.last).days if view.seen.last else 0
    return f" ({say_count(age, 'day')} before the run)" if age > 7 else ""


def _say_samples(view: View) -> str:
    seen, left_out = view.seen, read_seen(view.path, replace(view.filters, samples=True)).samples
    if not view.filters.samples:
        return f" (without {say_count(left_out, 'sample')})" if left_out else ""
    if not seen.samples:
        return ""
    return " (all samples)" if seen.samples == seen.articles else f" ({seen.samples:,} samples)"


def draw_chips(view: View) -> None:
    """What the address held that makes no sense, and the filters that are set, with a way out."""
    for notice in st.session_state.get("notices", []):
        st.warning(f"Ignored in the address: {escape_markdown(notice)}.", icon=":material/link_off:")
    told = describe(view.filters, view.choices)
    if not told:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chips = "".join(f"<span class='bb-chip'>{escape(text)}</span>" for text in told.values())
        st.html(f"<div class='bb bb-chips'>{chips}</div>", width="content")
        st.button("Reset", on_click=reset_filters, key="reset", icon=":material/close:", type="tertiary")


def choose_palette() -> charts.Palette:
    """The colours of the visitor's theme."""
    return charts.DARK if st.context.theme.type == "dark" else charts.LIGHT


def write_style() -> str:
    """The stylesheet with that theme's colours."""
    palette = choose_palette()
    names = ("cooperation", "friction", "paper", "link")
    colours = ":root{" + "".join(f"--bb-{name}:{getattr(palette, name)};" for name in names) + "}"
    return f"<style>{colours}{_css()}</style>"


@st.cache_data(show_spinner=False)
def _css() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")
