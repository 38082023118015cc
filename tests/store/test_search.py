"""Search finds by name, the best first, and shows which letters matched."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.kinds import Commitment, Member
from store.names import Names
from store.record import Record
from store.search import Hit, search
from store.store import Store
from store.text import fold
from tests.conftest import TODAY

LETTERS = st.text("abcAé ßﬁİ-'", max_size=8)
TITLES = st.text(max_size=12) | LETTERS


class Rows:
    """Commitments with these titles, on a shelf."""

    def __init__(self, titles: list[str]) -> None:
        self.rows: dict[str, Record] = {
            f"#{n}": Commitment(id=f"#{n}", summary=title) for n, title in enumerate(titles)
        }

    def records(self, kind: str) -> Mapping[str, Record]:
        return self.rows if kind == "commitment" else {}

    def version(self, kind: str) -> int:
        return 0


def found(titles: list[str], text: str) -> list[Hit]:
    return search(text, Names(Rows(titles), lambda: TODAY))


def highlighted(hit: Hit) -> str:
    return "".join(hit.title[start:end] for start, end in hit.spans)


def in_order(word: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in word)


@given(st.lists(TITLES, max_size=5), st.text(max_size=4) | LETTERS)
def test_spans_lie_in_the_title_in_order_and_spell_the_words(titles: list[str], text: str) -> None:
    for hit in found(titles, text):
        edges = [edge for span in hit.spans for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(hit.title) for edge in edges)
        for word in fold(text).split():
            by_id = word in hit.record.id
            assert in_order(word, fold(highlighted(hit))) or by_id


@given(st.lists(TITLES, min_size=1, max_size=5), st.data())
def test_an_exact_title_is_found_first(titles: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(titles))
    words = fold(wanted).split()
    if words and fold(wanted) == " ".join(words):
        assert fold(found(titles, wanted)[0].title) == fold(wanted)


@given(st.lists(st.text("ab ", max_size=6), max_size=6), st.text("ab ", max_size=5))
def test_all_words_and_only_they_decide_what_is_found(titles: list[str], text: str) -> None:
    words = text.split()
    expected = {
        f"#{n}"
        for n, title in enumerate(titles)
        if words and all(in_order(word, title) for word in words)
    }
    assert {hit.record.id for hit in found(titles, text)} == expected


def test_the_start_counts_more_than_a_word_than_its_inside_than_letters_apart() -> None:
    titles = ["o xutxher", "The other", "Mother", "Other", "other business", "nothing"]
    hits = found(titles, "other")
    ranked = [hit.title for hit in hits]
    assert ranked == ["Other", "other business", "The other", "Mother", "o xutxher"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_closer_letters_come_first() -> None:
    assert [hit.title for hit in found(["f....n....d", "f.n.d"], "fnd")] == ["f.n.d", "f....n....d"]


def test_many_matches_leave_the_best_at_the_top() -> None:
    titles = [*(f"x{n} other" for n in range(300)), *(f"another {n}" for n in range(300)), "Other"]
    hits = found(titles, "other")
    assert len(hits) == 50
    assert hits[0].title == "Other"
    assert {hit.title.split()[-1] for hit in hits[1:]} == {"other"}


@pytest.mark.parametrize(
    ("text", "id_", "letters"),
    [
        ("burk", "BF", ["Burk"]),
        ("turkiye", "TR", ["Türkiye"]),
        ("IT", "IT", ["It"]),
        ("c32", "C32", []),
        ("d-isis coalition", "coalition", ["Coalition"]),
        ("2021-12-02-brussels", "2021-12-02-brussels", []),
        ("afr foc gr", "africa-focus-group", ["Afr", "Foc", "Gr"]),
    ],
)
def test_the_facts_are_found_by(coalition: Store, text: str, id_: str, letters: list[str]) -> None:
    first = search(text, coalition.names)[0]
    assert first.record.id == id_
    assert [first.title[start:end] for start, end in first.spans] == letters


def test_an_acronym_is_found_before_what_begins_like_it(coalition: Store) -> None:
    assert search("afg", coalition.names)[0].record.id == "africa-focus-group"


def test_a_role_is_found_by_who_holds_it_and_follows_a_new_name(coalition: Store) -> None:
    assert "cifg-co-lead-IT" in [h.record.id for h in search("italy co-lead", coalition.names)]
    italy = coalition.get("IT")
    coalition.apply("rename", [(italy, Member(id="IT", name="Italia"))])
    assert "cifg-co-lead-IT" in [h.record.id for h in search("italia lead", coalition.names)]


def test_only_the_kinds_asked_for_are_looked_through(coalition: Store) -> None:
    hits = search("africa", coalition.names, kinds=("group",))
    assert {hit.record.kind.name for hit in hits} == {"group"}


def test_no_words_find_nothing(coalition: Store) -> None:
    assert search("", coalition.names) == []
    assert search(" \u0301 ", coalition.names) == []


def test_the_limit_is_kept(coalition: Store) -> None:
    assert len(search("a", coalition.names, limit=7)) == 7


def test_an_accent_written_apart_is_highlighted_with_its_letter() -> None:
    (hit,) = found(["Cafe\u0301 society"], "cafe")
    assert hit.spans == ((0, 5),)
