"""What every answer is a function of: the records, the day, whose desk this is, and what is kept
of all that."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from store.insight.memory import Living, Memory
from store.kinds import Commitment, Group, Meeting


class Scene:
    """The records on a shelf as seen on a day; `at_home` gives the id of one's own member."""

    def __init__(
        self, shelf: Living, today: Callable[[], date], at_home: Callable[[], str]
    ) -> None:
        self.shelf = shelf
        self.memory = Memory(shelf)
        self.at_home = at_home
        self._today = today

    @property
    def today(self) -> date:
        """The day that all is seen from."""
        return self._today()

    @property
    def home(self) -> str:
        """The id of one's own member; "" where none is set."""
        return self.at_home()

    @property
    def meetings(self) -> Mapping[str, Meeting]:
        """The meetings by id."""
        return cast(Mapping[str, Meeting], self.shelf.records("meeting"))

    @property
    def groups(self) -> Mapping[str, Group]:
        """The groups by id."""
        return cast(Mapping[str, Group], self.shelf.records("group"))

    @property
    def commitments(self) -> Mapping[str, Commitment]:
        """The commitments by id."""
        return cast(Mapping[str, Commitment], self.shelf.records("commitment"))

    def start_of(self, meeting: str) -> str:
        """When a meeting begins; "" where it is not here, or none is given."""
        found = self.meetings.get(meeting) if meeting else None
        return "" if found is None else found.start

    def due(self, commitment: Commitment) -> str:
        """The due date that counts: its own, else the day of the meeting it is due at."""
        return commitment.due or self.start_of(commitment.due_at)
