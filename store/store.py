"""The store: every record, read and changed in one place.

Only `apply` (and undo, redo and purge, which are `apply` again) changes anything. A batch is
labelled, atomic, durable and can be undone, whether it is one form or a whole sync.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from store.backlinks import Backlinks
from store.errors import StoreError
from store.journal.batch import Batch, Change, diff, inverted, new_batch, now
from store.journal.document import created, to_document
from store.journal.journal import Journal
from store.journal.rows import collector_paused
from store.kinds import KINDS
from store.lately import Lately
from store.names import Names
from store.record import Record
from store.removal import removal
from store.rules import Check, entered, pointed_at, received
from store.undo import redoable, reversal, stamped, undoable
from store.verbs import Pair, with_next

if TYPE_CHECKING:
    from tinydb import TinyDB

R = TypeVar("R", bound=Record)
Listener = Callable[[Batch], None]

ID_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels (no words), none that look alike
ID_LENGTH = 8  # 37 bits; `secrets` would say the same and take 7 ms of every command to load


class Refused(StoreError):
    """A batch that would break a rule: `problems` has the sentences, by record id and field."""

    def __init__(self, problems: Mapping[str, Mapping[str, str]]) -> None:
        self.problems = problems
        super().__init__(
            "; ".join(
                f"{id_}: {name}: {why}" for id_, by in problems.items() for name, why in by.items()
            )
        )


class Store:
    """An open store. Readers take what is there; writers go through `apply`."""

    def __init__(self, journal: Journal, *, by: str, today: Callable[[], date]) -> None:
        self.journal = journal
        self.by = by
        self.names = Names(self, today)
        self._lately = Lately(KINDS)
        self._listeners: list[Listener] = []
        self._reloads = journal.reloads
        self._backlinks: Backlinks | None = None
        self._linked, self._linking = True, Lock()

    @classmethod
    def open(cls, folder: Path, *, by: str, today: Callable[[], date], create: bool = True) -> Self:
        """The store in this folder; a new one where there is none. `StoreError` says why not."""
        return cls(Journal.open(folder, KINDS, create=create), by=by, today=today)

    def close(self) -> None:
        """Let go of the files; a snapshot is kept where it is worth it."""
        self.journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def db(self) -> "TinyDB":
        """The same records as a TinyDB, for whoever likes to ask with `Query`."""
        from store.journal.tables import JournalDB

        return JournalDB(self.journal)

    # ---------------------------------------------------------------- reading

    def records(self, kind: str) -> Mapping[str, Record]:
        """The live records of a kind by id; iterate over a list of it, for it may change."""
        return cast(Mapping[str, Record], self.journal.view(kind))

    def of(self, kind: type[R]) -> list[R]:
        """The records of a kind, typed."""
        return cast(list[R], list(self.records(kind.kind.name).values()))

    def version(self, kind: str) -> int:
        """A number that grows with every change to the records of a kind."""
        return self._lately.version(kind)

    def changed(self, kind: str, since: int) -> Sequence[str] | None:
        """The ids of the records of a kind that changed after that version; None where that is not
        known any more."""
        return self._lately.since(kind, since)

    def get(self, id: str) -> Record | None:
        """The record with exactly this id, of whatever kind."""
        return self.names.record(id) if id else None

    def find(self, kind: str, test: Callable[[Any], bool] | None = None) -> Iterator[Record]:
        """The records of a kind that pass a test."""
        records = list(self.records(kind).values())
        return iter(records) if test is None else filter(test, records)

    def references(self, id: str) -> list[tuple[Record, str]]:
        """What refers to this id, as (record, field name)."""
        backlinks = self._backlinks or self.link()
        found = ((self.records(kind).get(by), field) for kind, by, field in backlinks.to(id))
        return [(record, field) for record, field in found if record is not None]

    def new_id(self) -> str:
        """A random id that no record has, short enough to say aloud."""
        while True:
            id_ = "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in os.urandom(ID_LENGTH))
            if not any(self.journal.has(kind, id_) for kind in KINDS):
                return id_

    def removal(self, ids: Iterable[str]) -> list[Pair]:
        """What deleting these records means for them and for all that refers to them."""
        return removal(ids, self.everything(), self.referring)

    def everything(self) -> dict[str, Record]:
        """Every record by id."""
        return {record.id: record for kind in KINDS for record in self.find(kind)}

    def referring(self, id: str) -> set[str]:
        """The ids of what refers to this id."""
        return {record.id for record, _ in self.references(id)}

    # ---------------------------------------------------------------- large stores

    def read_behind(self) -> None:
        """Begin to read the kinds with many records in a thread. It waits after the first of each
        until `read_on`. Meanwhile `records` gives what is there by id, and makes whoever asks for
        all of them wait."""
        arriving = self.journal.read_behind()
        self.names.look_last_in(arriving)
        self._linked = not arriving

    def read_on(self, tell: Callable[[str], None]) -> None:
        """The first records are on the screen: read the rest. `tell` is called, in whatever
        thread, with each kind that is there, or that turned out not to be had."""
        self.journal.read_on(tell)

    def first(self, kind: str) -> list[Record] | None:
        """Some records of a kind that is still being read; None where all are there."""
        arriving = self.journal.arriving(kind)
        return None if arriving is None else cast(list[Record], arriving.first())

    def arriving(self, kind: str) -> bool:
        """Whether the records of a kind are still being read."""
        return self.journal.arriving(kind) is not None

    @property
    def linked(self) -> bool:
        """Whether `references` can answer at once. In a large store that is read behind it cannot
        before `link` was done."""
        return self._linked

    def link(self) -> Backlinks:
        """Find out who refers to whom; may be done in any thread."""
        while True:
            before = self._lately.versions
            found = Backlinks((kind, self.find(kind)) for kind in KINDS)
            with self._linking:
                if before == self._lately.versions:  # else a batch came in meanwhile
                    self._backlinks, self._linked = found, True
                    return found

    # ---------------------------------------------------------------- changing

    def apply(self, label: str, pairs: Iterable[Pair], check: Check = entered) -> Batch | None:
        """Change records, all of these or none: each pair is a record before and after, with
        `None` where there was none or will be none. What is the same is left out; `None` is
        returned where nothing is left to do. What follows from what is entered here is done with
        it: where a commitment that comes back is closed, the next one is made.

        A record whose `modified` the caller did not set is stamped. Raises `Refused` where a rule
        of `check` would be broken, `Stale` where a record is no longer as it was `before`, and the
        other `StoreError`s where the disk will not have it; nothing is changed then.
        """
        with self._alone(), collector_paused():
            at = now()
            if check is entered:
                pairs = with_next(pairs, self.get)
            return self._commit(
                label, [stamped(*pair, at=at) for pair in pairs if pair[0] != pair[1]], check
            )

    def undo(self) -> Batch:
        """Take back your own newest batch that stands. Refused, with the reason, where a field
        that it set has changed since."""
        with self._alone():
            batch = undoable(self.history(), self.by)
            if batch is None:
                raise StoreError("There is nothing of yours to undo.")
            return self._reverse(batch, f"undo: {batch.label}", undoes=batch.id)

    def redo(self) -> Batch:
        """Bring back the batch that you undid last, unless you have done something since."""
        with self._alone():
            batch = redoable(self.history(), self.by)
            if batch is None:
                raise StoreError("There is nothing of yours to redo.")
            return self._reverse(inverted(batch), f"redo: {batch.label}", redoes=batch.id)

    def history(self, id: str = "") -> Iterator[Batch]:
        """The batches, newest first; with an id, only those that changed that record."""
        batches = self.journal.batches(newest_first=True)
        if not id:
            return batches
        return (batch for batch in batches if any(change.key == id for change in batch.changes))

    def refresh(self) -> list[Batch]:
        """Take in what other processes have appended; cheap where they have not."""
        batches = self.journal.refresh()
        self._hear(batches)
        self._notice_reload()
        return batches

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every batch from now on, in the thread that took it in; the
        returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # ---------------------------------------------------------------- within

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes meanwhile, and what others wrote before has been taken in."""
        with self.journal.exclusive() as others:
            self._hear(others)
            self._notice_reload()
            yield

    def _notice_reload(self) -> None:
        if self._reloads == self.journal.reloads:
            return
        self._reloads = self.journal.reloads
        with self._linking:
            self._backlinks = None
            self._lately.all_anew()
        for listener in list(self._listeners):
            listener(new_batch("the store was rewritten", ()))

    def _commit(self, label: str, pairs: list[Pair], check: Check, **links: str) -> Batch | None:
        self._check(pairs, check)
        changes = [change for pair in pairs if (change := _change(*pair)) is not None]
        if not changes:
            return None
        batch = new_batch(label, changes, by=self.by, **links)
        self.journal.commit(batch)
        self._hear([batch])
        return batch

    def _reverse(self, batch: Batch, label: str, **links: str) -> Batch:
        at = now()
        pairs = [
            stamped(*reversal(change, KINDS[change.table], self.get(str(change.key))), at=at)
            for change in reversed(batch.changes)
        ]
        done = self._commit(label, pairs, received, **links)
        if done is None:
            raise StoreError(f"“{batch.label}” changed nothing that could be taken back.")
        return done

    def _check(self, pairs: list[Pair], check: Check) -> None:
        after = _After(self, pairs)
        judge = check(after)
        taken = self._taken({new.id for old, new in pairs if old is None and new is not None})
        problems: dict[str, dict[str, str]] = {}
        for old, new in pairs:
            if new is not None:
                if found := judge(new):
                    problems.setdefault(new.id, {}).update(found)
                if old is None and new.id in taken:
                    why = f"{new.id} is already the id of a {taken[new.id]}"
                    problems.setdefault(new.id, {})["id"] = why
            elif old is not None and (left := [r for r, _ in after.pointing(old.id)]):
                names = ", ".join(record.id for record in left[:5])
                problems.setdefault(old.id, {})["id"] = f"it is still referred to by {names}"
        if problems:
            raise Refused(problems)

    def _taken(self, ids: Set[str]) -> dict[str, str]:
        """Which of these ids some record has, with its kind."""
        found: dict[str, str] = {}
        for kind in KINDS:
            if len(ids) > 1 or any(self.journal.has(kind, id_) for id_ in ids):
                found |= dict.fromkeys(self.records(kind).keys() & ids, kind)
        return found

    def _hear(self, batches: Iterable[Batch]) -> None:
        for batch in batches:
            with self._linking:
                for change in batch.changes:
                    self._lately.note(change.table, str(change.key))
                    if self._backlinks is not None and change.table in KINDS:
                        self._backlinks.follow(change)
            for listener in list(self._listeners):
                listener(batch)


class _After:
    """The records as they will stand when a batch is done."""

    def __init__(self, store: Store, pairs: Iterable[Pair]) -> None:
        self._store = store
        self._changed: dict[str, Record | None] = {}
        self._met: dict[str, Record | None] = {}
        for old, new in pairs:
            if old is not None:
                self._changed.setdefault(old.id, None)
            if new is not None:
                self._changed[new.id] = new

    def get(self, id: str) -> Record | None:
        """The record with this id, of whatever kind."""
        if id not in self._changed:
            if id not in self._met:
                self._met[id] = self._store.get(id)
            return self._met[id]
        return self._changed[id]

    def pointing(self, id: str) -> list[tuple[Record, str]]:
        """What will still refer to this id, as (record, field name)."""
        before = [(r, f) for r, f in self._store.references(id) if r.id not in self._changed]
        return before + self._pointing.get(id, [])

    @cached_property
    def _pointing(self) -> dict[str, list[tuple[Record, str]]]:
        """What is changed by what it will refer to; once, for a batch may remove thousands."""
        found: dict[str, list[tuple[Record, str]]] = {}
        for record in filter(None, self._changed.values()):
            for field, target in pointed_at(record):
                found.setdefault(target, []).append((record, field))
        return found


def _change(old: Record | None, new: Record | None) -> Change | None:
    if old is None:
        return None if new is None else created(new.kind.name, new)
    after = None if new is None else to_document(new)
    return diff(old.kind.name, old.id, to_document(old), after)
