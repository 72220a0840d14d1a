"""Who a surname is, and people introduced in the text itself.

A surname alone means somebody only
1.  if the same text names one person of that surname in full;
2.  after a title, whoever held that office on the day or had held it before;
3.  bare, a head of government of the day, or a former one whose surname no other country's
    people bear.
What can be two countries' is nobody's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from etl.coder.mentions import ActorMention
from etl.entries import Office, Term

_NEAR = dt.timedelta(days=45)  # reports announce a term and look back on it
_RARE = 5  # letters; shorter surnames are words and names of many countries

_NAME = r"[A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z]){1,2}"
_ROLE = (
    r"(?i:minister|premier|president|ambassador|envoy|counterpart|official|delegate|negotiator|diplomat|spokesman"
    r"|spokeswoman|spokesperson|secretary|advis[eo]r|leader|chief|commander|consul|governor|lawmaker"
    r"|general|director|representative|justice|judge)"
)
_INTRODUCED = re.compile(rf"(?:['’]s)?(?: [\w-]+){{0,6}}? {_ROLE},? (?P<name>{_NAME})")
_IN_APPOSITION = re.compile(rf"(?P<name>{_NAME}), (?:the )?(?:then )?(?:new )?$")
_ROLE_AFTER = re.compile(rf"(?:['’]s)?(?: [\w-]+){{0,5}}? {_ROLE}\b")

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
    (r"director[- ]general", frozenset({"official"})),
    (r"mr\.?|mrs\.?|ms\.?|madam", frozenset()),
)
_TITLE = re.compile(
    rf"(?:\b|-)(?:{'|'.join(f'(?P<t{n}>{source})' for n, (source, _) in enumerate(_TITLES))})\s+$", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"(?:^|[\s(“\"‘'])([A-Z][\w’'-]*) $")
_CLAUSE_START = re.compile(r"(?:^|[.!?:;\n”\"“—–-] ?|, )$")
_GIVEN_AFTER = re.compile(
    r" (?!(?:Cabinet|Government|Administration|Statement|Declaration|Party|Foundation|Doctrine|Ministry|Minister)\b)"
    r"[A-Z][a-z]+(?:-[A-Za-z]+)?\b"
)
_NO_NAME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|When|While|After|Before|But|And|As|In|On|If|That|Both|Neither|Then"
    r"|Former|Late|Acting|Only|Since|Although|Though|Because|Yet|With|From|To|For|Nor|Or|So|Until|Where|What|How)"
)


def title_before(text: str, start: int) -> frozenset[Office] | None:
    """The offices that the title right before `start` can mean; empty after Mr or Ms, None without a title."""
    match = _TITLE.search(text[max(0, start - 40) : start])
    return _TITLES[int(match.lastgroup[1:])][1] if match and match.lastgroup else None


def is_part_of_name(text: str, start: int, end: int) -> bool:
    """Whether the untitled surname belongs to a whole name the table does not know."""
    if _GIVEN_AFTER.match(text, end):
        return True
    before = text[max(0, start - 40) : start]
    word = _WORD_BEFORE.search(before)
    if word is None or _NO_NAME.fullmatch(word.group(1)):
        return False
    return _CLAUSE_START.search(before[: word.start(1)]) is None


def resolve_surname(
    terms: Sequence[tuple[str, Term]], offices: frozenset[Office] | None, day: dt.date, named: set[str]
) -> tuple[str, Term] | None:
    """The country and term that a surname means, None where it can be two countries' or nobody's.

    `terms` are all of that surname, `offices` those of the title before it (`title_before`),
    `named` the people named in full in the same text.
    """
    whole = [(code, term) for code, term in terms if term.name in named]
    if whole:
        return _one_country([found for found in whole if offices and found[1].office in offices] or whole, day)
    current = [(code, term) for code, term in terms if _holds(term, day)]
    leaders = [(code, term) for code, term in current if term.office == "leader"]
    if offices is None:
        return _one_country(leaders or _former_leaders(terms, day), day)
    if not offices:
        return _one_country(leaders or current or _former_leaders(terms, day), day)
    past = [(code, term) for code, term in terms if term.office in offices and term.start <= day]
    return _one_country([found for found in current if found[1].office in offices] or past, day)


def closeness(term: Term, day: dt.date) -> tuple[bool, bool, bool, dt.date]:
    """Sorts terms by how likely a text of that day speaks of them; the likeliest is the greatest."""
    return term.covers(day), _holds(term, day), term.start <= day, term.start


def _holds(term: Term, day: dt.date) -> bool:
    return term.start - _NEAR <= day and (term.end is None or day <= term.end + _NEAR)


def _former_leaders(terms: Sequence[tuple[str, Term]], day: dt.date) -> list[tuple[str, Term]]:
    if len({code for code, _ in terms}) > 1 or any(len(term.family) < _RARE for _, term in terms):
        return []
    return [(code, term) for code, term in terms if term.office == "leader" and term.start <= day]


def _one_country(terms: Sequence[tuple[str, Term]], day: dt.date) -> tuple[str, Term] | None:
    if len({code for code, _ in terms}) != 1:
        return None
    return max(terms, key=lambda found: closeness(found[1], day))


def learn_people(text: str, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """People the text introduces by country and role: "his Japanese counterpart Keiichi Ono"."""
    learnt = []
    ends = [mention.start for mention in mentions[1:]] + [len(text)]
    for number, mention in enumerate(mentions):
        if mention.kind not in ("country", "demonym", "capital"):
            continue
        reach = min(mention.end + 140, ends[number])
        span = _introduced(text, mention, reach)
        if span:
            learnt.append(ActorMention(*span, mention.country, "person", "official", text[span[0] : span[1]]))
    return learnt


def _introduced(text: str, mention: ActorMention, reach: int) -> tuple[int, int] | None:
    match = _INTRODUCED.match(text, mention.end, reach)
    if match:
        return match.span("name")
    if not _ROLE_AFTER.match(text, mention.end, reach):
        return None
    since = max(0, mention.start - 60)
    before = _IN_APPOSITION.search(text[since : mention.start])
    return (since + before.start("name"), since + before.end("name")) if before else None


def find_learnt(text: str, learnt: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """Learnt people named again by the part of the name that papers use alone."""
    sides: dict[str, set[str]] = defaultdict(set)
    people: dict[str, ActorMention] = {}
    for person in learnt:
        parts = (person.name or "").split()
        for part in {parts[0], parts[-1]} if parts else ():
            if "-" not in part and len(part) > 1:
                sides[part].add(person.country)
                people[part] = person
    known = sorted(re.escape(part) for part, codes in sides.items() if len(codes) == 1)
    if known:
        for match in re.finditer(rf"\b(?:{'|'.join(known)})\b(?!-)", text):
            person = people[match.group()]
            yield ActorMention(*match.span(), person.country, "person", person.office, person.name)
