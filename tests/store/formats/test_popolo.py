"""Popolo: ours comes back whole, and a file of EveryPolitician's shape gives what it says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import popolo
from store.formats.source import Aside, FormatError
from store.kinds import Group, Meeting, Member, Role, Statement
from store.record import Link, Record
from tests.strategies import DEAR

PARTY = {"id": "adder", "name": "Adder Party", "classification": "party", "image": "a.png"}
HOUSE = {
    "id": "commons",
    "name": "House of Commons",
    "classification": "legislature",
    "other_names": [{"name": "The House", "lang": "en"}, {"name": "Commons"}],
    "founding_date": "1707",
    "seats": 558,
    "memberships": [],
}
PERSON = {"id": "1234", "name": "Edmund Blackadder", "email": "edmund@example.org"}
SEAT = {
    "area_id": "dunny",
    "end_date": "1784-05-23",
    "legislative_period_id": "pitt",
    "on_behalf_of_id": "adder",
    "organization_id": "commons",
    "person_id": "1234",
    "role": "member",
}
PERIOD = {"id": "pitt", "classification": "legislative period", "name": "P", "start_date": "1784"}
DOCUMENT: dict[str, Any] = {
    "persons": [PERSON, {"id": "9", "name": "Baldrick"}],
    "organizations": [PARTY, HOUSE],
    "memberships": [SEAT, {**SEAT, "on_behalf_of_id": None}],
    "events": [PERIOD],
    "areas": [{"id": "dunny", "name": "Dunny-on-the-Wold"}],
    "meta": {"sources": []},
}


def read(document: object) -> tuple[list[Record], list[Aside]]:
    found = popolo.read(json.dumps(document).encode())
    return found.records, found.asides


def written(held: list[Record]) -> dict[str, Any]:
    return dict(json.loads(b"".join(popolo.write(held))))


def test_a_parliament_gives_members_groups_and_roles() -> None:
    (party, house, role), _ = read(DOCUMENT)
    assert isinstance(party, Member) and isinstance(house, Group) and isinstance(role, Role)
    assert (party.name, party.classification) == ("Adder Party", "")
    assert (house.classification, house.other_names) == ("legislature", ("The House", "Commons"))
    assert house.founded == "1707"
    assert (role.member, role.group, role.label) == ("adder", "commons", "member")
    assert (role.person, role.start, role.end) == ("Edmund Blackadder", "1784", "1784-05-23")
    assert {party.visibility, house.visibility, role.visibility} == {"public"}


def test_what_has_no_place_here_is_set_aside_and_told() -> None:
    _, asides = read(DOCUMENT)
    assert [(a.kind, *a.reasons, a.times) for a in asides] == [
        ("membership", "on_behalf_of_id", 1),
        ("event", "classification", 1),
        ("persons", "all", 1),
        ("areas", "all", 1),
    ]


def test_what_is_unknown_is_kept_and_written_back_where_it_stood() -> None:
    records, _ = read(DOCUMENT)
    again = written(records)
    for before, after in zip(DOCUMENT["organizations"], again["organizations"], strict=True):
        assert {**after, **before, "memberships": []} == {**after, "memberships": []}
    (seat,) = again["memberships"]
    assert {**seat, **SEAT} == seat
    assert again["persons"] == [PERSON]
    assert read(again)[0] == records


def test_the_same_file_gives_the_same_ids() -> None:
    assert [r.id for r in read(DOCUMENT)[0]] == [r.id for r in read(DOCUMENT)[0]]


def test_what_stands_in_something_else_is_found_there() -> None:
    inside = {key: SEAT[key] for key in ("on_behalf_of_id", "organization_id")}
    person = {**PERSON, "memberships": [{**inside, "id": "m1", "post_id": "seat"}]}
    posts = [{"id": "seat", "label": "Member for Dunny"}]
    found, _ = read({"persons": [person], "organizations": [PARTY, HOUSE], "posts": posts})
    role = found[-1]
    assert isinstance(role, Role)
    assert (role.id, role.label, role.person) == ("m1", "Member for Dunny", "Edmund Blackadder")


def test_ids_are_of_a_list_there_and_of_all_here() -> None:
    event = {"id": 1, "name": "Opening", "start_date": "1784-03-01T10:00:00Z"}
    speech = {"id": 1, "event_id": "1", "type": "welcomed", "title": "Hail"}
    house = {"id": 1, "name": "O"}
    found, asides = read({"organizations": [house], "events": [event], "speeches": [speech]})
    assert [record.id for record in found] == ["1", "event/1", "speech/1"]
    meeting, said = found[1:]
    assert isinstance(meeting, Meeting) and isinstance(said, Statement)
    assert meeting.start == "1784-03-01T10:00[UTC]"
    assert said.meeting == "event/1"
    assert not asides


def test_others_can_read_ours() -> None:
    held: list[Record] = [
        Member(id="BE", name="Belgium", country="BE", other_names=("Belgique",)),
        Group(id="afg", name="Africa Focus Group", founded="2021-12-02", parent="sg"),
        Role(id="r", member="BE", group="afg", label="co-chair", person="A. Peeters", start="2022"),
        Meeting(
            id="m",
            name="Niamey",
            start="2023-03-01T10:00[Africa/Niamey]",
            groups=("afg",),
            links=(Link(url="https://example.org/", title="Page"),),
        ),
        Statement(id="s", meeting="m", act="welcomed", summary="Niger", by=("BE",)),
    ]
    found = written(held)
    member, group = found["organizations"]
    assert member["identifiers"] == [{"scheme": "iso3166-1-alpha-2", "identifier": "BE"}]
    assert member["other_names"] == [{"name": "Belgique"}]
    assert (group["founding_date"], group["parent_id"]) == ("2021-12-02", "sg")
    (person,), (role,) = found["persons"], found["memberships"]
    assert person["name"] == "A. Peeters" and role["person_id"] == person["id"]
    assert (role["on_behalf_of_id"], role["organization_id"], role["role"]) == (
        *("BE", "afg", "co-chair"),
    )
    (event,), (speech,) = found["events"], found["speeches"]
    assert event["start_date"] == "2023-03-01T10:00:00+01:00"
    assert event["organization_id"] == "afg"
    assert event["sources"] == [{"url": "https://example.org/", "note": "Page"}]
    assert (speech["creator_id"], speech["title"]) == ("BE", "Niger")
    assert read(found) == (held, [])


def test_what_others_changed_in_ours_is_taken() -> None:
    found = written([Meeting(id="m", name="N", start="2023-03-01T10:00[Africa/Niamey]")])
    found["events"][0] |= {"name": "Niamey", "start_date": "2023-03-02"}
    ((meeting,), _) = read(found)
    assert isinstance(meeting, Meeting)
    assert (meeting.name, meeting.start) == ("Niamey", "2023-03-02")


@pytest.mark.parametrize(
    "source, says",
    [
        (b"[]", "not Popolo"),
        (b'{"persons": 5}', "not Popolo"),
        (b'{"persons": [], "events": [5]}', "“events” is not a list of objects"),
        (b'{"persons": [], "commitments": [{"id": "c"}]}', "commitments 1 .*summary"),
        (b'{"persons": [' + b"[" * 500 + b"]" * 500 + b"]}", "levels deep"),
    ],
)
def test_what_is_no_popolo_is_told(source: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        popolo.read(source)


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["", "a", "2023", "x" * 20]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["id", "name", "url", "kind", "start"]), inner, max_size=2
        )
    ),
    max_leaves=4,
)
KEYS = (
    *("id", "name", "other_names", "identifiers", "classification", "parent_id", "founding_date"),
    *("sources", "created_at", "person_id", "organization_id", "on_behalf_of_id", "start_date"),
    *("smallgroup", "memberships", "event_id", "creator_id", "member", "extra", "tags", "_popolo"),
)
few = st.sampled_from(["a", "b", "1"])
objects = st.fixed_dictionaries(
    {"id": few, "name": few},
    optional={key: few | values for key in KEYS if key not in ("id", "name")},
)
lists = st.sampled_from(("persons", "organizations", "memberships", "events", "speeches", "posts"))


@DEAR
@given(st.dictionaries(lists, st.lists(objects, max_size=3), min_size=1))
def test_whatever_a_stranger_writes_is_taken_set_aside_or_refused(document: dict[str, Any]) -> None:
    try:
        records, _ = read({"persons": [], **document})
    except FormatError as error:
        assert str(error).isprintable()
        return
    again = {record.id: record for record in read(written(records))[0]}
    assert again == {record.id: record for record in records}
