"""One resolver for everything typed."""

import pytest

from store.fields import FieldError, field_map
from store.kinds import Commitment, Member
from store.names import Ambiguous
from store.store import Store


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("IT", "IT"),
        ("it", "IT"),
        ("Italy", "IT"),
        ("italy", "IT"),
        ("turkiye", "TR"),
        ("AFG", "africa-focus-group"),
        ("Africa Focus Group", "africa-focus-group"),
        ("Counter-ISIL Finance Group", "cifg"),
        ("c32", "C32"),
        ("2021-12-02-b", "2021-12-02-brussels"),
    ],
)
def test_a_record_is_found_by(coalition: Store, typed: str, meant: str) -> None:
    assert coalition.names.resolve(typed) == meant


def test_the_country_code_goes_before_the_start_of_a_name(coalition: Store) -> None:
    coalition.apply("add", [(None, Member(id="x1", name="Ithaca"))])
    assert coalition.names.resolve("it", ("member",)) == "IT"


def test_several_are_listed_and_none_is_guessed(coalition: Store) -> None:
    with pytest.raises(Ambiguous) as told:
        coalition.names.resolve("united", ("member",))
    assert {id_ for id_, _, _ in told.value.found} == {"AE", "GB", "US"}
    assert "United Kingdom (GB)" in str(told.value)


def test_a_slip_is_told_with_what_is_near(coalition: Store) -> None:
    with pytest.raises(FieldError, match="perhaps Morocco"):
        coalition.names.resolve("Marocco", ("member",))


def test_only_the_kinds_asked_for_count(coalition: Store) -> None:
    with pytest.raises(FieldError, match="no meeting"):
        coalition.names.resolve("Italy", ("meeting",))


def test_a_new_name_is_known_at_once(coalition: Store) -> None:
    with pytest.raises(FieldError):
        coalition.names.resolve("Sarnia")
    coalition.apply("add", [(None, Member(id="sa", name="Sarnia"))])
    assert coalition.names.resolve("sarnia") == "sa"


def test_a_role_is_called_by_who_holds_what_where(coalition: Store) -> None:
    name = coalition.names.name("africa-focus-group-co-chair-IT")
    assert name == "Italy co-chair Africa Focus Group"
    assert coalition.names.name("gone") == "gone"


def test_words_stand_where_no_record_does(coalition: Store) -> None:
    nobody = coalition.get("C38")
    assert nobody is not None
    assert coalition.names.shown(nobody, field_map(Commitment)["owners"]) == "countries of origin"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Italy", "IT"),
        ("ITALY", "IT"),
        ("turkiye", "TR"),
        ("IT", ""),
        ("Ital", ""),
        ("AFG", ""),
        ("United", ""),
        ("", ""),
    ],
)
def test_what_others_wrote_means_somebody_by_the_whole_name_only(
    coalition: Store, written: str, meant: str
) -> None:
    assert coalition.names.exactly(written, ("member", "group")) == meant


def test_a_name_that_two_have_means_nobody_for_certain(coalition: Store) -> None:
    coalition.apply("add", [(None, Member(id="x1", name="italy"))])
    assert coalition.names.exactly("Italy", ("member",)) == ""
