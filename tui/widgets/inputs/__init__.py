"""The widget that each type of field is filled in with: the one place where the two meet."""

from store.fields import Field
from store.names import Names
from store.undo import STAMPS
from tui.recent import Recent
from tui.widgets.inputs.base import Changed, FieldInput
from tui.widgets.inputs.choice import Choice, Flag
from tui.widgets.inputs.coded import Country, Rated
from tui.widgets.inputs.dated import Dated
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.long import Long
from tui.widgets.inputs.picked import Picked, PickedMany, Tagged

__all__ = ["WIDGETS", "Changed", "FieldInput", "editable", "input_for"]

WIDGETS: dict[str, type[Line | Long | Choice]] = {
    "text": Line,
    "int": Line,
    "priority": Rated,
    "country": Country,
    "date": Dated,
    "when": Dated,
    "ref": Picked,
    "refs": PickedMany,
    "tags": Tagged,
    "long": Long,
    "links": Long,
    "choice": Choice,
    "flag": Flag,
}


def editable(field: Field) -> bool:
    """Whether a person fills it in, and not the store."""
    return field.type in WIDGETS and field.name not in STAMPS


def input_for(field: Field, context: Names, recent: Recent) -> Line | Long | Choice:
    """A widget to fill this field in."""
    widget = WIDGETS[field.type](field, context)
    widget.recent = recent
    return widget
