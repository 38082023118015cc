"""When something was published, as mail (RFC 822, RFC 5322 §3.3) or the web (RFC 3339, and the
W3C's note on dates that may be known in part) writes it, as the records have dates."""

import re
from email.utils import parsedate_to_datetime

from store import dates

LONGEST = 64  # characters that a date may have
HOUR = 3600

_WEB = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)? ?([Zz]|[+-]\d{2}:?\d{2})?"
)


def moment(words: str) -> str:
    """The date or date-time; "" where it cannot be read.

    A time keeps the publisher's own clock, so that its day stays: in UTC, or where the offset is of
    whole hours in the zone that is named after it (`Etc/GMT-1` is one hour ahead). With any other
    offset, or none, only the day is known.
    """
    words = words.strip()
    if not words.isascii() or len(words) > LONGEST:
        return ""
    web = _WEB.fullmatch(words)
    if web is not None:
        day, clock, offset = web.groups()
        return _told(day, clock, None if offset is None else _seconds(offset))
    return _date(words) or _mailed(words)


def _mailed(words: str) -> str:
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, OverflowError, IndexError):
        return ""
    offset = found.utcoffset()
    seconds = None if offset is None else int(offset.total_seconds())
    return _told(f"{found.date()}", f"{found.time()}", seconds)


def _told(day: str, clock: str, offset: int | None) -> str:
    zone = _zone(offset)
    return (_when(f"{day}T{clock}[{zone}]") if zone else "") or _date(day)


def _zone(offset: int | None) -> str:
    if offset is None or offset % HOUR:
        return ""
    return f"Etc/GMT{-offset // HOUR:+d}" if offset else "UTC"


def _seconds(offset: str) -> int:
    if offset in ("Z", "z"):
        return 0
    sign = -1 if offset[0] == "-" else 1
    return sign * (int(offset[1:3]) * HOUR + int(offset[-2:]) * 60)


def _when(text: str) -> str:
    try:
        return dates.parse_when(text)
    except dates.DateError:
        return ""


def _date(text: str) -> str:
    try:
        return "" if text.startswith("[") else dates.parse(text)
    except dates.DateError:
        return ""
