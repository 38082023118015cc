"""The zip that a workbook is, opened so that no bomb in it goes off: what is really inflated is
counted, whatever the directory says."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from store.formats.source import FormatError, told

MOST_BYTES = 100 << 20  # of the file
MOST_INFLATED = 512 << 20  # bytes of all the parts that are read
MOST_PARTS = 10_000
STEP = 1 << 18  # bytes inflated at a time

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what was before 2007, and what wraps a locked one
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"  # begins an entry of the zip's directory
_OTHERS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "xl/workbook.bin": "an .xlsb workbook",
    "content.xml": "an OpenDocument file",
}
_SAVE = "save the table as .xlsx, or as .csv"
DAMAGED = "This workbook is damaged, or not all of it is here"


def is_workbook(source: bytes) -> bool:
    """Whether these bytes mean to be a workbook, of whatever sort."""
    return source.startswith((b"PK", _OLE))


class Archive:
    """The parts of a workbook by their names, which are compared without case (ECMA-376 part 2
    §6.2.2). `FormatError` where these bytes are no zip, or one of something else."""

    def __init__(self, source: bytes) -> None:
        _check(source)
        with _damage():
            self._zip = zipfile.ZipFile(io.BytesIO(source))
        self._parts = {info.filename.lower(): info for info in self._zip.infolist()}
        self._left = MOST_INFLATED
        for name, what in _OTHERS.items():
            if name in self._parts:
                raise FormatError(f"This is {what}, where a workbook was expected: {_SAVE}.")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, in pieces; `FormatError` where it is not there or too much."""
        info = self._parts.get(name.lower())
        if info is None:
            raise FormatError(f"{DAMAGED}: there is no {told(name)} in it.")
        if info.flag_bits & 1:
            raise FormatError(_WITH_PASSWORD)
        with _damage(), self._zip.open(info) as part:
            while chunk := part.read(STEP):
                self._left -= len(chunk)
                if self._left < 0:
                    raise FormatError(
                        f"This workbook unpacks to more than {MOST_INFLATED >> 20} MiB, the most "
                        "that is taken: save the sheet that matters by itself."
                    )
                yield chunk


_WITH_PASSWORD = f"This workbook is locked by a password: {_SAVE}, without one."


def _check(source: bytes) -> None:
    if source.startswith(_OLE):
        if _LOCKED in source:
            raise FormatError(_WITH_PASSWORD)
        raise FormatError(f"This is an .xls workbook, as they were before 2007: {_SAVE}.")
    if len(source) > MOST_BYTES:
        raise FormatError(
            f"This workbook has {len(source) >> 20:,} MiB, and {MOST_BYTES >> 20} MiB is the most "
            "that is taken: save the sheet that matters by itself."
        )
    if source.count(_ENTRY) > MOST_PARTS:
        raise FormatError(f"This zip has more than {MOST_PARTS:,} parts; no workbook has.")


@contextmanager
def _damage() -> Iterator[None]:
    """What `zipfile` says of a zip that is none, in a sentence."""
    try:
        yield
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error),
        *(NotImplementedError, RuntimeError, ValueError, OverflowError),
    ) as error:
        raise FormatError(f"{DAMAGED}: {told(error)}.") from error
