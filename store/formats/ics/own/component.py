"""One record as one component, both ways.

    BEGIN:VTODO
    UID, DTSTAMP, X-SMALLGROUP-KIND    which record it is
    SUMMARY, DUE, …                    what iCalendar has properties for (`tell`, `when`, `people`)
    DESCRIPTION                        its notes, then what only our own properties hold, in words
    X-SMALLGROUP-…                     what the lines before do not say, or not in full (`rest`)
    others                             what it came with from elsewhere (`kept`)
    END:VTODO

Read again, a property of ours counts where the lines beside it are still those that were written
for its value: what was changed in another program is what counts then.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from store import door
from store.fields import field_map
from store.formats.ics.lines import Component, Line, Unreadable
from store.formats.ics.own import kept, out, rest, tell
from store.formats.ics.own.beside import NOBODY, Beside
from store.formats.ics.own.people import UPDATE
from store.formats.ics.own.sorts import BY_NAME, Sort, sort_of
from store.formats.ics.own.tell import Tell, understood
from store.formats.ics.said import Item
from store.record import Record
from store.text import clean_long

EPOCH = "19700101T000000Z"  # DTSTAMP must be there (§3.8.7.2), also where no day is recorded
HERE = ("UID", "DTSTAMP", "DESCRIPTION", "RECURRENCE-ID", rest.KIND, rest.EXTRA)
NOTES = "notes"
EMPTY: tuple[Any, ...] = ("", None, [])


class Written(NamedTuple):
    """A component: its name, its lines, and those of the components within it."""

    name: str
    lines: list[Line]
    parts: list[str]

    def raws(self) -> list[str]:
        """All of its lines."""
        body = [line.raw for line in self.lines]
        return [f"BEGIN:{self.name}", *body, *self.parts, f"END:{self.name}"]


def write(record: Record, beside: Beside) -> Written:
    """The component of a record."""
    kind, sort, data = type(record), sort_of(record), door.data(record)
    came = kept.kept(record) if record.extra else kept.NOTHING
    stays = [line for line in came.lines if not _is_ours(line, kind) and kept.is_told(line)]
    lines = [out.text("UID", record.id)]
    if sort.tells:
        lines += [out.line("DTSTAMP", stamp(record)), out.line(rest.KIND, record.kind.name)]
    said: dict[str, Any] = {}
    for place, each in enumerate(sort.tells):
        mine = each.write(record, beside)
        theirs = [line for line in stays if sort.place(line) == place]
        agreeing: list[Line] = []
        if theirs:
            mine, agreeing = _together(each, mine, theirs, data)
            goes = {*map(id, theirs)} - {*map(id, agreeing)}
            stays = [line for line in stays if id(line) not in goes]
        lines += mine
        said.update(each.read([*mine, *agreeing]) if mine or agreeing else sort.empty[place])
    left = _left(data, said, sort, kind)
    if sort.tells:
        words = "\n\n".join(filter(None, (record.notes, rest.told(left, kind, sort.shown))))
        lines += [out.text("DESCRIPTION", words)] if words else []
    lines += rest.written(left, kind)
    if stays:
        called = {line.param("CN") for line in lines if line.name == "ATTENDEE"}
        stays = [s for s in stays if s.name != "ATTENDEE" or s.param("CN") not in called]
    if record.extra and (extra := kept.left(record, stays, came.parts)):
        lines.append(rest.extra(extra))
    return Written(sort.name, [*lines, *stays], came.parts)


def _left(
    data: Mapping[str, Any], said: Mapping[str, Any], sort: Sort, kind: type[Record]
) -> dict[str, Any]:
    """The fields that the lines do not say, or not as they are."""
    known = rest.places(kind)
    elsewhere = {*said, *sort.beside, *((NOTES,) if sort.tells else ())}
    unsaid = (name for name in data if name in known and name not in elsewhere)
    return {name: data.get(name) for name in (*_differing(said, data), *unsaid)}


def _differing(said: Mapping[str, Any], data: Mapping[str, Any]) -> list[str]:
    """The fields of which the lines say something else than the record."""
    return [
        name
        for name, value in said.items()
        if (data[name] != value if name in data else value not in EMPTY)
    ]


def _together(
    each: Tell, mine: list[Line], theirs: list[Line], data: Mapping[str, Any]
) -> tuple[list[Line], list[Line]]:
    """The lines for a record, and those of what it came with that say the same in their way, and
    then stand for them; but for any that could not be told from one that is written here."""
    keys = {each.key(line) for line in mine}
    others = [line for line in theirs if not each.holds(line) and each.key(line) not in keys]
    named = set() if each.many else {line.name for line in others}
    left = [line for line in mine if line.name not in named]
    meant = understood(each, [*left, *others])
    return (mine, []) if meant is None or _differing(meant, data) else (left, others)


def read(found: Component, kind: type[Record]) -> Item:
    """The record that a component is; `Unreadable` where it can be none."""
    for why in found.wrong.values():
        raise Unreadable(why)
    sort = BY_NAME.get(found.name) or Sort(found.name)
    lines: list[list[Line]] = [[] for _ in sort.tells]
    others: dict[int, Line] = {}  # lines that are not ours, by their identity
    named: dict[str, Line] = {}
    for line in found.lines:
        place = sort.place(line)
        if place >= 0:
            lines[place].append(line)
        elif _is_ours(line, kind):
            named.setdefault(line.name, line)
        else:
            others[id(line)] = line
    left = rest.read(named, kind)
    native: dict[str, Any] = {}
    for empty, each, there in zip(sort.empty, sort.tells, lines, strict=True):
        native.update(each.read(there) if there else empty)
    id_ = named["UID"].text if "UID" in named else ""
    record = _record(kind, id_, {**native, **left})
    data = door.data(record)
    words = {name: data[name] for name in left if name in data}
    notes = _notes(named.get("DESCRIPTION"), rest.told(words, kind, sort.shown)) if lines else ""
    if changed := {*_changed(sort, record, lines, left)}:
        left = {name: value for name, value in left.items() if name not in changed}
        record = _record(kind, id_, {**native, **left})
        data = door.data(record)
    for each, there in zip(sort.tells, lines, strict=True):
        if there:
            keys = {*map(each.key, each.write(record, NOBODY))}
            foreign = (s for s in there if not each.holds(s) and each.key(s) not in keys)
            others.update((id(line), line) for line in foreign)
    more = _extra(named.get(rest.EXTRA), kind)
    if others or found.parts:
        kept.join(more, [line for line in found.lines if id(line) in others], found.parts)
    data = {"id": record.id, **data, **({NOTES: notes} if notes else {}), **more}
    return Item(kind.kind.name, data, whole=True)


def _record(kind: type[Record], id: str, values: Mapping[str, Any]) -> Record:
    filled = {name: value for name, value in values.items() if value not in EMPTY}
    try:
        return door.admit(kind, {**filled, "id": id})
    except door.Problems as problems:
        raise Unreadable(str(problems)) from None


def _changed(
    sort: Sort, record: Record, lines: Sequence[list[Line]], left: Collection[str]
) -> Iterator[str]:
    """Those of the fields that are `left` to our own properties of which the lines say something
    else than what was written for them; where lines tell of one field only, any that are not those
    say something else."""
    for empty, each, there in zip(sort.empty, sort.tells, lines, strict=True):
        if empty.keys().isdisjoint(left):
            continue
        mine = each.write(record, NOBODY)
        if len(empty) == 1:
            yield from () if {*map(each.key, mine)} == {*map(each.key, there)} else empty
            continue
        now, meant = each.read(there), each.read(mine)
        yield from (name for name in empty if now[name] != meant[name])


def _notes(description: Line | None, told: str) -> str:
    """The notes, which stand before what is told of other fields."""
    words = "" if description is None else clean_long(description.text)
    if not told:
        return words
    return "" if words == told else words.removesuffix(f"\n\n{told}")


def _extra(line: Line | None, kind: type[Record]) -> dict[str, Any]:
    """What no field holds."""
    value = {} if line is None else rest.json_in(line)
    if not isinstance(value, dict):
        raise Unreadable(f"{rest.EXTRA} is no JSON object")
    taken = {*field_map(kind), *door.NOT_EXTRA}
    return {name: one for name, one in value.items() if name not in taken}


def _is_ours(line: Line, kind: type[Record]) -> bool:
    """Whether a line is one of those that every component of ours has, or of one of our own
    properties."""
    return line.name in HERE or line.name in rest.properties(kind) or UPDATE in line.params


def stamp(record: Record) -> str:
    """DTSTAMP: when it was changed last (§3.8.7.2), for the same records are to give the same."""
    return tell.instant(record.modified) or tell.instant(record.created) or EPOCH
