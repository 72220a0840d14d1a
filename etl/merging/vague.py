"""Reports dated to a month, a year or not at all: which act they mean.

A vague report joins an act that it can mean: same action and actor, begun when the
report was published, within the month or year told, and not told beside it as another
act of the same article. Then, in this order:

- A state told as in force belongs to the act that put it in force: the latest one.
- The only act it can mean is the one, unless the report bears no date at all.
- Of several, those of its own modality go first, for a decision and its entry into force
  are two events; if one is left, it is the one. So it is if one alone changed the state of
  a policy: that is what is remembered of a month or a year.
- Else words must single one out: close enough, and clearly ahead of the second.
- Else a well-known act is meant: told by at least `KNOWN` articles and `KNOWN` times as
  many as any other. An undated report is too vague even for that.
- An ambiguous match is none. What is left is an act of its own, together with the like
  reports of the same month or year.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from etl.merging.groups import CLOSE, LEAD, Ground, Group, closeness, decide, told_apart
from etl.records import PRECISIONS, MergeDecision, Report

KNOWN = 3
CLOSE_UNDATED = 72.0  # an undated report has only its words

Index = dict[tuple[str, str, str], list[Group]]  # (action, actor, day, month, year or "" for all) → groups


def group_vague(
    reports: Sequence[Report], groups: list[Group], ground: Ground, decisions: list[MergeDecision]
) -> list[Group]:
    """All acts, after each vague report has joined one or founded its own; reports come in founding order."""
    index: Index = defaultdict(list)
    for group in groups:
        _enter(group, index)
    for precision in reversed(PRECISIONS):
        own: dict[tuple[str, str, str], list[Group]] = defaultdict(list)
        for report in (report for report in reports if report.when.precision == precision):
            like = own[report.action, report.actor, report.when.iso or ""]
            host = _find_act(report, index, ground, decisions) or _find_like(report, like, decisions)
            if host is None:
                host = Group([])
                like.append(host)
            host.add(report)
        for like in own.values():
            groups += like
            for group in like:
                _enter(group, index)
    return groups


def _enter(group: Group, index: Index) -> None:
    iso = group.when.iso or ""
    acts = {(report.action, report.actor) for report in group.reports if report.when.iso == group.when.iso}
    for action, actor in acts:
        for name in {iso, iso[:7], iso[:4], ""}:
            index[action, actor, name].append(group)


def _find_act(report: Report, index: Index, ground: Ground, decisions: list[MergeDecision]) -> Group | None:
    near = [
        group
        for group in index.get((report.action, report.actor, report.when.iso or ""), ())
        if _can_mean(report, group, ground)
    ]
    if not near:
        return None
    chosen, score, reason = _choose(report, near)
    decisions.append(decide(report, near[chosen], bool(reason), score, reason or _doubt(near)))
    return near[chosen] if reason else None


def _can_mean(report: Report, group: Group, ground: Ground) -> bool:
    start = group.when.start
    return (
        (start is None or start <= ground.published[report.article_id])
        and not (report.origin == "curated" and group.curated)
        and not (report.article_id in group.articles and told_apart([report], group.reports))
    )


def _choose(report: Report, near: Sequence[Group]) -> tuple[int, float, str]:
    """Place of the act meant, closeness of words, and why it is the one; no reason if it cannot be told."""
    scores = closeness([report], near)
    if report.modality == "ongoing":
        place = _find_beginning(near)
        if place is not None:
            return place, scores[place], "a state in force belongs to the act that put it in force"
    undated = report.when.start is None
    if len(near) == 1 and not undated:
        return 0, scores[0], f"the only such act in {report.when.iso}"
    places = [place for place, group in enumerate(near) if group.tells(report.modality)]
    if len(places) == 1 and not undated:
        return places[0], scores[places[0]], f"the only act of {report.when.iso} that is told as {report.modality}"
    places = places or list(range(len(near)))
    changed = [place for place in places if _changed_state(near[place])]
    if len(changed) == 1 and not undated and report.modality != "announced":
        return changed[0], scores[changed[0]], f"the only act of {report.when.iso} that changed a policy's state"
    ranked = sorted(places, key=lambda place: -scores[place])
    best = ranked[0]
    ahead = scores[best] - (scores[ranked[1]] if len(ranked) > 1 else 0)
    if scores[best] >= (CLOSE_UNDATED if undated else CLOSE) and ahead >= LEAD:
        return best, scores[best], f"the words single it out among {len(near)}"
    told = np.array([len(near[place].articles) for place in places])
    most = int(told.argmax())
    others = np.delete(told, most)
    if not undated and told[most] >= KNOWN * max(1, others.max(initial=0)):
        return places[most], scores[places[most]], f"by far the best known of {len(near)} such acts"
    return best, scores[best], ""


def _find_beginning(near: Sequence[Group]) -> int | None:
    """The latest act that put something in force: by its stated effect, else any that is told as done."""
    begun = [place for place, group in enumerate(near) if _changed_state(group)]
    begun = begun or [place for place, group in enumerate(near) if group.tells("actual")]
    dated = [place for place in begun if near[place].when.start is not None]
    return max(dated, key=lambda place: near[place].when.start or dt.date.min, default=None)


def _changed_state(group: Group) -> bool:
    return any(report.state_effect for report in group.reports)


def _doubt(near: Sequence[Group]) -> str:
    if len(near) == 1:
        return "undated, and the words do not show that the only such act is meant"
    return f"{len(near)} acts could be meant and nothing singles one out"


def _find_like(report: Report, like: list[Group], decisions: list[MergeDecision]) -> Group | None:
    """The like reports of the same month or year; without a date only words can tell that they are like."""
    near = [group for group in like if not (report.article_id in group.articles or _both_curated(report, group))]
    if not near:
        return None
    scores = closeness([report], near)
    best, score = near[int(scores.argmax())], scores.max()
    if report.when.start is None:
        same = bool(score >= CLOSE_UNDATED)
        reason = "both undated, and the words are close" if same else "both undated, and the words are not close"
    else:
        same, reason = True, f"both tell {report.action} in {report.when.iso}"
    decisions.append(decide(report, best, same, score, reason))
    return best if same else None


def _both_curated(report: Report, group: Group) -> bool:
    return report.origin == "curated" and group.curated
