"""Names in cells: taken apart with care, and the record that each one certainly means."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.fields import Field
from store.mapping.maps import Named
from store.mapping.naming import Finder
from store.mapping.words import AND
from store.names import Names
from store.record import Record
from store.store import Store
from tests.conftest import TODAY
from tests.strategies import HOSTILE

OWNERS = Field(type="refs", help="", name="owners", targets=("member", "group"))

CELLS: tuple[tuple[str, list[str]], ...] = (
    ("Italy", ["IT"]),
    ("Italy, Morocco and the Netherlands", ["IT", "MA", "NL"]),
    ("Bosnia and Herzegovina", ["BA"]),
    ("Morocco, Bosnia and Herzegovina and Italy", ["MA", "BA", "IT"]),
    ("Italy/Morocco", ["IT", "MA"]),
    ("Italy & Morocco + Niger", ["IT", "MA", "NE"]),
    ("Italy;Morocco\nNiger", ["IT", "MA", "NE"]),
    ("- Italy\n- Morocco", ["IT", "MA"]),
    ("Italie, Maroc et les Pays-Bas", ["IT", "MA", "NL"]),
    ("Niederlande und Türkei", ["NL", "TR"]),
    ("Chequia y España", ["CZ", "ES"]),
    ("the United States (lead), AFG", ["US", "africa-focus-group"]),
    ("Global Coalition to Defeat Daesh/ISIS", ["coalition"]),
    ("Czechia; MAR", ["CZ", "MA"]),
    ("IT, NL", ["IT", "NL"]),
    ("italy, ITALY, it", ["IT", "it"]),
    ("no", ["no"]),
    ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
    ("Italy, Ministry of Trade and Industry", ["IT", "Ministry of Trade and Industry"]),
    ("Ministry of Trade and Italy", ["Ministry of Trade", "IT"]),
    ("Ital", ["Ital"]),
    ("", []),
    (" , ; and ", ["and"]),
)


@pytest.mark.parametrize(("cell", "found"), CELLS, ids=[cell for cell, _ in CELLS])
def test_names_in_a_cell(coalition: Store, cell: str, found: list[str]) -> None:
    names = Finder(OWNERS, coalition.names).split(cell)
    assert [",".join(one.ids) or one.words for one in names] == found


def test_what_was_settled_is_believed(coalition: Store) -> None:
    settled = {
        "hq": Named(ids=("IT", "MA")),
        "the chair": Named(),
        "atlantis": Named(make="member"),
        "gone": Named(ids=("XX",)),
    }
    made: list[tuple[str, str]] = []

    def make(kind: str, words: str) -> str:
        made.append((kind, words))
        return "new-1"

    finder = Finder(OWNERS, coalition.names, settled, {"row 7": "t-7"}, make)
    found = {one.words: one.ids for one in finder.split("HQ, the chair, Atlantis, Gone; row 7")}
    assert found == {
        "HQ": ("IT", "MA"),
        "the chair": (),
        "Atlantis": ("new-1",),
        "Gone": (),
        "row 7": ("t-7",),
    }
    assert made == [("member", "Atlantis")]
    assert finder.ids_of("gone") is None, "a record that is here no more settles nothing"


class Empty:
    """A shelf without a record."""

    def records(self, kind: str) -> Mapping[str, Record]:
        """None."""
        return {}

    def version(self, kind: str) -> int:
        """Never changed."""
        return 0


@settings(max_examples=60)
@given(st.lists(st.sampled_from(("Italy", "BE", "and", ",", " ", "x", "\n", *HOSTILE)), max_size=9))
def test_no_word_is_lost(parts: list[str]) -> None:
    cell = " ".join(parts)
    found = Finder(OWNERS, Names(Empty(), lambda: TODAY)).split(cell)
    told = " ".join(one.words for one in found)
    assert all(word in told for word in re.findall(r"\w+", cell) if word not in AND)
