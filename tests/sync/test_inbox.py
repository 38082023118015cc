"""The inbox: what comes into it, and what a person makes of it."""

from collections.abc import Sequence

import pytest
from msgspec import structs

from store.errors import StoreError
from store.fields import FieldError
from store.forget import forget
from store.formats.source import News
from store.kinds import KINDS, Commitment, Group, Meeting
from store.names import Ambiguous
from store.record import Link
from store.store import Store
from store.sync.kept import news as kept
from store.sync.kept.keep import add_source, find_source
from store.sync.kept.news import Inbox, taken
from store.sync.kept.sources import Source
from store.sync.run import run
from store.sync.waiting import inbox as box
from store.sync.waiting.inbox import (
    Entry,
    attach,
    dismiss,
    everything,
    make_meetings,
    restore,
    waiting,
)
from tests.fixtures.news import FOLDER

FIRST = News("1", "First", "https://example.org/1", "2026-02-01", "The Body")
SECOND = News("2", "Second", "https://example.org/2", "2026-02-03T10:00[UTC]", "The Body")
BARE = News("3", "Without an address")


@pytest.fixture
def store(store: Store) -> Store:
    """A store with a source that had three pieces of news."""
    add_source(store.journal.folder, Source("body", "https://example.org/feed"))
    take(store, [FIRST, SECOND, BARE])
    return store


def take(store: Store, news: Sequence[News]) -> kept.Taken:
    keep = find_source(store.journal.folder, "body")
    found = taken(keep.inbox(), news, "2026-02-02T00:00:00Z", store.get)
    keep.save_inbox(found.inbox)
    return found


def titles(entries: Sequence[Entry]) -> list[str]:
    return [entry.news.title for entry in entries]


def entry(store: Store, title: str) -> Entry:
    return next(e for e in everything(store) if e.news.title == title)


def commitment(store: Store) -> Commitment:
    found = store.get("c")
    if found is None:
        new = Commitment(id="c", summary="Send the terms", owner_text="all")
        store.apply("add", [(None, new)])
        found = store.get("c")
    assert isinstance(found, Commitment)
    return found


def test_what_waits_is_told_newest_first(store: Store) -> None:
    assert titles(waiting(store)) == ["Second", "Without an address", "First"]
    assert {e.source for e in waiting(store)} == {"body"}
    assert entry(store, "First").id == kept.short_id("body", "1")


def test_news_that_changed_are_brought_up_to_date_and_what_vanished_stays(store: Store) -> None:
    dismiss(store, [entry(store, "First")])
    found = take(store, [structs.replace(FIRST, title="First, corrected")])
    assert (found.new, found.left_out) == ((), 0)
    assert titles(waiting(store)) == ["Second", "Without an address"]
    assert entry(store, "First, corrected").state == "dismissed"


def test_a_meeting_is_prefilled_made_undone_and_made_again(store: Store) -> None:
    chosen = entry(store, "Second")
    drafted = box.draft(store, chosen)
    link = Link("https://example.org/2", "Second", "The Body", "2026-02-03")
    assert (drafted.name, drafted.start, drafted.links) == ("Second", "", (link,))
    make_meetings(store, [(chosen, structs.replace(drafted, start="2026-06"))])
    made = store.get(drafted.id)
    assert isinstance(made, Meeting) and made.start == "2026-06"
    used = entry(store, "Second")
    assert (used.state, used.records) == ("used", (made.id,))
    with pytest.raises(StoreError, match="was made of"):
        make_meetings(store, [(used, box.draft(store, used))])
    assert store.undo().label == "undo: meeting from inbox"
    assert entry(store, "Second") == chosen
    store.redo()
    assert entry(store, "Second").state == "used"


def test_what_has_no_address_can_become_a_meeting(store: Store) -> None:
    chosen = entry(store, "Without an address")
    drafted = box.draft(store, chosen)
    make_meetings(store, [(chosen, drafted)])
    assert drafted.links == () and entry(store, "Without an address").state == "used"
    with pytest.raises(StoreError, match="no address"):
        attach(store, [entry(store, "Without an address")], drafted.id, "links")


def test_several_are_cited_as_evidence_in_one_batch(store: Store) -> None:
    commitment(store)
    chosen = [entry(store, "First"), entry(store, "Second")]
    attach(store, chosen, "c", "evidence")
    assert [link.url for link in commitment(store).evidence] == [FIRST.link, SECOND.link]
    assert titles(waiting(store)) == ["Without an address"]
    attach(store, chosen, "c", "evidence")
    assert len(commitment(store).evidence) == 2
    store.undo()
    assert commitment(store).evidence == () and len(waiting(store)) == 3


def test_what_a_record_lets_go_of_waits_again(store: Store) -> None:
    attach(store, [entry(store, "First")], commitment(store).id, "links")
    here = commitment(store)
    store.apply("edit", [(here, structs.replace(here, links=()))])
    assert entry(store, "First").state == "waiting"


def test_the_same_page_cited_by_hand_decides_nothing(store: Store) -> None:
    """Some bodies give all their news one address: what is cited elsewhere says nothing."""
    here = commitment(store)
    store.apply("edit", [(here, structs.replace(here, links=(Link(FIRST.link),)))])
    assert entry(store, "First").state == "waiting"


def test_a_changed_address_does_not_make_used_news_wait_again(store: Store) -> None:
    attach(store, [entry(store, "First")], commitment(store).id, "evidence")
    take(store, [structs.replace(FIRST, link="https://example.org/moved")])
    assert entry(store, "First").state == "used"


def test_what_is_dismissed_never_comes_back_until_it_is_restored(store: Store) -> None:
    dismiss(store, waiting(store))
    take(store, [FIRST, SECOND, BARE])
    assert waiting(store) == []
    restore(store, [entry(store, "First")])
    assert titles(waiting(store)) == ["First"]


def test_what_is_used_is_neither_dismissed_nor_restored(store: Store) -> None:
    attach(store, [entry(store, "First")], commitment(store).id, "evidence")
    for verb in (dismiss, restore):
        with pytest.raises(StoreError, match="is used by c: undo that"):
            verb(store, [entry(store, "Second"), entry(store, "First")])
    assert entry(store, "Second").state == "waiting"


def test_what_cannot_be_cited_changes_nothing(store: Store) -> None:
    store.apply("add", [(None, Group(id="g", name="G"))])
    with pytest.raises(StoreError, match="no evidence"):
        attach(store, waiting(store)[:1], "g", "evidence")
    with pytest.raises(StoreError, match="There is no record x"):
        attach(store, waiting(store)[:1], "x", "links")
    chosen = entry(store, "First")
    with pytest.raises(StoreError):
        make_meetings(store, [(chosen, Meeting(id="m", name="M", groups=("nobody",)))])
    assert len(waiting(store)) == 3


def test_news_that_are_gone_from_the_inbox_are_told(store: Store) -> None:
    chosen = entry(store, "First")
    find_source(store.journal.folder, "body").save_inbox(Inbox())
    with pytest.raises(StoreError, match="no longer in the inbox"):
        dismiss(store, [chosen])
    find_source(store.journal.folder, "body").delete()
    with pytest.raises(StoreError, match="The source body is gone"):
        dismiss(store, [chosen])


def test_nothing_of_an_inbox_is_left_by_a_removal_that_was_interrupted(store: Store) -> None:
    keep = find_source(store.journal.folder, "body")
    (keep.folder / "source.json").unlink()
    add_source(store.journal.folder, Source("body", "https://example.org/feed"))
    assert everything(store) == []


def test_a_purged_record_is_not_mentioned(store: Store) -> None:
    attach(store, [entry(store, "First")], commitment(store).id, "evidence")
    forget(store, "c")
    text = (find_source(store.journal.folder, "body").folder / "inbox.json").read_text()
    assert '"record"' not in text and entry(store, "First").state == "waiting"


def test_news_are_meant_by_an_id_a_title_or_the_start_of_one(store: Store) -> None:
    known = everything(store)
    first = entry(store, "First")
    for words in (first.id, first.id[:4], "FIRST", "fir"):
        assert box.meant(known, words) == first
    for words in ("nothing", ""):
        with pytest.raises(FieldError, match="there is no news"):
            box.meant(known, words)
    same = [first, first._replace(id="other")]
    with pytest.raises(Ambiguous) as error:
        box.meant(same, "fi")
    assert [id_ for id_, _, _ in error.value.found] == [first.id, "other"]


def test_a_full_inbox_forgets_what_was_decided_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    one, two, three, four, five = (News(str(n), f"N{n}") for n in range(1, 6))

    def nobody(id: str) -> None: ...

    inbox = taken(Inbox(), [one, two, three], "1", nobody).inbox
    done = structs.replace(inbox.items["2"], dismissed="2")
    inbox = inbox.having({"2": done, "3": structs.replace(inbox.items["3"], dismissed="2")})
    found = taken(inbox, [three, four, five], "3", nobody)
    assert list(found.inbox.items) == ["1", "3", "4"]
    assert (found.new, found.left_out) == (("4",), 1)
    assert found.inbox.items["3"].dismissed


def test_a_sync_takes_news_in_and_a_dry_run_does_not(store: Store) -> None:
    for name in ("atom.xml", "jsonfeed.json", "rss1.rdf"):
        file = str(FOLDER / name)
        add_source(store.journal.folder, Source(name, file))
        report = run(store, name, dry_run=True)
        assert len(report.news) == 2 and len(everything(store)) == 3
        report = run(store, name)
        told = everything(store)
        assert {e.id for e in told if e.source == name} == set(report.news)
        assert report.outcome.endswith("2 news")
        find_source(store.journal.folder, name).delete()
    assert all(store.records(kind) == {} for kind in KINDS)


def test_what_a_full_inbox_has_no_room_for_comes_with_the_next_sync(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    add_source(store.journal.folder, Source("lakes", str(FOLDER / "rss2.xml")))
    report = run(store, "lakes")
    assert (len(report.news), report.left_out, report.done) == (2, 1, False)
    assert report.outcome == "2 news, 1 left out of a full inbox"
    assert run(store, "lakes").left_out == 1
    monkeypatch.setattr(kept, "MOST", 3)
    assert len(run(store, "lakes").news) == 1
    assert run(store, "lakes").not_modified
