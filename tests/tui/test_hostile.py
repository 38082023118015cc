"""Records that would like to break the screen are shown on all of it, and break nothing."""

import unicodedata

import msgspec
import pytest

from store.desk import Desk
from store.door import admit
from store.kinds import KINDS
from store.paths import fixture
from store.record import Record
from store.rules import received
from tests.tui.journey import Person, sitting

BIDI = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PANELS = [kind.kind.name for kind in KINDS.values() if kind.kind.panel]


@pytest.fixture
def hostile_desk(desk: Desk) -> Desk:
    """The desk with the hostile records among the others."""
    items = msgspec.json.decode(fixture("hostile.json").read_bytes())["items"]
    records = [admit(KINDS[item["kind"]], {**item["data"], "id": item["id"]}) for item in items]
    desk.store.apply("hostile", [(None, record) for record in records], received)
    return desk


def harmless(person: Person) -> None:
    """Nothing on the screen steers a terminal."""
    steering = {c for c in person.seen if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI}
    assert steering <= {"\n"}, steering


def the_hostile(desk: Desk, kind: str) -> list[Record]:
    return [record for record in desk.store.find(kind) if not record.modified.startswith("2026-06")]


@pytest.mark.parametrize("kind", PANELS)
async def test_every_record_is_listed_and_told_in_full(hostile_desk: Desk, kind: str) -> None:
    async with sitting(hostile_desk, (120, 40), kind) as person:
        found = the_hostile(hostile_desk, kind)
        assert len(found) > 10
        for record in found:
            person.board.panel.cursor_id = record.id
            await person.pilot.pause()
            harmless(person)
            assert person.board.shown == record.id


@pytest.mark.parametrize("kind", ["role", "statement", "update"])
async def test_records_without_a_panel_are_told_too(hostile_desk: Desk, kind: str) -> None:
    async with sitting(hostile_desk, (120, 40)) as person:
        for record in the_hostile(hostile_desk, kind):
            person.board.go_to(record.id)
            await person.pilot.pause()
            harmless(person)
            assert person.board.shown == record.id
            assert person.board.detail.border_title == kind.capitalize()


async def test_whatever_opens_over_it_holds(hostile_desk: Desk) -> None:
    async with sitting(hostile_desk, (80, 24), "commitment", "[/oops]") as person:
        person.sees("Fund [/oops]")
        for keys in (("d",), ("c",), ("m",), ("a",), ("e",), ("L",), ("f",)):
            await person.press(*keys)
            harmless(person)
            await person.press("escape")
        await person.press("ctrl+p")
        await person.type("fund [/")
        await person.until(lambda: "Fund [/oops]" in person.seen)
        harmless(person)
