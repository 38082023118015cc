"""iCalendar (RFC 5545, with what RFC 7986 and RFC 9253 add to it): what it says as records.

    lines       bytes as a tree of components and their content lines
    zones times what TZID means; dates, times and durations as the records have them
    recurrence  the days that a series meets on, within a window
    common      what all components share: words, links, stamps, and what no field holds
    meetings commitments journals   VEVENT, VTODO and VJOURNAL
    series      an event that comes back, with its moved and cancelled instances
    own/        our own calendars, both ways
    calendar    a whole calendar: one component for each id, and all of the above
    said        what comes of it, as data
    limits guard child apart   how bytes from outside are read: in a process of its own, within
                limits
    told        what was said as records, with the people in it

What we write ourselves is told in `own`; it says of itself which record it is (X-SMALLGROUP-KIND).
Of others' components, UID is the `id`; an instance of a series has the day of its RECURRENCE-ID
added: `UID/2026-03-01`. For the rest:

| iCalendar | record |
|---|---|
| SUMMARY | `name` of a meeting, `summary` of a commitment |
| DTSTART, DTEND, DURATION | `start`, `end`; only the day where no time is said, or no zone |
| DUE, COMPLETED | `due`, `closed`: their days |
| STATUS of VEVENT | `status`: tentative, confirmed, cancelled |
| STATUS of VTODO | `status`: COMPLETED is delivered, CANCELLED is withdrawn; else none (1) |
| CLASS | `visibility`: public where there is none, private where it is unknown (§3.8.1.3) |
| LOCATION | `venue`: whether it names a city is not certain |
| DESCRIPTION, COMMENT | `notes` |
| CATEGORIES | `classification` where it is one of its words, else `tags` |
| URL, and ATTACH, CONFERENCE, LINK with web addresses | `links` |
| ORGANIZER | `hosts` of a meeting, `asked_by` of a commitment |
| ATTENDEE | `attendees` who accepted, `regrets` who declined; `owners`, else `owner_text` |
| RELATED-TO | `parent`, `depends_on`; where it names a meeting, `meeting` |
| REFID | `meeting`: the one that has the same REFID, or this id |
| PRIORITY, PERCENT-COMPLETE, RRULE of VTODO | `priority`, `percent`, `rrule` |
| CREATED, LAST-MODIFIED (else DTSTAMP), SEQUENCE | `created`, `modified`, `sequence` |
| VJOURNAL | `minutes` of the meeting with its UID, or that RELATED-TO names |

(1) NEEDS-ACTION and IN-PROCESS are open, and which of our several words is meant they do not say.

People are found among the members and groups by their whole name only. Every line that no field
holds in full stands in `extra["_ics"]["lines"]` as it came.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import structs

from store.formats.source import Contents
from store.kinds import KINDS
from store.record import Record

if TYPE_CHECKING:
    from store.formats.ics.said import Item
    from store.names import Names


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
    beside: Callable[[], Iterable[Record]] = tuple,
    deadlines: bool = False,
) -> Iterator[bytes]:
    """The records as a calendar. What is told of them from others (the names of people, and where
    each stands) is taken from these records and those `beside` them, which may leave as well. With
    `deadlines`, the days that commitments are due are events too. No calendar has a `title` of its
    own here, and every record says its `kind`."""
    from store.formats.ics.own import calendar

    return calendar.write(records, beside(), deadlines=deadlines)


def read(source: bytes, *, names: "Names", kind: type[Record] | None = None) -> Contents:
    """The records in a calendar, ours or anybody's, which is read in a process of its own; `names`
    says who the people in it are, and what day it is. `FormatError` where it is none.

    Of a component that is not ours, fields that no calendar here speaks of are not spoken of.
    """
    from store.formats.ics import apart
    from store.formats.ics.limits import OF_A_FILE
    from store.formats.ics.told import told

    said = apart.read(source, names.today, lambda: None, OF_A_FILE)
    found = told(said, names.exactly)
    if all(item.whole for item in said.items):
        return found
    return structs.replace(found, fields=_spoken_of(said.items))


def _spoken_of(items: "list[Item]") -> dict[str, frozenset[str]]:
    """The fields that a calendar speaks of, by kind; all of a kind of which all are ours."""
    by_kind: dict[str, set[str]] = {}
    foreign = {item.kind for item in items if not item.whole}
    for item in items:
        every = () if item.kind in foreign else KINDS[item.kind].__struct_fields__
        by_kind.setdefault(item.kind, set()).update(item.data, item.people, every)
    return {kind: frozenset(names) for kind, names in by_kind.items()}
