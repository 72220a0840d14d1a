"""Topics side by side: one panel each, on one time axis."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts.parts import Palette, axis, layout, middle, see_through, time_axis, width, zero
from pages.shared.wording import STANCES, escape_in_figure

PANEL = 118  # pixels a topic


def draw_topics(
    volume: pd.DataFrame, index: pd.DataFrame, names: dict[str, str], step: str, palette: Palette, stance: str | None
) -> go.Figure:
    """One panel a topic on one time axis: events up and down (left axis), the topic's index as a line (right axis).

    `volume`: topic, bin, cooperation, friction. `index`: topic, day, net. `names`: ids to
    labels, in order. All panels have the same scales. With one `stance` there is no line:
    an index of one stance alone says nothing.
    """
    figure = go.Figure()
    most = max(1, int(volume[["cooperation", "friction"]].to_numpy().max(initial=1)))
    count, axes, notes = len(names), {}, []
    stances = [one for one in STANCES if stance in (None, one)]
    for place, (topic, name) in enumerate(names.items()):
        own = volume[volume["topic"] == topic]
        _add_bars(figure, own, stances, _axis_name(place), escape_in_figure(name), step, palette)
        top = 1 - place / count
        domain = [top - 0.86 / count, top - 0.2 / count]
        axes[f"yaxis{place + 1 if place else ''}"] = {
            "domain": domain,
            "range": [
                most * 1.05 * (-1 if "friction" in stances else 0),
                most * 1.05 * (1 if "cooperation" in stances else 0),
            ],
            "tickvals": [-most, 0, most],
            "ticktext": [str(most), "0", str(most)],
            **axis(palette),
        }
        if stance is None:
            line = index[index["topic"] == topic]
            _add_line(figure, line, _axis_name(count + place), escape_in_figure(name), palette)
            axes[f"yaxis{count + place + 1}"] = _right_axis(_axis_name(place), palette)
        notes.append(_heading(name, own, stances, top - 0.18 / count, palette))
    if count and stance is None:
        notes.append(_key(1 - 0.18 / count, palette))
    figure.update_layout(
        layout(palette, height=60 + PANEL * max(1, count)),
        **axes,
        barmode="overlay",
        annotations=notes,
        xaxis={"anchor": _axis_name(max(0, count - 1)), **time_axis(index, palette)},
        shapes=[zero(palette, _axis_name(place)) for place in range(count)],
    )
    figure.update_layout(margin={"r": 30 if stance is None else 8})
    return figure


def _axis_name(place: int) -> str:
    return f"y{place + 1}" if place else "y"


def _add_bars(
    figure: go.Figure, own: pd.DataFrame, stances: list[str], on: str, name: str, step: str, palette: Palette
) -> None:
    for stance in stances:
        figure.add_bar(
            x=middle(own["bin"], step),
            y=(1 if stance == "cooperation" else -1) * own[stance],
            width=width(step),
            yaxis=on,
            name=STANCES[stance],
            customdata=[[name, number] for number in own[stance]],
            marker={"color": see_through(palette.of(stance), 0.85), "line": {"width": 0}},
            hovertemplate=f"%{{customdata[0]}}<br>%{{x|%b %Y}}: %{{customdata[1]}} {stance}<extra></extra>",
        )


def _add_line(figure: go.Figure, line: pd.DataFrame, on: str, name: str, palette: Palette) -> None:
    figure.add_scatter(
        x=line["day"],
        y=line["net"],
        customdata=[[name]] * len(line),
        mode="lines",
        yaxis=on,
        name="Index",
        connectgaps=False,
        line={"color": palette.ink, "width": 1.2},
        hovertemplate="%{customdata[0]}<br>%{x|%-d %b %Y}: index %{y:+.2f}<extra></extra>",
    )


def _right_axis(over: str, palette: Palette) -> dict[str, Any]:
    quiet = axis(palette)
    return quiet | {
        "overlaying": over,
        "side": "right",
        "range": [-1.05, 1.05],
        "tickvals": [-1, 0, 1],
        "ticktext": ["−1", "0", "+1"],
        "showgrid": False,
        "tickfont": {"color": palette.ink, "size": 11},
    }


def _heading(name: str, own: pd.DataFrame, stances: list[str], y: float, palette: Palette) -> dict[str, Any]:
    marks = {"cooperation": "▲", "friction": "▼"}
    totals = "  ".join(
        f"<span style='color:{palette.of(stance)}'>{marks[stance]} {own[stance].sum():.0f}</span>" for stance in stances
    )
    text = f"<b>{escape_in_figure(name)}</b>   {totals}"
    return _words(text, 0, "left", y, 13, palette.ink)


def _key(y: float, palette: Palette) -> dict[str, Any]:
    """Which axis belongs to what, at the first panel."""
    return _words(f"<span style='color:{palette.faint}'>▮ events</span>  ─ index →", 1, "right", y, 11, palette.ink)


def _words(text: str, x: float, anchor: str, y: float, size: int, colour: str) -> dict[str, Any]:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": x,
        "y": y,
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }
