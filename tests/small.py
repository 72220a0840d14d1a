"""A run small enough to read: six articles by hand, merged and indexed by the real stages."""

import datetime as dt

from etl.catalogue import load_catalogue
from etl.coverage import count_coverage
from etl.events import merge_reports
from etl.index import compute_index, compute_variants
from etl.policies import derive_policies
from etl.records import Article, Coding, DateRange, Event, Modality, Problem, Quote, Report, Run, Stance
from etl.rulings import find_rulings
from etl.tables import Contents

CATALOGUE = load_catalogue("JPN_KOR")
AS_OF = dt.date(2023, 8, 31)

LIFTED = "Japan put South Korea back on its white list on July 21."
SWAP = "Japan and South Korea restore their currency swap"
TALKS = "The two finance ministers met in Tokyo in June. Talks will go on, they said."
ARTICLES = (
    Article("a1", dt.date(2023, 7, 21), f"(Reuters) {LIFTED} Seoul was glad — “très”.", "List", "https://a.example/1"),
    Article("a2", dt.date(2023, 7, 22), f"{LIFTED} A second desk's words.", "Back on", source="Desk", sample=True),
    Article("a3", dt.date(2023, 7, 23), f"{LIFTED} A second desk's words!", "Back on", source="Copy"),
    Article("a4", dt.date(2023, 7, 1), TALKS, "Ministers", source="Desk"),
    Article(
        "c1",
        dt.date(2023, 7, 21),
        "Japan reinstates South Korea",
        "Japan reinstates South Korea",
        read_from="chronology.csv:2",
        coding=Coding(
            "export_white_list",
            "cooperation",
            "RETREAT",
            "JPN",
            DateRange.of("2023-07-21", "curated"),
            state_effect="japan_list_korea=listed",
        ),
    ),
    Article(
        "c2",
        dt.date(2023, 6, 29),
        SWAP,
        SWAP,
        read_from="chronology.csv:3",
        coding=Coding(
            "currency_swap",
            "cooperation",
            "AGREE",
            "BOTH",
            DateRange.of("2023-06-29", "curated"),
            state_effect="currency_swap=in_force (worth $10 billion)",
        ),
    ),
)


def report(name: str, article: Article, words: str, indicator: str, action: str, actor: str, when: DateRange) -> Report:
    start = article.text.index(words)
    return Report(
        id=name,
        article_id=article.id,
        pair="JPN_KOR",
        indicator=indicator,
        stance="cooperation",
        action=action,
        actor=actor,
        when=when,
        modality="actual",
        quote=Quote(start, start + len(words), words),
        confidence=0.8,
        rule="by hand",
        origin="curated" if article.coding else "coded",
        state_effect=article.coding.state_effect if article.coding else "",
        trace=(("cue", "white list"),),
    )


DAY = DateRange.of("2023-07-21", "explicit", "on July 21")
REPORTS = (
    report("r1", ARTICLES[0], LIFTED, "export_white_list", "RETREAT", "JPN", DAY),
    report("r2", ARTICLES[1], LIFTED, "export_white_list", "RETREAT", "JPN", DAY),
    report("r3", ARTICLES[3], TALKS[:46], "economic_dialogue", "CONSULT", "BOTH", DateRange.of("2023-06", "explicit")),
    report("r4", ARTICLES[4], ARTICLES[4].text, "export_white_list", "RETREAT", "JPN", DAY),
    report("r5", ARTICLES[5], SWAP, "currency_swap", "AGREE", "BOTH", DateRange.of("2023-06-29", "curated")),
)


def small_contents(run_id: str = "20230831T000000Z", *, backwards: bool = False) -> Contents:
    """Everything such a run finds out; `backwards` reads the same articles in the opposite order."""
    order = -1 if backwards else 1
    articles, reports = ARTICLES[::order], REPORTS[::order]
    merged = merge_reports(reports, {article.id: article for article in articles}, CATALOGUE)
    states = derive_policies(merged.events, CATALOGUE.pair.policies, AS_OF)
    coverage = count_coverage(articles, CATALOGUE, AS_OF)
    return Contents(
        run=Run(
            id=run_id,
            pair="JPN_KOR",
            as_of=AS_OF,
            started=dt.datetime(2023, 8, 31, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9))),
            coder_version="1",
            catalogue_hash=CATALOGUE.hash,
            n_articles=4,
            n_duplicates=1,
            n_problems=1,
            n_reports=len(reports),
            n_events=len(merged.events),
            seconds=0.1,
            inputs=("articles.jsonl",),
        ),
        articles=articles,
        duplicates={"a3": "a2"},
        reports=reports,
        event_of=merged.event_of,
        events=merged.events[::order],
        events_without_samples=merged.without_samples[::order],
        decisions=merged.decisions[::order],
        transitions=states.transitions,
        intervals=states.intervals[::order],
        rulings=find_rulings(merged.events, CATALOGUE.pair.rulings),
        findings=states.findings,
        problems=(Problem("bad\udcff.txt", "the file is empty", "remove it"),),
        index_days=compute_index(merged.events, coverage, CATALOGUE, AS_OF)[::order],
        index_variants=compute_variants(merged.events, merged.without_samples, coverage, CATALOGUE, AS_OF)[::order],
        coverage=coverage[::order],
        catalogue=CATALOGUE,
    )


def event(
    name: str,
    when: str | None,
    stance: Stance = "cooperation",
    intensity: float = 2.0,
    *,
    topic: str = "trade",
    first_reported: str = "2099-01-01",
    modality: Modality = "actual",
    origin: str = "coded",
) -> Event:
    """An event of which the index sees the date (`YYYY`, `YYYY-MM`, `YYYY-MM-DD` or none), stance and intensity."""
    return Event(
        id=name,
        pair="JPN_KOR",
        topic=topic,
        indicator="economic_dialogue",
        stance=stance,
        action="CONSULT",
        actor="BOTH",
        when=DateRange.of(when, "explicit") if when else DateRange(),
        modality=modality,
        intensity=intensity,
        confidence=1.0,
        title=name,
        quote=name,
        lead_report="r",
        reports=("r",),
        n_articles=1,
        n_sources=1,
        first_reported=dt.date.fromisoformat(first_reported),
        origin=origin,
        sample=False,
    )
