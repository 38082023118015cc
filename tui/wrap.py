"""Breaking a record's text into lines of so many terminal cells."""

from tui.fit import ELLIPSIS, cells, clip, clusters

FAR = 1 << 30


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
