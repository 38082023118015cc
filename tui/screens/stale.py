"""What to do where somebody else changed the record that a form was editing: both, side by side,
and whose words are to stand, field by field."""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import MouseDown
from textual.reactive import reactive
from textual.widgets import Static

from store.fields import fields
from store.names import Names
from store.record import Record
from store.text import shorten
from store.types import TYPES
from tui.bindings import bound
from tui.screens.over import Over
from tui.widgets.inputs import editable
from tui.widgets.inputs.base import FAINT

Which = Literal["mine", "theirs"]
MOST = 300  # characters of a value that are shown


class Difference(NamedTuple):
    """One field as it was, as they left it, and as it was typed here, in words for reading."""

    name: str
    title: str
    before: str
    theirs: str
    mine: str

    @property
    def both(self) -> bool:
        """Whether both changed it, and not to the same."""
        return self.before not in (self.theirs, self.mine) and self.theirs != self.mine

    @property
    def likely(self) -> Which:
        """Whose words stand if nobody says otherwise: whoever changed it; of both, ours, for they
        are what the person has just typed, and theirs stand beside."""
        return "theirs" if self.mine == self.before else "mine"


def differences(before: Record, theirs: Record, mine: Record, names: Names) -> list[Difference]:
    """The fields that they or we changed; first those that both did."""
    found = []
    for field in fields(type(before)):
        values = [getattr(record, field.name) for record in (before, theirs, mine)]
        if editable(field) and any(value != values[0] for value in values[1:]):
            shown = ("" if field.is_empty(v) else TYPES[field.type].show(v, names) for v in values)
            words = (shorten(text, MOST) or "nothing" for text in shown)
            found.append(Difference(field.name, field.title, *words))
    return sorted(found, key=lambda difference: not difference.both)


class Versus(Vertical, can_focus=True):
    """One field: what they have and what we have, and which of the two is to stand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose('theirs')", "Theirs", show=False),
        Binding("right", "choose('mine')", "Yours", show=False),
        Binding("space,enter", "other", "The other", show=False),
        bound("down", "screen.focus_next"),
        bound("up", "screen.focus_previous"),
    ]

    which: reactive[Which] = reactive("mine", init=False)

    def __init__(self, difference: Difference) -> None:
        super().__init__(classes="difference")
        self.difference = difference
        self.set_reactive(Versus.which, difference.likely)
        self._sides = {side: Static(classes="side") for side in ("theirs", "mine")}

    def compose(self) -> ComposeResult:
        """The title, and the two beside or above each other."""
        title, before = self.difference.title, self.difference.before
        both = ("  both changed it", "$text-warning") if self.difference.both else ""
        yield Static(Content.assemble((title, "bold"), both, (f"  was {before}", FAINT)))
        with Horizontal(classes="sides"):
            yield from self._sides.values()

    def on_mount(self) -> None:
        """Which of them stands."""
        self.watch_which()

    def watch_which(self) -> None:
        plain = self.screen.has_class("-ascii")
        for side, static in self._sides.items():
            stands = side == self.which
            mark = ("(*)" if stands else "( )") if plain else ("●" if stands else "○")
            name = "theirs" if side == "theirs" else "yours"
            words = self.difference.theirs if side == "theirs" else self.difference.mine
            style = "bold" if stands else FAINT
            static.update(Content.assemble((f"{mark} {name}  ", "$text-accent"), (words, style)))

    def action_choose(self, which: Which) -> None:
        """This one is to stand."""
        self.which = which

    def action_other(self) -> None:
        """Not this one, the other."""
        self.which = "theirs" if self.which == "mine" else "mine"

    def on_mouse_down(self, event: MouseDown) -> None:
        """A click on one of the two chooses it."""
        for side, static in self._sides.items():
            if event.widget is static:
                self.which = "theirs" if side == "theirs" else "mine"


class StaleScreen(Over[dict[str, Which] | None]):
    """Shows what differs; dismissed with whose words are to stand in each of these fields, by its
    name, or with `None` to go back to the form."""

    CSS_PATH = "../styles/form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("stale.save", "save"),
        bound("stale.theirs", "all('theirs')"),
        bound("stale.mine", "all('mine')"),
        bound("stale.back", "dismiss(None)"),
    ]
    HINTS = (
        ("{stale.save}", "save so"),
        ("{stale.back}", "back"),
        ("space", "the other"),
        ("{stale.theirs} {stale.mine}", "all theirs, all yours"),
    )

    def __init__(self, differences: Sequence[Difference], ascii: bool) -> None:
        super().__init__(ascii)
        self._differences = differences

    def compose(self) -> ComposeResult:
        """Each field with its two values."""
        with Vertical(id="sheet"):
            yield Static(Content.styled("Somebody else changed this meanwhile", "bold"))
            yield Static(Content.styled(self._counted(), "$text-muted"))
            with VerticalScroll(id="differences", can_focus=False):
                for difference in self._differences:
                    yield Versus(difference)
            yield self.foot(*self.HINTS)

    def _counted(self) -> str:
        both = sum(difference.both for difference in self._differences)
        if not both:
            return "You and they changed different fields: both stand unless you say otherwise."
        return f"Both of you changed {both} of these {len(self._differences)} fields."

    def action_save(self) -> None:
        """Let it be so."""
        self.dismiss({versus.difference.name: versus.which for versus in self.query(Versus)})

    def action_all(self, which: Which) -> None:
        """The same everywhere."""
        for versus in self.query(Versus):
            versus.which = which
