"""DataFrames → Plotly figures, nothing else: no queries, no Streamlit.

Cooperation is blue and points up, friction is vermillion and points down; words
and direction say the same as the colour.
"""

from pages.shared.charts.coverage import draw_coverage
from pages.shared.charts.index import draw_index, draw_stance, tell_index
from pages.shared.charts.parts import CAPTIONS, DARK, LIGHT, Palette
from pages.shared.charts.policies import draw_policies
from pages.shared.charts.topics import draw_topics

__all__ = [
    "CAPTIONS",
    "DARK",
    "LIGHT",
    "Palette",
    "draw_coverage",
    "draw_index",
    "draw_policies",
    "draw_stance",
    "draw_topics",
    "tell_index",
]
