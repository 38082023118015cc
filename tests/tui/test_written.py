"""What goes to a terminal: no colour where none is wanted, and a clean end with no lost words."""

from pathlib import Path

from tests.tui.pseudo import terminal

BREAKS = """
from store.kinds import Commitment
from tui.screens.form import FormScreen

def broken(self):
    record = self.desk.store.of(Commitment)[0]
    raise RuntimeError(record.summary + " ".join(self.typed().values()))

FormScreen.action_take_draft = broken
"""


F1 = "\x1bOP"


def test_no_colour_means_not_one_escape_of_colour() -> None:
    with terminal("--demo", "commitments", "is:open", NO_COLOR="1") as screen:
        screen.until("Host the first meeting")
        screen.press("?")
        screen.until("What it does")
        screen.press(F1)
        screen.until("Host the first meeting")
        screen.press("n")
        screen.until("New commitment")
        screen.press("\x11")
        assert screen.over() == 0
        assert screen.colours == set()


def test_with_colour_there_are_some_and_no_colour_set_to_nothing_asks_for_nothing() -> None:
    with terminal("--demo", NO_COLOR="") as screen:
        screen.until("Small Group meeting")
        screen.press("q")
        assert screen.over() == 0
        assert b"38" in screen.colours


def test_a_crash_leaves_the_terminal_clean_and_the_words_for_the_next_time(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with terminal("--store", store, first=BREAKS) as screen:
        screen.until("four ways to begin")
        screen.press("n")
        screen.until("New meeting")
        screen.press("What the minister said")
        screen.until("What the minister said")
        begun = len(screen.written)
        screen.wait((tmp_path / "store" / "drafts.json").exists)
        screen.press("\x12")
        assert screen.over() == 1
        told = screen.written[begun:]
        after = told[told.index(b"\x1b[?1049l") :].decode()
        assert "Smallgroup stopped" in after
        assert "in broken" in after
        assert "minister" not in after
        assert b"\x1b[?25h" in told, "the cursor is seen again"
        assert b"\x1b[?1000l" in told, "the mouse is the terminal's again"
    with terminal("--store", store) as screen:
        screen.until("four ways to begin")
        screen.until("typed and not saved")
        screen.press("\r")
        screen.until("No meetings are recorded yet")
        screen.press("D")
        screen.until("What the minister said")
        screen.press("\x11")
        assert screen.over() == 0


def test_leaving_with_an_open_form_keeps_what_was_typed_and_says_so(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with terminal("--store", store) as screen:
        screen.until("four ways to begin")
        screen.press("n")
        screen.until("New meeting")
        screen.press("Half a name")
        screen.until("Half a name")
        screen.press("\x11")
        assert screen.over() == 0
        end = screen.written[screen.written.rindex(b"\x1b[?1049l") :].decode()
        assert "kept as a draft" in end
    assert "Half a name" in (tmp_path / "store" / "drafts.json").read_text()


def test_a_configuration_that_cannot_be_is_told_before_anything_opens(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "light"\n[keys]\nundo = "alt+u"\n')
    with terminal("--config", str(config), "--demo") as screen:
        assert screen.over() == 1
        assert f"{config}, line 3: keys.undo:" in screen.written.decode()
        assert b"\x1b[?1049h" not in screen.written
    with terminal("--config", str(config), "--demo", "doctor") as screen:
        assert screen.over() == 1
        assert "line 3: keys.undo:" in screen.written.decode()
