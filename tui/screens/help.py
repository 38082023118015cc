"""Help: every key with what it does, found by word and by key; enter does what it stands on."""

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from store.text import fold
from tui.actions import ACTIONS, BY_ID
from tui.actions.sheets import KEYS, SHEETS
from tui.actions.situation import Situation
from tui.bindings import bound, moving
from tui.keymap import KeyMap
from tui.keys import key_of
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.rows import Heading, Row
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("keys", "Keys", 18, 7, 1),
    Column("help", "What it does", None, 20, 0),
)


class Help(Overlay[str | None]):
    """Dismissed with the id of the action to do, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [bound("help.close", "leave"), *moving()]

    def __init__(self, ascii: bool, situation: Situation, over: Screen[Any]) -> None:
        """`over`: the screen that it is opened over; the keys of that come first."""
        super().__init__(ascii)
        self._situation = situation
        self._here = {active.binding.id for active in over.active_bindings.values()}

    def compose(self) -> ComposeResult:
        table = VirtualTable(COLUMNS, self._cell, empty="No key does that, and none is called so.")
        table.ascii = self.ascii
        table.can_focus = False
        table.set_rows(list(matching("", self.keys, self._here)))
        with Vertical(classes="sheet -large"):
            yield self.titled("Keys")
            yield Input(placeholder="type a word, or a key such as ctrl+d", classes="sheet-input")
            yield table
            yield Static(classes="sheet-text")
            yield self.foot(("enter", "do it"), ("{help.close}", "close"))

    def _cell(self, id: str, column: Column) -> Cell:
        if column.key == "keys":
            return Cell(self.keys.shown(id), "strong")
        if id in KEYS:
            return Cell(KEYS[id].help)
        action = BY_ID[id]
        why_not = self.keys.told(action.why_not(self._situation))
        return Cell(
            f"{action.help} ({why_not})" if why_not else action.help, "muted" * bool(why_not)
        )

    @on(VirtualTable.Highlighted)
    def _tell(self) -> None:
        """What the cursor stands on, in full."""
        at = self.table.cursor_id
        told = self._cell(at, COLUMNS[1]).text if at else ""
        self.query_one(".sheet-text", Static).update(Content(told))

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self.table.set_rows(list(matching(event.value, self.keys, self._here)))
        self.table.action_home()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose(self.table.cursor_id)

    @on(VirtualTable.Selected)
    def _selected(self, event: VirtualTable.Selected) -> None:
        self._choose(event.row_id)

    def _choose(self, id: str | None) -> None:
        if id in KEYS:
            self.notify("That key holds on a sheet of its own, not here.", severity="warning")
        else:
            self.dismiss(id)


def matching(typed: str, keys: KeyMap, here: Collection[str | None] = ()) -> Iterator[Row]:
    """The ids of what the typed key does, then of what says all the typed words, under the headings
    of their groups; the sheets that hold keys of `here` before all else."""
    pressed = _pressed(typed.strip(), keys)
    if pressed:
        yield Heading(f"The key {typed.strip()}", len(pressed))
        yield from pressed
    wanted = fold(typed).split()
    for title, said in _said(keys, here).items():
        found = [
            id_
            for id_, words in said.items()
            if id_ not in pressed and all(word in words for word in wanted)
        ]
        if found:
            yield Heading(title, len(found))
            yield from found


def _pressed(typed: str, keys: KeyMap) -> list[str]:
    try:
        key = key_of(typed)
    except ValueError:
        return []
    return [id_ for id_ in (*BY_ID, *KEYS) if key in keys.keys(id_)]


def _said(keys: KeyMap, here: Collection[str | None]) -> dict[str, dict[str, str]]:
    """The words by which each id is found, under the title of its group."""
    first = [sheet.title for sheet in SHEETS if any(key.id in here for key in sheet.keys)]
    groups: dict[str, dict[str, str]] = {title: {} for title in reversed(first)}
    for action in ACTIONS:
        words = fold(f"{keys.shown(action.id)} {action.label} {action.help} {action.id}")
        groups.setdefault(action.group, {})[action.id] = words
    for sheet in SHEETS:
        groups[sheet.title] = {
            key.id: fold(f"{keys.shown(key.id)} {key.label} {key.help} {key.id}")
            for key in sheet.keys
        }
    return groups
