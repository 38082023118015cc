"""The sorts of components, and what the properties of each tell of a record."""

from store.fields import field_map
from store.formats.ics.commitments import STATES
from store.formats.ics.commitments import STATUS as CLOSING
from store.formats.ics.lines import Line
from store.formats.ics.meetings import CAME, STANDS
from store.formats.ics.meetings import STATUS as HELD
from store.formats.ics.own import rest, tell
from store.formats.ics.own.beside import NOBODY
from store.formats.ics.own.people import Attending, Inviting, Owing, Remarks
from store.formats.ics.own.tell import Said, Tell
from store.formats.ics.own.when import Closed, Due, Held
from store.kinds import Commitment, Meeting
from store.record import Record


class Sort:
    """A sort of component: its name, what its properties tell, and the fields that are told in
    components beside it. `empty` is what each tells where there is no such line, and `shown` are
    the fields that a person reads off it."""

    def __init__(
        self, name: str, tells: tuple[Tell, ...] = (), beside: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.tells = tells
        self.beside = beside
        self.empty: list[Said] = [each.read([]) for each in tells]
        self.shown = frozenset(name for each in tells for name in each.shows)
        self._places = {name: place for place, each in enumerate(tells) for name in each.names}

    def place(self, line: Line) -> int:
        """The place of what tells by this line, -1 where nothing does."""
        place = self._places.get(line.name, -1)
        return place if place < 0 or self.tells[place].claims(line) else -1


_ALL = (
    tell.Secrecy(),
    tell.Stamp("CREATED", "created"),
    tell.Stamp("LAST-MODIFIED", "modified"),
    tell.Number("SEQUENCE", "sequence"),
    tell.Address(),
)
_MEETS = (
    tell.Words("SUMMARY", "name"),
    tell.Categories(field_map(Meeting)["classification"]),
    tell.Reference(),
    Inviting("hosts"),
    Attending(CAME),
    *_ALL,
)
EVENT = Sort(
    "VEVENT",
    (
        *(Held("start", "end"), tell.Place(), tell.OneOf("STATUS", "status", STANDS, HELD)),
        *_MEETS,
    ),
    ("minutes",),
)
JOURNAL = Sort("VJOURNAL", _MEETS, ("minutes",))  # of a meeting whose day is not known (§3.6.3)
TODO = Sort(
    "VTODO",
    (
        tell.Words("SUMMARY", "summary"),
        Due("start", "due", "rrule"),
        Closed("closed"),
        tell.OneOf("STATUS", "status", STATES, CLOSING),
        tell.Number("PRIORITY", "priority"),
        tell.Number("PERCENT-COMPLETE", "percent", zero=True),
        tell.Categories(field_map(Commitment)["classification"]),
        tell.Reference("meeting"),
        tell.Related("parent", "depends_on"),
        Inviting("asked_by"),
        Owing("owners", STATES),
        Remarks(),
        *_ALL,
    ),
)
BY_NAME = {sort.name: sort for sort in (EVENT, JOURNAL, TODO)}


def sort_of(record: Record) -> Sort:
    """Which sort of component a record is."""
    if isinstance(record, Commitment):
        return TODO
    if isinstance(record, Meeting):
        return EVENT if EVENT.tells[0].write(record, NOBODY) else JOURNAL
    return Sort(rest.PREFIX + record.kind.name.upper())
