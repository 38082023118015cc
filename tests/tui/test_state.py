"""What is remembered between two runs comes back, and what is damaged is left aside with a note."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk import Desk
from tests.tui.journey import sitting
from tui.state import FILE, PanelState, State, read_state, write_state

panels = st.builds(PanelState, filter=st.text(), cursor=st.text())
states = st.builds(
    State,
    panel=st.sampled_from(["", "meeting", "group"]),
    zoomed=st.booleans(),
    panels=st.dictionaries(st.sampled_from(["meeting", "commitment"]), panels),
)


@given(states)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, state: State) -> None:
    folder = tmp_path_factory.mktemp("store")
    write_state(folder, state)
    assert read_state(folder) == (state, "")
    assert [path.name for path in folder.iterdir()] == [FILE], "nothing temporary is left"


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert read_state(tmp_path) == (State(), "")


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"panel": 4}'])
def test_what_is_damaged_is_left_aside_with_a_note(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    state, note = read_state(tmp_path)
    assert state == State()
    assert "damaged" in note


def test_a_kind_of_another_version_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"panels": {"treaty": {"filter": "x"}, "group": {}}}')
    assert read_state(tmp_path)[0].panels == {"group": PanelState()}


async def test_the_dashboard_opens_all_the_same_and_says_so(desk: Desk) -> None:
    (desk.store.journal.folder / FILE).write_bytes(b"{")
    async with sitting(desk) as person:
        person.sees("1 Meetings 61")
        assert "damaged" in person.told[-1]


async def test_a_filter_that_can_no_longer_be_read_is_told_and_cleared(desk: Desk) -> None:
    line = PanelState("colour:blue", "")
    write_state(desk.store.journal.folder, State("commitment", False, {"commitment": line}))
    async with sitting(desk) as person:
        person.sees("The filter cannot be read", "no field “colour”", "esc clears it")
        await person.press("escape")
        person.sees("4 Commitments 71")
