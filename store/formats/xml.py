"""XML 1.0 from anybody, read with expat as it comes: items with their parts, and no tree.

It is made to be safe rather than complete. No entity may be declared, so that there is nothing to
blow up, and nothing outside is ever asked for, neither DTDs nor entities. HTML's own names
(`&eacute;`), which feeds use without declaring them, are known; any other name, and an `&` that
begins none, is text. Depth, items, parts and text are bounded. feedparser reads more kinds of
broken XML, but cannot be stopped in the middle, and builds everything before it can be counted.
"""

import codecs
import re
from collections.abc import Callable, Collection
from html import escape
from html.entities import html5
from typing import NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

from msgspec import Struct, field

from store.formats.source import FormatError, too_many

DEEPEST = 256  # elements within elements
MOST_PARTS = 100  # of an item; what comes after these is passed over
LONGEST = 32 * 1024  # characters of a part; what comes after these is cut
LONGEST_ATTRIBUTE = 4096
LOOK = 64 * 1024  # bytes from the beginning, to see what a document is
STEP = 1024  # elements between two looks at the time
BASE = "http://www.w3.org/XML/1998/namespace base"

Check = Callable[[], None]

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = re.compile(
    r"(ascii|iso8859|cp\d|koi8|mac-|tis-|gb|big5|shift_jis|euc_|johab|ptcp|kz1048|hp-roman)"
)
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_NAMES = ("amp", "lt", "gt", "quot", "apos")


class Part(Struct):
    """A child of an item: its name (`namespace local`), attributes, the address that links in it
    are relative to, its text, and, where there is markup in it, all of it as HTML."""

    name: str
    attributes: dict[str, str]
    base: str
    text: str = ""
    html: str = ""


class Bundle(Struct):
    """An item, or what a feed says of itself: its attributes and parts in their order."""

    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def all(self, *names: str) -> list[Part]:
        """The parts of these names, those of the first name first."""
        return [part for name in names for part in self.parts if part.name == name]

    def words(self, *names: str) -> str:
        """The text of the first of these that says something."""
        found = (part.text.strip() for part in self.all(*names))
        return next(filter(None, found), "")


class Wanted(NamedTuple):
    """The names of the elements that are items, and of the `heads` in or beside which they stand;
    and how many items there may be at most."""

    items: Collection[str]
    heads: Collection[str]
    most: int


class Document(Struct):
    """What a document says of itself, and its items."""

    head: Bundle = field(default_factory=Bundle)
    items: list[Bundle] = field(default_factory=list)


class _Found(Exception):
    """The root was found; not an error."""


def root(body: bytes) -> str:
    """The name of the outermost element (`namespace local`); "" where this is no XML, and
    `FormatError` where it declares entities before it comes to that."""
    start = body[:LOOK].lstrip()
    if not start.startswith((b"<", *_BOMS)):
        return ""
    names: list[str] = []

    def found(name: str, _: object) -> None:
        names.append(name)
        raise _Found

    parser = _parser()
    parser.StartElementHandler = found
    try:
        parser.Parse(_mended(_decoded(start)), False)
    except (_Found, expat.ExpatError):
        return names[0] if names else ""
    return ""


def read(body: bytes, wanted: Wanted, base: str, check: Check) -> Document:
    """The wanted elements of a document, `base` being its address. `FormatError` where it is no
    well-formed XML, declares entities or holds too many items; `check` is called now and then."""
    reader = _Reader(wanted, base, check)
    parser = _parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    try:
        parser.Parse(_mended(_decoded(body)), True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise FormatError(
            f"This XML is broken in line {error.lineno}, character {error.offset + 1} ({what}), so "
            "nothing of it was taken; tell whoever publishes it."
        ) from error
    return reader.document


class _Reader:
    """A document as it comes, element by element."""

    def __init__(self, wanted: Wanted, base: str, check: Check) -> None:
        self.document = Document()
        self._wanted, self._check = wanted, check
        self._bases = [base]
        self._seen = 0
        self._open: list[tuple[Bundle, int]] = []  # with their depths; an item within the head
        self._part: Part | None = None
        self._part_depth = 0
        self._room = 0
        self._text: list[str] = []
        self._html: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        depth = len(self._bases)
        self._seen += 1
        if self._seen % STEP == 0:
            self._check()
        if depth > DEEPEST:
            raise FormatError(f"This XML is nested more than {DEEPEST} levels deep; no feed is.")
        self._bases.append(_joined(self._bases[-1], attributes.get(BASE, "")))
        if self._part is not None:
            self._tag(f"<{_local(name)}>")
        elif name in self._wanted.items and not self._in_item():
            self._begin(self._new_item(), attributes, depth)
        elif name in self._wanted.heads and not self._open:
            self._begin(self.document.head, attributes, depth)
        elif self._open and depth == self._open[-1][1] + 1:
            self._part = Part(name, _short(attributes), self._bases[-1])
            self._part_depth, self._room = depth, LONGEST

    def end(self, name: str) -> None:
        self._bases.pop()
        depth = len(self._bases)
        if self._part is not None and depth == self._part_depth:
            self._finish(self._part)
        elif self._part is not None:
            self._tag(f"</{_local(name)}>")
        elif self._open and depth == self._open[-1][1]:
            self._open.pop()

    def data(self, text: str) -> None:
        if self._part is None or not self._room:
            return
        text = text[: self._room]
        self._room -= len(text)
        self._text.append(text)
        if self._html:
            self._html.append(escape(text))

    def _in_item(self) -> bool:
        return bool(self._open) and self._open[-1][0] is not self.document.head

    def _new_item(self) -> Bundle:
        if len(self.document.items) == self._wanted.most:
            raise too_many(self._wanted.most)
        self.document.items.append(Bundle())
        return self.document.items[-1]

    def _begin(self, bundle: Bundle, attributes: dict[str, str], depth: int) -> None:
        bundle.attributes = _short(attributes)
        self._open.append((bundle, depth))

    def _tag(self, tag: str) -> None:
        if self._room < len(tag):
            return
        self._room -= len(tag)
        if not self._html:
            self._html.append(escape("".join(self._text)))
        self._html.append(tag)

    def _finish(self, part: Part) -> None:
        bundle = self._open[-1][0]
        if len(bundle.parts) < MOST_PARTS:
            part.text, part.html = "".join(self._text), "".join(self._html)
            bundle.parts.append(part)
        self._part = None
        self._text, self._html = [], []


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(name: str, is_parameter: bool, *_: object) -> None:
    if not is_parameter:  # those name lists of HTML's characters, and are never read
        raise FormatError(
            f"This XML declares an entity of its own ({name[:40]}), which can be an attack, so "
            "nothing of it was taken; tell whoever publishes it."
        )


def _decoded(body: bytes) -> str:
    """The text. A byte order mark says which encoding it is in; else UTF-8 where the bytes are
    that, whatever is declared, since no other text happens to be; else the encoding that is
    declared, else Windows-1252, as browsers do (RFC 7303 §3, WHATWG Encoding)."""
    for mark, encoding in _BOMS.items():
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = _DECLARED.match(body[:LOOK])
    for encoding in ("utf-8", _usable(declared[1].decode() if declared else "")):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("cp1252", "replace")


def _usable(name: str) -> str:
    """Python's name of an encoding of text; "utf-8" where it is none, or one that is a trick."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if _ENCODINGS.match(found) else "utf-8"


def _mended(text: str) -> str:
    """The text without characters that XML cannot hold, and with references that it knows."""
    first, *rest = _NO_XML.sub("", text.lstrip()).split("<![CDATA[")
    mended = [_REFERENCE.sub(_known, first)]
    for piece in rest:
        data, end, after = piece.partition("]]>")
        mended += ["<![CDATA[", data, end, _REFERENCE.sub(_known, after)]
    return "".join(mended)


def _known(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        if name in _XML_NAMES:
            return match[0]
        meant = html5.get(f"{name};")
        return f"&amp;{name};" if meant is None else "".join(f"&#{ord(c)};" for c in meant)
    if decimal is None and hexadecimal is None:
        return "&amp;"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    legal = code <= 0x10FFFF and not 0xD800 <= code < 0xE000 and not _NO_XML.match(chr(code))
    return match[0] if legal else ""


def _short(attributes: dict[str, str]) -> dict[str, str]:
    kept = list(attributes.items())[:MOST_PARTS]
    return {name: value[:LONGEST_ATTRIBUTE] for name, value in kept}


def _joined(base: str, relative: str) -> str:
    if not relative or len(relative) > LONGEST_ATTRIBUTE:
        return base
    try:
        joined = urljoin(base, relative)
    except ValueError:
        return base
    return joined if len(joined) <= LONGEST_ATTRIBUTE else base


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
