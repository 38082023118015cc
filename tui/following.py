"""Following the store: records that still arrive, who refers to whom, what others write."""

from textual.screen import Screen

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from store.kinds import KINDS
from tui.messages import Arrived, Failed, Linked, Lost, StoreChanged

GLANCE = 0.25  # seconds between two looks at what other processes wrote


class Following:
    """Tells a screen, as messages, what becomes of the store: `StoreChanged`, also when a new day
    began; `Arrived` and `Linked`; `Failed` and `Lost` where it cannot be read."""

    def __init__(self, screen: Screen[None], desk: Desk) -> None:
        self._screen = screen
        self._store, self._names = desk.store, desk.names
        self._day = desk.names.today
        self._trouble = ""  # what was said last, so that it is said once
        self._linking = False

    def start(self) -> None:
        """From now on."""
        self._unsubscribe = self._store.subscribe(self._heard)
        self._screen.set_interval(GLANCE, self._glance)

    def stop(self) -> None:
        """No more news."""
        self._unsubscribe()

    def read_on(self) -> None:
        """Let the rest of a large store arrive."""

        def tell(kind: str) -> None:
            self._screen.post_message(Arrived(kind))

        self._store.read_on(tell)

    def link(self) -> None:
        """When all is there, find out in a thread who refers to whom; once."""
        if self._store.linked or self._linking or any(map(self._store.arriving, KINDS)):
            return
        self._linking = True

        def work() -> None:
            try:
                self._store.link()
            except StoreError as error:
                self._screen.post_message(Lost(error))
            else:
                self._screen.post_message(Linked())

        self._screen.call_after_refresh(self._screen.run_worker, work, thread=True, group="link")

    def _heard(self, batch: Batch) -> None:
        """In whatever thread wrote it."""
        self._screen.post_message(StoreChanged())

    def _glance(self) -> None:
        """Take in what other processes wrote, and that a new day began."""
        try:
            self._store.refresh()
        except StoreError as error:
            if self._trouble != str(error):
                self._trouble = str(error)
                self._screen.post_message(Failed(self._trouble))
            return
        self._trouble = ""
        if self._day != self._names.today:
            self._day = self._names.today
            self._screen.post_message(StoreChanged())
