"""Find who is named in a text: countries and all that stands for them.

1.  One pass finds every name of the table (actors.toml); the longest wins, so that
    "North Korea" is never Korea, and "Sea of Japan" is nobody.
2.  A loose name ("Korea") is its country unless the text is rather about a namesake;
    an elliptic one ("the South") counts only where the namesake is named.
3.  People: whole names always, surnames as `etl.coder.people` tells them. People the
    table does not know are learnt from their introduction.
4.  "Both sides", "the two leaders", "each other" are found as `both`.

What a name stands for is in the table alone: no country is named here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from etl.coder.mentions import ActorMention, Kind, Scene, free_mentions
from etl.coder.people import closeness, find_learnt, is_part_of_name, learn_people, resolve_surname, title_before
from etl.coder.surfaces import bold_names, compile_surfaces, orders_of, surface_key, with_capitals
from etl.entries import Catalogue, Country, Term
from etl.records import BOTH, Article

__all__ = ["ActorFinder", "ActorMention", "Scene"]

_BOTH = re.compile(
    r"\b(?:both|(?:the|their|these|those) two|the pair(?: of)?)(?: [a-z]+)?"
    r" (?:countries|sides|nations|governments|leaders|neighbou?rs|capitals|ministers|ministries|peoples|states"
    r"|delegations|navies|militaries|parties|allies|presidents|economies|diplomats|envoys|banks|societies|officials"
    r"|coast guards|foreign ministers|finance ministers|defen[cs]e ministers|heads of (?:state|government))\b"
    r"|\b(?:each other|one another|bilateral|the neighbou?rs)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*(?:[A-Z][A-Z.]+(?:[ /][A-Z]+)*\b[^.\n]{0,40}?|[A-Z][^\n]{0,40}? \([^)\n]{2,20}\) ?)(?:—|–|--| - )\s*"
)


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a surface stands for; `none` for what only looks like a name."""

    country: str
    kind: Kind | Literal["none", "loose", "family"]
    name: str | None = None


_NOBODY = _Sense("", "none")


class ActorFinder:
    """Every name of a catalogue's actors, compiled once, searched in one pass."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._senses: dict[str, _Sense] = {}
        self._families: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        self._terms: dict[str, list[Term]] = defaultdict(list)
        self._pattern = compile_surfaces(self._collect(catalogue))
        self._namesakes = _find_namesakes(catalogue.countries)
        self._elliptic = {
            country.code: compile_elliptic(country.elliptic) for country in catalogue.countries if country.elliptic
        }
        self._titles: dict[str, frozenset[str]] = {}
        for country in catalogue.countries:
            for title in country.leader_titles:
                self._titles[title] = self._titles.get(title, frozenset()) | {country.code}

    def find(self, text: str, published: dt.date, known: Iterable[str] = ()) -> tuple[ActorMention, ...]:
        """Everyone named, in reading order, without overlaps.

        `published` settles who holds an office; `known` are whole names met elsewhere, such as in the title.
        """
        raw = [(match.start(), match.end(), self._sense(match.group())) for match in self._pattern.finditer(text)]
        counts = Counter(sense.country for *_, sense in raw if sense.kind in ("country", "demonym", "people", "loose"))
        mentions = list(self._settle(text, raw, counts, published))
        mentions += self._find_elliptic(text, counts, mentions)
        mentions.sort(key=lambda mention: mention.start)
        learnt = free_mentions(learn_people(text, mentions), mentions)
        mentions += learnt
        named = {mention.name for mention in mentions if mention.name} | set(known)
        surnames = [(start, end) for start, end, sense in raw if sense.kind == "family"]
        mentions += free_mentions(self._find_surnames(text, published, surnames, named), mentions)
        mentions += free_mentions(find_learnt(text, learnt), mentions)
        mentions += free_mentions((ActorMention(*m.span(), BOTH, "both") for m in _BOTH.finditer(text)), mentions)
        return tuple(sorted(mentions, key=lambda mention: mention.start))

    def read(self, article: Article) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
        """Mentions of title and text; each may name in full whom the other names by surname."""
        title = self.find(article.title, article.published)
        body = self.find(article.text, article.published, _names(title))
        return self.find(article.title, article.published, _names(body)), body

    def scene(self, article: Article) -> Scene:
        """Who is who in an article."""
        title, body = self.read(article)
        umpires = frozenset(above.id for above in self._catalogue.organisations if above.rules)
        start = _DATELINE.match(article.text)
        return Scene(
            sides=self._catalogue.pair.sides,
            title=title,
            body=body,
            text=article.text,
            dateline=start.end() if start else 0,
            home=self._home(article, body, start.end() if start else 0),
            umpires=umpires,
            leader_titles=self._titles,
        )

    # ------------------------------------------------------------ the table

    def _collect(self, catalogue: Catalogue) -> Iterator[str]:
        """Every surface; fills the table of senses on the way."""
        for country in catalogue.countries:
            for kind, names in _names_of(country):
                for name in names:
                    self._add(name, _Sense(country.code, kind))
                yield from with_capitals(names) if kind in ("country", "demonym", "capital", "loose") else names
            for term in country.terms:
                self._terms[term.name].append(term)
                self._families[surface_key(term.family)].append((country.code, term))
                for name in orders_of(term):
                    self._add(name, _Sense(country.code, "person", term.name))
                yield from with_capitals(orders_of(term))
                yield term.family
        for family in self._families:
            self._senses.setdefault(family, _Sense("", "family"))
        for organisation in catalogue.organisations:
            for name in organisation.names:
                self._add(name, _Sense(organisation.id, "organisation"))
            yield from organisation.names

    def _add(self, name: str, sense: _Sense) -> None:
        """Note what a name stands for; what stands for two countries is nobody's."""
        key = surface_key(name)
        held = self._senses.setdefault(key, sense)
        if "none" in (held.kind, sense.kind) or held.country != sense.country:
            self._senses[key] = _NOBODY

    def _sense(self, surface: str) -> _Sense:
        return self._senses.get(surface_key(surface), _NOBODY)

    # ------------------------------------------------------------ one text

    def _settle(
        self, text: str, raw: list[tuple[int, int, _Sense]], counts: Counter[str], published: dt.date
    ) -> Iterator[ActorMention]:
        for start, end, sense in raw:
            if sense.kind == "person":
                terms = self._terms[sense.name or ""]
                office = max(terms, key=lambda term: closeness(term, published)).office
                yield ActorMention(start, end, sense.country, "person", office, sense.name)
            elif sense.kind == "loose":
                if all(counts[namesake] <= counts[sense.country] for namesake in self._namesakes[sense.country]):
                    yield ActorMention(start, end, sense.country, self._kind_of_loose(text[start:end], sense.country))
            elif sense.kind != "none" and sense.kind != "family":
                yield ActorMention(start, end, sense.country, sense.kind)

    def _kind_of_loose(self, word: str, code: str) -> Kind:
        """A loose name is of the kind of the whole name that it ends: "Korean" of "South Korean"."""
        country = self._catalogue.country(code)
        kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("demonym", (country.demonym, *country.demonyms)),
            ("people", country.people),
        )
        ending = f" {word}".casefold()
        return next((kind for kind, names in kinds if any(n.casefold().endswith(ending) for n in names)), "country")

    def _find_elliptic(self, text: str, counts: Counter[str], taken: list[ActorMention]) -> list[ActorMention]:
        found = [
            ActorMention(*match.span(), code, "country")
            for code, pattern in self._elliptic.items()
            if any(counts[namesake] for namesake in self._namesakes[code])
            for match in pattern.finditer(text)
        ]
        return free_mentions(found, taken)

    def _find_surnames(
        self, text: str, published: dt.date, spans: list[tuple[int, int]], named: set[str]
    ) -> Iterator[ActorMention]:
        for start, end in spans:
            offices = title_before(text, start)
            if offices is None and is_part_of_name(text, start, end):
                continue
            found = resolve_surname(self._families[surface_key(text[start:end])], offices, published, named)
            if found is not None:
                code, term = found
                yield ActorMention(start, end, code, "person", term.office, term.name)

    def _home(self, article: Article, body: tuple[ActorMention, ...], dateline: int) -> str | None:
        """The side an article is written from: its outlet's, its dateline's, or the one it calls by its loose name."""
        for code in self._catalogue.pair.sides:
            country = self._catalogue.country(code)
            if any(outlet in article.source for outlet in country.outlets):
                return code
            if any(mention.country == code and mention.start < dateline for mention in body):
                return code
            own = [article.text[mention.start : mention.end] for mention in body if mention.country == code]
            loose = sum(name in country.loose for name in own)
            if loose > sum(name in (*country.names, country.demonym) for name in own):
                return code
        return None


def compile_elliptic(names: Iterable[str]) -> re.Pattern[str]:
    """Names that count only beside a namesake's, and not before another name ("the South Sea")."""
    return re.compile(rf"\b(?i:{'|'.join(re.escape(name) for name in names)})\b(?! [A-Z])")


def _names_of(country: Country) -> Iterator[tuple[Kind | Literal["none", "loose"], tuple[str, ...]]]:
    yield "none", country.not_names
    yield "country", country.names
    yield "demonym", (country.demonym, *country.demonyms)
    yield "people", country.people
    yield "loose", country.loose
    yield "capital", country.capitals
    yield "office", (*country.metonyms, *country.ministries, *country.titles)
    yield "body", country.bodies
    yield "firm", (*country.firms, *country.outlets)
    yield "place", country.places


def _find_namesakes(countries: Iterable[Country]) -> dict[str, list[str]]:
    """For each country those whom its loose or elliptic names could mean as well."""
    last_words = {
        country.code: {name.split()[-1] for name in bold_names(country) if " " in name} for country in countries
    }
    return {
        code: [other for other, others in last_words.items() if other != code and words & others]
        for code, words in last_words.items()
    }


def _names(mentions: Iterable[ActorMention]) -> set[str]:
    return {mention.name for mention in mentions if mention.name}
