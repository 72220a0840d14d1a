"""The grammar of date expressions: how each kind is written; what it means stands in `date_meanings`.

`PATTERN` finds them all in one pass; the group that matched names the rule, and
`resolve` reads it against publication and the last date told.
"""

from __future__ import annotations

import re

from etl.coder import date_meanings as mean
from etl.coder.clock import Clock
from etl.coder.date_meanings import NUMBERS
from etl.records import DateRange

# "may" and "march" are verbs unless they are written large.
_MON = (
    r"(?P<{0}>(?=(?-i:[A-Z]))(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\b\.?|Feb\b\.?|Mar\.|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?))"
)
_M = _MON.format("m")
_ST = r"(?:st|nd|rd|th)?"
_D = rf"(?P<d>[0-3]?\d){_ST}(?![\d:%]|[.,]\d)"
_TO = rf"(?:\s*(?:-|–|to|and)\s*[0-3]?\d{_ST})?"  # the end of a range, which its start stands for
_Y = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_N = rf"(?<![-\d.])(?<!half )(?P<n>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_W = r"(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NEAR_YEAR = r"(?:of\s+)?(?:last|this|next|that|the\s+same|the\s+previous|the\s+following|the\s+next)\s+year"
_DEED = (
    r"(?:the|that|this|its|their|his|her|[A-Z][\w-]+['’]s?)\s+(?:[\w'’-]+\s+){0,2}(?:summit|meeting|talks|ruling|verdict|"
    r"decision|announcement|visit|trip|accord|agreement|deal|launch|statement|vote|protest|call|attack|election|"
    r"inauguration|apology|signing|release|removal|withdrawal|incident|landing|speech)\b"
)

# What may follow "on the 5th": nothing that it could count ("the 5th round").
_NO_NOUN = (
    r"(?=\s*(?:$|[.,;:!?)\n—–-])|\s+(?:and|or|that|to|in|at|with|by|when|after|before|for|as|because|over|but|while|"
    r"about|he|she|they|it|local)\b)"
)
_OFFSET = rf"\b(?:the\s+)?(?:(?:day|{_N}\s+days?)\s+(?P<side>before|after)|eve\s+of)\s+"
_PART = r"(?:beginning|start|middle|end|close|half|quarter|rest|remainder|course)\s+of"
_GRAMMAR: tuple[tuple[str, str, mean.Resolve], ...] = (
    (
        "iso",
        r"(?<![\d./-])(?:19|20)\d\d(?:-\d\d-\d\d|\.\s?\d{1,2}\.\s?\d{1,2}|/\d{1,2}/\d{1,2})(?![\d/-])",
        mean.read_numbers,
    ),
    ("slashed", r"(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)\d\d(?![\d/])", mean.read_slashed),
    ("offset", rf"{_OFFSET}{_M}\s+{_D}(?:,?\s+{_Y})?", mean.read_offset_day),
    ("offset_first", rf"{_OFFSET}{_D}\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?", mean.read_offset_day),
    (
        "holiday",
        rf"\b(?P<h>Christmas (?:Day|Eve)|New Year['’]s (?:Day|Eve)|May Day)\b(?:,?\s+(?:in\s+)?{_Y})?",
        mean.read_holiday,
    ),
    ("day_first", rf"\b{_D}{_TO}\s+(?:of\s+)?{_M},?\s+{_Y}", mean.read_full),
    ("month_first", rf"\b{_M}\s+{_D}{_TO},?\s+{_Y}", mean.read_full),
    ("day_shifted", rf"\b{_M}\s+{_D},?\s+{_NEAR_YEAR}\b", mean.read_day_shift),
    ("first_day_shifted", rf"\b{_D}\s+(?:of\s+)?{_M},?\s+{_NEAR_YEAR}\b", mean.read_day_shift),
    (
        "near_month",
        rf"\b(?:last|this|next|that|the\s+(?:following|next|previous))\s+{_M}\b(?!\.?\s+\d)",
        mean.read_near_month,
    ),
    ("month_shifted", rf"\b{_M},?\s+{_NEAR_YEAR}\b", mean.read_month_shift),
    ("month_year", rf"\b{_M},?\s+(?:of\s+)?{_Y}", mean.read_month_year),
    ("month_day", rf"\b{_M}\s+{_D}{_TO}\b(?!\s*(?:percent|per\s+cent|%|million|billion))", mean.read_month_day),
    ("day_month", rf"\b{_D}{_TO}\s+(?:of\s+)?{_M}(?!\w)", mean.read_month_day),
    (
        "weekday",
        rf"(?<!Good )(?<!Black )\b(?:(?:last|next|this|that|the\s+(?:previous|following|next))\s+)?{_W}\b"
        r"(?:\s+(?:of\s+)?(?:last|this|next)\s+week\b)?",
        mean.read_weekday,
    ),
    ("weekend", r"\b(?:(?:last|this|next)\s+weekend|(?:over|at|on|during)\s+the\s+weekend)\b", mean.read_weekend),
    (
        "near_day",
        r"\b(?:today|tonight|yesterday|tomorrow|overnight(?!\s+(?:stay|success|trip|train|flight|bus|ferry))|last\s+night|"
        r"this\s+(?:morning|afternoon|evening)|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))\b",
        mean.read_near_day,
    ),
    (
        "told_day",
        r"\b(?:(?:on\s+)?the\s+(?:same|very\s+same|previous|next|following)\s+(?:day|morning|afternoon|evening|night)|"
        r"the\s+day\s+(?:before|after)|a\s+day\s+(?:earlier|later)|"
        r"(?:on\s+|later\s+)?that\s+(?:same\s+)?(?:day|morning|afternoon|evening|night)|(?<!the\s)same\s+day|"
        r"(?:with)?in\s+hours(?!\s+of)|(?:a\s+few\s+)?hours\s+(?:later|after|earlier|before)|"
        r"before\s+the\s+day\s+was\s+(?:out|over))\b",
        mean.read_told_day,
    ),
    (
        "ago",
        rf"\b{_N}(?:\s+and\s+a\s+half)?[\s-]+(?P<u>day|week|fortnight|month|year|decade)s?\s+"
        r"(?:ago(?:\s+to\s+the\s+day|\s+today)?|earlier|later|on(?=\s*[,.;])|"
        rf"(?:before|after)(?=\s*(?:[.,;:]|$)|\s+{_DEED}))(?!\w)",
        mean.read_ago,
    ),
    ("few", r"(?<!-)\b(?P<u>days|weeks|months|years)\s+(?:ago|later|earlier|after|before)\b", mean.read_few),
    ("seasons_ago", rf"\b{_N}\s+(?P<s>spring|summer|autumn|fall|winter)s\s+ago\b", mean.read_seasons_ago),
    (
        "near_span",
        r"\b(?:(?:(?:earlier|later)\s+)?(?:last|this|that|next|the\s+previous|the\s+following|the\s+next|the\s+same|"
        r"the(?=\s+(?:week|month|year)\s+(?:before|after)\s*(?:[.,;:]|$)))\s+"
        r"(?P<u>week|month|year)(?:\s+(?:before|after)(?=\s*(?:[.,;:]|$)))?|"
        r"the\s+(?P<v>week|month|year)\s+(?:before\s+last|after\s+next))\b",
        mean.read_near_span,
    ),
    (
        "part",
        rf"\b(?:(?:earlier|later|early|late)\s+in|{_PART}|before)\s+the\s+(?P<u>day|week|month|year)\b"
        r"(?:(?<!\bday)(?:\s+(?:is|was)\s+(?:out|over))?)",
        mean.read_part,
    ),
    (
        "season",
        rf"\b(?:(?:last|this|next|that|the|early|late|in|of|previous|following)\s+)+(?P<s>spring|summer|autumn|fall|winter)"
        rf"\b(?!\s+(?:Olympics?|Games))(?:,?\s+{_NEAR_YEAR}\b|\s+(?:of\s+)?{_Y})?",
        mean.read_season,
    ),
    (
        "decade",
        r"\b(?:the\s+)?(?:19|20)\d0s\b|\brecent(?:ly)?\b|\b(?:the\s+)?(?:last|past)\s+decade\b",
        mean.read_vague,
    ),
    (
        "long",
        rf"\b(?:decade|{_N}[\s-](?:years?|decades?))-(?:long|old(?!\s+(?:\w+\s+)?(?:girl|boy|man|woman|student|"
        rf"survivor|victim|plaintiff|son|daughter)))\b|"
        r"\b(?P<k>\d{1,2}|[a-z]+)-(?:year|decade)(?=\s+(?:freeze|ban|boycott|hiatus|suspension|halt|gap|break|embargo|"
        r"dispute|row|feud|standoff|impasse|moratorium))\b",
        mean.read_long,
    ),
    (
        "nth",
        rf"\b(?:(?:on|of|from|until|by|since)\s+)?the\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)\b"
        rf"(?:\s+of\s+(?:that|this|last|next|the\s+same|the\s+following|the\s+previous)\s+month\b|{_NO_NOUN})",
        mean.read_nth,
    ),
    (
        "bare_month",
        r"\b(?:(?:in|since|until|till|through|by|from|early|late|mid|end|during|of)[\s-]+)"
        rf"(?:early\s+|late\s+|mid-)?{_M}(?!\w)(?!\.?,?\s+(?:{_NEAR_YEAR}|(?:of\s+)?(?:19|20)\d\d|\d))",
        mean.read_bare_month,
    ),
    ("year", rf"(?:\bmid-|(?<![\d.,$/–-])(?<![€£¥#]))\b{_Y}\b(?![\d,.]*\d|-year|-strong|%)", mean.read_year),
)
_FLAGS = re.IGNORECASE
RULES = {name: meaning for name, _, meaning in _GRAMMAR}
_COMPILED = {name: re.compile(source, _FLAGS) for name, source, _ in _GRAMMAR}
PATTERN = re.compile(
    "|".join(f"(?P<{name}>{re.sub(r'[?]P<[a-z]+>', '?:', source)})" for name, source, _ in _GRAMMAR), _FLAGS
)


def resolve(rule: str, text: str, start: int, clock: Clock) -> DateRange | None:
    """What the expression means that `rule` found at `start`; None where it names no day, such as 31 February."""
    match = _COMPILED[rule].match(text, start)
    if match is None:
        return None
    try:
        return RULES[rule](match, clock)
    except (ValueError, OverflowError, KeyError):
        return None
