"""A record in full for who hears it instead of seeing it: all that the detail pane tells, a thing a
line, without columns, bars or rules."""

from collections.abc import Iterator

from store import dates
from store.desk import Desk
from store.fields import Field, field_map, fields
from store.kinds import Commitment
from store.record import Link, Record
from store.text import clean_line, clean_long
from store.types import TYPES
from tui.cells import Teller
from tui.choice import columns
from tui.follows import Chain, chains, relations, said
from tui.past import read_past, tell_moves, tell_past
from tui.relations import WORDS, Relation
from tui.sheet import Sheet

WIDE = 10_000  # cells: what is heard is not wrapped
UNFOLDED = {"History": True}


def told(desk: Desk, record: Record) -> Iterator[str]:
    """The lines that tell of a record."""
    teller = Teller(desk)
    yield clean_line(desk.names.heading(record))
    yield f"  {record.kind.name} {clean_line(record.id)}"
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if not field.is_empty(value):
            for words in _said(teller, field, value):
                yield f"  {field.title}: {clean_long(words)}".replace("\n", "\n    ")
    if standing := teller.standing(record):
        yield f"  Stands: {standing}"
    if flags := desk.insight.flags(record):
        yield f"  Is: {', '.join(flags)}"
    for one in said(desk, record):
        yield f"  {one.title}: {clean_line(one.words)}"
    if record.extra:
        yield f"  Also holds: {', '.join(map(clean_line, sorted(record.extra)))}"
    for chain in chains(desk, record):
        yield ""
        yield f"{chain.title} ({chain.number})"
        yield from _in_the_chain(teller, chain)
    for relation in relations(desk, record):
        yield ""
        yield f"{relation.title} ({len(relation.records)})"
        for other in relation.records:
            yield "  " + "  ".join(_in_the_list(teller, relation, other))
    yield from _went_through(desk, record)


def _said(teller: Teller, field: Field, value: object) -> Iterator[str]:
    """The words for a value; a line for each of several that have more to say than a name."""
    if field.type == "links":
        links: tuple[Link, ...] = value  # type: ignore[assignment]
        for link in links:
            yield f"{link.url} ({link.about})" if link.about else link.url
    elif field.type in ("ref", "refs"):
        for id_ in (value,) if isinstance(value, str) else tuple(value):  # type: ignore[arg-type]
            yield teller.pointed_at(id_)[0]
    else:
        words = TYPES[field.type].show(value, teller.desk.names)
        spelt = dates.spell(words) if field.type in ("date", "when") else words
        yield words if spelt == words else f"{words} ({spelt})"


def _in_the_chain(teller: Teller, chain: Chain) -> Iterator[str]:
    """Each step with its id, indented under the one that it follows."""
    for step in chain.steps:
        record = teller.desk.store.get(step.id)
        if record is not None:
            name = clean_line(teller.desk.names.heading(record))
            again = "  (told above)" if step.again else ""
            words = (clean_line(step.id), name, teller.standing(record))
            yield "  " * step.depth + "  ".join(words) + again


def _in_the_list(teller: Teller, relation: Relation, record: Record) -> Iterator[str]:
    """The id, and what the detail pane says of it in that list."""
    yield clean_line(record.id)
    by_name = field_map(type(record))
    shown = [c for c in columns(type(record)) if c.key not in relation.without]
    named = set(record.kind.heading) <= {column.key for column in shown}
    if not named:
        yield clean_line(teller.desk.names.heading(record))
    for column in shown:
        if column.key == "status":
            text = teller.standing(record)
        else:
            text = teller.tell(record, by_name[column.key], short=False).text
        if text:
            yield clean_line(f"{WORDS.get((record.kind.name, column.key), '')}{text}")


def _went_through(desk: Desk, record: Record) -> Iterator[str]:
    sheet = Sheet(WIDE, ascii=True, folds=UNFOLDED)
    yield ""
    if isinstance(record, Commitment) and record.moves:
        tell_moves(sheet, record.moves)
    past = read_past(desk.store.history(record.id), record.id, lambda: True)
    tell_past(sheet, record, desk.names, past)
    for line in sheet.lines:
        words = "".join(part.text for part in line if part.tone != "rule").rstrip()
        heading = words.startswith(("v ", "> "))
        yield words[2:] if heading else f"  {words}".rstrip()
