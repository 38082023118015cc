"""The store: batches that happen together or not at all, and can be taken back."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from store.errors import Stale, StoreError
from store.journal.batch import Batch
from store.kinds import Commitment, Member, Role, Update
from store.record import Link, Move, Record
from store.store import Store
from store.verbs import Pair, closed, edited, handover, is_move, moved, reopened


def a_promise(store: Store, id: str = "p1") -> Commitment:
    store.apply("add", [(None, Commitment(id=id, summary="Host the next one", owners=("MA",)))])
    return got(store, id)


def got(store: Store, id: str) -> Commitment:
    found = store.get(id)
    assert isinstance(found, Commitment)
    return found


def reopen(store: Store, folder: Path, by: str = "desk") -> Store:
    store.close()
    return Store.open(folder, by=by, today=lambda: date(2026, 3, 1))


def everything(store: Store) -> dict[str, Record]:
    return {
        r.id: r for kind in ("member", "group", "role", "meeting") for r in store.find(kind)
    } | {r.id: r for kind in ("statement", "commitment", "update") for r in store.find(kind)}


def test_what_is_added_is_stamped_and_there_after_a_restart(store: Store, tmp_path: Path) -> None:
    store.apply("m", [(None, Member(id="MA", name="Morocco"))])
    promise = a_promise(store)
    assert promise.created == promise.modified != ""
    changed = structs.replace(promise, due="2026-06")
    store.apply("due", [(promise, changed)])
    assert got(store, "p1").sequence == 1
    again = reopen(store, tmp_path / "store")
    assert everything(again) == everything(store)


def test_what_did_not_change_is_no_batch(coalition: Store) -> None:
    promise = got(coalition, "C32")
    before = len(list(coalition.history()))
    assert coalition.apply("nothing", [(promise, promise)]) is None
    assert len(list(coalition.history())) == before


def test_the_second_of_two_editors_is_told_with_both_versions(coalition: Store) -> None:
    seen = got(coalition, "C32")
    coalition.apply("first", [(seen, structs.replace(seen, due="2026-06"))])
    with pytest.raises(Stale) as told:
        coalition.apply("second", [(seen, structs.replace(seen, due="2027"))])
    assert told.value.key == "C32"
    assert told.value.actual is not None
    assert told.value.actual["due"] == "2026-06"
    assert got(coalition, "C32").due == "2026-06"


def test_undo_takes_back_and_redo_brings_again_over_restarts(
    coalition: Store, tmp_path: Path
) -> None:
    before = everything(coalition)
    a_promise(coalition)
    with_it = everything(coalition)
    seen = got(coalition, "p1")
    coalition.apply("close", [closed(seen, day="2026-03-01")])
    store = reopen(coalition, tmp_path / "store")
    assert store.undo().label == "undo: close"
    assert got(store, "p1").status == ""
    assert store.undo().label == "undo: add"
    assert everything(store) == before
    store = reopen(store, tmp_path / "store")
    store.redo()
    assert set(everything(store)) == set(with_it)
    store.redo()
    assert got(store, "p1").status == "delivered"
    with pytest.raises(StoreError, match="nothing of yours to redo"):
        store.redo()


def test_something_new_ends_what_can_be_redone(coalition: Store) -> None:
    a_promise(coalition)
    coalition.undo()
    a_promise(coalition, "p2")
    with pytest.raises(StoreError, match="nothing of yours to redo"):
        coalition.redo()


def test_undo_is_refused_where_a_field_it_set_has_changed_since(
    coalition: Store, tmp_path: Path
) -> None:
    seen = got(coalition, "C32")
    coalition.apply("due", [(seen, structs.replace(seen, due="2026-06"))])
    other = Store.open(tmp_path / "store", by="somebody else", today=lambda: date(2026, 3, 1))
    theirs = got(other, "C32")
    other.apply("their due", [(theirs, structs.replace(theirs, due="2027"))])
    with pytest.raises(StoreError, match="due was left as “2026-06” and is now “2027”"):
        coalition.undo()
    assert got(coalition, "C32").due == "2027"


def test_undo_leaves_other_fields_that_changed_since(coalition: Store, tmp_path: Path) -> None:
    seen = got(coalition, "C32")
    coalition.apply("due", [(seen, structs.replace(seen, due="2026-06"))])
    other = Store.open(tmp_path / "store", by="somebody else", today=lambda: date(2026, 3, 1))
    theirs = got(other, "C32")
    other.apply("their desk", [(theirs, structs.replace(theirs, desk="Anna"))])
    coalition.undo()
    assert (got(coalition, "C32").due, got(coalition, "C32").desk) == ("", "Anna")


def test_undo_never_takes_back_what_somebody_else_did(coalition: Store, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "store", by="somebody else", today=lambda: date(2026, 3, 1))
    with pytest.raises(StoreError, match="nothing of yours"):
        other.undo()


def test_a_new_record_that_others_built_on_is_not_undone(coalition: Store) -> None:
    a_promise(coalition)
    others = structs.replace(got(coalition, "C32"), depends_on=("p1",))
    coalition.by = "somebody else"
    coalition.apply("wait for it", [(got(coalition, "C32"), others)])
    coalition.by = "desk"
    with pytest.raises(StoreError, match="still referred to by C32"):
        coalition.undo()


def test_a_bulk_edit_is_one_step(coalition: Store) -> None:
    pairs: list[Pair] = [
        (c, structs.replace(c, desk="Anna")) for c in coalition.of(Commitment) if not c.status
    ]
    coalition.apply("hand to Anna", pairs)
    assert sum(c.desk == "Anna" for c in coalition.of(Commitment)) == len(pairs) > 50
    coalition.undo()
    assert not any(c.desk for c in coalition.of(Commitment))


def test_history_tells_when_who_what_and_both_values(coalition: Store) -> None:
    seen = got(coalition, "C32")
    coalition.apply("set a date", [(seen, structs.replace(seen, due="2026-06"))])
    newest, oldest = coalition.history("C32")
    assert (newest.label, newest.by) == ("set a date", "desk")
    change = newest.changes[0]
    assert change.before is not None
    assert change.after is not None
    assert "due" not in change.before
    assert change.after["due"] == "2026-06"
    assert oldest.changes[0].before is None


def test_what_goes_takes_along_what_cannot_be_without_it(coalition: Store) -> None:
    before = everything(coalition)
    update = Update(id="u1", commitment="C03", at="2026-02-01")
    coalition.apply("told", [(None, update)])
    pairs = coalition.removal(["MA"])
    gone = {old.id for old, new in pairs if old is not None and new is None}
    assert gone == {"MA", "africa-focus-group-co-chair-MA"}
    coalition.apply("delete", pairs)
    assert got(coalition, "C03").owners == ()
    assert got(coalition, "C03").owner_text == "Morocco"
    assert not coalition.references("MA")
    coalition.undo()
    coalition.undo()
    restored = everything(coalition)
    assert {i: (r.sequence > 0) for i, r in restored.items() if r != before[i]}.keys() <= {
        old.id for old, _ in pairs if old is not None
    }
    assert restored["MA"] == before["MA"]


def test_references_follow_every_change(coalition: Store) -> None:
    assert "C03" in {r.id for r, _ in coalition.references("MA")}
    seen = got(coalition, "C03")
    coalition.apply("to Niger", [(seen, structs.replace(seen, owners=("NE",)))])
    assert "C03" not in {r.id for r, _ in coalition.references("MA")}
    assert ("C03", "owners") in {(r.id, f) for r, f in coalition.references("NE")}


def test_listeners_hear_own_batches_and_those_of_others(coalition: Store, tmp_path: Path) -> None:
    heard: list[Batch] = []
    stop = coalition.subscribe(heard.append)
    other = Store.open(tmp_path / "store", by="somebody else", today=lambda: date(2026, 3, 1))
    a_promise(other, "theirs")
    assert coalition.refresh()
    a_promise(coalition, "ours")
    assert [batch.by for batch in heard] == ["somebody else", "desk"]
    stop()
    a_promise(coalition, "unheard")
    assert len(heard) == 2


def test_moving_a_due_date_is_told_and_correcting_it_is_not(coalition: Store) -> None:
    a_promise(coalition)
    first = structs.replace(got(coalition, "p1"), due="2026-06")
    move = Move(day="2026-03-01", by="desk", why="They asked")
    coalition.apply("due", [edited(got(coalition, "p1"), first, move)])
    assert got(coalition, "p1").moves == ()
    later = structs.replace(got(coalition, "p1"), due="2026-09")
    coalition.apply("move", [edited(got(coalition, "p1"), later, move)])
    told = got(coalition, "p1").moves
    assert told == (Move("2026-06", "2026-09", "2026-03-01", "desk", "They asked"),)
    typo = structs.replace(got(coalition, "p1"), due="2026-10")
    coalition.apply("correct", [edited(got(coalition, "p1"), typo, None)])
    assert got(coalition, "p1").moves == told


def test_closing_and_opening_again(coalition: Store) -> None:
    link = Link("https://example.org/done")
    seen = got(coalition, "C32")
    coalition.apply("close", [closed(seen, day="2026-03-01", evidence=(link,))])
    done = got(coalition, "C32")
    assert (done.status, done.closed, done.evidence) == ("delivered", "2026-03-01", (link,))
    coalition.apply("reopen", [reopened(done)])
    assert (got(coalition, "C32").status, got(coalition, "C32").closed) == ("", "")


def test_a_handover_ends_one_role_the_day_before_the_other_starts(coalition: Store) -> None:
    new = Role(
        id="r9", member="BJ", group="africa-focus-group", label="co-chair", start="2026-04-01"
    )
    coalition.apply("handover", handover(coalition.of(Role), "MA", new))
    old = coalition.get("africa-focus-group-co-chair-MA")
    assert isinstance(old, Role)
    assert old.end == "2026-03-31"
    with pytest.raises(ValueError, match="nothing to hand over"):
        handover(coalition.of(Role), "MA", structs.replace(new, id="r10", start="2026-05-01"))


def test_a_handover_at_a_meeting_says_so_at_both_ends(coalition: Store) -> None:
    new = Role(
        id="r9",
        member="BJ",
        group="africa-focus-group",
        label="co-chair",
        start="2026-04-01",
        start_at="2021-12-02-brussels",
    )
    (_, ended), (_, begun) = handover(coalition.of(Role), "MA", new)
    assert isinstance(ended, Role)
    assert (ended.end, ended.end_at) == ("2026-03-31", "2021-12-02-brussels")
    assert begun == new


def test_only_a_due_date_that_was_there_is_moved() -> None:
    before = Commitment(id="c1", summary="x", due="2026-05-01")
    later = structs.replace(before, due="2026-06-01")
    move = Move(day="2026-03-01", by="ana", why="asked")
    assert is_move((before, later))
    (_, told) = moved((before, later), move)
    assert isinstance(told, Commitment)
    assert [(m.before, m.after, m.why) for m in told.moves] == [
        ("2026-05-01", "2026-06-01", "asked")
    ]
    assert moved((before, later), None) == (before, later)
    assert not is_move((structs.replace(before, due=""), later))
    assert not is_move((None, later))
    assert not is_move((before, told))  # it says so already


def test_new_ids_can_be_said_aloud(store: Store) -> None:
    ids = {store.new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(id_) == 8 and id_.isalnum() and id_ == id_.lower() for id_ in ids)


def test_plain_tinydb_questions_are_answered_too(coalition: Store) -> None:
    from tinydb import Query

    africa = coalition.db.table("member").search(Query().region == "Africa")
    assert len(africa) == sum(m.region == "Africa" for m in coalition.of(Member)) > 10
