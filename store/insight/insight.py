"""`Insight` answers for one kind of question at a time with a plain function of a record, so that a
filter over many records costs one call each."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, TypeVar

from store.dates import Answer
from store.errors import StoreError
from store.insight import bodies, waiting
from store.insight.carrying import Carried, Places, in_order
from store.insight.commitments import is_open
from store.insight.flags import FLAGS, OF_HOME, TESTS
from store.insight.heard import Heard, hearing, latest_by_owner
from store.insight.memory import Gathering, Living
from store.insight.parts import Completion, Parts, completion
from store.insight.rhythm import Cadence, Coming, Met, cadence, is_held
from store.insight.scene import Scene
from store.insight.urgency import Scale, Urgency
from store.insight.waiting import Step, Waiting
from store.kinds import KINDS, Commitment, Group, Meeting, Role, Update
from store.record import Record
from store.types import Test
from store.weights import USUAL, Weights

G = TypeVar("G", bound=Gathering)

WEIGHED = ("commitment", "meeting", "update")  # what urgency follows from


class Insight:
    """What follows from the records on a shelf for a day; `home` gives the id of one's own member,
    `weights` how much each reason makes urgent.

    What takes a pass over other records (latest updates, what blocks what) is kept up as these
    change.
    """

    def __init__(
        self,
        shelf: Living,
        today: Callable[[], date],
        home: Callable[[], str] = str,
        weights: Weights = USUAL,
    ) -> None:
        self._scene = Scene(shelf, today, home)
        self._weights = weights
        self._scale: tuple[tuple[Any, ...], Scale] | None = None

    def sit_at(self, home: Callable[[], str]) -> None:
        """From now on one's own member is another."""
        self._scene.at_home = home

    @property
    def home(self) -> str:
        """The id of one's own member; "" where none is set."""
        return self._scene.home

    @property
    def today(self) -> date:
        """The day that all is seen from."""
        return self._scene.today

    @property
    def stamp(self) -> tuple[Any, ...]:
        """The same as long as nothing has changed that an answer may follow from."""
        home = self.home if self._at_home else ""
        return (self.today, home, *map(self._scene.shelf.version, KINDS))

    @property
    def _at_home(self) -> bool:
        try:
            return bool(self.home)
        except StoreError:  # said to whoever asks for one of these flags
            return False

    def still(
        self, kind: type[Record], make: Callable[..., G], *given: object
    ) -> AbstractContextManager[G]:
        """What `make(*given)` has gathered from the records of a kind; see `Memory.still`."""
        return self._scene.memory.still(kind, make, *given)

    # ---------------------------------------------------------------- flags

    def test(self, kind: str, flag: str) -> Test:
        """The test behind `is:FLAG` for a kind; `KeyError` where the kind has no such flag."""
        return TESTS[kind][flag](self._scene)

    def flags(self, record: Record) -> list[str]:
        """The flags that hold for a record, in a fixed order; none that ask whose desk this is,
        where that cannot be told."""
        kind = record.kind.name
        asked = (flag for flag in FLAGS[kind] if self._at_home or flag not in OF_HOME)
        return [flag for flag in asked if self.test(kind, flag)(record)]

    # ---------------------------------------------------------------- commitments

    def due(self, commitment: Commitment) -> str:
        """The due date that counts: its own, else the day of the meeting it is due at."""
        return self._scene.due(commitment)

    def start_of(self, meeting: str) -> str:
        """When the meeting with this id begins; "" where that is not known."""
        return self._scene.start_of(meeting)

    def last_heard(self, commitment: Commitment) -> str:
        """The last day something was heard of it: its latest update, else its meeting, else the
        day it was recorded. An ISO day; "" where none of these is known."""
        return hearing(self._scene)(commitment)

    def latest_by_owner(self, commitment: Commitment) -> Mapping[str, Update]:
        """The latest update of each owner, by the member's id; "" for what is said of the whole."""
        heard = self._scene.memory.of(Update, Heard)
        return latest_by_owner(list(heard.updates.get(commitment.id, ())))

    @property
    def scale(self) -> Scale:
        """What weighs many commitments, as records and day are now."""
        asked = (self.today, *map(self._scene.shelf.version, WEIGHED))
        known = self._scale
        if known is None or known[0] != asked:
            known = self._scale = asked, Scale(self._scene, self._weights)
        return known[1]

    def urgency(self, commitment: Commitment) -> Urgency:
        """How urgent it is today, with each term of the sum."""
        return self.scale.urgency(commitment)

    def completion(self, commitment: Commitment) -> Completion:
        """How much of its parts is done; `n` is 0 where it has none that count."""
        rows = self._scene.commitments
        ids = list(self._scene.memory.of(Commitment, Parts).of.get(commitment.id, ()))
        return completion(part for id_ in ids if (part := rows.get(id_)) is not None)

    def waits_for(self, commitment: Commitment) -> list[Step]:
        """What is open and must be done before it, to the end of the chain."""
        rows = self._scene.commitments

        def before(id: str) -> list[str]:
            there = rows.get(id)
            needed = map(rows.get, there.depends_on) if there and is_open(there) else ()
            return [other.id for other in needed if other is not None and is_open(other)]

        return waiting.chain(commitment.id, before)

    def holds_up(self, commitment: Commitment) -> list[Step]:
        """What is open and waits for it, to the end of the chain."""
        rows = self._scene.commitments
        by = self._scene.memory.of(Commitment, Waiting).by

        def after(id: str) -> list[str]:
            there = rows.get(id)
            waiters = map(rows.get, sorted(by.get(id, ()))) if there and is_open(there) else ()
            return [other.id for other in waiters if other is not None and is_open(other)]

        return waiting.chain(commitment.id, after)

    # ---------------------------------------------------------------- meetings and groups

    def carry_over(self, meeting: Meeting) -> list[Commitment]:
        """What comes on a meeting's agenda: what is due at it first, then by urgency."""
        scene, rows = self._scene, self._scene.commitments
        carried = Carried(meeting, scene.groups, scene.meetings, is_held(meeting, self.today))
        with scene.memory.still(Commitment, Places) as places:
            ids = carried.perhaps(places)
        comes = (c for id_ in ids if (c := rows.get(id_)) is not None and carried.comes(c))
        return in_order(meeting, comes, self.scale.total)

    def cadence(self, group: Group) -> Cadence:
        """How often a group meets, when the next is expected, and whether it has gone quiet."""
        memory, today = self._scene.memory, self.today
        coming = memory.of(Meeting, Coming, today)
        return cadence(group, memory.of(Meeting, Met, today), coming, today)

    def led_by(self, member: str) -> frozenset[str]:
        """The groups that a member certainly leads today."""
        return bodies.led_by(self._scene, member)

    def holders(self, group: str, label: str, day: date) -> list[tuple[Role, Answer]]:
        """Who held a role in a group on a day, certainly or possibly."""
        return bodies.holders(self._scene, group, label, day)

    def accession(self) -> list[tuple[str, int, int]]:
        """The body's growth, published and dated: for each meeting at which a membership was
        published (its day, the published number, how many members' own accession dates certainly
        lie on or before that day)."""
        return bodies.accession(self._scene.shelf)

    def joined_by(self, day: str) -> int:
        """How many members had certainly joined by then, going by their own dates."""
        return bodies.joined_by(self._scene.shelf, day)
