"""A batch in JSON on its way into the journal: in memory, or in a file where it is large.

A first sync brings a hundred thousand records at once. Their JSON, 50 MB of it, would stand in
memory beside them; so it is made some changes at a time, and goes into a file without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self
from zlib import crc32

from store.journal.files import CHUNK, writing
from store.journal.lines import HEAD


class Payload:
    """The JSON that goes into one line, piece after piece; a context, so that nothing is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._crc = 0
        self._pieces: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, piece: bytes) -> None:
        """The next bytes of it."""
        self._crc = crc32(piece, self._crc)
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > CHUNK:
            self._put_away()

    def pieces(self) -> Iterator[bytes]:
        """All of it."""
        if self._file is not None:
            self._put_away()
            self._file.seek(0)
            while piece := self._file.read(CHUNK):
                yield piece
        yield from self._pieces

    def line(self) -> Iterator[bytes]:
        """The line that `lines.frame` makes of it."""
        if self._file is None:
            yield b"".join((HEAD % self._crc, *self._pieces, b"\n"))
        else:
            yield HEAD % self._crc
            yield from self.pieces()
            yield b"\n"

    def _put_away(self) -> None:
        with writing(self._folder):
            if self._file is None:
                from tempfile import TemporaryFile  # 5 ms, and most batches are small

                self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 — the context closes it
            self._file.writelines(self._pieces)
        self._pieces, self._size = [], 0
