"""The two gates: which articles are read at all, and which acts are between the two countries.

`Prefilter` looks at a whole article in microseconds: both countries named, and a cue of
any indicator, a head of government of each, or a brief of few words. What it lets through is read whole.

`in_dyad` looks at one sentence on the scene of its article. The other side of an act need not
be named beside it, so the dyad is resolved over title, lead and the paragraphs before; what
keeps an act out is told first:

1.  a list of many countries is nobody;
2.  a third country that acts alone ("the North fired over Japan"), or shares the sentence with
    one side only ("Kishida met Biden"), unless the text makes three of both sides and it;
3.  one side alone where the other is far away in the text;
4.  "both sides" that are the sides of another pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import re2
from spacy.tokens import Token

from etl.coder.cues import cue_regex
from etl.coder.doers import doers_of
from etl.coder.mentions import ActorMention, Scene
from etl.coder.phrases import Ground
from etl.coder.surfaces import bold_names, compile_surfaces, orders_of, with_capitals
from etl.entries import Catalogue, Country
from etl.records import BOTH, Article

_SHORT = 4  # letters; shorter names of offices are abbreviations of much else
_BRIEF = 600  # bytes; a brief that names both countries is read without asking for a cue

_MANY = 5  # countries in one sentence that make a list
_LEAD = 400  # characters of the text that count as its lead
_BEFORE = 600  # characters before a sentence in which the other side counts as near
_SIGHT = 800  # characters after which a text that names neither side has moved on
_SHADOW = 2  # times more often a third country is named where the article is not about the pair
_JOINT = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})  # actions in which a third country can join both
_PLACED = re.compile(r"\b(?:in|at|near|outside) (?:the )?$")
NOT_A_COUNTRY = frozenset({"both", "organisation", "place", "firm"})  # kinds of mention that are no third country
_TRILATERAL = re.compile(
    r"\b(?:trilateral\w*|three-way|(?:the|all|other) three|three (?:countries|nations|leaders|allies))\b", re.I
)


class Prefilter:
    """Whether an article can be about the pair; cheap for all that names neither country."""

    def __init__(self, catalogue: Catalogue) -> None:
        first, second = (catalogue.country(code) for code in catalogue.pair.sides)
        others = [country for country in catalogue.countries if country.code not in catalogue.pair.sides]
        self._sides = [_Side(first, (second, *others)), _Side(second, (first, *others))]
        cues = {cue for indicator in catalogue.pair.indicators for cue in (*indicator.strong, *indicator.weak)}
        options = re2.Options()
        options.case_sensitive = False
        options.max_mem = 256 << 20
        self._cue = re2.compile("|".join(cue_regex(cue) for cue in sorted(cues)), options)

    def passes(self, article: Article) -> bool:
        """True if the article deserves to be read; cost is one scan where a country is missing."""
        text = f"{article.title}\n{article.text}".encode()
        if not all(side.named_in(text) for side in self._sides):
            return False
        if len(text) < _BRIEF or self._cue.search(text) is not None:
            return True
        return all(side.leader_in(text) for side in self._sides)


@dataclass(frozen=True, slots=True)
class DyadVerdict:
    """Whether an act is between the two countries, and why or why not."""

    ok: bool
    reason: str


def in_dyad(scene: Scene, start: int, end: int, trigger: Token | None = None, action: str | None = None) -> DyadVerdict:
    """Whether what the sentence `text[start:end]` tells is between the two sides of the scene.

    With the `trigger` of an act of that sentence and its PLOVER `action` its subject counts too.
    """
    here = [mention for mention in scene.within(start, end) if not _is_venue(mention, scene)]
    sides = {mention.country for mention in here} & set(scene.sides)
    thirds = {mention.country for mention in here if _is_third(mention, scene)}
    listed = {mention.country for mention in here if mention.kind != "demonym" and _is_third(mention, scene)}
    threesome = len(sides) == 2 and (action in _JOINT or _TRILATERAL.search(scene.text, start, end))
    if len(listed | sides) >= _MANY:
        return DyadVerdict(False, "a list of many countries")
    if trigger is not None and not threesome and _third_acts(trigger, scene, start):
        return DyadVerdict(False, "a third country acts")
    if len(sides) == 2:
        return DyadVerdict(True, "both sides in the sentence")
    central = _is_about_pair(scene)
    if thirds and not central and not _TRILATERAL.search(scene.text, start, end):
        return DyadVerdict(False, "a third country beside one side" if sides else "a third country alone")
    if any(mention.kind == "both" for mention in here) and not sides and not _meant_by_both(scene, start):
        return DyadVerdict(False, "the two sides are others")
    if not sides and not _is_in_sight(scene, start):
        return DyadVerdict(False, "the pair is out of sight")
    if not central and not set(scene.sides) <= _countries_near(scene, start) | sides:
        return DyadVerdict(False, "the other side is far away" if sides else "neither side is near")
    if _is_overshadowed(scene):
        return DyadVerdict(False, "the article is about another pair")
    return DyadVerdict(True, "one side, the other near" if sides else "both sides near")


class _Side:
    """One country's names as patterns over UTF-8: the sure ones, and the loose ones beside what they are not."""

    def __init__(self, country: Country, others: Iterable[Country]) -> None:
        offices = (*country.metonyms, *country.ministries, *country.bodies)
        people = {term.name: term for term in country.terms}.values()
        leaders = [name for term in country.terms if term.office == "leader" for name in orders_of(term)]
        self._sure = compile_surfaces(
            [
                *with_capitals(bold_names(country)),
                *(name for name in offices if len(name) > _SHORT),
                *(term.name for term in people),
                *leaders,
            ]
        )
        self._leader = compile_surfaces(leaders) if leaders else None
        self._loose = {name.upper().encode() for name in country.loose}
        unlike = [*country.not_names, *(name for other in others for name in bold_names(other))]
        self._loose_or_not = compile_surfaces([*unlike, *with_capitals(country.loose)])

    def named_in(self, text: bytes) -> bool:
        """Whether the country is named."""
        if self._sure.search(text) is not None:
            return True
        if not self._loose:
            return False
        return any(match.group().upper() in self._loose for match in self._loose_or_not.finditer(text))

    def leader_in(self, text: bytes) -> bool:
        """Whether one of its heads of government is named in full."""
        return self._leader is not None and self._leader.search(text) is not None


def _is_third(mention: ActorMention, scene: Scene) -> bool:
    """Whether a mention is of another country as an actor; organisations and mere places are not."""
    return mention.kind not in NOT_A_COUNTRY and mention.country not in scene.sides


def _is_venue(mention: ActorMention, scene: Scene) -> bool:
    """Whether another country is only where something happens: "in Singapore", "the Cambodian capital"."""
    if not _is_third(mention, scene):
        return False
    before = scene.text[max(0, mention.start - 10) : mention.start]
    return bool(_PLACED.search(before)) or scene.text.startswith(" capital", mention.end)


def _third_acts(trigger: Token, scene: Scene, offset: int) -> bool:
    """Whether the nearest doer that is named is a third country without either side."""
    ground = Ground(scene, offset, places=False)
    for phrase in doers_of(trigger):
        codes = ground.named_by(phrase)
        if codes:
            return ground.is_third(codes)
    return False


def _meant_by_both(scene: Scene, start: int) -> bool:
    """Whether "both sides" are the pair's: the last two countries named before, or those of the title."""
    last: list[str] = []
    for mention in chain(scene.back_from(start), reversed(scene.title)):
        if mention.kind in ("both", "organisation") or _is_venue(mention, scene):
            continue
        if mention.country not in last:
            last.append(mention.country)
        if len(last) == 2:
            break
    return set(last) <= set(scene.sides)


def _countries_near(scene: Scene, start: int) -> set[str]:
    """Countries named in the title, the lead, or shortly before, and the article's home."""
    around = [*scene.title, *scene.within(0, _LEAD), *scene.within(start - _BEFORE, start)]
    return {mention.country for mention in around} | ({scene.home} if scene.home else set())


def _is_in_sight(scene: Scene, start: int) -> bool:
    """Whether a side has been named shortly before, or both are in the title."""
    recent = {mention.country for mention in scene.within(start - _SIGHT, start)}
    return bool(recent & {*scene.sides, BOTH}) or set(scene.sides) <= {mention.country for mention in scene.title}


def _is_about_pair(scene: Scene) -> bool:
    """Whether both sides are named at least as often as any third country, and more than once."""
    rarer, third = _rarer_side_and_third(scene)
    return rarer >= 2 and rarer >= third


def _is_overshadowed(scene: Scene) -> bool:
    """Whether a third country is named much more often than the side that is named less."""
    rarer, third = _rarer_side_and_third(scene)
    return third > _SHADOW * rarer


def _rarer_side_and_third(scene: Scene) -> tuple[int, int]:
    """How often the less named side and the most named third country are named."""
    counts = dict.fromkeys(scene.sides, 0)
    others: Counter[str] = Counter()
    for (country, kind), count in scene.counts.items():
        if country in counts:
            counts[country] += count
        elif kind not in NOT_A_COUNTRY:
            others[country] += count
    return min(counts[side] for side in scene.sides), max(others.values(), default=0)
