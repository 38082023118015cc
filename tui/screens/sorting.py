"""The sheet for the order of the records: one field or several, each one way or the other."""

from collections.abc import Sequence

from store.query.paths import asked_fields
from store.query.syntax import Sort
from store.record import Record
from tui.screens.arrange import Arrange
from tui.signs import signs
from tui.widgets.columns import Column

HOW = Column("how", "Order", 14, 5, 1)


class SortSheet(Arrange[tuple[Sort, ...] | None]):
    """Dismissed with the sort terms: those chosen, or where nothing was changed the field under
    the cursor; none of them is the kind's own order."""

    def __init__(
        self, kind: type[Record], sorts: Sequence[Sort], columns: Sequence[str], ascii: bool
    ) -> None:
        every = [field.name for field in asked_fields(kind)]
        order = dict.fromkeys((*(sort.field for sort in sorts), *columns, *every))
        known = [name for name in order if name in every]
        super().__init__(kind, f"Sort the {kind.kind.plural} by", HOW, known, ascii)
        self.sorts = list(sorts)
        self._changed = False

    @property
    def chosen(self) -> Sequence[str]:
        return [sort.field for sort in self.sorts]

    def said(self, name: str) -> str:
        if name not in self.chosen:
            return ""
        place = self.chosen.index(name)
        down = self.sorts[place].descending
        number = f"{place + 1} " if len(self.sorts) > 1 else ""
        way = signs(self.ascii)
        return f"{number}{way.down} downward" if down else f"{number}{way.up} upward"

    def hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("enter", "done" if self._changed else "sort by it"),
            ("{arrange.choose}", "add, turn, drop"),
            ("{arrange.later} {arrange.earlier}", "order"),
            ("{arrange.leave}", "leave"),
            ("{arrange.reset}", "reset"),
        )

    def action_choose(self) -> None:
        """Sort by it too, then the other way, then no more."""
        place = self.chosen.index(self.here) if self.here in self.chosen else None
        if place is None:
            self.sorts.append(Sort(self.here))
        elif not self.sorts[place].descending:
            self.sorts[place] = Sort(self.here, descending=True)
        else:
            del self.sorts[place]
        self._told_anew()

    def action_shift(self, by: int) -> None:
        """Let the field count later or earlier among those it is sorted by."""
        if self.here not in self.chosen:
            return
        place = self.chosen.index(self.here)
        other = place + by
        if 0 <= other < len(self.sorts):
            self.sorts[place], self.sorts[other] = self.sorts[other], self.sorts[place]
            self._told_anew()

    def action_reset(self) -> None:
        """The order that the kind is listed in."""
        self.sorts = []
        self._told_anew()

    def action_keep(self) -> None:
        if not self._changed and self.here:
            turned = self.sorts == [Sort(self.here)]
            self.sorts = [Sort(self.here, descending=turned)]
        self.dismiss(tuple(self.sorts))

    def _told_anew(self) -> None:
        self._changed = True
        self.tell()
