"""Date expressions of an article, found and resolved from left to right.

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

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from etl.records import Basis, DateRange

MEMORY = 30  # years; older dates are scenery and no ground to count from
Kind = Literal["point", "since", "name", "dateline", "vague"]

MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_MONTH_OF = {name[:3]: number for name, number in MONTHS.items()}
WEEKDAYS = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
NUMBERS = {
    name: number
    for number, name in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1}

_MON = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_COUNT = r"(?P<{0}>\d{{1,3}}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_WEEKDAY = r"(?P<{0}>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: `text[start:end]`, what it resolves to, and what it can be used for."""

    start: int
    end: int
    when: DateRange
    kind: Kind = "point"


@dataclass(slots=True)
class _Clock:
    """The running state of reading an article: publication and the last date told."""

    published: dt.date
    anchor: dt.date


Resolve = Callable[["re.Match[str]", _Clock], DateRange]


def find_dates(text: str, published: dt.date) -> tuple[DateMention, ...]:
    """Every date expression of a text, in reading order, without overlaps; offsets count characters."""
    clock = _Clock(published, published)
    return tuple(_read_all(text, clock))


def _read_all(text: str, clock: _Clock) -> Iterator[DateMention]:
    for match in _PATTERN.finditer(text):
        name = next(key for key, value in match.groupdict().items() if value is not None and key in _RULES)
        whole = match.group(name)
        start = match.start(name)
        inner = _COMPILED[name].match(whole)
        if inner is None:
            continue
        try:
            when = _RULES[name][1](inner, clock)
        except (ValueError, OverflowError):  # 31 February and the like: no date
            continue
        kind = _kind_of(text, start, start + len(whole), name, when)
        told_back = when.start is not None and clock.published.year - when.start.year <= MEMORY
        if kind in ("point", "dateline") and told_back and when.start is not None:
            clock.anchor = when.start
        yield DateMention(start, start + len(whole), when, kind)


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


# ------------------------------------------------------------------- resolving


def _month(name: str) -> int:
    return _MONTH_OF[name[:3].lower()]


def _day_range(day: dt.date, basis: Basis, words: str) -> DateRange:
    return DateRange(day, day, "day", basis, words)


def _month_range(year: int, month: int, basis: Basis, words: str) -> DateRange:
    last = calendar.monthrange(year, month)[1]
    return DateRange(dt.date(year, month, 1), dt.date(year, month, last), "month", basis, words)


def _year_range(year: int, basis: Basis, words: str) -> DateRange:
    return DateRange(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", basis, words)


def _shift_month(day: dt.date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _latest_month(month: int, clock: _Clock) -> int:
    """The year of a bare month: the last one told if telling back, else the latest up to publication."""
    day = clock.published
    return day.year if month <= day.month else day.year - 1


def _iso(m: re.Match[str], _: _Clock) -> DateRange:
    return DateRange.of(m.group(), "explicit", m.group())


def _full(m: re.Match[str], _: _Clock) -> DateRange:
    return _day_range(dt.date(int(m["y"]), _month(m["m"]), int(m["d"])), "explicit", m.group())


def _month_day(m: re.Match[str], clock: _Clock) -> DateRange:
    month, day = _month(m["m"]), int(m["d"])
    told_back = clock.anchor.year < clock.published.year and clock.anchor.month <= month
    year = clock.anchor.year if told_back else _latest_month(month, clock)
    found = dt.date(year, month, day)
    if found > clock.published and not told_back:
        found = dt.date(year - 1, month, day)
    return _day_range(found, "explicit", m.group())


def _month_year(m: re.Match[str], _: _Clock) -> DateRange:
    return _month_range(int(m["y"]), _month(m["m"]), "explicit", m.group())


def _month_shift(m: re.Match[str], clock: _Clock) -> DateRange:
    """*last December*, *this March*, *August last year*, *in March*."""
    month, words = _month(m["m"]), m.group().lower()
    year = _latest_month(month, clock)
    if "last year" in words or "previous year" in words:
        year = clock.published.year - 1
    elif "this year" in words:
        year = clock.published.year
    elif words.startswith("last") and month == clock.published.month:
        year = clock.published.year - 1
    elif words.startswith(("that", "the following", "the next")):
        year = clock.anchor.year if month > clock.anchor.month or words.startswith("that") else clock.anchor.year + 1
    return _month_range(year, month, "relative", m.group())


def _bare_month(m: re.Match[str], clock: _Clock) -> DateRange:
    month = _month(m["m"])
    if clock.anchor.year < clock.published.year - 1 and clock.anchor.month <= month:
        return _month_range(clock.anchor.year, month, "anchored", m.group())
    return _month_range(_latest_month(month, clock), month, "relative", m.group())


def _year(m: re.Match[str], _: _Clock) -> DateRange:
    return _year_range(int(m["y"]), "explicit", m.group())


def _weekday(m: re.Match[str], clock: _Clock) -> DateRange:
    words = m.group().lower()
    back = (clock.published.weekday() - WEEKDAYS[m["w"].lower()]) % 7
    if words.startswith("last") and back == 0:
        back = 7
    if words.startswith(("the previous", "the following")):
        step = (clock.anchor.weekday() - WEEKDAYS[m["w"].lower()]) % 7 or 7
        day = clock.anchor - dt.timedelta(step if "previous" in words else step - 7)
        return _day_range(day, "anchored", m.group())
    day = clock.published - dt.timedelta(back)
    if words.startswith("next"):
        day = clock.published + dt.timedelta(7 - back or 7)
    return _day_range(day, "relative", m.group())


def _near_day(m: re.Match[str], clock: _Clock) -> DateRange:
    words = re.sub(r"\s+", " ", m.group().lower())
    if words in ("today", "tonight", "this morning", "this afternoon", "this evening"):
        return _day_range(clock.published, "relative", m.group())
    if words in ("yesterday", "overnight", "last night"):
        return _day_range(clock.published - dt.timedelta(1), "relative", m.group())
    step = {
        "the day before": -1,
        "the previous day": -1,
        "on the previous day": -1,
        "a day earlier": -1,
        "the next day": 1,
        "the following day": 1,
        "the day after": 1,
        "a day later": 1,
    }.get(words.removeprefix("on "), 0)
    return _day_range(clock.anchor + dt.timedelta(step), "anchored", m.group())


def _near_span(m: re.Match[str], clock: _Clock) -> DateRange:
    """*last month*, *earlier this year*, *last week*, *the following year*."""
    words, day = m.group().lower(), clock.published
    anchored = "following" in words or "that" in words or "next" in words
    base = clock.anchor if anchored else day
    step = 1 if "following" in words or "next" in words else -1 if "last" in words or "previous" in words else 0
    basis: Basis = "anchored" if anchored else "relative"
    if m["u"] == "year":
        return _year_range(base.year + step, basis, m.group())
    if m["u"] == "month":
        return _month_range(*_shift_month(base, step), basis, m.group())
    moved = base + dt.timedelta(7 * step)
    return _month_range(moved.year, moved.month, basis, m.group())


def _season(m: re.Match[str], clock: _Clock) -> DateRange:
    words = m.group().lower()
    if m["y"]:
        return _year_range(int(m["y"]), "explicit", m.group())
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[m["s"].lower()]
    this = words.startswith("this") or ("last" in words and start + 2 < clock.published.month)
    return _year_range(clock.published.year if this else clock.published.year - 1, "relative", m.group())


def _ago(m: re.Match[str], clock: _Clock) -> DateRange:
    words, unit, count = m.group().lower(), m["u"].lower(), _count(m["n"])
    back = words.endswith(("ago", "earlier", "before"))
    base = clock.published if words.endswith("ago") else clock.anchor
    basis: Basis = "relative" if words.endswith("ago") else "anchored"
    sign = -1 if back else 1
    if unit == "day":
        return _day_range(base + dt.timedelta(sign * count), basis, m.group())
    if unit == "week":
        moved = base + dt.timedelta(sign * 7 * count)
        return _month_range(moved.year, moved.month, basis, m.group())
    if unit == "month":
        return _month_range(*_shift_month(base, sign * count), basis, m.group())
    return _year_range(base.year + sign * count * (10 if unit == "decade" else 1), basis, m.group())


def _nth(m: re.Match[str], clock: _Clock) -> DateRange:
    day = int(m["d"])
    base = clock.anchor
    return _day_range(dt.date(base.year, base.month, day), "anchored", m.group())


def _long(m: re.Match[str], clock: _Clock) -> DateRange:
    words = m.group().lower()
    years = 10 if words.startswith("decade") else _count(m["n"]) if m["n"] else 1
    return _year_range(clock.published.year - years, "relative", m.group())


def _vague(m: re.Match[str], _: _Clock) -> DateRange:
    return DateRange(expression=m.group())


_GRAMMAR: tuple[tuple[str, str, Resolve], ...] = (
    ("iso", r"\b\d{4}-\d\d-\d\d\b", _iso),
    ("day_first", rf"\b{_DAY.format('d')}\s+(?:of\s+)?{_MON.format('m')},?\s+{_YEAR.format('y')}\b", _full),
    ("month_first", rf"\b{_MON.format('m')}\s+{_DAY.format('d')},\s*{_YEAR.format('y')}\b", _full),
    ("shifted", rf"\b(?:(?:last|this|that|the following|the next)\s+{_MON.format('m')}\b)", _month_shift),
    ("shifted_after", rf"\b{_MON.format('m')}\s+(?:of\s+)?(?:last|this|the previous)\s+year\b", _month_shift),
    ("month_year", rf"\b{_MON.format('m')},?\s+(?:of\s+)?{_YEAR.format('y')}\b", _month_year),
    ("month_day", rf"\b{_MON.format('m')}\s+{_DAY.format('d')}\b(?!\s*(?:percent|%|million|billion))", _month_day),
    ("day_month", rf"\b{_DAY.format('d')}\s+(?:of\s+)?{_MON.format('m')}\b", _month_day),
    ("weekday", rf"\b(?:(?:last|next|this|the previous|the following)\s+)?{_WEEKDAY.format('w')}\b", _weekday),
    (
        "near_day",
        r"\b(?:today|tonight|yesterday|overnight|last night|this (?:morning|afternoon|evening)|(?:on )?the (?:same|"
        r"previous|next|following) day|the day (?:before|after)|a day (?:earlier|later)|(?:on )?that day|same day)\b",
        _near_day,
    ),
    (
        "ago",
        rf"\b{_COUNT.format('n')}(?:\s+and\s+a\s+half)?[\s-]+(?P<u>day|week|month|year|decade)s?\s+"
        r"(?:ago|earlier|later|before|after)\b",
        _ago,
    ),
    (
        "near_span",
        r"\b(?:(?:earlier|later)\s+)?(?:last|this|that|the previous|the following|the next|the same|in the)\s+"
        r"(?P<u>week|month|year)\b",
        _near_span,
    ),
    (
        "season",
        rf"\b(?:(?:last|this|the|early|late|in)\s+)+(?P<s>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?{_YEAR.format('y')})?",
        _season,
    ),
    ("decade", r"\b(?:the\s+)?(?:19|20)\d0s\b|\brecent(?:ly)?\b", _vague),
    (
        "long",
        r"\b(?:decade|(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-]years?)-(?:long|old)\b",
        _long,
    ),
    (
        "nth",
        r"\b(?:on |of |from )?the (?P<d>[0-3]?\d)(?:st|nd|rd|th)\b"
        r"(?! (?:century|anniversary|round|time|meeting|summit|year))",
        _nth,
    ),
    (
        "bare_month",
        rf"\b(?:in|since|until|by|from|early|late|mid|during|of)[\s-]+(?:early\s+|late\s+|mid-)?{_MON.format('m')}\b"
        r"(?!,?\s+(?:of\s+)?(?:(?:19|20)\d\d|(?:last|this|the previous)\s+year|\d))",
        _bare_month,
    ),
    ("year", rf"(?<![\d.,$/-])\b{_YEAR.format('y')}\b(?![\d,.]*\d|-year)", _year),
)
_FLAGS = re.IGNORECASE
_RULES = {name: (source, resolve) for name, source, resolve in _GRAMMAR}
_COMPILED = {name: re.compile(source.replace(r"(?<![\d.,$/-])", ""), _FLAGS) for name, source, _ in _GRAMMAR}
_PATTERN = re.compile(
    "|".join(f"(?P<{name}>{re.sub(r'[?]P<[a-z]>', '?:', source)})" for name, source, _ in _GRAMMAR), _FLAGS
)
