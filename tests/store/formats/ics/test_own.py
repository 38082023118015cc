"""Our own calendars: nothing of a record is lost in them, and another program's word counts."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats.feed import in_order
from store.formats.ics.calendar import read
from store.formats.ics.own import calendar as own
from store.formats.ics.told import told
from store.formats.source import Told
from store.record import Record
from tests.conftest import TODAY
from tests.strategies import records


def written(held: Iterable[Record], beside: Iterable[Record] = (), **how: bool) -> bytes:
    return b"".join(own.write(held, beside, **how))


def unfolded(source: bytes) -> list[str]:
    return source.decode().replace("\r\n ", "").splitlines()


def again(source: bytes) -> Told:
    return told(read(source, TODAY), lambda name, kinds: "")


def reread(source: bytes) -> list[Record]:
    found = again(source)
    assert found.asides == []
    return found.records


@settings(max_examples=60)
@given(st.lists(records(), max_size=3, unique_by=lambda record: record.id))
def test_what_is_written_is_read_back_and_written_alike(held: list[Record]) -> None:
    source = written(held)
    found = reread(source)
    assert in_order(found) == in_order(held)
    assert written(found) == source
    lines = source.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
