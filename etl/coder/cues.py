"""Find what a text is about: the indicators' cues, as one compiled set.

A cue is a phrase an expert can write without knowing regular expressions:

    space      any run of blanks or hyphens ("white list" finds "white-list")
    *          any ending or middle of a word ("sanction*", "labo*r")
    (a|b)      alternatives; `?` after a bracket makes it optional
    ~          up to four words between

Matching ignores case and never crosses a sentence when given sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import re2

from etl.entries import Catalogue

_GAP = r"[\s\-\x{2010}-\x{2013}]+"
_BETWEEN = r"(?:[^\w.!?;]+\w+){0,4}?[^\w.!?;]+"
_SIGNS = {"*": r"\w*", "(": "(?:", ")": ")", "|": "|", "?": "?", "~": _BETWEEN, " ": _GAP, "-": _GAP, "'": "['\u2019]"}
_PIECE = re.compile(r" ?~ ?|\)\? |[ -]+|.")


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found: `text[start:end]`, the indicator it names, and whether it names it alone."""

    start: int
    end: int
    indicator: str
    strong: bool
    cue: str


def cue_regex(cue: str) -> str:
    """The cue as RE2-compatible source, to be compiled without regard to case."""
    source = ""
    for piece in _PIECE.findall(cue.strip()):
        if piece == ")? ":  # an optional word takes its blank along
            source += f")?{_GAP.replace('+', '*')}"
        else:
            source += _SIGNS.get(piece.strip() or " ", re.escape(piece))
    return rf"\b{source}\b"


@lru_cache(maxsize=4096)
def compile_cue(cue: str) -> re.Pattern[str]:
    """The cue as a compiled pattern of the standard library, for a text or two."""
    return re.compile(cue_regex(cue).replace(r"\x{2010}-\x{2013}", "\u2010-\u2013"), re.IGNORECASE)


class CueFinder:
    """Every cue of a catalogue, searched in one pass per text."""

    def __init__(self, catalogue: Catalogue) -> None:
        options = re2.Options()
        options.case_sensitive = False
        self._rows: list[tuple[str, bool, str, re2._Regexp]] = []  # type: ignore[name-defined]
        self._any = re2.Set.SearchSet(options)
        self._never: dict[str, list[re2._Regexp]] = {}  # type: ignore[name-defined]
        for indicator in catalogue.pair.indicators:
            self._never[indicator.id] = [re2.compile(cue_regex(cue), options) for cue in indicator.never]
            for strong, cues in ((True, indicator.strong), (False, indicator.weak)):
                for cue in cues:
                    source = cue_regex(cue)
                    self._any.Add(source)
                    self._rows.append((indicator.id, strong, cue, re2.compile(source, options)))
        self._any.Compile()

    def find(self, text: str) -> tuple[CueHit, ...]:
        """All hits in reading order; of one indicator's overlapping hits the longest stands."""
        hits = []
        for row in sorted(self._any.Match(text) or ()):
            indicator, strong, cue, pattern = self._rows[row]
            hits += [CueHit(match.start(), match.end(), indicator, strong, cue) for match in pattern.finditer(text)]
        return tuple(
            sorted(self._drop_never(text, _longest(hits)), key=lambda hit: (hit.start, hit.end, hit.indicator))
        )

    def _drop_never(self, text: str, hits: Iterable[CueHit]) -> list[CueHit]:
        kept, barred = [], {}
        for hit in hits:
            if hit.indicator not in barred:
                spans = [match.span() for pattern in self._never[hit.indicator] for match in pattern.finditer(text)]
                barred[hit.indicator] = spans
            if not any(start < hit.end and hit.start < end for start, end in barred[hit.indicator]):
                kept.append(hit)
        return kept


def _longest(hits: list[CueHit]) -> list[CueHit]:
    """Of overlapping hits of one indicator keep the longest, a strong one before a weak one."""
    kept: list[CueHit] = []
    for hit in sorted(hits, key=lambda hit: (not hit.strong, hit.start - hit.end, hit.start)):
        if not any(
            hit.indicator == other.indicator and hit.start < other.end and other.start < hit.end for other in kept
        ):
            kept.append(hit)
    return kept
