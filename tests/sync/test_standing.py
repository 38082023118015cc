"""How references move to what took a record's place, however many move."""

from collections.abc import Iterator, Mapping

from store.kinds import Commitment
from store.sync.merge import content
from store.sync.planning.leaving import ends
from store.sync.planning.standing import moved


class Counted(Mapping[str, str]):
    """A mapping that counts how often it is looked into."""

    def __init__(self, items: dict[str, str]) -> None:
        self._items = items
        self.looked = 0

    def __getitem__(self, key: str) -> str:
        self.looked += 1
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        self.looked += 1
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        for key in self._items:
            self.looked += 1
            yield key

    def __len__(self) -> int:
        return len(self._items)


def test_chains_of_merged_records_are_followed_once_to_their_ends() -> None:
    links = Counted({str(n): str(n + 1) for n in range(2000)})
    assert set(ends(links).values()) == {"2000"}
    assert links.looked <= 5 * 2000
    circle = {"a": "b", "b": "c", "c": "b", "d": "c"}
    assert all(end in circle for end in ends(circle).values())
    assert ends({"a": "b", "b": "x", "c": "b"}) == {"a": "x", "b": "x", "c": "x"}


def test_a_record_is_moved_without_a_look_at_all_that_moves() -> None:
    moves = Counted({"it": "IT", **{str(n): "IT" for n in range(2000)}})
    promise = Commitment(id="c", summary="x", owners=("it", "7", "MT"), depends_on=("d",))
    assert content(moved(promise, moves))["owners"] == ["IT", "MT"]
    assert moves.looked < 50
    assert moved(Commitment(id="IT", summary="x", parent="7", depends_on=("7", "MT")), moves) == (
        Commitment(id="IT", summary="x", depends_on=("MT",))
    )
