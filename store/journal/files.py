"""Files that are written durably, and the system's errors told as ours."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from store.errors import Damaged, Full, ReadOnly, StoreError, Unreadable

T = TypeVar("T")

CHUNK = 1 << 20
LARGEST = 1 << 30  # bytes that are read of what a person names
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_ALLOWED = {errno.EROFS, errno.EACCES, errno.EPERM}
NO_SUCH_PLACE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR}


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Tell the system's errors of the block, which reads this file, as Unreadable."""
    try:
        yield
    except OSError as error:
        raise Unreadable(
            f"{path} cannot be read ({error.strerror}); check the path, its permissions and "
            "the disk."
        ) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell the system's errors of the block, which writes this file, as Full or ReadOnly."""
    try:
        yield
    except OSError as error:
        raise write_error(path, error) from error


def write_error(path: Path, error: OSError) -> StoreError:
    """What the system's error means for somebody who wanted to write this file."""
    if error.errno in NO_ROOM:
        return Full(
            f"There is no room to write {path} ({error.strerror}); nothing was changed: "
            "free some space and try again."
        )
    if error.errno in NOT_ALLOWED:
        return ReadOnly(
            f"{path} cannot be written ({error.strerror}); nothing was changed: "
            "check who owns the folder and its permissions."
        )
    if error.errno in NO_SUCH_PLACE:
        return StoreError(
            f"{path} cannot be written ({error.strerror}); nothing was changed: "
            "make the folder first, or take another."
        )
    return StoreError(
        f"Writing {path} failed ({error.strerror}); nothing was changed: check the disk."
    )


def write_all(fd: int, data: bytes, offset: int) -> None:
    """Write all of it at the offset; the system is asked again where it takes only a part."""
    view = memoryview(data)
    while view:
        written = os.pwrite(fd, view, offset)
        view = view[written:]
        offset += written


def sync_folder(folder: Path) -> None:
    """Make what was created, renamed or removed in the folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def read_chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, piece by piece."""
    with reading(path), path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def read_stream(file: BinaryIO, name: str) -> bytes:
    """All that an open file has; `Unreadable` where there is no end to it, as of a device. `name`
    is what a person calls it."""
    pieces, size = [], 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise Unreadable(
                f"{name} has more than {LARGEST:,} bytes, the most that is read: check what it is."
            )
        pieces.append(chunk)
    return b"".join(pieces)


def read_named(path: Path) -> bytes:
    """All that a file has which a person named; `Unreadable` says why it cannot be read."""
    with reading(path), path.open("rb") as file:
        return read_stream(file, str(path))


def read_sound(
    path: Path,
    decode: Callable[[bytes], T],
    what_to_do: str,
    part: Callable[[Path], bytes] = Path.read_bytes,
) -> T:
    """What the file, or that part of it, says; `Damaged` says what to do if it is not told."""
    with reading(path):
        source = part(path)
    try:
        return decode(source)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(f"{path} is damaged; {what_to_do}") from error


def temporary(path: Path) -> Path:
    """Where a file is written before it takes its name."""
    return path.with_name(f"{path.name}.tmp")


def write_new(draft: Path, chunks: Iterable[bytes], mode: int) -> None:
    """A new file with this content, durably, or none; one that was left behind is no more."""
    draft.unlink(missing_ok=True)
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        offset = 0
        for chunk in chunks:
            write_all(fd, chunk, offset)
            offset += len(chunk)
        os.fsync(fd)
    except BaseException:
        draft.unlink()
        raise
    finally:
        os.close(fd)


def replace_durably(path: Path, chunks: Iterable[bytes]) -> None:
    """Give the file this content, or leave it as it was.

    Written to a temporary file, fsynced, renamed, folder fsynced. Whoever calls holds the lock.
    """
    draft = temporary(path)
    with writing(path):
        write_new(draft, chunks, 0o600)
        draft.replace(path)
        sync_folder(path.parent)


def put_file(path: Path, chunks: Iterable[bytes]) -> None:
    """Give a file of the user's, wherever it is, this content, or leave it as it was.

    What is no ordinary file (a pipe, a device) is written to as it is.
    """
    with writing(path):
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(chunks)
            return
        draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with draft.open("xb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
