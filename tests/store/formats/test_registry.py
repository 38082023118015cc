"""Formats by their name and by a file's; and what may leave."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.formats import FORMATS, FormatError, by_ending, named, of_file
from store.formats.visible import LEVELS, withhold
from store.kinds import Member
from store.record import Record, Visibility
from store.store import Store
from tests.strategies import DEAR, records

ITALY: Record = Member(id="IT", name="Italy", visibility="public")


@pytest.mark.parametrize("name", [form.name for form in FORMATS.values() if form.comes_back])
def test_each_format_reads_what_it_writes_and_is_known_again(name: str, store: Store) -> None:
    held = [ITALY, structs.replace(ITALY, id="MA")]
    source = b"".join(named(name).write(held, title="T", kind=Member))
    assert named(name).read(source, names=store.names).records == held
    for ending in named(name).endings:
        assert of_file("x" + ending.upper(), source) is by_ending("x" + ending) is FORMATS[name]
    assert of_file("-", source) is FORMATS[name]


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(FormatError, match="json, jsonl, feed"):
        named("docx")


@DEAR
@given(st.lists(records()), st.sampled_from(LEVELS))
def test_only_what_may_be_seen_leaves(held: list[Record], include: Visibility) -> None:
    leaving, withheld = withhold(held, include)
    assert len(leaving) + withheld == len(held)
    assert all(LEVELS.index(r.visibility) <= LEVELS.index(include) for r in leaving)
    assert withhold(leaving, include) == (leaving, 0)


LINES = (
    *("SUMMARY:Ministerial", "RRULE:FREQ=YEARLY", "RELATED-TO:a@example.org", "X-ATTENDEE-COUNT:3"),
    *("ATTENDEE;CN=Anna:mailto:anna@example.org", "organizer:MAILTO:b@example.org"),
    *("CONTACT:Anna\\, +32 2 555", "BEGIN:VALARM", "ATTENDEE:mailto:c@example.org", "END:VALARM"),
    *("X-MS-SENDER:mailto:d@example.org", 'ATTACH;SENT-BY="mailto:e@example.org":https://x.org/'),
)


def test_who_was_invited_leaves_with_what_is_private_only() -> None:
    kept = {"uid": "u", "lines": list(LINES), "journals": [list(LINES)], "method": "CANCEL"}
    one = structs.replace(ITALY, extra={"_ics": kept, "_theirs": list(LINES)})
    left = [*LINES[:4], "BEGIN:VALARM", "END:VALARM"]
    ((seen,), _) = withhold([one], "public")
    assert seen.extra == {
        "_ics": {"uid": "u", "lines": left, "journals": [left], "method": "CANCEL"},
        "_theirs": list(LINES),
    }
    assert withhold([one], "private") == ([one], 0)
    assert structs.replace(seen, extra={}) == ITALY


def test_a_format_is_loaded_when_it_is_used() -> None:
    code = "import store.formats, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"csv", "store.formats.csv"}.isdisjoint(ran.stdout.split())
