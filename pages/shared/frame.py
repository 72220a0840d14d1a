"""What surrounds every page: guard, filters, header, chips, footer, and the states without data."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NoReturn
from urllib.parse import urlsplit

import streamlit as st

from etl.catalogue import CatalogueError
from etl.pipeline import shipped_inputs
from etl.snapshot import SnapshotError
from pages.shared import downloads
from pages.shared.building import await_snapshot
from pages.shared.filters import Choices, Filters, describe, read_address
from pages.shared.header import choose_palette, draw_chips, tell_facts, write_style
from pages.shared.pairs import choose_pair, data_folder, offer_pairs
from pages.shared.passages import note_uncounted
from pages.shared.sidebar import offer_filters, reset_filters
from pages.shared.snapshot import (
    count_events,
    find_snapshot,
    read_choices,
    read_events,
    read_run,
    read_seen,
    snapshot_folder,
)
from pages.shared.view import View
from pages.shared.wording import escape, say_count

ROOT = Path(__file__).resolve().parents[2]
ICON = Path(__file__).with_name("icon.png")
FOR_THE_PAGE = "view"  # where the frame leaves the view for the page of the same run, which takes it away
CHART = {"displaylogo": False, "displayModeBar": False, "responsive": True}


def list_pages() -> list[st.Page]:
    """The pages in the order of the menu, each at its file's name; the first at the bare address too.

    Of its two entries the menu shows the one the visitor is on.
    """
    pages = ROOT / "pages"
    named = urlsplit(st.context.url or "").path.endswith("/overview")
    bare: Literal["visible", "hidden"] = "hidden" if named else "visible"
    by_name: Literal["visible", "hidden"] = "visible" if named else "hidden"
    first, icon = pages / "overview.py", ":material/show_chart:"
    return [
        st.Page(first, title="Overview", icon=icon, url_path="", default=True, visibility=bare),
        st.Page(first, title="Overview", icon=icon, url_path="overview", visibility=by_name),
        st.Page(pages / "topics.py", title="Topics", icon=":material/stacked_bar_chart:"),
        st.Page(pages / "policies.py", title="Policies", icon=":material/gavel:"),
        st.Page(pages / "evidence.py", title="Evidence", icon=":material/format_quote:"),
        st.Page(pages / "data.py", title="Data and method", icon=":material/database:"),
    ]


# ------------------------------------------------------- called by dashboard.py


def configure() -> None:
    """Title, icon and width of the browser's page."""
    st.set_page_config("Bilateral Barometer", page_icon=str(ICON), layout="wide", initial_sidebar_state=310)


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Tell in a sentence, wherever on a page it shows, that snapshot or catalogue cannot be read."""
    try:
        yield
    except (SnapshotError, CatalogueError) as error:
        pair = st.session_state.get("opened", "")
        _stop(str(error), f"Build a new snapshot with `python -m etl run --pair {pair}`, then reload this page.")


def draw_sidebar() -> View:
    """Find the snapshot, offer the filters, keep what was chosen for the page. `SnapshotError` if it is broken."""
    st.html(write_style())
    pairs = offer_pairs()
    if not pairs:
        _stop(
            "No pair of countries has a snapshot, or shipped data to build one from.",
            "Build a snapshot of your own articles: `python -m etl run my-articles/ --pair PAIR`.",
        )
    asked = st.session_state.get("pair") or next(iter(st.query_params.get_all("pair")), None)
    pair = st.session_state["opened"] = choose_pair(asked, pairs)
    path = _open_snapshot(pair)
    choices = replace(read_choices(path), pairs=pairs)
    _clean_address(choices)
    with st.sidebar:
        filters = offer_filters(choices)
    view = View(path, filters, choices, read_run(path), read_seen(path, filters), choose_palette())
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
    path = find_snapshot(pair)
    if path is None:
        error = await_snapshot(pair, snapshot_folder(), data_folder())
        if error:
            _stop(f"The snapshot could not be built: {error}", f"Try `python -m etl run --pair {pair}` in a terminal.")
        st.rerun()
    return path


def _stop(sentence: str, remedy: str) -> NoReturn:
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
    st.html(tell_facts(view))
    if lead:
        st.caption(lead)
    draw_chips(view)
    return view


def need_data(view: View) -> None:
    """End the page kindly if the snapshot holds no event at all: an empty one is not a quiet world."""
    if int(view.run["n_events"]):
        return
    pair = view.filters.pair
    whole = read_seen(view.path, Filters(pair))
    read = f"{say_count(whole.articles, 'article')} and {say_count(whole.curated, 'chronology row')}"
    st.info(
        f"This snapshot is empty: in {read} no act between the two countries was found. "
        f"{say_count(int(view.run['n_problems']), 'problem')} came up on the way.",
        icon=":material/inbox:",
    )
    st.page_link(
        ROOT / "pages" / "data.py",
        label="Data and method tells what was read and what went wrong",
        icon=":material/database:",
    )
    if shipped_inputs(pair, data_folder()):
        st.markdown(f"This command brings the shipped data back: `python -m etl run --pair {pair}`")
    else:
        st.markdown(f"This command reads articles of yours: `python -m etl run my-articles/ --pair {pair}`")
    st.stop()


def need_events(view: View) -> None:
    """End the page kindly if no event passes the filters, naming the ones that leave everything out."""
    need_data(view)
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


def offer_events(view: View, count: int, uncounted: Mapping[str, int], search: str = "") -> None:
    """The events that pass as a download, and why charts may show fewer."""
    note = note_uncounted(uncounted, count)
    if note:
        st.caption(note)
    downloads.offer_csv(
        lambda: read_events(view.path, view.filters, search),
        f"{say_count(count, 'event')} as CSV",
        downloads.file_name(view.filters, view.choices.last),
        "csv",
    )


def show_chart(figure: Any, key: str, summary: str) -> None:
    """A figure over the page's width, with what it shows in words."""
    st.plotly_chart(figure, width="stretch", theme=None, config=CHART, key=key)
    st.caption(summary)
