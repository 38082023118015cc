"""What was typed and not saved is kept, offered, taken or dropped."""

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.desk import Desk
from store.errors import ReadOnly
from store.kinds import Commitment
from tests.tui.forms.journey import NOTHING, journey
from tui.drafts import FILE, Drafts
from tui.screens.form import FormScreen


def drafts(desk: Desk) -> Drafts:
    return Drafts(desk.store.journal.folder)


async def test_a_draft_survives_escape_and_is_taken_next_time(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("summary", "Report back")
        await form.fill("owners", "Morocco")
        await form.press("escape", "escape")
        assert form.answer is None

    async with journey(FormScreen(desk, Commitment)) as form:
        assert "There is a draft from" in form.said("draft")
        assert form.row("summary").words == ""
        await form.press("ctrl+r")
        assert form.said("draft") == ""
        assert form.row("summary").words == "Report back"
        await form.press("ctrl+s")
        saved = desk.store.get(form.answer)

    assert isinstance(saved, Commitment)
    assert saved.owners == ("MA",)
    assert drafts(desk).of("commitment") == []


async def test_a_draft_opens_the_groups_that_its_words_are_in(desk: Desk) -> None:
    drafts(desk).keep("d1", "commitment", {"desk": "Ben"})
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.press("ctrl+r")
        assert form.row("desk").words == "Ben"


async def test_a_draft_can_be_dropped(desk: Desk) -> None:
    drafts(desk).keep("d1", "commitment", {"summary": "one"})
    drafts(desk).keep("d2", "commitment", {"summary": "two"})
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.press("ctrl+t", "ctrl+r")
        assert form.row("summary").words == "one"


async def test_a_draft_that_is_not_taken_is_not_overwritten(desk: Desk) -> None:
    drafts(desk).keep("d1", "commitment", {"summary": "one"})
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("summary", "two")
        await form.press("escape")

    assert [d.words["summary"] for d in drafts(desk).of("commitment")] == ["two", "one"]


async def test_the_draft_of_one_record_is_not_offered_for_another(desk: Desk) -> None:
    async with journey(FormScreen(desk, Commitment, desk.store.get("C32"))) as form:
        await form.fill("summary", "Other words")
        await form.press("escape")
    async with journey(FormScreen(desk, Commitment, desk.store.get("C31"))) as form:
        assert form.said("draft") == ""
    async with journey(FormScreen(desk, Commitment, desk.store.get("C32"))) as form:
        await form.press("ctrl+r")
        assert form.row("summary").words == "Other words"


async def test_an_untouched_form_leaves_no_draft(desk: Desk) -> None:
    prefill = {"meeting": "2021-12-02-brussels"}
    async with journey(FormScreen(desk, Commitment, prefill=prefill)) as form:
        await form.press("escape")
        assert form.answer is None
    assert drafts(desk).of("commitment") == []


async def test_it_is_kept_while_typing_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.form.OFTEN", 0.05)
    async with journey(FormScreen(desk, Commitment)) as form:
        await form.fill("summary", "Report")
        await form.pilot.pause(0.3)
        assert drafts(desk).of("commitment")[0].words == {"summary": "Report"}


async def test_where_no_draft_can_be_kept_escape_must_be_pressed_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise ReadOnly("The drafts cannot be written.")

    async with journey(FormScreen(desk, Commitment)) as form:
        monkeypatch.setattr(Drafts, "keep", refuse)
        await form.fill("summary", "Report")
        await form.press("escape")
        assert "Escape again" in form.said("trouble")
        assert form.answer is NOTHING
        await form.press("escape")
        assert form.answer is None


def test_drafts_are_for_the_user_alone(tmp_path: Path) -> None:
    Drafts(tmp_path).keep("d1", "member", {"name": "x"})
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'[{"id": "d1", "key')
    found = Drafts(tmp_path)
    assert found.of("member") == []
    assert "set aside" in found.note
    kept = [path.read_bytes() for path in tmp_path.glob(f"{FILE}.damaged-*")]
    assert kept == [b'[{"id": "d1", "key']


WORDS = st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4)


KEPT = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), WORDS), max_size=12)


@settings(deadline=None, max_examples=40)  # each example waits for the disk
@given(kept=KEPT)
def test_the_newest_words_of_each_draft_are_kept(
    kept: list[tuple[str, str, dict[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    for id_, key, words in kept:
        Drafts(folder).keep(id_, key, words)
    wanted = {id_: (key, words) for id_, key, words in kept}
    found = {d.id: (d.key, d.words) for key in "xy" for d in Drafts(folder).of(key)}
    assert found == wanted
    for id_ in wanted:
        Drafts(folder).drop(id_)
    assert Drafts(folder).of("x") == Drafts(folder).of("y") == []
