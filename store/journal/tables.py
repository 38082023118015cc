"""A real TinyDB over the journal: inserts and updates touch their own rows only.

    with JournalDB(Journal.open(folder, types)) as db:
        db.table("member").search(Query().name == "Belgium")

Plain tables behave as in stock TinyDB. In typed ones the documents are the records themselves,
and their ids are the records' ids (text). Each call that changes something is one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from store.journal.batch import Change, Document, Key, diff, new_batch
from store.journal.document import DocumentStruct, to_document
from store.journal.draft import Draft, plain
from store.journal.journal import Journal

Updater = Callable[[Any], None]
Readable = Mapping[str, Any] | DocumentStruct


class JournalStorage(Storage):
    """The journal as TinyDB's storage. JournalTable goes past `read` and `write`, which copy."""

    def __init__(self, journal: Journal, by: str = "") -> None:
        self.journal = journal
        self.by = by
        self._read: dict[str, dict[str, Document]] = {}

    def read(self) -> dict[str, dict[str, Document]] | None:
        """All tables, copied."""
        self._read = {name: self._copy(name) for name in self.journal.tables()}
        return {
            name: {key: plain(document) for key, document in documents.items()}
            for name, documents in self._read.items()
        } or None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Commit what differs from the last `read`; Stale where it has changed since."""
        changes: list[Change] = []
        for name in {**self._read, **data}:
            old = self._read.get(name, {})
            new = {str(key): plain(document) for key, document in data.get(name, {}).items()}
            if name not in self._read:
                changes.append(Change(name, None, None, {}))
            for key in {**old, **new}:
                change = diff(name, self.key(name, key), old.get(key), new.get(key))
                if change:
                    changes.append(change)
            if name not in data:
                changes.append(Change(name, None, {}, None))
        self.commit("write", changes)

    def commit(self, label: str, changes: Iterable[Change]) -> None:
        """Commit the changes as one batch, if there are any."""
        batch = new_batch(label, changes, by=self.by)
        if batch.changes:
            self.journal.commit(batch)

    def key(self, table: str, key: str) -> Key:
        """The key of a row as the journal has it."""
        return key if table in self.journal.types else int(key)

    def close(self) -> None:
        self.journal.close()

    def _copy(self, name: str) -> dict[str, Document]:
        typed = name in self.journal.types
        return {
            key: to_document(row) if typed else plain(row)
            for key, row in list(self.journal.table(name).items())
        }


class JournalTable(Table):
    """TinyDB's Table on live rows. It has no query cache: others write to the same tables."""

    _storage: JournalStorage

    def __init__(
        self,
        storage: JournalStorage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,
    ) -> None:
        self._journal = storage.journal
        self._typed = name in storage.journal.types
        if self._typed:
            self.document_id_class = str  # type: ignore[assignment]
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

    def insert(self, document: Readable) -> Any:
        with self._journal.exclusive():
            return super().insert(self._with_id(document))

    def insert_multiple(self, documents: Iterable[Readable]) -> list[Any]:
        with self._journal.exclusive():
            return super().insert_multiple(map(self._with_id, documents))

    def update(
        self,
        fields: Mapping[str, Any] | Updater,
        cond: QueryLike | None = None,
        doc_ids: Iterable[Any] | None = None,
    ) -> list[Any]:
        with self._journal.exclusive():
            return super().update(fields, doc_ids=self._chosen(cond, doc_ids))

    def upsert(self, document: Readable, cond: QueryLike | None = None) -> list[Any]:
        wanted: Any = document if cond else self._with_id(document)
        with self._journal.exclusive():
            return super().upsert(wanted, cond)

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None
    ) -> list[Any]:
        with self._journal.exclusive():
            return super().remove(doc_ids=self._chosen(cond, doc_ids))

    def search(self, cond: QueryLike) -> list[TinyDocument]:
        return [self._own(document) for document in super().search(cond)]

    def get(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get(*args, **kwargs)
        if isinstance(found, list):
            return [self._own(document) for document in found]
        return None if found is None else self._own(found)

    def __iter__(self) -> Iterator[TinyDocument]:
        return map(self._own, super().__iter__())

    def _read_table(self) -> dict[str, Any]:
        return self._journal.table(self.name)

    def _update_table(self, updater: Updater) -> None:
        with self._journal.exclusive():
            draft = Draft(self._read_table(), self.document_id_class, self._typed)
            updater(draft)
            changes = draft.changes(self.name)
            if self.name not in self._journal.tables():
                changes.insert(0, Change(self.name, None, None, {}))
            self._storage.commit(_label(self.name, changes), changes)

    def _get_next_id(self) -> int:
        if self._typed:
            raise ValueError(f"A {self.name} needs an id to be inserted.")
        # what stock TinyDB would take, unless somebody else has taken it in the meantime
        next_id = max(self._next_id or 0, self._journal.top(self.name) + 1)
        self._next_id = next_id + 1  # type: ignore[assignment]  # TinyDB declares None
        return next_id

    def _with_id(self, document: Any) -> Any:
        """A record's own id is its document id; plain documents pass as they are."""
        if not self._typed or not isinstance(document, Mapping):
            return document
        own, given = document.get("id"), getattr(document, "doc_id", None)
        if own is None or (given is not None and given != own):
            return document
        return TinyDocument(document, own)

    def _chosen(
        self, cond: QueryLike | None, doc_ids: Iterable[Any] | None
    ) -> Iterable[Any] | None:
        """The ids asked for; where a condition asks, it looks at the live rows, uncopied."""
        if doc_ids is not None or cond is None:
            return doc_ids
        return [
            self.document_id_class(key)
            for key, row in list(self._read_table().items())
            if cond(row)
        ]

    def _own(self, document: TinyDocument) -> TinyDocument:
        """The document with copies of what is nested in it, so that the live row stays ours."""
        for field, value in document.items():
            if not isinstance(value, str | int | float | None):
                document[field] = msgspec.json.decode(msgspec.json.encode(value))
        return document


class JournalDB(TinyDB):
    """TinyDB with its tables in the journal: `JournalDB(journal, by="who")`."""

    table_class = JournalTable  # type: ignore[assignment]  # TinyDB declares only its own
    default_storage_class = JournalStorage  # type: ignore[assignment]
    _storage: JournalStorage

    def table(self, name: str, **kwargs: Any) -> JournalTable:
        return cast(JournalTable, super().table(name, **kwargs))

    @property
    def journal(self) -> Journal:
        """The journal below."""
        return self._storage.journal

    def tables(self) -> set[str]:
        return set(self.journal.tables())

    def drop_table(self, name: str) -> None:
        with self.journal.exclusive():
            super().drop_table(name)

    def drop_tables(self) -> None:
        with self.journal.exclusive():
            self._storage.read()
            super().drop_tables()


def _label(table: str, changes: list[Change]) -> str:
    if all(change.before is None for change in changes):
        verb = "insert"
    elif all(change.after is None for change in changes):
        verb = "remove"
    else:
        verb = "update"
    return f"{table}.{verb}"
