"""The rows of one table: decoded when they are first asked for, and held once.

Typed rows are frozen Structs keyed by their `id`; plain rows are dicts keyed by TinyDB's document
id as text. What changes before the first reading waits in a list.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate
from typing import Any

import msgspec

from store.errors import Damaged, Invalid
from store.journal.batch import Change, Document, Key, applied
from store.journal.document import document_defaults, to_document
from store.journal.snapshot import Image, Piece

Row = Any  # a Struct in a typed table, a dict in a plain one

BIG = 10_000  # rows, from which on the collector need not look at them again
LARGE = 2_000_000  # bytes, which take some 8 ms to decode
CUT = 1_000  # rows that are decoded at a time: 2 ms in which no other thread gets on


@contextmanager
def collector_paused() -> Iterator[None]:
    """Load many objects without the garbage collector looking through them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Rows:
    """One table. Nothing here checks what changes assume: the journal has done so."""

    def __init__(self, name: str, kind: type[msgspec.Struct] | None, base: Piece | None) -> None:
        self.name = name
        self.kind = kind
        self._fields = frozenset(kind.__struct_encode_fields__ if kind else ())
        self._base = base
        self._pending: list[Change] = []
        self._touched: set[str] = set()  # the keys of what is pending
        self._rows: dict[str, Row] | None = None
        self._top: int | None = None

    @cached_property
    def _decoder(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(self.kind or dict[str, Any])

    @property
    def loaded(self) -> dict[str, Row] | None:
        """The live rows, where they have been decoded already."""
        return self._rows

    @property
    def ready(self) -> bool:
        """Whether the rows have been decoded."""
        return self._rows is not None

    @property
    def large(self) -> bool:
        """Whether decoding them takes so long that a person would notice."""
        return self._rows is None and self._base is not None and self._base.size > LARGE

    @property
    def untouched(self) -> Piece | None:
        """The bytes in the snapshot that still say all there is to say, if so."""
        return None if self._rows is not None or self._pending else self._base

    @property
    def defaults(self) -> Mapping[str, Any]:
        """What an absent field stands for."""
        return document_defaults(self.kind) if self.kind else {}

    def live(self) -> dict[str, Row]:
        """All rows, as they change from now on."""
        if self._rows is None:
            with collector_paused():
                rows: dict[str, Row] = {}
                for piece in self.decoded():
                    rows.update(piece)
                return self.take(rows)
        return self._rows

    def decoded(self) -> Iterator[dict[str, Row]]:
        """The rows of the snapshot in pieces, without what has changed since."""
        if self._base is None:
            return
        kind = self.kind or dict[str, Any]
        decoder: msgspec.json.Decoder[dict[str, Row]]
        decoder = msgspec.json.Decoder(dict[str, kind])  # type: ignore[valid-type]
        for piece in self._base.pieces():
            try:
                rows = decoder.decode(piece)
            except msgspec.MsgspecError as error:
                raise Damaged(
                    f"The snapshot has a {self.name} that cannot be read ({error}); "
                    "run: smallgroup doctor"
                ) from error
            yield {row.id: row for row in rows.values()} if self.kind else rows

    def take(self, rows: dict[str, Row]) -> dict[str, Row]:
        """These are all the rows of the snapshot: what has changed since is done to them, and they
        are the live ones from now on. Damaged where a change does not fit."""
        for change in self._pending:
            self._put(rows, str(change.key), self._changed(rows, change))
        if len(rows) >= BIG:
            gc.freeze()  # before the collector looks through them all
        self._rows, self._base, self._pending, self._touched = rows, None, [], set()
        return rows

    def since(self, row: Row) -> Row | None:
        """A row of the snapshot as it stands now; None where it is gone. Only for typed rows, as
        long as they have not been taken."""
        if row.id not in self._touched:
            return row
        rows = {row.id: row}
        for change in self._pending:
            if change.key == row.id:
                self._put(rows, row.id, self._changed(rows, change))
        return rows.get(row.id)

    def has(self, key: str) -> bool:
        """Whether there may be such a row: never false where there is one.

        As long as the rows are not decoded, a mention of the key in another row's `id` field
        (in a typed table) is enough for a yes.
        """
        if self._rows is not None:
            return key in self._rows
        if key in self._touched:
            return True
        if self._base is None:
            return False
        quoted = msgspec.json.encode(key)
        sought = b'"id":' + quoted if self.kind else quoted + b":"
        return self._base.mentions(sought)

    def row(self, key: str) -> Row | None:
        """The row, None where there is none. The table is decoded only where there may be one."""
        return None if self._rows is None and not self.has(key) else self.live().get(key)

    def document(self, row: Row | None) -> Document | None:
        """The row as a document (not to be changed)."""
        return to_document(row) if row is not None and self.kind else row

    def build(self, key: str, document: Document) -> Row:
        """The row that this document makes; Invalid where it makes none."""
        return self.read(key, msgspec.json.encode(document))

    def read(self, key: str, raw: bytes | msgspec.Raw) -> Row:
        """The row that this JSON makes; Invalid where it makes none."""
        try:
            row = self._decoder.decode(raw)
        except msgspec.ValidationError as error:
            raise Invalid(f"The {self.name} {key} is not valid: {error}.") from error
        if self.kind and row.id != key:
            raise Invalid(f"The id of the {self.name} {key} cannot become {row.id}.")
        return row

    def read_created(self, raws: list[msgspec.Raw], given: list[Row]) -> dict[str, Row]:
        """The records, by id, that these JSON documents make, which were written of the `given`
        ones. Where the two are equal the given ones are kept, for they are in memory already."""
        try:
            kind = list[self.kind]  # type: ignore[name-defined]
            made = msgspec.json.decode(b"[%b]" % b",".join(raws), type=kind)
        except msgspec.ValidationError as error:
            raise Invalid(f"A {self.name} is not valid: {error}.") from error
        return {record.id: record for record in (given if made == given else made)}

    def check(self, key: Key, content: Any) -> None:
        """Invalid where a key, or a field of the document, is none of this table's."""
        if self.kind is None:
            if not isinstance(key, int):
                raise Invalid(f"The id of a {self.name} is an integer, not {key!r}.")
        elif not isinstance(key, str):
            raise Invalid(f"The id of a {self.name} is text, not {key!r}.")
        elif content is not None and type(content) is not self.kind:
            unknown = content.keys() - self._fields
            if unknown:
                raise Invalid(f"A {self.name} has no field {', '.join(sorted(unknown))}.")

    def apply(self, change: Change) -> None:
        """Follow a change that is in the journal."""
        if self._rows is None:
            self._pending.append(change)
            self._touched.add(str(change.key))
        else:
            self._put(self._rows, str(change.key), self._changed(self._rows, change))

    def put(self, staged: dict[str, Row | None]) -> None:
        """Set or remove (None) rows that were built; only where the table is decoded."""
        rows = self.live()
        if self.kind and None not in staged.values():
            rows.update(staged)
        else:
            for key, row in staged.items():
                self._put(rows, key, row)

    def top(self) -> int:
        """The highest document id in a plain table, 0 where it is empty."""
        if self._top is None:
            self._top = max(map(int, self.live()), default=0)
        return self._top

    def encoded(self) -> Image:
        """All rows as TinyDB writes a table: document ids (typed rows are counted) to documents."""
        rows = self.live()
        if not self.kind:
            return Image(msgspec.json.encode(rows), typed=False)
        numbered = list(enumerate(rows.values(), 1))
        pieces = [
            msgspec.json.encode(dict(numbered[first : first + CUT]))[1:-1]
            for first in range(0, len(numbered), CUT)
        ]
        cuts = accumulate((len(piece) + 1 for piece in pieces[:-1]), initial=1)
        return Image(b"{%b}" % b",".join(pieces), True, tuple(cuts) if len(pieces) > 1 else ())

    def _changed(self, rows: dict[str, Row], change: Change) -> Row | None:
        key = str(change.key)
        row = rows.get(key)
        if (row is None) is not (change.before is None):
            raise Damaged(
                f"The journal changes the {self.name} {key} in a way that does not fit what came "
                "before it; run: smallgroup doctor --repair"
            )
        document = applied(change, to_document(row) if row is not None and self.kind else row)
        return None if document is None else self.build(key, document)

    def _put(self, rows: dict[str, Row], key: str, row: Row | None) -> None:
        if row is None:
            rows.pop(key, None)
            if self._top is not None and self._top == int(key):
                self._top = None
        else:
            rows[key] = row
            if self._top is not None:
                self._top = max(self._top, int(key))
