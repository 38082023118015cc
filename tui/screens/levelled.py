"""A paper for different readers: what is public is told, or what is private too."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual.binding import BindingType

from store.desk import Desk
from store.errors import StoreError
from store.fields import FieldError
from store.formats.visible import LEVELS
from store.query import QueryError
from store.record import Visibility
from store.reports.render import render
from store.reports.words import Form
from tui.bindings import bound
from tui.screens.paper import PaperScreen
from tui.widgets.header import Header

Tell = Callable[[Visibility], tuple[Struct, int]]
READERS = {"public": "public", "private": "internal", "confidential": "internal, all of it"}


class LevelledPaper(PaperScreen):
    """Shows what `tell` tells of a level, and how many records are withheld there. It begins with
    the first of `levels`; a key goes on to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [bound("paper.level", "level")]

    def __init__(  # noqa: PLR0913 — what is told, of what, and to whom
        self,
        desk: Desk,
        title: str,
        tell: Tell,
        *,
        template: str,
        name: str,
        levels: Sequence[Visibility] = LEVELS,
    ) -> None:
        super().__init__(desk, title, self._told, name)
        self._tell, self._template = tell, template
        self._levels, self._at = levels, 0
        self._withheld = 0

    @property
    def level(self) -> Visibility:
        """How secret what is told may be."""
        return self._levels[self._at]

    def _told(self, form: Form) -> str:
        """In whatever thread makes it, or writes it into a file."""
        try:
            data, self._withheld = self._tell(self.level)
        except (FieldError, QueryError) as error:
            raise StoreError(str(error)) from error
        return render(self._template, form, data, self.desk)

    def action_level(self) -> None:
        """Go on to the next level, round and round."""
        self._at = (self._at + 1) % len(self._levels)
        self.gather()

    def tell(self) -> None:
        """To whom this is told now, and how much is withheld from them."""
        self.query_one(Header).heading = self.heading()
        super().tell()

    def heading(self) -> str:
        held = f", {self._withheld} withheld" if self._withheld else ""
        parts = (self._title, f"{READERS[self.level]}{held}", self.desk.title)
        return " · ".join(filter(None, parts))

    def hints(self) -> Sequence[tuple[str, str]]:
        ahead = READERS[self._levels[(self._at + 1) % len(self._levels)]]
        other = (("{paper.level}", ahead),) if len(self._levels) > 1 else ()
        return (*other, *super().hints())
