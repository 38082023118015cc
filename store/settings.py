"""Writing one setting into the user's configuration, which is the user's own file.

Every other byte of it stays: comments, order, line ends, permissions, a link to elsewhere.
"""

import os
import re
import tempfile
from pathlib import Path

import msgspec

from store.errors import StoreError

_HEADER = r"(?m)^[ \t]*\["  # the settings of no table stand before the first of these
_STRING = r""""(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'"""


class NotWritten(StoreError):
    """The configuration could not be changed; `line` is what the user can add to it by hand."""

    def __init__(self, path: Path, why: str, line: str) -> None:
        super().__init__(f"{path} cannot be written ({why}): add this line to it: {line}")
        self.line = line


def write_setting(path: Path, name: str, value: str) -> None:
    """Let the configuration say `name = "value"`, in a new file that takes the old one's place.
    Raises `NotWritten`; the file is then as it was."""
    line = f"{name} = {_quoted(value)}"
    try:
        real = path.resolve()  # a link to a folder of dotfiles stays one
        before = real.read_bytes().decode() if real.exists() else ""
        after = with_setting(before, name, value)
        real.parent.mkdir(parents=True, exist_ok=True)
        _replace(real, after.encode())
    except OSError as error:
        raise NotWritten(path, error.strerror or str(error), line) from error
    except ValueError as error:
        raise NotWritten(path, str(error), line) from error


def with_setting(text: str, name: str, value: str) -> str:
    """The TOML text with this setting in it; `ValueError` where it cannot be put there with nothing
    else changed."""
    line = f"{name} = {_quoted(value)}"
    first_table = re.search(_HEADER, text)
    head = text[: first_table.start()] if first_table else text
    end = "\r\n" if "\r\n" in text else "\n"
    there = re.search(
        rf"""(?m)^([ \t]*(?:{name}|"{name}"|'{name}')[ \t]*=[ \t]*)(?:{_STRING})""", head
    )
    if there is not None:
        after = text[: there.start()] + there[1] + _quoted(value) + text[there.end() :]
    else:
        begun = head if not head or head.endswith("\n") else head + end
        # a blank line before the first table stays before it
        kept = begun.rstrip("\r\n")
        kept = begun if not kept else kept + end
        after = kept + line + end + begun[len(kept) :] + text[len(head) :]
    if _decoded(after) != {**_decoded(text), name: value}:
        raise ValueError(f"how it says {name} now is not understood")
    return after


def _decoded(text: str) -> dict[str, object]:
    try:
        return msgspec.toml.decode(text.encode(), type=dict[str, object])
    except msgspec.DecodeError as error:
        raise ValueError(f"it is no TOML: {error}") from error


def _quoted(value: str) -> str:
    """A TOML basic string."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")


def _replace(path: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if path.exists():
                os.fchmod(file.fileno(), path.stat().st_mode & 0o7777)
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
