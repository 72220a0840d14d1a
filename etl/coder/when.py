"""When an act happened: the date expression that hangs on it, or the day its story has reached.

The rules in prose:

1.  An expression belongs to the act it hangs on over the tree. One that hangs on another clause (a relative
    clause, a report, "when they met in May") belongs to that clause; the first date of a sentence also holds for
    what is joined to it by *and*. A possessive ("this year's meeting was postponed") dates its noun alone, unless
    the noun does the act.
2.  What is announced is dated by the announcement: the expression on the verb of saying or deciding, never one
    that lies ahead of publication.
3.  A beginning ("since 2016", "a four-year ban") dates what is ongoing, and else only the word it stands on; so does
    a name ("the 2015 accord"). An end ("until March") and a yardstick ("the first since 2011") date nothing. Of two
    expressions side by side the sharper one counts: "last month, on Nov. 5".
4.  A date before a colon at the head of a paragraph ("July 2008: …") holds for that paragraph.
5.  Without an expression of its own an act has the day that the story has reached: the date told in the sentence
    before (`anchored`) or, where the article still tells the news of the day, that of the lead (`published` where
    the lead names none). What is told in the past perfect, or far from any date, stays undated.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from etl.coder.dates import DateMention
from etl.coder.sentences import Sentence
from etl.records import UNDATED, DateRange

NEWS = 4  # days before publication that count as the news of the day
NEAR = 2  # sentences of one paragraph over which a date holds
MEMORY = 40  # sentences over which a date is remembered
LEAD = 3  # sentences at the head of an article that tell its news

_DOWN = {"relcl": 20, "acl": 12, "advcl": 14, "ccomp": 9, "conj": 6, "parataxis": 8}  # cost of a step to the date
_UP = {"relcl": 9, "acl": 7, "advcl": 4, "ccomp": 6, "conj": 2, "parataxis": 8}  # cost of a step from the act
_OF_NOUN = 20  # cost of a step to the possessive date of another noun
_APART = 10  # cost of a semicolon between act and date
_REACH = 16  # what hangs farther belongs to another clause
_LAST_RESORT = 30
_WHEN = re.compile(r"(?:\s[a-z]+){0,2},?\s+(?:when|in which|at which|on which|whereupon)\b")
_APPOSED = re.compile(r",?\s+(?:(?:in|on)\s+)?(?:[a-z]+\s)?")


@dataclass(frozen=True, slots=True)
class Story:
    """The dates of one article, sentence by sentence."""

    published: dt.date
    sentences: tuple[Sentence, ...]
    docs: tuple[Doc, ...]
    told: tuple[tuple[DateMention, ...], ...]  # per sentence

    @classmethod
    def of(
        cls, published: dt.date, sentences: tuple[Sentence, ...], docs: tuple[Doc, ...], mentions: Sequence[DateMention]
    ) -> Story:
        """`docs` are the parsed sentences, `mentions` the dates of the whole text in reading order."""
        ends = [sentence.end for sentence in sentences]
        told: list[list[DateMention]] = [[] for _ in sentences]
        for mention in mentions:
            number = bisect_left(ends, mention.end)
            if number < len(sentences) and sentences[number].start <= mention.start:
                told[number].append(mention)
        return cls(published, sentences, docs, tuple(map(tuple, told)))

    def date(self, trigger: Token, number: int, *, announced: bool, ongoing: bool) -> DateRange:
        """When the act told by `trigger` in sentence `number` happened; UNDATED where the text does not tell."""
        offset = self.sentences[number].start
        usable = [
            mention
            for mention in self.told[number]
            if self._past(mention.when) and _is_usable(trigger, mention, offset, ongoing=ongoing)
        ]
        ranked = sorted((reach(trigger, mention, offset, announced=announced), mention.start) for mention in usable)
        if ranked and ranked[0][0] < _REACH:
            return self._at(number, ranked[0][1])
        heading = self._heading(number)
        if heading is not None:
            return heading
        if ongoing:
            return self._at(number, ranked[0][1]) if ranked and ranked[0][0] < _LAST_RESORT else UNDATED
        flow = self._reached(trigger, number)
        if flow.start is None and ranked and ranked[0][0] < _LAST_RESORT:
            return self._at(number, ranked[0][1])
        return flow

    def _at(self, number: int, start: int) -> DateRange:
        """What the expression at `start` says, or the sharper one that explains it: "last month, on the 5th"."""
        sentence = self.sentences[number]
        told = iter(self.told[number])
        found = next(mention for mention in told if mention.start == start)
        following = next(told, None)
        if following is not None and following.kind == "point" and following.when.sharpness > found.when.sharpness > 0:
            between = sentence.text[found.end - sentence.start : following.start - sentence.start]
            if _APPOSED.fullmatch(between) and following.when.overlaps(found.when):
                return following.when
        return found.when

    def _past(self, when: DateRange) -> bool:
        return when.start is None or when.start <= self.published

    def _heading(self, number: int) -> DateRange | None:
        """The date before a colon that opens the sentence's paragraph."""
        first = bisect_left(self.sentences, self.sentences[number].paragraph, key=lambda sentence: sentence.paragraph)
        sentence = self.sentences[first]
        for mention in self.told[first][:1]:
            start, end = mention.start - sentence.start, mention.end - sentence.start
            if start < 12 and sentence.text[end : end + 2].strip()[:1] == ":":
                return mention.when
        return None

    def _reached(self, trigger: Token, number: int) -> DateRange:
        """The day the story has reached where the sentence itself dates nothing."""
        if is_past_perfect(trigger):
            return UNDATED
        before, last = self._last_told(number)
        if last is None or self.is_news(last):
            fresh = number < LEAD or last is not None
            return self._lead() if fresh else UNDATED
        together = self.sentences[before].paragraph == self.sentences[number].paragraph
        beside = number - before <= 1 and last.precision != "year"  # a year alone ends with its paragraph
        if beside or (together and number - before <= NEAR):
            return replace(last, basis="anchored")
        return self._lead() if number < LEAD else UNDATED

    def _last_told(self, number: int) -> tuple[int, DateRange | None]:
        for before in range(number - 1, max(-1, number - 1 - MEMORY), -1):
            points = [mention for mention in self.told[before] if mention.kind == "point" and self._past(mention.when)]
            if points:
                return before, self._main(before, points).when
        return 0, None

    def _main(self, number: int, points: Sequence[DateMention]) -> DateMention:
        """The date that hangs highest in its sentence."""
        root = next(token for token in self.docs[number] if token.dep_ == "ROOT")
        offset = self.sentences[number].start
        return min(points, key=lambda mention: (reach(root, mention, offset, announced=False), -mention.start))

    def is_news(self, when: DateRange) -> bool:
        """Whether a day is one that the article reports as new."""
        return (
            when.start is not None
            and when.end is not None
            and when.end >= self.published - dt.timedelta(NEWS)
            and when.precision == "day"
        )

    def _lead(self) -> DateRange:
        """The day of the lead's act: the first day told in the news of the article, else that of publication."""
        for mentions in self.told[:LEAD]:
            for mention in mentions:
                if mention.kind == "point" and self.is_news(mention.when) and self._past(mention.when):
                    return replace(mention.when, basis="anchored")
        return DateRange(self.published, self.published, "day", "published", "")


def _is_usable(trigger: Token, mention: DateMention, offset: int, *, ongoing: bool) -> bool:
    """Whether an expression can date the act at all.

    A beginning ("since 2016", "a four-year ban") dates what is ongoing, or the very word that it stands on; a name
    ("the 2015 accord") dates the thing named, and what "in which" tells of it.
    """
    if mention.kind in ("point", "vague") or (mention.kind == "since" and ongoing):
        return True
    if mention.kind == "since" or (mention.kind == "name" and trigger.pos_ in ("NOUN", "PROPN")):
        return _stands_on(trigger, mention, offset) or _dates_clause(trigger, mention, offset)
    return _dates_clause(trigger, mention, offset)


def _stands_on(trigger: Token, mention: DateMention, offset: int) -> bool:
    """Whether an expression hangs on the trigger itself, prepositions between them left aside."""
    tokens = _tokens(trigger, mention, offset)
    if not tokens:
        return False
    top = min(tokens, key=lambda token: sum(1 for _ in token.ancestors))
    head = top.head
    while head.dep_ != "ROOT" and (head.pos_ == "ADP" or head in tokens):
        head = head.head
    return bool(head.i == trigger.i)


def _tokens(trigger: Token, mention: DateMention, offset: int) -> list[Token]:
    return [token for token in trigger.doc if mention.start - offset <= token.idx < mention.end - offset]


def is_past_perfect(token: Token) -> bool:
    """Whether the act's clause is told in the past perfect: "had removed"."""
    while token.dep_ in ("xcomp", "dobj", "pobj", "prep", "conj") and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return any(child.dep_ in ("aux", "auxpass") and child.lower_ in ("had", "'d") for child in token.children)


def _dates_clause(trigger: Token, mention: DateMention, offset: int) -> bool:
    """Whether the clause of the act is there to be dated: "in April, when the two met", "the 1998 accord, in which"."""
    start = mention.end - offset
    return start <= trigger.idx and _WHEN.match(trigger.doc.text, start) is not None


def _step_down(token: Token, trigger: Token) -> int:
    """The cost of one step from the act's branch to the expression.

    "Last December's agreement" was to be *kept* at another time; only what it does itself, as a subject, is of its day.
    """
    if token.dep_ == "poss" and token.head.i != trigger.i and token.head.dep_ != "nsubj":
        return _OF_NOUN
    return _DOWN.get(token.dep_, 1)


def reach(trigger: Token, mention: DateMention, offset: int, *, announced: bool) -> int:
    """What it costs to walk the tree from the act to the expression; other clauses cost most, 99 is out of reach."""
    tokens = _tokens(trigger, mention, offset)
    if not tokens:
        return 99
    top = min(tokens, key=lambda token: sum(1 for _ in token.ancestors))
    above = {token.i: token for token in [trigger, *trigger.ancestors]}
    down, token = 0, top
    while token.i not in above:
        if token.dep_ == "ROOT":
            return 99
        down += _step_down(token, trigger)
        token = token.head
    between = trigger.doc.text[min(trigger.idx, mention.start - offset) : max(trigger.idx, mention.end - offset)]
    if ";" in between:
        down += _APART
    elif _dates_clause(trigger, mention, offset):
        return 2
    up, climbed = 0, trigger
    while climbed.i != token.i:
        joined_before = climbed.dep_ == "conj" and top.i > climbed.i
        told_by = announced and climbed.dep_ in ("ccomp", "xcomp", "advcl")
        up += 0 if told_by else 8 if joined_before else _UP.get(climbed.dep_, 1)
        climbed = climbed.head
    return down + up + (2 if announced and top.head.i == trigger.i else 0)
