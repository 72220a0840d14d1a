"""Tables as HTML: they wrap on a narrow screen, and their rows lead to the evidence. All text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from etl.merging.building import shorten
from pages.shared.passages import SAMPLE, Address, name_source, see_evidence, see_topic
from pages.shared.wording import escape, say_date, say_day, strip_lead

SHOWN = 200  # rows; a download holds all of them
EVENT_ID = re.compile(r"\b[A-Z]{3}_[A-Z]{3}-[\w-]+\w")


def list_topics(topics: pd.DataFrame, address: Address) -> str:
    """The table of topics; each name leads to its evidence."""
    rows = [
        [see_topic(row[0], address), *(escape(f"{cell:,}" if isinstance(cell, int) else cell) for cell in row[1:])]
        for row in topics.itertuples(index=False, name=None)
    ]
    return _table([*topics.columns], rows, "bb-numbers")


def list_moves(moves: pd.DataFrame, address: Address) -> str:
    """Changes of state, newest first: since when, which measure became what, and what moved it."""
    rows = []
    for row in moves.head(SHOWN).to_dict("records"):
        detail = f" ({escape(row['detail'])})" if row["detail"] else ""
        state = f"{escape(row['policy_name'])}: <b>{escape(row['state_name'])}</b>{detail}"
        title = strip_lead(row["title"]) if isinstance(row["title"], str) else ""
        mark = f" {SAMPLE}" if row["sample"] is True else ""
        source = f"{name_source(row)} · " if isinstance(row["source"], str) else ""
        proof = f"<div class='bb-sub'>{source}{see_evidence(row['event_id'], address)}</div>"
        told = f"<div class='bb-sub'>announced {say_day(row['announced'])}</div>" if pd.notna(row["announced"]) else ""
        rows.append([f"{row['effective']}{told}", state, f"{escape(title)}{mark}{proof}"])
    return _table(["Since", "Measure and state", "What moved it"], rows, "bb-moves")


def list_problems(problems: pd.DataFrame) -> str:
    """Input that could not be used: where, what is wrong, what to do."""
    rows = [[escape(cell) for cell in row] for row in problems.head(SHOWN).itertuples(index=False, name=None)]
    return _table(["Where", "What is wrong", "What to do"], rows, "bb-findings")


def find_ids(findings: pd.DataFrame) -> tuple[str, ...]:
    """Ids of all events that the findings shown are about."""
    texts = (findings["subject"] + " " + findings["text"]).head(SHOWN)
    return tuple(sorted({name for text in texts for name in EVENT_ID.findall(text)}))


def list_findings(findings: pd.DataFrame, events: pd.DataFrame, states: pd.DataFrame, address: Address) -> str:
    """Findings by kind: what each is about, and what it says, with names for ids and events linked.

    `events`: event_id, title, date, date_precision of those named. `states`: policy, policy_name, state, state_name.
    """
    titles = {row["event_id"]: _name_event(row) for row in events.to_dict("records")}
    policies = dict(zip(states["policy"], states["policy_name"], strict=True))
    blocks = []
    for kind, group in findings.head(SHOWN).groupby("kind", sort=False):
        rows = []
        for subject, text in zip(group["subject"], group["text"], strict=True):
            own = states[states["policy"] == subject]
            for state, name in zip(own["state"], own["state_name"], strict=True):
                text = text.replace(f"“{state}”", f"“{name}”")
            rows.append(
                [_link_events(policies.get(subject, subject), titles, address), _link_events(text, titles, address)]
            )
        blocks.append(f"<h3 class='bb'>{escape(str(kind).capitalize())} ({len(group)})</h3>")
        blocks.append(_table(["About", "Finding"], rows, "bb-findings"))
    return "".join(blocks)


def _name_event(event: Mapping[str, Any]) -> str:
    return f"{shorten(strip_lead(event['title']), 70)} ({say_date(event['date'], event['date_precision'])})"


def _link_events(text: str, titles: Mapping[str, str], address: Address) -> str:
    """A text with the ids of known events replaced by links under their titles."""
    parts, at = [], 0
    for found in EVENT_ID.finditer(text):
        if found[0] in titles:
            parts += [escape(text[at : found.start()]), see_evidence(found[0], address, titles[found[0]])]
            at = found.end()
    return "".join([*parts, escape(text[at:])])


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], kind: str) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table class='bb bb-table {kind}'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
