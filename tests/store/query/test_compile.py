"""What lines find among the Coalition's facts, and that the compiled function means the tree."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.desk import Desk
from store.fields import fields
from store.kinds import KINDS, Commitment, Group, Meeting, Member
from store.query import QueryError, compile_query, parse, print_query
from store.query.syntax import And, Not, Or, Query, Term, Word, quote
from store.record import Record
from store.verbs import Pair
from tests.store.query.conftest import Ask, Compile


@pytest.fixture
def add(desk: Desk) -> Callable[..., None]:
    """Put records into the store."""

    def add(*records: Record) -> None:
        pairs: list[Pair] = [(None, record) for record in records]
        desk.store.apply("add", pairs, lambda _: lambda _: {})

    return add


def test_an_empty_line_takes_all(ask: Ask) -> None:
    assert len(ask("commitment", "")) == 71


def test_the_fifteen_open_commitments_of_the_africa_focus_group(ask: Ask) -> None:
    assert len(ask("commitment", "is:open owner:africa-focus-group")) == 15


def test_what_was_promised_and_said_in_brussels(ask: Ask) -> None:
    assert len(ask("commitment", "meeting:2021-12-02-brussels")) == 9
    assert len(ask("statement", "meeting:2021-12-02-brussels")) == 11


@pytest.mark.parametrize(
    "line",
    ['owner:"Saudi Arabia"', "owner:sa", "owners.country:SA", 'owners.name:"saudi arabia"'],
)
def test_an_owner_is_found_by_whatever_name(ask: Ask, line: str) -> None:
    assert sorted(ask("commitment", line)) == ["C04", "C05", "C41"]
    assert sorted(ask("commitment", "owner.id:SA")) == ["C04", "C05", "C41"]


def test_values_with_a_comma_between_are_either(ask: Ask) -> None:
    both = ask("commitment", "owner:SA,MA")
    assert set(both) == {*ask("commitment", "owner:SA"), *ask("commitment", "owner:MA")}


def test_ids_are_exact(ask: Ask) -> None:
    assert ask("commitment", "id:C32") == ["C32"]
    assert ask("commitment", "id:C33,C32 sort:id") == ["C32", "C33"]
    assert ask("commitment", "id:C3") == []


def test_choices_are_taken_as_people_write_them(ask: Ask, add: Callable[..., None]) -> None:
    add(Commitment(id="n", summary="New", status="on track"))
    assert ask("commitment", "status:on-track") == ["n"]
    assert ask("commitment", 'status:"On track"') == ["n"]


def test_dates_hold_when_they_certainly_do(ask: Ask, add: Callable[..., None]) -> None:
    add(
        Commitment(id="y", summary="Some day", due="2031"),
        Commitment(id="d", summary="A day", due="2031-06-08"),
    )
    assert ask("commitment", "due:2031") == ["y", "d"]
    assert ask("commitment", "due<2031-07 due>2030") == ["d"]
    assert ask("commitment", "due<2031-07? due>2030 sort:due-") == ["d", "y"]
    assert ask("commitment", "due.after:2031-06-07 due.before:2031-06-09") == ["d"]
    assert ask("commitment", 'due<"in 3 weeks" due>=today') == []


def test_a_commitment_is_due_with_its_meeting(ask: Ask, add: Callable[..., None]) -> None:
    add(
        Meeting(id="next", name="Next ministerial", start="2026-06-10"),
        Commitment(id="with", summary="By the next ministerial", due_at="next"),
        Commitment(id="before", summary="Earlier", due="2026-06-09"),
        Commitment(id="after", summary="Later", due="2026-06-11", due_at="next"),
    )
    assert ask("commitment", "due:2026-06") == ["before", "with", "after"]
    assert "with" in ask("commitment", "has:due")
    assert "with" not in ask("commitment", "no:due")
    assert ask("commitment", "due:2026-06 sort:due- limit:2") == ["after", "with"]


def test_words_are_found_anywhere_without_accents_or_case(
    ask: Ask, add: Callable[..., None]
) -> None:
    add(
        Commitment(id="n", summary="Évaluer les FRONTIÈRES", tags=("Société civile",)),
        Commitment(id="m", summary="x", text="First line\nsecond line", status="at risk"),
    )
    assert ask("commitment", "evaluer frontieres") == ["n"]
    assert ask("commitment", '"societe civile"') == ["n"]
    assert ask("commitment", '"line second"') == ["m"]
    assert ask("commitment", '"x first"') == []
    assert ask("commitment", '"at risk"') == ["m"]
    assert "C32" in ask("commitment", "c32")


def test_words_find_what_points_at_a_name(desk: Desk, ask: Ask) -> None:
    owned = set(ask("commitment", "owner:africa-focus-group"))
    assert owned <= set(ask("commitment", '"africa focus group"'))
    assert owned <= set(ask("commitment", "AFG"))
    group = desk.store.records("group")["africa-focus-group"]
    desk.store.apply("rename", [(group, Group(id=group.id, name="Sahel Circle"))])
    assert owned == set(ask("commitment", '"sahel circle"'))


def test_only_the_words_of_this_version_are_looked_at(
    desk: Desk, ask: Ask, add: Callable[..., None]
) -> None:
    old = Commitment(id="n", summary="Zebra", modified="2026-01-01T00:00:00Z")
    add(old)
    assert ask("commitment", "zebra") == ["n"]
    standing = desk.store.records("commitment")["n"]
    desk.store.apply(
        "edit", [(standing, Commitment(id="n", summary="Okapi"))], lambda _: lambda _: {}
    )
    assert ask("commitment", "zebra") == []
    assert ask("commitment", "okapi") == ["n"]


def test_who_may_see_it_is_asked_by_field_only(ask: Ask) -> None:
    assert ask("member", "visibility:public") == ask("member", "")
    assert ask("member", "visibility:private") == []
    assert ask("commitment", "public") != ask("commitment", "")


def test_paths_cross_several_references(desk: Desk, ask: Ask) -> None:
    in_europe = set(ask("meeting", "hosts.region:Europe"))
    commitments = desk.store.of(Commitment)
    expected = {c.id for c in commitments if c.meeting in in_europe}
    assert expected
    assert set(ask("commitment", "meeting.hosts.region:Europe")) == expected
    assert set(ask("commitment", "meeting.country:BE")) == {
        c.id
        for c in commitments
        if c.meeting and getattr(desk.names.record(c.meeting), "country", "") == "BE"
    }


def test_a_path_may_end_in_a_date_or_ask_what_is_recorded(ask: Ask) -> None:
    assert set(ask("commitment", "meeting.start:2021-12")) >= {"C32"}
    undated = ask("commitment", "has:meeting no:meeting.start")
    assert undated == ask("commitment", "has:meeting not has:meeting.start")


def test_a_value_need_fit_only_one_of_the_kinds_that_a_path_leads_to(ask: Ask) -> None:
    assert ask("commitment", "owner.status:member") == ask("commitment", "owner.status:Member")
    assert len(ask("commitment", "owner.status:member")) == 9
    with pytest.raises(QueryError, match="“nonsense” is none of"):
        ask("commitment", "owner.status:nonsense")


def test_has_and_no_share_out_all_records(ask: Ask) -> None:
    for field in ("due", "owner", "status", "percent", "priority", "standing", "tags", "links"):
        filled, empty = (ask("commitment", f"{word}:{field}") for word in ("has", "no"))
        assert sorted([*filled, *empty]) == sorted(ask("commitment", ""))


def test_the_84th_member_is_burkina_faso(ask: Ask) -> None:
    assert ask("member", "ordinal:84") == ["BF"]
    assert "BF" in ask("member", "ordinal>=84")
    assert "BF" not in ask("member", "ordinal>84")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("is:open owner:IT,Marocco", "Marocco"),
        ("owner:united", "united"),
        ("due<03/04/2026", "03/04/2026"),
        ('meeting.start<"the day after"', '"the day after"'),
        ("status:agreed,agred", "agred"),
        ("priority:urgent", "urgent"),
        ("meeting.country:Belgia", "Belgia"),
        ("standing:perhaps", "perhaps"),
    ],
)
def test_a_value_that_does_not_fit_is_pointed_at(compiled: Compile, line: str, wrong: str) -> None:
    with pytest.raises(QueryError) as told:
        compiled("commitment", line)
    assert line[told.value.start : told.value.end] == wrong


@pytest.mark.parametrize("text", ["r.id", "t1(r)", "1) or (1", '") or True or ("', "\\", "{}"])
def test_no_typed_text_becomes_code(ask: Ask, text: str) -> None:
    quoted = quote(text)
    for line in (quoted, f"notes:{quoted}", f"tags:{quoted}", f"id:{quoted}"):
        assert ask("commitment", line) == []


WORDS = st.sampled_from(("alpha", "beta", "gamma")).map(Word)
CONDITIONS: st.SearchStrategy[Term] = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(And),
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(Or),
    ),
)


def means(term: Any, words: str) -> bool:
    match term:
        case Word(text):
            return text in words
        case Not(inner):
            return not means(inner, words)
        case And(terms):
            return all(means(inner, words) for inner in terms)
        case Or(terms):
            return any(means(inner, words) for inner in terms)
    raise AssertionError(term)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CONDITIONS)
def test_and_or_and_not_mean_what_they_say(desk: Desk, condition: Term) -> None:
    combinations = ("", "alpha", "beta", "gamma", "alpha beta", "beta gamma", "alpha beta gamma")
    members = [Member(id=f"{n}", name=words) for n, words in enumerate(combinations)]
    expected = [member.id for member in members if means(condition, member.name)]
    for query in (Query(condition), parse(print_query(Query(condition)), Member)):
        made = compile_query(query, Member, desk.names, desk.insight, desk.store)
        assert [member.id for member in members if made.test(member)] == expected


def test_thousands_of_terms_are_no_trouble(compiled: Compile) -> None:
    line = " or ".join(f"id:{n}" for n in range(900))
    assert compiled("commitment", line).test(Commitment(id="899", summary="x"))
    assert not compiled("commitment", line).test(Commitment(id="900", summary="x"))


@pytest.mark.parametrize("name", KINDS)
def test_every_field_can_be_asked_ordered_and_grouped_by(
    compiled: Compile, desk: Desk, name: str
) -> None:
    records = list(desk.store.records(name).values())
    for field in fields(KINDS[name]):
        if (name, field.name) == ("commitment", "due"):
            continue
        query = compiled(name, f"has:{field.name} sort:{field.name}- by:{field.name}")
        filled = {r.id for r in records if not field.is_empty(getattr(r, field.name))}
        found = query.select(records)
        assert {record.id for record in found} == filled
        assert {r.id for _, group in query.groups(found) for r in group} == filled
