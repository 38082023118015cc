"""The keys in force with what they do, as lists and the README have them.

`python -m tui.reference` prints the README's table.
"""

from typing import NamedTuple

from tui.actions import ACTIONS
from tui.actions.sheets import SHEETS
from tui.keymap import KeyMap


class Row(NamedTuple):
    """An action: its id, its keys as Textual names them and as a person reads them."""

    id: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    group: str


def rows(keys: KeyMap) -> list[Row]:
    """Every action and every key of a sheet, group by group."""
    declared = [(a.id, a.label, a.help, a.group) for a in ACTIONS]
    declared += [(k.id, k.label, k.help, sheet.title) for sheet in SHEETS for k in sheet.keys]
    return [Row(id_, keys.keys(id_), keys.shown(id_), *told) for id_, *told in declared]


def markdown() -> str:
    """The default keys of the dashboard as a table in Markdown."""
    lines = ["| keys | id | what it does |", "|---|---|---|"]
    group = ""
    for row in rows(KeyMap()):
        if row.id not in {action.id for action in ACTIONS}:
            continue
        if row.group != group:
            group = row.group
            lines.append(f"| **{group}** | | |")
        keys = " ".join(f"`{key}`" for key in row.shown.split(" ")) if row.keys else ""
        lines.append(f"| {keys} | {row.id} | {row.help} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201 - this is what it is for
