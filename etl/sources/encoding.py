"""Bytes on disk → text: only from regular files, never more than the limit, in whatever encoding they are."""

from __future__ import annotations

import codecs
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

from etl.sources.fields import MAX_FILE, MAX_TEXT, UnusableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ["cp1252", "latin_1", "cp949", "shift_jis", "euc_jp", "utf_16_le", "utf_16_be"]
_SAMPLE = 1_000_000  # bytes that tell the encoding of a long file
_KINDS = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFBLK: "a device"}


def check_file(place: Path) -> int:
    """Size in bytes of a regular, readable, non-empty file; UnusableError for everything else.

    Asked before any file is opened: opening a pipe or a device can wait for ever.
    """
    try:
        found = place.stat()
    except FileNotFoundError:
        if place.is_symlink():
            raise UnusableError("the link leads nowhere", "mend the link or remove it") from None
        raise UnusableError("there is no such file or folder", "check the path") from None
    except OSError as error:
        raise unreadable(error) from None
    if not stat.S_ISREG(found.st_mode):
        kind = _KINDS.get(stat.S_IFMT(found.st_mode), "a device")
        raise UnusableError(f"this is {kind} and no file of articles", "remove it, or give a regular file")
    if found.st_size == 0:
        raise UnusableError("the file is empty", "fill it or remove it")
    return found.st_size


def read_bytes(place: Path, limit: int = MAX_FILE) -> bytes:
    """A whole file of at most `limit` bytes; UnusableError where it is larger or cannot be read."""
    size = check_file(place)
    if size > limit:
        raise UnusableError(
            f"the file has {size / 1e6:,.1f} MB, more than the {limit / 1e6:.0f} MB that one article can have",
            "split it into its articles, or give them as JSONL, one a line",
        )
    try:
        with place.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise unreadable(error) from None


def decode(content: bytes) -> str:
    """Text from bytes: by its byte order mark, else UTF-8, else the likeliest legacy encoding."""
    try:
        text = content.decode(find_encoding(content))
    except UnicodeDecodeError:
        raise _not_text() from None
    if "\0" in text:
        raise _not_text()
    return text


def find_encoding(content: bytes) -> str:
    """Name of the encoding of `content`, which may be cut off in the middle of a character."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=_LEGACY).best()
        if best is None:
            raise _not_text() from None
        return best.encoding
    return "utf-8"


def open_text(place: Path, newline: str | None = None) -> TextIO:
    """A regular file opened as text, bytes that do not fit kept as lone surrogates; UnusableError if it cannot be."""
    check_file(place)
    try:
        with place.open("rb") as stream:
            encoding = find_encoding(stream.read(_SAMPLE))
        return place.open(
            encoding=encoding, errors="surrogateescape" if encoding == "utf-8" else "replace", newline=newline
        )
    except OSError as error:
        raise unreadable(error) from None


def read_lines(stream: TextIO) -> Iterator[str]:
    """Lines with their ends; of one longer than any article only a first piece that is over the limit too."""
    while line := stream.readline(2 * MAX_TEXT):
        piece = line
        while len(piece) == 2 * MAX_TEXT and not piece.endswith("\n"):
            piece = stream.readline(2 * MAX_TEXT)
        yield line


def is_broken(text: str) -> bool:
    """Whether bytes of it did not fit the file's encoding."""
    return any("\udc80" <= character <= "\udcff" for character in text) if not text.isascii() else False


def unreadable(error: OSError) -> UnusableError:
    reason = (error.strerror or str(error)).lower()
    return UnusableError(f"cannot be read: {reason}", "check the file and its permissions")


def _not_text() -> UnusableError:
    return UnusableError("the file is not text in any known encoding", "save it as UTF-8")
