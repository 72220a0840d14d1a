"""Figures from small tables: what points where, what is left open, what is hatched."""

import pandas as pd

from pages.shared import charts

DAYS = pd.date_range("2020-01-01", periods=5)
INDEX = pd.DataFrame(
    {
        "day": DAYS,
        "net": [0.5, 0.4, None, -0.2, -0.3],
        "low": [0.3, 0.2, None, None, None],
        "high": [0.6, 0.5, None, None, None],
    }
)
GAPS = pd.DataFrame({"start": [DAYS[2]], "end": [DAYS[2]]})
VOLUME = pd.DataFrame({"topic": ["trade"], "bin": [DAYS[0]], "cooperation": [3], "friction": [2]})
MOVES = pd.DataFrame({"number": [1], "day": [DAYS[0]], "net": [0.5], "title": ["A talk"], "stance": ["cooperation"]})


def test_cooperation_points_up_and_friction_down_each_in_its_colour() -> None:
    figure = charts.draw_index(INDEX, GAPS, VOLUME, MOVES, "month", charts.LIGHT)
    up, down = (trace for trace in figure.data if trace.type == "bar")
    assert (up.y[0], up.marker.color) == (3, "#0072b2")
    assert (down.y[0], down.marker.color) == (-2, "#d55e00")


def test_the_line_is_open_and_the_gap_hatched_where_nothing_is_known() -> None:
    figure = charts.draw_index(INDEX, GAPS, VOLUME, MOVES, "month", charts.LIGHT)
    named = {trace.name: trace for trace in figure.data}
    assert named["Index"].connectgaps is False
    assert pd.isna(named["Index"].y[2])
    assert named["No coverage"].fillpattern.shape == "/"
    assert len(named["90 % band"].x) == 4  # two days, there and back


def test_all_topics_share_one_scale() -> None:
    volume = pd.concat([VOLUME, VOLUME.assign(topic="food", cooperation=40)])
    index = pd.concat([INDEX.assign(topic="trade"), INDEX.assign(topic="food")])
    figure = charts.draw_topics(volume, index, {"trade": "Trade", "food": "Food"}, "month", charts.DARK)
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]


def test_a_measure_not_in_force_is_hatched_and_no_measure_is_blank() -> None:
    start, end = pd.Timestamp("2020-01-01"), pd.Timestamp("2021-01-01")
    lanes = pd.DataFrame(
        [("Ban", "none", "", False), ("Ban", "in force", "friction", True), ("Ban", "lifted", "cooperation", False)],
        columns=["policy_name", "state_name", "stance", "in_force"],
    ).assign(start=start, end=end, words="w")
    force, rest = charts.draw_policies(lanes, end, charts.LIGHT).data
    assert (force.marker.pattern.shape, len(force.y)) == ("", 1)
    assert (rest.marker.pattern.shape, len(rest.y)) == ("/", 1)


def test_the_line_in_words() -> None:
    assert charts.tell_index(INDEX) == (
        "From Jan 2020 to Jan 2020 the index was highest in Jan 2020 (+0.50), "
        "lowest in Jan 2020 (−0.30) and ends at −0.30."
    )
    assert charts.tell_index(INDEX.assign(net=None)) == "The chart has no value in this period."


def test_every_figure_of_an_empty_choice_draws() -> None:
    nothing = INDEX.iloc[:0]
    charts.draw_index(nothing, GAPS.iloc[:0], VOLUME.iloc[:0], MOVES.iloc[:0], "year", charts.LIGHT).to_json()
    charts.draw_topics(VOLUME.iloc[:0], nothing.assign(topic=""), {}, "year", charts.LIGHT).to_json()
