"""The registry of actions: every key means one thing, and everything drawn from it is true."""

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.binding import Binding
from textual.screen import Screen

import tui.screens
from tui import reference
from tui.actions import ACTIONS, BY_ID, Action
from tui.actions.sheets import EVERYWHERE, KEYS
from tui.cli.about import keys_
from tui.cli.session import Session
from tui.keymap import DECLARED, KeyMap
from tui.keys import key_of

README = Path(__file__).parents[2] / "README.md"


def test_no_id_is_there_twice() -> None:
    ids = Counter([*(action.id for action in ACTIONS), *KEYS])
    assert max(ids.values()) == 1


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_can_be_done_and_explains_itself(action: Action) -> None:
    assert callable(action.do)
    assert action.help.endswith(".")
    assert [key_of(key) for key in action.keys], "keys that arrive on every terminal"


def screens() -> list[type[Screen[object]]]:
    """Every screen of the program."""
    names = [module.name for module in pkgutil.iter_modules(tui.screens.__path__)]
    modules = [importlib.import_module(f"tui.screens.{name}") for name in names]
    things = [thing for module in modules for thing in vars(module).values()]
    found = [thing for thing in things if isinstance(thing, type) and issubclass(thing, Screen)]
    return [screen for screen in dict.fromkeys(found) if screen.__module__.startswith("tui.")]


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_the_keys_of_a_screen_are_those_that_are_declared(screen: type[Screen[object]]) -> None:
    bound: dict[str, set[str]] = {}
    for binding in vars(screen).get("BINDINGS", ()):
        assert isinstance(binding, Binding)
        assert binding.id, f"{binding.key} can be changed by nobody: declare it"
        bound.setdefault(binding.id, set()).update(binding.key.split(","))
    assert bound == {id_: set(DECLARED[id_]) for id_ in bound}


def test_what_holds_everywhere_is_bound_everywhere() -> None:
    last = [screen for screen in screens() if not screen.__subclasses__()]
    assert len(last) > 20
    for screen in last:
        bindings = [each for base in screen.__mro__ for each in vars(base).get("BINDINGS", ())]
        ids = {each.id for each in bindings if isinstance(each, Binding)}
        assert set(EVERYWHERE) <= ids, screen


def test_what_the_command_line_prints_is_the_registry(tmp_path: Path) -> None:
    session = Session(None, None, "")
    printed = CliRunner().invoke(keys_, obj=session).output
    assert all(f"{action.help}\n" in printed for action in ACTIONS)
    assert all(f"{key.help}\n" in printed for key in KEYS.values())


def test_the_table_in_the_readme_is_the_registry() -> None:
    table = reference.markdown()
    assert table in README.read_text("utf-8"), "python -m tui.reference prints it"
    assert all(f"| {action.help} |" in table for action in ACTIONS)


def test_every_row_of_the_reference_has_its_keys() -> None:
    every = reference.rows(KeyMap())
    assert [row.id for row in every] == [*BY_ID, *KEYS]
    for row in every:
        assert row.keys == DECLARED[row.id]
        assert len(row.shown) >= len(row.keys)
