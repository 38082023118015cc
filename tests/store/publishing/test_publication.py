"""The bytes of a publication follow from the records, and its deltas lead to them."""

from collections.abc import Iterator, Mapping
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from store.formats.source import Tombstone
from store.kinds import Member
from store.publishing.documents import Document, deltas, gone, mark, pages
from store.publishing.publication import Publication, following, items_of
from store.publishing.versions import NO_VERSIONS
from store.record import Record
from tests.strategies import records

STATES = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), max_size=8),
    min_size=1,
    max_size=40,
)


def bodies(some: list[Record]) -> list[Document]:
    return list(pages(items_of(some, NO_VERSIONS), ""))


def stones(left: Mapping[str, str]) -> Iterator[Tombstone]:
    return (Tombstone(id_, kind) for id_, kind in left.items())


def after(before: Publication | None, state: Mapping[str, int]) -> Publication:
    """The publication of members with these numbers."""
    some = [Member(id=id_, name=id_, ordinal=number) for id_, number in state.items()]
    items = items_of(some, NO_VERSIONS)
    now = following(before, items, list(pages(items, ""))[-1].name, NO_VERSIONS, stones)
    begin = gone(now, now.first, "").name if now.gone else now.first
    return structs.replace(now, cursor=mark(begin))


@settings(max_examples=15)  # each draws records of every kind
@given(st.lists(records(), max_size=8, unique_by=lambda record: record.id), st.randoms())
def test_the_same_records_give_the_same_pages_in_whatever_order(
    some: list[Record], random: Random
) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)
    assert bodies(shuffled) == bodies(some)


@given(STATES, STATES)
def test_whatever_was_published_before_the_same_records_give_the_same_pages(
    one: list[dict[str, int]], other: list[dict[str, int]]
) -> None:
    found = []
    for states in (one, [*other, one[-1]]):
        now = None
        for state in states:
            now = after(now, state)
        assert now
        found.append((now.first, list(pages(now.items, ""))))
    assert found[0] == found[1]


@given(STATES)
def test_from_wherever_one_begins_the_deltas_lead_to_what_is_published(
    states: list[dict[str, int]],
) -> None:
    now, seen = None, dict[str, dict[str, bytes]]()
    for state in states:
        now = after(now, state)
        assert after(now, state) is not None and after(now, state).cursor == now.cursor
        seen[now.cursor] = dict(now.items)
    assert now
    links = [link.since for link, _ in deltas(now.steps, now.cursor, "")]
    for place, since in enumerate(links):
        here = dict(seen[since])
        for step in now.steps[place:]:
            here |= step.items
            here = {id_: line for id_, line in here.items() if id_ not in step.gone}
        assert here == now.items
    assert now.gone.keys().isdisjoint(now.items)
    assert not [id_ for step in now.steps for id_ in step.items if id_ in now.gone]
