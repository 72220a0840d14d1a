"""What each kind of date expression means: a match, read against publication and what was told before.

Every `read_*` takes the match of the rule in `date_grammar` and gives its range; ValueError for a day that no
calendar has.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from etl.coder.clock import Clock, day_range, month_of, month_range, shift_month, year_range
from etl.records import Basis, DateRange

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
NUMBERS = {word: number for number, word in enumerate(f"{_ONES} {_TEENS}".split())} | {"a": 1, "an": 1, "thirty": 30}
_HOLIDAYS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year s day": (1, 1),
    "new year s eve": (12, 31),
    "may day": (5, 1),
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_WEEK = dt.timedelta(7)

_ANCHORED = re.compile(r"\b(?:that|the|same)\b", re.IGNORECASE)

Resolve = Callable[["re.Match[str]", Clock], DateRange]


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _words(m: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", m.group().lower())


def _step(words: str) -> int:
    """Whether an expression points forward (1), back (-1) or stays (0)."""
    if re.search(r"\b(?:following|next|after|later than)\b", words):
        return 1
    return -1 if re.search(r"\b(?:last|previous|before)\b", words) else 0


def read_numbers(m: re.Match[str], _: Clock) -> DateRange:
    """*2019-07-04*, *2019.7.4*, *2019/07/04*."""
    return day_range(dt.date(*(int(part) for part in re.split(r"[-./]\s?", m.group()))), "explicit", m.group())


def read_slashed(m: re.Match[str], _: Clock) -> DateRange:
    """*29/06/2023* and *06/29/2023*; where both numbers can be a month, none is meant."""
    first, second, year = (int(part) for part in m.group().split("/"))
    if first <= 12 and second <= 12:
        raise ValueError("either number can be the month")
    return day_range(dt.date(year, min(first, second), max(first, second)), "explicit", m.group())


def read_full(m: re.Match[str], _: Clock) -> DateRange:
    return day_range(dt.date(int(m["y"]), _month(m["m"]), int(m["d"])), "explicit", m.group())


def _day_of_year(clock: Clock, month: int, day: int) -> dt.date:
    """A day without a year: the latest such day, or the next where the clause looks ahead.

    After an earlier year in its own sentence it is the first such day after what was told. 29 February is sought
    over eight years; ValueError for a day that no year has.
    """
    if clock.gap == "sentence" and clock.anchor.year < clock.published.year and clock.anchor.month <= month:
        return dt.date(clock.anchor.year, month, day)
    years = range(clock.published.year, clock.published.year + 9) if clock.ahead else ()
    for year in (*years, *range(clock.published.year, clock.published.year - 9, -1)):
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if (found >= clock.published) if year in years else (found <= clock.published):
            return found
    raise ValueError(f"no such day: {day} of month {month}")


def read_month_day(m: re.Match[str], clock: Clock) -> DateRange:
    return day_range(_day_of_year(clock, _month(m["m"]), int(m["d"])), "explicit", m.group())


def read_offset_day(m: re.Match[str], clock: Clock) -> DateRange:
    """*The eve of March 1*, *the day after Aug. 15, 2019*, *two days before 5 May*."""
    month, day = _month(m["m"]), int(m["d"])
    base = dt.date(int(m["y"]), month, day) if m["y"] else _day_of_year(clock, month, day)
    step = (_count(m["n"]) if m["n"] else 1) * (1 if m["side"] and m["side"].lower() == "after" else -1)
    return day_range(base + dt.timedelta(step), "explicit", m.group())


def read_holiday(m: re.Match[str], clock: Clock) -> DateRange:
    month, day = _HOLIDAYS[re.sub(r"\W+", " ", m["h"].lower())]
    found = dt.date(int(m["y"]), month, day) if m["y"] else _day_of_year(clock, month, day)
    return day_range(found, "explicit", m.group())


def _shifted_year(words: str, clock: Clock) -> tuple[int, Basis]:
    """The year of *last year*, *the same year*, *of the following year*, and what it is told from."""
    told = bool(re.search(r"\b(?:that|the) ", words))
    return (clock.anchor if told else clock.published).year + _step(words), "anchored" if told else "relative"


def read_day_shift(m: re.Match[str], clock: Clock) -> DateRange:
    """*Sept. 11 last year*, *11 September this year*, *March 5 the following year*."""
    year, basis = _shifted_year(_words(m), clock)
    found = dt.date(year, _month(m["m"]), int(m["d"]))
    return day_range(found, "explicit" if basis == "relative" else basis, m.group())


def read_month_year(m: re.Match[str], _: Clock) -> DateRange:
    return month_range(int(m["y"]), _month(m["m"]), "explicit", m.group())


def read_month_shift(m: re.Match[str], clock: Clock) -> DateRange:
    """*August last year*, *July of the following year*."""
    year, basis = _shifted_year(_words(m), clock)
    return month_range(year, _month(m["m"]), basis, m.group())


def read_near_month(m: re.Match[str], clock: Clock) -> DateRange:
    """*Last December*, *this March*, *next May*; *that June*, *the following June* after a date told."""
    month, words, today, told = _month(m["m"]), _words(m), clock.published, clock.anchor
    if words.startswith(("that", "the")):
        year = told.year
        if _step(words) > 0 and (clock.last.precision == "year" or month <= told.month):
            year += 1
        elif _step(words) < 0 and (clock.last.precision == "year" or month >= told.month):
            year -= 1
        return month_range(year, month, "anchored", m.group())
    year = today.year
    if words.startswith("next"):
        year += month <= today.month
    elif words.startswith("last"):
        year -= month >= today.month
    return month_range(year, month, "relative", m.group())


def read_bare_month(m: re.Match[str], clock: Clock) -> DateRange:
    month = _month(m["m"])
    if clock.anchor.year < clock.published.year - 1 and clock.anchor.month <= month:
        return month_range(clock.anchor.year, month, "anchored", m.group())
    return month_range(clock.month_near(month), month, "relative", m.group())


def read_year(m: re.Match[str], _: Clock) -> DateRange:
    return year_range(int(m["y"]), "explicit", m.group())


def read_weekday(m: re.Match[str], clock: Clock) -> DateRange:
    """The latest such day up to publication, unless *next*, *last week* or a date told say otherwise."""
    words, day = _words(m), clock.published
    number = _DAYS.index(m["w"].lower())
    if words.startswith(("the ", "that ")):
        back = (clock.anchor.weekday() - number) % 7
        if words.startswith("that"):
            return day_range(clock.anchor + dt.timedelta(7 - back if back > 3 else -back), "anchored", m.group())
        return day_range(
            clock.anchor + dt.timedelta(7 - back if _step(words) > 0 else -(back or 7)), "anchored", m.group()
        )
    if words.endswith("week"):
        found = day + dt.timedelta(number - day.weekday()) + _step(words) * _WEEK
        return day_range(found, "relative", m.group())
    back = (day.weekday() - number) % 7
    if words.startswith("next") or (clock.ahead and not words.startswith("last")):
        ahead = (7 - back) % 7
        return day_range(day + dt.timedelta(ahead or (7 if words.startswith("next") else 0)), "relative", m.group())
    return day_range(day - dt.timedelta(back or (7 if words.startswith("last") else 0)), "relative", m.group())


def read_weekend(m: re.Match[str], clock: Clock) -> DateRange:
    """Its Saturday: of the latest weekend, the one before publication if *last*, the coming one if *next*."""
    words, today = _words(m), clock.published
    back = (today.weekday() - 5) % 7
    if words.startswith("last") and back < 2:
        back += 7
    if words.startswith("next") or (clock.ahead and back > 1):
        back -= 7
    return day_range(today - dt.timedelta(back), "relative", m.group())


def read_near_day(m: re.Match[str], clock: Clock) -> DateRange:
    """*Today*, *yesterday*, *overnight*, *tomorrow*."""
    words = _words(m)
    step = -1 if words in ("yesterday", "overnight", "last night") else 1 if words == "tomorrow" else 0
    if words.startswith("the day"):
        step = 2 if words.endswith("tomorrow") else -2
    return day_range(clock.published + dt.timedelta(step), "relative", m.group())


def read_told_day(m: re.Match[str], clock: Clock) -> DateRange:
    """*The same day*, *the next day*, *the day before*, *hours later*."""
    words = _words(m)
    step = 0
    if "hour" not in words and not words.startswith("before the day"):
        step = -1 if "a day earlier" in words else 1 if "a day later" in words else _step(words)
    return clock.days_from_last(step, m.group())


def _span(unit: str, base: dt.date, step: int, basis: Basis, words: str) -> DateRange:
    if unit == "year":
        return year_range(base.year + step, basis, words)
    if unit == "month":
        return month_range(*shift_month(base, step), basis, words)
    return month_of(base + step * _WEEK, basis, words)  # a week may lie in two months; the month of its day stands


def read_near_span(m: re.Match[str], clock: Clock) -> DateRange:
    """*Last month*, *earlier this year*, *last week*, *the following year*, *the month before last*."""
    words, unit = _words(m), (m["u"] or m["v"]).lower()
    if words.endswith("before last"):
        return _span(unit, clock.published, -2, "relative", m.group())
    if words.endswith("after next"):
        return _span(unit, clock.published, 2, "relative", m.group())
    if _ANCHORED.search(words):
        return _span(unit, clock.anchor, _step(words), "anchored", m.group())
    return _span(unit, clock.published, _step(words), "relative", m.group())


def read_part(m: re.Match[str], clock: Clock) -> DateRange:
    """*The end of the month*, *earlier in the year*: of the span told in this paragraph, else of publication's."""
    near, unit = clock.gap != "far", m["u"].lower()
    basis: Basis = "anchored" if near else "relative"
    base = clock.anchor if near else clock.published
    return day_range(base, basis, m.group()) if unit == "day" else _span(unit, base, 0, basis, m.group())


def read_season(m: re.Match[str], clock: Clock) -> DateRange:
    """A season gives the year it begins in."""
    words, start = _words(m), _SEASONS[m["s"].lower()]
    if m["y"]:
        return year_range(int(m["y"]), "explicit", m.group())
    if words.endswith("year"):
        year, basis = _shifted_year(words[words.index(m["s"].lower()) :], clock)
        return year_range(year, basis, m.group())
    if words.startswith(("that", "the previous", "the following", "the next")):
        told = clock.anchor
        back = _step(words) < 0 and start + 2 >= told.month
        on = _step(words) > 0 and start <= told.month
        return year_range(told.year - back + on, "anchored", m.group())
    year = clock.published.year
    if "this" not in words:
        over = start + 2 if "last" in words else start - 1
        year += 1 if words.startswith("next") and start <= clock.published.month else 0
        year -= 1 if not words.startswith("next") and over >= clock.published.month else 0
    return year_range(year, "relative", m.group())


def read_seasons_ago(m: re.Match[str], clock: Clock) -> DateRange:
    return year_range(clock.published.year - _count(m["n"]), "relative", m.group())


def read_ago(m: re.Match[str], clock: Clock) -> DateRange:
    """*Three years ago*, *two days later*, *a fortnight before*, *a year ago to the day*."""
    words, unit, count = _words(m), m["u"].lower(), _count(m["n"])
    told = " ago" not in words
    basis: Basis = "anchored" if told else "relative"
    base = clock.anchor if told else clock.published
    step = count if re.search(r"\b(?:later|after|on)\b", words) else -count
    if words.endswith(("to the day", "today")):
        days = {"day": step, "week": 7 * step, "fortnight": 14 * step}.get(unit)
        months = {"month": step, "year": 12 * step, "decade": 120 * step}.get(unit, 0)
        year, month = shift_month(base, months)
        return day_range(base + dt.timedelta(days) if days else dt.date(year, month, base.day), basis, m.group())
    if unit == "day":
        return clock.days_from_last(step, m.group()) if told else day_range(base + dt.timedelta(step), basis, m.group())
    if unit in ("year", "decade"):
        return year_range(base.year + step * (10 if unit == "decade" else 1), basis, m.group())
    if unit == "fortnight":
        unit, step = "week", 2 * step
    return _span(unit, base, step, basis, m.group())


def read_few(m: re.Match[str], clock: Clock) -> DateRange:
    """*Days later* lies in the month told, *days ago* in that of publication; *weeks*, *months*, *years* in none."""
    if m["u"].lower() != "days":
        return DateRange(expression=m.group())
    ago = _words(m).endswith("ago")
    return month_of(clock.published if ago else clock.anchor, "relative" if ago else "anchored", m.group())


def read_nth(m: re.Match[str], clock: Clock) -> DateRange:
    """*On the 5th*: of the month just told, else the latest such day."""
    day, words, today = int(m["d"]), _words(m), clock.published
    if words.endswith(("last month", "this month", "next month")):
        year, month = shift_month(today, _step(words))
        return day_range(dt.date(year, month, day), "relative", m.group())
    if clock.gap != "far" or words.endswith("month"):
        year, month = shift_month(clock.anchor, _step(words) if words.endswith("month") else 0)
        return day_range(dt.date(year, month, day), "anchored", m.group())
    year, month = shift_month(today, (day < today.day) if clock.ahead else -(day > today.day))
    return day_range(dt.date(year, month, day), "relative", m.group())


def read_long(m: re.Match[str], clock: Clock) -> DateRange:
    """*A decade-long ban*, *the four-year freeze* began so long ago."""
    count = m["n"] or m["k"]
    years = _count(count) if count else 1
    return year_range(clock.published.year - years * (10 if "decade" in _words(m) else 1), "relative", m.group())


def read_vague(m: re.Match[str], _: Clock) -> DateRange:
    return DateRange(expression=m.group())
