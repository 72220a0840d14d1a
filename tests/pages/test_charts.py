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
MOVES = pd.DataFrame(
    {"number": [1], "day": [DAYS[0]], "level": [0.5], "title": ["A <b>talk</b>"], "stance": ["cooperation"]}
)


def test_cooperation_points_up_and_friction_down_each_in_its_colour() -> None:
    figure = charts.draw_index(INDEX, GAPS, VOLUME, MOVES, DAYS[3], "month", charts.LIGHT)
    up, down = (trace for trace in figure.data if trace.type == "bar")
    assert (up.y[0], up.marker.color) == (3, "#0072b2")
    assert (down.y[0], down.marker.color) == (-2, "#d55e00")


def test_the_line_is_open_and_the_gap_hatched_where_nothing_is_known() -> None:
    figure = charts.draw_index(INDEX, GAPS, VOLUME, MOVES, DAYS[3], "month", charts.LIGHT)
    named = {trace.name: trace for trace in figure.data}
    assert named["Index"].connectgaps is False
    assert pd.isna(named["Index"].y[2])
    assert named["No coverage"].fillpattern.shape == "/"
    assert len(named["90 % band"].x) == 4  # two days, there and back


def test_all_topics_share_one_scale() -> None:
    volume = pd.concat([VOLUME, VOLUME.assign(topic="food", cooperation=40)])
    index = pd.concat([INDEX.assign(topic="trade"), INDEX.assign(topic="food")])
    figure = charts.draw_topics(volume, index, {"trade": "Trade", "food": "Food"}, "month", charts.DARK, None)
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert figure.layout.yaxis.domain[0] > figure.layout.yaxis2.domain[1]
    assert (figure.layout.yaxis3.overlaying, figure.layout.yaxis3.side) == ("y", "right")
    assert figure.layout.yaxis3.ticktext == ("−1", "0", "+1")
    lines = [trace for trace in figure.data if trace.type == "scatter"]
    assert [trace.yaxis for trace in lines] == ["y3", "y4"]
    assert list(lines[0].y[:2]) == [0.5, 0.4]


def test_one_stance_alone_has_bars_and_no_index() -> None:
    figure = charts.draw_topics(
        VOLUME, INDEX.assign(topic="trade"), {"trade": "Trade"}, "month", charts.DARK, "friction"
    )
    assert [(trace.type, trace.y[0]) for trace in figure.data] == [("bar", -2)]
    assert figure.layout.yaxis.range[1] == 0


def test_the_weight_of_one_stance_is_drawn_over_its_numbers() -> None:
    figure = charts.draw_stance(
        INDEX.assign(friction=[5.0, 4, 3, 9, 8]), "friction", VOLUME, MOVES, DAYS[3], "month", charts.LIGHT
    )
    assert figure.layout.yaxis.range[0] == 0
    assert next(trace.y[0] for trace in figure.data if trace.type == "bar") == 2
    assert list(figure.data[0].y) == [5, 4, 3, 9]


def test_what_lies_behind_the_last_known_day_is_dotted() -> None:
    figure = charts.draw_index(INDEX, GAPS, VOLUME, MOVES, DAYS[3], "month", charts.LIGHT)
    named = {trace.name: trace for trace in figure.data}
    assert named["Index"].x[-1] == DAYS[3]
    assert list(named["Carried on"].x) == [DAYS[3], DAYS[4]]
    assert named["Carried on"].line.dash == "dot"


def test_marks_are_never_cut_and_their_titles_never_markup() -> None:
    figure = charts.draw_index(INDEX, GAPS, VOLUME, MOVES, DAYS[3], "month", charts.LIGHT)
    marks = next(trace for trace in figure.data if trace.name == "Numbered events")
    assert marks.cliponaxis is False
    assert marks.customdata[0][0] == "A &lt;b&gt;talk&lt;/b&gt;"
    first, last = figure.layout.xaxis.range
    assert first < DAYS[0] < DAYS[4] < last


def test_a_measure_not_in_force_is_hatched_and_no_measure_is_blank() -> None:
    start, end = pd.Timestamp("2020-01-01"), pd.Timestamp("2021-01-01")
    lanes = pd.DataFrame(
        [("Ban", "none", "", False), ("Ban", "in force", "friction", True), ("Ban", "lifted", "cooperation", False)],
        columns=["policy_name", "state_name", "stance", "in_force"],
    ).assign(start=start, end=end, words=[("<i>Ban</i>", "in force")] * 3)
    figure = charts.draw_policies(lanes, end, pd.Timestamp("2020-07-01"), charts.LIGHT)
    force, rest = figure.data
    assert (force.marker.pattern.shape, len(force.y)) == ("", 1)
    assert (rest.marker.pattern.shape, len(rest.y)) == ("/", 1)
    assert force.customdata[0][0] == "&lt;i&gt;Ban&lt;/i&gt;<br>in force"
    veil, line = figure.layout.shapes
    assert (veil.x0, veil.x1, line.x0) == (pd.Timestamp("2020-07-01"), end, end)


def test_a_day_outside_the_lanes_draws_no_line() -> None:
    start, end = pd.Timestamp("2020-01-01"), pd.Timestamp("2021-01-01")
    lane = pd.DataFrame({"policy_name": ["Ban"], "stance": ["friction"], "in_force": [True], "words": [("Ban",)]})
    figure = charts.draw_policies(lane.assign(start=start, end=end), pd.Timestamp("2024-01-01"), end, charts.LIGHT)
    assert not figure.layout.shapes


def test_the_line_in_words() -> None:
    assert charts.tell_index(INDEX) == (
        "From Jan 2020 to Jan 2020 the index was highest in Jan 2020 (+0.50), "
        "lowest in Jan 2020 (−0.30) and ended at −0.30."
    )
    assert charts.tell_index(INDEX.assign(net=None)) == "The chart has no value in this period."


def test_every_figure_of_an_empty_choice_draws() -> None:
    nothing, day = INDEX.iloc[:0], DAYS[0]
    charts.draw_index(nothing, GAPS.iloc[:0], VOLUME.iloc[:0], MOVES.iloc[:0], day, "year", charts.LIGHT).to_json()
    charts.draw_topics(VOLUME.iloc[:0], nothing.assign(topic=""), {}, "year", charts.LIGHT, None).to_json()
