"""What refers to a record, in lists with a title each, for the detail pane."""

from collections.abc import Sequence
from typing import NamedTuple

from store.desk import Desk
from store.fields import field_map
from store.kinds import Role, Statement
from store.record import Record
from store.types import TYPES
from tui.cells import Teller
from tui.choice import columns
from tui.fit import cells, clip, fit
from tui.sheet import POINT, Part, Reference, Sheet
from tui.widgets.columns import Column, lay_out

GAP = 2
MOST = 200  # records of one list that are told; the panel shows the rest

# In the order of the lists; a record stands in the first that it has a place in.
TITLES: dict[tuple[str, str], str] = {
    ("role", "group"): "Roles",
    ("role", "member"): "Roles",
    ("commitment", "meeting"): "Commitments made here",
    ("commitment", "owners"): "Commitments owed",
    ("commitment", "group"): "Commitments followed up",
    ("commitment", "asked_by"): "Commitments asked for",
    ("commitment", "due_at"): "Commitments due here",
    ("commitment", "closed_at"): "Commitments closed here",
    ("commitment", "parent"): "Its parts",
    ("commitment", "depends_on"): "Waiting for it",
    ("update", "commitment"): "Updates",
    ("update", "member"): "Updates on its progress",
    ("update", "meeting"): "Reported here",
    ("statement", "meeting"): "Statements",
    ("statement", "by"): "Statements",
    ("statement", "about"): "Spoken about",
    ("meeting", "groups"): "Meetings",
    ("meeting", "hosts"): "Meetings hosted",
    ("meeting", "attendees"): "Meetings attended",
    ("meeting", "regrets"): "Meetings missed",
    ("meeting", "previous"): "Next in the series",
    ("group", "parent"): "Groups within",
    ("group", "founded_at"): "Groups set up here",
    ("member", "joined_at"): "Members welcomed here",
    ("role", "start_at"): "Roles begun here",
    ("role", "end_at"): "Roles ended here",
}
INDENT = "  "
WORDS = {("role", "start"): "since ", ("role", "end"): "until ", ("commitment", "due"): "due "}


class Relation(NamedTuple):
    """Records of one kind that belong under one title; `without`: the columns that go unsaid;
    `folded`: until it is unfolded."""

    title: str
    records: Sequence[Record]
    without: frozenset[str]
    folded: bool = False


def what_refers(desk: Desk, record: Record) -> list[Relation]:
    """What refers to the record, each of these once, under titles in a fixed order."""
    order = {key: place for place, key in enumerate(TITLES)}
    under: dict[str, dict[str, Record]] = {}
    said: dict[str, set[str]] = {}
    seen: set[str] = set()
    pairs = [((r.kind.name, field), r) for r, field in desk.store.references(record.id)]
    for key, referring in sorted(pairs, key=lambda pair: order.get(pair[0], len(order))):
        if referring.id in seen:
            continue
        seen.add(referring.id)
        title = TITLES.get(key) or f"{referring.kind.plural} · {key[1].replace('_', ' ')}"
        under.setdefault(title, {})[referring.id] = referring
        said.setdefault(title, set()).add(key[1])
    return [
        Relation(title, _ordered(desk, list(records.values())), frozenset(said[title]))
        for title, records in under.items()
    ]


def _ordered(desk: Desk, records: list[Record]) -> list[Record]:
    """In the order that their kind is listed in; roles that are held today come first."""
    order = records[0].kind.order
    field = field_map(type(records[0]))[order.removesuffix("-")]
    type_ = TYPES[field.type]

    def rank(record: Record) -> object:
        return type_.sort(getattr(record, field.name), field, desk.names)

    dated = [r for r in records if not field.is_empty(getattr(r, field.name))]
    dated.sort(key=rank, reverse=order.endswith("-"))  # type: ignore[arg-type]
    found = dated + [r for r in records if field.is_empty(getattr(r, field.name))]
    return sorted(found, key=lambda record: isinstance(record, Role) and bool(record.end))


def tell_relation(sheet: Sheet, teller: Teller, relation: Relation) -> None:
    """Put the list down: in columns where they fit, else with the rest below each name."""
    if not sheet.section(relation.title, len(relation.records), relation.folded):
        return
    if isinstance(relation.records[0], Statement):
        _tell_by_act(sheet, teller, relation)
    else:
        _tell_list(sheet, teller, relation)


def _tell_by_act(sheet: Sheet, teller: Teller, relation: Relation) -> None:
    """Statements under what was done by saying them, in the order of the choices."""
    for act in field_map(Statement)["act"].choices:
        said = [r for r in relation.records if isinstance(r, Statement) and r.act == act]
        if said:
            sheet.line(Part(act.capitalize(), "strong"), Part(f" {len(said)}", "muted"))
            _tell_list(sheet, teller, Relation(act, said, relation.without | {"act"}))


def _tell_list(sheet: Sheet, teller: Teller, relation: Relation) -> None:
    told = relation.records[:MOST]
    kind = type(told[0])
    by_name = field_map(kind)
    shown = [column for column in columns(kind) if column.key not in relation.without]
    filled = [
        (column, [_said(teller, record, by_name[column.key].name) for record in told])
        for column in shown
    ]
    filled = [(column, said) for column, said in filled if any(part.text for part in said)]
    widths = [max(cells(part.text, sheet.width + 1) for part in said) for _, said in filled]
    if sum(widths) + GAP * (len(widths) - 1) <= sheet.width:
        _in_columns(sheet, told, filled, widths)
    else:
        for place, record in enumerate(told):
            parts = [said[place] for _, said in filled]
            sheet.entry(
                parts[0].text or teller.desk.names.heading(record),
                _joined(sheet, parts[1:]),
                Reference(record.id),
            )
    if len(relation.records) > MOST:
        sheet.text(f"and {len(relation.records) - MOST} more: f shows them in their panel", "muted")


def _in_columns(
    sheet: Sheet,
    told: Sequence[Record],
    filled: list[tuple[Column, list[Part]]],
    widths: list[int],
) -> None:
    every = [
        Column(column.key, "", width, width)
        for (column, _), width in zip(filled, widths, strict=True)
    ]
    placed = lay_out(every, widths, sheet.width, GAP)
    for place, record in enumerate(told):
        parts: list[Part] = []
        end = 0
        for at, (_, said) in zip(placed, filled, strict=True):
            parts.append(Part(" " * (at.x - end)))
            parts.append(Part(fit(said[place].text, at.width), said[place].tone))
            end = at.x + at.width
        sheet.row(parts, Reference(record.id))


def _joined(sheet: Sheet, parts: list[Part]) -> list[list[Part]]:
    """The parts on lines below a name, with points between; one that is too long is cut."""
    lines: list[list[Part]] = []
    room = 0
    for part in (part for part in parts if part.text):
        size = cells(part.text, sheet.width) + len(POINT.text)
        if size > room:
            lines.append([])
            room = sheet.width - len(INDENT) + len(POINT.text)
        else:
            lines[-1].append(POINT)
        text = clip(part.text, sheet.width - len(INDENT))
        lines[-1].append(Part(text, part.tone or "muted"))
        room -= size
    return lines


def _said(teller: Teller, record: Record, name: str) -> Part:
    field = field_map(type(record))[name]
    told = teller.tell(record, field, short=False)
    if name == "status" and not getattr(record, name) and told.tone == "muted":
        return Part("")
    word = WORDS.get((record.kind.name, name), "")
    return Part(f"{word}{told.text}" if told.text else "", told.tone)
