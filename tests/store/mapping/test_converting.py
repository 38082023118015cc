"""Rows become records: new, changed, known again, set aside with their cell."""

import re
from datetime import date

import pytest
from msgspec import structs

from store.door import data
from store.errors import StoreError
from store.fields import FieldError
from store.formats.cells import Cell, Table
from store.kinds import Commitment
from store.mapping import Column, Map, Named, bring_in, incoming, outcome_of
from store.mapping.editing import Meaning, with_column, with_meaning
from store.store import Store
from tests.store.mapping.tables import HEADS, ROWS, coming_of, imported, told, with_cell


def commitment(store: Store, summary: str) -> Commitment:
    return next(c for c in store.of(Commitment) if c.summary == summary)


def test_rows_become_records_in_one_batch_that_is_undone_at_once(coalition: Store) -> None:
    before = len(coalition.of(Commitment))
    out = imported(coalition, *ROWS)
    assert (out.new, out.changed, out.asides, out.open) == (3, 0, [], [])
    made = commitment(coalition, "Send the terms")
    assert data(made) == {
        "summary": "Send the terms",
        "owners": ["IT", "MA"],
        "due": "2026-12-25",
        "status": "on track",
        "notes": "First draft",
        "created": made.created,
        "modified": made.modified,
        "visibility": "private",
    }
    assert made.id.startswith("tracker-")
    coalition.undo()
    assert len(coalition.of(Commitment)) == before


def test_the_same_table_again_makes_nothing_twice_wherever_its_rows_stand(coalition: Store) -> None:
    imported(coalition, *ROWS)
    again = imported(coalition, *reversed(ROWS))
    assert (again.new, again.changed, again.same) == (0, 0, 3)


def test_a_changed_row_changes_its_record_and_moves_its_due_date(coalition: Store) -> None:
    imported(coalition, *ROWS)
    rows = with_cell(with_cell(ROWS, 0, 2, "31/12/2026"), 0, 1, "Italy")
    out = imported(coalition, *rows)
    assert [(row.number, row.fields) for row in out.rows] == [(2, ("owners", "due"))]
    made = commitment(coalition, "Send the terms")
    assert (made.owners, made.due) == (("IT",), "2026-12-31")
    assert [(m.before, m.after, m.why) for m in made.moves] == [
        ("2026-12-25", "2026-12-31", "as in tracker.csv")
    ]


def test_what_the_table_does_not_say_stays(coalition: Store) -> None:
    imported(coalition, *ROWS)
    made = commitment(coalition, "Send the terms")
    coalition.apply("edit", [(made, structs.replace(made, desk="Anna", tags=("x",)))])
    rows = with_cell(with_cell(ROWS, 0, 4, None), 0, 3, "Done")
    imported(coalition, *rows)
    now = commitment(coalition, "Send the terms")
    assert (now.desk, now.tags, now.notes, now.status) == (
        "Anna",
        ("x",),
        "First draft",
        "delivered",
    )


def test_what_was_changed_here_stays_until_the_table_says_something_new(coalition: Store) -> None:
    imported(coalition, *ROWS)
    made = commitment(coalition, "Send the terms")
    coalition.apply("edit", [(made, structs.replace(made, status="stalled"))])
    same = imported(coalition, *ROWS)
    assert (same.changed, same.ours, same.differs) == (0, 1, [])
    rows = with_cell(ROWS, 0, 3, "Done")
    for _ in range(2):  # told again until it is settled
        both = imported(coalition, *rows)
        assert [(d.cell, d.field, d.ours, d.theirs) for d in both.differs] == [
            ("D2", "status", "stalled", "delivered")
        ]
    assert commitment(coalition, "Send the terms").status == "stalled"
    coming = coming_of(coalition, *rows)
    theirs = outcome_of(coalition, coming, again=True)
    assert (theirs.changed, theirs.differs) == (1, [])
    bring_in(coalition, coming, theirs)
    assert commitment(coalition, "Send the terms").status == "delivered"
    assert imported(coalition, *rows).same == 3


def test_rows_that_are_gone_are_told_and_stay(coalition: Store) -> None:
    imported(coalition, *ROWS)
    gone = commitment(coalition, "Host the meeting").id
    assert imported(coalition, ROWS[0], ROWS[2]).gone == [gone]
    assert coalition.get(gone)


def test_what_was_undone_comes_again_when_it_is_asked_for(coalition: Store) -> None:
    imported(coalition, *ROWS)
    coalition.undo()
    assert imported(coalition, *ROWS).new == 3


def test_a_change_that_was_undone_is_not_made_again_unasked(coalition: Store) -> None:
    imported(coalition, *ROWS)
    rows = with_cell(ROWS, 0, 3, "Done")
    imported(coalition, *rows)
    coalition.undo()
    assert imported(coalition, *rows).ours == 1
    assert commitment(coalition, "Send the terms").status == "on track"


def test_numbers_that_are_none_are_set_aside(coalition: Store) -> None:
    rows: list[list[Cell]] = [["Action", "Percent"]]
    rows += [[f"A{n}", n] for n in (float("nan"), float("inf"), 12.5, 10**20, "half", 50.0, "7,0")]
    out = outcome_of(coalition, incoming(coalition, "x.csv", [Table("", rows)], kind=Commitment))
    assert [told(row, "percent") for row in out.rows[5:]] == [(50,), (7,)]
    assert len(out.asides) + len(out.open) == 5


def test_two_rows_of_the_same_words_are_two(coalition: Store) -> None:
    twice = [ROWS[0], ROWS[0]]
    assert imported(coalition, *twice).new == 2
    assert imported(coalition, *twice).same == 2


def test_headings_among_the_rows_are_passed_over_and_cells_set_aside(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["A. Finance"],
        ["", "Italy", "2026", "Done", "no action"],
        ["Send it", "Italy", "someday", "Done", 7],
        ["x" * 10_001, "Italy", "2026", "Done", ""],
    ]
    out = outcome_of(coalition, coming_of(coalition, *ROWS, *rows, kind=Commitment))
    assert out.passed == [5]
    assert [(a.cell, a.whole) for a in out.asides] == [("A6", True), ("A8", True)]
    assert "no summary" in out.asides[0].why and "too many" in out.asides[1].why
    assert [(one.words, one.cell) for one in out.open] == [("someday", "C7")]
    assert out.new == 4


def test_an_end_before_its_beginning_is_left_out(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["Meeting", "Start", "End"],
        ["M", date(2026, 3, 2), date(2026, 3, 1)],
    ]
    out = outcome_of(coalition, incoming(coalition, "m.csv", [Table("", rows)]))
    assert [(a.cell, a.whole) for a in out.asides] == [("C2", False)]
    assert told(out.rows[0], "end") == ("",)


def test_members_are_known_by_their_names_however_they_are_spelt(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["Country", "Region", "Contact"],
        ["Czechia", "Europe", "Political Director"],
        ["Atlantis", "", "None"],
        ["Czech Republic", "", ""],
    ]
    coming = incoming(coalition, "m.csv", [Table("", rows)])
    out = outcome_of(coalition, coming)
    assert [(row.new.id, row.fields) for row in out.rows[:1]] == [("CZ", ("contact",))]
    assert out.new == 1
    assert [a.cell for a in out.asides] == ["A4"]
    assert "twice" in out.asides[0].why
    bring_in(coalition, coming, out)
    assert imported(coalition).new == 0


def test_the_last_of_two_deadlines_that_is_there_counts(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["Action", "Deadline", "Revised deadline", "Lead", "Support owner"],
        ["One", "2026-01-01", "2026-02-02", "Italy", "Morocco"],
        ["Two", "2026-01-01", None, "Italy", "Italy, Niger"],
    ]
    made = incoming(coalition, "x.csv", [Table("", rows)])
    assert {c.header: c.field for c in made.map.used}["Support owner"] == "owners"
    assert [told(row, "due", "owners") for row in outcome_of(coalition, made).rows] == [
        ("2026-02-02", ("IT", "MA")),
        ("2026-01-01", ("IT", "NE")),
    ]


def test_rows_may_point_at_other_rows(coalition: Store) -> None:
    rows: list[list[Cell]] = [
        ["Ref", "Action", "Depends on"],
        ["A/1", "First", None],
        ["A/2", "Second", "A/1"],
    ]
    coming = incoming(coalition, "x.csv", [Table("", rows)])
    out = outcome_of(coalition, coming)
    bring_in(coalition, coming, out)
    assert [row.new.id for row in out.rows] == ["x-a/1", "x-a/2"]
    assert told(out.rows[1], "depends_on") == (("x-a/1",),)


def test_what_words_mean_is_taken_as_it_is_said(coalition: Store) -> None:
    rows = [["X", "HQ, Atlantis; the chair", "asap", "Overdue", ""]]
    coming = coming_of(coalition, *ROWS, *rows)
    made = coming.map
    for words, value in (
        ("HQ", "IT, Morocco"),
        ("Atlantis", "+member"),
        ("the chair", ""),
        ("asap", "2026-04"),
        ("Overdue", "at risk"),
    ):
        made = with_meaning(made, coming.sheet, Meaning(words, value), coalition.names)
    out = outcome_of(coalition, coming.under(made))
    assert out.open == []
    found = out.rows[3].new
    assert isinstance(found, Commitment)
    (atlantis,) = out.made
    assert found.owners == ("IT", "MA", atlantis.id)
    assert (found.owner_text, found.due, found.status) == ("the chair", "2026-04", "at risk")
    bring_in(coalition, coming.under(made), out)
    assert coalition.names.name(atlantis.id) == "Atlantis"
    assert imported(coalition, *ROWS, *rows).same == 4


def test_other_words_of_a_reference_are_kept_with_their_header(coalition: Store) -> None:
    made = Map(
        "commitment",
        (
            Column("Action", "summary"),
            Column("Meeting", "meeting", names={"ministerial": Named()}),
            Column("Proof", "evidence"),
        ),
        key=("Action",),
    )
    rows: list[list[Cell]] = [
        ["Action", "Meeting", "Proof"],
        ["Do", "Ministerial", "Letter of 3 May, https://example.org/a."],
    ]
    coming = incoming(coalition, "x.csv", [Table("", rows)]).under(made)
    (row,) = outcome_of(coalition, coming).rows
    assert isinstance(row.new, Commitment)
    assert row.new.notes == "Meeting: Ministerial\nProof: Letter of 3 May"
    assert [link.url for link in row.new.evidence] == ["https://example.org/a"]


def test_another_column_for_a_field_takes_the_place_of_the_first(coalition: Store) -> None:
    coming = coming_of(coalition, *ROWS)
    made = with_column(coming.map, coming.sheet, "comments", "summary", coalition.names)
    assert [(c.header, c.field) for c in made.used if c.field == "summary"] == [
        ("Comments", "summary")
    ]
    assert made.key == ("Comments",)
    with pytest.raises(Exception, match="no field"):
        with_column(coming.map, coming.sheet, "Comments", "nonsense", coalition.names)
    with pytest.raises(Exception, match="no one column"):
        with_column(coming.map, coming.sheet, "Nonsense", "notes", coalition.names)


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        ("Atlantis", "IT", "No column that is taken has “Atlantis”"),
        ("Done", "nonsense", "none of:"),
        ("Italy", "atlantis", "there is no member or group “atlantis”"),
        ("Italy", "+meeting", "cannot be made of a name"),
        ("25/12/2026", "someday", "is not a date"),
    ],
)
def test_what_words_cannot_mean_is_refused(
    coalition: Store, words: str, value: str, said: str
) -> None:
    coming = coming_of(coalition, *ROWS)
    with pytest.raises((StoreError, FieldError), match=re.escape(said)):
        with_meaning(coming.map, coming.sheet, Meaning(words, value), coalition.names)


def test_every_header_twice_is_as_good_as_once(coalition: Store) -> None:
    rows = [HEADS + HEADS, *(row + row for row in ROWS)]
    coming = incoming(coalition, "x.csv", [Table("", rows)])
    assert outcome_of(coalition, coming).new == 3
