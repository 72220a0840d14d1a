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

from spacy.tokens import Doc, Token

from etl.coder.acts import ActFinder, Trigger, Way
from etl.coder.cues import CueFinder, CueHit
from etl.coder.mentions import ActorMention, Scene
from etl.coder.modality import Reality, read_modality
from etl.coder.sentences import Sentence
from etl.entries import Catalogue, Indicator
from etl.records import Article, Stance

MEASURES = frozenset(("ban", "embargo", "curb", "restriction", "control", "freeze", "boycott", "suspension"))
HANGING = ("self", "object", "subject", "head")
LOOSE = ("sentence", "previous", "title", "topic")
LINKS = ("self", "object", "subject", "head", "clause", "sentence", "previous", "title", "topic", "office")


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
        topics = self._main_topics(reading)
        last: dict[str, bool] = {}
        for number, doc in enumerate(reading.docs):
            hits = reading.cues[number]
            carried = {
                "previous": last,
                "title": {hit.indicator: hit.strong for hit in reading.title_cues},
                "topic": topics,
            }
            found = [
                candidate
                for trigger in self.acts.find(doc)
                for candidate in self._of_trigger(reading, number, trigger, hits, carried)
            ]
            rivals = Counter(candidate.trigger.token.i for candidate in found)
            for candidate in found:
                candidate.features["rivals"] = min(rivals[candidate.trigger.token.i], 6) / 6
                yield candidate
            strong = {hit.indicator: True for hit in hits if hit.strong}
            last = strong or last

    def _main_topics(self, reading: Reading) -> dict[str, bool]:
        counts = Counter(hit.indicator for hits in reading.cues for hit in hits if hit.strong)
        return {name: True for name, count in counts.most_common(3) if count >= 2}

    def _of_trigger(
        self,
        reading: Reading,
        number: int,
        trigger: Trigger,
        hits: tuple[CueHit, ...],
        carried: dict[str, dict[str, bool]],
    ) -> Iterator[Candidate]:
        links: dict[str, tuple[str, bool, str]] = {}
        for hit in hits:
            link = link_cue(trigger.token, hit)
            known = links.get(hit.indicator)
            if known is None or (LINKS.index(link), not hit.strong) < (LINKS.index(known[0]), not known[1]):
                links[hit.indicator] = (link, hit.strong, hit.cue)
        for indicator in self._by_participants(reading, number, trigger):
            links.setdefault(indicator, ("office", True, "participants"))
        for link, names in carried.items():
            for name in names:
                links.setdefault(name, (link, True, f"carried from the {link}"))
        for name, (link, strong, cue) in _closest(links).items():
            candidate = self._build(reading, number, trigger, name, link, strong, cue, links)
            if candidate is not None:
                yield candidate

    def _by_participants(self, reading: Reading, number: int, trigger: Trigger) -> Iterator[str]:
        """Meetings are told by who meets: offices of both sides, a partner country."""
        if trigger.way.id not in ("meet", "agree", "begin", "end", "restore"):
            return
        mentions = reading.actors[number]
        sides = {mention.country for mention in mentions} & self._sides
        both = len(sides) == 2 or any(mention.kind == "both" for mention in mentions)
        offices = {mention.office for mention in mentions if mention.office}
        others = {mention.country for mention in mentions} - self._sides
        for indicator in self.catalogue.pair.indicators:
            if (both and offices & set(indicator.offices)) or (both and others & set(indicator.partners)):
                yield indicator.id

    def _build(
        self,
        reading: Reading,
        number: int,
        trigger: Trigger,
        name: str,
        link: str,
        strong: bool,
        cue: str,
        links: dict[str, tuple[str, bool, str]],
    ) -> Candidate | None:
        indicator = self.catalogue.indicators[name]
        outcome = code_act(trigger.way, indicator)
        if outcome is None:
            return None
        stance, action = outcome
        reality = read_modality(trigger.token, noun=trigger.noun, measure=trigger.token.lemma_.lower() in MEASURES)
        features = self._features(reading, number, trigger, indicator, link, strong, reality, links, stance)
        return Candidate(number, trigger, name, stance, action, link, cue, reality, features)

    def _features(
        self,
        reading: Reading,
        number: int,
        trigger: Trigger,
        indicator: Indicator,
        link: str,
        strong: bool,
        reality: Reality,
        links: dict[str, tuple[str, bool, str]],
        outcome_stance: str,
    ) -> dict[str, float]:
        mentions = reading.actors[number]
        countries = {mention.country for mention in mentions}
        sides = len(countries & self._sides)
        both = any(mention.kind == "both" for mention in mentions)
        others = countries - self._sides - {""}
        better = [
            other
            for other, (how, sure, _) in links.items()
            if other != indicator.id and (LINKS.index(how), not sure) < (LINKS.index(link), not strong)
        ]
        preferred = any(indicator.id in self.catalogue.indicators[other].prefer_over for other in links)
        token = trigger.token
        quoted = _in_quotes(reading.sentences[number].text, token.idx)
        return {
            "bias": 1.0,
            f"link:{link}:{'strong' if strong else 'weak'}": 1.0,
            f"kind:{_kind(trigger.way)}:{link}": 1.0,
            f"stance:{outcome_stance}": 1.0,
            f"act:{trigger.way.id}": 1.0,
            f"noun:{trigger.way.id}": float(trigger.noun),
            "noun": float(trigger.noun),
            "weight": trigger.way.weight,
            "words": min(trigger.words, 3) / 3,
            f"indicator:{indicator.id}": 1.0,
            "own": float(trigger.way.indicator is not None),
            f"unreal:{reality.unreal}": float(bool(reality.unreal)),
            "announced": float(reality.modality == "announced"),
            "ongoing": float(reality.modality == "ongoing"),
            f"tag:{token.tag_}": 1.0,
            f"dep:{token.dep_}": 1.0,
            f"sides:{sides}": 1.0,
            "both": float(both),
            "third": float(bool(others)),
            "third_only": float(bool(others) and not sides and not both),
            "better": min(len(better), 3) / 3,
            "preferred_other": float(preferred),
            "lead": float(number == 0),
            "early": float(number < 4),
            "quoted": float(quoted),
            "topical": float(any(hit.indicator == indicator.id and hit.strong for hit in reading.title_cues)),
            "same_sentence_strong": float(
                any(hit.indicator == indicator.id and hit.strong for hit in reading.cues[number])
            ),
            "dated": float(any(child.dep_ == "npadvmod" for child in token.subtree)),
            "question": float(reading.sentences[number].text.endswith("?")),
        }


def _kind(way: Way) -> str:
    if way.indicator is not None:
        return "own"
    return "directed" if way.stance is None else "given"


def _closest(links: dict[str, tuple[str, bool, str]]) -> dict[str, tuple[str, bool, str]]:
    """Where a strong cue hangs on the act itself, cues elsewhere and carried subjects do not compete with it."""
    if any(strong and link in HANGING for link, strong, _ in links.values()):
        return {name: row for name, row in links.items() if row[0] not in LOOSE}
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
