"""Desks that publish and read each other's feeds end with the same records, or with the same
conflicts, whatever is done on them in whatever order."""

import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.kinds import Commitment, Group, Member, Role
from store.publishing import documents
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
@settings(max_examples=40)
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
def two(tmp_path: Path) -> list[Desk]:
    desks = [Desk(tmp_path, name) for name in ("anna", "bela")]
    start(*desks)
    settle(*desks)
    return desks
