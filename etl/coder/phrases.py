"""Whose a phrase is: by its head, its owner and adjectives, what hangs on it, or what it refers to.

"Japan's cabinet", "the court in Seoul", "leaders of both countries" name their side.
Others stand for one named before:

*   he, she     the person that is subject of a clause above or before, then of the sentence before;
*   it, they    the state that is so; both where both are;
*   the court   an earlier name or phrase with the same head word ("the Seoul High Court");
*   the prime minister   the side whose head of government alone is called so;
*   the government, the ministry   the side in whose capital it acts, else the home of the article.

People in the street ("activists", "plaintiffs") stand for no government named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from etl.coder.mentions import STATE_KINDS, ActorMention, Scene
from etl.records import BOTH, OTHER

NOBODY: frozenset[str] = frozenset()
CIVIC = frozenset(
    {"activist", "group", "student", "protester", "resident", "crowd", "shopkeeper", "plaintiff", "victim", "survivor",
     "consumer", "shopper", "fisherman", "family", "relative", "owner", "citizen", "people", "demonstrator", "woman"}
)  # fmt: skip

_INSIDE = ("poss", "amod", "compound", "nmod", "appos", "nummod", "det")
_OF = frozenset({"of", "from", "for", "by", "between"})
_AT = frozenset({"in", "at", "with"})
_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_STATELY = frozenset({"it", "its", "they", "their", "them", "that", "which", "who", "this"})
_PAIRED = frozenset(
    {"leader", "minister", "negotiator", "side", "country", "government", "neighbor", "neighbour", "capital", "pair",
     "counterpart", "nation", "navy", "chief", "host", "diplomat", "force", "military", "ally", "delegation"}
)  # fmt: skip
_MUTUAL = frozenset(
    {"mutual", "joint", "bilateral", "reciprocal", "both", "each", "neither", "two", "pair", "trilateral"}
)
_INSTITUTIONS = frozenset(
    {"government", "ministry", "cabinet", "parliament", "assembly", "court", "state", "country", "nation", "office",
     "official", "spokesman", "spokeswoman", "spokesperson", "minister", "ambassador", "envoy", "diplomat", "side",
     "navy", "military", "army", "police", "prosecutor", "judge", "lawmaker", "capital", "administration", "embassy",
     "delegate", "foundation", "president", "premier", "leader", "authority", "agency", "coastguard", "committee",
     "panel", "body", "host"}
)  # fmt: skip
_RULING = frozenset({"panel", "committee", "body", "arbitrator"})  # what umpires rule through
_REACH = 45  # characters from a name to the head word of its phrase


class Ground:
    """One sentence on the scene of its article; without `places` a phrase is not its venue's ("talks in Seoul")."""

    def __init__(self, scene: Scene, offset: int, previous: tuple[Doc, int] | None = None, places: bool = True) -> None:
        self.scene = scene
        self.offset = offset
        self.previous = previous
        self._linking = _OF | _AT if places else _OF

    def verdict(self, codes: frozenset[str]) -> str | None:
        """The actor that a set of countries and organisations makes."""
        sides = codes & frozenset(self.scene.sides)
        if BOTH in codes or len(sides) == 2:
            return BOTH
        if sides:
            return next(iter(sides))
        return OTHER if codes else None

    def sides_of(self, phrase: Token) -> frozenset[str]:
        """Everyone a phrase names, its conjuncts included, or stands for; empty if nobody."""
        return self.named_by(phrase) or self.meant_by(phrase)

    def named_by(self, phrase: Token) -> frozenset[str]:
        """Everyone a phrase names, its conjuncts included."""
        return self._with_conjuncts([phrase], 0)

    def is_third(self, codes: frozenset[str]) -> bool:
        """Whether these are countries outside the pair, or organisations that rule nothing."""
        return self.verdict(codes) == OTHER and not codes & self.scene.umpires

    def has_both_sides(self, doc: Doc) -> bool:
        """Whether the sentence names both sides."""
        mentions = self.scene.within(self.offset, self.offset + len(doc.text))
        return set(self.scene.sides) <= {mention.country for mention in mentions}

    def is_titled(self, phrase: Token) -> bool:
        """Whether the phrase is the title of one side's head of government."""
        return bool(self._titled(phrase))

    def last_side(self, token: Token, in_sentence: bool = False) -> str | None:
        """The side of the state named last before the token."""
        before = self.scene.within(self.offset if in_sentence else self.scene.dateline, self.offset + token.idx)
        states = [mention.country for mention in before if mention.kind in STATE_KINDS or mention.kind == "both"]
        return self.verdict(frozenset(states[-1:]))

    def only_side_under(self, token: Token) -> str | None:
        """The one side that is named in what hangs on the token."""
        mentions = [self._mention(below) for below in token.subtree]
        sides = {mention.country for mention in mentions if mention} & set(self.scene.sides)
        return sides.pop() if len(sides) == 1 else None

    # -------------------------------------------------------------- named

    def _mention(self, token: Token) -> ActorMention | None:
        position = self.offset + token.idx
        return self.scene.at(position) if position >= self.scene.dateline else None

    def _named(self, token: Token, depth: int) -> frozenset[str]:
        mention = self._mention(token)
        if mention is not None:
            return frozenset((mention.country,))
        if depth > 5:
            return NOBODY
        if token.lower_ in _MUTUAL and token.dep_ in ("amod", "det", "nummod", "preconj"):
            return frozenset((BOTH,)) if token.lower_ != "two" or token.head.lemma_.lower() in _PAIRED else NOBODY
        for dependency in _INSIDE:
            codes = self._with_conjuncts((child for child in token.children if child.dep_ == dependency), depth + 1)
            if codes:
                return codes
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in self._linking:
                codes = self._with_conjuncts((noun for noun in child.children if noun.dep_ == "pobj"), depth + 1)
                if codes:
                    return codes
        return NOBODY

    def _with_conjuncts(self, tokens: Iterable[Token], depth: int) -> frozenset[str]:
        codes = NOBODY
        for token in tokens:
            codes |= self._named(token, depth)
            for other in token.conjuncts:
                if other.i > token.i:
                    codes |= self._named(other, depth)
        return codes

    # ----------------------------------------------------------- referred

    def meant_by(self, token: Token) -> frozenset[str]:
        """Whom a pronoun or a bare title or institution stands for; empty if nobody."""
        word, lemma = token.lower_, token.lemma_.lower()
        if word in _MUTUAL or (token.tag_ in ("NNS", "NNPS") and lemma in _PAIRED):
            return frozenset((BOTH,))
        if lemma in _RULING and any(mention.country in self.scene.umpires for mention in self.scene.body):
            return frozenset((OTHER,))
        if word in _PERSONAL:
            return self._antecedent(token, frozenset({"person"}))
        if word in _STATELY:
            return self._antecedent(token, STATE_KINDS)
        if lemma in _INSTITUTIONS:
            return self._titled(token) or self._same_head(token) or self._at_home(token)
        return NOBODY

    def _antecedent(self, token: Token, kinds: frozenset[str]) -> frozenset[str]:
        """The nearest subject that can be meant: of the clauses above, those before, the sentence before."""
        above = [subject for head in token.ancestors for subject in _subjects_of(head) if subject.i < token.i]
        before = [other for other in reversed(token.doc[: token.i]) if other.dep_ in ("nsubj", "nsubjpass")]
        for subject in (*above, *before):
            codes = self._with_conjuncts([subject], 0)
            if codes and self._fits(subject, kinds):
                return codes
        if self.previous is None:
            return NOBODY
        doc, offset = self.previous
        earlier = Ground(self.scene, offset)
        for subject in _subjects_in_order(doc):
            codes = earlier._with_conjuncts([subject], 0)
            if codes and earlier._fits(subject, kinds):
                return codes
        return NOBODY

    def _fits(self, subject: Token, kinds: frozenset[str]) -> bool:
        """Whether "he" can be a subject: a person, or a noun for one; anything can be "it"."""
        if kinds == STATE_KINDS:
            return True
        mention = self._mention(subject)
        return mention.kind in kinds if mention else subject.lemma_.lower() in _INSTITUTIONS

    def _titled(self, token: Token) -> frozenset[str]:
        """ "the prime minister": the one side whose head of government is called so."""
        sides = frozenset(self.scene.sides)
        for words in (token.doc[max(0, token.i - 1) : token.i + 1].text.lower(), token.lower_):
            owners = self.scene.leader_titles.get(words, NOBODY) & sides
            if len(owners) == 1:
                return owners
        return NOBODY

    def _same_head(self, token: Token) -> frozenset[str]:
        """The owner of an earlier phrase with the same head word: "the court" after "the Seoul High Court"."""
        pattern = re.compile(rf"[^.,;:!?\n]*?\b{re.escape(token.lemma_)}", re.IGNORECASE)
        for mention in reversed(self.scene.within(0, self.offset + token.idx)):
            if mention.kind != "both" and pattern.match(self.scene.text, mention.start, mention.end + _REACH):
                return frozenset((OTHER if mention.country in self.scene.umpires else mention.country,))
        return NOBODY

    def _at_home(self, token: Token) -> frozenset[str]:
        """The side of the place where the bare institution acts ("the cabinet decided in Tokyo"), else the home."""
        for child in token.head.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "at"):
                for place in child.children:
                    mention = self._mention(place)
                    if mention is not None and mention.kind == "capital":
                        return frozenset((mention.country,))
        return frozenset((self.scene.home,)) if self.scene.home else NOBODY


def _subjects_of(head: Token) -> Iterator[Token]:
    yield from (child for child in head.children if child.dep_ in ("nsubj", "nsubjpass"))


def _subjects_in_order(doc: Doc) -> list[Token]:
    """The main clause's subject first, then the others as they come."""
    main = [token for token in doc if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT"]
    return [*main, *(token for token in doc if token.dep_ in ("nsubj", "nsubjpass") and token not in main)]
