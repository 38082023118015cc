"""Long text in the user's own editor, and as it reads."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.desk import Desk
from store.kinds import Meeting
from tests.tui.forms.journey import journey
from tests.tui.journey import sitting
from tui import editor, outside
from tui.drafts import Drafts
from tui.editor import EditorFailed, run
from tui.screens.form import FormScreen
from tui.screens.preview import Preview
from tui.terminal import NO_EDITOR
from tui.terminal import editor as editor_of


def program(text: str) -> list[str]:
    """An editor that is a few lines of Python; `path` is the file that it is given."""
    return [sys.executable, "-c", f"import sys, os; path = sys.argv[-1]\n{text}"]


def test_the_editor_is_given_a_file_of_the_users_own_and_nothing_is_left() -> None:
    look = "mode = oct(os.stat(path).st_mode)[-3:]; folder = os.path.dirname(path)"
    look += "; inside = oct(os.stat(folder).st_mode)[-3:]"
    left = run(program(f"{look}\nopen(path, 'a').write(f'{{mode}} {{inside}} {{path}}')"), "Old")
    old, modes = left.split("\n")
    mode, inside, path = modes.split()
    assert (old, mode, inside) == ("Old", "600", "700")
    assert not Path(path).parent.exists()


def test_what_is_left_as_it_was_is_the_same() -> None:
    assert run(program(""), "One\ntwo") == "One\ntwo"


def test_an_editor_that_saves_by_renaming_is_read() -> None:
    text = "open(path + '~', 'w').write('New\\n'); os.replace(path + '~', path)"
    assert run(program(text), "Old") == "New"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (program("open(path, 'w').write('x'); sys.exit(3)"), "ended with 3"),
        (["/nowhere/editor"], "cannot be started"),
        (program("open(path, 'wb').write(b'\\xff')"), "cannot be read"),
        (program("os.remove(path)"), "cannot be read"),
    ],
)
def test_an_editor_that_fails_changes_nothing(command: list[str], why: str) -> None:
    with pytest.raises(EditorFailed, match=why):
        run(command, "Old")


def test_which_editor() -> None:
    assert editor_of({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert editor_of({"VISUAL": "", "EDITOR": "vi"}) == ["vi"]
    assert editor_of({"VISUAL": "'", "EDITOR": " "}) == []


async def test_what_comes_from_the_editor_is_made_safe(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "edit", lambda *_: "New\x1b[31m\r\ntext\n")
    async with journey(FormScreen(desk, Meeting, prefill={"agenda": "Old"})) as form:
        await form.go("agenda")
        await form.press("ctrl+g")
        assert form.row("agenda").words == "New[31m\ntext"
        assert form.row("agenda").touched


async def test_where_there_is_none_the_reason_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with journey(FormScreen(desk, Meeting, prefill={"agenda": "Old"})) as form:
        await form.go("agenda")
        await form.press("ctrl+g")
        monkeypatch.setenv(
            "EDITOR", "vi"
        )  # which a terminal that cannot be given away does not get
        await form.press("ctrl+g")
        told = [str(notice.message) for notice in form.app._notifications]
        assert told == [NO_EDITOR, editor.HERE_NOT]
        assert form.row("agenda").words == "Old"


async def test_the_preview_shows_it_rendered_and_comes_back(desk: Desk) -> None:
    words = {"agenda": "# One [/oops]\n\n- *two*\n"}
    async with journey(FormScreen(desk, Meeting, prefill=words)) as form:
        await form.go("agenda")
        await form.press("ctrl+l")
        assert isinstance(form.app.screen, Preview)
        assert "One [/oops]" in form.seen_now
        assert "# One" not in form.seen_now
        assert "*two*" not in form.seen_now
        await form.press("escape")
        assert form.at == "agenda"


async def test_the_text_of_a_record_is_written_from_the_dashboard(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "vi")
    monkeypatch.setattr(outside, "edit", lambda *_: "# Agenda\n\x1b[31m")
    async with sitting(desk, kind="meeting") as person:
        id_ = person.board.panel.cursor_id or ""
        await person.press("E")
        person.sees("Which text?", "Agenda", "Minutes")
        await person.press("enter")
        await person.until(lambda: "Agenda written · u undoes" in person.told)
    meeting = desk.store.get(id_)
    assert isinstance(meeting, Meeting)
    assert meeting.agenda == "# Agenda\n[31m"


async def test_what_cannot_be_saved_is_a_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def edit(*_: object) -> str:
        desk.store.apply("theirs", [(before, replace(before, agenda="Theirs"))])
        return "Ours"

    (before, *_) = desk.store.of(Meeting)
    monkeypatch.setenv("EDITOR", "vi")
    monkeypatch.setattr(outside, "edit", edit)
    async with sitting(desk, kind="meeting", line=f"id:{before.id}") as person:
        await person.press("E", "enter")
        await person.until(lambda: any("is a draft" in told for told in person.told))
    (draft,) = Drafts(desk.store.journal.folder).of(before.id)
    assert draft.words == {"agenda": "Ours"}


async def test_without_an_editor_its_key_says_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with sitting(desk, kind="meeting") as person:
        await person.press("E")
        assert person.told == [NO_EDITOR]
        monkeypatch.setenv("EDITOR", "vi")  # and this terminal is none
        await person.press("E", "enter")
        await person.until(lambda: person.told[-1] == editor.HERE_NOT)
