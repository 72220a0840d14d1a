"""The line over time: the index of both stances, or the weight of one, over a strip of volumes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts.parts import (
    CAPTIONS,
    Palette,
    add_band,
    add_gaps,
    axis,
    gap_notes,
    layout,
    middle,
    note,
    see_through,
    time_axis,
    width,
    zero,
)
from pages.shared.wording import STANCES, escape_in_figure, say_number

EDGE = 1.24  # of the index's panel: leaves room for the words beyond ±1


def draw_index(
    index: pd.DataFrame,
    gaps: pd.DataFrame,
    volume: pd.DataFrame,
    moves: pd.DataFrame,
    known: pd.Timestamp,
    step: str,
    palette: Palette,
) -> go.Figure:
    """The index with its band and numbered events, over a strip of volumes, on one time axis.

    `index`: day, net, low, high. `gaps`: start, end. `volume`: bin, cooperation, friction
    (counts). `moves`: number, day, level, title, stance. Days without a value leave the line
    open; behind `known`, the last known day, it is dotted.
    """
    figure = go.Figure()
    add_gaps(figure, gaps, palette)
    add_band(figure, index, palette)
    _add_line(figure, index.rename(columns={"net": "level"}), known, "Index", "%{y:+.2f}", palette.ink, palette)
    _add_moves(figure, moves, palette)
    most = max(1, int(volume[["cooperation", "friction"]].to_numpy().max(initial=1)))
    for stance, sign in (("cooperation", 1), ("friction", -1)):
        _add_bars(figure, volume, stance, sign, step, palette)
    figure.update_layout(
        layout(palette, height=490),
        yaxis={
            "domain": [0.31, 1],
            "range": [-EDGE, EDGE],
            "tickvals": [-1, -0.5, 0, 0.5, 1],
            "ticktext": ["−1", "−0.5", "0", "+0.5", "+1"],
            **axis(palette),
        },
        yaxis2={
            "domain": [0, 0.2],
            "range": [-most * 1.08, most * 1.08],
            "tickvals": [-most, 0, most],
            "ticktext": [str(most), "0", str(most)],
            **axis(palette),
        },
        xaxis={"anchor": "y2", **time_axis(index, palette)},
        shapes=[zero(palette, "y"), zero(palette, "y2")],
        annotations=[
            note("▲ cooperation only", EDGE, "top", palette, palette.cooperation),
            note("▼ friction only", -EDGE, "bottom", palette, palette.friction),
            _note_volume(f"Events {CAPTIONS[step]}: ▲ cooperation, ▼ friction", palette),
            *gap_notes(gaps, palette),
        ],
        barmode="overlay",
    )
    return figure


def draw_stance(
    index: pd.DataFrame,
    stance: str,
    volume: pd.DataFrame,
    moves: pd.DataFrame,
    known: pd.Timestamp,
    step: str,
    palette: Palette,
) -> go.Figure:
    """One stance alone: the faded weight of its acts as a line, over a strip of their numbers.

    `index`: day and the stance's weight under its name. The rest as for `draw_index`.
    """
    figure = go.Figure()
    colour = palette.of(stance)
    line = index.rename(columns={stance: "level"})
    _add_line(figure, line, known, "Weight", "%{y:.1f}", colour, palette, fill=True)
    _add_moves(figure, moves, palette)
    _add_bars(figure, volume, stance, 1, step, palette)
    highest = max(1.0, float(line["level"].max()))
    most = max(1, int(volume[stance].max() or 1)) if len(volume) else 1
    figure.update_layout(
        layout(palette, height=440),
        yaxis={"domain": [0.31, 1], "range": [0, highest * 1.2], **axis(palette)},
        yaxis2={
            "domain": [0, 0.2],
            "range": [0, most * 1.08],
            "tickvals": [0, most],
            "ticktext": ["0", str(most)],
            **axis(palette),
        },
        xaxis={"anchor": "y2", **time_axis(index, palette)},
        shapes=[zero(palette, "y"), zero(palette, "y2")],
        annotations=[
            {**note(f"Weight of all {stance}", 1, "top", palette, colour), "yref": "paper"},
            _note_volume(f"{STANCES[stance]} events {CAPTIONS[step]}", palette),
        ],
        barmode="overlay",
    )
    return figure


def tell_index(index: pd.DataFrame) -> str:
    """The line in words, for those who do not see it: range, highest and lowest point, last value."""
    known = index.dropna(subset=["net"])
    if known.empty:
        return "The chart has no value in this period."
    high, low, last = known.loc[known["net"].idxmax()], known.loc[known["net"].idxmin()], known.iloc[-1]
    return (
        f"From {known['day'].min():%b %Y} to {last['day']:%b %Y} the index was highest in {high['day']:%b %Y} "
        f"({say_number(high['net'])}), lowest in {low['day']:%b %Y} ({say_number(low['net'])}) "
        f"and ended at {say_number(last['net'])}."
    )


def _add_line(
    figure: go.Figure,
    line: pd.DataFrame,
    known: pd.Timestamp,
    name: str,
    number: str,
    colour: str,
    palette: Palette,
    fill: bool = False,
) -> None:
    """The line up to the last known day, and what is carried on behind it, dotted."""
    area = {"fill": "tozeroy", "fillcolor": see_through(colour, 0.16)} if fill else {}
    before, behind = line[line["day"] <= known], line[line["day"] >= known]
    for part, told, stroke in ((before, name, {"color": colour, "width": 1.6}), (behind, "Carried on", None)):
        figure.add_scatter(
            x=part["day"],
            y=part["level"],
            mode="lines",
            name=told,
            connectgaps=False,
            line=stroke or {"color": palette.faint, "width": 1.6, "dash": "dot"},
            hovertemplate=f"%{{x|%-d %b %Y}}<br>{told} <b>{number}</b><extra></extra>",
            **(area if stroke else {}),
        )


def _add_moves(figure: go.Figure, moves: pd.DataFrame, palette: Palette) -> None:
    """Numbered events as marks on the line; they may stand over its edge, so that none is cut."""
    if moves.empty:
        return
    figure.add_scatter(
        x=moves["day"],
        y=moves["level"],
        mode="markers+text",
        name="Numbered events",
        cliponaxis=False,
        text=moves["number"].astype(str),
        textfont={"size": 10, "color": palette.paper},
        customdata=[[escape_in_figure(title)] for title in moves["title"]],
        marker={
            "size": 17,
            "color": [palette.of(stance) for stance in moves["stance"]],
            "line": {"color": palette.paper, "width": 1.5},
        },
        hovertemplate="%{x|%-d %b %Y}<br>%{customdata[0]}<extra></extra>",
    )


def _add_bars(figure: go.Figure, volume: pd.DataFrame, stance: str, sign: int, step: str, palette: Palette) -> None:
    figure.add_bar(
        x=middle(volume["bin"], step),
        y=sign * volume[stance],
        width=width(step),
        name=f"{STANCES[stance]} events",
        yaxis="y2",
        marker={"color": palette.of(stance), "line": {"width": 0}},
        customdata=volume[[stance]],
        hovertemplate=f"%{{customdata[0]}} {stance} events<extra></extra>",
    )


def _note_volume(text: str, palette: Palette) -> dict[str, Any]:
    return {**note(text, 0.2, "bottom", palette, palette.faint), "yref": "paper"}
