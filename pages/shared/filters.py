"""What an analyst has chosen to see, and how an address says so.

    /evidence?topic=Trade+and+economy&stance=Friction&from=2019-01-01&samples=false

A filter's name is its key in the address. Values are the labels on the screen;
ids (`topic=trade`), short dates (`from=2019`) and other letter case are accepted too.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from pages.shared.wording import STANCES, say_day

KEYS = ("pair", "topic", "indicator", "stance", "from", "to", "origin", "samples", "confidence")
PAGE_KEYS = ("event", "as_of", "search")  # belong to one page each
ORIGIN_LABELS = {"coded": "Articles", "curated": "Chronology"}
STEP = 5  # of the confidence filter, per cent
SWITCH = {"true": "true", "1": "true", "yes": "true", "false": "false", "0": "false", "no": "false"}


@dataclass(frozen=True)
class Filters:
    """The rows wanted. Empty tuples and None mean: do not filter by this."""

    pair: str
    topics: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    stance: str | None = None
    start: dt.date | None = None  # first day, inclusive
    end: dt.date | None = None  # last day, inclusive
    origin: str | None = None  # coded, curated
    samples: bool = True  # sample articles too
    confidence: float = 0.0  # least confidence, 0..1

    def without(self, name: str) -> Filters:
        """The same with one field as if it had not been set."""
        unset: dict[str, Any] = {field.name: field.default for field in fields(self) if field.name == name}
        return replace(self, **unset)

    def narrow(self, topic: str) -> Filters:
        """The same for one topic."""
        return replace(self, topics=(topic,))

    @property
    def active(self) -> tuple[str, ...]:
        """Names of the fields that leave rows out."""
        return tuple(
            field.name for field in fields(self) if field.name != "pair" and getattr(self, field.name) != field.default
        )

    @property
    def whole(self) -> Filters:
        """The same without the period: what the index is reckoned from."""
        return replace(self, start=None, end=None)


@dataclass(frozen=True)
class Choices:
    """What can be chosen: ids to labels, in the catalogue's order, and the days that have data."""

    pairs: Mapping[str, str]
    topics: Mapping[str, str]
    indicators: Mapping[str, str]
    first: dt.date
    last: dt.date

    def labels(self, key: str) -> Mapping[str, str]:
        """Ids to labels of one of the filters that choose from a list."""
        return {
            "pair": self.pairs,
            "topic": self.topics,
            "indicator": self.indicators,
            "stance": STANCES,
            "origin": ORIGIN_LABELS,
        }[key]


def describe(filters: Filters, choices: Choices) -> dict[str, str]:
    """Active fields as short texts: `{"topics": "Trade and economy, Security", …}`."""
    texts = {
        "topics": ", ".join(choices.topics.get(topic, topic) for topic in filters.topics),
        "indicators": ", ".join(choices.indicators.get(name, name) for name in filters.indicators),
        "stance": f"{STANCES.get(filters.stance or '', '')} only",
        "start": f"from {say_day(filters.start)}",
        "end": f"until {say_day(filters.end)}",
        "origin": f"from the {'chronology' if filters.origin == 'curated' else 'articles'} only",
        "samples": "without sample articles",
        "confidence": f"confidence at least {filters.confidence:.0%}",
    }
    return {name: texts[name] for name in filters.active}


def say_scope(filters: Filters, choices: Choices) -> str:
    """What a sentence on the events chosen must add to be true of them, but for stance; empty for all of them."""
    others = set(filters.whole.active) - {"topics", "stance"}
    topics = f" in {', '.join(choices.topics[topic] for topic in filters.topics)}" if filters.topics else ""
    return topics + (", counting only the events that pass the filters" if others else "")


def write_address(filters: Filters, choices: Choices) -> dict[str, list[str]]:
    """The parameters that choose just these rows: what `read_address` reads back, without what is not set."""
    told = {
        "topic": [choices.topics[topic] for topic in filters.topics],
        "indicator": [choices.indicators[name] for name in filters.indicators],
        "stance": [STANCES[filters.stance]] if filters.stance else [],
        "from": [filters.start.isoformat()] if filters.start else [],
        "to": [filters.end.isoformat()] if filters.end else [],
        "origin": [ORIGIN_LABELS[filters.origin]] if filters.origin else [],
        "samples": [] if filters.samples else ["false"],
        "confidence": [str(round(filters.confidence * 100))] if filters.confidence else [],
    }
    if len(choices.pairs) > 1:
        told["pair"] = [choices.pairs[filters.pair]]
    return {key: values for key, values in told.items() if values}


def read_address(given: Mapping[str, Sequence[str]], choices: Choices) -> tuple[dict[str, list[str]], list[str]]:
    """Parameters of an address in the form the filters use, and a notice for each that was dropped."""
    kept: dict[str, list[str]] = {}
    notices: list[str] = []
    for key, values in given.items():
        if key not in (*KEYS, *PAGE_KEYS):
            notices.append(f"“{_clip(key)}” is not a filter")
            continue
        good = []
        for value in values:
            try:
                good.append(_read_value(key, value, choices))
            except ValueError as error:
                notices.append(str(error))
        if good:
            kept[key] = [*dict.fromkeys(good)] if key in ("topic", "indicator") else good[-1:]
    if kept.get("from", [""]) > kept.get("to", ["9999"]):
        notices.append("“from” is later than “to”")
        del kept["from"], kept["to"]
    return kept, notices


def _read_value(key: str, value: str, choices: Choices) -> str:
    """One value as its filter writes it; `ValueError` with a notice if it makes no sense there."""
    text = value.strip()
    told: str | None
    if key in ("event", "search"):
        return value
    if key in ("from", "to", "as_of"):
        return _read_day(key, text, choices)
    if key == "samples":
        told = SWITCH.get(text.lower())
    elif key == "confidence":
        told = str(int(text) // STEP * STEP) if re.fullmatch("[0-9]{1,2}", text) and int(text) <= 95 else None
    else:
        told = find_label(choices.labels(key), text)
    if told is None:
        raise ValueError(f"“{_clip(value)}” is not a value of “{key}”")
    return told


def find_label(labels: Mapping[str, str], text: str) -> str | None:
    """The label that an address means by an id or a label, in whatever case; None if it means none."""
    return next((label for name, label in labels.items() if text.lower() in (name.lower(), label.lower())), None)


def _read_day(key: str, text: str, choices: Choices) -> str:
    """The first or last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, no farther than the data reach.

    A period that begins or ends outside the data is cut to them. One that holds nothing of them
    is refused, and so is a single day outside.
    """
    day = _parse_day(text, last=key != "from")
    if day is None:
        raise ValueError(f"“{_clip(text)}” is not a value of “{key}”")
    if day > choices.last and key != "to":
        raise ValueError(f"“{key}” {say_day(day)} is after the last run, {say_day(choices.last)}")
    if day < choices.first and key != "from":
        raise ValueError(f"“{key}” {say_day(day)} is before the data begin, {say_day(choices.first)}")
    return min(max(day, choices.first), choices.last).isoformat()


def _parse_day(text: str, last: bool) -> dt.date | None:
    found = re.fullmatch("([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?", text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    try:
        return dt.date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if last else 1)))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
