"""Is an act told as a fact, as decided, as a state in force, or not as real at all?

Read off the parse around the trigger, outwards: its own negation and auxiliaries,
then every verb or noun that governs it. The first thing that makes it unreal wins;
a governing decision (*agreed to*, *will*) makes it announced; a noun that names a
measure without telling its making (*the ban*) is ongoing.

Unreal, each with its reason: negated, possible, planned, demanded, conditional,
denied, question.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from etl.records import Modality

NEGATIONS = frozenset(("not", "n't", "never", "no", "neither", "nor", "without", "nobody", "none", "hardly", "nothing"))
POSSIBLE = frozenset(("could", "may", "might", "would", "should", "must", "can", "ought"))
DEMANDING = frozenset(
    [
        "call",
        "urge",
        "demand",
        "ask",
        "press",
        "request",
        "want",
        "insist",
        "appeal",
        "beg",
        "lobby",
        "recommend",
        "advise",
        "suggest",
        "propose",
        "expect",
        "need",
        "require",
        "argue",
    ]
)
PLANNING = frozenset(
    [
        "plan",
        "consider",
        "hope",
        "mull",
        "intend",
        "weigh",
        "seek",
        "aim",
        "try",
        "attempt",
        "prepare",
        "discuss",
        "study",
        "contemplate",
        "think",
        "expect",
        "threaten",
        "like",
        "wish",
        "be-about",
        "ponder",
        "debate",
        "explore",
        "schedule",
    ]
)
DECIDING = frozenset(
    [
        "agree",
        "decide",
        "approve",
        "announce",
        "pledge",
        "vow",
        "promise",
        "undertake",
        "confirm",
        "declare",
        "resolve",
        "settle",
        "determine",
        "concur",
        "say",
        "notify",
        "commit",
    ]
)
DENYING = frozenset(
    ["deny", "refuse", "fail", "decline", "avoid", "refrain", "stop", "prevent", "oppose", "reject", "forgo"]
)
UNREAL_NOUNS = frozenset(
    [
        "plan",
        "call",
        "demand",
        "threat",
        "prospect",
        "possibility",
        "hope",
        "proposal",
        "idea",
        "talk",
        "risk",
        "fear",
        "rumour",
        "rumor",
        "speculation",
        "bid",
        "chance",
        "question",
        "option",
        "case-for",
        "need",
        "wish",
        "request",
        "suggestion",
        "intention",
        "hint",
        "likelihood",
        "expectation",
        "push",
        "campaign",
        "effort",
    ]
)
GOVERNED = frozenset(("xcomp", "ccomp", "advcl", "pcomp", "acl", "conj", "relcl", "pobj", "dobj", "csubj"))


@dataclass(frozen=True, slots=True)
class Reality:
    """`modality` for a real act; `unreal` names why it is none ('' where it is real)."""

    modality: Modality
    unreal: str = ""


def read_modality(trigger: Token, *, noun: bool, measure: bool) -> Reality:
    """How the trigger's act is told; `measure` marks nouns that name a lasting measure."""
    own = _own_words(trigger, noun)
    if own is not None:
        return own
    announced = _is_future(trigger)
    token, steps = trigger, 0
    while token.dep_ != "ROOT" and steps < 5:
        head = token.head
        verdict = _governed(token, head)
        if verdict == "announced":
            announced = True
        elif verdict:
            return Reality("actual", verdict)
        if token.dep_ == "relcl" or (token.dep_ in ("conj", "advcl") and steps and _is_finite(token)):
            break
        token, steps = head, steps + 1
    if announced:
        return Reality("announced")
    return Reality("ongoing" if measure and noun and not is_dated_noun(trigger) else "actual")


def _own_words(trigger: Token, noun: bool) -> Reality | None:
    for child in trigger.children:
        word = child.lower_
        if (child.dep_ == "neg" or (child.dep_ == "det" and word == "no")) and word in NEGATIONS:
            return Reality("actual", "negated")
        if child.dep_ == "aux" and word in POSSIBLE:
            return Reality("actual", "possible")
        if child.dep_ == "mark" and word in ("if", "unless", "whether", "should"):
            return Reality("actual", "conditional")
        if (
            noun
            and child.dep_ == "amod"
            and child.lower_
            in ("possible", "potential", "proposed", "planned", "future", "feared", "likely", "so-called", "next")
        ):
            return Reality("actual", "planned")
    if noun and trigger.dep_ == "pobj" and trigger.head.lower_ in ("without", "against", "despite"):
        return Reality("actual", "negated") if trigger.head.lower_ == "without" else None
    return None


def _is_future(token: Token) -> bool:
    words = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if words & {"will", "'ll", "shall"}:
        return True
    has_to = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    return (
        has_to and token.dep_ in ("xcomp", "ROOT") and token.head.lemma_ == "be" and token.head.tag_ in ("VBZ", "VBP")
    )


def _governed(token: Token, head: Token) -> str:
    """What the governor does to the reality of `token`: '' nothing, 'announced', or a reason."""
    if token.dep_ not in GOVERNED:
        return ""
    lemma = head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN") and token.dep_ in ("acl", "pobj", "ccomp", "pcomp"):
        return "planned" if lemma in UNREAL_NOUNS else ""
    if head.pos_ == "ADP":
        return _governed_by_noun(head)
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return ""
    if token.dep_ in ("xcomp", "ccomp", "pcomp", "csubj"):
        return _complement(token, head, lemma)
    if token.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in token.children
    ):
        return "conditional"
    return ""


def _governed_by_noun(preposition: Token) -> str:
    governor = preposition.head
    if governor.pos_ in ("NOUN", "PROPN") and governor.lemma_.lower() in UNREAL_NOUNS:
        return "planned"
    if governor.pos_ == "VERB" and governor.lemma_.lower() in (
        "call",
        "press",
        "push",
        "hope",
        "ask",
        "appeal",
        "plan",
    ):
        return "demanded" if preposition.lower_ == "for" else ""
    return ""


def _complement(token: Token, head: Token, lemma: str) -> str:
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    negated = any(child.dep_ == "neg" for child in head.children)
    if lemma in DENYING and (infinitive or token.dep_ in ("pcomp", "ccomp", "xcomp")):
        return "denied"
    subjunctive = token.tag_ == "VB" and not _is_finite(token)
    if lemma in DEMANDING and (infinitive or subjunctive or lemma in ("call", "demand", "urge")):
        return "demanded"
    if lemma in PLANNING:
        return "planned"
    if lemma in DECIDING and (infinitive or subjunctive):
        return "negated" if negated else "announced"
    if head.pos_ == "ADJ" and lemma in ("likely", "ready", "willing", "possible", "eager", "set", "expected", "due"):
        return "planned"
    if any(child.dep_ == "aux" and child.lower_ in POSSIBLE for child in head.children) and infinitive:
        return "possible"
    return "negated" if negated and infinitive else ""


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP") or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in token.children
    )


def is_dated_noun(token: Token) -> bool:
    """A noun with a date or an *of*-phrase after it tells the act, not the state."""
    return any(child.dep_ in ("npadvmod", "nummod") for child in token.children)
