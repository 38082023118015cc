"""What was typed into a form and not saved: kept beside the store until it is saved or dropped.

One small JSON file for all drafts, rewritten as a whole under a lock, since it is written by every
dashboard that is open on the store.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from store.journal.files import reading, replace_durably, sync_folder, writing
from store.journal.lock import locked

FILE, LOCK = "drafts.json", "drafts.lock"
WAIT = 2.0  # seconds

Place = Literal["form", "minutes", "attendance"]
FIELDS: dict[Place, frozenset[str]] = {
    "minutes": frozenset(("minutes",)),
    "attendance": frozenset(("attendees", "regrets", "attendees_count")),
}
"""The fields of a meeting that have a screen of their own to be typed on."""


class Draft(Struct, frozen=True):
    """The words of one form, by field name. `key` says which form: the name of a kind for a new
    record, else the record's id. `at` is when they were kept, in UTC."""

    id: str
    key: str
    at: Annotated[datetime, Meta(tz=True)]
    words: dict[str, str]

    @property
    def place(self) -> Place:
        """Where they were typed, as their fields tell."""
        names = self.words.keys()
        found = (place for place, fields in FIELDS.items() if names and names <= fields)
        return next(found, "form")


class Drafts:
    """The drafts of a store. `StoreError` where the disk will not have them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = folder / LOCK
        self.note = ""
        """What had to be set aside because it could not be read; "" for nothing."""

    def of(self, key: str) -> list[Draft]:
        """The drafts of a form, newest first."""
        found = [draft for draft in self._read() if draft.key == key]
        return sorted(found, key=lambda draft: draft.at, reverse=True)

    def every(self) -> list[Draft]:
        """All drafts, newest first."""
        return sorted(self._read(), key=lambda draft: draft.at, reverse=True)

    def keep(self, id: str, key: str, words: dict[str, str]) -> None:
        """Keep these words, in the place of what the draft of this id said before."""
        draft = Draft(id, key, datetime.now(UTC), words)
        with locked(self._lock, WAIT):
            self._write([*(d for d in self._read() if d.id != id), draft])

    def drop(self, id: str) -> None:
        """Forget a draft, if it is there."""
        with locked(self._lock, WAIT):
            drafts = self._read()
            left = [draft for draft in drafts if draft.id != id]
            if len(left) < len(drafts):
                self._write(left)

    def _read(self) -> list[Draft]:
        with reading(self._path):
            if not self._path.exists():
                return []
            raw = self._path.read_bytes()
        try:
            return msgspec.json.decode(raw, type=list[Draft])
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._set_aside()
            return []

    def _set_aside(self) -> None:
        aside = self._path.with_name(f"{FILE}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        with writing(self._path):
            self._path.replace(aside)
            sync_folder(aside.parent)
        self.note = f"The drafts could not be read; they were set aside as {aside.name}."

    def _write(self, drafts: list[Draft]) -> None:
        replace_durably(self._path, [msgspec.json.format(msgspec.json.encode(drafts), indent=1)])
