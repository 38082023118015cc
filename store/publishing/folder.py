"""The folder that is served: what was published is read back from it, and what is new is written.

Whoever reads meanwhile never sees half: no file but the entry ever changes, and the entry is
replaced last. A folder that is somebody's is safe: links are never followed, and nothing is removed
but files that are named after what is in them, as only ours are.
"""

import fcntl
import os
import re
import stat
from collections.abc import Collection, Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Raw, Struct, field

from store.errors import Held, StoreError, Unreadable
from store.journal.files import reading, sync_folder, write_new, writing
from store.publishing.documents import DELTA, DIGITS, ENTRY, GONE, PAGE, digest
from store.publishing.publication import Lines, Publication, Step, named

DRAFT = ".smallgroup.tmp"
LARGEST = 64 << 20  # bytes of a file that is read back; none of ours comes near
OURS = re.compile(rf"(?:{PAGE}|{GONE}|{DELTA})-([0-9a-f]{{{DIGITS}}})\.json")
NEXT = re.compile(rb'\{"version":"[^"]*","next_url":"([a-z0-9.-]+)"')


class NotOurs(StoreError):
    """What stands there was not published from here, or was damaged since."""


class Alarming(StoreError):
    """Most of what was published would go."""


class _Broken(ValueError):
    """Why a document is none that can be gone on from."""


class _Link(Struct):
    since: str
    url: str


class _Entry(Struct):
    version: Literal["smallgroup/1"]
    mode: Literal["snapshot"]
    cursor: str
    next_url: str
    total: int
    deltas: list[_Link] = field(name="_deltas")


class _Document(Struct):
    items: list[Raw]
    tombstones: list[Raw]
    next_url: str = ""
    since: str = ""
    cursor: str = ""


@contextmanager
def held(path: Path) -> Iterator["Folder"]:
    """The folder, made where there is none, for one who publishes; `Held` where another does."""
    with writing(path):
        path.mkdir(exist_ok=True)
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Held(
                    f"Another process is publishing into {path}; try again when it is done."
                ) from None
            yield Folder(path)
        finally:
            os.close(fd)


class Folder:
    """A folder that is held. `written` is how many files were written into it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.written = 0

    def published(self) -> Publication | None:
        """What was published last, None where nothing was; else `NotOurs`."""
        try:
            return self._publication()
        except _Broken as error:
            raise NotOurs(
                f"{self._path / ENTRY} cannot be gone on from: {error}. Nothing was written: "
                "publish into another folder, or add --yes to begin anew here, after which "
                "readers take all of it once more."
            ) from error

    def put(self, name: str, body: bytes) -> None:
        """Have this in the file, durably; a file that has it already is left as it is."""
        path, draft = self._path / name, self._path / DRAFT
        with suppress(_Broken):  # it is replaced
            if self._body(name) == body:
                return
        with writing(path):
            write_new(draft, [body], 0o666)
            draft.replace(path)
        self.written += 1

    def settle(self) -> None:
        """Make what was put durable, before anything is put that leads to it."""
        with writing(self._path):
            sync_folder(self._path)

    def pages_from(self, cursor: str, hidden: Set[str]) -> set[str]:
        """The names of the files that one who began with this cursor may still ask for, but none
        that has a record which is to be seen no more."""
        found: set[str] = set()
        name = next((name for name in _beginnings(cursor) if self._is_ours(name)), "")
        while name and name not in found:
            try:
                body = self._sound(name)
                if hidden and not hidden.isdisjoint(_lines(_decoded(body).items)):
                    break
            except _Broken:
                break
            found.add(name)
            following = NEXT.match(body)
            name = following[1].decode() if following else ""
        return found

    def clear(self, keep: Collection[str]) -> None:
        """Remove what was published before and is of no more use."""
        try:
            for path in sorted(self._path.iterdir()):
                if path.name not in keep and self._is_ours(path.name):
                    path.unlink()
            sync_folder(self._path)
        except OSError as error:
            raise StoreError(
                f"It is published, but what was published before cannot be cleared from "
                f"{self._path} ({error.strerror}); check who owns the folder and its permissions."
            ) from error

    def _is_ours(self, name: str) -> bool:
        try:
            return self._marked(name) is not None
        except (_Broken, Unreadable):
            return False

    def _publication(self) -> Publication | None:
        body = self._body(ENTRY)
        if body is None:
            return None
        try:
            entry = msgspec.json.decode(body, type=_Entry)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _Broken("it is no entry of a publication") from error
        name, gone = entry.next_url, {}
        if name not in _beginnings(entry.cursor):
            raise _Broken("its cursor is not that of its first page")
        if name.startswith(GONE):
            document = _decoded(self._sound(name))
            name, gone = document.next_url, _lines(document.tombstones)
        items: Lines = {}
        for page in self._chain(name):
            items.update(_lines(page.items))
        if len(items) != entry.total:
            raise _Broken(f"it tells of {entry.total:,} records, and its pages have {len(items):,}")
        steps = self._steps(entry)
        return Publication(items, gone, steps, entry.cursor, name)

    def _steps(self, entry: _Entry) -> tuple[Step, ...]:
        """The chain of deltas, as far back from its end as it holds together."""
        found: list[Step] = []
        end = entry.cursor
        for link in reversed(entry.deltas):
            try:
                pages = list(self._chain(link.url))
            except _Broken:
                break
            if any((page.since, page.cursor) != (link.since, end) for page in pages):
                break
            items = {id_: line for page in pages for id_, line in _lines(page.items).items()}
            gone = {id_: line for page in pages for id_, line in _lines(page.tombstones).items()}
            found.append(Step(link.since, items, gone))
            end = link.since
        return tuple(reversed(found))

    def _chain(self, name: str) -> Iterator[_Document]:
        while name:
            document = _decoded(self._sound(name))
            yield document
            name = document.next_url

    def _sound(self, name: str) -> bytes:
        body = self._marked(name)
        if body is None:
            raise _Broken(f"{name[:80]!r} is missing, or is no file of a publication")
        return body

    def _marked(self, name: str) -> bytes | None:
        """What is in a file that is named after it, None where there is none."""
        mark = OURS.fullmatch(name)
        body = self._body(name) if mark else None
        if mark and body is not None and digest(body) != mark[1]:
            raise _Broken(f"{name} was changed since it was written")
        return body

    def _body(self, name: str) -> bytes | None:
        """What is in a file, None where there is none; no link is followed, and nothing is waited
        for."""
        path = self._path / name
        if path.is_symlink():
            raise _Broken(f"{name} is a link to elsewhere")
        if not path.exists():
            return None
        with reading(path):
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                about = os.fstat(fd)
                if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                    raise _Broken(f"{name} is no file of a publication")
                with open(fd, "rb", closefd=False) as file:
                    return file.read(LARGEST)
            finally:
                os.close(fd)


def _decoded(body: bytes) -> _Document:
    try:
        return msgspec.json.decode(body, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _Broken("a page of it is none") from error


def _lines(raws: list[Raw]) -> Lines:
    try:
        return {named(bytes(raw)).id: bytes(raw) for raw in raws}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _Broken("a page of it has what is no record") from error


def _beginnings(cursor: str) -> tuple[str, str]:
    """How the first document of a publication may be called."""
    return f"{GONE}-{cursor}.json", f"{PAGE}-{cursor}.json"
