"""What the rule reader alone takes for events: per word the best reading, per sentence a label once for each action."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from etl.coder.candidates import Candidate
from etl.coder.judge import Judge
from etl.coder.modality import DECIDING, is_dated_noun

_OBJECTS = frozenset(("dobj", "nsubjpass", "pobj", "prep", "prt", "advmod"))
_BETWEEN = frozenset(("pobj", "prep", "prt", "advmod", "compound", "conj"))


def choose_candidates(judge: Judge, candidates: Iterable[Candidate]) -> list[tuple[Candidate, float]]:
    """The candidates that are events, with their probabilities, in reading order."""
    ranked = sorted(
        ((candidate, judge.probability(candidate.features)) for candidate in candidates),
        key=lambda row: (-row[1], row[0].sentence, row[0].trigger.token.i, row[0].indicator, row[0].action),
    )
    absorbed = absorbed_triggers(ranked, judge.threshold)
    used_triggers: set[tuple[int, int]] = set(absorbed)
    told: set[tuple[int, str, str, str]] = set()
    chosen = []
    for candidate, probability in ranked:
        trigger = (candidate.sentence, candidate.trigger.token.i)
        label = (candidate.sentence, candidate.indicator, candidate.stance, candidate.action)
        if probability < judge.threshold or trigger in used_triggers or label in told or candidate.reality.unreal:
            continue
        used_triggers.add(trigger)
        told.add(label)
        chosen.append((candidate, probability))
    return sorted(chosen, key=lambda row: (row[0].sentence, row[0].trigger.token.i))


def absorbed_triggers(ranked: Iterable[tuple[Candidate, float]], threshold: float) -> set[tuple[int, int]]:
    """Triggers that tell no act of their own, since another one of their sentence tells it: sentence and word.

    Who *lifted the ban* did one act, the verb's. Who *decided to end* something, or *pulled out of the pact*,
    ended it: where the decision or the noun alone would be of the other stance, that is not what was done.
    """
    rows = [(candidate, probability >= threshold) for candidate, probability in ranked]
    acts = {
        (candidate.sentence, candidate.indicator, candidate.trigger.token.i): (candidate.stance, likely)
        for candidate, likely in reversed(rows)
        if not candidate.trigger.noun and candidate.trigger.way.direction and not candidate.reality.unreal
    }
    absorbed = set()
    for candidate, _ in rows:
        token = candidate.trigger.token
        others = [_governing_verb(token)] if candidate.trigger.noun else _decided(token)
        for other in others:
            stance, likely = acts.get((candidate.sentence, candidate.indicator, other), (candidate.stance, False))
            if candidate.trigger.noun and is_dated_noun(token):
                continue  # a noun with a date of its own tells when its measure began
            if stance != candidate.stance or (likely and candidate.trigger.noun):
                absorbed.add((candidate.sentence, token.i))
    return absorbed


def _governing_verb(noun: Token) -> int:
    """Where the verb stands whose object or passive subject the noun is, by prepositions or not; -1 without one."""
    token = noun
    while token.dep_ in _BETWEEN and token.head.pos_ != "VERB":
        token = token.head
    return token.head.i if token.dep_ in _OBJECTS else -1


def _decided(verb: Token) -> list[int]:
    """Where the verbs stand that say what a verb such as *decide* or *agree* is about: "decided to end"."""
    if verb.lemma_.lower() not in DECIDING:
        return []
    return [child.i for child in verb.children if child.dep_ in ("xcomp", "ccomp")]
