"""A source's folder on the disk: reading and writing what is kept of it, one process at a time."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from store.errors import Held
from store.journal.files import read_sound, reading, replace_durably, sync_folder, writing
from store.journal.lock import locked
from store.sync.errors import BadSource
from store.sync.kept import base
from store.sync.kept.memory import Memory
from store.sync.kept.news import Inbox
from store.sync.kept.same import read_same, save_same
from store.sync.kept.sources import NAME, Reached, Source, check_name, checked

SOURCES, SOURCE, BASE, INBOX = "sources", "source.json", "base.json", "inbox.json"
LOCK = "lock"
WAIT = 0.5  # seconds for another process to be done with a source

T = TypeVar("T")


class _Kept(Struct, frozen=True):
    source: Source
    reached: Reached = Reached()


class Keep:
    """What is kept of one source, in a store's folder."""

    def __init__(self, store_folder: Path, name: str) -> None:
        check_name(name)
        self.name = name
        self.folder = store_folder / SOURCES / name

    def exists(self) -> bool:
        """Whether there is such a source."""
        return (self.folder / SOURCE).is_file()

    def source(self) -> Source:
        """The definition."""
        return self._kept().source

    def reached(self) -> Reached:
        """How far it was read."""
        return self._kept().reached

    def memory(self) -> Memory:
        """What it said last; nothing where that was never written."""
        return self._remembered(Path.read_bytes, base.read)

    def waiting(self) -> Memory:
        """Its memory without what it said: quick, however much that is."""
        return self._remembered(_first_line, base.read_rest)

    def save_memory(self, memory: Memory) -> None:
        """Keep what it said last, before `save_reached`."""
        replace_durably(self.folder / BASE, base.write(memory))

    def inbox(self) -> Inbox:
        """Its news, decided or not; none where there never was any."""
        path = self.folder / INBOX
        return _read(path, Path.read_bytes, _decode_inbox) if path.exists() else Inbox()

    def save_inbox(self, inbox: Inbox) -> None:
        """Keep its news, before `save_reached`."""
        replace_durably(self.folder / INBOX, [msgspec.json.encode(inbox)])

    def save_reached(self, reached: Reached) -> None:
        """Keep how far it was read; this comes last."""
        self.save(self.source(), reached)

    def create(self, source: Source) -> None:
        """Keep a new definition."""
        with writing(self.folder):
            self.folder.parent.mkdir(mode=0o700, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            for left in (BASE, INBOX):  # of a removal that was interrupted
                (self.folder / left).unlink(missing_ok=True)
            sync_folder(self.folder.parent)
        self.save(source, Reached())

    def delete(self) -> None:
        """Forget the source; first of all that there is one."""
        with writing(self.folder):
            (self.folder / SOURCE).unlink()
            sync_folder(self.folder)
            shutil.rmtree(self.folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else works with this source meanwhile; `Held` where somebody does."""
        try:
            with locked(self.folder / LOCK, WAIT):
                yield
        except Held as error:
            raise Held(
                f"The source {self.name} is being synced just now; try again when that is done."
            ) from error

    def _kept(self) -> _Kept:
        return _read(self.folder / SOURCE, Path.read_bytes, _decode_kept)

    def _remembered(
        self, part: Callable[[Path], bytes], decode: Callable[[bytes], Memory]
    ) -> Memory:
        path = self.folder / BASE
        return _read(path, part, decode) if path.exists() else Memory()

    def save(self, source: Source, reached: Reached) -> None:
        """Keep the definition, and how far it was read."""
        kept = _Kept(source, reached)
        replace_durably(self.folder / SOURCE, [msgspec.json.encode(kept)])


def add_source(store_folder: Path, source: Source) -> Source:
    """Keep a new source; the definition as it is kept."""
    keep, checked_source = Keep(store_folder, source.name), checked(source)
    if keep.exists():
        raise BadSource(
            f"There is a source {source.name} already; change it with smallgroup source edit "
            f"{source.name}, or choose another name."
        )
    keep.create(checked_source)
    return checked_source


def change_source(store_folder: Path, source: Source) -> Source:
    """Keep another definition of a source that is there. What it said last is kept, to be compared
    with; how far it was read only while it is asked in the same way at the same place."""
    keep, changed = find_source(store_folder, source.name), checked(source)
    with keep.held():
        before, reached = keep.source(), keep.reached()
        if (before.url, before.format) != (changed.url, changed.format):
            reached = Reached(at=reached.at, outcome=reached.outcome)
        keep.save(changed, reached)
    return changed


def remove_source(store_folder: Path, name: str) -> None:
    """Forget a source and what it said; the records that came from it stay."""
    keep = find_source(store_folder, name)
    with keep.held():
        keep.delete()


def find_source(store_folder: Path, name: str) -> Keep:
    """The source of this name; `BadSource` says which there are."""
    keep = Keep(store_folder, name)
    if not keep.exists():
        names = ", ".join(other.name for other in all_sources(store_folder))
        there = f"choose one of {names}" if names else "add one with: smallgroup source add"
        raise BadSource(f"There is no source {name}; {there}.")
    return keep


def all_sources(store_folder: Path) -> list[Keep]:
    """The sources of a store, by name."""
    folder = store_folder / SOURCES
    with reading(folder):
        found = (path.parent.name for path in folder.glob(f"*/{SOURCE}") if path.is_file())
        names = sorted(filter(NAME.fullmatch, found))  # a copy that somebody made is no source
    return [Keep(store_folder, name) for name in names]


@contextmanager
def all_held(store_folder: Path) -> Iterator[None]:
    """Nobody else works with any source meanwhile; `Held` where somebody does."""
    with ExitStack() as stack:
        for keep in all_sources(store_folder):
            stack.enter_context(keep.held())
        yield


def forget(store_folder: Path, id: str) -> None:
    """Keep nothing that any source said of a record: it is purged. A source that still has it
    will bring it again when it is next read whole. For whoever holds all sources."""
    same = read_same(store_folder / SOURCES)
    if same.without(id) != same:
        save_same(store_folder / SOURCES, same.without(id))
    for keep in all_sources(store_folder):
        memory = keep.memory()
        without = memory.without(id)
        if without != memory:
            keep.save_memory(without)


_decode_kept = msgspec.json.Decoder(_Kept).decode
_decode_inbox = msgspec.json.Decoder(Inbox).decode


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.readline()


def _read(path: Path, part: Callable[[Path], bytes], decode: Callable[[bytes], T]) -> T:
    how = (
        f"remove the source {path.parent.name} and add it anew: what came from it stays, and the "
        "next sync compares it field by field."
    )
    return read_sound(path, decode, how, part)
