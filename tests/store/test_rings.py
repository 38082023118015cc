"""What leads back to itself, however long the chains are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store.kinds import Commitment
from store.record import Record
from store.rings import Rings
from store.rules import received

LINKS = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefz")))


def reached(links: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        if (at := waiting.pop()) not in found:
            found.add(at)
            waiting += links.get(at, ())
    return found


@given(LINKS)
def test_an_id_is_on_a_ring_with_all_that_it_leads_to_and_that_lead_to_it(
    links: dict[str, list[str]],
) -> None:
    rings = Rings(lambda id_: links.get(id_, ()))
    leads = {id_: reached(links, id_) for id_ in "abcdefz"}
    for id_ in "abcdefz":
        ring = {other for other in leads[id_] if id_ in leads[other]}
        assert rings.ring(id_) == ring
        way = rings.way_back(id_)
        assert bool(way) is bool(ring)
        if way:
            assert way[0] == way[-1] == id_
            assert all(b in links[a] for a, b in pairwise(way))


def judged(count: int, last: tuple[str, ...]) -> tuple[int, dict[str, str]]:
    """How often a chain of so many is looked into to judge each of it, and what is wrong with the
    first; `last` is what the last one depends on."""
    chain = [
        Commitment(id=str(n), summary="x", depends_on=(str(n + 1),) if n + 1 < count else last)
        for n in range(count)
    ]
    looked = 0

    class Counted(dict[str, Record]):
        def get(self, id: str, default: object = None) -> Record | None:  # type: ignore[override]
            nonlocal looked
            looked += 1
            return super().get(id)

    judge = received(Counted({record.id: record for record in chain}))
    wrong = [judge(record) for record in chain]
    return looked, dict(wrong[0])


def test_a_long_chain_is_followed_once_and_a_long_way_round_is_not_spelled_out() -> None:
    looked, wrong = judged(2000, ())
    assert (looked <= 3 * 2000, wrong) == (True, {})
    looked, wrong = judged(2000, ("0",))
    assert looked <= 3 * 2000
    assert wrong == {"depends_on": "this leads back to 0 itself: 2000 records"}
    assert judged(3, ("0",))[1]["depends_on"].endswith("0 → 1 → 2 → 0")
