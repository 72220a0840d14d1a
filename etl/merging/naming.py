"""Names of events: what does not change when an article is added, removed or mended.

A name holds pair, date, indicator, action and actor of the report that founded the
event: its curated row, else the one that appeared first. There is one coded event at
most of a day with the same name; rows of a chronology that share one are numbered as
the chronology numbers them. Of a month, a year or no date there can be several, so
these always bear six characters made from the id of the article that told them first:
never from a text, never from what other events there are.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from etl.merging.groups import Group


def name_groups(groups: Sequence[Group]) -> list[str]:
    """One name a group, in the same order."""
    names = [""] * len(groups)
    taken: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        taken[_stem(group)].append(place)
    for stem, places in taken.items():
        places.sort(key=lambda place: (groups[place].founder.article_id, groups[place].founder.quote.start))
        for number, place in enumerate(places, start=1):
            names[place] = stem if number == 1 else f"{stem}-{number}"
    return names


def _stem(group: Group) -> str:
    first = group.founder
    date = first.when.iso or "undated"
    stem = f"{first.pair}-{date}-{first.indicator}-{first.action.lower()}-{first.actor.lower()}"
    if first.when.precision == "day" or first.origin == "curated":
        return stem
    return f"{stem}-{hashlib.sha256(first.article_id.encode()).hexdigest()[:6]}"
