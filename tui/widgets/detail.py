"""The detail pane: lines about a record, some of which can be followed, opened or folded."""

from collections.abc import Callable, Mapping

from textual.message import Message

from tui.sheet import Bookmark, Deed, Fold, Page, Reference, Sheet, Target, rows_of
from tui.widgets.sheet_view import SheetView

Folds = Mapping[str, bool]
Maker = Callable[[int, Folds], Sheet]


class Detail(SheetView, inherit_bindings=False):
    """One record in full. What it shows is made for its width, by the function it is given.

    Which lists are folded is kept by their titles, whatever record is shown.
    """

    class Followed(Message):
        """A reference was followed to this record."""

        def __init__(self, record_id: str) -> None:
            super().__init__()
            self.record_id = record_id

    class Opened(Message):
        """A page of the web is to be opened."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    class Acted(Message):
        """The action of this id is to be done."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, ascii: bool) -> None:
        super().__init__(ascii, id="detail")
        self._make: Maker | None = None
        self._key = ""
        self._folds: dict[str, bool] = {}

    def show(self, key: str, make: Maker | None) -> None:
        """Tell of another record, or of the same one (by its key) anew; None: of nothing."""
        same, self._key, self._make = key == self._key, key, make
        if not same:
            self._item = 0
        self.remake(self.pointed if same else None)
        if not same:
            self.scroll_to_line(0)

    @property
    def place(self) -> Bookmark:
        """Where one reads; what is set is found again, as far as it is still there."""
        return Bookmark(self.pointed, self._item, self.scroll_offset.y)

    @place.setter
    def place(self, place: Bookmark) -> None:
        self._item = place.item
        self.remake(place.target)
        self.scroll_to_line(place.top)
        self.post_message(self.Pointed())

    @property
    def target(self) -> str:
        """The id of the record that the cursor points at, "" for none."""
        return self.pointed.id if isinstance(self.pointed, Reference) else ""

    @property
    def way_on(self) -> str:
        """What enter does here, in a word; "" where it does nothing."""
        match self.pointed:
            case None:
                return ""
            case Fold(open=True):
                return "fold"
            case Fold():
                return "unfold"
            case Page():
                return "open page"
            case _:
                return "follow"

    def make(self, width: int) -> Sheet:
        return Sheet(width) if self._make is None else self._make(width, self._folds)

    def chosen(self, target: Target) -> None:
        match target:
            case Reference(id):
                self.post_message(self.Followed(id))
            case Fold():
                self._fold(target, not target.open)
            case Page(url):
                self.post_message(self.Opened(url))
            case Deed(id):
                self.post_message(self.Acted(id))

    def action_fold(self, told: bool) -> None:
        """Fold the list whose heading the cursor stands on or below, or unfold it."""
        before = self._sheet.targets[: self._item + 1]
        fold = next((target for target in reversed(before) if isinstance(target, Fold)), None)
        if fold is not None and fold.open != told:
            self._fold(fold, told)

    def _fold(self, fold: Fold, told: bool) -> None:
        self._folds[fold.title] = told
        self.remake(Fold(fold.title, told))
        self.reveal()
        self.reveal_list()
        self.post_message(self.Pointed())

    def reveal_list(self) -> None:
        """Scroll to what is told under the heading that the cursor stands on."""
        fold = self.pointed
        if not isinstance(fold, Fold) or not fold.open:
            return
        after = range(self._item + 1, len(self._sheet.targets))
        next_ = next((n for n in after if isinstance(self._sheet.targets[n], Fold)), None)
        lines = self._sheet.lines
        starts = rows_of(lines, self._item).start
        end = len(lines) if next_ is None else rows_of(lines, next_).start
        if end > self.scroll_offset.y + self.size.height:
            self.scroll_to_line(min(starts, end - self.size.height))
