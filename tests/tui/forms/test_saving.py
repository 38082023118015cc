"""Saving goes on in the background, once, and what was typed is never lost."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from store.desk import Desk
from store.errors import Full
from store.kinds import Commitment
from tests.tui.forms.journey import NOTHING, Journey, journey
from tui.screens.form import FormScreen


async def filled(form: Journey) -> None:
    await form.fill("summary", "Report back")
    await form.fill("owners", "Morocco")


async def test_a_full_disk_is_told_and_the_words_stay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise Full("There is no room to write the journal: free some space and try again.")

    async with journey(FormScreen(desk, Commitment)) as form:
        await filled(form)
        with monkeypatch.context() as context:
            context.setattr(type(desk.store), "apply", full)
            await form.press("ctrl+s")
        assert "no room" in form.said("trouble")
        assert form.row("summary").words == "Report back"

        await form.press("ctrl+s")
        assert desk.store.get(form.answer) is not None


@pytest.fixture
def slow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A disk that answers when the event is set."""
    go = threading.Event()
    apply = type(desk.store).apply

    def slowly(*args: Any) -> Any:
        assert go.wait(30)
        return apply(*args)

    monkeypatch.setattr(type(desk.store), "apply", slowly)
    yield go
    go.set()


async def test_the_screen_stays_alive_while_it_saves_once(
    desk: Desk, slow: threading.Event
) -> None:
    count = len(desk.store.records("commitment"))
    async with journey(FormScreen(desk, Commitment)) as form:
        await filled(form)
        await form.pilot.press("ctrl+s", "ctrl+s", "escape", "tab")
        assert "saving" in form.said("hints")
        assert form.answer is NOTHING
        slow.set()
        await form.settle()
        assert desk.store.get(str(form.answer)) is not None

    assert len(desk.store.records("commitment")) == count + 1
