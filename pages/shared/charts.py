"""DataFrames → Plotly figures, nothing else: no queries, no Streamlit.

Cooperation is blue and points up, friction is vermillion and points down; words
and direction say the same as the colour.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from pages.shared.chart_parts import (
    CAPTIONS,
    DARK,
    LIGHT,
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
from pages.shared.wording import STANCES, say_number

__all__ = [
    "CAPTIONS",
    "DARK",
    "LIGHT",
    "Palette",
    "draw_coverage",
    "draw_index",
    "draw_policies",
    "draw_topics",
    "tell_index",
]


def draw_index(
    index: pd.DataFrame, gaps: pd.DataFrame, volume: pd.DataFrame, moves: pd.DataFrame, step: str, palette: Palette
) -> go.Figure:
    """The index with its band and numbered events, over a strip of volumes, on one time axis.

    `index`: day, net, low, high. `gaps`: start, end. `volume`: bin, cooperation, friction
    (counts). `moves`: number, day, net, title. Days without a value leave the line open.
    """
    figure = go.Figure()
    add_gaps(figure, gaps, palette)
    add_band(figure, index, palette)
    figure.add_scatter(
        x=index["day"],
        y=index["net"],
        mode="lines",
        name="Index",
        connectgaps=False,
        line={"color": palette.ink, "width": 1.6},
        hovertemplate="%{x|%-d %b %Y}<br>Index <b>%{y:+.2f}</b><extra></extra>",
    )
    if len(moves):
        figure.add_scatter(
            x=moves["day"],
            y=moves["net"],
            mode="markers+text",
            name="Numbered events",
            text=moves["number"].astype(str),
            textfont={"size": 10, "color": palette.paper},
            customdata=moves[["title"]],
            marker={
                "size": 17,
                "color": [palette.of(stance) for stance in moves["stance"]],
                "line": {"color": palette.paper, "width": 1.5},
            },
            hovertemplate="%{x|%-d %b %Y}<br>%{customdata[0]}<extra></extra>",
        )
    for stance, sign in (("cooperation", 1), ("friction", -1)):
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
    most = max(1, int(volume[["cooperation", "friction"]].to_numpy().max(initial=1)))
    figure.update_layout(
        layout(palette, height=470),
        yaxis={
            "domain": [0.31, 1],
            "range": [-1.08, 1.08],
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
            note("▲ cooperation only", 1, "top", palette, palette.cooperation),
            note("▼ friction only", -1, "bottom", palette, palette.friction),
            {
                **note(f"Events {CAPTIONS[step]}: ▲ cooperation, ▼ friction", 0.2, "bottom", palette, palette.faint),
                "yref": "paper",
            },
            *gap_notes(gaps, palette),
        ],
        barmode="overlay",
    )
    return figure


def draw_topics(
    volume: pd.DataFrame, index: pd.DataFrame, names: dict[str, str], step: str, palette: Palette
) -> go.Figure:
    """One panel a topic on one time axis: events up and down, the topic's index as a line.

    `volume`: topic, bin, cooperation, friction. `index`: topic, day, net. `names`: ids to
    labels, in order. All panels have one scale; the line runs from −1 to +1 in each.
    """
    figure = go.Figure()
    most = max(1, int(volume[["cooperation", "friction"]].to_numpy().max(initial=1)))
    count, axes, notes = len(names), {}, []
    for place, (topic, name) in enumerate(names.items()):
        own_axis = f"y{place + 1}" if place else "y"
        top = 1 - place / count
        own, line = volume[volume["topic"] == topic], index[index["topic"] == topic]
        for stance, sign in (("cooperation", 1), ("friction", -1)):
            figure.add_bar(
                x=middle(own["bin"], step),
                y=sign * own[stance],
                width=width(step),
                yaxis=own_axis,
                name=STANCES[stance],
                customdata=own[[stance]],
                marker={"color": see_through(palette.of(stance), 0.85), "line": {"width": 0}},
                hovertemplate=f"{name}<br>%{{x|%b %Y}}: %{{customdata[0]}} {stance}<extra></extra>",
            )
        figure.add_scatter(
            x=line["day"],
            y=line["net"] * most,
            customdata=line[["net"]],
            mode="lines",
            yaxis=own_axis,
            name="Index",
            connectgaps=False,
            line={"color": palette.ink, "width": 1.2},
            hovertemplate=f"{name}<br>%{{x|%-d %b %Y}}: index %{{customdata[0]:+.2f}}<extra></extra>",
        )
        axes["yaxis" + (str(place + 1) if place else "")] = {
            "domain": [top - 0.86 / count, top - 0.2 / count],
            "range": [-most * 1.05, most * 1.05],
            "tickvals": [-most, 0, most],
            "ticktext": [str(most), "0", str(most)],
            **axis(palette),
        }
        total = own[["cooperation", "friction"]].sum()
        notes.append(
            {
                "text": f"<b>{name}</b>   <span style='color:{palette.cooperation}'>▲ {total['cooperation']:.0f}</span>"
                f"  <span style='color:{palette.friction}'>▼ {total['friction']:.0f}</span>",
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": top - 0.18 / count,
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 13, "color": palette.ink},
            }
        )
    last = f"y{count}" if count > 1 else "y"
    figure.update_layout(
        layout(palette, height=60 + 118 * count),
        **axes,
        barmode="overlay",
        annotations=notes,
        xaxis={"anchor": last, **time_axis(index, palette)},
        shapes=[zero(palette, f"y{place + 1}" if place else "y") for place in range(count)],
    )
    return figure


def draw_policies(lanes: pd.DataFrame, as_of: pd.Timestamp, palette: Palette) -> go.Figure:
    """One lane a policy: bars for its states over time, full where in force, hatched where not.

    What is neither in force nor of any stance (“there is no agreement”) is left blank.
    `lanes`: policy_name, state_name, stance, in_force, start, end (both filled), open
    (no end yet), words (hover text). A vertical line marks `as_of`.
    """
    figure = go.Figure()
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
            customdata=rows[["words"]],
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
            "range": [lanes["start"].min(), max(lanes["end"].max(), as_of) + pd.Timedelta(days=60)],
            "showgrid": True,
            "gridcolor": palette.grid,
            "tickfont": {"color": palette.faint, "size": 12},
        },
        shapes=[
            {
                "type": "line",
                "x0": as_of,
                "x1": as_of,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": palette.ink, "width": 1, "dash": "dot"},
            }
        ],
        annotations=[
            *(
                {
                    "text": name,
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


def draw_coverage(months: pd.DataFrame, palette: Palette) -> go.Figure:
    """What was read, month by month: articles and rows of chronologies. `months`: month, n_articles, n_curated."""
    figure = go.Figure()
    for column, name, colour in (
        ("n_articles", "Articles", palette.ink),
        ("n_curated", "Chronology rows", palette.neutral),
    ):
        figure.add_bar(
            x=months["month"],
            y=months[column],
            name=name,
            marker={"color": colour, "line": {"width": 0}},
            hovertemplate=f"%{{x|%b %Y}}: %{{y}} {name.lower()}<extra></extra>",
        )
    figure.update_layout(
        layout(palette, height=220),
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"color": palette.ink}},
        yaxis={"rangemode": "tozero", **axis(palette)},
        xaxis={"tickfont": {"color": palette.faint}, "showgrid": False},
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
        f"and ends at {say_number(last['net'])}."
    )
