"""Attach a date expression to an act, over the dependency tree.

The nearest expression below the act wins, then one in its clause, then the only one of
the sentence. Without any, a new act of a same-day report has the day of publication,
and says so (`published`); anything else stays undated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from spacy.tokens import Token

from etl.coder.dates import DateMention
from etl.records import UNDATED, DateRange

USABLE = ("point", "since", "vague")


def date_act(
    trigger: Token, mentions: Sequence[DateMention], *, offset: int, published: dt.date, news: bool
) -> DateRange:
    """When the act told by `trigger` happened.

    `mentions` are those of its sentence, `offset` is where the sentence begins in the
    article. UNDATED where the text does not tell.
    """
    usable = [mention for mention in mentions if mention.kind in USABLE]
    ranked = sorted((distance(trigger, mention, offset), mention.start) for mention in usable)
    if ranked and ranked[0][0] < _TOO_FAR:
        best = next(mention for mention in usable if mention.start == ranked[0][1])
        return best.when
    if news:
        return DateRange(published, published, "day", "published", "")
    return UNDATED


_TOO_FAR = 40


def distance(trigger: Token, mention: DateMention, offset: int) -> int:
    """Steps over the tree between the act and the expression; crossing a clause costs more."""
    tokens = [token for token in trigger.doc if mention.start - offset <= token.idx < mention.end - offset]
    if not tokens:
        return 99
    top = min(tokens, key=lambda token: len(list(token.ancestors)))
    above = {token.i: steps for steps, token in enumerate([trigger, *trigger.ancestors])}
    steps, token = 0, top
    while token.i not in above:
        steps += 6 if token.dep_ in ("relcl", "advcl", "ccomp", "acl", "conj") else 1
        if token.dep_ == "ROOT":
            return 99
        token = token.head
    climbed, up = trigger, 0
    while climbed.i != token.i:
        up += 6 if climbed.dep_ in ("relcl", "advcl", "ccomp", "acl") else 2
        climbed = climbed.head
    return steps + up
