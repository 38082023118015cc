"""A sync from beginning to end, over HTTP and from files, in a real store."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import structs

from store.errors import StoreError
from store.formats import feed as feeds
from store.importing import plan_import
from store.kinds import Commitment, Group, Member, Role
from store.paths import fixture
from store.record import Record
from store.rules import received
from store.store import Store
from store.sync.kept.keep import add_source, find_source
from store.sync.kept.sources import Source
from store.sync.planning.outline import Left, left
from store.sync.planning.plan import Plan
from store.sync.planning.taking import Taking
from store.sync.run import run
from store.sync.talk import Question, Talk
from store.sync.waiting.resolve import Value, conflicts, resolve
from tests.sync.made_up import FOUR, NAMES, YES, delta, feed, ids, item, source, sync
from tests.sync.server import Server, in_turn, send

COALITION = fixture("coalition/feed.json").read_bytes()


def member(store: Store, id: str) -> Member:
    found = store.get(id)
    assert isinstance(found, Member)
    return found


def edit(store: Store, id: str, **changes: object) -> None:
    old = store.get(id)
    assert old is not None
    store.apply("edit", [(old, structs.replace(old, **changes))], received)


def waiting(store: Store) -> dict[tuple[str, str], tuple[object, object, object]]:
    found = [w.conflict for w in conflicts(store)]
    return {(c.id, c.field): (c.base, c.ours, c.theirs) for c in found}


# ------------------------------------------------------------------ the Coalition's feed


def test_the_coalition_over_http(store: Store, server: Server) -> None:
    source(store, server.at("/feed.json", send(COALITION, etag='"1"')))
    seen: list[tuple[int, int, int]] = []
    report = sync(store, Talk(progress=lambda *step: seen.append(step)))
    assert (len(report.new), report.changed, report.set_aside) == (267, (), ())
    assert seen[-1] == (report.bytes, 1, 267)
    assert report.bytes == len(COALITION)
    assert plan_import(feeds.read(COALITION), store) == []
    assert sync(store).not_modified


def test_our_edit_and_theirs_of_another_field_are_both_there(store: Store, server: Server) -> None:
    changed = COALITION.replace(b'"name": "Morocco"', b'"name": "Kingdom of Morocco"')
    assert changed != COALITION
    url = server.at("/feed.json", in_turn(send(COALITION), send(changed)))
    source(store, url)
    sync(store)
    edit(store, "MA", contact="Political Director")
    report = sync(store)
    assert (report.changed, report.conflicts) == (("MA",), ())
    assert (member(store, "MA").name, member(store, "MA").contact) == (
        "Kingdom of Morocco",
        "Political Director",
    )


def test_the_same_field_waits_and_a_word_settles_it(store: Store, server: Server) -> None:
    theirs = feed(*(item(id_) for id_ in list(NAMES)[1:]), item("IT", name="Italia"))
    source(store, server.at("/f", in_turn(send(FOUR), send(theirs))))
    sync(store)
    edit(store, "IT", name="Repubblica Italiana")
    report = sync(store)
    assert [(c.id, c.field) for c in report.conflicts] == [("IT", "name")]
    assert not report.done
    assert member(store, "IT").name == "Repubblica Italiana"
    assert waiting(store) == {("IT", "name"): ("Italy", "Repubblica Italiana", "Italia")}
    resolve(store, "IT", "name", "theirs")
    assert member(store, "IT").name == "Italia"
    assert waiting(store) == {}
    assert sync(store).outcome == "no change"


def test_undo_takes_the_whole_sync_back_and_the_next_does_not_bring_it_again(
    store: Store, server: Server
) -> None:
    source(store, server.at("/feed.json", send(COALITION)))
    sync(store)
    all_of_them = ids(store)
    store.undo()
    assert ids(store) == []
    report = sync(store)
    assert (report.outcome, ids(store)) == ("267 taken back here", [])
    assert report.done
    store.redo()
    assert ids(store) == all_of_them
    assert sync(store).outcome == "no change"


def test_what_was_taken_back_comes_again_when_it_is_to(store: Store, server: Server) -> None:
    first = feed(*(item(id_) for id_ in NAMES), cursor="1")
    then = (item("IT", region="South"), item("MT", region="South"))
    route = in_turn(
        send(first, etag='"1"'),
        send(delta(*then, since="1", cursor="2", gone=({"id": "TD"},)), etag='"2"'),
        send(delta(since="2", cursor="2"), etag='"2"'),
    )
    source(store, server.at("/f", route))
    sync(store)
    changed = sync(store)
    assert (changed.changed, changed.removed) == (("IT", "MT"), ("TD",))
    store.undo()
    edit(store, "MT", region="North")
    for _ in range(3):
        report = sync(store)
        assert (report.not_modified, report.taken_back) == (True, ("TD", "IT"))
    again = sync(store, Talk(again=True))
    assert (again.changed, again.removed, again.taken_back) == (("IT",), ("TD",), ())
    assert (member(store, "IT").region, member(store, "MT").region) == ("South", "North")
    assert "TD" not in ids(store)
    assert sync(store).taken_back == ()


def test_what_was_taken_back_whole_comes_again_whole(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR, etag='"1"')))
    sync(store)
    store.undo()
    assert sorted(sync(store).taken_back) == sorted(NAMES)
    store.apply("add", [(None, Member(id="IT", name="Italia", visibility="public"))])
    report = sync(store, Talk(again=True))
    assert (sorted(report.new), report.taken_back) == (["MA", "MT", "TD"], ())
    assert member(store, "IT").name == "Italia"


def test_the_journal_is_looked_through_once_for_what_was_taken_back(
    store: Store, server: Server
) -> None:
    name = source(store, server.at("/f", send(FOUR, etag='"1"')))
    sync(store)
    keep = find_source(store.journal.folder, name)
    assert keep.waiting().mark == store.journal.mark
    edit(store, "IT", region="South")
    assert sync(store).not_modified
    assert keep.reached().mark == store.journal.mark != keep.waiting().mark
    store.undo()
    store.undo()
    for _ in range(2):
        assert sorted(sync(store).taken_back) == sorted(NAMES)
    store.redo()
    assert sync(store).taken_back == ()


def test_what_was_undone_and_redone_is_not_told_as_taken_back(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR, etag='"1"')))
    sync(store)
    store.undo()
    store.redo()
    assert sync(store).outcome == "not modified"


# ------------------------------------------------------------------ what waits for records


def test_what_waits_for_a_record_is_joined_whoever_brings_it(store: Store, server: Server) -> None:
    promise = {"id": "c", "kind": "commitment", "data": {"summary": "Pay", "owners": ["IT", "MT"]}}
    group = {"id": "g", "kind": "group", "data": {"name": "Group"}}
    role = {"id": "r", "kind": "role", "data": {"member": "MT", "group": "g", "label": "chair"}}
    source(store, server.at("/f", send(feed(item("IT"), promise, group, role), etag='"1"')))
    other = Source("other", server.at("/o", in_turn(send(feed()), send(feed(item("MT"))))))
    add_source(store.journal.folder, other)
    report = sync(store)
    assert [(one.id, one.whole) for one in report.held] == [("c", False), ("r", True)]
    assert report.done
    assert [one.id for one in sync(store).held] == ["c", "r"]
    run(store, "other")
    came = run(store, "other")
    assert (came.new, came.changed) == (("MT", "r"), ("c",))
    assert owners(store) == ("IT", "MT")
    assert sync(store).outcome == "not modified"
    store.undo()
    assert owners(store) == ("IT",)
    assert sorted(sync(store).taken_back) == ["c", "r"]
    run(store, "other", Talk(again=True))
    assert sorted(sync(store, Talk(again=True)).new) == ["r"]
    assert owners(store) == ("IT", "MT")


def test_what_waits_for_a_record_is_joined_at_the_next_sync_after_it_was_entered(
    store: Store, server: Server
) -> None:
    promise = {"id": "c", "kind": "commitment", "data": {"summary": "Pay", "owners": ["IT", "MT"]}}
    source(store, server.at("/f", send(feed(item("IT"), promise), etag='"1"')))
    sync(store)
    store.apply("add", [(None, Member(id="MT", name="Malta"))])
    report = sync(store)
    assert (report.not_modified, report.changed, report.held) == (True, ("c",), ())
    assert owners(store) == ("IT", "MT")
    assert sync(store).outcome == "not modified"


def owners(store: Store) -> tuple[str, ...]:
    found = store.get("c")
    assert isinstance(found, Commitment)
    return found.owners


def test_undo_of_a_change_keeps_ours_until_they_change_it_again(
    store: Store, server: Server
) -> None:
    def told(region: str) -> bytes:
        return feed(item("IT", region=region), item("MT"))

    three = [send(told(region)) for region in ("North", "South", "South", "East")]
    source(store, server.at("/f", in_turn(*three)))
    sync(store)
    sync(store)
    store.undo()
    assert member(store, "IT").region == "North"
    assert sync(store).outcome == "1 taken back here"
    assert member(store, "IT").region == "North"
    sync(store)
    assert waiting(store) == {("IT", "region"): ("South", "North", "East")}


def test_a_crash_between_the_batch_and_what_is_remembered_does_no_harm(
    store: Store, server: Server
) -> None:
    theirs = feed(item("IT", region="South"), item("MT", name="Malte"), item("MA"))
    source(store, server.at("/f", in_turn(send(FOUR), send(theirs))))
    sync(store)
    kept = {path: path.read_bytes() for path in (store.journal.folder / "sources").rglob("*.json")}
    edit(store, "MT", name="Repubblika ta' Malta")
    first = sync(store)
    for path, body in kept.items():
        path.write_bytes(body)
    again = sync(store)
    assert (first.changed, again.changed) == (("IT",), ())
    assert again.conflicts == first.conflicts
    assert again.missing == first.missing == ("TD",)


def test_a_source_is_believed_in_what_it_owns(store: Store, server: Server) -> None:
    theirs = feed(*(item(id_, region="South") for id_ in NAMES))
    route = in_turn(send(FOUR), send(theirs))
    source(store, server.at("/f", route), owns=("members.region",))
    sync(store)
    edit(store, "IT", region="North")
    assert sync(store).conflicts == ()
    assert member(store, "IT").region == "South"


# ------------------------------------------------------------------ questions


def test_what_is_missing_asks_before_it_goes(store: Store, server: Server) -> None:
    three = feed(*(item(id_) for id_ in ("IT", "MT", "MA")))
    source(store, server.at("/f", in_turn(send(FOUR, etag='"1"'), send(three, etag='"2"'))))
    sync(store)
    asked: list[Question] = []

    def no(question: Question) -> bool:
        asked.append(question)
        return False

    report = sync(store, Talk(answer=no))
    assert [(q.about, q.ids) for q in asked] == [("missing", ("TD",))]
    assert (report.missing, report.waiting, report.outcome) == (
        ("TD",),
        True,
        "1 missing, waits for an answer",
    )
    assert "TD" in ids(store)
    again = sync(store, YES)
    assert (again.removed, again.waiting) == (("TD",), False)
    assert ids(store) == ["IT", "MA", "MT"]
    assert sync(store).not_modified


def test_half_a_snapshot_asks_and_waits_whole(store: Store, server: Server) -> None:
    source(store, server.at("/f", in_turn(send(FOUR), send(feed(item("IT", region="South"))))))
    sync(store)
    report = sync(store)
    assert (report.waiting, report.outcome) == (True, "waits for an answer")
    assert len(ids(store)) == 4
    assert member(store, "IT").region == ""
    report = sync(store, YES)
    assert (report.changed, sorted(report.removed)) == (("IT",), ["MA", "MT", "TD"])


def test_an_empty_feed_asks_in_a_delta_too(store: Store, server: Server) -> None:
    first = feed(*(item(id_) for id_ in NAMES), cursor="1")
    gone = tuple({"id": id_} for id_ in NAMES)
    source(
        store, server.at("/f", in_turn(send(first), send(delta(since="1", cursor="2", gone=gone))))
    )
    sync(store)
    assert sync(store).waiting
    assert len(ids(store)) == 4
    report = sync(store, YES)
    assert (sorted(report.removed), report.waiting) == (sorted(NAMES), False)


def test_a_plan_that_nobody_wants_any_more_is_not_made(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped once all has come, in the middle of a large plan."""
    many = [{**item("IT"), "id": f"M{n}"} for n in range(3000)]
    source(store, server.at("/f", send(feed(*many))))
    taken: list[str] = []
    take = Taking.take

    def counted(taking: Taking, record: Record) -> None:
        taken.append(record.id)
        take(taking, record)

    monkeypatch.setattr(Taking, "take", counted)
    report = sync(store, Talk(cancelled=lambda: len(taken) > 100))
    assert (report.stopped, ids(store)) == ("cancelled", [])
    assert len(taken) < 1000
    assert list(store.history()) == []


def test_a_dry_run_tells_and_changes_nothing(store: Store, server: Server) -> None:
    source(
        store,
        server.at("/f", in_turn(send(FOUR, etag='"1"'), send(feed()), send(FOUR, etag='"1"'))),
    )
    assert len(sync(store, dry_run=True).new) == 4
    assert ids(store) == []
    assert not (store.journal.folder / "sources/body/base.json").exists()
    assert sync(store).outcome == "no change"
    assert len(sync(store).new) == 4


def test_a_dry_run_tells_each_field_and_what_is_left_of_it_waits(
    store: Store, server: Server
) -> None:
    theirs = feed(*(item(id_, region="South", country=id_) for id_ in NAMES))
    source(store, server.at("/f", in_turn(send(FOUR), send(theirs))))
    sync(store)
    (told, *_) = sync(store, dry_run=True).entries
    assert [(d.field, d.ours, d.theirs) for d in told.details()] == [
        ("country", None, "IT"),
        ("region", None, "South"),
    ]
    asked: list[Plan] = []

    def choose(plan: Plan) -> Left:
        asked.append(plan)
        return left([("IT", "region"), ("MT", "")])

    report = sync(store, Talk(choose=choose))
    assert len(asked) == 1
    assert (report.changed, report.done) == (("IT", "TD", "MA"), False)
    assert (member(store, "IT").country, member(store, "IT").region) == ("IT", "")
    assert list(waiting(store)) == [("IT", "region"), ("MT", "country"), ("MT", "region")]
    assert sync(store).changed == ()
    resolve(store, "MT", None, "theirs")
    resolve(store, "IT", "region", "ours")
    assert (member(store, "MT").region, waiting(store)) == ("South", {})
    assert sync(store).outcome == "no change"


def test_a_record_that_was_left_can_be_taken_later(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR)))
    sync(store, Talk(choose=lambda plan: left([("IT", ""), ("MT", "")])))
    assert ids(store) == ["MA", "TD"]
    resolve(store, "IT", None, "theirs")
    resolve(store, "MT", None, "ours")
    assert (ids(store), waiting(store)) == (["IT", "MA", "TD"], {})
    assert sync(store).outcome == "no change"


def test_a_bad_item_is_set_aside_and_the_rest_go_on(store: Store, server: Server) -> None:
    bad = item("MT", joined="2023-02-30")
    source(store, server.at("/f", send(feed(item("IT"), bad, {"id": "x", "kind": "planet"}))))
    report = sync(store)
    assert [(a.id, set(a.reasons)) for a in report.set_aside] == [
        ("MT", {"joined"}),
        ("x", {"kind"}),
    ]
    assert ids(store) == ["IT"]


def test_removing_keeps_no_reference_to_what_is_gone(store: Store, server: Server) -> None:
    """A role cannot be without its member; it came from the source too."""
    group = {"id": "g", "kind": "group", "data": {"name": "Group"}}
    role = {"id": "r", "kind": "role", "data": {"member": "TD", "group": "g", "label": "chair"}}
    whole = feed(*(item(id_) for id_ in NAMES), group, role, cursor="1")
    less = delta(since="1", cursor="2", gone=({"id": "TD"},))
    source(store, server.at("/f", in_turn(send(whole), send(less))))
    sync(store)
    assert sorted(sync(store).removed) == ["TD", "r"]


def test_somebody_writing_meanwhile_means_planning_anew(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = feed(item("IT", region="South"), item("MT"))
    source(store, server.at("/f", in_turn(send(feed(item("IT"), item("MT"))), send(theirs))))
    sync(store)
    apply = store.apply
    meddled: list[int] = []

    def apply_after_another(*args: object, **how: object) -> object:
        if not meddled:
            meddled.append(1)
            edit(store, "IT", contact="Desk")
        return apply(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "apply", apply_after_another)
    assert sync(store).changed == ("IT",)
    assert (member(store, "IT").region, member(store, "IT").contact) == ("South", "Desk")


def test_one_sync_of_a_source_at_a_time(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR)))
    errors: list[str] = []

    def again(*step: int) -> None:
        if not errors:
            with pytest.raises(StoreError) as refused:
                sync(store)
            errors.append(str(refused.value))

    assert sync(store, Talk(progress=again)).error == ""
    assert errors == ["The source body is being synced just now; try again when that is done."]


# ------------------------------------------------------------------ files


def test_a_file_is_a_source_too(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a feed.json"
    path.write_bytes(FOUR)
    source(store, path.as_uri())
    assert len(sync(store).new) == 4
    assert sync(store).not_modified
    path.write_bytes(feed(*(item(id_, region="Here") for id_ in NAMES)))
    assert len(sync(store).changed) == 4
    path.unlink()
    assert "cannot be read" in sync(store).error


def test_a_file_may_go_on_in_files_beside_it_and_nowhere_else(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "a feed"
    folder.mkdir()
    path = folder / "feed #1.json"
    secret = tmp_path / "secret.json"
    secret.write_bytes(feed(item("TD")))
    (folder / "link.json").symlink_to(secret)
    path.write_bytes(FOUR)
    source(store, str(path))
    for link in ("/etc/passwd", "../secret.json", "link.json", "https://example.org/f", "no.json"):
        path.write_bytes(feed(item("IT"), next_url=link))
        assert sync(store).error
        assert ids(store) == []
    path.write_bytes(feed(item("IT"), next_url="2.json"))
    (folder / "2.json").write_bytes(feed(item("MT")))
    assert sync(store).new == ("IT", "MT")


# ------------------------------------------------------------------ a person's word


def test_each_word_on_a_field(store: Store, server: Server) -> None:
    """Ours stays, theirs is taken, a value is written; each stays so at the next sync."""
    theirs = feed(*(item(id_, region="South", country=id_) for id_ in NAMES))
    source(store, server.at("/f", in_turn(send(FOUR), send(theirs))))
    sync(store)
    for id_ in NAMES:
        edit(store, id_, region="North")
    sync(store)
    resolve(store, "IT", None, "ours")
    resolve(store, "MT", "region", "theirs")
    resolve(store, "TD", "region", Value("Centre"))
    resolve(store, "MA", None, Value(""))
    assert waiting(store) == {}
    assert sync(store).outcome == "no change"
    regions = [member(store, id_).region for id_ in ("IT", "MT", "TD", "MA")]
    assert regions == ["North", "South", "Centre", ""]
    with pytest.raises(StoreError, match="Nothing waits for a decision on IT"):
        resolve(store, "IT", None, "ours")


def test_a_value_must_fit_and_be_for_one_field(store: Store, server: Server) -> None:
    theirs = feed(item("IT", joined="2020", country="IT"), item("MT"))
    source(store, server.at("/f", in_turn(send(feed(item("IT"), item("MT"))), send(theirs))))
    sync(store)
    edit(store, "IT", joined="2021", country="XX")
    sync(store)
    with pytest.raises(StoreError, match="one field"):
        resolve(store, "IT", None, Value("2022"))
    with pytest.raises(StoreError, match="joined: "):
        resolve(store, "IT", "joined", Value("03/04/2026"))
    resolve(store, "IT", "joined", Value("tomorrow"))
    assert member(store, "IT").joined == "2026-03-02"
    assert list(waiting(store)) == [("IT", "country")]


def test_what_was_deleted_there_and_changed_here(store: Store, server: Server) -> None:
    first = feed(*(item(id_) for id_ in NAMES), cursor="1")
    gone = ({"id": "TD"}, {"id": "MA", "reason": "merged", "replaced_by": "IT"})
    source(
        store, server.at("/f", in_turn(send(first), send(delta(since="1", cursor="2", gone=gone))))
    )
    sync(store)
    store.apply("add", [(None, Group(id="g", name="G"))])
    store.apply("add", [(None, Role(id="r", member="MA", group="g", label="chair"))])
    edit(store, "TD", region="Africa")
    edit(store, "MA", region="Africa")
    sync(store)
    assert [(key, theirs) for key, (_, _, theirs) in waiting(store).items()] == [
        (("TD", ""), None),
        (("MA", ""), None),
    ]
    resolve(store, "TD", None, "ours")
    resolve(store, "MA", "", "theirs")
    assert ids(store) == ["IT", "MT", "TD"]
    role = store.get("r")
    assert isinstance(role, Role)
    assert role.member == "IT"


def test_what_was_deleted_here_and_changed_there(store: Store, server: Server) -> None:
    later = feed(*(item(id_, region="New") for id_ in NAMES))
    source(store, server.at("/f", in_turn(send(FOUR), send(later))))
    sync(store)
    store.apply("delete", store.removal(["IT", "MT"]))
    sync(store)
    resolve(store, "IT", None, "theirs")
    resolve(store, "MT", None, "ours")
    assert member(store, "IT").region == "New"
    assert sync(store).outcome == "no change"
    assert ids(store) == ["IT", "MA", "TD"]


def test_what_went_missing_waits_for_a_word_too(store: Store, server: Server) -> None:
    less = feed(item("IT"), item("MT"))
    source(store, server.at("/f", in_turn(send(FOUR), send(less))))
    sync(store)
    sync(store)
    assert [(w.conflict.id, w.missing) for w in conflicts(store)] == [("MA", True), ("TD", True)]
    resolve(store, "MA", None, "theirs")
    resolve(store, "TD", None, "ours")
    assert conflicts(store) == []
    assert ids(store) == ["IT", "MT", "TD"]
    assert sync(store).outcome == "no change"


def test_two_sources_that_differ_need_a_word_of_ours(store: Store, server: Server) -> None:
    folder = store.journal.folder
    for name in ("one", "two"):
        url = server.at(f"/{name}", send(feed(item("IT", region=name))))
        add_source(folder, Source(name, url))
    edit_first = Member(id="IT", name="Italy", region="here", visibility="public")
    store.apply("add", [(None, edit_first)])
    for name in ("one", "two"):
        run(store, name)
    assert [(w.source, w.conflict.theirs) for w in conflicts(store)] == [
        ("one", "one"),
        ("two", "two"),
    ]
    with pytest.raises(StoreError, match="Several sources differ on IT region"):
        resolve(store, "IT", "region", "theirs")
    resolve(store, "IT", "region", Value("both"))
    assert conflicts(store) == []


def test_only_a_web_source_needs_the_network_library() -> None:
    code = "import store.sync.run, store.sync.waiting.resolve, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "httpx" not in ran.stdout.split()
