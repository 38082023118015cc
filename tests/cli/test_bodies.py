"""Following other bodies from a shell: what they publish, over a real connection."""

import pytest

from tests.cli.shell import Shell
from tests.sync.adapters.reading import body
from tests.sync.server import Exchange, Server, asked_for, send


@pytest.fixture
def ietf(server: Server) -> Server:
    """The datatracker's lists at their addresses; that of groups in two pages."""
    pages = asked_for(
        ("offset=2", send(body("datatracker/groups-2.json"))),
        ("", send(body("datatracker/groups-1.json"))),
    )
    server.at("/api/v1/group/group/", pages)
    server.at("/api/v1/group/role/", send(body("datatracker/roles.json")))
    server.at("/api/v1/person/person/", send(body("datatracker/persons.json")))
    return server


def test_a_page_of_the_datatracker(empty: Shell, ietf: Server) -> None:
    """Roles, then the people and groups that they are of: three sources, and they join."""
    lists = {"a-roles": "group/role", "b-people": "person/person", "c-groups": "group/group"}
    for name, path in lists.items():
        url = f"{ietf.url}/api/v1/{path}/"
        empty("source", "add", name, url, "--format", "datatracker", "--insecure-http")
    empty.run("sync")
    assert empty.run("sync", "a-roles").code == 0
    roles = empty("list", "roles", "member:ada", "group.parent:rivers", "--json").json
    assert [(role["member"], role["group"], role["label"]) for role in roles] == [
        ("ietf:person:501", "ietf:group:41", "chair")
    ]


def test_an_export_of_indico_with_a_token_page_by_page(empty: Shell, server: Server) -> None:
    def export(exchange: Exchange) -> None:
        if exchange.headers.get("Authorization") != "Bearer indp_s3cret":
            exchange.answer(403, body("indico/refused.json"))
        else:
            name = "page-2" if "offset=2" in exchange.path else "page-1"
            exchange.answer(200, body(f"indico/{name}.json"), content_type="application/json")

    url = server.at("/export/categ/2.json", export)
    empty("source", "add", "rivers", f"{url}?limit=2", "--token-env", "INDICO")
    refused = empty.run("sync", INDICO="wrong")
    assert refused.code == 3 and "wants a valid token (403)" in refused.out
    ran = empty.run("sync", INDICO="indp_s3cret")
    assert (ran.code, ran.out.partition(" · ")[0]) == (0, "rivers: 3 new")
    found = empty("list", "meetings", "start:2026-03", "tags:plenary", "--json").json
    assert [one["start"] for one in found] == ["2026-03-10T09:00[Europe/Zurich]"]
