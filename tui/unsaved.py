"""What was typed into forms and not saved, with what it takes to open each of them again."""

from typing import NamedTuple

from store.desk import Desk
from store.kinds import KINDS
from store.record import Record
from store.text import shorten
from tui.counting import SHORT
from tui.drafts import Draft, Drafts, Place


class Unsaved(NamedTuple):
    """A form with a draft: its heading, when it was kept, some of its words, and the form itself:
    a kind and the record that was being edited; `place` tells which screen of that record."""

    title: str
    at: str
    words: str
    form: tuple[type[Record], Record | None]
    place: Place = "form"


def unsaved(desk: Desk) -> dict[str, Unsaved]:
    """The forms with drafts, newest first, by the place and the key of the form. `StoreError`."""
    found: dict[str, Unsaved] = {}
    for draft in Drafts(desk.store.journal.folder).every():
        key = f"{draft.place} {draft.key}"
        if key not in found and (form := _form(desk, draft)) is not None:
            found[key] = form
    return found


def _form(desk: Desk, draft: Draft) -> Unsaved | None:
    """None where the record is gone."""
    record = desk.store.get(draft.key)
    if record is None and draft.key not in KINDS:
        return None
    kind = KINDS[draft.key] if record is None else type(record)
    title = f"New {draft.key}" if record is None else desk.names.heading(record)
    if draft.place != "form":
        title = f"{draft.place.capitalize()}: {title}"
    words = " · ".join(filter(None, draft.words.values()))
    at = f"{draft.at.astimezone():%Y-%m-%d %H:%M}"
    return Unsaved(shorten(title, SHORT), at, shorten(words, SHORT), (kind, record), draft.place)
