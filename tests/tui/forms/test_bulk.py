"""Several records changed in one form, in one step."""

from msgspec.structs import replace

from store.desk import Desk
from store.kinds import Commitment
from tests.tui.forms.journey import NOTHING, journey
from tui.screens.bulk import BulkForm
from tui.screens.move import WhyScreen


def commitments(desk: Desk, count: int = 3) -> list[Commitment]:
    return desk.store.of(Commitment)[:count]


def after(desk: Desk, records: list[Commitment]) -> list[Commitment]:
    return [r for r in (desk.store.get(c.id) for c in records) if isinstance(r, Commitment)]


async def test_what_is_not_touched_stays_and_one_undo_takes_it_back(desk: Desk) -> None:
    before = commitments(desk)
    async with journey(BulkForm(desk, before)) as form:
        assert "summary" not in form.names
        assert f"({len({c.owners for c in before})} values)" in form.seen
        await form.go("status")
        await form.type("on t")
        await form.press("ctrl+s")
        assert form.answer is True

    changed = after(desk, before)
    assert {c.status for c in changed} == {"on track"}
    stamps = {"status": "", "modified": "", "sequence": 0}
    assert [replace(c, **stamps) for c in changed] == [replace(c, **stamps) for c in before]
    desk.store.undo()
    assert [c.status for c in after(desk, before)] == [c.status for c in before]


async def test_to_a_list_is_added_or_from_it_removed(desk: Desk) -> None:
    before = commitments(desk)
    some = before[0].owners[0]
    async with journey(BulkForm(desk, before)) as form:
        form.row("owners").input.words = "NO, TR"
        await form.press("ctrl+s")
    assert [c.owners for c in after(desk, before)] == [
        (*c.owners, *(o for o in ("NO", "TR") if o not in c.owners)) for c in before
    ]

    now = after(desk, before)
    async with journey(BulkForm(desk, now)) as form:
        await form.go("owners")
        form.row("owners").input.words = some
        await form.press("ctrl+b")
        assert "Owners remove" in form.seen
        await form.press("ctrl+s")
    assert [c.owners for c in after(desk, now)] == [
        tuple(o for o in c.owners if o != some) for c in now
    ]


async def test_a_field_is_set_or_emptied_in_all(desk: Desk) -> None:
    before = commitments(desk)
    async with journey(BulkForm(desk, before)) as form:
        await form.go("owners")
        form.row("owners").input.words = "NO"
        await form.press("ctrl+b", "ctrl+b")
        assert "Owners set" in form.seen
        await form.go("meeting")
        await form.press("ctrl+b")
        assert "will be empty" in form.seen
        await form.press("ctrl+s")
        assert form.answer is True
    assert {(c.owners, c.meeting) for c in after(desk, before)} == {(("NO",), "")}


async def test_a_moved_due_date_is_asked_for_its_reason_once(desk: Desk) -> None:
    first, second, third = commitments(desk)
    desk.store.apply(
        "date", [(first, replace(first, due="2026-06-01")), (second, replace(second, due=""))]
    )
    before = after(desk, [first, second, third])
    async with journey(BulkForm(desk, before)) as form:
        await form.fill("due", "2026-09-01")
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, WhyScreen)
        await form.type("No room")
        await form.press("ctrl+s")
        assert form.answer is True
    changed = after(desk, before)
    assert {c.due for c in changed} == {"2026-09-01"}
    moved = [c.moves[-1].why for c, old in zip(changed, before, strict=True) if old.due]
    assert set(moved) == {"No room"}
    assert changed[1].moves == second.moves


async def test_a_flag_is_yes_no_or_left(desk: Desk) -> None:
    before = commitments(desk)
    desk.store.apply("one", [(before[0], replace(before[0], standing=True))])
    before = after(desk, before)
    async with journey(BulkForm(desk, before)) as form:
        await form.open_all()
        assert form.row("standing").input.words == ""
        form.row("standing").input.words = "no"
        await form.press("ctrl+s")
        assert form.answer is True
    assert {c.standing for c in after(desk, before)} == {False}


async def test_what_breaks_a_rule_changes_none(desk: Desk) -> None:
    before = commitments(desk)
    async with journey(BulkForm(desk, before)) as form:
        await form.go("owners")
        await form.press("ctrl+b", "ctrl+b", "ctrl+b", "ctrl+s")
        assert form.problem("owners").startswith("Somebody must owe it")
        assert form.answer is NOTHING
    assert after(desk, before) == before


async def test_nothing_filled_in_is_told(desk: Desk) -> None:
    async with journey(BulkForm(desk, commitments(desk))) as form:
        await form.press("ctrl+s")
        assert form.said("trouble").startswith("Nothing is changed yet")
