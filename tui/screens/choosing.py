"""The sheet for the columns of a panel: which, in which order, how wide."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from store.fields import fields
from store.record import Record
from tui.bindings import bound
from tui.choice import NARROWEST, WIDEST, Choice, chosen, naming
from tui.screens.arrange import Arrange
from tui.widgets.columns import Column

HOW = Column("how", "Width", 7, 5, 1, "right")


class ColumnsSheet(Arrange[Choice | None]):
    """Dismissed with the choice, or None to leave it as it was. What is chosen is shown at once:
    `show` is given every change. `widths` are those that the columns have now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("columns.narrower", "widen(-1)"),
        bound("columns.wider", "widen(1)"),
        bound("columns.measure", "measure"),
    ]

    def __init__(
        self,
        kind: type[Record],
        choice: Choice,
        widths: dict[str, int],
        show: Callable[[Choice], None],
        ascii: bool,
    ) -> None:
        names = [field.name for field in chosen(kind, choice)]
        rest = [field.name for field in fields(kind) if field.name not in names]
        super().__init__(kind, f"Columns of the {kind.kind.plural}", HOW, [*names, *rest], ascii)
        self._before, self._show, self._now = choice, show, widths
        self._names, self._widths = set(names), dict(choice.widths)

    @property
    def chosen(self) -> Sequence[str]:
        return [name for name in self.order if name in self._names]

    @property
    def choice(self) -> Choice:
        """What is chosen; nothing, where that is what is declared."""
        names = tuple(self.chosen)
        declared = tuple(field.name for field in chosen(self.kind))
        return Choice(() if names == declared else names, tuple(self._widths.items()))

    def said(self, name: str) -> str:
        return str(self._widths.get(name, "auto")) if name in self._names else ""

    def hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("enter", "done"),
            ("{arrange.choose}", "show, hide"),
            ("{arrange.later} {arrange.earlier}", "move"),
            ("{columns.narrower} {columns.wider}", "width"),
            ("{arrange.leave}", "leave"),
            ("{arrange.reset}", "reset"),
        )

    def action_choose(self) -> None:
        """Show the column, or hide it."""
        if self.here == naming(self.kind).name:
            self.notify("This column names the record: it is always there.", markup=False)
            return
        self._names ^= {self.here}
        self.table.action_cursor_down()
        self._changed()

    def action_shift(self, by: int) -> None:
        """Move the column to the right or to the left, past the next one that is shown."""
        place = self.order.index(self.here)
        way = range(place + by, len(self.order) if by > 0 else -1, by)
        other = next((at for at in way if self.order[at] in self._names), None)
        if self.here in self._names and other is not None:
            self.order.insert(other, self.order.pop(place))
            self.table.set_rows(list(self.order))
            self._changed()

    def action_widen(self, by: int) -> None:
        """Make the column wider or narrower."""
        if self.here in self._names:
            now = self._widths.get(self.here) or self._now.get(self.here) or 10
            self._widths[self.here] = min(max(now + by, NARROWEST), WIDEST)
            self._changed()

    def action_measure(self) -> None:
        """Let the column take what its cells need."""
        self._widths.pop(self.here, None)
        self._changed()

    def action_reset(self) -> None:
        """The columns that the kind declares, as wide as they need."""
        names = [field.name for field in chosen(self.kind)]
        self.order = [*names, *(name for name in self.order if name not in names)]
        self._names, self._widths = set(names), {}
        self.table.set_rows(list(self.order))
        self._changed()

    def action_keep(self) -> None:
        self.dismiss(self.choice)

    def action_leave(self) -> None:
        self._show(self._before)
        self.dismiss(None)

    def _changed(self) -> None:
        self.tell()
        self._show(self.choice)
