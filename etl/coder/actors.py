"""Find who is named in a text: countries and all that stands for them.

1.  One pass finds every name of the table (actors.toml); the longest wins, so that
    "North Korea" is never Korea, and "Sea of Japan" is nobody.
2.  A loose name ("Korea") is its country unless the text is rather about a namesake;
    an elliptic one ("the South") only where the namesake is named.
3.  People: whole names always; a surname alone only by a title before it and the terms
    in office, by a whole name elsewhere in the text, or as that of a head of government
    of the day. A surname that can be two countries' is nobody's.
4.  People the table does not know are learnt from their introduction
    ("his Japanese counterpart Keiichi Ono", "Kang Jae-kwon, South Korea's envoy").
5.  "Both sides", "the two leaders", "each other" are found as `both`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import re2

from etl.entries import Catalogue, Country, Office, Term
from etl.records import BOTH, Article

Kind = Literal[
    "country",
    "demonym",
    "people",
    "capital",
    "office",
    "body",
    "firm",
    "place",
    "person",
    "both",
    "organisation",
]

SPEAKS_FOR_STATE = frozenset({"country", "demonym", "capital", "office", "body", "person"})

_GAP = r"[\s\x{a0}\-]+"
_NAME = r"[A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z]){1,2}"
_ROLE = (
    r"(?:minister|premier|president|ambassador|envoy|counterpart|official|delegate|negotiator|diplomat|spokesman"
    r"|spokeswoman|spokesperson|secretary|adviser|advisor|leader|chief|commander|consul|governor|lawmaker"
    r"|general|director|representative|justice|judge|nuclear envoy)"
)
_INTRODUCED = re.compile(rf"(?:['’]s)?(?: [\w-]+){{0,6}}? {_ROLE},? (?P<name>{_NAME})", re.IGNORECASE)
_IN_APPOSITION = re.compile(rf"(?P<name>{_NAME}), (?:the )?(?:then )?(?:new )?$")
_ROLE_AFTER = re.compile(rf"(?:['’]s)?(?: [\w-]+){{0,5}}? {_ROLE}\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:both|(?:the|their|these|those) two|the pair(?: of)?)(?: [a-z]+)?"
    r" (?:countries|sides|nations|governments|leaders|neighbou?rs|capitals|ministers|ministries|peoples|states"
    r"|delegations|navies|militaries|foreign ministers|finance ministers|parties|allies|presidents|economies|diplomats"
    r"|envoys|central banks|societies|officials|heads of (?:state|government))\b"
    r"|\b(?:each other|one another|bilateral|the neighbou?rs)\b",
    re.IGNORECASE,
)
_TITLES: tuple[tuple[str, frozenset[Office]], ...] = (
    (r"chief cabinet secretary", frozenset({"spokesperson"})),
    (r"vice (?:foreign )?minister|vice-minister", frozenset({"vice"})),
    (r"prime minister|premier|pm", frozenset({"leader", "premier"})),
    (r"president", frozenset({"leader"})),
    (r"foreign minister|fm|secretary of state", frozenset({"foreign"})),
    (r"defen[cs]e (?:minister|secretary|chief)", frozenset({"defence"})),
    (r"finance minister|treasury secretary", frozenset({"finance"})),
    (r"(?:trade|industry|commerce|energy|economy) minister", frozenset({"trade"})),
    (r"security advis[eo]r", frozenset({"security"})),
    (r"ambassador|envoy", frozenset({"ambassador"})),
    (r"minister", frozenset({"minister", "foreign", "defence", "finance", "trade"})),
    (r"director general", frozenset({"official"})),
    (r"mr\.?|mrs\.?|ms\.?|madam", frozenset()),
)
_TITLE = re.compile(
    rf"(?:\b|-)(?:{'|'.join(f'(?P<t{n}>{source})' for n, (source, _) in enumerate(_TITLES))})\s+$", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"(?:^|[\s(“\"‘'])([A-Z][\w’'-]*) $")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n”\"“—–-] ?|, )$")
_GIVEN_AFTER = re.compile(r" [A-Z][a-z]+(?:-[A-Za-z]+| [A-Z][a-z]+)?\b(?! (?:Minister|Ministry))")
_NOT_A_GIVEN_NAME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|When|While|After|Before|But|And|As|In|On|If|That|Both|Neither|Then|Former"
    r"|Late|Acting|Only|Since|Although|Though|Because|Yet|With|From|To|For|Nor|Or|So|Until|Where|What|How)"
)
_NEAR = 45  # days an office is taken to reach beyond its term: reports lag and announce


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Somebody named: `text[start:end]`, whose side it is, and what kind of name it is.

    `country` is an ISO code, the id of an organisation, or `BOTH`. `office` and `name`
    are known for people in the table, `office` for titles too.
    """

    start: int
    end: int
    country: str
    kind: Kind
    office: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class _Sense:
    country: str
    kind: Kind | Literal["none", "loose", "family"]
    office: str | None = None
    name: str | None = None


class ActorFinder:
    """Every name of a catalogue's actors, compiled once, searched in one pass."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._countries = {country.code: country for country in catalogue.countries}
        self._senses: dict[str, _Sense] = {}
        self._terms: dict[str, list[tuple[str, Term]]] = defaultdict(list)  # by surname
        surfaces = list(self._collect(catalogue))
        self._pattern = _compile(surfaces)
        self._namesakes = _find_namesakes(catalogue.countries)
        self._elliptic = {
            country.code: [re.compile(rf"\b{re.escape(name)}\b(?! [A-Z])", re.IGNORECASE) for name in country.elliptic]
            for country in catalogue.countries
        }

    def find(self, text: str, published: dt.date, known: Iterable[str] = ()) -> tuple[ActorMention, ...]:
        """Everyone named, in reading order, without overlaps. `known` are whole names met elsewhere (title, body)."""
        raw = [(match.start(), match.end(), self._sense(match.group())) for match in self._pattern.finditer(text)]
        counts = Counter(sense.country for *_, sense in raw if sense.kind in ("country", "demonym", "people", "loose"))
        mentions = list(self._settle(raw, counts, published))
        mentions += self._find_elliptic(text, counts, mentions)
        learnt = _learn_people(text, mentions)
        mentions += _free(learnt, mentions)
        people = {mention.name for mention in mentions if mention.name} | set(known)
        families = [(start, end) for start, end, sense in raw if sense.kind == "family"]
        mentions += _free(self._find_families(text, published, families, people), mentions)
        mentions += _free(_find_learnt_families(text, learnt), mentions)
        mentions += _free((ActorMention(*match.span(), BOTH, "both") for match in _BOTH.finditer(text)), mentions)
        return tuple(sorted(mentions, key=lambda mention: mention.start))

    def read(self, article: Article) -> tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]:
        """Mentions of the title and of the text; each may name in full whom the other names by surname."""
        body = self.find(article.text, article.published, _whole_names(self.find(article.title, article.published)))
        return self.find(article.title, article.published, _whole_names(body)), body

    # ------------------------------------------------------------ the table

    def _collect(self, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
        """Every surface with whether capitals count for it too; fills the table of senses on the way."""
        for country in catalogue.countries:
            for kind, names in _names_of(country):
                for name in names:
                    self._add(name, _Sense(country.code, kind))
                    yield name, kind in ("country", "demonym", "people", "capital", "loose")
            for title in country.titles:
                self._add(title, _Sense(country.code, "office", office="title"))
                yield title, False
            for term in country.terms:
                self._terms[_key(term.family)].append((country.code, term))
                for name in _orders_of(term):
                    self._add(name, _Sense(country.code, "person", term.office, term.name))
                    yield name, True
        for family in list(self._terms):
            self._senses.setdefault(family, _Sense("", "family"))
        yield from ((term.family, False) for terms in self._terms.values() for _, term in terms)
        for organisation in catalogue.organisations:
            for name in organisation.names:
                self._add(name, _Sense(organisation.id, "organisation"))
                yield name, False

    def _add(self, name: str, sense: _Sense) -> None:
        key = _key(name)
        held = self._senses.get(key)
        if held is not None and held.country != sense.country and "none" not in (held.kind, sense.kind):
            sense = _Sense("", "none")  # two countries' name is nobody's
        if held is None or held.kind != "none":
            self._senses[key] = sense

    def _sense(self, surface: str) -> _Sense:
        return self._senses.get(_key(surface), _Sense("", "none"))

    # ------------------------------------------------------------ one text

    def _settle(
        self, raw: list[tuple[int, int, _Sense]], counts: Counter[str], published: dt.date
    ) -> Iterator[ActorMention]:
        for start, end, sense in raw:
            if sense.kind == "person":
                yield ActorMention(start, end, sense.country, "person", self._office(sense, published), sense.name)
            elif sense.kind == "loose":
                own = counts[sense.country]
                if all(counts[namesake] <= own for namesake in self._namesakes[sense.country]):
                    yield ActorMention(start, end, sense.country, "country")
            elif sense.kind not in ("none", "family"):
                yield ActorMention(start, end, sense.country, sense.kind, sense.office, sense.name)

    def _office(self, sense: _Sense, published: dt.date) -> str | None:
        """What the person was on the day, or had been last; of several offices the highest."""
        terms = [term for terms in self._terms.values() for _, term in terms if term.name == sense.name]
        return max(terms, key=lambda term: _closeness(term, published)).office if terms else sense.office

    def _find_elliptic(self, text: str, counts: Counter[str], taken: list[ActorMention]) -> list[ActorMention]:
        found = []
        for code, patterns in self._elliptic.items():
            if patterns and any(counts[namesake] for namesake in self._namesakes[code]):
                for pattern in patterns:
                    found += [ActorMention(*match.span(), code, "country") for match in pattern.finditer(text)]
        return _free(found, taken)

    def _find_families(
        self, text: str, published: dt.date, spans: list[tuple[int, int]], people: set[str]
    ) -> Iterator[ActorMention]:
        for start, end in spans:
            before = text[max(0, start - 40) : start]
            title = _TITLE.search(before)
            if title is None and _part_of_other_name(text, start, end, before):
                continue
            offices = _TITLES[int(title.lastgroup[1:])][1] if title and title.lastgroup else None
            found = _resolve(self._terms[_key(text[start:end])], offices, published, people)
            if found is not None:
                code, term = found
                yield ActorMention(start, end, code, "person", term.office, term.name)


def _names_of(country: Country) -> Iterator[tuple[Kind | Literal["none", "loose"], tuple[str, ...]]]:
    yield "none", country.not_names
    yield "country", country.names
    yield "demonym", (country.demonym, *country.demonyms)
    yield "people", country.people
    yield "loose", country.loose
    yield "capital", country.capitals
    yield "office", (*country.metonyms, *country.ministries)
    yield "body", country.bodies
    yield "firm", country.firms
    yield "place", country.places


def _orders_of(term: Term) -> Iterator[str]:
    """A name in both orders: "Fumio Kishida", "Kishida Fumio"; other spellings as they are."""
    given = " ".join(part for part in term.name.split() if part != term.family)
    yield term.name
    if given:
        yield f"{given} {term.family}"
        yield f"{term.family} {given}"
    yield from term.also


def _find_namesakes(countries: Iterable[Country]) -> dict[str, list[str]]:
    """Countries one of whose names ends in a loose name of another: whom "Korea" could also mean."""
    names = {country.code: [*country.names, *country.demonyms] for country in countries}
    loose = {country.code: country.loose for country in countries}
    return {
        code: [
            other
            for other, others in names.items()
            if other != code
            and any(name.endswith(f" {word}") for name in others for word in (*words, *(word for word in loose[other])))
        ]
        for code, words in {
            country.code: country.loose or tuple(name.split()[-1] for name in country.names if country.elliptic)
            for country in countries
        }.items()
    }


def _compile(surfaces: Iterable[tuple[str, bool]]) -> re2._Regexp:  # type: ignore[name-defined]
    sources = {}
    for name, capitals in surfaces:
        for form in {name, name.upper()} if capitals else {name}:
            sources[surface_source(form)] = None
    options = re2.Options()
    options.longest_match = True
    options.max_mem = 256 << 20
    return re2.compile("|".join(sources), options)


def surface_source(name: str) -> str:
    """A name as RE2 source: case kept, blanks and hyphens of any kind and number, whole words."""
    body = _GAP.join(_hyphens(part) for part in name.split(" "))
    body = body.replace("'", "['\u2019]").replace("\u2019", "['\u2019]") if "['" not in body else body
    left = r"\b" if name[0].isascii() and name[0].isalnum() else ""
    right = r"\b" if name[-1].isascii() and name[-1].isalnum() else ""
    return f"{left}{body}{right}"


def _hyphens(part: str) -> str:
    """ "Dae-jung" also finds "Dae jung", "Dae-Jung" and "Daejung"."""
    pieces = part.split("-")
    if len(pieces) == 1:
        return re2.escape(part)
    rest = (f"[{piece[0].lower()}{piece[0].upper()}]{re2.escape(piece[1:])}" if piece else "" for piece in pieces[1:])
    return r"[\s\-]?".join([re2.escape(pieces[0]), *rest])


_BLANKS = re.compile(r"[\s\-’']+")


def _key(surface: str) -> str:
    return _BLANKS.sub("", surface).casefold()


def _free(mentions: Iterable[ActorMention], taken: list[ActorMention]) -> list[ActorMention]:
    """Those that overlap neither the taken ones nor each other; the first stands."""
    spans = sorted((mention.start, mention.end) for mention in taken)
    kept = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if not _overlaps(spans, mention) and not (kept and mention.start < kept[-1].end):
            kept.append(mention)
    return kept


def _overlaps(spans: list[tuple[int, int]], mention: ActorMention) -> bool:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= mention.start:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] < mention.end


def _whole_names(mentions: Iterable[ActorMention]) -> set[str]:
    return {mention.name for mention in mentions if mention.name}


def _part_of_other_name(text: str, start: int, end: int, before: str) -> bool:
    """Whether the surname belongs to a whole name the table does not know."""
    if _GIVEN_AFTER.match(text, end):
        return True
    word = _WORD_BEFORE.search(before)
    if word is None or _NOT_A_GIVEN_NAME.fullmatch(word.group(1)):
        return False
    return _SENTENCE_START.search(before[: word.start(1)]) is None


def _resolve(
    terms: list[tuple[str, Term]], offices: frozenset[Office] | None, published: dt.date, people: set[str]
) -> tuple[str, Term] | None:
    """The office-holder a surname means: named in full, in the titled office, or heading a government that day."""
    named = [(code, term) for code, term in terms if term.name in people]
    if named:
        held = [(code, term) for code, term in named if offices and term.office in offices]
        return _one_country(held or named, published)
    current = [(code, term) for code, term in terms if _holds(term, published)]
    if offices is None:
        return _one_country([(code, term) for code, term in current if term.office == "leader"], published)
    if not offices:  # Mr, Ms
        leaders = [(code, term) for code, term in current if term.office == "leader"]
        return _one_country(leaders or current, published)
    held = [(code, term) for code, term in current if term.office in offices]
    past = [(code, term) for code, term in terms if term.office in offices and term.start <= published]
    return _one_country(held or past, published)


def _one_country(terms: list[tuple[str, Term]], published: dt.date) -> tuple[str, Term] | None:
    if len({code for code, _ in terms}) != 1:
        return None
    return max(terms, key=lambda found: _closeness(found[1], published))


def _closeness(term: Term, day: dt.date) -> tuple[bool, bool, bool, dt.date]:
    return _holds(term, day), term.start <= day, term.covers(day), term.start


def _holds(term: Term, day: dt.date) -> bool:
    reach = dt.timedelta(days=_NEAR)
    return term.start - reach <= day and (term.end is None or day <= term.end + reach)


def _learn_people(text: str, mentions: list[ActorMention]) -> list[ActorMention]:
    """People introduced by country and role whom the table does not know."""
    learnt = []
    for mention in mentions:
        if mention.kind not in ("country", "demonym", "people", "capital"):
            continue
        match = _INTRODUCED.match(text, mention.end, mention.end + 140)
        span = (match.start("name"), match.end("name")) if match else None
        if span is None and _ROLE_AFTER.match(text, mention.end, mention.end + 80):
            since = max(0, mention.start - 60)
            before = _IN_APPOSITION.search(text[since : mention.start])
            span = (since + before.start("name"), since + before.end("name")) if before else None
        if span and text[span[0]].isupper():
            learnt.append(ActorMention(*span, mention.country, "person", "official", text[span[0] : span[1]]))
    return learnt


def _find_learnt_families(text: str, learnt: list[ActorMention]) -> Iterator[ActorMention]:
    """Later mentions of learnt people by the part of their name that papers use alone."""
    sides: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, ActorMention] = {}
    for person in learnt:
        for part in {person.name.split()[0], person.name.split()[-1]} if person.name else ():
            if "-" not in part and len(part) > 1:
                sides[part].add(person.country)
                whole[part] = person
    parts = [re.escape(part) for part, codes in sides.items() if len(codes) == 1]
    if not parts:
        return
    for match in re.finditer(rf"\b(?:{'|'.join(parts)})\b(?!-)", text):
        person = whole[match.group()]
        yield ActorMention(*match.span(), person.country, "person", person.office, person.name)
