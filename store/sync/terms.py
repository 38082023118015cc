"""On which terms a source is taken in: what was agreed with it, and what a person says now."""

from collections.abc import Sequence

from msgspec import Struct

from store.sync.outline import ALL, Left


class Terms(Struct, frozen=True):
    """`owned` are the (kind, field) in which the source is believed. `let_go` says that what the
    snapshot lacks may go, as if the source had said so. What is `left` waits for a person."""

    owned: Sequence[tuple[str, str]] = ()
    let_go: bool = False
    left: Left = ALL


USUAL = Terms()
