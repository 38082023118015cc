"""A whole calendar, read: one component for each id, each alone, so that one which is wrong is set
aside and the rest go on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from store import door
from store.formats.ics import commitments, journals, meetings, series
from store.formats.ics.common import Around, identity
from store.formats.ics.guard import Guard, TooLong
from store.formats.ics.limits import LIMITS, Limits
from store.formats.ics.lines import Component, Unreadable, read_tree
from store.formats.ics.meetings import Event
from store.formats.ics.own.ours import Ours
from store.formats.ics.recurrence import end_of_month, occurrences, recurs, window
from store.formats.ics.relations import Relations
from store.formats.ics.said import Item, Said, Span, every, instance
from store.formats.ics.series import Change, Found
from store.formats.ics.zones import Zones
from store.formats.source import Aside, FormatError, told
from store.kinds import KINDS

EACH, ALTOGETHER = 0.5, 5.0  # seconds of processor time for expanding one series, and all
NOT_CALENDARS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")  # RFC 5546 §1.4
MESSAGES = ("REQUEST", "ADD", "CANCEL")  # they tell of some events, not of all
OF = {"VEVENT": meetings.KIND, "VTODO": commitments.KIND, "VJOURNAL": meetings.KIND}


class Entry(NamedTuple):
    """A component, and what its calendar says for it."""

    component: Component
    around: Around

    @property
    def newest(self) -> tuple[int, str]:
        """What tells which of two with one UID is the later (RFC 5546 §2.1.5)."""
        sequence = self.component.value("SEQUENCE")
        plain = sequence.isascii() and sequence.isdigit() and len(sequence) < 10
        stamp = self.component.value("LAST-MODIFIED") or self.component.value("DTSTAMP")
        return int(sequence) if plain else 0, stamp


Entries = dict[str, list[Entry]]  # by UID


def read(source: bytes, today: date, limits: Limits = LIMITS) -> Said:
    """What a calendar says; `FormatError` where it is none, or none that can be taken."""
    ours = Ours(limits.records)
    calendars = read_tree(source, limits.components, ours.take)
    ours.end()
    if not calendars:
        if source.lstrip()[:1] == b"<":
            raise FormatError("This is a web page, and no calendar; check the address.")
        raise FormatError("This is no iCalendar: it does not begin with BEGIN:VCALENDAR.")
    methods = {calendar.value("METHOD").upper() for calendar in calendars}
    for method in methods.intersection(NOT_CALENDARS):
        raise FormatError(f"This is an answer to an invitation (METHOD:{method}), no calendar.")
    work = _Work(today, limits.records, ours)
    work.take(calendars)
    partly = methods.intersection(MESSAGES)
    return Said(
        mode="delta" if partly else "snapshot",
        items=list(work.items.values()),
        asides=work.asides,
        unsaid=sorted(work.unsaid),
        until=end_of_month(today).isoformat(),
    )


class _Work:
    """A calendar in the reading."""

    def __init__(self, today: date, most: int, ours: Ours) -> None:
        self.items = ours.items
        self.asides = ours.asides
        self.unsaid: list[Span] = []
        self._most = most
        self._ours = dict(ours.items)
        self._days = window(today)
        self._guard = Guard(EACH, ALTOGETHER)
        self._meetings: dict[str, list[str]] = defaultdict(list)

    def take(self, calendars: Iterable[Component]) -> None:
        """All that is in these calendars."""
        events, todos, minutes = (self._by_uid(calendars, name) for name in OF)
        for uid, entries in events.items():
            self._event(uid, entries)
        found = {uid: [self.items[id_] for id_ in ids] for uid, ids in self._meetings.items()}
        ours = {kind: self._of_ours(kind) for kind in (meetings.KIND, commitments.KIND)}
        relations = Relations(
            {*todos, *ours[commitments.KIND]},
            {**found, **{id_: [item] for id_, item in ours[meetings.KIND].items()}},
            {uid: e[0].component for uid, e in events.items()},
        )
        for uid, entries in todos.items():
            self._todo(uid, entries, relations)
        self._minutes(minutes)

    def _of_ours(self, kind: str) -> dict[str, Item]:
        return {id_: item for id_, item in self._ours.items() if item.kind == kind}

    def _by_uid(self, calendars: Iterable[Component], name: str) -> Entries:
        found: Entries = defaultdict(list)
        for calendar in calendars:
            around = Around(Zones(calendar), calendar.value("METHOD").upper())
            for part in calendar.parts:
                if part.name == name:
                    found[part.value("UID")].append(Entry(part, around))
        nameless = found.pop("", [])
        if nameless:
            titles = "”, “".join(entry.component.value("SUMMARY") for entry in nameless[:5])
            why = f"{len(nameless):,} {name} without a UID are not known again: “{titles}”"
            self._aside("", name, told(why), "id", nameless[0].component)
        return found

    def _event(self, uid: str, entries: list[Entry]) -> None:
        id_ = identity(uid)
        masters = [entry for entry in entries if not entry.component.first("RECURRENCE-ID")]
        changes = self._changes(id_, [e for e in entries if e.component.first("RECURRENCE-ID")])
        if not masters:
            self._hold(uid, series.alone(id_, changes))
            return
        try:
            entry = _latest(masters)
            event = _understood(entry)
            if not (changes or recurs(entry.component)):
                self._put(uid, event.at(event.start))
                return
            with self._guard.watching():
                met = occurrences(entry.component, event.start, entry.around.zones, self._days)
            self._hold(uid, series.instances(id_, event, met, changes, self._days))
            self._not_beyond_the_window(id_)
        except (Unreadable, TooLong) as error:
            self.unsaid.append(every(id_))
            why = str(error) or "its rule takes too long to follow"
            self._aside(id_, "VEVENT", why, of=masters[0].component)

    def _changes(self, id: str, entries: list[Entry]) -> list[Change]:
        """What is said of instances; the later one of two that speak of the same."""
        by_time: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            line = entry.component.first("RECURRENCE-ID")
            by_time["" if line is None else f"{line.param('TZID')}:{line.value}"].append(entry)
        changes = []
        for same in by_time.values():
            try:
                of, future = series.original(same[0].component, same[0].around.zones)
            except Unreadable as error:
                self._aside(id, "VEVENT", str(error), of=same[0].component)
                continue
            changes.append(Change(of, future, _latest_event(same)))
        return changes

    def _hold(self, uid: str, instances: Iterable[Found]) -> None:
        for id_, found in instances:
            if isinstance(found, str):
                self._aside(id_, "VEVENT", found)
            else:
                self._put(uid, found)

    def _not_beyond_the_window(self, id: str) -> None:
        first, after = self._days.first, self._days.last + timedelta(days=1)
        start, end = every(id)
        self.unsaid += [(start, instance(id, str(first))), (instance(id, str(after)), end)]

    def _todo(self, uid: str, entries: list[Entry], relations: Relations) -> None:
        by_time: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_time[entry.component.value("RECURRENCE-ID")].append(entry)
        for same in by_time.values():
            id_ = identity(uid)
            try:
                entry = _latest(same)
                item = commitments.commitment(entry.component, entry.around)
                item.data.update(relations.of(entry.component))
                if entry.component.first("RECURRENCE-ID"):
                    of, _ = series.original(entry.component, entry.around.zones)
                    id_ = item.data["id"] = instance(id_, of.day)
                _check(item)
                self._put("", item)
            except Unreadable as error:
                self._aside(id_, "VTODO", str(error), of=same[0].component)

    def _minutes(self, minutes: Entries) -> None:
        of: dict[str, list[Component]] = defaultdict(list)
        for uid, entry in ((uid, entry) for uid, entries in minutes.items() for entry in entries):
            journal, around = entry
            try:
                _check_whole(entry)
                id_ = journals.meeting_of(journal, around, self._meetings)
                of[id_].append(journals.checked(journal, around, self.items[id_]))
            except Unreadable as error:
                id_ = "" if uid in self._meetings else identity(uid)
                self._aside(id_, "VJOURNAL", str(error), of=journal)
        for id_, some in of.items():
            item = journals.with_minutes(self.items[id_], some)
            try:
                _check(item)
                self.items[id_] = item
            except Unreadable as error:
                self._aside("", "VJOURNAL", f"{id_}: {error}")

    def _put(self, uid: str, item: Item) -> None:
        id_ = item.data["id"]
        if id_ in self.items:
            self._aside("", item.kind, f"{told(id_)} is the id of another record too", "id")
            return
        if len(self.items) == self._most:
            raise FormatError(
                f"This calendar has more than {self._most:,} meetings and to-dos within the three "
                "years that are read, the most that is taken; ask its publisher for a smaller one."
            )
        self.items[id_] = item
        if uid:
            self._meetings[uid].append(id_)

    def _aside(
        self, id: str, name: str, why: str, field: str = "", of: Component | None = None
    ) -> None:
        """Set aside what a component says; which line it stands on is said where it is known."""
        where = "" if of is None else f" (line {of.at:,})"
        self.asides.append(Aside(id, OF.get(name, name), {field or name: why + where}))


def _understood(entry: Entry) -> Event:
    event = meetings.understood(entry.component, entry.around)
    _check(event.at(event.start))
    return event


def _latest_event(entries: list[Entry]) -> Event | str:
    """The event, or why it cannot be understood."""
    try:
        return _understood(_latest(entries))
    except Unreadable as error:
        return str(error)


def _latest(entries: list[Entry]) -> Entry:
    """The latest of those that speak of the same; `Unreadable` where that is not to be told."""
    latest = entries
    if len(entries) > 1:
        newest = max(entry.newest for entry in entries)
        latest = [entry for entry in entries if entry.newest == newest]
    if len(latest) > 1 and any(_words(entry) != _words(latest[0]) for entry in latest):
        raise Unreadable("it is there more than once, and not to be told which is the later")
    _check_whole(latest[0])
    return latest[0]


def _words(entry: Entry) -> list[str]:
    return [raw for raw in entry.component.flat() if not raw.upper().startswith("DTSTAMP")]


def _check_whole(entry: Entry) -> None:
    for why in entry.component.wrong.values():
        raise Unreadable(why)


def _check(item: Item) -> None:
    """`Unreadable` where the door would not let it in."""
    try:
        door.admit(KINDS[item.kind], item.data)
    except door.Problems as problems:
        raise Unreadable(str(problems)) from None
