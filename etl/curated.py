"""Curated rows against the catalogue: a name that the pair's files do not know is a problem with its place.

A source checks the form of a row; what its names mean only the catalogue knows. A row that does not fit is left
out: no stage behind this one can weigh, place or show an act whose indicator or action is not declared.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from etl.entries import Catalogue
from etl.records import Article, Coding, Problem


def check_codings(items: Iterable[Article | Problem], catalogue: Catalogue) -> Iterator[Article | Problem]:
    """The same items, but for curated articles that do not fit the catalogue: in their place comes the problem."""
    for item in items:
        if isinstance(item, Article) and item.coding is not None:
            yield _find_misfit(item.coding, item.read_from, catalogue) or item
        else:
            yield item


def _find_misfit(coding: Coding, where: str, catalogue: Catalogue) -> Problem | None:
    """The first field of a row that the catalogue does not know, with what may be meant."""
    named: tuple[tuple[str, str, Collection[str]], ...] = (
        ("indicator", coding.indicator, catalogue.indicators),
        ("action", coding.action, catalogue.actions),
        ("actor", coding.actor, catalogue.actors),
    )
    for kind, name, known in named:
        if name not in known:
            return Problem(where, f"{catalogue.pair.id} has no {kind} {name!r}", _suggest(name, known))
    fitting = catalogue.actions[coding.action].stance
    if coding.stance != fitting:
        what = f"the action {coding.action} is {fitting}, the stance says {coding.stance}"
        return Problem(where, what, f"write {fitting}, or another action")
    return None


def _suggest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known)
    return f"did you mean {' or '.join(near)}?" if near else f"use one of {', '.join(sorted(known))}"
