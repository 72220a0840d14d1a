"""The two gates: which articles are read at all, and which acts are between the two countries.

`Prefilter` looks at a whole article in microseconds: both countries named, and any cue of
any indicator. What it lets through is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable

import re2

from etl.coder.surfaces import bold_names, compile_surfaces, orders_of, with_capitals
from etl.coder.cues import cue_regex
from etl.entries import Catalogue, Country
from etl.records import Article


class Prefilter:
    """Whether an article can be about the pair: both sides named, and any topic cue."""

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
        """True if the article deserves to be read; cost is one scan of an article about neither country."""
        text = f"{article.title}\n{article.text}".encode()
        return all(side.named_in(text) for side in self._sides) and self._cue.search(text) is not None


class _Side:
    """One country's names as bytes patterns: the sure ones, and the loose ones beside what they are not."""

    def __init__(self, country: Country, others: Iterable[Country]) -> None:
        sure = [
            *(form for name in _bold(country) for form in (name, name.upper())),
            *(name for name in (*country.metonyms, *country.ministries, *country.bodies) if len(name) > 4),
            *(term.name for term in country.terms),
        ]
        self._sure = _any_of(sure)
        self._loose = {name.upper().encode() for name in country.loose}
        unlike = [*country.not_names, *(name for other in others for name in _bold(other))]
        self._loose_or_not = _any_of([*unlike, *(f for name in country.loose for f in (name, name.upper()))])

    def named_in(self, text: bytes) -> bool:
        if self._sure.search(text) is not None:
            return True
        if not self._loose:
            return False
        return any(match.group().upper() in self._loose for match in self._loose_or_not.finditer(text))


def _bold(country: Country) -> tuple[str, ...]:
    return (*country.names, country.demonym, *country.demonyms, *country.people, *country.capitals)


def _any_of(names: Iterable[str]) -> re2._Regexp:  # type: ignore[name-defined]
    options = re2.Options()
    options.longest_match = True
    options.max_mem = 64 << 20
    return re2.compile("|".join(surface_source(name) for name in dict.fromkeys(names)), options)
