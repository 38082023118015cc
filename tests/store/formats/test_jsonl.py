"""JSON a line: each stands for itself, and the first that is wrong is named by its line."""

import pytest

from store.formats import jsonl
from store.formats.source import FormatError
from store.kinds import Member
from store.record import Record

ITALY: Record = Member(id="IT", name="Italy")
LINE = b'{"id":"IT","kind":"member","name":"Italy","visibility":"private"}\n'
DEEP = b'{"id": "x", "kind": "member", "name": "X", "y": ' + b"[" * 99 + b"]" * 99 + b"}"


def test_a_record_is_a_line() -> None:
    assert [*jsonl.write([ITALY])] == [LINE]
    assert [*jsonl.write([])] == []
    assert jsonl.read(b"\xef\xbb\xbf" + LINE + b"\r\n").records == [ITALY]
    assert jsonl.read(b"").records == []


def test_the_kind_may_be_said_for_all() -> None:
    assert jsonl.read(b'{"id": "IT", "name": "Italy"}', kind=Member).records == [ITALY]


@pytest.mark.parametrize(
    "source, says",
    [
        (LINE + b"\n{", "Line 3: This is not JSON"),
        (LINE + b"[1]", "Line 2 is not a JSON object"),
        (LINE + b'{"id": "x"}', "Line 2 says no kind"),
        (LINE + b'{"id": "x", "kind": "planet"}', "Line 2 has the unknown kind “planet”"),
        (LINE + b'{"id": "x", "kind": "member"}', r"Line 2 \(x\): name: this must be filled"),
        (LINE + LINE, "IT more than once"),
        (LINE + b"[" * 100_000, "Line 2: .*levels deep"),
        (
            b'{"id": "x", "kind": "member", "name": "X", "y": ' + b"[" * 99 + b"]" * 99 + b"}",
            "deep",
        ),
        (LINE.decode().encode("utf-16"), "UTF-16"),
        (LINE + b'{"name": "caf\xe9"}', "Line 2: This is not UTF-8"),
    ],
)
def test_the_first_wrong_line_is_named(source: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        jsonl.read(source)
