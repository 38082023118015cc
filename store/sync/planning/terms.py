"""On which terms a source is taken in: what was agreed with it, and what a person says now."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from store.sync.kept.same import Same
from store.sync.planning.outline import ALL, Left
from store.sync.versions.ledger import Ledger


class Terms(Struct, frozen=True):
    """`owned` are the (kind, field) in which the source is believed. `let_go` says that what the
    snapshot lacks may go, as if the source had said so. What is `left` waits for a person.
    `again` brings what undo took back. `same` is what was said of doubles; `elsewhere` tells
    whether another source has a record too, which then does not go with this one. `check` is
    called now and then, and raises where nobody wants the plan any more. `ledger` has the versions
    of what is here (None: there are none), and what it knows of the `source`."""

    owned: Sequence[tuple[str, str]] = ()
    let_go: bool = False
    left: Left = ALL
    again: bool = False
    same: Same = Same()
    elsewhere: Callable[[str], bool] = lambda _id: False
    check: Callable[[], None] = lambda: None
    ledger: Ledger | None = None
    source: str = ""


USUAL = Terms()
