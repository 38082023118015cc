"""What happens at the sources while the dashboard is open: syncs that begin by themselves, and how
much waits for a decision."""

from textual import on

from store.desk import Desk
from tui.attention import Attention, Counted, Synced
from tui.decisions import Decisions
from tui.messages import Done, StoreChanged
from tui.notices import notices_of
from tui.screens.reading import Reading
from tui.state import State
from tui.widgets.header import Header


class Attending(Reading):
    """The board, with an eye on its sources."""

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self.decisions = Decisions()
        """What was decided at this sitting of what waits."""
        self.attention = Attention(self, desk.store, self._undisturbed)

    def read_on(self) -> None:
        """The first paint is done: see how much waits, and sync what is due."""
        super().read_on()
        self.attention.start()

    def on_unmount(self) -> None:
        """Nothing goes on by itself any more."""
        self.attention.stop()

    def on_screen_resume(self) -> None:
        """Something may have been decided, or synced, on a screen over this one."""
        self.attention.recount()

    @on(StoreChanged)
    def _changed(self) -> None:
        """What waits may have settled itself."""
        self.attention.recount()

    def _undisturbed(self) -> bool:
        """Whether nobody fills anything in, or decides anything; asked from threads too."""
        from tui.screens.picture import PictureScreen

        top = self.app.screen_stack[-1:]
        return not self.filtering and all(isinstance(s, Attending | PictureScreen) for s in top)

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        header = self.query_one(Header)
        if header.waits != event.number:
            header.waits = event.number
            self.hint()

    @on(Synced)
    def _synced(self, event: Synced) -> None:
        """Say what came; a source that fails is told of once, in the log alone."""
        report = event.report
        self.attention.recount()
        if report.error:
            if not event.again:
                notices_of(self.app).note(f"{report.source}: {report.error}", "error")
        elif report.new or report.changed or report.removed:
            self.post_message(Done(f"{report.source}: {report.outcome} · {{undo}} undoes"))
        elif report.news:
            self.post_message(Done(f"{report.source}: {report.outcome} · {{waits}} lists them"))
