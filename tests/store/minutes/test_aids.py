"""How a line may go on, and who may have come."""

import pytest
from msgspec import structs

from store.dates import Answer
from store.kinds import Member
from store.minutes.attendance import best, delegations, recorded, states
from store.minutes.completing import completion
from store.store import Store
from tests.store.minutes.conftest import meeting_of


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("acti", "ON: "),
        ("- Pres", "ent+ "),
        ("ACTION: Mor", "occo"),
        ("ACTION: Italy, mor", "occo"),
        ("Regrets+ Italy and the Nether", "lands"),
        ("Regrets+ Bosnia and Her", "zegovina"),
        ("STATEMENT: bel", "gium"),
        ("ACTION: Italy to mor", ""),
        ("ACTION: Morocco", ""),
        ("ACTION: M", ""),
        ("Topic: Mor", ""),
        ("Just some words of mor", ""),
        ("", ""),
        ("acti " * 5_000, ""),
    ],
)
def test_a_keyword_or_a_name_is_completed(coalition: Store, line: str, rest: str) -> None:
    assert completion(line, coalition.names) == rest


def test_members_on_the_day_come_before_those_who_possibly_were(coalition: Store) -> None:
    changes = {"IT": {"joined": "2023"}, "MA": {"left": "2020"}, "NE": {"status": "observer"}}
    for id_, fields in changes.items():
        member = coalition.get(id_)
        assert isinstance(member, Member)
        coalition.apply("edit", [(member, structs.replace(member, **fields))])
    found = {one.member.id: one.then for one in delegations(coalition, meeting_of(coalition))}
    assert [found[id_] for id_ in ("BE", *changes)] == [
        *(Answer.YES, Answer.POSSIBLY, Answer.NO, Answer.NO)
    ]
    order = list(found.values())
    assert order == sorted(order, reverse=True)


def test_what_is_recorded_of_others_stays(coalition: Store) -> None:
    meeting = structs.replace(meeting_of(coalition), attendees=("BE", "IT"), regrets=("MA",))
    assert states(meeting) == {"BE": "present", "IT": "present", "MA": "regrets"}
    changed = recorded(meeting, {"IT": "regrets", "MA": "", "NE": "present"}, 40)
    assert (changed.attendees, changed.regrets) == (("BE", "NE"), ("IT",))
    assert changed.attendees_count == 40


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("mor", "MA"), ("ne", "NE"), ("arab", "LAS"), ("kingdom", "GB"), ("zzz", ""), (" ", "")],
)
def test_the_start_of_a_name_finds_it(coalition: Store, typed: str, id_: str) -> None:
    members = [one.member for one in delegations(coalition, meeting_of(coalition))]
    assert best(typed, members) == id_
