"""Content lines as they are written (RFC 5545 §3.1, §3.3.11; RFC 6868 for parameters)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from store.formats.ics.lines import Line

LENGTH = 75  # octets of a line, without its end
_APART = re.compile(r"[,;:\"^\n]")
_CARET = {"^": "^^", "\n": "^n", '"': "^'"}
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # where some programs end a line, or stop
_NONE: Mapping[str, str] = {}


def line(name: str, value: str, params: Mapping[str, str] = _NONE) -> Line:
    """A line whose value is written as it stands."""
    said = "".join(f";{key}={_quoted(word)}" for key, word in params.items()) if params else ""
    return Line(name, params, value, f"{name}{said}:{value}")


def text(name: str, words: str, params: Mapping[str, str] = _NONE) -> Line:
    """A line whose value is TEXT."""
    return line(name, escaped(words), params)


def escaped(words: str) -> str:
    """Words as TEXT."""
    if "\\" in words:
        words = words.replace("\\", "\\\\")
    if "," in words:
        words = words.replace(",", "\\,")
    if ";" in words:
        words = words.replace(";", "\\;")
    return words.replace("\n", "\\n") if "\n" in words else words


def as_json(value: Any) -> str:
    """JSON in which no character is one that a program might take for the end of a line."""
    return _ODD.sub(lambda m: f"\\u{ord(m[0]):04x}", msgspec.json.encode(value).decode())


def folded(raws: Iterable[str]) -> bytes:
    """Lines as bytes: folded at 75 octets, never within a character."""
    return b"".join(map(_folded, raws))


def _folded(raw: str) -> bytes:
    whole = raw.encode()
    if len(whole) <= LENGTH:
        return whole + b"\r\n"
    pieces, start, room = [], 0, LENGTH
    while len(whole) - start > room:
        end = start + room
        while whole[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(whole[start:end])
        start, room = end, LENGTH - 1
    pieces.append(whole[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _quoted(word: str) -> str:
    if not _APART.search(word):
        return word
    return '"' + re.sub(r'[\^\n"]', lambda match: _CARET[match[0]], word) + '"'
