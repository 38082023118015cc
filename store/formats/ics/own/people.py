"""The people of a record as calendar users: ATTENDEE and ORGANIZER (RFC 5545 §3.8.4.1, §3.8.4.3).

A member has no mailbox, so its address is `urn:smallgroup:` and its id, percent-encoded, to which
nothing can be sent; its name stands beside it (CN).
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote

from store import dates
from store.formats.ics.lines import Line
from store.formats.ics.own import out
from store.formats.ics.own.beside import Beside
from store.formats.ics.own.tell import Key, Said, Tell
from store.kinds import Update
from store.record import Record

SCHEME = "urn:smallgroup:"
GROUP = {"CUTYPE": "GROUP"}  # a state, an organisation or a group, and never one person


UPDATE = "X-SMALLGROUP-UPDATE"  # on a COMMENT: the update that it tells of
DECLINED = "DECLINED"  # what of a person is CANCELLED of a to-do (§3.2.12)


def is_ours(line: Line) -> bool:
    """Whether a line is of a record, and not of somebody with a mailbox."""
    return line.value.strip().lower().startswith(SCHEME)


def person(name: str, id: str, beside: Beside, params: Mapping[str, str] = {}) -> Line:
    """The line for the record with this id."""
    called = beside.name(id)
    said = {**({"CN": called} if called else {}), **GROUP, **params}
    return out.line(name, SCHEME + quote(id, safe=""), said)


def ids(lines: Sequence[Line]) -> list[str]:
    """Whose lines these are."""
    return list(dict.fromkeys(unquote(line.value.strip()[len(SCHEME) :]) for line in lines))


class Attending(Tell):
    """ATTENDEE, with who came and who sent regrets as what each has answered."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        super().__init__("ATTENDEE")
        self.answers = answers  # PARTSTAT → field

    def write(self, record: Record, beside: Beside) -> list[Line]:
        return [
            person("ATTENDEE", id_, beside, {"PARTSTAT": answer})
            for answer, field in self.answers.items()
            for id_ in getattr(record, field)
        ]

    def read(self, lines: Sequence[Line]) -> Said:
        return {
            field: ids([line for line in lines if line.param("PARTSTAT").upper() == answer])
            for answer, field in self.answers.items()
        }

    def claims(self, line: Line) -> bool:
        return is_ours(line)

    def key(self, line: Line) -> Key:
        return line.name, unquote(line.value.strip()), line.param("PARTSTAT").upper()


class Owing(Tell):
    """ATTENDEE, with where each owner stands by its latest update, where there is one."""

    def __init__(self, field: str, states: Mapping[str, str]) -> None:
        super().__init__("ATTENDEE")
        self.field = field
        self.states = {
            status: DECLINED if state == "CANCELLED" else state for status, state in states.items()
        }

    def write(self, record: Record, beside: Beside) -> list[Line]:
        latest = beside.latest(record.id)
        return [
            person(
                "ATTENDEE",
                id_,
                beside,
                {"PARTSTAT": self.states[latest[id_].status]}
                if id_ in latest and latest[id_].status
                else {},
            )
            for id_ in getattr(record, self.field)
        ]

    def read(self, lines: Sequence[Line]) -> Said:
        return {self.field: ids(lines)}

    def claims(self, line: Line) -> bool:
        return is_ours(line)

    def key(self, line: Line) -> Key:
        return line.name, unquote(line.value.strip())


class Inviting(Tell):
    """ORGANIZER, of which there may be one: the first of those who invite, or who asked for it."""

    def __init__(self, field: str) -> None:
        super().__init__("ORGANIZER")
        self.field = field

    def write(self, record: Record, beside: Beside) -> list[Line]:
        return [person("ORGANIZER", id_, beside) for id_ in getattr(record, self.field)[:1]]

    def read(self, lines: Sequence[Line]) -> Said:
        return {self.field: ids([line for line in lines if is_ours(line)][:1])}

    def key(self, line: Line) -> Key:
        return line.name, unquote(line.value.strip())


class Remarks(Tell):
    """COMMENT: each update of a commitment in words, for those who have not the update itself."""

    def __init__(self) -> None:
        super().__init__("COMMENT")

    def write(self, record: Record, beside: Beside) -> list[Line]:
        return [
            out.text("COMMENT", remark(update, beside), {UPDATE: quote(update.id, safe="")})
            for update in beside.updates(record.id)
        ]

    def read(self, lines: Sequence[Line]) -> Said:
        return {}

    def claims(self, line: Line) -> bool:
        return UPDATE in line.params

    def holds(self, line: Line) -> bool:
        return True  # the update is a record of its own


def remark(update: Update, beside: Beside) -> str:
    """An update in words."""
    known = (dates.spell(update.at), beside.name(update.member), update.status or update.act)
    return ": ".join(filter(None, (", ".join(filter(None, known)), update.text)))
