"""Which records were pointed at last, so that they are offered first: a small file of ids."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from store.journal.files import replace_durably
from store.journal.lock import locked
from store.kinds import KINDS
from store.record import Record
from store.rules import pointed_at
from store.verbs import Pair
from tui.drafts import LOCK, WAIT

FILE = "recent.json"
KEPT = 20  # ids of a kind


class Recent:
    """The ids that were pointed at last, by kind. Without a folder nothing is remembered."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def of(self, kinds: Iterable[str] = ()) -> list[str]:
        """The ids of these kinds (none given: of any), the newest of each first."""
        known = self._read()
        return [id_ for kind in kinds or KINDS for id_ in known.get(kind, ())]

    def used(self, records: Iterable[Record]) -> None:
        """Remember that these were pointed at. `StoreError` where the disk will not have it."""
        records = list(records)
        if self._folder is None or not records:
            return
        with locked(self._folder / LOCK, WAIT):
            known = self._read()
            for record in records:
                kind = record.kind.name
                others = (id_ for id_ in known.get(kind, ()) if id_ != record.id)
                known[kind] = [record.id, *others][:KEPT]
            replace_durably(self._folder / FILE, [msgspec.json.encode(known)])

    def _read(self) -> dict[str, list[str]]:
        """What is remembered; nothing where it cannot be read, for it is a convenience."""
        if self._folder is None:
            return {}
        try:
            raw = (self._folder / FILE).read_bytes()
            return msgspec.json.decode(raw, type=dict[str, list[str]])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return {}


def newly_pointed_at(pairs: Iterable[Pair]) -> list[str]:
    """The ids that these changes point at and that were not pointed at so before."""
    found: dict[str, None] = {}
    for old, new in pairs:
        before = set() if old is None else set(pointed_at(old))
        after = [] if new is None else pointed_at(new)
        found.update((id_, None) for name, id_ in after if (name, id_) not in before)
    return list(found)
