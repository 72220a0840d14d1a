"""Parts of figures: colours, axes, marks and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
CAPTIONS = {"month": "a month", "quarter": "a quarter", "year": "a year"}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; all text and lines reach a contrast of 4.5, all areas of 3."""

    cooperation: str
    friction: str
    neutral: str  # states that are neither
    ink: str  # the index line, text
    faint: str  # axes, captions
    grid: str
    paper: str  # behind everything
    link: str

    def of(self, stance: str) -> str:
        return {"cooperation": self.cooperation, "friction": self.friction}.get(stance, self.neutral)


LIGHT = Palette("#0072b2", "#d55e00", "#7d7a73", "#1d232a", "#66625a", "#e8e4dc", "#fdfcfa", "#1f5f93")
DARK = Palette("#4da3d9", "#f0854a", "#8b929a", "#e6e3dc", "#a5aab0", "#2b323a", "#14181d", "#8fc1e8")


def see_through(colour: str, share: float) -> str:
    """A `#rrggbb` colour as rgba."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def layout(palette: Palette, height: int) -> dict[str, Any]:
    """What all figures share; `height` in pixels."""
    return {
        "height": height,
        "margin": {"l": 38, "r": 8, "t": 8, "b": 28},
        "showlegend": False,
        "bargap": 0,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": "closest",
        "dragmode": False,
        "font": {"color": palette.ink, "size": 13, "family": FONT},
        "hoverlabel": {
            "bgcolor": palette.paper,
            "bordercolor": palette.faint,
            "font": {"color": palette.ink, "size": 13, "family": FONT},
        },
    }


def axis(palette: Palette) -> dict[str, Any]:
    """A quiet value axis."""
    return {
        "fixedrange": True,
        "gridcolor": palette.grid,
        "zeroline": False,
        "tickfont": {"color": palette.faint, "size": 11},
    }


def time_axis(index: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    """A time axis over the days of a series, with room for the marks at both ends."""
    axis = {
        "type": "date",
        "showgrid": False,
        "tickfont": {"color": palette.faint, "size": 12},
        "ticks": "outside",
        "tickcolor": palette.grid,
    }
    if len(index):
        first, last = index["day"].min(), index["day"].max() + pd.Timedelta(days=1)
        axis["range"] = [first - (last - first) * 0.025, last + (last - first) * 0.03]
    return axis


def zero(palette: Palette, axis: str) -> dict[str, Any]:
    """The zero line of a panel."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": axis,
        "y0": 0,
        "y1": 0,
        "line": {"color": palette.faint, "width": 0.8},
        "layer": "below",
    }


def note(text: str, y: float, anchor: str, palette: Palette, colour: str) -> dict[str, Any]:
    """Words at the left edge of a panel."""
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yanchor": anchor,
        "showarrow": False,
        "font": {"size": 11, "color": colour},
        "bgcolor": see_through(palette.paper, 0.75),
    }


def add_gaps(figure: go.Figure, gaps: pd.DataFrame, palette: Palette) -> None:
    """Days without coverage, hatched over the height of the panel."""
    x: list[pd.Timestamp | None] = []
    y: list[float | None] = []
    for start, end in zip(gaps["start"], gaps["end"], strict=True):
        x += [start, end, end, start, None]
        y += [-1.08, -1.08, 1.08, 1.08, None]
    if x:
        figure.add_scatter(
            x=x,
            y=y,
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor="rgba(0,0,0,0)",
            hoverinfo="skip",
            name="No coverage",
            fillpattern={"shape": "/", "size": 8, "solidity": 0.12, "fgcolor": palette.faint},
        )


def gap_notes(gaps: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    """“no coverage” in the gaps that are wide enough for it."""
    wide = gaps[gaps["end"] - gaps["start"] > pd.Timedelta(days=365)]
    return [
        {
            "text": "no coverage",
            "x": start + (end - start) / 2,
            "y": 0,
            "showarrow": False,
            "textangle": -90,
            "font": {"size": 10, "color": palette.faint},
        }
        for start, end in zip(wide["start"], wide["end"], strict=True)
    ]


def add_band(figure: go.Figure, index: pd.DataFrame, palette: Palette) -> None:
    """The band as closed pieces, one for each run of days that has one."""
    has = index["low"].notna()
    run = (has != has.shift()).cumsum()
    for _, piece in index[has].groupby(run[has]):
        figure.add_scatter(
            x=[*piece["day"], *piece["day"][::-1]],
            y=[*piece["high"], *piece["low"][::-1]],
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor=see_through(palette.ink, 0.13),
            hoverinfo="skip",
            name="90 % band",
        )


def width(step: str) -> float:
    """Width of a bar in milliseconds, a little less than its bin."""
    return {"month": 28.0, "quarter": 84.0, "year": 345.0}[step] * 86_400_000


def middle(bins: pd.Series, step: str) -> pd.Series:
    return bins + pd.Timedelta(days={"month": 15, "quarter": 45, "year": 182}[step])
