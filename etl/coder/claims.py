"""Claims: what both readers say of one sentence, brought together for the judge.

A claim is that a sentence tells an event of one indicator with one stance. The rule reader supports it with its
best candidate, the trained reader with what it says of the sentence and of the word that tells the event. The
claim's features are that evidence, and what the article, the gate and the parse say for or against it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc, Token

from etl.coder.candidates import HANGING, MEASURES, Candidate, Reading
from etl.coder.gate import NOT_A_COUNTRY, in_dyad, is_about_pair
from etl.coder.modality import Reality, read_modality
from etl.coder.reader import Floats, SentenceView
from etl.coder.reader_card import MODALITIES, STANCES, Labels
from etl.records import BOTH, Stance

RULE_FLOOR = 0.08  # probability from which a rule candidate makes a claim
TOLD_FLOOR = 0.05  # the same for what the trained reader says of the sentence
WORD_FLOOR = 0.08  # and for a word
AGAIN_FLOOR = 0.3  # and for a word where another tells such an event already
APART = 4  # tokens between two words that tell two events
MOST_ROWS = 12  # words looked at
MOST_WORDS = 3  # events of one indicator and stance in one sentence
UNSURE = 0.2  # probability below which the rule reader's word is taken
RULE_ACTION = 0.3  # what the rule reader's action is worth beside the trained reader's probabilities
Key = tuple[str, Stance]  # indicator, stance


@dataclass(frozen=True, slots=True)
class Word:
    """A word that tells an event in the trained reader's view."""

    row: int  # its token
    score: float  # probability that it tells an event of the claim's indicator and stance
    again: bool = False  # a likelier word of the sentence tells such an event already


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence may tell an event of `indicator` and `stance`, by the word `trigger`."""

    sentence: int
    trigger: Token
    indicator: str
    stance: Stance
    action: str
    reality: Reality
    candidate: Candidate | None  # the rule reader's of the same word, None where only the trained reader speaks
    actors: dict[str, float]  # the trained reader's probabilities by actor
    features: dict[str, float] = field(compare=False)
    seen: str = field(default="", compare=False)  # what the trained reader saw, in words

    @property
    def rule(self) -> str:
        """How the rule reader knows the word to tell the act, or `trained` where it does not."""
        if self.candidate is None:
            return "trained"
        return f"{self.candidate.trigger.way.id}/{self.candidate.link}"

    @property
    def trace(self) -> tuple[tuple[str, str], ...]:
        """What each reader saw, for `explain`."""
        rows = [("act", f"{self.trigger.text} ({self.action})")]
        if self.candidate is not None:
            known = self.candidate
            rows.append(("rules", f"{known.trigger.token.text} ({known.trigger.way.id}), {known.link}, {known.cue}"))
        if self.seen:
            rows.append(("trained reader", self.seen))
        return tuple(rows)

    @classmethod
    def of_rules(cls, candidate: Candidate) -> Claim:
        """What the rule reader claims alone."""
        return cls(
            candidate.sentence,
            candidate.trigger.token,
            candidate.indicator,
            candidate.stance,
            candidate.action,
            candidate.reality,
            candidate,
            {},
            candidate.features,
        )


class ClaimMaker:
    """Makes the claims of an article from the views of both readers."""

    def __init__(self, labels: Labels, stances: dict[str, Stance]) -> None:
        self.labels = labels
        self._of_stance = {
            stance: np.array([stances[action] == stance for action in labels.actions], dtype=np.float32)
            for stance in STANCES
        }

    def find(
        self, reading: Reading, candidates: Sequence[tuple[Candidate, float]], views: Sequence[SentenceView]
    ) -> Iterator[Claim]:
        """Claims in reading order; `candidates` come with the rule reader's probability, `views` one a sentence."""
        by_sentence: dict[int, list[tuple[Candidate, float]]] = defaultdict(list)
        for row in candidates:
            by_sentence[row[0].sentence].append(row)
        whole = np.zeros(self.labels.sentence_size, dtype=np.float32)
        for view in views:
            whole = np.maximum(whole, view.told)
        article = _article_features(reading, views)
        for number, view in enumerate(views):
            rules = _best_rules(by_sentence[number])
            for key in self._keys(rules, view):
                for word in self._words(view, key):
                    claim = self._claim(reading, number, key, rules, view, word)
                    claim.features.update(self._reader_features(view, key, word, whole, rules), **article)
                    yield claim

    def _keys(self, rules: dict[Key, tuple[Candidate, float]], view: SentenceView) -> list[Key]:
        if not view.starts:
            return []  # nothing that can be read, such as signs that decoding damaged
        keys: set[Key] = {key for key, (_, probability) in rules.items() if probability >= RULE_FLOOR}
        for indicator in self.labels.indicators:
            for stance in STANCES:
                told = float(view.told[self.labels.sentence_position(indicator, stance)])
                if told >= TOLD_FLOOR or self._words(view, (indicator, stance))[0].score >= WORD_FLOOR:
                    keys.add((indicator, stance))
        return sorted(keys)

    def _words(self, view: SentenceView, key: Key) -> list[Word]:
        """The words that tell such an event, the likeliest first: at least one."""
        if key[0] not in self.labels.positions["indicator"]:
            return [Word(0, 0.0)]  # an indicator that the catalogue got after the training
        of_indicator = view.words["indicator"][:, self.labels.positions["indicator"][key[0]]]
        of_stance = view.words["action"] @ self._of_stance[key[1]]
        scores = view.words["event"] * of_indicator * of_stance
        words: list[Word] = []
        for row in map(int, np.argsort(-scores, kind="stable")[:MOST_ROWS]):
            apart = all(abs(row - word.row) >= APART for word in words)
            if not words or (scores[row] >= AGAIN_FLOOR and apart):
                words.append(Word(row, float(scores[row]), again=bool(words)))
        return words[:MOST_WORDS]

    def _claim(
        self,
        reading: Reading,
        number: int,
        key: Key,
        rules: dict[Key, tuple[Candidate, float]],
        view: SentenceView,
        word: Word,
    ) -> Claim:
        indicator, stance = key
        candidate, probability = rules.get(key, (None, 0.0))
        doc = reading.docs[number]
        trigger = (
            candidate.trigger.token if candidate and word.score < UNSURE else _token_at(doc, view.starts, word.row)
        )
        same = candidate is not None and candidate.trigger.token.i == trigger.i
        action, action_probability = self._action(view, word.row, stance, candidate if same else None)
        noun = trigger.pos_ in ("NOUN", "PROPN")
        reality = (
            candidate.reality
            if same and candidate
            else read_modality(trigger, noun=noun, measure=trigger.lemma_.lower() in MEASURES)
        )
        features = {
            **_rule_features(candidate, probability, rules, key),
            **_scene_features(reading, number, trigger, action),
            f"unreal:{reality.unreal or 'no'}": 1.0,
            f"stance:{stance}": 1.0,
            "action": action_probability,
            "same_word": float(same),
        }
        modality = MODALITIES[int(view.words["modality"][word.row].argmax())]
        return Claim(
            number,
            trigger,
            indicator,
            stance,
            action,
            Reality(modality, reality.unreal),
            candidate if same else None,
            dict(zip(self.labels.actors, map(float, view.words["actor"][word.row]), strict=True)),
            features,
            f"{doc.text[view.starts[word.row] :].split()[0]}, probability {word.score:.2f}",
        )

    def _action(self, view: SentenceView, row: int, stance: Stance, candidate: Candidate | None) -> tuple[str, float]:
        """The likeliest action of the stance, and how likely it is among those."""
        chances = view.words["action"][row] * self._of_stance[stance]
        chances = chances / max(float(chances.sum()), 1e-6)
        if candidate is not None and candidate.action in self.labels.actions:
            chances[self.labels.positions["action"][candidate.action]] += RULE_ACTION
        best = int(chances.argmax())
        return self.labels.actions[best], float(chances[best])

    def _reader_features(
        self, view: SentenceView, key: Key, word: Word, whole: Floats, rules: dict[Key, tuple[Candidate, float]]
    ) -> dict[str, float]:
        indicator, stance = key
        if indicator not in self.labels.positions["indicator"]:
            return {"told": logit(0.0), "word": logit(0.0), "again": 0.0}
        place = self.labels.sentence_position(indicator, stance)
        other = self.labels.sentence_position(indicator, STANCES[1 - STANCES.index(stance)])
        told, opposite = float(view.told[place]), float(view.told[other])
        against = self._words(view, (indicator, STANCES[1 - STANCES.index(stance)]))[0].score
        by_rule = _stance_of_rules(rules, indicator)
        if by_rule is not None and (told > opposite) != (by_rule == stance) == (word.score > against):
            told, opposite = opposite, told  # the rules and the word outvote what the sentence sounds like
        rest = np.delete(view.told, [place, other])
        return {
            "told": logit(told),
            "word": logit(word.score),
            "event": logit(float(view.words["event"].max(initial=0.0))),
            "told_and_word": math.sqrt(told * word.score),
            "opposite": opposite,
            "word_stance": word.score / max(word.score + against, 1e-6) - 0.5,
            "rival": float(rest.max()),
            "first": float(max(told, opposite) >= view.told.max() and told >= opposite),
            "elsewhere": float(whole[place] - view.told[place]),
            "again": float(word.again),
            "again_word": logit(word.score) if word.again else 0.0,
            f"indicator:{indicator}": 1.0,
        }


def logit(probability: float) -> float:
    """Log odds, kept within ±5."""
    bounded = min(max(probability, 0.0067), 0.9933)
    return math.log(bounded / (1 - bounded))


def _best_rules(rows: Sequence[tuple[Candidate, float]]) -> dict[Key, tuple[Candidate, float]]:
    best: dict[Key, tuple[Candidate, float]] = {}
    for candidate, probability in sorted(rows, key=lambda row: (-row[1], row[0].trigger.token.i, row[0].action)):
        best.setdefault((candidate.indicator, candidate.stance), (candidate, probability))
    return best


def _stance_of_rules(rules: dict[Key, tuple[Candidate, float]], indicator: str) -> Stance | None:
    """What valence times direction says of a verb whose own subject or object names the indicator; None if unclear."""
    found: set[Stance] = {
        stance
        for (name, stance), (candidate, _) in rules.items()
        if name == indicator
        and candidate.link in ("object", "subject")
        and candidate.trigger.way.direction
        and not candidate.trigger.noun
        and not candidate.reality.unreal
    }
    return found.pop() if len(found) == 1 else None


def _rule_features(
    candidate: Candidate | None, probability: float, rules: dict[Key, tuple[Candidate, float]], key: Key
) -> dict[str, float]:
    others = [other for name, (_, other) in rules.items() if name != key]
    opposite = rules.get((key[0], STANCES[1 - STANCES.index(key[1])]))
    features = {
        "bias": 1.0,
        "rule": logit(probability),
        "rule_rival": max(others, default=0.0),
        "rule_stance": probability - (opposite[1] if opposite else 0.0),
    }
    hanging = opposite is not None and opposite[0].link in HANGING
    if hanging and (candidate is None or candidate.link not in HANGING):
        features["rule_opposes"] = 1.0
    if candidate is not None:
        features[f"link:{candidate.link}"] = 1.0
    return features


def _scene_features(reading: Reading, number: int, trigger: Token, action: str) -> dict[str, float]:
    sentence = reading.sentences[number]
    verdict = in_dyad(reading.scene, sentence.start, sentence.end, trigger, action)
    named = {mention.country for mention in reading.actors[number] if mention.kind not in NOT_A_COUNTRY}
    return {
        f"gate:{verdict.reason}": 1.0,
        "lead": float(number == 0),
        "early": float(number < 4),
        f"sides:{len(named & set(reading.scene.sides))}": 1.0,
        "thirds": min(len(named - {*reading.scene.sides, BOTH}), 3) / 3,
    }


def _article_features(reading: Reading, views: Sequence[SentenceView]) -> dict[str, float]:
    """What holds for every claim of an article: whether it is about the pair, and how much of it tells events."""
    telling = [float(view.words["event"].max(initial=0.0)) for view in views]
    return {
        "about_pair": float(is_about_pair(reading.scene)),
        "telling": sum(telling) / len(telling) if telling else 0.0,
        "long_article": float(len(reading.sentences) > 20),
    }


def _token_at(doc: Doc, starts: tuple[int, ...], row: int) -> Token:
    """The parsed word in which a token of the trained reader begins."""
    start = starts[row] if row < len(starts) else 0
    return next((token for token in reversed(doc) if token.idx <= start), doc[0])
