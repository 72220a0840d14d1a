"""Score reports against labelled events, for whoever edits a catalogue.

An event is *detected* where a report of the same article has its indicator and stance, one to one; *dated* where
the date agrees too (a day within one day, a month or year as a whole; an undated label takes any date); *full*
where action and actor agree as well. Of several ways to pair them the one that agrees best is taken.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.records import Report

Label = Mapping[str, Any]
Labels = Mapping[str, Sequence[Label]]
NEEDED = ("article_id", "indicator", "stance", "action", "actor", "date", "evidence")  # fields of a labelled event


@dataclass(frozen=True, slots=True)
class Figure:
    """How many were right, of how many labels, of how many reports."""

    hit: int
    wanted: int
    told: int

    @property
    def precision(self) -> float:
        """Share of the reports that are right, 0..1; 0 without any."""
        return self.hit / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found, 0..1; 0 without any."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hit / (self.wanted + self.told) if self.wanted + self.told else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A label missed, a report that is wrong, or a pair that disagrees; `kind` says how."""

    kind: str
    article: str
    label: Label | None
    report: Report | None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one set; `by_indicator` holds detection alone."""

    detection: Figure
    dated: Figure
    full: Figure
    stance: float  # of the labels whose indicator and sentence were found, how many with the right stance
    clean: float  # share of the articles without an event in which none was told
    by_indicator: Mapping[str, Figure]
    mistakes: tuple[Mistake, ...]


def score(labels: Labels, reports: Sequence[Report], ids: Collection[str]) -> Scores:
    """Figures of the articles `ids`: their labels by article against the reports found in them."""
    told: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        told[report.article_id].append(report)
    hits: Counter[str] = Counter()
    per: dict[str, Counter[str]] = defaultdict(Counter)
    mistakes: list[Mistake] = []
    seen = right = 0
    for article in sorted(ids):
        wanted, found = list(labels.get(article, ())), told[article]
        pairs = pair_up(wanted, found)
        for label, report in pairs:
            dated, acted = date_agrees(label["date"], report.when.iso), report.action == label["action"]
            by = report.actor == label["actor"]
            hits.update(found=1, dated=dated, full=dated and acted and by)
            per[label["indicator"]].update(hit=1)
            wrong = [name for name, fine in (("date", dated), ("action", acted), ("actor", by)) if not fine]
            mistakes += [Mistake(f"wrong {name}", article, label, report) for name in wrong]
        for label in wanted:
            per[label["indicator"]].update(wanted=1)
            stances = {r.stance for r in found if r.indicator == label["indicator"] and same_place(label, r)}
            seen += bool(stances)
            right += label["stance"] in stances
        for report in found:
            per[report.indicator].update(told=1)
        mistakes += _unpaired(article, wanted, found, pairs)
    silent = [article for article in ids if not labels.get(article)]
    n_wanted, n_told = sum(len(labels.get(article, ())) for article in ids), sum(len(told[a]) for a in ids)
    return Scores(
        detection=Figure(hits["found"], n_wanted, n_told),
        dated=Figure(hits["dated"], n_wanted, n_told),
        full=Figure(hits["full"], n_wanted, n_told),
        stance=right / seen if seen else 0.0,
        clean=sum(not told[article] for article in silent) / len(silent) if silent else 0.0,
        by_indicator={name: Figure(c["hit"], c["wanted"], c["told"]) for name, c in sorted(per.items())},
        mistakes=tuple(mistakes),
    )


def read_labels(path: Path) -> Labels:
    """Labelled events by article, one JSON object a line; OSError, ValueError or KeyError where it is no such file."""
    labels: dict[str, list[Label]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["article_id"]].append({**label, **{name: label[name] for name in NEEDED}})
    return labels


def tell_scores(scores: Scores, *, every: bool) -> Iterator[str]:
    """The figures in lines; with `every` mistake told."""
    for name, figure in (("detection", scores.detection), ("dated", scores.dated), ("full", scores.full)):
        yield f"{name:<26} {_tell(figure)}"
    yield f"stance right {scores.stance:.2f}, articles without events left clean {scores.clean:.2f}"
    for name, figure in scores.by_indicator.items():
        yield f"  {name:<24} {_tell(figure)}"
    for kind, count in Counter(mistake.kind for mistake in scores.mistakes).most_common():
        yield f"{count:>5} {kind}"
    for mistake in scores.mistakes if every else ():
        yield _tell_mistake(mistake)


def _tell(figure: Figure) -> str:
    return (
        f"P {figure.precision:.2f}  R {figure.recall:.2f}  F1 {figure.f1:.2f}  "
        f"({figure.hit} of {figure.wanted}, {figure.told} told)"
    )


def _tell_mistake(mistake: Mistake) -> str:
    label, report = mistake.label, mistake.report
    wanted = f"label {label['indicator']} {label['action']} {label['actor']} {label['date']}" if label else ""
    told = f"told {report.indicator} {report.action} {report.actor} {report.when.iso}" if report else ""
    words = report.quote.text if report else label["evidence"] if label else ""
    return f"{mistake.kind}: {mistake.article}: {'; '.join(filter(None, (wanted, told)))}: {words[:160]!r}"


def pair_up(labels: Sequence[Label], reports: Sequence[Report]) -> list[tuple[Label, Report]]:
    """Labels and reports of one article, one to one, same indicator and stance; the best agreeing first."""
    ranked = sorted(
        (-_closeness(label, report), first, second)
        for first, label in enumerate(labels)
        for second, report in enumerate(reports)
        if (label["indicator"], label["stance"]) == (report.indicator, report.stance)
    )
    pairs: list[tuple[Label, Report]] = []
    used: set[tuple[str, int]] = set()
    for _, first, second in ranked:
        if ("label", first) not in used and ("report", second) not in used:
            used |= {("label", first), ("report", second)}
            pairs.append((labels[first], reports[second]))
    return pairs


def _closeness(label: Label, report: Report) -> float:
    return (
        2.0 * date_agrees(label["date"], report.when.iso)
        + (label["action"] == report.action)
        + same_place(label, report)
        + 0.5 * (label["actor"] == report.actor)
    )


def date_agrees(wanted: str | None, told: str | None) -> bool:
    """Whether a date is right: within a day of a day, within a month or year; anything where none is known."""
    if wanted is None:
        return True
    if not told:
        return False
    if len(wanted) < 10:
        return told.startswith(wanted)
    return len(told) == 10 and abs((dt.date.fromisoformat(wanted) - dt.date.fromisoformat(told)).days) <= 1


def same_place(label: Label, report: Report) -> bool:
    """Whether label and report rest on the same words."""
    spans = [label["evidence"], *(label.get("also") or ())]
    return any(span and (span in report.quote.text or report.quote.text in span) for span in spans)


def _unpaired(
    article: str, labels: Sequence[Label], reports: Sequence[Report], pairs: Sequence[tuple[Label, Report]]
) -> Iterator[Mistake]:
    paired_labels, paired_reports = {id(label) for label, _ in pairs}, {id(report) for _, report in pairs}
    for label in labels:
        if id(label) not in paired_labels:
            read = any(same_place(label, report) for report in reports)
            yield Mistake("missed, its sentence told as something else" if read else "missed", article, label, None)
    for report in reports:
        if id(report) not in paired_reports:
            yield Mistake(_false_alarm(report, labels), article, None, report)


def _false_alarm(report: Report, labels: Sequence[Label]) -> str:
    here = [label for label in labels if same_place(label, report)]
    if any((label["indicator"], label["stance"]) == (report.indicator, report.stance) for label in here):
        return "told twice"
    if any(label["indicator"] == report.indicator for label in here):
        return "wrong stance"
    return "wrong indicator" if here else "no event there"
