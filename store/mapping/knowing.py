"""Which record a row of a table is of, so that the same table imported again makes nothing twice.

By a column of its own (`ID`), else by the words in the columns of the map's `key`: the record's id
is made of the map's name and these. Members and groups are known by their names as well.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

import msgspec

from store.fields import Field
from store.kinds import KINDS
from store.mapping.maps import ID, Map
from store.mapping.naming import Finder
from store.mapping.sheets import Cells, Sheet, words_of
from store.names import Names
from store.record import Record
from store.store import ID_LETTERS
from store.text import fold, shorten

READABLE = 40  # characters of what a row is called that may stand in an id as they are


class Here(Protocol):
    """Where the records are that the rows are held against."""

    @property
    def names(self) -> Names:
        """What they are called."""

    def everything(self) -> Mapping[str, Record]:
        """Every record by id."""


class Known(NamedTuple):
    """The id of a row's record, and the record where it is here; `why` it can be of none. `by` is
    the field whose words it was known by, however they are written here."""

    id: str
    old: Record | None = None
    by: str = ""
    why: str = ""


class Register:
    """Knows the rows of one table."""

    def __init__(self, made: Map, sheet: Sheet, here: Here, name: str) -> None:
        self._kind, self._name, self._sheet = made.record, name, sheet
        self.here = here.everything()
        by = next((column.header for column in made.used if column.field == ID), None)
        self._at = -1 if by is None else sheet.at(by)
        self._key = [at for header in made.key if (at := sheet.at(header)) >= 0]
        self._taken: set[str] = set()
        self._times: dict[str, int] = {}
        about = self._kind.kind
        self._named = len(about.heading) == 1 and about.order == about.heading[0]
        named = Field(type="ref", help="", targets=(about.name,))
        self._finder = Finder(named, here.names)
        self.makes: dict[str, Record] = {}

    @property
    def at(self) -> int:
        """The place of the column that tells the rows apart; -1 for none."""
        return self._at

    def record_of(self, row: Cells, values: Mapping[str, Any]) -> Known:
        """The record of a row that says this."""
        words = _at(row, self._at) if self._at >= 0 else ""
        found = self._called(words) if words else self._by_key(row, values)
        if found.why:
            return found
        if found.old is not None and type(found.old) is not self._kind:
            what = f"“{shorten(found.id, 40)}” is the id of a {found.old.kind.name} here"
            return found._replace(why=what)
        if found.id in self._taken:
            told = shorten(words or found.id, 40)
            return found._replace(why=f"“{told}” stands in the table twice")
        self._taken.add(found.id)
        return found

    def _called(self, words: str) -> Known:
        """The record of a row with a name of its own."""
        old = self.here.get(words)
        if old is not None:
            return Known(words, old)
        id_ = self._from(words)
        return Known(id_, self.here.get(id_))

    def _by_key(self, row: Cells, values: Mapping[str, Any]) -> Known:
        id_ = self._made_of(*(_at(row, at) for at in self._key))
        times = self._times[id_] = self._times.get(id_, 0) + 1
        if times > 1:
            id_ = f"{id_}-{times}"
        old = self.here.get(id_)
        if old is None and self._named:
            name = self._kind.kind.heading[0]
            words = values.get(name, "")
            ids = self._finder.ids_of(words) if words else ()
            if ids and (old := self.here.get(ids[0])) is not None:
                return Known(old.id, old, name)
        return Known(id_, old)

    def own_words(self) -> dict[str, str]:
        """What the table calls its rows, folded, with the ids of their records."""
        if self._at < 0:
            return {}
        words = (_at(row, self._at) for _, row in self._sheet.rows)
        return {fold(w): w if self.here.get(w) is not None else self._from(w) for w in words if w}

    def make(self, kind: str, words: str) -> str:
        """The id of a record that a name becomes."""
        id_ = self._made_of(kind, words)
        if id_ not in self.makes and self.here.get(id_) is None:
            called: dict[str, Any] = {KINDS[kind].kind.heading[0]: words}
            self.makes[id_] = KINDS[kind](id=id_, **called)
        return id_

    def _from(self, words: str) -> str:
        """The id of the record of a row that the table calls so: readable, where it can be."""
        plain = fold(words).replace(" ", "-")
        letters = plain.replace("-", "").replace(".", "").replace("/", "")
        if len(plain) <= READABLE and letters.isascii() and letters.isalnum():
            return f"{self._name}-{plain}"
        return self._made_of(words)

    def _made_of(self, *words: str) -> str:
        told = msgspec.json.encode([fold(word) for word in words])
        number = int.from_bytes(blake2b(told, digest_size=8).digest(), "big")
        letters = ""
        for _ in range(10):
            number, rest = divmod(number, len(ID_LETTERS))
            letters += ID_LETTERS[rest]
        return f"{self._name}-{letters}"


def _at(row: Cells, at: int) -> str:
    return words_of(row[at]) if at < len(row) else ""
