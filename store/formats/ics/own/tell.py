"""What a property tells of a record, both ways: the lines that are written for a record, and the
values that such lines mean, as JSON has them.

Nothing that a line does not hold in full is lost: the writer reads its own lines, and what they do
not mean goes into a property of ours (`store.formats.ics.own.rest`).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import msgspec

from store.fields import Field
from store.formats.ics import times
from store.formats.ics.common import LINKABLE, VISIBILITY, by_words
from store.formats.ics.lines import Component, Line, Unreadable, listed
from store.formats.ics.own import out
from store.formats.ics.own.beside import Beside
from store.formats.ics.zones import UTC as IN_UTC
from store.formats.ics.zones import Zones
from store.record import Record
from store.text import clean_line

Said = dict[str, Any]
Key = tuple[str, ...]
NO_ZONES = Zones(Component(""))
LARGEST = 2**31  # of an INTEGER (RFC 5545 §3.3.8)
_SIMPLE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", re.ASCII)


class Tell:
    """Some properties, and the fields of which they tell. `shows` are fields that a person reads
    off them as they stand, though they do not hold them. `many` such lines may stand together;
    of a `plain` one without parameters nothing is left that the fields do not hold."""

    many = False
    plain = False

    def __init__(self, *names: str, shows: tuple[str, ...] = ()) -> None:
        self.names = names
        self.shows = shows

    def write(self, record: Record, beside: Beside) -> list[Line]:
        """The lines for a record; none where they would say what is not so."""
        raise NotImplementedError

    def read(self, lines: Sequence[Line]) -> Said:
        """What these lines say of each field; `Unreadable` where it cannot be understood."""
        raise NotImplementedError

    def claims(self, line: Line) -> bool:
        """Whether a line of one of these names is of this sort."""
        return True

    def holds(self, line: Line) -> bool:
        """Whether the fields hold all that a line may say."""
        return self.plain and not line.params

    def key(self, line: Line) -> Key:
        """What two lines have in common that say the same."""
        return line.name, line.text, line.param("TZID"), line.param("RELTYPE")


class Words(Tell):
    """Text that is a field's."""

    def __init__(self, name: str, field: str) -> None:
        super().__init__(name)
        self.field = field

    def write(self, record: Record, beside: Beside) -> list[Line]:
        words = getattr(record, self.field)
        return [out.text(self.names[0], words)] if words else []

    def read(self, lines: Sequence[Line]) -> Said:
        return {self.field: clean_line(lines[0].text) if lines else ""}


class Place(Tell):
    """LOCATION: the venue, with the city and the country that it is in."""

    plain = True

    def __init__(self) -> None:
        super().__init__("LOCATION", shows=("venue", "city", "country"))

    def write(self, record: Record, beside: Beside) -> list[Line]:
        words = ", ".join(filter(None, (getattr(record, name) for name in self.shows)))
        return [out.text("LOCATION", words)] if words else []

    def read(self, lines: Sequence[Line]) -> Said:
        return {self.shows[0]: clean_line(lines[0].text) if lines else ""}


class OneOf(Tell):
    """A word of iCalendar for each of a field's own; `back` are those that mean no more than one
    of ours."""

    def __init__(self, name: str, field: str, there: Mapping[str, str], back: Mapping[str, str]):
        super().__init__(name)
        self.field = field
        self.there = there
        self.back = back

    def write(self, record: Record, beside: Beside) -> list[Line]:
        word = self.there.get(getattr(record, self.field), "")
        return [out.line(self.names[0], word)] if word else []

    def read(self, lines: Sequence[Line]) -> Said:
        said = lines[0].value.strip().upper() if lines else ""
        return {self.field: self.back.get(said, "")}


class Secrecy(Tell):
    """CLASS: who may see it; what is unknown is private (§3.8.1.3)."""

    def __init__(self) -> None:
        super().__init__("CLASS")

    def write(self, record: Record, beside: Beside) -> list[Line]:
        return [out.line("CLASS", record.visibility.upper())]

    def read(self, lines: Sequence[Line]) -> Said:
        said = lines[0].value.strip().upper() if lines else ""
        return {"visibility": VISIBILITY.get(said, "private")}


class Number(Tell):
    """A whole number; 0 is none where the field is empty so."""

    def __init__(self, name: str, field: str, *, zero: bool = False) -> None:
        super().__init__(name)
        self.field = field
        self.zero = zero

    def write(self, record: Record, beside: Beside) -> list[Line]:
        number = getattr(record, self.field)
        there = number is not None and (number or self.zero) and abs(number) < LARGEST
        return [out.line(self.names[0], str(number))] if there else []

    def read(self, lines: Sequence[Line]) -> Said:
        said = lines[0].value.strip() if lines else ""
        if not re.fullmatch(r"\d{1,10}", said, re.ASCII):
            return {self.field: None}
        return {self.field: int(said) if self.zero else int(said) or None}


class Stamp(Tell):
    """An instant in UTC, to the second."""

    def __init__(self, name: str, field: str) -> None:
        super().__init__(name)
        self.field = field

    def write(self, record: Record, beside: Beside) -> list[Line]:
        value = instant(getattr(record, self.field))
        return [out.line(self.names[0], value)] if value else []

    def read(self, lines: Sequence[Line]) -> Said:
        if not lines:
            return {self.field: ""}
        moment = times.moment(lines[0].value, lines[0], NO_ZONES)
        utc = moment.zone == IN_UTC
        return {self.field: f"{moment.local.isoformat(timespec='seconds')}Z" if utc else ""}


class Categories(Tell):
    """CATEGORIES: what sort it is, and its tags."""

    plain = True

    def __init__(self, classification: Field) -> None:
        super().__init__("CATEGORIES", shows=(classification.name, "tags"))
        self.field = classification

    def write(self, record: Record, beside: Beside) -> list[Line]:
        words = dict.fromkeys((getattr(record, self.field.name), *record.tags))
        value = ",".join(out.escaped(word) for word in words if word)
        return [out.line("CATEGORIES", value)] if value else []

    def read(self, lines: Sequence[Line]) -> Said:
        words = [clean_line(word) for line in lines for word in listed(line.value)]
        classification, tags = by_words(words, self.field)
        return {self.field.name: classification, "tags": tags}


class Address(Tell):
    """URL: the first of its pages."""

    def __init__(self) -> None:
        super().__init__("URL")

    def write(self, record: Record, beside: Beside) -> list[Line]:
        if not record.links:
            return []
        url = quote(record.links[0].url, safe="!#$%&'()*+,/:;=?@[]~")
        return [out.line("URL", url)] if LINKABLE.fullmatch(url) else []

    def read(self, lines: Sequence[Line]) -> Said:
        urls = [line.value.strip() for line in lines[:1]]
        return {"links": [{"url": url} for url in urls if LINKABLE.fullmatch(url)]}


class Related(Tell):
    """RELATED-TO: what it is part of, and what must be done before it (RFC 9253 §5)."""

    many = True
    BEFORE = "DEPENDS-ON"

    def __init__(self, parent: str, before: str) -> None:
        super().__init__("RELATED-TO")
        self.parent = parent
        self.before = before

    def write(self, record: Record, beside: Beside) -> list[Line]:
        parent = getattr(record, self.parent)
        above = [out.text("RELATED-TO", parent)] if parent else []
        before = {"RELTYPE": self.BEFORE}
        return above + [out.text("RELATED-TO", id_, before) for id_ in getattr(record, self.before)]

    def read(self, lines: Sequence[Line]) -> Said:
        by_relation: dict[str, list[str]] = {"PARENT": [], self.BEFORE: []}
        for line in lines:
            relation = line.param("RELTYPE").upper() or "PARENT"
            by_relation.setdefault(relation, []).append(line.text)
        above = by_relation["PARENT"]
        return {self.parent: above[0] if above else "", self.before: by_relation[self.BEFORE]}


class Reference(Tell):
    """REFID (RFC 9253 §8.3), which all share that belong to one meeting: the meeting itself, of
    which it says nothing else, and what has it in this field."""

    many = True

    def __init__(self, field: str = "") -> None:
        super().__init__("REFID")
        self.field = field

    def write(self, record: Record, beside: Beside) -> list[Line]:
        id_ = getattr(record, self.field or "id")
        return [out.text("REFID", id_)] if id_ else []

    def read(self, lines: Sequence[Line]) -> Said:
        return {self.field: lines[0].text if lines else ""} if self.field else {}


def instant(stamp: str) -> str:
    """An instant as a DATE-TIME in UTC, "" where there is none."""
    if _SIMPLE.fullmatch(stamp):
        return stamp[:19].replace("-", "").replace(":", "") + "Z"
    if not stamp:
        return ""
    try:
        utc = msgspec.convert(stamp, type=datetime).astimezone(UTC)
    except OverflowError:
        return ""  # in UTC it lies outside the years that there are
    return utc.replace(tzinfo=None, microsecond=0).isoformat().translate({45: None, 58: None}) + "Z"


def understood(tell: Tell, lines: Sequence[Line]) -> Said | None:
    """What these lines say; None where it cannot be understood."""
    try:
        return tell.read(lines)
    except Unreadable:
        return None
