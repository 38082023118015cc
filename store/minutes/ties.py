"""Which record a line of the minutes has made, so that none is made twice.

The id of a record follows from the meeting and the line, so two desks that take the same minutes in
make the same record. Where the line is changed later, the record keeps its id, and remembers the
line under `MARK` among its keys that are no fields.
"""

import json
from hashlib import sha256

from store.kinds import Meeting
from store.minutes.items import Item
from store.record import Record
from store.store import ID_LENGTH, ID_LETTERS, Store

MARK = "_minutes_line"
TIED = ("commitment", "statement", "update")


def line_id(meeting: str, item: Item, nth: int) -> str:
    """What the `nth` line that says this is known by, however it is capitalised or spaced."""
    digest = sha256(json.dumps([meeting, *item.key, nth]).encode()).digest()
    return "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in digest[:ID_LENGTH])


class Ties:
    """The records that lines of a meeting's minutes have made, by the id of the line."""

    def __init__(self, store: Store, meeting: Meeting) -> None:
        self._store = store
        self._made = {
            str(record.extra.get(MARK, record.id)): record
            for record, field in store.references(meeting.id)
            if field == "meeting" and record.kind.name in TIED
        }

    def made(self, line: str) -> Record | None:
        """The record that this line has made."""
        return self._made.get(line)

    def free_id(self, line: str) -> str:
        """The id for a new record of this line: another where some other record has that one."""
        return line if self._store.get(line) is None else self._store.new_id()


def marked(record: Record, line: str) -> dict[str, object]:
    """The keys of a record beside its fields, with the line that it is tied to."""
    known = {key: value for key, value in record.extra.items() if key != MARK}
    return known if record.id == line else {**known, MARK: line}
