"""TOML → Catalogue: everything an expert may edit, validated before anything runs.

A mistake raises `CatalogueError`, which names the file and the key and says what
to do. Adding a pair means adding a file under `data/pairs/`: no code names a
country. What the keys mean is said in `etl.entries`.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar, get_args

import re2
from pydantic import BaseModel, ValidationError

from etl.coder.cues import compile_cue, cue_regex
from etl.entries import ActorsFile, ActsFile, Catalogue, Indicator, Office, Pair, Policy, Rulings
from etl.records import BOTH, OTHER

DATA = Path(__file__).resolve().parent.parent / "data"
Model = TypeVar("Model", bound=BaseModel)


class CatalogueError(Exception):
    """A catalogue file that cannot be used; the message says where and what to do."""


def available_pairs(data: Path = DATA) -> list[str]:
    """Ids of the pairs that have a file, sorted."""
    return sorted(path.stem for path in (data / "pairs").glob("*.toml"))


def load_catalogue(pair_id: str, data: Path = DATA) -> Catalogue:
    """Read and check everything about a pair; `CatalogueError` with a remedy if anything is off."""
    path = data / "pairs" / f"{pair_id}.toml"
    if pair_id not in available_pairs(data):
        raise CatalogueError(f"{data / 'pairs'}: there is no pair {pair_id!r}; {_suggest_pair(pair_id, data)}")
    acts = _parse(data / "acts.toml", ActsFile)
    actors = _parse(data / "actors.toml", ActorsFile)
    pair = _parse(path, Pair)
    files = (path, data / "acts.toml", data / "actors.toml")
    digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]
    _check_acts(acts, data / "acts.toml")
    _check_pair(pair, acts, actors, path)
    return Catalogue(
        pair=pair,
        actions=acts.actions,
        acts=acts.acts,
        countries=actors.countries,
        organisations=actors.organisations,
        hash=digest,
    )


def _suggest_pair(wrong: str, data: Path) -> str:
    """The pair that is meant by other case or order of the codes or a slip in them, or else what there is."""
    pairs = available_pairs(data)
    alike = "_".join(sorted(re.split(r"[^A-Z]+", wrong.upper())))
    near = difflib.get_close_matches(alike, pairs, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"use one of {', '.join(pairs) or '(none yet)'}, or add a file for it there"


def _parse(path: Path, model: type[Model]) -> Model:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(f"{path}: the file is missing; restore it from the repository") from None
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path}: not valid TOML: {error}; mend that line") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise CatalogueError("\n".join(_explain(path, content, model, detail) for detail in error.errors())) from None


def _explain(path: Path, content: Any, model: type[BaseModel], detail: Any) -> str:
    """One sentence of the form `file: key: what is wrong; remedy`."""
    key = _dotted(content, detail["loc"])
    if detail["type"] == "extra_forbidden":
        wrong = str(detail["loc"][-1])
        near = difflib.get_close_matches(wrong, _all_keys(model), n=1)
        hint = f"did you mean {near[0]!r}?" if near else "remove it"
        return f"{path}: {key}: the key {wrong!r} is not known; {hint}"
    if detail["type"] == "missing":
        return f"{path}: {key}: this key is missing; add it"
    return f"{path}: {key}: {detail['msg'].lower()} (found {detail['input']!r:.60}); correct the value"


def _dotted(content: Any, location: tuple[str | int, ...]) -> str:
    """`indicators[export_white_list].strong[2]`: list entries by their id where they have one."""
    told = ""
    for step in location:
        if isinstance(step, int):
            content = content[step] if isinstance(content, list) and step < len(content) else None
            name = content.get("id", step + 1) if isinstance(content, dict) else step + 1
            told += f"[{name}]"
        else:
            content = content.get(step) if isinstance(content, dict) else None
            told += f".{step}" if told else step
    return told


def _all_keys(model: type[BaseModel]) -> list[str]:
    seen: dict[type[BaseModel], None] = {}
    waiting: list[Any] = [model]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind in seen:
                continue
            seen[kind] = None
            waiting.extend(entry.annotation for entry in kind.model_fields.values())
        else:
            waiting.extend(getattr(kind, "__args__", ()))
    return sorted({key for kind in seen for key in kind.model_fields})


def _check_acts(acts: ActsFile, path: Path) -> None:
    _unique([act.id for act in acts.acts], path, "acts")
    for act in acts.acts:
        where = f"acts[{act.id}]"
        for stance in ("cooperation", "friction"):
            named = getattr(act, stance)
            if named is not None:
                _known(named, acts.actions, path, f"{where}.{stance}", "action")
        if act.stance is None and act.direction == 0:
            raise CatalogueError(f"{path}: {where}: neither stance nor direction is given; give one")
        if not (act.verbs or act.nouns):
            raise CatalogueError(f"{path}: {where}: no words tell this act; give verbs or nouns")


def _check_pair(pair: Pair, acts: ActsFile, actors: ActorsFile, path: Path) -> None:
    if pair.id != path.stem:
        raise CatalogueError(f"{path}: id: is {pair.id!r} but the file is named {path.stem!r}; make them equal")
    if pair.id != "_".join(sorted(pair.sides)):
        raise CatalogueError(f"{path}: sides: {pair.id!r} must be both codes in alphabetical order; correct the value")
    countries = {country.code for country in actors.countries}
    for side in pair.sides:
        _known(side, countries, path, "sides", "country")
    topics = _unique([topic.id for topic in pair.topics], path, "topics")
    indicators = _unique([indicator.id for indicator in pair.indicators], path, "indicators")
    _unique([policy.id for policy in pair.policies], path, "policies")
    allowed = (*pair.sides, BOTH, OTHER)
    for indicator in pair.indicators:
        where = f"indicators[{indicator.id}]"
        _known(indicator.topic, topics, path, f"{where}.topic", "topic")
        for other in indicator.prefer_over:
            _known(other, indicators, path, f"{where}.prefer_over", "indicator")
        _check_rules(indicator, acts, allowed, path)
        _check_meetings(indicator, pair, countries, path)
        for kind in ("strong", "weak", "never"):
            _check_cues(getattr(indicator, kind), path, f"{where}.{kind}")
    for policy in pair.policies:
        _check_policy(policy, indicators, acts, allowed, path)
    if pair.rulings is not None:
        _check_rulings(pair.rulings, indicators, acts, path)


def _check_rules(indicator: Indicator, acts: ActsFile, actors: Collection[str], path: Path) -> None:
    """Which actions an indicator changes, who usually does them, and the acts of its own."""
    where = f"indicators[{indicator.id}]"
    for old, new in indicator.actions.items():
        _known(old, acts.actions, path, f"{where}.actions", "action")
        _known(new, acts.actions, path, f"{where}.actions", "action")
    for action, actor in indicator.usual.items():
        _known(action, acts.actions, path, f"{where}.usual", "action")
        _known(actor, actors, path, f"{where}.usual", "actor")
    for number, own in enumerate(indicator.acts, start=1):
        _known(own.action, acts.actions, path, f"{where}.acts[{number}].action", "action")
        if own.actor is not None:
            _known(own.actor, actors, path, f"{where}.acts[{number}].actor", "actor")
        if not (own.verbs or own.nouns):
            raise CatalogueError(f"{path}: {where}.acts[{number}]: no words tell this act; give verbs or nouns")


def _check_meetings(indicator: Indicator, pair: Pair, countries: set[str], path: Path) -> None:
    """Whose measure an indicator is, and whose meetings are about it."""
    where = f"indicators[{indicator.id}]"
    if indicator.owner is not None:
        _known(indicator.owner, pair.sides, path, f"{where}.owner", "side")
    for office in indicator.offices:
        _known(office, get_args(Office), path, f"{where}.offices", "office")
    for partner in indicator.partners:
        _known(partner, countries, path, f"{where}.partners", "country")
        if partner in pair.sides:
            raise CatalogueError(f"{path}: {where}.partners: {partner!r} is a side of the pair; name a third country")


def _check_policy(policy: Policy, indicators: set[str], acts: ActsFile, actors: Collection[str], path: Path) -> None:
    where = f"policies[{policy.id}]"
    _known(policy.indicator, indicators, path, f"{where}.indicator", "indicator")
    states = _unique([state.id for state in policy.states], path, f"{where}.states")
    _known(policy.initial, states, path, f"{where}.initial", "state")
    for move in policy.moves:
        _known(move.to, states, path, f"{where}.moves.to", "state")
        for source in move.source:
            _known(source, states, path, f"{where}.moves.source", "state")
        for action in move.action:
            _known(action, acts.actions, path, f"{where}.moves.action", "action")
        for actor in move.actor:
            _known(actor, actors, path, f"{where}.moves.actor", "actor")
        _check_cues(move.words, path, f"{where}.moves.words")


def _check_cues(cues: Iterable[str], path: Path, key: str) -> None:
    """Every cue must hold a word, and compile in both engines that search for it."""
    options = re2.Options()
    options.log_errors = False
    for cue in cues:
        if not any(character.isalnum() for character in cue):
            raise CatalogueError(f"{path}: {key}: the cue {cue!r} holds no word; write a phrase or remove it")
        try:
            re2.compile(cue_regex(cue), options)
            compile_cue(cue)
        except (re2.error, re.error) as error:
            told = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
            raise CatalogueError(
                f"{path}: {key}: the cue {cue!r} cannot be searched for ({told.split(': ')[0]}); "
                "close every bracket, and put ? only behind one"
            ) from None


def _check_rulings(rulings: Rulings, indicators: set[str], acts: ActsFile, path: Path) -> None:
    _unique([stage.id for stage in rulings.stages], path, "rulings.stages")
    for name in rulings.indicators:
        _known(name, indicators, path, "rulings.indicators", "indicator")
    for name in rulings.actions:
        _known(name, acts.actions, path, "rulings.actions", "action")
    _check_cues(rulings.words, path, "rulings.words")
    for stage in rulings.stages:
        _check_cues(stage.words, path, f"rulings.stages[{stage.id}].words")


def _unique(ids: list[str], path: Path, key: str) -> set[str]:
    for name in ids:
        if ids.count(name) > 1:
            raise CatalogueError(f"{path}: {key}: the id {name!r} is used twice; rename one")
    return set(ids)


def _known(name: str, allowed: Collection[str], path: Path, key: str, kind: str) -> None:
    if name in allowed:
        return
    near = difflib.get_close_matches(name, list(allowed), n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(sorted(allowed))}"
    raise CatalogueError(f"{path}: {key}: there is no {kind} {name!r}; {hint}")
