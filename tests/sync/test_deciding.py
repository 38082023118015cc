"""Deciding on several things at once, and taking it back: what was decided waits again."""

import pytest
from msgspec import structs

from store.errors import StoreError
from store.kinds import Meeting
from store.store import Store
from store.sync.kept.keep import find_source
from store.sync.waiting.deciding import Half, ask_again, decide, noted, take_back, tell_apart
from store.sync.waiting.one_or_two import make_one
from store.sync.waiting.resolve import Value, Waiting, conflicts, undecided
from tests.sync.made_up import FOUR, feed, item, source, sync
from tests.sync.server import Server, in_turn, send

THEIRS = feed(
    item("IT", region="Europe", ordinal=1),
    item("MT", region="Europe"),
    item("TD", region="Africa"),
    item("MA"),
)


@pytest.fixture
def waiting(store: Store, server: Server) -> Store:
    """Three members differ here and there, in one field each, and in two of one."""
    source(store, server.at("/feed.json", in_turn(send(FOUR), send(THEIRS))))
    sync(store)
    for id_ in ("IT", "MT", "TD"):
        edit(store, id_, region="Ours", ordinal=9 if id_ == "IT" else None)
    sync(store)
    assert len(conflicts(store)) == 4
    return store


def edit(store: Store, id_: str, **fields: object) -> None:
    old = store.get(id_)
    assert old is not None
    store.apply("edit", [(old, structs.replace(old, **fields))])


def regions(store: Store) -> list[str]:
    members = store.records("member")
    return [getattr(members[id_], "region", "") for id_ in ("IT", "MT", "TD")]


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_several_are_decided_and_all_of_it_is_taken_back(waiting: Store, choice: str) -> None:
    before, kept = conflicts(waiting), find_source(waiting.journal.folder, "body").memory()
    decided = decide(waiting, before, "ours" if choice == "ours" else "theirs")
    assert conflicts(waiting) == []
    assert regions(waiting)[2] == ("Ours" if choice == "ours" else "Africa")
    take_back(waiting, decided)
    assert sorted(map(str, conflicts(waiting))) == sorted(map(str, before))
    assert regions(waiting) == ["Ours"] * 3
    again = find_source(waiting.journal.folder, "body").memory()
    assert again.seen.keys() == kept.seen.keys()


def test_one_field_of_a_record_is_decided_and_the_other_waits(waiting: Store) -> None:
    both = [one for one in conflicts(waiting) if one.conflict.id == "IT"]
    region = next(one for one in both if one.conflict.field == "region")
    decided = decide(waiting, [region], Value("Mediterranean"))
    left = [one.conflict.field for one in conflicts(waiting) if one.conflict.id == "IT"]
    assert left == ["ordinal"] and regions(waiting)[0] == "Mediterranean"
    take_back(waiting, decided)
    assert len(conflicts(waiting)) == 4 and regions(waiting)[0] == "Ours"


def test_a_decision_is_not_taken_back_over_what_was_done_since(waiting: Store) -> None:
    decided = decide(waiting, conflicts(waiting)[:1], "theirs")
    edit(waiting, "MA", region="Africa")
    with pytest.raises(StoreError, match="undo that first"):
        take_back(waiting, decided)
    waiting.undo()
    take_back(waiting, decided)
    assert len(conflicts(waiting)) == 4


def test_what_could_be_decided_before_it_failed_can_be_taken_back(waiting: Store) -> None:
    some = conflicts(waiting)
    gone = some[1]._replace(conflict=structs.replace(some[1].conflict, id="no-such"))
    with pytest.raises(Half) as told:
        decide(waiting, [some[0], gone], "theirs")
    assert len(conflicts(waiting)) == 3
    take_back(waiting, told.value.decided)
    assert len(conflicts(waiting)) == 4
    with pytest.raises(StoreError, match="Nothing waits"):
        decide(waiting, [gone], "theirs")


def test_what_went_missing_is_kept_or_let_go_and_waits_again(store: Store, server: Server) -> None:
    fewer = feed(item("IT"), item("MT"), item("TD"))
    source(store, server.at("/feed.json", in_turn(send(FOUR), send(fewer))))
    sync(store)
    sync(store)
    missing: list[Waiting] = conflicts(store)
    assert [one.missing for one in missing] == [True]
    for choice, here in (("theirs", False), ("ours", True)):
        decided = decide(store, missing, "ours" if choice == "ours" else "theirs")
        assert conflicts(store) == [] and ("MA" in store.records("member")) is here
        take_back(store, decided)
        assert conflicts(store) == missing and "MA" in store.records("member")


def test_two_meetings_are_made_one_or_told_apart_and_both_can_be_taken_back(
    store: Store, server: Server
) -> None:
    ours = Meeting(id="m-1", name="Small Group meeting", start="2026-05-04", city="Rome")
    store.apply("add", [(None, ours)])
    theirs = {"name": "Meeting of the Small Group", "start": "2026-05-04", "city": "Rome"}
    body = feed(
        {"id": "x-1", "kind": "meeting", "modified": "2026-01-01T00:00:00Z", "data": theirs}
    )
    source(store, server.at("/feed.json", send(body)))
    sync(store)
    doubles = [two for _, two in undecided(store).doubles]
    assert len(doubles) == 1
    decided = noted(store, lambda: make_one(store, doubles[0].id, doubles[0].other))
    assert len(store.records("meeting")) == 1 and not undecided(store).doubles
    take_back(store, decided)
    assert len(store.records("meeting")) == 2 and not conflicts(store)
    assert len(undecided(store).doubles) == 1
    tell_apart(store, doubles)
    assert not undecided(store).doubles
    ask_again(store, doubles)
    assert len(undecided(store).doubles) == 1
