"""The tables an expert edits, as types: what each key of the TOML files under `data/` means.

    pairs/JPN_KOR.toml   topics, indicators with their cues, policies of one pair   → Pair
    actors.toml          countries and who acts for them, dated where it matters    → ActorsFile
    acts.toml            PLOVER actions and the verbs and nouns that tell them      → ActsFile

`etl.catalogue` reads and checks them.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from etl.records import BOTH, OTHER, Modality, Stance

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
ActionName = Annotated[str, Field(pattern=r"^[A-Z]+$")]
Text = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """One table of a TOML file: frozen, and no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# ---------------------------------------------------------------- acts.toml


class Action(Entry):
    """A PLOVER event type: what it means and how much it weighs."""

    stance: Stance
    kind: Literal["verbal", "material"]
    intensity: Annotated[float, Field(ge=0, le=10)]
    definition: Text


class Act(Entry):
    """A way of acting, told by verbs and nouns.

    `direction` +1 begins, agrees or restores what it acts on, -1 ends or refuses
    it; the stance is then valence(subject) × direction. An act with a `stance` of
    its own (a protest, an apology) does not ask the subject. `cooperation`
    and `friction` name the action that results where the stance comes out so.
    """

    id: Identifier
    direction: Literal[-1, 0, 1] = 0
    stance: Stance | None = None
    cooperation: ActionName | None = None  # the action if the stance is cooperation
    friction: ActionName | None = None
    verbs: tuple[Text, ...] = ()
    nouns: tuple[Text, ...] = ()
    weight: float = 1.0  # how surely the words alone tell an act, 0..1


class ActsFile(Entry):
    actions: dict[ActionName, Action]
    acts: tuple[Act, ...]


# -------------------------------------------------------------- actors.toml


Office = Literal[
    "leader",
    "premier",
    "foreign",
    "defence",
    "finance",
    "trade",
    "security",
    "spokesperson",
    "ambassador",
    "vice",
    "official",
    "minister",
    "monarch",
]


class Term(Entry):
    """A person's time in an office; `end` is open while it lasts."""

    name: Text
    family: Text
    office: Office
    start: dt.date
    end: dt.date | None = None
    also: tuple[Text, ...] = ()  # other spellings of the whole name

    def covers(self, day: dt.date) -> bool:
        """Whether the office is held on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


class Country(Entry):
    """A country and the words that stand for it."""

    code: CountryCode
    name: Text
    demonym: Text
    names: tuple[Text, ...]  # the country itself, unmistakable
    demonyms: tuple[Text, ...] = ()  # its adjective
    people: tuple[Text, ...] = ()  # its people, as a noun
    loose: tuple[Text, ...] = ()  # mean it unless the text is about a namesake: "Korea"
    elliptic: tuple[Text, ...] = ()  # mean it only where a namesake is named too: "the South"
    capitals: tuple[Text, ...] = ()
    metonyms: tuple[Text, ...] = ()  # palaces and quarters of government
    titles: tuple[Text, ...] = ()  # offices that it alone has
    leader_titles: tuple[Text, ...] = ()  # what its head of government is called
    ministries: tuple[Text, ...] = ()
    bodies: tuple[Text, ...] = ()  # courts, assemblies, services, parties
    firms: tuple[Text, ...] = ()
    outlets: tuple[Text, ...] = ()  # its media: whose "the government" is its own
    places: tuple[Text, ...] = ()
    not_names: tuple[Text, ...] = ()  # contain one of these words and mean another: "Sea of Japan"
    terms: tuple[Term, ...] = ()


class Organisation(Entry):
    """A body above the two countries, such as the WTO."""

    id: Identifier
    names: tuple[Text, ...]
    rules: bool = False  # decides between its members: its acts are those of a third party


class ActorsFile(Entry):
    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...] = ()


# --------------------------------------------------------- pairs/XXX_YYY.toml


class Topic(Entry):
    id: Identifier
    name: Text


class OwnAct(Entry):
    """An act that only one indicator knows, such as a visit to a shrine."""

    verbs: tuple[Text, ...] = ()
    nouns: tuple[Text, ...] = ()
    stance: Stance
    action: ActionName
    actor: str | None = None


class Indicator(Entry):
    """What is watched: a subject, the words that name it, and whether it is welcome.

    `valence` +1: its presence is cooperation (a swap line); -1: friction (a ban);
    0: neither by itself. Cues are phrases: `*` stands for any ending, `(a|b)` for
    alternatives, `~` for up to four words between. `strong` cues name the subject
    alone, `weak` ones only in an article that is about it.
    """

    id: Identifier
    topic: Identifier
    name: Text
    definition: Text
    valence: Literal[-1, 0, 1]
    intensity: Annotated[float, Field(ge=0, le=2)] = 1.0  # factor on the action's intensity
    strong: tuple[Text, ...]
    weak: tuple[Text, ...] = ()
    never: tuple[Text, ...] = ()  # phrases in which a cue means something else
    owner: str | None = None  # the side whose measure it is, if always the same
    prefer_over: tuple[Identifier, ...] = ()  # less specific indicators it wins against
    usual: dict[ActionName, str] = {}  # who does it where the text names nobody
    actions: dict[ActionName, ActionName] = {}  # generic action → the one used here
    acts: tuple[OwnAct, ...] = ()
    offices: tuple[Text, ...] = ()  # a meeting of these offices of both sides is about it: "leader"
    partners: tuple[CountryCode, ...] = ()  # a meeting of both sides with one of these is about it


class State(Entry):
    """A state a policy can be in; `stance` None: neither good nor bad."""

    id: Identifier
    name: Text
    stance: Stance | None = None
    in_force: bool
    definition: Text


class Move(Entry):
    """Which events put a policy into the state `to`."""

    to: Identifier
    action: tuple[ActionName, ...]
    actor: tuple[str, ...] = ()  # empty: anyone
    modality: tuple[Modality, ...] = ("actual",)
    source: tuple[Identifier, ...] = ()  # states it may come from; empty: any
    words: tuple[Text, ...] = ()  # cues, one of which title or quote must hold
    any_indicator: bool = False  # events of other indicators move it too, as a recall takes that of its cause


class Policy(Entry):
    """A lasting measure with a state over time."""

    id: Identifier
    name: Text
    indicator: Identifier
    initial: Identifier
    states: tuple[State, ...]
    moves: tuple[Move, ...] = ()

    def state(self, state_id: str) -> State:
        """The declared state of that id; KeyError if there is none."""
        for state in self.states:
            if state.id == state_id:
                return state
        raise KeyError(state_id)


class IndexSettings(Entry):
    half_life_days: Annotated[float, Field(gt=0)] = 90.0
    gap_days: Annotated[int, Field(ge=1)] = 60  # a longer run of days without an article is a gap
    resamples: Annotated[int, Field(ge=10, le=10_000)] = 1000
    announced_weight: Annotated[float, Field(ge=0, le=1)] = 0.5  # share of an act's weight that announcing it has
    seed: int = 1998


class CourtStage(Entry):
    """A level of court and the words that name it, as cues."""

    id: Identifier
    name: Text
    words: tuple[Text, ...]


class Rulings(Entry):
    """Which events are court rulings, and how the stage of the court is told."""

    indicators: tuple[Identifier, ...]
    actions: tuple[ActionName, ...]
    words: tuple[Text, ...]  # cues, one of which the quote must hold
    stages: tuple[CourtStage, ...]


class Pair(Entry):
    id: Annotated[str, Field(pattern=r"^[A-Z]{3}_[A-Z]{3}$")]
    name: Text
    sides: tuple[CountryCode, CountryCode]
    about: Text
    from_year: int = 1990  # nothing earlier is an event
    index: IndexSettings = IndexSettings()
    topics: tuple[Topic, ...]
    indicators: tuple[Indicator, ...]
    policies: tuple[Policy, ...] = ()
    rulings: Rulings | None = None


class Catalogue(Entry):
    """All that is known about one pair before the first article is read."""

    pair: Pair
    actions: dict[str, Action]
    acts: tuple[Act, ...]
    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...]
    hash: str  # of the three files, 12 hex digits

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.pair.indicators}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.pair.topics}

    @cached_property
    def policies(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in self.pair.policies}

    def country(self, code: str) -> Country:
        """The country of an ISO code; KeyError if actors.toml does not know it."""
        for country in self.countries:
            if country.code == code:
                return country
        raise KeyError(code)

    @property
    def actors(self) -> tuple[str, ...]:
        """Every value the field `actor` may take."""
        return (*self.pair.sides, BOTH, OTHER)

    def intensity(self, indicator: str, action: str) -> float:
        """Magnitude of an act, 0..10: the action's scale times the indicator's factor."""
        return min(10.0, round(self.actions[action].intensity * self.indicators[indicator].intensity, 2))
