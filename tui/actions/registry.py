"""How an action is declared: once, together with what it does.

Bindings, palette, hint bar, help screen and `smallgroup keys` are drawn from the declarations.
Keys are written as Textual names them.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from tui.actions.situation import Situation, never

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

SHOWN = {
    "escape": "esc",
    "pageup": "page up",
    "pagedown": "page down",
}

Deed = Callable[["Dashboard"], Awaitable[None] | None]


class How(TypedDict, total=False):
    """What a declaration may say of an action besides its keys and its label; see `Action`."""

    rank: int
    where: str
    why_not: Callable[[Situation], str]
    says: Callable[[Situation], str]


class Action(NamedTuple):
    """One thing that can be done on the dashboard.

    `id` names it in the configuration; `label` is the hint bar's word and `help` the sentence
    elsewhere. `rank`: its place in the hint bar, 0 for never. `where`: `panel`, `detail`, or "" for
    both: where it is hinted at. `why_not` gives the reason why it cannot be done now, or "".
    `says` gives the word that fits the situation better than the label, or "". `do` does it.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    do: Deed
    rank: int = 0
    where: str = ""
    why_not: Callable[[Situation], str] = never
    says: Callable[[Situation], str] = never

    @property
    def shown(self) -> str:
        """Its keys as a person reads them: `? f1`."""
        return " ".join(SHOWN.get(key, key) for key in self.keys)

    @property
    def key(self) -> str:
        """The first of its keys as a person reads it."""
        return SHOWN.get(self.keys[0], self.keys[0])


class Group:
    """Actions that belong together, in the order in which they are declared."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.actions: list[Action] = []

    def action(self, id: str, *keys: str, label: str, **how: Unpack[How]) -> Callable[[Deed], Deed]:
        """Declare what the decorated function does; its docstring is the help."""

        def declared(do: Deed) -> Deed:
            said = " ".join((do.__doc__ or "").split())
            self.actions.append(Action(id, keys, label, said, self.title, do, **how))
            return do

        return declared
