"""The door: what comes in becomes a record, or a clear no; what goes out comes in the same."""

from typing import Any

import pytest
from hypothesis import given

from store.door import Problems, admit, as_json, data, typed
from store.kinds import Commitment, Meeting
from store.record import Record
from store.store import Store
from tests.strategies import records


@given(records())
def test_a_record_that_goes_out_comes_in_the_same(record: Record) -> None:
    assert admit(type(record), as_json(record)) == record


@given(records())
def test_nothing_empty_is_told(record: Record) -> None:
    assert not [
        name
        for name, value in data(record).items()
        if name not in record.extra and value in ("", [], None)
    ]


def test_unknown_keys_are_kept_and_written_back() -> None:
    came = {"id": "m", "name": "M", "colour": "blue", "_x": {"deep": [1]}}
    meeting = admit(Meeting, came)
    assert meeting.extra == {"colour": "blue", "_x": {"deep": [1]}}
    assert as_json(meeting) == {**came, "kind": "meeting", "visibility": "private"}


def test_no_field_slips_in_unchecked_among_the_unknown_keys() -> None:
    came = {"id": "m", "name": "M", "extra": {"id": "x", "kind": "y", "city": 1, "colour": "blue"}}
    meeting = admit(Meeting, came)
    assert meeting.extra == {"colour": "blue"}
    assert as_json(meeting)["id"] == "m"


def test_every_bad_field_is_told_at_once() -> None:
    with pytest.raises(Problems) as told:
        admit(Commitment, {"id": "", "due": "2023-02-30", "percent": "half", "owners": [1]})
    assert set(told.value.by_field) == {"id", "due", "percent", "owners", "summary"}


def test_text_from_outside_loses_what_steers_a_terminal() -> None:
    meeting = admit(Meeting, {"id": "m", "name": "M\x1b[2J\u202e", "notes": "a\x00\nb"})
    assert (meeting.name, meeting.notes) == ("M[2J", "a\nb")


def test_an_id_with_control_characters_is_refused() -> None:
    for bad in ("a\nb", "\x1b", " a", "x" * 256, None, 7):
        with pytest.raises(Problems, match="id"):
            admit(Meeting, {"id": bad, "name": "M"})


def test_words_over_a_record_change_only_what_they_name(coalition: Store) -> None:
    base = coalition.get("C32")
    assert isinstance(base, Commitment)
    changed = typed(Commitment, {"due": "+2w"}, coalition.names, base, "")
    assert changed.due == "2026-03-15"
    assert as_json(changed) == {**as_json(base), "due": "2026-03-15"}


def test_words_make_a_record_with_names_resolved(coalition: Store) -> None:
    words = {"summary": "Host", "owners": "Morocco, Saudi Arabia", "due": "end of next month"}
    made = typed(Commitment, words, coalition.names, None, "new")
    assert (made.owners, made.due) == (("MA", "SA"), "2026-04-30")


def test_a_required_field_cannot_be_emptied(coalition: Store) -> None:
    base = coalition.get("C32")
    assert isinstance(base, Commitment)
    with pytest.raises(Problems, match="summary: this must be filled"):
        typed(Commitment, {"summary": ""}, coalition.names, base, "")


def test_bad_words_are_told_by_field(coalition: Store) -> None:
    words: dict[str, Any] = {"owners": "Narnia", "due": "03/04/2026"}
    with pytest.raises(Problems) as told:
        typed(Commitment, words, coalition.names, None, "new")
    assert set(told.value.by_field) == {"owners", "due", "summary"}
