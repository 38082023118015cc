"""What the keys of a form do for the field one is in, when it takes more than typing."""

import os
from typing import TYPE_CHECKING, Any

from store.kinds import KINDS
from store.text import clean_long
from tui.answers import if_any
from tui.widgets.inputs.base import Changed
from tui.widgets.inputs.long import Long
from tui.widgets.inputs.picked import Picked, PickedMany

if TYPE_CHECKING:
    from tui.screens.ask import AskScreen


def make_missing(form: "AskScreen[Any]") -> None:
    """Make the record that is missing, in a form over this one; it comes back chosen."""
    field = form.focused
    if not isinstance(field, Picked | PickedMany):
        form.refuse("Only a field that points at records can have one made.")
        return
    typed, kinds = field.piece(), field.field.targets or tuple(KINDS)

    def make(name: str) -> None:
        from store.query.quick import naming
        from tui.screens.form import FormScreen

        called = naming(KINDS[name])
        words = {called.name: typed} if typed and called is not None else {}
        over = FormScreen(form.desk, KINDS[name], prefill=words)
        form.app.push_screen(over, if_any(field.pick))

    if len(kinds) == 1:
        make(kinds[0])
        return
    from tui.screens.choose import Choose

    choices = {name: (f"New {name}", "") for name in kinds}
    form.app.push_screen(Choose("What is it?", choices, form.ascii), if_any(make))


def preview(form: "AskScreen[Any]") -> None:
    """See a long text as it reads."""
    field = form.focused
    if not isinstance(field, Long) or field.field.type != "long":
        form.refuse("Only a long text has a preview.")
        return
    from tui.screens.preview import Preview

    form.app.push_screen(Preview(field.field.title, field.words, form.ascii))


def edit_outside(form: "AskScreen[Any]") -> None:
    """Write a long text in the user's own editor."""
    from tui.editor import EditorFailed, edit

    field = form.focused
    if not isinstance(field, Long):
        form.refuse("Only a long text is written in an editor.")
        return
    try:
        left = clean_long(edit(form.app, field.words, os.environ))
    except EditorFailed as error:
        form.refuse(str(error))
    else:
        if left != field.words:
            field.words = left
            field.post_message(Changed(field))
