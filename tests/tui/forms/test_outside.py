"""Long text in the user's own editor, and as it reads."""

import sys
from pathlib import Path

import pytest

from store.desk import Desk
from store.kinds import Meeting
from tests.tui.forms.journey import journey
from tui import editor
from tui.editor import EditorFailed, run
from tui.screens.form import FormScreen
from tui.screens.preview import Preview


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
    assert editor.editor({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert editor.editor({"VISUAL": "", "EDITOR": "vi"}) == ["vi"]
    assert editor.editor({"VISUAL": "'", "EDITOR": " "}) == []


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
        assert told == [editor.NONE, editor.HERE_NOT]
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
