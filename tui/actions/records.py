"""What is done to records. A verb acts on the marked ones, else on the one under the cursor."""

from functools import partial
from typing import TYPE_CHECKING

from store.kinds import KINDS, Role, Update
from store.text import shorten
from store.verbs import is_open, reopened
from tui.actions import registry
from tui.actions.situation import (
    Situation,
    no_commitment,
    no_editor,
    no_open_commitment,
    no_record,
    no_role,
    nothing_to_delete,
    nothing_to_export,
)
from tui.answers import if_any
from tui.counting import SHORT, counted, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.journal.batch import Batch
    from tui.screens.dashboard import Dashboard

RECORDS = registry.Group("Records")
COMMITMENTS = ("commitment",)


def _new(situation: Situation) -> str:
    return f"new {situation.kind}"


@RECORDS.action("new", "n", label="new", rank=30, says=_new)
def new(board: "Dashboard") -> None:
    """Add a record of the panel's kind."""
    board.fill_in(KINDS[board.current])


@RECORDS.action("quick", "N", label="quick add", rank=32)
def quick(board: "Dashboard") -> None:
    """Add a record with one line, as: commitment Morocco to host the meeting due:eoq."""
    from store.query.quick import Quick
    from tui.screens.quick import QuickAdd

    def answered(answer: "str | Quick | None") -> None:
        if isinstance(answer, Quick):
            board.fill_in(answer.kind, None, answer.words)
        else:
            board.saved("added", answer)

    board.app.push_screen(QuickAdd(board.desk, KINDS[board.current]), answered)


@RECORDS.action("edit", "e", label="edit", rank=35, many=True, why_not=no_record)
def edit(board: "Dashboard") -> None:
    """Edit the record; of several, the fields that all are to have."""
    records = board.situation.records
    if len(records) == 1:
        board.fill_in(type(records[0]), records[0])
    else:
        from tui.screens.bulk import BulkForm

        board.ask(BulkForm(board.desk, records), f"{counted(records)} changed")


@RECORDS.action("editor", "E", label="$EDITOR", why_not=no_editor)
def editor(board: "Dashboard") -> None:
    """Write the record's long text in your own editor ($VISUAL or $EDITOR)."""
    from tui.outside import long_fields, write_outside

    (record,) = board.situation.records
    texts = long_fields(record)
    if len(texts) == 1:
        write_outside(board, record, texts[0])
        return
    by_name = {field.name: field for field in texts}
    choices = {
        name: (field.title, shorten(getattr(record, name), SHORT) or "–")
        for name, field in by_name.items()
    }
    board.choose("Which text?", choices, lambda name: write_outside(board, record, by_name[name]))


@RECORDS.action("delete", "d", label="delete", rank=85, many=True, why_not=nothing_to_delete)
def delete(board: "Dashboard") -> None:
    """Delete the record; what that means is said first."""
    from tui.screens.confirm import Confirm, consequence

    records = board.situation.records
    pairs = board.desk.store.removal([record.id for record in records])
    what = named(records, board.desk.names)

    def answered(yes: bool | None) -> None:
        if yes:
            board.change(f"delete {what}", pairs, f"{counted(records)} deleted")

    question = f"Delete {'the ' * (len(records) == 1)}{what}?"
    said = consequence(records, pairs)
    board.app.push_screen(Confirm(question, said, "delete", board.desk.config.ascii), answered)


def _reopen(situation: Situation) -> str:
    commitments = situation.commitments
    return "reopen" if commitments and not any(map(is_open, commitments)) else ""


@RECORDS.action(
    "close",
    "c",
    label="close",
    rank=40,
    many=True,
    kinds=COMMITMENTS,
    why_not=no_commitment,
    says=_reopen,
)
def close(board: "Dashboard") -> None:
    """Close the commitment as delivered, or reopen it."""
    commitments = board.situation.commitments
    to_close = [commitment for commitment in commitments if is_open(commitment)]
    if to_close:
        from tui.screens.close import CloseScreen

        board.ask(CloseScreen(board.desk, to_close), f"{counted(to_close)} delivered")
    else:
        label = f"reopen {named(commitments, board.desk.names)}"
        board.change(label, map(reopened, commitments), f"{counted(commitments)} reopened")


@RECORDS.action(
    "move", "m", label="move due", rank=45, many=True, kinds=COMMITMENTS, why_not=no_open_commitment
)
def move(board: "Dashboard") -> None:
    """Move the commitment's due date, and say why."""
    from tui.screens.move import MoveScreen

    commitments = board.situation.commitments
    board.ask(MoveScreen(board.desk, commitments), f"{counted(commitments)} moved")


@RECORDS.action(
    "update", "a", label="add update", rank=50, many=True, kinds=COMMITMENTS, why_not=no_commitment
)
def update(board: "Dashboard") -> None:
    """Add an update: what is known of its progress."""
    commitments = board.situation.commitments
    today = str(board.desk.names.today)
    if len(commitments) == 1:
        board.fill_in(Update, None, {"commitment": commitments[0].id, "at": today})
    else:
        from tui.screens.updating import UpdateScreen

        board.ask(UpdateScreen(board.desk, commitments), f"{len(commitments)} updates added")


@RECORDS.action(
    "handover",
    "h",
    label="hand over",
    rank=52,
    many=True,
    kinds=("role", "group", "member"),
    why_not=no_role,
)
def handover(board: "Dashboard") -> None:
    """Hand roles over: one ends and another begins."""
    from tui.screens.handover import HandoverScreen

    situation = board.situation
    chosen = [r for r in (situation.target, situation.record) if isinstance(r, Role)][:1]
    if situation.marked or not chosen:
        held = board.desk.insight.test("role", "current")
        ids = {record.id for record in situation.records}
        chosen = [r for r in board.desk.store.of(Role) if ids & {r.group, r.member} and held(r)]
    if chosen:
        board.ask(HandoverScreen(board.desk, chosen), "Handed over")
    else:
        board.say("Nobody certainly holds a role there today.")


@RECORDS.action("undo", "u", label="undo", rank=75)
def undo(board: "Dashboard") -> None:
    """Take back your last change."""
    _turn(board, board.desk.store.undo, "undo: ", "Taken back: {} · {{redo}} brings it again")


@RECORDS.action("redo", "U", label="redo")
def redo(board: "Dashboard") -> None:
    """Bring back what you undid."""
    _turn(board, board.desk.store.redo, "redo: ", "Done again: {} · {{undo}} undoes")


def _turn(board: "Dashboard", do: "Callable[[], Batch]", prefix: str, told: str) -> None:
    """Undo or redo. The cursor goes to the record that this was about, if it was only one and the
    panel lists it."""

    def show(batch: "Batch") -> None:
        keys = {str(change.key) for change in batch.changes if change.table == board.current}
        if len(keys) == 1 and not board.reading:
            board.panel.cursor_id = keys.pop()

    def turned() -> "Batch":
        batch = do()
        board.call_later(show, batch)
        return batch

    board.write(turned, lambda batch: told.format(shorten(batch.label, SHORT).removeprefix(prefix)))


@RECORDS.action("copy", "y", label="copy", why_not=no_record)
def copy(board: "Dashboard") -> None:
    """Copy it to the clipboard: the id, the name, Markdown, JSON or a link."""
    from tui.copying import ways

    records = board.situation.records
    offered = ways(records, board.desk.names)

    def use(way: str) -> None:
        board.app.copy_to_clipboard(offered[way].text)
        board.say(f"Copied: {offered[way].title} · {offered[way].about}")

    choices = {name: (way.title, way.about) for name, way in offered.items()}
    board.choose(f"Copy {named(records, board.desk.names)}", choices, use)


@RECORDS.action("import", "p", label="import")
def import_(board: "Dashboard") -> None:
    """Bring in a file: records that were exported, or a table of others, under a map."""
    from tui.screens.importing import ImportScreen, take

    board.app.push_screen(ImportScreen(board.desk), if_any(partial(take, board)))


@RECORDS.action("export", "x", label="export", why_not=nothing_to_export)
def export(board: "Dashboard") -> None:
    """Write the marked records into a file, or the one that is read; else all that is listed."""
    from tui.screens.export import ExportScreen

    situation = board.situation
    records = situation.records if situation.marked or board.reading else board.panel.records
    board.app.push_screen(ExportScreen(board.desk, records), if_any(board.say))
