"""How an action is declared: once, together with what it does.

Bindings, palette, hint bar, help screen and `smallgroup keys` are drawn from the declarations.
Keys are written as in the configuration; those in force are `tui.keymap`'s to tell.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from tui.actions.situation import Situation, never

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

Deed = Callable[["Dashboard"], Awaitable[None] | None]


class How(TypedDict, total=False):
    """What a declaration may say of an action besides its keys and its label; see `Action`."""

    rank: int
    where: str
    kinds: tuple[str, ...]
    many: bool
    why_not: Callable[[Situation], str]
    says: Callable[[Situation], str]


class Action(NamedTuple):
    """One thing that can be done on the dashboard.

    `id` names it in the configuration; `label` is the hint bar's word and `help` the sentence
    elsewhere. `rank`: its place in the hint bar, 0 for never. `where`: `panel`, `detail`, or "" for
    both: where it is hinted at, and that for these `kinds` of record only, if any are named.
    `many`: it is done to all that is marked, so it is hinted at before others where some are.
    `why_not` gives the reason why it cannot be done now, or "".
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
    kinds: tuple[str, ...] = ()
    many: bool = False
    why_not: Callable[[Situation], str] = never
    says: Callable[[Situation], str] = never

    def fits(self, situation: Situation, place: str) -> bool:
        """Whether it is hinted at there, be it that it cannot be done just now."""
        near = {record.kind.name for record in (situation.record, situation.target) if record}
        return self.where in ("", place) and (
            not self.kinds or not near.isdisjoint(self.kinds) or situation.kind in self.kinds
        )


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
