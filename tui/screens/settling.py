"""The questions that some decisions need: a value, a commitment, a meeting."""

import asyncio
from collections.abc import Sequence
from functools import partial

from store.desk import Desk
from store.fields import Field, field_map, typed_fields
from store.kinds import KINDS, Meeting
from store.sync.waiting import inbox
from store.sync.waiting.deciding import Decided, decide, noted
from store.sync.waiting.resolve import Value, Waiting
from store.types import TYPES
from store.verbs import Pair
from tui.counting import several
from tui.screens.form import FormScreen
from tui.screens.question import Question
from tui.widgets.inputs.base import words_of

COMMITMENT = Field(
    type="ref",
    name="commitment",
    help="What they are evidence of",
    targets=("commitment",),
    required=True,
)


class ValueScreen(Question[Decided | None]):
    """Asks what a field is to hold, where both sides changed it; dismissed with the decision."""

    def __init__(self, desk: Desk, waiting: Waiting) -> None:
        at = waiting.conflict
        field = field_map(KINDS[at.kind])[at.field]
        value = TYPES[field.type].decode(at.ours, field)
        about = desk.names.name(at.id)
        super().__init__(desk, "Neither: a value", about, ((field, words_of(field, value)),))
        self._waiting, self._field = waiting, field
        self._decided: Decided | None = None

    async def carry_out(self) -> bool:
        words = self.typed()
        self.read(words)
        value = Value(words[self._field.name])
        self._decided = await asyncio.to_thread(decide, self.desk.store, [self._waiting], value)
        return True

    def answer(self) -> Decided | None:
        return self._decided

    def nothing(self) -> None:
        return None


class AttachScreen(Question[Decided | None]):
    """Asks of which commitment the news are evidence; dismissed with the decision."""

    def __init__(self, desk: Desk, news: Sequence[inbox.Entry]) -> None:
        about = news[0].news.title if len(news) == 1 else several(len(news), "page")
        super().__init__(desk, "Evidence of a commitment", about, ((COMMITMENT, ""),))
        self._news = news
        self._decided: Decided | None = None

    async def carry_out(self) -> bool:
        id_ = self.read(self.typed())[COMMITMENT.name]
        store = self.desk.store
        attach = partial(inbox.attach, store, self._news, id_, "evidence")
        self._decided = await asyncio.to_thread(noted, store, attach)
        return True

    def answer(self) -> Decided | None:
        return self._decided

    def nothing(self) -> None:
        return None


class MeetingOfNews(FormScreen):
    """The form of a new meeting, begun with what the news say of it."""

    def __init__(self, desk: Desk, entry: inbox.Entry) -> None:
        draft = inbox.draft(desk.store, entry)
        words = {
            name: words_of(f, getattr(draft, name)) for name, f in typed_fields(Meeting).items()
        }
        super().__init__(desk, Meeting, None, {name: said for name, said in words.items() if said})
        self._entry = entry
        self.decided: Decided | None = None

    def apply(self, label: str, pairs: Sequence[Pair]) -> None:
        meetings = [(self._entry, new) for _, new in pairs if isinstance(new, Meeting)]
        store = self.desk.store
        self.decided = noted(store, partial(inbox.make_meetings, store, meetings))
