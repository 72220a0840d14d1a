"""What was read, month by month."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from pages.shared.charts.parts import Palette, axis, layout


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
