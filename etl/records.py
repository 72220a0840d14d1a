"""What passes between the stages: frozen records, nothing else.

    Article ─▶ Report ─▶ Event ─▶ Transition, Interval
    Problem, Finding, MergeDecision are kept beside them.

Dates are `datetime.date`; instants are aware `datetime` in UTC. Countries are
ISO 3166 alpha-3 codes. The fields of a coded act are defined in docs/method.md.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Stance = Literal["cooperation", "friction"]
Modality = Literal["actual", "announced", "ongoing"]
Precision = Literal["day", "month", "year", "unknown"]
PRECISIONS: tuple[Precision, ...] = ("unknown", "year", "month", "day")  # from vague to precise
Origin = Literal["coded", "curated"]
Basis = Literal["explicit", "relative", "anchored", "published", "curated", "none"]

BOTH = "BOTH"  # actor: the two sides together
OTHER = "OTHER"  # actor: a third party acting on both, such as a WTO panel


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """When something happened, as precisely as the text allows and no more.

    `start` and `end` are inclusive; both are None where the date is unknown.
    `basis` says what the range rests on: a date spelled out in the text
    (`explicit`), one told relative to publication (`relative`) or to another
    date of the text (`anchored`), the publication date itself (`published`),
    a curator (`curated`), or nothing (`none`). `expression` is the wording read.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = "unknown"
    basis: Basis = "none"
    expression: str = ""

    @classmethod
    def of(cls, iso: str, basis: Basis, expression: str = "") -> DateRange:
        """The range of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else."""
        parts = [int(part) for part in iso.split("-")]
        if len(parts) == 3:
            day = dt.date(*parts)
            return cls(day, day, "day", basis, expression)
        if len(parts) == 2:
            year, month = parts
            last = calendar.monthrange(year, month)[1]
            return cls(dt.date(year, month, 1), dt.date(year, month, last), "month", basis, expression)
        (year,) = parts
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", basis, expression)

    @property
    def iso(self) -> str | None:
        """`YYYY-MM-DD`, `YYYY-MM` or `YYYY` by precision, None where unknown."""
        if self.start is None:
            return None
        return self.start.isoformat()[: {"day": 10, "month": 7, "year": 4, "unknown": 10}[self.precision]]

    @property
    def sharpness(self) -> int:
        """How precise the range is: 0 unknown, 1 year, 2 month, 3 day."""
        return PRECISIONS.index(self.precision)

    def overlaps(self, other: DateRange) -> bool:
        """Whether both can mean the same day; an unknown date can mean any."""
        if self.start is None or other.start is None or self.end is None or other.end is None:
            return True
        return self.start <= other.end and other.start <= self.end


UNDATED = DateRange()


@dataclass(frozen=True, slots=True)
class Coding:
    """An act as a curator coded it; an article that carries one is not read by the coder."""

    indicator: str
    stance: Stance
    action: str
    actor: str
    when: DateRange
    modality: Modality = "actual"
    state_effect: str = ""  # "policy=state (remark)", empty where no policy moved


@dataclass(frozen=True, slots=True)
class Article:
    """What was published. `text` is the body as stored; every offset counts its characters."""

    id: str
    published: dt.date
    text: str
    title: str = ""
    url: str = ""
    source: str = ""  # the outlet
    read_from: str = ""  # file and line it was read from, for messages
    sample: bool = False  # written for this project, not reporting
    coding: Coding | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Input that could not be used: what is wrong, where, and what to do about it."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of an article's text: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One act as one article tells it."""

    id: str
    article_id: str
    pair: str
    indicator: str
    stance: Stance
    action: str  # PLOVER event type
    actor: str  # a side of the pair, BOTH or OTHER
    when: DateRange
    modality: Modality
    quote: Quote
    confidence: float  # 0..1
    rule: str  # name of the rule that coded it
    also: tuple[Quote, ...] = ()  # further sentences of the same article on the same act
    news: bool = False  # what the article reports as new
    origin: Origin = "coded"
    state_effect: str = ""
    trace: tuple[tuple[str, str], ...] = ()  # (what, value): how the coder came to it


@dataclass(frozen=True, slots=True)
class Event:
    """One act in the world: the reports of it, merged."""

    id: str
    pair: str
    topic: str
    indicator: str
    stance: Stance
    action: str
    actor: str
    when: DateRange
    modality: Modality
    intensity: float  # 0..10, magnitude only; the stance gives the sign
    confidence: float  # 0..1
    title: str
    quote: str
    lead_report: str  # id of the report that gives title and quote
    reports: tuple[str, ...]  # ids, sorted
    n_articles: int
    n_sources: int
    first_reported: dt.date
    origin: str  # "coded", "curated" or "coded+curated"
    sample: bool  # every report of it comes from sample articles
    state_effect: str = ""


@dataclass(frozen=True, slots=True)
class MergeDecision:
    """Why two reports are one event, or are not although they are near."""

    report: str
    other: str
    same: bool
    score: float  # 0..1, closeness of the two texts
    reason: str


@dataclass(frozen=True, slots=True)
class Transition:
    """A policy's move into a state, tied to the event that made it."""

    policy: str
    state: str
    event_id: str
    announced: dt.date | None
    effective: dt.date
    precision: Precision  # of `effective`
    first_reported: dt.date
    detail: str = ""
    expected_end: dt.date | None = None  # as told when it began
    ended: dt.date | None = None  # first day of the next state


@dataclass(frozen=True, slots=True)
class Interval:
    """A policy's state from `start` until the day before `end`; an open end is None."""

    policy: str
    state: str
    start: dt.date | None  # None: since before the data begin
    end: dt.date | None
    event_id: str = ""  # the event that opened it, empty for the initial state
    detail: str = ""
    precision: Precision = "unknown"  # of `start`; unknown for the initial state
    expected_end: dt.date | None = None  # as told when it began


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the data that an analyst should look at; it stops nothing."""

    kind: str
    subject: str  # policy, event or article it is about
    text: str


@dataclass(frozen=True, slots=True)
class IndexDay:
    """The index of one topic (or of all: "all") on one day."""

    pair: str
    topic: str
    day: dt.date
    cooperation: float  # decayed, weighted sum, >= 0
    friction: float  # decayed, weighted sum, >= 0
    net: float | None  # (C - F) / (C + F), -1..1; None where nothing is known
    low: float | None  # 90 % band over resampled events
    high: float | None
    n_events: int  # dated to this very day
    coverage: Literal["articles", "chronology", "none"]


@dataclass(frozen=True, slots=True)
class VariantDay:
    """The index of all topics on one day under another choice than the settings'."""

    pair: str
    variant: str
    day: dt.date
    cooperation: float
    friction: float
    net: float | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A court's ruling: an event with the stage of the court, empty where the words do not tell."""

    event_id: str
    stage: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the way of the data, as the snapshot remembers it."""

    id: str
    pair: str
    as_of: dt.date
    started: dt.datetime
    coder_version: str
    catalogue_hash: str
    n_articles: int
    n_duplicates: int
    n_problems: int
    n_reports: int
    n_events: int
    seconds: float
    inputs: tuple[str, ...] = field(default=())
