"""All that may leave as one calendar.

| record | component |
|---|---|
| commitment | VTODO |
| meeting | VEVENT; VJOURNAL where its day is not known, for a VEVENT must have one (§3.6.1) |
| its minutes | VJOURNAL, which is RELATED-TO it |
| any other | X-SMALLGROUP-MEMBER and so on (§3.6), which other programs pass over |
| a deadline, if asked for | VEVENT of that day, which takes nobody's time (TRANSP:TRANSPARENT) |
"""

import re
from collections.abc import Iterable, Iterator

from store.dates import precision
from store.formats.feed import in_order
from store.formats.ics.lines import Line
from store.formats.ics.own import component, out, rest, zones
from store.formats.ics.own.beside import Beside
from store.formats.ics.own.component import Written, stamp
from store.formats.ics.own.tell import NO_ZONES
from store.formats.ics.own.when import day
from store.formats.ics.said import KEY
from store.kinds import Commitment, Meeting
from store.record import Record
from store.verbs import is_open

PRODID = "-//Smallgroup//Smallgroup//EN"
MINUTES, DEADLINE = "minutes", "deadline"  # components of ours that are no record
_YEAR = re.compile(r"(\d{4})\d{4}T", re.ASCII)


def write(
    records: Iterable[Record], beside: Iterable[Record], *, deadlines: bool = False
) -> Iterator[bytes]:
    """The calendar, component by component; the people in it are named by these records and those
    `beside` them. With `deadlines`, each day that something is due is an event as well."""
    held = in_order(records)
    about = Beside([*held, *beside])
    yield out.folded(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}"])
    for tzid, (first, last) in sorted(_zones(held, about).items()):
        yield out.folded(zones.definition(tzid, NO_ZONES.named(tzid), first, last))
    for record in held:
        yield out.folded(component.write(record, about).raws())
        if isinstance(record, Meeting) and record.minutes:
            yield out.folded(_minutes(record).raws())
        if deadlines and isinstance(record, Commitment) and (due := _due(record, about)):
            yield out.folded(_deadline(record, due).raws())
    yield out.folded(["END:VCALENDAR"])


def _zones(records: Iterable[Record], beside: Beside) -> dict[str, tuple[int, int]]:
    """The names of zones in the lines for these records, each with the years spoken of."""
    years: dict[str, list[int]] = {}
    for record in records:
        if KEY in record.extra or (isinstance(record, Meeting) and "[" in record.start):
            for line in component.write(record, beside).lines:
                if tzid := line.param("TZID"):
                    years.setdefault(tzid, []).extend(map(int, _YEAR.findall(line.value)))
    return {
        tzid: (min(some, default=1970), max(some, default=1970)) for tzid, some in years.items()
    }


def _minutes(meeting: Meeting) -> Written:
    """What was said at a meeting."""
    begins = component.write(meeting, Beside()).lines
    lines = [
        *_head(meeting, MINUTES),
        out.text("SUMMARY", f"Minutes: {meeting.name}"),
        *(line for line in begins if line.name in {"DTSTART", "CLASS"}),
        out.text("RELATED-TO", meeting.id),
        out.text("DESCRIPTION", meeting.minutes),
    ]
    return Written("VJOURNAL", lines, [])


def _deadline(commitment: Commitment, due: str) -> Written:
    """The day that a commitment is due, as an event."""
    stands = "" if is_open(commitment) else f", {commitment.status}"
    lines = [
        *_head(commitment, DEADLINE),
        out.text("SUMMARY", f"Due{stands}: {commitment.summary}"),
        day("DTSTART", due),
        out.line("CLASS", commitment.visibility.upper()),
        out.line("TRANSP", "TRANSPARENT"),
        out.text("RELATED-TO", commitment.id),
    ]
    return Written("VEVENT", lines, [])


def _head(record: Record, of: str) -> list[Line]:
    return [
        out.text("UID", f"{record.id}/{of}"),
        out.line("DTSTAMP", stamp(record)),
        out.line(rest.KIND, of),
    ]


def _due(commitment: Commitment, beside: Beside) -> str:
    """The day that counts, "" where it is not known to the day: its own, else its meeting's."""
    meeting = beside.record(commitment.due_at)
    due = commitment.due or (meeting.start if isinstance(meeting, Meeting) else "")
    return due[:10] if due and precision(due) in ("day", "time") else ""
