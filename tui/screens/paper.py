"""A report as it reads: its Markdown, to be scrolled, copied and written into a file."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from store.desk import Desk
from store.errors import StoreError
from store.reports.words import Form
from tui.answers import if_any
from tui.bindings import bound
from tui.markdown import tell_paper
from tui.messages import Done, Failed
from tui.screens.picture import PictureScreen
from tui.sheet import Page, Sheet, Target, rows_of
from tui.widgets.picture import Picture
from tui.widgets.sheet_view import SheetView

Make = Callable[[Form], str]
MEASURE = 92  # cells: a longer line is hard to read


class Leaf(Picture, inherit_bindings=False):
    """The paper: its cursor stands on pages to open, as far as they are in sight, and no line is
    passed over on the way."""

    pointer = 2
    spare = 2

    @property
    def pointed(self) -> Target | None:
        """What the cursor stands on; None while that is not in sight."""
        rows, top = rows_of(self._sheet.lines, self._item), self.scroll_offset.y
        seen = bool(rows) and rows.start < top + self.size.height and rows.stop > top
        return super().pointed if seen else None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What is in sight has changed."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Pointed())

    def step(self, by: int) -> None:
        SheetView.step(self, by)


class PaperScreen(PictureScreen[None]):
    """Shows what `make` makes, and makes it anew whenever anything has changed. `title` says what
    paper it is; `name` is offered for the file that it is written to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("paper.copy", "copy"),
        bound("paper.write", "write"),
    ]

    class Made(Message):
        """The paper as it is now, set for the width that the screen had, or why there is none."""

        def __init__(self, text: str, sheet: Sheet, trouble: str = "") -> None:
            super().__init__()
            self.text, self.sheet, self.trouble = text, sheet, trouble

    def __init__(self, desk: Desk, title: str, make: Make, name: str = "paper") -> None:
        super().__init__(desk)
        self.picture = Leaf(desk.config.ascii, id="picture")
        self._title, self._make, self._name = title, make, name
        self._text = ""
        self._trouble = "Gathering…"
        self._sheet = self._set()

    def on_mount(self) -> None:
        """Make it."""
        self.gather()

    def gather(self) -> None:
        """Make it in a thread, and set it there: a long one takes a while."""

        def work() -> None:
            text = trouble = ""
            try:
                text = self._make("md")
            except StoreError as error:
                trouble = str(error)
            sheet = self._set(text, trouble, self.picture.room)
            self.post_message(self.Made(text, sheet, trouble))

        self.run_worker(work, thread=True, exclusive=True, group="make")

    @on(Made)
    def _made(self, event: Made) -> None:
        self._text, self._trouble, self._sheet = event.text, event.trouble, event.sheet
        self.picture.show(self._draw)
        self.tell()

    def _draw(self, width: int, _height: int) -> Sheet:
        if self._sheet.width != min(width, MEASURE):
            self._sheet = self._set(self._text, self._trouble, width)
        return self._sheet

    def _set(self, text: str = "", trouble: str = "", width: int = MEASURE) -> Sheet:
        sheet = Sheet(min(width, MEASURE), self.desk.config.ascii)
        if trouble:
            sheet.text(trouble, "muted")
        tell_paper(sheet, text)
        return sheet

    # ---------------------------------------------------------------- keys

    def action_copy(self) -> None:
        """All of it goes to the clipboard."""
        if self._text:
            self.app.copy_to_clipboard(self._text)
            self.notify("Copied, as Markdown", markup=False, timeout=4)
        else:
            self.notify("There is nothing to copy yet.", severity="warning", markup=False)

    def action_write(self) -> None:
        """Ask for the file."""
        from tui.screens.writing import WritingScreen

        asking = WritingScreen(self.desk, self._title, self._make, f"{self._name}.html")
        self.app.push_screen(asking, if_any(self._written))

    def _written(self, told: str) -> None:
        self.notify(told, markup=False, timeout=6)

    @on(Picture.Chosen)
    def _chosen(self, event: Picture.Chosen) -> None:
        from tui.pages import visit

        if isinstance(event.target, Page):
            visit(self, event.target.url)

    def on_done(self, event: Done) -> None:
        """What came of opening a page."""
        event.stop()
        self.notify(event.text, markup=False, timeout=4)

    def on_failed(self, event: Failed) -> None:
        """Why it came to nothing."""
        event.stop()
        self.notify(event.text, severity="error", markup=False)

    # ---------------------------------------------------------------- in words

    def heading(self) -> str:
        return f"{self._title} · {self.desk.title}" if self.desk.title else self._title

    def says(self) -> str:
        match self.picture.pointed:
            case Page(url=url):
                return url
            case _:
                return self._trouble

    def hints(self) -> Sequence[tuple[str, str]]:
        page = (("{picture.open}", "open page"),) if self.picture.pointed is not None else ()
        return (
            ("{paper.copy}", "copy"),
            ("{paper.write}", "write a file"),
            *page,
            ("{down} {up}", "scroll"),
            ("{half_down} {half_up}", "half a page"),
        )
