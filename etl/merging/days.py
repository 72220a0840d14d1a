"""Acts of one day: which of the reports dated to it tell the same act.

- Same action and actor: one act. Curated rows stay apart, for the curator has told them
  apart; a coded report joins the one whose words are closest.
- Else two sides can only be one act if their actions are of one kind, words or deeds, if
  their actors are not opposed (`BOTH` is unclear), and if no article tells them as two acts
  in different sentences. Then they are one if one sentence of one article is the source of
  both, if one of them is curated (a coder is more often wrong about the action than two acts
  of one kind fall on one day), or if their words are close.
- A date that is merely the day of publication can mean the day before, where the words say so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from etl.merging.groups import CLOSE, Ground, Group, closeness, decide, opposed, share_words, told_apart
from etl.records import MergeDecision, Report


def group_days(reports: Iterable[Report], ground: Ground, decisions: list[MergeDecision]) -> list[Group]:
    """Acts out of reports of one indicator and stance, all dated to a day; reports come in founding order."""
    by_day: dict[dt.date, list[Report]] = defaultdict(list)
    for report in reports:
        if report.when.start is not None:
            by_day[report.when.start].append(report)
    acts = {day: _group_day(told, ground, decisions) for day, told in sorted(by_day.items())}
    for day in acts:
        acts[day] = [
            group for group in acts[day] if not _join_day_before(group, acts.get(day - dt.timedelta(1), []), decisions)
        ]
    return [group for groups in acts.values() for group in groups]


def _group_day(reports: list[Report], ground: Ground, decisions: list[MergeDecision]) -> list[Group]:
    curated = [Group.of([report]) for report in reports if report.origin == "curated"]
    equal: dict[tuple[str, str], Group] = {}
    for report in reports:
        if report.origin == "curated":
            continue
        hosts = [group for group in curated if _same_act(group.founder, report)]
        if not hosts and (report.action, report.actor) in equal:
            hosts = [equal[report.action, report.actor]]
        if hosts:
            scores = closeness([report], hosts)
            host = hosts[int(scores.argmax())]
            decisions.append(
                decide(report, host, True, scores.max(), f"both tell {report.action} on {report.when.iso}")
            )
            host.add(report)
        else:
            equal[report.action, report.actor] = Group.of([report])
    groups = curated
    for group in equal.values():
        other = _find_host(group, groups, ground, decisions)
        if other is None:
            groups.append(group)
        else:
            for report in group.reports:
                other.add(report)
    return groups


def _same_act(one: Report, other: Report) -> bool:
    return (one.action, one.actor) == (other.action, other.actor)


def _find_host(group: Group, groups: list[Group], ground: Ground, decisions: list[MergeDecision]) -> Group | None:
    """The act of the same day that a group tells in other terms, if there is one."""
    near = [
        host
        for host in groups
        if ground.of_one_kind(group.founder, host.founder)
        and not any(opposed(group.founder.actor, other.actor) for other in host.reports)
    ]
    if not near:
        return None
    scores = closeness(group.reports, near)
    for place in scores.argsort(kind="stable")[::-1]:
        host, score = near[place], scores[place]
        reason = _why_one(group, host, score)
        if reason:
            decisions += [decide(report, host, True, score, reason) for report in group.reports]
            return host
    best = int(scores.argmax())
    apart = told_apart(group.reports, near[best].reports)
    reason = "one article tells them as two acts" if apart else "same day, but action and words differ"
    decisions.append(decide(group.founder, near[best], False, scores[best], reason))
    return None


def _why_one(group: Group, host: Group, score: float) -> str:
    """Why both are one act in different terms; empty if they are two."""
    if any(share_words(one, other) for one in group.reports for other in host.reports):
        return "one sentence is the source of both"
    if told_apart(group.reports, host.reports):
        return ""
    if host.curated:
        return "actions of one kind on one day, and the chronology has one such act"
    return "same day, and the words are close" if score >= CLOSE else ""


def _join_day_before(group: Group, before: list[Group], decisions: list[MergeDecision]) -> bool:
    """Move a group that is dated by publication alone to the like act of the day before, if the words agree."""
    if any(report.when.basis != "published" for report in group.reports):
        return False
    near = [
        host
        for host in before
        if _same_act(host.founder, group.founder) and not told_apart(group.reports, host.reports)
    ]
    if not near:
        return False
    scores = closeness(group.reports, near)
    host, score = near[int(scores.argmax())], scores.max()
    same = score >= CLOSE
    reason = "dated by publication alone, and the words are those of the day before"
    if not same:
        reason = "dated by publication alone, but the words are not those of the day before"
    decisions += [decide(report, host, same, score, reason) for report in group.reports[: None if same else 1]]
    if same:
        for report in group.reports:
            host.add(report)
    return same
