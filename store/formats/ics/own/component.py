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

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from store import door
from store.fields import field_map
from store.formats.ics.commitments import STATES
from store.formats.ics.commitments import STATUS as CLOSING
from store.formats.ics.lines import Component, Line, Unreadable
from store.formats.ics.meetings import CAME, STANDS
from store.formats.ics.meetings import STATUS as HELD
from store.formats.ics.own import kept, out, rest, tell
from store.formats.ics.own.beside import NOBODY, Beside
from store.formats.ics.own.people import UPDATE, Attending, Inviting, Owing, Remarks
from store.formats.ics.own.tell import Tell, understood
from store.formats.ics.own.when import Closed, Due, Held
from store.formats.ics.said import Item
from store.kinds import Commitment, Meeting
from store.record import Record
from store.text import clean_long

EPOCH = "19700101T000000Z"  # DTSTAMP must be there (§3.8.7.2), also where no day is recorded
HERE = ("UID", "DTSTAMP", "DESCRIPTION", "RECURRENCE-ID", rest.KIND, rest.EXTRA)
NOTES = "notes"


class Sort(NamedTuple):
    """A sort of component: its name, what its properties tell, and the fields that are told in
    components beside it."""

    name: str
    tells: tuple[Tell, ...] = ()
    beside: tuple[str, ...] = ()


_ALL = (
    tell.Secrecy(),
    tell.Stamp("CREATED", "created"),
    tell.Stamp("LAST-MODIFIED", "modified"),
    tell.Number("SEQUENCE", "sequence"),
    tell.Address(),
)
_MEETS = (
    tell.Words("SUMMARY", "name"),
    tell.Categories(field_map(Meeting)["classification"]),
    tell.Reference(),
    Inviting("hosts"),
    Attending(CAME),
    *_ALL,
)
EVENT = Sort(
    "VEVENT",
    (
        *(Held("start", "end"), tell.Place(), tell.OneOf("STATUS", "status", STANDS, HELD)),
        *_MEETS,
    ),
    ("minutes",),
)
JOURNAL = Sort("VJOURNAL", _MEETS, ("minutes",))  # of a meeting whose day is not known (§3.6.3)
TODO = Sort(
    "VTODO",
    (
        tell.Words("SUMMARY", "summary"),
        Due("start", "due", "rrule"),
        Closed("closed"),
        tell.OneOf("STATUS", "status", STATES, CLOSING),
        tell.Number("PRIORITY", "priority"),
        tell.Number("PERCENT-COMPLETE", "percent", zero=True),
        tell.Categories(field_map(Commitment)["classification"]),
        tell.Reference("meeting"),
        tell.Related("parent", "depends_on"),
        Inviting("asked_by"),
        Owing("owners", STATES),
        Remarks(),
        *_ALL,
    ),
)
BY_NAME = {sort.name: sort for sort in (EVENT, JOURNAL, TODO)}


def sort_of(record: Record) -> Sort:
    """Which sort of component a record is."""
    if isinstance(record, Commitment):
        return TODO
    if isinstance(record, Meeting):
        return EVENT if EVENT.tells[0].write(record, NOBODY) else JOURNAL
    return Sort(rest.PREFIX + record.kind.name.upper())


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
    sort, data = sort_of(record), door.data(record)
    came = kept.kept(record) if record.extra else kept.NOTHING
    lines = [out.text("UID", record.id)]
    said: dict[str, Any] = {}
    stays = [line for line in came.lines if _may_stay(line, type(record))]
    for each in sort.tells:
        mine = each.write(record, beside)
        if stays and (theirs := [line for line in stays if _of(each, line)]):
            mine, agreeing = _together(each, mine, theirs, data)
            stays = [line for line in stays if line in agreeing or line not in theirs]
            lines += mine
            mine = [*mine, *agreeing]
        else:
            lines += mine
        said.update(each.read(mine))
    if sort.tells:
        lines[1:1] = [out.line("DTSTAMP", stamp(record)), out.line(rest.KIND, record.kind.name)]
    left = _rest(record, data, said, sort)
    lines += _description(record, left, sort)
    lines += rest.written(left, type(record))
    called = {line.param("CN") for line in lines if line.name == "ATTENDEE"}
    stays = [s for s in stays if s.name != "ATTENDEE" or s.param("CN") not in called]
    if extra := kept.left(record, stays, came.parts):
        lines.append(rest.extra(extra))
    return Written(sort.name, [*lines, *stays], came.parts)


def _rest(
    record: Record, data: Mapping[str, Any], said: Mapping[str, Any], sort: Sort
) -> rest.Rest:
    """The fields that the lines do not say, or not as they are."""
    left = {name: data.get(name) for name in _differing(said, data)}
    for field in rest.properties(type(record)).values():
        name = field.name
        if name in data and name not in said and name not in sort.beside:
            left[name] = data[name]
    if sort.tells:
        left.pop(NOTES, None)
    return left


def _description(record: Record, left: rest.Rest, sort: Sort) -> list[Line]:
    if not sort.tells:
        return []
    words = "\n\n".join(filter(None, (record.notes, rest.told(left, type(record), _shown(sort)))))
    return [out.text("DESCRIPTION", words)] if words else []


def read(found: Component, kind: type[Record]) -> Item:
    """The record that a component is; `Unreadable` where it can be none."""
    for why in found.wrong.values():
        raise Unreadable(why)
    sort = BY_NAME.get(found.name, Sort(found.name))
    named = {line.name: line for line in found.lines[::-1]}
    left = rest.read(named, kind)
    lines = [[line for line in found.lines if _of(each, line)] for each in sort.tells]
    said = [each.read(mine) for each, mine in zip(sort.tells, lines, strict=True)]
    native = dict(chain.from_iterable(each.items() for each in said))
    if sort.tells:
        native[NOTES] = _notes(named.get("DESCRIPTION"), rest.told(left, kind, _shown(sort)))
    extra = rest.json_in(named[rest.EXTRA]) if rest.EXTRA in named else {}
    if not isinstance(extra, dict):
        raise Unreadable(f"{rest.EXTRA} is no JSON object")
    id_ = named["UID"].text if "UID" in named else ""
    record = _record(kind, id_, {**native, **left})
    own = [each.write(record, NOBODY) for each in sort.tells]
    if changed := [name for name in _changed(sort, own, lines, said) if name in left]:
        left = {name: value for name, value in left.items() if name not in changed}
        record = _record(kind, id_, {**native, **left})
        own = [each.write(record, NOBODY) for each in sort.tells]
    ours: set[int] = set()
    for each, there, mine in zip(sort.tells, lines, own, strict=True):
        keys = set(map(each.key, mine))
        ours.update(id(line) for line in there if each.holds(line) or each.key(line) in keys)
    known = rest.properties(kind)
    kept.joined(
        extra,
        found,
        lambda line: (
            id(line) in ours or line.name in HERE or line.name in known or UPDATE in line.params
        ),
    )
    taken = {*field_map(kind), *door.NOT_EXTRA}
    more = {name: value for name, value in extra.items() if name not in taken}
    return Item(kind.kind.name, {"id": record.id, **door.data(record), **more}, whole=True)


def _record(kind: type[Record], id: str, values: Mapping[str, Any]) -> Record:
    try:
        return door.admit(kind, {**values, "id": id})
    except door.Problems as problems:
        raise Unreadable(str(problems)) from None


def _changed(
    sort: Sort, own: Sequence[list[Line]], there: Sequence[list[Line]], said: Sequence[tell.Said]
) -> Iterator[str]:
    """The fields of which the lines say something else than what was written for the record; where
    they tell of one field only, all lines that are not those."""
    for each, mine, lines, now in zip(sort.tells, own, there, said, strict=True):
        if len(now) == 1:
            if {*map(each.key, mine)} != {*map(each.key, lines)}:
                yield from now
        elif now:
            meant = each.read(mine)
            yield from (name for name, value in now.items() if meant[name] != value)


def _notes(description: Line | None, told: str) -> str:
    """The notes, which stand before what is told of other fields."""
    words = "" if description is None else clean_long(description.text)
    if not told:
        return words
    return "" if words == told else words.removesuffix(f"\n\n{told}")


def _of(each: Tell, line: Line) -> bool:
    return line.name in each.names and each.claims(line)


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


def _differing(said: Mapping[str, Any], data: Mapping[str, Any]) -> list[str]:
    """The fields of which the lines say something else than the record."""
    return [
        name
        for name, value in said.items()
        if (data[name] != value if name in data else value not in ("", None, []))
    ]


def _may_stay(line: Line, kind: type[Record]) -> bool:
    return not (
        line.name in HERE
        or line.name in rest.properties(kind)
        or UPDATE in line.params
        or not kept.is_told(line)
    )


def _shown(sort: Sort) -> list[str]:
    return [name for each in sort.tells for name in each.shows]


def stamp(record: Record) -> str:
    """DTSTAMP: when it was changed last (§3.8.7.2), for the same records are to give the same."""
    return tell.instant(record.modified) or tell.instant(record.created) or EPOCH
