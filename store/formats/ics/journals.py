"""VJOURNAL (RFC 5545 §3.6.3) as the minutes of a meeting: the one with its UID, or the one that it
names by RELATED-TO. Of a series it is the instance of its RECURRENCE-ID, or the one on its day."""

from collections.abc import Mapping, Sequence

from store.formats.ics import times
from store.formats.ics.common import Around, Draft, identity
from store.formats.ics.lines import Component, Unreadable
from store.formats.ics.said import KEY, Item, instance
from store.formats.source import told
from store.text import clean_long

SECRECY = ("public", "private", "confidential")
HELD = ("DTSTAMP", "DESCRIPTION")


def meeting_of(journal: Component, around: Around, meetings: Mapping[str, Sequence[str]]) -> str:
    """The id of the meeting that it is of; `meetings` are the ids that each UID has. `Unreadable`
    where it is not clear which that is."""
    uids = [journal.value("UID"), *(line.text.strip() for line in journal.all("RELATED-TO"))]
    named = [uid for uid in dict.fromkeys(uids) if uid in meetings]
    if len(named) != 1:
        which = "several meetings" if named else "no meeting that is in this calendar"
        raise Unreadable(f"the journal names {which}, by its UID or by RELATED-TO")
    ids = meetings[named[0]]
    if len(ids) == 1:
        return ids[0]
    line = journal.first("RECURRENCE-ID") or journal.first("DTSTART")
    day = "" if line is None else times.moment(line.value, line, around.zones).day
    on_day = instance(identity(named[0]), day)
    if on_day not in ids:
        raise Unreadable(f"the journal names the series {told(named[0])}, and none of its days")
    return on_day


def checked(journal: Component, around: Around, meeting: Item) -> Component:
    """The journal; `Unreadable` where it has no minutes for this meeting, or none for all who may
    see the meeting."""
    if journal.value("STATUS").upper() == "CANCELLED":
        raise Unreadable("the journal is withdrawn (STATUS:CANCELLED)")
    if not any(_words(journal)):
        raise Unreadable("the journal has no DESCRIPTION, which is to be the minutes")
    shared, here = Draft(journal, around).visibility(), meeting.data["visibility"]
    if SECRECY.index(shared) > SECRECY.index(here):
        raise Unreadable(
            f"the journal is {shared}, and its meeting {meeting.data['id']} is {here}: give both "
            "the same CLASS"
        )
    return journal


def with_minutes(meeting: Item, journals: Sequence[Component]) -> Item:
    """The meeting with what these journals say as its minutes."""
    words = [words for journal in journals for words in _words(journal) if words]
    left = [[line.raw for line in one.lines if line.name not in HELD] for one in journals]
    kept = {**meeting.data.get(KEY, {}), "journals": left}
    data = {**meeting.data, "minutes": "\n\n".join(words), KEY: kept}
    return Item(meeting.kind, data, meeting.people)


def _words(journal: Component) -> list[str]:
    return [clean_long(line.text) for line in journal.all("DESCRIPTION")]
