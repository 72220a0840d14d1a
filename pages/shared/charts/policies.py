"""Measures over time, one lane each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts.parts import Palette, layout, see_through
from pages.shared.wording import escape_in_figure


def draw_policies(lanes: pd.DataFrame, as_of: pd.Timestamp, known: pd.Timestamp, palette: Palette) -> go.Figure:
    """One lane a policy: bars for its states over time, full where in force, hatched where not.

    What is neither in force nor of any stance (“there is no agreement”) is left blank.
    `lanes`: policy_name, state_name, stance, in_force, start, end (both filled), words (lines
    of the hover text). A vertical line marks `as_of` if it is drawn at all; behind `known`,
    the last known day, all is pale.
    """
    figure = go.Figure()
    first, last = lanes["start"].min(), lanes["end"].max()
    names = list(dict.fromkeys(lanes["policy_name"]))
    shown = lanes[lanes["in_force"] | (lanes["stance"] != "")]
    for in_force in (True, False):
        rows = shown[shown["in_force"] == in_force]
        if rows.empty:
            continue
        colours = [palette.of(stance) for stance in rows["stance"]]
        figure.add_bar(
            base=rows["start"],
            x=(rows["end"] - rows["start"]).dt.total_seconds() * 1000,
            y=rows["policy_name"],
            orientation="h",
            width=0.36,
            name="in force" if in_force else "not in force",
            customdata=[["<br>".join(map(escape_in_figure, words))] for words in rows["words"]],
            hovertemplate="%{customdata[0]}<extra></extra>",
            marker={
                "color": [see_through(colour, 0.95 if in_force else 0.6) for colour in colours],
                "line": {"color": colours, "width": 1},
                "pattern": {"shape": "" if in_force else "/", "size": 6, "solidity": 0.25, "bgcolor": "rgba(0,0,0,0)"},
            },
        )
    figure.update_layout(
        layout(palette, height=70 + 56 * len(names)),
        barmode="overlay",
        yaxis={
            "categoryorder": "array",
            "categoryarray": names[::-1],
            "showticklabels": False,
            "fixedrange": True,
            "range": [-0.45, len(names) - 0.2],
            "showgrid": False,
            "zeroline": False,
        },
        xaxis={
            "type": "date",
            "range": [first, last + (last - first) * 0.01],
            "showgrid": True,
            "gridcolor": palette.grid,
            "tickfont": {"color": palette.faint, "size": 12},
        },
        shapes=[*_behind(known, last, palette), *([_line(as_of, palette)] if first <= as_of <= last else [])],
        annotations=[
            *(
                {
                    "text": escape_in_figure(name),
                    "x": 0,
                    "xref": "paper",
                    "y": name,
                    "yshift": 20,
                    "xanchor": "left",
                    "yanchor": "middle",
                    "showarrow": False,
                    "font": {"size": 13, "color": palette.ink},
                }
                for name in names
            ),
        ],
    )
    return figure


def _line(day: pd.Timestamp, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": palette.ink, "width": 1, "dash": "dot"},
    }


def _behind(known: pd.Timestamp, last: pd.Timestamp, palette: Palette) -> list[dict[str, Any]]:
    """A veil over what is carried on behind the last known day."""
    if known >= last:
        return []
    veil = {"type": "rect", "x0": known, "x1": last, "y0": 0, "y1": 1, "yref": "paper", "line": {"width": 0}}
    return [veil | {"fillcolor": see_through(palette.paper, 0.65), "layer": "above"}]
