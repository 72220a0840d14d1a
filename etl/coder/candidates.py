"""The rule reader: subject × act, generated widely over one article.

Every trigger of an act meets every subject it may act on: the cues of its own
sentence, linked over the tree; and those it inherits from the title, the lead, the
sentence before or the article's main topic. The stance follows,

    stance = valence(subject) × direction(act)

unless the act has one of its own. What a candidate is worth is for the judge to say;
here it only gets its features.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc, Token

from etl.coder.acts import ActFinder, Trigger, Way
from etl.coder.cues import CueFinder, CueHit
from etl.coder.mentions import ActorMention, Scene
from etl.coder.modality import Reality, read_modality
from etl.coder.sentences import Sentence
from etl.entries import Catalogue, Indicator
from etl.records import Article, Stance

MEASURES = frozenset(("ban", "embargo", "curb", "restriction", "control", "freeze", "boycott", "suspension"))
MEETINGS = frozenset(("meet", "agree", "begin", "end", "restore"))  # acts that participants alone can tell
HANGING = ("self", "object", "subject", "head")
LOOSE = ("sentence", "previous", "title", "topic")
LINKS = ("self", "object", "subject", "head", "clause", "sentence", "previous", "title", "topic", "office")


class Link(NamedTuple):
    """How an act and a subject hang together (one of LINKS), by a strong cue or a weak one, and by which."""

    kind: str
    strong: bool
    cue: str

    @property
    def rank(self) -> tuple[int, bool]:
        """Smaller is closer."""
        return LINKS.index(self.kind), not self.strong


Links = dict[str, Link]  # indicator → its closest link


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is named in a sentence."""

    sides: int  # how many of the pair's two countries
    both: bool  # "the two sides", "both governments"
    others: frozenset[str]  # countries and organisations that are neither
    offices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act that may have been told: what, by which words, on which subject."""

    sentence: int  # index into the article's sentences
    trigger: Trigger
    indicator: str
    stance: Stance
    action: str
    link: str  # how act and subject hang together, one of LINKS
    cue: str
    reality: Reality
    features: dict[str, float] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, read once: everything the candidates are made from."""

    article: Article
    sentences: tuple[Sentence, ...]
    docs: tuple[Doc, ...]
    cues: tuple[tuple[CueHit, ...], ...]  # per sentence, offsets into the sentence
    title_cues: tuple[CueHit, ...]
    actors: tuple[tuple[ActorMention, ...], ...]  # per sentence, offsets into the article
    scene: Scene


class RuleReader:
    """Finds candidates with the cues, acts and valences of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.cues = CueFinder(catalogue)
        self.acts = ActFinder(catalogue)
        self._sides = set(catalogue.pair.sides)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        """Candidates of a whole article in reading order."""
        title = {hit.indicator for hit in reading.title_cues}
        topics = self._main_topics(reading)
        last: set[str] = set()
        for number, doc in enumerate(reading.docs):
            carried = {"previous": last, "title": title, "topic": topics}
            cast = self._cast(reading.actors[number])
            found = [
                candidate
                for trigger in self.acts.find(doc)
                for candidate in self._of_trigger(reading, number, trigger, cast, carried)
            ]
            rivals = Counter(candidate.trigger.token.i for candidate in found)
            for candidate in found:
                candidate.features["rivals"] = min(rivals[candidate.trigger.token.i], 6) / 6
                yield candidate
            last = {hit.indicator for hit in reading.cues[number] if hit.strong} or last

    def _cast(self, mentions: tuple[ActorMention, ...]) -> Cast:
        countries = {mention.country for mention in mentions}
        return Cast(
            sides=len(countries & self._sides),
            both=any(mention.kind == "both" for mention in mentions),
            others=frozenset(countries - self._sides),
            offices=frozenset(mention.office for mention in mentions if mention.office),
        )

    def _main_topics(self, reading: Reading) -> set[str]:
        counts = Counter(hit.indicator for hits in reading.cues for hit in hits if hit.strong)
        return {name for name, count in counts.most_common(3) if count >= 2}

    def _of_trigger(
        self, reading: Reading, number: int, trigger: Trigger, cast: Cast, carried: dict[str, set[str]]
    ) -> Iterator[Candidate]:
        token = trigger.token
        links = self._find_links(reading.cues[number], trigger, cast, carried)
        reality = read_modality(token, noun=trigger.noun, measure=token.lemma_.lower() in MEASURES)
        for name, link in self._preferred(_closest(links)).items():
            outcome = code_act(trigger.way, self.catalogue.indicators[name])
            if outcome is not None:
                candidate = Candidate(number, trigger, name, *outcome, link.kind, link.cue, reality, {})
                candidate.features.update(self._features(reading, candidate, link, cast, links))
                yield candidate

    def _find_links(
        self, hits: tuple[CueHit, ...], trigger: Trigger, cast: Cast, carried: dict[str, set[str]]
    ) -> Links:
        """The closest link of every indicator: by a cue of the sentence, by who meets, or carried along."""
        links: Links = {}
        for hit in hits:
            link = Link(link_cue(trigger.token, hit), hit.strong, hit.cue)
            if hit.indicator not in links or link.rank < links[hit.indicator].rank:
                links[hit.indicator] = link
        for indicator in self._by_participants(trigger, cast):
            links.setdefault(indicator, Link("office", True, "participants"))
        for kind, names in carried.items():
            for name in sorted(names):
                links.setdefault(name, Link(kind, True, f"carried from the {kind}"))
        return links

    def _preferred(self, links: Links) -> Links:
        """Without the indicators over which another one is preferred that a strong cue hangs on the act."""
        yielding = {
            other
            for name, link in links.items()
            if link.strong and link.kind in HANGING
            for other in self.catalogue.indicators[name].prefer_over
        }
        return {name: link for name, link in links.items() if name not in yielding}

    def _by_participants(self, trigger: Trigger, cast: Cast) -> Iterator[str]:
        """Meetings are told by who meets: offices of both sides, a partner country."""
        if trigger.way.id in MEETINGS and (cast.both or cast.sides == 2):
            for indicator in self.catalogue.pair.indicators:
                if cast.offices & set(indicator.offices) or cast.others & set(indicator.partners):
                    yield indicator.id

    def _features(
        self, reading: Reading, candidate: Candidate, link: Link, cast: Cast, links: Links
    ) -> dict[str, float]:
        trigger, reality, number = candidate.trigger, candidate.reality, candidate.sentence
        token, name = trigger.token, candidate.indicator
        text, hits = reading.sentences[number].text, reading.cues[number]
        others = cast.others - {""}
        better = sum(other != name and known.rank < link.rank for other, known in links.items())
        preferred = any(name in self.catalogue.indicators[other].prefer_over for other in links)
        return {
            "bias": 1.0,
            f"link:{link.kind}:{'strong' if link.strong else 'weak'}": 1.0,
            f"kind:{_kind(trigger.way)}:{link.kind}": 1.0,
            f"stance:{candidate.stance}": 1.0,
            f"act:{trigger.way.id}": 1.0,
            f"noun:{trigger.way.id}": float(trigger.noun),
            "noun": float(trigger.noun),
            "weight": trigger.way.weight,
            "words": min(trigger.words, 3) / 3,
            f"indicator:{name}": 1.0,
            "own": float(trigger.way.indicator is not None),
            f"unreal:{reality.unreal}": float(bool(reality.unreal)),
            "announced": float(reality.modality == "announced"),
            "ongoing": float(reality.modality == "ongoing"),
            f"tag:{token.tag_}": 1.0,
            f"dep:{token.dep_}": 1.0,
            f"sides:{cast.sides}": 1.0,
            "both": float(cast.both),
            "third": float(bool(others)),
            "third_only": float(bool(others) and not cast.sides and not cast.both),
            "better": min(better, 3) / 3,
            "preferred_other": float(preferred),
            "lead": float(number == 0),
            "early": float(number < 4),
            "quoted": float(_in_quotes(text, token.idx)),
            "topical": float(_names(reading.title_cues, name)),
            "same_sentence_strong": float(_names(hits, name)),
            "dated": float(any(child.dep_ == "npadvmod" for child in token.subtree)),
            "question": float(text.endswith("?")),
        }


def _kind(way: Way) -> str:
    if way.indicator is not None:
        return "own"
    return "directed" if way.stance is None else "given"


def _names(hits: tuple[CueHit, ...], indicator: str) -> bool:
    """Whether a strong cue names the indicator."""
    return any(hit.indicator == indicator and hit.strong for hit in hits)


def _closest(links: Links) -> Links:
    """Where a strong cue hangs on the act itself, cues elsewhere and carried subjects do not compete with it."""
    if any(link.strong and link.kind in HANGING for link in links.values()):
        return {name: link for name, link in links.items() if link.kind not in LOOSE}
    return links


def code_act(way: Way, indicator: Indicator) -> tuple[Stance, str] | None:
    """Stance and PLOVER action of an act on a subject; None where they do not fit."""
    if way.indicator is not None and way.indicator != indicator.id:
        return None
    stance: Stance
    if way.stance is not None:
        stance = way.stance
    elif indicator.valence == 0:
        return None
    else:
        stance = "cooperation" if way.direction * indicator.valence > 0 else "friction"
    action = way.cooperation if stance == "cooperation" else way.friction
    return None if action is None else (stance, indicator.actions.get(action, action))


def link_cue(token: Token, hit: CueHit) -> str:
    """How a cue hangs on the trigger: self, object, subject, head, clause or only sentence."""
    words = [word for word in token.doc if word.idx < hit.end and word.idx + len(word) > hit.start]
    if not words:
        return "sentence"
    if token in words:
        return "self"
    top = min(words, key=_depth)
    path = _climb(top, token)
    if path is not None:
        return "subject" if path in ("nsubj", "csubj") else "object"
    if _climb(token, top) is not None:
        return "head"
    if _clause(token) == _clause(top):
        return "clause"
    return "sentence"


def _climb(low: Token, high: Token) -> str | None:
    """The last relation on the way up from `low` to `high`, within one clause; None if not below."""
    while low.dep_ != "ROOT":
        if low.head == high and not (low.dep_ == "conj" and low.pos_ == "VERB"):
            return low.dep_
        if low.dep_ in ("relcl", "advcl", "ccomp", "parataxis") or (low.dep_ == "conj" and low.pos_ == "VERB"):
            return None
        low = low.head
    return None


def _clause(token: Token) -> Token:
    while token.dep_ != "ROOT" and not (
        token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "xcomp")
    ):
        token = token.head
    return token


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _in_quotes(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
