"""What follows from the records, in front of the screen."""

import pytest
from msgspec import structs

from store.desk import Desk
from store.fields import FieldError, field_map
from store.kinds import Commitment, Meeting
from tests.tui.journey import sitting
from tui.widgets.inputs.base import understood

SIZES = pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])


def promise(id: str, summary: str, **fields: object) -> Commitment:
    return Commitment(id=id, summary=summary, owners=("BE",), **fields)  # type: ignore[arg-type]


@pytest.fixture
def chained(desk: Desk) -> Desk:
    """A desk on which one waits for another, which is late and has parts."""
    records = (
        promise("terms", "Send the terms", due="2026-02-20"),
        promise("agree", "Agree them", depends_on=("terms",)),
        promise("office", "Open the office [/oops]", depends_on=("agree",)),
        promise("one", "One", parent="terms", percent=40),
        promise("two", "Two", parent="terms"),
        Meeting(id="next", name="Next", start="2026-03-20", groups=("small-group",)),
    )
    desk.store.apply("chain", [(None, record) for record in records])
    return desk


@SIZES
async def test_why_it_is_urgent_and_what_it_holds_up(chained: Desk, size: tuple[int, int]) -> None:
    async with sitting(chained, size) as person:
        person.board.read("terms")
        await person.settle()
        lines = person.board.detail._sheet.lines
        told = " ".join(" ".join(part.text for line in lines for part in line).split())
        assert "Urgency overdue 12.0 + blocking 8.0 = 20.0" in told
        assert "no information" in told and "Holds up 2" in told and "Its parts 2" in told
        assert "Waiting for it" not in told, "they stand in the chain"
        for _ in range(40):
            if person.board.detail.target == "office":
                break
            await person.press("j")
        person.sees("blocked  Open the")
        await person.press("enter")
        person.sees("Open the office [/oops]")
        assert person.board.shown == "office"


async def test_matters_arising_come_with_the_meeting(chained: Desk) -> None:
    async with sitting(chained, (120, 40), "meeting") as person:
        person.board.read("next")
        await person.settle()
        open_ones = len(chained.insight.carry_over(chained.store.get("next")))  # type: ignore[arg-type]
        assert open_ones > 5
        person.sees(f"▾ Matters arising {open_ones}")
        person.board.read("2021-12-02-brussels")
        await person.settle()
        person.sees("▸ Matters arising")
        person.board.read("small-group")
        await person.settle()
        person.sees("usually every", "Fri 20 Mar 2026: Next")


async def test_the_sheet_for_the_order_knows_urgency(chained: Desk) -> None:
    async with sitting(chained, (80, 24), "commitment", "owner:BE is:open") as person:
        await person.press("s")
        person.sees("Sort the commitments by")
        for _ in range(60):
            if person.app.screen.query_one("VirtualTable").cursor_id == "urgency":  # type: ignore[attr-defined]
                break
            await person.press("j")
        person.sees("How urgent it is today")
        await person.press("enter")
        assert person.board.panel.filter == "owner:BE is:open sort:urgency"
        await person.press("s", "enter")
        assert person.board.panel.filter == "owner:BE is:open sort:urgency-"
        assert person.board.panel.records[0].id == "terms"


async def test_closing_what_comes_back_says_when(chained: Desk) -> None:
    old = chained.store.get("agree")
    assert isinstance(old, Commitment)
    back = structs.replace(old, due="2026-04-01", rrule="FREQ=MONTHLY")
    chained.store.apply("it comes back", [(old, back)])
    async with sitting(chained, (80, 24)) as person:
        person.board.read("agree")
        await person.settle()
        await person.press("c")
        await person.press("ctrl+s")
        await person.until(lambda: bool(person.told))
        assert person.told[-1].startswith(
            "Commitment delivered · the next one is due 2026-05-01 · "
        )
        assert chained.store.get("agree~2026-05-01") is not None
        await person.press("c")
        await person.until(lambda: "reopened" in person.told[-1])
        assert "Commitment reopened · the next one stays, due 2026-05-01 · " in person.told[-1]
        await person.press("u", "u")
        await person.until(lambda: chained.store.get("agree~2026-05-01") is None)
        again = chained.store.get("agree")
        assert isinstance(again, Commitment) and (again.status, again.closed) == ("", "")


def test_a_field_of_a_form_says_what_is_no_rule(desk: Desk) -> None:
    field = field_map(Commitment)["rrule"]
    with pytest.raises(FieldError, match="“every month” is no recurrence rule"):
        understood("every month", field, desk.names)
    assert understood("monthly", field, desk.names) == "FREQ=MONTHLY"
