"""Article text as the trained reader sees it: windows of whole sentences behind the title.

    [CLS] title [SEP] sentence [SEP] sentence [SEP] …

A window holds as many sentences as fit; the next one begins with the last sentence of the
one before as context, unless that is long.
The trained reader and its training share this module: what is learned is what is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

LONGEST = 224  # tokens of a window that takes in one more sentence
TITLE = 32  # tokens of the title at most
SENTENCE = 128  # tokens of a sentence at most; what lies behind is not read
CONTEXT = 64  # tokens a sentence may have to be carried along as context


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence in a window: its tokens stand at `first <= position < last`."""

    sentence: int  # index into the article's sentences
    first: int
    last: int
    starts: tuple[int, ...]  # per token, the character of the sentence it begins at
    context: bool  # carried along, read for itself in the window before


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids, their segment (0 title, 1 text) and the sentences among them."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]
    pieces: tuple[Piece, ...]


def make_windows(tokenizer: Tokenizer, title: str, sentences: Sequence[str]) -> list[Window]:
    """Windows over the sentences in reading order; each sentence is a piece without `context` exactly once."""
    begin, end = _special(tokenizer, "[CLS]"), _special(tokenizer, "[SEP]")
    head = [begin, *tokenizer.encode(title, add_special_tokens=False).ids[:TITLE], end]
    encoded = tokenizer.encode_batch(list(sentences), add_special_tokens=False)
    tokens = [
        (encoding.ids[:SENTENCE], tuple(start for start, _ in encoding.offsets[:SENTENCE])) for encoding in encoded
    ]
    made: list[Window] = []
    number = 0
    while number < len(tokens):
        carried = number - 1 if number and len(tokens[number - 1][0]) <= CONTEXT else number
        last = number + 1
        size = len(head) + sum(len(ids) + 1 for ids, _ in tokens[carried:last])
        while last < len(tokens) and size + len(tokens[last][0]) + 1 <= LONGEST:
            size += len(tokens[last][0]) + 1
            last += 1
        made.append(_window(head, end, tokens, carried, number, last))
        number = last
    return made


def _special(tokenizer: Tokenizer, token: str) -> int:
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ValueError(f"the tokenizer has no {token}")
    return int(number)


def _window(
    head: list[int], end: int, tokens: list[tuple[list[int], tuple[int, ...]]], carried: int, first: int, last: int
) -> Window:
    ids, pieces = list(head), []
    for number in range(carried, last):
        own, starts = tokens[number]
        pieces.append(Piece(number, len(ids), len(ids) + len(own), starts, context=number < first))
        ids += [*own, end]
    return Window(tuple(ids), tuple(int(place >= len(head)) for place in range(len(ids))), tuple(pieces))
