"""A question before something that takes much away: what it means, and a key to do it."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.kinds import KINDS
from store.record import Record
from store.verbs import Pair
from tui.fit import clean
from tui.screens.overlay import Overlay
from tui.widgets.hint_bar import keys_line


class Confirm(Overlay[bool]):
    """Dismissed with whether it is wanted. The key that asked is not the key that answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, consequence: str, verb: str, ascii: bool) -> None:
        super().__init__(ascii)
        self._question, self._consequence, self._verb = question, consequence, verb

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet -warning"):
            yield Static(Content.styled(clean(self._question), "bold"), classes="sheet-title")
            yield Static(Content(clean(self._consequence)), classes="sheet-text")
            yield Static(keys_line(("y", self._verb), ("esc", "keep")), classes="sheet-keys")

    def action_answer(self, yes: bool) -> None:
        """Done with."""
        self.dismiss(yes)


def consequence(record: Record, pairs: Sequence[Pair]) -> str:
    """What deleting the record takes away and changes besides, in numbers."""
    gone = Counter(old.kind.name for old, new in pairs if old and new is None)
    gone[record.kind.name] -= 1
    changed = Counter(new.kind.name for _, new in pairs if new)
    sentences = []
    if +gone:
        sentences.append(f"With it goes: {_counted(gone)}.")
    if changed:
        sentences.append(f"No longer pointing at it: {_counted(changed)}.")
    return " ".join([*sentences, "One undo (u) brings everything back."])


def _counted(counter: Counter[str]) -> str:
    return ", ".join(
        f"{n} {name if n == 1 else KINDS[name].kind.plural}" for name, n in counter.items() if n > 0
    )
