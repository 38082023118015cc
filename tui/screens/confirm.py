"""A question before something that takes much away: what it means, and a key to do it."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.record import Record
from store.verbs import Pair
from tui.bindings import bound
from tui.counting import in_numbers
from tui.fit import clean
from tui.screens.overlay import Overlay


class Confirm(Overlay[bool]):
    """Dismissed with whether it is wanted. The key that asked is not the key that answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("confirm.yes", "answer(True)"),
        bound("confirm.no", "answer(False)"),
    ]

    def __init__(self, question: str, consequence: str, verb: str, ascii: bool) -> None:
        super().__init__(ascii)
        self._question, self._consequence, self._verb = question, consequence, verb

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet -warning"):
            yield self.titled(self._question)
            said = self.keys.told(self._consequence)
            yield Static(Content(clean(said)), classes="sheet-text")
            yield self.foot(("{confirm.yes}", self._verb), ("{confirm.no}", "keep"))

    def action_answer(self, yes: bool) -> None:
        """Done with."""
        self.dismiss(yes)


def consequence(records: Sequence[Record], pairs: Sequence[Pair]) -> str:
    """What deleting the records takes away and changes besides, in numbers."""
    gone = Counter(old.kind.name for old, new in pairs if old and new is None)
    gone.subtract(record.kind.name for record in records)
    changed = Counter(new.kind.name for _, new in pairs if new)
    it = "it" if len(records) == 1 else "them"
    sentences = []
    if +gone:
        goes = "goes" if len(records) == 1 else "go"
        sentences.append(f"With {it} {goes}: {in_numbers(gone)}.")
    if changed:
        sentences.append(f"No longer pointing at {it}: {in_numbers(changed)}.")
    return " ".join([*sentences, "One undo ({undo}) brings everything back."])
