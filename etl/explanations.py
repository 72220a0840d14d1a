"""Why an event was coded so, in words: sentence, cue, act, rule, dates, merge decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def explain_event(event_id: str, reports: Sequence[Row], decisions: Sequence[Row]) -> Iterator[str]:
    """Paragraphs from the rows of `explain_reports.sql` (at least one) and `explain_merges.sql`."""
    event = reports[0]
    yield (
        f"{event_id}: {event['title']}\n{event['indicator']}, {event['stance']}, {event['action']} by "
        f"{event['actor']}, {event['event_date']} ({event['event_precision']}), "
        f"confidence {event['event_confidence']:.2f}"
    )
    for report in reports:
        yield "\n".join(_explain_report(report))
    for decision in decisions:
        verdict = "one event" if decision["same"] else "kept apart"
        yield f"merge: {decision['report']} and {decision['other']}: {verdict}, {decision['reason']}"


def _explain_report(report: Row) -> Iterator[str]:
    yield f"“{report['quote']}”"
    yield f"  {report['source']} {report['published']} {report['url']}"
    yield (
        f"  rule {report['rule']}, date {report['date_start']} ({report['date_precision']}, "
        f"{report['date_basis']}: {report['date_expression'] or 'none told'}), confidence {report['confidence']:.2f}"
    )
    for row in report["trace"]:
        yield f"  {row['what']}: {row['value']}"
