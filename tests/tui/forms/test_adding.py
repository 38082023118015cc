"""Adding a record by keyboard."""

from collections.abc import Iterable

import pytest

from store.desk import Desk
from store.fields import fields
from store.kinds import KINDS, Commitment, Meeting, Member, Update
from store.record import Record
from tests.tui.forms.journey import NOTHING, journey
from tui.screens.form import FormScreen
from tui.widgets.inputs import editable


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


async def test_what_must_be_filled_is_said_and_gone_to(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("due", "tomorrow")
        await form.press("ctrl+s")

        assert form.problem("summary") == "This must be filled."
        assert form.at == "summary"
        assert form.answer is NOTHING


async def test_a_rule_across_fields_is_told_at_its_field(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("summary", "Report back")
        await form.press("ctrl+s")

        assert form.problem("owners").startswith("Somebody must owe it")
        assert form.at == "owners"


async def test_a_date_with_two_readings_is_refused_with_both(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("due", "03/04/2026")

        problem = form.problem("due")
        assert "2026-04-03" in problem
        assert "2026-03-04" in problem


async def test_a_bad_value_is_told_as_its_field_is_left(desk: Desk) -> None:
    async with journey(FormScreen(desk, Member)) as form:
        await form.fill("country", "Atlantis")
        await form.press("tab")

        assert "no country known here" in form.problem("country")
        await form.fill("country", "be")
        assert "Belgium" in form.seen
        await form.press("tab")
        assert form.problem("country") == ""


async def test_a_name_that_nobody_has_is_told(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("owners", "Atlantis")
        await form.press("tab")

        assert "there is no member or group" in form.problem("owners").lower()


async def test_what_was_understood_is_shown_once_the_field_is_left(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("due", "end of next month")
        await form.press("tab")
        await form.fill("meeting", "2021-12-02-brussels")
        await form.press("tab")

        assert "2026-04-30" in form.seen
        meeting = desk.names.name("2021-12-02-brussels")
        assert meeting[:40] in form.seen
        assert form.row("meeting").words == "2021-12-02-brussels"


async def test_several_owners_are_taken_one_after_the_other(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("owners", "ital")
        await form.press("enter")
        await form.type("niger")
        await form.press("down", "up", "enter")

        assert form.row("owners").words.startswith("IT, ")
        assert form.at == "owners"


async def test_an_acronym_means_its_group_and_no_member_that_begins_so(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("owners", "afg")
        await form.press("tab")

        assert form.row("owners").words.startswith(desk.names.resolve("afg"))


async def test_a_choice_is_found_by_its_first_letters(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.go("status")
        await form.type("at")
        assert form.row("status").words == "at risk"
        await form.press("right")
        assert form.row("status").words == "stalled"
        await form.press("backspace")
        assert form.row("status").words == ""


async def test_what_it_is_opened_with_is_saved(desk: Desk) -> None:
    prefill = {"commitment": "C32", "at": "2026-03-01"}
    async with journey(FormScreen(desk, Update, prefill=prefill)) as form:
        await form.fill("text", "They met.")
        await form.press("ctrl+s")
        saved = desk.store.get(form.answer)

    assert isinstance(saved, Update)
    assert (saved.commitment, saved.at, saved.text) == ("C32", "2026-03-01", "They met.")


async def test_a_folded_group_opens_where_something_is_filled(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment, prefill={"group": "small-group"})) as form:
        assert form.row("group").words == "small-group"
    async with journey(FormScreen(desk, Commitment)) as form:
        assert "group" not in form.names


async def test_a_folded_group_is_opened_by_enter(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.go("status")
        await form.press("tab", "enter")

        assert form.at == "text"


async def test_enter_goes_on_but_in_long_text_it_is_a_new_line(desk: Desk) -> None:
    async with journey(FormScreen(desk, Update)) as form:
        await form.fill("text", "one")
        await form.press("enter")
        await form.type("two")

        assert form.row("text").words == "one\ntwo"
        await form.press("tab")
        assert form.at != "text"


WIDEST: list[type[Record]] = [Commitment, Meeting]


def test_the_widest_have_fields_of_every_type() -> None:
    def types(kinds: Iterable[type[Record]]) -> set[str]:
        return {field.type for kind in kinds for field in fields(kind) if editable(field)}

    assert types(WIDEST) == types(KINDS.values())


@pytest.mark.parametrize("kind", WIDEST, ids=lambda kind: kind.__name__)
async def test_tab_comes_by_every_field_and_back(desk: Desk, kind: type[Record]) -> None:
    async with journey(FormScreen(desk, kind), size=(120, 40)) as form:
        await form.open_all()
        names, passed = form.names, [form.at]
        for _ in range(len(names) + 10):
            await form.pilot.press("tab")
            passed.append(form.at)

        assert set(names) <= set(passed)
        assert passed.count(names[0]) > 1
        await form.pilot.press("shift+tab")
        assert form.at == passed[-2]


async def test_the_help_at_the_foot_is_the_fields_own(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        assert form.said("help") == "What was promised, in our words"
        await form.press("tab")
        assert form.said("help").startswith("Who owes it")
