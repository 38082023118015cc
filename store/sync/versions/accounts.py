"""The ledger of a store on the disk, in `versions/` beside the journal.

There is none before this desk reads what another desk publishes: who never does needs no versions,
nor does who only publishes. `ledger.json` tells of the journal up to a mark and is
brought up to date from there whenever it is asked for; so a crash at any point does no harm. What
a sync brings is in `brought.json` before its batch is in the journal, so that afterwards it is
known as that, whether the sync came to its end or not.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, structs

from store.errors import StoreError
from store.formats.source import Told
from store.journal.batch import Head
from store.journal.files import read_sound, replace_durably, writing
from store.journal.lock import locked
from store.record import Record
from store.store import Store
from store.sync.kept.keep import all_sources
from store.sync.kept.memory import Conflict
from store.sync.merge import content
from store.sync.versions.ledger import (
    NOBODYS,
    Brought,
    Gone,
    Ledger,
    accounted,
    decided,
    undecided,
    with_brought,
)
from store.versions import Stamp

FOLDER, LEDGER, BROUGHT, LOCK = "versions", "ledger.json", "brought.json", "lock"
WAIT = 10.0  # seconds for another process to be done with it
LETTERS = "bcdfghjkmnpqrstvwxz23456789"

T = TypeVar("T")


class Moved(StoreError):
    """Somebody else changed records since the plan was made."""


class _Kept(Struct, frozen=True, omit_defaults=True):
    """The file: most records share a few stamps, so that each is written once."""

    desk: str
    mark: str
    peers: dict[str, str] = {}
    gone: dict[str, Gone] = {}
    stamps: list[tuple[Any, list[str]]] = []


class Accounts:
    """The versions of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.journal.folder / FOLDER

    @property
    def begun(self) -> bool:
        """Whether there is a ledger."""
        return (self._folder / LEDGER).exists()

    def ledger(self) -> Ledger | None:
        """The ledger as of now, not written; None where there is none."""
        if not self.begun:
            return None
        kept = self._read(LEDGER, _Kept)
        if not self._store.journal.knows(kept.mark):
            return self.fresh()  # a journal from elsewhere: nothing that was said of it holds
        ledger = Ledger(
            desk=kept.desk,
            mark=kept.mark,
            stamps={id_: stamp for stamp, ids in kept.stamps for id_ in ids},
            gone=kept.gone,
            peers=kept.peers,
        )
        pending = (self._folder / BROUGHT).exists()
        brought = self._read(BROUGHT, Brought) if pending else None
        return self._accounted(ledger, brought)

    def fresh(self) -> Ledger:
        """A new ledger, not written: all that is here is this desk's own, but for what is as a
        source said it."""
        name = "".join(LETTERS[byte % len(LETTERS)] for byte in os.urandom(12))
        said = (keep.memory().seen.items() for keep in all_sources(self._store.journal.folder))
        stamps = {
            id_: NOBODYS
            for id_, seen in chain.from_iterable(said)
            if (here := self._store.get(id_)) and (seen.says(here) or seen.data == content(here))
        }
        return Ledger(name, self._store.journal.mark, stamps)

    def open(self) -> Ledger:
        """The ledger as of now, written; a new one where there is none."""
        with self._held():
            return self._kept(self.ledger() or self.fresh())

    def for_sync(self, told: Told, *, dry_run: bool) -> Ledger | None:
        """The ledger that a plan is made on; None where neither side has versions."""
        shares = told.desk or told.deltas is not None or self.begun
        if not shares:
            return None
        return self.ledger() or self.fresh() if dry_run else self.open()

    @contextmanager
    def bringing(self, before: Ledger | None, brought: Brought | None) -> Iterator[None]:
        """Around a batch that brings this, planned on the ledger `before`; `Moved` where that no
        longer holds."""
        if before is None or brought is None:
            yield
            return
        with self._held():
            now = self.ledger() or before
            if now != before:
                raise Moved("Records keep changing meanwhile; try again.")
            pending = self._folder / BROUGHT
            replace_durably(pending, [msgspec.json.encode(brought)])
            try:
                yield
            except StoreError:
                pending.unlink()
                raise
            same = self._store.journal.mark == before.mark
            self._kept(with_brought(before, brought) if same else self._accounted(before, brought))

    def decide(self, conflicts: Iterable[Conflict]) -> None:
        """A person has decided these in sight of both sides, whichever they chose."""
        self._each(conflicts, decided)

    def undecide(self, conflicts: Iterable[Conflict]) -> None:
        """A person has taken back what was decided of these."""
        self._each(conflicts, undecided)

    def _each(
        self,
        conflicts: Iterable[Conflict],
        word: Callable[[Ledger, Conflict, Record | None], Ledger],
    ) -> None:
        told = [conflict for conflict in conflicts if conflict.stamp]
        if not told:
            return
        with self._held():
            ledger = self.ledger()
            if ledger is not None:
                for conflict in told:
                    ledger = word(ledger, conflict, self._store.get(conflict.id))
                self._kept(ledger)

    def purged(self, before: Ledger | None, ids: Collection[str]) -> None:
        """Keep nothing of these, now that the journal was rewritten without them; all else is as
        it was `before` in the old one. Nobody else may have written since."""
        if before is not None:
            with self._held():
                self._kept(structs.replace(before.without(ids), mark=self._store.journal.mark))

    def _accounted(self, ledger: Ledger, brought: Brought | None) -> Ledger:
        journal = self._store.journal
        batches = journal.since(ledger.mark, _every)
        return accounted(ledger, batches, journal.mark, brought)

    def _kept(self, ledger: Ledger) -> Ledger:
        by_stamp: dict[bytes, tuple[Stamp, list[str]]] = {}
        for id_, stamp in ledger.stamps.items():
            by_stamp.setdefault(msgspec.json.encode(stamp), (stamp, []))[1].append(id_)
        kept = _Kept(ledger.desk, ledger.mark, ledger.peers, ledger.gone, [*by_stamp.values()])
        replace_durably(self._folder / LEDGER, [msgspec.json.encode(kept)])
        (self._folder / BROUGHT).unlink(missing_ok=True)
        return ledger

    @contextmanager
    def _held(self) -> Iterator[None]:
        with writing(self._folder):
            self._folder.mkdir(mode=0o700, exist_ok=True)
        with locked(self._folder / LOCK, WAIT):
            self._store.refresh()
            yield

    def _read(self, name: str, kind: type[T]) -> T:
        how = (
            f"remove the folder {self._folder}: what other desks publish is then compared anew, "
            "and what differs waits for you."
        )
        return read_sound(self._folder / name, msgspec.json.Decoder(kind).decode, how)


def _every(_: Head) -> bool:
    return True
