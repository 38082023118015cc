"""What is typed on a screen and not saved yet, kept as a draft of what it is about."""

import asyncio
import secrets
from collections.abc import Mapping
from datetime import datetime

from store.desk import Desk
from tui.drafts import Draft, Drafts, Place


class Drafting:
    """Keeps the words of one screen, as the draft of its place on one record."""

    def __init__(self, desk: Desk, place: Place, record: str) -> None:
        self._drafts = Drafts(desk.store.journal.folder)
        self._place: Place = place
        self._record = record
        self._id = secrets.token_hex(8)
        self.kept: Mapping[str, str] = {}
        self.offered: list[Draft] = []

    @property
    def note(self) -> str:
        """What could not be read, in a sentence; "" for nothing."""
        return self._drafts.note

    async def look(self) -> None:
        """Look for what was typed before. `StoreError`."""
        found = await asyncio.to_thread(self._drafts.of, self._record)
        self.offered = [draft for draft in found if draft.place == self._place]

    async def keep(self, words: Mapping[str, str]) -> None:
        """Keep these words; none drop the draft. `StoreError`."""
        if words == self.kept:
            return
        if words:
            await asyncio.to_thread(self._drafts.keep, self._id, self._record, dict(words))
        else:
            await asyncio.to_thread(self._drafts.drop, self._id)
        self.kept = dict(words)

    def take(self) -> Draft | None:
        """Go on with the newest of those that are offered."""
        if not self.offered:
            return None
        draft = self.offered.pop(0)
        self._id, self.kept = draft.id, draft.words
        return draft

    async def drop(self) -> None:
        """Throw away the newest of those that are offered. `StoreError`."""
        if self.offered:
            await asyncio.to_thread(self._drafts.drop, self.offered.pop(0).id)

    def offer(self, take: str, drop: str) -> str:
        """What is offered, with the keys by their ids; "" for nothing."""
        return offer_of(self.offered[0], take, drop) if self.offered else ""


def offer_of(draft: Draft, take: str, drop: str) -> str:
    """That there is a draft, from when, and the keys that take and drop it."""
    at = draft.at.astimezone()
    day = "" if at.date() == datetime.now().astimezone().date() else f"{at:%Y-%m-%d} "
    return f"There is a draft from {day}{at:%H:%M}: {{{take}}} takes it, {{{drop}}} drops it."
