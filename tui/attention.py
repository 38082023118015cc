"""An eye on the sources, for a screen: how much of them waits for a decision, and syncing those
whose time has come, in threads, quietly. Nothing is asked: what a person must decide waits. While
somebody fills something in nothing begins, and what has begun ends and is tried again later.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from store.errors import StoreError
from store.store import Store

if TYPE_CHECKING:
    from store.sync.report import Report

LOOK = 15.0  # seconds between two looks at whose time has come


class Counted(Message):
    """So much waits."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Synced(Message):
    """A source was synced by itself; `again`: it had failed the time before, too."""

    def __init__(self, report: "Report", again: bool) -> None:
        super().__init__()
        self.report, self.again = report, again


class Attention:
    """Tells a screen `Counted` and `Synced`. `may` is asked, from other threads too, whether nobody
    would be disturbed by records that change."""

    def __init__(self, screen: Screen[None], store: Store, may: Callable[[], bool]) -> None:
        self._screen, self._store, self._may = screen, store, may
        self._under_way = False
        self._stopped = True
        self._counting = self._again = False

    def start(self) -> None:
        """From now on."""
        self._stopped = False
        self.recount()
        self.look()
        self._screen.set_interval(LOOK, self.look)

    def stop(self) -> None:
        """No more; what is under way ends, and changes nothing more."""
        self._stopped = True

    # ---------------------------------------------------------------- how much waits

    def recount(self) -> None:
        """Count anew; several who ask while it is counted are answered by one more count."""
        if self._counting or self._stopped:
            self._again = True
            return
        self._counting = True
        self._screen.run_worker(self._count, thread=True, group="count")

    def _count(self) -> None:
        from tui.waiting import count

        while not self._stopped:
            self._again = False
            try:
                number = count(self._store)
            except StoreError as error:  # told where the sources are looked at
                self._screen.log.warning(str(error))
                number = 0
            self._screen.post_message(Counted(number))
            if not self._again:
                break
        self._counting = False

    # ---------------------------------------------------------------- syncing by itself

    def look(self) -> None:
        """Sync what is due."""
        if not (self._under_way or self._stopped) and self._may():
            self._under_way = True
            self._screen.run_worker(self._sync, thread=True, group="automatic")

    def _sync(self) -> None:
        try:
            if due := self._due():
                from store.sync.talk import Talk
                from store.sync.together import together

                talk = Talk(cancelled=lambda: self._stopped or not self._may())
                together(self._store, due, lambda _: talk, lambda report: self._tell(report, due))
        finally:
            self._under_way = False

    def _due(self) -> dict[str, bool]:
        """The sources whose time has come, and whether each failed the last time."""
        from store.sync.kept.keep import all_sources
        from store.sync.kept.schedule import is_due
        from tui.sources import present

        found: dict[str, bool] = {}
        now = present()
        try:
            for keep in all_sources(self._store.journal.folder):
                reached = keep.reached()
                if is_due(keep.source(), reached, now):
                    found[keep.name] = reached.failures > 0
        except StoreError as error:  # told where the sources are looked at
            self._screen.log.warning(str(error))
            return {}
        return found

    def _tell(self, report: "Report", due: dict[str, bool]) -> None:
        if not (report.stopped or self._stopped):
            self._screen.post_message(Synced(report, due[report.source]))
