"""The user's configuration: a small TOML file, read once, refused with the line's reason."""

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from store.errors import StoreError, Unreadable


class NamedView(Struct, frozen=True, forbid_unknown_fields=True):
    """A filter line with a title, for a kind of record."""

    title: str
    kind: str
    filter: str


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """What the user may set. `home` is the member whose desk this is (an id, code or name);
    `name` is who signs changes."""

    home: str = ""
    name: str = ""
    theme: str = ""
    ascii: bool = False
    views: dict[str, NamedView] = {}

    @property
    def by(self) -> str:
        """Who signs changes: the configured name, else the account's."""
        return self.name or _account()


def read_config(path: Path, *, must_exist: bool) -> Config:
    """The configuration in the file; the defaults where there is none and none was asked for."""
    try:
        text = path.read_bytes()
    except FileNotFoundError as error:
        if not must_exist:
            return Config()
        raise Unreadable(f"There is no configuration {path}: check --config.") from error
    except OSError as error:
        raise Unreadable(f"The configuration {path} cannot be read: {error.strerror}.") from error
    try:
        return msgspec.toml.decode(text, type=Config)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"The configuration {path} is wrong: {error}.") from error


def _account() -> str:
    named = (os.environ.get(variable) for variable in ("LOGNAME", "USER"))
    if name := next(filter(None, named), None):
        return name
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # no account in this container, and no variable that names one
        return "somebody"
