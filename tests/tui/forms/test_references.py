"""Records are found by what they are called, made where they are missing, and are chips."""

from pathlib import Path

from msgspec.structs import replace

from store.desk import Desk
from store.kinds import Commitment, Meeting, Member
from tests.tui.forms.journey import journey
from tui.recent import FILE, Recent
from tui.screens.choose import Choose
from tui.screens.form import FormScreen
from tui.widgets.inputs.picked import Picked, PickedMany


def picked(form: FormScreen, name: str) -> Picked | PickedMany:
    every: list[Picked | PickedMany] = [*form.query(Picked), *form.query(PickedMany)]
    return next(one for one in every if one.field.name == name)


async def test_a_record_is_found_by_name_acronym_other_name_and_code(desk: Desk) -> None:
    form = FormScreen(desk, Commitment)
    async with journey(form):
        owners = picked(form, "owners")
        niger = desk.store.get("NE")
        assert isinstance(niger, Member)
        desk.store.apply("call it", [(niger, replace(niger, other_names=("Sahel state",)))])
        for typed, wanted in (
            ("moroc", "MA"),
            ("afg", "africa-focus-group"),
            ("ne", "NE"),
            ("sahel st", "NE"),
        ):
            assert owners.look_up(typed)[0].id == wanted


async def test_what_was_used_last_is_offered_first(desk: Desk) -> None:
    form = FormScreen(desk, Commitment)
    async with journey(form) as trip:
        trip.row("summary").input.words = "Report back"
        trip.row("owners").input.words = "TR, NO"
        await trip.press("ctrl+s")
    assert Recent(desk.store.journal.folder).of(["member"])[:2] == ["NO", "TR"]

    form = FormScreen(desk, Commitment)
    async with journey(form) as trip:
        await trip.go("owners")
        await trip.press("down")
        owners = picked(form, "owners")
        assert owners.offers is not None
        assert [offer.id for offer in owners.offers.offers[:2]] == ["NO", "TR"]
        assert owners.look_up("t")[0].id == "TR"
        assert owners.look_up("it")[0].id == "IT"  # which is called exactly so


def test_what_is_remembered_is_for_the_user_alone_and_may_be_lost(
    desk: Desk, tmp_path: Path
) -> None:
    member = desk.store.of(Member)[0]
    recent = Recent(tmp_path)
    recent.used([member])
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / FILE).write_bytes(b"{")
    assert recent.of() == []
    recent.used([member])
    assert recent.of(["member"]) == [member.id]


async def test_chips_are_walked_and_taken_away(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.go("owners")
        form.row("owners").input.words = "IT, MA, NE"
        await form.press("backspace")
        assert form.row("owners").words == "IT, MA"
        await form.press("left", "left", "delete")
        assert form.row("owners").words == "MA"
        await form.press("right")
        await form.type("franc")
        await form.press("enter")
        assert form.row("owners").words == "MA, FR"
        assert "Morocco ×" in form.seen
        await form.press("home", "backspace", "end", "backspace")
        assert form.row("owners").words == ""


async def test_a_click_takes_a_chip_away(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        row = form.row("owners")
        row.input.words = "IT, MA"
        await form.settle()
        cross = len(" Italy ")
        await form.pilot.click(row.input, offset=(1 + cross, 0))
        await form.settle()
        assert row.words == "MA"
        assert form.at == "owners"


async def test_a_comma_ends_an_item_and_many_take_several_lines(desk: Desk) -> None:
    async with journey(FormScreen(desk, Meeting)) as form:
        await form.go("hosts")
        await form.type("it, ma, no")
        assert form.row("hosts").words == "it, ma, no"
        await form.press("tab")
        assert form.row("hosts").words == "IT, MA, NO"
        every = sorted(desk.store.records("member"))
        form.row("hosts").input.words = ", ".join(every)
        await form.settle()
        assert form.row("hosts").input.outer_size.height == 6
        last = desk.names.name(every[-1])
        assert f"{last} ×" in form.seen
        await form.go("hosts")
        await form.press("home", "left")
        assert f"{desk.names.name(every[0])} ×" in form.seen
        assert f"{last} ×" not in form.seen


async def test_the_missing_record_is_made_without_leaving_the_form(desk: Desk) -> None:
    form = FormScreen(desk, Commitment)
    async with journey(form) as trip:
        trip.row("summary").input.words = "Report back"
        await trip.go("meeting")
        await trip.type("Spring plenary")
        await trip.press("ctrl+n")
        inner = trip.app.screen
        assert isinstance(inner, FormScreen)
        assert inner.kind is Meeting
        assert "Spring plenary" in trip.seen_now
        await trip.press("ctrl+s")
        assert trip.app.screen is form
        made = desk.store.get(trip.row("meeting").words)
        assert isinstance(made, Meeting)
        assert made.name == "Spring plenary"
        assert trip.row("summary").words == "Report back"


async def test_escape_comes_back_to_the_form_as_it_was(desk: Desk) -> None:
    form = FormScreen(desk, Commitment)
    async with journey(form) as trip:
        await trip.go("owners")
        await trip.type("Atlantis")
        await trip.press("ctrl+n")
        assert isinstance(trip.app.screen, Choose)
        await trip.press("enter")
        assert isinstance(trip.app.screen, FormScreen)
        await trip.press("escape")
        assert trip.app.screen is form
        assert trip.row("owners").words == "Atlantis"
        assert trip.at == "owners"


async def test_only_a_reference_can_have_its_record_made(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.press("ctrl+n", "ctrl+l", "ctrl+g")
        assert form.app.screen is form.screen
        assert len(form.app._notifications) == 3
