"""Events → court rulings: a lane of marks, one a ruling, with the stage of the court.

Which events are rulings, and the words that name a stage, stand in the pair's TOML. The
court named first gave the ruling (“the Supreme Court upheld what a district court had
ordered”); where none is named, the stage is unknown.
Rulings that are not dated to a day or month at least are no marks.
"""

from __future__ import annotations

from collections.abc import Iterable

from etl.coder.cues import compile_cue
from etl.entries import Rulings
from etl.records import Event, Ruling


def find_rulings(events: Iterable[Event], rulings: Rulings | None) -> tuple[Ruling, ...]:
    """The rulings among the events, in the order of their ids; none where the catalogue declares none."""
    if rulings is None:
        return ()
    return tuple(
        Ruling(event.id, _stage(event, rulings))
        for event in sorted(events, key=lambda event: event.id)
        if event.indicator in rulings.indicators
        and event.action in rulings.actions
        and event.when.precision in ("day", "month")
        and _holds(event, rulings.words)
    )


def _stage(event: Event, rulings: Rulings) -> str:
    named = [
        (found.start(), place, stage.id)
        for place, stage in enumerate(rulings.stages)
        for cue in stage.words
        if (found := compile_cue(cue).search(event.quote))
    ]
    return min(named)[2] if named else ""


def _holds(event: Event, cues: Iterable[str]) -> bool:
    return any(compile_cue(cue).search(event.quote) for cue in cues)
