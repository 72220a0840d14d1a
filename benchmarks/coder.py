"""What coding costs on one core: articles a second, the shares of parser, reader and rest, beside the bare libraries.

    python -m benchmarks.coder [N_ARTICLES]

Articles of about 230 words are put together from the shipped samples. Three mixes: all about the pair, the same by
rules alone, and a news mix of which 2 % is. Bare spaCy and the bare ONNX graph are timed on the same sentences, so
that ratios hold on any machine.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from etl.catalogue import DATA, load_catalogue
from etl.coder.kernel import Coder
from etl.coder.reader import TrainedReader
from etl.coder.sentences import split_sentences
from etl.records import Article
from etl.training.labelled import read_articles

PAIR = "JPN_KOR"
WORDS = 230
OTHER = (
    "The city council of Lyon approved a budget for tramways on Tuesday after a long debate. "
    "Farmers in Kansas expect a poor harvest, the governor said, and asked for federal help. "
)


def make_articles(count: int) -> list[Article]:
    """Articles of `WORDS` words about the pair, from the samples' paragraphs in turn."""
    samples = read_articles(DATA / "corpus" / PAIR / "articles.jsonl")
    made = []
    for number, sample in zip(range(count), itertools.cycle(samples), strict=False):
        words = sample.text.split(" ")
        made.append(replace(sample, id=f"{sample.id}-{number}", text=" ".join((words * 3)[:WORDS])))
    return made


def mix(articles: Sequence[Article], share: int) -> list[Article]:
    """One article in `share` about the pair, the others about something else."""
    other = (OTHER * 9)[: WORDS * 6]
    return [
        article if number % share == 0 else replace(article, title="Budget", text=f"{number} {other}")
        for number, article in enumerate(articles)
    ]


def seconds(run: Callable[[], object]) -> float:
    """Processor time of a call."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(
            0, {min(os.sched_getaffinity(0))}
        )  # one core, also for libraries with threads of their own
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    catalogue, articles = load_catalogue(PAIR), make_articles(count)
    both, rules = Coder(catalogue), Coder(catalogue, readers="rules")
    list(both.code(articles[:8]))  # warm
    whole = seconds(lambda: list(both.code(articles)))
    alone = seconds(lambda: list(rules.code(articles)))
    news = mix(articles * 10, 50)
    mixed = seconds(lambda: list(both.code(news)))
    texts = [(article.title, [s.text for s in split_sentences(article.text)]) for article in articles]
    flat = [text for _, sentences in texts for text in sentences]
    parser = seconds(lambda: list(both.parser.pipe(flat, batch_size=128)))
    reader = TrainedReader.load(Path(DATA / "models" / PAIR))
    read = seconds(lambda: reader.read(texts))
    print(f"{count} articles of {WORDS} words, {len(flat)} sentences; one core, processor time")
    print(
        f"both readers      {count / whole:8.1f} articles/s  {whole / (parser + read):.2f} × bare spaCy and bare ONNX"
    )
    print(f"rules alone       {count / alone:8.1f} articles/s  {alone / parser:.2f} × bare spaCy")
    print(f"news mix, 2 %     {len(news) / mixed:8.1f} articles/s")
    shares = [f"{share / whole:.0%}" for share in (parser, read, whole - parser - read)]
    print("shares            parser {}, reader {}, rest {}".format(*shares))
    print(f"bare spaCy {len(flat) / parser:.0f} sentences/s, bare ONNX {len(flat) / read:.0f} sentences/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    print(json.dumps({"both": count / whole, "rules": count / alone, "mix": len(news) / mixed}))


if __name__ == "__main__":
    main()
