"""What stands here and what comes from elsewhere, side by side: a field, a record, a few words."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from store.fields import FieldError, field_map
from store.kinds import KINDS
from store.names import Names
from store.types import TYPES
from tui.drawing.differing import OURS, THEIRS, Words, differing, in_lines
from tui.fit import cells
from tui.sheet import Line, Part, Sheet
from tui.wrap import wrap

BESIDE = 44  # cells from which on both stand beside each other
LONGEST = 20_000  # characters of a value that are shown
NOTHING = "nothing"


def titled(kind: str, field: str) -> str:
    """What a person calls a field; a key that is none as it is written."""
    declared = field_map(KINDS[kind]).get(field) if kind in KINDS else None
    return field if declared is None else declared.title


def in_words(kind: str, field: str, value: Any, names: Names) -> str:
    """A JSON value of a field in words; "" for an empty one."""
    declared = field_map(KINDS[kind]).get(field) if kind in KINDS else None
    if value is None:
        return ""
    if declared is not None:
        type_ = TYPES[declared.type]
        with suppress(FieldError):  # another version of ours may have taken it: told as it stands
            return type_.show(type_.decode(value, declared), names)[:LONGEST]
    plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return plain[:LONGEST]


def of_record(kind: str, data: Mapping[str, Any], names: Names) -> str:
    """A record in words, a line for each field."""
    lines = []
    for name, value in data.items():
        said = in_words(kind, name, value, names)
        lines.append(f"{titled(kind, name)}: {said}")
    return "\n".join(lines)[:LONGEST]


def put_sides(sheet: Sheet, ours: str, theirs: str, heads: tuple[str, str]) -> None:
    """Both texts under their heads, beside each other where there is room; the words that differ
    stand in brackets."""
    words = differing(ours, theirs)
    if not (ours and theirs):  # all of it differs, which needs no mark
        words = _unmarked(words[0]), _unmarked(words[1])
    if sheet.width < BESIDE:
        for head, side, tone, text in zip(
            heads, words, (OURS, THEIRS), (ours, theirs), strict=True
        ):
            sheet.line(Part(head, "strong"))
            for line in _told(side, text, sheet.width - 2, tone):
                sheet.put([Part("  "), *line])
        return
    half = (sheet.width - 3) // 2
    left = _told(words[0], ours, half, OURS)
    right = _told(words[1], theirs, half, THEIRS)
    bar = "|" if sheet.ascii else "│"
    _beside(sheet, [Part(heads[0], "strong")], [Part(heads[1], "strong")], half, bar)
    for at in range(max(len(left), len(right))):
        one, other = (side[at] if at < len(side) else [] for side in (left, right))
        _beside(sheet, one, other, half, bar)


def put_listed(sheet: Sheet, lines: Iterable[tuple[str, str]], tone: str = "") -> None:
    """Names and what they say, the names in a column of their own."""
    told = [(name, text) for name, text in lines if text]
    room = min(max((len(name) for name, _ in told), default=0) + 2, max(8, sheet.width // 2 - 2))
    for name, text in told:
        sheet.labelled(name, room, Part(text, tone))


def put_words(sheet: Sheet, text: str, tone: str = "muted") -> None:
    """A text over as many lines as it takes."""
    for line in wrap(text, sheet.width):
        sheet.put([Part(line, tone)])


def _unmarked(words: Words) -> Words:
    return [(word, False) for word, _ in words]


def _told(words: Words, text: str, width: int, tone: str) -> list[list[Part]]:
    return in_lines(words, width, tone) if text.strip() else [[Part(NOTHING, "muted")]]


def _beside(sheet: Sheet, one: list[Part], other: list[Part], half: int, bar: str) -> None:
    taken = sum(cells(part.text, half + 1) for part in one)
    line: Line = (*one, Part(" " * (half - taken)), Part(f" {bar} ", "rule"), *other)
    sheet.put(line)
