"""What to do where somebody else changed the record that a form was editing."""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store.fields import Context, fields
from store.record import Record
from store.text import shorten
from store.types import TYPES
from tui.bindings import bound
from tui.keymap import KeyMap, keys_of
from tui.screens.once import Once
from tui.widgets.inputs import editable
from tui.widgets.inputs.base import FAINT

Which = Literal["mine", "theirs"]


class Difference(NamedTuple):
    """One field as it was, as they left it, and as it was typed here, in words for reading."""

    title: str
    before: str
    theirs: str
    mine: str


def differences(before: Record, theirs: Record, mine: Record, names: Context) -> list[Difference]:
    """The fields that they or we changed."""
    found = []
    for field in fields(type(before)):
        values = [getattr(record, field.name) for record in (before, theirs, mine)]
        if editable(field) and any(value != values[0] for value in values[1:]):
            shown = ("" if field.is_empty(v) else TYPES[field.type].show(v, names) for v in values)
            found.append(Difference(field.title, *(shorten(text, 300) or "–" for text in shown)))
    return found


class StaleScreen(Once, ModalScreen[Which | None]):
    """Shows what differs; dismissed with whose words are to stand, `None` to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("stale.mine", "dismiss('mine')"),
        bound("stale.theirs", "dismiss('theirs')"),
        bound("stale.back", "dismiss(None)"),
    ]

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__()
        self._differences = differences

    def compose(self) -> ComposeResult:
        """Each field with its three values."""
        with Vertical(id="sheet"):
            yield Static(Content.styled("Somebody else changed this meanwhile", "bold"))
            with VerticalScroll(id="differences"):
                for difference in self._differences:
                    yield Static(_told(difference), classes="difference")
            yield Static(_keys(keys_of(self.app)), id="hints")


def _told(difference: Difference) -> Content:
    title, before, theirs, mine = difference
    lines: list[tuple[str, str] | str] = [(title, "bold"), ("\n  was     ", FAINT), (before, FAINT)]
    if theirs != before:
        lines += [("\n  theirs  ", "$text-accent"), theirs]
    if mine != before:
        lines += [("\n  yours   ", "$text-success"), mine]
    return Content.assemble(*lines)


def _keys(keys: KeyMap) -> Content:
    ways = {
        "stale.mine": "keep yours in these fields",
        "stale.theirs": "take theirs",
        "stale.back": "back to the form",
    }
    parts = [
        Content.assemble((keys.key(id_), "$text-accent"), f" {label}   ")
        for id_, label in ways.items()
    ]
    return Content("").join(parts)
