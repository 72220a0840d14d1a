"""Passages of pages as HTML: sentences, lists of events, reports with the quote marked. All text is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from pages.shared.filters import Choices
from pages.shared.series import WINDOW, State
from pages.shared.wording import (
    BASES,
    MARKS,
    MODALITIES,
    STANCES,
    escape,
    link,
    say_actor,
    say_balance,
    say_change,
    say_count,
    say_date,
    say_day,
    say_number,
)

Address = Mapping[str, list[str]]  # parameters that hold the filters
AROUND = 260  # characters of context before and after a quote
SAMPLE = "<span class='bb-sample' title='written for this project, not reporting'>sample</span>"


def tell_state(state: State, sides: Mapping[str, str], scope: str, reason: str) -> str:
    """How things stand, in one sentence that holds for the events chosen (`scope`), and why in a second."""
    one, other = (escape(name) for name in sides.values())
    return (
        f"<p class='bb bb-lead'>On {say_day(state.day)}, {say_balance(state.net)} between {one} and {other}{escape(scope)}: "
        f"the index stands at <b>{say_number(state.net)}</b> on a scale from −1 (friction only) to +1 (cooperation "
        f"only), {say_change(state.change)} in {WINDOW} days.</p><p class='bb bb-sub'>{escape(reason)}</p>"
    )


def explain_index(run: Mapping[str, Any], has_band: bool) -> str:
    """How to read the line: what fades, and what the band holds or why there is none."""
    fading = f"Every act counts with its weight, and half as much after {run['half_life_days']:.0f} days."
    if has_band:
        return f"{fading} The band holds 90 % of {run['resamples']} resamples of the events."
    return f"{fading} The band is there for all events and for single topics, not for this choice."


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


def see_evidence(event_id: str, address: Address) -> str:
    """A link to the page that shows an event's reports, with the filters of this page."""
    query = urlencode({**address, "event": event_id}, doseq=True)
    return f"<a href='evidence?{escape(query)}' target='_self'>evidence</a>"


def see_topic(name: str, address: Address) -> str:
    """A link to the evidence on one topic, with the other filters of this page."""
    query = urlencode({**address, "topic": name}, doseq=True)
    return f"<p class='bb'><a href='evidence?{escape(query)}' target='_self'>The evidence on {escape(name)}</a></p>"


def name_source(row: Mapping[str, Any]) -> str:
    """The outlet, linked to the article where its address is http(s)."""
    return link(row["url"], row["source"] or "source")


def list_measures(states: pd.DataFrame, address: Address) -> str:
    """Measures with the state they are in, since when, and what that state means."""
    items = []
    for row in states.to_dict("records"):
        stance = row["stance"]
        sign = f"<span class='bb-mark bb-{stance}' title='{stance or 'neither'}'>{MARKS.get(stance, '■')}</span>"
        since = "since before the data begin"
        if pd.notna(row["start_date"]):
            since = f"since {say_date(row['start_date'], row['precision'])}"
        if pd.notna(row["expected_end"]):
            since += f", expected to end on {say_day(row['expected_end'])}"
        detail = f" ({escape(row['detail'])})" if row["detail"] else ""
        proof = f" · {see_evidence(row['event_id'], address)}" if row["event_id"] else ""
        items.append(
            f"<li>{sign}<div><div>{escape(row['policy_name'])}: <b>{escape(row['state_name'])}</b>{detail}, {since}"
            f"</div><div class='bb-sub'>{'In force' if row['in_force'] else 'Not in force'}. "
            f"{escape(row['definition'])}{proof}</div></div></li>"
        )
    return f"<ul class='bb bb-list'>{''.join(items)}</ul>"


def list_merges(merges: pd.DataFrame) -> str:
    """Merge decisions in words: which two reports, the verdict, its reason, how close the texts are."""
    items = []
    for row in merges.to_dict("records"):
        sign, verdict = ("=", "the same act") if row["same"] else ("≠", "another act")
        items.append(
            f"<li><span class='bb-mark'>{sign}</span><div><div>“{escape(row['one'])}” and “{escape(row['other'])}”: "
            f"{verdict}</div>"
            f"<div class='bb-sub'>{escape(row['reason'])} · closeness of the texts {row['score']:.0%}</div></div></li>"
        )
    return f"<ul class='bb bb-list'>{''.join(items)}</ul>"


def tell_event(event: Mapping[str, Any], choices: Choices, sides: Mapping[str, str]) -> str:
    """An event's title and its facts as terms."""
    terms = [
        ("Date", f"{say_date(event['date_start'], event['date_precision'])} — {BASES.get(event['date_basis'], '')}"),
        ("Stance", f"<b class='bb-{event['stance']}'>{MARKS[event['stance']]} {STANCES[event['stance']].lower()}</b>"),
        (
            "Topic",
            escape(f"{choices.topics.get(event['topic'], '')} › {choices.indicators.get(event['indicator'], '')}"),
        ),
        ("Who", escape(say_actor(event["actor"], sides))),
        ("Action", f"{escape(event['action'].lower())}, {MODALITIES.get(event['modality'], '')}"),
        ("Weight", f"{event['intensity']:.1f} of 10"),
        ("Confidence", f"{event['confidence']:.0%}"),
        (
            "Told by",
            f"{say_count(event['n_articles'], 'article')}, {say_count(event['n_sources'], 'source')}, "
            f"first on {say_day(event['first_reported'])}",
        ),
        ("Id", f"<code>{escape(event['event_id'])}</code>"),
    ]
    head = f"<h2 class='bb bb-title'>{escape(event['title'])}{' ' + SAMPLE if event['sample'] else ''}</h2>"
    return (
        head
        + "<dl class='bb bb-terms'>"
        + "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in terms)
        + "</dl>"
    )


def tell_reports(reports: pd.DataFrame) -> str:
    """All reports of an event, under a heading that counts them."""
    told = "".join(tell_report(report) for report in reports.to_dict("records"))
    return f"<h3 class='bb'>{say_count(len(reports), 'report')} of it</h3>{told}"


def tell_report(report: Mapping[str, Any]) -> str:
    """One article's report: where, the quote marked in its context, how it was dated and coded."""
    title = escape(report["title"]) or "untitled"
    head = f"<b>{title}</b>{' ' + SAMPLE if report['sample'] else ''}"
    where = f"{name_source(report)} · published {say_day(report['published'])}"
    body = "" if report["curated"] else f"<p class='bb-context'>{mark_quotes(report)}</p>"
    dated = say_date(report["date_start"], report["date_precision"])
    wording = f" from “{escape(report['date_expression'])}”" if report["date_expression"] else ""
    how = [
        f"dated {dated}{wording} ({BASES.get(report['date_basis'], '')})",
        f"rule <code>{escape(report['rule'])}</code>",
        f"confidence {report['confidence']:.0%}",
        "what the article reports as new" if report["news"] else "background in the article",
    ]
    if report["curated"]:
        how = ["a row of the chronology, entered by hand with this source", f"dated {dated}"]
    tint = f"--bb-tint:var(--bb-{report['stance']})"
    return (
        f"<div class='bb bb-report' style='{tint}'>{head}<div class='bb-sub'>{where}</div>{body}"
        f"<div class='bb-sub'>{' · '.join(how)}</div></div>"
    )


def mark_quotes(report: Mapping[str, Any]) -> str:
    """The quote and what stands around it, with the quote and further sentences on the act marked."""
    text, start, end = report["text"], int(report["quote_start"]), int(report["quote_end"])
    spans = sorted({(start, end), *((int(also["start"]), int(also["end"])) for also in report["also"])})
    first, last = _word_before(text, start - AROUND), _word_after(text, end + AROUND)
    told, at = ["… " if first else ""], first
    for left, right in spans:
        if left < at or right > last:
            continue
        told += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
        at = right
    told += [escape(text[at:last]), " …" if last < len(text) else ""]
    return "".join(told)


def _word_before(text: str, place: int) -> int:
    if place <= 0:
        return 0
    space = text.find(" ", place)
    return space + 1 if 0 <= space < place + 40 else place


def _word_after(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > place - 40 else place


def tell_run(run: Mapping[str, Any]) -> str:
    """The run that made the snapshot, as terms."""
    terms = [
        ("Data through", say_day(run["through"])),
        (
            "Built",
            f"{run['started']:%-d %b %Y, %H:%M} UTC, looking from {say_day(run['as_of'])}, in {run['seconds']:.0f} s",
        ),
        (
            "Read",
            f"{say_count(run['articles'], 'article')} and {say_count(run['curated'], 'chronology row')} from "
            f"{say_count(run['sources'], 'source')}; {say_count(int(run['n_duplicates']), 'duplicate')} left out",
        ),
        ("Found", f"{say_count(int(run['n_reports']), 'report')} of {say_count(int(run['n_events']), 'event')}"),
        ("Inputs", ", ".join(f"<code>{escape(name)}</code>" for name in run["inputs"])),
        ("Method", f"{escape(run['coder_version'])}, catalogue {escape(run['catalogue_hash'])}"),
    ]
    return "<dl class='bb bb-terms'>" + "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in terms) + "</dl>"


def note_samples(run: Mapping[str, Any]) -> str:
    """What sample articles are and how to leave them out."""
    return (
        f"<p class='bb'>{SAMPLE} {say_count(run['samples'], 'article')} of {run['articles']:,} were written for this "
        "project from public facts, each with the address of the fact's source. They show the way from text to index "
        "and are not reporting. They are marked wherever they appear; the filter “Sample articles” leaves them out of "
        "every number, chart and download.</p>"
    )
