"""Data and method: how fresh, from where, what went wrong, how the numbers are made, how to cite them."""

import streamlit as st

from pages.shared import charts, downloads, frame, passages, series, snapshot
from pages.shared.wording import CLEAR, LEAN, MARKS, say_count, say_day

view = frame.open_page("Data and method")
run = view.run

st.subheader("How fresh", anchor=False)
st.html(passages.tell_run(run))
st.subheader("What was read", anchor=False)
frame.show_chart(
    charts.draw_coverage(series.crop_months(snapshot.read_table(view.path, "coverage"), view.filters), view.palette),
    "coverage",
    f"Articles and chronology rows by month. A day counts as covered by articles if one was read in the {run['gap_days']} days before it; "
    "days that nothing covers have no index: silence is not calm.",
)
sources = snapshot.read_table(view.path, "sources")
st.dataframe(
    downloads.defuse_table(sources),
    hide_index=True,
    width="stretch",
    height=260,
    column_config={
        "source": "Source",
        "n": "Rows",
        "first": st.column_config.DateColumn("First"),
        "last": st.column_config.DateColumn("Last"),
        "curated": "Chronology",
        "sample": "Sample",
    },
)
st.html(passages.note_samples(run))

for name, title, none in (
    ("problems", "Problems", "Everything that was given could be read."),
    ("findings", "Findings", "Nothing in the data contradicts itself."),
):
    rows = snapshot.read_table(view.path, name)
    st.subheader(f"{title} ({len(rows)})", anchor=False)
    st.caption(
        "Input that could not be used, and what to do about it."
        if name == "problems"
        else "What an analyst should look at; it stops nothing."
    )
    if len(rows):
        st.dataframe(downloads.defuse_table(rows), hide_index=True, width="stretch")
    else:
        st.markdown(none)

st.subheader("How the index is made", anchor=False)
st.latex(
    r"\text{net}(d) = \frac{C(d) - F(d)}{C(d) + F(d)}, \qquad C(d) = \sum_{e\ \text{cooperation}} w_e\, 2^{-(d - d_e)/h}, \quad F(d) = \sum_{e\ \text{friction}} w_e\, 2^{-(d - d_e)/h}"
)
st.markdown(f"""
- $w_e$ is the weight of an act: its action's (table below) times its indicator's. $h$ is {run["half_life_days"]:.0f} days: an act counts half after that.
- An act dated to a month or a year is spread evenly over it; one without a date is listed, but moves no line.
- The band holds 90 % of {run["resamples"]} resamples of the events. It shows how much single events matter, not whether they are coded rightly.
- Words: within ±{LEAN} cooperation and friction are “in balance”; beyond ±{CLEAR} one “clearly outweighs” the other.
- Filters choose events, and the index is reckoned anew from those. The period only crops: what happened before still counts as far as it has not faded.
- Measures (page Policies) are a series of their own and are not part of the index: a ban does not fade because the news is quiet.
""")
with st.expander("Actions and their weights"):
    actions = snapshot.read_table(view.path, "actions")
    actions["stance"] = [f"{MARKS[stance]} {stance}" for stance in actions["stance"]]
    st.dataframe(
        actions,
        hide_index=True,
        width="stretch",
        column_config={"intensity": st.column_config.NumberColumn("weight", format="%.1f")},
    )
with st.expander(
    f"Catalogue: {say_count(len(view.choices.indicators), 'indicator')} in {say_count(len(view.choices.topics), 'topic')}"
):
    st.dataframe(
        snapshot.read_table(view.path, "indicators"),
        hide_index=True,
        width="stretch",
        column_config={"intensity": st.column_config.NumberColumn("factor", format="%.1f"), "n": "events"},
    )
with st.expander("Measures and the states they can be in"):
    states = snapshot.read_policies(view.path, view.filters.pair)
    st.dataframe(
        states[["policy_name", "state_name", "stance", "in_force", "definition"]], hide_index=True, width="stretch"
    )

st.subheader("How to cite", anchor=False)
st.code(
    f"Bilateral Barometer {run['coder_version']}, {view.choices.pairs[view.filters.pair]}, snapshot {run['run_id']}, "
    f"data through {say_day(run['through'])}.",
    language=None,
    wrap_lines=True,
)
