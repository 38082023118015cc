"""A screen on a meeting whose unsaved words are kept as a draft, and offered the next time."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.screen import Screen

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from store.kinds import Meeting
from tui.answers import Answer
from tui.drafts import Place
from tui.keeping import farewell
from tui.screens.drafting import Drafting
from tui.screens.once import Once

OFTEN = 1.0  # seconds between two looks at what there is to keep as a draft


class Drafted(Once, Screen[Answer | None]):
    """Whoever inherits says what is not saved, takes words up again, and tells how it stands.
    `resume`: go on with the newest draft unasked."""

    DEFAULT_CSS = (Path(__file__).parent.parent / "styles" / "minutes.tcss").read_text("utf-8")
    SCOPED_CSS = False
    PLACE: ClassVar[Place]

    def __init__(self, desk: Desk, meeting: Meeting, resume: bool = False) -> None:
        super().__init__(classes="-ascii" if desk.config.ascii else None)
        self.desk, self.base = desk, meeting
        self.saving = False
        self._resume = resume
        self._drafting = Drafting(desk, self.PLACE, meeting.id)
        self._leaving = self._unkept = False

    def on_mount(self) -> None:
        """What was typed before is offered; what is typed is kept every second."""
        self._unsubscribe = self.desk.store.subscribe(self._heard)
        self.look_for_drafts()
        self.set_interval(OFTEN, self._keep_often)

    def on_unmount(self) -> None:
        """No more news."""
        self._unsubscribe()

    def _heard(self, _: Batch) -> None:
        """The records have changed, in whatever thread."""
        self.app.call_later(self.follow)

    # ---------------------------------------------------------------- who inherits says

    def unsaved(self) -> Mapping[str, str]:
        """The words that are not saved, by field of the meeting; nothing where all is."""
        raise NotImplementedError

    def take(self, words: Mapping[str, str]) -> None:
        """Go on with these words."""
        raise NotImplementedError

    def tell(self) -> None:
        """Tell how it stands."""
        raise NotImplementedError

    def follow(self) -> None:
        """The records have changed."""
        raise NotImplementedError

    def warn(self, text: str) -> None:
        """Say what does not go, and why; it goes by itself."""
        self.notify(text, severity="warning", markup=False)

    # ---------------------------------------------------------------- drafts

    @property
    def offer(self) -> str:
        """What was typed before, and the keys for it; "" for nothing."""
        return self._drafting.offer(f"{self.PLACE}.take_draft", f"{self.PLACE}.drop_draft")

    @work(group="drafts")
    async def look_for_drafts(self) -> None:
        """See what was typed before and not saved."""
        try:
            await self._drafting.look()
        except StoreError as error:
            self.warn(str(error))
        if self._drafting.note:
            self.warn(self._drafting.note)
        if self._resume:
            self.action_take_draft()
        self.tell()

    def action_take_draft(self) -> None:
        """Go on with what was typed before."""
        if (draft := self._drafting.take()) is not None:
            self.take(draft.words)
            self.tell()

    async def action_drop_draft(self) -> None:
        """Throw away what was typed before."""
        try:
            await self._drafting.drop()
        except StoreError as error:
            self.warn(str(error))
        self.tell()

    def begin_draft(self) -> None:
        """What was typed so far is a draft by itself, to be offered; from now on it is another."""
        self._drafting = Drafting(self.desk, self.PLACE, self.base.id)
        self.look_for_drafts()

    def _keep_often(self) -> None:
        if not self.saving:
            self._try_to_keep()

    @work(group="keep", exclusive=True)
    async def _try_to_keep(self) -> None:
        try:
            await self.keep_words()
        except StoreError as error:
            if not (self._unkept or self._leaving):
                self.warn(f"No draft can be kept: {error}")
            self._unkept = True

    async def keep_words(self) -> None:
        """Keep what is not saved. `StoreError`."""
        await self._drafting.keep(self.unsaved())

    async def keep(self) -> str:
        """The program is left: keep what is not saved as a draft."""
        await self.keep_words()
        return farewell(self.desk) if self._drafting.kept else ""

    async def close(self) -> None:
        """Close, and keep what is not saved as a draft."""
        try:
            await self.keep_words()
        except StoreError as error:
            if not self._leaving:
                self._leaving = True
                self.warn(f"{error} Escape again closes without keeping what was typed.")
                return
        if self._drafting.kept:
            self.notify("What you typed is kept as a draft.", markup=False)
        self.dismiss(None)
