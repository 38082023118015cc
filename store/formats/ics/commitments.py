"""VTODO (RFC 5545 §3.6.2) as a commitment. One that comes back stays one: it has its rule."""

import re

from store.fields import field_map
from store.formats.ics import times
from store.formats.ics.common import Around, Draft, named
from store.formats.ics.lines import Component, Unreadable
from store.formats.ics.said import Item
from store.formats.ics.times import Moment
from store.kinds import Commitment

KIND = Commitment.kind.name
STATUS = {"COMPLETED": "delivered", "CANCELLED": "withdrawn"}
STATES = {  # the STATUS of each of our words
    **dict.fromkeys(("", "proposed", "agreed", "no information"), "NEEDS-ACTION"),
    **dict.fromkeys(("on track", "at risk", "stalled", "awaiting confirmation"), "IN-PROCESS"),
    "delivered": "COMPLETED",
    **dict.fromkeys(("superseded", "withdrawn", "lapsed"), "CANCELLED"),
}
WHOLE = {"COMPLETED": "delivered"}  # of CANCELLED it is not said which way
DATES = {"start": "DTSTART", "due": "DUE", "closed": "COMPLETED"}
NUMBERS = {"priority": "PRIORITY", "percent": "PERCENT-COMPLETE"}


def commitment(component: Component, around: Around) -> Item:
    """The commitment; `Unreadable` where it cannot be one."""
    draft = Draft(component, around)
    draft.shared("summary", field_map(Commitment)["classification"])
    draft.data["status"] = _status(draft)
    found = {name: _day(draft, line) for name, line in DATES.items()}
    draft.data.update((name, moment.day) for name, moment in found.items() if moment is not None)
    start, lasts = found["start"], component.first("DURATION")
    if found["due"] is None and start is not None and lasts is not None:
        draft.data["due"] = start.after(times.length(lasts)).day
    for name, line_name in NUMBERS.items():
        line = draft.take(line_name)
        if line is not None:
            draft.data[name] = _number(line_name, line.value)
    rule = draft.take("RRULE")
    if rule is not None:
        draft.data["rrule"] = rule.value.strip()
    draft.people["asked_by"] = named(component.all("ORGANIZER"))
    draft.people["owners"] = named(component.all("ATTENDEE"))
    return draft.item(KIND)


def _status(draft: Draft) -> str:
    if draft.around.cancels:
        return STATUS["CANCELLED"]
    said = draft.component.value("STATUS").upper()
    if not said and draft.component.first("COMPLETED"):
        return STATUS["COMPLETED"]  # §3.8.2.1: when it was actually completed
    return draft.word("STATUS", WHOLE) or STATUS.get(said, "")


def _day(draft: Draft, name: str) -> Moment | None:
    """The moment whose day the record has; a time is kept as a line too."""
    line = draft.component.first(name)
    if line is None:
        return None
    moment = times.moment(line.value, line, draft.around.zones)
    if moment.is_day:
        draft.hold(line)
    return moment


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", value.strip(), re.ASCII):
        raise Unreadable(f"{name} is no number")
    return int(value)
