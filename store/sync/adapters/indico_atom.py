"""Indico's Atom, where `<updated>` is when an event begins: no good as news, but as meetings.

`/category/ID/events.atom` has all that is not over yet, so that what begins later and is not in it
is gone. `/export/categ/ID.atom` has what its address asked for, which it does not tell: there
nothing is missing.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from store.formats.markup import plain
from store.formats.moments import moment
from store.formats.source import Aside, Told
from store.formats.xml import Bundle, root
from store.formats.xml import read as read_xml
from store.kinds import Meeting
from store.record import Record
from store.sync.adapters import Asked
from store.sync.adapters.atom import EDITION, ID, ROOTS, TEXT, TITLE, WANTED
from store.sync.adapters.shape import LOOK, admitted, page, sorted_out

COMING = re.compile(rb"/category/\d{1,9}/events\.atom")
EXPORT = re.compile(rb"/export/categ/[\w-]{1,200}\.atom")
EVENT = re.compile(r"/event/(\d{1,12})(?:/|$)|[?&]confId=(\w{1,40})")


def recognise(body: bytes) -> bool:
    """An Atom feed that names itself as Indico does."""
    start = body[:LOOK]
    return bool(COMING.search(start) or EXPORT.search(start)) and root(body) in ROOTS


def read(body: bytes, asked: Asked) -> Told:
    """The events of a category."""
    document = read_xml(body, WANTED, asked.url, asked.check)
    itself = document.head.words(*ID)
    server = host_of(itself) or host_of(asked.url)
    found = sorted_out(_meeting(entry, server) for entry in document.items)
    coming = COMING.search(itself.encode()) is not None
    return Told(
        records=found.records,
        asides=found.asides,
        mode="snapshot" if coming else "delta",
        between=(str(asked.today + timedelta(days=1)), "") if coming else ("", ""),
    )


def id_of(server: str, number: str) -> str:
    """The id of an event of a server."""
    return ":".join(filter(None, ("indico", server, number)))


def host_of(url: str) -> str:
    """The name of the server in an address, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _meeting(entry: Bundle, server: str) -> Record | Aside:
    url, begins = entry.words(*ID), entry.words(*EDITION)
    number = next((one[1] or one[2] for one in EVENT.finditer(url)), "")
    return admitted(
        Meeting,
        {
            "id": id_of(server, number) if number else None,
            "name": entry.words(*TITLE),
            "start": moment(begins) or begins,
            "agenda": plain(entry.words(*TEXT)),
            "links": page(url, "Indico"),
        },
    )
