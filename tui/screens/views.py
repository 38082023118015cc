"""The views: filter lines with a name, to be opened by a key; the user's own are saved here."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key

from store.desk import Desk
from store.errors import StoreError
from store.kinds import KINDS
from store.record import Record
from store.views import View, saved_views, write_views
from tui.answers import if_any
from tui.bindings import bound, moving
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import Foot
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("title", "View", 28, 28, 0, fixed=True),
    Column("key", "Key", 3, 3, 1),
    Column("kind", "Of", 11, 11, 4),
    Column("line", "Filter", None, 28, 2),
    Column("origin", "From", 6, 6, 3),
)
FROM = {"built in": "", "saved": "yours", "configuration": "config"}


class ViewsScreen(Overlay[View | None]):
    """Dismissed with the view that is to be opened. `kind` and `line` are what can be saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("views.save", "save"),
        bound("views.edit", "edit"),
        bound("views.delete", "delete"),
        bound("views.close", "leave"),
        *moving(),
    ]

    def __init__(
        self, desk: Desk, views: Mapping[str, View], kind: type[Record], line: str
    ) -> None:
        super().__init__(desk.config.ascii)
        self.desk = desk
        self._views = dict(views)
        self._kind, self._line = kind, line

    def compose(self) -> ComposeResult:
        table = VirtualTable(COLUMNS, self._cell)
        table.ascii = self.ascii
        with Vertical(classes="sheet -listed"):
            yield self.titled("Views")
            yield table
            yield self.foot()

    def on_mount(self) -> None:
        """All of them, the user's first."""
        self.table.set_rows(list(self._views))
        self.table.focus()
        self.on_resize()

    def on_resize(self) -> None:
        """As high as the list, as far as there is room."""
        self.set_height(len(self._views))

    @property
    def here(self) -> View:
        """The view under the cursor."""
        return self._views[self.table.cursor_id or next(iter(self._views))]

    def _cell(self, name: str, column: Column) -> Cell:
        view = self._views[name]
        match column.key:
            case "key":
                return Cell(view.key, "strong")
            case "title":
                return Cell(view.title)
            case "kind":
                return Cell(KINDS[view.kind].kind.plural, "muted")
            case "line":
                return Cell(view.line, "muted")
            case _:
                return Cell(FROM[view.origin], "muted")

    @on(VirtualTable.Highlighted)
    def _highlighted(self) -> None:
        own = (("{views.edit}", "rename"), ("{views.delete}", "delete"))
        save = ("{views.save}", "save this filter")
        self.query_one(Foot).hints = self.hinted(
            ("enter", "open"),
            *(own if self.here.origin == "saved" else ()),
            *((save,) if self._line else ()),
            ("{views.close}", "close"),
        )

    @on(VirtualTable.Selected)
    def _selected(self) -> None:
        self.dismiss(self.here)

    def on_key(self, event: Key) -> None:
        """A view's own key opens it."""
        wanted = event.character
        view = next((v for v in self._views.values() if wanted and v.key == wanted), None)
        if view is not None:
            event.stop()
            self.dismiss(view)

    # ---------------------------------------------------------------- the user's own

    def action_save(self) -> None:
        """Save the panel's filter line under a name."""
        if not self._line:
            said = f"The panel of {self._kind.kind.plural} has no filter to save"
            self.notify(f"{said}: type one with {{filter}}.", severity="warning", markup=False)
            return
        self._ask(View("", "", self._kind.kind.name, self._line))

    def action_edit(self) -> None:
        """Give the view another name or key."""
        if self._is_saved():
            self._ask(self.here)

    def action_delete(self) -> None:
        """Delete the view, when asked again."""
        from tui.screens.confirm import Confirm

        if not self._is_saved():
            return
        view = self.here

        def answered(yes: bool | None) -> None:
            if yes:
                self._delete(view)

        said = f"Its filter was: {view.line}"
        question = f"Delete the view “{view.title}”?"
        self.app.push_screen(Confirm(question, said, "delete", self.ascii), answered)

    def _delete(self, view: View) -> None:
        folder = self.desk.store.journal.folder
        try:
            kept = saved_views(folder)
            kept.pop(view.name, None)
            write_views(folder, kept)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self._renew(self.here.name)

    def _ask(self, view: View) -> None:
        from tui.screens.view import ViewQuestion

        self.app.push_screen(ViewQuestion(self.desk, self._views, view), if_any(self._renew))

    def _renew(self, name: str) -> None:
        from store.views import all_views

        try:
            saved = saved_views(self.desk.store.journal.folder)
            self._views = all_views(self.desk.config.views, saved)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.table.set_rows(list(self._views))
        self.table.cursor_id = name
        self.table.invalidate()
        self.on_resize()
        self._highlighted()

    def _is_saved(self) -> bool:
        """Whether the view is one that was saved here; else it is said whose it is."""
        origin = self.here.origin
        if origin == "built in":
            self.notify("This view comes along: it stays as it is.", markup=False)
        elif origin == "configuration":
            self.notify("This view stands in your configuration: change it there.", markup=False)
        return origin == "saved"
