"""The two gates: which articles are read at all, and which acts are between the two countries.

`Prefilter` looks at a whole article in microseconds: both countries named, and a cue of
any indicator, a head of government of each, or a brief of few words. What it lets through is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable

import re2

from etl.coder.cues import cue_regex
from etl.coder.surfaces import bold_names, compile_surfaces, orders_of, with_capitals
from etl.entries import Catalogue, Country
from etl.records import Article

_SHORT = 4  # letters; shorter names of offices are abbreviations of much else
_BRIEF = 600  # bytes; a brief that names both countries is read without asking for a cue


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
