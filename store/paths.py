"""Where things are: the store, the configuration, the data that travels with the program."""

import os
import sys
from pathlib import Path

from store.errors import Unreadable

APP = "smallgroup"


def store_folder(chosen: str | None) -> Path:
    """The store's folder: the chosen one, else `$SMALLGROUP_STORE`, else the user's data folder."""
    named = chosen or os.environ.get("SMALLGROUP_STORE")
    return Path(named).expanduser() if named else _folder("data", ".local/share")


def config_file(chosen: str | None) -> Path:
    """The configuration: the chosen file, else the one in the user's configuration folder."""
    if chosen:
        return Path(chosen).expanduser()
    return _folder("config", ".config") / "config.toml"


def _folder(purpose: str, on_linux: str) -> Path:
    """The user's folder for data or configuration: what platformdirs says, without loading it on
    Linux, where it takes a tenth of an ordinary command."""
    if sys.platform == "linux":
        named = os.environ.get(f"XDG_{purpose.upper()}_HOME", "").strip()
        return (Path(named) if named else Path.home() / on_linux) / APP
    import platformdirs

    path: Path = getattr(platformdirs, f"user_{purpose}_path")(APP)
    return path


def fixture(name: str) -> Path:
    """A file of the data that travels with the program, from a checkout or an installed wheel."""
    inside = Path(__file__).parent / "fixtures" / name
    beside = Path(__file__).parent.parent / "fixtures" / name
    for path in (inside, beside):
        if path.is_file():
            return path
    raise Unreadable(f"The file {name} is missing from this installation: install it again.")
