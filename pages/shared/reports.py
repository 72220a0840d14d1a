"""One event in full as HTML: its facts, its reports with the quote marked, why they are one. All text is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pages.shared.filters import Choices, Filters
from pages.shared.passages import SAMPLE, name_source
from pages.shared.wording import (
    BASES,
    MARKS,
    MODALITIES,
    STANCES,
    escape,
    say_actor,
    say_count,
    say_date,
    say_day,
)

AROUND = 260  # characters of context before and after a quote


def choose_reports(reports: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The reports that filters by origin and samples leave; all of them where they leave none."""
    kept = pd.Series(True, reports.index)
    if filters.origin:
        kept &= reports["origin"] == filters.origin
    if not filters.samples:
        kept &= ~reports["sample"]
    return reports[kept] if kept.any() else reports


def tell_event(event: Mapping[str, Any], reports: pd.DataFrame, choices: Choices, sides: Mapping[str, str]) -> str:
    """An event's title and its facts as terms; articles and sources are counted over the `reports` shown."""
    terms = [
        ("Date", f"{say_date(event['date_start'], event['date_precision'])} — {BASES.get(event['date_basis'], '')}"),
        ("Stance", f"<b class='bb-{event['stance']}'>{MARKS[event['stance']]} {STANCES[event['stance']].lower()}</b>"),
        (
            "Topic",
            escape(f"{choices.topics.get(event['topic'], '')} › {choices.indicators.get(event['indicator'], '')}"),
        ),
        ("Who", escape(say_actor(event["actor"], sides))),
        ("Action", f"{escape(event['action'].lower())}, {MODALITIES.get(event['modality'], '')}"),
        ("Weight", _say_weight(event)),
        ("Confidence", f"{event['confidence']:.0%}"),
        (
            "Told by",
            f"{say_count(reports['article_id'].nunique(), 'article')}, {say_count(_count_sources(reports), 'source')}, "
            f"first on {say_day(reports['published'].min())}",
        ),
        ("Id", f"<code>{escape(event['event_id'])}</code>"),
    ]
    head = f"<h2 class='bb bb-title'>{escape(event['title'])}{' ' + SAMPLE if reports['sample'].all() else ''}</h2>"
    return (
        head
        + "<dl class='bb bb-terms'>"
        + "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in terms)
        + "</dl>"
    )


def _say_weight(event: Mapping[str, Any]) -> str:
    """What it counts for in the index, and why less than such an act does."""
    if event["uncounted"]:
        why = "no date is known" if event["uncounted"] == "undated" else "a state in force is no new act"
        return f"none in the index: {why}"
    less = f", {event['intensity']:.1f} once done" if event["weight"] < event["intensity"] else ""
    return f"{event['weight']:.1f} of 10{less}"


def _count_sources(reports: pd.DataFrame) -> int:
    """Outlets that tell it; an article without an outlet's name stands for one."""
    return reports["source"].where(reports["source"] != "", reports["article_id"]).nunique()


def tell_reports(reports: pd.DataFrame, left_out: int) -> str:
    """Reports of an event, under a heading that counts them, and how many the filters leave out."""
    told = "".join(tell_report(report) for report in reports.to_dict("records"))
    rest = (
        f"<p class='bb bb-sub'>{say_count(left_out, 'more report')} {'is' if left_out == 1 else 'are'} left out by the "
        "filters on origin and samples.</p>"
        if left_out
        else ""
    )
    return f"<h3 class='bb'>{say_count(len(reports), 'report')} of it</h3>{told}{rest}"


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
