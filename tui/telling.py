"""A record in full, as the detail pane shows it: what is recorded, then what refers to it."""

from collections.abc import Mapping
from typing import Any

from store import dates
from store.desk import Desk
from store.fields import Field, fields, typed_fields
from store.kinds import Commitment, Group, Role
from store.record import Link, Record
from store.types import TYPES
from tui.cells import Teller
from tui.follows import chains, relations, said, tell_chain
from tui.markdown import is_page, tell_long
from tui.marks import marked, style_of
from tui.past import Past, tell_moves, tell_past
from tui.relations import Relation, tell_relation
from tui.sheet import POINT, Page, Part, Reference, Sheet

FEW = 8  # references beyond this many stand in a list of their own
ROOM_FOR_BARS = 36
AT_THE_TOP = ("visibility", "status")  # told with the standing


def tell(
    teller: Teller,
    record: Record,
    width: int,
    folds: Mapping[str, bool] | None = None,
    past: Past | None = None,
) -> Sheet:
    """The record on a sheet of this width; `past`: what it went through, None until it is read."""
    desk = teller.desk
    sheet = Sheet(width, desk.config.ascii, folds)
    sheet.text(desk.names.heading(record), "title")
    _tell_standing(sheet, teller, record)
    sheet.blank()
    own = [field for field in fields(type(record)) if _has(record, field)]
    short = [field for field in own if not _apart(record, field)]
    follows = list(said(desk, record)) if desk.store.linked else []  # it needs all records
    titles = [*(field.title for field in short), *(one.title for one in follows)]
    room = min(max(map(len, titles), default=0) + 2, max(8, width // 2 - 2))
    for field in short:
        _tell_field(sheet, teller, field, getattr(record, field.name), room)
    for one in follows:
        sheet.labelled(
            one.title, room, Part(one.words), Reference(one.leads_to) if one.leads_to else None
        )
    for field in own:
        if field.type == "long" and field.name != "notes":
            _tell_long(sheet, field, record)
    for field in own:
        if _many(record, field):
            near = map(desk.store.get, getattr(record, field.name))
            tell_relation(sheet, teller, Relation(field.title, [r for r in near if r], frozenset()))
    if isinstance(record, Commitment) and record.moves:
        tell_moves(sheet, record.moves)
    if isinstance(record, Group):
        _tell_tenures(sheet, desk, record)
    _tell_relations(sheet, teller, record)
    for field in own:
        if field.name == "notes":
            _tell_long(sheet, field, record)
        elif field.type == "links":
            _tell_links(sheet, field, getattr(record, field.name))
    tell_past(sheet, record, desk.names, past)
    _tell_envelope(sheet, record)
    return sheet


def _tell_relations(sheet: Sheet, teller: Teller, record: Record) -> None:
    """What it waits for, what is carried over to it and what refers to it, as soon as that is
    known."""
    if teller.desk.store.linked:
        for chain in chains(teller.desk, record):
            tell_chain(sheet, teller, chain)
        for relation in relations(teller.desk, record):
            tell_relation(sheet, teller, relation)
    else:
        sheet.blank()
        sheet.text("What refers to it is still being read.", "muted")


def _has(record: Record, field: Field) -> bool:
    """Whether the field is told among the others: filled, and neither the heading nor the frame."""
    named = len(record.kind.heading) == 1 and field.name in record.kind.heading
    told_elsewhere = named or field.name in AT_THE_TOP
    own = field.name in typed_fields(type(record)) and not told_elsewhere
    return own and not field.is_empty(getattr(record, field.name))


def _apart(record: Record, field: Field) -> bool:
    """Whether the field takes a place of its own, below the short ones."""
    return field.type in ("long", "links", "moves") or _many(record, field)


def _many(record: Record, field: Field) -> bool:
    return field.type == "refs" and len(getattr(record, field.name)) > FEW


def _tell_standing(sheet: Sheet, teller: Teller, record: Record) -> None:
    """The kind, where it stands with its symbol, the flags that hold, and who may see it."""
    word = teller.standing(record)
    word = "" if word == record.kind.name else word  # a member is a member
    status = getattr(record, "status", "")
    told = [record.kind.name, *([marked(word, sheet.ascii)] if word else [])]
    told += [status] if status not in ("", word, record.kind.name) else []
    known = teller.desk.insight.flags(record) if teller.desk.store.linked else ()  # needs all
    told += [flag for flag in known if flag not in (*told, word, "open", "closed")]
    told.append(record.visibility)
    style = style_of(word) or "muted"
    styled = [Part(words, style if word and n == 1 else "muted") for n, words in enumerate(told)]
    whole = len(POINT.text.join(told)) <= sheet.width
    ahead = len(told) if whole else 1 + bool(word)
    sheet.line(*[part for each in styled[:ahead] for part in (POINT, each)][1:])
    if told[ahead:]:
        sheet.text(POINT.text.join(told[ahead:]), "muted")


def _tell_field(sheet: Sheet, teller: Teller, field: Field, value: Any, room: int) -> None:
    if field.type in ("ref", "refs"):
        for number, id_ in enumerate((value,) if field.type == "ref" else value):
            name, here = teller.pointed_at(id_)
            part = Part(name, "link" if here else "muted")
            target = Reference(id_) if here else None
            sheet.labelled("" if number else field.title, room, part, target)
        return
    shown = TYPES[field.type].show(value, teller.desk.names)
    text = dates.spell(value) if field.type in ("date", "when") else shown
    for number, line in enumerate(text.split("\n")):
        sheet.labelled("" if number else field.title, room, Part(line))


def _tell_long(sheet: Sheet, field: Field, record: Record) -> None:
    if sheet.section(field.title):
        tell_long(sheet, getattr(record, field.name))


def _tell_links(sheet: Sheet, field: Field, links: tuple[Link, ...]) -> None:
    if not sheet.section(field.title, len(links)):
        return
    for link in links:
        if link.about:
            sheet.text(link.about)
        page = Page(link.url) if is_page(link.url) else None
        sheet.text(link.url, "link" if page else "muted", target=page)


def _tell_tenures(sheet: Sheet, desk: Desk, group: Group) -> None:
    """Who held which role when, as bars, where there is room and something is known of it."""
    roles = [
        r
        for r, field in desk.store.references(group.id)
        if isinstance(r, Role) and field == "group"
    ]
    if sheet.width < ROOM_FOR_BARS or not any(role.start or role.end for role in roles):
        return
    from store.tenures import tenures
    from tui.drawing.timeline import Chart

    if sheet.section("Roles over time"):
        Chart(tenures(roles), desk.names, sheet.width).draw(sheet)


def _tell_envelope(sheet: Sheet, record: Record) -> None:
    sheet.blank()
    told, point = f"id {record.id}", POINT.text
    if record.modified:
        times = f", change {record.sequence}" if record.sequence else ""
        told += f"{point}last changed {record.modified[:10]}{times}"
    if record.extra:
        told += f"{point}also holds {', '.join(sorted(record.extra))}"
    sheet.text(told, "muted", most=4)
