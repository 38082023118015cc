"""The registry of actions: every key means one thing, and everything drawn from it is true."""

from collections import Counter

import pytest
from click.testing import CliRunner

from tui.actions import ACTIONS, Action
from tui.cli.about import keys_

SWALLOWED = {"ctrl+enter", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}


def test_no_id_and_no_key_is_there_twice() -> None:
    ids = Counter(action.id for action in ACTIONS)
    keys = Counter(key for action in ACTIONS for key in action.keys)
    assert max(ids.values()) == max(keys.values()) == 1


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_can_be_done_and_explains_itself(action: Action) -> None:
    assert callable(action.do)
    assert action.help.endswith(".")
    assert action.keys
    assert not [key for key in action.keys if "alt+" in key or key in SWALLOWED]


def test_what_the_command_line_prints_is_the_registry() -> None:
    printed = CliRunner().invoke(keys_).output
    assert all(action.help in printed for action in ACTIONS)
