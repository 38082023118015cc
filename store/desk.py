"""A desk: the open store with all that is asked of it, for one day and one user."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from store.config import Config
from store.errors import StoreError
from store.fields import FieldError
from store.insight import Insight
from store.names import Names
from store.store import Store


class Desk(NamedTuple):
    """What every command and screen works with. `title` names throw-away data, "" is the user's
    own; `config` is the user's, read from the file `settings`, where there is one."""

    store: Store
    insight: Insight
    config: Config
    title: str = ""
    settings: Path | None = None

    @property
    def names(self) -> Names:
        """What records are called, and which one is meant."""
        return self.store.names


def today() -> date:
    """The day it is: `$SMALLGROUP_TODAY`, else the clock's."""
    fixed = os.environ.get("SMALLGROUP_TODAY")
    if not fixed:
        return date.today()
    try:
        return date.fromisoformat(fixed)
    except ValueError as error:
        raise StoreError(
            f"SMALLGROUP_TODAY is {fixed!r}: write a day such as 2026-03-01."
        ) from error


@contextmanager
def open_desk(folder: Path, config: Config, *, create: bool = True) -> Iterator[Desk]:
    """The desk over the store in this folder."""
    today()
    with Store.open(folder, by=config.by, today=today, create=create) as store:
        yield Desk(store, _insight(store, config), config)


@contextmanager
def open_throwaway(data: str, config: Config) -> Iterator[Desk]:
    """A desk over a throw-away copy of the `demo` or `sample` data."""
    import tempfile

    from store.demo import fill

    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="smallgroup-"))
        store = stack.enter_context(Store.open(Path(folder) / data, by=data, today=today))
        title = fill(store, data, today())
        store.by = config.by  # what came along is not the user's to undo
        yield Desk(store, _insight(store, config), config, title)


def at_home(desk: Desk, home: str) -> Desk:
    """The same desk as the one of another member, by its id; what follows from that follows."""
    config = structs.replace(desk.config, home=home)
    desk.insight.sit_at(lambda: _home(desk.store, config))
    return desk._replace(config=config)


def _insight(store: Store, config: Config) -> Insight:
    return Insight(store, today, lambda: _home(store, config), config.urgency)


def _home(store: Store, config: Config) -> str:
    if not config.home:
        return ""
    try:
        return store.names.resolve(config.home, ("member",))
    except FieldError as error:
        raise StoreError(f"The configuration's home is not usable: {error}.") from error
