"""What a panel lists: the records of a kind that its filter line and the focus let through."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from store.desk import Desk
from store.errors import StoreError
from store.kinds import KINDS
from store.query import QueryError, compile_query, parse
from tui.widgets.rows import Heading, Row


class Listing(NamedTuple):
    """Rows for a table, how many records they are, of how many; `trouble` is why there are none.

    `start` and `end` tell which part of the filter line is in the way.
    """

    rows: Sequence[Row] = ()
    shown: int = 0
    total: int = 0
    trouble: str = ""
    start: int = 0
    end: int = 0


def listing(desk: Desk, kind: str, line: str, within: Sequence[Collection[str]] = ()) -> Listing:
    """The records of the kind that pass the filter line and stand in every set of `within`."""
    records = desk.store.records(kind)
    try:
        query = compile_query(
            parse(line, KINDS[kind]), KINDS[kind], desk.names, desk.insight, desk.store
        )
    except QueryError as error:
        return Listing((), 0, len(records), error.message, error.start, error.end)
    except StoreError as error:  # whose desk this is cannot be told
        return Listing((), 0, len(records), str(error))
    found = query.select(
        [record for record in list(records.values()) if all(record.id in ids for ids in within)]
        if within
        else list(records.values())
    )
    rows: list[Row] = []
    for heading, under in query.groups(found):
        if heading:
            rows.append(Heading(heading, len(under), f"{query.query.by}:{heading}"))
        rows.extend(record.id for record in under)
    return Listing(rows, len(found), len(records))
