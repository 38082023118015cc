"""What can go wrong with a store, each told in one sentence that says what to do about it.

Their names say what is wrong and need no "Error" behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class StoreError(Exception):
    """The base: `str(error)` is one sentence for a person."""


class Held(StoreError):
    """Another process keeps the store locked longer than the wait."""


class Stale(StoreError):
    """A record is no longer as it was when the change to it was made.

    `expected` holds the fields as the change assumed them (None: the record should not exist),
    `actual` is the whole document as it stands (None: it does not exist).
    """

    def __init__(
        self,
        table: str,
        key: str,
        expected: Mapping[str, Any] | None,
        actual: Mapping[str, Any] | None,
    ) -> None:
        self.table, self.key, self.expected, self.actual = table, key, expected, actual
        if expected is None:
            what = "exists already; choose another id"
        elif actual is None:
            what = "has been deleted in the meantime; undo that first, or add it anew"
        else:
            what = "was changed in the meantime; look at it again and repeat the change"
        super().__init__(f"The {table} {key} {what}.")


class Damaged(StoreError):
    """What is on disk is not what was written."""


class Newer(StoreError):
    """The store was written by a newer version of the program."""


class NotAStore(StoreError):
    """The folder holds something else, or nothing."""


class Unreadable(StoreError):
    """The store cannot be read: permissions, or the disk."""


class Full(StoreError):
    """No room is left, or a limit on the size of files is reached."""


class ReadOnly(StoreError):
    """The store can be read but not written."""


class Invalid(StoreError):
    """A change does not fit the table that it is for."""
