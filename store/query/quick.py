"""One line that makes a record: `commitment Morocco to host the next meeting due:eoq group:afg`.

It is cut by the filter line's own tokenizer. The kind stands first, or is the one given; what is
written `field:value` fills that field, several values with commas between; all other words are the
field that names the record.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from store.door import Problems, typed, understood
from store.fields import Field, FieldError, field_map, fields, typed_fields
from store.kinds import KINDS
from store.names import Names
from store.query.complete import Completion
from store.query.paths import Kinds
from store.query.syntax import QueryError, print_value
from store.query.tokens import Token, tokens
from store.record import Record
from store.rules import Records, entered
from store.text import fold, join_list
from store.types import TYPES

LONGEST = 10_000  # characters of a line
MOST = 50  # completions

_ACTS = r"\s+(?:to|will|shall|should|must)\s"  # who is to act stands before it
_BETWEEN = r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*"
_LINED = "links"  # the one list that is typed with an item a line


class Part(Struct, frozen=True):
    """The words for one field, and where they stand in the line. `read_off`: they were not written
    for it, but follow from the others (Morocco *to host*: Morocco owes it)."""

    field: Field
    words: str
    start: int
    end: int
    read_off: bool = False


class Quick(Struct, frozen=True):
    """What a line says: a kind, and words for some of its fields."""

    kind: type[Record]
    parts: tuple[Part, ...]

    @property
    def words(self) -> dict[str, str]:
        """The words by field name."""
        return {part.field.name: part.words for part in self.parts}

    def place(self, name: str, line: str) -> tuple[int, int]:
        """Where in the line a field is filled; its end where it is not."""
        found = (part for part in self.parts if part.field.name == name and not part.read_off)
        part = next(found, None)
        return (len(line), len(line)) if part is None else (part.start, part.end)


def read(line: str, kind: type[Record], names: Names, kinds: Kinds = KINDS) -> Quick:
    """What the line says; `kind` is meant where it names none. `QueryError` where a part of it
    cannot be taken; what the words stand for is looked at by `made`."""
    if len(line) > LONGEST:
        raise QueryError(f"a line has at most {LONGEST} characters", LONGEST, len(line))
    found = list(tokens(line))
    meant = _kind(found[0], kinds) if found else None
    if meant is not None:
        kind, found = meant, found[1:]
    parts: dict[str, Part] = {}
    said = []
    for token in found:
        field = _field(token, kind)
        if field is None:
            said.append(token)
        else:
            _add(parts, field, token)
    if said:
        _name(parts, said, kind)
        _see_who_acts(parts, kind, names)
    declared = [field.name for field in fields(kind)]
    return Quick(kind, tuple(sorted(parts.values(), key=lambda p: declared.index(p.field.name))))


def made(quick: Quick, names: Names, records: Records, id: str) -> Record:
    """The record that it makes; `Problems` where a field cannot be so, or a rule is broken."""
    record = typed(quick.kind, quick.words, names, None, id)
    if wrong := entered(records)(record):
        raise Problems(wrong)
    return record


def value(part: Part, names: Names) -> str:
    """What the words of a part are understood as, for reading; `FieldError` where as nothing."""
    kind = TYPES[part.field.type]
    return kind.show(understood(part.words, part.field, names), names)


def cut_short(quick: Quick, name: str, line: str, names: Names) -> str:
    """What to write where the words of a field ended at a space, and mean something with the next
    one; "" where they do not."""
    part = next((part for part in quick.parts if part.field.name == name), None)
    after = line[part.end :].split(maxsplit=1) if part else []
    if part is None or not after:
        return ""
    whole = f"{part.words} {after[0]}"
    try:
        value(replace(part, words=whole), names)
    except FieldError:
        return ""
    return f'several words stand in quotes: {name}:"{whole}"'


# ---------------------------------------------------------------- reading


def _kind(token: Token, kinds: Kinds) -> type[Record] | None:
    if token.kind != "term" or token.op or token.pieces[0].quoted:
        return None
    word = fold(token.pieces[0].text)
    return next((k for k in kinds.values() if word in (k.kind.name, k.kind.plural)), None)


def _field(token: Token, kind: type[Record]) -> Field | None:
    """The field that a token fills; `None` where it is only words."""
    if not token.op:
        piece = token.pieces[0] if token.pieces else None
        if piece is not None and not piece.closed:
            raise QueryError("this quote is not closed", piece.start, piece.end)
        return None
    field = field_map(kind).get(token.name.casefold())
    end = token.start + len(token.name)
    if field is None:
        if token.op != ":" or _is_text(token):
            return None
        raise QueryError(
            f"a {kind.kind.name} has no {token.name}; put it in quotes to keep it as text",
            token.start,
            end,
        )
    if field.name not in typed_fields(kind):
        raise QueryError(f"{field.name} is not for typing", token.start, end)
    if token.op != ":":
        raise QueryError(f"write {token.name}: before what is to stand there", end, end + 1)
    return field


def _is_text(token: Token) -> bool:
    """`Note:` and `https://…` look like a field and are none."""
    first = token.pieces[0]
    return not (first.text or first.quoted) or first.text.startswith("//")


def _add(parts: dict[str, Part], field: Field, token: Token) -> None:
    for piece in token.pieces:
        if not piece.closed:
            raise QueryError("this quote is not closed", piece.start, piece.end)
        if not piece.text and not piece.quoted:
            raise QueryError(f"{token.name}: needs a value", token.start, token.end)
    values = [piece.text for piece in token.pieces]
    several = isinstance(TYPES[field.type].empty, tuple)
    known = parts.get(field.name)
    if field.type == _LINED:
        words = "\n".join(values if known is None else [known.words, *values])
    elif several:
        words = join_list(values)
        words = words if known is None else f"{known.words}, {words}"
    elif known is not None:
        raise QueryError(f"“{field.name}” stands here a second time", token.start, token.end)
    else:
        words = ",".join(values)
    start = token.start if known is None else known.start
    parts[field.name] = Part(field, words, start, token.end)


def _name(parts: dict[str, Part], said: list[Token], kind: type[Record]) -> None:
    """The words that are written for no field are what the record is called."""
    start, end = said[0].start, said[-1].end
    field = naming(kind)
    if field is None or field.name in parts:
        why = f"{field.name} is given already" if field else f"a {kind.kind.name} has no name"
        raise QueryError(f"these words belong to no field: {why}", start, end)
    words, last = "", start
    for token in said:
        gap = " " if token.start > last else ""
        words += gap + (_words_of(token))
        last = token.end
    parts[field.name] = Part(field, words, start, end)


def _words_of(token: Token) -> str:
    if token.kind != "term":
        return token.kind
    return token.name + token.op + ",".join(piece.text for piece in token.pieces)


def naming(kind: type[Record]) -> Field | None:
    """The field of a kind that plain words are for: the one in its heading, else the first text
    that its form asks for."""
    by_name = field_map(kind)
    heading = [by_name[name] for name in kind.kind.heading]
    asked = sorted((f for f in fields(kind) if f.main), key=lambda f: f.main)
    texts = [f for f in heading if f.type == "text"] + [f for f in asked if f.type == "long"]
    return texts[0] if texts else None


def _see_who_acts(parts: dict[str, Part], kind: type[Record], names: Names) -> None:
    """`Morocco and Niger to host …` says who is to act, where it is called exactly so and nothing
    else was said."""
    doers = field_map(kind).get(kind.kind.doers)
    name = naming(kind)
    if doers is None or name is None or doers.name in parts:
        return
    if doers.name.removesuffix("s") + "_text" in parts:
        return
    text = parts[name.name]
    match = re.split(_ACTS, text.words, maxsplit=1)
    if len(match) < 2:
        return
    who = match[0].strip()
    called = [[who], re.split(_BETWEEN, who)]
    for some in called:
        ids = [_called(words, doers, names) for words in some]
        if all(ids):
            parts[doers.name] = Part(doers, join_list(ids), text.start, text.end, read_off=True)
            return


def _called(words: str, field: Field, names: Names) -> str:
    """The id of the one record that is called exactly so; "" where there is none."""
    words = re.sub(r"(?i)^the\s+", "", words)
    try:
        id_ = names.resolve(words, field.targets) if words else ""
    except FieldError:
        return ""
    record = names.record(id_, field.targets)
    if record is None:
        return ""
    return id_ if f"\n{fold(words)}\n" in names.haystacks.of(record).names else ""


# ---------------------------------------------------------------- completing


def complete(
    line: str, cursor: int, kind: type[Record], names: Names, kinds: Kinds = KINDS
) -> list[Completion]:
    """Ways to go on at the cursor: a kind at the start, fields, and what may stand in them."""
    cursor = min(max(cursor, 0), len(line))
    before = list(tokens(line[:cursor]))
    if not before or before[-1].end != cursor or before[-1].kind != "term":
        return []
    token = before.pop()
    first = before[0] if before else None
    kind = (first and _kind(first, kinds)) or kind
    piece = token.pieces[-1]
    offers = _values(token, kind, names) if token.op else _heads(token, kind, before, kinds)
    return [
        Completion(piece.start, cursor, text, meaning)
        for (text, meaning), _ in zip(offers, range(MOST), strict=False)
    ]


def _values(token: Token, kind: type[Record], names: Names) -> Iterator[tuple[str, str]]:
    field = field_map(kind).get(token.name.casefold())
    if field is not None and token.op == ":":
        for text, meaning in TYPES[field.type].suggest(token.pieces[-1].text, field, names):
            yield print_value(text), meaning


def _heads(
    token: Token, kind: type[Record], before: list[Token], kinds: Kinds
) -> Iterator[tuple[str, str]]:
    if token.pieces[0].quoted:
        return
    word = fold(token.pieces[0].text)
    if not before:
        for each in kinds.values():
            if each.kind.name.startswith(word):
                yield f"{each.kind.name} ", f"a new {each.kind.name}"
    given = _given(before, kind)
    for field in typed_fields(kind).values():
        if field.name.startswith(word) and field.name not in given:
            yield f"{field.name}:", field.help


def _given(before: list[Token], kind: type[Record]) -> set[str]:
    by_name: Mapping[str, Field] = field_map(kind)
    named = (by_name.get(token.name.casefold()) for token in before if token.op)
    return {field.name for field in named if field is not None}
