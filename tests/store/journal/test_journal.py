"""Commits, what others see of them, history, and the ways a commit is refused."""

import stat
import threading
import time
from pathlib import Path

import msgspec
import pytest

from store.errors import Held, Invalid, Stale
from store.journal.batch import Change, encode, inverted
from store.journal.document import DocumentStruct, created, to_document
from store.journal.journal import Journal
from store.journal.lines import frame
from store.journal.staging import PIECE
from store.journal.state import Types
from tests.store.journal.made_up import TYPES, Link, Promise, batch, create


class Named(DocumentStruct, frozen=True, omit_defaults=True, gc=False):
    """Another kind of record."""

    id: str


MOVED = Change("promise", "C1", {"due": "2023"}, {"due": "2024"})


def test_what_is_committed_is_there_after_reopening(journal: Journal, folder: Path) -> None:
    journal.commit(batch(create("C1", due="2023"), Change("note", 1, None, {"a": [1]})))
    journal.commit(batch(MOVED))
    expected = {"C1": Promise(id="C1", summary="to do C1", due="2024")}
    assert journal.table("promise") == expected
    again = Journal.open(folder, TYPES)
    assert again.table("promise") == expected
    assert again.table("note") == {"1": {"a": [1]}}
    assert again.tables() == ["promise", "note"]
    again.close()


def test_only_the_owner_can_read_the_store(journal: Journal, folder: Path) -> None:
    journal.commit(batch(create("C1")))
    journal.snapshot()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_caller_keeps_no_hold_on_what_was_committed(journal: Journal) -> None:
    document = {"list": [1]}
    journal.commit(batch(Change("note", 1, None, document)))
    document["list"].append(2)
    assert journal.table("note") == {"1": {"list": [1]}}


def test_history_is_told_in_both_directions(journal: Journal) -> None:
    done = [batch(create(f"C{n}")) for n in range(3)]
    for one in done:
        journal.commit(one)
    assert list(journal.batches()) == done
    assert list(journal.batches(newest_first=True)) == done[::-1]


def test_history_is_empty_at_first_and_may_be_left_early(journal: Journal) -> None:
    assert list(journal.batches()) == []
    done = [batch(create(f"C{n}")) for n in range(3)]
    for one in done:
        journal.commit(one)
    assert next(journal.batches(newest_first=True)) == done[-1]


def test_undo_brings_back_what_was(journal: Journal) -> None:
    journal.commit(batch(create("C1", due="2023")))
    before = dict(journal.table("promise"))
    moved = batch(MOVED, create("C2"))
    journal.commit(moved)
    undone = inverted(moved)
    journal.commit(undone)
    assert journal.table("promise") == before
    journal.commit(inverted(undone))
    assert journal.table("promise").keys() == {"C1", "C2"}


def test_a_field_changed_meanwhile_is_refused_with_both_versions(journal: Journal) -> None:
    journal.commit(batch(create("C1", due="2023")))
    journal.commit(batch(MOVED))
    with pytest.raises(Stale, match="changed in the meantime") as caught:
        journal.commit(batch(create("C2"), MOVED))
    assert (caught.value.table, caught.value.key) == ("promise", "C1")
    assert caught.value.expected == {"due": "2023"}
    assert caught.value.actual == {"id": "C1", "summary": "to do C1", "due": "2024"}
    assert journal.table("promise").keys() == {"C1"}


def test_another_field_changed_meanwhile_does_no_harm(journal: Journal) -> None:
    journal.commit(batch(create("C1", due="2023")))
    journal.commit(batch(Change("promise", "C1", {}, {"priority": 1})))
    journal.commit(batch(MOVED))
    assert journal.table("promise")["C1"].due == "2024"


@pytest.mark.parametrize(
    "change",
    [create("C1"), Change("promise", "C9", {"due": "1"}, {}), Change("promise", "C9", {}, None)],
)
def test_what_cannot_apply_is_refused(journal: Journal, change: Change) -> None:
    journal.commit(batch(create("C1")))
    with pytest.raises(Stale):
        journal.commit(batch(change))
    assert len(list(journal.batches())) == 1


@pytest.mark.parametrize(
    "change",
    [
        Change("promise", "C2", None, {"id": "C2"}),
        Change("promise", "C2", None, {"id": "C2", "summary": 5}),
        Change("promise", "C2", None, {"id": "C2", "summary": "x", "nonsense": 1}),
        Change("promise", "C2", None, {"id": "C3", "summary": "x"}),
        Change("promise", 2, None, {"id": "2", "summary": "x"}),
        Change("note", "two", None, {}),
        Change("_snapshot", 1, None, {}),
        Change("promise", None, {}, None),
    ],
)
def test_what_does_not_fit_its_table_is_refused(journal: Journal, change: Change) -> None:
    journal.commit(batch(create("C1")))
    with pytest.raises(Invalid):
        journal.commit(batch(create("C9"), change))
    assert journal.table("promise").keys() == {"C1"}
    assert len(list(journal.batches())) == 1


def test_changes_of_one_batch_build_on_each_other(journal: Journal, folder: Path) -> None:
    journal.commit(batch(create("C1", due="2023"), MOVED, create("C2")))
    gone = Change("promise", "C2", {"id": "C2", "summary": "to do C2"}, None)
    journal.commit(batch(gone, create("C2", priority=3)))
    expected = dict(journal.table("promise"))
    assert expected["C1"].due == "2024" and expected["C2"].priority == 3
    again = Journal.open(folder, TYPES)
    assert again.table("promise") == expected
    again.close()


def test_what_another_appended_is_read_by_refresh(journal: Journal, folder: Path) -> None:
    assert journal.table("promise") == {}
    other = Journal.open(folder, TYPES)
    done = batch(create("C1"))
    other.commit(done)
    assert journal.refresh() == [done]
    assert journal.refresh() == []
    assert journal.table("promise").keys() == {"C1"}
    other.close()


def test_a_commit_reads_what_others_appended_first(journal: Journal, folder: Path) -> None:
    other = Journal.open(folder, TYPES)
    other.commit(batch(create("C1")))
    with pytest.raises(Stale):
        journal.commit(batch(create("C1")))
    assert journal.table("promise").keys() == {"C1"}
    other.close()


def test_the_holder_of_the_lock_is_named(journal: Journal, folder: Path) -> None:
    impatient = Journal.open(folder, TYPES, wait=0.05)
    with journal.exclusive(), pytest.raises(Held, match=r"held by another process \(pid \d+\)"):
        impatient.commit(batch(create("C1")))
    impatient.commit(batch(create("C1")))
    impatient.close()


def test_threads_of_one_process_lose_nothing(journal: Journal) -> None:
    def work(name: str) -> None:
        for number in range(50):
            journal.commit(batch(create(f"{name}{number}")))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        journal.refresh()
    assert len(journal.table("promise")) == 150
    assert len(list(journal.batches())) == 150


def test_a_key_is_found_without_decoding_the_table(journal: Journal, folder: Path) -> None:
    journal.commit(batch(create("C1", links=[{"url": "u"}]), Change("note", 7, None, {"x": 1})))
    journal.snapshot()
    journal.commit(batch(create('pending "two"')))
    again = Journal.open(folder, TYPES)
    for table, key in [("promise", "C1"), ("promise", 'pending "two"'), ("note", "7")]:
        assert again.has(table, key)
    assert not again.has("promise", "C") and not again.has("note", "1")
    assert not again.has("nowhere", "C1")
    again.table("promise")
    assert again.has("promise", "C1") and not again.has("promise", "C2")
    again.close()


def test_a_record_can_be_added_to_a_table_that_is_not_decoded(
    journal: Journal, folder: Path
) -> None:
    journal.commit(batch(create("C1")))
    journal.snapshot()
    again = Journal.open(folder, TYPES)
    with pytest.raises(Stale):
        again.commit(batch(create("C1")))
    again.close()
    again = Journal.open(folder, TYPES)
    again.commit(batch(create("C2")))
    assert list(again.table("promise")) == ["C1", "C2"]
    again.close()


def test_an_emptied_default_is_no_conflict(journal: Journal) -> None:
    journal.commit(batch(create("C1", visibility="private")))
    journal.commit(batch(Change("promise", "C1", {}, {"visibility": "public"})))
    assert journal.table("promise")["C1"].visibility == "public"


def test_the_header_names_format_and_version(folder: Path) -> None:
    Journal.open(folder, TYPES).close()
    crc, _, header = (folder / "journal").read_text().partition(" ")
    said = msgspec.json.decode(header)
    assert (said["format"], said["version"], len(crc)) == ("smallgroup-journal", 1, 8)


def test_a_record_stands_for_its_document(journal: Journal, folder: Path) -> None:
    record = Promise(id="C1", summary="x", owners=("IT",), links=(Link("u"),))
    journal.commit(batch(created("promise", record)))
    (told,) = journal.batches()
    assert told.changes[0].after == to_document(record)
    assert journal.table("promise") == {"C1": record}
    journal.commit(inverted(batch(created("promise", record))))
    assert journal.table("promise") == {}
    assert Journal.open(folder, TYPES).table("promise") == {}


def test_a_record_with_a_wrong_value_is_refused(journal: Journal) -> None:
    wrong = Promise(id="C1", summary=5)  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        journal.commit(batch(created("promise", wrong)))
    assert list(journal.batches()) == []


def test_a_file_that_was_replaced_is_read_anew_even_if_it_grew(
    journal: Journal, folder: Path
) -> None:
    journal.commit(batch(create("C1")))
    other = Journal.open(folder, TYPES)
    other.rewrite(lambda done: msgspec.structs.replace(done, label="a longer label than before"))
    other.commit(batch(create("C2")))
    other.close()
    assert journal.refresh() == [] and journal.reloads == 1
    assert next(journal.batches()).label == "a longer label than before"
    assert list(journal.table("promise")) == ["C1", "C2"]


def test_many_records_may_be_added_to_a_table_that_is_not_decoded(
    journal: Journal, folder: Path
) -> None:
    journal.commit(batch(create("C1")))
    journal.snapshot()
    again = Journal.open(folder, TYPES)
    several = [Promise(id=f"N{number}", summary="x") for number in range(20)]
    again.commit(batch(*(created("promise", one) for one in several)))
    assert list(again.table("promise")) == ["C1", *(one.id for one in several)]
    fresh = [Promise(id=f"M{number}", summary="x") for number in range(20)]
    for bad in (several[3], fresh[3]):
        with pytest.raises(Stale):
            again.commit(batch(*(created("promise", one) for one in [*fresh, bad])))
    assert len(again.table("promise")) == 21
    again.close()


def test_many_records_of_several_kinds_are_added_and_are_in_memory_once(folder: Path) -> None:
    both: Types = {"promise": Promise, "link": Named}
    some: list[DocumentStruct] = []
    for number in range(20):
        some += [Promise(id=f"P{number}", summary="x"), Named(id=f"L{number}")]
    named = {Promise: "promise", Named: "link"}
    journal = Journal.open(folder, both)
    journal.commit(batch(*(created(named[type(one)], one) for one in some)))
    assert all(journal.table("promise")[one.id] is one for one in some[::2])  # type: ignore[attr-defined]
    again = Journal.open(folder, both)
    for name in both:
        assert again.table(name) == journal.table(name)
        assert list(again.table(name)) == list(journal.table(name))
    again.close()
    journal.close()


def test_memory_holds_what_the_journal_says_and_not_what_the_caller_made_of_it(
    folder: Path,
) -> None:
    several = [Promise(id=f"N{number}", summary="x", priority=1) for number in range(20)]
    loose = Promise(id="L", summary="x", owners=["IT"])  # type: ignore[arg-type]
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(*(created("promise", one) for one in [*several, loose])))
    assert journal.table("promise")["L"].owners == ("IT",)
    journal.close()


def test_a_large_batch_is_one_line_as_any_other(journal: Journal, folder: Path) -> None:
    many = [Promise(id=f"N{number}", summary="x" * 700) for number in range(3 * PIECE + 1)]
    moved = Change("promise", "N7", {}, {"due": "2024"})
    large = batch(*(created("promise", one) for one in many), moved, label='"changes":[]')
    before = (folder / "journal").read_bytes()
    journal.commit(large)
    assert (folder / "journal").read_bytes() == before + frame(encode(large))
    assert journal.table("promise")["N7"] == msgspec.structs.replace(many[7], due="2024")
    again = Journal.open(folder, TYPES)
    assert again.table("promise") == journal.table("promise")
    again.close()


def test_a_large_batch_that_does_not_fit_at_its_end_leaves_nothing(
    journal: Journal, folder: Path
) -> None:
    journal.commit(batch(create("C1")))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    many = [Promise(id=f"N{number}", summary="x" * 700) for number in range(3 * PIECE)]
    for last in (many[0], Promise(id="C1", summary="x")):
        with pytest.raises(Stale):
            journal.commit(batch(*(created("promise", one) for one in (*many, last))))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert list(journal.table("promise")) == ["C1"]


def test_closing_twice_does_no_harm(journal: Journal) -> None:
    journal.commit(batch(create("C1", due="x" * 100_000)))
    journal.close()
    journal.close()
    assert set(Journal.open(journal.folder, TYPES).table("promise")) == {"C1"}


def test_asking_for_news_is_cheap_where_there_is_none(journal: Journal) -> None:
    journal.commit(batch(create("C1")))
    start = time.perf_counter()
    for _ in range(1000):
        journal.refresh()
    assert time.perf_counter() - start < 0.1, "it takes 2 µs; 100 µs are allowed here"
