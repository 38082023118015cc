"""What a TinyDB updater gets to change: copies, whose differences become a batch."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from store.journal.batch import Change, Document, diff
from store.journal.document import to_document


class Draft(MutableMapping[Any, Any]):
    """What an updater gets: the table, with copies of the documents that it touches."""

    def __init__(
        self, rows: Mapping[str, Any], id_class: Callable[[Any], Any], typed: bool
    ) -> None:
        self._rows = rows
        self._id_class = id_class
        self._typed = typed
        self._touched: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        if key not in self._touched:
            self._touched[key] = self._before(key)
        document = self._touched[key]
        if document is None:
            raise KeyError(key)
        return document

    def __setitem__(self, key: Any, document: Any) -> None:
        self._touched.setdefault(self._id_class(key))
        self._touched[self._id_class(key)] = document

    def __delitem__(self, key: Any) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[key] = None

    def __contains__(self, key: object) -> bool:
        if key in self._touched:
            return self._touched[key] is not None
        return isinstance(key, str if self._typed else int) and str(key) in self._rows

    def __iter__(self) -> Iterator[Any]:
        for key in self._rows:
            if self._touched.get(self._id_class(key), key) is not None:
                yield self._id_class(key)
        for key, document in self._touched.items():
            if document is not None and str(key) not in self._rows:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self, table: str) -> list[Change]:
        """What the updater changed, the documents in the order in which it touched them."""
        found = (
            diff(table, key, self._before(key), None if document is None else plain(document))
            for key, document in self._touched.items()
        )
        return [change for change in found if change]

    def _before(self, key: Any) -> Document | None:
        row = self._rows.get(str(key))
        if row is None:
            return None
        return to_document(row) if self._typed else plain(row)


def plain(value: Any) -> Any:
    """A deep copy as JSON will have it; TypeError, as from `json`, for what JSON has not."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise TypeError(f"The number {value} is not JSON serializable")
        return value
    if isinstance(value, Mapping):
        return {_field(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, msgspec.Struct):
        return to_document(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _field(key: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, int) and not isinstance(key, bool):
        return str(key)
    raise TypeError(f"keys must be str or int, not {type(key).__name__}")
