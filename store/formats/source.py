"""What every reader shares: bytes from outside as text or JSON, and what was found in a file."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from store.errors import StoreError
from store.record import Record
from store.text import clean_line, shorten
from store.versions import Stamp

CALENDAR = b"BEGIN:VCALENDAR"
DEEPEST = 64  # levels of JSON within JSON; what goes deeper is an attack or a mistake


class FormatError(StoreError):
    """What was read is not what it should be, in one sentence."""


class Aside(Struct, frozen=True, omit_defaults=True):
    """A record that could not be taken, and why: a sentence for each field that is wrong. Those
    without an id of which there is the same to say are one, with `times` how many they are."""

    id: str
    kind: str
    reasons: dict[str, str]
    times: int = 1


class Asides:
    """What is set aside, gathered so that a million alike take no more room than one."""

    def __init__(self) -> None:
        self._found: list[Aside] = []
        self._first: dict[tuple[str, ...], Aside] = {}
        self._alike: dict[int, int] = {}  # how many are like the one at that place
        self._places: dict[tuple[str, ...], int] = {}

    def add(self, aside: Aside, times: int = 1) -> None:
        """One more, or so many more."""
        key = (aside.kind, *aside.reasons, *aside.reasons.values())
        if not aside.id:
            place = self._places.setdefault(key, len(self._found))
            self._alike[place] = self._alike.get(place, 0) + times
            if place < len(self._found):
                return
        first = self._first.setdefault(key, aside)
        self._found.append(Aside(aside.id, first.kind, first.reasons))

    def all(self) -> list[Aside]:
        """All of them, in the order in which they came."""
        for place, times in self._alike.items():
            one = self._found[place]
            self._found[place] = Aside(one.id, one.kind, one.reasons, times)
        return self._found


class Contents(Struct, frozen=True, kw_only=True):
    """What a file holds.

    `fields`: the names of the fields that the file speaks of, by kind; None where an absent field
    is an empty one. A table without a column for the notes says nothing about the notes.
    """

    records: list[Record]
    asides: list[Aside] = field(default_factory=list)
    fields: Mapping[str, frozenset[str]] | None = None


Reason = Literal["deleted", "merged", "retracted"]


class Tombstone(Struct, frozen=True):
    """A record that is no more, and which one took its place where it was merged."""

    id: str
    kind: str
    deleted: str = ""
    reason: Reason = "deleted"
    replaced_by: str = ""


class News(Struct, frozen=True, omit_defaults=True):
    """Something published that is no record: a person decides what becomes of it.

    `published` and `start` (of the meeting that it tells of, where it says so) are dates or
    date-times as the records have them, "" where they are not known; `publisher` is what the
    source calls itself, or its host. No text has markup, and a link begins with http.
    """

    id: str
    title: str
    link: str = ""
    published: str = ""
    publisher: str = ""
    text: str = ""
    start: str = ""


class Delta(Struct, frozen=True):
    """Where a source keeps what changed since a cursor, relative to where it said so, and of how
    many records that tells (0: it does not say)."""

    since: str
    url: str
    items: int = 0


class Told(Contents, frozen=True, kw_only=True):
    """What a source said in one answer: records, what it has no more, and news.

    A `snapshot` is all that it has, so that what is absent is gone there; a `delta` is what changed
    from `since` to `cursor`. `next_url` is where the next page is, relative to this one's address.

    `between` are the first and the last day that a snapshot is of, "" where it has no such bound:
    what does not lie wholly between them may be absent and yet not gone. `mentioned` are records
    that others stand for in passing, so that several pages may have the same one.

    `unsaid` are spans of ids, each from the first to before the second, sorted and apart: nothing
    is said of these, so that they may be absent and yet not gone. `until` is the last day on which
    the same answer would say the same (ISO), "" where it does not depend on the day.

    `deltas` are links of a chain that ends at `cursor`, each beginning where the one before ends;
    None where the source has to be asked for what changed.
    `desk` is whose versions `stamps` are: those of records and of tombstones, by id.
    """

    mode: Literal["snapshot", "delta"]
    since: str = ""
    cursor: str = ""
    next_url: str = ""
    total: int | None = None
    tombstones: list[Tombstone] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    between: tuple[str, str] = ("", "")
    mentioned: list[Record] = field(default_factory=list)
    unsaid: tuple[tuple[str, str], ...] = ()
    until: str = ""
    deltas: tuple[Delta, ...] | None = None
    desk: str = ""
    stamps: dict[str, Stamp] = field(default_factory=dict)

    def speaks_of(self, id: str) -> bool:
        """Whether this id would be here if it were still there."""
        place = bisect_right(self.unsaid, id, key=lambda span: span[0])
        return not place or self.unsaid[place - 1][1] <= id


def decode_text(source: bytes) -> str:
    """UTF-8, with or without a byte order mark; `FormatError` for any other encoding."""
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"This is not UTF-8 text (byte {error.start + 1}); save it as UTF-8 and try again."
        ) from error


def decode_json(source: bytes) -> Any:
    """The JSON value; `FormatError` where it is none, is cut short or is nested too deep."""
    value = decode_any_json(source)
    check_depth(value)
    return value


def decode_any_json(source: bytes) -> Any:
    """The same, of whatever depth: `check_depth` is for the caller to call."""
    body = source.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        raise FormatError("This is empty, where JSON was expected.")
    if is_wide(body):
        raise FormatError(_WIDE)
    if body.lstrip()[:1] == b"<":
        raise FormatError("This is a web page or XML, where JSON was expected; check the address.")
    try:
        return msgspec.json.decode(body)
    except RecursionError as error:
        raise FormatError(_TOO_DEEP) from error
    except UnicodeDecodeError as error:
        raise FormatError("This is not UTF-8 text, which JSON must be.") from error
    except msgspec.DecodeError as error:
        told = str(error).removesuffix(" - at `$[...]`").removesuffix(" - at `$`")
        if "out of range" in told:
            raise FormatError(_TOO_LARGE) from error
        raise FormatError(f"This is not JSON, or not all of it: {told}.") from error


def is_wide(source: bytes) -> bool:
    """Whether these bytes are text in UTF-16 or UTF-32 (RFC 8259 §8.1 wants UTF-8)."""
    return source.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0", b"{\0", b"\0{", b"[\0", b"\0["))


def begins_calendar(source: bytes) -> bool:
    """Whether these bytes begin as a calendar does."""
    start = source[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[: len(CALENDAR)].upper() == CALENDAR


def check_depth(value: Any) -> None:
    """`FormatError` where a JSON value is nested too deep."""
    if _is_deep(value):
        raise FormatError(_TOO_DEEP)


def told(value: object) -> str:
    """A value from outside as a few safe words."""
    return shorten(clean_line(str(value)[:200]), 80)


def too_many(most: int) -> FormatError:
    """What to say of a feed with more items than these."""
    return FormatError(
        f"This feed has more than {most:,} items, the most that is taken; ask its publisher for a "
        "smaller one."
    )


def repeated(ids: Iterable[str]) -> list[str]:
    """The ids that come more than once."""
    every = list(ids)
    if len(set(every)) == len(every):
        return []
    return [id_ for id_, times in Counter(every).items() if times > 1]


def check_ids(records: Iterable[Record]) -> None:
    """`FormatError` where an id comes twice."""
    if twice := repeated(record.id for record in records):
        raise FormatError(f"The file has {', '.join(twice[:5])} more than once; keep one of each.")


_WIDE = "This is UTF-16 text or the like, where UTF-8 is wanted; tell whoever publishes it."
_TOO_LARGE = (
    "This JSON holds a number that is larger than any that can be kept, so nothing of it was "
    "taken; tell whoever publishes it."
)
_TOO_DEEP = f"This JSON is nested more than {DEEPEST} levels deep; no record is."


def _is_deep(value: Any) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True
