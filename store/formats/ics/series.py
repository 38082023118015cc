"""An event that comes back: its instances within a window, each moved, changed or cancelled as the
calendar says of it (RFC 5545 §3.8.4.4)."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from store.formats.ics import times
from store.formats.ics.lines import Component, Unreadable
from store.formats.ics.meetings import Event
from store.formats.ics.recurrence import Occurrence, Window
from store.formats.ics.said import KEY, Item, instance
from store.formats.ics.times import Moment
from store.formats.ics.zones import Zones


class Change(NamedTuple):
    """What is said of one instance, or (`future`) of it and all that follow: the event that it is
    instead, or why that cannot be understood."""

    of: Moment
    future: bool
    event: Event | str


Found = tuple[str, Item | str]  # the id of an instance, and the meeting or why it is none


def original(component: Component, known: Zones) -> tuple[Moment, bool]:
    """The time that an instance stood at in its series, and whether all that follow are meant."""
    line = component.first("RECURRENCE-ID")
    if line is None:
        raise Unreadable("it has no RECURRENCE-ID")
    return (
        times.moment(line.value, line, known),
        line.param("RANGE").upper() == "THISANDFUTURE",
    )


def instances(
    id: str, event: Event, met: list[Occurrence], changes: list[Change], days: Window
) -> Iterator[Found]:
    """The instances of a series within the window; `met` are the times that its rules give."""
    changed = _Changes(event, met, changes)
    for occurrence in met:
        key, previous = occurrence.key, occurrence.previous
        link = {"previous": instance(id, previous)} if previous else {}
        yield _found(id, key, changed.at(occurrence), occurrence.start, **link)
    keys = {occurrence.key for occurrence in met}
    beside = [c for c in changed.beside if days.first <= c.of.local.date() <= days.last]
    yield from alone(id, beside, keys)


def alone(id: str, changes: list[Change], keys: set[str] | None = None) -> Iterator[Found]:
    """Instances that no rule gives, because the calendar has only them."""
    used = set(keys or ())
    for change in sorted(changes, key=lambda change: change.of.local):
        key = change.of.day if change.of.day not in used else change.of.clock
        if key not in used:
            used.add(key)
            yield _found(id, key, _item(change), change.of)


class _Changes:
    """What is said of the instances of a series, by the time that each stood at."""

    def __init__(self, event: Event, met: list[Occurrence], changes: list[Change]) -> None:
        self._event = event
        self._one: dict[str, Change] = {}
        self._future: list[Change] = []
        self.beside: list[Change] = []
        by_time = {occurrence.start.local: occurrence for occurrence in met}
        by_day = {occurrence.key: occurrence for occurrence in met}
        for said in changes:
            change = said._replace(of=self._told_here(said.of))
            occurrence = by_time.get(change.of.local)
            if occurrence is None and said.of.is_day:
                occurrence = by_day.get(said.of.day)
            if change.future:
                self._future.append(change)
            elif occurrence is None:
                self.beside.append(change)
            else:
                self._one[occurrence.key] = change
        self._future.sort(key=lambda change: change.of.local)

    def at(self, occurrence: Occurrence) -> Item | str:
        """The meeting at this time, or why it is none."""
        if occurrence.key in self._one:
            return _item(self._one[occurrence.key])
        local = occurrence.start.local
        place = bisect_right(self._future, local, key=lambda change: change.of.local)
        if not place:
            return self._event.at(occurrence.start, occurrence.length)
        since = self._future[place - 1]
        event = since.event
        if isinstance(event, str):
            return event
        try:
            moved = local + (event.start.told_in(self._event.start) - since.of.local)
        except OverflowError:
            return times.OUTSIDE
        zone = self._event.start.zone or event.start.zone
        return event.at(Moment(moved, zone, event.start.is_day))

    def _told_here(self, moment: Moment) -> Moment:
        start = self._event.start
        return Moment(moment.told_in(start), start.zone, start.is_day)


def _item(change: Change) -> Item | str:
    return change.event if isinstance(change.event, str) else change.event.at(change.event.start)


def _found(id: str, key: str, item: Item | str, stood: Moment, **link: str) -> Found:
    if isinstance(item, str):
        return instance(id, key), item
    kept = {"uid": id, **item.data.get(KEY, {}), "recurrence": stood.text}
    data = {**item.data, "id": instance(id, key), KEY: kept, **link}
    return instance(id, key), Item(item.kind, data, item.people)
