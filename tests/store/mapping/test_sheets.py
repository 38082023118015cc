"""Tables as people make them: where the headers are, and what below them is no record."""

from hypothesis import given
from hypothesis import strategies as st

from store.formats.cells import Cell
from store.mapping.sheets import Cells, is_ours, sheet_of
from tests.strategies import HOSTILE

HEADS: Cells = ("No", "Action", "Owner", "Deadline")
ONE: Cells = ("1", "Send the terms", "Italy", "2026-03-01")


def headers(*rows: Cells, head: int | None = None) -> tuple[int, tuple[str, ...]]:
    found = sheet_of("", rows, head)
    return found.head, found.headers


def test_headers_in_the_first_row_and_below_titles() -> None:
    assert headers(HEADS, ONE) == (1, tuple(map(str, HEADS)))
    title: Cells = ("Follow-up of the steering group, as of 28 February", None, None, None)
    assert headers(title, (), HEADS, ONE, ONE)[0] == 3


def test_headers_nobody_knows_are_told_by_what_is_below_them() -> None:
    below: Cells = ("Lähetä toimeksianto kaikille jäsenille", 12, "2026-03-01")
    assert headers(("Tehtävä", "Määrä", "Päivä"), below, below)[0] == 1


def test_a_table_without_headers_has_letters() -> None:
    rows: list[Cells] = [("Italy", "2026-03-01"), ("Morocco", "2026-04-01")]
    assert headers(*rows) == (0, ("Column A", "Column B"))
    assert len(sheet_of("", rows).rows) == 2
    assert headers(HEADS, ONE, head=0)[1][0] == "Column A"


def test_headers_in_two_rows_are_one() -> None:
    top: Cells = ("No", "Action", "Deadline", None, "Status")
    low: Cells = (None, None, "Original", "Revised", None)
    row: Cells = ("1", "Send", "2026-03-01", "2026-04-01", "Done")
    wanted = ("No", "Action", "Deadline: Original", "Deadline: Revised", "Status")
    assert headers(("A title",), top, low, row) == (3, wanted)
    merged: Cells = (None, "What", None, "When", None)
    under: Cells = ("No", "In short", "At length", "At first", "In the end")
    found = headers(merged, under, row)
    assert found[1][1:4] == ("What: In short", "What: At length", "When: At first")


def test_two_titles_are_no_headers_of_groups() -> None:
    assert headers(("Coalition", None, "Draft"), HEADS, ONE)[1] == tuple(map(str, HEADS))


def test_each_header_is_there_once_and_none_is_too_long() -> None:
    long = "x" * 5_000
    found = headers(("Action", "Status", "Status", None, "Status (2)", long, long), (1,) * 7)[1]
    assert len(set(found)) == 7
    assert found[:3] == ("Action", "Status", "Status (2)")
    assert found[3] == "Column D"
    assert max(map(len, found)) < 210


def test_empty_rows_and_columns_and_totals_are_none() -> None:
    rows: list[Cells] = [
        (None, "Action", None, "Budget"),
        (None, "Send", None, 5),
        (),
        (None, "", None, " "),
        (None, "Total number of actions to be agreed", None, 1),
        (None, "TOTAL :", None, "1 500,00"),
    ]
    found = sheet_of("", rows)
    assert found.headers == ("Action", "Budget")
    assert [number for number, _ in found.rows] == [2, 5]
    assert found.passed == (6,)


def test_the_row_with_the_headers_of_a_map_is_taken() -> None:
    rows: list[Cells] = [("Action", "Owner", "Status"), ("Tehtävä", "Omistaja", "Tila"), ("a",) * 3]
    assert sheet_of("", rows, like=("Tehtävä", "Omistaja", "Tila")).head == 2
    assert sheet_of("", rows, like=("Quoi",)).head == 1


def test_more_columns_than_anybody_maps_are_dropped_and_counted() -> None:
    wide: Cells = tuple(f"Column no {n}" for n in range(2_000))
    found = sheet_of("", [wide, wide])
    assert (len(found.heads), found.dropped) == (300, 1_700)


def test_what_we_wrote_is_told_from_what_others_did() -> None:
    assert is_ours([("id", "kind", "summary", "owners", "extra")])
    assert is_ours([("id", "summary", "something else")])
    assert not is_ours([("ID", "Action", "Owner")])
    assert not is_ours([("id", "Action", "Owner")])
    assert not is_ours([("summary", "owners")])
    assert not is_ours([])


cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.sampled_from((*HOSTILE, "Action", "Owner", "Total", "")), st.integers(),
    st.floats(), st.dates(), st.datetimes(), st.booleans(), st.text(max_size=8),
)  # fmt: skip


@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_whatever_the_table_it_has_headers_and_rows_with_their_numbers(
    rows: list[list[Cell]],
) -> None:
    found = sheet_of("", rows)
    assert len(set(found.headers)) == len(found.heads)
    assert 0 <= found.head <= len(rows)
    assert all(rows[number - 1] is row for number, row in found.rows)
    assert all(number > found.head for number, _ in found.rows)
