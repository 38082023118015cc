"""Named views: a title and a filter line for a kind. The ones that come along, and the user's.

The user's own stand in the configuration, which is theirs to write, or were saved from the
dashboard into a file in the store's folder.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, structs

from store.config import NamedView
from store.door import Problems
from store.errors import StoreError
from store.journal.files import reading, replace_durably
from store.kinds import KINDS
from store.query.complete import Completion
from store.query.parse import parse
from store.query.syntax import Query, QueryError, all_of
from store.record import Record
from store.text import clean_line, fold

FILE = "views.json"
DIGITS = "1234567890"
LIST_KEYS = "jkgGqned"  # what the list of views needs for itself

Origin = Literal["built in", "saved", "configuration"]


class View(Struct, frozen=True):
    """A filter line for a kind under a name that is typed and a title that is read; `key` opens it
    from the list of views, "" for none."""

    name: str
    title: str
    kind: str
    line: str
    key: str = ""
    origin: Origin = "built in"


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


def all_views(own: Mapping[str, NamedView], saved: Mapping[str, NamedView] = {}) -> dict[str, View]:
    """The views by name: the user's first, those that were saved and those of the configuration,
    which win, then those that come along. These have the digits for keys, as far as they are free.

    `StoreError` names the view that cannot be read, and why.
    """
    configured = {name: _checked(name, view, "configuration") for name, view in own.items()}
    kept = {name: _checked(name, view, "saved") for name, view in saved.items()}
    found = _each_key_once(kept | configured)
    free = [digit for digit in DIGITS if digit not in {view.key for view in found.values()}]
    for view in BUILT_IN:
        digit = DIGITS[BUILT_IN.index(view)]
        key = digit if digit in free else ""
        found.setdefault(view.name, structs.replace(view, key=key))
    return found


def meant(words: str, views: Iterable[View]) -> View | None:
    """The view of exactly this name or title, case and accents ignored."""
    wanted = fold(words)
    return next((v for v in views if wanted in (fold(v.name), fold(v.title))), None)


def narrowed(view: View, line: str) -> Query:
    """What passes the view and a line besides; the line's order, headings and limit go before the
    view's. `QueryError` where the line cannot be read."""
    kind = KINDS[view.kind]
    first, then = parse(view.line, kind), parse(line, kind)
    return Query(
        all_of([term for term in (first.where, then.where) if term is not None]),
        then.on or first.on,
        then.by or first.by,
        then.sorts or first.sorts,
        then.limit or first.limit,
    )


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


# ---------------------------------------------------------------- those that were saved


def saved_views(folder: Path) -> dict[str, NamedView]:
    """What was saved in the store's folder, by name."""
    path = folder / FILE
    if not path.exists():
        return {}
    with reading(path):
        written = path.read_bytes()
    try:
        return msgspec.json.decode(written, type=dict[str, NamedView])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The saved views in {path} cannot be read ({error}): mend the file, or move it away."
        ) from error


def write_views(folder: Path, views: Mapping[str, NamedView]) -> None:
    """Save these in place of those that were saved before."""
    replace_durably(folder / FILE, [msgspec.json.format(msgspec.json.encode(views)) + b"\n"])


def with_view(
    saved: Mapping[str, NamedView], view: NamedView, views: Mapping[str, View], instead_of: str = ""
) -> dict[str, NamedView]:
    """What is saved, with this view in the place of the one that is named, or as a new one.

    `Problems` of its `name`, its `key` and its `filter` where it cannot have these.
    """
    title, wrong = clean_line(view.title), {}
    name = _name(title)
    others = [other for other in views.values() if other.name != instead_of]
    taken = next((o for o in others if o.name == name or fold(o.title) == fold(title)), None)
    used = next((o for o in others if o.origin != "built in" and view.key == o.key != ""), None)
    if not name:
        wrong["name"] = "give it a name of letters or digits"
    elif taken is not None:
        wrong["name"] = f"there is a view “{taken.title}” already: choose another name"
    if why := _wrong_key(view.key):
        wrong["key"] = why
    elif used is not None:
        wrong["key"] = f"“{used.title}” has this key already: choose another"
    if not wrong:
        try:
            _checked(name, view, "saved")
        except StoreError as error:
            wrong["filter"] = str(error)
    if wrong:
        raise Problems(wrong)
    kept = {one: other for one, other in saved.items() if one != instead_of}
    return kept | {name: structs.replace(view, title=title)}


def _name(title: str) -> str:
    return re.sub(r"[\W_]+", "-", fold(title)).strip("-")


def _wrong_key(key: str) -> str:
    if key and (len(key) > 1 or not (key.isascii() and key.isalnum())):
        return "a key is one digit or letter"
    if key and key in LIST_KEYS:
        return f"the list of views needs {', '.join(LIST_KEYS)} for itself: choose another key"
    return ""


def _each_key_once(views: dict[str, View]) -> dict[str, View]:
    """Where two have the same key, the configuration's keeps it, else the first."""
    first: dict[str, str] = {}
    for view in sorted(views.values(), key=lambda view: view.origin):
        first.setdefault(view.key, view.name)
    return {
        name: view if first[view.key] == name else structs.replace(view, key="")
        for name, view in views.items()
    }


def _checked(name: str, view: NamedView, origin: Origin) -> View:
    kind = _kind(view.kind)
    if kind is None:
        known = ", ".join(kind.kind.plural for kind in KINDS.values())
        raise StoreError(f"The view “{name}” is of no kind known here: write one of {known}.")
    if why := _wrong_key(view.key):
        raise StoreError(f"The view “{name}” cannot have the key “{view.key}”: {why}.")
    try:
        parse(view.filter, kind)
    except QueryError as error:
        raise StoreError(f"The view “{name}” cannot be read: {error}.") from error
    return View(name, view.title or name, kind.kind.name, view.filter, view.key, origin)


def _kind(word: str) -> type[Record] | None:
    named = (kind for kind in KINDS.values() if word in (kind.kind.name, kind.kind.plural))
    return next(named, None)
