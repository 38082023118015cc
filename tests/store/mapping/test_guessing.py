"""What a table seems to be, and why."""

import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats.cells import Cell, Table
from store.kinds import KINDS
from store.mapping import checked, incoming, outcome_of
from store.mapping.guessing import guess
from store.mapping.sheets import sheet_of
from store.store import Store
from tests.store.mapping.tables import HEADS, ROWS, coming_of, told
from tests.strategies import HOSTILE

TABLES: dict[str, tuple[list[list[Cell]], dict[str, str]]] = {
    "commitment": (
        [["Quoi", "Qui", "Échéance", "État"], ["Envoyer le mandat", "Italie", "2026-06", "Fait"]],
        {"Quoi": "summary", "Qui": "owners", "Échéance": "due", "État": "status"},
    ),
    "member": (
        [["Country", "ISO code", "Region", "Member since", "Status"],
         ["Italy", "IT", "Europe", date(2014, 9, 1), "Full member"],
         ["Niger", "NE", "Africa", date(2017, 1, 1), "Observer"]],
        {"Country": "name", "ISO code": "country", "Region": "region", "Member since": "joined",
         "Status": "status"},
    ),
    "meeting": (
        [["Meeting", "Date", "City", "Country", "Host", "Format"],
         ["Small Group", date(2026, 6, 1), "Rome", "Italie", "Italy", "Hybrid"]],
        {"Meeting": "name", "Date": "start", "City": "city", "Country": "country",
         "Host": "hosts", "Format": "mode"},
    ),
    "role": (
        [["Group", "Country", "Role", "From", "To", "Name"],
         ["CIFG", "Italy", "co-chair", "2015-03", "", "A. Rossi"]],
        {"Group": "group", "Country": "member", "Role": "label", "From": "start", "To": "end",
         "Name": "person"},
    ),
    "group": (
        [["Working group", "Acronym", "Terms of reference", "Established"],
         ["Counter-ISIS Finance Group", "CIFG", "To stop the money", "2015"]],
        {"Working group": "name", "Acronym": "acronym", "Terms of reference": "mandate",
         "Established": "founded"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TABLES)
def test_the_kind_and_the_columns_follow_from_the_headers(coalition: Store, kind: str) -> None:
    rows, wanted = TABLES[kind]
    found = incoming(coalition, "table.csv", [Table("", rows)])
    assert found.map.kind == kind
    assert {column.header: column.field for column in found.map.used} == wanted
    assert all(found.because[header].why for header in wanted)
    out = outcome_of(coalition, found)
    assert (out.asides, out.open) == ([], [])
    assert len(out.rows) + out.same == len(rows) - 1


def test_without_headers_the_values_tell(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["Send the terms of reference to all", "Italy, Morocco", "2026-06-01", "Done"],
        ["Host the meeting of the group", "Niger", "2026-07-01", "In progress"],
    ]
    found = incoming(coalition, "x.csv", [Table("", rows)])
    assert found.map.head == 0
    fills = {column.field: column.header for column in found.map.used}
    assert fills["summary"] == "Column A"
    assert (fills["owners"], fills["due"], fills["status"]) == ("Column B", "Column C", "Column D")
    assert len(outcome_of(coalition, found).rows) == 2


def test_words_are_guessed_and_the_rest_is_asked(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        *ROWS,
        ["X", "Nobody", "2026", "Overdue", ""],
        ["Y", "", "", "en cours"],
    ]
    coming = coming_of(coalition, *rows)
    column = coming.map.column("Status")
    assert column is not None
    assert column.values == {
        "in progress": "on track",
        "not started": "agreed",
        "done": "delivered",
        "en cours": "on track",
    }
    out = outcome_of(coalition, coming)
    assert [(one.sort, one.words, one.cell) for one in out.open] == [
        ("name", "Nobody", "B5"),
        ("value", "Overdue", "D5"),
    ]
    assert told(out.rows[3], "status", "owner_text") == ("", "Nobody")


def test_a_state_that_is_told_at_length_is_a_note(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["Action", "State of play"],
        ["One", "Italy has sent a first draft to all members."],
        ["Two", "Waiting for the ministry, which meets in June."],
    ]
    found = incoming(coalition, "x.csv", [Table("", rows)])
    assert {c.header: c.field for c in found.map.used}["State of play"] == "notes"


def test_a_column_that_only_counts_tells_no_rows(coalition: Store) -> None:
    counted: list[list[Cell]] = [["No", *HEADS], *([n, *row] for n, row in enumerate(ROWS, 1))]
    found = incoming(coalition, "x.csv", [Table("", counted)])
    assert found.map.key == ("Action",)
    named: list[list[Cell]] = [counted[0], *([f"{row[0]}0", *row[1:]] for row in counted[1:])]
    found = incoming(coalition, "x.csv", [Table("", named)])
    assert found.map.key == ()
    assert outcome_of(coalition, found).rows[0].new.id == "x-10"


def test_a_row_is_known_by_as_little_as_tells_it_apart(coalition: Store) -> None:
    twice: list[list[Cell]] = [*ROWS, ["Send the terms", "Niger", "2027", "Done", ""]]
    assert coming_of(coalition, *ROWS).map.key == ("Action",)
    assert coming_of(coalition, *twice).map.key == ("Action", "Responsible")


def test_numbers_that_are_parts_become_percent(coalition: Store) -> None:
    for some, reads, wanted in (((0.5, 1), "fractions", [50, 100]), (("50%", 1), "", [50, 1])):
        rows: list[list[Cell]] = [["Action", "% complete"]]
        rows += [[f"A{n}", n] for n in some]
        found = incoming(coalition, "x.csv", [Table("", rows)])
        column = found.map.column("% complete")
        assert column is not None and column.reads == reads
        rows_ = outcome_of(coalition, found).rows
        assert [told(row, "percent") for row in rows_] == [(n,) for n in wanted]


def test_the_likeliest_sheet_is_taken(coalition: Store) -> None:
    about = Table("About", [["How to use this"], ["One line each"]])
    actions = Table("Actions", [HEADS, *ROWS])
    hidden = Table("Old", [HEADS, *ROWS, *ROWS], hidden=True)
    found = incoming(coalition, "x.xlsx", [hidden, about, actions])
    assert (found.sheet.title, found.map.sheet) == ("Actions", "Actions")
    chosen = incoming(coalition, "x.xlsx", [about, actions, hidden], sheet="old")
    assert len(chosen.sheet.rows) == 6


words: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from((*HOSTILE, *HEADS, "Done", "Italy", "03/04/2026", "", "x" * 5_000)),
    st.none(), st.integers(-5, 10**6), st.dates(), st.floats(allow_nan=True), st.booleans(),
    st.text(string.printable, max_size=12),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.lists(words, max_size=5), max_size=6), st.sampled_from([None, *KINDS.values()]))
def test_there_is_a_guess_for_every_table(rows: list[list[Cell]], kind: type | None) -> None:
    from store.names import Names
    from tests.conftest import TODAY
    from tests.store.mapping.test_naming import Empty

    names = Names(Empty(), lambda: TODAY)
    found = guess(sheet_of("", rows), names, kind=kind)
    assert checked(found.map) is found.map
    assert kind is None or found.map.record is kind
    assert {column.header for column in found.map.used} == found.because.keys()
