"""Desks that publish into folders and read each other's, and what befalls them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec import structs

from store.errors import StoreError
from store.formats.visible import withhold
from store.journal import files
from store.kinds import KINDS, Commitment, Group, Member, Role
from store.publishing import Published, publish
from store.record import Record, Visibility
from store.store import Store
from store.sync.kept import keep
from store.sync.kept.keep import add_source, all_sources
from store.sync.kept.sources import Source
from store.sync.merge import content
from store.sync.report import Report
from store.sync.run import run
from store.sync.transfer import local
from store.sync.versions import accounts
from store.sync.versions.telling import told_versions
from store.sync.waiting.resolve import conflicts, resolve
from tests.sync.made_up import QUICK, YES

TODAY = date(2026, 3, 1)


class Killed(BaseException):
    """The process ends here."""


class Desk:
    """A store, and the folder it publishes into."""

    def __init__(self, top: Path, name: str) -> None:
        self.name = name
        self.folder = top / f"{name}-published"
        self._path = top / name
        self.store = self._opened()
        self._count = 0

    def _opened(self) -> Store:
        return Store.open(self._path, by=self.name, today=lambda: TODAY)

    def killed(self) -> None:
        """The process is gone, and another one opens the store."""
        self.store.close()
        self.store = self._opened()

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        """What is here, by id."""
        self.store.refresh()
        return {r.id: {"kind": r.kind.name, **content(r)} for r in self.store.everything().values()}

    def add(self, record: Record) -> None:
        """Add a record that is public."""
        public = structs.replace(record, visibility="public")
        if self.store.get(record.id) is None:
            self._apply("add", [(None, public)])

    def edit(self, id: str, **changes: Any) -> None:
        """Change some fields of a record, where it is here and may be so."""
        here = self.store.get(id)
        if here is not None:
            known = {k: v for k, v in changes.items() if k in here.__struct_fields__}
            self._apply("edit", [(here, structs.replace(here, **known))])

    def delete(self, id: str) -> None:
        """Delete a record with what cannot be without it, where it is here."""
        if self.store.get(id) is not None:
            self.store.apply("delete", self.store.removal([id]))

    def undo(self) -> None:
        """Take back the last thing, where that can be."""
        try:
            self.store.undo()
        except StoreError:
            return

    def _apply(self, label: str, pairs: Sequence[Any]) -> None:
        try:
            self.store.apply(label, pairs)
        except StoreError:
            return  # it points at what is gone here

    def publish(self, include: Visibility = "public") -> Published:
        """Publish all that may leave."""
        self.store.refresh()
        held, _ = withhold(self.store.everything().values(), include)
        versions = told_versions(self.store, {r.id for r in held}, KINDS, include)
        return publish(self.folder, held, self.store, title="T", versions=versions, anew=True)

    def reads(self, other: "Desk") -> None:
        """From now on the other desk is a source of this one."""
        add_source(self.store.journal.folder, Source(other.name, str(other.folder / "feed.json")))

    def sync(self, other: "Desk") -> Report:
        """Sync from the other desk; every question is answered with yes."""
        report = run(self.store, other.name, YES, limits=QUICK)
        assert not report.error, report.error
        return report

    def waiting(self) -> dict[tuple[str, str], tuple[Any, Any]]:
        """What waits for a person: ours and theirs, by id and field."""
        return {
            (w.conflict.id, w.conflict.field): (w.conflict.ours, w.conflict.theirs)
            for w in conflicts(self.store)
        }

    def held(self) -> set[tuple[str, str]]:
        """The fields that wait for a record to come."""
        return {
            (one.id, "" if one.whole else one.field)
            for source in all_sources(self.store.journal.folder)
            for one in source.waiting().held
        }

    def resolve(self, id: str, field: str, choice: Any) -> None:
        """Decide, where that can be."""
        resolve(self.store, id, field, choice)


@contextmanager
def killed_at(write: int) -> Iterator[None]:
    """End the process at so many-th thing that a sync writes or reads: pages, what it brings, the
    batch, the versions, the memory, how far it came."""
    count = 0

    def counted(original: Any) -> Any:
        def wrapped(*words: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == write:
                raise Killed
            return original(*words, **more)

        return wrapped

    with (
        patch.object(accounts, "replace_durably", counted(files.replace_durably)),
        patch.object(keep, "replace_durably", counted(files.replace_durably)),
        patch("store.sync.pages.read_file", counted(local.read_file)),
        patch.object(Store, "_commit", counted(Store._commit)),
    ):
        yield


def start(*desks: Desk) -> None:
    """The desks hold the same body and read each other."""
    body: list[Record] = [
        Member(id="IT", name="Italy", region="Europe"),
        Member(id="MT", name="Malta"),
        Group(id="g", name="Focus group"),
        Role(id="r", member="IT", group="g", label="chair"),
        Commitment(id="c", summary="To pay", owners=("IT", "MT")),
    ]
    for record in body:
        desks[0].add(record)
    for desk in desks:
        desk.publish()
    for desk in desks:
        for other in desks:
            if desk is not other:
                desk.reads(other)


def settle(*desks: Desk, rounds: int = 12) -> None:
    """Publish and sync until nothing changes."""
    for _ in range(rounds):
        moved = False
        for desk in desks:
            moved |= bool(desk.publish().written)
            for other in desks:
                if other is not desk:
                    moved |= not other.sync(desk).not_modified
        if not moved:
            return
    raise AssertionError("they go on changing for ever")
