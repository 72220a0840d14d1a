"""How names are written: from the names of actors.toml to patterns and keys.

Case counts ("Diet" is a parliament), but names of countries count in capitals too; blanks
and hyphens of any kind stand for each other; "Dae-jung" is also "Dae Jung" and "Daejung".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import re2

from etl.entries import Country, Term

_GAP = r"[\s\x{a0}\-]+"
_BLANKS = re.compile(r"[\s\-’']+")


def surface_source(name: str) -> str:
    """A name as RE2 source."""
    body = _GAP.join(_hyphenated(part) for part in name.split(" "))
    body = body.replace("’", "'").replace("'", "['’]")
    left = r"\b" if name[0].isascii() and name[0].isalnum() else ""
    right = r"\b" if name[-1].isascii() and name[-1].isalnum() else ""
    return f"{left}{body}{right}"


def surface_key(surface: str) -> str:
    """Under which a name and all its ways of being written are found."""
    return _BLANKS.sub("", surface.replace("\xa0", "")).casefold()


def compile_surfaces(names: Iterable[str], megabytes: int = 256) -> re2._Regexp:  # type: ignore[name-defined]
    """One pattern for all names, of which the longest wins; time grows with the text alone."""
    options = re2.Options()
    options.longest_match = True
    options.max_mem = megabytes << 20
    return re2.compile("|".join(dict.fromkeys(surface_source(name) for name in names)), options)


def with_capitals(names: Iterable[str]) -> Iterator[str]:
    """Each name as it is and in capitals, as datelines and headlines have it."""
    for name in names:
        yield name
        yield name.upper()


def bold_names(country: Country) -> tuple[str, ...]:
    """The names that leave no doubt which country is meant."""
    return (*country.names, country.demonym, *country.demonyms, *country.people, *country.capitals)


def orders_of(term: Term) -> Iterator[str]:
    """A person's name in both orders and in its other spellings: "Fumio Kishida", "Kishida Fumio"."""
    given = " ".join(part for part in term.name.split() if part != term.family)
    yield term.name
    if given:
        yield f"{given} {term.family}"
        yield f"{term.family} {given}"
    yield from term.also


def _hyphenated(part: str) -> str:
    first, *rest = part.split("-")
    pieces = [f"[{piece[0].lower()}{piece[0].upper()}]{re2.escape(piece[1:])}" if piece else "" for piece in rest]
    return r"[\s\-]?".join([re2.escape(first), *pieces])
