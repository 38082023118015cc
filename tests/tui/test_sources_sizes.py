"""The sources, a plan and what waits as they look, at every size; and hostile words in each."""

from datetime import UTC, datetime
from itertools import islice

import msgspec
import pytest
from msgspec import structs

from store import door
from store.desk import Desk
from store.formats.source import Aside, News
from store.kinds import KINDS
from store.paths import fixture
from store.record import Record
from store.sync.kept.keep import add_source, find_source
from store.sync.kept.memory import RECORD, Conflict, Memory, Seen
from store.sync.kept.news import Inbox, Item
from store.sync.kept.pending import Double, Held
from store.sync.kept.sources import Reached, Source
from store.sync.planning.plan import Plan
from store.verbs import Pair
from tests.tui.hostile import HOSTILE
from tests.tui.journey import sitting
from tests.tui.sources import edit, some
from tests.tui.test_hostile import harmless
from tests.tui.test_sizes import SIZES, check, in_the_look
from tui.screens.plan import PlanScreen

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT = "2026-03-01T11:48:00.000Z"
LOOKS = [*((size, "dark") for size in SIZES), ((80, 24), "ascii")]


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.sync.present", lambda: NOON)
    monkeypatch.setattr("tui.sources.present", lambda: NOON)


def sources(desk: Desk) -> None:
    """Four sources, each as it may stand."""
    folder = desk.store.journal.folder
    for source, reached in (
        (
            Source("coalition", "https://example.org/feed.json", every=30, owns=("member.region",)),
            Reached(
                at=AT, outcome="4 changed, 2 conflicts", format="feed", bytes=48_200, items=312
            ),
        ),
        (
            Source("geneva", "https://example.net/ministry/feed.json", every=15),
            Reached(
                at=AT,
                outcome="example.net does not answer; check address and network.",
                failures=1,
            ),
        ),
        (
            Source("press", "https://example.org/news.xml"),
            Reached(at=AT, outcome="2 news", format="rss", bytes=2_100, items=2),
        ),
        (Source("rome", "https://example.com/feed.json"), Reached()),
    ):
        add_source(folder, source)
        find_source(folder, source.name).save_reached(reached)


def waiting(desk: Desk) -> None:
    """Something of each sort waits."""
    folder = desk.store.journal.folder
    first, second, third, fourth = some(desk)
    conflicts = (
        Conflict(first.id, "commitment", "summary", "Once", "x", f"{heading(desk, first)} by June"),
        Conflict(second.id, "commitment", RECORD, door.data(second), None, None),
    )
    edit(desk, second, notes="Kept here.")
    memory = Memory(
        seen={third.id: Seen.of(third)},
        conflicts=conflicts,
        missing=(third.id,),
        held=(Held(fourth.id, "meeting", "hosts", ("XX",)),),
        doubles=(Double(third.id, "meeting", fourth.id),),
    )
    find_source(folder, "coalition").save_memory(memory)
    news = [
        News("1", "Ministers meet in Marrakech", "https://example.org/1", "2026-02-10", "Example"),
        News(
            "2", "Africa Focus Group to convene", published="2026-02-11", text="In Cotonou. " * 30
        ),
    ]
    find_source(folder, "press").save_inbox(Inbox({n.id: Item(n, AT) for n in news}))


def heading(desk: Desk, record: Record) -> str:
    return desk.names.heading(record)


def plan(desk: Desk) -> Plan:
    """A plan with something of each sort."""
    first, second, third, fourth = some(desk)
    longer = structs.replace(
        second,
        summary=f"{heading(desk, second)} and to report by June",
        status="on track",
        notes="As told by the secretariat.",
    )
    comes = structs.replace(third, id="x-1", name="Small Group meeting, Tirana", city="Tirana")
    return Plan(
        [(second, longer), (None, comes), (fourth, None)],
        [Aside("x-2", "meeting", {"start": "“never” is no date"})],
        Memory(
            seen={third.id: Seen.of(third)},
            conflicts=(Conflict(first.id, "commitment", "summary", "Once", "Ours", "Theirs"),),
            missing=(third.id,),
            held=(Held("x-1", "meeting", "hosts", ("XX",)),),
            doubles=(Double("x-1", "meeting", third.id),),
        ),
    )


@pytest.mark.parametrize(("size", "look"), LOOKS, ids=str)
async def test_how_they_look(
    desk: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    sources(desk)
    waiting(desk)
    async with sitting(in_the_look(desk, look, monkeypatch), size) as person:
        person.board.attention.stop()
        await person.press("S")
        check(person, f"sources-{name}")
        await person.press("i")
        await person.until(lambda: "Changed here and there" in person.seen)
        check(person, f"waits-{name}")
        await person.press("escape", "n")
        check(person, f"source-{name}")
        await person.press("escape", "escape")
        person.app.push_screen(PlanScreen(person.board.desk, "coalition", plan(desk)))
        await person.settle()
        await person.press("G", "k", "k", "right", "j")
        check(person, f"plan-{name}")
        if look == "ascii":
            rest = person.seen.translate({ord(char): None for char in "’“”é"})
            assert rest.isascii()


@pytest.fixture
def hostile() -> list[Record]:
    items = msgspec.json.decode(fixture("hostile.json").read_bytes())["items"]
    return [door.admit(KINDS[item["kind"]], {**item["data"], "id": item["id"]}) for item in items]


@pytest.mark.parametrize("size", [(40, 15), (120, 40)], ids=str)
async def test_hostile_words_in_a_plan_harm_nothing(
    desk: Desk, hostile: list[Record], size: tuple[int, int]
) -> None:
    conflicts = tuple(
        Conflict("BE", "member", "name", one, other, one)
        for one, other in zip(HOSTILE.values(), reversed(HOSTILE.values()), strict=True)
    )
    asides = [Aside(f"a{n}", "meeting", {text: text}) for n, text in enumerate(HOSTILE.values())]
    pairs: list[Pair] = [(None, record) for record in islice(hostile, 40)]
    made = Plan(pairs, asides, Memory(conflicts=conflicts))
    async with sitting(desk, size) as person:
        person.app.push_screen(PlanScreen(desk, "body", made))
        await person.settle()
        screen = person.app.screen
        assert isinstance(screen, PlanScreen)
        await person.press("Z")
        for row in screen.table.rows[::13]:
            screen.table.cursor_id = str(row)
            await person.pilot.pause()
            harmless(person)
        await person.press("G", "space", "*", "tab", "G", "?")
        harmless(person)


async def test_hostile_words_among_what_waits_harm_nothing(desk: Desk) -> None:
    sources(desk)
    folder = desk.store.journal.folder
    texts = [text.replace("\ud800", "") for text in HOSTILE.values()]  # no JSON holds half of one
    conflicts = tuple(
        Conflict(member.id, "member", "name", text, text, text)
        for member, text in zip(desk.store.find("member"), texts, strict=False)
    )
    find_source(folder, "coalition").save_memory(Memory(conflicts=conflicts))
    news = [News(str(n), text or "x", "", "", text, text) for n, text in enumerate(texts)]
    find_source(folder, "press").save_inbox(Inbox({n.id: Item(n, AT) for n in news}))
    async with sitting(desk, (80, 24)) as person:
        person.board.attention.stop()
        await person.press("i")
        await person.until(lambda: "18 news" in person.seen)
        for _ in range(2 * len(HOSTILE)):
            await person.pilot.press("j")
            await person.pilot.pause()
            harmless(person)
        await person.press("e")
        harmless(person)
