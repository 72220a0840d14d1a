"""Date expressions of an article, found and resolved from left to right; how each is written stands in `date_grammar`.

The rules in prose:

- A day that is spelled out is `explicit`; a weekday, *yesterday*, *last month*, *in March* are `relative`
  to publication: the latest occurrence on or before it, or the next one after *will*, *is to*, *plans to* in the
  same clause. *The next day*, *six days later*, *the following year*, *that June* are `anchored` to the last date
  told before.
- A month without a year takes the year of the last date told if the article is telling back
  (*that March*), else the latest such month up to publication.
- A dateline or a stamp dates the report, not an act; it still counts as a date told. A year or a day that is part of
  a name (*the 1965 treaty*, *Feb. 22 as Takeshima Day*) dates no clause.
- Where something began (*since 2016*, *a four-year freeze*) is a `since`, where it ends (*until March*, the second
  half of a range) an `until`, but *not until March* is when it happened; what is only compared with
  (*the first visit since 2011*) is a `yardstick`. Only an end that has passed moves the running day.
- A number that counts, prices or names something (*2,019 won*, *2015 troops*, *Resolution 2094*, *page 2012*) is no
  date.
- A season or *early 2019* gives the year; *last week* the month; a range its start; a decade and *recently* nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etl.coder.clock import Clock, Gap
from etl.coder.date_grammar import PATTERN, RULES, resolve
from etl.coder.date_meanings import NUMBERS
from etl.records import DateRange

MEMORY = 30  # years; older dates are scenery and no ground to count from
NEARBY = 60  # characters around an expression that say what it is used for
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bGen)[.!?][”\"’']?\s+(?=[“\"‘A-Z])")
Kind = Literal["point", "since", "until", "yardstick", "name", "dateline", "vague"]

_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were)\s+(?:to|due|set|scheduled|expected|slated)|(?:plan|intend)s?\s+to)\b"
    r"(?!.*\b(?:said|says|told|announced|reported|was|were|had|which|who|that)\b)[^.;:,\n]*$"
)
_PAST = re.compile(r"\b(?:was|were|had|did|took|ran|kept|held|stood|\w{2,}ed)\b[^.;:\n]*$")
_NOT_UNTIL = re.compile(r"\b(?:not|never|n['’]t|took|only)\b[^.;:\n]*$", re.IGNORECASE)
_END = re.compile(r"(?:until|till|by|through)\b", re.IGNORECASE)
_NUMBER = re.compile(rf"(?:\d|\b(?:{'|'.join(NUMBERS)}))\s+$", re.IGNORECASE)
_STAMP = re.compile(
    r"\s*(?:(?:posted|published|updated|last updated|modified|input)\s*[:.]?\s*(?:on\s+)?)?$", re.IGNORECASE
)
_HEAD = re.compile(r"(?:[A-Z]{2}[^a-z\n]*(?:\([^)]{0,30}\)\s*)?|[A-Z][\w./' -]*(?:,\s*|\s*\([^)]{0,30}\)\s*,?\s*))$")
_DASH = re.compile(r"\s*(?:\([^)\n]{0,30}\)|,?\s*[A-Z][A-Za-z]+)?\s*(?:--?|—|–)\s")
_ACCORD = (
    r"(?:treaty|treaties|accord|pact|agreement|deal|declaration|Olympics|World Cup|white paper|statement|Games|war|"
    r"settlement|rulings?|earthquake|arrangement|swap|plan|summit|normali[sz]ation|event|uprising|movement|"
    r"anniversary|ceremony|incident|disaster|verdict|decision|memorandum|constitution|election|annexation)"
)
_NAMED = re.compile(
    rf"\s+(?:as\b(?!\s+(?:a\s+result|well|soon|part))|(?:[A-Za-z-]+\s+){{0,2}}{_ACCORD}\b)", re.IGNORECASE
)
_GAMES = re.compile(r"\s+(?:(?:Summer|Winter)\s+)?(?:Olympics?|Games|World Cup|Expo)\b")
_NAMING = re.compile(
    r"(?:\b(?:the|a|an|its|their|his|her|this)|[A-Za-z]['’]s?)\s+(?:[\w-]+\s+){0,2}$|\bof\s+$|set\s+aside\s+$|"
    r"makes?\s+$|making\s+$|turns\s+$"
)
_OF_NAME = re.compile(rf"\b{_ACCORD}\s+of\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:\w+\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up\s+to|by|no\s+later\s+than)\s+(?:(?:the|early|late|mid)\s+)?$", re.IGNORECASE
)
_YARDSTICK = re.compile(
    r"\b(?:first|last|only|most|least|[a-z]{3,}est|worst)\b(?!\s+(?:day|week|month|year))[^.,;\n]{0,50}"
    r"\b(?:since|in\s+more\s+than)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:Resolution|Article|No\.?|Room|pages?|pp?\.|flight|Expo|Agenda|Section|Law|Act|line|Boeing|World Cup|"
    r"Olympics|Vision|Euro)\s+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:won|yen|dollars?|euros?|pounds?|tons?|tonnes?|km|kilomet\w+|miles?|met(?:er|re)s?|percent|per\s+cent|%|GMT|UTC|"
    r"JST|KST|hours|points?|votes|troops|soldiers|people|respondents|items|companies|firms|cases|visitors)\b"
)
_IN = re.compile(r"\b(?:in|since|of|until|till|by|from|during|for|early|late|and)\s+$", re.IGNORECASE)


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
    last: DateMention | None = None
    for match in PATTERN.finditer(text):
        rule = next(key for key, value in match.groupdict().items() if value is not None and key in RULES)
        start, end = match.span(rule)
        if _is_no_date(text, start, end, rule):
            continue
        clock.gap = _gap(text[told:start]) if told else "far"
        clock.ahead = _looks_ahead(text, start)
        when = resolve(rule, text, start, clock)
        if when is None:
            continue
        kind = _kind_of(text, start, end, rule, when)
        if kind == "point" and last is not None and _ends_range(text, last, start):
            kind = "until"
        told_back = when.start is not None and clock.published.year - when.start.year <= MEMORY
        passed = kind == "until" and when.start is not None and when.start <= clock.published
        if (kind in ("point", "dateline") or passed) and told_back:
            clock.tell(when)
            told = end
        last = DateMention(start, end, when, kind)
        yield last


def _gap(between: str) -> Gap:
    """How much lies between two dates: nothing but words of one sentence, of one paragraph, or more."""
    if "\n" in between:
        return "far"
    return "paragraph" if _SENTENCE_END.search(between) else "sentence"


def _looks_ahead(text: str, start: int) -> bool:
    """Whether the clause before an expression speaks of the future; an end ("until March") does unless it is told."""
    before = text[max(0, start - 2 * NEARBY) : start]
    if _END.match(text, start) and not _PAST.search(before) and not _NOT_UNTIL.search(before):
        return True
    return _AHEAD.search(before) is not None


def _is_no_date(text: str, start: int, end: int, rule: str) -> bool:
    """Whether the words count or name something else: a price, a page, a resolution, *Korea Today*."""
    before, after = text[max(0, start - NEARBY) : start], text[end : end + NEARBY]
    if rule == "near_day":
        return text[start:end] == "Today" and re.search(r"\b(?-i:[A-Z])\w+ $", before) is not None
    if rule == "few":
        return _NUMBER.search(before) is not None
    if rule != "year":
        return False
    return _LABEL.search(before) is not None or (_COUNTED.match(after) is not None and not _IN.search(before))


def _ends_range(text: str, last: DateMention, start: int) -> bool:
    """Whether an expression only closes the range that the last one opened: *between 2016 and 2019*."""
    between = text[last.end : start].strip().lower()
    if between in ("to", "-", "–", "until", "through"):
        return True
    opening = text[max(0, last.start - 12) : last.start].rstrip().lower()
    return between == "and" and opening.endswith("between")


def _is_dateline(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    if start - line >= 45:
        return False
    head, after = text[line:start], text[end : end + NEARBY]
    if _DASH.match(after) and _HEAD.match(head):
        return True
    return (
        _STAMP.match(head) is not None and re.match(r"[T ]*[\d:.+Z]*\s*(?:[A-Z]{2,4})?\s*(?:\n|$)", after) is not None
    )


def _kind_of(text: str, start: int, end: int, rule: str, when: DateRange) -> Kind:
    before, after = text[max(0, start - NEARBY) : start], text[end : end + NEARBY]
    opening = re.match(r"\w+\s", text[start:end])
    through = before + (opening.group() if opening else "")  # "since October" is one expression
    if when.start is None:
        return "vague"
    if rule in ("iso", "day_first", "month_first", "month_day", "day_month") and _is_dateline(text, start, end):
        return "dateline"
    if rule in ("year", "month_day", "month_year") and (
        _OF_NAME.search(before) or _GAMES.match(after) or (_NAMED.match(after) and _NAMING.search(before))
    ):
        return "name"
    if _YARDSTICK.search(before) or _YARDSTICK.search(through):
        return "yardstick"
    if _UNTIL.search(before) or _UNTIL.search(through):
        return "point" if _NOT_UNTIL.search(before) else "until"
    if rule == "long" or _SINCE.search(before) or _SINCE.search(through):
        return "since"
    return "point"
