"""A group of fields that is folded away until it is wanted."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store.fields import Field
from tui.signs import signs


class SectionTitle(Widget, can_focus=True):
    """The line that opens and folds it, with the names of the fields that it holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "unfold", "Open or fold", show=False),
        Binding("right", "unfold(True)", "Open", show=False),
        Binding("left", "unfold(False)", "Fold", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"section--fields"}

    class Toggled(Message):
        """Open it, or fold it."""

        def __init__(self, unfold: bool) -> None:
            super().__init__()
            self.unfold = unfold

    def __init__(self, title: str, holds: Sequence[str]) -> None:
        super().__init__()
        self.title = title
        self.holds = holds
        self.unfolded = False

    def render(self) -> Content:
        """`▸ Follow-up  Desk, Remind, Due at`"""
        drawn = signs(self.screen.has_class("-ascii"))
        mark = f"{drawn.open if self.unfolded else drawn.folded} "
        if self.unfolded:
            return Content(mark + self.title)
        room = self.size.width - len(mark + self.title) - 2
        holds = _as_many(self.holds, room, drawn.ellipsis)
        style = self.get_visual_style("section--fields")
        return Content.assemble(mark, self.title, (f"  {holds}", style))

    def action_unfold(self, unfold: bool | None = None) -> None:
        """Open or fold; nothing where it is so already."""
        wanted = not self.unfolded if unfold is None else unfold
        if wanted != self.unfolded:
            self.post_message(self.Toggled(wanted))

    def on_mouse_down(self) -> None:
        """As enter does; a click would miss where leaving a field has told an error above."""
        self.action_unfold()


def _as_many(words: Sequence[str], room: int, more: str) -> str:
    """As many whole words as there is room for, and a mark where there are more."""
    for count in range(len(words), 0, -1):
        said = ", ".join([*words[:count], more][: count + (count < len(words))])
        if len(said) <= room:
            return said
    return ""


class Section(Vertical):
    """The title, and under it the rows, which are only made when they are first looked at."""

    def __init__(
        self, title: str, fields: Sequence[Field], rows: Callable[[Sequence[Field]], list[Widget]]
    ) -> None:
        super().__init__(classes="section")
        self.fields = tuple(fields)
        self._rows = rows
        self._head = SectionTitle(title, [field.title for field in fields])
        self._body: Vertical | None = None

    def compose(self) -> ComposeResult:
        """Only the title, for now."""
        yield self._head

    async def unfold(self, unfold: bool = True) -> None:
        """Show the rows, or put them away."""
        if unfold and self._body is None:
            self._body = Vertical(*self._rows(self.fields), classes="section-rows")
            await self.mount(self._body)
        if self._body is not None:
            self._body.display = unfold
        self._head.unfolded = unfold
        self._head.refresh()

    async def on_section_title_toggled(self, event: SectionTitle.Toggled) -> None:
        """Open it and go to its first field, or fold it."""
        event.stop()
        await self.unfold(event.unfold)
        if event.unfold:
            self.screen.focus_next()
