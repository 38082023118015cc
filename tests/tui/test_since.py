"""Coming back: what became due, was moved or went stale is told, and can be gone to."""

from store.desk import Desk
from store.kinds import Commitment
from tests.tui.journey import sitting
from tui.notices import notices_of
from tui.state import Left, State, write_state


def left(desk: Desk, day: str) -> None:
    """One was last here on that day."""
    write_state(desk.store.journal.folder, State(left=Left(day, f"{day}T12:00:00.000Z")))


async def test_what_came_while_one_was_away_is_told_and_listed(desk: Desk) -> None:
    given = Commitment(id="terms", summary="Send the [terms]", owners=("MA",), due="2026-02-25")
    desk.store.apply("add", [(None, given)])
    left(desk, "2026-02-20")
    async with sitting(desk, kind="commitment") as person:
        await person.until(lambda: bool(notices_of(person.app).kept))
        (told,) = notices_of(person.app).kept
        assert told.text == "Since Fri 20 Feb 2026: 1 became due · w lists them"
        await person.press("w")
        assert "Send the [terms]" in person.seen and "due 4 days ago" in person.seen
        await person.press("enter")
        assert person.board.shown == "terms"


async def test_at_the_first_start_nothing_is_told_and_at_the_next_it_is_known(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await person.settle()
        assert not [n for n in notices_of(person.app).kept if "Since" in n.text]
        await person.press("w")
        assert "is not known" in notices_of(person.app).kept[-1].text
        assert person.board.state.left.day == "2026-03-01"


async def test_where_nothing_came_it_says_so_only_when_asked(desk: Desk) -> None:
    left(desk, "2026-02-28")
    async with sitting(desk, kind="commitment") as person:
        await person.settle()
        assert not notices_of(person.app).kept
        await person.press("w")
        told = notices_of(person.app).kept[-1].text
        assert told == "Nothing became due, was moved or went stale since Sat 28 Feb 2026."
