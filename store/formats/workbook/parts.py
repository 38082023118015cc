"""The XML in a workbook, read with expat: no document type, so no entity; UTF-8; no end of text."""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol
from xml.parsers import expat

from store.formats.source import FormatError, told
from store.formats.workbook.archive import DAMAGED, Archive

MOST_WORDS = 1_000_000  # characters between two tags
DEEPEST = 1_000  # elements within elements that are open after a piece; the deepest have a dozen


class Words:
    """The text that comes, until it is taken."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def take(self) -> str:
        """All that came since it was last taken."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return text


class Handler(Protocol):
    """What is told of the elements of a part; `depth` is how many are open."""

    depth: int

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""


def parse(
    chunks: Iterable[bytes],
    where: Callable[[], str],
    handler: Handler,
    words: Words | None = None,
) -> None:
    """Tell the handler of each element, and gather text in `words`. Names have no prefix where
    they have the root's. `FormatError`, with `where` it is, when it is broken."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse

    def root(tag: str, attributes: dict[str, str]) -> None:
        prefix = tag[: tag.find(":") + 1]
        parser.StartElementHandler = _without(prefix, handler.start)
        parser.EndElementHandler = _without(prefix, handler.end)
        handler.start(tag.removeprefix(prefix), attributes)

    parser.StartElementHandler = root
    if words is not None:
        parser.CharacterDataHandler = words.pieces.append
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            if handler.depth > DEEPEST:
                raise FormatError(f"{where()} is nested more than {DEEPEST:,} levels deep.")
            if words is not None and sum(map(len, words.pieces)) > MOST_WORDS:
                raise FormatError(f"{where()} has a text of more than {MOST_WORDS:,} characters.")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FormatError(
            f"{DAMAGED}: {where()} is broken in line {error.lineno}, character {error.offset + 1} "
            f"({expat.ErrorString(error.code)})."
        ) from error


class Beginnings:
    """A handler that calls a function for each element that begins."""

    def __init__(self, begins: Callable[[str, dict[str, str]], None]) -> None:
        self.depth = 0
        self._begins = begins

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        self._begins(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1


def _without(prefix: str, handler: Any) -> Any:
    if not prefix or handler is None:
        return handler
    return lambda tag, *rest: handler(tag.removeprefix(prefix), *rest)


def _refuse(*_: object) -> None:
    raise FormatError("This workbook declares a document type, which no spreadsheet program does.")


def relations(archive: Archive, name: str) -> dict[str, tuple[str, str]]:
    """What a part points at, by id: the last word of the relation's type, and the name of the
    other part (ECMA-376 part 2 §6.5); nothing where it says nothing."""
    folder, base = posixpath.split(name)
    rels = posixpath.join(folder, "_rels", base + ".rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")

    if rels in archive:
        parse(archive.chunks(rels), lambda: told(rels), Beginnings(start))
    return found


def all_of(found: Iterable[tuple[str, str]], kind: str) -> Iterator[str]:
    """The names of the parts of this kind among relations."""
    return (name for each, name in found if each == kind)
