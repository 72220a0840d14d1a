"""Data and method: how fresh, from where, what went wrong, how the numbers are made, how to cite them."""

import streamlit as st

from pages.shared import charts, downloads, frame, listings, method, series, snapshot, tables
from pages.shared.filters import Filters
from pages.shared.wording import say_count

view = frame.open_page("Data and method")
run, path = view.run, view.path

st.subheader("How fresh", anchor=False)
st.html(method.tell_run(run, view.seen))

st.subheader("What was read", anchor=False)
months = series.crop_months(snapshot.read_months(path, view.filters), view.filters)
if len(months):
    frame.show_chart(charts.draw_coverage(months, view.palette), "coverage", method.explain_coverage(run))
else:
    st.markdown("Nothing was read from this period under these filters.")
sources = snapshot.read_sources(path, view.filters)
if len(sources):
    tables.show_plain(sources, tables.SOURCE_COLUMNS, height=260)
if view.seen.samples:
    st.html(method.note_samples(view.seen))

problems = snapshot.read_table(path, "problems")
st.subheader(f"Problems ({len(problems):,})", anchor=False)
st.caption("Input that could not be used, and what to do about it.")
if len(problems):
    with st.container(height="content" if len(problems) < 8 else 360):
        st.html(listings.list_problems(problems))
    name = downloads.file_name(view.filters, view.choices.last, "problems")
    downloads.offer_csv(lambda: problems, f"{say_count(len(problems), 'problem')} as CSV", name, "csv_problems")
else:
    st.markdown("Everything that was given could be read.")

findings = snapshot.read_table(path, "findings")
st.subheader(f"Findings ({len(findings):,})", anchor=False)
st.caption("What in the data an analyst should look at. It stops nothing.")
states = snapshot.read_policies(path, view.filters.pair)
if len(findings):
    events = snapshot.read_named(path, listings.find_ids(findings), Filters(view.filters.pair))
    with st.container(height=480):
        st.html(listings.list_findings(findings, events, states, view.address))
    name = downloads.file_name(view.filters, view.choices.last, "findings")
    downloads.offer_csv(lambda: findings, f"{say_count(len(findings), 'finding')} as CSV", name, "csv_findings")
else:
    st.markdown("Nothing in the data contradicts itself.")

st.subheader("How the index is made", anchor=False)
st.latex(method.FORMULA)
st.markdown(method.explain_method(run))
with st.expander("Actions and their weights"):
    tables.show_plain(snapshot.read_table(path, "actions"), tables.ACTION_COLUMNS)
indicators, topics = len(view.choices.indicators), len(view.choices.topics)
with st.expander(f"Catalogue: {say_count(indicators, 'indicator')} in {say_count(topics, 'topic')}"):
    tables.show_plain(snapshot.read_indicators(path, view.filters), tables.INDICATOR_COLUMNS)
with st.expander("Measures and the states they can be in"):
    tables.show_plain(states[[*tables.STATE_COLUMNS]], tables.STATE_COLUMNS)

st.subheader("How to cite", anchor=False)
st.code(method.cite(run, view.seen, view.choices.pairs[view.filters.pair]), language=None, wrap_lines=True)
