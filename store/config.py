"""The user's configuration: a small TOML file, read once, refused with the line's reason."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from store.errors import StoreError, Unreadable
from store.weights import USUAL, Weights

Keys = str | list[str]


class NamedView(Struct, frozen=True, forbid_unknown_fields=True):
    """A filter line with a title, for a kind of record, and the key that opens it from the list of
    views."""

    title: str
    kind: str
    filter: str
    key: str = ""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """What the user may set. `home` is the member whose desk this is (an id, code or name);
    `name` is who signs changes. `theme`, `density`, `ascii`: how the dashboard looks. `keymap` is
    the preset of its keys, `keys` has others by the id of what they do, which may be written with
    its point as a table in a table. `urgency` has how much each reason adds to it."""

    home: str = ""
    name: str = ""
    theme: str = ""
    density: str = ""
    ascii: bool = False
    keymap: str = ""
    keys: dict[str, Keys | dict[str, Keys]] = {}
    views: dict[str, NamedView] = {}
    urgency: Weights = USUAL

    @property
    def own_keys(self) -> dict[str, Keys]:
        """The keys by the whole id."""
        flat: dict[str, Keys] = {}
        for id_, keys in self.keys.items():
            if isinstance(keys, dict):
                flat.update({f"{id_}.{rest}": theirs for rest, theirs in keys.items()})
            else:
                flat[id_] = keys
        return flat

    @property
    def by(self) -> str:
        """Who signs changes: the configured name, else the account's."""
        return self.name or _account()


_TABLES: Mapping[str, type[Struct]] = {"views": NamedView, "urgency": Weights}


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
        setting, why = _explained(str(error))
        line = line_of(text.decode(errors="replace"), setting) if setting else 0
        at = f"{path}, line {line}" if line else f"{path}"
        raise StoreError(f"The configuration {at} is wrong: {why}.") from error


def _explained(said: str) -> tuple[list[str], str]:
    """The setting that is wrong, as far as it is known which, and why, from what msgspec says."""
    where = re.search(r" - at `\$\.([^`]+)`", said)
    setting = where[1].replace("[...]", "").split(".") if where else []
    table = setting[0] if setting else ""
    if unknown := re.search(r"unknown field `([^`]*)`", said):
        known = ", ".join(_TABLES.get(table, Config).__struct_fields__)
        within = f" in [{table}]" if table else ""
        return [*setting, unknown[1]], f"there is no “{unknown[1]}”{within}, only {known}"
    if table == "urgency":
        name = " ".join(setting[1:])
        takes = "a number from -1000 to 1000" if name else "settings such as high = 6.0"
        return setting, f"[urgency] {name} takes {takes}".replace("  ", " ")
    return setting, said


def line_of(text: str, setting: Sequence[str]) -> int:
    """The number of the line of a TOML text that sets this (`["keys", "form.save"]`), or of the
    table it would stand in; 0 where that is not found."""
    wanted, table, found = ".".join(setting), "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _plain(header[1])
            if wanted == table or wanted.startswith(f"{table}."):
                found = number
        elif there := _SETTING.match(line):
            named = ".".join(filter(None, (table, _plain(there[1]))))
            if named == wanted or wanted.startswith(f"{named}."):
                return number
    return found


_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_SETTING = re.compile(r"""\s*((?:[\w.\s-]|"[^"]*"|'[^']*')+?)\s*=""")


def _plain(key: str) -> str:
    """A TOML key without its quotes and spaces."""
    return re.sub(r"""["'\s]""", "", key)


def _account() -> str:
    named = (os.environ.get(variable) for variable in ("LOGNAME", "USER"))
    if name := next(filter(None, named), None):
        return name
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # no account in this container, and no variable that names one
        return "somebody"
