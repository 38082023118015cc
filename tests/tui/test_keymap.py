"""The key map: what a person sets holds everywhere, or is refused with the reason."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from textual.binding import Binding
from textual.keys import _character_to_key

from store.config import line_of, read_config
from store.desk import Desk
from store.errors import StoreError
from tests.tui.journey import sitting
from tui.keymap import DECLARED, PLACES, PRESETS, KeyMap, WrongKeys, key_map
from tui.keys import SWALLOWED, key_of, named, shown
from tui.preferences import checked
from tui.screens.dashboard import Dashboard
from tui.screens.form import FormScreen

TYPED = string.ascii_letters + string.digits + string.punctuation
KEYS = st.sampled_from([*TYPED, "space", "f5", "f11", "ctrl+g", "ctrl+x", "ctrl+s", "enter", "tab"])
IDS = st.sampled_from(sorted(DECLARED))


@pytest.mark.parametrize("char", TYPED)
def test_a_character_is_called_as_textual_calls_it(char: str) -> None:
    assert key_of(char) == named(char) == _character_to_key(char)
    assert key_of(key_of(char)) == key_of(char)
    assert shown(key_of(char)) == char


@pytest.mark.parametrize(
    "written", [*SWALLOWED, "alt+x", "ctrl+enter", "ctrl+shift+a", "F1", "f13", "dog", "", "\x1b"]
)
def test_what_never_arrives_is_no_key(written: str) -> None:
    with pytest.raises(ValueError, match=r"key|arrive"):
        key_of(written)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_clashes(preset: str) -> None:
    made = key_map(preset, {})
    assert set(made.changed) <= set(DECLARED)


@given(st.sampled_from(list(PRESETS)), st.dictionaries(IDS, st.lists(KEYS, max_size=3), max_size=5))
def test_a_map_is_refused_or_gives_every_key_one_meaning(
    preset: str, own: dict[str, list[str]]
) -> None:
    try:
        made = key_map(preset, own)
    except WrongKeys as error:
        assert set(error.by_id) <= {*own, "confirm.yes"}
        return
    for id_, keys in own.items():
        assert made.keys(id_) == tuple(dict.fromkeys(map(key_of, keys)))
    for place in PLACES:
        meanings = [key for id_ in place.ids for key in made.keys(id_)]
        assert len(meanings) == len(set(meanings)), place
    assert not set(made.keys("delete")) & set(made.keys("confirm.yes"))


@given(st.text(), st.text())
def test_a_sentence_has_the_keys_that_are_in_force(before: str, after: str) -> None:
    made = key_map("", {"undo": "f5"})
    assert made.told("{undo} undoes · {no.such}") == "f5 undoes · {no.such}"
    if "{" not in before + after:
        assert made.told(f"{before}{{undo}}{after}") == f"{before}f5{after}"


def refused(text: str, path: Path) -> str:
    path.write_text(text)
    with pytest.raises(StoreError) as caught:
        checked(read_config(path, must_exist=True), path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('theme = "drak"\n', 1, "'drak' is none of dark, light"),
        ('\nkeymap = "emacs"\n', 2, "choose default or vim"),
        ('density = "airy"\n', 1, "compact, roomy"),
        ('[keys]\n# mine\ncopi = "f5"\n', 3, "is copy meant?"),
        ('[keys]\ncopy = "d"\n', 2, "d is also the key of delete on the dashboard"),
        ('[keys]\n"form.save" = "s"\n', 2, "s is text in forms"),
        ('[keys.form]\nsave = "alt+s"\n', 2, "does not arrive on every terminal"),
        ('[keys]\nform.save = "ctrl+m"\n', 2, "the same as enter"),
        ("[keys]\ncopy = []\n", 2, "at least one key"),
        ('[keys]\ndelete = "f5"\nconfirm.yes = "f5"\n', 2, "would both ask"),
        ('[keys]\nlog.close = "j"\n', 2, "j is also the key of down in the log"),
        ('ascii = "yes"\n', 1, "Expected `bool`"),
        ("[keys]\ncopy = 5\n", 1, "Expected"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    told = refused(text, tmp_path / "config.toml")
    assert f"config.toml, line {line}" in told
    assert words in told


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    told = refused('theme = "drak"\n[keys]\ncopi = "x"\nundo = "alt+u"\n', tmp_path / "c.toml")
    assert [line.split(": ")[1] for line in told.splitlines()] == [
        "theme",
        "keys.copi",
        "keys.undo",
    ]


@given(st.lists(st.sampled_from(["# note", "", 'home = "BE"', "ascii = true"]), unique=True))
def test_the_line_is_found_behind_whatever_stands_before(before: list[str]) -> None:
    text = "\n".join([*before, "[views.mine]", "title = 'x'", "[keys]", '"copy" = "f5"'])
    assert line_of(text, ["keys", "copy"]) == len(before) + 4
    assert line_of(text, ["keys", "undo"]) == len(before) + 3
    assert line_of(text, ["nothing"]) == 0


def with_keys(desk: Desk, keymap: str = "", **keys: str | list[str]) -> Desk:
    named = {id_.replace("__", "."): value for id_, value in keys.items()}
    return desk._replace(config=structs.replace(desk.config, keymap=keymap, keys=named))


async def test_keys_in_force_are_bound_hinted_at_helped_with_and_told(desk: Desk) -> None:
    mine = with_keys(desk, new="f5", edit="n", undo="e", form__save="f2")
    async with sitting(mine, (120, 40), "commitment") as person:
        person.sees("f5 new commitment", "n edit")
        await person.press("n")
        assert isinstance(person.app.screen, FormScreen)
        person.sees("f2 save")
        await person.type(" and more")
        await person.press("ctrl+s")
        assert isinstance(person.app.screen, FormScreen), "ctrl+s means nothing now"
        await person.press("f2")
        await person.until(lambda: isinstance(person.app.screen, Dashboard))
        assert person.told[-1].endswith("e undoes")
        await person.press("?")
        await person.type("f5")
        person.sees("Add a record of the panel's kind")


async def test_the_vim_preset_goes_in_and_out_with_l_and_h(desk: Desk) -> None:
    async with sitting(with_keys(desk, "vim"), (80, 24), "commitment") as person:
        await person.press("l")
        assert person.board.reading
        await person.press("h")
        assert not person.board.reading


async def test_two_actions_may_change_keys(desk: Desk) -> None:
    async with sitting(with_keys(desk, down="k", up="j"), (80, 24), "commitment") as person:
        first = person.board.panel.cursor_id
        await person.press("k")
        assert person.board.panel.cursor_id != first
        await person.press("j")
        assert person.board.panel.cursor_id == first


def test_textual_is_told_of_changes_only() -> None:
    assert key_map("default", {}).for_textual == {}
    assert key_map("", {"copy": ["f5", ","]}).for_textual == {"copy": "f5,comma"}
    assert isinstance(Dashboard.BINDINGS[0], Binding)
    assert KeyMap().keys("help") == ("question_mark", "f1")
