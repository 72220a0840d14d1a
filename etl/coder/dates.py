"""Date expressions of an article, found and resolved from left to right; how each is written stands in `date_grammar`.

The rules in prose:

- A day that is spelled out is `explicit`; a weekday, *yesterday*, *last month*, *in March* are `relative`
  to publication: the latest occurrence on or before it. *The next day*, *six days later*, *the following
  year*, *the same day* are `anchored` to the last date told before.
- A month without a year takes the year of the last date told if the article is telling back
  (*that March*), else the latest such month up to publication.
- A dateline dates the report, not an act. A year or a day that is part of a name (*the 1965 treaty*,
  *Feb. 22 as Takeshima Day*) dates nothing.
- A season or *early 2019* gives the year; *last week* the month; a decade and *recently* nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.coder.date_grammar import PATTERN, RULES, Clock, Gap, resolve
from etl.records import DateRange

MEMORY = 30  # years; older dates are scenery and no ground to count from
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bGen)[.!?][”\"’']?\s+(?=[“\"‘A-Z])")
Kind = Literal["point", "since", "name", "dateline", "vague"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: `text[start:end]`, what it resolves to, and what it can be used for."""

    start: int
    end: int
    when: DateRange
    kind: Kind = "point"


def find_dates(text: str, published: dt.date) -> tuple[DateMention, ...]:
    """Every date expression of a text, in reading order, without overlaps; offsets count characters."""
    return tuple(_read_all(text, Clock.at(published)))


def _read_all(text: str, clock: Clock) -> Iterator[DateMention]:
    told = 0  # where the last date told ended
    for match in PATTERN.finditer(text):
        rule = next(key for key, value in match.groupdict().items() if value is not None and key in RULES)
        start, end = match.span(rule)
        clock.gap = _gap(text[told:start]) if told else "far"
        when = resolve(rule, text[start:end], clock)
        if when is None:
            continue
        kind = _kind_of(text, start, end, rule, when)
        told_back = when.start is not None and clock.published.year - when.start.year <= MEMORY
        if kind in ("point", "dateline") and told_back and when.start is not None:
            clock.tell(when)
            told = end
        yield DateMention(start, end, when, kind)


def _gap(between: str) -> Gap:
    """How much lies between two dates: nothing but words of one sentence, of one paragraph, or more."""
    if "\n" in between:
        return "far"
    return "paragraph" if _SENTENCE_END.search(between) else "sentence"


def _kind_of(text: str, start: int, end: int, rule: str, when: DateRange) -> Kind:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if when.start is None:
        return "vague"
    line = text.rfind("\n", 0, start) + 1
    if (
        start - line < 45
        and re.match(r"\s*(?:\([^)]{0,30}\)\s*)?(?:--?|—|–)\s", after)
        and text[line : line + 2].isupper()
    ):
        return "dateline"
    if (
        rule in ("year", "month_day", "month_year")
        and re.match(
            r"\s+(?:as\b|(?:[A-Za-z-]+\s+){0,2}(?:treaty|accord|pact|agreement|deal|declaration|Olympics|"
            r"World Cup|white paper|"
            r"statement|Games|war|settlement|rulings?|earthquake|arrangement|swap|plan|summit))",
            after,
        )
        and re.search(
            r"\b(?:the|a|its|their|his)\s+(?:[\w-]+\s+){0,2}$|\bof\s+$|set\s+aside\s+$|makes?\s+$|making\s+$|turns\s+$",
            before,
        )
    ):
        return "name"
    if re.search(r"\b(?:since|from)\s+(?:\w+\s+)?$", before, re.IGNORECASE) or rule == "long":
        return "since"
    return "point"
