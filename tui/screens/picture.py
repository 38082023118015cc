"""A screen that is one picture: a heading, the picture, what the cursor stands on, and the keys."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store.dates import spell
from store.desk import Desk
from store.journal.batch import Batch
from tui.answers import Answer
from tui.bindings import bound, moving
from tui.fit import clean, clip
from tui.keymap import keys_of
from tui.screens.helping import help_over
from tui.screens.once import Once
from tui.widgets.header import Header
from tui.widgets.hint_bar import Hint, HintBar
from tui.widgets.picture import Picture


class PictureScreen(Once, Screen[Answer | None]):
    """`title` says what is seen; `says` what the cursor stands on; `hints` what keys do here."""

    DEFAULT_CSS = (Path(__file__).parent.parent / "styles" / "picture.tcss").read_text("utf-8")
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("picture.open", "move('follow')"),
        bound("picture.left", "move('cursor_left')"),
        bound("picture.right", "move('cursor_right')"),
        bound("picture.close", "leave"),
        bound("jump", "app.jump"),
        bound("help", "help"),
        *moving(),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="-ascii" if desk.config.ascii else None)
        self.desk = desk
        self.picture = Picture(desk.config.ascii, id="picture")

    def compose(self) -> ComposeResult:
        yield Header()
        yield self.picture
        yield Static(id="says")
        yield HintBar()

    def on_mount(self) -> None:
        """What stands at the top."""
        header = self.query_one(Header)
        header.heading = self.heading()
        header.day = spell(str(self.desk.names.today))
        self.picture.focus()
        self.tell()
        self._unsubscribe = self.desk.store.subscribe(self._heard)

    def on_unmount(self) -> None:
        """No more news."""
        self._unsubscribe()

    def _heard(self, _: Batch) -> None:
        """In whatever thread wrote it."""
        self.app.call_later(self.gather)

    def gather(self) -> None:
        """Take in how things stand; asked again whenever anything has changed."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is seen here."""
        return ""

    def says(self) -> str:
        """What the cursor stands on, in words."""
        return ""

    def hints(self) -> Sequence[tuple[str, str]]:
        """What keys do here, the most important first: `{agenda.new}` for the key of that id."""
        return ()

    @on(Picture.Pointed)
    def tell(self) -> None:
        """Say where the cursor stands and what can be done there."""
        line = self.query_one("#says", Static)
        width = max(1, self.app.size.width - 2)
        line.update(Content(clip(clean(self.says()), width)))
        bar = self.query_one(HintBar)
        told = keys_of(self.app).told
        bar.hints = tuple(Hint(told(keys), label) for keys, label in self.hints())
        bar.always = Hint(told("{picture.close}"), "close")

    def on_resize(self) -> None:
        """The words below are cut anew."""
        self.tell()

    def action_move(self, way: str) -> None:
        """Move the cursor of the picture, or follow it."""
        getattr(self.picture, f"action_{way}")()

    def action_help(self) -> None:
        """What the keys do; what is chosen there is done on the dashboard."""
        help_over(self, self.desk)

    def action_leave(self) -> None:
        """Back to the dashboard."""
        self.dismiss(None)
