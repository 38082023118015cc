"""Desks that publish and read each other's feeds end with the same records, or with the same
conflicts, whatever is done on them in whatever order."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from msgspec import structs

from store.errors import Damaged
from store.forget import forget
from store.formats.schema import schema
from store.kinds import Commitment, Group, Member, Role
from store.publishing import documents
from store.sync.versions.accounts import Accounts
from store.sync.waiting.deciding import decide, take_back
from store.sync.waiting.resolve import conflicts
from tests.sync.desks import Desk, Killed, killed_at, settle, start

NAMES = ["Alpha", "Beta", "Gamma"]
EDITS = [
    *(("edit", at, "IT", "region", name) for at in (0, 1) for name in NAMES),
    *(("edit", at, "r", "label", name) for at in (0, 1) for name in NAMES),
    *(("edit", at, "c", "notes", words) for at in (0, 1) for words in ("", "A note", "Another")),
    *(("edit", at, "c", "owners", ids) for at in (0, 1) for ids in [("IT",), ("MT",), ("a1",)]),
    *(("edit", at, "new", "name", name) for at in (0, 1) for name in NAMES),
]
KINDS_ADDED = ["member", "same", "role", "commitment"]


def done(at: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """What is done on a desk."""
    edits = st.sampled_from([edit for edit in EDITS if edit[1] == at])
    adds = st.tuples(st.just("add"), st.just(at), st.sampled_from(KINDS_ADDED))
    gone = st.sampled_from(["IT", "MT", "c", "r", "a1"])
    deletes = st.tuples(st.just("delete"), st.just(at), gone)
    undos = st.just(("undo", at))
    return st.sampled_from([edits, edits, edits, adds, deletes, undos]).flatmap(lambda s: s)


who = st.integers(0, 1)
moves = st.one_of(
    st.tuples(st.just("publish"), who),
    st.tuples(st.just("sync"), who, st.one_of(st.just(0), st.integers(1, 8))),
)
rounds = st.tuples(
    st.lists(done(0), min_size=1, max_size=3),
    st.lists(done(1), min_size=1, max_size=3),
    st.lists(moves, max_size=4),
)
scripts = st.lists(rounds, min_size=1, max_size=3).map(
    lambda found: [step for parts in found for part in parts for step in part]
)
decisions = st.lists(st.sampled_from(["ours", "theirs"]), min_size=1, max_size=6)


def play(desks: list[Desk], step: tuple[Any, ...]) -> None:
    match step:
        case ("edit", at, id_, field, value):
            desks[at].edit(id_, **{field: value})
        case ("delete", at, id_):
            desks[at].delete(id_)
        case ("add", at, what):
            name = "ab"[at]
            made = {
                "member": Member(id=f"{name}1", name=f"Member of {name}"),
                "same": Group(id="new", name=f"Group of {name}"),
                "role": Role(id=f"{name}r", member="IT", group="g", label=f"label of {name}"),
                "commitment": Commitment(id=f"{name}c", summary=name, owners=("MT",)),
            }
            desks[at].add(made[what])
        case ("publish", at):
            desks[at].publish()
        case ("undo", at):
            desks[at].undo()
        case ("sync", at, 0):
            desks[at].sync(desks[1 - at])
        case ("sync", at, cut):
            try:
                with killed_at(cut):
                    desks[at].sync(desks[1 - at])
            except Killed:
                desks[at].killed()


def differences(one: Desk, other: Desk) -> set[tuple[str, str]]:
    """Where two desks differ, as (id, field), "" for a record that one of them has not."""
    here, there = one.records, other.records
    found = {(id_, "") for id_ in here.keys() ^ there.keys()}
    for id_ in here.keys() & there.keys():
        names = {*here[id_], *there[id_]}
        found |= {(id_, name) for name in names if here[id_].get(name) != there[id_].get(name)}
    return found


def check(one: Desk, other: Desk) -> None:
    """They say the same, but for what waits on both, and for what waits for a record to come."""
    here, there = one.waiting(), other.waiting()
    assert here.keys() == there.keys()
    held = one.held() | other.held()
    for where in here.keys() - held:
        assert here[where] == there[where][::-1], where
    whole = {id_ for id_, field in here if not field}
    for id_, field in differences(one, other):
        assert (id_, field) in here or id_ in whole or (id_, field) in held, (id_, field)


@given(scripts, decisions, who, st.booleans(), st.booleans())
@settings(max_examples=30)
def test_two_desks_end_with_the_same_records_or_the_same_conflicts(
    script: list[tuple[Any, ...]], words: list[Any], judge: int, known: bool, paged: bool
) -> None:
    with (
        tempfile.TemporaryDirectory() as top,
        patch.object(documents, "PAGE_ITEMS", 2 if paged else documents.PAGE_ITEMS),
        patch("os.fsync"),
    ):
        desks = [Desk(Path(top), name) for name in ("anna", "bela")]
        start(*desks)
        if known:
            settle(*desks)
        for step in script:
            play(desks, step)
        settle(*desks)
        check(*desks)
        for count in range(8):
            open_ = sorted(desks[judge].waiting())
            if not open_:
                break
            desks[judge].resolve(*open_[0], words[count % len(words)])
            settle(*desks)
            check(*desks)
        if not desks[judge].waiting():
            assert not differences(*desks)
        for desk in desks:
            desk.store.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[Desk]]:
    """Two desks that have the same, and read each other; nothing need outlast a power cut."""
    with patch("os.fsync"):
        desks = [Desk(tmp_path, name) for name in ("anna", "bela")]
        start(*desks)
        settle(*desks)
        yield desks
        for desk in desks:
            desk.store.close()


# ------------------------------------------------------------------ one thing after the other


def test_what_one_took_from_the_other_and_changed_again_is_no_conflict(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    anna.publish()
    bela.sync(anna)
    bela.edit("IT", region="Beta")
    settle(*two)
    assert [desk.records["IT"]["region"] for desk in two] == ["Beta", "Beta"]
    assert anna.waiting() == bela.waiting() == {}


def test_a_field_that_both_changed_waits_on_both_and_one_word_is_enough(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    bela.edit("IT", region="Beta")
    settle(*two)
    assert anna.waiting() == {("IT", "region"): ("Alpha", "Beta")}
    assert bela.waiting() == {("IT", "region"): ("Beta", "Alpha")}
    anna.resolve("IT", "region", "ours")
    settle(*two)
    assert [desk.records["IT"]["region"] for desk in two] == ["Alpha", "Alpha"]
    assert anna.waiting() == bela.waiting() == {}


def test_what_both_closed_comes_back_as_one_record(two: list[Desk]) -> None:
    anna, bela = two
    promise = Commitment(id="back", summary="s", owners=("MT",), due="2026-04-01")
    anna.add(structs.replace(promise, rrule="FREQ=MONTHLY"))
    settle(*two)
    for desk in two:
        desk.edit("back", status="delivered", closed="2026-04-01")
        assert desk.records.keys() >= {"back", "back~2026-05-01"}
    settle(*two)
    assert anna.records == bela.records
    assert anna.waiting() == bela.waiting() == {}


def test_two_who_decide_at_once_and_otherwise_are_asked_again(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    bela.edit("IT", region="Beta")
    settle(*two)
    anna.resolve("IT", "region", "theirs")
    bela.resolve("IT", "region", "theirs")
    settle(*two)
    assert anna.waiting() == {("IT", "region"): ("Beta", "Alpha")}
    assert bela.waiting() == {("IT", "region"): ("Alpha", "Beta")}


def test_a_decision_that_is_taken_back_waits_again(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    bela.edit("IT", region="Beta")
    settle(*two)
    decided = decide(anna.store, conflicts(anna.store), "theirs")
    take_back(anna.store, decided)
    bela.edit("IT", notes="Something else")
    settle(*two)
    assert anna.waiting() == {("IT", "region"): ("Alpha", "Beta")}
    assert bela.waiting() == {("IT", "region"): ("Beta", "Alpha")}


@pytest.mark.parametrize("word, region", [("ours", None), ("theirs", "Beta")])
def test_a_record_that_one_deleted_and_the_other_changed_waits_on_both(
    two: list[Desk], word: str, region: str | None
) -> None:
    anna, bela = two
    anna.delete("MT")
    bela.edit("MT", region="Beta")
    settle(*two)
    assert list(anna.waiting()) == list(bela.waiting()) == [("MT", "")]
    anna.resolve("MT", "", word)
    settle(*two)
    assert anna.waiting() == bela.waiting() == {}
    assert [desk.records.get("MT", {}).get("region") for desk in two] == [region, region]


def test_what_was_deleted_does_not_rise_from_an_old_feed(two: list[Desk], tmp_path: Path) -> None:
    anna, bela = two
    old = tmp_path / "old"
    shutil.copytree(anna.folder, old)
    anna.delete("c")
    settle(*two)
    shutil.rmtree(anna.folder)
    old.rename(anna.folder)
    assert bela.sync(anna).new == ()
    assert "c" not in bela.records


def test_what_points_at_a_record_that_goes_keeps_it_until_somebody_says(two: list[Desk]) -> None:
    anna, bela = two
    anna.delete("MT")
    bela.add(Role(id="mine", member="MT", group="g", label="observer"))
    settle(*two)
    assert list(anna.waiting()) == list(bela.waiting()) == [("MT", "")]
    anna.resolve("MT", "", "theirs")
    settle(*two)
    assert not differences(*two)
    assert {"MT", "mine"} <= anna.records.keys()


def test_undoing_a_sync_is_a_change_that_the_other_takes(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    anna.publish()
    bela.sync(anna)
    bela.undo()
    settle(*two)
    assert [desk.records["IT"]["region"] for desk in two] == ["Europe", "Europe"]


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_sync_that_was_cut_is_no_edit_of_ones_own(two: list[Desk], cut: int) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    anna.publish()
    try:
        with killed_at(cut):
            bela.sync(anna)
    except Killed:
        bela.killed()
    anna.edit("IT", region="Beta")
    settle(*two)
    assert anna.waiting() == bela.waiting() == {}
    assert [desk.records["IT"]["region"] for desk in two] == ["Beta", "Beta"]


def test_desks_that_had_the_same_before_there_were_versions_go_on_from_there(
    tmp_path: Path,
) -> None:
    anna, bela = (Desk(tmp_path, name) for name in ("anna", "bela"))
    anna.add(Member(id="IT", name="Italy", region="Europe"))
    anna.publish()
    bela.reads(anna)
    bela.sync(anna)
    bela.edit("IT", region="Beta")
    bela.publish()
    anna.reads(bela)
    settle(anna, bela)
    assert [desk.records["IT"]["region"] for desk in (anna, bela)] == ["Beta", "Beta"]
    assert anna.waiting() == bela.waiting() == {}


# ------------------------------------------------------------------ three


three_steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from(NAMES)),
        st.tuples(st.just("delete"), st.integers(0, 2), st.just("")),
        st.tuples(st.just("sync"), st.integers(0, 2), st.integers(0, 2)),
    ),
    max_size=10,
)


@given(three_steps)
@settings(max_examples=8)
def test_three_desks_end_alike_too(script: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as top, patch("os.fsync"):
        desks = [Desk(Path(top), name) for name in ("anna", "bela", "carl")]
        start(*desks)
        settle(*desks)
        for what, at, other in script:
            if what == "edit":
                desks[at].edit("IT", region=other)
            elif what == "delete":
                desks[at].delete("IT")
            elif at != other:
                desks[other].publish()
                desks[at].sync(desks[other])
        settle(*desks)
        for _ in range(8):
            asked = [(desk, where) for desk in desks for where in desk.waiting()]
            if not asked:
                break
            asked[0][0].resolve(*asked[0][1], "ours")
            settle(*desks)
        else:
            raise AssertionError("it waits for ever")
        assert desks[0].records == desks[1].records == desks[2].records
        for desk in desks:
            desk.store.close()


# ------------------------------------------------------------------ who may see it


def secrets(desk: Desk) -> str:
    return "".join(file.read_text() for file in desk.folder.iterdir())


def test_what_is_private_never_leaves_nor_does_that_it_is_gone(two: list[Desk]) -> None:
    anna, bela = two
    hidden = Member(id="hidden", name="Sealand", visibility="private")
    anna.store.apply("add", [(None, hidden)])
    settle(*two)
    anna.delete("hidden")
    settle(*two)
    assert "hidden" not in secrets(anna) + secrets(bela)
    assert "Sealand" not in secrets(anna) + secrets(bela)


def test_what_one_made_private_stays_where_it_came_from(two: list[Desk]) -> None:
    anna, bela = two
    bela.edit("MT", visibility="private")
    settle(*two)
    assert anna.records["MT"]["visibility"] == "public"
    assert bela.records["MT"]["visibility"] == "private"
    assert "Malta" not in secrets(bela)


def test_what_its_desk_retracts_goes_where_it_only_was_read(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("MT", visibility="private")
    settle(*two)
    assert "MT" in anna.records and "MT" not in bela.records
    assert bela.waiting() == anna.waiting() == {}
    anna.edit("MT", visibility="public")
    settle(*two)
    assert not differences(*two)


def test_what_is_kept_back_here_is_not_let_out_by_another(two: list[Desk]) -> None:
    anna, bela = two
    for desk in two:
        desk.edit("MT", visibility="private")
    for desk, other in (two, two[::-1]):
        desk.publish("private")
        other.sync(desk)
    bela.edit("MT", visibility="public")
    bela.publish("private")
    anna.sync(bela)
    assert anna.records["MT"]["visibility"] == "private"
    assert anna.waiting() == {("MT", "visibility"): ("private", "public")}


# ------------------------------------------------------------------ lies, and purges


def told_by(desk: Desk, **changes: Any) -> None:
    """What the desk publishes, with the versions of IT said to be others."""
    for file in desk.folder.glob("*.json"):
        document = json.loads(file.read_bytes())
        for item in document["items"]:
            if item["id"] == "IT":
                item.update(changes)
        file.write_text(json.dumps({**document, "_deltas": []}))


@pytest.mark.parametrize(
    "version",
    [
        *(None, 7, {}, {"": {"x": 1}}, {"": {"liarliar": 10**30}}),
        {"": {f"d{number:07}": 1 for number in range(99)}},
    ],
)
def test_versions_that_are_none_leave_it_to_what_was_said_last(
    two: list[Desk], version: Any
) -> None:
    anna, bela = two
    bela.edit("IT", region="Alpha")
    bela.publish()
    told_by(bela, _v=version)
    anna.sync(bela)
    assert anna.records["IT"]["region"] == "Alpha"
    assert anna.waiting() == {}


def test_whoever_claims_changes_that_were_never_made_here_overwrites_nothing(
    two: list[Desk],
) -> None:
    anna, bela = two
    anna.edit("IT", region="Alpha")
    bela.edit("IT", region="Beta")
    bela.publish()
    ledger = Accounts(anna.store).ledger()
    assert ledger is not None
    told_by(bela, _v={"": {ledger.desk: 10**6, "liarliar": 1}})
    anna.sync(bela)
    assert anna.records["IT"]["region"] == "Alpha"
    assert list(anna.waiting()) == [("IT", "region")]


def test_a_purge_leaves_nothing_in_the_versions_and_they_go_on(two: list[Desk]) -> None:
    anna, bela = two
    bela.delete("c")
    bela.edit("MT", region="Beta")
    settle(*two)
    before = Accounts(anna.store).ledger()
    for id_ in ("MT", "c"):
        forget(anna.store, id_)
        files = (anna.store.journal.folder / "versions").iterdir()
        assert f'"{id_}"' not in "".join(file.read_text() for file in files)
    after = Accounts(anna.store).ledger()
    assert before is not None
    assert after is not None
    assert (after.desk, after.stamps["IT"]) == (before.desk, before.stamps["IT"])
    anna.edit("IT", region="Alpha")
    settle(*two)
    assert bela.records["IT"]["region"] == "Alpha"
    assert anna.waiting() == bela.waiting() == {}


def test_versions_that_are_damaged_are_told_in_a_sentence(two: list[Desk]) -> None:
    anna, bela = two
    path = anna.store.journal.folder / "versions" / "ledger.json"
    path.write_text("{")
    bela.edit("IT", region="Beta")
    bela.publish()
    with pytest.raises(Damaged, match="remove the folder"):
        anna.sync(bela)
    shutil.rmtree(path.parent)
    anna.sync(bela)
    assert anna.records["IT"]["region"] == "Beta"


def test_what_desks_publish_of_their_versions_holds_to_the_schema(two: list[Desk]) -> None:
    anna, bela = two
    anna.edit("c", owners=("IT",), notes="Beside")
    anna.delete("r")
    bela.delete("IT")
    bela.edit("g", notes="Beside")
    settle(*two)
    assert bela.held()
    held_to = Draft202012Validator(schema())
    for file in (*anna.folder.glob("*.json"), *bela.folder.glob("*.json")):
        held_to.validate(json.loads(file.read_bytes()))
    assert "_v" in secrets(bela)
