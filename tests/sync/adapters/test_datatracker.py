"""The datatracker's lists, read as they are published, and as nobody should publish them."""

import pytest

from store.formats.source import FormatError
from store.sync.adapters import ADAPTERS, Asked, recognised
from tests.sync.adapters.reading import TODAY, body, data, read, reasons

URL = "https://datatracker.ietf.org/api/v1/group/group/"
DATATRACKER = ADAPTERS["datatracker"]


def test_groups_have_their_sort_their_state_and_the_group_above_them() -> None:
    told = read("datatracker/groups.json", URL)
    assert (told.mode, told.next_url, told.total, told.asides) == ("snapshot", "", 4, [])
    groups = data(told)
    assert groups["ietf:group:41"] == {
        "kind": "group",
        "name": "Delta Gauging",
        "acronym": "delta",
        "classification": "working group",
        "parent": "ietf:group:3",
        "mandate": "The group is about delta gauging.",
        "status": "active",
        "modified": "2024-03-05T10:11:12Z",
        "links": [
            {"url": "https://datatracker.ietf.org/group/delta/about/", "title": "Datatracker"}
        ],
    }
    assert {id_: (g["classification"], g["status"]) for id_, g in groups.items()} == {
        "ietf:group:3": ("area", "active"),
        "ietf:group:41": ("working group", "active"),
        "ietf:group:42": ("working group", "concluded"),
        "ietf:group:43": ("research group", "proposed"),
    }


def test_a_role_is_a_persons_and_points_at_what_may_come_later() -> None:
    assert data(read("datatracker/roles.json", URL)) == {
        f"ietf:role:{id_}": {
            "kind": "role",
            "member": f"ietf:person:{person}",
            "group": f"ietf:group:{group}",
            "label": label,
        }
        for id_, person, group, label in (
            (7, 501, 41, "chair"),
            (8, 502, 41, "secretary"),
            (9, 501, 3, "incoming area director"),
        )
    }


def test_of_a_person_there_is_the_name_and_nothing_else() -> None:
    assert data(read("datatracker/persons.json", URL)) == {
        "ietf:person:501": {"kind": "member", "name": "Ada Lovelacé"},
        "ietf:person:502": {"kind": "member", "name": "Bo Öberg"},
    }


def test_a_meeting_lasts_as_many_days_as_it_says() -> None:
    meetings = data(read("datatracker/meetings.json", URL))
    assert meetings["ietf:meeting:900"] == {
        "kind": "meeting",
        "name": "IETF 125",
        "number": "125",
        "classification": "ietf",
        "start": "2026-03-14",
        "end": "2026-03-20",
        "city": "Vienna",
        "country": "AT",
        "venue": "Donau Hall",
        "attendees_count": 1012,
        "modified": "2025-11-02T08:00:00Z",
        "links": [{"url": "https://datatracker.ietf.org/meeting/125/", "title": "Datatracker"}],
    }
    interim = meetings["ietf:meeting:901"]
    assert (interim["name"], interim["start"], interim["end"]) == (
        "interim-2026-delta-01",
        "2026-04-20",
        "2026-04-20",
    )


def test_one_object_alone_is_read_too() -> None:
    assert list(data(read("datatracker/one.json", URL))) == ["ietf:group:41"]


def test_pages_follow_each_other() -> None:
    first = read("datatracker/groups-1.json", URL)
    assert first.next_url == "/api/v1/group/group/?limit=2&offset=2&order_by=id"
    assert read("datatracker/groups-2.json", URL).next_url == ""


def test_all_is_asked_for_in_an_order_that_stays_and_filters_are_kept() -> None:
    assert DATATRACKER.address(URL, "") == URL + "?limit=1000&order_by=id"
    filtered = URL + "?type=wg&name__contains=a%26b&limit=20&offset=40"
    properly = DATATRACKER.address(filtered, "")
    assert properly == URL + "?type=wg&name__contains=a%26b&limit=20&order_by=id"
    assert DATATRACKER.address(properly, "") == properly


def test_what_is_odd_is_taken_as_far_as_it_goes_and_each_bad_object_is_set_aside_alone() -> None:
    told = read("datatracker/odd.json", URL)
    groups = data(told)
    assert groups["ietf:group:50"] == {"kind": "group", "name": "All null"}
    assert groups["ietf:group:51"] == {"kind": "group", "name": "Only a name"}
    assert groups["ietf:group:52"]["parent"] == "ietf:group:3"
    assert groups["ietf:group:53"]["classification"] == "edit team"
    assert "status" not in groups["ietf:group:53"]
    assert [(aside.id, *aside.reasons) for aside in told.asides] == [
        ("ietf:group:54", "name"),
        ("ietf:group:55", "parent"),
        ("", "item"),
        ("/api/v1/doc/document/rfc9999/", "resource_uri"),
    ]
    assert "“https://elsewhere.example.org/3” is no address" in told.asides[1].reasons["parent"]


def test_what_is_hostile_is_made_harmless_or_set_aside() -> None:
    told = read("datatracker/hostile.json", URL)
    (group,) = data(told).values()
    assert group["name"] == "Fund [/oops] [31mred[0m evil"
    assert group["mandate"] == "<script>alert(1)</script> [bold]x"
    assert "links" not in group
    assert reasons(told) == {
        "/api/v1/group/group/../../etc/": ["resource_uri"],
        "ietf:group:62": ["id"],
        "ietf:group:63": ["name"],
        "ietf:meeting:903": ["attendees_count", "start"],
    }


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b'{"objects": {}}', "no list of the datatracker"),
        (b"[]", "no list of the datatracker"),
        (b'{"error": "Sorry, this request could not be processed."}', "no list of the datatracker"),
    ],
)
def test_what_is_no_list_is_told(source: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        DATATRACKER.read(source, Asked(URL, TODAY))


def test_a_list_of_what_we_do_not_keep_says_which_lists_we_do() -> None:
    with pytest.raises(FormatError, match="list of document; what can be synced"):
        read("datatracker/other.json", URL)


def test_what_is_cut_short_is_recognised_and_refused() -> None:
    assert recognised(body("datatracker/malformed.json"), "").name == "datatracker"
    with pytest.raises(FormatError, match="not all of it"):
        read("datatracker/malformed.json", URL)
