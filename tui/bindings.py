"""Bindings of Textual's for what the registry declares, under its id: a key map finds them."""

from textual.binding import Binding

from tui.actions import BY_ID
from tui.actions.sheets import CURSOR, KEYS
from tui.keys import key_of

_WAYS = {
    **{"down": "cursor_down", "up": "cursor_up", "first": "home", "last": "end"},
    **{way: way for way in ("half_down", "half_up", "page_down", "page_up")},
}


def bound(id: str, action: str, *, priority: bool = False) -> Binding:
    """The binding of the keys that are declared under this id to an action of Textual's."""
    declared = KEYS.get(id) or BY_ID[id]
    keys = ",".join(map(key_of, declared.keys))
    return Binding(keys, action, declared.label, show=False, priority=priority, id=id)


def moving(action: str = "move") -> list[Binding]:
    """The keys that move the cursor of a list, bound to `action('cursor_down')` and so on."""
    return [bound(id_, f"{action}('{_WAYS[id_]}')") for id_ in CURSOR]


def days() -> list[Binding]:
    """The keys that go about in a calendar, bound to `shift(days, months)` and `today`."""
    return [
        bound("calendar.today", "today"),
        bound("calendar.week_on", "shift(7, 0)"),
        bound("calendar.week_back", "shift(-7, 0)"),
        bound("calendar.on", "shift(0, 1)"),
        bound("calendar.back", "shift(0, -1)"),
    ]
