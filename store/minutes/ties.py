"""Which record a line of the minutes has made, so that none is made twice.

Each record that a line has made remembers the line, as `kind: words`, under `MARK` among its keys
that are no fields, whatever becomes of its fields and of the minutes. Its id follows from the
meeting and the line, so that two desks which take the same minutes in make the same record.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from store.kinds import Meeting
from store.minutes.items import Item
from store.minutes.lines import KEYWORDS, Head, Piece
from store.minutes.reading import read
from store.minutes.sitting import Sitting
from store.record import Record
from store.store import ID_LENGTH, ID_LETTERS, Store

MARK = "_minutes_line"
TIED = ("commitment", "statement", "update")

Key = tuple[str, str]


class Tie(NamedTuple):
    """A record and the item of the line that made it."""

    record: Record
    item: Item


class Ties:
    """The records that lines of a meeting's minutes have made."""

    def __init__(self, store: Store, meeting: Meeting, sitting: Sitting) -> None:
        self._store = store
        self._made: defaultdict[Key, list[Tie]] = defaultdict(list)
        for tie in sorted(_ties(store, meeting, sitting), key=lambda tie: tie.record.id):
            self._made[tie.item.key].append(tie)

    def made(self, key: Key, nth: int) -> Tie | None:
        """What the `nth` line with this key has made."""
        found = self._made.get(key, [])
        return found[nth] if nth < len(found) else None

    def left(self, lines: Iterable[Key]) -> list[Tie]:
        """The records whose lines are none of these."""
        counts = Counter(lines)
        return [tie for key, ties in self._made.items() for tie in ties[counts[key] :]]

    def free_id(self, line: str) -> str:
        """The id for a new record of this line: another where some other record has that one."""
        return line if self._store.get(line) is None else self._store.new_id()


def line_id(meeting: str, item: Item, nth: int) -> str:
    """What the `nth` line that says this is known by, however it is capitalised or spaced."""
    digest = sha256(json.dumps([meeting, *item.key, nth]).encode()).digest()
    return "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in digest[:ID_LENGTH])


def marked(record: Record, item: Item) -> dict[str, object]:
    """The keys of a record that are no fields, with the line that it is tied to."""
    return {**record.extra, MARK: f"{item.kind}: {item.words}"}


def _ties(store: Store, meeting: Meeting, sitting: Sitting) -> Iterator[Tie]:
    for record, field in store.references(meeting.id):
        line = record.extra.get(MARK)
        if field == "meeting" and record.kind.name in TIED and isinstance(line, str):
            kind, _, words = line.partition(": ")
            if kind in KEYWORDS.values():
                head = Head(KEYWORDS[kind], 0, 0, ":", "", shouted=True)
                item = read(Piece(head, (words,)), sitting)
                if item is not None:
                    yield Tie(record, item)
