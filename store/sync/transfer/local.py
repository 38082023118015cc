"""A source that is a file on this machine."""

import hashlib
import stat
from pathlib import Path

from store.errors import Unreadable
from store.journal.files import reading
from store.sync.errors import Unreachable
from store.sync.transfer.tally import Tally

STEP = 1024 * 1024


def read_file(path: Path, tally: Tally) -> bytes:
    """The file's bytes, counted; `Unreachable` where there is none to be read."""
    body = bytearray()
    try:
        with reading(path):
            if not stat.S_ISREG(path.stat().st_mode):
                raise Unreachable(f"{path} is not a file; check the path.")
            with path.open("rb") as file:
                while piece := file.read(STEP):
                    tally.received(len(piece))
                    tally.spend(len(piece))
                    body += piece
    except Unreadable as error:
        raise Unreachable(str(error)) from error
    return bytes(body)


def fingerprint(body: bytes) -> str:
    """What tells whether a file has changed."""
    return hashlib.sha256(body).hexdigest()
