"""Who is named where: the mentions that the actor finder gives and the roles are read from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

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

STATE_KINDS: frozenset[Kind] = frozenset({"country", "capital", "office", "body", "person"})


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


@dataclass(frozen=True)
class Scene:
    """What an article says of who is who: the ground on which a sentence's actor is sought.

    `title` has offsets into the title, `body` into the text; both are in reading order.
    `dateline` is where the text proper begins. `home` is the side the article is
    written from, by its outlet, dateline or loose names, None where nothing tells.
    `umpires` are organisations that rule between members; `leader_titles` says whose
    head of government is called so ("prime minister").
    """

    sides: tuple[str, str]
    title: tuple[ActorMention, ...]
    body: tuple[ActorMention, ...]
    text: str
    dateline: int
    home: str | None
    umpires: frozenset[str]
    leader_titles: Mapping[str, frozenset[str]]

    @cached_property
    def counts(self) -> Counter[tuple[str, Kind]]:
        """How often the text names each country in each way."""
        return Counter((mention.country, mention.kind) for mention in self.body)

    def within(self, start: int, end: int) -> tuple[ActorMention, ...]:
        """Mentions of the text that begin in `start <= … < end`."""
        low = bisect_left(self.body, start, key=lambda mention: mention.start)
        return self.body[low : bisect_left(self.body, end, key=lambda mention: mention.start)]

    def back_from(self, offset: int) -> Iterator[ActorMention]:
        """Mentions of the text that begin before a character, the nearest first."""
        index = bisect_left(self.body, offset, key=lambda mention: mention.start)
        return (self.body[place] for place in range(index - 1, -1, -1))

    def at(self, offset: int) -> ActorMention | None:
        """The mention of the text that covers a character."""
        index = bisect_right(self.body, offset, key=lambda mention: mention.start) - 1
        return self.body[index] if index >= 0 and offset < self.body[index].end else None

    def other_side(self, side: str) -> str:
        """The pair's other country."""
        first, second = self.sides
        return second if side == first else first


def free_mentions(mentions: Iterable[ActorMention], taken: Iterable[ActorMention]) -> list[ActorMention]:
    """Those that overlap neither the taken ones nor each other; the first stands."""
    spans = sorted((mention.start, mention.end) for mention in taken)
    kept: list[ActorMention] = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        index = bisect_right(spans, mention.start, key=lambda span: span[1])  # first that ends later
        clear = index == len(spans) or spans[index][0] >= mention.end
        if clear and not (kept and mention.start < kept[-1].end):
            kept.append(mention)
    return kept
