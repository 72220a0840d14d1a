"""Events → policies: which lasting measure was in which state, and since when.

A curated row states its effect (`policy=state (remark)`) on the day the state changed;
a curated event without an effect moves nothing, whoever else tells it. A coded event
moves a policy as the pair's TOML says: action, actor, modality, the state it comes from
and words that title or quote must hold. An announced move only dates the announcement:
it is forgotten once the policy moves, and after `ANNOUNCED_FOR` days.

Where a chronology states the moves of a policy, its silence counts as well: up to the
chronology's last row a coded event does not move that policy, it only asks for a look.

A remark may hold `announced 2019-08-02` and `until 2026-06-29`, parted by commas: when
the move was made known, and when the state is expected to end. What contradicts the
state of the day, and an expected end of which nothing was heard, is kept as a finding.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.coder.cues import compile_cue
from etl.entries import Move, Policy
from etl.records import Event, Finding, Interval, Transition

ANNOUNCED_FOR = 730  # days: an older announcement is not of this move
_EFFECT = re.compile(r"^\s*(?P<policy>\w+)\s*=\s*(?P<state>\w+)\s*(?:\((?P<remark>.*)\))?\s*$")
_DATED = re.compile(r"(announced|until) (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class PolicyStates:
    """Every move of every policy, the intervals between them, and what did not fit."""

    transitions: tuple[Transition, ...]
    intervals: tuple[Interval, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """An event's claim that a policy moved into a state on its day."""

    policy: str
    state: str
    event: Event
    stated: bool  # by a curator, not read off the words
    detail: str = ""
    announced: dt.date | None = None
    until: dt.date | None = None

    @property
    def day(self) -> dt.date:
        assert self.event.when.start is not None
        return self.event.when.start


def derive_policies(events: Iterable[Event], policies: Sequence[Policy], as_of: dt.date) -> PolicyStates:
    """States of all `policies` as known on `as_of`; the order of events does not matter."""
    findings: list[Finding] = []
    dated = sorted(
        (event for event in events if event.when.start is not None),
        key=lambda event: (event.when.start, event.state_effect == "", event.id),
    )
    stated = [claim for event in dated for claim in _stated(event, policies, findings)]
    transitions: list[Transition] = []
    intervals: list[Interval] = []
    for policy in policies:
        walk = _Walk(policy, [claim for claim in stated if claim.policy == policy.id], findings)
        moves = walk.follow(dated)
        tiles = _tile(policy, moves)
        findings += _overdue(tiles[-1], as_of)
        transitions += [replace(move, ended=tile.end) for move, tile in zip(moves, tiles[1:], strict=True)]
        intervals += [tile for tile in tiles if tile.start is None or tile.start != tile.end]
    return PolicyStates(tuple(transitions), tuple(intervals), tuple(findings))


def state_on(intervals: Iterable[Interval], policy: str, day: dt.date) -> str | None:
    """The state a policy is in on any day; None for a policy without intervals."""
    for interval in intervals:
        if (
            interval.policy == policy
            and (interval.start is None or interval.start <= day)
            and (interval.end is None or day < interval.end)
        ):
            return interval.state
    return None


# --------------------------------------------------------------------- claims


def _stated(event: Event, policies: Sequence[Policy], findings: list[Finding]) -> list[_Claim]:
    known = {(policy.id, state.id) for policy in policies for state in policy.states}
    claims = []
    for effect in filter(None, event.state_effect.split(";")):
        match = _EFFECT.match(effect)
        if match is None or (match["policy"], match["state"]) not in known:
            findings.append(
                Finding("unknown state", event.id, f"The effect {effect.strip()!r} names no declared policy and state.")
            )
            continue
        detail, days = _read_remark(match["remark"] or "")
        claims.append(
            _Claim(match["policy"], match["state"], event, True, detail, days.get("announced"), days.get("until"))
        )
    return claims


def _read_remark(remark: str) -> tuple[str, Mapping[str, dt.date]]:
    """The words of a remark for readers, and the days it states."""
    words, days = [], {}
    for part in filter(None, (part.strip() for part in remark.split(","))):
        dated = _DATED.fullmatch(part)
        try:
            kind, day = (dated[1], dt.date.fromisoformat(dated[2])) if dated else ("", None)
        except ValueError:  # not a day of the calendar: shown to readers as it stands
            kind, day = "", None
        if day:
            days[kind] = day
        else:
            words.append(part)
    return ", ".join(words), days


# ----------------------------------------------------------------------- moves


class _Walk:
    """One policy's way through time: what is stated moves it, what is coded moves it where it fits."""

    def __init__(self, policy: Policy, stated: list[_Claim], findings: list[Finding]) -> None:
        self.policy = policy
        self.findings = findings
        self.state, self.detail = policy.initial, ""
        self.announced: dict[str, dt.date] = {}  # state → when it was last announced
        self.moves: list[Transition] = []
        self.by_event: dict[str, list[_Claim]] = defaultdict(list)
        for claim in stated:
            self.by_event[claim.event.id].append(claim)

    def follow(self, dated: list[Event]) -> list[Transition]:
        """The moves made by events, which come in the order of time."""
        told_until = max(
            (event.when.start for event in dated if event.origin != "coded" and event.when.start), default=None
        )
        for event in dated:
            claims = self.by_event.get(event.id) or self._read(event)
            silent = self.by_event and told_until and event.when.start and event.when.start <= told_until
            for claim in claims:
                if claim.state == self.state and (claim.detail == self.detail or not claim.detail):
                    continue
                if silent and not claim.stated:
                    self._find(
                        "not in the chronology",
                        f"{event.id} would move it to “{claim.state}”, but the chronology has it "
                        f"“{self.state}” on that day.",
                    )
                else:
                    self._move(claim)
        return self.moves

    def _move(self, claim: _Claim) -> None:
        event = claim.event
        if claim.stated:
            self._look_at(claim)
        announced = self.announced.get(claim.state)
        if announced is not None and (claim.day - announced).days > ANNOUNCED_FOR:
            announced = None
        self.moves.append(
            Transition(
                policy=self.policy.id,
                state=claim.state,
                event_id=event.id,
                announced=claim.announced or announced,
                effective=claim.day,
                precision=event.when.precision,
                first_reported=event.first_reported,
                detail=claim.detail,
                expected_end=claim.until,
            )
        )
        self.state, self.detail = claim.state, claim.detail
        self.announced.clear()

    def _look_at(self, claim: _Claim) -> None:
        """Find what contradicts in a stated move; it moves the policy all the same."""
        last = self.moves[-1] if self.moves else None
        if last and last.effective == claim.day and last.state != claim.state:
            self._find(
                "at odds",
                f"{last.event_id} puts it into “{last.state}” and {claim.event.id} into “{claim.state}”, "
                f"both on {claim.day}.",
            )
        ways = [move for move in self.policy.moves if move.to == claim.state]
        if claim.state != self.state and ways and all(move.source and self.state not in move.source for move in ways):
            self._find(
                "contradiction", f"{claim.event.id} moves it to “{claim.state}”, but it was “{self.state}” on that day."
            )

    def _read(self, event: Event) -> list[_Claim]:
        """The claim that follows from the words of a coded event by the moves of the TOML."""
        if event.origin != "coded" or event.when.precision not in ("day", "month"):
            return []
        for move in self.policy.moves:
            if not _fits(move, event, self.policy):
                continue
            if event.modality not in move.modality:
                if event.modality == "announced" and event.when.start is not None:
                    self.announced[move.to] = event.when.start
                continue
            if move.source and self.state not in move.source:
                if self.state != move.to and not self.by_event:
                    self._find(
                        "contradiction",
                        f"{event.id} would move it to “{move.to}”, but it was “{self.state}” on that day.",
                    )
                continue
            return [_Claim(self.policy.id, move.to, event, False)]
        return []

    def _find(self, kind: str, text: str) -> None:
        self.findings.append(Finding(kind, self.policy.id, text))


def _fits(move: Move, event: Event, policy: Policy) -> bool:
    if event.action not in move.action or (move.actor and event.actor not in move.actor):
        return False
    if event.indicator != policy.indicator and not move.any_indicator:
        return False
    words = f"{event.title}\n{event.quote}"
    return not move.words or any(compile_cue(cue).search(words) for cue in move.words)


# ------------------------------------------------------------------- intervals


def _tile(policy: Policy, moves: Sequence[Transition]) -> list[Interval]:
    """The initial state and one interval a move, each until the next; one of no length where two share a day."""
    tiles = [Interval(policy.id, policy.initial, None, None)]
    tiles += [
        Interval(
            policy.id, move.state, move.effective, None, move.event_id, move.detail, move.precision, move.expected_end
        )
        for move in moves
    ]
    return [replace(one, end=other.start) for one, other in pairwise(tiles)] + tiles[-1:]


def _overdue(last: Interval, as_of: dt.date) -> list[Finding]:
    if last.expected_end is None or last.expected_end > as_of:
        return []
    text = f"“{last.state}” since {last.start} was expected to end on {last.expected_end}; nothing was heard of it."
    return [Finding("overdue", last.policy, text)]
