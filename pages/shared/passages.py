"""Passages of pages as HTML: sentences, lists of events and measures, links. All text is escaped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from pages.shared.series import WINDOW, State
from pages.shared.snapshot import Seen
from pages.shared.wording import (
    MARKS,
    STANCES,
    escape,
    link,
    say_balance,
    say_change,
    say_count,
    say_date,
    say_day,
    say_number,
)

Address = Mapping[str, list[str]]  # parameters that hold the filters
SAMPLE = "<span class='bb-sample' title='written for this project, not reporting'>sample</span>"


def tell_state(state: State, when: str, sides: Mapping[str, str], scope: str, reason: str) -> str:
    """How things stood on the day that `when` names, for the events chosen (`scope`), and why in a second sentence."""
    return (
        f"<p class='bb bb-lead'>On {escape(when)}, {say_balance(state.net)} {_between(sides)}{escape(scope)}: "
        f"the index stood at <b>{say_number(state.net)}</b> on a scale from −1 (friction only) to +1 (cooperation "
        f"only), {say_change(state.change)} in {WINDOW} days.</p><p class='bb bb-sub'>{escape(reason)}</p>"
    )


def tell_stance(stance: str, now: int, before: int, when: str, sides: Mapping[str, str], scope: str) -> str:
    """How much of one stance there was in the last window and in the one before, and why no index is told."""
    acts = say_count(now, f"act of {stance}", f"acts of {stance}")
    return (
        f"<p class='bb bb-lead'>In the {WINDOW} days up to {escape(when)}, <b>{acts}</b> "
        f"{_between(sides)}{escape(scope)} {'is' if now == 1 else 'are'} known, after {before:,} in the {WINDOW} days "
        f"before.</p><p class='bb bb-sub'>With one stance chosen the index would be "
        f"{'+1' if stance == 'cooperation' else '−1'} whatever happened. Shown instead is how much {stance} there was."
        "</p>"
    )


def _between(sides: Mapping[str, str]) -> str:
    one, other = (escape(name) for name in sides.values())
    return f"between {one} and {other}"


def tell_known(seen: Seen, run: Mapping[str, Any], known: dt.date) -> str:
    """Why pages speak of the last known day and not of today; empty if the period ends before."""
    if seen.last is None or known < seen.last or run["as_of"] <= known:
        return ""
    return (
        f"Nothing that was read is newer than {say_day(known)}, the last known day. What is drawn behind it, dotted or "
        f"pale, is only carried on; the last run was on {say_day(run['started'])}."
    )


def explain_index(run: Mapping[str, Any], has_band: bool) -> str:
    """How to read the line: what fades, and what the band holds or why there is none."""
    fading = f"Every act counts with its weight, and half as much after {run['half_life_days']:.0f} days."
    if has_band:
        return f"{fading} The band holds 90 % of {run['resamples']} resamples of the events."
    return f"{fading} The band is there for all events and for single topics, not for this choice."


def explain_weight(run: Mapping[str, Any], stance: str) -> str:
    """How to read the line of one stance alone."""
    return (
        f"Line: the weights of all acts of {stance} added up, each halved every {run['half_life_days']:.0f} days. "
        "It also grows where more was read: compare it with the bars."
    )


def note_uncounted(uncounted: Mapping[str, int], count: int) -> str:
    """Why charts add up to less than the events that pass, by reason; empty if they do not."""
    undated, state = uncounted.get("undated", 0), uncounted.get("state", 0)
    notes = []
    if undated:
        have = "has" if undated == 1 else "have"
        notes.append(
            f"{undated:,} of the {say_count(count, 'event')} {have} no known date: in the list and the CSV, but in no "
            "chart, table of topics or index."
        )
    if state:
        tell = "tells" if state == 1 else "tell"
        notes.append(
            f"{state:,} of the {say_count(count, 'event')} only {tell} of a state in force, which is no new act: in the "
            "list, the CSV and the counts, but not in the index."
        )
    return " ".join(notes)


def list_events(events: pd.DataFrame, topics: Mapping[str, str], address: Address, numbered: bool = False) -> str:
    """Events as a list: mark or number, title linked to its evidence, date, topic, source."""
    items = []
    for place, event in enumerate(events.to_dict("records"), start=1):
        stance = event["stance"]
        sign = f"<span class='bb-mark bb-{stance}' title='{STANCES[stance]}'>{MARKS[stance]}</span>"
        if numbered:
            sign = f"<span class='bb-number bb-{stance}'>{place}</span>"
        about = [
            say_date(event["date"], event["date_precision"]),
            STANCES[event["stance"]].lower(),
            escape(topics.get(event["topic"], event["topic"])),
        ]
        about.append(name_source(event))
        items.append(
            f"<li>{sign}<div><div>{escape(event['title'])}{' ' + SAMPLE if event['sample'] else ''}</div>"
            f"<div class='bb-sub'>{' · '.join(about)} · {see_evidence(event['event_id'], address)}</div></div></li>"
        )
    return f"<ul class='bb bb-list{' bb-columns' if numbered else ''}'>{''.join(items)}</ul>"


def see_evidence(event_id: str, address: Address, label: str = "evidence") -> str:
    """A link to the page that shows an event's reports, with the filters of this page."""
    query = urlencode({**address, "event": event_id}, doseq=True)
    return f"<a href='evidence?{escape(query)}' target='_self'>{escape(label)}</a>"


def see_topic(name: str, address: Address) -> str:
    """A link to the evidence on one topic, with the other filters of this page."""
    query = urlencode({**address, "topic": name}, doseq=True)
    return f"<a href='evidence?{escape(query)}' target='_self'>{escape(name)}</a>"


def name_source(row: Mapping[str, Any]) -> str:
    """The outlet, linked to the article where its address is http(s)."""
    return link(row["url"], row["source"] or "source")


def list_measures(states: pd.DataFrame, address: Address, as_of: dt.date) -> str:
    """Measures with the state they are in, since when, and what that state means.

    An expected end that passed before the run's day `as_of` without a word is told as such.
    """
    items = []
    for row in states.to_dict("records"):
        stance = row["stance"]
        sign = f"<span class='bb-mark bb-{stance}' title='{stance or 'neither'}'>{MARKS.get(stance, '■')}</span>"
        since = "since before the data begin"
        if pd.notna(row["start_date"]):
            since = f"since {say_date(row['start_date'], row['precision'])}"
        if pd.notna(row["expected_end"]):
            since += f", expected to end on {say_day(row['expected_end'])}"
            if pd.isna(row["end_date"]) and row["expected_end"].date() <= as_of:
                since += f" (overdue: nothing was heard of it by {say_day(as_of)})"
        detail = f" ({escape(row['detail'])})" if row["detail"] else ""
        proof = f" · {see_evidence(row['event_id'], address)}" if row["event_id"] else ""
        items.append(
            f"<li>{sign}<div><div>{escape(row['policy_name'])}: <b>{escape(row['state_name'])}</b>{detail}, {since}"
            f"</div><div class='bb-sub'>{'In force' if row['in_force'] else 'Not in force'}. "
            f"{escape(row['definition'])}{proof}</div></div></li>"
        )
    return f"<ul class='bb bb-list'>{''.join(items)}</ul>"
