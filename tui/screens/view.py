"""Saving a view: its name, and the key that opens it from the list."""

import asyncio
from collections.abc import Mapping

from store.config import NamedView
from store.desk import Desk
from store.fields import Field
from store.kinds import KINDS
from store.views import View, saved_views, with_view, write_views
from tui.screens.question import Question

NAME = Field(type="text", name="name", help="What it is called", required=True)
KEY = Field(type="text", name="key", help="One digit or letter that opens it from the list")


class ViewQuestion(Question[str | None]):
    """Asks for the name and the key of a view; one without a name is new. Dismissed with the name
    that it was saved under."""

    def __init__(self, desk: Desk, views: Mapping[str, View], view: View) -> None:
        title = "Rename the view" if view.name else "Save this filter as a view"
        key = view.key if view.origin == "saved" else ""
        super().__init__(desk, title, "", ((NAME, view.title), (KEY, key)))
        self._views, self._view = views, view
        self._saved_as: str | None = None

    def consequence(self) -> str:
        return f"{KINDS[self._view.kind].kind.plural.capitalize()}: {self._view.line}"

    async def carry_out(self) -> bool:
        values = self.read(self.typed())
        view = NamedView(values["name"], self._view.kind, self._view.line, values["key"])
        await asyncio.to_thread(self._write, view)
        return True

    def _write(self, view: NamedView) -> None:
        folder = self.desk.store.journal.folder
        saved = with_view(saved_views(folder), view, self._views, self._view.name)
        write_views(folder, saved)
        self._saved_as = list(saved)[-1]

    def answer(self) -> str | None:
        return self._saved_as

    def nothing(self) -> None:
        return None
