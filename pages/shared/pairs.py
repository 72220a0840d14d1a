"""Which pairs of countries can be shown, and which of them an address means."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from etl.catalogue import DATA, CatalogueError, available_pairs, load_catalogue
from etl.pipeline import shipped_inputs
from etl.snapshot import SnapshotError, current_snapshot
from pages.shared.filters import find_label
from pages.shared.snapshot import snapshot_folder


def data_folder() -> Path:
    """Where catalogue and shipped data are; `BAROMETER_DATA` names another folder."""
    return Path(os.environ.get("BAROMETER_DATA", DATA))


def offer_pairs() -> dict[str, str]:
    """Ids to names of the pairs that can be shown: those that have a snapshot, or shipped data to build one from.

    First those with both, then those with a snapshot: a pair that is added pushes none away.
    """
    data = data_folder()
    ranks = {}
    for pair in available_pairs(data):
        published, shipped = _has_snapshot(pair), bool(shipped_inputs(pair, data))
        if published or shipped:
            ranks[pair] = (not published, not shipped, pair)
    return {pair: name_pair(pair, str(data)) for pair in sorted(ranks, key=ranks.__getitem__)}


def choose_pair(asked: str | None, pairs: Mapping[str, str]) -> str:
    """The id of the pair asked for by id or name, the first one if there is no such."""
    label = find_label(pairs, asked.strip()) if asked else None
    return next((pair for pair, name in pairs.items() if name == label), next(iter(pairs)))


def name_pair(pair: str, data: str) -> str:
    """A pair's name for readers; its id while its file is broken."""
    try:
        return _read_name(pair, data)
    except CatalogueError:
        return pair


@st.cache_data(show_spinner=False)
def _read_name(pair: str, data: str) -> str:
    return load_catalogue(pair, Path(data)).pair.name


def _has_snapshot(pair: str) -> bool:
    try:
        return current_snapshot(snapshot_folder(), pair) is not None
    except SnapshotError:
        return True  # it should be there, and opening it will tell what is wrong
