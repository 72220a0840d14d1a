"""Articles made clean and single: `normalise` one, `prepare` all of a run.

When two articles are one
1. Same text after normalising, capitals and punctuation left aside: copies, however far apart in time.
2. Nearly the same text: at least 90 % alike, published within a week of the original, and every number,
   weekday and month of the shorter one is in the longer one too. That takes the reprint with a cut tail or
   another dateline, and leaves two daily reports that differ in the day and the figure alone.
3. The original is the one published first, then the one with the smaller id. Copies point at an original,
   never at a copy.
4. Rows of a chronology are nobody's copies, and a sample article is never one with real reporting.

To compare only what can be alike, each text is known by the smallest hashes of its four-word runs (a
bottom-k sketch, Broder 1997); only originals that share some of them are compared in full.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz

from etl.records import Article, Problem

# --------------------------------------------------------------------------- clean

_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028]")
_INVISIBLE = re.compile(  # control characters, marks of direction and of width, lone surrogates
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r" ?\n ?")
_PARAGRAPHS = re.compile(r"\n{3,}")
_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)+")
_ENTITIES = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LAYERS = 8  # entities can hide entities; eight deep is more than any page was ever escaped


def normalise(article: Article) -> Article:
    """The article as it is stored; every later offset counts the characters of this text.

    Unicode NFC; line ends as `\\n`, paragraphs apart by one empty line; no control, zero-width or
    direction marks; left-over HTML entities resolved; blanks run together. Doing it twice changes nothing.
    """
    return replace(
        article,
        text=normalise_text(article.text),
        title=normalise_line(article.title),
        source=normalise_line(article.source),
    )


def normalise_text(text: str) -> str:
    """Running text in the form that is stored."""
    for _ in range(_LAYERS):
        cleaned = _clean(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def normalise_line(text: str) -> str:
    """Text that has to stand on one line, such as a title."""
    return " ".join(normalise_text(text).split())


def _clean(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    if "&" in text:
        text = _ENTITIES.sub(lambda found: html.unescape(found[0]), _AMPERSANDS.sub("&", text))
    text = _BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = _PARAGRAPHS.sub("\n\n", _GAPS.sub("\n", _BLANKS.sub(" ", text)))
    return unicodedata.normalize("NFC", text).strip()


# -------------------------------------------------------------------------- single


@dataclass(frozen=True, slots=True)
class Prepared:
    """The articles of a run, ready to be coded.

    `articles` holds all of them, copies too, each id once, by day of publication and id; `duplicates`
    says of which article a copy is one, as id → id of its original. An article that was read twice, under
    one id, is held once; `n_repeated` counts the others.
    """

    articles: tuple[Article, ...]
    duplicates: dict[str, str]
    problems: tuple[Problem, ...]
    n_repeated: int = 0

    @property
    def originals(self) -> tuple[Article, ...]:
        """The articles that are no copies: the ones to read."""
        return tuple(article for article in self.articles if article.id not in self.duplicates)


def prepare(items: Iterable[Article | Problem]) -> Prepared:
    """Normalise all articles and find the copies among them; the order of `items` does not matter."""
    problems: list[Problem] = []
    cleaned: list[Article] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        article = normalise(item)
        if article.text:
            cleaned.append(article)
        else:
            problems.append(
                Problem(article.read_from, "the text holds no visible character", "give the article's body")
            )
    articles, clashes = _give_each_an_id(cleaned)
    return Prepared(
        tuple(articles),
        find_duplicates(articles),
        tuple(sorted(problems + clashes, key=str)),
        len(cleaned) - len(articles),
    )


def _give_each_an_id(articles: list[Article]) -> tuple[list[Article], list[Problem]]:
    """Sorted articles with unique ids: one read twice is kept once, different ones under one id get their own."""
    by_id: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in sorted(articles, key=_by_age):
        by_id[article.id].setdefault(_content(article), article)
    kept: list[Article] = []
    problems: list[Problem] = []
    for name, different in by_id.items():
        if len(different) == 1:
            kept.extend(different.values())
            continue
        renamed = [replace(article, id=f"{name}~{content[:8]}") for content, article in different.items()]
        kept.extend(renamed)
        what = (
            f"the id {name!r} is given to {len(renamed)} different articles, kept as {', '.join(a.id for a in renamed)}"
        )
        problems.append(Problem(renamed[0].read_from, what, "give each article an id of its own"))
    return sorted(kept, key=_by_age), problems


def _by_age(article: Article) -> tuple[dt.date, str, str, str, str, str]:
    return article.published, article.id, article.title, article.source, article.url, article.read_from


def _content(article: Article) -> str:
    return hashlib.sha256(f"{article.coding}\n{article.text}".encode()).hexdigest()


# -------------------------------------------------------------------- duplicates

WINDOW = dt.timedelta(days=7)  # a reprint follows within a week
ALIKE = 90.0  # per cent, rapidfuzz's normalised indel similarity
_RUN = 4  # words that make one hash
_SKETCH = 8  # hashes a text is known by
_SHARED = 2  # of them, for two texts to be compared
_CROWD = 200  # originals looked at per hash; more share a boilerplate phrase, not a story
_HEAD = 20_000  # characters compared; keeps the cost of a pair bounded

_WORDS = re.compile(r"\w+")
_TELLING = re.compile(
    r"\d+|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
)


@dataclass(frozen=True, slots=True)
class _Print:
    """What of an article is compared."""

    article: Article
    words: str  # in lower case, without punctuation
    telling: Counter[str]  # numbers, weekdays, months
    sketch: tuple[int, ...]


def find_duplicates(articles: list[Article]) -> dict[str, str]:
    """id → id of the original, for every copy among articles with unique ids."""
    exact: dict[tuple[bool, str], str] = {}
    originals: dict[int, list[_Print]] = defaultdict(list)
    duplicates: dict[str, str] = {}
    for article in sorted(articles, key=_by_age):
        if article.coding is not None:
            continue
        words = " ".join(_WORDS.findall(article.text.casefold())) or article.text
        first = exact.setdefault((article.sample, words), article.id)
        if first != article.id:
            duplicates[article.id] = first
            continue
        taken = _Print(article, words, Counter(_TELLING.findall(words)), _sketch(words))
        original = _find_original(taken, originals)
        if original is None:
            for value in taken.sketch:
                originals[value].append(taken)
        else:
            duplicates[article.id] = exact[article.sample, words] = original
    return duplicates


def _find_original(copy: _Print, originals: dict[int, list[_Print]]) -> str | None:
    shared: Counter[str] = Counter()
    near: dict[str, _Print] = {}
    for value in copy.sketch:
        for other in reversed(originals.get(value, [])[-_CROWD:]):
            if copy.article.published - other.article.published > WINDOW:
                break
            shared[other.article.id] += 1
            near[other.article.id] = other
    needed = min(_SHARED, len(copy.sketch))
    found = [near[name].article for name, n in shared.items() if n >= needed and _alike(copy, near[name])]
    return min(found, key=_by_age).id if found else None


def _alike(one: _Print, other: _Print) -> bool:
    if one.article.sample != other.article.sample:
        return False
    shorter, longer = sorted((one, other), key=lambda taken: len(taken.words))
    if 2 * len(shorter.words) < (ALIKE / 100) * (len(shorter.words) + len(longer.words)):
        return False  # their lengths alone put ALIKE out of reach
    if not shorter.telling <= longer.telling:
        return False
    return fuzz.ratio(one.words[:_HEAD], other.words[:_HEAD], score_cutoff=ALIKE) > 0


def _sketch(words: str) -> tuple[int, ...]:
    """The smallest hashes of all runs of four words, few enough to be cheap, enough to meet a near copy."""
    hashes = np.fromiter((crc32(word.encode()) for word in words.split()), dtype=np.uint64)
    if len(hashes) > _RUN:
        runs = np.lib.stride_tricks.sliding_window_view(hashes, _RUN)
        factors = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)
        hashes = (runs * factors).sum(axis=1, dtype=np.uint64) >> np.uint64(16)
    return tuple(int(value) for value in np.unique(hashes)[:_SKETCH])
