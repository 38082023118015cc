"""Bringing in a file: which, and what it holds: records of ours, or a table of others."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from store.desk import Desk
from store.door import Problems
from store.errors import StoreError
from store.fields import Field
from store.formats import Contents, of_file
from store.importing import plan_import
from store.journal.files import read_named
from store.mapping import Incoming, Table, incoming, is_ours
from store.record import Record
from store.rules import received
from store.verbs import Pair
from tui.answers import if_any
from tui.counting import several
from tui.screens.confirm import Confirm
from tui.screens.mapper import Mapper
from tui.screens.meaning import Brought
from tui.screens.question import Question
from tui.widgets.inputs.pathed import FileRow

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

FILE = Field(
    type="text",
    name="file",
    required=True,
    help="What was exported or published, or a table of others: .json, .csv, .xlsx",
)
TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")


class Found(NamedTuple):
    """What a file holds: the changes that records of ours come to, or a table and its map."""

    file: str
    pairs: list[Pair]
    asides: int = 0
    coming: Incoming | None = None


class ImportScreen(Question[Found | None]):
    """Asks for a file, and reads it; dismissed with what it holds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Import", "a file", ((FILE, ""),))
        self._found: Found | None = None

    def consequence(self) -> str:
        return "You see what comes before anything is changed."

    def rows(self) -> Iterable[Widget]:
        yield FileRow(FILE, self.desk.names, "", "", self.recent)

    async def carry_out(self) -> bool:
        self.query_one(FileRow).line.close_offers()
        file = self.read(self.typed())["file"]
        self._found = await asyncio.to_thread(read_file, self.desk, Path(file).expanduser())
        return True

    def answer(self) -> Found | None:
        return self._found

    def nothing(self) -> None:
        return None


def read_file(desk: Desk, path: Path) -> Found:
    """What a file holds. `StoreError` says why it cannot be read."""
    if path.is_dir():
        raise Problems({"file": "this is a folder: choose a file in it"})
    source = read_named(path)
    if path.suffix.lower() in TABLES or source.startswith(b"PK"):
        from store.formats.cells import tables_of

        tables = tables_of(path.name, source)
        if not any(is_ours(table.rows) for table in tables):
            return Found(path.name, [], coming=incoming(desk.store, path.name, tables))
    contents: Contents = of_file(path.name, source).read(source, names=desk.names)
    if getattr(contents, "next_url", ""):
        from store.sync.pages import whole_file

        contents = whole_file(path, desk.names)
    return Found(path.name, plan_import(contents, desk.store), len(contents.asides))


def take(board: "Dashboard", found: Found) -> None:
    """Go on with what a file holds."""
    if found.coming is not None:
        show(board, found.coming)
        return
    new = sum(old is None for old, _ in found.pairs)
    aside = f", {found.asides} set aside" if found.asides else ""
    told = f"{new} new, {len(found.pairs) - new} changed{aside}"
    if not found.pairs:
        board.say(f"Nothing changed: all of {found.file} is here already{aside}.")
        return

    def answered(yes: bool | None) -> None:
        if yes:
            label = f"import {found.file}"
            apply = partial(board.desk.store.apply, label, found.pairs, received)
            board.write(apply, lambda _: f"{told} · {{undo}} undoes")

    question = f"Import {several(len(found.pairs), 'record')} of {found.file}?"
    said = f"{told}. One undo ({{undo}}) takes all of it back."
    board.app.push_screen(Confirm(question, said, "import", board.desk.config.ascii), answered)


def show(board: "Dashboard", coming: Incoming) -> None:
    """Open the map of a table."""

    def done(brought: Brought) -> None:
        board.on_store_changed()
        record = board.desk.store.get(brought.id)
        if record is not None and record.kind.panel:
            board.go_to(record.id)
        told = f"{brought.told} · {{undo}} undoes" if brought.told else ""
        board.say(told or "Nothing changed: all of it is here.")

    board.app.push_screen(Mapper(board.desk, coming), if_any(done))


def begin(
    board: "Dashboard", file: str, tables: Sequence[Table], kind: type[Record] | None
) -> None:
    """Understand the tables of a file in a thread, and open their map."""

    def work() -> None:
        try:
            coming = incoming(board.desk.store, file, tables, kind=kind)
        except StoreError as error:
            board.fail(str(error))
        else:
            board.app.call_from_thread(show, board, coming)

    board.run_worker(work, thread=True, group="import")
