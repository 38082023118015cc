"""VEVENT (RFC 5545 §3.6.1) as a meeting."""

from typing import NamedTuple

from store.fields import field_map
from store.formats.ics import times
from store.formats.ics.common import Around, Draft, named
from store.formats.ics.lines import Component, Unreadable
from store.formats.ics.recurrence import RULES
from store.formats.ics.said import Item
from store.formats.ics.times import DAY, Length, Moment
from store.kinds import Meeting
from store.text import clean_line

KIND = Meeting.kind.name
STATUS = {"TENTATIVE": "tentative", "CONFIRMED": "confirmed", "CANCELLED": "cancelled"}
STANDS = {word: said for said, word in STATUS.items()} | {"postponed": "TENTATIVE"}
CANCELLED = STATUS["CANCELLED"]
CAME = {"ACCEPTED": "attendees", "DECLINED": "regrets"}


class Event(NamedTuple):
    """A VEVENT that was understood: when it begins, how long it lasts, and the meeting that it is
    but for its times."""

    component: Component
    start: Moment
    length: Length
    item: Item

    def at(self, start: Moment, length: Length | None = None) -> Item:
        """The meeting at this time."""
        lasts = self.length if length is None else length
        when = {"start": start.text, **_end(start, start.after(lasts))}
        notes = "\n\n".join(filter(None, (self.item.data["notes"], _floating(start, lasts))))
        return Item(KIND, {**self.item.data, **when, "notes": notes}, self.item.people)


def understood(component: Component, around: Around) -> Event:
    """The event; `Unreadable` where it cannot be a meeting."""
    draft = Draft(component, around)
    draft.shared("name", field_map(Meeting)["classification"])
    begins = draft.take("DTSTART")
    if begins is None:
        raise Unreadable("it has no DTSTART: when it begins is not known")
    start = times.moment(begins.value, begins, around.zones)
    length = _length(draft, start)
    if start.floats:
        for name in ("DTSTART", "DTEND", "DURATION"):
            for line in component.all(name):
                draft.keep(line)
    draft.data["status"] = CANCELLED if around.cancels else draft.word("STATUS", STATUS)
    place = draft.take("LOCATION")
    if place is not None:
        draft.data["venue"] = clean_line(place.text)
    draft.people["hosts"] = named(component.all("ORGANIZER"))
    for line in component.all("ATTENDEE"):
        role = CAME.get(line.param("PARTSTAT").upper())
        if role is not None:
            draft.people.setdefault(role, []).extend(named([line]))
    draft.pass_over(*RULES, "RECURRENCE-ID")
    return Event(component, start, length, draft.item(KIND))


def _length(draft: Draft, start: Moment) -> Length:
    ends = draft.take("DTEND")
    if ends is not None:
        end = times.moment(ends.value, ends, draft.around.zones)
        if end.is_day != start.is_day:
            raise Unreadable("one of DTSTART and DTEND is a day, and the other a time")
        if start.floats != end.floats:
            raise Unreadable("one of DTSTART and DTEND has a time zone, and the other none")
        return times.between(start, end)
    lasts = draft.take("DURATION")
    if lasts is not None:
        return times.length(lasts)
    return Length(clocks=DAY if start.is_day else times.NONE)


def _end(start: Moment, end: Moment) -> dict[str, str]:
    """When it ends, where that is told: the end of days is the day after the last (§3.6.1)."""
    if start.is_day and end.local > start.local:
        end = end._replace(local=end.local - DAY)
    return {} if end.text == start.text else {"end": end.text}


def _floating(start: Moment, length: Length) -> str:
    if not start.floats:
        return ""
    clock, until = start.local, start.after(length).local
    hours = f"{clock:%H:%M} to {until:%H:%M}" if until != clock else f"at {clock:%H:%M}"
    return f"Time, of which the zone is not said: {hours}"
