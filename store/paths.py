"""Where things are: the store, the configuration, the data that travels with the program."""

import os
from pathlib import Path

from store.errors import Unreadable

APP = "smallgroup"


def store_folder(chosen: str | None) -> Path:
    """The store's folder: the chosen one, else `$SMALLGROUP_STORE`, else the user's data folder."""
    named = chosen or os.environ.get("SMALLGROUP_STORE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path(APP)


def config_file(chosen: str | None) -> Path:
    """The configuration: the chosen file, else the one in the user's configuration folder."""
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_config_path

    return user_config_path(APP) / "config.toml"


def fixture(name: str) -> Path:
    """A file of the data that travels with the program, from a checkout or an installed wheel."""
    inside = Path(__file__).parent / "fixtures" / name
    beside = Path(__file__).parent.parent / "fixtures" / name
    for path in (inside, beside):
        if path.is_file():
            return path
    raise Unreadable(f"The file {name} is missing from this installation: install it again.")
