"""Reading a record: what it went through is read when it is asked for, and its links are opened."""

from collections.abc import Callable, Mapping

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from store.errors import StoreError
from store.record import Record
from tui.messages import Failed
from tui.past import Past, read_past
from tui.screens.browsing import Browsing
from tui.sheet import Sheet
from tui.telling import tell
from tui.widgets.detail import Detail

REST = 0.15  # seconds that a record is looked at before its history is read


class Reading(Browsing):
    """The board, and what one reads on it."""

    _past_of = ""  # whose history is read, or being read
    _past: Past | None = None

    class PastRead(Message):
        """What a record went through."""

        def __init__(self, id: str, past: Past) -> None:
            super().__init__()
            self.id = id
            self.past = past

    def told(self, record: Record, width: int, folds: Mapping[str, bool]) -> Sheet:
        if folds.get("History") and self._past_of != record.id:
            self._past_of, self._past = record.id, None
            self.set_timer(REST, lambda: self._read_past(record.id))
        past = self._past if self._past_of == record.id else None
        return tell(self.teller, record, width, folds, past)

    def on_store_changed(self) -> None:
        """What was read before is not all any more."""
        self._past_of = ""
        super().on_store_changed()

    def _read_past(self, id: str) -> None:
        if self._past_of != id:  # somebody went on meanwhile
            return

        def work() -> None:
            worker = get_current_worker()
            wanted: Callable[[], bool] = lambda: not worker.is_cancelled  # noqa: E731
            try:
                self.post_message(
                    self.PastRead(id, read_past(self.desk.store.history(id), id, wanted))
                )
            except StoreError as error:
                self.post_message(Failed(str(error)))

        self.run_worker(work, thread=True, exclusive=True, group="past")

    @on(PastRead)
    def _past_read(self, event: PastRead) -> None:
        if event.id == self._past_of:
            self._past = event.past
            self.detail.remake(self.detail.pointed)
            self.detail.reveal_list()

    @on(Detail.Opened)
    def _page_opened(self, event: Detail.Opened) -> None:
        """Open a page in the browser; where there is none, copy its address."""
        from tui.pages import visit

        visit(self, event.url)
