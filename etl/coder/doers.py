"""Who acts, and on whom: read from the parse of a sentence and the scene of its article.

1.  The phrases that can name the doer, nearest first: agent ("by …"), subject, the subject
    of the verb that governs, the owner of a noun act ("Seoul's decision", "the Korean
    ruling", "a protest from Tokyo"), the antecedent of a relative clause; for a passive
    without an agent the place ("were denied entry at Gimpo").
2.  A phrase is of the side that `etl.coder.phrases` finds it to name or to stand for.
3.  Where nobody is named, the doer is the other side of what the act befalls; failing
    that, the side last named, and the home of the article.

No country is named here: sides come from the scene.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from etl.coder.mentions import Scene
from etl.coder.phrases import CIVIC, Ground
from etl.records import BOTH

MUTUAL = frozenset({"CONSULT", "AGREE"})  # actions that take two
_DEEP = 8  # steps up the tree; deeper ones are parser noise

_SUBJECTS = frozenset({"nsubj", "csubj"})
_OWNERS = ("poss", "amod", "compound", "nmod")
_GOVERNED = frozenset({"xcomp", "advcl", "conj", "pcomp", "ccomp"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "oprd"})
_BY = frozenset({"by", "from", "between", "among", "of"})
_RELATIVE = frozenset({"who", "which", "that"})
_CONTROL = frozenset(
    {"order", "ask", "tell", "urge", "allow", "force", "permit", "press", "call", "instruct", "have", "leave"}
)
_PROVOKING = frozenset({"draw", "prompt", "provoke", "trigger", "elicit", "spark", "cause", "bring", "meet", "earn"})
_OWN_MOVES = frozenset(
    {"deploy", "send", "dispatch", "recall", "withdraw", "bring", "order", "pull", "mobilise", "mobilize", "scramble"}
)
_PLACES = frozenset({"in", "at", "near", "outside"})


def act_actor(
    trigger: Token,
    scene: Scene,
    offset: int,
    action: str | None = None,
    previous: tuple[Doc, int] | None = None,
    usual: str | None = None,
) -> str | None:
    """Who does the act: a side of the pair, `BOTH`, `OTHER`, or None where it cannot be told.

    `trigger` is the verb or noun that tells the act, `offset` where its sentence begins in
    the text, `action` the PLOVER type where it is known already, `previous` the sentence
    before with its offset, to which pronouns may refer; `usual` who does such acts as a
    rule, which counts where the sentence itself names nobody.
    """
    if action in MUTUAL:
        return BOTH
    ground = Ground(scene, offset, previous)
    target = _named_target(trigger, scene, offset)
    befallen = target if target in scene.sides and not _moves_its_own(trigger) else None
    named, meant, civic = _first_doer(trigger, ground, befallen)
    if named is not None:
        return named
    if civic and befallen is None:
        befallen = ground.only_side_under(trigger)
    guesses = (
        usual,
        meant,
        scene.other_side(befallen) if befallen else target,
        None if civic else ground.verdict(_speaker(trigger, ground)),
        None if civic else ground.last_side(trigger, in_sentence=True),
        scene.home,
        None if civic else ground.last_side(trigger),
    )
    return next((guess for guess in guesses if guess is not None), None)


def _first_doer(trigger: Token, ground: Ground, befallen: str | None) -> tuple[str | None, str | None, bool]:
    """The nearest doer that is named, or else the nearest one meant; and whether it is people in the street."""
    civic = False
    for phrase in doers_of(trigger):
        codes = ground.named_by(phrase)
        if codes:
            joined = ground.is_third(codes) and ground.has_both_sides(trigger.doc)  # a third country acts with both
            return BOTH if joined else ground.verdict(codes), None, civic
        meant = ground.verdict(ground.meant_by(phrase))
        if meant is not None and (meant != befallen or ground.is_titled(phrase)):
            return None, meant, civic
        civic = civic or phrase.lemma_.lower() in CIVIC
    return None, None, civic


def _speaker(trigger: Token, ground: Ground) -> frozenset[str]:
    """Whoever says or decides what the sentence tells: the doer of the nearest verb above that has one."""
    for head in trigger.ancestors:
        if head.pos_ == "VERB":
            for phrase in doers_of(head):
                codes = ground.sides_of(phrase)
                if codes:
                    return codes
    return frozenset()


def act_target(trigger: Token, scene: Scene, offset: int, previous: tuple[Doc, int] | None = None) -> str | None:
    """Whom the act befalls: a side, `BOTH`, `OTHER`, or None where it cannot be told."""
    ground = Ground(scene, offset, previous, places=False)
    targets = (ground.verdict(ground.sides_of(phrase)) for phrase in _affected(trigger))
    return next((target for target in targets if target is not None), None)


def _named_target(trigger: Token, scene: Scene, offset: int) -> str | None:
    """The same, of those only that are named outright."""
    ground = Ground(scene, offset, places=False)
    targets = (ground.verdict(ground.named_by(phrase)) for phrase in _affected(trigger))
    return next((target for target in targets if target is not None), None)


def doers_of(token: Token, depth: int = 0) -> Iterator[Token]:
    """Phrases that can name who does what the token tells, the nearest first."""
    if depth > _DEEP:
        return
    if token.pos_ in ("VERB", "AUX"):
        yield from _doers_of_verb(token, depth)
    else:
        yield from _doers_of_noun(token, depth)


def _doers_of_verb(verb: Token, depth: int) -> Iterator[Token]:
    yield from _agents(verb)
    if verb.lemma_ in _PROVOKING:
        for child in verb.children:
            if child.dep_ == "dobj":
                yield from _owners(child)
    subjects = _subjects(verb)
    for subject in subjects:
        yield verb.head if subject.lower_ in _RELATIVE and verb.dep_ == "relcl" else subject
    if subjects:
        return
    if _is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):
        yield from _places(verb)
    if verb.dep_ == "acl":
        if verb.tag_ != "VBN":
            yield verb.head
        yield from doers_of(verb.head, depth + 1)
    elif not _is_passive(verb):
        yield from _governors(verb, depth)


def _governors(verb: Token, depth: int) -> Iterator[Token]:
    """The doer of the verb above, where a verb without a subject shares it."""
    head = verb.head
    if verb.dep_ == "relcl":
        yield head
        return
    if verb.dep_ not in _GOVERNED:
        return
    if verb.dep_ == "xcomp" and head.lemma_ in _CONTROL:
        yield from (child for child in head.children if child.dep_ in ("dobj", "nsubjpass"))
    if head.dep_ == "prep":
        head = head.head
    if verb.dep_ == "advcl" and verb.tag_ == "VB":  # "followed a decision by X to start …"
        yield from (owner for child in head.children if child.dep_ == "dobj" for owner in _owners(child))
    if _is_passive(head) and verb.dep_ != "conj":
        yield from (child for child in head.children if child.dep_ == "nsubjpass")
    yield from doers_of(head, depth + 1)


def _subjects(verb: Token) -> list[Token]:
    """Subjects of a verb, also those the parser hangs on its auxiliary, and a floating "both"."""
    auxiliaries = [child for child in verb.children if child.dep_ == "aux"]
    found = [child for head in (verb, *auxiliaries) for child in head.children if child.dep_ in _SUBJECTS]
    return found or [
        child for child in verb.children if child.dep_ == "preconj" and child.lower_ in ("both", "neither")
    ]


def _agents(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and verb.tag_ == "VBN"):
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _places(verb: Token) -> Iterator[Token]:
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    for child in (child for head in (verb, *objects) for child in head.children):
        if child.dep_ == "prep" and child.lower_ in _PLACES:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _owners(noun: Token) -> Iterator[Token]:
    for dependency in _OWNERS:
        yield from (child for child in noun.children if child.dep_ == dependency)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _BY:
            yield from (grandchild for grandchild in child.children if grandchild.dep_ == "pobj")


def _doers_of_noun(noun: Token, depth: int) -> Iterator[Token]:
    yield from _owners(noun)
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            yield from _agents(child)
            yield from _places(child)
        elif child.dep_ == "relcl":
            yield from _agents(child)
    if noun.dep_ in ("dobj", "attr", "pobj", "conj", "oprd", "nsubjpass"):
        head = noun.head.head if noun.head.dep_ == "prep" else noun.head
        yield from doers_of(head, depth + 1)


def _affected(token: Token) -> Iterator[Token]:
    """Phrases that can name whom the act befalls: objects first, then what prepositions bring."""
    yield from (child for child in token.children if child.dep_ in _OBJECTS)
    if token.dep_ == "acl" and token.tag_ == "VBN":
        yield token.head
    for child in token.children:
        if child.dep_ in ("prep", "dative") and child.lower_ not in ("by", "in", "at", "since", "after", "before"):
            yield from (grandchild for grandchild in child.children if grandchild.dep_ == "pobj")


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)


def _moves_its_own(verb: Token) -> bool:
    """Whether what befalls the patient is its own side's doing: envoys recalled, ships deployed."""
    return verb.lemma_ in _OWN_MOVES and _is_passive(verb)
