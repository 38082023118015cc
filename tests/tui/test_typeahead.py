"""Over a slow line several keys come at once; they mean what they mean one by one."""

from textual._xterm_parser import XTermParser

from store.desk import Desk
from store.kinds import Commitment
from tests.soak import send
from tests.tui.journey import Person, sitting
from tui.screens.form import FormScreen


async def comes_at_once(person: Person, text: str) -> None:
    """All of this is in the terminal before any of it is read."""
    send(person.app, XTermParser(), text)
    await person.settle()


async def test_words_for_the_filter_do_not_delete_what_the_cursor_stands_on(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await comes_at_once(person, "/dy")
        await person.until(lambda: person.board.panel.filter == "dy")
        assert len(desk.store.of(Commitment)) == 71


async def test_a_filter_is_kept_and_the_cursor_goes_on_in_the_panel(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await comes_at_once(person, "/is:open\rjj")
        await person.until(lambda: not person.board.filtering)
        panel = person.board.panel
        assert panel.filter == "is:open"
        await person.until(lambda: panel.cursor_id == panel.rows[2])


async def test_a_form_takes_what_is_typed_before_it_stands(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await comes_at_once(person, "nHost the next meeting\tItaly\t")
        await person.until(lambda: isinstance(person.app.screen, FormScreen))
        await person.until(lambda: "Host the next meeting" in person.seen)
        await person.until(lambda: "Italy" in person.seen)
        await comes_at_once(person, "\x13")
        await person.until(lambda: len(desk.store.of(Commitment)) == 72)


async def test_a_key_after_saving_waits_until_it_is_saved(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await comes_at_once(person, "nHost the next meeting\tItaly\t\x13u")
        await person.until(lambda: len(list(desk.store.history())) >= 3)
        undone, added, _ = desk.store.history()
        assert undone.undoes == added.id


async def test_enter_then_escape_comes_back_to_the_same_place(desk: Desk) -> None:
    async with sitting(desk, kind="commitment") as person:
        await comes_at_once(person, "jj\r\x1b\x1b")
        await person.until(lambda: not person.board.reading)
        assert person.board.panel.cursor_id == person.board.panel.rows[2]
