"""Two questions about others' tables: what words mean, and what the map is called."""

import asyncio
from typing import ClassVar, NamedTuple

from msgspec import structs

from store.desk import Desk
from store.door import Problems
from store.fields import Field
from store.mapping import BadMap, Incoming, Outcome, bring_in, outcome_of
from store.mapping.editing import renamed
from tui.mapped import counts
from tui.screens.question import Question

NAME = Field(
    type="text",
    name="name",
    required=True,
    help="The map is remembered by it, and offered when such a table comes again",
)


class MeaningScreen(Question[str | None]):
    """Asks what words of a table mean in a field; dismissed with that, as it is typed."""

    def __init__(self, desk: Desk, field: Field, words: str) -> None:
        asked = structs.replace(field, required=False)
        super().__init__(desk, "It means", words, ((asked, ""),))
        self._field = asked
        self._said: str | None = None

    async def carry_out(self) -> bool:
        words = self.typed()
        self.read(words)
        self._said = words[self._field.name]
        return True

    def answer(self) -> str | None:
        return self._said

    def nothing(self) -> None:
        return None


class Brought(NamedTuple):
    """What an import did, in a few words, "" for nothing; and the id of the first record of it."""

    told: str
    id: str


class ApplyScreen(Question[Brought | None]):
    """Asks what the map is to be called, and imports; dismissed with what that did."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("{form.save}", "import"),
        ("{form.close}", "leave"),
    )

    def __init__(self, desk: Desk, coming: Incoming, out: Outcome) -> None:
        super().__init__(desk, "Import", coming.file, ((NAME, coming.name),))
        self._coming, self._out = coming, out
        self._brought: Brought | None = None

    def consequence(self) -> str:
        left = "What is not settled stays words, or is left empty. " if self._out.open else ""
        return f"{counts(self._out)}. {left}One undo ({{undo}}) takes all of it back."

    async def carry_out(self) -> bool:
        name = self.read(self.typed())["name"]
        await asyncio.to_thread(self._bring_in, name)
        return True

    def _bring_in(self, name: str) -> None:
        store, coming, out = self.desk.store, self._coming, self._out
        if name != coming.name:
            try:
                coming = renamed(store, coming, name)
            except BadMap as error:
                raise Problems({"name": str(error)}) from error
            out = outcome_of(store, coming)  # the ids of what comes are made of the name
        batch = bring_in(store, coming, out)
        told = f"{out.new:,} new, {out.changed:,} changed" if batch else ""
        first = out.rows[0].new.id if out.rows else ""
        self._brought = Brought(told, first)

    def answer(self) -> Brought | None:
        return self._brought

    def nothing(self) -> None:
        return None
