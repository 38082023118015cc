"""Named views: a title and a filter line for a kind. The ones that come along, and the user's."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from store.config import NamedView
from store.errors import StoreError
from store.kinds import KINDS
from store.query.complete import Completion
from store.query.parse import parse
from store.query.syntax import QueryError
from store.record import Record
from store.text import fold


class View(Struct, frozen=True):
    """A filter line for a kind under a name that is typed and a title that is read."""

    name: str
    title: str
    kind: str
    line: str


BUILT_IN = (
    View("overdue", "Overdue", "commitment", "is:overdue sort:due"),
    View("next-meeting", "Due before the next meeting", "commitment", "is:next sort:due"),
    View("this-quarter", "This quarter", "commitment", 'is:open due:"this quarter" sort:due'),
    View("stale", "Stale", "commitment", "is:stale sort:due"),
    View("no-owner", "No owner", "commitment", "is:open no:owners sort:due"),
    View("mine", "Mine", "commitment", "is:open is:mine sort:due"),
    View("asked-by-us", "Asked by us", "commitment", "is:open is:asked sort:due"),
    View("co-chairs", "Current co-chairs", "role", "label:co-chair is:current sort:group"),
    View("upcoming", "Upcoming meetings", "meeting", "is:upcoming sort:start"),
    View("gone-quiet", "Gone quiet", "group", "is:quiet sort:name"),
)


def all_views(own: Mapping[str, NamedView]) -> dict[str, View]:
    """The views that come along and the user's, by name; the user's go before.

    `StoreError` names the view that cannot be read, and why.
    """
    built_in = {view.name: view for view in BUILT_IN}
    return built_in | {name: _checked(name, view) for name, view in own.items()}


def offered(line: str, kind: str, views: Iterable[View]) -> list[Completion]:
    """The views of a kind whose name or title begins with all that stands in a line, to be taken
    in its place."""
    typed = fold(line.strip())
    return [
        Completion(0, len(line), view.line, view.title)
        for view in views
        if view.kind == kind
        and any(fold(called).startswith(typed) for called in (view.name, view.title))
    ]


def _checked(name: str, view: NamedView) -> View:
    kind = _kind(view.kind)
    if kind is None:
        known = ", ".join(kind.kind.plural for kind in KINDS.values())
        raise StoreError(f"The view “{name}” is of no kind known here: write one of {known}.")
    try:
        parse(view.filter, kind)
    except QueryError as error:
        raise StoreError(f"The view “{name}” cannot be read: {error}.") from error
    return View(name, view.title or name, kind.kind.name, view.filter)


def _kind(word: str) -> type[Record] | None:
    named = (kind for kind in KINDS.values() if word in (kind.kind.name, kind.kind.plural))
    return next(named, None)
