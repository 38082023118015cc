"""A file that holds a token: the user's own, and nobody else may read it."""

import os
import stat
from pathlib import Path

from store.sync.errors import Denied

LONGEST = 8200  # bytes that are read of a token, with its newline


def read_token_file(path: Path) -> bytes:
    """What the file holds; `Denied` where it is not the user's own, or others may read it."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # a pipe must not hold us up
    except OSError as error:
        raise Denied(
            f"The token file {path} cannot be read ({error.strerror}); check the path."
        ) from None
    with os.fdopen(fd, "rb") as file:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode):
            raise Denied(f"The token file {path} is not a file; check the path.")
        if about.st_uid != os.geteuid():
            raise Denied(f"The token file {path} belongs to another user; use one of your own.")
        if about.st_mode & 0o077:
            raise Denied(f"Others can read the token file {path}; do: chmod 600 {path}")
        return file.read(LONGEST)
