"""The mouse does what the keys do."""

from store.desk import Desk
from store.kinds import Commitment
from tests.tui.forms.journey import journey
from tui.screens.form import FormScreen
from tui.widgets.inputs.offers import Offers
from tui.widgets.inputs.section import SectionTitle


async def test_a_click_takes_what_is_offered(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("meeting", "brus")
        offers = form.row("meeting").query_one(Offers)
        wanted = offers.offers[1].id
        await form.pilot.click(offers, offset=(4, 1))
        await form.settle()

        assert form.row("meeting").words == wanted
        assert not offers.display
        assert form.at == "meeting"


async def test_a_click_on_a_label_goes_to_its_field(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.pilot.click(form.row("due"), offset=(1, 0))
        assert form.at == "due"


async def test_a_click_opens_a_group(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.pilot.click(form.screen.query(SectionTitle).first())
        await form.settle()
        assert "locator" in form.names


async def test_a_click_ticks_a_box_and_goes_through_a_choice(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment), size=(120, 40)) as form:
        await form.open_all()
        for name, words in (("status", "proposed"), ("standing", "yes")):
            form.row(name).scroll_visible(animate=False)
            await form.settle()
            await form.pilot.click(form.row(name).input)
            assert form.row(name).words == words
