"""Saving minutes from their screen, step by step: whose words stand where somebody else changed
them, what would be made, and the one batch that makes it."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import TYPE_CHECKING, Any

from msgspec import structs

from store.errors import StoreError
from store.fields import FieldError
from store.journal.batch import now
from store.kinds import Meeting
from store.minutes.plan import Plan
from store.minutes.planning import plan
from store.minutes.versions import called, label, saved, taken_back
from store.verbs import Pair
from tui.counting import several
from tui.screens.confirm import Confirm
from tui.screens.stale import StaleScreen, Which, differences

if TYPE_CHECKING:
    from tui.screens.minutes import MinutesScreen

GONE = "Somebody else has deleted this meeting meanwhile; what you typed is kept as a draft."


class Saving:
    """One try to save, from the key to the batch; each step opens what it asks with, or goes on."""

    def __init__(self, screen: "MinutesScreen", final: bool) -> None:
        self._screen, self._final = screen, final
        self._store, self._ascii = screen.desk.store, screen.desk.config.ascii
        self._text = ""

    def begin(self) -> None:
        """Start; the screen is saving until the last step, or until a person goes back."""
        self._screen.saving = True
        self._do(self._check)

    def take_back(self) -> None:
        """Let final minutes be a draft again, if a person says so."""
        number = self._screen.base.minutes_version or 1
        question = Confirm(
            f"Take back that version {number} is final?",
            "It is a draft again, under the same number.",
            "take it back",
            self._ascii,
        )
        self._screen.saving = True
        self._screen.app.push_screen(question, self._if(self._take_back))

    # ---------------------------------------------------------------- the steps

    async def _check(self) -> None:
        self._text = self._screen.checked()
        await self._screen.keep_words()
        if self._final and not self._text:
            raise StoreError("There is nothing to make final yet.")
        base, meeting = self._screen.base, self._current()
        if meeting.minutes in (base.minutes, self._text):
            await self._plan()
            return
        mine = structs.replace(base, minutes=self._text)
        found = differences(base, meeting, mine, self._screen.desk.names)
        ours = [one for one in found if one.name == "minutes"]
        self._screen.app.push_screen(StaleScreen(ours, self._ascii), self._settled)

    def _settled(self, chosen: dict[str, Which] | None) -> None:
        if chosen is None:
            self._end()
        elif chosen["minutes"] == "mine":
            self._do(self._plan)
        else:
            self._screen.take_theirs(self._current())
            self._end()

    async def _plan(self) -> None:
        answers = self._screen.answers
        found = await asyncio.to_thread(plan, self._store, self._current(), self._text, answers)
        if found.asks or (found.rows and self._text == found.meeting.minutes):
            from tui.screens.capturing import CapturingScreen

            over = CapturingScreen(self._screen.desk, found, self._final, answers)
            self._screen.app.push_screen(over, self._chosen)
        elif self._final:
            new = saved(found.meeting, self._text, final=True, by="", at="")
            question = Confirm(
                f"Make the minutes final, as version {new.minutes_version}?",
                "What is changed later is a draft of the next version.",
                "make them final",
                self._ascii,
            )
            self._screen.app.push_screen(question, self._if(lambda: self._write(found, ())))
        else:
            await self._write(found, ())

    def _chosen(self, chosen: tuple[Plan, Collection[str]] | None) -> None:
        if chosen is None:
            self._end()
        else:
            self._do(lambda: self._write(*chosen))

    async def _write(self, found: Plan, taken: Collection[str]) -> None:
        pairs = found.pairs(taken, final=self._final, by=self._store.by, at=now())
        if not pairs:
            self._screen.notify("Nothing to change: it is saved already.", markup=False)
        else:
            await self._apply(found.meeting, pairs)
            made = sum(old is None for old, _ in pairs)
            what = f" · {several(made, 'record')} made" if made else ""
            self._said(f"Saved: {called(self._current())}{what}")
        await self._screen.saved(self._current())
        self._end()

    async def _take_back(self) -> None:
        meeting = self._current()
        await self._apply(meeting, [(meeting, taken_back(meeting, by=self._store.by, at=now()))])
        await self._screen.saved(self._current())
        self._said(f"A draft again: {called(self._current())}")
        self._end()

    # ---------------------------------------------------------------- within

    async def _apply(self, meeting: Meeting, pairs: list[Pair]) -> None:
        new = next((n for _, n in pairs if isinstance(n, Meeting) and n.id == meeting.id), meeting)
        await asyncio.to_thread(self._store.apply, label(new), pairs)

    def _said(self, what: str) -> None:
        self._screen.notify(f"{what} · {{undo}} undoes, on the dashboard", markup=False)

    def _current(self) -> Meeting:
        meeting = self._store.get(self._screen.base.id)
        if not isinstance(meeting, Meeting):
            raise StoreError(GONE)
        return meeting

    def _end(self) -> None:
        self._screen.saving = False

    def _if(self, step: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[bool | None], None]:
        """What a question is opened with after which this step is done, if it is wanted."""
        return lambda yes: self._do(step) if yes else self._end()

    def _do(self, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do a step; what goes wrong is told, and ends it."""

        async def told() -> None:
            try:
                await step()
            except (FieldError, StoreError) as error:
                self._screen.warn(str(error))
                self._end()

        self._screen.run_worker(told(), group="save")
