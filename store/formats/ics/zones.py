"""What a TZID means (RFC 5545 §3.2.19): the IANA zone that it certainly names, and never a guess.

A name that is no IANA zone is looked up where publishers say what it stands for: X-LIC-LOCATION
(libical, Google, Nextcloud) or TZID-ALIAS-OF (RFC 7808 §7.2) in the VTIMEZONE of that name; the
table of Windows' names that Unicode keeps (CLDR windowsZones, through `icalendar`); or, after a
vendor's name, the rest of a globally unique identifier (`/mozilla.org/20050126_1/Europe/Brussels`).
"""

from collections.abc import Iterator
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from store import dates
from store.formats.ics.lines import Component, Unreadable
from store.formats.source import told

UTC = "UTC"
ALIASES = ("X-LIC-LOCATION", "TZID-ALIAS-OF")


class Zones:
    """The zones that a calendar speaks of."""

    def __init__(self, calendar: Component) -> None:
        self._defined = {
            part.value("TZID"): part for part in calendar.parts if part.name == "VTIMEZONE"
        }
        self._known: dict[str, str] = {}

    def named(self, tzid: str) -> str:
        """The IANA name; `Unreadable` where there is none that it certainly means."""
        if tzid not in self._known:
            self._known[tzid] = next(filter(_is_zone, self._candidates(tzid)), "")
        if not self._known[tzid]:
            raise Unreadable(
                f"the time zone “{told(tzid)}” is none that is known here, and it is not said "
                "which it stands for"
            )
        return self._known[tzid]

    def _candidates(self, tzid: str) -> Iterator[str]:
        yield tzid
        definition = self._defined.get(tzid)
        if definition is not None:
            yield from (definition.value(name) for name in ALIASES)
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        yield WINDOWS_TO_OLSON.get(tzid, "")
        if tzid.startswith("/"):
            parts = tzid.strip("/").split("/")
            yield from ("/".join(parts[place:]) for place in range(1, len(parts) - 1))


def rules(zone: str) -> tzinfo:
    """The zone's rules, by a name that `Zones.named` gave, or UTC."""
    return ZoneInfo(zone)


@lru_cache(maxsize=1024)
def _is_zone(name: str) -> bool:
    if not name or len(name) > 64:
        return False
    try:
        return dates.parse_when(f"2000-01-01T00:00[{name}]").endswith(f"[{name}]")
    except dates.DateError:
        return False
