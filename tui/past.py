"""What a record went through: how its due date moved, and who changed what."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from store import dates
from store.fields import Field, FieldError, field_map, typed_fields
from store.journal.batch import Batch, Change
from store.kinds import KINDS
from store.moves import slip
from store.names import Names
from store.record import Move, Record
from store.text import clean_line, shorten
from store.types import TYPES
from tui.counting import several, times
from tui.sheet import Deed, Part, Sheet
from tui.wrap import wrap_parts

LAST = 5  # changes that are told
LONG = 40  # characters of a value
GAP = "  "

Past = list[tuple[Batch, list[Change]]]


def read_past(batches: Iterable[Batch], id: str, wanted: Callable[[], bool]) -> Past:
    """The last changes of a record, newest first; stops where it is no longer wanted."""
    found: Past = []
    for batch in islice(batches, LAST + 1):
        if not wanted():
            break
        found.append((batch, [change for change in batch.changes if change.key == id]))
    return found


def tell_moves(sheet: Sheet, moves: tuple[Move, ...]) -> None:
    """Each time the due date was moved, the last one first."""
    found = slip(moves)
    about = "" if found.exact else "about "
    days = f"{about}{several(abs(found.days), 'day')}"
    back = " earlier" if found.days < 0 else ""
    if not sheet.section(f"Due moved {times(found.times)}", f"· {days}{back} in all"):
        return
    for move in reversed(moves):
        said = [Part(f"{move.before or 'no date'} {sheet.signs.arrow} {move.after or 'no date'}")]
        if move.day:
            said.append(Part(f" on {dates.spell(move.day)}", "muted"))
        if move.by:
            said.append(Part(f" by {clean_line(move.by)}", "muted"))
        for line in wrap_parts(said, sheet.width):
            sheet.put(line)
        if move.why:
            sheet.text(move.why, indent=len(GAP))


def tell_past(sheet: Sheet, record: Record, names: Names, past: Past | None) -> None:
    """Who changed what, and when; None: it is still being read."""
    note = f"· {several(record.sequence, 'change')}" if record.sequence else ""
    if not sheet.section("History", note, folded=True):
        return
    if past is None:
        sheet.text(f"Reading{sheet.signs.ellipsis}", "muted")
        return
    if not past:
        sheet.text("Nothing of it stands in the history.", "muted")
    for batch, changes in past[:LAST]:
        sheet.text(f"{batch.at[:16].replace('T', ' ')} UTC · {batch.by or 'nobody named'}", "muted")
        sheet.text(batch.label, indent=len(GAP))
        for change in changes:
            for line in _changed(change, names, sheet.signs.arrow):
                sheet.text(line, "muted", indent=2 * len(GAP), most=3)
    if len(past) > LAST:
        sheet.line(Part("and more: all that was changed is in the log", "link"), target=Deed("log"))


def _changed(change: Change, names: Names, arrow: str) -> Iterator[str]:
    if change.before is None or change.after is None:
        yield "recorded" if change.before is None else "deleted"
        return
    kind = KINDS.get(change.table)
    known, typed = (field_map(kind), typed_fields(kind)) if kind else ({}, {})
    for name in {**change.before, **change.after}:
        if name == "id" or (name in known and name not in typed):  # nobody's doing, or told above
            continue
        field = known.get(name)
        before, after = (
            _shown(side.get(name), field, names) for side in (change.before, change.after)
        )
        title = field.title if field else clean_line(name)
        if field is not None and field.type == "long":
            yield (
                f"{title} rewritten"
                if before and after
                else f"{title} {'written' if after else 'emptied'}"
            )
        else:
            yield f"{title}: {before or 'nothing'} {arrow} {after or 'nothing'}"


def _shown(value: object, field: Field | None, names: Names) -> str:
    if value is None or field is None:
        return "" if value is None else shorten(clean_line(str(value)), LONG)
    type_ = TYPES[field.type]
    try:
        return shorten(clean_line(type_.show(type_.decode(value, field), names)), LONG)
    except FieldError:  # written by another version
        return shorten(clean_line(str(value)), LONG)
