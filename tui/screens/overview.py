"""The overview: the body at a glance; every number leads to the list of what it counts."""

from collections.abc import Sequence

from textual import on
from textual.message import Message

from store.desk import Desk
from store.overview import Overview, overview
from tui.drawing.overview import Look, draw
from tui.screens.picture import PictureScreen
from tui.sheet import Door, Fold, Sheet
from tui.widgets.picture import Picture


class OverviewScreen(PictureScreen[Door]):
    """Counted in a thread; dismissed with the door that was chosen."""

    class Counted(Message):
        """All that is shown."""

        def __init__(self, seen: Overview) -> None:
            super().__init__()
            self.seen = seen

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen: Overview | None = None
        self._whole: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        """Count."""
        self.gather()

    def gather(self) -> None:
        """Count in a thread."""

        def work() -> None:
            self.post_message(self.Counted(overview(self.desk.store, self.desk.insight)))

        self.run_worker(work, thread=True, exclusive=True, group="count")

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        self._seen = event.seen
        self.picture.show(self._draw)
        self.tell()

    def _draw(self, width: int, height: int) -> Sheet:
        if self._seen is None:
            return Sheet(width)
        look = Look(self.desk.names, self.desk.config.ascii, self._whole)
        return draw(self._seen, look, width, height)

    def heading(self) -> str:
        return f"Overview · {self.desk.title}" if self.desk.title else "Overview"

    def says(self) -> str:
        match self.picture.pointed:
            case Door(says=says):
                return says
            case Fold(title=title):
                return f"{title}: enter shows them all"
            case _:
                return "Counting…" if self._seen is None else ""

    def hints(self) -> Sequence[tuple[str, str]]:
        about = "{picture.left} {down} {up} {picture.right}"
        return (("{picture.open}", "list them"), (about, "go about"))

    @on(Picture.Chosen)
    def _chosen(self, event: Picture.Chosen) -> None:
        match event.target:
            case Door() as door:
                self.dismiss(door)
            case Fold(title=title):
                self._whole |= {title}
                self.picture.remake(self.picture.pointed)
