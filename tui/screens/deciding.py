"""Deciding on things in a list: which are meant, deciding in a thread, and taking it back."""

from collections.abc import Callable, Collection
from functools import partial

from textual import on

from store.desk import Desk
from store.errors import StoreError
from store.sync.waiting.deciding import Decided, Half, take_back
from tui.decisions import Decisions
from tui.messages import Done, Failed
from tui.screens.walk import Walk
from tui.waiting import Sort, Thing

MEANT: dict[Sort, str] = {
    "conflict": "what was changed here and there",
    "missing": "what is no longer at its source",
    "double": "what may be the same",
    "held": "what waits for a record",
    "news": "news",
    "dismissed": "news that were dismissed",
}

Back = Callable[[], None]


class Deciding(Walk[str]):
    """Whoever inherits reads what there is to decide into `things`, by row."""

    def __init__(self, desk: Desk, decisions: Decisions) -> None:
        super().__init__(desk)
        self.decisions = decisions
        self.things: dict[str, Thing] = {}
        self._busy = False

    def read(self) -> None:
        """Read anew what there is to decide."""
        raise NotImplementedError

    @property
    def here(self) -> Thing | None:
        """What the cursor stands on."""
        return self.things.get(self.table.cursor_id or "")

    def meant(self, sorts: Collection[Sort], *, one: bool = False) -> list[Thing]:
        """What a key acts on: the marked, else what the cursor stands on; none, and why is said,
        where that is not of these sorts."""
        marked = [thing for row, thing in self.things.items() if row in self.table.marked]
        found = marked or [thing for thing in (self.here,) if thing]
        why = ""
        if self._busy:
            why = "The last decision is still being written."
        elif not found:
            why = "Nothing is chosen here."
        elif any(thing.sort not in sorts for thing in found):
            why = f"This is for {' and '.join(MEANT[sort] for sort in sorts)}."
        elif one and len(found) > 1:
            why = f"{len(found)} are marked, and this is for one."
        if why:
            self.notify(why, severity="warning", markup=False)
            return []
        return found

    def do(self, told: str, do: Callable[[], Back]) -> None:
        """Decide in a thread. `do` gives what takes it back."""

        def work() -> None:
            try:
                self.noted(told, do())
            except Half as error:
                self.decisions.note(told, partial(take_back, self.desk.store, error.decided))
                self.post_message(Failed(f"Not all of it: {error}"))
            except StoreError as error:
                self.post_message(Failed(str(error)))

        self._in_a_thread(work)

    def noted(self, told: str, back: Back) -> None:
        """It was decided, in whatever thread this is: say so, and how it is taken back."""
        self.decisions.note(told, back)
        self.post_message(Done(f"{told} · {{waits.undo}} takes it back"))

    def decided(self, told: str, decided: Decided | None) -> None:
        """A question over this screen has decided."""
        if decided is not None:
            self.noted(told, partial(take_back, self.desk.store, decided))
            self._done()

    def action_undo(self) -> None:
        """Take the last decision back; it waits again."""

        def work() -> None:
            try:
                told = self.decisions.take_back()
            except StoreError as error:
                self.post_message(Failed(str(error)))
            else:
                said = f"Taken back: {told}" if told else "Nothing was decided at this sitting."
                self.post_message(Done(said))

        if not self._busy:
            self._in_a_thread(work)

    def _in_a_thread(self, work: Callable[[], None]) -> None:
        self._busy = True

        def whole() -> None:
            try:
                work()
            finally:
                self.app.call_from_thread(self._done)

        self.run_worker(whole, thread=True, group="decide")

    def _done(self) -> None:
        self._busy = False
        self.table.marked = frozenset()
        self.read()

    @on(Done)
    def _said(self, event: Done) -> None:
        event.stop()
        self.notify(event.text, timeout=4, markup=False)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.notify(event.text, severity="error", timeout=10, markup=False)
