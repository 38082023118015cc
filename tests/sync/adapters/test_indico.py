"""Indico's exports, read as they are published, and as nobody should publish them."""

import pytest

from store.formats.source import FormatError
from store.kinds import Meeting
from store.sync.adapters import ADAPTERS, Asked, recognised
from tests.sync.adapters.reading import TODAY, body, data, read, reasons

URL = "https://indico.example.org/export/categ/2.json"
INDICO = ADAPTERS["indico"]
FIRST = "indico:indico.example.org:137344"


def test_an_event_is_a_meeting_with_its_time_its_place_and_its_agenda() -> None:
    told = read("indico/page-1.json", URL)
    assert told.asides == []
    assert data(told)[FIRST] == {
        "kind": "meeting",
        "name": "Fourth Plenary of the River Committee",
        "classification": "conference",
        "start": "2026-03-10T09:00[Europe/Zurich]",
        "end": "2026-03-12T17:30[Europe/Zurich]",
        "venue": "Palais, XX, Avenue de la Paix 1, 1202 Genève",
        "agenda": "The agenda:\n\nFloods & gauges\n\nAny other business",
        "tags": ["River Committee", "rivers", "plenary"],
        "notes": "Chairs: Ada Lovelacé (Delta); Bo Öberg\nOrganizer: The Secretariat",
        "links": [{"url": "https://indico.example.org/event/137344/", "title": "Indico"}],
    }


def test_a_time_is_told_in_the_events_own_zone() -> None:
    tokyo = data(read("indico/page-1.json", URL))["indico:indico.example.org:137346"]
    assert (tokyo["start"], tokyo["end"]) == (
        "2026-04-01T11:00[Asia/Tokyo]",
        "2026-04-01T13:00[Asia/Tokyo]",
    )
    assert tokyo["minutes"] == "Agreed to measure."


def test_what_is_protected_there_is_private_here_and_a_label_may_call_it_off() -> None:
    meetings = [one for one in read("indico/good.json", URL).records if isinstance(one, Meeting)]
    assert [(one.visibility, one.status) for one in meetings] == [
        ("public", ""),
        ("public", ""),
        ("private", "cancelled"),
        ("public", "postponed"),
    ]


@pytest.mark.parametrize(
    ("asked_for", "mode", "between"),
    [
        ("", "snapshot", ("", "")),
        ("?order=start&pretty=yes", "snapshot", ("", "")),
        ("?from=today", "snapshot", ("2026-03-03", "")),
        ("?f=-7d&t=tomorrow", "snapshot", ("2026-02-24", "2026-03-02")),
        ("?to=2026-12-31T12:00", "snapshot", ("", "2026-12-30")),
        ("?from=%2B1d12h", "snapshot", ("2026-03-04", "")),
        ("?day=2026-05-05", "snapshot", ("2026-05-06", "2026-05-04")),
        ("?from=soon", "delta", ("", "")),
        ("?limit=100", "delta", ("", "")),
        ("?n=100&from=today", "delta", ("2026-03-03", "")),
        ("?to=0001-01-01", "delta", ("", "")),
    ],
)
def test_an_export_is_of_its_days_and_a_page_of_a_limit_proves_nothing(
    asked_for: str, mode: str, between: tuple[str, str]
) -> None:
    told = read("indico/good.json", URL + asked_for)
    assert (told.mode, told.between, told.next_url) == (mode, between, "")


def test_a_full_page_has_another_after_it() -> None:
    asked = URL + "?limit=2&order=id"
    assert read("indico/page-1.json", asked).next_url == URL + "?limit=2&order=id&offset=2"
    assert read("indico/page-1.json", asked + "&offset=2").next_url == asked + "&offset=4"
    assert read("indico/page-2.json", asked + "&offset=2").next_url == ""
    detailed = read("indico/good.json", URL + "?detail=sessions")
    assert detailed.next_url == ""


def test_a_server_that_gives_no_more_than_a_thousand_at_a_time_is_asked_again() -> None:
    one = b'{"_type": "Conference", "title": "M", "id": "%d"}'
    many = b",".join(one % number for number in range(1000))
    told = INDICO.read(b'{"results": [' + many + b"]}", Asked(URL + "?order=id", TODAY))
    assert (told.mode, told.next_url) == ("snapshot", URL + "?order=id&offset=1000")


def test_an_export_is_asked_for_from_its_beginning_in_an_order_that_stays() -> None:
    assert INDICO.address(URL, "") == URL + "?order=id"
    assert INDICO.address(URL + "?o=start&O=5", "") == URL + "?o=start"
    atom = "https://indico.example.org/category/2/events.atom"
    assert INDICO.address(atom, "") == atom


def test_atom_says_when_events_begin_and_is_read_as_indicos_not_as_news() -> None:
    told = read("indico/coming.atom", "https://indico.example.org/category/2/events.atom")
    assert (told.news, told.mode, told.between) == ([], "snapshot", ("2026-03-03", ""))
    assert data(told)[FIRST] == {
        "kind": "meeting",
        "name": "Fourth Plenary of the River Committee",
        "start": "2026-03-10T08:00[UTC]",
        "agenda": "Floods & gauges",
        "links": [{"url": "https://indico.example.org/event/137344/", "title": "Indico"}],
    }
    export = read("indico/export.atom", URL.replace("json", "atom"))
    assert (export.mode, list(data(export))) == ("delta", [FIRST])


def test_an_entry_of_the_atom_that_is_no_event_is_set_aside() -> None:
    told = read("indico/odd.atom", URL)
    assert list(data(told)) == [FIRST]
    assert [(aside.id, *aside.reasons) for aside in told.asides] == [
        ("", "id"),
        ("indico:indico.example.org:3", "name"),
        ("indico:indico.example.org:4", "start"),
    ]


def test_what_is_odd_is_taken_as_far_as_it_goes_and_each_bad_event_is_set_aside_alone() -> None:
    told = read("indico/odd.json", URL)
    prefix = "indico:indico.example.org:"
    meetings = {id_.removeprefix(prefix): fields for id_, fields in data(told).items()}
    assert meetings["1"] == {"kind": "meeting", "name": "Bare"}
    assert meetings["2"] == {"kind": "meeting", "name": "Nulls"}
    assert meetings["3"]["start"] == "2026-03-10T09:00[Europe/Zurich]"
    assert meetings["8"]["start"] == "2026-03-12"
    assert [(aside.id.removeprefix(prefix), *aside.reasons) for aside in told.asides] == [
        ("4", "start"),
        ("6", "name"),
        ("", "id"),
        ("", "item"),
    ]


def test_what_is_hostile_is_made_harmless_or_set_aside() -> None:
    told = read("indico/hostile.json", URL)
    prefix = "indico:indico.example.org:"
    meetings = {id_.removeprefix(prefix): fields for id_, fields in data(told).items()}
    assert sorted(meetings) == ["20", "23"]
    assert meetings["20"]["name"] == "Fund [/oops] [31mred"
    assert meetings["20"]["agenda"] == "Fine [bold]"
    assert "links" not in meetings["20"]
    assert meetings["23"]["start"] == "0001-01-01T00:00[Asia/Tokyo]"
    assert {id_.removeprefix(prefix): why for id_, why in reasons(told).items()} == {
        **{id_: ["start"] for id_ in ("21", "22", "24")},
        "25": ["id"],
        "26": ["name"],
        "27": ["end", "name", "start"],
    }


def test_what_is_no_export_is_told_with_what_the_server_says() -> None:
    with pytest.raises(FormatError, match="It says: API key is missing"):
        INDICO.read(body("indico/refused.json"), Asked(URL, TODAY))
    assert recognised(body("indico/malformed.json"), "").name == "indico"
    with pytest.raises(FormatError, match="not all of it"):
        read("indico/malformed.json", URL)


def test_a_server_whose_name_for_itself_is_none_is_called_as_it_was_asked() -> None:
    event = b'{"url": "https://[", "results": [{"id": 1, "title": "M"}]}'
    (found,) = INDICO.read(event, Asked(URL, TODAY)).records
    assert found.id == "indico:indico.example.org:1"


def test_an_event_has_the_same_id_from_whatever_address_it_came() -> None:
    ids = {
        *data(read("indico/page-1.json", "https://mirror.example.net/x.json")),
        *data(read("indico/coming.atom", "/home/me/coming.atom")),
    }
    assert ids == {FIRST, "indico:indico.example.org:137346"}
