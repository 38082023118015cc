"""Whose desk this is: asked once, and whenever the user wants to say it anew."""

import asyncio

from store.desk import Desk, at_home
from store.fields import Field
from store.settings import NotWritten, write_setting
from tui.screens.question import Question

HOME = Field(
    type="ref",
    name="home",
    help="The member whose desk this is",
    targets=("member",),
    required=True,
)


class HomeScreen(Question[Desk | None]):
    """Dismissed with the desk as that member's, or with `None` where nobody is named."""

    HINTS = (("{form.save}", "save"), ("{form.close}", "skip"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Whose desk is this?", "", ((HOME, desk.config.home),))
        self._chosen: Desk | None = None
        self._told = ""
        self._file = None if desk.title else desk.settings

    def consequence(self) -> str:
        kept = "It is kept as home in your configuration."
        if self._file is None:
            kept = "On throw-away data it is forgotten with them."
        return f"What that member owes is then yours (is:mine). {kept}"

    async def carry_out(self) -> bool:
        home = self.read(self.typed())[HOME.name]
        self._chosen = at_home(self.desk, home)
        if self._file is None or self._told == home:
            return True
        try:
            await asyncio.to_thread(write_setting, self._file, HOME.name, home)
        except NotWritten as error:
            self._told = home
            self.say(f"{error}. {{form.save}} again takes it for now.")
            return False
        return True

    def answer(self) -> Desk | None:
        return self._chosen

    def nothing(self) -> None:
        return None
