"""What the native feed may bring that nobody should publish, over a real connection: what the
sentence says, and what the store then holds.

Each case has one good member, `good`. Where a document cannot be trusted as a whole, the store is
untouched; else it has exactly the good items, and the others are set aside, each with its reason.
The cases that are large run in a process that may have so much memory and processor, and no more.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from store.kinds import Member
from store.store import Store
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from store.sync.report import Report
from store.sync.run import run
from store.sync.waiting.resolve import conflicts
from tests.sync.adapters.reading import TODAY
from tests.sync.made_up import QUICK, source, sync
from tests.sync.server import Server, send

MEMORY = 1024**3  # bytes of address space, with the interpreter and all that it loads
PROCESSOR = 60  # seconds

UNTOUCHED = ()


def member(id: str, **data: Any) -> dict[str, Any]:
    return {"id": id, "kind": "member", "data": {"name": f"Country {id}", **data}}


GOOD = json.dumps(member("good")).encode()


def items(*raws: bytes, head: bytes = b'"mode":"snapshot"') -> bytes:
    """A feed with the good item and these, as they are."""
    return b'{"version":"smallgroup/1",%s,"items":[%s]}' % (head, b",".join((GOOD, *raws)))


def feed(*more: Mapping[str, Any], **head: Any) -> bytes:
    """A feed with the good item and these."""
    document = {"version": "smallgroup/1", "mode": "snapshot", "items": [member("good"), *more]}
    return json.dumps({**document, **head}).encode()


def item(data: bytes, around: bytes = b"") -> bytes:
    """An item called `bad` with this data, as it is."""
    return b'{"id":"bad","kind":"member",%s"data":{"name":"Bad",%s}}' % (around, data)


class Case(NamedTuple):
    """A body, what is said of it, and the members that the store then holds."""

    body: bytes
    says: tuple[str, ...]
    holds: tuple[str, ...] = ("good",)


DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
LARGER = "holds a number that is larger than any"
TWICE = "more than once, so nothing of it was taken"
LINK = "https://example.org/[/oops]<script>{0}%s"
MARKUP = "[/oops][b]<script>x</script>{0}%s$(rm -rf ~)`id`"

SMALL: dict[str, Case] = {
    "truncated": Case(feed()[:-9], ("not all of it",), UNTOUCHED),
    "in Latin-1": Case(
        feed(member("x", region="@")).replace(b"@", "é".encode("latin-1")),
        ("not UTF-8 text",),
        UNTOUCHED,
    ),
    "in UTF-16": Case(feed().decode().encode("utf-16"), ("UTF-16 text",), UNTOUCHED),
    "with a byte order mark": Case(b"\xef\xbb\xbf" + feed(), ("1 new",)),
    "ids with control characters": Case(
        feed(
            *(member(id_) for id_ in ("a\x1b[31m", "b\u202e", " c", "d\n", "\x00", "e" * 256, ""))
        ),
        (
            "7 set aside",
            "no id: it holds control characters or stray spaces",
            "1 to 255 characters",
        ),
    ),
    "an id that is none": Case(
        items(b'{"id":7,"kind":"member","data":{"name":"x"}}', b'{"kind":"member","data":{}}'),
        ("2 set aside", "“7” is no id", "“None” is no id"),
    ),
    "two items with one id": Case(
        feed(member("good", region="Else")), (f"good {TWICE}",), UNTOUCHED
    ),
    "a tombstone and an item with one id": Case(
        feed(tombstones=[{"id": "good", "kind": "member"}]), (f"good {TWICE}",), UNTOUCHED
    ),
    "the year 0": Case(
        feed(member("bad", joined="0000-01-01")), ("joined: There is no year 0000: years run from",)
    ),
    "the year 99999": Case(
        feed(member("bad", joined="99999-01-01"), member("last", joined="9999-12-31")),
        ("joined: “99999-01-01” is not a date",),
        ("good", "last"),
    ),
    "a day that there is not": Case(
        feed(member("bad", joined="2023-02-30")), ("joined: There is no day 30 in February 2023",)
    ),
    "a stamp that is none": Case(
        items(item(b'"region":""', b'"modified":"0000-00-00T00:00:00Z",')), ("modified: ",)
    ),
    "an end before the beginning": Case(
        feed(member("bad", joined="2023", left="2020")), ("left: 2020 comes before joined (2023)",)
    ),
    "nested in an item": Case(
        items(item(b'"x":' + DEEP)), ("more than 64 levels deep",), UNTOUCHED
    ),
    "nested as a whole": Case(
        b"[" * 100_000 + b"]" * 100_000, ("none of the formats", "--format"), UNTOUCHED
    ),
    "nested and never closed": Case(
        b'{"version":"smallgroup/1","items":' + b"[" * 100_000, ("levels deep",), UNTOUCHED
    ),
    "nested as far as may be": Case(
        items(item(b'"x":' + b"[" * 50 + b"]" * 50)), ("2 new",), ("bad", "good")
    ),
    "a number of 10,000 digits": Case(
        items(item(b'"ordinal":' + b"9" * 10_000)), (LARGER,), UNTOUCHED
    ),
    "a number of 10,000 digits where nothing is known": Case(
        items(item(b'"x":' + b"9" * 10_000)), (LARGER,), UNTOUCHED
    ),
    "a number beyond all bounds": Case(items(item(b'"x":1e400')), (LARGER,), UNTOUCHED),
    "a number that is none": Case(items(item(b'"x":NaN')), ("This is not JSON",), UNTOUCHED),
    "a sequence of 22 digits": Case(
        items(item(b'"region":""', b'"sequence":9999999999999999999999,')),
        ("sequence: ", "is no whole number"),
    ),
    "a total of 30 digits": Case(feed(total=10**30), ("1 new",)),
    "keys that come twice": Case(
        items(b'{"id":"bad","id":"b","kind":"member","data":{"name":"A","name":"B"}}'),
        ("2 new",),
        ("b", "good"),
    ),
    "items that come twice": Case(items(head=b'"mode":"snapshot","items":[{}]'), ("1 new",)),
    "types that are others": Case(
        items(
            b'{"id":"q","kind":"member","data":{"name":["a"],"tags":{"a":1},"links":"x"}}',
            b'{"id":"k","kind":["member"],"data":{"name":"x"}}',
            b'{"id":"d","kind":"member","data":[]}',
            b"[]",
            b'"text"',
            b"null",
        ),
        (
            "6 set aside",
            "name: “['a']” is no text",
            "no kind “['member']”",
            "data: it is not a JSON",
        ),
    ),
    "a link that runs": Case(
        feed(member("bad", links=[{"url": "javascript:alert(1)"}])), ("links: ", "no web address")
    ),
    "a visibility that there is not": Case(
        items(item(b'"region":""', b'"visibility":"secret",')), ("visibility: “secret” is none of",)
    ),
    "a cursor without end": Case(
        feed(cursor="c" * 5000), ('"cursor" has 5,000 characters; 4,096 is the most',), UNTOUCHED
    ),
    "a next page that is no address": Case(feed(next_url="\x00"), ("in a circle",), UNTOUCHED),
    "a next page far away": Case(
        feed(next_url="https://e.example.org/" + "x" * 4000), ("is not asked for",), UNTOUCHED
    ),
    "more levels of references than there are records": Case(
        feed({"id": "p", "kind": "group", "data": {"name": "P", "parent": "p"}}),
        ("parent: this leads back to p itself",),
    ),
}


def large() -> dict[str, Case]:
    """The cases that take much room, made when they are wanted."""
    return {
        "10 MB of one item": Case(
            feed(member("bad", notes="x" * 10_000_000)),
            ("notes: 10000000 characters are",),
        ),
        "10 MB of one name": Case(
            feed(member("bad", name="x" * 10_000_000)), ("name: 10000000 characters are too many",)
        ),
        "10 MB that nobody knows": Case(
            feed(member("bad", from_tomorrow="x" * 10_000_000)),
            ("from_tomorrow: 10,000,020 bytes of what is not known here are too many",),
        ),
        "900,000 tags": Case(
            feed(member("bad", tags=[str(n) for n in range(900_000)])),
            ("tags: 900000 items are too many",),
        ),
        "a million empty items": Case(
            items(*[b"{}"] * 999_999), ("1 new, 999999 set aside", "item: it is empty", "999999")
        ),
        "more than a million empty items": Case(
            items(*[b"{}"] * 1_000_000), ("more than 1,000,000 records",), UNTOUCHED
        ),
    }


def told(report: Report) -> str:
    """All that a report says, as one text."""
    asides = (
        f"{name}: {why} ({aside.times})"
        for aside in report.set_aside
        for name, why in aside.reasons.items()
    )
    return "\n".join((report.outcome, *asides))


def holds(store: Store) -> tuple[str, ...]:
    """The ids of all that a store holds."""
    return tuple(sorted(store.everything()))


@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL)
def test_what_a_feed_brings(store: Store, server: Server, case: Case) -> None:
    source(store, server.at("/f", send(case.body, content_type="application/json")))
    report = sync(store)
    said = told(report)
    assert all(words in said for words in case.says), said
    assert len(report.error) < 400
    assert said.isprintable() or set(said) - {"\n"} == set(filter(str.isprintable, said))
    assert holds(store) == case.holds
    assert len(list(store.history())) == bool(case.holds)
    assert bool(report.error) is (case.holds == UNTOUCHED)


def test_what_a_large_feed_brings_within_its_bounds(tmp_path: Path) -> None:
    """In a process of its own, which is ended where it takes more than it may."""
    cases = large()
    for name, case in cases.items():
        (tmp_path / f"{name}.json").write_bytes(case.body)
    code = (
        "import resource\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({PROCESSOR}, {PROCESSOR}))\n"
        "import sys\n"
        "from tests.sync.test_hostile_contents import tell\n"
        "tell(sys.argv[1])\n"
    )
    top = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=top, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    for name, (said, held) in json.loads(ran.stdout).items():
        assert all(words in said for words in cases[name].says), said[:2000]
        assert tuple(held) == cases[name].holds, name
    assert len(json.loads(ran.stdout)) == len(cases)


def tell(folder: str) -> None:
    """Print what comes of each file in a folder, each in a store of its own, as JSON."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for path in sorted(Path(folder).glob("*.json")):
        with Store.open(Path(folder) / path.stem, by="me", today=lambda: TODAY) as store:
            add_source(store.journal.folder, Source("body", str(path)))
            said = told(run(store, "body"))
            assert len(said) < 5000
            found[path.stem] = said, holds(store)
    sys.stdout.write(json.dumps(found))


def test_words_that_command_a_terminal_are_made_harmless(store: Store, server: Server) -> None:
    """ESC sequences, NUL, and the marks that turn the direction of text."""
    hostile = "a\x1b[31m\x1b]0;title\x07\x9b2J\x00b\u202ec\u2066d\u200fe\x7f"
    fields = {"name": hostile, "region": hostile, "notes": f"{hostile}\n\ttwo", "tags": [hostile]}
    link = {"url": "https://example.org/", "title": hostile}
    source(store, server.at("/f", send(feed(member("bad", **fields, links=[link])))))
    assert len(sync(store).new) == 2
    found = store.get("bad")
    assert isinstance(found, Member)
    harmless = "a[31m]0;title2Jbcde"
    assert (found.name, found.region, found.tags) == (harmless, harmless, (harmless,))
    assert found.notes == f"{harmless}\n\ttwo"
    assert found.links[0].title == harmless


def test_markup_in_every_field_is_kept_as_the_text_it_is(store: Store, server: Server) -> None:
    fields = dict.fromkeys(("name", "region", "contact", "notes"), MARKUP)
    lists = {"tags": [MARKUP], "links": [{"url": LINK, "title": MARKUP}]}
    extra = {"from_tomorrow": MARKUP, "_own": {MARKUP: MARKUP}}
    source(store, server.at("/f", send(feed(member("bad", **fields, **lists, **extra)))))
    assert sync(store).error == ""
    found = store.get("bad")
    assert isinstance(found, Member)
    assert {found.name, found.region, found.contact, found.notes, *found.tags} == {MARKUP}
    assert (found.links[0].url, found.links[0].title) == (LINK, MARKUP)
    assert found.extra == extra


def test_a_source_changes_nothing_of_what_another_one_said(store: Store, server: Server) -> None:
    """Its word for another source's record waits for a person; its tombstone has no effect."""
    theirs = member("good", name="Taken over", region="Theirs")
    more = {"version": "smallgroup/1", "mode": "snapshot", "items": [theirs, member("mine")]}
    gone = feed(items=[], mode="delta", since="1", cursor="2", tombstones=[{"id": "good"}])
    for name, body in (("one", feed()), ("two", json.dumps(more).encode()), ("three", gone)):
        url = server.at(f"/{name}", send(body))
        add_source(store.journal.folder, Source(name, url))
        report = run(store, name, limits=QUICK)
        assert (report.error, report.removed) == ("", ()), name
    found = store.get("good")
    assert isinstance(found, Member)
    assert found.name == "Country good"
    assert holds(store) == ("good", "mine")
    assert ("good", "name") in {(w.conflict.id, w.conflict.field) for w in conflicts(store)}
