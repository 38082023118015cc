"""A large store: the screen is there with the first records, the rest comes while one works."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Event, current_thread

import pytest
from textual.pilot import WaitForScreenTimeout

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk
from store.errors import Damaged
from store.journal import rows as rows_module
from store.journal.folder import JOURNAL, SNAPSHOT
from store.journal.rows import Rows
from store.journal.snapshot import Snapshot
from tests.tui.journey import KEYS, Person
from tui.app import SmallgroupApp
from tui.state import PanelState, State, write_state

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
READING = "still being read"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Coalition's store, of which the commitments count as many and arrive in four pieces."""
    monkeypatch.setattr(Rows, "large", property(lambda rows: rows.name == "commitment"))
    monkeypatch.setattr(rows_module, "CUT", 20)
    with open_desk(tmp_path / "desk", Config(home="BE", name="desk")) as desk:
        fill(desk.store, "demo", desk.insight.today)
        desk.store.journal.snapshot()
    return tmp_path / "desk"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """What the thread that reads waits for after its first piece."""
    event, pieces = Event(), Snapshot.pieces

    def slowly(snapshot: Snapshot, table: str) -> Iterator[bytes | None]:
        for number, piece in enumerate(pieces(snapshot, table)):
            if number and current_thread().name == "arrivals":
                event.wait(60)
            yield piece

    monkeypatch.setattr(Snapshot, "pieces", slowly)
    yield event
    event.set()


@pytest.fixture
def large(folder: Path, held: Event) -> Iterator[Desk]:
    """A desk over it, as the program opens one."""
    with open_desk(folder, Config(home="BE", name="desk")) as desk:
        desk.store.read_behind()
        yield desk
        held.set()


class Hasty(Person):
    """Does not wait for what is still being looked up."""

    async def settle(self) -> None:
        with suppress(WaitForScreenTimeout):  # a program that ends has nothing left to wait for
            for _ in range(3):
                await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*(KEYS.get(key, key) for key in keys))
        await self.settle()


@asynccontextmanager
async def sitting(
    desk: Desk, size: tuple[int, int] = (80, 24), kind: str = "", line: str = ""
) -> AsyncIterator[Hasty]:
    """Sit in front of the dashboard from the moment it is seen."""
    app = SmallgroupApp(desk, kind, line)
    async with app.run_test(size=size) as pilot:
        person = Hasty(app, pilot)
        await person.settle()
        yield person


def listed(person: Person) -> int:
    return len(person.board.panels["commitment"].rows)


async def arrival(person: Person, held: Event) -> None:
    """Let the rest come, and wait until it is there."""
    held.set()
    await person.until(lambda: person.board.desk.store.linked)
    await person.settle()


@SIZES
async def test_the_screen_is_there_before_the_records(
    large: Desk, held: Event, size: tuple[int, int]
) -> None:
    async with sitting(large, size, "commitment") as person:
        person.sees("4 Commitments loading…", "1 Meetings 61", "2 Members 88")
        person.sees_not("are recorded yet", "match", "71")
        assert 0 < listed(person) < 71
        await arrival(person, held)
        person.sees("4 Commitments 71")
        person.sees_not("loading")
        assert listed(person) == 71


@SIZES
async def test_keys_are_answered_while_the_rest_is_held_up(
    large: Desk, held: Event, size: tuple[int, int]
) -> None:
    async with sitting(large, size, "commitment") as person:
        panel = person.board.panel
        first = panel.cursor_id
        await person.press("j")
        kept = panel.cursor_id
        assert kept != first
        await person.press("enter")
        person.sees("Commitment", READING)  # what refers to it
        await person.press("escape", "1", "G", "4")
        assert person.board.current == "commitment"
        await person.press("d")
        assert READING in person.told[-1]
        await person.press("f")
        assert READING in person.told[-1]
        await arrival(person, held)
        assert panel.cursor_id == kept
        await person.press("f")
        person.sees("Focus:")


async def test_a_filter_typed_meanwhile_holds_for_all_of_them(large: Desk, held: Event) -> None:
    async with sitting(large, (80, 24), "commitment") as person:
        await person.press("/")
        await person.type("is:open owner:africa")
        person.sees("4 Commitments loading…")
        held.set()
        await person.type("-focus-group")
        await person.until(lambda: "15 of 71" in person.seen)
        await person.press("enter")
        person.sees("4 Commitments 15 of 71")


async def test_a_filter_that_is_wrong_is_told_at_once(large: Desk) -> None:
    async with sitting(large, (80, 24), "commitment", "colour:blue") as person:
        person.sees("The filter cannot be read")


async def test_the_cursor_goes_where_it_was_the_last_time(
    folder: Path, large: Desk, held: Event
) -> None:
    write_state(folder, State("commitment", panels={"commitment": PanelState(cursor="C70")}))
    async with sitting(large) as person:
        assert person.board.panel.cursor_id != "C70"
        await arrival(person, held)
        assert person.board.panel.cursor_id == "C70"
        assert person.board.shown == "C70"


async def test_without_a_last_time_the_list_begins_at_its_first(large: Desk, held: Event) -> None:
    async with sitting(large, (120, 40), "commitment") as person:
        await arrival(person, held)
        panel = person.board.panel
        assert panel.cursor_id == panel.rows[0]
        assert person.board.shown == panel.rows[0]


async def test_what_is_written_meanwhile_waits_for_the_rest(large: Desk, held: Event) -> None:
    async with sitting(large, (80, 24), "commitment") as person:
        record = person.board.situation.record
        assert record is not None
        await person.pilot.press("u")  # the fill is this desk's own last batch
        await person.pilot.pause()
        assert len(large.store.journal.arriving("commitment").first()) == 20  # type: ignore[union-attr]
        held.set()
        await person.until(lambda: "4 Commitments 0" in person.seen)


async def test_leaving_before_all_is_read_leaves_in_good_order(folder: Path, large: Desk) -> None:
    async with sitting(large, (80, 24), "commitment") as person:
        await person.press("q")
        await person.until(lambda: not person.app.is_running)
    assert person.app.return_value is None


async def test_a_store_that_turns_out_damaged_ends_the_program_with_the_reason(
    folder: Path,
) -> None:
    (folder / SNAPSHOT).write_bytes((folder / SNAPSHOT).read_bytes().replace(b'"C70"', b'"c70"'))
    (folder / JOURNAL).write_bytes((folder / JOURNAL).read_bytes().replace(b'"C70"', b'"c70"'))
    with open_desk(folder, Config()) as desk:
        desk.store.read_behind()
        async with sitting(desk, (80, 24), "commitment") as person:
            await person.until(lambda: not person.app.is_running)
        lost = person.app.return_value
    assert isinstance(lost, Damaged)
    assert "doctor --repair" in str(lost)
