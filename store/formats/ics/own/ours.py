"""What of a calendar is ours: it says of itself which kind of record it is."""

from collections.abc import Mapping

from store.formats.ics import meetings
from store.formats.ics.common import identity
from store.formats.ics.lines import Component, Unreadable
from store.formats.ics.own import component, rest
from store.formats.ics.own.calendar import DEADLINE, MINUTES
from store.formats.ics.said import Item
from store.formats.source import Aside, FormatError, told
from store.kinds import KINDS
from store.record import Record
from store.text import clean_long

FIELD = "minutes"


class Ours:
    """What of a calendar is ours, taken out of it component by component."""

    def __init__(self, most: int, kinds: Mapping[str, type[Record]] = KINDS) -> None:
        self._most = most
        self.items: dict[str, Item] = {}
        self.asides: list[Aside] = []
        self._kinds = kinds
        self._minutes: list[tuple[str, Component]] = []

    def take(self, found: Component) -> bool:
        """Whether a component is ours; if so, it is read."""
        named = found.first(rest.KIND)
        if found.name.startswith(rest.PREFIX):
            kind = found.name.removeprefix(rest.PREFIX).lower()
        elif named is not None:
            kind = named.text.strip()
        else:
            return False
        if kind == MINUTES:
            above = found.first("RELATED-TO")
            self._minutes.append(("" if above is None else above.text, found))
        elif kind != DEADLINE:
            self._record(found, kind)
        return True

    def end(self) -> None:
        """All has come: the minutes go to their meetings."""
        for id_, found in self._minutes:
            meeting = self.items.get(id_)
            if found.wrong:
                self._aside(found, MINUTES, *found.wrong.values())
            elif meeting is None or meeting.kind != meetings.KIND:
                self._aside(found, MINUTES, "their meeting is not in this calendar")
            else:
                description = found.first("DESCRIPTION")
                words = "" if description is None else clean_long(description.text)
                meeting.data[FIELD] = words
        self._minutes = []

    def _record(self, found: Component, name: str) -> None:
        kind = self._kinds.get(name)
        if kind is None:
            self._aside(found, "", f"there is no kind “{told(name)}” in this version")
            return
        try:
            item = component.read(found, kind)
        except Unreadable as error:
            self._aside(found, name, str(error))
            return
        if len(self.items) == self._most:
            raise FormatError(
                f"This calendar has more than {self._most:,} records, the most that is taken; "
                "export them in several files."
            )
        if self.items.setdefault(item.data["id"], item) is not item:
            self._aside(found, name, "another one before it has the same UID")

    def _aside(self, found: Component, kind: str, why: str) -> None:
        id_ = found.first("UID")
        reason = {told(found.name): f"{why} (line {found.at:,})"}
        self.asides.append(Aside("" if id_ is None else identity(id_.text), kind, reason))
