"""What surrounds every page: guard, filters, header, chips, footer, and the states without data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from etl.catalogue import CatalogueError, available_pairs
from etl.snapshot import SnapshotError
from pages.shared import charts
from pages.shared.building import await_snapshot
from pages.shared.filters import Choices, Filters, describe, read_address, write_address
from pages.shared.sidebar import offer_filters, reset_filters
from pages.shared.snapshot import count_events, find_snapshot, read_choices, read_run, snapshot_folder
from pages.shared.wording import escape, say_count, say_day

ROOT = Path(__file__).resolve().parents[2]
ICON = Path(__file__).with_name("icon.png")
FOR_THE_PAGE = "view"  # where the frame leaves the view for the page of the same run, which takes it away
CHART = {"displaylogo": False, "displayModeBar": False, "responsive": True}


@dataclass(frozen=True)
class View:
    """What a page draws from."""

    path: str  # of the snapshot
    filters: Filters
    choices: Choices
    run: dict[str, Any]
    palette: charts.Palette

    @property
    def address(self) -> dict[str, list[str]]:
        """The parameters that hold the filters: for links that keep them."""
        return write_address(self.filters, self.choices)


def list_pages() -> list[st.Page]:
    """The pages in the order of the menu, each at its file's name; the first at the bare address too.

    Of its two entries the menu shows the one the visitor is on.
    """
    pages = ROOT / "pages"
    named = urlsplit(st.context.url or "").path.endswith("/overview")
    first = {"page": pages / "overview.py", "title": "Overview", "icon": ":material/show_chart:"}
    return [
        st.Page(**first, url_path="", default=True, visibility="hidden" if named else "visible"),
        st.Page(**first, url_path="overview", visibility="visible" if named else "hidden"),
        st.Page(pages / "topics.py", title="Topics", icon=":material/stacked_bar_chart:"),
        st.Page(pages / "policies.py", title="Policies", icon=":material/gavel:"),
        st.Page(pages / "evidence.py", title="Evidence", icon=":material/format_quote:"),
        st.Page(pages / "data.py", title="Data and method", icon=":material/database:"),
    ]


# ------------------------------------------------------- called by dashboard.py


def configure() -> None:
    """Title, icon and width of the browser's page."""
    st.set_page_config("Bilateral Barometer", page_icon=str(ICON), layout="wide", initial_sidebar_state=310)


def draw_sidebar() -> View:
    """Find the snapshot, offer the filters, keep what was chosen for the page."""
    st.html(_style())
    pairs = available_pairs()
    if not pairs:
        _stop("There is no pair of countries to show.", "Restore the folder `data/pairs` from the repository.")
    pair = st.session_state.get("pair") or next(iter(st.query_params.get_all("pair")), pairs[0])
    path = _open_snapshot(pair if pair in pairs else pairs[0])
    choices = read_choices(path)
    _clean_address(choices)
    with st.sidebar:
        filters = offer_filters(choices)
    view = View(path, filters, choices, read_run(path), _palette())
    st.session_state[FOR_THE_PAGE] = view
    return view


def draw_footer(view: View) -> None:
    """Who made this from what, under every page."""
    run = view.run
    st.html(
        f"<div class='bb bb-sub' style='margin-top:2rem'>Bilateral Barometer {escape(run['coder_version'])} · "
        f"snapshot {escape(run['run_id'])} · "
        "the address of this page holds all filters: copy it to share what you see</div>"
    )


def _open_snapshot(pair: str) -> str:
    try:
        path = find_snapshot(pair)
        if path is None:
            error = await_snapshot(pair, snapshot_folder())
            if error:
                _stop(
                    "The snapshot could not be built: " + error, f"Try `python -m etl run --pair {pair}` in a terminal."
                )
            st.rerun()
    except (SnapshotError, CatalogueError) as error:
        _stop(str(error), f"Build a new snapshot with `python -m etl run --pair {pair}`, then reload this page.")
    assert path is not None
    return path


def _stop(sentence: str, remedy: str) -> None:
    st.error(sentence.replace("$", r"\$"), icon=":material/database_off:")
    st.markdown(remedy)
    st.stop()


def _clean_address(choices: Choices) -> None:
    """Once a session, before the filters are bound: drop what makes no sense, write the rest as the filters do."""
    if "notices" in st.session_state:
        return
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    kept, notices = read_address(given, choices)
    st.session_state["notices"] = notices
    if kept != given:
        st.query_params.from_dict(kept)
        st.rerun()


# ------------------------------------------------------------- called by pages


def open_page(title: str, lead: str = "") -> View:
    """First line of every page: the frame's view, after the title, the data's age and the active filters.

    A cold server runs the page a visitor asks for without dashboard.py; the page then
    hands over to it, which from there on always runs first.
    """
    if FOR_THE_PAGE not in st.session_state:
        configure()
        st.navigation(list_pages(), position="hidden")
        st.rerun()
    view: View = st.session_state.pop(FOR_THE_PAGE)
    st.html(f"<div class='bb bb-kicker'>Bilateral Barometer · {escape(view.choices.pairs[view.filters.pair])}</div>")
    st.title(title, anchor=False)
    st.html(_facts(view.run))
    if lead:
        st.caption(lead)
    _draw_chips(view)
    return view


def need_events(view: View) -> None:
    """End the page kindly if no event passes the filters, naming the ones that leave everything out."""
    if count_events(view.path, view.filters):
        return
    told = describe(view.filters, view.choices)
    helps = {name: count_events(view.path, view.filters.without(name)) for name in told}
    st.info("No events pass these filters.", icon=":material/filter_alt_off:")
    for name, count in helps.items():
        if count:
            st.markdown(f"- without “{told[name]}” there would be {say_count(count, 'event')}")
    st.button("Show everything", on_click=reset_filters, key="reset_empty", type="primary")
    st.stop()


def show_chart(figure: Any, key: str, summary: str) -> None:
    """A figure over the page's width, with what it shows in words."""
    st.plotly_chart(figure, width="stretch", theme=None, config=CHART, key=key)
    st.caption(summary)


def _draw_chips(view: View) -> None:
    for notice in st.session_state.get("notices", []):
        st.warning(f"Ignored in the address: {_plain(notice)}.", icon=":material/link_off:")
    told = describe(view.filters, view.choices)
    if not told:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chips = "".join(f"<span class='bb-chip'>{escape(text)}</span>" for text in told.values())
        st.html(f"<div class='bb bb-chips'>{chips}</div>", width="content")
        st.button("Reset", on_click=reset_filters, key="reset", icon=":material/close:", type="tertiary")


def _plain(text: str) -> str:
    """Text from outside in a place that renders Markdown: every mark of it escaped."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|$:~" else letter for letter in text)


def _facts(run: dict[str, Any]) -> str:
    facts = [
        ("Data through", say_day(run["through"]) + _say_age(run)),
        ("Last run", say_day(run["started"])),
        ("Articles", f"{run['articles']:,}{_say_samples(run)}"),
        ("Chronology", say_count(run["curated"], "row")),
        ("Sources", f"{run['sources']:,}"),
        ("Method", run["coder_version"]),
    ]
    told = "".join(f"<span>{name} <b>{escape(value)}</b></span>" for name, value in facts)
    return f"<div class='bb bb-facts'>{told}</div>"


def _say_age(run: dict[str, Any]) -> str:
    """How old the newest item was on the day of the run, where that is more than a week."""
    age = (run["as_of"] - run["through"]).days if run["through"] else 0
    return f" ({say_count(age, 'day')} old)" if age > 7 else ""


def _say_samples(run: dict[str, Any]) -> str:
    if not run["samples"]:
        return ""
    return " (all samples)" if run["samples"] == run["articles"] else f" ({run['samples']:,} samples)"


def _palette() -> charts.Palette:
    return charts.DARK if st.context.theme.type == "dark" else charts.LIGHT


def _style() -> str:
    palette = _palette()
    names = ("cooperation", "friction", "paper", "link")
    colours = ":root{" + "".join(f"--bb-{name}:{getattr(palette, name)};" for name in names) + "}"
    return f"<style>{colours}{_css()}</style>"


@st.cache_data(show_spinner=False)
def _css() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")
