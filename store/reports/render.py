"""A report's data as a paper: Markdown or HTML, by the user's own template or ours."""

import msgspec
from msgspec import Struct

from store.desk import Desk
from store.reports.library import ENDING, gathered
from store.reports.words import Form


def render(name: str, form: Form, data: Struct, desk: Desk) -> str:
    """The report of this name (`brief`) as text in this form.

    A template is given what the report's JSON has, by the same names. The user's own is filled in a
    process apart; `StoreError` where it is wrong, with its file and line.
    """
    sources, mine = gathered(desk.settings)
    plain = msgspec.to_builtins(data)
    whole = f"{name}.{form}{ENDING}"
    if mine:
        from store.reports.apart import fill_apart

        return fill_apart(whole, form, plain, sources)
    from store.reports.setting import fill

    return fill(whole, form, plain, sources)
