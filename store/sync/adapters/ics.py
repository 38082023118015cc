"""Calendars in iCalendar: the format itself is in `store.formats.ics`.

Public documents: RFC 5545 (iCalendar), RFC 5546 (iTIP: METHOD, and which of two is the later), RFC
7986 and RFC 9253 (more properties), RFC 7808 §7.2 (TZID-ALIAS-OF); Microsoft's [MS-OXCICAL] for how
Outlook writes them, Unicode's CLDR windowsZones for its names of time zones.
"""

from store.formats.ics import apart
from store.formats.ics.told import told
from store.formats.source import Told, begins_calendar
from store.sync.adapters import Asked
from store.sync.adapters.shape import itself

address = itself  # a calendar is asked for whole


def recognise(body: bytes, media_type: str) -> bool:
    """What is served as a calendar, and what begins as one."""
    return media_type == "text/calendar" or begins_calendar(body)


def read(body: bytes, asked: Asked) -> Told:
    """The calendar, read in a process of its own."""
    return told(apart.read(body, asked.today, asked.check), asked.known)
