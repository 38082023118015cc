"""Adding a record by keyboard."""

from store.desk import Desk
from store.kinds import Commitment
from tests.tui.forms.journey import journey
from tui.screens.form import FormScreen


async def test_a_commitment_owned_by_morocco_due_by_the_end_of_next_month(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.type("Host the next meeting")
        await form.press("enter")
        await form.type("moroc")
        assert "Morocco" in form.seen
        await form.press("enter", "enter")
        assert form.at == "due"
        await form.type("end of next month")
        assert "Thu 30 Apr 2026" in form.seen
        await form.press("ctrl+s")
        saved = desk.store.get(form.answer)

    assert isinstance(saved, Commitment)
    assert (saved.summary, saved.owners, saved.due) == (
        "Host the next meeting",
        ("MA",),
        "2026-04-30",
    )
