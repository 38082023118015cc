"""Editing a record that is there."""

from msgspec.structs import replace

from store.desk import Desk
from store.kinds import Commitment, Meeting
from store.record import Link, Record
from tests.tui.forms.journey import NOTHING, journey
from tui.screens.form import FormScreen
from tui.screens.move import WhyScreen
from tui.screens.stale import StaleScreen, differences


def record(desk: Desk, id: str) -> Record:
    found = desk.store.get(id)
    assert found is not None
    return found


async def test_what_was_not_touched_keeps_its_value(desk: Desk) -> None:
    before = record(desk, "C32")
    async with journey(FormScreen(desk, Commitment, before), size=(120, 40)) as form:
        await form.open_all()
        await form.fill("partners", "the Small Group")
        await form.press("ctrl+s")
        assert form.answer == "C32"

    after = record(desk, "C32")
    assert isinstance(after, Commitment)
    assert after.partners == "the Small Group"
    same = {"partners": "", "modified": before.modified, "sequence": before.sequence}
    assert replace(after, **same) == before


async def test_nothing_touched_is_nothing_changed(desk: Desk) -> None:
    history = list(desk.store.history())
    async with journey(FormScreen(desk, Commitment, record(desk, "C32"))) as form:
        await form.open_all()
        await form.press("ctrl+s")
        assert form.answer == "C32"

    assert list(desk.store.history()) == history


async def test_a_field_can_be_emptied(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment, record(desk, "C32"))) as form:
        await form.fill("meeting", "")
        await form.press("ctrl+s")

    after = record(desk, "C32")
    assert isinstance(after, Commitment)
    assert after.meeting == ""


async def test_two_records_of_one_name_are_never_taken_for_each_other(desk: Desk) -> None:
    first, second = (Meeting(id=id_, name="Plenary, spring") for id_ in ("m1", "m2"))
    owed = replace(record(desk, "C32"), meeting="m2")
    desk.store.apply("try", [(None, first), (None, second), (record(desk, "C32"), owed)])
    async with journey(FormScreen(desk, Commitment, record(desk, "C32"))) as form:
        assert form.row("meeting").words == "m2"
        await form.fill("meeting", "plen")
        assert form.seen.count("Plenary, spring") >= 2
        await form.press("enter")
        assert form.row("meeting").words == "m1"


async def test_a_moved_due_date_is_asked_for_its_reason(desk: Desk) -> None:
    old = record(desk, "C32")
    desk.store.apply("date it", [(old, replace(old, due="2026-06-01"))])
    async with journey(FormScreen(desk, Commitment, record(desk, "C32"))) as form:
        await form.fill("due", "2026-09-01")
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, WhyScreen)
        await form.press("ctrl+s")
        assert form.answer is NOTHING
        await form.type("No room in June")
        await form.press("ctrl+s")
        assert form.answer == "C32"

    after = record(desk, "C32")
    assert isinstance(after, Commitment)
    move = after.moves[-1]
    assert (move.before, move.after, move.why) == ("2026-06-01", "2026-09-01", "No room in June")
    assert (move.day, move.by) == ("2026-03-01", "Ana")


async def test_going_back_from_the_reason_saves_nothing(desk: Desk) -> None:
    old = record(desk, "C32")
    desk.store.apply("date it", [(old, replace(old, due="2026-06-01"))])
    async with journey(FormScreen(desk, Commitment, record(desk, "C32"))) as form:
        await form.fill("due", "2026-09-01")
        await form.press("ctrl+s", "escape")
        assert form.app.screen is form.screen
        assert form.row("due").words == "2026-09-01"

    after = record(desk, "C32")
    assert isinstance(after, Commitment)
    assert after.due == "2026-06-01"


async def overtaken(desk: Desk) -> FormScreen:
    """A form on a record that somebody changes after it was opened."""
    before = record(desk, "C32")
    form = FormScreen(desk, Commitment, before)
    theirs = replace(before, status="at risk", partners="Iraq")
    desk.store.apply("their edit", [(before, theirs)])
    return form


async def test_both_stand_side_by_side_and_each_change_is_kept(desk: Desk) -> None:
    async with journey(await overtaken(desk)) as form:
        await form.fill("summary", "Set it up")
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, StaleScreen)
        assert "● theirs  Iraq" in form.seen_now
        assert "● yours  Set it up" in form.seen_now
        await form.press("ctrl+s")
        assert form.answer == "C32"

    after = record(desk, "C32")
    assert isinstance(after, Commitment)
    assert (after.summary, after.status, after.partners) == ("Set it up", "at risk", "Iraq")


async def test_whose_words_stand_is_chosen_field_by_field(desk: Desk) -> None:
    async with journey(await overtaken(desk)) as form:
        await form.fill("summary", "Set it up")
        await form.open_all()
        await form.fill("partners", "Mali")
        await form.press("ctrl+s")
        assert "Both of you changed 1 of these 3 fields" in form.seen_now
        await form.press("left", "tab", "space")  # their partners, and not my summary
        await form.press("ctrl+s")
        assert form.answer == "C32"

    after = record(desk, "C32")
    assert isinstance(after, Commitment)
    assert (after.status, after.partners) == ("at risk", "Iraq")
    assert after.summary != "Set it up"


async def test_theirs_can_be_taken_everywhere(desk: Desk) -> None:
    async with journey(await overtaken(desk)) as form:
        await form.fill("summary", "Set it up")
        await form.press("ctrl+s", "t", "ctrl+s")
        assert form.answer == "C32"
    assert len(list(desk.store.history("C32"))) == 2


async def test_one_can_go_back_with_all_that_was_typed(desk: Desk) -> None:
    async with journey(await overtaken(desk)) as form:
        await form.fill("summary", "Set it up")
        await form.press("ctrl+s", "escape")
        assert form.app.screen is form.screen
        assert form.row("summary").words == "Set it up"


async def test_what_was_deleted_meanwhile_is_told(desk: Desk) -> None:
    before = record(desk, "C32")
    screen = FormScreen(desk, Commitment, before)
    desk.store.apply("delete", desk.store.removal(["C32"]))
    async with journey(screen) as form:
        await form.fill("summary", "Set it up")
        await form.press("ctrl+s")
        assert "deleted" in form.said("trouble")
        assert form.row("summary").words == "Set it up"


def test_differences_are_only_what_one_of_the_two_changed(desk: Desk) -> None:
    before = record(desk, "C32")
    theirs = replace(before, status="at risk", modified="2027-01-01T00:00:00Z", sequence=9)
    mine = replace(before, evidence=(Link("https://example.org"),))
    found = differences(before, theirs, mine, desk.names)
    assert [d.title for d in found] == ["Status", "Evidence"]
    assert (found[0].theirs, found[0].mine) == ("at risk", found[0].before)
