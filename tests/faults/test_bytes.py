"""Every cut and every changed byte: the state before, or an error; never a wrong answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.errors import Damaged, NotAStore
from store.journal.batch import Change
from store.journal.journal import Journal
from tests.store.journal.made_up import TYPES, Promise, batch, create

C1 = Promise(id="C1", summary="to do C1")
C2 = Promise(id="C2", summary="to do C2")
C3 = Promise(id="C3", summary="to do C3")


@pytest.fixture
def path(folder: Path) -> Path:
    """A small journal whose last line adds C2 to C1."""
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C1")))
    journal.commit(batch(create("C2"), Change("note", 1, None, {"a": "b\n"})))
    journal.close()
    return folder / "journal"


def promises(path: Path) -> dict[str, Promise]:
    journal = Journal.open(path.parent, TYPES)
    found = dict(journal.table("promise"))
    journal.close()
    return found


def last_line(content: bytes) -> int:
    """Where it begins."""
    return content.rstrip(b"\n").rindex(b"\n") + 1


def test_cut_at_each_byte_of_the_last_line(path: Path) -> None:
    content = path.read_bytes()
    for length in range(last_line(content), len(content)):
        path.write_bytes(content[:length])
        whole = length == len(content) - 1
        assert promises(path) == ({"C1": C1, "C2": C2} if whole else {"C1": C1}), length
        assert path.read_bytes() == content[:length], "only a writer may cut"


def test_writing_goes_on_after_each_cut(path: Path) -> None:
    content = path.read_bytes()
    for length in range(last_line(content), len(content)):
        path.write_bytes(content[:length])
        journal = Journal.open(path.parent, TYPES)
        journal.commit(batch(create("C3")))
        expected = {"C1": C1, "C3": C3}
        if length == len(content) - 1:
            expected = {"C1": C1, "C2": C2, "C3": C3}
        assert journal.table("promise") == expected
        journal.close()
        assert promises(path) == expected
        assert path.read_bytes().endswith(b"\n")


def test_each_byte_changed(path: Path) -> None:
    content = path.read_bytes()
    for at in range(len(content)):
        for byte in {content[at] ^ 1, content[at] ^ 0x20, content[at] ^ 0x80, 0, 10} - {
            content[at]
        }:
            path.write_bytes(content[:at] + bytes([byte]) + content[at + 1 :])
            torn = at == len(content) - 1
            try:
                assert promises(path) == {"C1": C1} and torn, (at, byte)
            except (Damaged, NotAStore):
                assert not torn, (at, byte)


def test_damage_is_told_by_line_and_with_the_way_out(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"to do C1", b"to do C7"))
    with pytest.raises(Damaged, match=r"Line 2 of .*journal is damaged; run: smallgroup doctor"):
        promises(path)


def test_damage_behind_the_snapshot_is_told_by_its_line_too(path: Path) -> None:
    journal = Journal.open(path.parent, TYPES)
    journal.snapshot()
    journal.commit(batch(create("C3")))
    journal.close()
    path.write_bytes(path.read_bytes().replace(b"to do C3", b"to do C7"))
    with pytest.raises(Damaged, match="Line 4 of"):
        promises(path)


def test_damage_before_the_snapshot_leaves_the_records_and_is_told_by_the_history(
    path: Path,
) -> None:
    journal = Journal.open(path.parent, TYPES)
    journal.snapshot()
    path.write_bytes(path.read_bytes().replace(b"to do C1", b"to do C7"))
    again = Journal.open(path.parent, TYPES)
    assert again.table("promise") == {"C1": C1, "C2": C2}
    with pytest.raises(Damaged, match="Line 2 of"):
        list(again.batches())
    again.close()
    journal.close()


def test_a_reader_leaves_a_line_alone_that_somebody_is_writing(path: Path) -> None:
    journal = Journal.open(path.parent, TYPES)
    content = path.read_bytes()
    other = Journal.open(path.parent, TYPES)
    other.commit(batch(create("C3")))
    other.close()
    line = path.read_bytes()[len(content) :]
    for length in range(len(line)):
        os.truncate(path, len(content))
        with path.open("ab") as file:
            file.write(line[:length])
        seen = [done.changes[0].key for done in journal.refresh()]
        assert seen == (["C3"] if length == len(line) - 1 else []), length
    with path.open("ab") as file:
        file.write(b"\n")
    assert journal.refresh() == []
    assert list(journal.table("promise")) == ["C1", "C2", "C3"]
    journal.close()
