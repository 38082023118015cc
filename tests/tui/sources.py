"""A source that tells of the Coalition's own records, and what it tells later."""

import asyncio
import json
from collections.abc import Callable
from itertools import islice
from typing import Any

from msgspec import structs

from store import door
from store.desk import Desk
from store.record import Record
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from store.sync.run import run
from tests.sync.server import Server, in_turn, send

NEWS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Coalition speaks</title>
<item><guid>1</guid><title>Ministers meet in Marrakech [/oops]</title>
<link>https://example.org/1</link><pubDate>Tue, 10 Feb 2026 10:00:00 GMT</pubDate>
<description>They met, and agreed.</description></item>
<item><guid>2</guid><title>Africa Focus Group to convene</title>
<link>https://example.org/2</link><pubDate>Wed, 11 Feb 2026 10:00:00 GMT</pubDate></item>
</channel></rss>"""


def some(desk: Desk) -> list[Record]:
    """Two commitments and two meetings."""
    return [r for kind in ("commitment", "meeting") for r in islice(desk.store.find(kind), 2)]


def told(records: list[Record], change: Callable[[dict[str, Any]], None] = lambda _: None) -> bytes:
    """A feed of these, each changed like this."""
    items = []
    for record in records:
        data = door.data(record)
        change(data)
        kind = record.kind.name
        items.append(
            {"id": record.id, "kind": kind, "modified": "2026-03-01T00:00:00Z", "data": data}
        )
    document = {"version": "smallgroup/1", "mode": "snapshot", "items": items}
    return json.dumps(document).encode()


def longer(data: dict[str, Any]) -> None:
    """Another name, and a note."""
    for name in ("summary", "name"):
        if name in data:
            data[name] += " (as agreed)"
    data["notes"] = "Told by the source."


async def synced(desk: Desk, server: Server, later: bytes, **how: Any) -> list[Record]:
    """Add the source `body`, which told of some records when it was synced first, and tells
    something else from now on; the records."""
    records = some(desk)
    url = server.at("/feed.json", in_turn(send(told(records)), send(later)))
    add_source(desk.store.journal.folder, Source("body", url, **how))
    await asyncio.to_thread(run, desk.store, "body")
    return records


def edit(desk: Desk, record: Record, **fields: Any) -> None:
    """Change a record here."""
    now = desk.store.get(record.id)
    assert now is not None
    desk.store.apply("edit", [(now, structs.replace(now, **fields))])
