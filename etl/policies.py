"""Events → policies: which lasting measure was in which state, and since when.

A curated row states its effect (`policy=state (detail)`); a coded event moves a
policy as the pair's TOML says: action, actor, modality, the state it comes from and
words that title or quote must hold. A curated event without an effect has none, since
curators state it on the day the state changed. An announced move only dates the
announcement. What contradicts the state of the day is kept as a finding.

Where a chronology states the moves of a policy, its silence counts as well: up to the
chronology's last row a coded event does not move that policy, it only asks for a look.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from etl.coder.cues import compile_cue
from etl.entries import Catalogue, Move, Policy
from etl.records import Event, Finding, Interval, Transition

_EFFECT = re.compile(r"^\s*(?P<policy>\w+)\s*=\s*(?P<state>\w+)\s*(?:\((?P<detail>.*)\))?\s*$")


@dataclass(frozen=True, slots=True)
class PolicyStates:
    """Every move of every policy, the intervals between them, and what did not fit."""

    transitions: tuple[Transition, ...]
    intervals: tuple[Interval, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """An event's claim that a policy moved into a state on a day."""

    policy: str
    state: str
    detail: str
    event: Event
    curated: bool


def derive_policies(events: Iterable[Event], catalogue: Catalogue) -> PolicyStates:
    """States of all policies of the catalogue; the order of events does not matter."""
    findings: list[Finding] = []
    dated = sorted(
        (event for event in events if event.when.start is not None),
        key=lambda event: (event.when.start, event.state_effect == "", event.id),
    )
    stated = [claim for event in dated for claim in _stated(event, catalogue, findings)]
    transitions: list[Transition] = []
    intervals: list[Interval] = []
    for policy in catalogue.pair.policies:
        moves, tiles = _follow(policy, dated, [claim for claim in stated if claim.policy == policy.id], findings)
        transitions += moves
        intervals += tiles
    return PolicyStates(tuple(transitions), tuple(intervals), tuple(findings))


def state_on(intervals: Iterable[Interval], policy: str, day: dt.date) -> str | None:
    """The state of a policy on a day; None for a policy without intervals."""
    for interval in intervals:
        if (
            interval.policy == policy
            and (interval.start is None or interval.start <= day)
            and (interval.end is None or day < interval.end)
        ):
            return interval.state
    return None


def _stated(event: Event, catalogue: Catalogue, findings: list[Finding]) -> list[_Claim]:
    claims = []
    for effect in filter(None, event.state_effect.split(";")):
        match = _EFFECT.match(effect)
        policy = catalogue.policies.get(match["policy"]) if match else None
        if match is None or policy is None or match["state"] not in {state.id for state in policy.states}:
            findings.append(
                Finding("unknown state", event.id, f"The effect {effect.strip()!r} names no declared policy and state.")
            )
            continue
        claims.append(_Claim(policy.id, match["state"], match["detail"] or "", event, True))
    return claims


def _follow(
    policy: Policy, dated: list[Event], stated: list[_Claim], findings: list[Finding]
) -> tuple[list[Transition], list[Interval]]:
    """Walk through time: what is stated moves the policy, what is coded moves it where it fits."""
    state, detail = policy.initial, ""
    announced: dict[str, dt.date] = {}
    transitions: list[Transition] = []
    tiles: list[Interval] = [Interval(policy.id, state, None, None)]
    by_event = defaultdict(list)
    for claim in stated:
        by_event[claim.event.id].append(claim)
    told_until = max((_day(event) for event in dated if event.origin != "coded"), default=dt.date.min)
    for event in dated:
        claims = by_event.get(event.id) or _coded_claims(policy, event, state, announced, findings)
        if stated and _day(event) <= told_until and not all(claim.curated for claim in claims):
            findings += [_unconfirmed(claim, state) for claim in claims if claim.state != state]
            continue
        for claim in claims:
            day = _day(event)
            if claim.state == state and (claim.detail == detail or not claim.detail):
                continue
            transitions.append(
                Transition(
                    policy.id,
                    claim.state,
                    event.id,
                    announced.pop(claim.state, None),
                    day,
                    event.when.precision,
                    event.first_reported,
                    claim.detail,
                )
            )
            tiles = _cut(tiles, Interval(policy.id, claim.state, day, None, event.id, claim.detail))
            state, detail = claim.state, claim.detail
    return transitions, tiles


def _day(event: Event) -> dt.date:
    """First day of a dated event; ValueError for an undated one."""
    if event.when.start is None:
        raise ValueError(f"{event.id} has no date")
    return event.when.start


def _unconfirmed(claim: _Claim, state: str) -> Finding:
    return Finding(
        "not in the chronology",
        claim.policy,
        f"{claim.event.id} would move it to “{claim.state}”, but the chronology has it “{state}” on that day.",
    )


def _cut(tiles: list[Interval], new: Interval) -> list[Interval]:
    """End the open interval where the new one starts; one of no length disappears."""
    *closed, last = tiles
    if last.start is not None and new.start is not None and last.start >= new.start:
        return [*closed, new]
    return [*closed, Interval(last.policy, last.state, last.start, new.start, last.event_id, last.detail), new]


def _coded_claims(
    policy: Policy, event: Event, state: str, announced: dict[str, dt.date], findings: list[Finding]
) -> list[_Claim]:
    if event.origin == "curated" or event.when.precision not in ("day", "month"):
        return []
    for move in policy.moves:
        if not _fits(move, event, policy):
            continue
        if event.modality not in move.modality:
            if event.modality == "announced" and event.when.start is not None:
                announced[move.to] = event.when.start
            continue
        if move.source and state not in move.source:
            if state != move.to and event.origin == "coded":
                findings.append(
                    Finding(
                        "contradiction",
                        policy.id,
                        f"{event.id} would move it to “{move.to}”, but it was “{state}” on that day.",
                    )
                )
            continue
        return [_Claim(policy.id, move.to, "", event, False)]
    return []


def _fits(move: Move, event: Event, policy: Policy) -> bool:
    if event.action not in move.action or (move.actor and event.actor not in move.actor):
        return False
    if event.indicator != policy.indicator and not move.any_indicator:
        return False
    words = f"{event.title}\n{event.quote}"
    return not move.words or any(compile_cue(cue).search(words) for cue in move.words)
