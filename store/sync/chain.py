"""A chain of deltas: those that lead from a cursor to what is published, and all of them as one."""

from store.formats.source import Aside, Delta, Told, Tombstone
from store.record import Record
from store.versions import Stamp

LONGEST = 100  # links of a chain

Way = list[tuple[Delta, str]]


def way_from(cursor: str, page: Told) -> Way | None:
    """The deltas from a cursor to the first page's, each with the cursor at which it ends; None
    where there is no such way, or where to go it is to read more than there is."""
    if not cursor or not page.cursor or page.mode != "snapshot" or page.deltas is None:
        return None
    if cursor == page.cursor:
        return []
    starts = [delta.since for delta in page.deltas]
    if cursor not in starts:
        return None
    first = len(starts) - 1 - starts[::-1].index(cursor)
    chain = page.deltas[first:]
    many = page.total is not None and sum(delta.items for delta in chain) > page.total
    if many or len(chain) > LONGEST:
        return None
    return list(zip(chain, [*starts[first + 1 :], page.cursor], strict=True))


def in_a_row(page: Told, cursor: str, links: list[Told]) -> Told:
    """Deltas from a cursor to the first page's as one: what was said last of an id holds."""
    said: dict[str, Record | Tombstone | Aside] = {}
    stamps: dict[str, Stamp] = {}
    nameless = [aside for told in links for aside in told.asides if not aside.id]
    for told in links:
        now: dict[str, Record | Tombstone | Aside] = {one.id: one for one in told.asides if one.id}
        now |= {record.id: record for record in told.records}
        now |= {stone.id: stone for stone in told.tombstones}
        stamps = {id_: stamp for id_, stamp in stamps.items() if id_ not in now} | told.stamps
        said |= now
    found = list(said.values())
    return Told(
        mode="delta",
        records=[one for one in found if isinstance(one, Record)],
        tombstones=[one for one in found if isinstance(one, Tombstone)],
        asides=[*nameless, *(one for one in found if isinstance(one, Aside))],
        since=cursor,
        cursor=page.cursor,
        deltas=page.deltas,
        desk=page.desk,
        stamps=stamps,
    )
