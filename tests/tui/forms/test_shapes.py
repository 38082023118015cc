"""The form of every kind, at every size, on records that try to break it, and on new fields."""

import json
from typing import Annotated

import pytest
from textual.geometry import Region

from store import fields as f
from store.config import Config
from store.desk import Desk
from store.door import admit
from store.kinds import KINDS, Commitment, Role
from store.paths import fixture
from store.record import Record
from store.rules import received
from tests.tui.forms.journey import journey
from tui.screens.bulk import BulkForm
from tui.screens.close import CloseScreen
from tui.screens.form import FormScreen
from tui.screens.handover import HandoverScreen
from tui.screens.move import MoveScreen
from tui.screens.stale import StaleScreen, differences
from tui.widgets.inputs import editable

SIZES = [(40, 15), (80, 24), (120, 40), (200, 60)]
SIZE_NAMES = [f"{width}x{height}" for width, height in SIZES]


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_every_field_can_be_reached_and_seen(desk: Desk, size: tuple[int, int]) -> None:
    async with journey(FormScreen(desk, Commitment, desk.store.get("C32")), size) as form:
        await form.open_all()
        screen = Region(0, 0, *size)
        for name in form.names:
            await form.tab_to(name)
            focused = form.screen.focused
            assert focused is not None
            assert screen.contains_region(focused.region), name
            help_line = form.screen.query_one("#help")
            assert not help_line.region.overlaps(focused.region)
            hints = form.screen.query_one("#hints")
            assert screen.contains_region(hints.region)
            assert form.said("hints").startswith("ctrl+s save")


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_an_error_is_seen_where_it_is(desk: Desk, size: tuple[int, int]) -> None:
    async with journey(FormScreen(desk, Commitment), size) as form:
        await form.open_all()
        await form.fill("evidence", "ftp")
        await form.fill("summary", "x")
        await form.press("ctrl+s")
        assert form.at == "evidence"
        assert "is no web address" in form.seen


async def test_labels_stand_left_where_there_is_room_and_above_where_not(desk: Desk) -> None:
    for size, left in (((80, 24), True), ((40, 15), False)):
        async with journey(FormScreen(desk, Commitment), size) as form:
            row = form.row("summary")
            assert (row.input.region.y == row.region.y) is left


def hostile() -> dict[str, list[Record]]:
    """The hostile records, by kind."""
    items = json.loads(fixture("hostile.json").read_text())["items"]
    found: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for item in items:
        raw = {**item["data"], "id": item["id"]}
        found[item["kind"]].append(admit(KINDS[item["kind"]], raw))
    return found


def some(kind: str) -> list[Record]:
    """Every seventh of the hostile records of a kind, the next ones of the next kind: every hostile
    text comes in one of the seven, for a field of a type looks the same in all of them."""
    return hostile()[kind][list(KINDS).index(kind) :: len(KINDS)]


@pytest.fixture
def hostile_desk(desk: Desk) -> Desk:
    """The desk with the hostile records among the others."""
    records = [record for kind in hostile().values() for record in kind]
    desk.store.apply("try", [(None, record) for record in records], received)
    return desk


@pytest.mark.parametrize("kind", KINDS)
async def test_hostile_records_are_shown_and_kept_as_they_are(
    hostile_desk: Desk, kind: str
) -> None:
    history = len(list(hostile_desk.store.history()))
    screens = [
        FormScreen(hostile_desk, type(record), hostile_desk.store.get(record.id))
        for record in some(kind)
    ]
    async with journey(screens[0]) as form:
        for screen in screens:
            if screen is not screens[0]:
                await form.open(screen)
            await form.open_all()
            assert "\x1b" not in form.seen
            await form.press("ctrl+s")
            assert screen.base is not None
            assert form.answer == screen.base.id
    assert len(list(hostile_desk.store.history())) == history


async def test_hostile_records_are_changed_together(hostile_desk: Desk) -> None:
    async with journey(FormScreen(hostile_desk, Commitment)) as form:
        for kind in ("commitment", "member"):
            await form.open(BulkForm(hostile_desk, some(kind)))
            await form.open_all()
            assert "\x1b" not in form.seen
            await form.press("escape", "escape")


async def test_hostile_words_stand_side_by_side(hostile_desk: Desk) -> None:
    before = some("commitment")[0]
    theirs, mine = some("commitment")[1:3]
    found = differences(before, theirs, mine, hostile_desk.names)
    assert found
    async with journey(StaleScreen(found, ascii=False)) as form:
        await form.press("t", "down", "space")
        assert "\x1b" not in form.seen


async def test_hostile_records_are_asked_about_and_offered(hostile_desk: Desk) -> None:
    all_ = hostile()  # the first five are tags, braces and escapes: what questions stumble over
    commitments = [c for c in all_["commitment"][:5] if isinstance(c, Commitment)]
    roles = [r for r in all_["role"][:5] if isinstance(r, Role)]
    async with journey(CloseScreen(hostile_desk, commitments)) as form:
        for commitment in commitments:
            await form.open(CloseScreen(hostile_desk, [commitment]))
            await form.press("escape")
            await form.open(MoveScreen(hostile_desk, [commitment]))
            await form.press("escape")
        for role in roles:
            await form.open(HandoverScreen(hostile_desk, [role]))
            await form.type("[")
            assert "[" in form.row("who_comes").words
            await form.press("escape", "escape")
        assert form.app.is_running


class Longer(Commitment, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A commitment with two more fields."""

    mood: Annotated[str, f.text("How it feels", main=2)] = ""
    colour: Annotated[str, f.text("What it looks like", section="Looks")] = ""


async def test_a_new_field_is_in_the_form_with_no_other_edit(desk: Desk) -> None:
    async with journey(FormScreen(desk, Longer), (120, 40)) as form:
        assert form.names[:3] in (["summary", "owners", "mood"], ["summary", "mood", "owners"])
        assert "Mood" in form.seen
        assert "Looks" in form.seen
        await form.open_all()
        assert "Colour" in form.seen


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
async def test_every_field_that_a_person_fills_in_is_there_once(
    desk: Desk, kind: type[Record]
) -> None:
    async with journey(FormScreen(desk, kind), (120, 40)) as form:
        await form.open_all()
        assert sorted(form.names) == sorted(x.name for x in f.fields(kind) if editable(x))


async def test_only_ascii_where_that_is_wanted(desk: Desk) -> None:
    plain = desk._replace(config=Config(ascii=True))
    async with journey(FormScreen(plain, Commitment)) as form:
        await form.go("status")
        await form.press("right")
        assert form.seen.isascii(), [c for c in form.seen if not c.isascii()]
