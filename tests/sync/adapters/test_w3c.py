"""The W3C's lists, read as they are published, and as nobody should publish them."""

import pytest

from store.formats.source import FormatError
from store.sync.adapters import ADAPTERS, Asked, recognised
from store.sync.pages import joined
from tests.sync.adapters.reading import TODAY, body, data, read, reasons

URL = "https://api.w3.org/groups"
W3C = ADAPTERS["w3c"]


def test_a_group_has_its_sort_and_is_over_only_where_it_is_closed() -> None:
    told = read("w3c/groups.json", URL)
    assert (told.mode, told.next_url, told.total, told.asides) == ("snapshot", "", 3, [])
    groups = data(told)
    assert groups["w3c:group:wg/gauges"] == {
        "kind": "group",
        "name": "Gauges Working Group",
        "acronym": "gauges",
        "classification": "working group",
        "mandate": "The mission of the Gauges Working Group is to measure.",
        "founded": "2018-09-24",
        "status": "active",
        "links": [{"url": "https://www.example.org/gauges/", "title": "Home page"}],
    }
    closed = groups["w3c:group:cg/floods"]
    assert (closed["status"], closed["dissolved"]) == ("concluded", "2019-06-30")
    force = groups["w3c:group:tf/gauges-test"]
    assert (force["classification"], force["parent"]) == ("task force", "w3c:group:wg/gauges")


def test_one_group_alone_is_read_too() -> None:
    assert list(data(read("w3c/group.json", URL))) == ["w3c:group:wg/gauges"]


def test_organisations_take_part_and_people_who_are_there_alone() -> None:
    told = read("w3c/participations.json", URL)
    assert data(told)["w3c:participation:9001"] == {
        "kind": "role",
        "member": "w3c:affiliation:77",
        "group": "w3c:group:wg/gauges",
        "label": "participant",
        "start": "2022-11-17",
    }
    expert = data(told)["w3c:participation:9003"]
    assert (expert["member"], expert["label"]) == ("w3c:user:k0x9expert", "invited expert")
    assert (
        data(joined([told])).items()
        >= {
            "w3c:affiliation:77": {
                "kind": "member",
                "name": "Rivers & Sons",
                "classification": "organisation",
            },
            "w3c:user:k0x9expert": {"kind": "member", "name": "Ada Lovelacé"},
        }.items()
    )


def test_who_is_named_on_several_pages_comes_once() -> None:
    pages = [read(f"w3c/organisation-{n}.json", URL) for n in (1, 2)]
    assert pages[0].next_url.endswith("/affiliations/77/participations?embed=1&page=2&items=1")
    assert sorted(data(joined(pages))) == [
        "w3c:affiliation:77",
        "w3c:participation:9001",
        "w3c:participation:9010",
    ]


def test_a_chair_is_a_person() -> None:
    told = read("w3c/chairs.json", URL)
    assert data(told)["w3c:role:wg/gauges/chairs/b0chair"] == {
        "kind": "role",
        "member": "w3c:user:b0chair",
        "group": "w3c:group:wg/gauges",
        "label": "chair",
        "person": "Bo Öberg",
    }
    assert data(joined([told]))["w3c:user:b0chair"] == {"kind": "member", "name": "Bo Öberg"}


def test_an_affiliation_says_whether_it_is_a_member() -> None:
    members = data(read("w3c/affiliations.json", URL))
    assert members["w3c:affiliation:77"]["status"] == "member"
    assert "status" not in members["w3c:affiliation:78"]


def test_lists_are_asked_for_from_the_beginning_with_all_that_they_name() -> None:
    properly = W3C.address(URL + "/wg?page=3&items=50", "")
    assert properly == URL + "/wg?items=50&embed=1"
    assert W3C.address(properly, "") == properly
    assert W3C.address(URL, "") == URL + "?embed=1&items=1000"


def test_what_is_odd_is_taken_as_far_as_it_goes_and_each_bad_item_is_set_aside_alone() -> None:
    told = read("w3c/odd.json", URL)
    groups = data(told)
    assert groups["w3c:group:other/bare"] == {"kind": "group", "name": "Bare", "acronym": "bare"}
    assert "parent" not in groups["w3c:group:tf/two"]
    assert "status" not in groups["w3c:group:wg/nulls"]
    assert [(aside.id, *aside.reasons, aside.times) for aside in told.asides] == [
        ("113", "self", 1),
        ("w3c:group:wg/dated", "founded", 1),
        ("", "item", 3),
    ]


def test_what_is_hostile_is_made_harmless_or_set_aside() -> None:
    told = read("w3c/hostile.json", URL)
    groups = data(told)
    assert groups["w3c:group:wg/evil"]["name"] == "Fund [/oops] [31mred"
    assert groups["w3c:group:wg/evil"]["mandate"] == "Fine [bold]"
    assert "links" not in groups["w3c:group:wg/js"]
    assert reasons(told) == {"121": ["self"], "123": ["self"], "w3c:group:wg/zero": ["founded"]}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("links.json", "ask for it with embed=1"),
        ("numbered.json", "ask for it in that way, as /groups/wg/webrtc/chairs"),
        ("malformed.json", "not all of it"),
    ],
)
def test_a_list_that_does_not_say_enough_is_refused_whole(name: str, says: str) -> None:
    assert recognised(body(f"w3c/{name}"), "").name == "w3c"
    with pytest.raises(FormatError, match=says):
        read(f"w3c/{name}", URL)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b'{"message": "Not found"}', "no answer of the W3C's API"),
        (b"[]", "no answer of the W3C's API"),
        (b'{"_links": {"specifications": []}}', "nothing that can be synced"),
        (b'{"_links": {"chairs": []}}', "does not name its group"),
    ],
)
def test_what_is_none_of_its_lists_is_told(source: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        W3C.read(source, Asked(URL, TODAY))
