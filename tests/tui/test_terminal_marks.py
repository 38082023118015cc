"""Flags are shown where a terminal surely shows them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.desk import Desk
from store.kinds import Meeting
from tests.tui.forms.journey import journey
from tui.screens.form import FormScreen
from tui.terminal import flag_of, shows_flags


@pytest.mark.parametrize(
    ("environment", "shows"),
    [
        ({"KITTY_WINDOW_ID": "1", "TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/tmux"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "unknown"}, False),
        ({}, False),
    ],
)
def test_where_flags_are_shown(environment: dict[str, str], shows: bool) -> None:
    assert shows_flags(environment) is shows


@given(st.text(max_size=3))
def test_a_flag_is_two_cells_or_nothing(code: str) -> None:
    flag = flag_of(code)
    assert cell_len(flag) == (2 if flag else 0)


async def test_a_country_is_told_with_its_flag_but_not_in_ascii(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from msgspec.structs import replace

    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM_PROGRAM", "WezTerm")
    plain = desk._replace(config=replace(desk.config, ascii=True))
    for at, flags in ((desk, True), (plain, False)):
        async with journey(FormScreen(at, Meeting, prefill={"country": "BE"})) as form:
            form.row("country").scroll_visible(animate=False)
            await form.settle()
            assert "Belgium" in form.seen
            assert (flag_of("BE") in form.seen) is flags
