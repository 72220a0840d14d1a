"""How dates, stances and numbers are said, and how text from articles is made harmless."""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

MARKS = {"cooperation": "▲", "friction": "▼"}
STANCES = {"cooperation": "Cooperation", "friction": "Friction"}
ORIGINS = {
    "coded": "coded from articles",
    "curated": "curated chronology",
    "coded+curated": "coded and curated",
}
MODALITIES = {
    "actual": "happened",
    "announced": "announced, takes effect later",
    "ongoing": "reported as in force, no new act",
}
BASES = {
    "explicit": "the date is spelled out in the text",
    "relative": "told relative to the day of publication",
    "anchored": "told relative to another date in the text",
    "published": "no date in the text: the day of publication",
    "curated": "given by the chronology",
    "none": "the text does not tell",
}
LEAN = 0.15  # an index nearer to zero than this is called balanced
CLEAR = 0.5  # and one farther away, clear


def escape(text: object) -> str:
    """Text of an article as HTML that shows it and does nothing else."""
    return html.escape(str(text), quote=True)


def escape_in_figure(text: object) -> str:
    """The same for text inside a figure: Plotly reads a little HTML, but does not know `&quot;`."""
    return html.escape(str(text), quote=False)


def escape_markdown(text: str) -> str:
    """The same in a place that renders Markdown: every mark of it escaped."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|$:~" else letter for letter in text)


def safe_url(url: str) -> str:
    """The address if it is a plain http(s) one, else empty."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def link(url: str, label: str) -> str:
    """A link that opens outside, or the bare label where the address is not http(s)."""
    address = safe_url(url)
    if not address:
        return escape(label)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(label)}</a>'


def say_day(day: dt.date | None) -> str:
    """`3 Aug 2019`; "unknown" for None and NaT."""
    if not _is_day(day):
        return "unknown"
    return f"{day.day} {day:%b %Y}"  # type: ignore[union-attr]


def say_date(start: dt.date | None, precision: str) -> str:
    """`3 Aug 2019`, `Aug 2019`, `2019` or "date unknown": never more than is known."""
    if not _is_day(start) or precision == "unknown":
        return "date unknown"
    return {"month": f"{start:%b %Y}", "year": f"{start:%Y}"}.get(precision, say_day(start))


def iso_date(start: dt.date | None, precision: str) -> str:
    """`2019-08-03`, `2019-08`, `2019` or empty; sorts as text."""
    if not _is_day(start) or precision == "unknown":
        return ""
    return f"{start:%Y-%m-%d}"[: {"month": 7, "year": 4}.get(precision, 10)]


def say_number(value: float | None) -> str:
    """An index value with its sign: `+0.42`, `−0.10`, `0.00`, "unknown" for None."""
    if value is None or math.isnan(value):
        return "unknown"
    rounded = round(value, 2)
    return "0.00" if rounded == 0 else f"{rounded:+.2f}".replace("-", "−")


def say_count(count: int, one: str, many: str = "") -> str:
    """`1 event`, `1,204 events`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def say_balance(net: float | None) -> str:
    """What an index value of a past day means, in words that fit before the two countries' names."""
    if net is None or math.isnan(net):
        return "nothing was known"
    if abs(net) < LEAN:
        return "cooperation and friction were in balance"
    ahead, behind = ("cooperation", "friction") if net > 0 else ("friction", "cooperation")
    return f"{ahead} {'clearly ' if abs(net) >= CLEAR else ''}outweighed {behind}"


def say_change(change: float | None) -> str:
    """`up 0.12`, `down 0.08` or `unchanged`; "with nothing to compare to" for None."""
    if change is None or math.isnan(change):
        return "with nothing to compare to"
    if abs(change) < 0.005:
        return "unchanged"
    return f"{'up' if change > 0 else 'down'} {abs(change):.2f}"


def say_actor(actor: str, sides: Mapping[str, str]) -> str:
    """Who acts towards whom: `Japan → South Korea`; both sides and third parties by name."""
    if actor in sides:
        other = next((name for code, name in sides.items() if code != actor), "")
        return f"{sides[actor]} → {other}"
    return {"BOTH": "both sides", "OTHER": "a third party"}.get(actor, actor)


def strip_lead(sentence: str) -> str:
    """A sentence of an article without bullet, dateline or date before it: `SEOUL, March 6 (Desk C) - Japan …`."""
    bare = _LEAD.sub("", sentence.strip(), count=1).lstrip()
    return bare[0].upper() + bare[1:] if len(bare) >= LEAST else sentence.strip()


LEAST = 20  # characters that must be left of a sentence
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DASH = r"\s*(?:—|–|--|-)\s+"
_LEAD = re.compile(
    r"^(?:[○●•·*]\s+)?(?:"
    rf"[A-Z][A-Z.'’/ -]{{2,}}(?:,\s+[A-Z][a-z]+)?(?:,\s+{_MONTH}\s+\d{{1,2}})?(?:\s+\([^)]{{1,40}}\))?{_DASH}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?(?:{_DASH}|:\s+)"
    rf"|(?:{_MONTH}\s+)?\d{{4}}(?:-\d\d){{0,2}}(?:{_DASH}|:\s+)"
    r")?"
)


def _is_day(day: object) -> bool:
    return day is not None and day == day
