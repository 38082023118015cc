"""A table on a terminal: nothing wider than its lines, and what matters most stays longest."""

import os
import pty
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from tests.cli.shell import MAIN, TOP, Shell
from tui.cli.fitting import GAP, Column, cells, cut, widths

COLUMNS = [Column("Id", 40, 0), Column("Summary", 0, 0), Column("Due", 11, 2), Column("Is", 9, 3)]
ROW = ["C1", "A promise that is long enough to need cutting", "2026-03-01", "overdue"]

texts = st.text(st.sampled_from("ab 漢字é\u0301\u200d🎉"), max_size=40)


def drawn(rows: list[list[str]], limit: int | None) -> list[str]:
    fitted = widths(COLUMNS, rows, limit)
    return [
        GAP.join(cut(cell, width) for cell, width in zip(row, fitted, strict=True) if width)
        for row in rows
    ]


def test_a_wide_character_takes_two_cells_and_a_mark_none() -> None:
    assert (cells("漢字"), cells("e\u0301"), cells("abc")) == (4, 1, 3)


@given(texts, st.integers(1, 30))
def test_a_text_is_cut_or_filled_to_exactly_so_many_cells(text: str, width: int) -> None:
    assert cells(cut(text, width)) == width


@given(st.lists(st.lists(texts, min_size=4, max_size=4), min_size=1, max_size=5))
def test_without_a_limit_nothing_is_cut(rows: list[list[str]]) -> None:
    for row, line in zip(rows, drawn(rows, None), strict=True):
        assert [cell for cell in row if cell not in line] == []


@given(st.lists(st.lists(texts, min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_line_is_wider_than_the_terminal(rows: list[list[str]]) -> None:
    for limit in (20, 40, 80, 200):
        for line in drawn([["C1", *row] for row in rows], limit):
            assert cells(line) <= limit


def test_columns_go_by_their_rank_before_the_summary_shrinks_to_nothing() -> None:
    assert widths(COLUMNS, [ROW], 80) == [2, 45, 10, 7]
    assert widths(COLUMNS, [ROW], 60) == [2, 60 - 2 - 10 - 7 - 6, 10, 7]
    assert widths(COLUMNS, [ROW], 48) == [2, 48 - 2 - 10 - 4, 10, 0]
    assert widths(COLUMNS, [ROW], 30) == [2, 26, 0, 0]


def test_an_empty_column_takes_no_room_of_a_terminal() -> None:
    row = [*ROW[:2], "", "overdue"]
    assert widths(COLUMNS, [row], 80)[2] == 0
    assert widths(COLUMNS, [row], None)[2] == len("Due")


def printed(shell: Shell, columns: int) -> list[str]:
    """What `list commitments` prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "SMALLGROUP_STORE": str(shell.store), "COLUMNS": str(columns)}
    words = [sys.executable, "-c", MAIN, "list", "commitments", "meeting:2021-12-02-brussels"]
    with subprocess.Popen(words, cwd=TOP, env=env, stdout=theirs) as process:
        os.close(theirs)
        out = b""
        while piece := _read(ours):
            out += piece
    os.close(ours)
    assert process.returncode == 0
    return out.decode().splitlines()


def _read(fd: int) -> bytes:
    try:
        return os.read(fd, 65536)
    except OSError:  # what Linux says when the other end of a terminal is closed
        return b""


def test_a_terminal_gets_lines_that_fit_and_a_pipe_all_of_it(shell: Shell) -> None:
    narrow = printed(shell, 60)
    assert len(narrow) == 10 and max(map(cells, narrow)) <= 60
    assert narrow[0].split()[:2] == ["Id", "Summary"] and "…" in narrow[1]
    piped = shell("list", "commitments", "meeting:2021-12-02-brussels").out
    assert "…" not in piped and "Classification" in piped
