"""The running state of reading dates, and the ranges that they resolve to."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from etl.records import Basis, DateRange

Gap = Literal["sentence", "paragraph", "far"]


@dataclass(slots=True)
class Clock:
    """Publication and what an article told before.

    `last` is the last date told, `day` the last one told to the day, `gap` how far behind the last one
    lies: in the same sentence, in the same paragraph, or farther. `ahead` says that the clause speaks of
    the future.
    """

    published: dt.date
    last: DateRange
    day: dt.date
    gap: Gap = "far"
    ahead: bool = False

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

    def month_near(self, month: int) -> int:
        """The year of the latest such month up to publication, of the next one where the clause looks ahead."""
        year = self.published.year
        if self.ahead:
            return year if month >= self.published.month else year + 1
        return year if month <= self.published.month else year - 1

    def days_from_last(self, days: int, words: str) -> DateRange:
        """So many days from the last date told; of a last date without a day only its month or year is known."""
        near = self.gap == "sentence" or (self.gap == "paragraph" and days != 0)
        if near and self.last.precision != "day" and self.last.start is not None:
            return DateRange(self.last.start, self.last.end, self.last.precision, "anchored", words)
        return day_range(self.day + dt.timedelta(days), "anchored", words)


def day_range(day: dt.date, basis: Basis, words: str) -> DateRange:
    """One day."""
    return DateRange(day, day, "day", basis, words)


def month_range(year: int, month: int, basis: Basis, words: str) -> DateRange:
    """A whole month, 1..12; ValueError for any other."""
    last = calendar.monthrange(year, month)[1]
    return DateRange(dt.date(year, month, 1), dt.date(year, month, last), "month", basis, words)


def month_of(day: dt.date, basis: Basis, words: str) -> DateRange:
    """The month that a day lies in."""
    return month_range(day.year, day.month, basis, words)


def year_range(year: int, basis: Basis, words: str) -> DateRange:
    """A whole year."""
    return DateRange(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", basis, words)


def shift_month(day: dt.date, months: int) -> tuple[int, int]:
    """Year and month so many months after a day, before it if negative."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1
