"""The grammar of date expressions: how each kind is written, and what day, month or year it means.

`PATTERN` finds them all in one pass; the group that matched names the rule, and
`resolve` reads it against publication and the last date told.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from etl.records import Basis, DateRange

_MONTH_OF = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
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
_TO = r"(?:\s*(?:-|–|to|and)\s*[0-3]?\d(?:st|nd|rd|th)?)?"  # the end of a range, which its start stands for
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_COUNT = r"(?P<{0}>\d{{1,3}}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_WEEKDAY = r"(?P<{0}>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


Gap = Literal["sentence", "paragraph", "far"]


@dataclass(slots=True)
class Clock:
    """The running state of reading an article: publication and what was told before.

    `last` is the last date told, `day` the last one told to the day, `gap` how far behind the last one
    lies: in the same sentence, in the same paragraph, or farther.
    """

    published: dt.date
    last: DateRange
    day: dt.date
    gap: Gap = "far"

    @classmethod
    def at(cls, published: dt.date) -> Clock:
        """The clock at the head of an article."""
        return cls(published, DateRange(published, published, "day"), published)

    @property
    def anchor(self) -> dt.date:
        """First day of the last date told."""
        return self.last.start or self.published

    def tell(self, when: DateRange) -> None:
        """Move on to a date just told."""
        self.last = when
        if when.start is not None and when.precision == "day":
            self.day = when.start


Resolve = Callable[["re.Match[str]", Clock], DateRange]


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


def _latest_month(month: int, clock: Clock) -> int:
    """The year of the latest such month up to publication."""
    day = clock.published
    return day.year if month <= day.month else day.year - 1


def _iso(m: re.Match[str], _: Clock) -> DateRange:
    return DateRange.of(m.group(), "explicit", m.group())


def _full(m: re.Match[str], _: Clock) -> DateRange:
    return _day_range(dt.date(int(m["y"]), _month(m["m"]), int(m["d"])), "explicit", m.group())


def _month_day(m: re.Match[str], clock: Clock) -> DateRange:
    """A day without a year is the latest such day, unless its own sentence has just told of an earlier year."""
    month, day = _month(m["m"]), int(m["d"])
    told_back = clock.gap == "sentence" and clock.anchor.year < clock.published.year and clock.anchor.month <= month
    year = clock.anchor.year if told_back else _latest_month(month, clock)
    found = dt.date(year, month, day)
    if found > clock.published and not told_back:
        found = dt.date(year - 1, month, day)
    return _day_range(found, "explicit", m.group())


def _day_shift(m: re.Match[str], clock: Clock) -> DateRange:
    """*Sept. 11 last year*, *11 September this year*, *March 5 the following year*."""
    words = m.group().lower()
    year = clock.published.year - (0 if "this year" in words else 1)
    if words.endswith(("previous year", "following year")):
        year = clock.anchor.year + (1 if "following" in words else -1)
    return _day_range(dt.date(year, _month(m["m"]), int(m["d"])), "explicit", m.group())


def _month_year(m: re.Match[str], _: Clock) -> DateRange:
    return _month_range(int(m["y"]), _month(m["m"]), "explicit", m.group())


def _month_shift(m: re.Match[str], clock: Clock) -> DateRange:
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
        later = clock.last.precision != "year" and month > clock.anchor.month
        year = clock.anchor.year if later or words.startswith("that") else clock.anchor.year + 1
    return _month_range(year, month, "relative", m.group())


def _bare_month(m: re.Match[str], clock: Clock) -> DateRange:
    month = _month(m["m"])
    if clock.anchor.year < clock.published.year - 1 and clock.anchor.month <= month:
        return _month_range(clock.anchor.year, month, "anchored", m.group())
    return _month_range(_latest_month(month, clock), month, "relative", m.group())


def _year(m: re.Match[str], _: Clock) -> DateRange:
    return _year_range(int(m["y"]), "explicit", m.group())


def _weekday(m: re.Match[str], clock: Clock) -> DateRange:
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


def _near_day(m: re.Match[str], clock: Clock) -> DateRange:
    words = re.sub(r"\s+", " ", m.group().lower())
    if words in ("today", "tonight", "this morning", "this afternoon", "this evening"):
        return _day_range(clock.published, "relative", m.group())
    if words in ("yesterday", "overnight", "last night"):
        return _day_range(clock.published - dt.timedelta(1), "relative", m.group())
    step = 0
    if re.search(r"previous|before|a day earlier", words):
        step = -1
    elif re.search(r"next|following|day after|a day later", words):
        step = 1
    return _day_range(clock.day + dt.timedelta(step), "anchored", m.group())


def _near_span(m: re.Match[str], clock: Clock) -> DateRange:
    """*last month*, *earlier this year*, *last week*, *the following year*."""
    words, day = m.group().lower(), clock.published
    anchored = words.startswith(("the ", "that ", "later that", "earlier that", "in the"))
    base = clock.anchor if anchored else day
    step = 1 if re.search("following|next|after", words) else -1 if re.search("last|previous|before", words) else 0
    basis: Basis = "anchored" if anchored else "relative"
    if m["u"] == "year":
        return _year_range(base.year + step, basis, m.group())
    if m["u"] == "month":
        return _month_range(*_shift_month(base, step), basis, m.group())
    moved = base + dt.timedelta(7 * step)
    return _month_range(moved.year, moved.month, basis, m.group())


def _season(m: re.Match[str], clock: Clock) -> DateRange:
    words = m.group().lower()
    if m["y"]:
        return _year_range(int(m["y"]), "explicit", m.group())
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[m["s"].lower()]
    this = words.startswith("this") or ("last" in words and start + 2 < clock.published.month)
    return _year_range(clock.published.year if this else clock.published.year - 1, "relative", m.group())


def _ago(m: re.Match[str], clock: Clock) -> DateRange:
    words, unit, count = m.group().lower(), m["u"].lower(), _count(m["n"])
    back = bool(re.search("ago|earlier|before", words))
    base = clock.published if "ago" in words else clock.day if unit == "day" else clock.anchor
    if words.endswith("to the day"):
        years = count * {"year": 1, "decade": 10}.get(unit, 0)
        return _day_range(base.replace(year=base.year - years), "relative", m.group())
    basis: Basis = "relative" if "ago" in words else "anchored"
    sign = -1 if back else 1
    if unit == "day":
        return _day_range(base + dt.timedelta(sign * count), basis, m.group())
    if unit == "week":
        moved = base + dt.timedelta(sign * 7 * count)
        return _month_range(moved.year, moved.month, basis, m.group())
    if unit == "month":
        return _month_range(*_shift_month(base, sign * count), basis, m.group())
    return _year_range(base.year + sign * count * (10 if unit == "decade" else 1), basis, m.group())


def _nth(m: re.Match[str], clock: Clock) -> DateRange:
    """*On the 5th*: of the month just told, else the latest such day."""
    day, base = int(m["d"]), clock.published
    if clock.gap != "far" or "that month" in m.group().lower():
        return _day_range(dt.date(clock.anchor.year, clock.anchor.month, day), "anchored", m.group())
    year, month = _shift_month(base, 0 if day <= base.day else -1)
    return _day_range(dt.date(year, month, day), "anchored", m.group())


def _long(m: re.Match[str], clock: Clock) -> DateRange:
    words = m.group().lower()
    years = 10 if words.startswith("decade") else _count(m["n"]) if m["n"] else 1
    return _year_range(clock.published.year - years, "relative", m.group())


def _vague(m: re.Match[str], _: Clock) -> DateRange:
    return DateRange(expression=m.group())


_GRAMMAR: tuple[tuple[str, str, Resolve], ...] = (
    ("iso", r"\b\d{4}-\d\d-\d\d\b", _iso),
    ("day_first", rf"\b{_DAY.format('d')}{_TO}\s+(?:of\s+)?{_MON.format('m')},?\s+{_YEAR.format('y')}\b", _full),
    ("month_first", rf"\b{_MON.format('m')}\s+{_DAY.format('d')}{_TO},?\s+{_YEAR.format('y')}\b", _full),
    (
        "day_shifted",
        rf"\b{_MON.format('m')}\s+{_DAY.format('d')},?\s+(?:of\s+)?(?:last|this|the\s+previous|the\s+following)\s+year\b",
        _day_shift,
    ),
    (
        "first_day_shifted",
        rf"\b{_DAY.format('d')}\s+(?:of\s+)?{_MON.format('m')},?\s+(?:of\s+)?(?:last|this|the\s+previous|the\s+following)\s+year\b",
        _day_shift,
    ),
    ("shifted", rf"\b(?:(?:last|this|that|the following|the next)\s+{_MON.format('m')}\b)", _month_shift),
    ("shifted_after", rf"\b{_MON.format('m')}\s+(?:of\s+)?(?:last|this|the previous)\s+year\b", _month_shift),
    ("month_year", rf"\b{_MON.format('m')},?\s+(?:of\s+)?{_YEAR.format('y')}\b", _month_year),
    ("month_day", rf"\b{_MON.format('m')}\s+{_DAY.format('d')}\b(?!\s*(?:percent|%|million|billion))", _month_day),
    ("day_month", rf"\b{_DAY.format('d')}{_TO}\s+(?:of\s+)?{_MON.format('m')}\b", _month_day),
    ("weekday", rf"\b(?:(?:last|next|this|the previous|the following)\s+)?{_WEEKDAY.format('w')}\b", _weekday),
    (
        "near_day",
        r"\b(?:today|tonight|yesterday|overnight|last night|this (?:morning|afternoon|evening)|(?:on )?the (?:same|"
        r"previous|next|following) (?:day|morning|afternoon|evening|night)|the day (?:before|after)(?! (?:tomorrow|"
        r"yesterday))|a day (?:earlier|later)|(?:on |later )?that (?:same )?(?:day|morning|afternoon|evening|night)|"
        r"same day|(?:with)?in hours(?! of)|(?:a few )?hours (?:later|after|earlier|"
        r"before)|before the day was (?:out|over))\b",
        _near_day,
    ),
    (
        "ago",
        rf"\b{_COUNT.format('n')}(?:\s+and\s+a\s+half)?[\s-]+(?P<u>day|week|month|year|decade)s?\s+"
        r"(?:ago(?: to the day)?|earlier|later|(?:before|after)"
        r"(?=\s*[.,;:]|\s+(?:the|that|this|its|their|his|her)\s+(?:[\w-]+\s+)?"
        r"(?:summit|meeting|talks|ruling|verdict|decision|announcement|visit|accord|agreement|deal|launch|statement|"
        r"vote|protest|call|attack|election|inauguration)\b))(?!\w)",
        _ago,
    ),
    (
        "near_span",
        r"\b(?:(?:earlier|later)\s+)?(?:last|this|that|next|the previous|the following|the next|the same|"
        r"the(?=\s+(?:week|month|year)\s+(?:before|after)\s*(?:[.,;:]|$)))\s+"
        r"(?P<u>week|month|year)(?:\s+(?:before|after)(?=\s*(?:[.,;:]|$)))?\b",
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
        r"(?!\.?,?\s+(?:of\s+)?(?:(?:19|20)\d\d|(?:last|this|the previous)\s+year|\d))",
        _bare_month,
    ),
    ("year", rf"(?<![\d.,$/-])\b{_YEAR.format('y')}\b(?![\d,.]*\d|-year)", _year),
)
_FLAGS = re.IGNORECASE
RULES = {name: meaning for name, _, meaning in _GRAMMAR}
_COMPILED = {name: re.compile(source.replace(r"(?<![\d.,$/-])", ""), _FLAGS) for name, source, _ in _GRAMMAR}
PATTERN = re.compile(
    "|".join(f"(?P<{name}>{re.sub(r'[?]P<[a-z]>', '?:', source)})" for name, source, _ in _GRAMMAR), _FLAGS
)


def resolve(rule: str, expression: str, clock: Clock) -> DateRange | None:
    """What an expression means, read by the rule that found it; None where it names no day, such as 31 February."""
    match = _COMPILED[rule].match(expression)
    if match is None:
        return None
    try:
        return RULES[rule](match, clock)
    except (ValueError, OverflowError):
        return None
