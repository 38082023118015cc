"""Asking for what panels list: at once, or in a thread where there is much."""

from collections.abc import Callable, Iterable, Sequence

from textual.screen import Screen

from store.desk import Desk
from store.errors import StoreError
from store.query.narrowing import Overtaken
from tui.listing import Lister, Listing
from tui.messages import Listed, Lost

Answer = Callable[[str, str, Listing], None]
"""Takes a kind, the line that was asked of it, and what that comes to."""


class Asking:
    """Asks for lists on behalf of a screen. What is asked of a kind later overtakes what was asked
    of it before, which is dropped."""

    def __init__(self, screen: Screen[None], desk: Desk, kinds: Iterable[str]) -> None:
        self._screen = screen
        self.listers = {kind: Lister(desk, kind) for kind in kinds}
        self._tickets: dict[str, object] = {}

    def ask(self, kind: str, line: str, within: Sequence[frozenset[str]], answer: Answer) -> None:
        """Give the answer at once, or post it as `Listed`; `Lost` where the records cannot be read.
        Of records that are still being read, the first are the answer meanwhile, where the line
        sets no condition."""
        ticket = self._tickets[kind] = object()
        lister = self.listers[kind]

        def work() -> None:
            try:
                told = lister.list(line, within, lambda: self._tickets.get(kind) is ticket)
            except Overtaken:
                return
            except StoreError as error:
                self._screen.post_message(Lost(error))
            else:
                self._screen.post_message(Listed(kind, line, told, ticket))

        try:
            told = lister.at_once(line, within)
            if told is None:
                self._screen.run_worker(work, thread=True, group="list")
            if told is not None or lister.loading:
                answer(kind, line, told or Listing(loading=True))
        except StoreError as error:
            self._screen.post_message(Lost(error))

    def is_wanted(self, event: Listed) -> bool:
        """Whether an answer is to what was asked last."""
        return self._tickets.get(event.kind) is event.ticket

    def stop(self) -> None:
        """Nothing is wanted any more."""
        self._tickets.clear()
