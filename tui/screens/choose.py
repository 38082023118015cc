"""A short list to choose from, by a letter or by the cursor: what to copy, a draft, a theme."""

import string
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key

from store.text import fold
from tui.actions.sheets import CURSOR
from tui.bindings import bound, moving
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("letter", "", 1, 1, 0),
    Column("title", "", 30, 12, 1),
    Column("about", "", None, 24, 2),
)


class Choose(Overlay[str | None]):
    """Dismissed with the key of what was chosen. `choices`: what stands in the two columns;
    `current`: where the cursor begins; `look`: told of each key that the cursor comes to."""

    BINDINGS: ClassVar[list[BindingType]] = [bound("choose.close", "leave"), *moving()]

    def __init__(
        self,
        title: str,
        choices: Mapping[str, tuple[str, str]],
        ascii: bool,
        *,
        current: str = "",
        look: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(ascii)
        self._title, self._choices = title, choices
        self._current, self._look = current, look
        self._letters: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        taken = {key for id_ in ("choose.close", *CURSOR) for key in self.keys.keys(id_)}
        titles = {key: title for key, (title, _) in self._choices.items()}
        self._letters = letters(titles, taken)
        table = VirtualTable(COLUMNS, self._cell)
        table.ascii = self.ascii
        with Vertical(classes="sheet"):
            yield self.titled(self._title)
            yield table
            yield self.foot(("enter", "choose"), ("{choose.close}", "close"))

    def on_mount(self) -> None:
        """As high as the list."""
        table = self.table
        table.set_rows(list(self._choices))
        table.cursor_id = self._current or table.cursor_id
        self.on_resize()
        table.focus()

    def on_resize(self) -> None:
        """The list and its title line, or as much of them as there is room for."""
        room = max(3, self.app.size.height - 9)
        self.table.styles.height = min(len(self._choices) + 1, room)

    def _cell(self, key: str, column: Column) -> Cell:
        if column.key == "letter":
            return Cell(self._letters.get(key, ""), "strong")
        title, about = self._choices[key]
        return Cell(title) if column.key == "title" else Cell(about, "muted")

    def on_key(self, event: Key) -> None:
        """A letter chooses."""
        chosen = next((k for k, letter in self._letters.items() if letter == event.character), None)
        if chosen is not None:
            event.stop()
            self.dismiss(chosen)

    @on(VirtualTable.Highlighted)
    def _seen(self, event: VirtualTable.Highlighted) -> None:
        if self._look is not None and event.row_id:
            self._look(event.row_id)

    @on(VirtualTable.Selected)
    def _chosen(self, event: VirtualTable.Selected) -> None:
        self.dismiss(event.row_id)


def letters(titles: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """A letter for each key: of its title the first that is free, else any that is, else none."""
    given: dict[str, str] = {}
    for key, title in titles.items():
        own = [letter for letter in fold(title) if letter in string.ascii_lowercase]
        free: Iterable[str] = (*own, *string.ascii_lowercase, *string.digits[1:])
        for letter in free:
            if letter not in taken and letter not in given.values():
                given[key] = letter
                break
    return given
