"""Breaking a record's text into lines of so many terminal cells."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.fit import ELLIPSIS, cells, clip, clusters

FAR = 1 << 30
NOTHING = -1


class Part(NamedTuple):
    """A piece of a line, its tone, and the place, among the targets, of what it belongs to."""

    text: str
    tone: str = ""
    item: int = NOTHING


def wrap(text: str, width: int, most: int = 0) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces where there are any.

    Its own line ends stay. `most` lines are given at most, the last one then closed by an ellipsis
    (0: all of them).
    """
    if width <= 0:
        return []
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").split("\n"):
        lines += _wrapped(paragraph.expandtabs(4), width, most + 1 - len(lines) if most else FAR)
        if most and len(lines) > most:
            last = clip(f"{lines[most - 1]} {lines[most]}", width)
            return [*lines[: most - 1], last.replace(f" {ELLIPSIS}", ELLIPSIS)]
    return lines


def _wrapped(paragraph: str, width: int, most: int) -> list[str]:
    indent = paragraph[: len(paragraph) - len(paragraph.lstrip(" "))][: width // 2]
    lines, line, taken = [], indent, len(indent)
    for word in paragraph.split():
        for piece, size in _pieces(word, width - len(indent)):
            gap = taken > len(indent)
            if taken + gap + size > width:
                lines.append(line)
                if len(lines) >= most:
                    return lines
                line, taken, gap = indent, len(indent), False
            line += " " * gap + piece
            taken += gap + size
    return [*lines, line.rstrip()]


def _pieces(word: str, width: int) -> list[tuple[str, int]]:
    """A word in pieces no wider than a line, each with its width."""
    whole = cells(word, width + 1)
    if whole <= width:
        return [("".join(cluster for cluster, _ in clusters(word)), whole)]
    pieces: list[tuple[str, int]] = []
    piece, taken = "", 0
    for cluster, size in clusters(word):
        if taken + size > width and piece:
            pieces.append((piece, taken))
            piece, taken = "", 0
        piece, taken = piece + cluster, taken + size
    return [*pieces, (piece, taken)]


def wrap_parts(parts: Iterable[Part], width: int) -> list[list[Part]]:
    """Parts of one paragraph in lines of at most `width` cells, broken at the spaces in them.

    A word may consist of several parts; what belongs to one part stays one part on its line.
    """
    if width <= 0:
        return []
    lines: list[list[Part]] = [[]]
    taken, gap = 0, False
    for word in _words(parts):
        size = sum(cells(part.text, width + 1) for part in word)
        if lines[-1] and taken + gap + size > width:
            lines.append([])
            taken, gap = 0, False
        if gap and lines[-1]:
            inside = lines[-1][-1][1:] == word[0][1:]
            _add(lines[-1], word[0]._replace(text=" ") if inside else Part(" "))
            taken += 1
        for part in word:
            for piece, measured in _pieces(part.text, width):
                if lines[-1] and taken + measured > width:
                    lines.append([])
                    taken = 0
                _add(lines[-1], part._replace(text=piece))
                taken += measured
        gap = True
    return lines


def _words(parts: Iterable[Part]) -> Iterator[list[Part]]:
    word: list[Part] = []
    for part in parts:
        for number, piece in enumerate(part.text.replace("\t", " ").split(" ")):
            if number and word:
                yield word
                word = []
            if piece:
                word.append(part._replace(text=piece))
    if word:
        yield word


def _add(line: list[Part], part: Part) -> None:
    if line and line[-1][1:] == part[1:]:
        line[-1] = part._replace(text=line[-1].text + part.text)
    else:
        line.append(part)
