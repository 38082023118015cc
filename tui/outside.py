"""The long text of a record, written in the user's own editor from the dashboard."""

import os
from typing import TYPE_CHECKING

from store.door import Problems, typed
from store.errors import StoreError
from store.fields import Field, typed_fields
from store.journal.batch import Batch
from store.record import Record
from store.verbs import edited
from tui.drafts import Drafts
from tui.editor import EditorFailed, edit

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard


def long_fields(record: Record) -> list[Field]:
    """The fields of a record that hold long text, those that its form shows first before."""
    texts = [field for field in typed_fields(type(record)).values() if field.type == "long"]
    return sorted(texts, key=lambda field: not field.main)


def write_outside(board: "Dashboard", record: Record, field: Field) -> None:
    """Let the editor have the text, and save what it leaves; where that is refused it is a draft
    of the record's form."""
    before: str = getattr(record, field.name)
    try:
        left = edit(board.app, before, os.environ)
    except EditorFailed as error:
        board.fail(str(error))
        return
    if left.strip("\n") == before.strip("\n"):
        board.say("Nothing was changed.")
        return
    desk = board.desk
    name = desk.names.heading(record)

    def save() -> Batch | None:
        try:
            new = typed(type(record), {field.name: left}, desk.names, record, record.id)
            return desk.store.apply(f"edit {record.kind.name} {name}", [edited(record, new, None)])
        except (Problems, StoreError) as error:
            Drafts(desk.store.journal.folder).keep(
                desk.store.new_id(), record.id, {field.name: left}
            )
            raise StoreError(f"{error} What you wrote is a draft: {{edit}} takes it up.") from error

    board.write(save, lambda _: f"{field.title} written · {{undo}} undoes")
